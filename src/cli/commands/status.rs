//! `pilot status`: one screen that says what is left to do.

use std::fmt::Write as _;

use crate::notice::profile::ApplicationPlatform;
use crate::notice::{Dates, Notice};
use crate::project::Project;
use crate::project::config::is_unfilled;
use crate::rules::{self, Context, Options, SectionState};
use crate::text::date::{chinese_day, days_between};
use crate::text::{Moment, han};

use crate::cli::session::{JudgeTerms, OpenTarget, Opened, Session, notice_proof};
use crate::cli::terminal::args::StatusArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;

pub(crate) fn run(args: &StatusArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let target = OpenTarget::Project(args.path.as_deref());
    let terms =
        JudgeTerms { as_of: args.as_of.as_deref(), is_final: true, ..JudgeTerms::default() };
    let opened = session.open(target, None, terms)?;
    opened.require_sound_config()?;
    let Opened { project, notice, options, .. } = opened;
    let report = rules::run(&project, &notice, &options);
    let mut text = String::new();
    let value = |v: &Option<crate::text::Spanned<String>>, none: &str| match v {
        Some(v) => han::printable(&v.value),
        None => none.to_owned(),
    };
    let _ = writeln!(text, "{}", value(&project.config.project.name, "（还没有项目名称）"));
    let _ = writeln!(text, "申报单位  {}", value(&project.config.applicant.name, "（未填）"));
    let _ = writeln!(text, "依据通知  {}", notice.profile.marked(&notice.profile.title));
    let differences = notice_proof::draft_differences(&notice, session.library);
    for note in notice.trust_notes().into_iter().chain(differences) {
        let _ = writeln!(text, "注意      {}", han::printable(&note));
    }
    days(&mut text, &project, &notice, &options);
    forms(&mut text, &notice);
    sections(&mut text, &rules::section_states(&project, &notice, &options));
    files(&mut text, &project, &notice);
    let category = project.config.category(&notice.profile);
    let demands = notice.profile.demand_counts(category.map(|category| category.id.as_str()));
    if demands.all() > 0 {
        let _ = writeln!(text, "\n通知要求  {}", demands.words());
    }
    let s = report.summary();
    let stop = report.findings.iter().filter(|f| f.blocks_pack).count();
    let last = if stop > 0 {
        format!("其中 {stop} 条会使打包停止；逐条看用 pilot check")
    } else {
        "可以打包：pilot pack".to_owned()
    };
    let _ = writeln!(
        text,
        "\n检查      错误 {} 条，警告 {} 条，提示 {} 条；{last}",
        s.error, s.warning, s.info
    );
    session.env.out.write_all(text.as_bytes())?;
    Ok(Exit::Clean)
}

fn days(text: &mut String, project: &Project, notice: &Notice, options: &Options) {
    let calendar = Context::new(project, notice, options).calendar;
    let left = |day| match days_between(options.now.day(), day) {
        0 => "就是今天".to_owned(),
        n if n > 0 => format!("还有 {n} 天"),
        n => format!("已过 {} 天", -n),
    };
    let category = project.config.category(&notice.profile);
    let category = category.map(|category| category.id.as_str());
    for deadline in notice.profile.steps(category) {
        let dates = Dates::of(deadline, &calendar);
        let _ =
            writeln!(text, "{}  {}，{}", deadline.step, dates.nominal_text(), left(dates.nominal));
    }
    let counted = notice.profile.counted_deadlines.iter();
    let counted: Vec<_> = counted.filter(|deadline| deadline.holds_for(category)).collect();
    for deadline in &counted {
        let _ = writeln!(
            text,
            "期限      {}，从哪一天算起通知没有写日期，请按原话数：“{}”",
            deadline.span(),
            one_line(&deadline.wording)
        );
    }
    let due = rules::due_dates(project, notice, options);
    if due.is_empty() && counted.is_empty() {
        let _ = writeln!(text, "截止      通知未写明");
    }
    let several = due.len() > 1;
    for due in due {
        let dates = due.dates;
        if several {
            let _ = writeln!(text, "{}：{}", due.names.join("、"), one_line(&due.wording));
        }
        if let Some(from) = dates.from {
            let _ = writeln!(text, "受理开始  {}，{}", chinese_day(from), left(from));
        }
        let _ = writeln!(text, "稳妥日    {}，{}", dates.safe_text(), left(dates.safe));
        let _ = writeln!(text, "名义日    {}，{}", dates.nominal_text(), left(dates.nominal));
        let hard = if dates.is_passed(options.now) {
            "已经过了".to_owned()
        } else {
            remaining(options.now, dates.hard)
        };
        let basis = if due.is_by_postmark { "以寄出的邮戳为准" } else { "以送达为准" };
        let _ = writeln!(text, "最后时刻  {}（{basis}），{hard}", dates.hard_text());
    }
}

