//! Why a file is no Word document that can be read, or be written to.

/// Why a file cannot be read as a Word document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocxError {
    /// Some other file.
    NotDocx,
    /// Some other file that has the name of a Word document.
    Disguised(Disguise),
    /// A document of Word up to 2003, or of WPS.
    OldBinary,
    /// A password is needed.
    Encrypted,
    /// It carries macros.
    Macros,
    /// It is cut off or not well-formed.
    Damaged,
    /// It unpacks to more than any plan has, or nests too deeply.
    TooLarge,
    /// It declares types or entities, which no word processor writes.
    Declarations,
    /// It is written in a way that comments cannot be put into.
    Unusual,
}

/// What a file really is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// There is nothing in it.
    Empty,
    /// Rich Text Format.
    Rtf,
    /// A page of the web, as Word saves it, too.
    Web,
    /// Word's XML in one file, of 2003 or later.
    Xml,
    /// A PDF.
    Pdf,
    /// OpenDocument, of LibreOffice.
    OpenDocument,
    /// A workbook or a presentation.
    Office,
}
