//! Reads the text that a notice's folder carries once more, as a notice that just came.

use crate::notice::library::ProvedNotice;
use crate::notice::{Library, NoticeFiles};
use crate::reading::folder::{ReadNotice, notice_folder};
use crate::reading::input::read_notice;
use crate::reading::read_sheet;
use crate::text::toml_tree::{self, TomlNode};
use crate::text::{SourceId, SourceText};

/// The files of a folder as they would be if its text came now.
pub(super) struct Reread {
    pub(super) files: NoticeFiles,
    /// Its `profile.toml`.
    pub(super) tree: TomlNode,
}

impl Reread {
    /// What is read in the text of a folder; nothing where it cannot be read.
    pub(super) fn of(proved: &ProvedNotice<'_>) -> Self {
        let id = proved.notice.profile.id.as_str();
        let text = &proved.notice.text.source.text;
        let mut files = NoticeFiles::new();
        if let Ok(document) = read_notice("notice.txt", text.as_bytes(), 0) {
            let sheet = read_sheet(&document);
            let read = ReadNotice { document: &document, sheet: &sheet, forms: &[] };
            let before = format!("{id}/");
            for file in notice_folder(id, read, &Library::default()) {
                let path = file.path.strip_prefix(&before).unwrap_or(&file.path);
                files.insert(path.to_owned(), file.text);
            }
        }
        let profile = files.get("profile.toml").cloned().unwrap_or_default();
        let (tree, _) = toml_tree::parse(SourceId(0), &SourceText::new("profile.toml", profile));
        Self { files, tree }
    }
}
