//! Builds the tree of clauses in one pass over the lines.

use super::number::ClauseNumber;
use super::{AnnexPart, Clause, ClauseTree, NumberKind};
use crate::reading::document::NoticeDocument;
use crate::reading::word_lists;
use crate::text::characters::without_space;

/// A heading has at most this many characters.
const LONGEST_HEADING: usize = 40;
/// A heading that ends with a full stop and stands alone has at most this many.
const LONGEST_SENTENCE_HEADING: usize = 12;
/// A heading with text behind it on its line has at most this many.
const LONGEST_LEAD: usize = 20;

/// Reads the tree.
pub(super) fn build(document: &NoticeDocument) -> ClauseTree {
    let mut builder = Builder::default();
    for (index, line) in document.lines.iter().enumerate() {
        builder.take(index + 1, &line.text, line.file);
    }
    builder.close_all(document.lines.len() + 1);
    builder.tree
}

/// The tree as far as it is built.
#[derive(Default)]
struct Builder {
    tree: ClauseTree,
    /// The clauses that are open, the outermost first.
    open: Vec<usize>,
    /// What would be the heading of each clause if something lies below it: 1.优秀奖推荐条件。
    would_be: Vec<String>,
    /// Whether the first line of each clause ends a sentence.
    ends_sentence: Vec<bool>,
    file: usize,
}

impl Builder {
    fn take(&mut self, line: usize, text: &str, file: usize) {
        let is_other_file = file != self.file;
        self.file = file;
        if let Some(number) = annex_title(text, line, &self.tree) {
            self.begin_annex(line, number);
            return;
        }
        if is_other_file {
            self.begin_annex(line, Some(u32::try_from(file).unwrap_or(0)));
        }
        match ClauseNumber::leading(text) {
            Some(number) if self.accepts(number) => self.begin_clause(line, text, number),
            _ => self.go_on(line, text),
        }
    }

    /// A line that only names an annex ends everything that is open.
    fn begin_annex(&mut self, line: usize, number: Option<u32>) {
        self.close_all(line);
        if let Some(last) = self.tree.annexes.last_mut() {
            last.end = line;
        }
        let name = match number {
            Some(number) => format!("附件{number}"),
            None => String::from("附件"),
        };
        self.tree.annexes.push(AnnexPart {
            name,
            number: number.unwrap_or(0),
            line,
            end: line + 1,
        });
        self.tree.owners.push(None);
    }

    /// A spoken number (`一是`) is one only where the row begins or goes on.
    fn accepts(&self, number: ClauseNumber) -> bool {
        if number.kind != NumberKind::Spoken || number.value == 1 {
            return true;
        }
        let last = self.tree.clauses.last();
        last.is_some_and(|last| {
            last.number.kind == NumberKind::Spoken && last.number.value + 1 == number.value
        })
    }

    fn begin_clause(&mut self, line: usize, text: &str, number: ClauseNumber) {
        let depth = self.depth_of(number);
        self.close_from(depth, line);
        let parent = self.open.last().copied();
        let index = self.tree.clauses.len();
        let above = match parent {
            Some(parent) => self.tree.clauses[parent].address.clone(),
            None => self.annex_prefix(),
        };
        let (heading, text_start) = heading(text, number);
        if let Some(parent) = parent {
            self.tree.clauses[parent].children.push(index);
            self.give_heading(parent);
        }
        self.would_be.push(would_be_heading(text, number));
        self.ends_sentence.push(text.ends_with(['。', '；', ';']));
        let address = above + &number.address();
        let has_text = text_start < text.len();
        let end = line + 1;
        let children = Vec::new();
        self.tree.clauses.push(Clause {
            number,
            address,
            heading,
            text_start,
            has_text,
            line,
            end,
            parent,
            children,
        });
        self.open.push(index);
        self.tree.owners.push(Some(index));
        self.lengthen_annex(line);
    }

    /// A short sentence that has clauses below it is their heading.
    fn give_heading(&mut self, parent: usize) {
        let Some(heading) = self.would_be.get(parent) else { return };
        let clause = &mut self.tree.clauses[parent];
        if clause.heading.is_empty() && !heading.is_empty() {
            clause.heading.clone_from(heading);
            clause.has_text = false;
        }
    }

    /// How many of the open clauses hold a clause with this number.
    fn depth_of(&self, number: ClauseNumber) -> usize {
        let kinds = self.open.iter().map(|index| self.tree.clauses[*index].number.kind);
        let kinds: Vec<NumberKind> = kinds.collect();
        if let Some(same) = kinds.iter().rposition(|kind| *kind == number.kind) {
            return same;
        }
        // Below a deeper number of another kind only a row that begins anew may stand: 1. above （一） is rare.
        let shallower = kinds.iter().position(|kind| *kind > number.kind);
        shallower.unwrap_or(kinds.len())
    }