/// A sentence of a notice in one line.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    han::printable(&words.join(" "))
}

/// In what forms the material is handed in, and what the notice leaves open.
fn forms(text: &mut String, notice: &Notice) {
    let deliver = &notice.profile.deliver;
    let paper = deliver.paper.as_ref().map(|p| match p.copies.value() {
        Some(copies) => format!("纸质件一式 {copies} 份"),
        None => "纸质件（份数通知未写明）".to_owned(),
    });
    let disc = deliver.disc.as_ref().map(|disc| match disc.copies.value() {
        Some(copies) => format!("光盘 {copies} 份"),
        None => "光盘（份数通知未写明）".to_owned(),
    });
    let platform = deliver.platform.as_ref().map(platform_words);
    let mail = deliver.mail.as_ref().map(|_| "邮件".to_owned());
    let forms: Vec<String> = [paper, disc, mail, platform].into_iter().flatten().collect();
    if !forms.is_empty() {
        let _ = writeln!(text, "报送      {}", forms.join("，"));
    }
    let unstated = notice.profile.unstated();
    if !unstated.is_empty() {
        let _ = writeln!(text, "通知未写明  {}", unstated.join("、"));
    }
}

/// A site with its name and the limit of what is uploaded.
fn platform_words(platform: &ApplicationPlatform) -> String {
    let mut words = match platform.name.as_str() {
        "" => "网上平台".to_owned(),
        name => format!("网上平台（{name}）"),
    };
    if let Some(limit) = &platform.limit {
        let _ = write!(words, "，上传限 {:.0} MB", limit.max_bytes as f64 / 1e6);
    }
    words
}

fn remaining(now: Moment, hard: Moment) -> String {
    let minutes = hard.0.signed_duration_since(now.0).num_minutes();
    format!("还有 {} 天 {} 小时", minutes / 1440, minutes % 1440 / 60)
}

fn sections(text: &mut String, states: &[SectionState]) {
    if states.is_empty() {
        let _ = writeln!(text, "\n章节      通知没有规定大纲");
        return;
    }
    let leaves: Vec<_> = states.iter().filter(|s| s.is_leaf).collect();
    let _ = writeln!(
        text,
        "\n章节      {} 节中写了 {} 节",
        leaves.len(),
        leaves.iter().filter(|s| s.is_written).count()
    );
    for state in states {
        let mark = match (state.at.is_some(), state.is_leaf, state.is_written) {
            (false, _, _) => "缺",
            (true, true, false) => "空",
            (true, true, true) => "有",
            (true, false, _) => "　",
        };
        let count = if state.is_leaf && state.is_written {
            format!("  {} 字", state.characters)
        } else {
            String::new()
        };
        let _ = writeln!(text, "  {mark}  {}{}{count}", "  ".repeat(state.depth), state.heading);
    }
}

fn files(text: &mut String, project: &Project, notice: &Notice) {
    let mut missing: Vec<String> = Vec::new();
    for (_, path, _) in project.named_files() {
        if project.file(&path).is_none_or(|f| !f.exists) && !missing.contains(&path) {
            missing.push(path);
        }
    }
    for attachment in &project.config.attachments {
        let is_named = attachment.file.as_ref().is_some_and(|file| !is_unfilled(&file.value));
        let title = attachment.title.as_ref().map(|title| title.value.trim());
        if !is_named && let Some(title) = title {
            missing.push(format!("{title}（还没有写明是哪个文件）"));
        }
    }
    let there = project.files.iter().filter(|file| file.exists);
    let size: u64 = there.map(|file| file.size).sum();
    let _ = writeln!(text);
    if missing.is_empty() {
        let _ = writeln!(text, "文件      齐全");
    } else {
        let _ = writeln!(text, "文件      缺 {} 个", missing.len());
        for path in &missing {
            let _ = writeln!(text, "  缺  {}", han::printable(path));
        }
    }
    let mail = notice.profile.deliver.mail.as_ref();
    let limit = mail.and_then(|mail| mail.max_bytes.value().copied());
    let used = size as f64 / 1e6;
    let _ = match limit {
        Some(limit) => {
            writeln!(
                text,
                "大小      已用 {used:.1} MB，限 {:.0} MB（{:.0}%）",
                limit as f64 / 1e6,
                100.0 * size as f64 / limit as f64
            )
        }
        None => writeln!(text, "大小      已用 {used:.1} MB，通知未写明上限"),
    };
}
