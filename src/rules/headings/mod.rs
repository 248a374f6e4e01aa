//! Headings of a plan beside those of the outline: what each says, and which stand for which. Knows
//! no rule.

mod matching;
pub(super) mod title;

pub(super) use matching::{Head, Matching, Node};
