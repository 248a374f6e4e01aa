//! `pilot import`: a Word document as `plan.md` with `figures/`, and a list of what did not come along.

use std::collections::BTreeMap;

use crate::plan::docx::{self, Notes};
use crate::plan::{Image, markdown};
use crate::project::NewFile;
use crate::project::write::{Obstacle, WriteFault, write_new};
use crate::text::{Sources, han};

use super::args::ImportArgs;
use super::env::Env;
use super::exit::Exit;
use super::failure::Failure;
use super::judge::shown;
use super::talk::Talk;
use super::word;

pub(super) fn run(args: &ImportArgs, env: &mut Env<'_>, talk: Talk) -> Result<Exit, Failure> {
    let path = env.cwd.join(&args.file);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, &e))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let mut sources = Sources::default();
    let read = docx::read(&bytes, &name, &mut sources).map_err(|fault| word::failure(&args.file, fault))?;
    let mut figures: BTreeMap<String, String> = BTreeMap::new();
    let mut files = Vec::new();
    for picture in read.pictures {
        let mut file = format!("figures/{}", file_name(&picture.name));
        while files.iter().any(|f: &NewFile| f.path.to_lowercase() == file.to_lowercase()) {
            file = file.replacen("figures/", "figures/_", 1);
        }
        figures.insert(picture.path, file.clone());
        files.push(NewFile { path: file, contents: picture.bytes });
    }
    let text = markdown::write(&read.plan, &|image: &Image| figures.get(&image.path).unwrap_or(&image.path).clone());
    files.insert(0, NewFile { path: "plan.md".to_owned(), contents: text.into_bytes() });
    let root = args.output.as_ref().map_or_else(|| env.cwd.clone(), |dir| env.cwd.join(dir));
    write_new(&root, &files).map_err(refused)?;
    for file in &files {
        let full = root.join(&file.path);
        writeln!(env.out, "{}", shown(full.strip_prefix(&env.cwd).unwrap_or(&full)))?;
    }
    for line in lost(&read.notes) {
        talk.done(env, &line);
    }
    Ok(Exit::Clean)
}

/// A name of a part as the name of a file that every system can hold.
fn file_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    let plain = plain.trim_matches('.').to_owned();
    if plain.is_empty() { "picture".to_owned() } else { plain }
}

fn refused(fault: WriteFault) -> Failure {
    match fault {
        WriteFault::InTheWay(list) => {
            let word = |obstacle: &Obstacle| match obstacle {
                Obstacle::Exists => "已经存在",
                Obstacle::NotAFolder => "应当是文件夹",
                Obstacle::Link => "是链接",
                Obstacle::Outside => "不在文件夹里",
            };
            let names: Vec<String> = list.iter().map(|(path, obstacle)| format!("{} {}", shown(path), word(obstacle))).collect();
            Failure::new(format!("没有写任何文件：{}", names.join("；"))).hint("用 -o 换一个文件夹，或先把这些文件移开")
        }
        WriteFault::Io(path, error) => Failure::io("写不了", &path, &error),
    }
}

/// What did not come along, or not as it was.
fn lost(notes: &Notes) -> Vec<String> {
    let mut out = Vec::new();
    let mut tell = |count: usize, text: &dyn Fn(usize) -> String| {
        if count > 0 {
            out.push(format!("  · {}", text(count)));
        }
    };
    tell(notes.guessed.len(), &|n| format!("{n} 个标题没有用标题样式，是按编号和字体认出的，请核对层级："));
    for guess in &notes.guessed {
        let marks = "#".repeat(usize::from(guess.level));
        tell(1, &|_| format!("  第 {} 段 {marks} {}", guess.paragraph, han::printable(&guess.text)));
    }
    tell(notes.changes, &|n| format!("{n} 处修订：按全部接受处理，删去的字没有带来"));
    tell(notes.comments, &|n| format!("{n} 处批注没有带来"));
    tell(notes.hidden, &|n| format!("{n} 个隐藏的字没有带来"));
    tell(notes.merged, &|n| format!("{n} 处合并的单元格：文字在左上角一格，其余各格为空"));
    tell(notes.boxes, &|n| format!("{n} 个文本框：文字放在所在段落之后"));
    tell(notes.formulas, &|n| format!("{n} 个公式：只留下字符，请核对"));
    tell(notes.lost_parts, &|n| format!("{n} 个图表、流程图或嵌入对象没有带来，请另存为图片后插入"));
    tell(notes.running.len(), &|_| {
        let texts: Vec<String> = notes.running.iter().map(|t| format!("“{}”", han::printable(t))).collect();
        format!("页眉和页脚没有带来：{}", texts.join("、"))
    });
    out.push("  · 字体、字号、颜色、行距、分页和目录没有带来：排版由 pilot render 完成".to_owned());
    out.insert(0, "没有原样带来的：".to_owned());
    out
}
