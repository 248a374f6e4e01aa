//! The plan as a finished PDF: the one that is supplied, or pages typeset from the text.

use crate::notice::Notice;
use crate::project::{Project, facts, model};
use crate::text::digest::sha256;

use super::libreoffice;
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::Failure;

/// A finished plan.
pub(crate) struct PlanPdf {
    /// The bytes.
    pub(crate) pdf: Vec<u8>,
    /// Families of fonts, if it was typeset here.
    pub(crate) fonts: Vec<String>,
    /// Pages, if it was typeset here.
    pub(crate) pages: Option<usize>,
    /// What is worth a look in the pages, in Chinese: text beyond the edge, characters without a
    /// glyph.
    pub(crate) remarks: Vec<String>,
    /// SHA-256 of what the plan says.
    pub(crate) digest: String,
    /// The content code.
    pub(crate) code: String,
}

/// Makes or takes the PDF of a project.
pub(crate) fn pdf(project: &Project, notice: &Notice, env: &Env<'_>) -> Result<PlanPdf, Failure> {
    make(project, notice, Finish::Final, env)
}

/// What pages are made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finish {
    /// To be handed in.
    Final,
    /// To be read and corrected: marked on every page, never handed in.
    Draft,
}

/// Makes or takes the PDF of a project for one purpose; there are drafts of typeset pages only.
pub(crate) fn make(
    project: &Project,
    notice: &Notice,
    finish: Finish,
    env: &Env<'_>,
) -> Result<PlanPdf, Failure> {
    let is_supplied = project.config.plan.pdf.is_some() || project.word.is_some();
    if finish == Finish::Draft && is_supplied {
        return Err(Failure::new("方案是现成的 PDF 或 Word 文件，没有草稿可排"));
    }
    if let Some(name) = &project.config.plan.pdf {
        let path = project.root.join(model::normal(&name.value));
        let pdf = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, e))?;
        let (digest, code) = facts::code_of(project, Some(&sha256(&pdf)));
        return Ok(PlanPdf {
            pdf,
            fonts: Vec::new(),
            pages: None,
            remarks: Vec::new(),
            digest,
            code,
        });
    }
    if project.plan.is_none() {
        return Err(Failure::new("没有可以排版的方案").hint(
            "在 pilot.toml 的 [plan] 里写 files = [\"plan.md\"]，或用 pdf = \"…\" 给出成品",
        ));
    }
    if let Some(word) = &project.word {
        let path = project.root.join(&word.path);
        let pdf = libreoffice::pdf_of(&path, env)?;
        let (digest, code) = facts::code_of(project, Some(&sha256(&pdf)));
        let remark =
            "方案的 PDF 由 LibreOffice 从 Word 文件转成，字体和分页可能与 Word 不同，请打开看一遍"
                .to_owned();
        return Ok(PlanPdf {
            pdf,
            fonts: Vec::new(),
            pages: None,
            remarks: vec![remark],
            digest,
            code,
        });
    }
    let (digest, code) = facts::code_of(project, None);
    typeset(project, notice, digest, code, finish)
}

#[cfg(not(feature = "render"))]
fn typeset(_: &Project, _: &Notice, _: String, _: String, _: Finish) -> Result<PlanPdf, Failure> {
    Err(Failure::new("这个 pilot 编译时没有带排版功能")
        .hint("在 [plan] 里用 pdf = \"…\" 给出排好的方案，或换用完整的 pilot"))
}

#[cfg(feature = "render")]
fn typeset(
    project: &Project,
    notice: &Notice,
    digest: String,
    code: String,
    finish: Finish,
) -> Result<PlanPdf, Failure> {
    let (rendered, remarks) = super::typeset::plan(project, notice, &code, finish)?;
    Ok(PlanPdf {
        remarks,
        pages: Some(rendered.pages),
        fonts: rendered.fonts,
        pdf: rendered.pdf,
        digest,
        code,
    })
}
