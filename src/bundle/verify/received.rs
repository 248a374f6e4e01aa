//! What was received: its facts, and the bytes of its files wherever they lie.

use std::borrow::Cow;
use std::io;

use super::super::manifest::Manifest;
use super::super::zip::tolerant::LooseArchive;
use crate::project::{FaultKind, Package, PackageEntry, PackageFault};
use crate::text::Moment;
use crate::text::han::printable;

/// Something that was received.
#[derive(Debug)]
pub struct Received<'a> {
    /// Its facts.
    pub package: Package,
    /// What it says about itself, if it is ours and readable.
    pub manifest: Option<Manifest>,
    /// The folder in which the files lie, with `/` at the end; empty if there is none.
    pub folder: String,
    /// When it was sent, if it came as a message that says so.
    pub date: Option<Moment>,
    pub(super) source: ContentSource<'a>,
}

/// A file of a received folder.
pub struct FolderFile<'a> {
    /// Path relative to the folder, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Where it points, if it is a symbolic link: such a file is never loaded.
    pub link: Option<String>,
    /// Loads its bytes.
    pub load: Box<dyn Fn() -> io::Result<Vec<u8>> + 'a>,
}

/// Where the bytes of the files lie.
pub(super) enum ContentSource<'a> {
    Nothing,
    Zip(Cow<'a, [u8]>, LooseArchive),
    Attachments(Vec<(String, Vec<u8>)>),
    Folder(Vec<FolderFile<'a>>),
}

impl std::fmt::Debug for ContentSource<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::Zip(..) => "zip",
            Self::Attachments(_) => "attachments",
            Self::Folder(_) => "folder",
        })
    }
}

impl Received<'_> {
    /// The content of a file by its path in the package; `None` if there is no such file or it
    /// could not be read. It is borrowed where it lies in the archive or message as it is, so
    /// that the largest files are not copied.
    pub fn content(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        match &self.source {
            ContentSource::Nothing => None,
            ContentSource::Zip(bytes, read) => {
                read.content(bytes, read.files.iter().find(|f| f.path == path)?)
            }
            ContentSource::Attachments(files) => files
                .iter()
                .find(|(p, _)| p == path)
                .map(|(_, bytes)| Cow::Borrowed(bytes.as_slice())),
            ContentSource::Folder(files) => {
                (files.iter().find(|f| f.path == path && f.link.is_none())?.load)()
                    .ok()
                    .map(Cow::Owned)
            }
        }
    }

    /// Notes that something is not as the package says of itself.
    pub(super) fn differs(&mut self, entry: &str, what: impl Into<String>) {
        self.package.faults.push(PackageFault {
            kind: FaultKind::Differs,
            entry: printable(entry),
            what: what.into(),
        });
    }
}

/// A file as it was found.
#[derive(Clone, Debug, Default)]
pub(super) struct ReceivedFile {
    pub(super) path: String,
    pub(super) size: u64,
    /// Empty if it could not be read; then a fault says so.
    pub(super) sha256: String,
    pub(super) deflated_sha256: Option<String>,
}

/// The file as an entry of the package.
pub(super) fn entry(item: &ReceivedFile, role: String) -> PackageEntry {
    PackageEntry { path: item.path.clone(), size: item.size, sha256: item.sha256.clone(), role }
}
