//! The texts that go with a package: `报送清单.txt` inside, `S-报送清单.md` outside, and the body of the message.

mod out;
mod print;

use crate::diag::Report;
use crate::outline::dates::Dates;
use crate::outline::profile::Mail;
use crate::outline::{Calendar, Notice, Profile};
use crate::project::Project;
use crate::text::Moment;
use crate::text::date::{chinese_day, weekday, working_day_before};

use super::manifest::{Recorded, Shrunk};
use super::volume::Volume;
use out::{Out, one_line};
use print::{print_files, print_volume, seals};

/// What the texts speak of, beside the files.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// The project.
    pub project: &'a Project,
    /// The notice.
    pub notice: &'a Notice,
    /// Working days, with those that `pilot.toml` adds.
    pub calendar: &'a Calendar,
    /// The report the package rests on.
    pub report: &'a Report,
    /// Subject of the message.
    pub subject: &'a str,
    /// Stem of the files in `dist/`.
    pub folder: &'a str,
    /// Recipients.
    pub to: &'a [String],
    /// Copies.
    pub cc: &'a [String],
    /// The code printed on paper and in the mail.
    pub content_code: &'a str,
    /// The moment of judging.
    pub as_of: Moment,
    /// Whether the pages of the plan bear the code: a finished PDF does not.
    pub is_printed: bool,
    /// The print volume, if one was made.
    pub volume: Option<&'a Volume>,
}

/// The recipients and copies of a project's message: its own, or the notice's where it names none.
pub fn recipients(project: &Project, profile: &Profile) -> (Vec<String>, Vec<String>) {
    let own = |list: &[crate::text::Spanned<String>]| list.iter().map(|m| m.value.trim().to_owned()).collect::<Vec<_>>();
    let mail = &project.config.mail;
    if !mail.to.is_empty() {
        return (own(&mail.to), own(&mail.cc));
    }
    let spec = profile.deliver.mail.as_ref();
    let cc = if mail.cc.is_empty() { spec.map(|m| m.cc.clone()).unwrap_or_default() } else { own(&mail.cc) };
    (spec.map(|m| m.to.clone()).unwrap_or_default(), cc)
}

/// A size for people, with the exact bytes: `1.95 MB（1 951 234 字节）`.
pub fn size_words(bytes: u64) -> String {
    let digits = bytes.to_string();
    let grouped: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|c| std::str::from_utf8(c).ok()).collect();
    let exact = format!("{} 字节", grouped.join(" "));
    match bytes {
        ..1_000 => exact,
        1_000..1_000_000 => format!("{:.1} kB（{exact}）", bytes as f64 / 1e3),
        _ => format!("{:.2} MB（{exact}）", bytes as f64 / 1e6),
    }
}

/// `报送清单.txt` inside the package, for its receiver: what is handed in and how it was judged. What the sender still has
/// to do, and by when, is left to the other one.
pub fn text(facts: &Facts<'_>, files: &[Recorded]) -> String {
    let mut out = Out::new(false);
    out.title("报送清单");
    head(&mut out, facts);
    handed_in(&mut out, facts);
    contents(&mut out, files);
    switched_off(&mut out, facts);
    readings(&mut out, facts);
    out.text
}

