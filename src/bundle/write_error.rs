//! Why a package was not written, and why a file cannot be part of one.

use std::io;

use super::file_names::NameFault;

/// Why a package was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Reading a file or writing the archive failed.
    #[error("cannot read or write {}", shown(.path))]
    Io {
        /// The entry; empty for the archive itself.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The entry cannot go in.
    #[error("{} cannot go in", shown(.path))]
    Refused {
        /// The entry; empty for the archive itself.
        path: String,
        /// Why.
        source: EntryRefusal,
    },
    /// The file is not the one that was planned: it changed in the meantime.
    #[error("{} changed while the package was made", shown(.path))]
    Changed {
        /// The entry.
        path: String,
    },
}

/// Why a file cannot be part of a package.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryRefusal {
    /// It is not below the project's folder.
    #[error("it is outside the project")]
    Outside,
    /// It is not there.
    #[error("it is not there")]
    Missing,
    /// It is a symbolic link.
    #[error("it is a symbolic link to {target}")]
    Link {
        /// Where it leads.
        target: String,
    },
    /// A folder on its way is a symbolic link.
    #[error("its folder is a symbolic link to {target}")]
    FolderLink {
        /// Where it leads.
        target: String,
    },
    /// It is a folder.
    #[error("it is a folder")]
    Folder,
    /// It is a pipe, a device or a socket.
    #[error("it is no regular file")]
    Special,
    /// The system does not let it be read.
    #[error("it cannot be read: {0}")]
    Denied(io::ErrorKind),
    /// A plan that can be edited is asked for, and there is only its finished PDF.
    #[error("there is no text that could be edited")]
    OnlyFinishedPdf,
    /// Some system cannot hold its name.
    #[error("its name cannot be held by every system: {0}")]
    Name(NameFault),
    /// Another entry has its name, after NFC and case folding.
    #[error("another entry has the same name")]
    SameName,
    /// It does not follow the entry before by its bytes.
    #[error("the entries are not sorted")]
    NotSorted,
    /// 4 GiB or more, which no zip without zip64 holds.
    #[error("it is 4 GiB or larger")]
    TooLarge,
    /// The same after compression.
    #[error("it is 4 GiB or larger after compression")]
    PackedTooLarge,
    /// More entries than a zip without zip64 counts.
    #[error("there are more than 65,534 entries")]
    TooMany,
}

impl WriteError {
    pub(super) fn io(path: &str, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }

    pub(super) fn refused(path: &str, source: EntryRefusal) -> Self {
        Self::Refused { path: path.to_owned(), source }
    }

    pub(super) fn changed(path: &str) -> Self {
        Self::Changed { path: path.to_owned() }
    }
}

fn shown(path: &str) -> &str {
    if path.is_empty() { "the archive" } else { path }
}
