//! What the sender has to do, by when: on paper, by mail, on disc.

use super::checklist_facts::ChecklistFacts;
use super::format::{UNSTATED, disc_contents, disc_copies, size_words, subject_words};
use super::list_writer::ListWriter;
use super::print::{print_files, print_volume, seals};
use crate::bundle::manifest::ManifestEntry;
use crate::notice::dates::Dates;
use crate::notice::profile::{Deadline, Paper};
use crate::text::date::{chinese_day, weekday, working_day_before};

/// All steps in their order.
pub(super) fn steps(
    out: &mut ListWriter,
    facts: &ChecklistFacts<'_>,
    files: &[ManifestEntry],
    archive: u64,
    message: Option<u64>,
) {
    let deliver = &facts.notice.profile.deliver;
    if !facts.notice.profile.steps(facts.category()).is_empty() {
        out.section("逐级报送");
        before(out, facts);
    }
    if let Some(paper) = &deliver.paper {
        out.section("纸质件");
        let copies = match paper.copies.value() {
            Some(n) => format!("一式 {n} 份"),
            None => "份数通知未写明，请先询问".to_owned(),
        };
        let binding = match paper.binding.value() {
            Some(value) => Clone::clone(value),
            None => "装订方式通知未写明".to_owned(),
        };
        match facts.volume {
            Some(volume) => print_volume(out, facts, volume, &copies),
            None => print_files(out, files, &copies),
        }
        let together = if paper.contents.is_empty() {
            String::new()
        } else {
            format!("，{}合订成册", paper.contents.join("、"))
        };
        out.todo(&format!("装订：{binding}{together}"));
        out.todo("封面盖章：通知没有写明的，一般由申报单位盖公章");
        if deliver.letter.is_some() || facts.volume.is_some_and(|v| !v.letters.is_empty()) {
            seals(out, facts);
        }
        let send = facts.notice.profile.say("寄送");
        out.todo(&format!("{send}：{}", destination(paper)));
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
        let limit = mail
            .max_bytes
            .value()
            .map(|limit| format!("{}（通知原文“{}”）", size_words(*limit), mail.max_wording));
        out.field("上限", limit.as_deref().unwrap_or(UNSTATED));
        dates(out, facts, "mail");
    }
    if let Some(disc) = &deliver.disc {
        out.section("光盘");
        out.todo(&format!("刻录 {}：{}", disc_copies(disc), disc_contents(disc)));
        dates(out, facts, "disc");
    }
    if let Some(platform) = &deliver.platform {
        out.section("网上平台");
        let mut place = vec![platform.name.as_str(), platform.url.as_str()];
        place.retain(|part| !part.is_empty());
        let place = if place.is_empty() { UNSTATED.to_owned() } else { place.join("，") };
        out.todo(&format!("登录平台填报并提交，提交后留下回执：{place}"));
        out.field("通知原文", &platform.quote);
        if let Some(limit) = &platform.limit {
            let words = format!("{}（通知原文“{}”）", size_words(limit.max_bytes), limit.quote);
            out.field("上传上限", &words);
        }
        dates(out, facts, "platform");
    }
    other_deadlines(out, facts);
}

/// Deadlines of no way to hand in that the list has a part for.
fn other_deadlines(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    let deliver = &facts.notice.profile.deliver;
    let has_part = |channel: &String| match channel.as_str() {
        "paper" => deliver.paper.is_some(),
        "mail" => deliver.mail.is_some(),
        "disc" => deliver.disc.is_some(),
        "platform" => deliver.platform.is_some(),
        _ => false,
    };
    let mut others = facts.notice.profile.final_deadlines(facts.category());
    others.retain(|deadline| !deadline.applies_to.iter().any(has_part));
    if others.is_empty() {
        return;
    }
    out.section("报送期限");
    for deadline in others {
        due(out, facts, deadline);
    }
}

/// To whom and where paper goes, as far as the notice says.
fn destination(paper: &Paper) -> String {
    match (paper.to.as_str(), paper.address.as_str()) {
        ("", "") => "收件单位和地址通知未写明，请先询问".to_owned(),
        ("", address) => address.to_owned(),
        (to, "") => format!("{to}（地址通知未写明）"),
        (to, address) => format!("{to}，{address}"),
    }
}

/// What is due on the way, before anything reaches the office that receives.
fn before(out: &mut ListWriter, facts: &ChecklistFacts<'_>) {
    for deadline in facts.notice.profile.steps(facts.category()) {
        let due = Dates::of(deadline, facts.calendar);
        let time =
            if due.timed { format!("，最后时刻 {}", due.hard_text()) } else { String::new() };
        out.field(
            &deadline.step,
            &format!("{}（通知原文“{}”）{time}", due.nominal_text(), deadline.wording),
        );
    }
}

/// The deadlines of a channel, each with its own words.
fn dates(out: &mut ListWriter, facts: &ChecklistFacts<'_>, channel: &str) {
    for deadline in facts.notice.profile.channel_deadlines(channel, facts.category()) {
        let due = due(out, facts, deadline);
        // Where the postmark counts, the post may take as long as it likes.
        if channel == "paper" && !deadline.is_by_postmark() {
            post_by(out, facts, &due);
        }
    }
}

/// The days by which something is due: the safe, the nominal, the hard one.
fn due(out: &mut ListWriter, facts: &ChecklistFacts<'_>, deadline: &Deadline) -> Dates {
    let due = Dates::of(deadline, facts.calendar);
    let basis = if deadline.is_by_postmark() { "以邮戳为准" } else { "以收到为准" };
    let categories = deadline.categories.iter();
    let known = categories.filter_map(|id| facts.notice.profile.category(id));
    let names: Vec<&str> = known.map(|category| category.name.as_str()).collect();
    out.field("适用类别", &names.join("、"));
    if let Some(from) = due.from {
        out.field("受理开始", &format!("{}（{}）", chinese_day(from), weekday(from)));
    }
    out.field("稳妥日期", &format!("{}前办完", due.safe_text()));
    out.field("通知期限", &format!("{}（通知原文“{}”）", due.nominal_text(), deadline.wording));
    out.field("最后时刻", &format!("{}，{basis}", due.hard_text()));
    due
}

/// When paper has to be posted to arrive by the safe day.
fn post_by(out: &mut ListWriter, facts: &ChecklistFacts<'_>, due: &Dates) {
    let days = match &facts.notice.profile.deliver.paper {
        Some(paper) => paper.post_days,
        None => 0,
    };
    let mut post = due.safe;
    for _ in 0..days.min(60) {
        post = working_day_before(post, |day| facts.calendar.is_working(day));
    }
    let words = format!("（{}）（按邮寄 {days} 个工作日估计）", weekday(post));
    out.field("最迟寄出", &format!("{}{words}", chinese_day(post)));
}
