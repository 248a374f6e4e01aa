//! What a check saw. The driver turns it into a finding with the card's words.

use std::borrow::Cow;

use crate::diag::{Authority, Fix, Label, Place};
use crate::notice::OutlineNode;
use crate::text::{At, Span};

/// A heading of the outline as the clause that asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingClause {
    /// The ordinals from the top, `一(二)`; they follow the card's own reference.
    pub path: String,
    /// The heading.
    pub words: String,
    /// Its place in the notice.
    pub at: Option<At>,
    /// The part of the notice that the card's own clause must stand in for the heading to be
    /// quoted in its place; `None` if it always is.
    pub only_in: Option<Span>,
}

/// Something a check saw. It knows neither severity nor wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where.
    pub place: Place,
    /// Values for the card's `{arguments}`.
    pub args: Vec<(&'static str, String)>,
    /// Which of the card's `messages`; the main one if `None`.
    pub variant: Option<Cow<'static, str>>,
    /// The very clause, where it is narrower than the card's.
    pub clause: Option<Authority>,
    /// The heading of the outline that it is about.
    pub heading: Option<HeadingClause>,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// An edit that would fix it.
    pub fix: Option<Fix>,
}

impl Hit {
    /// Something seen at a place.
    pub fn at(place: impl Into<Place>) -> Self {
        Self {
            place: place.into(),
            args: Vec::new(),
            variant: None,
            clause: None,
            heading: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// Something seen in a file as a whole.
    pub fn path(path: impl Into<String>) -> Self {
        Self::at(Place::Path(path.into()))
    }

    /// Adds a value for an argument of the message.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// Chooses another of the card's wordings.
    #[must_use]
    pub fn variant(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.variant = Some(name.into());
        self
    }

    /// Names the narrower clause.
    #[must_use]
    pub fn clause(mut self, clause: Authority) -> Self {
        self.clause = Some(clause);
        self
    }

    /// Names the heading of the outline that it is about.
    #[must_use]
    pub fn heading(mut self, node: &OutlineNode) -> Self {
        let (path, words) = (node.path.clone(), node.full());
        self.heading = Some(HeadingClause { path, words, at: node.at, only_in: None });
        self
    }

    /// Names the heading of the outline that it is about, to be quoted where the card's own clause
    /// is the outline (that part of the notice), and not another sentence about it.
    #[must_use]
    pub fn heading_in(self, node: &OutlineNode, outline: Option<Span>) -> Self {
        let mut hit = self;
        if outline.is_some() {
            hit = hit.heading(node);
        }
        if let Some(heading) = &mut hit.heading {
            heading.only_in = outline;
        }
        hit
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, place: impl Into<Place>, text: impl Into<String>) -> Self {
        self.add_related(place, text);
        self
    }

    /// Adds another place to one that is kept already.
    pub fn add_related(&mut self, place: impl Into<Place>, text: impl Into<String>) {
        self.related.push(Label { place: place.into(), text: text.into() });
    }

    /// Adds an edit.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}
