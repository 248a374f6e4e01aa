//! `park-crosses-prefecture`: a park in more than one city.

use crate::notice::{Division, DivisionLevel};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut known: Vec<(&Division, crate::text::At)> = Vec::new();
    let mut out = Vec::new();
    for code in &cx.config().park.divisions {
        let divisions = &cx.notice.divisions;
        let by_name = divisions.by_name(&code.value);
        let only_name = if let [only] = by_name.as_slice() { Some(*only) } else { None };
        match divisions.by_code(code.value.trim()).or(only_name) {
            Some(division) => known.push((division, code.at)),
            None => out.push(
                Hit::at(code.at)
                    .variant("unknown")
                    .arg("code", crate::text::han::printable(&code.value)),
            ),
        }
    }
    let mut cities: Vec<&str> = Vec::new();
    for (division, _) in &known {
        if !cities.contains(&division.city.as_str()) {
            cities.push(&division.city);
        }
    }
    if let (Some((first, _)), true) = (known.first(), cities.len() > 1) {
        let crossing = match known.iter().find(|(d, _)| d.city != first.city) {
            Some((_, at)) => *at,
            None => cx.field_at("park.divisions"),
        };
        let named = |d: &Division| {
            if d.level == DivisionLevel::County {
                format!("{}{}", d.city, d.name)
            } else {
                d.name.clone()
            }
        };
        let units: Vec<_> = known.iter().map(|(d, _)| named(d)).collect();
        let hit = Hit::at(crossing).arg("cities", cities.join("、"));
        out.push(hit.arg("units", units.join("、")));
    }
    out
}
