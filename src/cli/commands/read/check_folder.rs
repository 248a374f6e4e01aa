//! `pilot read FOLDER --check`: all that is wrong with the folder of a notice.

use std::path::{Path, PathBuf};

use crate::cli::session::Session;
use crate::cli::terminal::args::ReadFormat;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::wording::notice_files;
use crate::notice::{AddedNotice, Library, NoticeFault, NoticeFaultKind};
use crate::rules;
use crate::rules::examples::{ExampleFault, ExampleFaultKind, Mark, example_faults};

/// A notice's folder that was named on the command line.
pub(super) struct NoticeFolder {
    pub(super) path: PathBuf,
    /// The folder's name, which is the notice's id.
    pub(super) id: String,
}

impl NoticeFolder {
    /// The folder of a path, with its real name where the path is `.`.
    pub(super) fn of(path: &Path, cwd: &Path) -> Result<Self, Failure> {
        let whole = cwd.join(path);
        let real = whole.canonicalize().map_err(|error| Failure::io("读不了", path, error))?;
        if !real.is_dir() {
            return Err(Failure::new(format!("{} 不是文件夹", shown(path)))
                .hint("--check 和 --confirm 用于通知文件夹（里面有 profile.toml 和 notice.txt）")
                .hint("先用 pilot new notice 编号 --from 通知 写出文件夹"));
        }
        let name = real.file_name().unwrap_or_default();
        let mut id = name.to_string_lossy().into_owned();
        // The folder in a project is named for what it is, not for its notice.
        if id == "notice"
            && let Ok(text) = std::fs::read_to_string(real.join("profile.toml"))
            && let Some(stated) = id_of(&text)
        {
            id = stated;
        }
        Ok(Self { path: real, id })
    }

    /// A library that has this folder beside the built-in notices.
    pub(super) fn library(&self) -> Result<Library, Failure> {
        let library = Library::default();
        let notice = AddedNotice::read(&self.path)
            .map_err(|error| Failure::unreadable(&self.path, error))?;
        library.add(self.id.clone(), notice);
        Ok(library)
    }
}

/// The id that a profile states.
fn id_of(profile: &str) -> Option<String> {
    let table = profile.parse::<toml::Table>().ok()?;
    let id = table.get("id")?.as_str()?;
    Some(id.to_owned())
}

/// Lists the faults; exit status 1 if there are any.
pub(super) fn run(
    path: &Path,
    format: ReadFormat,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let folder = NoticeFolder::of(path, &session.env.cwd)?;
    let faults = faults(&folder)?;
    let text = match format {
        ReadFormat::Json => json(&faults),
        ReadFormat::Human | ReadFormat::Markdown => human(&folder.id, &faults),
        ReadFormat::Html | ReadFormat::Docx => {
            return Err(Failure::new("--check 只有 human、json、markdown 三种格式"));
        }
    };
    session.env.out.write_all(text.as_bytes())?;
    Ok(if faults.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn faults(folder: &NoticeFolder) -> Result<Vec<NoticeFault>, Failure> {
    let library = folder.library()?;
    if !folder.path.join("profile.toml").is_file() {
        let file = format!("{}/profile.toml", folder.id);
        let kind = NoticeFaultKind::MissingFile;
        return Ok(vec![NoticeFault { file, line: None, kind }]);
    }
    let notice = match library.load(&folder.id) {
        Ok(notice) => notice,
        Err(error) => return Ok(error.faults),
    };
    let mut faults = rules::card_faults(&notice);
    for example in example_faults(&notice) {
        // Examples of the common folder speak of the notices they were written for.
        if !has_own_examples(folder, &example) {
            continue;
        }
        faults.push(NoticeFault {
            file: format!("{}/rules/{}.toml", folder.id, example.card),
            line: None,
            kind: NoticeFaultKind::Example(example_words(&example)),
        });
    }
    for fault in &mut faults {
        fault.line = line_in_file(folder, fault);
    }
    Ok(faults)
}

/// Whether the examples of a card stand in this folder.
fn has_own_examples(folder: &NoticeFolder, fault: &ExampleFault) -> bool {
    let path = folder.path.join("rules").join(format!("{}.toml", fault.card));
    let Ok(text) = std::fs::read_to_string(path) else { return false };
    let Ok(table) = text.parse::<toml::Table>() else { return false };
    table.contains_key("example")
}

/// The line of a card that a fault is about, looked for by the words of the fault.
fn line_in_file(folder: &NoticeFolder, fault: &NoticeFault) -> Option<usize> {
    let words = match &fault.kind {
        NoticeFaultKind::NoSuchField(field) => field.as_str(),
        NoticeFaultKind::NoSuchCode(name) => name.as_str(),
        _ => return fault.line,
    };
    let (_, file) = fault.file.split_once('/')?;
    let text = std::fs::read_to_string(folder.path.join(file)).ok()?;
    let index = text.lines().position(|line| line.contains(&format!("\"{words}\"")))?;
    Some(index + 1)
}

fn human(id: &str, faults: &[NoticeFault]) -> String {
    if faults.is_empty() {
        return format!("{id}：没有发现毛病，原话、日期、编号和规则的例子都对得上\n");
    }
    let mut text = String::new();
    for fault in faults {
        text.push_str(&notice_files::line(fault));
        text.push('\n');
    }
    text.push_str(&format!("共 {} 处\n", faults.len()));
    text
}

fn json(faults: &[NoticeFault]) -> String {
    let mut rows = Vec::new();
    for fault in faults {
        rows.push(serde_json::json!({
            "file": fault.file,
            "line": fault.line,
            "message": notice_files::words(&fault.kind),
        }));
    }
    format!("{:#}\n", serde_json::json!({ "format": 1, "faults": rows }))
}

fn example_words(fault: &ExampleFault) -> String {
    let name = if fault.is_pass { "example.pass" } else { "example.fail" };
    let what = match &fault.kind {
        ExampleFaultKind::MarkedPass => "通过的例子不应有 ⟦⟧".to_owned(),
        ExampleFaultKind::FoundInPass(message) => format!("应当通过，却发现：{message}"),
        ExampleFaultKind::NothingFound => "应当不通过，却没有发现问题".to_owned(),
        ExampleFaultKind::OtherCount(found, stated) => {
            format!("发现 {found} 条，count 写的是 {stated}")
        }
        ExampleFaultKind::OtherPlaces(found, marked) => {
            format!("指到 {}，标出的是 {}", places(found), places(marked))
        }
        ExampleFaultKind::OpenArgument(text) => format!("有参数没有填上：{text}"),
        ExampleFaultKind::NoFix => "写了 fixed，规则却没有给出改法".to_owned(),
        ExampleFaultKind::OtherFix(text) => format!("改出来是“{text}”，与 fixed 不同"),
    };
    format!("第 {} 个 {name}：{what}", fault.number)
}

fn places(marks: &[Mark]) -> String {
    if marks.is_empty() {
        return "无处".to_owned();
    }
    let mut names = Vec::new();
    for mark in marks {
        names.push(match mark {
            Mark::Text(file, start, end) => format!("{file} 第 {start}–{end} 字节"),
            Mark::Path(path) => path.clone(),
            Mark::Whole => "整个项目".to_owned(),
        });
    }
    names.join("、")
}
