//! `pilot text`: the text of a plan, paragraph by paragraph, numbered as findings number it: lines
//! of a Markdown text, paragraphs of a Word document. Pages and other programs show findings
//! beside it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::plan::{Heading, Plan};
use crate::project::read;
use crate::text::json::write_json;
use crate::text::{SourceText, han};

use crate::cli::session::{Session, file_name_of, read_failure};
use crate::cli::terminal::args::{ListFormat, TextArgs};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;

/// The text of a plan as JSON says it.
#[derive(Serialize)]
struct PlanText<'a> {
    path: String,
    paragraphs: Vec<NumberedParagraph<'a>>,
}

/// A paragraph that is not empty.
#[derive(Serialize)]
struct NumberedParagraph<'a> {
    number: usize,
    /// The level of a heading: 1 for the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// Where it stands if not in the running text: `页眉`.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
    text: &'a str,
}

pub(crate) fn run(args: &TextArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let path = session.env.cwd.join(&args.file);
    let project = read::plan_alone(&path, &session.env.workers)
        .map_err(|fault| read_failure(fault, session.library))?;
    let Some(plan) = &project.plan else { return Ok(Exit::Clean) };
    let mut paragraphs = Vec::new();
    for id in &plan.sources {
        paragraphs.extend(numbered(project.sources.get(*id), plan));
    }
    match args.form.format {
        ListFormat::Json => {
            let text = PlanText { path: file_name_of(&path), paragraphs };
            write_json(&mut *session.env.out, &text)?;
            writeln!(session.env.out)?;
        }
        ListFormat::Human => {
            for NumberedParagraph { number, place, text, .. } in paragraphs {
                let place = place.map(|word| format!("（{word}）")).unwrap_or_default();
                writeln!(session.env.out, "{number:>5}  {place}{}", han::printable(text))?;
            }
        }
    }
    Ok(Exit::Clean)
}

fn numbered<'a>(source: &'a SourceText, plan: &Plan) -> Vec<NumberedParagraph<'a>> {
    let mut levels: BTreeMap<usize, u8> = BTreeMap::new();
    let sections = plan.walk();
    let headings = sections.iter().map(|(_, section)| &section.heading);
    for Heading { level, line, .. } in plan.title.iter().chain(headings) {
        levels.insert(source.line(line.span.start), *level);
    }
    let mut out = Vec::new();
    for number in 1..=source.line_count() {
        let text = source.slice(source.line_span(number)).trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            continue;
        }
        let place = source.named_lines.get(&number).map(|place| place.word());
        out.push(NumberedParagraph { number, level: levels.get(&number).copied(), place, text });
    }
    out
}
