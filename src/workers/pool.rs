//! The workers of a run: started when they are needed, lent to one question at a time, replaced when
//! they die.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::message::Message;
use super::process::{Worker, WorkerEnd};
use super::{Limits, NoAnswer};

/// How often a file is tried at most.
const ATTEMPTS: usize = 2;

/// A question as it is sent.
pub(super) struct SentQuestion<'a> {
    pub(super) task: &'a str,
    pub(super) about: &'a [u8],
    pub(super) bytes: &'a [u8],
    /// CPU seconds for it.
    pub(super) seconds: u64,
}

/// The workers of a run.
#[derive(Debug)]
pub(super) struct WorkerPool {
    program: PathBuf,
    /// Workers at a time; `None` for as many as threads ask.
    most: Option<NonZeroUsize>,
    pub(super) limits: Limits,
    state: Mutex<PoolState>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct PoolState {
    idle: Vec<Worker>,
    /// Workers that are lent or being started.
    lent: usize,
    /// Why none could be started.
    refusal: Option<String>,
}

/// A worker that is lent; its place is free again when this is dropped.
struct Lent<'p> {
    pool: &'p WorkerPool,
    worker: Option<Worker>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.lock();
        state.lent -= 1;
        state.idle.extend(self.worker.take());
        drop(state);
        // Whoever waits may have to learn that no worker is left.
        self.pool.freed.notify_all();
    }
}

impl WorkerPool {
    pub(super) fn new(program: PathBuf, most: Option<NonZeroUsize>, limits: Limits) -> Self {
        Self { program, most, limits, state: Mutex::default(), freed: Condvar::new() }
    }

    pub(super) fn refusal(&self) -> Option<String> {
        self.lock().refusal.clone()
    }

    /// Asks a worker; a second, fresh one if the first may have died of something else.
    pub(super) fn ask(&self, request: &SentQuestion<'_>) -> Result<Message, NoAnswer> {
        let mut end: Option<WorkerEnd> = None;
        for _ in 0..ATTEMPTS {
            let Some(mut lent) = self.lend(end.is_some()) else { break };
            let Some(worker) = lent.worker.as_mut() else { break };
            match worker.ask(request) {
                Ok(message) => return Ok(message),
                Err(death) => {
                    lent.worker = None;
                    end = Some(death.end);
                    if death.is_settled {
                        break;
                    }
                }
            }
        }
        match end {
            Some(end) => Err(NoAnswer::Ended(end)),
            None => Err(NoAnswer::NoWorker),
        }
    }

    /// Waits for a free place; `None` if no worker can be started and none is there.
    fn lend(&self, must_be_fresh: bool) -> Option<Lent<'_>> {
        // Asked for here, because the answer starts the threads.
        let most = match self.most {
            Some(most) => most.get(),
            None => rayon::current_num_threads(),
        };
        let mut state = self.lock();
        loop {
            if let Some(worker) = state.idle.pop() {
                state.lent += 1;
                drop(state);
                if !must_be_fresh {
                    return Some(Lent { pool: self, worker: Some(worker) });
                }
                drop(worker);
                return self.start();
            }
            if state.refusal.is_some() && state.lent == 0 {
                return None;
            }
            if state.lent < most && state.refusal.is_none() {
                state.lent += 1;
                drop(state);
                return self.start();
            }
            state = self.freed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Starts a worker in a place that was taken for it.
    fn start(&self) -> Option<Lent<'_>> {
        let mut lent = Lent { pool: self, worker: None };
        // One that is ended from outside while it starts says nothing about the next.
        let start = || Worker::start(&self.program, self.limits);
        match start().or_else(|_| start()) {
            Ok(worker) => {
                lent.worker = Some(worker);
                Some(lent)
            }
            Err(fault) => {
                self.lock().refusal = Some(fault.to_string());
                None
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, PoolState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
