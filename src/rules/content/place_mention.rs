//! Counties, districts and their parks in running text.

use crate::notice::Division;
use crate::rules::engine::context::Context;
use crate::rules::engine::prose::in_book_title;
use crate::text::han;
use crate::text::word_list::{contains_word, ends_with_word, is_word, starts_with_word, words};

/// A mention of a unit.
pub(super) struct Mention<'a> {
    pub(super) division: &'a Division,
    pub(super) prose: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Whether a stem is a word itself: 江南, 港口, 资源. Before it only what cannot be part of a longer
/// name may stand.
pub(super) fn is_ordinary(stem: &str) -> bool {
    is_word(stem, "ordinary-stems")
}

/// Whether a text may stand before a name that is an ordinary word too.
fn is_border(before: &str) -> bool {
    !before.ends_with(han::is_han) || ends_with_word(before, "before-place-names")
}

/// All mentions of units by a class that fits: 甲县, 甲县 if it was one, 甲工业园区.
pub(super) fn mentions<'a>(cx: &Context<'a>) -> Vec<Mention<'a>> {
    let mut out = Vec::new();
    for (prose, piece) in cx.prose().iter().enumerate() {
        let text = piece.text();
        for (division, stem, found) in cx.notice.divisions.stems_in(text) {
            let start = found.start;
            let Some(end) = class_end(text, found.end, stem, division) else { continue };
            let short = text[start..end].chars().count() <= 2;
            if (short || is_ordinary(stem)) && !is_border(&text[..start]) {
                continue;
            }
            let after = &text[end..];
            let is_other = match text[..end].chars().next_back() {
                Some('市') => starts_with_word(after, "longer-than-a-city"),
                Some('区') => starts_with_word(after, "longer-than-a-district"),
                Some('县') => starts_with_word(after, "longer-than-a-county"),
                _ => false,
            };
            if !is_other && !in_book_title(text, start) {
                out.push(Mention { division, prose, start, end });
            }
        }
    }
    out
}

/// All mentions of prefectures by their parks, 甲经济技术开发区, 甲市高新区, and by their state:
/// 甲市环境空气质量. Their bare names stand in any plan.
pub(super) fn cities<'a>(cx: &Context<'a>) -> Vec<Mention<'a>> {
    let mut out = Vec::new();
    for (prose, piece) in cx.prose().iter().enumerate() {
        let text = piece.text();
        let mut add = |at: usize, end: usize, is_park: bool| {
            let before = &text[..at];
            let is_full = |city: &&Division| before.ends_with(city.name.as_str());
            let is_stem = |city: &&Division| is_park && before.ends_with(city.stem());
            let mut cities = cx.notice.divisions.cities();
            let Some(division) = cities.find(|city| is_full(city) || is_stem(city)) else { return };
            let name = if is_full(&division) { division.name.as_str() } else { division.stem() };
            let start = at - name.len();
            if !in_book_title(text, start) {
                out.push(Mention { division, prose, start, end });
            }
        };
        for class in words("parks-of-cities") {
            for (at, _) in text.match_indices(class.as_str()) {
                add(at, at + class.len(), true);
            }
        }
        for state in words("states-of-cities") {
            for (at, _) in text.match_indices(state.as_str()) {
                add(at, at, false);
            }
        }
    }
    out
}

/// Where a name ends whose stem ends here: behind its full name, a former one, or the word for a
/// park.
pub(super) fn class_end(text: &str, end: usize, stem: &str, division: &Division) -> Option<usize> {
    let rest = &text[end..];
    let full = |name: &str| {
        let class = name.strip_prefix(stem)?;
        if rest.starts_with(class) { Some(end + class.len()) } else { None }
    };
    let mut classes = words("park-classes").iter().map(String::as_str);
    let park = classes.find(|class| rest.starts_with(class));
    let park = park.map(|class| end + class.len());
    let names = std::iter::once(&division.name).chain(&division.formerly);
    let longest = names.filter_map(|name| full(name)).max();
    if stem != division.name { longest.max(park) } else { longest }
}

/// Whether the name goes on as that of a firm: 靖西市某某铝业有限公司.
pub(super) fn is_firm(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    // A name has no verbs: 靖西工业园区已有污水处理厂 is none.
    let mut stop = rest.len();
    for (at, c) in rest.char_indices().take(24) {
        let is_of_a_name = han::is_han(c) || c.is_ascii_alphanumeric();
        if !is_of_a_name || at > 60 || starts_with_word(&rest[at..], "firm-name-stops") {
            stop = at;
            break;
        }
    }
    contains_word(&rest[..stop], "firms")
}
