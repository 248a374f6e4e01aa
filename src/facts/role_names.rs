//! Names with their roles: `实施主体：平石市工业园区管理委员会`, `由平石市人民政府负责实施`, a cell 联系人 and the cell
//! beside it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::text::han;

use super::PlanFacts;
use super::fact_text::FactSpot;
use super::fact_words::{RoleKind, RoleWords, WORDS};
use super::sentence;

/// Who has a role.
#[derive(Clone, Debug)]
pub struct RoleName {
    /// The key of the role: `implementer`, `applicant`, `both`, `compiler`, `contact`, `legal`,
    /// `leader`.
    pub role: &'static str,
    /// Whether it is a person's.
    pub is_person: bool,
    pub name: String,
    /// The name.
    pub spot: FactSpot,
    /// The word of the role.
    pub role_spot: FactSpot,
}

/// A word of a role.
struct RoleMark {
    role: usize,
    /// Whether it stands behind 由 and the name.
    is_behind: bool,
}

struct RoleFinder {
    finder: AhoCorasick,
    marks: Vec<RoleMark>,
}

static FINDER: LazyLock<RoleFinder> = LazyLock::new(|| {
    let (mut marks, mut words) = (Vec::new(), Vec::new());
    for (role, entry) in WORDS.role.iter().enumerate() {
        for word in &entry.words {
            words.push(word.as_str());
            marks.push(RoleMark { role, is_behind: false });
        }
        for word in &entry.by {
            words.push(word.as_str());
            marks.push(RoleMark { role, is_behind: true });
        }
    }
    let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words);
    RoleFinder { finder: builder.expect("constant patterns"), marks }
});

/// Characters that a cell with the word of a role has at most.
const LONGEST_LABEL: usize = 10;

/// Characters that the name of a body has at most.
const LONGEST_BODY: usize = 40;

/// Finds the names of a text.
pub(super) fn read(index: usize, facts: &PlanFacts, out: &mut Vec<RoleName>) {
    let words = facts.texts[index].text();
    for found in FINDER.finder.find_iter(words) {
        let mark = &FINDER.marks[found.pattern().as_usize()];
        let role = &WORDS.role[mark.role];
        let role_spot = FactSpot { text: index, start: found.start(), end: found.end() };
        let name = if mark.is_behind {
            name_before(words, found.start()).map(|spot| FactSpot { text: index, ..spot })
        } else {
            let label = words.trim_end_matches(['：', ':', ' ']).trim();
            let is_label = label.ends_with(found_text(words, role_spot))
                && label.chars().count() <= LONGEST_LABEL;
            match name_behind(words, found.end(), role) {
                Some((start, end)) => Some(FactSpot { text: index, start, end }),
                None if is_label => next_cell(facts, index, role),
                None => None,
            }
        };
        let Some(spot) = name else { continue };
        out.push(RoleName {
            role: &role.key,
            is_person: role.kind == RoleKind::Person,
            name: facts.texts[spot.text].text()[spot.start..spot.end].to_owned(),
            spot,
            role_spot,
        });
    }
}

fn found_text(words: &str, spot: FactSpot) -> &str {
    &words[spot.start..spot.end]
}

/// The name behind a role's word: behind `：` and, for bodies, behind 为 and 是.
fn name_behind(words: &str, end: usize, role: &RoleWords) -> Option<(usize, usize)> {
    let mut rest = &words[end..];
    if let Some(filler) = WORDS.role_fillers.beginning(rest) {
        rest = &rest[filler.len()..];
    }
    if rest.starts_with(['（', '(']) {
        let near = &rest[..rest.floor_char_boundary(LONGEST_BODY)];
        let (_, after) = rest.split_at(near.find(['）', ')'])?);
        rest = after.trim_start_matches(['）', ')']);
    }
    let is_body = role.kind == RoleKind::Body;
    let colon = rest.strip_prefix(['：', ':']);
    let verb = WORDS.role_verbs.beginning(rest).map(|verb| &rest[verb.len()..]);
    let rest = colon.or(if is_body { verb } else { None })?;
    let start = words.len() - rest.trim_start().len();
    let len = if is_body { body_len(&words[start..])? } else { person_len(&words[start..])? };
    Some((start, start + len))
}

