//! Runs that are cut off at every single call that changes the disk, one after the other: killed
//! there, or told that the disk is full. `strace` counts the calls and stops the program at each;
//! what is left must be the old or the new, whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::support::example_with_pdf;
use crate::support::outside_tools::{is_conformance, skip};

/// Calls that change files and folders, on all architectures; `strace` lets those pass that one
/// does not know.
const CALLS: &str = "?write,?pwrite64,?writev,?fsync,?fdatasync,?rename,?renameat,?renameat2,?link,?linkat,?unlink,?unlinkat,?rmdir,\
                     ?mkdir,?mkdirat,?symlinkat,?ftruncate,?copy_file_range,?sendfile";
/// Without all tools at hand one call in this number is tried.
const STRIDE: usize = 9;

/// How a run is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Killed,
    DiskFull,
}

/// A run of the program.
struct Run {
    code: Option<i32>,
    err: String,
}

fn pilot(dir: &Path, args: &[&str], inject: Option<&str>, log: Option<&Path>) -> Option<Run> {
    let mut command = Command::new("strace");
    command
        // Processes that the program starts to read files are not cut off: they change no file, and
        // their own calls must not be counted among the program's.
        .args(["-f", "-b", "execve", "-qq", "-e"])
        .arg(format!("trace={CALLS}"))
        .arg("-o")
        .arg(log.unwrap_or(Path::new("/dev/null")));
    inject.map(|inject| command.arg("-e").arg(format!("inject={inject}")));
    command
        .arg(env!("CARGO_BIN_EXE_pilot"))
        .args(args)
        .current_dir(dir)
        .env("PILOT_AS_OF", "2023-10-16T09:00");
    command.env("RAYON_NUM_THREADS", "2");
    if !can_inject() {
        return None;
    }
    let output = command.output().expect("strace runs");
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(Run { code: output.status.code(), err })
}

/// Whether strace is there, may trace, and can make calls fail: old ones cannot, and containers
/// often forbid tracing. Asked once, so that the skip is printed once.
fn can_inject() -> bool {
    static ANSWER: OnceLock<bool> = OnceLock::new();
    *ANSWER.get_or_init(|| {
        let mut command = Command::new("strace");
        command
            .args(["-f", "-b", "execve", "-qq", "-o", "/dev/null", "-e"])
            .arg(format!("trace={CALLS}"));
        command.args(["-e", "inject=fsync:error=EIO:when=999", "/bin/sh", "-c", ":"]);
        let why = match command.output() {
            Ok(output) if output.status.success() => return true,
            Ok(output) => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            Err(error) => error.to_string(),
        };
        skip(&format!("strace: {why}"));
        false
    })
}

/// How often a sound run makes each call, by its log.
fn counts(log: &Path) -> BTreeMap<String, usize> {
    let text = fs::read_to_string(log).expect("a log");
    // Each thread is counted by itself; the one that writes is the one that makes the most calls.
    let mut threads: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(' ') else { continue };
        let Some((call, _)) = rest.trim_start().split_once('(') else { continue };
        if call.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            *threads.entry(thread).or_default().entry(call.to_owned()).or_default() += 1;
        }
    }
    threads.into_values().max_by_key(|calls| calls.values().sum::<usize>()).expect("a thread")
}

/// All files below a folder with their contents, hidden ones too.
fn state(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(dir)
        .into_iter()
        .map(|e| e.expect("readable"))
        .filter(|e| e.file_type().is_file());
    entries
        .map(|e| {
            (
                e.path().strip_prefix(dir).expect("below").to_owned(),
                fs::read(e.path()).expect("readable"),
            )
        })
        .collect()
}

/// Copies a folder with the times of its files: a desk's table tells to the minute when a package
/// came, and copies that are made on both sides of a full minute would make different tables.
fn copy(from: &Path, to: &Path) {
    for path in state(from).into_keys() {
        let (source, target) = (from.join(&path), to.join(path));
        fs::create_dir_all(target.parent().expect("a parent")).expect("folders");
        fs::copy(&source, &target).expect("copied");
        let time = fs::metadata(&source).and_then(|m| m.modified()).expect("a time");
        fs::File::options()
            .append(true)
            .open(&target)
            .and_then(|f| f.set_modified(time))
            .expect("set");
    }
}

