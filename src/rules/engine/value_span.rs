//! Where a part of a value of `pilot.toml` was written.

use crate::text::{At, Span};

use super::context::Context;

/// A value as it stands in the file.
pub(in crate::rules) struct ValueSpan {
    at: At,
    /// Where the value begins if it stands there without escapes.
    base: Option<usize>,
}

impl ValueSpan {
    /// Looks for a value at its place, once for all its parts.
    pub(in crate::rules) fn of(cx: &Context<'_>, at: At, value: &str) -> Self {
        let lead = cx.sources().slice(at).find(value);
        Self { at, base: lead.map(|lead| at.span.start as usize + lead) }
    }

    /// The place of a part: exact if the value has no escapes, else that of the whole.
    pub(in crate::rules) fn at(&self, start: usize, end: usize) -> At {
        match self.base {
            Some(base) => self.at.with(Span::new(base + start, base + end)),
            None => self.at,
        }
    }
}
