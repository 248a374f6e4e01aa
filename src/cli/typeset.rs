//! A project's plan as pages: hands the renderer what it needs, and tells its troubles in the form of failures.

use crate::outline::Notice;
use crate::project::{Project, files};
use crate::render::{self, Cover, Document, Rendered, Style, Trouble, targets};

use crate::text::han;

use super::failure::Failure;

/// Typesets the plan of a project with its content code.
pub(super) fn plan(project: &Project, notice: &Notice, code: &str) -> Result<Rendered, Failure> {
    let Some(plan) = &project.plan else { return Err(Failure::new("没有可以排版的方案")) };
    let style = style(project, notice)?;
    let pictures = |path: &str| std::fs::read(files::inside(&project.root, path)?).ok();
    let document = Document {
        plan,
        sources: &project.sources,
        cover: Cover::of(&project.config, notice, Some(code)),
        targets: targets::rows(&project.config, &notice.profile),
        style: &style,
        pictures: &pictures,
    };
    render::pdf(&document).map_err(|troubles| failure(&troubles, project))
}

/// The style that is used where `[render] style` says nothing.
const STYLE: &str = "gbt9704";

fn style(project: &Project, notice: &Notice) -> Result<Style, Failure> {
    let named = project.config.render.style.as_ref().map_or(STYLE, |s| s.value.as_str());
    let Some(text) = notice.styles.get(named) else {
        let known: Vec<&str> = notice.styles.keys().map(String::as_str).collect();
        return Err(
            Failure::new(format!("没有名为“{}”的版式", han::printable(named))).hint(format!("[render] style 可用：{}", known.join("、")))
        );
    };
    Style::parse(text).map_err(|what| Failure::new(format!("版式 {named} 的数据有误：{what}")))
}

/// All troubles at once, each with its line.
fn failure(troubles: &[Trouble], project: &Project) -> Failure {
    let mut failure = Failure::new("方案排不出来");
    for trouble in troubles {
        let place = trouble.at.map_or(String::new(), |at| {
            let source = project.sources.get(at.source);
            let place = source.line_col(at.span.start);
            format!("{}:{}:{} ", source.name, place.line, place.column)
        });
        failure = failure.hint(format!("{place}{}", trouble.message));
        if let Some(help) = &trouble.help {
            failure = failure.hint(format!("  {help}"));
        }
    }
    failure
}
