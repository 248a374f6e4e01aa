//! Values that must stand, or must not stand, on a list of the notice: industries, basins.

use crate::text::word_list::{is_word, words};
use std::collections::HashSet;

use crate::notice::check_kind::{AuditKind, ListSide, Listed, ListedValues};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::{Spanned, han};

/// Values on the wrong side of the list.
pub(in crate::rules::engine) fn listed(check: Listed, cx: &Context<'_>) -> Vec<Hit> {
    let category = cx.category();
    let is_simplified = category.is_some_and(|category| category.simplified);
    let is_judged = match check.audit {
        None => true,
        Some(AuditKind::Simplified) => is_simplified,
        Some(AuditKind::Full) => !is_simplified,
    };
    let (list, values, name) = match check.values {
        ListedValues::Industries => (&cx.profile().industries, industries(cx), "industry"),
        ListedValues::Basins => {
            let basins = cx.config().project.basins.iter();
            (&cx.profile().basins, basins.collect(), "basin")
        }
    };
    if list.is_empty() || !is_judged {
        return Vec::new();
    }
    let mut out = Vec::new();
    for value in values {
        let found = match check.values {
            ListedValues::Industries => listed_industry(&value.value, list),
            ListedValues::Basins => listed_basin(&value.value, list),
        };
        let hit = Hit::at(value.at).arg(name, &value.value).arg("list", list.join("、"));
        match (check.must_be, found) {
            (ListSide::Listed, None) => out.push(hit),
            (ListSide::Unlisted, Some(found)) => {
                let hit = hit.arg("listed", found);
                // The clause of the category says whom it is for.
                out.push(match category {
                    Some(category) => hit.clause(cx.clause_of(category)),
                    None => hit,
                });
            }
            _ => {}
        }
    }
    out
}

/// All industries that `pilot.toml` names, each once, at its first place.
fn industries<'a>(cx: &Context<'a>) -> Vec<&'a Spanned<String>> {
    let config = cx.config();
    let mut out: Vec<&Spanned<String>> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    let of_objects = config.objects.iter().filter_map(|object| object.industry.as_ref());
    for industry in config.project.industries.iter().chain(of_objects) {
        if known.insert(han::fold(&industry.value)) {
            out.push(industry);
        }
    }
    out
}

/// The listed industry that a text means: it begins or ends with it, as 有色金属冶炼 and 石油化工
/// do. A text may name several.
fn listed_industry<'a>(text: &str, list: &'a [String]) -> Option<&'a str> {
    let folded = han::fold(text);
    let parts = folded
        .split(['、', ',', '/', '(', ')', ';', '及', '与'])
        .map(bare)
        .filter(|p| !p.is_empty());
    for part in parts {
        let is_part = |name: &&String| part.starts_with(*name) || part.ends_with(*name);
        if let Some(name) = list.iter().find(is_part) {
            return Some(name);
        }
    }
    None
}

/// An industry without the words that add nothing: 造纸行业 is 造纸.
fn bare(part: &str) -> &str {
    let mut classes = words("trade-classes").iter();
    match classes.find_map(|class| part.strip_suffix(class.as_str())) {
        Some(short) if short.chars().count() >= 2 => short,
        _ => part,
    }
}

/// The listed basin that a text means.
fn listed_basin<'a>(text: &str, list: &'a [String]) -> Option<&'a str> {
    list.iter().find(|listed| is_basin(text, listed)).map(String::as_str)
}

/// Whether a basin is the listed one; 西江(梧州段) is only that reach of it, or 西江 without a
/// reach.
fn is_basin(text: &str, listed: &str) -> bool {
    let (text, listed) = (han::fold(text), han::fold(listed));
    let (river, reach) = match listed.split_once('(') {
        Some((r, p)) => (r, p.trim_end_matches(')')),
        None => (listed.as_str(), ""),
    };
    let Some(rest) = text.strip_prefix(river) else { return false };
    let is_plain = rest.is_empty() || is_word(rest, "reach-classes");
    is_plain || reach.is_empty() || rest.contains(reach.trim_end_matches('段'))
}

#[cfg(test)]
mod tests {
    use super::{is_basin, listed_industry};

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
            assert_eq!(listed_industry(text, &list), expected, "{text}");
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
