//! Why a file is no Word document that can be read, or be written to.

use serde::{Deserialize, Serialize};

use crate::workers::WorkerEnd;

/// Why a file cannot be read as a Word document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum DocxError {
    /// Some other file.
    #[error("no Word document")]
    NotDocx,
    /// Some other file that has the name of a Word document.
    #[error("another file with the name of a Word document")]
    Disguised(Disguise),
    /// A document of Word up to 2003, or of WPS.
    #[error("a document of Word up to 2003")]
    OldBinary,
    /// A password is needed.
    #[error("a password is needed")]
    Encrypted,
    /// It carries macros.
    #[error("the document carries macros")]
    Macros,
    /// Word puts another document into it when it is opened (`w:altChunk`).
    #[error("another document is put into it when Word opens it")]
    ForeignDocument,
    /// It is cut off or not well-formed.
    #[error("the document is damaged")]
    Damaged,
    /// A part is written in GBK or another encoding that no word processor writes.
    #[error("a part is neither in UTF-8 nor in UTF-16")]
    OtherEncoding,
    /// It unpacks to more than any plan has, or nests too deeply.
    #[error("the document unpacks to too much, or nests too deeply")]
    TooLarge,
    /// It declares types or entities, which no word processor writes.
    #[error("the document declares types or entities")]
    Declarations,
    /// It is written in a way that comments cannot be put into.
    #[error("the document is written in a way that cannot be added to")]
    Unusual,
    /// The process that read it ended over it.
    #[error("the document was not read")]
    Unread(#[source] WorkerEnd),
}

/// What a file really is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Disguise {
    /// There is nothing in it.
    Empty,
    /// Rich Text Format.
    Rtf,
    /// A page of the web, as Word saves it, too.
    Web,
    /// Word's XML in one file, of 2003 or later.
    Xml,
    Pdf,
    /// OpenDocument, of LibreOffice.
    OpenDocument,
    /// A workbook or a presentation.
    Office,
}
