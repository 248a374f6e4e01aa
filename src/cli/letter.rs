//! `pilot render --to letter`: the draft of the letter as pages. The project's own text counts, otherwise the notice's.

use crate::outline::Notice;
use crate::plan::parse::parse;
use crate::project::config::UNFILLED;
use crate::project::{Project, files};
use crate::scaffold::{self, Answers};
use crate::text::{SourceText, Sources};

use super::failure::Failure;
use super::typeset;

/// The letter's text, in a project and among the templates.
const TEXT: &str = "letter.md";

/// The pages, their number, and what is worth a look.
pub(super) fn typeset(project: &Project, notice: &Notice) -> Result<(Vec<u8>, usize, Vec<String>), Failure> {
    let mut remarks = Vec::new();
    let text = match files::inside(&project.root, TEXT).filter(|path| path.is_file()) {
        Some(path) => {
            let bytes = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, &e))?;
            String::from_utf8(bytes).map_err(|_| Failure::new(format!("{TEXT} 不是 UTF-8 编码")).hint("另存为 UTF-8 后重试"))?
        }
        None => {
            let made = scaffold::plan(notice, &Answers::from_config(&project.config)).into_iter().find(|f| f.path == TEXT);
            let Some(made) = made else {
                return Err(Failure::new("这份通知没有推荐函的文稿").hint(format!("可以自己写 {TEXT}")));
            };
            remarks.push(format!("项目里没有 {TEXT}，按通知的文稿排版"));
            String::from_utf8_lossy(&made.contents).into_owned()
        }
    };
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new(TEXT, &text));
    let plan = parse(&[id], &sources);
    let (rendered, told) = typeset::letter(project, notice, &plan, &sources)?;
    for flat in plan.flats() {
        for (start, _) in flat.text.match_indices(UNFILLED) {
            let length = flat.text[start..].find('】').map_or(UNFILLED.len(), |end| end + '】'.len_utf8());
            let place = flat.at(start, start + length).map_or(String::new(), |at| typeset::line(&sources, at) + " ");
            remarks.push(format!("{place}还没有填：{}", crate::text::han::printable(&flat.text[start..start + length])));
        }
    }
    remarks.extend(told);
    Ok((rendered.pdf, rendered.pages, remarks))
}
