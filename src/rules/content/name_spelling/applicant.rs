//! Other spellings of a body's name.

use crate::text::han;
use crate::text::word_list::pairs;

use super::folded::Folded;
use super::near::is_near;
use crate::rules::engine::context::Context;
use crate::rules::engine::divisions::leading;

/// A body's name in its parts.
pub(in crate::rules::content) struct ApplicantNameParts {
    /// The county, district or city that it begins with, `甲县`; empty if it names none.
    division: Vec<char>,
    /// What makes it this body, `那瓦铝产业园`.
    proper: Vec<char>,
    /// What kind of body it is, `管理委员会`.
    class: Vec<char>,
    /// The short form of that.
    short: Vec<char>,
    /// Punctuation within the name.
    also: Vec<char>,
}

impl ApplicantNameParts {
    /// Takes a name apart.
    pub(in crate::rules::content) fn of(name: &str, cx: &Context<'_>) -> Self {
        let folded = han::fold(name);
        let county = leading(name, &cx.notice.divisions).map(|d| d.name.as_str());
        let mut cities = cx.notice.divisions.cities().map(|city| city.name.as_str());
        let city = cities.find(|city| folded.starts_with(city));
        let division = county.or(city).unwrap_or_default();
        let rest = match folded.find(division) {
            Some(start) => &folded[start + division.len()..],
            None => folded.as_str(),
        };
        let mut classes = pairs("body-classes").iter();
        let (class, short) = match classes.find(|(class, _)| rest.ends_with(class.as_str())) {
            Some((class, short)) => (class.as_str(), short.as_str()),
            None => ("", ""),
        };
        let proper = rest.strip_suffix(class).unwrap_or(rest);
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        let is_mark = |c: &char| !han::is_han(*c) && !c.is_alphanumeric();
        let also = folded.chars().filter(is_mark).collect();
        Self {
            division: chars(division),
            proper: chars(proper),
            class: chars(class),
            short: chars(short),
            also,
        }
    }
}

impl ApplicantNameParts {
    /// What every spelling that is found ends with.
    pub(in crate::rules::content) fn ends(&self) -> Vec<String> {
        let mut ends: Vec<String> = Vec::new();
        for end in [&self.class, &self.short] {
            if !end.is_empty() {
                ends.push(end.iter().collect());
            }
        }
        ends
    }
}

/// Other spellings in a text.
pub(in crate::rules::content) fn find(
    text: &Folded,
    parts: &ApplicantNameParts,
) -> Vec<(usize, usize)> {
    // A government is its place: there is nothing to misspell but the place, which is another
    // government's name then.
    if parts.proper.len() < 2 || parts.class.is_empty() {
        return Vec::new();
    }
    let mut out = near_names(text, parts);
    out.extend(short_class(text, parts));
    out.sort_unstable();
    out
}

/// Names that begin and end as the body's own and are nearly it in between.
fn near_names(text: &Folded, parts: &ApplicantNameParts) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (class, is_short) in [(&parts.class, false), (&parts.short, true)] {
        for end in text.ends_of(class) {
            let class = end - class.len();
            let start =
                text.run_before(class, parts.proper.len() + parts.division.len() + 6, &parts.also);
            let before = &text.chars[start..class];
            if parts.division.is_empty() {
                // Nothing shows where the name begins, so only one that is as long is compared.
                let is_own = before.ends_with(&parts.proper);
                if is_short || is_own || parts.proper.len() < 4 {
                    continue;
                }
                let from = before.len().checked_sub(parts.proper.len());
                if let Some(from) = from
                    && before[from..].starts_with(&parts.proper[..2])
                    && is_near(&before[from..], &parts.proper)
                {
                    out.push((start + from, end));
                }
                continue;
            }
            let Some(division) =
                before.windows(parts.division.len()).rposition(|w| w == parts.division)
            else {
                continue;
            };
            if is_near(&before[division + parts.division.len()..], &parts.proper) {
                out.push((start + division, end));
            }
        }
    }
    out
}

/// The whole name with the short form of its class: 甲县乙产业园管委会.
fn short_class(text: &Folded, parts: &ApplicantNameParts) -> Vec<(usize, usize)> {
    if parts.short.is_empty() {
        return Vec::new();
    }
    let whole = [parts.division.as_slice(), &parts.proper, &parts.short].concat();
    let ends = text.ends_of(&whole);
    let spans = ends.into_iter().map(|end| (end - whole.len(), end));
    spans.collect()
}
