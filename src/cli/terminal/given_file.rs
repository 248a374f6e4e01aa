//! `pilot FILE`: a file that is dropped on the program, or typed where a verb is expected, is
//! treated as its kind calls for, and what is found is written beside it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::cli::session::file_name_of;
use crate::project::read::{PROJECT_FILE, is_word};
use crate::text::han;

use super::chinese_help;
use super::failure::{Failure, shown};

/// What stands in the names of files that hold a notice.
const NOTICE_WORD: &str = "通知";

/// What is done with a file, in the words of the command line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FileRun {
    /// The arguments, with the program's name.
    pub(crate) args: Vec<OsString>,
    /// What is written beside the file.
    pub(crate) written: Vec<PathBuf>,
    /// A notice beside the plan by which it is judged.
    pub(crate) notice: Option<PathBuf>,
}

/// What a lone file calls for; `None` if the arguments are no lone file.
pub(crate) fn run_of(args: &[OsString], cwd: &Path) -> Option<Result<FileRun, Failure>> {
    let [_, only] = args else { return None };
    let word = only.to_string_lossy();
    if word.starts_with('-') || word.is_empty() || is_verb(&word) {
        return None;
    }
    let path = cwd.join(only);
    if !path.exists() {
        let is_like_a_file = word.contains(['/', '\\']) || path.extension().is_some();
        let missing = || Failure::new(format!("没有 {} 这个文件或文件夹", shown(Path::new(only))));
        return is_like_a_file
            .then(|| Err(missing().hint("看看名字和路径；命令的写法见 pilot --help")));
    }
    Some(of_file(&path))
}

/// Whether a double click or a dropped file may have started the program: without arguments, or
/// with a lone file.
pub(crate) fn is_by_window(args: &[OsString], cwd: &Path) -> bool {
    args.len() == 1 || run_of(args, cwd).is_some()
}

fn is_verb(word: &str) -> bool {
    word == "help" || chinese_help::command().find_subcommand(word).is_some()
}

fn of_file(path: &Path) -> Result<FileRun, Failure> {
    let name = file_name_of(path);
    if path.is_dir() {
        let is_project = path.join(PROJECT_FILE).is_file();
        return Ok(if is_project {
            judged(path, "check", "检查报告")
        } else {
            judged(path, "verify", "核验报告")
        });
    }
    if name == PROJECT_FILE {
        let folder = path.parent().unwrap_or(path);
        return Ok(judged(folder, "check", "检查报告"));
    }
    let ending = ending_of(path);
    let is_notice = name.contains(NOTICE_WORD);
    match ending.as_str() {
        "zip" | "eml" | "msg" | "emlx" | "rar" | "7z" => Ok(judged(path, "verify", "核验报告")),
        _ if is_word(&name) && !is_notice => Ok(annotated(path)),
        "md" | "markdown" if !is_notice => Ok(judged_plan(path)),
        "docx" | "doc" | "wps" | "md" | "html" | "htm" | "aspx" | "shtml" | "mht" | "txt" | "pdf" => {
            Ok(judged(path, "read", "读通知"))
        }
        _ => Err(Failure::new(format!("不知道要对 {} 做什么", han::printable(&name)))
            .hint("可以放上来的：方案（.docx、.md）、项目文件夹、收到的压缩包或邮件（.zip、.eml）、通知（网页、.docx、.pdf、.txt）")
            .hint("其他用法见 pilot --help")),
    }
}

/// A verb with a page of its results beside what it looks at.
fn judged(path: &Path, verb: &str, title: &str) -> FileRun {
    let report = beside(path, title, "html");
    let args = [
        OsStr::new("pilot"),
        OsStr::new(verb),
        path.as_os_str(),
        OsStr::new("--format"),
        OsStr::new("html"),
        OsStr::new("--output"),
        report.as_os_str(),
    ];
    let args = args.map(OsStr::to_owned).to_vec();
    FileRun { args, written: vec![report], notice: None }
}

fn judged_plan(path: &Path) -> FileRun {
    let mut run = judged(path, "check", "检查报告");
    run.notice = notice_beside(path);
    if let Some(notice) = &run.notice {
        run.args.extend([OsString::from("--notice"), notice.clone().into_os_string()]);
    }
    run
}

/// A Word plan: besides the page a copy with comments.
fn annotated(path: &Path) -> FileRun {
    let mut run = judged_plan(path);
    let copy = beside(path, "批注", "docx");
    run.args.extend([OsString::from("--annotate"), copy.clone().into_os_string()]);
    run.written.insert(0, copy);
    run
}

