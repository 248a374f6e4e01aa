//! A table that a person pastes into a merge request or a mail.

use std::io::{self, Write};

use crate::text::han;

use super::ReportView;
use super::grounds;
use super::location::{basis, decided, words};

/// Writes the reports one after another, each with at most `rows` findings, the most severe if not
/// all.
pub(super) fn write(judged: &[ReportView], rows: usize, out: &mut dyn Write) -> io::Result<()> {
    for (index, one) in judged.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        report(one, rows, out)?;
    }
    Ok(())
}

fn report(judged: &ReportView, rows: usize, out: &mut dyn Write) -> io::Result<()> {
    let s = judged.report.summary();
    writeln!(out, "## {}\n", text(judged.title()))?;
    writeln!(
        out,
        "依据《{}》，按 {} 判断{}：",
        text(&judged.notice_full),
        judged.as_of.0.format("%Y-%m-%d %H:%M"),
        grounds::facts(judged)
    )?;
    writeln!(
        out,
        "错误 **{}** 条，警告 **{}** 条，提示 **{}** 条，已关闭规则 {} 条。\n",
        s.error, s.warning, s.info, s.off
    )?;
    let all = &judged.report.findings;
    let mut shown: Vec<usize> = (0..all.len()).collect();
    if rows < all.len() {
        let cost = |i: &usize| {
            let finding = &all[*i];
            let severity = std::cmp::Reverse((finding.severity, finding.blocks_pack));
            (finding.weight, severity)
        };
        shown.sort_by_key(cost);
        shown.truncate(rows);
        shown.sort_unstable();
    }
    if all.is_empty() {
        writeln!(out, "{}。", judged.nothing())?;
    }
    let mut weight = None;
    for finding in shown.iter().map(|i| &all[*i]) {
        if weight != Some(finding.weight) {
            let gap = if weight.is_some() { "\n" } else { "" };
            writeln!(out, "{gap}### {}\n", finding.weight.word())?;
            writeln!(out, "| 级别 | 位置 | 问题 | 依据 | 建议 |\n|---|---|---|---|---|")?;
            weight = Some(finding.weight);
        }
        let stop = if finding.blocks_pack { "（停止打包）" } else { "" };
        writeln!(
            out,
            "| {}{stop} | {} | {} {} | {} | {} |",
            finding.severity.word(),
            code(&words(&finding.place, judged)),
            text(&finding.message),
            code(finding.rule.as_str()),
            text(&basis(finding)),
            text(finding.help.as_deref().unwrap_or(""))
        )?;
    }
    if shown.len() < all.len() {
        writeln!(
            out,
            "\n此处只列最重的 {} 条，其余 {} 条见完整报告。",
            shown.len(),
            all.len() - shown.len()
        )?;
    }
    if !judged.report.checklist.is_empty() {
        writeln!(out, "\n### 人工核对\n")?;
        for item in &judged.report.checklist {
            let mut lines = item.text.lines();
            writeln!(out, "- [ ] {}", text(lines.next().unwrap_or_default()))?;
            // Further lines are a list of their own below it.
            for line in lines.filter(|l| !l.trim().is_empty()) {
                writeln!(out, "  {}", text(line.trim()))?;
            }
        }
    }
    for off in &judged.report.off {
        write!(out, "\n> 已关闭 {}：{}", code(off.rule.as_str()), text(&off.reason))?;
        writeln!(out, "{}，略去 {} 条", text(&decided(off)), off.hidden)?;
    }
    for line in judged.scope.lines() {
        writeln!(out, "\n> {}", text(&line))?;
    }
    for line in grounds::limits(judged) {
        writeln!(out, "\n> {}", text(&line))?;
    }
    for note in &judged.notes {
        writeln!(out, "\n> 说明：{}", text(note))?;
    }
    Ok(())
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
