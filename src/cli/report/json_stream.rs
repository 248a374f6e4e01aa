//! Lists that are made while they are written, so that a report of any length takes the room of one
//! finding.

use serde::{Serialize, Serializer};

/// A list whose items come out of a function.
pub(super) struct EachSerialized<F>(pub(super) F);

impl<F, I> Serialize for EachSerialized<F>
where
    F: Fn() -> I,
    I: IntoIterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}
