//! `pilot import`: a Word document as `plan.md` with `figures/`, and a list of what did not come
//! along.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::docx::{self, DocxNotes};
use crate::plan::{Image, markdown};
use crate::project::NewFile;
use crate::text::{Sources, han};

use crate::cli::session::{Session, file_name_of};
use crate::cli::terminal::args::ImportArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::new_files;
use crate::cli::terminal::wording::word_document;

pub(crate) fn run(args: &ImportArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let path = session.env.cwd.join(&args.file);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, e))?;
    let name = file_name_of(&path);
    let mut sources = Sources::default();
    let mut read = docx::read_apart(&session.env.workers, &bytes, &name, &mut sources)
        .map_err(|fault| word_document::failure(&args.file, fault))?;
    // A cover is made anew with every document.
    let source = sources.get(read.source);
    let before = read.plan.preamble.len();
    read.plan.preamble.retain(|block| !read.cover.contains(&source.line(block.at.span.start)));
    let has_cover = read.plan.preamble.len() < before;
    let mut figures: BTreeMap<String, String> = BTreeMap::new();
    let (mut files, mut taken) = (Vec::new(), BTreeSet::new());
    for picture in read.pictures {
        let mut file = format!("figures/{}", file_name(&picture.name));
        for number in 2.. {
            if taken.insert(file.to_lowercase()) {
                break;
            }
            file = format!("figures/{number}-{}", file_name(&picture.name));
        }
        figures.insert(picture.path, file.clone());
        files.push(NewFile { path: file, contents: picture.bytes });
    }
    let missing: BTreeSet<String> = read
        .plan
        .images()
        .iter()
        .map(|i| i.path.clone())
        .filter(|p| !figures.contains_key(p))
        .collect();
    let place =
        |image: &Image| figures.get(&image.path).cloned().unwrap_or_else(|| elsewhere(&image.path));
    let text = markdown::write(&read.plan, &place);
    files.insert(0, NewFile { path: "plan.md".to_owned(), contents: text.into_bytes() });
    let root = match &args.output {
        Some(dir) => session.env.cwd.join(dir),
        None => session.env.cwd.clone(),
    };
    new_files::put(&root, &files)?;
    for file in &files {
        let full = root.join(&file.path);
        writeln!(
            session.env.out,
            "{}",
            shown(full.strip_prefix(&session.env.cwd).unwrap_or(&full))
        )?;
    }
    for line in lost(&read.notes, missing.len(), has_cover) {
        session.done(&line);
    }
    Ok(Exit::Clean)
}

/// A name of a part as the name of a file that every system can hold.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect();
    let plain = plain.trim_matches('.').to_owned();
    if plain.is_empty() { "picture".to_owned() } else { plain }
}

/// Where a picture that is not in the document would lie; an address of the web stays.
fn elsewhere(path: &str) -> String {
    let is_web = path.starts_with("http://") || path.starts_with("https://");
    if is_web {
        path.to_owned()
    } else {
        format!("figures/{}", file_name(path.rsplit(['/', '\\']).next().unwrap_or(path)))
    }
}

/// What did not come along, or not as it was.
fn lost(notes: &DocxNotes, missing: usize, has_cover: bool) -> Vec<String> {
    let mut out = Vec::new();
    let mut tell = |count: usize, text: &dyn Fn(usize) -> String| {
        if count > 0 {
            out.push(format!("  · {}", text(count)));
        }
    };
    tell(notes.guessed.len(), &|n| {
        format!("{n} 个标题没有用标题样式，是按编号和字体认出的，请核对层级：")
    });
    for guess in &notes.guessed {
        let marks = "#".repeat(usize::from(guess.level));
        tell(1, &|_| {
            format!("  第 {} 段 {marks} {}", guess.paragraph, han::printable(&guess.text))
        });
    }
    tell(notes.changes, &|n| format!("{n} 处修订：按全部接受处理，删去的字没有带来"));
    tell(notes.comments, &|n| format!("{n} 处批注没有带来"));
    tell(notes.hidden, &|n| format!("{n} 个隐藏的字没有带来"));
    tell(notes.merged, &|n| format!("{n} 处合并的单元格：文字在左上角一格，其余各格为空"));
    tell(notes.boxes, &|n| format!("{n} 个文本框：文字放在所在段落之后"));
    tell(notes.formulas, &|n| format!("{n} 个公式：只留下字符，请核对"));
    tell(notes.lost_parts, &|n| {
        format!("{n} 个图表、流程图或嵌入对象没有带来，请另存为图片后插入")
    });
    tell(missing, &|n| format!("{n} 张图片不在文件里（链接到别处或已丢失），请补上方案里写的文件"));
    tell(notes.headers_footers.len(), &|_| {
        let texts: Vec<String> =
            notes.headers_footers.iter().map(|t| format!("“{}”", han::printable(t))).collect();
        format!("页眉和页脚没有带来：{}", texts.join("、"))
    });
    if has_cover {
        out.push("  · 封面没有带来：由 pilot render 按 pilot.toml 重新排".to_owned());
    }
    out.push("  · 字体、字号、颜色、行距、分页、表格的列宽和对齐、目录没有带来：排版由 pilot render 完成".to_owned());
    out.insert(0, "没有原样带来的：".to_owned());
    out
}
