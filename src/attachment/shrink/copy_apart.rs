//! Smaller copies made in a process of its own.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{KeepReason, SmallerCopy, copy};
use crate::workers::{Answer, NoAnswer, Task, WorkerQuestion, Workers};

/// The task: the bytes of a file, answered with a smaller copy or why there is none.
pub const SHRINK_TASK: &str = "shrink";

/// Extensions of copies that are of another kind than their originals.
const EXTENSIONS: [&str; 2] = ["jpg", "png"];

#[derive(Serialize, Deserialize)]
struct ShrinkQuestion {
    name: String,
    dpi: u16,
}

/// The extension of the copy, whose bytes are those of the answer.
type ShrinkReading = Result<Option<String>, KeepReason>;

/// Makes a copy as [`copy`] does, by a worker where there is one.
///
/// # Errors
/// Why the file stays as it is.
pub fn copy_apart(
    workers: &Workers,
    name: &str,
    bytes: &Arc<Vec<u8>>,
    dpi: u16,
) -> Result<SmallerCopy, KeepReason> {
    let size = bytes.len() as u64;
    if !workers.exist() || size > super::LARGEST || !super::super::needs_worker(name, bytes) {
        return copy(name, bytes, dpi);
    }
    let about = ShrinkQuestion { name: name.to_owned(), dpi };
    let question = WorkerQuestion { task: SHRINK_TASK, about: &about, bytes, size };
    let answer: Answer<ShrinkReading> = match workers.ask(question) {
        Ok(answer) => answer,
        Err(NoAnswer::Ended(_)) => return Err(KeepReason::Unread),
        Err(NoAnswer::NoWorker | NoAnswer::Garbled) => return copy(name, bytes, dpi),
    };
    let said = answer.value?;
    let extension = EXTENSIONS.into_iter().find(|known| said.as_deref() == Some(*known));
    Ok(SmallerCopy { bytes: answer.bytes, extension })
}

/// A worker's answer to [`SHRINK_TASK`].
pub fn answer_shrink(mut task: Task) -> Option<Answer<Vec<u8>>> {
    let ShrinkQuestion { name, dpi } = task.about()?;
    let bytes = Arc::new(task.take_bytes());
    let (value, bytes): (ShrinkReading, Vec<u8>) = match copy(&name, &bytes, dpi) {
        Ok(small) => (Ok(small.extension.map(str::to_owned)), small.bytes),
        Err(why) => (Err(why), Vec::new()),
    };
    Answer { value, bytes }.in_json()
}
