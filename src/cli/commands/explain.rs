//! `pilot explain [RULE]`

use std::fmt::Write as _;

use crate::notice::{Card, Example, Notice, example_text};
use crate::text::han;

use crate::cli::session::Session;
use crate::cli::terminal::args::ExplainArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::shell::Color;
use crate::cli::terminal::tables;

pub(crate) fn run(args: &ExplainArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let notice = session.notice(args.notice.as_deref())?;
    let text = match &args.rule {
        Some(rule) => one(find(rule, &notice)?, &notice, session.shell.output_color(session.env)),
        None => {
            let mut rows = Vec::new();
            for card in &notice.cards {
                let level = card.severity.word().to_owned();
                rows.push(vec![card.id.0.clone(), level, card.title.clone()]);
            }
            tables::lines(&["规则", "级别", "内容"], &rows)
        }
    };
    session.env.out.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn find<'a>(rule: &str, notice: &'a Notice) -> Result<&'a Card, Failure> {
    if let Some(card) = notice.card(rule) {
        return Ok(card);
    }
    if notice.unbound.iter().any(|u| u.as_str() == rule) {
        return Err(Failure::new(format!("本通知没有提出 {rule} 所管的要求，此规则不起作用")));
    }
    let known = notice.cards.iter().map(|card| card.id.as_str());
    Err(Failure::new(format!("没有名为“{}”的规则", han::printable(rule)))
        .hint_nearest(rule, known)
        .hint("全部规则见 pilot explain"))
}

fn one(card: &Card, notice: &Notice, color: Color) -> String {
    let (on, off) = if color.0 { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let level = if card.is_manual() { "清单" } else { card.severity.word() };
    let stop = if card.blocks_pack && !card.is_manual() { "，会使打包停止" } else { "" };
    let mut out = format!("{on}{}{off}  {}\n级别：{level}{stop}\n", card.id, card.title);
    if !card.is_manual() {
        let _ = writeln!(out, "代价：{}", card.usual_weight().word());
    }
    let authority = &card.authority;
    let _ = writeln!(out, "依据：{} {}", authority.kind.word(), authority.reference);
    if !authority.quote.is_empty() {
        let _ = writeln!(out, "      {}", han::quoted(&authority.quote));
    }
    if let Some(reading) = &card.reading {
        let text = match notice.profile.reading(reading) {
            Some(known) => {
                format!("“{}”：{}。本工具的读法：{}", known.wording, known.open, known.taken)
            }
            None => reading.clone(),
        };
        let _ = writeln!(out, "读法：{text}");
    }
    let _ = writeln!(out, "理由：{}", card.why);
    if card.help.is_some() {
        let _ = writeln!(out, "怎样改：{}", card.general_help());
    }
    if let Some(example) = card.fail.first() {
        let _ = write!(out, "\n不通过的例子：\n{}", shown(example));
    }
    if let Some(example) = card.pass.first() {
        let _ = write!(out, "\n通过的例子：\n{}", shown(example));
    }
    out
}

/// An example, set in.
fn shown(example: &Example) -> String {
    let mut out = String::new();
    for line in example_text(example).lines() {
        let _ = writeln!(out, "{}", format!("  {line}").trim_end());
    }
    out
}
