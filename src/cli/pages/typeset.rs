//! A project's plan as pages: hands the renderer what it needs, and turns its errors into the form
//! of failures.

use crate::notice::Notice;
use crate::plan::Plan;
use crate::project::{Project, files};
use crate::render::{
    self, BoundVolume, Cover, Live, Pages, RenderError, RenderInput, Rendered, Style, VolumePart,
    VolumePartKind, targets,
};
use crate::text::coverage::Characters;
use crate::text::{Sources, han};

use super::plan_pdf::Finish;
use super::system_fonts;
use crate::cli::session::line_of;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::wording::typesetting::failure;

/// Typesets the plan of a project with its content code, with remarks on what is worth a look.
pub(crate) fn plan(
    project: &Project,
    notice: &Notice,
    code: &str,
    finish: Finish,
) -> Result<(Rendered, Vec<String>), Failure> {
    let Some(plan) = &project.plan else { return Err(Failure::new("没有可以排版的方案")) };
    let work = match finish {
        Finish::Draft => render::draft,
        Finish::Final => render::pdf,
    };
    let (rendered, mut remarks_on_fonts) =
        with(project, notice, plan, &project.sources, Some(code), work)?;
    remarks_on_fonts.extend(remarks(&rendered, &project.sources));
    Ok((rendered, remarks_on_fonts))
}

/// What stands in the place of the content code on pages that follow every edit: with the code,
/// every page would change each time.
const NO_CODE: &str = "预览稿";

/// Typesets the plan of a project for a screen.
pub(crate) fn live(live: &mut Live, project: &Project, notice: &Notice) -> Result<Pages, Failure> {
    let Some(plan) = &project.plan else { return Err(Failure::new("没有可以排版的方案")) };
    with(project, notice, plan, &project.sources, Some(NO_CODE), |document| live.typeset(document))
        .map(|(pages, _)| pages)
}

/// Typesets the volume of a project: its plan, unless that is one of the parts, and the parts.
pub(crate) fn volume(
    project: &Project,
    notice: &Notice,
    code: &str,
    parts: &[VolumePart],
) -> Result<BoundVolume, Failure> {
    let finished = parts.iter().any(|p| p.kind == VolumePartKind::Plan);
    let empty = Plan::default();
    let plan = match &project.plan {
        Some(plan) if !finished => plan,
        _ => &empty,
    };
    Ok(with(project, notice, plan, &project.sources, Some(code), |document| {
        render::volume(document, parts)
    })?
    .0)
}

/// Typesets a letter of a project, with remarks on what is worth a look.
pub(crate) fn letter(
    project: &Project,
    notice: &Notice,
    plan: &Plan,
    sources: &Sources,
) -> Result<(Rendered, Vec<String>), Failure> {
    let (rendered, mut remarks_on_fonts) =
        with(project, notice, plan, sources, None, render::letter)?;
    remarks_on_fonts.extend(remarks(&rendered, sources));
    Ok((rendered, remarks_on_fonts))
}

/// Hands the renderer what it needs; returns what it made, with remarks on the fonts.
fn with<T>(
    project: &Project,
    notice: &Notice,
    plan: &Plan,
    sources: &Sources,
    code: Option<&str>,
    work: impl FnOnce(&RenderInput<'_>) -> Result<T, Vec<RenderError>>,
) -> Result<(T, Vec<String>), Failure> {
    let mut style = style(project, notice)?;
    let remarks = system_fonts::add(&mut style, project)?;
    let pictures = |path: &str| files::bytes_inside(&project.root, path);
    let document = RenderInput {
        plan,
        sources,
        cover: Cover::of(&project.config, notice, code),
        targets: targets::rows(&project.config, &notice.profile),
        style: &style,
        pictures: &pictures,
    };
    let made = work(&document).map_err(|errors| failure(errors, sources))?;
    Ok((made, remarks))
}

/// What fonts of the machine print beside the embedded ones. Nothing where they are not asked for,
/// or a folder of fonts is not there: that is reported when pages are typeset.
pub(crate) fn machine_prints(project: &Project, notice: &Notice) -> Characters {
    if !system_fonts::are_asked_for(project) {
        return Characters::default();
    }
    let found = style(project, notice)
        .and_then(|mut style| system_fonts::add(&mut style, project).map(|_| style));
    found.map(|style| render::printed_by(&style.faces)).unwrap_or_default()
}

/// What is worth a look in the pages, in Chinese: text beyond the edge, characters without a glyph.
fn remarks(rendered: &Rendered, sources: &Sources) -> Vec<String> {
    let missing = rendered.missing.iter().map(|m| {
        let code = m.character as u32;
        format!(
            "{} 第 {} 页：字体里没有“{}”（U+{code:04X}），印成了编码",
            line_of(sources, m.at),
            m.page,
            m.character
        )
    });
    let overfull = rendered.overfull.iter().map(|o| {
        let place = o.at.map(|at| line_of(sources, at)).unwrap_or_default();
        format!("{place} 第 {} 页：“{}”超出版心，请断开或换个写法", o.page, han::printable(&o.text))
    });
    missing.chain(overfull).collect()
}

fn style(project: &Project, notice: &Notice) -> Result<Style, Failure> {
    let named = project.config.render.style_name();
    let Some(text) = notice.styles.get(named) else {
        let known: Vec<&str> = notice.styles.keys().map(String::as_str).collect();
        return Err(Failure::new(format!("没有名为“{}”的版式", han::printable(named)))
            .hint(format!("[render] style 可用：{}", known.join("、"))));
    };
    Style::parse(text)
        .map_err(|error| Failure::new(format!("版式 {named} 的数据有误")).caused_by(error))
}
