//! Turns a file as people have it (text, web page, Word, PDF) into the lines of a notice.
//!
//! Words stay as they are, but for names of persons and mobile numbers; what is left out is reported with its reason.
//! Work and memory are bounded for every file: 20 MB, depth and number of elements, and nothing here calls itself.

mod broken;
mod charset;
mod content;
mod docx;
mod draft;
mod furniture;
mod glued;
mod header;
mod html;
mod input_fault;
mod mask;
mod notice_apart;
mod page_archive;
pub mod page_words;
mod pdf;
mod space;
mod text;

use super::document::{LineKind, NoticeDocument, NoticeLine};

use content::NoticeContent;
use draft::Draft;
pub use input_fault::{InputFault, NoticeInputError};
pub use mask::{MaskedLine, mask_line};
pub use notice_apart::{NOTICE_TASK, answer_notice, read_notice_apart};

/// Bytes of a file at most.
const LARGEST: usize = 20 << 20;

/// Reads a file as a notice or as one of its annexes; `file` is 0 for the notice.
///
/// # Errors
/// If it is no file that words can be read from; the message says in Chinese what it is and what to do.
pub fn read_notice(
    name: &str,
    bytes: &[u8],
    file: usize,
) -> Result<NoticeDocument, NoticeInputError> {
    if bytes.len() > LARGEST {
        return Err(InputFault::TooLarge.of(name));
    }
    let draft = read_draft(name, bytes).map_err(|fault| fault.of(name))?;
    let document = finish(draft, file);
    if document.lines.is_empty() {
        return Err(InputFault::NoText.of(name));
    }
    Ok(document)
}

/// A notice with its annexes behind it, as one document. The header is that of the notice.
pub fn join_annexes(notice: NoticeDocument, annexes: Vec<NoticeDocument>) -> NoticeDocument {
    let mut whole = notice;
    for annex in annexes {
        whole.lines.extend(annex.lines);
        whole.left_out.extend(annex.left_out);
        whole.masked_names += annex.masked_names;
        whole.masked_mobiles += annex.masked_mobiles;
        for contact in annex.site_contacts {
            if !whole.site_contacts.contains(&contact) {
                whole.site_contacts.push(contact);
            }
        }
    }
    // What stands in the notice or an annex is no contact of a site alone.
    let lines = &whole.lines;
    let is_said = |contact: &str| lines.iter().any(|line| line.text.contains(contact));
    whole.site_contacts.retain(|contact| !is_said(contact));
    whole
}

fn read_draft(name: &str, bytes: &[u8]) -> Result<Draft, InputFault> {
    let mut draft = match content::of(name, bytes)? {
        NoticeContent::Text(text) => {
            let mut draft = text::read(&text, is_markdown(name));
            broken::join_wrapped(&mut draft);
            draft
        }
        NoticeContent::Page(page) => html::read(&page)?,
        NoticeContent::PageArchive => html::read(&page_archive::page(bytes)?)?,
        NoticeContent::Docx => docx::read(bytes)?,
        NoticeContent::Pdf => pdf::read(bytes)?,
    };
    for line in &mut draft.lines {
        line.text = match line.kind {
            LineKind::TableRow => space::normal(&line.text),
            LineKind::Paragraph | LineKind::Heading => space::normal_paragraph(&line.text),
        };
    }
    draft.lines.retain(|line| !line.text.is_empty());
    Ok(draft)
}

fn is_markdown(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".md") || name.ends_with(".markdown")
}

/// Cleans the lines and masks names.
fn finish(mut draft: Draft, file: usize) -> NoticeDocument {
    furniture::remove(&mut draft);
    header::read(&mut draft);
    broken::join_annex_items(&mut draft);
    glued::part(&mut draft);
    let left_out = draft.take_left_out();
    let mut document = NoticeDocument { page: draft.header, left_out, ..NoticeDocument::default() };
    for line in draft.lines {
        document.lines.push(NoticeLine { text: line.text, kind: line.kind, file });
    }
    document.site_contacts = furniture::site_contacts(&document);
    mask::mask(&mut document);
    document
}
