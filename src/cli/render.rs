//! `pilot render`: the plan as a finished document. Works on a plan with findings too.

use crate::outline::Library;
use crate::project::read::Opened;
use crate::project::write::write_atomic;

use super::args::RenderArgs;
use super::env::Env;
use super::exit::Exit;
use super::export::{self, Form};
use super::failure::Failure;
use super::talk::Talk;
use super::{judge, produce};

pub(super) fn run(args: &RenderArgs, library: &Library, env: &mut Env<'_>, talk: Talk) -> Result<Exit, Failure> {
    let root = judge::project_root(args.path.as_deref(), env)?;
    let Opened { project, notice } = judge::open(&root, library, None)?;
    if let Some(problem) = project.config.problems.first() {
        let line = project.sources.get(problem.at.source).line_col(problem.at.span.start).line;
        return Err(Failure::new(format!("pilot.toml 第 {line} 行：{}", problem.message)).hint("先运行 pilot check 把 pilot.toml 改对"));
    }
    if let Some(form) = Form::of(args.to) {
        return export::run(args, form, &root, &Opened { project, notice }, env, talk);
    }
    talk.step(env, "正在排版……");
    let produced = produce::pdf(&project, &notice, env)?;
    let path = match &args.output {
        Some(file) => env.cwd.join(file),
        None => root.join("dist").join("实施方案.pdf"),
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| Failure::io("建不了文件夹", folder, &e))?;
    }
    write_atomic(&path, &produced.pdf).map_err(|e| Failure::io("写不了", &path, &e))?;
    let shown = path.strip_prefix(&env.cwd).unwrap_or(&path).to_owned();
    let pages = produced.pages.map_or(String::new(), |p| format!("，{p} 页"));
    writeln!(env.out, "{}{pages}，内容码 {}", judge::shown(&shown), produced.code)?;
    for remark in &produced.remarks {
        talk.done(env, remark);
    }
    Ok(Exit::Clean)
}
