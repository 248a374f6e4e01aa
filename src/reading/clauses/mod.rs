//! The numbered clauses of a notice as a tree: `二`, `(一)`, `1.`, each with its heading and its lines.
//!
//! A line without a number belongs to the clause above it. Behind an item of a list that is a whole paragraph
//! it belongs to the clause that holds the list: a closing paragraph is no part of the last item.

mod number;
mod tree;

use super::document::NoticeDocument;
pub use number::{ClauseNumber, NumberKind};

/// A numbered clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub number: ClauseNumber,
    /// Where it stands: `三(二)1`; below an annex `附件2·一(三)`.
    pub address: String,
    /// The words of its heading without the number: the whole line where it is one, otherwise what stands before
    /// the first full stop or colon if that is short (`项目申报。请各单位…`); empty where the line is plain text.
    pub heading: String,
    /// The byte in its first line at which the text behind number and heading begins.
    pub text_start: usize,
    /// Whether its first line has text behind number and heading.
    pub has_text: bool,
    /// Its first line, from 1.
    pub line: usize,
    /// The line behind its last one, from 1; what lies below it is included.
    pub end: usize,
    pub parent: Option<usize>,
    pub children: Vec<usize>,
}

/// What is printed behind a notice under `附件N`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexPart {
    /// `附件2`; `附件` where it has no number.
    pub name: String,
    /// Its number; 0 where it has none.
    pub number: u32,
    /// The line that names it, from 1.
    pub line: usize,
    /// The line behind its last one.
    pub end: usize,
}

/// All clauses of a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClauseTree {
    /// In the order of the text.
    pub clauses: Vec<Clause>,
    /// What is printed behind the notice, in order.
    pub annexes: Vec<AnnexPart>,
    /// The clause that each line belongs to.
    owners: Vec<Option<usize>>,
}

impl ClauseTree {
    /// Reads the tree.
    pub fn of(document: &NoticeDocument) -> Self {
        tree::build(document)
    }

    /// The innermost clause that a line belongs to, counted from 1.
    pub fn at(&self, line: usize) -> Option<&Clause> {
        self.clauses.get(self.index_at(line)?)
    }

    /// The place of that clause in `clauses`.
    pub fn index_at(&self, line: usize) -> Option<usize> {
        let index = line.checked_sub(1)?;
        *self.owners.get(index)?
    }

    /// The address of that clause: `三(二)1`; the name of the annex outside of its clauses; empty elsewhere.
    pub fn address(&self, line: usize) -> String {
        if let Some(clause) = self.at(line) {
            return clause.address.clone();
        }
        match self.annex_at(line) {
            Some(annex) => annex.name.clone(),
            None => String::new(),
        }
    }

    /// The annex that a line is printed in.
    pub fn annex_at(&self, line: usize) -> Option<&AnnexPart> {
        let behind = self.annexes.partition_point(|annex| annex.line <= line);
        let annex = self.annexes.get(behind.checked_sub(1)?)?;
        if line < annex.end { Some(annex) } else { None }
    }

    /// The clause and those that hold it, the innermost first.
    pub fn chain(&self, line: usize) -> Vec<&Clause> {
        let mut chain = Vec::new();
        let mut next = self.index_at(line);
        while let Some(clause) = next.and_then(|index| self.clauses.get(index)) {
            chain.push(clause);
            next = clause.parent;
        }
        chain
    }

    /// The headings above a line, the innermost first; a clause without one is left out.
    pub fn headings(&self, line: usize) -> Vec<&str> {
        let chain = self.chain(line);
        let headings = chain.into_iter().map(|clause| clause.heading.as_str());
        headings.filter(|heading| !heading.is_empty()).collect()
    }

    /// Whether a line begins a clause.
    pub fn begins(&self, line: usize) -> Option<&Clause> {
        let clause = self.at(line)?;
        if clause.line == line { Some(clause) } else { None }
    }
}
