//! Words of an example's plan that look otherwise than the text around them.

use crate::notice::card::ExampleLook;
use crate::plan::{TextLook, TextLookKind};
use crate::text::{At, SourceId, Span};

/// A look of words of a plan that is no source yet.
pub(super) struct PlacedLook {
    kind: TextLookKind,
    span: Span,
}

impl PlacedLook {
    /// The look in the source that the plan has become.
    pub(super) fn in_source(self, source: SourceId) -> TextLook {
        TextLook { kind: self.kind, at: At { source, span: self.span } }
    }
}

/// The looks of an example with the places of their words; words that are not there leave nothing to
/// be found, and that is reported.
pub(super) fn of(looks: &[ExampleLook], plan: &str) -> Vec<PlacedLook> {
    let look = |look: &ExampleLook| {
        let start = plan.find(&look.words)?;
        let kind = match look.kind.as_str() {
            "highlighted" => TextLookKind::Highlighted,
            "coloured" => TextLookKind::Coloured,
            _ => TextLookKind::OtherFont { font: look.font.clone(), usual: look.usual.clone() },
        };
        Some(PlacedLook { kind, span: Span::new(start, start + look.words.len()) })
    };
    looks.iter().filter_map(look).collect()
}
