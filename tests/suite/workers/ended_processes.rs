//! Processes that are ended from outside: a worker costs nothing, and no worker outlives the program.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{GUANGXI, drawn_page, endless_pdf, folder};

/// How long something is waited for that happens in a moment on any machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn verify(inbox: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_pilot"))
        .args(["verify", "收件", "--format", "json", "--notice", GUANGXI])
        .current_dir(inbox)
        .env("PILOT_AS_OF", "2023-10-16T09:00")
        .env("RAYON_NUM_THREADS", "2")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn package(letter: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let example = fs::read("examples/pingguo-nawa-park/attachments/推荐函.pdf").expect("there");
    for (name, bytes) in [("实施方案.pdf", example.as_slice()), ("推荐函.pdf", letter)] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(bytes).expect("written");
    }
    out.finish().expect("an archive").into_inner()
}

/// State and parent of a process; `None` if it is gone.
fn process(id: u32) -> Option<(char, u32)> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, rest) = stat.rsplit_once(") ")?;
    let mut fields = rest.split(' ');
    Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
}

/// The processes that a process has started and that still run.
fn children(parent: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").expect("Linux").filter_map(Result::ok);
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    ids.filter(|id| process(*id).is_some_and(|(state, from)| state != 'Z' && from == parent))
        .collect()
}

fn until<T>(what: &str, mut found: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = found() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn signal(name: &str, id: u32) {
    let sent = Command::new("kill").args([name, &id.to_string()]).status().expect("kill");
    assert!(sent.success(), "kill {name} {id}");
}

#[test]
fn a_worker_that_is_killed_changes_no_report() {
    let files: Vec<(String, Vec<u8>)> =
        (0..6).map(|number| (format!("收件/{number}.zip"), package(&drawn_page(number)))).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let inbox = folder(&files);
    let sound = verify(inbox.path()).wait_with_output().expect("it ends");
    let program = verify(inbox.path());
    let worker = until("no worker", || children(program.id()).first().copied());
    signal("-KILL", worker);
    let disturbed = program.wait_with_output().expect("it ends");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    assert_eq!(text(&sound.stdout), text(&disturbed.stdout));
    assert_eq!(text(&sound.stderr), text(&disturbed.stderr));
    assert_eq!((sound.status.code(), disturbed.status.code()), (Some(0), Some(0)));
    assert!(text(&sound.stdout).contains("收件/5.zip"));
}

#[test]
fn workers_end_with_the_program_in_the_middle_of_a_file() {
    let inbox = folder(&[
        ("收件/1.zip", &package(&endless_pdf())),
        ("收件/2.zip", &package(&endless_pdf())),
    ]);
    for name in ["-KILL", "-INT"] {
        let mut program = verify(inbox.path());
        let id = program.id();
        let workers = until("no two workers", || {
            let workers = children(id);
            if workers.len() == 2 { Some(workers) } else { None }
        });
        // Long enough to be at the file that never ends, far from the limit of time.
        std::thread::sleep(Duration::from_secs(1));
        signal(name, id);
        program.wait().expect("it ends");
        until("a worker lives on", || {
            let is_gone = |worker: &u32| process(*worker).is_none_or(|(state, _)| state == 'Z');
            if workers.iter().all(is_gone) { Some(()) } else { None }
        });
    }
}