/// The bytes of a body's name at the start of a text: up to punctuation, to its last ending.
fn body_len(text: &str) -> Option<usize> {
    let text = &text[..text.floor_char_boundary(LONGEST_BODY * 4)];
    let is_of_a_name =
        |c: char| han::is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '·' | '—');
    let mut len = 0;
    for (at, c) in text.char_indices().take(LONGEST_BODY) {
        // 云岭（田岭）石化园区管理委员会: brackets within a name are followed by more of it.
        let is_bracket = matches!(c, '（' | '(')
            && text[at..].find(['）', ')']).is_some_and(|close| {
                let inner = &text[at..at + close];
                let behind = text[at + close..].trim_start_matches(['）', ')']);
                !inner.contains("简称")
                    && behind.starts_with(han::is_han)
                    && inner.chars().count() <= 8
            });
        if !(is_of_a_name(c)
            || is_bracket
            || matches!(c, '）' | ')') && len > 0 && text[..len].contains(['（', '(']))
        {
            break;
        }
        len = at + c.len_utf8();
    }
    let name = &text[..len];
    let mut ends = name.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        WORDS.bodies.endings.ending(&name[..end]).map(|_| end)
    });
    let end = ends.next_back()?;
    // What goes on is no name: 管理委员会负责人.
    let is_whole = end == len || WORDS.behind_bodies.beginning(&name[end..]).is_some();
    if is_whole && name[..end].chars().count() >= 4 { Some(end) } else { None }
}

/// The bytes of a person's name at the start of a text: two to four ideographs and nothing more.
fn person_len(text: &str) -> Option<usize> {
    let is_of_a_name = |c: char| han::is_han(c) || c == '·';
    let len = text.find(|c| !is_of_a_name(c)).unwrap_or(text.len());
    let name = &text[..len];
    let is_body = WORDS.bodies.endings.ending(name).is_some();
    let count = name.chars().count();
    if (2..=4).contains(&count) && !is_body { Some(len) } else { None }
}

/// The name between 由 and a role's word.
fn name_before(words: &str, start: usize) -> Option<FactSpot> {
    let clause = sentence::clause(words, start, start);
    let before = &words[clause.start..start];
    let from = clause.start + before.rfind('由')? + '由'.len_utf8();
    let len = body_len(&words[from..start])?;
    Some(FactSpot { text: 0, start: from, end: from + len })
}

/// The name in the cell beside a cell that holds the role's word, or below it.
fn next_cell(facts: &PlanFacts, index: usize, role: &RoleWords) -> Option<FactSpot> {
    let cell = facts.texts[index].cell?;
    let is_beside = |text: usize| match facts.texts.get(text).and_then(|text| text.cell) {
        Some(position) => position.table == cell.table && position.row == cell.row,
        None => false,
    };
    if is_beside(index + 1)
        && let Some(spot) = whole_cell(facts, index + 1, role)
    {
        return Some(spot);
    }
    // A table of one row below its head is read downwards.
    let rows = &facts.tables[cell.table].rows;
    if cell.row != 0 || rows.len() != 2 {
        return None;
    }
    whole_cell(facts, *rows[1].get(cell.column)?, role)
}

/// The name that a cell holds and nothing else.
fn whole_cell(facts: &PlanFacts, next: usize, role: &RoleWords) -> Option<FactSpot> {
    let words = facts.texts[next].text();
    let lead = words.len() - words.trim_start().len();
    let is_body = role.kind == RoleKind::Body;
    let body = &words[lead..];
    let len = if is_body { body_len(body)? } else { person_len(body)? };
    if body[len..].trim().is_empty() {
        Some(FactSpot { text: next, start: lead, end: lead + len })
    } else {
        None
    }
}
