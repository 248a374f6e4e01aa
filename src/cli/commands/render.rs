//! `pilot render`: the plan, the print volume or the draft of the letter as pages. Works on a plan
//! with findings too.

use std::path::PathBuf;

use crate::bundle;
use crate::bundle::dist_names::DistNames;
use crate::bundle::plan::plan_name;
use crate::cli::terminal::wording::package::refusal;
use crate::notice::Notice;
use crate::project::Project;
use crate::text::han;

use crate::cli::pages::export::{self, ExportFormat};
use crate::cli::pages::letter::{self, LetterFile};
use crate::cli::pages::plan_pdf::{self, Finish, PlanPdf};
use crate::cli::pages::print_volume;
use crate::cli::session::{JudgeTerms, OpenTarget, Opened, Session};
use crate::cli::terminal::args::{RenderArgs, RenderTo};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;

pub(crate) fn run(args: &RenderArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let target = OpenTarget::Project(args.path.as_deref());
    let opened = session.open(target, None, JudgeTerms::default())?;
    opened.require_sound_config()?;
    let Opened { project, notice, .. } = opened;
    if args.draft && args.to != RenderTo::Pdf {
        return Err(Failure::new("--draft 只用于方案（--to pdf）"));
    }
    session.step("正在排版……");
    let outputs = match args.to {
        RenderTo::Docx => {
            return export::run(args, ExportFormat::Docx, &project, &notice, session);
        }
        RenderTo::Html => {
            return export::run(args, ExportFormat::Html, &project, &notice, session);
        }
        RenderTo::Pdf => {
            let finish = if args.draft { Finish::Draft } else { Finish::Final };
            vec![plan(&project, &notice, finish, session.env)?]
        }
        RenderTo::Volume => vec![volume(&project, &notice, session.env)?],
        RenderTo::Letter => letter(args, &project, &notice)?,
    };
    for output in outputs {
        let path = match &args.output {
            Some(file) => session.env.cwd.join(file),
            None => project.root.join("dist").join(&output.name),
        };
        let mut summary = String::new();
        if let Some(pages) = output.pages {
            summary.push_str(&format!("，{pages} 页"));
        }
        if let Some(code) = &output.code {
            summary.push_str(&format!("，内容码 {code}"));
        }
        session.write_result(&path, &output.bytes, &summary)?;
        session.all_done(&output.remarks);
    }
    Ok(Exit::Clean)
}

/// What is written.
struct RenderedFile {
    /// Its name in `dist/`.
    name: String,
    bytes: Vec<u8>,
    pages: Option<usize>,
    code: Option<String>,
    remarks: Vec<String>,
}

fn plan(
    project: &Project,
    notice: &Notice,
    finish: Finish,
    env: &Env<'_>,
) -> Result<RenderedFile, Failure> {
    let PlanPdf { pdf, pages, remarks, code, .. } = plan_pdf::make(project, notice, finish, env)?;
    let plan = plan_name(notice);
    let name = match finish {
        Finish::Draft => format!("{plan}-草稿.pdf"),
        Finish::Final => format!("{plan}.pdf"),
    };
    Ok(RenderedFile { name, bytes: pdf, pages, code: Some(code), remarks })
}

fn volume(project: &Project, notice: &Notice, env: &Env<'_>) -> Result<RenderedFile, Failure> {
    let produced = plan_pdf::pdf(project, notice, env)?;
    let bundle = bundle::plan(project, notice, produced.pdf.clone());
    let made = print_volume::bind(project, notice, &bundle, &produced, &env.workers)?;
    let mut remarks = produced.remarks.clone();
    remarks.extend(made.remarks);
    for left in &bundle.left_out {
        let (path, why) = (han::printable(&left.path), refusal(&left.why));
        remarks.push(format!("合订本里没有“{path}”：{why}"));
    }
    let name = DistNames::of_stem(&bundle.folder).volume;
    Ok(RenderedFile {
        name,
        bytes: made.pdf,
        pages: Some(made.facts.pages),
        code: Some(produced.code),
        remarks,
    })
}

/// Pages and a Word document; of both only the one that `--output` names, or the one that this
/// build can write.
fn letter(
    args: &RenderArgs,
    project: &Project,
    notice: &Notice,
) -> Result<Vec<RenderedFile>, Failure> {
    let letter = letter::read(project, notice)?;
    let spec = notice.profile.deliver.letter.as_ref();
    let name = spec
        .map(|l| l.name.trim())
        .filter(|name| !name.is_empty())
        .unwrap_or("推荐函")
        .replace(['/', '\\'], "");
    let is_docx = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("docx"));
    let (wants_pages, wants_word) = match &args.output {
        Some(file) => (!is_docx(file), is_docx(file)),
        None => (cfg!(feature = "render"), true),
    };
    let mut remarks = letter.remarks.clone();
    let mut files = Vec::new();
    if wants_pages {
        files.push((format!("{name}.pdf"), letter.pages(project, notice)?));
    }
    if wants_word {
        files.push((format!("{name}.docx"), letter.word(project, notice)?));
    }
    let mut outputs = Vec::new();
    for (name, LetterFile { bytes, pages, remarks: notes }) in files {
        remarks.extend(notes);
        outputs.push(RenderedFile { name, bytes, pages, code: None, remarks: Vec::new() });
    }
    if let Some(last) = outputs.last_mut() {
        last.remarks = remarks;
    }
    Ok(outputs)
}
