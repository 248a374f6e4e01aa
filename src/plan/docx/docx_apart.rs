//! Reading a Word document in a process of its own.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DocxError, DocxPlan, read};
use crate::text::source::{LinePlace, Lines};
use crate::text::{SourceText, Sources};
use crate::workers::{Answer, NoAnswer, Task, WorkerQuestion, Workers};

/// The task: the bytes of a Word document, answered with the plan in it.
pub const WORD_TASK: &str = "word-document";

#[derive(Serialize, Deserialize)]
struct WordQuestion {
    name: String,
    /// How many sources there are already: places in the plan name its own by number.
    sources: usize,
}

/// A document with its text; the bytes of its pictures are those of the answer, one after the other.
#[derive(Serialize, Deserialize)]
struct WordReading {
    plan: DocxPlan,
    text: String,
    skipped: usize,
    named_lines: BTreeMap<usize, LinePlace>,
    picture_sizes: Vec<usize>,
}

/// Reads a document as [`read`] does, by a worker where there is one.
///
/// # Errors
/// See [`DocxError`].
pub fn read_apart(
    workers: &Workers,
    bytes: &[u8],
    name: &str,
    sources: &mut Sources,
) -> Result<DocxPlan, DocxError> {
    if !workers.exist() {
        return read(bytes, name, sources);
    }
    let about = WordQuestion { name: name.to_owned(), sources: sources.iter().count() };
    let size = bytes.len() as u64;
    let answer: Answer<Result<WordReading, DocxError>> =
        match workers.ask(WorkerQuestion { task: WORD_TASK, about: &about, bytes, size }) {
            Ok(answer) => answer,
            Err(NoAnswer::Ended(end)) => return Err(DocxError::Unread(end)),
            Err(NoAnswer::NoWorker | NoAnswer::Garbled) => return read(bytes, name, sources),
        };
    let WordReading { mut plan, text, skipped, named_lines, picture_sizes } = answer.value?;
    let mut rest = answer.bytes.as_slice();
    for (picture, size) in plan.pictures.iter_mut().zip(picture_sizes) {
        let (own, others) = rest.split_at_checked(size).ok_or(DocxError::Damaged)?;
        picture.bytes = own.to_vec();
        rest = others;
    }
    let mut text = SourceText::new(name, text);
    text.lines = Lines::Paragraphs;
    text.skipped = skipped;
    text.named_lines = named_lines;
    plan.source = sources.add(text);
    Ok(plan)
}

/// A worker's answer to [`WORD_TASK`].
pub fn answer_word(task: &Task) -> Option<Answer<Vec<u8>>> {
    let WordQuestion { name, sources: others } = task.about()?;
    let mut sources = Sources::default();
    for _ in 0..others {
        sources.add(SourceText::default());
    }
    let mut plan = match read(task.bytes(), &name, &mut sources) {
        Ok(plan) => plan,
        Err(fault) => return Answer::of(Err::<WordReading, DocxError>(fault)).in_json(),
    };
    let mut bytes = Vec::new();
    let mut picture_sizes = Vec::new();
    for picture in &mut plan.pictures {
        picture_sizes.push(picture.bytes.len());
        bytes.append(&mut picture.bytes);
    }
    let source = sources.get(plan.source);
    let (text, skipped) = (source.text.clone(), source.skipped);
    let named_lines = source.named_lines.clone();
    let reading = WordReading { plan, text, skipped, named_lines, picture_sizes };
    Answer { value: Ok::<WordReading, DocxError>(reading), bytes }.in_json()
}
