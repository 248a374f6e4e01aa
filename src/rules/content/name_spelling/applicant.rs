//! Other spellings of a body's name.

use crate::notice::Division;
use crate::text::han;
use crate::text::word_list::{ends_with_word, pairs, words};

use super::folded::Folded;
use super::near::{is_misspelt, is_near};
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
    /// The division with another class than its own: 甲县 of 甲市, 乙县 of 乙瑶族自治县.
    misnamed: Vec<Vec<char>>,
}

impl ApplicantNameParts {
    /// Takes a name apart.
    pub(in crate::rules::content) fn of(name: &str, cx: &Context<'_>) -> Self {
        let folded = han::fold(name);
        let county = leading(name, &cx.notice.divisions);
        let mut cities = cx.notice.divisions.cities();
        let city = cities.find(|city| folded.starts_with(city.name.as_str()));
        let unit = county.or(city);
        let division = match unit {
            Some(unit) => unit.name.as_str(),
            None => "",
        };
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
        let misnamed = match unit {
            Some(unit) => misnamed(unit, cx).iter().map(|name| chars(name)).collect(),
            None => Vec::new(),
        };
        Self {
            division: chars(division),
            proper: chars(proper),
            class: chars(class),
            short: chars(short),
            also,
            misnamed,
        }
    }
}

/// Names that a division never had and that no other one has, made of its stem and the class of
/// another. Those that it used to have are reported by a rule of their own.
fn misnamed(unit: &Division, cx: &Context<'_>) -> Vec<String> {
    let stem = unit.stem();
    if stem.chars().count() < 2 || stem == unit.name {
        return Vec::new();
    }
    let classes = words("division-classes").iter();
    let mut names: Vec<String> = classes.map(|class| format!("{stem}{class}")).collect();
    names.retain(|name| {
        let is_another = !cx.notice.divisions.by_name(name).is_empty();
        *name != unit.name && !unit.formerly.contains(name) && !is_another
    });
    names
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
        if let Some(beginning) = self.area_beginning() {
            ends.push(beginning.iter().collect());
        }
        ends
    }

    /// How the name of the area begins that the body manages; `None` if it manages none by its
    /// name, or one whose name tells too little.
    fn area_beginning(&self) -> Option<Vec<char>> {
        let proper: String = self.proper.iter().collect();
        let is_area = !self.short.is_empty() && ends_with_word(&proper, "area-words");
        if !is_area || self.proper.len() < SHORTEST_AREA {
            return None;
        }
        // Without a division before it, one character is no beginning of a name.
        let own = if self.division.is_empty() { 2 } else { 1 };
        Some([self.division.as_slice(), &self.proper[..own]].concat())
    }
}

/// Other spellings in a text.
pub(in crate::rules::content) fn find(
    text: &Folded,
    parts: &ApplicantNameParts,
) -> Vec<(usize, usize)> {
    if parts.class.is_empty() {
        return Vec::new();
    }
    let mut out = misnamed_divisions(text, parts);
    // A government is its place: there is nothing else to misspell.
    if parts.proper.len() < 2 {
        return out;
    }
    out.extend(near_names(text, parts));
    out.extend(near_areas(text, parts));
    out.extend(short_class(text, parts));
    out.sort_unstable();
    out
}

/// Names that begin and end as the body's own and are nearly it in between.
fn near_names(text: &Folded, parts: &ApplicantNameParts) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for (class, is_short) in [(&parts.class, false), (&parts.short, true)] {
        for end in text.ends_of(class) {
            // 甲局局长: the last 局 belongs to the head of the bureau.
            if text.chars.get(end) == Some(&'长') {
                continue;
            }
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

/// The name with another class of its division: 甲县工业和信息化局 of 甲瑶族自治县.
fn misnamed_divisions(text: &Folded, parts: &ApplicantNameParts) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for division in &parts.misnamed {
        let whole = [division.as_slice(), &parts.proper, &parts.class].concat();
        let ends = text.ends_of(&whole);
        out.extend(ends.into_iter().map(|end| (end - whole.len(), end)));
    }
    out
}

/// Characters of the name of an area without its division, from which on slips can be told from
/// other names.
const SHORTEST_AREA: usize = 5;

/// The area that the body manages, with a slip in its name: 甲县乙电镀工业园.
fn near_areas(text: &Folded, parts: &ApplicantNameParts) -> Vec<(usize, usize)> {
    let Some(beginning) = parts.area_beginning() else { return Vec::new() };
    let whole = [parts.division.as_slice(), &parts.proper].concat();
    let is_area = |chars: &[char]| {
        let name: String = chars.iter().collect();
        ends_with_word(&name, "area-words")
    };
    let mut out = Vec::new();
    for behind in text.ends_of(&beginning) {
        let start = behind - beginning.len();
        let rest = &text.chars[start..];
        if rest.starts_with(&whole) {
            continue;
        }
        for len in whole.len() - 1..=whole.len() + 1 {
            let Some(found) = rest.get(..len) else { break };
            // The name goes on, or it is that of the body itself.
            let goes_on = match rest.get(len) {
                Some(next) => is_area(&[*next]) || parts.class.first() == Some(next),
                None => false,
            };
            let proper = &found[parts.division.len()..];
            if !goes_on && is_area(found) && is_misspelt(proper, &parts.proper) {
                out.push((start, start + len));
                break;
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
