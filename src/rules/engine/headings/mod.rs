//! Headings of a plan beside those of the outline: what each says, and which stand for which. Knows
//! no rule.

mod matching;
pub(in crate::rules) mod title;

pub(in crate::rules) use matching::{Head, Matching, Node};
