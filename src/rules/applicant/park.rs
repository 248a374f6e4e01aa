//! `park-boundary` and `park-crosses-prefecture`: what is asked of a park.

use crate::notice::{Division, DivisionLevel};

use crate::rules::engine::context::Context;
use crate::rules::engine::fields::{self, State};
use crate::rules::engine::hit::Hit;

/// Whether the objects are a cluster of enterprises and no park, which has no boundary of its own.
fn is_cluster_only(cx: &Context<'_>) -> bool {
    let has = |kind: &str| {
        cx.config().objects.iter().any(|o| o.kind.as_ref().is_some_and(|k| k.value == kind))
    };
    has("cluster") && !has("park") && !cx.config().park.present
}

pub(super) fn park_boundary(cx: &Context<'_>) -> Vec<Hit> {
    if is_cluster_only(cx) {
        return Vec::new();
    }
    let missing = [("park.boundary", "园区边界"), ("park.manager", "园区管理机构")];
    let missing =
        missing.into_iter().filter(|(field, _)| fields::field(cx, field) == State::Missing);
    missing
        .map(|(field, name)| Hit::at(cx.field_at(field)).arg("field", field).arg("name", name))
        .collect()
}

pub(super) fn park_crosses_prefecture(cx: &Context<'_>) -> Vec<Hit> {
    let mut known: Vec<(&Division, crate::text::At)> = Vec::new();
    let mut out = Vec::new();
    for code in &cx.config().park.divisions {
        let divisions = &cx.notice.divisions;
        let by_name = divisions.by_name(&code.value);
        match divisions
            .by_code(code.value.trim())
            .or_else(|| by_name.first().copied().filter(|_| by_name.len() == 1))
        {
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
        let crossing = known
            .iter()
            .find(|(d, _)| d.city != first.city)
            .map_or(cx.field_at("park.divisions"), |(_, at)| *at);
        let named = |d: &Division| {
            if d.level == DivisionLevel::County {
                format!("{}{}", d.city, d.name)
            } else {
                d.name.clone()
            }
        };
        let units: Vec<_> = known.iter().map(|(d, _)| named(d)).collect();
        out.push(Hit::at(crossing).arg("cities", cities.join("、")).arg("units", units.join("、")));
    }
    out
}