    fn go_on(&mut self, line: usize, text: &str) {
        self.leave_finished_items(line, text);
        let owner = self.open.last().copied();
        self.tree.owners.push(owner);
        for index in &self.open {
            self.tree.clauses[*index].end = line + 1;
        }
        self.lengthen_annex(line);
    }

    /// An item of a list that is a whole paragraph ends with it.
    fn leave_finished_items(&mut self, line: usize, text: &str) {
        let opens_exclusions = word_lists::list("excluding").is_in(text);
        while let Some(index) = self.open.last().copied() {
            let clause = &self.tree.clauses[index];
            let is_paragraph = clause.number.kind >= NumberKind::Arabic && clause.has_text;
            // （四）无安全事故。 is no heading of 有下列情形之一的，不得申报：.
            let is_sentence = self.ends_sentence.get(index).copied().unwrap_or(false);
            let is_before_exclusions =
                is_sentence && clause.number.kind >= NumberKind::HanInBrackets;
            let is_item = is_paragraph || is_before_exclusions && opens_exclusions;
            let has_holder = clause.parent.is_some();
            let goes_on = text.starts_with(['—', '-', '“', '（', '(']) || text.contains("\t");
            if !is_item || !has_holder || goes_on {
                return;
            }
            self.tree.clauses[index].end = line;
            self.open.pop();
        }
    }

    fn close_from(&mut self, depth: usize, line: usize) {
        for index in self.open.drain(depth..) {
            self.tree.clauses[index].end = line;
        }
        for index in &self.open {
            self.tree.clauses[*index].end = line + 1;
        }
    }

    fn close_all(&mut self, line: usize) {
        self.close_from(0, line);
        self.lengthen_annex(line.saturating_sub(1));
    }

    fn lengthen_annex(&mut self, line: usize) {
        if let Some(last) = self.tree.annexes.last_mut() {
            last.end = last.end.max(line + 1);
        }
    }

    fn annex_prefix(&self) -> String {
        match self.tree.annexes.last() {
            Some(annex) => format!("{}·", annex.name),
            None => String::new(),
        }
    }
}

/// The number in a line that only names an annex (`附件1`, `附件 2：`, `附 件`); `None` for any other line.
fn annex_title(text: &str, line: usize, tree: &ClauseTree) -> Option<Option<u32>> {
    if text.len() > 30 || line == 1 {
        return None;
    }
    let bare = without_space(text);
    let rest = bare.strip_prefix("附件").or_else(|| bare.strip_prefix("附表"))?;
    let rest = rest.trim_end_matches(['：', ':']);
    if rest.is_empty() {
        // 附件： at the end of a notice opens the list of annexes and not an annex.
        let opens_list = bare.ends_with(['：', ':']) && tree.annexes.is_empty();
        return if opens_list { None } else { Some(None) };
    }
    let numbered = format!("{rest}、");
    let number = ClauseNumber::leading(&numbered)?;
    if number.length == numbered.len() { Some(Some(number.value)) } else { None }
}

/// The heading in the first line of a clause, and where the text behind it begins.
fn heading(text: &str, number: ClauseNumber) -> (String, usize) {
    let start = number.length;
    let words = &text[start..];
    let length = words.chars().count();
    let is_paragraph = words.ends_with(['；', ';', '，', '、']) || words.contains('。');
    if !is_paragraph && length <= LONGEST_HEADING {
        return whole_line(text, start);
    }
    let marks = words.char_indices().take(LONGEST_LEAD + 1);
    let mut marks = marks.filter(|(_, c)| matches!(c, '。' | '：' | ':' | '；' | '，'));
    let Some((at, stop @ ('。' | '：' | ':'))) = marks.next() else {
        return (String::new(), start);
    };
    let behind = start + at + stop.len_utf8();
    // 4．无知识产权纠纷。 is an item of a list; （一）省级推荐。 is a heading.
    let is_alone = stop == '。' && behind == text.len();
    if is_alone && (number.kind >= NumberKind::Arabic || length > LONGEST_SENTENCE_HEADING) {
        return (String::new(), start);
    }
    (words[..at].trim().to_owned(), behind)
}

/// The words of a line of one short sentence, without its mark; empty for any other line.
fn would_be_heading(text: &str, number: ClauseNumber) -> String {
    let words = text[number.length..].trim();
    let is_short = words.chars().count() <= LONGEST_LEAD;
    let bare = words.trim_end_matches(['。', '：', ':']);
    if is_short && !bare.contains(['。', '；', '，']) { bare.to_owned() } else { String::new() }
}

/// A short line without a full stop: all of it is the heading, or what stands before a colon with its text.
fn whole_line(text: &str, start: usize) -> (String, usize) {
    let words = &text[start..];
    let Some((at, colon)) = words.char_indices().find(|(_, c)| matches!(c, '：' | ':')) else {
        return (words.trim().to_owned(), text.len());
    };
    (words[..at].trim().to_owned(), start + at + colon.len_utf8())
}
