//! `applicant-division`: the code of the county, district or city of the applicant.

use crate::notice::profile::ApplicantLevel;
use crate::notice::{Division, DivisionLevel, Divisions};
use crate::rules::engine::context::Context;
use crate::rules::engine::divisions::leading;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;
use crate::text::han;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(region) = &cx.profile().region else { return Vec::new() };
    let applicant = &cx.config().applicant;
    let divisions = &cx.notice.divisions;
    let name = match &applicant.name {
        Some(name) => name.value.as_str(),
        None => "",
    };
    let hit = |at| Hit::at(at).arg("region", &region.name);
    let Some(code) = &applicant.division else {
        return match fields::field(cx, "applicant.division") {
            State::Missing => vec![
                hit(cx.field_at("applicant.division"))
                    .variant("missing")
                    .arg("hint", hint(named_in(name, divisions))),
            ],
            State::Given | State::Unfilled => Vec::new(),
        };
    };
    let value = code.value.trim();
    let hit = hit(code.at).arg("value", han::printable(value));
    let Some(division) = divisions.by_code(value) else {
        let meant = meant(value, divisions);
        if !meant.is_empty() {
            return vec![hit.variant("name").arg("hint", hint(meant))];
        }
        let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
        let is_code = is_number && value.len() == 6;
        let near = near(value, name, divisions);
        let variant =
            if is_code && !value.starts_with(&region.code) { "region" } else { "unknown" };
        return vec![hit.variant(variant).arg("hint", hint(near))];
    };
    let hit = hit.arg("name", &division.name);
    if !division.code.starts_with(&region.code) {
        return vec![hit.variant("region").arg("hint", hint(named_in(name, divisions)))];
    }
    let is_city_wide = cx.applicant_kind().is_some_and(|k| k.level == ApplicantLevel::Municipal);
    if division.level == DivisionLevel::Prefecture && !is_city_wide {
        let below: Vec<_> = divisions.counties().filter(|d| d.city == division.name).collect();
        let mut named = below.clone();
        named.retain(|division| name.contains(&division.name));
        let meant = if named.is_empty() { below } else { named };
        return vec![hit.variant("level").arg("hint", hint(meant))];
    }
    match leading(name, divisions) {
        Some(own)
            if own.code != division.code
                && own.level == DivisionLevel::County
                && division.level == DivisionLevel::County =>
        {
            let at = match applicant.name.as_ref() {
                Some(n) => n.at,
                None => code.at,
            };
            vec![
                hit.variant("differs")
                    .arg("own", &own.name)
                    .arg("hint", hint(vec![own]))
                    .related(at, "申报单位名称"),
            ]
        }
        _ => Vec::new(),
    }
}

/// The units whose full names stand in a text.
fn named_in<'a>(text: &str, divisions: &'a Divisions) -> Vec<&'a Division> {
    let text = han::fold(text);
    let mut named: Vec<_> = divisions.counties().collect();
    let is_in_full = |division: &&Division| text.contains(&division.name);
    if named.iter().any(is_in_full) {
        named.retain(is_in_full);
    } else {
        named.retain(|division| text.contains(division.stem()));
    }
    named
}

/// What somebody means who writes a name, or a code with zeros behind it, in the place of a code.
fn meant<'a>(value: &str, divisions: &'a Divisions) -> Vec<&'a Division> {
    let is_number = value.bytes().all(|b| b.is_ascii_digit());
    if is_number && value.len() == 12 && value.ends_with("000000") {
        let division = value.get(..6).and_then(|six| divisions.by_code(six));
        return Vec::from_iter(division);
    }
    let found = divisions.by_name(value);
    if !found.is_empty() {
        return found;
    }
    let was_called_so = |division: &&Division| division.formerly.iter().any(|f| f == value);
    divisions.counties().filter(was_called_so).collect()
}

/// The units that are near a code that does not exist: those that the applicant's name holds, else
/// those with the nearest codes.
fn near<'a>(value: &str, name: &str, divisions: &'a Divisions) -> Vec<&'a Division> {
    let by_name = named_in(name, divisions);
    if !by_name.is_empty() {
        return by_name;
    }
    let mut all: Vec<_> = divisions
        .counties()
        .map(|d| (strsim::levenshtein(value, &d.code).min(strsim::levenshtein(value, &d.name)), d))
        .collect();
    all.retain(|(distance, _)| *distance <= 2);
    all.sort_by_key(|(distance, d)| (*distance, d.code.clone()));
    all.truncate(3);
    all.into_iter().map(|(_, d)| d).collect()
}

/// Units in words: `甲县 100002（乙市）`.
fn hint(divisions: Vec<&Division>) -> String {
    let shown = divisions.iter().take(20).map(|d| format!("{} {}", d.name, d.code));
    let shown: Vec<_> = shown.collect();
    if shown.is_empty() {
        "全部代码见 pilot list divisions".to_owned()
    } else {
        format!("写成 {}", shown.join("、或 "))
    }
}
