//! `unit-name-form`: the full name of a government body, as its seal bears it.

use crate::notice::profile::ApplicantLevel;
use crate::notice::{Division, DivisionLevel, Divisions};
use crate::text::word_list::pairs;
use crate::text::{Spanned, han};

use crate::rules::engine::context::Context;
use crate::rules::engine::divisions::without_province;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let applicant = &cx.config().applicant;
    let is_government = cx.applicant_kind().is_some_and(|k| k.level != ApplicantLevel::Any);
    let mut out = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for name in
        [&applicant.name, &applicant.implementer, &cx.config().park.manager].into_iter().flatten()
    {
        if seen.contains(&name.value.trim()) {
            continue;
        }
        seen.push(name.value.trim());
        out.extend(judge(name, is_government, &cx.notice.divisions));
    }
    out
}

fn judge(name: &Spanned<String>, is_government: bool, divisions: &Divisions) -> Option<Hit> {
    let folded = han::fold(&name.value);
    let hit = |variant: Option<&'static str>, full: String| {
        let hit = Hit::at(name.at).arg("name", &name.value).arg("full", full);
        match variant {
            Some(v) => hit.variant(v),
            None => hit.clone(),
        }
    };
    // A short ending is one for every body, a park's too.
    for (short, full) in pairs("short-bodies") {
        let Some(stem) = folded.strip_suffix(short.as_str()) else { continue };
        return Some(hit(Some("short"), format!("{stem}{full}")));
    }
    let short_government = folded.ends_with("政府") && !folded.ends_with("人民政府");
    if short_government {
        let stem = folded.strip_suffix("政府").unwrap_or(&folded);
        return Some(hit(Some("short"), format!("{}人民政府", with_city(stem, divisions))));
    }
    if !is_government && !folded.ends_with("人民政府") {
        return None;
    }
    let bare = without_province(&folded, divisions);
    let has_province = bare.len() < folded.len();
    if has_province && bare.ends_with("人民政府") {
        return Some(hit(Some("province"), with_city(bare, divisions)));
    }
    // A district's body without the city: 青秀区人民政府.
    if let Some(district) = leading_district(bare, divisions) {
        return Some(hit(None, format!("{}{bare}", district.city)));
    }
    // A place without its class: 甲人民政府.
    let place = bare.strip_suffix("人民政府")?;
    let mut meant = divisions.all.iter().filter(|d| d.stem() == place && d.name != place);
    match (meant.next(), meant.next()) {
        (Some(d), None) if d.level == DivisionLevel::County && d.is_district() => {
            Some(hit(Some("short"), format!("{}{}人民政府", d.city, d.name)))
        }
        (Some(d), None) => Some(hit(Some("short"), format!("{}人民政府", d.name))),
        _ => None,
    }
}

/// A name with the city before it, if it begins with a district and lacks it.
fn with_city(name: &str, divisions: &Divisions) -> String {
    match leading_district(name, divisions) {
        Some(district) => format!("{}{name}", district.city),
        None => name.to_owned(),
    }
}

/// The district with whose name a text begins.
fn leading_district<'a>(text: &str, divisions: &'a Divisions) -> Option<&'a Division> {
    let mut districts = divisions.counties().filter(|division| division.is_district());
    districts.find(|district| text.starts_with(&district.name))
}
