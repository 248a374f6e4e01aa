//! A read notice as the files of its folder: `notice.txt`, `profile.toml`, `outline.toml` and the
//! cards that bind rules to its clauses.
//!
//! Invariant: what stands in the files stands in the notice, with its words and its line. Each fact
//! that nobody has compared with the notice has an entry in `drafts`.

mod blank_form;
mod cards;
mod identifiers;
mod outline;
mod profile;
mod region;
mod toml_writer;

use crate::notice::Library;
use crate::notice::stub::{self, StubFile};

use super::document::NoticeDocument;
use super::sheet::NoticeSheet;

pub use blank_form::BlankForm;
pub use identifiers::notice_id;

/// A notice that was read, ready to be written as a folder.
#[derive(Clone, Copy, Debug)]
pub struct ReadNotice<'a> {
    /// The words.
    pub document: &'a NoticeDocument,
    /// What was read in them.
    pub sheet: &'a NoticeSheet,
    /// Blank forms that came with it, as files of their own.
    pub forms: &'a [BlankForm],
}

/// Returns the files of a notice's folder, with paths that begin with the folder's name.
pub fn notice_folder(id: &str, read: ReadNotice<'_>, library: &Library) -> Vec<StubFile> {
    let file = |path: &str, text: String| StubFile { path: format!("{id}/{path}"), text };
    let divisions = library.all_divisions();
    let mut files = vec![
        file("notice.txt", read.document.text()),
        file("profile.toml", profile::text(id, read, &divisions)),
    ];
    if !read.sheet.outline.is_empty() {
        files.push(file("outline.toml", outline::text(read.sheet)));
    }
    for (rule, text) in cards::bindings(read, library) {
        files.push(file(&format!("rules/{rule}.toml"), text));
    }
    files.extend(stub::schemas(id));
    files
}
