//! A file of what was received, before it is known what it is for.

use crate::project::PackageEntry;

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
