//! Why a finished package could not become `dist/`.

use std::io;
use std::path::PathBuf;

/// Why a finished package could not become `dist/`.
#[derive(Debug, thiserror::Error)]
pub enum StagingError {
    /// The path has no last part that could name a folder.
    #[error("{} does not name a folder", .dist.display())]
    NoFolderName {
        /// The path as it was given.
        dist: PathBuf,
    },
    /// `dist` is a symbolic link: replacing it would change what lies elsewhere.
    #[error("{} is a symbolic link", .dist.display())]
    DistIsSymlink {
        /// The link.
        dist: PathBuf,
    },
    /// A file has the name of the folder.
    #[error("{} is a file", .dist.display())]
    DistIsFile {
        /// The file.
        dist: PathBuf,
    },
    /// The folder must not be changed.
    #[error("{} is read-only", .dist.display())]
    DistIsReadOnly {
        /// The folder.
        dist: PathBuf,
    },
    /// The system does not say what a path is, or what is in it.
    #[error("cannot read {}", .path.display())]
    NotReadable {
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// No folder can be created beside `dist`.
    #[error("cannot write in {}", .folder.display())]
    NotWritable {
        /// The folder that holds `dist`.
        folder: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file of the package cannot be written.
    #[error("cannot write {name}")]
    FileNotWritten {
        /// Its name in `dist`.
        name: String,
        /// The system's reason.
        source: io::Error,
    },
    /// A file of the user's cannot be carried over.
    #[error("cannot keep {}", .path.display())]
    UserFileNotKept {
        /// Where it lies.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The new files do not reach the disk.
    #[error("cannot flush to disk")]
    NotFlushed {
        /// The system's reason.
        source: io::Error,
    },
    /// The folders do not change places; on Windows mostly because a file in `dist` is open.
    #[error("cannot replace {}", .dist.display())]
    Locked {
        /// The folder that stays as it is.
        dist: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The former `dist` of a run that was killed cannot be put back.
    #[error("cannot restore {}", .dist.display())]
    NotRestored {
        /// Where it belongs.
        dist: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The former `dist` was moved aside, and neither folder can be put in its place.
    #[error("the former files are in {}", .old.display())]
    OldSetMovedAside {
        /// Where the former files are now.
        old: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Anything else that the system refuses.
    #[error(transparent)]
    Io(#[from] io::Error),
}
