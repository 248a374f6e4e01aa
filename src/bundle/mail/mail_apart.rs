//! Reading a message in a process of its own.

use serde::{Deserialize, Serialize};

use super::mail_error::MailReadError;
use super::parse::{MailContent, read};
use crate::text::Moment;
use crate::workers::{Answer, NoAnswer, Task, WorkerQuestion, Workers};

/// The task: the bytes of a message, answered with what it holds.
pub const MAIL_TASK: &str = "message";

/// A message; the bytes of its attachments are those of the answer, one after the other.
#[derive(Serialize, Deserialize)]
struct MailReading {
    content: MailContent,
    /// Seconds since 1970.
    sent: Option<i64>,
    /// Names and numbers of bytes.
    attachments: Vec<(String, usize)>,
}

/// Reads a message as [`read`] does, by a worker where there is one.
///
/// # Errors
/// See [`MailReadError`].
pub fn read_apart(workers: &Workers, bytes: &[u8]) -> Result<MailContent, MailReadError> {
    if !workers.exist() {
        return read(bytes);
    }
    let question = WorkerQuestion { task: MAIL_TASK, about: &(), bytes, size: bytes.len() as u64 };
    let answer: Answer<Result<MailReading, MailReadError>> = match workers.ask(question) {
        Ok(answer) => answer,
        Err(NoAnswer::Ended(end)) => return Err(MailReadError::Unread(end)),
        Err(NoAnswer::NoWorker | NoAnswer::Garbled) => return read(bytes),
    };
    let MailReading { mut content, sent, attachments } = answer.value?;
    content.date = sent.map(Moment::from_unix);
    let mut rest = answer.bytes.as_slice();
    for (name, size) in attachments {
        let (own, others) = rest.split_at_checked(size).ok_or(MailReadError::Damaged)?;
        content.attachments.push((name, own.to_vec()));
        rest = others;
    }
    Ok(content)
}

/// A worker's answer to [`MAIL_TASK`].
pub fn answer_mail(task: &Task) -> Option<Answer<Vec<u8>>> {
    let mut content = match read(task.bytes()) {
        Ok(content) => content,
        Err(what) => return Answer::of(Err::<MailReading, MailReadError>(what)).in_json(),
    };
    let mut bytes = Vec::new();
    let mut attachments = Vec::new();
    for (name, mut own) in std::mem::take(&mut content.attachments) {
        attachments.push((name, own.len()));
        bytes.append(&mut own);
    }
    let sent = content.date.map(Moment::unix);
    let reading = MailReading { content, sent, attachments };
    Answer { value: Ok::<MailReading, MailReadError>(reading), bytes }.in_json()
}
