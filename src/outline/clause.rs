//! The notice's own text, and finding a quotation in it.

use crate::diag::{Authority, AuthorityKind};
use crate::text::{At, SourceId, SourceText, han};

/// `notice.txt`: one clause a line.
#[derive(Clone, Debug, Default)]
pub struct NoticeText {
    /// The text; it is the first source of every run.
    pub source: SourceText,
}

impl NoticeText {
    /// The id of the notice in every run's sources.
    pub const ID: SourceId = SourceId(0);

    /// Takes the text.
    pub fn new(text: &str) -> Self {
        Self { source: SourceText::new("notice.txt", text) }
    }

    /// Every place where the words stand.
    pub fn find_all(&self, quote: &str) -> Vec<At> {
        if quote.is_empty() {
            return Vec::new();
        }
        self.source.text.match_indices(quote).map(|(i, m)| At::new(Self::ID, i, i + m.len())).collect()
    }

    /// The place of the words, looked for after the line that is `heading`; the first one if the heading is not a line.
    pub fn find(&self, heading: &str, quote: &str) -> Option<At> {
        let folded = han::fold(heading);
        let after = (1..=self.source.line_count())
            .map(|line| self.source.line_span(line))
            .find(|span| han::fold(self.source.slice(*span)) == folded)
            .map_or(0, |span| span.start);
        let all = self.find_all(quote);
        all.iter().find(|at| at.span.start >= after).or(all.first()).copied()
    }

    /// A clause of this notice as an authority.
    pub fn authority(&self, heading: &str, quote: &str) -> Authority {
        Authority { kind: AuthorityKind::Notice, reference: heading.to_owned(), quote: quote.to_owned(), at: self.find(heading, quote) }
    }
}
