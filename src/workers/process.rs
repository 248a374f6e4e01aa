//! One worker: a process that is started, asked, held to its time, and taken off the system's list
//! when it ends.

use std::io::{self, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::message::{self, Message, MessageParts};
use super::pool::SentQuestion;
use super::serve::{ANSWER, PANICKED, READY, version};
use super::worker_limits::{self, Limits};

/// How a worker ended over a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
pub enum WorkerEnd {
    /// It crashed: its stack ran over, or it was ended from outside twice.
    #[error("the reader crashed")]
    Crashed,
    /// It was not ready in time.
    #[error("the reader took more than {seconds} s")]
    TooSlow {
        /// Seconds that it had.
        seconds: u64,
    },
    /// It wanted more memory than there is for one file.
    #[error("the reader needed more than {megabytes} MB")]
    TooMuchMemory {
        /// Megabytes that it had.
        megabytes: u64,
    },
}

impl WorkerEnd {
    /// What happened, in Chinese, behind “读它的程序”.
    pub fn words(self) -> String {
        match self {
            Self::Crashed => "崩溃了".to_owned(),
            Self::TooSlow { seconds } => format!("{seconds} 秒内没有读完"),
            Self::TooMuchMemory { megabytes } => format!("用的内存超过了 {megabytes} MB"),
        }
    }
}

/// How a question ended without an answer.
pub(super) struct Death {
    pub(super) end: WorkerEnd,
    /// Whether the file alone can be the cause, so that asking again would be in vain.
    pub(super) is_settled: bool,
}

/// How long a worker may take to start.
const START_PATIENCE: Duration = Duration::from_secs(30);
/// Bytes of a worker's last words that are looked at.
const LAST_WORDS: u64 = 4_096;

/// A process that reads files.
#[derive(Debug)]
pub(super) struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    errors: ChildStderr,
    limits: Limits,
    /// Whether it has read nothing yet.
    is_fresh: bool,
}

impl Worker {
    /// Starts one.
    ///
    /// # Errors
    /// The system does not let it start, or what was started is not this version of the program.
    pub(super) fn start(program: &Path, limits: Limits) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.arg(super::WORKER_ARGUMENT).arg(limits.megabytes.to_string());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        apart_from_the_terminal(&mut command);
        let mut child = command.spawn()?;
        let (Some(input), Some(output), Some(errors)) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(io::Error::other("no pipes"));
        };
        let output = BufReader::with_capacity(1 << 16, output);
        let mut worker = Self { child, input: Some(input), output, errors, limits, is_fresh: true };
        let greeting = worker.exchange(None, START_PATIENCE).reply?;
        let said: Option<String> = serde_json::from_slice(&greeting.about).ok();
        if greeting.word != READY || said != Some(version()) {
            return Err(io::Error::other("the file of the program is another version now"));
        }
        Ok(worker)
    }

    /// Asks one question and waits for the answer.
    pub(super) fn ask(&mut self, request: &SentQuestion<'_>) -> Result<Message, Death> {
        let parts = MessageParts {
            word: request.task,
            seconds: request.seconds,
            about: request.about,
            bytes: request.bytes,
        };
        let exchange = self.exchange(Some(parts), worker_limits::patience(request.seconds));
        let was_fresh = std::mem::replace(&mut self.is_fresh, false);
        match exchange.reply {
            Ok(message) if message.word == ANSWER => return Ok(message),
            Ok(message) if message.word == PANICKED => {
                return Err(Death { end: WorkerEnd::Crashed, is_settled: true });
            }
            // Nothing more can be expected of a worker that says something else.
            Ok(_) | Err(_) => {}
        }
        if exchange.is_late {
            let seconds = worker_limits::patience(request.seconds).as_secs();
            // The machine may have been asleep.
            return Err(Death { end: WorkerEnd::TooSlow { seconds }, is_settled: false });
        }
        Err(self.death(request.seconds, was_fresh))
    }

    /// Sends a message, if there is one to send, and waits for one; ends the process if that takes
    /// too long.
    fn exchange(&mut self, parts: Option<MessageParts<'_>>, patience: Duration) -> Exchange {
        let Self { child, input, output, .. } = self;
        let (finished, waiting) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let guard = thread::Builder::new().name("worker guard".to_owned());
            let guarded = guard.spawn_scoped(scope, move || {
                let is_late = waiting.recv_timeout(patience) == Err(RecvTimeoutError::Timeout);
                if is_late {
                    // It may have ended just now.
                    let _ = child.kill();
                }
                is_late
            });
            let guarded = match guarded {
                Ok(guarded) => guarded,
                Err(fault) => return Exchange { reply: Err(fault), is_late: false },
            };
            let reply = talk(input.as_mut(), output, parts);
            drop(finished);
            let is_late = guarded.join().unwrap_or(false) && reply.is_err();
            Exchange { reply, is_late }
        })
    }

    /// Why the process died, by the seconds that it had.
    fn death(&mut self, seconds: u64, was_fresh: bool) -> Death {
        self.input = None;
        // For one that still lives and has lost its way; the others have their status already.
        let _ = self.child.kill();
        let status = self.child.wait();
        let mut last_words = Vec::new();
        let _ = self.errors.by_ref().take(LAST_WORDS).read_to_end(&mut last_words);
        let last_words = String::from_utf8_lossy(&last_words);
        if status.is_ok_and(ran_out_of_time) {
            return Death { end: WorkerEnd::TooSlow { seconds }, is_settled: true };
        }
        // The words of the standard library, with which it ends the process.
        if last_words.contains("memory allocation of") {
            let end = WorkerEnd::TooMuchMemory { megabytes: self.limits.megabytes };
            // What former files left behind may have taken the rest.
            return Death { end, is_settled: was_fresh };
        }
        let is_settled = last_words.contains("overflowed its stack");
        Death { end: WorkerEnd::Crashed, is_settled }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.input = None;
        // It holds nothing that it would have to save; waiting takes it off the system's list.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What came of asking.
struct Exchange {
    reply: io::Result<Message>,
    /// Whether the process was ended for being too slow.
    is_late: bool,
}

fn talk(
    input: Option<&mut ChildStdin>,
    output: &mut BufReader<ChildStdout>,
    parts: Option<MessageParts<'_>>,
) -> io::Result<Message> {
    if let (Some(parts), Some(input)) = (parts, input) {
        message::write(input, parts)?;
    }
    message::read(output)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// Ctrl-C goes to the program, which ends its workers; else a file would seem to have killed one.
#[cfg(unix)]
fn apart_from_the_terminal(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.arg0("pilot").process_group(0);
}

/// The same, and no window.
#[cfg(windows)]
fn apart_from_the_terminal(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NEW_PROCESS_GROUP: u32 = 0x0000_0200;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NEW_PROCESS_GROUP | CREATE_NO_WINDOW);
}

#[cfg(not(any(unix, windows)))]
fn apart_from_the_terminal(_: &mut Command) {}

/// Whether the system ended the process for its CPU time.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn ran_out_of_time(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(rustix::process::Signal::XCPU.as_raw())
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn ran_out_of_time(_: ExitStatus) -> bool {
    false
}
