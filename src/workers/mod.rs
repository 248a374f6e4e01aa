//! Files of other people are read in processes of their own.
//!
//! Catching a panic does not help where a reader overflows its stack, never ends or asks for all
//! the memory of the machine. So the program starts itself again, as a worker that is asked to read
//! one file at a time and answers with what it read. Each file has limits of time and memory; a
//! worker that dies takes one file with it, and the next file gets another worker.
//!
//! This part knows nothing of what is read: a task has a name, what is said about it is JSON, and
//! the parts that own a task define its question and its answer. A default [`Workers`] has no
//! process; then callers do the same work where they are, as tests and other hosts want it.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub mod message;
mod pool;
mod process;
mod serve;
mod worker_limits;

use message::Message;
use pool::{SentQuestion, WorkerPool};
pub use process::WorkerEnd;
pub use serve::{end_without_memory, serve};
pub use worker_limits::Limits;

/// The argument that makes the program a worker, before the megabytes that it may use. It is no
/// command for people.
pub const WORKER_ARGUMENT: &str = "--read-files-for-pilot";

/// The processes that read files; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Workers {
    pool: Option<Arc<WorkerPool>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// There are no workers, or none could be started: the caller reads by itself.
    #[error("there is no worker")]
    NoWorker,
    /// The worker ended over this file, which must not be read in this process then.
    #[error("the worker ended")]
    Ended(#[from] WorkerEnd),
    /// The worker read the file, but what it read cannot be taken over, because it nests too deeply
    /// for JSON: the caller reads by itself, which is known to end well.
    #[error("the answer cannot be taken over")]
    Garbled,
}

/// What a worker said: a value, and bytes that would be long in JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer<T> {
    /// The value.
    pub value: T,
    /// Bytes that belong to it.
    pub bytes: Vec<u8>,
}

impl<T> Answer<T> {
    /// A value without bytes.
    pub fn of(value: T) -> Self {
        Self { value, bytes: Vec::new() }
    }
}

impl<T: Serialize> Answer<T> {
    /// The answer as it is sent; `None` for a value that JSON cannot say, which no task has.
    pub fn in_json(self) -> Option<Answer<Vec<u8>>> {
        let value = serde_json::to_vec(&self.value).ok()?;
        Some(Answer { value, bytes: self.bytes })
    }
}

/// What is to be read.
#[derive(Clone, Copy, Debug)]
pub struct WorkerQuestion<'a, Q> {
    /// The name of the task.
    pub task: &'a str,
    /// What the task needs to know.
    pub about: &'a Q,
    /// The bytes to read, or none if the task opens a file by itself.
    pub bytes: &'a [u8],
    /// Bytes of the file, by which time is measured out.
    pub size: u64,
}

impl Workers {
    /// Workers that are started when the first file comes, from the file of the program itself, at
    /// most this number at a time, else as many as threads ask.
    pub fn new(program: PathBuf, most: Option<NonZeroUsize>, limits: Limits) -> Self {
        Self { pool: Some(Arc::new(WorkerPool::new(program, most, limits))) }
    }

    /// Whether files are read in other processes.
    pub fn exist(&self) -> bool {
        self.pool.is_some()
    }

    /// Asks a worker; waits for one that is free. The answer does not depend on how many there are.
    ///
    /// # Errors
    /// There is no worker, or it ended over this file, twice if that may have had another cause.
    pub fn ask<Q: Serialize, A: DeserializeOwned>(
        &self,
        question: WorkerQuestion<'_, Q>,
    ) -> Result<Answer<A>, NoAnswer> {
        let Some(pool) = &self.pool else { return Err(NoAnswer::NoWorker) };
        let Ok(about) = serde_json::to_vec(question.about) else { return Err(NoAnswer::NoWorker) };
        let request = SentQuestion {
            task: question.task,
            about: &about,
            bytes: question.bytes,
            seconds: pool.limits.seconds_for(question.size),
        };
        let reply = pool.ask(&request)?;
        match serde_json::from_slice(&reply.about) {
            Ok(value) => Ok(Answer { value, bytes: reply.bytes }),
            Err(_) => Err(NoAnswer::Garbled),
        }
    }

    /// Why no worker could be started, in the words of the system, if that was tried in vain: files
    /// were read in this process then.
    pub fn refusal(&self) -> Option<String> {
        self.pool.as_ref()?.refusal()
    }
}

/// A task as a worker sees it.
#[derive(Clone, Debug)]
pub struct Task {
    message: Message,
}

impl Task {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.message.word
    }

    /// What it needs to know; `None` if that is something else, which no pilot of this version asks.
    pub fn about<Q: DeserializeOwned>(&self) -> Option<Q> {
        serde_json::from_slice(&self.message.about).ok()
    }

    /// The bytes to read.
    pub fn bytes(&self) -> &[u8] {
        &self.message.bytes
    }

    /// The same, no longer kept.
    pub fn take_bytes(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.message.bytes)
    }
}
