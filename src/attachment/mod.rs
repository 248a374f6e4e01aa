//! What a file really is, told by its content: in bounded time and memory, and without ever
//! panicking.
//!
//! Readers of other people's formats run on a thread of their own: a deep stack keeps nested
//! objects from ending the program, and a panic ends the thread alone. Limits are counted in bytes
//! and steps, never in time, so that the same file gives the same facts on every machine.

use std::sync::Arc;

use crate::text::encoding::decode_lossy;

pub mod deep_stack;
pub mod file_facts;
mod identity;
mod image;
mod inspect_apart;
mod kind;
mod office;
mod pdf;
pub mod picture_format;
pub mod picture_header;
pub mod shrink;

use deep_stack::DeepStackError;
pub use file_facts::{Broken, DrawnPicture, FileFacts, FileKind, Page};
pub use image::orientation;
pub use inspect_apart::{FACTS_TASK, answer_facts, inspect_apart, needs_worker, unread};
pub use kind::{kind_by_beginning, kind_of};
pub use pdf::printed::{Beside, PagesInPrint, PrintHindrance, PrintRemark, printed_pages};
pub use pdf::runs::{PageTextRun, TextPages};
use picture_format::PictureFileKind;

/// Files above this many bytes are known by their kind only.
pub const LARGEST: u64 = 200_000_000;

/// Most characters of text that are kept of one file.
pub(crate) const MOST_TEXT: usize = 2_000_000;

/// Looks into a file. `name` helps where content cannot tell (scripts).
pub fn inspect(name: &str, bytes: &[u8]) -> FileFacts {
    // Only the reader of PDF keeps its bytes for itself.
    look(name, bytes, || Arc::new(bytes.to_vec()))
}

/// Looks into a file whose bytes are shared; saves a copy.
pub fn inspect_shared(name: &str, bytes: &Arc<Vec<u8>>) -> FileFacts {
    look(name, bytes, || Arc::clone(bytes))
}

/// Says what a file is by its name and its first bytes, where the whole of it is too large to look
/// into.
pub fn inspect_head(name: &str, head: &[u8]) -> FileFacts {
    FileFacts { cut: true, ..simple(kind_of(name, head), head) }
}

fn look(name: &str, bytes: &[u8], shared: impl FnOnce() -> Arc<Vec<u8>> + Send) -> FileFacts {
    let kind = kind_of(name, bytes);
    if !has_reader(kind) || bytes.len() as u64 > LARGEST {
        return simple(kind, bytes);
    }
    let work = || match kind {
        FileKind::Pdf => pdf::inspect(shared()),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => office::inspect(kind, bytes),
        FileKind::Ole => office::inspect_ole(bytes),
        FileKind::Text => text(bytes),
        _ => image::inspect(kind, bytes),
    };
    match deep_stack::run(work) {
        Ok(facts) => FileFacts { picture: PictureFileKind::of(bytes), ..facts },
        Err(DeepStackError::Panicked) => {
            FileFacts { kind, broken: Some(Broken::Damaged), ..FileFacts::default() }
        }
        // The content stays unknown.
        Err(DeepStackError::NoThread(_)) => FileFacts { kind, cut: true, ..FileFacts::default() },
    }
}

/// Looks into a PDF for its text and where on its pages that stands; nothing for any other file.
pub fn inspect_text_places(bytes: &[u8]) -> (FileFacts, TextPages) {
    let kind = kind_of("", bytes);
    if kind != FileKind::Pdf || bytes.len() as u64 > LARGEST {
        return (simple(kind, bytes), TextPages::default());
    }
    match deep_stack::run(|| pdf::inspect_places(Arc::new(bytes.to_vec()))) {
        Ok(read) => read,
        Err(DeepStackError::Panicked) => {
            let facts = FileFacts { kind, broken: Some(Broken::Damaged), ..FileFacts::default() };
            (facts, TextPages::default())
        }
        // The content stays unknown.
        Err(DeepStackError::NoThread(_)) => {
            (FileFacts { kind, cut: true, ..FileFacts::default() }, TextPages::default())
        }
    }
}

fn has_reader(kind: FileKind) -> bool {
    !matches!(
        kind,
        FileKind::Ofd | FileKind::Zip | FileKind::Archive | FileKind::Executable | FileKind::Other
    )
}

fn simple(kind: FileKind, bytes: &[u8]) -> FileFacts {
    let broken = if bytes.is_empty() { Some(Broken::Empty) } else { None };
    FileFacts {
        kind,
        broken,
        macros: kind == FileKind::Executable,
        picture: PictureFileKind::of(bytes),
        cut: bytes.len() as u64 > LARGEST,
        ..FileFacts::default()
    }
}

/// A text file's text: UTF-8, else GB18030.
fn text(bytes: &[u8]) -> FileFacts {
    let end = bytes.len().min(MOST_TEXT * 3);
    let text = match std::str::from_utf8(&bytes[..end]) {
        Ok(text) => text.to_owned(),
        Err(fault) if end - fault.valid_up_to() < 4 => {
            String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into_owned()
        }
        Err(_) => decode_lossy(&bytes[..end]).into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}').to_owned();
    FileFacts {
        kind: FileKind::Text,
        text: Some(text).filter(|t| !t.trim().is_empty()),
        cut: end < bytes.len(),
        ..FileFacts::default()
    }
}
