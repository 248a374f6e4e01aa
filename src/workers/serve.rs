//! The side of the worker: reads questions, answers them one by one, and ends with its parent.

use std::io::{self, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread;

use super::message::{self, Message, MessageParts};
use super::{Answer, Task, worker_limits};

/// The first word of a worker: with its version, because its file may have been replaced since.
pub(super) const READY: &str = "ready";
/// The word of an answer.
pub(super) const ANSWER: &str = "answer";
/// The word for a reader that gave up with a panic.
pub(super) const PANICKED: &str = "panicked";
/// The word for a task that nobody knows.
const UNKNOWN: &str = "unknown";

/// The version of the program and of what is said between the two.
pub(super) fn version() -> String {
    format!("{} 1", env!("CARGO_PKG_VERSION"))
}

/// The stack of the thread that reads, bytes: reserved, and used only by files that nest deeply.
const STACK_SIZE: usize = 64 << 20;

/// Answers questions until there are no more, within so much memory. When the parent is gone this
/// returns at once, in the middle of a file, too: the caller ends the process, and with it the
/// threads that are left.
///
/// # Errors
/// What came is no question, or no thread could be started.
pub fn serve(
    input: impl Read + Send + 'static,
    output: impl Write + Send + 'static,
    megabytes: u64,
    answer: fn(Task) -> Option<Answer<Vec<u8>>>,
) -> io::Result<()> {
    worker_limits::confine(megabytes);
    let mut output = output;
    let greeting = serde_json::to_vec(&version())?;
    message::write(
        &mut output,
        MessageParts { word: READY, seconds: 0, about: &greeting, bytes: &[] },
    )?;
    let (questions, asked) = mpsc::channel::<Message>();
    let (end_of_input, ended) = mpsc::channel::<io::Result<()>>();
    let end_of_output = end_of_input.clone();
    // It sees the end of the input even while a file is read.
    let listener = thread::Builder::new().name("listener".to_owned());
    listener.spawn(move || end_of_input.send(listen(input, &questions)))?;
    let reader = thread::Builder::new().name("reader".to_owned()).stack_size(STACK_SIZE);
    reader.spawn(move || {
        end_of_output.send(answer_all(&asked, output, worker_limits::allow, answer))
    })?;
    ended.recv().unwrap_or(Ok(()))
}

/// Takes questions until there are no more.
fn listen(input: impl Read, questions: &mpsc::Sender<Message>) -> io::Result<()> {
    let mut input = BufReader::new(input);
    while let Some(question) = message::read(&mut input).inspect_err(end_without_memory)? {
        if questions.send(question).is_err() {
            break;
        }
    }
    Ok(())
}

/// Ends a worker that got no memory, with the words by which its parent knows what happened. For
/// reading into memory the standard library reports that as an error like others.
pub fn end_without_memory(fault: &io::Error) {
    if fault.kind() == io::ErrorKind::OutOfMemory {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<Message>());
    }
}

/// Answers one question after the other; `allow` receives the CPU seconds for each.
fn answer_all(
    asked: &mpsc::Receiver<Message>,
    mut output: impl Write,
    allow: fn(u64),
    answer: fn(Task) -> Option<Answer<Vec<u8>>>,
) -> io::Result<()> {
    while let Ok(message) = asked.recv() {
        allow(message.seconds);
        let task = Task { message };
        let (word, said) = match catch_unwind(AssertUnwindSafe(|| answer(task))) {
            Ok(Some(said)) => (ANSWER, said),
            Ok(None) => (UNKNOWN, Answer::default()),
            Err(_) => (PANICKED, Answer::default()),
        };
        let parts = MessageParts { word, seconds: 0, about: &said.value, bytes: &said.bytes };
        message::write(&mut output, parts)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// An output that can be looked at.
    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("nobody panics").extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// An output that is gone.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn count(task: Task) -> Option<Answer<Vec<u8>>> {
        match task.name() {
            "count" => Answer::of(task.bytes().len()).in_json(),
            "panic" => panic!("on purpose"),
            _ => None,
        }
    }

    /// Answers without the limits of a process, which would hold for all tests.
    fn answers(questions: &[(&str, &[u8])]) -> Vec<Message> {
        let (sender, asked) = mpsc::channel();
        for (word, bytes) in questions {
            let message = Message {
                word: (*word).to_owned(),
                about: b"null".to_vec(),
                bytes: bytes.to_vec(),
                ..Message::default()
            };
            sender.send(message).expect("somebody listens");
        }
        drop(sender);
        let output = Shared::default();
        answer_all(&asked, output.clone(), |_| (), count).expect("all is answered");
        let out = output.0.lock().expect("nobody panics").clone();
        let mut out = out.as_slice();
        std::iter::from_fn(|| message::read(&mut out).expect("messages")).collect()
    }

    #[test]
    fn each_question_has_its_answer_whatever_the_reader_does() {
        let said = answers(&[("count", b"abc"), ("panic", b""), ("what?", b""), ("count", b"")]);
        let words: Vec<&str> = said.iter().map(|message| message.word.as_str()).collect();
        assert_eq!(words, [ANSWER, PANICKED, UNKNOWN, ANSWER]);
        assert_eq!((said[0].about.as_slice(), said[3].about.as_slice()), (&b"3"[..], &b"0"[..]));
    }

    #[test]
    fn a_worker_ends_when_nobody_listens_any_more() {
        let (sender, asked) = mpsc::channel();
        sender.send(Message { word: "count".to_owned(), ..Message::default() }).expect("sent");
        // The sender is still there: only the failure ends it.
        assert!(answer_all(&asked, Gone, |_| (), count).is_err());
    }

    #[test]
    fn what_is_no_question_ends_the_listener() {
        let (sender, asked) = mpsc::channel();
        assert!(listen(&b"GET / HTTP/1.1\r\n"[..], &sender).is_err());
        assert!(listen(&b""[..], &sender).is_ok());
        assert!(asked.try_recv().is_err());
    }
}
