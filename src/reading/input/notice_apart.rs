//! Reading a notice in a process of its own.

use serde::{Deserialize, Serialize};

use super::input_fault::{InputFault, NoticeInputError};
use super::{LARGEST, is_markdown, read_notice};
use crate::attachment::{FileKind, kind_by_beginning};
use crate::reading::document::NoticeDocument;
use crate::workers::{Answer, NoAnswer, Task, WorkerQuestion, Workers};

/// The task: the bytes of a notice, answered with its lines.
pub const NOTICE_TASK: &str = "notice";

#[derive(Serialize, Deserialize)]
struct NoticeQuestion {
    name: String,
    file: usize,
}

type NoticeReading = Result<NoticeDocument, NoticeInputError>;

/// Reads a file as [`read_notice`] does; web pages, Word and PDF by a worker where there is one.
///
/// # Errors
/// See [`read_notice`].
pub fn read_notice_apart(
    workers: &Workers,
    name: &str,
    bytes: &[u8],
    file: usize,
) -> Result<NoticeDocument, NoticeInputError> {
    if !workers.exist() || bytes.len() > LARGEST || is_plain(name, bytes) {
        return read_notice(name, bytes, file);
    }
    let about = NoticeQuestion { name: name.to_owned(), file };
    let size = bytes.len() as u64;
    let answer: Answer<NoticeReading> =
        match workers.ask(WorkerQuestion { task: NOTICE_TASK, about: &about, bytes, size }) {
            Ok(answer) => answer,
            Err(NoAnswer::Ended(end)) => return Err(InputFault::Unread(end).of(name)),
            Err(NoAnswer::NoWorker | NoAnswer::Garbled) => return read_notice(name, bytes, file),
        };
    answer.value
}

/// A worker's answer to [`NOTICE_TASK`].
pub fn answer_notice(task: &Task) -> Option<Answer<Vec<u8>>> {
    let NoticeQuestion { name, file } = task.about()?;
    let read: NoticeReading = read_notice(&name, task.bytes(), file);
    Answer::of(read).in_json()
}

/// Text under the name of a text. A page of the web under such a name is read by the same reader,
/// which is bounded in depth and number of elements.
fn is_plain(name: &str, bytes: &[u8]) -> bool {
    let is_text_name = is_markdown(name) || name.to_ascii_lowercase().ends_with(".txt");
    is_text_name && kind_by_beginning(name, bytes) == FileKind::Text
}
