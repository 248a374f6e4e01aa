//! The tree of pages, examined before the PDF crate reads it: the crate walks it without end where
//! a node comes back to itself through an object stream, or where nodes name their children again
//! and again.

use memchr::memmem;

mod encrypted;
mod plain;

/// The most ways from a node to the leaves below it: more than any file has pages.
const MOST_WAYS: u64 = 2_000_000;
/// The most nodes above one another.
const DEEPEST: usize = 1_000;

/// What can be said of a tree of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::attachment) enum PageTree {
    /// It ends.
    Sane,
    /// It does not end, or is so large that it is an attack.
    Endless,
    /// It may be hidden in what is not unpacked here.
    Hidden,
}

/// Examines the tree of pages of a file.
pub(in crate::attachment) fn examine(bytes: &[u8]) -> PageTree {
    match plain::examine(bytes) {
        PageTree::Sane if memmem::find(bytes, b"/Encrypt").is_some() => encrypted::examine(bytes),
        tree => tree,
    }
}