/// Runs the program in copies of a folder and cuts it off at every call. `judge` gets the folder,
/// how it was cut off, and the run; then the program runs through, and the folder must be as after
/// a run that was not cut off.
fn at_every_call(from: &Path, args: &[&str], judge: &(dyn Fn(&Path, Cut, &Run) + Sync)) {
    let whole = tempfile::tempdir().expect("a folder");
    copy(from, whole.path());
    let log = tempfile::NamedTempFile::new().expect("a file");
    let Some(sound) = pilot(whole.path(), args, None, Some(log.path())) else { return };
    assert!(sound.code.is_some_and(|code| code < 2), "{}", sound.err);
    let wanted = state(whole.path());
    let calls = counts(log.path());
    let stride = if is_conformance() { 1 } else { STRIDE };
    let mut jobs = Vec::new();
    for (call, count) in &calls {
        for number in (1..=*count).step_by(stride) {
            jobs.push((call, number, Cut::Killed));
            // A disk that is full still lets things be removed and renamed.
            if [
                "write",
                "pwrite64",
                "writev",
                "mkdir",
                "mkdirat",
                "link",
                "linkat",
                "ftruncate",
                "copy_file_range",
            ]
            .contains(&call.as_str())
            {
                jobs.push((call, number, Cut::DiskFull));
            }
        }
    }
    assert!(calls.get("write").is_some_and(|n| *n > 0) && jobs.len() > 3, "{calls:?}");
    jobs.par_iter().for_each(|(call, number, cut)| {
        let dir = tempfile::tempdir().expect("a folder");
        copy(from, dir.path());
        let fault = if *cut == Cut::Killed { "signal=KILL" } else { "error=ENOSPC" };
        let inject = format!("{call}:{fault}:when={number}");
        let Some(run) = pilot(dir.path(), args, Some(&inject), None) else { return };
        // A shell would say 137; strace ends by the same signal.
        assert!(
            *cut == Cut::DiskFull || run.code.is_none() || run.code == Some(137),
            "{inject}: it went on: {:?}",
            run.code
        );
        judge(dir.path(), *cut, &run);
        let again = pilot(dir.path(), args, None, None).expect("as before");
        assert!(again.code == sound.code, "{inject}: {}", again.err);
        let (now, at) = (state(dir.path()), |s: &BTreeMap<PathBuf, Vec<u8>>| {
            s.keys().cloned().collect::<Vec<_>>()
        });
        assert_eq!(at(&now), at(&wanted), "{inject}: leftovers, or something is missing");
        assert!(now == wanted, "{inject}: another result");
    });
}

#[test]
fn conformance_a_package_is_the_old_or_the_new_wherever_the_run_is_cut_off() {
    let project = example_with_pdf();
    let Some(first) = pilot(project.path(), &["pack", "-q"], None, None) else { return };
    assert_eq!(first.code, Some(0), "{}", first.err);
    fs::write(project.path().join("dist/我的说明.docx"), "mine").expect("written");
    let old = state(&project.path().join("dist"));
    assert_eq!(old.len(), 4 + usize::from(cfg!(feature = "render")));
    // Another annex makes another package.
    let letter = fs::read(project.path().join("attachments/四至边界图.pdf")).expect("there");
    fs::write(project.path().join("attachments/另一件.pdf"), [letter.as_slice(), b"\n"].concat())
        .expect("written");
    let toml = project.path().join("pilot.toml");
    let text = fs::read_to_string(&toml).expect("there");
    fs::write(
        &toml,
        text + "\n[[attachments]]\ntitle = \"另一件\"\nfile = \"attachments/另一件.pdf\"\n",
    )
    .expect("written");
    let done = tempfile::tempdir().expect("a folder");
    copy(project.path(), done.path());
    pilot(done.path(), &["pack", "-q"], None, None);
    let new = state(&done.path().join("dist"));
    assert!(new != old && new.len() == old.len());

    at_every_call(project.path(), &["pack", "-q"], &|dir, cut, run| {
        let now = state(&dir.join("dist"));
        assert!(now == old || now == new, "half a package: {:?}", now.keys());
        if cut == Cut::DiskFull {
            // What could not be said on the terminal is no reason to undo a package.
            let is_said = run.err.contains("磁盘") && run.err.contains("dist/ 没有改动");
            assert!((run.code == Some(2) && is_said) || now == new, "{:?}: {}", run.code, run.err);
            let hidden = fs::read_dir(dir)
                .expect("readable")
                .flatten()
                .filter(|e| e.file_name().to_string_lossy().starts_with(".dist"))
                .count();
            assert_eq!(hidden, 0, "a run that can clean up does");
        }
    });
}

