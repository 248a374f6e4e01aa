//! `pilot init`: collects answers, asks for what is missing, writes the new project.

pub mod ask;
mod carried;
mod ci;

use std::fs;
use std::path::Path;

use crate::notice::{Library, Notice};
use crate::project::Config;
use crate::project::carried_notice;
use crate::project::new_file::obstacles;
use crate::scaffold::{self, Answers, resolve_division};
use crate::text::{SourceId, SourceText, han};

use crate::cli::session::Session;
use crate::cli::terminal::args::InitArgs;
use crate::cli::terminal::console::TerminalConsole;
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, nearest_hint};
use crate::cli::terminal::new_files;
use crate::cli::terminal::shell::Color;
use ask::{Console, Stop};

/// Runs the command: a new project, or files for build servers in one that is there.
pub(crate) fn run(args: &InitArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    match ci::project(args, session) {
        Some(root) => ci::run(&root, args, session),
        None => new_project(args, session),
    }
}

/// Writes a new project. Nothing is written unless every question was answered and no file is in
/// the way.
fn new_project(args: &InitArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let root = match &args.dir {
        Some(dir) => session.env.cwd.join(dir),
        None => session.env.cwd.clone(),
    };
    let file = args.answers.as_ref().map(|path| read_answers(path, session.env)).transpose()?;
    // A file of answers stands for the person: a script behaves the same with and without a
    // terminal.
    let Color(colored) = session.shell.message_color(session.env);
    let mut terminal = if session.env.can_ask && file.is_none() {
        Some(TerminalConsole { colored })
    } else {
        None
    };
    let named =
        args.notice.clone().or_else(|| Some(Config::notice_of(SourceId(0), file.as_ref()?)?.value));
    let named = match (&args.answers, named) {
        (Some(answers), Some(named))
            if carried_notice::is_path(&named) && args.notice.is_none() =>
        {
            Some(carried::of_answers(answers, &named, session)?)
        }
        (_, named) => named,
    };
    let id = notice_id(named, session.library, terminal.as_mut().map(|t| t as &mut dyn Console))?;
    let notice = session.notice(Some(&id))?;
    let carried = carried::files(&id, session)?;
    let mut answers = match &file {
        Some(text) => answers_of(text, args.answers.as_deref().unwrap_or(Path::new("")), &notice)?,
        None => Answers::default(),
    };
    answers.ci = ci::kinds(args);
    if !carried.is_empty() {
        answers.notice_path = Some(carried_notice::path_value());
    }
    apply(args, &notice, &mut answers)?;
    let planned = |answers: &Answers| {
        let mut files = scaffold::plan(&notice, answers);
        files.extend(carried.iter().cloned());
        files
    };
    new_files::refuse(&root, obstacles(&root, &planned(&answers)))?;
    if let Some(terminal) = &mut terminal {
        ask::ask(&notice, &mut answers, terminal).map_err(stopped)?;
    }
    let files = planned(&answers);
    new_files::put(&root, &files)?;
    let shown = han::printable(&root.display().to_string());
    session.done(&format!("已在 {shown} 建立项目（{}）：", notice.profile.short));
    for file in &files {
        if !file.path.starts_with(carried::PREFIX) {
            session.done(&format!("  {}", file.path));
        }
    }
    if !carried.is_empty() {
        session.done(&format!(
            "  {}（通知的全文和读出的事实，共 {} 个文件；pilot.toml 已写明，以后不用再给通知）",
            carried::PREFIX,
            carried.len()
        ));
    }
    session
        .done("接下来：填 pilot.toml 和 plan.md 里标着“【待填”的地方，用 pilot check 看还缺什么");
    Ok(Exit::Clean)
}

fn read_answers(path: &Path, env: &Env<'_>) -> Result<SourceText, Failure> {
    let bytes = fs::read(env.cwd.join(path)).map_err(|e| Failure::io("读不了", path, e))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!("{} 不是 UTF-8 文字", han::printable(&path.display().to_string())))
    })?;
    Ok(SourceText::new(path.display().to_string(), text))
}

fn answers_of(text: &SourceText, path: &Path, notice: &Notice) -> Result<Answers, Failure> {
    let config = Config::parse(SourceId(0), text, notice);
    if config.problems.is_empty() {
        return Ok(Answers::from_config(&config));
    }
    let mut failure = Failure::new(format!(
        "{} 有{}处错误",
        han::printable(&path.display().to_string()),
        config.problems.len()
    ));
    for problem in &config.problems {
        let line = text.line(problem.at.span.start);
        let help = match &problem.help {
            Some(help) => format!("（{help}）"),
            None => String::new(),
        };
        failure = failure.hint(han::printable(&format!("第{line}行：{}{help}", problem.message)));
    }
    Err(failure)
}

/// The notice: the one that is named, the only one there is, the one that is chosen, or the only
/// one that is no sample.
fn notice_id(
    named: Option<String>,
    library: &Library,
    console: Option<&mut dyn Console>,
) -> Result<String, Failure> {
    let ids = library.ids();
    if let Some(id) = named {
        return Ok(id);
    }
    if let [id] = ids.as_slice() {
        return Ok(id.clone());
    }
    let missing = || Failure::new("缺少 --notice").hint(format!("可用：{}", ids.join("、")));
    let Some(console) = console else { return library.default_id().ok_or_else(missing) };
    ask::ask_notice(&ask::notices(library), console).map_err(stopped)
}

/// Takes the arguments; they count before the file.
fn apply(args: &InitArgs, notice: &Notice, answers: &mut Answers) -> Result<(), Failure> {
    if let Some(id) = &args.category {
        if notice.profile.category(id).is_none() {
            let categories = notice.profile.categories.iter();
            let words: Vec<&str> = categories.map(|category| category.id.as_str()).collect();
            let near = nearest_hint(id, words.iter().copied()).unwrap_or_default();
            let failure = Failure::new(format!("--category 没有“{}”这一类", han::printable(id)));
            return Err(failure.hint(format!("{near}可用：{}", words.join("、"))));
        }
        answers.category = Some(id.clone());
    }
    for (flag, value, slot) in [
        ("--name", &args.name, &mut answers.name),
        ("--applicant", &args.applicant, &mut answers.applicant),
    ] {
        if let Some(value) = value {
            if let Some(fault) = ask::name_fault(value) {
                return Err(Failure::new(format!("{flag} {fault}")));
            }
            *slot = Some(value.trim().to_owned());
        }
    }
    if let Some(division) = &args.division {
        let found = resolve_division(&notice.divisions, division).map_err(|candidates| {
            let failure = Failure::new(format!(
                "--division “{}”不能确定是哪个县（市、区）",
                han::printable(division)
            ));
            let hint = if candidates.is_empty() {
                "全部代码见 pilot list divisions".to_owned()
            } else {
                format!("可能是：{}", candidates.join("、"))
            };
            failure.hint(hint)
        })?;
        answers.division = Some(found.code.clone());
    }
    Ok(())
}

fn stopped(stop: Stop) -> Failure {
    match stop {
        Stop::Cancelled => Failure::new("已取消，什么也没有写"),
        Stop::Failed(why) => Failure::new(format!("问答中断：{why}"))
            .hint("可以改用参数或 --answers 文件，见 pilot init --help"),
    }
}
