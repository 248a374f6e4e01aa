//! `--watch`: a save is one more check; what the program itself writes or reads is not.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use pilot::cli::session::file_watch::{Folder, Watch, Way};
use pilot::cli::{Env, Exit, run_until};
use pilot::text::Moment;

use crate::support::waiting::{PATIENCE, Shared, interrupt, until};
use crate::support::workshop::workshop;

/// Watches the project in a workshop; `edit` runs beside it and is given what was printed and said
/// so far.
fn watch(
    dir: &Path,
    args: &[&str],
    edit: impl FnOnce(&Shared, &Shared) + Send,
) -> (Exit, String, String) {
    let (out, err) = (Shared::default(), Shared::default());
    let begun = Instant::now();
    let exit = thread::scope(|scope| {
        let (seen_out, seen_err) = (out.clone(), err.clone());
        let editor = scope.spawn(move || edit(&seen_out, &seen_err));
        let (mut to_out, mut to_err) = (out.clone(), err.clone());
        let mut env = Env {
            cwd: dir.to_owned(),
            now: Moment::parse("2023-10-16T09:00").expect("a moment"),
            vars: Default::default(),
            out: &mut to_out,
            err: &mut to_err,
            can_ask: false,
            out_is_terminal: false,
            err_is_terminal: false,
            width: 100,
            workers: Default::default(),
        };
        let words = ["pilot", "check", "项目 一", "--outline", "notices", "--watch"]
            .iter()
            .chain(args)
            .map(std::ffi::OsString::from);
        run_until(words, &mut env, &|| editor.is_finished() || begun.elapsed() > PATIENCE * 6)
    });
    (exit, out.text(), err.text())
}

fn rounds(said: &Shared) -> usize {
    said.text().matches("等待改动").count()
}

#[test]
fn every_save_is_one_more_check() {
    let dir = workshop("好\n".as_bytes());
    let plan = dir.path().join("项目 一/plan.md");
    let (exit, out, err) = watch(
        dir.path(),
        &["--output", "项目 一/report.txt", "--ignore", "applicant"],
        |_, said| {
            assert!(until(|| rounds(said) == 1), "the first check: {}", said.text());
            // Added in one step, so that no half of it can be checked.
            let mut file = fs::OpenOptions::new().append(true).open(&plan).expect("opened");
            file.write_all("投资待定\n".as_bytes()).expect("written");
            drop(file);
            assert!(until(|| rounds(said) == 2), "a plain save: {}", said.text());
            // As editors do: beside, then renamed; with files of their own before and after.
            fs::write(plan.with_file_name(".plan.md.swp"), "x").expect("written");
            fs::write(plan.with_file_name("plan.md.tmp"), "很好\n").expect("written");
            fs::rename(plan.with_file_name("plan.md.tmp"), &plan).expect("renamed");
            fs::remove_file(plan.with_file_name(".plan.md.swp")).expect("removed");
            assert!(until(|| rounds(said) == 3), "a save by renaming: {}", said.text());
            // A project that cannot be read for a moment does not end the watch.
            let config = plan.with_file_name("pilot.toml");
            let aside = plan.with_file_name("pilot.toml~");
            fs::rename(&config, &aside).expect("renamed");
            assert!(until(|| rounds(said) == 4), "no project: {}", said.text());
            fs::rename(&aside, &config).expect("renamed");
            assert!(until(|| rounds(said) >= 5), "a project again: {}", said.text());
        },
    );
    assert_eq!((exit, out.as_str()), (Exit::Clean, ""), "{err}");
    let lines: Vec<&str> = err.lines().filter(|l| l.contains("等待改动")).collect();
    assert!(
        lines[0].contains("09:00:0") && lines[0].contains("警告 1 条"),
        "the exe alone: {}",
        lines[0]
    );
    assert!(lines[1].contains("警告 2 条") && lines[2].contains("警告 1 条"), "{err}");
    assert!(lines[3].contains("没能检查") && err.contains("错误："), "{err}");
    assert!(lines.last().is_some_and(|l| l.contains("警告 1 条")), "{err}");
}

#[test]
fn a_fault_at_the_start_ends_the_run() {
    let dir = workshop("好\n".as_bytes());
    fs::remove_file(dir.path().join("项目 一/pilot.toml")).expect("removed");
    let begun = Instant::now();
    let (exit, _, err) = watch(dir.path(), &[], |_, _| {
        until(|| begun.elapsed() > Duration::from_millis(1));
    });
    assert!(exit == Exit::Failed && err.contains("没有 pilot.toml"), "{err}");
}

#[test]
fn both_ways_see_what_counts_and_nothing_else() {
    for way in [Way::System, Way::Polling(Duration::from_millis(20))] {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        for folder in ["dist", ".git", "attachments"] {
            fs::create_dir(root.join(folder)).expect("made");
        }
        fs::write(root.join("plan.md"), "一").expect("written");
        let mut watch = Watch::by(
            way,
            &[Folder { path: root.to_owned(), deep: true }],
            &[root.join("out.json")],
        )
        .expect("watches");
        assert_eq!(watch.way(), way);
        for name in [
            "dist/a.pdf",
            ".git/index",
            "out.json",
            "~$a.docx",
            "attachments/.DS_Store",
            ".pilot-x.tmp",
        ] {
            fs::write(root.join(name), "x").expect("written");
        }
        fs::read(root.join("plan.md")).expect("read");
        // Nobody knows of a change that does not count; so a while without one has to do.
        let begun = Instant::now();
        assert!(
            !watch.wait(&|| begun.elapsed() > Duration::from_millis(300)).expect("waits"),
            "{way:?}"
        );
        for (name, text) in
            [("plan.md", "一二"), ("attachments/图.pdf", "x"), (".pilot-baseline.json", "{}")]
        {
            fs::write(root.join(name), text).expect("written");
            let begun = Instant::now();
            assert!(watch.wait(&|| begun.elapsed() > PATIENCE).expect("waits"), "{way:?} {name}");
        }
    }
}

#[test]
fn a_folder_that_is_not_there_cannot_be_watched() {
    let dir = tempfile::tempdir().expect("a folder");
    let failure = Watch::begin(&[Folder { path: dir.path().join("无"), deep: true }], &[])
        .err()
        .expect("fails");
    assert!(failure.message.contains("不能监视"), "{failure}");
}

/// Ctrl-C while waiting is how a watch ends, and no failure: the status is that of the last check.
#[test]
#[cfg(target_os = "linux")]
fn ctrl_c_ends_a_watch_with_the_status_of_the_last_check() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};
    let dir = workshop("好\n".as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_pilot"))
        .args(["check", "项目 一", "--outline", "notices", "--watch", "--fail-on", "warning"])
        .current_dir(dir.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut said = BufReader::new(child.stderr.take().expect("piped")).lines();
    assert!(said.any(|line| line.is_ok_and(|l| l.contains("等待改动"))));
    // It is said just before the waiting begins.
    thread::sleep(Duration::from_millis(300));
    assert!(interrupt(child.id()));
    assert_eq!(child.wait().expect("ended").code(), Some(1));
}
