//! What a file is, by its content: its name only chooses the words of a refusal.

use crate::attachment::{FileKind, kind_of};

use super::charset;
use super::input_fault::InputFault;

/// What a notice came in.
#[derive(Debug)]
pub(super) enum NoticeContent {
    /// Plain text or Markdown, decoded.
    Text(String),
    /// A page of the web, decoded.
    Page(String),
    /// A page with its pictures in one file (MHTML).
    PageArchive,
    /// A Word document of 2007 or later.
    Docx,
    /// A PDF.
    Pdf,
}

/// Tells what a file is.
pub(super) fn of(name: &str, bytes: &[u8]) -> Result<NoticeContent, InputFault> {
    if bytes.is_empty() {
        return Err(InputFault::Empty);
    }
    match kind_of(name, bytes) {
        FileKind::Pdf => Ok(NoticeContent::Pdf),
        FileKind::Docx => Ok(NoticeContent::Docx),
        FileKind::Xlsx | FileKind::Pptx => Err(InputFault::OtherOffice),
        FileKind::Ofd => Err(InputFault::Ofd),
        FileKind::Ole => Err(old_office(name, bytes)),
        FileKind::Jpeg | FileKind::Png | FileKind::Picture => Err(InputFault::Picture),
        FileKind::Zip | FileKind::Archive => Err(InputFault::Archive),
        FileKind::Executable => Err(InputFault::Program),
        FileKind::Other if bytes.starts_with(b"PK") => Err(InputFault::OpenDocument),
        FileKind::Text | FileKind::Other => text(bytes),
    }
}

fn old_office(name: &str, bytes: &[u8]) -> InputFault {
    let utf16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &utf16).is_some() {
        return InputFault::Encrypted;
    }
    let name = name.to_ascii_lowercase();
    let is_table = [".xls", ".et", ".xlt"].iter().any(|ending| name.ends_with(ending));
    if is_table { InputFault::OldTable } else { InputFault::OldWord }
}

/// Characters at the start that show what a text is.
const HEAD: usize = 4096;

fn text(bytes: &[u8]) -> Result<NoticeContent, InputFault> {
    let text = charset::decode(bytes);
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(InputFault::Empty);
    }
    if is_binary(&text) {
        return Err(InputFault::Binary);
    }
    let head: String = text.chars().take(HEAD).collect();
    let head = head.to_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if head.starts_with("{\\rtf") {
        return Err(InputFault::Rtf);
    }
    let is_word_xml = head.contains("progid=\"word.document\"") || head.contains("/xmlpackage");
    if head.starts_with("<?xml") && is_word_xml {
        return Err(InputFault::WordXml);
    }
    let starts_as_message =
        ["mime-version:", "from:", "content-type:"].iter().any(|field| head.starts_with(field));
    if starts_as_message && head.contains("multipart/related") {
        return Ok(NoticeContent::PageArchive);
    }
    if is_page(head, &text) { Ok(NoticeContent::Page(text)) } else { Ok(NoticeContent::Text(text)) }
}

/// Control characters and what could not be decoded, more than one in fifty, are no text.
fn is_binary(text: &str) -> bool {
    let mut all = 0_usize;
    let mut odd = 0_usize;
    for c in text.chars().take(200_000) {
        all += 1;
        let is_control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        odd += usize::from(is_control || c == '\u{fffd}');
    }
    odd * 50 > all
}

/// Whether a text is a page of the web: it says so at its start, or it is full of tags of blocks.
fn is_page(head: &str, text: &str) -> bool {
    let openings =
        ["<!doctype html", "<html", "<head", "<body", "<meta ", "<table", "<div", "<p>", "<p "];
    if openings.iter().any(|tag| head.starts_with(tag))
        || head.contains("<html")
        || head.contains("<body")
    {
        return true;
    }
    let closings =
        ["</p>", "</div>", "</td>", "</P>", "</DIV>", "</TD>", "<br>", "<br/>", "<br />", "<BR>"];
    let mut count = 0;
    for tag in closings {
        count += memchr::memmem::find_iter(text.as_bytes(), tag).count();
    }
    count >= 5
}
