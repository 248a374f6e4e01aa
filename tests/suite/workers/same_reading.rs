//! What a worker read is what would have been read here, to the last character.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pilot::attachment::shrink::{copy, copy_apart};
use pilot::attachment::{Broken, inspect, inspect_apart};
use pilot::bundle::mail::{parse, read_apart as read_mail_apart};
use pilot::plan::docx;
use pilot::reading::input::{read_notice, read_notice_apart};
use pilot::text::Sources;
use pilot::workers::{Limits, NoAnswer, WorkerQuestion, Workers};

use super::workers;

/// All files below a folder.
fn files_below(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.expect("readable");
        if entry.file_type().is_file() {
            out.push((entry.path().to_owned(), fs::read(entry.path()).expect("readable")));
        }
    }
    assert!(out.len() > 3, "{folder}");
    out
}

fn name_of(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn a_worker_finds_the_same_facts() {
    let workers = workers(2, Limits::default());
    let mut read = 0;
    let folders = ["tests/corpus", "tests/word", "tests/reading/input"];
    let example = "examples/pingguo-nawa-park/attachments";
    for (path, bytes) in folders.into_iter().chain([example]).flat_map(files_below) {
        let name = name_of(&path);
        let here = inspect(&name, &bytes);
        let there = inspect_apart(&workers, &name, Cow::Borrowed(&bytes));
        assert_eq!(format!("{here:?}"), format!("{there:?}"), "{}", path.display());
        read += usize::from(there.text.is_some() || !there.pages.is_empty());
    }
    assert!(read > 20, "{read}");
    assert_eq!(workers.refusal(), None);
}

#[test]
fn a_worker_reads_the_same_word_documents() {
    let workers = workers(2, Limits::default());
    let mut read = 0;
    for (path, bytes) in ["tests/word", "tests/corpus"].into_iter().flat_map(files_below) {
        if path.extension().is_none_or(|ending| ending != "docx") {
            continue;
        }
        // Places name their source by number, which others have taken before.
        let (mut here, mut there) = (Sources::default(), Sources::default());
        for sources in [&mut here, &mut there] {
            sources.add(pilot::text::SourceText::new("notice.txt", "通知"));
        }
        let own = docx::read(&bytes, "方案.docx", &mut here);
        let apart = docx::read_apart(&workers, &bytes, "方案.docx", &mut there);
        assert_eq!(format!("{own:?}"), format!("{apart:?}"), "{}", path.display());
        assert_eq!(format!("{here:?}"), format!("{there:?}"), "{}", path.display());
        read += usize::from(apart.is_ok());
    }
    assert!(read > 10, "{read}");
    assert_eq!(workers.refusal(), None);
}

#[test]
fn a_worker_reads_the_same_notices_and_messages_and_makes_the_same_copies() {
    let workers = workers(2, Limits::default());
    let (mut notices, mut messages, mut copies) = (0, 0, 0);
    for (path, bytes) in ["tests/reading/input", "tests/corpus"].into_iter().flat_map(files_below) {
        let name = name_of(&path);
        let here = read_notice(&name, &bytes, 1);
        let there = read_notice_apart(&workers, &name, &bytes, 1);
        assert_eq!(here, there, "{name}");
        notices += usize::from(there.is_ok());
        if name.ends_with(".eml") || name.ends_with(".mht") {
            let here = parse::read(&bytes);
            assert_eq!(here, read_mail_apart(&workers, &bytes), "{name}");
            messages += usize::from(here.is_ok_and(|mail| !mail.attachments.is_empty()));
        }
        if name.starts_with("shrink-") {
            let bytes = Arc::new(bytes);
            let here = copy(&name, &bytes, 72);
            assert_eq!(here, copy_apart(&workers, &name, &bytes, 72), "{name}");
            copies += usize::from(here.is_ok());
        }
    }
    assert!(notices > 5 && messages > 0 && copies > 0, "{notices} {messages} {copies}");
    assert_eq!(workers.refusal(), None);
}

#[test]
fn a_worker_that_cannot_be_started_is_done_without_and_named() {
    for program in ["/nowhere/pilot", "/bin/true", "/bin/cat"] {
        let workers = Workers::new(PathBuf::from(program), None, Limits::default());
        assert_eq!(workers.refusal(), None, "nobody has asked yet");
        let facts = inspect_apart(&workers, "a.pdf", Cow::Borrowed(b"%PDF-1.4 cut"));
        assert_eq!(facts.broken, Some(Broken::Damaged), "{program}");
        assert!(workers.refusal().is_some(), "{program}");
    }
}

#[test]
fn a_task_that_nobody_knows_ends_as_a_crash_and_not_as_a_reading() {
    let workers = workers(1, Limits::default());
    let question = WorkerQuestion { task: "no such task", about: &(), bytes: &[], size: 0 };
    let answer = workers.ask::<(), ()>(question);
    assert!(matches!(answer, Err(NoAnswer::Ended(_))), "{answer:?}");
}
