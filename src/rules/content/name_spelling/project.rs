//! Other spellings of a project's name.

use crate::notice::Divisions;
use crate::text::han;
use crate::text::word_list::words;

use super::folded::Folded;
use super::near::{distance, is_near};
use crate::rules::engine::context::Context;
use crate::rules::engine::divisions::leading;

/// A project's name in its parts.
pub(in crate::rules::content) struct ProjectNameParts<'a> {
    /// The place, `甲县乙产业园`.
    pub(super) place: Vec<char>,
    /// What follows, `节能改造整体示范项目`.
    pub(super) rest: Vec<char>,
    /// The first characters of what follows, by which it is recognised.
    lead: Vec<char>,
    /// Its last characters.
    tail: Vec<char>,
    /// Punctuation within the place.
    also: Vec<char>,
    divisions: &'a Divisions,
    /// The code of the county that the place begins with.
    own: Option<String>,
}

impl<'a> ProjectNameParts<'a> {
    /// Takes a name apart before the programme's words; `None` if it holds none of them, or no
    /// place.
    pub(in crate::rules::content) fn of(name: &str, cx: &Context<'a>) -> Option<Self> {
        let folded = han::fold(name);
        let words = cx.profile().project_words.iter().map(|w| han::fold(w));
        let start = words.filter_map(|w| folded.find(&w)).min()?;
        let place: Vec<char> = folded[..start].chars().collect();
        let rest: Vec<char> = folded[start..].chars().collect();
        if place.len() < 2 || rest.len() < 6 {
            return None;
        }
        let is_mark = |c: &char| !han::is_han(*c) && !c.is_alphanumeric();
        let mut also = place.clone();
        also.retain(is_mark);
        let own = leading(name, &cx.notice.divisions).map(|d| d.code.clone());
        Some(Self {
            lead: rest[..4].to_vec(),
            tail: rest[rest.len() - 4..].to_vec(),
            place,
            rest,
            also,
            divisions: &cx.notice.divisions,
            own,
        })
    }
}

impl ProjectNameParts<'_> {
    /// Words of which every spelling that is found holds one.
    pub(in crate::rules::content) fn ends(&self) -> Vec<String> {
        vec![self.tail.iter().collect(), self.beginning().iter().collect()]
    }

    /// The place with the first words of what follows.
    fn beginning(&self) -> Vec<char> {
        [self.place.as_slice(), &self.lead].concat()
    }
}

/// Other spellings in a text.
pub(in crate::rules::content) fn find(
    text: &Folded,
    parts: &ProjectNameParts<'_>,
) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for end in text.ends_of(&parts.tail) {
        let start = text.run_before(end, parts.place.len() + parts.rest.len() + 12, &parts.also);
        let run = &text.chars[start..end];
        let Some(lead) = run.windows(4).rposition(|w| w == parts.lead) else { continue };
        let (before, rest) = run.split_at(lead);
        if distance(rest, &parts.rest) > 4 {
            continue;
        }
        if before.ends_with(&parts.place) {
            if rest != parts.rest {
                out.push((start + lead - parts.place.len(), end));
            }
            continue;
        }
        let shortest = parts.place.len().div_ceil(2).max(2);
        let longest = (parts.place.len() + 2).min(before.len());
        let near = (shortest..=longest)
            .rev()
            .find(|len| is_other_spelling(&before[before.len() - len..], parts));
        if let Some(len) = near {
            out.push((start + lead - len, end));
        }
    }
    out.extend(other_endings(text, parts));
    out.sort_unstable();
    out
}

/// The name with other words before its last: 示范项目 for 试点项目.
fn other_endings(text: &Folded, parts: &ProjectNameParts<'_>) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let last = &parts.rest[parts.rest.len() - 2..];
    for behind in text.ends_of(&parts.beginning()) {
        let start = behind - parts.lead.len();
        for len in parts.rest.len() - 1..=parts.rest.len() + 1 {
            let Some(found) = text.chars.get(start..start + len) else { break };
            let is_other = found.ends_with(last) && !found.ends_with(&parts.tail);
            if is_other && distance(found, &parts.rest) <= MOST_OTHER {
                out.push((start - parts.place.len(), start + len));
                break;
            }
        }
    }
    out
}

/// Characters in which such an ending may differ.
const MOST_OTHER: usize = 2;

/// Whether a place is the project's, spelt in another way.
fn is_other_spelling(found: &[char], parts: &ProjectNameParts<'_>) -> bool {
    if !is_near(found, &parts.place) {
        return false;
    }
    let text: String = found.iter().collect();
    // 田阳县 is not 田东县 misspelt, and 南宁市 alone not 南宁市青秀区.
    let others = parts.divisions.all.iter().filter(|d| Some(&d.code) != parts.own.as_ref());
    if others.clone().any(|d| text == d.name || text == format!("{}{}", d.city, d.name)) {
        return false;
    }
    // A short name is its first characters: 甲江流域 is not 乙江流域 misspelt.
    let begins_alike = found.starts_with(&parts.place[..2]);
    begins_alike || (parts.place.len() >= 6 && own_words(&text).chars().count() >= 2)
}

/// What is left of a place without words that any place has.
fn own_words(place: &str) -> String {
    let mut own = place.to_owned();
    for word in words("shared-name-words") {
        own = own.replace(word.as_str(), "");
    }
    own
}
