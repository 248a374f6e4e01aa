//! The facts that rules judge files by.

use std::io::ErrorKind;

use serde::{Deserialize, Serialize};

use super::picture_format::PictureFileKind;
use crate::text::word_list::pairs;
use crate::workers::WorkerEnd;

/// What kind of file it is, by content and not by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    Pdf,
    /// Word, 2007 and later.
    Docx,
    /// Excel, 2007 and later.
    Xlsx,
    /// PowerPoint, 2007 and later.
    Pptx,
    /// OFD (GB/T 33190).
    Ofd,
    /// Word, Excel, PowerPoint up to 2003, and WPS.
    Ole,
    Jpeg,
    Png,
    /// Another picture.
    Picture,
    /// A zip archive that is none of the above.
    Zip,
    /// Another archive: RAR, 7z, gzip, tar.
    Archive,
    /// A program or library.
    Executable,
    Text,
    /// Anything else.
    #[default]
    Other,
}

impl FileKind {
    /// Its key in lists of words.
    pub fn key(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Ofd => "ofd",
            Self::Ole => "ole",
            Self::Jpeg | Self::Png | Self::Picture => "picture",
            Self::Zip | Self::Archive => "archive",
            Self::Executable => "program",
            Self::Text => "text",
            Self::Other => "other",
        }
    }

    /// What users call it; `beginning` is that of its text, which tells pages of the web from others.
    pub fn words(self, beginning: &str) -> &'static str {
        let head = beginning.trim_start();
        let is_tag = |tag: &str| head.get(..tag.len()).is_some_and(|h| h.eq_ignore_ascii_case(tag));
        let is_page = self == Self::Text && (is_tag("<!doctype html") || is_tag("<html"));
        let key = if is_page { "web" } else { self.key() };
        let mut known = pairs("kinds-in-words").iter();
        known.find(|(kind, _)| kind == key).map(|(_, words)| words.as_str()).unwrap_or_default()
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Broken {
    /// Its structure is damaged or cut off.
    Damaged,
    /// A password is needed.
    Encrypted,
    /// It has no bytes, or no pages.
    Empty,
    /// A PDF whose only page is the cover of the files that it encloses (ISO 32000-1, 12.3.5).
    Portfolio,
    /// A PDF form that one maker's viewer alone can show; others show a page that says to wait.
    DynamicForm,
    /// It is a folder.
    Folder,
    /// It is a symbolic link; its target is never followed.
    Link(String),
    /// It is a pipe, a device or a socket, which might never end.
    Special,
    /// The system does not let it be read.
    #[serde(skip)]
    Denied(ErrorKind),
    /// Its name leads out of the project; it was not looked at.
    Outside,
    /// The process that read it ended over it; what is in it stays unknown.
    Unread(WorkerEnd),
}

/// A page of a PDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Width in millimetres, rotation applied.
    pub width: f64,
    /// Height in millimetres, rotation applied.
    pub height: f64,
    /// Whether nothing is painted on it.
    pub blank: bool,
    /// If it is a scan (pictures, no text): the resolution of its largest picture, dpi.
    pub scan_dpi: Option<f64>,
}

/// A picture that a page draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPicture {
    /// The page, from 0.
    pub page: usize,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
}

/// What was found inside a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Kind by content.
    pub kind: FileKind,
    /// Why it cannot be read.
    pub broken: Option<Broken>,
    /// Pages of a PDF.
    pub pages: Vec<Page>,
    /// Text: a PDF's text layer, a document's paragraphs, a sheet's cells. `None` if it has none
    /// or was not read.
    pub text: Option<String>,
    /// Fonts that are used and not embedded.
    pub missing_fonts: Vec<String>,
    /// Pictures that the pages of a PDF draw, in order.
    pub drawn: Vec<DrawnPicture>,
    /// Fonts that print something in a PDF, by name.
    pub fonts: Vec<String>,
    /// Bookmarks of a PDF, headings of a document.
    pub headings: Vec<String>,
    /// Fields of a form (Word, Excel) that nobody has filled in: the label before an empty cell or
    /// line, or the heads of a table without a row.
    pub empty_fields: Vec<String>,
    /// What is known beside the content, in Chinese: `作者：…`, `批注 3 处`.
    pub metadata: Vec<String>,
    /// Whether a photograph tells where it was taken.
    pub located: bool,
    /// What a picture is written in; `None` if it is no picture of a kind that is known here.
    pub picture: Option<PictureFileKind>,
    /// Width and height of a picture in pixels.
    pub pixels: Option<(u32, u32)>,
    /// Whether it holds macros or programs.
    pub macros: bool,
    /// Whether a PDF can be opened without a password but asks readers to refuse printing, copying
    /// or changing it.
    pub restricted: bool,
    /// Whether the limits of reading were reached: there is more in it than is listed here, and what
    /// is not told is unknown.
    pub cut: bool,
}
