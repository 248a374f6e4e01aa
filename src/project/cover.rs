//! What stands on the cover.

use super::Config;
use crate::notice::Notice;
use crate::text::word_list::{strip_end, strip_start, words};
use crate::text::{Month, Spanned};

/// What stands on the cover beside the plan's title.
#[derive(Clone, Debug, Default)]
pub struct Cover {
    /// The project's name.
    pub project: Spanned<String>,
    pub applicant: Spanned<String>,
    /// The city the applicant belongs to.
    pub city: Option<Spanned<String>>,
    /// A remark such as “虚构示例”.
    pub note: Option<Spanned<String>>,
    /// The month below.
    pub date: Option<Month>,
    /// The day that the file is dated with: first the month of the cover, otherwise the notice's.
    /// Year, month, day.
    pub dated: (i32, u32, u32),
    /// What the notice calls for: 关于组织申报甲项目的通知 calls for 甲项目.
    pub notice: String,
    /// What the notice calls a plan: a title too long for one line is broken before it.
    pub plan_title: String,
    /// The content code.
    pub code: Option<String>,
}

impl Cover {
    /// The cover of a project. The date of the file never comes from a clock, so that it has the
    /// same bytes every time.
    pub fn of(config: &Config, notice: &Notice, code: Option<&str>) -> Self {
        let city = config.applicant.division.as_ref().and_then(|division| {
            let city = &notice.divisions.by_code(&division.value)?.city;
            (!city.is_empty()).then(|| Spanned::new(city.clone(), division.at))
        });
        let date = config.render.date.as_ref().map(|m| m.value);
        let signed = match notice.profile.signed_on {
            Some(day) => {
                use chrono::Datelike as _;
                (day.0.year(), day.0.month(), day.0.day())
            }
            None => (2000, 1, 1),
        };
        Self {
            project: config.project.name.clone().unwrap_or_default(),
            applicant: config.applicant.name.clone().unwrap_or_default(),
            city,
            note: config.render.note.clone(),
            date,
            dated: match date {
                Some(m) => (m.year, m.month, 1),
                None => signed,
            },
            notice: called_for(&notice.profile.title).unwrap_or(&notice.profile.short).to_owned(),
            plan_title: notice.profile.plan_title.clone(),
            code: code.map(str::to_owned),
        }
    }

    /// `2023年10月`; empty without a month.
    pub fn date_line(&self) -> String {
        self.date.map(|m| format!("{}年{}月", m.year, m.month)).unwrap_or_default()
    }
}

/// What a notice calls for, by its title; `None` if the title has another shape.
fn called_for(title: &str) -> Option<&str> {
    let (ends, verbs) = (words("called-for-endings"), words("called-for-verbs"));
    let (_, mut name) = title.split_once("关于")?;
    while let Some(rest) = strip_end(name, ends) {
        name = rest;
    }
    while let Some(rest) = strip_start(name, verbs) {
        name = rest;
    }
    let is_name = name.chars().count() >= 4;
    if is_name { Some(name) } else { None }
}

#[cfg(test)]
mod tests {
    use super::called_for;

    #[test]
    fn a_title_says_what_is_called_for() {
        for (title, expected) in [
            ("某省工业和信息化厅关于组织申报绿色工业园区的通知（样例）", Some("绿色工业园区")),
            ("关于推荐甲类创新试点项目的通知", Some("甲类创新试点项目")),
            (
                "关于做好2025年光伏电站开发建设方案申报工作的通知",
                Some("2025年光伏电站开发建设方案"),
            ),
            ("关于申报的通知", None),
            ("通知", None),
        ] {
            assert_eq!(called_for(title), expected, "{title}");
        }
    }
}
