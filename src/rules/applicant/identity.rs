//! Who applies: kind, level, and the county-level unit.

use crate::notice::profile::{ApplicantKind, ApplicantLevel};
use crate::notice::{Division, DivisionLevel, Divisions, Need};
use crate::text::han;

use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;

/// Endings of enterprises' names.
const ENTERPRISES: [&str; 5] = ["公司", "集团", "合作社", "工厂", "厂"];

/// The kind of the applicant, if one is given that the notice knows.
pub(super) fn kind<'a>(cx: &Context<'a>) -> Option<&'a ApplicantKind> {
    let key = cx.config().applicant.kind.as_ref()?;
    cx.profile().applicants.kinds.iter().find(|k| k.id == key.value)
}

pub(super) fn applicant_kind(cx: &Context<'_>) -> Vec<Hit> {
    let kinds = &cx.profile().applicants.kinds;
    if kinds.is_empty() {
        return Vec::new();
    }
    let choices: Vec<_> = kinds.iter().map(|k| format!("{}（{}）", k.id, k.name)).collect();
    let at = cx.field_at("applicant.kind");
    let hit = Hit::at(at).arg("choices", choices.join("、"));
    match (fields::field(cx, "applicant.kind"), kind(cx)) {
        (State::Missing, _) => vec![hit],
        // In `pilot.toml` an unknown word is told by `config-invalid`; a manifest has nobody else
        // to tell it.
        (State::Given, None) if !cx.has(Need::Config) => {
            let value = cx.config().applicant.kind.as_ref().map_or("", |k| k.value.as_str());
            vec![hit.variant("unknown").arg("value", han::printable(value))]
        }
        (State::Given, Some(kind)) => {
            let Some(name) = &cx.config().applicant.name else { return Vec::new() };
            // A company may manage a park; it is never a government or one of its departments.
            let is_enterprise = ENTERPRISES.iter().any(|e| name.value.trim().ends_with(e));
            if is_enterprise && kind.level != ApplicantLevel::Any {
                return vec![
                    hit.variant("enterprise")
                        .arg("name", &name.value)
                        .related(name.at, "申报单位名称"),
                ];
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

pub(super) fn applicant_municipal(cx: &Context<'_>) -> Vec<Hit> {
    let (Some(kind), Some(category)) = (kind(cx), cx.category()) else { return Vec::new() };
    if category.municipal {
        return Vec::new();
    }
    let allowed: Vec<_> =
        cx.profile().categories.iter().filter(|c| c.municipal).map(|c| c.name.as_str()).collect();
    let hit = |at| Hit::at(at).arg("category", &category.name).arg("allowed", allowed.join("、"));
    if kind.level == ApplicantLevel::Municipal {
        return vec![hit(cx.field_at("applicant.kind"))];
    }
    // A bureau of the city that calls itself one of a county: 百色市工业和信息化局, but not
    // 百色市平果生态环境局.
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
    let Some((city, rest)) =
        divisions.cities().find_map(|c| Some((c, name.strip_prefix(c.name.as_str())?)))
    else {
        return false;
    };
    let below = divisions
        .counties()
        .filter(|d| d.city == city.name)
        .any(|d| rest.contains(d.name.as_str()) || rest.starts_with(d.stem()));
    let is_office = ["局", "委员会", "厅", "办公室", "人民政府"].iter().any(|e| rest.ends_with(e));
    // An area such as 百色高新技术产业开发区 is a park's, not the city's.
    is_office && !below && !rest.contains("区") && !rest.contains("园")
}

pub(super) fn applicant_division(cx: &Context<'_>) -> Vec<Hit> {
    let Some(region) = &cx.profile().region else { return Vec::new() };
    let applicant = &cx.config().applicant;
    let divisions = &cx.notice.divisions;
    let name = applicant.name.as_ref().map(|n| n.value.as_str()).unwrap_or_default();
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
        let is_code = value.len() == 6 && value.bytes().all(|b| b.is_ascii_digit());
        let near = near(value, name, divisions);
        let variant =
            if is_code && !value.starts_with(&region.code) { "region" } else { "unknown" };
        return vec![hit.variant(variant).arg("hint", hint(near))];
    };
    let hit = hit.arg("name", &division.name);
    if !division.code.starts_with(&region.code) {
        return vec![hit.variant("region").arg("hint", hint(named_in(name, divisions)))];
    }
    let is_city_wide = kind(cx).is_some_and(|k| k.level == ApplicantLevel::Municipal);
    if division.level == DivisionLevel::Prefecture && !is_city_wide {
        let below: Vec<_> = divisions.counties().filter(|d| d.city == division.name).collect();
        let named: Vec<_> =
            below.iter().copied().filter(|d| name.contains(d.name.as_str())).collect();
        return vec![
            hit.variant("level").arg("hint", hint(if named.is_empty() { below } else { named })),
        ];
    }
    match leading(name, divisions) {
        Some(own)
            if own.code != division.code
                && own.level == DivisionLevel::County
                && division.level == DivisionLevel::County =>
        {
            let at = applicant.name.as_ref().map_or(code.at, |n| n.at);
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

/// The one county-level unit with whose full name a text begins, with or without its city.
pub(in crate::rules) fn leading<'a>(text: &str, divisions: &'a Divisions) -> Option<&'a Division> {
    let text = han::fold(text);
    let text = text.trim_start_matches("广西壮族自治区").trim_start_matches("广西");
    let in_city = divisions.cities().find_map(|c| Some((c, text.strip_prefix(c.name.as_str())?)));
    if let Some((city, rest)) = in_city {
        return divisions
            .counties()
            .find(|d| d.city == city.name && rest.starts_with(d.name.as_str()));
    }
    let mut found = divisions.counties().filter(|d| text.starts_with(d.name.as_str()));
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// The units whose full names stand in a text.
fn named_in<'a>(text: &str, divisions: &'a Divisions) -> Vec<&'a Division> {
    let text = han::fold(text);
    let full: Vec<_> = divisions.counties().filter(|d| text.contains(d.name.as_str())).collect();
    if full.is_empty() {
        divisions.counties().filter(|d| text.contains(d.stem())).collect()
    } else {
        full
    }
}

/// What somebody means who writes a name, or a code with zeros behind it, in the place of a code.
fn meant<'a>(value: &str, divisions: &'a Divisions) -> Vec<&'a Division> {
    let is_long =
        value.len() == 12 && value.bytes().all(|b| b.is_ascii_digit()) && value.ends_with("000000");
    if is_long {
        return value.get(..6).and_then(|six| divisions.by_code(six)).into_iter().collect();
    }
    let formerly = divisions.counties().filter(|d| d.formerly.iter().any(|f| f == value));
    let found = divisions.by_name(value);
    if found.is_empty() { formerly.collect() } else { found }
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

/// Units in words: `平果市 451082（百色市）`.
fn hint(divisions: Vec<&Division>) -> String {
    let shown: Vec<_> =
        divisions.iter().take(20).map(|d| format!("{} {}", d.name, d.code)).collect();
    if shown.is_empty() {
        "全部代码见 pilot list divisions".to_owned()
    } else {
        format!("写成 {}", shown.join("、或 "))
    }
}
