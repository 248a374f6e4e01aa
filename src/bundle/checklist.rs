//! The lists that go with a package: `报送清单.txt` inside, `S-报送清单.md` outside.

pub mod checklist_facts;
pub mod format;
mod list_writer;
pub mod mail_body;
mod print;
mod steps;

use super::manifest::ManifestEntry;
use crate::text::date::chinese_day;
use checklist_facts::ChecklistFacts;
use format::{UNSTATED, disc_contents, disc_copies, shrunk_words, size_words, subject_words};
use list_writer::ListWriter;
use steps::steps;

/// `报送清单.txt` inside the package, for its receiver: what is handed in and how it was judged.
/// What the sender still has to do, and by when, is left to the other one.
pub fn text(facts: &ChecklistFacts<'_>, files: &[ManifestEntry]) -> String {
    let mut out = ListWriter::new(false);
    out.title("报送清单");
    head(&mut out, facts);
    handed_in(&mut out, facts);
    contents(&mut out, files);
    switched_off(&mut out, facts);
    readings(&mut out, facts);
    out.text
}

/// `S-报送清单.md` beside it, for the sender: what to print, bind, seal, post and send, by when and
/// where.
pub fn markdown(
    facts: &ChecklistFacts<'_>,
    files: &[ManifestEntry],
    archive: u64,
    message: Option<u64>,
) -> String {
    let mut out = ListWriter::new(true);
    out.title(&format!("报送清单：{}", facts.subject));
    head(&mut out, facts);
    steps(&mut out, facts, files, archive, message);
    by_hand(&mut out, facts);
    contents(&mut out, files);
    switched_off(&mut out, facts);
    readings(&mut out, facts);
    offices(&mut out, facts);
    out.text
}

fn head(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    let config = &facts.project.config;
    let value = |v: &Option<crate::text::Spanned<String>>| match v.as_ref() {
        Some(v) => v.value.clone(),
        None => String::new(),
    };
    out.section("基本情况");
    out.field("项目", &value(&config.project.name));
    out.field("申报单位", &value(&config.applicant.name));
    out.field("通知", &facts.notice.profile.title);
    out.field("内容码", facts.content_code);
    out.field(
        "检查时间",
        &format!("{} {}", chinese_day(facts.as_of.day()), facts.as_of.0.format("%H:%M")),
    );
    drafts(out, facts);
    let counts = facts.report.summary();
    out.field(
        "检查结果",
        &format!(
            "错误 {}，警告 {}，提示 {}，停用规则 {}",
            counts.error, counts.warning, counts.info, counts.off
        ),
    );
}

/// What nobody has compared with the notice, and what cannot be judged by it.
fn drafts(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    let notice = facts.notice;
    if let Some(note) = notice.draft_note() {
        out.item(&note);
        let decisive = notice.decisive_drafts();
        if !decisive.is_empty() {
            let count = decisive.len();
            out.item(&format!(
                "其中 {count} 处关系到能否受理，未经确认，按 --accept-reading 打包："
            ));
        }
        for fact in decisive {
            out.item(&fact.words());
        }
    }
    if let Some(note) = notice.not_judged_note() {
        out.item(&note);
    }
}

/// In what forms the material is handed in.
fn handed_in(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    let deliver = &facts.notice.profile.deliver;
    out.section("报送方式");
    if let Some(paper) = &deliver.paper {
        let copies = match paper.copies.value() {
            Some(n) => format!("一式 {n} 份"),
            None => "份数通知未写明".to_owned(),
        };
        let binding = match paper.binding.value() {
            Some(value) => Clone::clone(value),
            None => "装订方式通知未写明".to_owned(),
        };
        let mut parts = vec![copies, binding];
        if !paper.to.is_empty() {
            parts.push(format!("{}{}", facts.notice.profile.say("寄送"), paper.to));
        }
        out.field("纸质件", &parts.join("，"));
    }
    if let Some(disc) = &deliver.disc {
        out.field("光盘", &format!("{}，{}", disc_copies(disc), disc_contents(disc)));
    }
    if let Some(mail) = &deliver.mail {
        out.field("邮件题目", &subject_words(mail, facts.subject));
        out.field("收件人", &facts.to.join("，"));
        out.field("抄送", &facts.cc.join("，"));
    }
    let printed = if facts.is_printed {
        "纸质件封面和页脚印有同一内容码"
    } else {
        "方案是现成的 PDF，上面没有印内容码"
    };
    out.item(&format!("核对：sha256sum -c SHA256SUMS，或 pilot verify；{printed}"));
}

fn contents(out: &mut ListWriter, files: &[ManifestEntry]) {
    out.section("包内文件");
    for file in files {
        out.item(&format!("{}  {}", file.path, size_words(file.size)));
        out.text += &format!("    SHA-256 {}\n", file.sha256);
        if let Some(original) = &file.original {
            out.text += &format!("    {}\n", shrunk_words(original));
        }
    }
    if files.iter().any(|f| f.original.is_some()) {
        out.item("标明“缩小”的是为便于邮寄降低了分辨率的副本；原件留在申报单位，纸质件按原件打印");
    }
}

fn by_hand(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    if !facts.report.checklist.is_empty() {
        out.section("须人工核对");
        let demands = facts.notice.profile.demand_counts(facts.category());
        if demands.all() > 0 {
            out.item(&format!("通知的要求{}", demands.words()));
        }
        for item in &facts.report.checklist {
            let mut lines = item.text.lines();
            out.todo(lines.next().unwrap_or_default());
            for line in lines {
                out.below(line);
            }
        }
    }
}

fn switched_off(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    if !facts.report.off.is_empty() {
        out.section("停用的规则");
        for off in &facts.report.off {
            let by = off.by.as_ref().map(|b| format!("，决定人：{b}")).unwrap_or_default();
            let until = off.until.as_ref().map(|u| format!("，有效期至 {u}")).unwrap_or_default();
            out.item(&format!("{}：{}{by}{until}（略过 {} 处）", off.rule, off.reason, off.hidden));
        }
    }
}

fn readings(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    let unstated = facts.notice.profile.unstated();
    if !facts.notice.profile.readings.is_empty() || !unstated.is_empty() {
        out.section("通知未写明之处与本次的理解");
        out.field(UNSTATED, &unstated.join("、"));
        for reading in &facts.notice.profile.readings {
            out.item(&format!(
                "“{}”：{}按“{}”办理",
                reading.wording,
                sentence(&reading.open),
                reading.taken.trim_end_matches('。')
            ));
        }
    }
}

fn offices(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    if !facts.notice.profile.contacts.is_empty() {
        out.section("咨询");
        for contact in &facts.notice.profile.contacts {
            let parts =
                [("电话", &contact.phone), ("邮箱", &contact.mailbox), ("地址", &contact.address)];
            let parts: Vec<String> = parts
                .iter()
                .filter(|(_, v)| !v.is_empty())
                .map(|(n, v)| format!("{n} {v}"))
                .collect();
            out.item(&format!("{}：{}", contact.office, parts.join("，")));
        }
    }
}

/// Ends in a full stop, unless there is nothing to end.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('。');
    if text.is_empty() { String::new() } else { format!("{text}。") }
}
