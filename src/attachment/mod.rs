//! What a file really is, told by its content: in bounded time and memory, and without ever panicking.
//!
//! Readers of other people's formats run on a thread of their own: a deep stack keeps nested objects from ending the
//! program, and a panic ends the thread alone. Limits are counted in bytes and steps, never in time, so that the same
//! file gives the same facts on every machine.

use std::sync::Arc;
use std::thread;

pub mod facts;
mod image;
mod kind;
mod office;
mod pdf;
pub mod shrink;
pub mod stated;
mod tells;

pub use facts::{Broken, Depth, Facts, FileKind, Page};
pub use image::orientation;
pub use kind::kind_of;
pub use pdf::runs::{TextPages, TextRun};

/// The name of the threads on which files are read; a panic hook may keep quiet about them.
pub const THREAD: &str = "attachment";

/// Files above this many bytes are only told by their kind.
pub const LARGEST: u64 = 200_000_000;

/// At the most so many characters of text are kept of one file.
pub(crate) const MOST_TEXT: usize = 2_000_000;

/// Stack of the thread that reads; it is reserved, not used, unless a file nests objects very deeply.
const STACK: usize = 256 << 20;

/// Looks into a file. `name` helps where content cannot tell (scripts).
pub fn inspect(name: &str, bytes: &[u8], depth: Depth) -> Facts {
    // Only the reader of PDF keeps its bytes for itself.
    look(name, bytes, depth, || Arc::new(bytes.to_vec()))
}

/// Looks into a file whose bytes are shared; saves a copy.
pub fn inspect_shared(name: &str, bytes: &Arc<Vec<u8>>, depth: Depth) -> Facts {
    look(name, bytes, depth, || Arc::clone(bytes))
}

fn look(name: &str, bytes: &[u8], depth: Depth, shared: impl FnOnce() -> Arc<Vec<u8>> + Send) -> Facts {
    let kind = kind_of(name, bytes);
    if depth == Depth::Kind || !has_reader(kind) || bytes.len() as u64 > LARGEST {
        return simple(kind, bytes);
    }
    let work = || match kind {
        FileKind::Pdf => pdf::inspect(shared()),
        FileKind::Docx | FileKind::Xlsx | FileKind::Pptx => office::inspect(kind, bytes),
        FileKind::Ole => office::inspect_ole(bytes),
        FileKind::Text => text(bytes),
        _ => image::inspect(kind, bytes),
    };
    thread::scope(|scope| {
        let spawned = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        match spawned.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(facts)) => facts,
            // The reader gave up on it.
            Ok(Err(_)) => Facts { kind, broken: Some(Broken::Damaged), ..Facts::default() },
            // No thread was to be had: the content stays unknown.
            Err(_) => Facts { kind, cut: true, ..Facts::default() },
        }
    })
}

/// Looks into a PDF for its text and where on its pages that stands; nothing for any other file.
pub fn inspect_text_places(bytes: &[u8]) -> (Facts, TextPages) {
    let kind = kind_of("", bytes);
    if kind != FileKind::Pdf || bytes.len() as u64 > LARGEST {
        return (simple(kind, bytes), TextPages::default());
    }
    let work = || pdf::inspect_places(Arc::new(bytes.to_vec()));
    thread::scope(|scope| {
        let spawned = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        match spawned.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(told)) => told,
            Ok(Err(_)) => (Facts { kind, broken: Some(Broken::Damaged), ..Facts::default() }, TextPages::default()),
            Err(_) => (Facts { kind, cut: true, ..Facts::default() }, TextPages::default()),
        }
    })
}

fn has_reader(kind: FileKind) -> bool {
    !matches!(kind, FileKind::Ofd | FileKind::Zip | FileKind::Archive | FileKind::Executable | FileKind::Other)
}

fn simple(kind: FileKind, bytes: &[u8]) -> Facts {
    let broken = bytes.is_empty().then_some(Broken::Empty);
    Facts { kind, broken, macros: kind == FileKind::Executable, cut: bytes.len() as u64 > LARGEST, ..Facts::default() }
}

/// A text file's text: UTF-8, else GB18030.
fn text(bytes: &[u8]) -> Facts {
    let end = bytes.len().min(MOST_TEXT * 3);
    let text = match std::str::from_utf8(&bytes[..end]) {
        Ok(text) => text.to_owned(),
        Err(fault) if end - fault.valid_up_to() < 4 => String::from_utf8_lossy(&bytes[..fault.valid_up_to()]).into_owned(),
        Err(_) => encoding_rs::GB18030.decode(&bytes[..end]).0.into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}').to_owned();
    Facts { kind: FileKind::Text, text: Some(text).filter(|t| !t.trim().is_empty()), cut: end < bytes.len(), ..Facts::default() }
}
