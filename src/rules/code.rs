//! What a rule that needs code is: a function that a group lists by the name which its cards use.

use super::context::Context;
use super::hit::Hit;

/// A rule that needs code: what it sees in a project.
pub(crate) type CodeFn = fn(&Context<'_>) -> Vec<Hit>;
