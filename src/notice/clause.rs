//! The notice's own text, and finding a quotation in it.

use std::collections::HashMap;

use crate::diag::{Authority, AuthorityKind};
use crate::text::{At, SourceId, SourceText, han};

/// `notice.txt`: one clause a line.
#[derive(Clone, Debug, Default)]
pub struct NoticeText {
    /// The text; it is the first source of every run.
    pub source: SourceText,
    /// Where the first line of each folded wording begins: every card looks for its heading.
    lines: HashMap<String, u32>,
}

impl NoticeText {
    /// The id of the notice in every run's sources.
    pub const ID: SourceId = SourceId(0);

    /// Takes the text.
    pub fn new(text: &str) -> Self {
        let source = SourceText::new("notice.txt", text);
        let mut lines = HashMap::new();
        for span in (1..=source.line_count()).map(|line| source.line_span(line)) {
            lines.entry(han::fold(source.slice(span))).or_insert(span.start);
        }
        Self { source, lines }
    }

    /// Every place where the words stand.
    pub fn find_all(&self, quote: &str) -> Vec<At> {
        if quote.is_empty() {
            return Vec::new();
        }
        self.source
            .text
            .match_indices(quote)
            .map(|(i, m)| At::new(Self::ID, i, i + m.len()))
            .collect()
    }

    /// The place of the words, looked for after the line that is `heading`; the first one if the
    /// heading is not a line.
    pub fn find(&self, heading: &str, quote: &str) -> Option<At> {
        let after = self.lines.get(&han::fold(heading)).copied().unwrap_or(0);
        let all = self.find_all(quote);
        let below = all.iter().find(|at| at.span.start >= after);
        below.or(all.first()).copied()
    }

    /// Whether a heading is a line of the notice, the beginning of one, or the address of a clause
    /// of it: `四(二)` stands for the line `(二)…` below the line `四、…`.
    pub fn has_heading(&self, heading: &str) -> bool {
        let folded = han::fold(heading);
        if folded.is_empty() || self.lines.contains_key(&folded) {
            return true;
        }
        if self.lines.keys().any(|line| line.starts_with(&folded)) {
            return true;
        }
        let bracket = folded.find('(').unwrap_or(folded.len());
        let (chapter, clause) = folded.split_at(bracket);
        let is_number = |c: char| "一二三四五六七八九十".contains(c);
        if chapter.is_empty() || !chapter.chars().all(is_number) {
            return false;
        }
        let (clause, item) = match clause.find(')') {
            Some(end) => clause.split_at(end + 1),
            None => (clause, ""),
        };
        let mut from = self.first_line_from(0, &format!("{chapter}、"));
        for step in [clause, item] {
            let Some(start) = from else { return false };
            if !step.is_empty() {
                from = self.first_line_from(start, step);
            }
        }
        from.is_some()
    }

    /// Where the first line that begins so is, from a byte on.
    fn first_line_from(&self, from: u32, beginning: &str) -> Option<u32> {
        let lines = self.lines.iter();
        let found = lines.filter(|(line, at)| **at >= from && line.starts_with(beginning));
        found.map(|(_, at)| *at).min()
    }

    /// A clause of this notice as an authority.
    pub fn authority(&self, heading: &str, quote: &str) -> Authority {
        Authority {
            kind: AuthorityKind::Notice,
            reference: heading.to_owned(),
            quote: quote.to_owned(),
            at: self.find(heading, quote),
        }
    }
}
