//! `pilot render --to docx` and `--to html`: the plan as a file that others can edit or read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::bundle::plan::plan_name;
use crate::export::{self, ExportInput, Exported, Remark};
use crate::notice::Notice;
use crate::plan::Plan;
use crate::plan::docx;
use crate::project::config::DEFAULT_STYLE;
use crate::project::cover::Cover;
use crate::project::read::PROJECT_FILE;
use crate::project::{Project, facts, files, model, targets};
use crate::text::{Sources, han};

use crate::cli::session::Session;
use crate::cli::terminal::args::RenderArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{self, Failure};
use crate::cli::terminal::wording::not_exported::not_exported;

/// What a plan is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    /// A Word document.
    Docx,
    /// A page of HTML.
    Html,
}

impl ExportFormat {
    /// The end of a file's name.
    fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }
}

/// Writes the plan of a project to its file.
pub(crate) fn run(
    args: &RenderArgs,
    form: ExportFormat,
    project: &Project,
    notice: &Notice,
    session: &mut Session<'_, '_>,
) -> Result<Exit, Failure> {
    let Some(plan) = &project.plan else {
        return Err(Failure::new("没有可以转换的方案").hint(
            "在 pilot.toml 的 [plan] 里写 files = [\"plan.md\"]；成品 PDF 不能转成可编辑的文件",
        ));
    };
    let path = match &args.output {
        Some(file) => session.env.cwd.join(file),
        None => {
            project.root.join("dist").join(format!("{}.{}", plan_name(notice), form.extension()))
        }
    };
    guard(&path, project)?;
    session.step("正在转换……");
    let (_, code) = facts::code_of(project, None);
    let Exported { bytes, remarks } = convert(plan, form, project, notice, &code)?;
    session.write_result(&path, &bytes, &format!("，内容码 {code}"))?;
    for remark in &remarks {
        session.done(&told(remark, project));
    }
    let style = project.config.render.style_name();
    if form == ExportFormat::Docx && style != DEFAULT_STYLE {
        session.done(&format!(
            "Word 文件一律按 GB/T 9704 版式，没有采用 [render] style = \"{}\"",
            han::printable(style)
        ));
    }
    Ok(Exit::Clean)
}

/// The plan in another form.
fn convert(
    plan: &Plan,
    form: ExportFormat,
    project: &Project,
    notice: &Notice,
    code: &str,
) -> Result<Exported, Failure> {
    let inside = pictures_of_document(project);
    let pictures = |path: &str| match inside.get(path) {
        Some(bytes) => Some(bytes.clone()),
        None => files::bytes_inside(&project.root, path),
    };
    let document = ExportInput {
        plan,
        cover: Cover::of(&project.config, notice, Some(code)),
        targets: targets::rows(&project.config, &notice.profile),
        pictures: &pictures,
    };
    match form {
        ExportFormat::Docx => export::docx::docx(&document)
            .map_err(|e| Failure::new("Word 文件打不了包").caused_by(e)),
        ExportFormat::Html => Ok(export::html::html(&document)),
    }
}

/// The pictures that a Word plan holds, by path; none for another plan.
fn pictures_of_document(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let Some(word) = &project.word else { return out };
    let Some(path) = files::inside(&project.root, &word.path) else { return out };
    let Ok(bytes) = std::fs::read(path) else { return out };
    // A document that was changed since is read as it was named: what is gone is reported as missing.
    if let Ok(read) = docx::read(&bytes, &word.path, &mut Sources::default()) {
        for picture in read.pictures {
            out.insert(model::normal(&picture.path), picture.bytes);
        }
    }
    out
}

/// The plan as a Word document, for a notice that asks for one; `None` if there is only a finished
/// PDF.
pub(crate) fn word(project: &Project, notice: &Notice) -> Result<Option<Vec<u8>>, Failure> {
    let Some(plan) = &project.plan else { return Ok(None) };
    let (_, code) = facts::code_of(project, None);
    Ok(Some(convert(plan, ExportFormat::Docx, project, notice, &code)?.bytes))
}

fn told(remark: &Remark, project: &Project) -> String {
    let source = project.sources.get(remark.at.source);
    let line = source.line(remark.at.span.start);
    format!("{}:{line} {}", source.name, not_exported(&remark.what))
}

/// Refuses to write over anything that the project is made of.
fn guard(path: &Path, project: &Project) -> Result<(), Failure> {
    let Ok(target) = path.canonicalize() else { return Ok(()) };
    let mut inputs: Vec<PathBuf> = vec![PROJECT_FILE.into()];
    inputs.extend(project.sources.iter().map(|(_, s)| PathBuf::from(&s.name)));
    inputs.extend(
        project.named_files().into_iter().map(|(_, name, _)| PathBuf::from(model::normal(&name))),
    );
    inputs.extend(project.files.iter().map(|f| PathBuf::from(&f.path)));
    let pictures = project.plan.iter().flat_map(|plan| plan.images());
    inputs.extend(pictures.map(|picture| PathBuf::from(model::normal(&picture.path))));
    inputs.extend(project.config.plan.pdf.iter().map(|p| PathBuf::from(model::normal(&p.value))));
    let is_target = |input: &PathBuf| {
        let path = project.root.join(input);
        path.canonicalize().is_ok_and(|path| path == target)
    };
    match inputs.iter().any(is_target) {
        true => Err(Failure::new(format!(
            "{} 是项目自己的文件，不能用输出覆盖它",
            failure::shown(path)
        ))
        .hint("--output 请换一个文件名")),
        false => Ok(()),
    }
}
