//! What the typesetter may see.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use super::super::font_set::FontSet;

/// The file that all documents import.
pub(super) const TEMPLATE: &str = include_str!("../template.typ");

fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
}

/// Everything the typesetter may see: two sources and the pictures. No clock, no packages, no other
/// file.
pub(super) struct TypstWorld {
    pub(super) fonts: Arc<FontSet>,
    pub(super) main: Source,
    pub(super) template: Source,
    pub(super) files: BTreeMap<String, Bytes>,
}

impl World for TypstWorld {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        [&self.main, &self.template]
            .into_iter()
            .find(|s| s.id() == id)
            .cloned()
            .ok_or_else(|| missing_file(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        self.files.get(path).cloned().ok_or_else(|| missing_file(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing_file(id: FileId) -> FileError {
    let path = id.get().vpath();
    FileError::NotFound(path.get_with_slash().into())
}

/// The name by which the typesetter knows a file.
pub(super) fn file_id(name: &str) -> Option<FileId> {
    VirtualPath::new(name).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}
