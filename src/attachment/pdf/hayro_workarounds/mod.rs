//! Everything that exists only because of faults or limits of the PDF crate hayro (hayro-syntax and
//! hayro-interpret 0.7). A module here can be deleted, with its call in `pdf.rs`, `page_cost.rs` or
//! `shrink/scan`, once the crate does the same itself.
//!
//! | module | what it works around | upstream report that it waits for |
//! |---|---|---|
//! | [`page_tree`] | a page tree that comes back to itself, or names its children again and again, is walked without end when a file is opened | not yet reported: `docs/upstream/hayro-endless-page-tree.md` (LaurenzV/hayro#350 ended the recursion between object streams only) |
//! | [`unpack_objects`] | the index of an object stream is read again for every object that is taken out of it | not yet reported: `docs/upstream/hayro-object-stream-index.md` |
//! | [`icc_colours`] | tables are made for every ICC profile, even where no colour is asked for | not yet reported: `docs/upstream/hayro-icc-tables.md` (LaurenzV/hayro#144 keeps a profile once it is read) |
//! | [`resource_guard`] | nesting has no limit: the stack ends, and with it the program | LaurenzV/hayro#1347, open |
//! | [`resource_guard`] | what a stream unpacks to has no limit: memory ends | not yet reported: `docs/upstream/hayro-stream-limit.md` (LaurenzV/hayro#1259, open, is about memory too, of another cause) |
//!
//! [`lexer`] finds the few words of PDF that these modules need in the bytes of a file that is not
//! parsed yet; it goes with the last of them.

pub(super) mod icc_colours;
mod lexer;
pub(in crate::attachment) mod page_tree;
pub(in crate::attachment) mod resource_guard;
pub(super) mod unpack_objects;
