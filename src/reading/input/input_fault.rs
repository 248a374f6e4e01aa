//! Why a file cannot be read as a notice.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::workers::WorkerEnd;

/// Why a file cannot be read as a notice.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{name}: {fault}")]
pub struct NoticeInputError {
    /// The file, as it was named.
    pub name: String,
    /// What is wrong with it.
    pub fault: InputFault,
}

/// What is wrong with a file that should be a notice.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
pub enum InputFault {
    /// No bytes, or nothing but blanks.
    #[error("it is empty")]
    Empty,
    /// More bytes than any notice has.
    #[error("it is larger than any notice")]
    TooLarge,
    /// Word up to 2003, or WPS.
    #[error("it is a document of Word up to 2003 or of WPS")]
    OldWord,
    /// Excel up to 2003, or WPS tables.
    #[error("it is a table of Excel up to 2003 or of WPS")]
    OldTable,
    /// A workbook or a presentation.
    #[error("it is a workbook or a presentation")]
    OtherOffice,
    /// OFD.
    #[error("it is an OFD document")]
    Ofd,
    /// A PDF whose pages are pictures.
    #[error("its pages are pictures")]
    Scan,
    /// A picture.
    #[error("it is a picture")]
    Picture,
    /// A page of the web that shows the notice as pictures.
    #[error("it is a page whose text is pictures")]
    PicturePage,
    /// A password is needed.
    #[error("it needs a password")]
    Encrypted,
    /// A zip, RAR or 7z archive.
    #[error("it is an archive")]
    Archive,
    /// A program or script.
    #[error("it is a program")]
    Program,
    /// Rich Text Format.
    #[error("it is Rich Text Format")]
    Rtf,
    /// Word's XML in one file.
    #[error("it is XML of Word in one file")]
    WordXml,
    /// OpenDocument and its like.
    #[error("it is an OpenDocument file")]
    OpenDocument,
    /// A document with macros.
    #[error("it has macros")]
    Macros,
    /// Cut off or damaged.
    #[error("it is damaged")]
    Damaged,
    /// Nests or unpacks beyond every limit.
    #[error("it nests or unpacks beyond every limit")]
    TooDeep,
    /// The process that read it ended over it.
    #[error("the process that read it ended: {0:?}")]
    Unread(WorkerEnd),
    /// No text at all.
    #[error("it is no text")]
    Binary,
    /// A file that was read and has no words.
    #[error("it has no words")]
    NoText,
}

impl InputFault {
    /// The same with the name of the file.
    pub(super) fn of(self, name: &str) -> NoticeInputError {
        NoticeInputError { name: name.to_owned(), fault: self }
    }
}
