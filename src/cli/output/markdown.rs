//! A table that a person pastes into a merge request or a mail.

use std::fmt::Write as _;

use crate::text::han;

use super::Judged;
use super::place::{basis, decided, words};

/// The reports one after another, each with at most so many findings, the gravest if not all.
pub(super) fn document(judged: &[Judged], rows: usize) -> String {
    let parts: Vec<String> = judged.iter().map(|one| report(one, rows)).collect();
    parts.join("\n")
}

fn report(judged: &Judged, rows: usize) -> String {
    let s = judged.report.summary();
    let mut out = format!("## {}\n\n", text(judged.title()));
    let _ = writeln!(out, "依据《{}》，按 {} 判断：", text(&judged.notice_full), judged.as_of.0.format("%Y-%m-%d %H:%M"));
    let _ = writeln!(out, "错误 **{}** 条，警告 **{}** 条，提示 **{}** 条，已关闭规则 {} 条。\n", s.error, s.warning, s.info, s.off);
    let all = &judged.report.findings;
    let mut shown: Vec<usize> = (0..all.len()).collect();
    if rows < all.len() {
        shown.sort_by_key(|i| std::cmp::Reverse((all[*i].severity, all[*i].blocks_pack)));
        shown.truncate(rows);
        shown.sort_unstable();
    }
    if all.is_empty() {
        out.push_str("没有发现问题。\n");
    } else {
        out.push_str("| 级别 | 位置 | 问题 | 依据 | 建议 |\n|---|---|---|---|---|\n");
    }
    for finding in shown.iter().map(|i| &all[*i]) {
        let stop = if finding.blocks_pack { "（停止打包）" } else { "" };
        let _ = writeln!(
            out,
            "| {}{stop} | {} | {} {} | {} | {} |",
            finding.severity.word(),
            code(&words(&finding.place, judged)),
            text(&finding.message),
            code(finding.rule.as_str()),
            text(&basis(finding)),
            text(finding.help.as_deref().unwrap_or(""))
        );
    }
    if shown.len() < all.len() {
        let _ = writeln!(out, "\n此处只列最重的 {} 条，其余 {} 条见完整报告。", shown.len(), all.len() - shown.len());
    }
    if !judged.report.checklist.is_empty() {
        out.push_str("\n### 人工核对\n\n");
        for item in &judged.report.checklist {
            let mut lines = item.text.lines();
            let _ = writeln!(out, "- [ ] {}", text(lines.next().unwrap_or_default()));
            // Further lines are a list of their own below it.
            lines.filter(|l| !l.trim().is_empty()).for_each(|line| out.push_str(&format!("  {}\n", text(line.trim()))));
        }
    }
    for off in &judged.report.off {
        let _ = write!(out, "\n> 已关闭 {}：{}", code(off.rule.as_str()), text(&off.reason));
        let _ = writeln!(out, "{}，略去 {} 条", text(&decided(off)), off.hidden);
    }
    for line in judged.scope.lines() {
        let _ = writeln!(out, "\n> {}", text(&line));
    }
    for note in &judged.notes {
        let _ = writeln!(out, "\n> 说明：{}", text(note));
    }
    out
}

/// Text within a cell: nothing in it is a mark, and it stays on one line.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A person or an issue of that name on the code host is not meant.
            '@' => out.push_str("&#64;"),
            '#' => out.push_str("&#35;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push_str(&han::printable(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}

/// A name as code; what would end the code or the cell is changed.
fn code(text: &str) -> String {
    let text = han::printable(text).replace('`', "'").replace('|', "¦");
    if text.is_empty() { text } else { format!("`{text}`") }
}
