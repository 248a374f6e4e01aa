//! `pilot render --to letter`: the draft of the letter as pages and as a Word document. The
//! project's own text counts, otherwise the notice's.

use crate::export;
use crate::notice::Notice;
use crate::plan::Plan;
use crate::plan::parse::parse;
use crate::project::config::UNFILLED;
use crate::project::cover::Cover;
use crate::project::{Project, files};
use crate::scaffold::{self, Answers};
use crate::text::{SourceText, Sources};

use crate::cli::session::line_of;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::wording::not_exported::not_exported;

/// The letter's text, in a project and among the templates.
const TEXT: &str = "letter.md";

/// A letter that was read.
pub(crate) struct Letter {
    /// Its text.
    pub(crate) plan: Plan,
    /// Where it was read from.
    pub(crate) sources: Sources,
    /// What is worth a look, in Chinese: where the text comes from, what is still to be filled in.
    pub(crate) remarks: Vec<String>,
}

/// The letter as a file.
pub(crate) struct LetterFile {
    pub(crate) bytes: Vec<u8>,
    /// How many pages it has, where that is known.
    pub(crate) pages: Option<usize>,
    /// What is worth a look in the pages, or could not be taken along; in Chinese.
    pub(crate) remarks: Vec<String>,
}

/// Reads the letter of a project.
pub(crate) fn read(project: &Project, notice: &Notice) -> Result<Letter, Failure> {
    let mut remarks = Vec::new();
    let text = match files::inside(&project.root, TEXT).filter(|path| path.is_file()) {
        Some(path) => {
            let bytes = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, e))?;
            String::from_utf8(bytes).map_err(|_| {
                Failure::new(format!("{TEXT} 不是 UTF-8 编码")).hint("另存为 UTF-8 后重试")
            })?
        }
        None => {
            let made = scaffold::plan(notice, &Answers::from_config(&project.config))
                .into_iter()
                .find(|f| f.path == TEXT);
            let Some(made) = made else {
                return Err(
                    Failure::new("这份通知没有推荐函的文稿").hint(format!("可以自己写 {TEXT}"))
                );
            };
            remarks.push(format!("项目里没有 {TEXT}，按通知的文稿排版"));
            String::from_utf8_lossy(&made.contents).into_owned()
        }
    };
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new(TEXT, &text));
    let plan = parse(&[id], &sources);
    for flat in plan.text_runs() {
        for (start, _) in flat.text.match_indices(UNFILLED) {
            let length = match flat.text[start..].find('】') {
                Some(end) => end + '】'.len_utf8(),
                None => UNFILLED.len(),
            };
            let place = flat
                .at(start, start + length)
                .map(|at| line_of(&sources, at) + " ")
                .unwrap_or_default();
            remarks.push(format!(
                "{place}还没有填：{}",
                crate::text::han::printable(&flat.text[start..start + length])
            ));
        }
    }
    Ok(Letter { plan, sources, remarks })
}

impl Letter {
    /// The letter as pages.
    #[cfg(feature = "render")]
    pub(crate) fn pages(&self, project: &Project, notice: &Notice) -> Result<LetterFile, Failure> {
        let (rendered, remarks) =
            super::typeset::letter(project, notice, &self.plan, &self.sources)?;
        Ok(LetterFile { bytes: rendered.pdf, pages: Some(rendered.pages), remarks })
    }

    /// There are no pages without the typesetter.
    #[cfg(not(feature = "render"))]
    pub(crate) fn pages(&self, _: &Project, _: &Notice) -> Result<LetterFile, Failure> {
        Err(Failure::new("这个 pilot 编译时没有带排版功能")
            .hint("可以用 --output 推荐函.docx 写成 Word 文件"))
    }

    /// The letter as a Word document.
    pub(crate) fn word(&self, project: &Project, notice: &Notice) -> Result<LetterFile, Failure> {
        let pictures = |path: &str| files::bytes_inside(&project.root, path);
        let cover = Cover::of(&project.config, notice, None);
        let document = export::ExportInput {
            plan: &self.plan,
            cover,
            targets: Vec::new(),
            pictures: &pictures,
        };
        let made = export::docx::letter(&document)
            .map_err(|e| Failure::new("Word 文件打不了包").caused_by(e))?;
        let mut remarks = Vec::new();
        for remark in &made.remarks {
            let words = not_exported(&remark.what);
            remarks.push(format!("{} {words}", line_of(&self.sources, remark.at)));
        }
        Ok(LetterFile { bytes: made.bytes, pages: None, remarks })
    }
}