/// `S-报送清单.md` beside it, for the sender: what to print, bind, seal, post and send, by when and where.
pub fn markdown(facts: &Facts<'_>, files: &[Recorded], archive: u64, message: Option<u64>) -> String {
    let mut out = Out::new(true);
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

/// `缩小到 200 dpi 的副本，原件 12.30 MB（…），SHA-256 …`
fn shrunk_words(original: &Shrunk) -> String {
    format!("缩小到 {} dpi 的副本，原件 {}，SHA-256 {}", original.dpi, size_words(original.size), original.sha256)
}

/// The body of the message.
pub fn mail_body(facts: &Facts<'_>, files: &[Recorded], archive: u64, archive_sha256: &str) -> String {
    let config = &facts.project.config;
    let value = |v: &Option<crate::text::Spanned<String>>| v.as_ref().map_or(String::new(), |v| one_line(&v.value));
    let mut out = format!(
        "您好！\n\n现报送“{}”申报材料电子件，请查收附件。\n\n申报单位：{}\n通知：{}\n内容码：{}\n",
        value(&config.project.name),
        value(&config.applicant.name),
        facts.notice.profile.title,
        facts.content_code,
    );
    out += &format!("压缩包：{}.zip，{}\nSHA-256：{archive_sha256}\n\n包内文件：\n", facts.folder, size_words(archive));
    for file in files {
        out += &format!("  {}  {}\n    SHA-256：{}\n", file.path, size_words(file.size), file.sha256);
        if let Some(original) = &file.original {
            out += &format!("    {}\n", shrunk_words(original));
        }
    }
    if facts.is_printed {
        out += "\n纸质件封面与页脚印有同一内容码，可据此核对两者一致。\n";
    }
    let contact = &config.applicant.contact;
    let person: Vec<String> = [&contact.name, &contact.phone, &contact.email].into_iter().map(value).filter(|v| !v.is_empty()).collect();
    if !person.is_empty() {
        out += &format!("联系人：{}\n", person.join("  "));
    }
    out
}

fn head(out: &mut Out, facts: &Facts<'_>) {
    let config = &facts.project.config;
    let value = |v: &Option<crate::text::Spanned<String>>| v.as_ref().map_or(String::new(), |v| v.value.clone());
    out.section("基本情况");
    out.field("项目", &value(&config.project.name));
    out.field("申报单位", &value(&config.applicant.name));
    out.field("通知", &facts.notice.profile.title);
    out.field("内容码", facts.content_code);
    out.field("检查时间", &format!("{} {}", chinese_day(facts.as_of.day()), facts.as_of.0.format("%H:%M")));
    let counts = facts.report.summary();
    out.field("检查结果", &format!("错误 {}，警告 {}，提示 {}，停用规则 {}", counts.error, counts.warning, counts.info, counts.off));
}

/// In what forms the material is handed in.
fn handed_in(out: &mut Out, facts: &Facts<'_>) {
    let deliver = &facts.notice.profile.deliver;
    out.section("报送方式");
    if let Some(paper) = &deliver.paper {
        let copies = paper.copies.said().map_or_else(|| "份数通知未写明".to_owned(), |n| format!("一式 {n} 份"));
        let binding = paper.binding.said().map_or_else(|| "装订方式通知未写明".to_owned(), Clone::clone);
        out.field("纸质件", &[copies, binding, format!("寄送{}", paper.to)].join("，"));
    }
    if let Some(disc) = &deliver.disc {
        out.field("光盘", &format!("{} 份，{}", disc.copies, disc.contents));
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

fn steps(out: &mut Out, facts: &Facts<'_>, files: &[Recorded], archive: u64, message: Option<u64>) {
    let deliver = &facts.notice.profile.deliver;
    if facts.notice.profile.steps().next().is_some() {
        out.section("逐级报送");
        before(out, facts);
    }
    if let Some(paper) = &deliver.paper {
        out.section("纸质件");
        let copies = paper.copies.said().map_or_else(|| "份数通知未写明，请先询问".to_owned(), |n| format!("一式 {n} 份"));
        let binding = paper.binding.said().map_or_else(|| "装订方式通知未写明".to_owned(), Clone::clone);
        match facts.volume {
            Some(volume) => print_volume(out, facts, volume, &copies),
            None => print_files(out, files, &copies),
        }
        let together = if paper.contents.is_empty() { String::new() } else { format!("，{}合订成册", paper.contents.join("、")) };
        out.todo(&format!("装订：{binding}{together}"));
        out.todo("封面盖章：通知没有写明的，一般由申报单位盖公章");
        seals(out, facts);
        out.todo(&format!("寄送：{}，{}", paper.to, paper.address));
        dates(out, facts, "paper");
    }
    if let Some(mail) = &deliver.mail {
        out.section("电子件");
        out.todo(&format!("打开 {}.eml，核对后发送", facts.folder));
        out.field("题目", &subject_words(mail, facts.subject));
        out.field("收件人", &facts.to.join("，"));
        out.field("抄送", &facts.cc.join("，"));
        out.field("压缩包", &size_words(archive));
        out.field("整封邮件", &message.map(size_words).unwrap_or_default());
        let limit = mail.max_bytes.said().map(|limit| format!("{}（通知原文“{}”）", size_words(*limit), mail.max_wording));
        out.field("上限", limit.as_deref().unwrap_or(UNSTATED));
        dates(out, facts, "mail");
    }
    if let Some(disc) = &deliver.disc {
        out.section("光盘");
        out.todo(&format!("刻录 {} 份：{}", disc.copies, disc.contents));
        dates(out, facts, "disc");
    }
}

/// What stands where the notice says nothing.
const UNSTATED: &str = "通知未写明";

/// The subject; where the notice prescribes none, that it does not.
pub fn subject_words(mail: &Mail, subject: &str) -> String {
    match mail.subject.said() {
        Some(_) => subject.to_owned(),
        None => format!("{subject}（格式{UNSTATED}，按“项目名称+申报单位名称”拟写）"),
    }
}

/// What is due on the way, before anything reaches the office that receives.
fn before(out: &mut Out, facts: &Facts<'_>) {
    for deadline in facts.notice.profile.steps() {
        let due = Dates::of(deadline, facts.calendar);
        let time = if due.timed { format!("，最后时刻 {}", due.hard_text()) } else { String::new() };
        out.field(&deadline.step, &format!("{}（通知原文“{}”）{time}", due.nominal_text(), deadline.wording));
    }
}

/// The days by which something is due: the safe, the nominal, the hard one.
fn dates(out: &mut Out, facts: &Facts<'_>, what: &str) {
    let Some(deadline) = facts.notice.profile.deadline(what) else { return };
    let due = Dates::of(deadline, facts.calendar);
    let basis = if deadline.basis.said().is_some_and(|b| b == "postmark") { "以邮戳为准" } else { "以收到为准" };
    out.field("稳妥日期", &format!("{}前办完", due.safe_text()));
    out.field("通知期限", &format!("{}（通知原文“{}”）", due.nominal_text(), deadline.wording));
    out.field("最后时刻", &format!("{}，{basis}", due.hard_text()));
    if what == "paper" {
        let days = facts.notice.profile.deliver.paper.as_ref().map_or(0, |p| p.post_days);
        let post = (0..days.min(60)).fold(due.safe, |day, _| working_day_before(day, |d| facts.calendar.is_working(d)));
        out.field("最迟寄出", &format!("{}（{}）（按邮寄 {days} 个工作日估计）", chinese_day(post), weekday(post)));
    }
}

fn contents(out: &mut Out, files: &[Recorded]) {
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

fn by_hand(out: &mut Out, facts: &Facts<'_>) {
    if !facts.report.checklist.is_empty() {
        out.section("须人工核对");
        for item in &facts.report.checklist {
            let mut lines = item.text.lines();
            out.todo(lines.next().unwrap_or_default());
            lines.for_each(|line| out.below(line));
        }
    }
}

fn switched_off(out: &mut Out, facts: &Facts<'_>) {
    if !facts.report.off.is_empty() {
        out.section("停用的规则");
        for off in &facts.report.off {
            let by = off.by.as_ref().map(|b| format!("，决定人：{b}")).unwrap_or_default();
            let until = off.until.as_ref().map(|u| format!("，有效期至 {u}")).unwrap_or_default();
            out.item(&format!("{}：{}{by}{until}（略过 {} 处）", off.rule, off.reason, off.hidden));
        }
    }
}

fn readings(out: &mut Out, facts: &Facts<'_>) {
    let unstated = facts.notice.profile.unstated();
    if !facts.notice.profile.readings.is_empty() || !unstated.is_empty() {
        out.section("通知未写明之处与本次的理解");
        out.field(UNSTATED, &unstated.join("、"));
        for reading in &facts.notice.profile.readings {
            out.item(&format!("“{}”：{}按“{}”办理", reading.wording, sentence(&reading.open), reading.taken.trim_end_matches('。')));
        }
    }
}

fn offices(out: &mut Out, facts: &Facts<'_>) {
    if !facts.notice.profile.contacts.is_empty() {
        out.section("咨询");
        for contact in &facts.notice.profile.contacts {
            let parts = [("电话", &contact.phone), ("邮箱", &contact.mailbox), ("地址", &contact.address)];
            let parts: Vec<String> = parts.iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| format!("{n} {v}")).collect();
            out.item(&format!("{}：{}", contact.office, parts.join("，")));
        }
    }
}

/// Ends in a full stop, unless there is nothing to end.
fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('。');
    if text.is_empty() { String::new() } else { format!("{text}。") }
}
