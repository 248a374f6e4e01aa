//! `applicant-municipal`: a department of a city in a category that is for counties and parks.

use crate::notice::profile::ApplicantLevel;
use crate::notice::{Division, Divisions};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;
use crate::text::word_list::{contains_word, ends_with_word};

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(kind), Some(category)) = (cx.applicant_kind(), cx.category()) else {
        return Vec::new();
    };
    if category.municipal {
        return Vec::new();
    }
    let municipal = cx.profile().categories.iter().filter(|category| category.municipal);
    let allowed: Vec<_> = municipal.map(|category| category.name.as_str()).collect();
    let hit = |at| Hit::at(at).arg("category", &category.name).arg("allowed", allowed.join("、"));
    if kind.level == ApplicantLevel::Municipal {
        return vec![hit(cx.field_at("applicant.kind"))];
    }
    // A bureau of the city that calls itself one of a county: 百色市工业和信息化局, but not
    // 乙市甲县生态环境局.
    match &cx.config().applicant.name {
        Some(name)
            if kind.level == ApplicantLevel::County
                && is_municipal_body(&name.value, &cx.notice.divisions) =>
        {
            vec![hit(name.at).variant("name").arg("name", &name.value)]
        }
        _ => Vec::new(),
    }
}

/// Whether a name begins with a city and then names no county, district or county-level city.
fn is_municipal_body(name: &str, divisions: &Divisions) -> bool {
    let name = han::fold(name);
    let city = divisions.cities().find(|city| name.starts_with(&city.name));
    let Some(city) = city else { return false };
    let rest = &name[city.name.len()..];
    let mut counties = divisions.counties().filter(|county| county.city == city.name);
    let begins = |county: &Division| rest.starts_with(county.stem());
    let below = counties.any(|county| rest.contains(&county.name) || begins(county));
    let is_office = ends_with_word(rest, "office-endings");
    // An area such as 百色高新技术产业开发区 is a park's, not the city's.
    is_office && !below && !contains_word(rest, "area-words")
}