/// The only notice in the folder of a plan.
fn notice_beside(plan: &Path) -> Option<PathBuf> {
    let mut found = Vec::new();
    let entries = plan.parent()?.read_dir().ok()?;
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let ending = ending_of(&path);
        let is_readable = ["html", "htm", "docx", "pdf", "txt", "mht"].contains(&ending.as_str());
        // What an earlier run wrote, and what office programs leave, is no notice.
        let is_made = name.contains("读通知") || name.starts_with('~') || name.starts_with('.');
        if is_readable && name.contains(NOTICE_WORD) && !is_made && path != plan {
            found.push(path);
        }
    }
    if found.len() == 1 { found.pop() } else { None }
}

/// What stands behind the last dot of a name, in small letters.
fn ending_of(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_lowercase()
}

/// A name beside a file that nothing has yet: `方案-批注.docx`, `方案-批注（2）.docx`.
fn beside(path: &Path, title: &str, ending: &str) -> PathBuf {
    let is_dir = path.is_dir();
    let stem = if is_dir { path.file_name() } else { path.file_stem() };
    let stem = stem.unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().unwrap_or(path);
    let mut number = 1;
    loop {
        let counted = if number == 1 { String::new() } else { format!("（{number}）") };
        let candidate = folder.join(format!("{stem}-{title}{counted}.{ending}"));
        if !candidate.exists() {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;
    use std::fs;
    use std::path::Path;

    use super::run_of;

    fn words(dir: &Path, name: &str) -> Result<Vec<String>, String> {
        let args = [OsString::from("pilot"), OsString::from(name)];
        let run = run_of(&args, dir).ok_or("no file")?;
        let run = run.map_err(|failure| failure.message)?;
        let inside = dir.display().to_string();
        let word = |arg: &OsString| {
            arg.to_string_lossy()
                .replace(&format!("{inside}/"), "")
                .replace(&format!("{inside}\\"), "")
        };
        Ok(run.args.iter().skip(1).map(word).collect())
    }

    #[test]
    fn a_file_calls_for_the_verb_of_its_kind() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["方案.docx", "方案.md", "包.zip", "信.eml", "照片.jpg", "申报通知.html"]
        {
            fs::write(dir.path().join(name), b"x").expect("written");
        }
        fs::create_dir_all(dir.path().join("项目")).expect("a folder");
        fs::write(dir.path().join("项目/pilot.toml"), b"").expect("written");
        fs::create_dir_all(dir.path().join("材料")).expect("a folder");
        let rows = [
            (
                "方案.docx",
                "check 方案.docx --format html --output 方案-检查报告.html --notice 申报通知.html --annotate 方案-批注.docx",
            ),
            (
                "方案.md",
                "check 方案.md --format html --output 方案-检查报告.html --notice 申报通知.html",
            ),
            ("包.zip", "verify 包.zip --format html --output 包-核验报告.html"),
            ("信.eml", "verify 信.eml --format html --output 信-核验报告.html"),
            ("项目", "check 项目 --format html --output 项目-检查报告.html"),
            ("材料", "verify 材料 --format html --output 材料-核验报告.html"),
            ("申报通知.html", "read 申报通知.html --format html --output 申报通知-读通知.html"),
        ];
        for (name, expected) in rows {
            assert_eq!(
                words(dir.path(), name).map(|words| words.join(" ")),
                Ok(expected.to_owned())
            );
        }
        assert!(words(dir.path(), "照片.jpg").is_err_and(|said| said.contains("照片.jpg")));
        assert!(
            words(dir.path(), "没有.docx")
                .is_err_and(|said| said.contains("没有 没有.docx 这个文件"))
        );
        // Verbs and options stay what they are.
        assert_eq!(words(dir.path(), "check"), Err("no file".to_owned()));
        assert_eq!(words(dir.path(), "--version"), Err("no file".to_owned()));
        assert_eq!(words(dir.path(), "chek"), Err("no file".to_owned()));
    }

    #[test]
    fn nothing_that_is_there_is_written_over() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["方案.md", "方案-检查报告.html"] {
            fs::write(dir.path().join(name), b"x").expect("written");
        }
        let words = words(dir.path(), "方案.md").expect("a plan");
        assert!(words.contains(&"方案-检查报告（2）.html".to_owned()), "{words:?}");
    }
}
