//! The program as a worker that reads files for another process of the program. It is started by
//! [`crate::workers`] alone, so it stands in no help.

use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use crate::attachment::{self, shrink};
use crate::bundle::mail;
use crate::plan::docx;
use crate::project::files;
use crate::reading::input;
use crate::text::han;
use crate::workers::{self, Answer, Task, WORKER_ARGUMENT};

/// The exit status of a worker that was asked something it does not understand.
const NOT_UNDERSTOOD: u8 = 2;

/// Whether the program was started as a worker.
pub(super) fn is_asked_for() -> bool {
    std::env::args_os().nth(1).is_some_and(|argument| argument == WORKER_ARGUMENT)
}

/// Reads files until the process that asks is gone.
pub(super) fn run() -> ExitCode {
    if io::stdin().is_terminal() {
        let words = "这是 pilot 自己用来读文件的参数，不单独使用；用法见 pilot --help\n";
        let _ = io::stderr().write_all(words.as_bytes());
        return ExitCode::from(NOT_UNDERSTOOD);
    }
    // A reader that gives up with a panic is an answer like others.
    std::panic::set_hook(Box::new(|_| {}));
    let limit = std::env::args_os().nth(2);
    let limit = limit.as_ref().and_then(|limit| limit.to_str());
    let megabytes = limit.and_then(|limit| limit.parse().ok());
    let Some(megabytes) = megabytes else { return ExitCode::from(NOT_UNDERSTOOD) };
    match workers::serve(io::stdin(), io::stdout(), megabytes, answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(NOT_UNDERSTOOD),
    }
}

/// What each task is answered by; `None` if there is no such task.
fn answer(task: Task) -> Option<Answer<Vec<u8>>> {
    match task.name() {
        attachment::FACTS_TASK => attachment::answer_facts(task),
        files::FILE_TASK => files::answer_file(&task),
        shrink::SHRINK_TASK => shrink::answer_shrink(task),
        docx::WORD_TASK => docx::answer_word(&task),
        input::NOTICE_TASK => input::answer_notice(&task),
        mail::MAIL_TASK => mail::answer_mail(&task),
        _ => None,
    }
}

/// What is said where files had to be read without workers.
pub(super) fn without_words(refusal: &str) -> String {
    format!(
        "读文件的子进程启动不了（{}），文件改由主进程读：结果相同，但遇到会让程序崩溃或读不完的文件，整次运行会跟着中断",
        han::printable(refusal)
    )
}
