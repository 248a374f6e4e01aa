//! What `pilot pack` says where `dist/` cannot be replaced: one plain sentence, and nothing is
//! written.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::example_with_pdf;

/// What `pilot pack` writes to the terminal as its error; it must fail.
fn refused(dir: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pilot"))
        .args(["pack", "--format", "human"])
        .current_dir(dir)
        .env("PILOT_AS_OF", "2023-10-16T09:00")
        .output()
        .expect("it runs");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{err}");
    err
}

#[cfg(unix)]
#[test]
fn a_dist_that_is_a_link_is_refused_in_our_own_words() {
    let dir = example_with_pdf();
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::os::unix::fs::symlink(elsewhere.path(), dir.path().join("dist")).expect("a link");
    let err = refused(dir.path());
    assert!(err.contains("dist 是符号链接，请换成普通文件夹"), "{err}");
    assert!(!err.contains("系统报告"), "our own sentence is no report of the system: {err}");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("there").count(), 0);
}

#[test]
fn a_file_named_dist_is_refused_and_stays() {
    let dir = example_with_pdf();
    fs::write(dir.path().join("dist"), "mine").expect("written");
    let err = refused(dir.path());
    assert!(err.contains("dist 是文件而不是文件夹，请改名或移走"), "{err}");
    assert!(!err.contains("系统报告"), "{err}");
    assert_eq!(fs::read_to_string(dir.path().join("dist")).expect("there"), "mine");
}
