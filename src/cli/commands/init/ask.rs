//! The questions of `pilot init`, without saying how they get to a person.

use crate::notice::profile::ApplicantLevel;
use crate::notice::{Division, Library, Notice, Profile};
use crate::scaffold::{Answers, place_name, resolve_division, suggested_name};

pub use crate::cli::terminal::questions::{AnswerChoice, Console, Question, Stop};

const CHOOSE: &str = "↑↓ 选择，回车确认，输入文字可筛选，Esc 取消";
const LATER: &str = "以后再填";

/// All notices as id and title, the made-up ones last and marked.
pub fn notices(library: &Library) -> Vec<(String, String)> {
    let ids = library.ids();
    let profiles = ids.iter().filter_map(|id| library.profile(id).ok());
    let mut profiles: Vec<Profile> = profiles.collect();
    profiles.sort_by_key(Profile::is_sample);
    let mut out = Vec::new();
    for profile in profiles {
        let title = profile.marked(&profile.short).into_owned();
        out.push((profile.id, title));
    }
    out
}

/// Asks for the notice, given as id and title.
///
/// # Errors
/// If the person does not answer.
pub fn ask_notice(notices: &[(String, String)], console: &mut dyn Console) -> Result<String, Stop> {
    let choices: Vec<AnswerChoice> = notices
        .iter()
        .map(|(id, title)| AnswerChoice { label: title.clone(), search: id.clone() })
        .collect();
    let index = console.choose(Question { message: "按哪个通知申报？", help: CHOOSE }, &choices)?;
    match notices.get(index) {
        Some((id, _)) => Ok(id.clone()),
        None => Err(Stop::Cancelled),
    }
}

/// Asks for everything that is missing and that a person knows at the start. What is left open
/// stays open.
///
/// # Errors
/// If the person does not answer; the answers so far are kept, and nothing else has happened.
pub fn ask(notice: &Notice, answers: &mut Answers, console: &mut dyn Console) -> Result<(), Stop> {
    let profile = &notice.profile;
    if answers.category.is_none() && !profile.categories.is_empty() {
        let choices = profile.categories.iter().map(|c| choice(&c.name, &c.id));
        let picked = pick(
            console,
            Question { message: &profile.say("试点类别："), help: CHOOSE },
            choices.collect(),
        )?;
        let category = picked.and_then(|index| profile.categories.get(index));
        answers.category = category.map(|category| category.id.clone());
    }
    if answers.kind.is_none() && !profile.applicants.kinds.is_empty() {
        let choices = profile.applicants.kinds.iter().map(|k| choice(&k.name, &k.id));
        let picked =
            pick(console, Question { message: "申报单位是：", help: CHOOSE }, choices.collect())?;
        let kind = picked.and_then(|index| profile.applicants.kinds.get(index));
        answers.kind = kind.map(|kind| kind.id.clone());
    }
    if answers.division.is_none() && profile.region.is_some() {
        answers.division = ask_division(notice, answers, console)?;
    }
    let division =
        answers.division.as_deref().and_then(|text| resolve_division(&notice.divisions, text).ok());
    if answers.applicant.is_none() {
        let initial = division.map(unit_place).unwrap_or_default();
        let help = "与公章一致的全称；不确定可清空后直接回车，以后在 pilot.toml 里填";
        let text =
            console.line(Question { message: "申报单位全称：", help }, &initial, name_fault)?;
        // The place alone is no body: it only stood there to be written on.
        let text = text.trim();
        if !text.is_empty() && text != initial {
            answers.applicant = Some(text.to_owned());
        }
    }
    if answers.name.is_none() {
        let category = answers.category.as_deref().and_then(|id| profile.category(id));
        let initial = category.and_then(|c| suggested_name(c, division)).unwrap_or_default();
        let help = "一般不超过60字；会进入邮件题目和文件名；不确定可清空后直接回车，以后再填";
        let text = console.line(Question { message: "项目名称：", help }, &initial, name_fault)?;
        let text = text.trim();
        if !text.is_empty() {
            answers.name = Some(text.to_owned());
        }
    }
    Ok(())
}

/// Counties of the notice's region; its cities where a municipal body applies.
fn ask_division(
    notice: &Notice,
    answers: &Answers,
    console: &mut dyn Console,
) -> Result<Option<String>, Stop> {
    let profile = &notice.profile;
    let kind = profile.applicants.kinds.iter().find(|k| Some(&k.id) == answers.kind.as_ref());
    let municipal = kind.is_some_and(|k| k.level == ApplicantLevel::Municipal);
    let mut divisions: Vec<&Division> = if municipal {
        notice.divisions.cities().collect()
    } else {
        notice.divisions.counties().collect()
    };
    if let Some(region) = &profile.region {
        divisions.retain(|division| division.code.starts_with(&region.code));
    }
    let choices = divisions.iter().map(|d| {
        let label = if municipal {
            format!("{}　{}", d.name, d.code)
        } else {
            format!("{}　{}　{}", d.name, d.city, d.code)
        };
        AnswerChoice {
            label,
            search: format!("{} {} {}", place_name(d), d.stem(), d.formerly.join(" ")),
        }
    });
    let message = if municipal { "所在设区市：" } else { "所在县（市、区）：" };
    let help = "输入名称、所属市或代码筛选；↑↓ 选择，回车确认，Esc 取消";
    let picked = pick(console, Question { message, help }, choices.collect())?;
    let division = picked.and_then(|index| divisions.get(index));
    Ok(division.map(|division| division.code.clone()))
}

/// The place as the names of its bodies begin: a district with its city, others without.
fn unit_place(division: &Division) -> String {
    if division.is_district() { place_name(division) } else { division.name.clone() }
}

fn choice(label: &str, search: &str) -> AnswerChoice {
    AnswerChoice { label: label.to_owned(), search: search.to_owned() }
}

/// A choice that may be put off.
fn pick(
    console: &mut dyn Console,
    question: Question<'_>,
    mut choices: Vec<AnswerChoice>,
) -> Result<Option<usize>, Stop> {
    choices.push(choice(LATER, ""));
    let index = console.choose(question, &choices)?;
    // The last choice is to leave it open.
    if index + 1 < choices.len() { Ok(Some(index)) } else { Ok(None) }
}

/// What makes a name unfit for mail subjects and file names, in Chinese; `None` if it is fine.
/// Empty is fine: it stays open.
pub fn name_fault(name: &str) -> Option<String> {
    const LONGEST: usize = 200;
    if name.trim().chars().any(char::is_control) {
        return Some("不能含有换行或控制字符".to_owned());
    }
    if let Some(c) =
        name.chars().find(|c| matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    {
        return Some(format!("不能含有 {c}：名称会进入文件名，可换成全角符号"));
    }
    let count = name.trim().chars().count();
    (count > LONGEST).then(|| format!("有{count}字，太长了"))
}
