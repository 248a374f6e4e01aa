//! The plan as a finished PDF: the one that is supplied, or pages typeset from the text.

use crate::outline::Notice;
use crate::project::{Project, facts, model};

use super::env::Env;
use super::failure::Failure;
use super::office;

/// A finished plan.
pub(super) struct Produced {
    /// The bytes.
    pub(super) pdf: Vec<u8>,
    /// Families of fonts, if it was typeset here.
    pub(super) fonts: Vec<String>,
    /// Pages, if it was typeset here.
    pub(super) pages: Option<usize>,
    /// What is worth a look in the pages, in Chinese: text beyond the edge, characters without a glyph.
    pub(super) remarks: Vec<String>,
    /// SHA-256 of what the plan says.
    pub(super) digest: String,
    /// The content code.
    pub(super) code: String,
}

/// Makes or takes the PDF of a project.
pub(super) fn pdf(project: &Project, notice: &Notice, env: &Env<'_>) -> Result<Produced, Failure> {
    if let Some(name) = &project.config.plan.pdf {
        let path = project.root.join(model::normal(&name.value));
        let pdf = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, &e))?;
        let (digest, code) = facts::code_of(project, Some(&crate::bundle::sha256(&pdf)));
        return Ok(Produced { pdf, fonts: Vec::new(), pages: None, remarks: Vec::new(), digest, code });
    }
    if project.plan.is_none() {
        return Err(
            Failure::new("没有可以排版的方案").hint("在 pilot.toml 的 [plan] 里写 files = [\"plan.md\"]，或用 pdf = \"…\" 给出成品")
        );
    }
    if let Some(word) = &project.word {
        let path = project.root.join(&word.path);
        let pdf = office::pdf_of(&path, env)?;
        let (digest, code) = facts::code_of(project, Some(&crate::bundle::sha256(&pdf)));
        let remark = "方案的 PDF 由 LibreOffice 从 Word 文件转成，字体和分页可能与 Word 不同，请打开看一遍".to_owned();
        return Ok(Produced { pdf, fonts: Vec::new(), pages: None, remarks: vec![remark], digest, code });
    }
    let (digest, code) = facts::code_of(project, None);
    typeset(project, notice, digest, code)
}

#[cfg(not(feature = "render"))]
fn typeset(_: &Project, _: &Notice, _: String, _: String) -> Result<Produced, Failure> {
    Err(Failure::new("这个 pilot 编译时没有带排版功能").hint("在 [plan] 里用 pdf = \"…\" 给出排好的方案，或换用完整的 pilot"))
}

#[cfg(feature = "render")]
fn typeset(project: &Project, notice: &Notice, digest: String, code: String) -> Result<Produced, Failure> {
    let rendered = super::typeset::plan(project, notice, &code)?;
    let line = |at: crate::text::At| {
        let source = project.sources.get(at.source);
        format!("{}:{}", source.name, source.line_col(at.span.start).line)
    };
    let missing = rendered.missing.iter().map(|m| {
        let code = m.character as u32;
        format!("{} 第 {} 页：字体里没有“{}”（U+{code:04X}），印成了编码", line(m.at), m.page, m.character)
    });
    let overfull = rendered.overfull.iter().map(|o| {
        let place = o.at.map_or(String::new(), line);
        format!("{place} 第 {} 页：“{}”超出版心，请断开或换个写法", o.page, crate::text::han::printable(&o.text))
    });
    let remarks = missing.chain(overfull).collect();
    Ok(Produced { remarks, pages: Some(rendered.pages), fonts: rendered.fonts, pdf: rendered.pdf, digest, code })
}
