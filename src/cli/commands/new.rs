//! `pilot new notice` and `pilot new rule`: first drafts of a notice's folder and of a card.

use std::path::{Path, PathBuf};

use crate::notice::library::FORMS;
use crate::notice::stub;
use crate::project::NewFile;
use crate::reading::folder::{ReadNotice, notice_folder};
use crate::text::han;

use crate::cli::session::Session;
use crate::cli::session::given_notice::read_input;
use crate::cli::terminal::args::{NewCommand, NewNoticeArgs, NewRuleArgs};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::new_files;

pub(crate) fn run(
    what: &NewCommand,
    outline: &[PathBuf],
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    match what {
        NewCommand::Notice(args) => notice(args, session),
        NewCommand::Rule(args) => rule(args, outline, session),
    }
}

fn notice(args: &NewNoticeArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let id = &args.id;
    check_name("通知编号", id)?;
    if id == "common" || session.library.ids().contains(id) {
        return Err(
            Failure::new(format!("已有编号为“{id}”的通知")).hint("换一个编号，如 地区-年份-主题")
        );
    }
    let input = read_input(&args.from, &args.annex, session.env)?;
    if !input.sheet.is_call {
        session.done("这份文字看不出是征集申报、推荐或参评的通知");
    }
    let read = ReadNotice { document: &input.document, sheet: &input.sheet, forms: &input.forms };
    let texts = notice_folder(id, read, session.library);
    let mut files = new_files_of(&texts);
    for form in &input.forms {
        let path = format!("{id}/{FORMS}/{}", form.name);
        files.push(NewFile { path, contents: form.bytes.clone() });
    }
    new_files::put(&session.env.cwd, &files)?;
    let cards = texts.iter().filter(|file| file.path.contains("/rules/"));
    let cards = cards.count();
    let outline = if input.sheet.outline.is_empty() { "" } else { "、outline.toml" };
    let forms = match input.forms.len() {
        0 => String::new(),
        count => format!("、{count} 个空白表格"),
    };
    session.done(&format!(
        "已写好 {id}/：notice.txt、profile.toml{outline}{forms} 和 {cards} 张卡片，都是草稿，请对照通知逐条核对"
    ));
    session.done(&format!(
        "试用：pilot explain --outline . --notice {id}；编辑器按 {id}/schemas/ 补全和检查"
    ));
    Ok(Exit::Clean)
}

fn rule(
    args: &NewRuleArgs,
    outline: &[PathBuf],
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let Some((notice, rule)) = args.name.split_once('/') else {
        return Err(Failure::new(format!("“{}”里没有 /", han::printable(&args.name)))
            .hint("写成 通知编号/规则名，如 hb-2024-green/letter-missing"));
    };
    check_name("通知编号", notice)?;
    check_name("规则名", rule)?;
    // Where the folder of the notice lies: below one of --outline, or here.
    let mut parents: Vec<PathBuf> = Vec::new();
    for dir in outline.iter().map(|d| session.env.cwd.join(d)) {
        let has_its_name = dir.file_name().is_some_and(|name| name == notice);
        match dir.parent() {
            Some(parent) if has_its_name && dir.join("profile.toml").is_file() => {
                parents.push(parent.to_owned());
            }
            _ => parents.push(dir),
        }
    }
    parents.push(session.env.cwd.clone());
    let profile = Path::new(notice).join("profile.toml");
    let has_notice = |parent: &&PathBuf| parent.join(&profile).is_file();
    let Some(parent) = parents.iter().find(has_notice) else {
        let mut failure = Failure::new(format!("没有找到通知“{notice}”的文件夹"));
        if session.library.ids().iter().any(|id| id == notice) {
            failure = Failure::new(format!("“{notice}”是内置的通知，不能加卡片"));
        } else {
            let ids = session.library.ids();
            failure = failure.hint_nearest(notice, ids.iter().map(String::as_str));
        }
        return Err(
            failure.hint("在它的上级文件夹里运行，或用 --outline 指明；新通知用 pilot new notice")
        );
    };
    let path = parent.join(notice).join("notice.txt");
    let words = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, e))?;
    let words =
        decode(words).ok_or_else(|| Failure::new(format!("{} 不是文字文件", shown(&path))))?;
    let file = stub::rule(notice, rule, &words, session.library);
    let path = file.path.clone();
    // The card names its schema; a folder that was made by hand may have none yet.
    let mut files = vec![file];
    let mut schemas = stub::schemas(notice);
    schemas.retain(|file| !parent.join(&file.path).exists());
    files.extend(schemas);
    new_files::put(parent, &new_files_of(&files))?;
    session.done(&format!("已写好 {path}，请填写后用 pilot explain {rule} 查看"));
    Ok(Exit::Clean)
}

/// Names are folder and file names on every system.
fn check_name(what: &str, name: &str) -> Result<(), Failure> {
    let fits = name.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-'));
    if fits
        && !name.is_empty()
        && name.len() <= 60
        && !name.starts_with('-')
        && !name.ends_with('-')
    {
        return Ok(());
    }
    Err(Failure::new(format!("{what}不能是“{}”", han::printable(name)))
        .hint("只用小写字母、数字和 -，如 hb-2024-green"))
}

/// Text in UTF-8 or GB18030.
fn decode(bytes: Vec<u8>) -> Option<String> {
    let (text, _) = crate::text::encoding::decode(bytes)?;
    if text.contains('\0') { None } else { Some(text) }
}

fn new_files_of(texts: &[stub::StubFile]) -> Vec<NewFile> {
    let mut files = Vec::new();
    for text in texts {
        let contents = text.text.clone().into_bytes();
        files.push(NewFile { path: text.path.clone(), contents });
    }
    files
}
