//! Looking into a file in a process of its own.

use std::borrow::Cow;
use std::sync::Arc;

use crate::workers::{Answer, NoAnswer, Task, WorkerEnd, WorkerQuestion, Workers};

use super::file_facts::{Broken, FileFacts, FileKind};
use super::kind::kind_by_beginning;
use super::{inspect, inspect_shared};

/// The task: the name of a file and its bytes, answered with its facts.
pub const FACTS_TASK: &str = "file-facts";

/// Looks into a file with all its depth. What other people's programs wrote is read by a worker;
/// text and what has no reader is looked at here, with or without workers.
pub fn inspect_apart(workers: &Workers, name: &str, bytes: Cow<'_, [u8]>) -> FileFacts {
    let here = |bytes: Cow<'_, [u8]>| match bytes {
        Cow::Borrowed(bytes) => inspect(name, bytes),
        Cow::Owned(bytes) => inspect_shared(name, &Arc::new(bytes)),
    };
    if !workers.exist() || bytes.len() as u64 > super::LARGEST || !needs_worker(name, &bytes) {
        return here(bytes);
    }
    let size = bytes.len() as u64;
    let question = WorkerQuestion { task: FACTS_TASK, about: &name, bytes: &bytes, size };
    match workers.ask(question) {
        Ok(Answer { value, .. }) => value,
        Err(NoAnswer::Ended(end)) => unread(name, &bytes, end),
        Err(NoAnswer::NoWorker | NoAnswer::Garbled) => here(bytes),
    }
}

/// A worker's answer to [`FACTS_TASK`].
pub fn answer_facts(mut task: Task) -> Option<Answer<Vec<u8>>> {
    let name: String = task.about()?;
    let bytes = Arc::new(task.take_bytes());
    Answer::of(inspect_shared(&name, &bytes)).in_json()
}

/// Whether a file is one that a worker reads, by its first bytes: text is not, nor is what no reader
/// looks into.
pub fn needs_worker(name: &str, head: &[u8]) -> bool {
    matches!(
        kind_by_beginning(name, head),
        FileKind::Pdf
            | FileKind::Docx
            | FileKind::Xlsx
            | FileKind::Pptx
            | FileKind::Ofd
            | FileKind::Ole
            | FileKind::Jpeg
            | FileKind::Png
            | FileKind::Picture
            | FileKind::Zip
    )
}

/// The facts of a file over which a worker ended: nothing reads it here.
pub fn unread(name: &str, head: &[u8], end: WorkerEnd) -> FileFacts {
    let kind = kind_by_beginning(name, head);
    FileFacts { kind, broken: Some(Broken::Unread(end)), ..FileFacts::default() }
}

#[cfg(test)]
mod tests {
    use super::super::kind_of;
    use super::*;

    #[test]
    fn text_and_programs_stay_here() {
        for (name, bytes, expected) in [
            ("a.md", "# 方案".as_bytes(), false),
            ("a.exe", b"MZ", false),
            ("a.rar", b"Rar!\x1a\x07\0", false),
            ("a.txt", b"%PDF-1.7", true),
            ("a.docx", b"PK\x03\x04[Content_Types].xml word/", true),
            ("a.zip", b"PK\x03\x04", true),
            ("a.jpg", b"\xff\xd8\xff", true),
        ] {
            assert_eq!(needs_worker(name, bytes), expected, "{name}");
            // Whoever guards a reader must know of all files that it reads.
            let has_reader = super::super::has_reader(kind_of(name, bytes));
            let is_text = kind_of(name, bytes) == FileKind::Text;
            assert!(expected || is_text || !has_reader, "{name}");
        }
    }
}
