//! `pilot read NOTICE`: everything that a notice states, each fact beside its sentence.

mod check_folder;
pub mod confirm;
mod fact_words;

use std::path::Path;

use crate::export::sheet;
use crate::project::replace::write_atomic;
use crate::reading::view::{SheetView, view};
use crate::reading::{NoticeDocument, NoticeSheet};
use crate::text::han;
use crate::text::json::write_json;

use crate::cli::session::Session;
use crate::cli::session::given_notice::{NoticeInput, read_input};
use crate::cli::terminal::args::{ReadArgs, ReadFormat};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{self, Failure};

/// Reads a notice and shows its sheet.
pub(crate) fn run(args: &ReadArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    if args.check {
        return check_folder::run(&args.notice, args.format, session);
    }
    if let Some(facts) = &args.confirm {
        return confirm::run(&args.notice, facts, args.by.as_deref(), session);
    }
    if args.format == ReadFormat::Docx && args.output.is_none() && session.env.out_is_terminal {
        return Err(Failure::new("Word 文件不能打印到终端").hint("加上 --output 读通知.docx"));
    }
    let NoticeInput { document, sheet, .. } = read_input(&args.notice, &args.annex, session.env)?;
    let bytes = written(&sheet, args.format)?;
    match &args.output {
        None => session.env.out.write_all(&bytes)?,
        Some(file) => {
            let path = session.env.cwd.join(file);
            guard(args, &path, session.env)?;
            write_atomic(&path, &bytes).map_err(|error| Failure::io("写不了", &path, error))?;
            writeln!(session.env.out, "{}", failure::shown(file))?;
        }
    }
    report_reading(&document, &sheet, session);
    Ok(Exit::Clean)
}

/// Refuses to write over what is read.
fn guard(args: &ReadArgs, output: &Path, env: &Env<'_>) -> Result<(), Failure> {
    let Ok(target) = output.canonicalize() else { return Ok(()) };
    for input in std::iter::once(&args.notice).chain(&args.annex) {
        if env.cwd.join(input).canonicalize().is_ok_and(|path| path == target) {
            return Err(Failure::new("--output 不能写到通知自己的文件上").hint("请换一个文件名"));
        }
    }
    Ok(())
}

fn written(sheet: &NoticeSheet, format: ReadFormat) -> Result<Vec<u8>, Failure> {
    let bytes = match format {
        ReadFormat::Json => {
            let mut bytes = Vec::new();
            write_json(&mut bytes, sheet)?;
            bytes.push(b'\n');
            bytes
        }
        ReadFormat::Human => human(&view(sheet)).into_bytes(),
        ReadFormat::Markdown => sheet::markdown::markdown(&view(sheet)).into_bytes(),
        ReadFormat::Html => sheet::sheet_html::html(&view(sheet)).into_bytes(),
        ReadFormat::Docx => {
            let packed = sheet::sheet_docx::docx(&view(sheet));
            packed.map_err(|error| Failure::new("Word 文件打不了包").caused_by(error))?
        }
    };
    Ok(bytes)
}

/// The sheet for a terminal.
fn human(view: &SheetView) -> String {
    let mut out = format!("{}\n", han::printable(&view.title));
    if !view.warning.is_empty() {
        out.push_str(&format!("{}\n", view.warning));
    }
    for group in &view.groups {
        out.push_str(&format!("\n{}\n", group.heading));
        if group.rows.is_empty() {
            out.push_str("  通知里没有读到\n");
        }
        for row in &group.rows {
            out.push_str(&format!("  {}：{}\n", row.label, han::printable(&row.value)));
            if !row.note.is_empty() {
                out.push_str(&format!("    {}\n", han::printable(&row.note)));
            }
            let place =
                if row.line == 0 { String::new() } else { format!("第 {} 行 ", row.line) };
            if row.quote != row.value && !row.quote.is_empty() {
                out.push_str(&format!("    {place}“{}”\n", han::printable(&row.quote)));
            }
        }
    }
    out
}

/// Says what was masked and left out, and how much of what the notice demands is accounted for.
fn report_reading(document: &NoticeDocument, sheet: &NoticeSheet, session: &mut Session<'_, '_>) {
    if !sheet.is_call {
        session.done("这份文字看不出是征集申报、推荐或参评的通知");
    }
    let all = sheet.obligations.len();
    let obligations = sheet.obligations.iter();
    let covered = obligations.filter(|fact| !fact.value.covered_by.is_empty()).count();
    session.done(&format!(
        "{all} 句话提出要求：{covered} 句已列为时间、材料、条件等，{} 句要人看",
        all - covered
    ));
    if document.masked_names + document.masked_mobiles > 0 {
        session.done(&format!(
            "遮去人名 {} 处、手机号码 {} 个",
            document.masked_names, document.masked_mobiles
        ));
    }
    if document.left_out.is_empty() {
        return;
    }
    if !session.shell.verbose {
        session.done(&format!(
            "略去网页上不属于通知的 {} 处（加 --verbose 逐处列出）",
            document.left_out.len()
        ));
        return;
    }
    for piece in &document.left_out {
        session.done(&format!("略去（{}）：{}", piece.why, han::printable(&piece.text)));
    }
}
