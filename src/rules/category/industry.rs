//! Industries and basins against the lists of the notice.

use std::collections::HashSet;

use crate::text::{Spanned, han};

use super::category_choice::object_words;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// All industries that `pilot.toml` names, each once, at its first place.
fn industries<'a>(cx: &Context<'a>) -> Vec<&'a Spanned<String>> {
    let config = cx.config();
    let mut out: Vec<&Spanned<String>> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for industry in config
        .project
        .industries
        .iter()
        .chain(config.objects.iter().filter_map(|o| o.industry.as_ref()))
    {
        if known.insert(han::fold(&industry.value)) {
            out.push(industry);
        }
    }
    out
}

/// The listed industry that a text means: it begins or ends with it, as 有色金属冶炼 and 石油化工
/// do. A text may name several.
fn listed<'a>(text: &str, list: &'a [String]) -> Option<&'a str> {
    let folded = han::fold(text);
    let parts = folded
        .split(['、', ',', '/', '(', ')', ';', '及', '与'])
        .map(bare)
        .filter(|p| !p.is_empty());
    parts
        .flat_map(|part| {
            list.iter().filter(move |name| {
                part.starts_with(name.as_str()) || part.ends_with(name.as_str())
            })
        })
        .next()
        .map(String::as_str)
}

/// An industry without the words that add nothing: 造纸行业 is 造纸.
fn bare(part: &str) -> &str {
    let short = ["行业", "产业", "企业", "业", "类"].iter().find_map(|s| part.strip_suffix(s));
    short.filter(|s| s.chars().count() >= 2).unwrap_or(part)
}

pub(super) fn simplified_key_industry(cx: &Context<'_>) -> Vec<Hit> {
    let Some(category) = cx.category().filter(|c| c.simplified) else { return Vec::new() };
    let list = &cx.profile().industries;
    let clause = cx.notice.text.authority(&category.clause, object_words(category));
    let mut out = Vec::new();
    for industry in industries(cx) {
        if let Some(name) = listed(&industry.value, list) {
            out.push(
                Hit::at(industry.at)
                    .clause(clause.clone())
                    .arg("industry", &industry.value)
                    .arg("listed", name),
            );
        }
    }
    out
}

pub(super) fn simplified_mandatory(cx: &Context<'_>) -> Vec<Hit> {
    if !cx.category().is_some_and(|c| c.simplified) {
        return Vec::new();
    }
    let mandatory = |o: &&crate::project::config::ProjectObject| {
        o.mandatory_audit.as_ref().is_some_and(|m| m.value)
    };
    let hit = |o: &crate::project::config::ProjectObject| {
        let at = o.mandatory_audit.as_ref().map_or(o.at, |m| m.at);
        Hit::at(at).arg("name", o.name.as_ref().map_or("试点对象", |n| n.value.as_str()))
    };
    cx.config().objects.iter().filter(mandatory).map(hit).collect()
}

pub(super) fn industry_not_listed(cx: &Context<'_>) -> Vec<Hit> {
    let list = &cx.profile().industries;
    // A simplified audit is for industries outside the list.
    if list.is_empty() || cx.category().is_some_and(|c| c.simplified) {
        return Vec::new();
    }
    let unlisted = industries(cx).into_iter().filter(|i| listed(&i.value, list).is_none());
    unlisted.map(|i| Hit::at(i.at).arg("industry", &i.value).arg("list", list.join("、"))).collect()
}

pub(super) fn basin_not_listed(cx: &Context<'_>) -> Vec<Hit> {
    let list = &cx.profile().basins;
    if list.is_empty() {
        return Vec::new();
    }
    let unlisted =
        cx.config().project.basins.iter().filter(|b| !list.iter().any(|l| is_basin(&b.value, l)));
    unlisted.map(|b| Hit::at(b.at).arg("basin", &b.value).arg("list", list.join("、"))).collect()
}

/// Whether a basin is the listed one; 西江(梧州段) is only that reach of it, or 西江 without a
/// reach.
fn is_basin(text: &str, listed: &str) -> bool {
    let (text, listed) = (han::fold(text), han::fold(listed));
    let (river, reach) =
        listed.split_once('(').map_or((listed.as_str(), ""), |(r, p)| (r, p.trim_end_matches(')')));
    let Some(rest) = text.strip_prefix(river) else { return false };
    let is_plain = ["", "流域", "干流", "水系"].contains(&rest);
    is_plain || reach.is_empty() || rest.contains(reach.trim_end_matches('段'))
}

#[cfg(test)]
mod tests {
    use super::{is_basin, listed};

    #[test]
    fn industries_are_recognised_by_their_ends() {
        let list: Vec<String> =
            ["能源", "有色", "化工", "造纸", "农副食品加工"].map(String::from).to_vec();
        for (text, expected) in [
            ("有色金属冶炼和压延加工业", Some("有色")),
            ("石油化工", Some("化工")),
            ("造纸行业", Some("造纸")),
            ("机械、化工", Some("化工")),
            ("新能源汽车", None),
            ("食品", None),
            ("木材加工", None),
            ("农副食品加工业", Some("农副食品加工")),
        ] {
            assert_eq!(listed(text, &list), expected, "{text}");
        }
    }

    #[test]
    fn basins() {
        assert!(is_basin("漓江流域", "漓江"));
        assert!(is_basin("漓江上游", "漓江"));
        assert!(is_basin("西江（梧州段）", "西江(梧州段)"));
        assert!(is_basin("西江梧州段", "西江(梧州段)"));
        assert!(is_basin("西江", "西江(梧州段)"));
        assert!(!is_basin("西江贵港段", "西江(梧州段)"));
        assert!(!is_basin("右江", "西江(梧州段)"));
    }
}
