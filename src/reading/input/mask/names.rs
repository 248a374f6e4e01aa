//! Which characters are the name of a person: by a family name and by what stands around it.

use std::collections::HashSet;
use std::sync::OnceLock;

use regex::Regex;

use crate::reading::input::page_words::{NameWords, Words, wide};
use crate::text::characters::{self, without_space};
use crate::text::han::is_han;
use crate::text::word_list::{contains_any, ends_with_any, starts_with_any};

/// The words that tell names, ready for use.
pub(super) struct Names {
    words: &'static NameWords,
    surnames: HashSet<char>,
    small_words: HashSet<char>,
    /// A role with its colon: 联系人： 联系人及电话：
    role: Regex,
    /// A telephone number, or the word for one.
    phone: Regex,
}

/// Ideographs before a form of address that are looked at: a name and what leads to it.
const LONGEST_LEAD: usize = 12;

/// Characters of a masked name, as a range of bytes.
type Range = std::ops::Range<usize>;

impl Names {
    /// The built-in words, made ready once.
    pub(super) fn get() -> &'static Self {
        static NAMES: OnceLock<Names> = OnceLock::new();
        NAMES.get_or_init(|| {
            let words = &Words::get().names;
            let mut roles: Vec<String> = words.roles.iter().map(|role| wide(role)).collect();
            roles.sort_by_key(|role| std::cmp::Reverse(role.len()));
            let tails: Vec<String> = words.role_tails.iter().map(|tail| regex::escape(tail)).collect();
            let role = format!("(?:{})(?:{})* ?[:：] ?", roles.join("|"), tails.join("|"));
            let phone = r"^[ ,，、;；:：(（)）]{0,3}(?:(?:联系|办公|手机|移动)?(?:电话|号码|方式)|手机|Tel|TEL|tel)?[ :：]{0,2}(?:1×{10}|[(（]?0[0-9]{2,3}[)）]?[-— ]?[0-9]{7,8}|[0-9]{7,8}(?:[^0-9]|$)|[0-9]{5,6}(?:[^0-9]|$))";
            Self {
                words,
                surnames: words.surnames.chars().collect(),
                small_words: words.small_words.chars().collect(),
                role: Regex::new(&role).expect("constant pattern"),
                phone: Regex::new(phone).expect("constant pattern"),
            }
        })
    }

    /// Whether a line speaks of contacts: a role with a colon, or a heading that announces them.
    pub(super) fn speaks_of_contacts(&self, text: &str) -> bool {
        self.role.is_match(text) || contains_any(text, &self.words.contact_headings)
    }

    /// Masks the names of a line; how many.
    pub(super) fn mask(&self, text: &str, near_contacts: bool) -> (String, usize) {
        let mut ranges: Vec<Range> = Vec::new();
        self.behind_roles(text, &mut ranges);
        self.before_titles(text, near_contacts, &mut ranges);
        if near_contacts || self.speaks_of_contacts(text) {
            self.before_phones(text, &mut ranges);
        }
        masked(text, ranges)
    }

    /// The columns of a row that hold the heads of columns of names.
    pub(super) fn columns_of(&self, row: &str) -> Vec<usize> {
        let mut columns = Vec::new();
        for (index, cell) in row.split('\t').enumerate() {
            let bare = without_space(cell);
            if self.words.columns.contains(&bare) {
                columns.push(index);
            }
        }
        // A form has a label and a blank for its value; a head of a table has other heads beside it.
        if row.split('\t').count() >= 2 { columns } else { Vec::new() }
    }

    /// Masks cells below the heads of columns of names.
    pub(super) fn mask_cells(&self, row: &str, columns: &[usize]) -> (String, usize) {
        let mut count = 0;
        let mut cells: Vec<String> = Vec::new();
        for (index, cell) in row.split('\t').enumerate() {
            let is_name = columns.contains(&index) && self.whole_name(cell);
            if is_name {
                count += 1;
                cells.push(crosses(cell));
            } else {
                cells.push(cell.to_owned());
            }
        }
        (cells.join("\t"), count)
    }

    /// Names behind 联系人： and its like, several apart by 、
    fn behind_roles(&self, text: &str, ranges: &mut Vec<Range>) {
        for role in self.role.find_iter(text) {
            let mut at = role.end();
            for _ in 0..6 {
                let rest = &text[at..];
                // 市教育局政治处王五: the name stands behind an office.
                let run = rest.find(|c: char| !is_han(c)).unwrap_or(rest.len());
                let Some(range) = self.name_in_run(&rest[..run]) else { break };
                let end = at + run;
                ranges.push(at + range.start..at + range.end);
                let after = &text[end..];
                let is_list = after.trim_start().starts_with(['、', '，', ',', '；', ';', '/'])
                    || after.starts_with([' ', '\t']);
                if !is_list {
                    break;
                }
                let skipped = after.len()
                    - after
                        .trim_start_matches(|c: char| c.is_whitespace() || "、，,；;/".contains(c))
                        .len();
                at = end + skipped;
            }
        }
    }

    /// A name that fills a run of ideographs, or ends it behind an office or before a form of address.
    fn name_in_run(&self, run: &str) -> Option<Range> {
        let titles = self.words.courtesy.iter().chain(&self.words.offices_held);
        for title in titles {
            if let Some(before) = run.strip_suffix(title.as_str()) {
                let range = self.name_at_end(before, true);
                if range.is_some() {
                    return range;
                }
            }
        }
        // 张三联系电话 has lost its comma.
        for word in ["联系电话", "联系方式", "电话", "手机", "办公电话", "邮箱", "地址"]
        {
            if let Some(before) = run.strip_suffix(word) {
                return self.name_at_end(before, false);
            }
        }
        self.name_at_end(run, false)
    }

    /// The name at the end of a run: all of it, or behind an office. Before a form of address the family name is enough.
    fn name_at_end(&self, run: &str, may_be_short: bool) -> Option<Range> {
        for (length, before, name) in endings(run) {
            let is_name = if length == 1 {
                may_be_short && self.is_surname(name)
            } else {
                self.is_name(name)
            };
            let is_free = before.is_empty() || ends_with_any(before, &self.words.office_endings);
            if is_name && is_free {
                return Some(before.len()..run.len());
            }
        }
        None
    }

    /// Names before 老师, 先生 and, where a telephone stands near, before 处长 and its like.
    fn before_titles(&self, text: &str, near_contacts: bool, ranges: &mut Vec<Range>) {
        let has_contact =
            near_contacts || self.speaks_of_contacts(text) || text.contains("1××××××××××");
        for (is_office, title) in self.titles() {
            if is_office && !has_contact {
                continue;
            }
            for (at, _) in text.match_indices(title) {
                let before = &text[..at];
                let after = &text[at + title.len()..];
                let ends_word = !after.starts_with(is_han)
                    || self.phone.is_match(after)
                    || starts_with_any(after, &self.words.after_title);
                if !ends_word {
                    continue;
                }
                let run: usize = before
                    .chars()
                    .rev()
                    .take_while(|c| is_han(*c))
                    .take(LONGEST_LEAD)
                    .map(char::len_utf8)
                    .sum();
                let run_start = before.len() - run;
                let run = &before[run_start..];
                if let Some(range) = self.name_before_title(run, after, is_office) {
                    ranges.push(run_start + range.start..run_start + range.end);
                }
            }
        }
    }

    fn titles(&self) -> impl Iterator<Item = (bool, &str)> {
        let courtesy = self.words.courtesy.iter().map(|title| (false, title.as_str()));
        let offices = self.words.offices_held.iter().map(|title| (true, title.as_str()));
        courtesy.chain(offices)
    }

    fn name_before_title(&self, run: &str, after: &str, is_office: bool) -> Option<Range> {
        for (length, before, name) in endings(run) {
            let is_led = before.is_empty() || ends_with_any(before, &self.words.leads);
            if !is_led {
                continue;
            }
            let first = name.chars().next();
            let is_small = first.is_some_and(|first| self.small_words.contains(&first));
            let has_phone = self.phone.is_match(after);
            let is_name = match length {
                // 和老师, 班主任: a small word is a name only beside a telephone.
                1 => self.is_surname(name) && (!is_small || has_phone) && (!is_office || has_phone),
                _ => {
                    self.is_name(name)
                        && (!is_small || has_phone)
                        && (!is_office || has_phone || before.is_empty())
                }
            };
            if is_name {
                return Some(before.len()..run.len());
            }
        }
        None
    }

    /// A run of two to four ideographs that is a name, right before a telephone.
    fn before_phones(&self, text: &str, ranges: &mut Vec<Range>) {
        let mut run_start = None;
        for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
            if is_han(c) {
                run_start = run_start.or(Some(at));
                continue;
            }
            let Some(start) = run_start.take() else { continue };
            let run = &text[start..at];
            let is_short = (2..=4).contains(&run.chars().count());
            let is_bracketed =
                text[..start].ends_with(['（', '(']) && self.has_phone_soon(&text[at..]);
            if is_short && self.is_name(run) && (self.phone.is_match(&text[at..]) || is_bracketed) {
                ranges.push(start..at);
            }
        }
    }

    /// Whether a telephone stands before the bracket closes.
    fn has_phone_soon(&self, text: &str) -> bool {
        let soon: String = text.chars().take(60).collect();
        let inside = soon.split(['）', ')']).next().unwrap_or_default();
        inside.contains("1××××××××××") || inside.contains("电话")
    }

    fn whole_name(&self, cell: &str) -> bool {
        let bare = without_space(cell);
        (2..=4).contains(&characters::count(&bare)) && self.is_name(&bare)
    }

    fn is_surname(&self, name: &str) -> bool {
        let mut characters = name.chars();
        match (characters.next(), characters.next()) {
            (Some(first), None) => self.surnames.contains(&first),
            _ => self.words.compound.iter().any(|surname| surname == name),
        }
    }

    /// A family name and a given name of one or two characters, and not the name of an office or a place.
    fn is_name(&self, name: &str) -> bool {
        let count = name.chars().count();
        let mut long_titles = self.titles().filter(|(_, title)| characters::count(title) > 1);
        let is_title = long_titles.any(|(_, title)| name.ends_with(title));
        if is_title || !name.chars().all(is_han) {
            return false;
        }
        let is_compound = (3..=4).contains(&count) && starts_with_any(name, &self.words.compound);
        let has_surname = |first: char| self.surnames.contains(&first);
        let is_plain = (2..=3).contains(&count) && name.starts_with(has_surname);
        if !(is_compound || is_plain) {
            return false;
        }
        let is_office = ends_with_any(name, &self.words.office_endings);
        let is_place = self.words.places.iter().any(|place| name.starts_with(place));
        !is_office && !is_place
    }
}

/// The last four, three and two characters of a run and the last one, each with their number and
/// what stands before them.
fn endings(run: &str) -> Vec<(usize, &str, &str)> {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).collect();
    let mut out = Vec::new();
    for length in [4, 3, 2, 1] {
        if length <= starts.len() {
            let (before, name) = run.split_at(starts[starts.len() - length]);
            out.push((length, before, name));
        }
    }
    out
}

fn crosses(name: &str) -> String {
    name.chars().map(|c| if is_han(c) { '×' } else { c }).collect()
}

/// A text with ranges masked, each once; how many there were.
fn masked(text: &str, mut ranges: Vec<Range>) -> (String, usize) {
    ranges.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    let mut count = 0;
    for range in ranges {
        if range.start < from || range.is_empty() {
            continue;
        }
        out.push_str(&text[from..range.start]);
        out.push_str(&crosses(&text[range.clone()]));
        from = range.end;
        count += 1;
    }
    out.push_str(&text[from..]);
    (out, count)
}
