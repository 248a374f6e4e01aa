//! The plan as a finished PDF: the one that is supplied, or pages typeset from the text.

use std::collections::BTreeSet;

use crate::attachment;
use crate::notice::Notice;
use crate::project::cover::Cover;
use crate::project::{Project, facts, model};
use crate::text::digest::sha256;
use crate::text::{han, word_list};

use super::{libreoffice, stable_pdf};
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
        let made = libreoffice::pdf_of(&path, env)?;
        let dated = Cover::of(&project.config, notice, None).dated;
        let pdf = stable_pdf::stable(made, dated);
        let (digest, code) = facts::code_of(project, None);
        let mut remarks = vec![
            "方案的 PDF 由 LibreOffice 从 Word 文件转成，字体和分页可能与 Word 不同，请打开看一遍"
                .to_owned(),
        ];
        remarks.extend(replaced_fonts(&word.notes.fonts, &pdf));
        return Ok(PlanPdf { pdf, fonts: Vec::new(), pages: None, remarks, digest, code });
    }
    let (digest, code) = facts::code_of(project, None);
    typeset(project, notice, digest, code, finish)
}

/// Which fonts of a document are not in its PDF, in Chinese; nothing if all are.
fn replaced_fonts(wanted: &BTreeSet<String>, pdf: &[u8]) -> Option<String> {
    let facts = attachment::inspect("plan.pdf", pdf);
    let found: Vec<String> = facts.fonts.iter().map(|name| bare(name)).collect();
    let is_there = |name: &String| {
        let names = other_names(name);
        let mut names = names.iter().map(|name| bare(name));
        let is_found = |name: &str| found.iter().any(|font| font.starts_with(name));
        names.any(|name| is_found(&name))
    };
    let replaced = wanted.iter().filter(|name| !is_there(name));
    let replaced: Vec<&str> = replaced.map(String::as_str).collect();
    if replaced.is_empty() || facts.fonts.is_empty() {
        return None;
    }
    Some(format!(
        "PDF 里没有 Word 文件用的字体：{}；这台电脑上没有它们，LibreOffice 换成了别的字体（PDF 里有 {}）。要原样，请装上字体再转，或在 Word、WPS 里另存为 PDF",
        han::printable(&replaced.join("、")),
        han::printable(&facts.fonts.join("、"))
    ))
}

/// A name without blanks, hyphens and case, as programs differ in them.
fn bare(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// A font under the names that files know it by.
fn other_names(name: &str) -> Vec<&str> {
    let families = word_list::words("font-names");
    let is_one = |family: &&String| family.split('=').any(|other| other == name);
    let family = families.iter().find(is_one);
    match family {
        Some(family) => family.split('=').collect(),
        None => vec![name],
    }
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
