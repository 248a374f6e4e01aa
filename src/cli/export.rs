//! `pilot render --to docx` and `--to html`: the plan as a file that others can edit or read.

use std::path::{Path, PathBuf};

use crate::export::{self, Document, Exported, Remark};
use crate::outline::Notice;
use crate::project::cover::Cover;
use crate::project::read::PROJECT_FILE;
use crate::project::{Project, facts, files, model, targets};

use super::failure::Failure;
use super::judge;

/// What a plan is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A Word document.
    Docx,
    /// A page of HTML.
    Html,
}

impl Form {
    /// The end of a file's name.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }
}

/// A written plan.
pub(super) struct Written {
    /// The bytes.
    pub(super) bytes: Vec<u8>,
    /// What could not be taken along, each with its place.
    pub(super) remarks: Vec<String>,
    /// The content code.
    pub(super) code: String,
}

/// The style that these forms follow.
const STYLE: &str = "gbt9704";

/// Writes the plan of a project.
pub(super) fn write(project: &Project, notice: &Notice, form: Form) -> Result<Written, Failure> {
    let Some(plan) = &project.plan else {
        return Err(
            Failure::new("没有可以转换的方案").hint("在 pilot.toml 的 [plan] 里写 files = [\"plan.md\"]；成品 PDF 不能转成可编辑的文件")
        );
    };
    let (_, code) = facts::code_of(project, None);
    let pictures = |path: &str| std::fs::read(files::inside(&project.root, path)?).ok();
    let document = Document {
        plan,
        cover: Cover::of(&project.config, notice, Some(&code)),
        targets: targets::rows(&project.config, &notice.profile),
        pictures: &pictures,
    };
    let Exported { bytes, remarks } = match form {
        Form::Docx => export::docx::docx(&document).map_err(|e| Failure::new(format!("Word 文件打不了包：{e}")))?,
        Form::Html => export::html::html(&document),
    };
    let mut remarks: Vec<String> = remarks.iter().map(|r| told(r, project)).collect();
    if let (Form::Docx, Some(style)) = (form, project.config.render.style.as_ref().filter(|s| s.value != STYLE)) {
        remarks
            .push(format!("Word 文件一律按 GB/T 9704 版式，没有采用 [render] style = \"{}\"", crate::text::han::printable(&style.value)));
    }
    Ok(Written { bytes, remarks, code })
}

fn told(remark: &Remark, project: &Project) -> String {
    let source = project.sources.get(remark.at.source);
    format!("{}:{} {}", source.name, source.line_col(remark.at.span.start).line, remark.message)
}

/// Refuses to write over anything that the project is made of.
pub(super) fn guard(path: &Path, project: &Project) -> Result<(), Failure> {
    let Ok(target) = path.canonicalize() else { return Ok(()) };
    let mut inputs: Vec<PathBuf> = vec![PROJECT_FILE.into()];
    inputs.extend(project.sources.iter().map(|(_, s)| PathBuf::from(&s.name)));
    inputs.extend(project.named_files().into_iter().map(|(_, name, _)| PathBuf::from(model::normal(&name))));
    inputs.extend(project.files.iter().map(|f| PathBuf::from(&f.path)));
    inputs.extend(project.plan.iter().flat_map(|p| p.images()).map(|i| PathBuf::from(model::normal(&i.path))));
    inputs.extend(project.config.plan.pdf.iter().map(|p| PathBuf::from(model::normal(&p.value))));
    match inputs.iter().any(|input| project.root.join(input).canonicalize().is_ok_and(|p| p == target)) {
        true => Err(Failure::new(format!("{} 是项目自己的文件，不能用输出覆盖它", judge::shown(path))).hint("--output 请换一个文件名")),
        false => Ok(()),
    }
}
