//! Files that end their reader: each becomes a finding, and nothing else changes.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;

use pilot::cli::Exit;
use pilot::workers::{Limits, Workers};
use serde_json::Value;

use super::workers;
use crate::support::{
    drawn_page, endless_pdf, example, folder, overflowing_pdf, pilot_by_workers, pilot_in,
};

/// Little time, so that the test does not take long; it is CPU time, so no other file runs out of it.
const HASTY: Limits = Limits { seconds: 2, megabytes: 2_048 };

#[test]
fn a_project_with_deadly_files_is_checked_to_its_end() {
    let dir = example();
    let sound = pilot_in(dir.path(), &["check"]);
    assert_eq!(sound.exit, Exit::Clean, "{}{}", sound.out, sound.err);
    let scan = fs::read(dir.path().join("attachments/四至边界图.pdf")).expect("the example");
    fs::write(dir.path().join("attachments/四至边界图.pdf"), overflowing_pdf()).expect("written");
    fs::write(dir.path().join("attachments/慢.pdf"), endless_pdf()).expect("written");
    let ran = pilot_by_workers(dir.path(), &["check"], &workers(2, HASTY));
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    for words in [
        "“attachments/四至边界图.pdf”没有读出来：读它的程序崩溃了",
        // Two seconds for any file, and one for its megabyte.
        "“attachments/慢.pdf”没有读出来：3 秒内没有读完",
    ] {
        assert_eq!(ran.out.matches(words).count(), 1, "{words}\n{}", ran.out);
    }
    assert!(ran.out.contains("2 条会使打包停止"), "{}", ran.out);
    let packed = pilot_by_workers(dir.path(), &["pack"], &workers(2, HASTY));
    assert_eq!(packed.exit, Exit::Findings, "{}{}", packed.out, packed.err);
    assert!(!dir.path().join("dist").exists());
    fs::write(dir.path().join("attachments/四至边界图.pdf"), scan).expect("written");
    fs::remove_file(dir.path().join("attachments/慢.pdf")).expect("removed");
    let again = pilot_by_workers(dir.path(), &["check"], &workers(2, HASTY));
    assert_eq!((again.exit, again.out, again.err), (sound.exit, sound.out, sound.err));
}

/// Only Linux holds a process to a limit of memory.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_needs_more_memory_than_there_is_becomes_a_finding() {
    let dir = example();
    let file = fs::File::create(dir.path().join("attachments/重.pdf")).expect("a file");
    (&file).write_all(b"%PDF-1.4\n").expect("written");
    file.set_len(180_000_000).expect("it is long");
    let tight = Limits { seconds: 60, megabytes: 20 };
    let ran = pilot_by_workers(dir.path(), &["check"], &workers(2, tight));
    let words = "“attachments/重.pdf”没有读出来：读它要用超过 20 MB 内存";
    assert!(ran.out.contains(words), "{}{}", ran.out, ran.err);
    assert_eq!(ran.out.matches("file-unreadable").count(), 1, "{}", ran.out);
}

/// A package of somebody.
fn package(letter: &[u8]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plan = drawn_page(1);
    for (name, bytes) in [("实施方案.pdf", plan.as_slice()), ("推荐函.pdf", letter)] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(bytes).expect("written");
    }
    out.finish().expect("an archive").into_inner()
}

/// The reports of all packages, by the name of their file.
fn reports(inbox: &Path, workers: &Workers) -> Vec<(String, Value)> {
    let args = ["verify", "收件", "--format", "json", "--notice", crate::support::GUANGXI];
    let ran = pilot_by_workers(inbox, &args, workers);
    assert_ne!(ran.exit, Exit::Failed, "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).expect("JSON");
    let name = |report: &Value| report["file"].as_str().expect("a file").to_owned();
    let list = all.as_array().expect("a report for each package");
    list.iter().map(|report| (name(report), report.clone())).collect()
}

#[test]
fn an_inbox_with_deadly_packages_is_judged_to_its_end_and_the_others_as_ever() {
    let mut sound = Vec::new();
    for number in 0..8 {
        sound.push((format!("收件/{number}.zip"), package(&drawn_page(number + 2))));
    }
    let mut mixed = sound.clone();
    mixed.push(("收件/3-overflow.zip".to_owned(), package(&overflowing_pdf())));
    mixed.push(("收件/5-endless.zip".to_owned(), package(&endless_pdf())));
    mixed.push(("收件/7-overflow.zip".to_owned(), package(&overflowing_pdf())));
    let written = |files: &[(String, Vec<u8>)]| {
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        folder(&files)
    };
    let (sound, mixed) = (written(&sound), written(&mixed));
    let expected = reports(sound.path(), &Workers::default());
    let of_one = reports(mixed.path(), &workers(1, HASTY));
    let of_three = reports(mixed.path(), &workers(3, HASTY));
    assert_eq!(of_one, of_three, "the number of workers changes nothing");
    let (deadly, others): (Vec<_>, Vec<_>) =
        of_one.into_iter().partition(|(name, _)| name.contains("-"));
    assert_eq!(others.len(), 8);
    // That two packages hold the same plan is reported of all eleven.
    let without_others = |reports: Vec<(String, Value)>| {
        let mut reports = reports;
        for (_, report) in &mut reports {
            let findings = report["findings"].as_array_mut().expect("findings");
            findings.retain(|finding| finding["rule"] != "project-duplicate");
            report["summary"] = Value::Null;
        }
        reports
    };
    assert_eq!(without_others(others), without_others(expected));
    for (name, report) in deadly {
        let wanted = if name.contains("endless") { "秒内没有读完" } else { "崩溃了" };
        let findings = report["findings"].as_array().expect("findings");
        let messages: Vec<&str> = findings
            .iter()
            .filter(|finding| finding["rule"] == "file-unreadable")
            .filter_map(|finding| finding["message"].as_str())
            .collect();
        assert!(messages.len() == 1 && messages[0].contains(wanted), "{name}: {messages:?}");
    }
}
