//! One page for people without a terminal: offline, printable, without scripts, everything from
//! files escaped.

use std::io::{self, Write};

use crate::diag::{Applicability, AuthorityKind, Finding};
use crate::notice::Card;
use crate::notice::demands::{DemandJudge, DemandKind};
use crate::text::{escape, han};

use super::ReportView;
use super::demand_rows::demand_rows;
use super::grounds;
use super::location::{decided, line, words};
use super::outcomes::{FindingsByRule, RuleOutcome};

const STYLE: &str = include_str!("html.css");

/// Writes the page.
pub(super) fn write(judged: &[ReportView], out: &mut dyn Write) -> io::Result<()> {
    let title = match judged {
        [one] => format!("{} 检查报告", text(one.title())),
        many => format!("{} 个项目的检查报告", many.len()),
    };
    writeln!(out, "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    // Whatever a file holds, the page loads nothing and runs nothing.
    writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )?;
    writeln!(out, "<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>")?;
    for (index, one) in judged.iter().enumerate() {
        report(one, index + 1, out)?;
    }
    writeln!(out, "<footer>pilot {}</footer>\n</body>\n</html>", env!("CARGO_PKG_VERSION"))
}

fn report(judged: &ReportView, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let s = judged.report.summary();
    writeln!(out, "<main>\n<h1>{}</h1>", text(judged.title()))?;
    writeln!(out, "<p>依据《{}》</p>", text(&judged.notice_full))?;
    writeln!(out, "<table class=\"facts\">")?;
    for (name, value) in [("申报单位", &judged.applicant), ("申报类别", &judged.category_name)]
    {
        if !value.is_empty() {
            writeln!(out, "<tr><th>{name}</th><td>{}</td></tr>", text(value))?;
        }
    }
    writeln!(
        out,
        "<tr><th>判断时间</th><td>{}（北京时间）</td></tr>",
        judged.as_of.0.format("%Y-%m-%d %H:%M")
    )?;
    let verdict = format!(
        "错误 {} 条，警告 {} 条，提示 {} 条，已关闭规则 {} 条",
        s.error, s.warning, s.info, s.off
    );
    writeln!(out, "<tr><th>结果</th><td>{verdict}</td></tr>")?;
    if judged.report.facts > 0 {
        let facts = judged.report.facts;
        writeln!(out, "<tr><th>事实</th><td>比较了方案中的 {facts} 处</td></tr>")?;
    }
    for group in grounds::unjudged(judged) {
        let words = text(&group.words());
        writeln!(out, "<tr><th>没有判断</th><td>{words}</td></tr>")?;
    }
    writeln!(out, "</table>")?;
    findings(judged, out)?;
    demands(judged, number, out)?;
    demand_table(judged, out)?;
    outline(judged, out)?;
    if !judged.report.checklist.is_empty() {
        writeln!(out, "<h2>人工核对</h2>\n<ul class=\"todo\">")?;
        for item in &judged.report.checklist {
            writeln!(
                out,
                "<li>{}<br><small>{}</small></li>",
                text(&item.text),
                authority(&item.authority)
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    if !judged.report.off.is_empty() {
        writeln!(out, "<h2>已关闭的规则</h2>\n<ul>")?;
        for off in &judged.report.off {
            let decided = text(&decided(off));
            writeln!(
                out,
                "<li><code>{}</code> {}{decided}，略去 {} 条</li>",
                text(off.rule.as_str()),
                text(&off.reason),
                off.hidden
            )?;
        }
        writeln!(out, "</ul>")?;
    }
    if !judged.readings.is_empty() || !judged.notes.is_empty() {
        writeln!(out, "<h2>本工具的读法</h2>\n<ul>")?;
        for [wording, open, taken] in &judged.readings {
            writeln!(out, "<li>“{}”：{}。{}</li>", text(wording), text(open), text(taken))?;
        }
        for note in &judged.notes {
            writeln!(out, "<li>{}</li>", text(note))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</main>")
}

fn findings(judged: &ReportView, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h2>问题</h2>")?;
    if judged.report.findings.is_empty() {
        writeln!(out, "<p>{}。</p>", judged.nothing())?;
    }
    for line in judged.scope.lines() {
        writeln!(out, "<p>{}。</p>", text(&line))?;
    }
    for (weight, findings) in judged.report.by_weight() {
        writeln!(out, "<h3>{}（{} 条）</h3>", weight.word(), findings.len())?;
        for finding in findings {
            one_finding(finding, judged, out)?;
        }
    }
    Ok(())
}

fn one_finding(finding: &Finding, judged: &ReportView, out: &mut dyn Write) -> io::Result<()> {
    let class = finding.severity.key();
    let stop = if finding.blocks_pack { "（停止打包）" } else { "" };
    writeln!(out, "<section class=\"finding {class}\">")?;
    let message = text(&finding.message);
    writeln!(
        out,
        "<h4><span>{}{stop}</span> {message} <code>{}</code></h4>",
        finding.severity.word(),
        text(finding.rule.as_str())
    )?;
    writeln!(out, "<p class=\"place\">{}</p>", text(&words(&finding.place, judged)))?;
    if let Some(line) = line(finding, judged).filter(|l| !l.is_empty()) {
        writeln!(out, "<pre>{}</pre>", text(&line))?;
    }
    for label in &finding.related {
        writeln!(out, "<p>另见 {}：{}</p>", text(&words(&label.place, judged)), text(&label.text))?;
    }
    writeln!(out, "<p>依据：{}</p>", authority(&finding.authority))?;
    if let Some(help) = &finding.help {
        writeln!(out, "<p>建议：{}</p>", text(help))?;
    }
    if let Some(fix) = &finding.fix {
        let check =
            if fix.applicability == Applicability::Unsafe { "（改后请核对）" } else { "" };
        writeln!(out, "<p>可自动修改：{}{check}</p>", text(&fix.title))?;
    }
    writeln!(out, "</section>")
}

fn authority(authority: &crate::diag::Authority) -> String {
    let quote = if authority.quote.is_empty() {
        String::new()
    } else {
        format!("：<q>{}</q>", text(&authority.quote))
    };
    let reference = if authority.kind == AuthorityKind::Practice {
        String::new()
    } else {
        format!(" {}", text(&authority.reference))
    };
    format!("{}{reference}{quote}", authority.kind.word())
}

/// Every demand that rests on a clause, in the order of the notice, then law, then standards.
fn demands(judged: &ReportView, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let order = |card: &Card| {
        (card.authority.kind as u8, card.authority.at.map(|at| at.span.start), card.id.clone())
    };
    let mut rows: Vec<(&Card, &String)> =
        judged.notice.cards.iter().zip(&judged.looked_at).collect();
    rows.retain(|(card, _)| card.authority.kind != AuthorityKind::Practice);
    rows.sort_by_key(|(card, _)| order(card));
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h2 id=\"matrix-{number}\">逐条对照</h2>\n<table class=\"matrix\">")?;
    writeln!(
        out,
        "<thead><tr><th>依据</th><th>不符合的情形</th><th>查看之处</th><th>结果</th></tr></thead>\n<tbody>"
    )?;
    let found = FindingsByRule::of(&judged.report);
    for (card, looked_at) in rows {
        let (class, verdict) = match found.outcome(card) {
            RuleOutcome::Passed => ("pass", "符合".to_owned()),
            RuleOutcome::Found(count) => (found.worst(card).key(), format!("{count} 条")),
            RuleOutcome::Off(hidden) => ("idle", format!("已关闭，略去 {hidden} 条")),
            RuleOutcome::Manual => ("idle", "人工核对".to_owned()),
            RuleOutcome::Idle => ("idle", "未查或不适用".to_owned()),
        };
        let mut places: Vec<String> = Vec::new();
        for place in found.findings(&card.id).iter().map(|f| words(&f.place, judged)) {
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
        let place = if places.is_empty() { looked_at.clone() } else { places.join("、") };
        writeln!(
            out,
            "<tr class=\"{class}\"><td>{}<br><q>{}</q></td><td>{} <code>{}</code></td><td>{}</td><td>{verdict}</td></tr>",
            text(&card.authority.reference),
            text(&card.authority.quote),
            text(&card.title),
            text(card.id.as_str()),
            text(&place)
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// Every material, condition and other demand of the notice, and what came out.
fn demand_table(judged: &ReportView, out: &mut dyn Write) -> io::Result<()> {
    let rows = demand_rows(&judged.notice, &judged.category, &judged.report);
    if rows.is_empty() {
        return Ok(());
    }
    let profile = &judged.notice.profile;
    let category = profile.category(&judged.category).map(|category| category.id.as_str());
    writeln!(out, "<h2>通知要求对照</h2>\n<p>{}。</p>", profile.demand_counts(category).words())?;
    writeln!(
        out,
        "<table class=\"matrix\">\n<thead><tr><th>通知原文</th><th>要求</th><th>由谁核对</th><th>结果</th></tr></thead>\n<tbody>"
    )?;
    for row in rows {
        let demand = &row.demand;
        let kind = match demand.kind {
            DemandKind::Material => "材料",
            DemandKind::Condition => "条件",
            DemandKind::Obligation => "其他要求",
        };
        let judge = match demand.judge {
            DemandJudge::Program => "程序",
            DemandJudge::Declared => "申报单位声明",
            DemandJudge::Eye => "人工",
        };
        let rules = text(&demand.rules.join("、"));
        writeln!(
            out,
            "<tr class=\"{}\"><td>{}<br><q>{}</q></td><td>{kind}（{}）</td><td>{judge} <code>{rules}</code></td><td>{}</td></tr>",
            row.class,
            text(demand.clause),
            text(demand.quote),
            demand.strength.word(),
            text(&row.verdict)
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

fn outline(judged: &ReportView, out: &mut dyn Write) -> io::Result<()> {
    if judged.outline.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<h2>编制大纲对照</h2>\n<table class=\"matrix\">\n<thead><tr><th>大纲标题</th><th>方案中的位置</th><th>内容</th></tr></thead>\n<tbody>"
    )?;
    for row in &judged.outline {
        let (class, state) = match (&row.place, row.is_empty) {
            (None, _) if row.required => ("error", "没有这个标题".to_owned()),
            (None, _) => ("idle", "没有（可不写）".to_owned()),
            (Some(_), true) => ("error", "标题下没有内容".to_owned()),
            (Some(_), false) => ("pass", format!("{} 字", row.characters)),
        };
        let place = row.place.as_deref().unwrap_or("—");
        let heading = text(&row.heading);
        writeln!(
            out,
            "<tr class=\"{class}\"><td class=\"d{}\">{heading}</td><td>{}</td><td>{state}</td></tr>",
            row.depth.min(3),
            text(place)
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// Text within the page: no mark, no control character.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match escape::entity(c) {
            Some(entity) => out.push_str(entity),
            None if c == '\n' => out.push('\n'),
            None => out.push_str(&han::printable(c.encode_utf8(&mut [0; 4]))),
        }
    }
    out
}