#[test]
fn conformance_a_desk_keeps_its_table_and_its_progress_wherever_the_run_is_cut_off() {
    let project = example_with_pdf();
    let Some(first) = pilot(project.path(), &["pack", "-q"], None, None) else { return };
    assert_eq!(first.code, Some(0), "{}", first.err);
    let desk = tempfile::tempdir().expect("a folder");
    fs::create_dir(desk.path().join("收件箱")).expect("a folder");
    for entry in fs::read_dir(project.path().join("dist")).expect("dist").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".zip") || name.ends_with(".eml") {
            fs::copy(entry.path(), desk.path().join("收件箱").join(name)).expect("copied");
        }
    }
    fs::write(desk.path().join("汇总.xlsx"), "the former table").expect("written");
    let args = ["verify", "收件箱", "--summary", "汇总.xlsx", "-q"];
    let done = tempfile::tempdir().expect("a folder");
    copy(desk.path(), done.path());
    pilot(done.path(), &args, None, None);
    let new = fs::read(done.path().join("汇总.xlsx")).expect("written");
    at_every_call(desk.path(), &args, &|dir, _, _| {
        let now = fs::read(dir.join("汇总.xlsx")).expect("never gone");
        assert!(now == b"the former table" || now == new, "half a table");
    });
}

#[test]
fn conformance_an_adopted_project_is_there_as_a_whole_or_not_at_all() {
    let project = example_with_pdf();
    let Some(first) = pilot(project.path(), &["pack", "-q"], None, None) else { return };
    assert_eq!(first.code, Some(0), "{}", first.err);
    let desk = tempfile::tempdir().expect("a folder");
    let dist = fs::read_dir(project.path().join("dist")).expect("dist").flatten().map(|e| e.path());
    let zip = dist.into_iter().find(|p| p.extension().is_some_and(|e| e == "zip")).expect("packed");
    fs::copy(zip, desk.path().join("收到.zip")).expect("copied");
    let done = tempfile::tempdir().expect("a folder");
    copy(desk.path(), done.path());
    pilot(done.path(), &["adopt", "收到.zip", "项目"], None, None);
    let new = state(&done.path().join("项目"));
    assert!(new.len() > 4, "{:?}", new.keys());
    at_every_call(desk.path(), &["adopt", "收到.zip", "项目"], &|dir, _, _| {
        if dir.join("项目").exists() {
            assert!(state(&dir.join("项目")) == new, "half a project");
            // It is there, so the next run would rightly refuse.
            fs::remove_dir_all(dir.join("项目")).expect("removed");
        }
    });
}

#[test]
fn conformance_a_run_over_many_packages_goes_on_where_it_was_killed() {
    let project = example_with_pdf();
    let Some(first) = pilot(project.path(), &["pack", "-q"], None, None) else { return };
    assert_eq!(first.code, Some(0), "{}", first.err);
    let dist = fs::read_dir(project.path().join("dist")).expect("dist").flatten().map(|e| e.path());
    let zip = fs::read(
        dist.into_iter().find(|p| p.extension().is_some_and(|e| e == "zip")).expect("packed"),
    )
    .expect("readable");
    let desk = tempfile::tempdir().expect("a folder");
    fs::create_dir(desk.path().join("收件箱")).expect("a folder");
    let count = if is_conformance() { 220 } else { 24 };
    for number in 0..count {
        // Cut at various places: other verdicts, not only one.
        let end = if number % 3 == 0 { zip.len() } else { zip.len() - 1 - number * 17 };
        fs::write(desk.path().join(format!("收件箱/{number:03}.zip")), &zip[..end])
            .expect("written");
    }
    let args = |table: &'static str| {
        [
            "verify",
            "收件箱",
            "--resume",
            "进度.json",
            "--summary",
            table,
            "-q",
            "--output",
            "报告.txt",
        ]
    };
    let whole = ["verify", "收件箱", "--summary", "一次.xlsx", "-q", "--output", "一次.txt"];
    let sound = pilot(desk.path(), &whole, None, None).expect("as before");
    assert_eq!(sound.code, Some(1), "{}", sound.err);
    // Two threads share the work: the first that has written so often ends both, in the middle of
    // the packages. It writes a verdict for each, and questions to the processes that read its files.
    let killed = pilot(
        desk.path(),
        &args("二次.xlsx"),
        Some(&format!("write:signal=KILL:when={count}")),
        None,
    )
    .expect("as before");
    assert!(killed.code != Some(1) && !desk.path().join("二次.xlsx").exists(), "{:?}", killed.code);
    let kept = fs::read_to_string(desk.path().join("进度.json")).expect("begun").lines().count();
    assert!(kept > 1 && kept <= count, "{kept}");
    let resumed = pilot(desk.path(), &args("二次.xlsx"), None, None).expect("as before");
    assert_eq!(resumed.code, Some(1), "{}", resumed.err);
    let read = |name: &str| fs::read(desk.path().join(name)).expect("written");
    assert!(
        read("一次.xlsx") == read("二次.xlsx") && read("一次.txt") == read("报告.txt"),
        "the same table and report"
    );
}
