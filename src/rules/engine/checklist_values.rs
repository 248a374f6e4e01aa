//! What the lines of the checklist say: values of the notice, and the claims of the plan that
//! somebody may come and see.

use std::sync::LazyLock;

use regex::Regex;

use crate::plan::{Block, Plan, Section, TextRun};
use crate::text::han;

use super::context::Context;

/// Claims that are listed at most: more than a visit can look at helps nobody.
const CLAIMS: usize = 20;
/// Characters of a claim that are shown.
const LENGTH: usize = 60;

/// Arguments for the messages of cards that nobody can compute.
pub(in crate::rules) fn values(cx: &Context<'_>) -> Vec<(&'static str, String)> {
    let deliver = &cx.profile().deliver;
    let unstated = || "（通知未写明）".to_owned();
    let said = |text: Option<&str>| match text {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => unstated(),
    };
    let paper = deliver.paper.as_ref();
    let quota = cx.profile().applicants.quota.as_ref();
    let category = cx.category().map(|category| category.id.as_str());
    let dates = cx.notice.first_dates("paper", category, &cx.calendar);
    let paper_deadlines = cx.profile().channel_deadlines("paper", category);
    let is_by_postmark = paper_deadlines.first().is_some_and(|d| d.is_by_postmark());
    let signers = deliver.letter.iter().flat_map(|letter| &letter.signers);
    let signers: Vec<&str> = signers.map(|signer| signer.name.as_str()).collect();
    let signers = signers.join("、");
    let letter = match deliver.letter.as_ref() {
        Some(l) => l.name.clone(),
        None => unstated(),
    };
    let destination = match paper {
        Some(paper) if !paper.to.is_empty() && !paper.address.is_empty() => {
            format!("{}（{}）", paper.to, paper.address)
        }
        Some(paper) if !paper.to.is_empty() => format!("{}（地址通知未写明）", paper.to),
        Some(paper) if !paper.address.is_empty() => paper.address.clone(),
        _ => "收件单位（通知未写明，请先询问）".to_owned(),
    };
    let discs = deliver.disc.as_ref().and_then(|disc| disc.copies.value());
    vec![
        (
            "copies",
            match paper.and_then(|p| p.copies.value()) {
                Some(c) => copies(*c),
                None => unstated(),
            },
        ),
        (
            "binding",
            match paper.and_then(|p| p.binding.value()) {
                Some(value) => Clone::clone(value),
                None => unstated(),
            },
        ),
        (
            "contents",
            paper
                .map(|p| p.contents.join("、"))
                .filter(|c| !c.is_empty())
                .unwrap_or_else(|| "实施方案".to_owned()),
        ),
        ("destination", destination),
        ("to", said(paper.map(|p| p.to.as_str()))),
        ("address", said(paper.map(|p| p.address.as_str()))),
        (
            "safe",
            match dates {
                Some(d) => d.safe_text(),
                None => unstated(),
            },
        ),
        (
            "hard",
            match dates {
                Some(d) => d.hard_text(),
                None => unstated(),
            },
        ),
        ("basis", basis_words(is_by_postmark).to_owned()),
        ("letter", letter),
        ("signers", if signers.is_empty() { unstated() } else { signers }),
        (
            "discs",
            match discs {
                Some(d) => copies(*d),
                None => unstated(),
            },
        ),
        ("disc_contents", said(deliver.disc.as_ref().map(|d| d.contents.as_str()))),
        (
            "quota",
            match quota {
                Some(q) => q.max.to_string(),
                None => unstated(),
            },
        ),
        (
            "per",
            match quota {
                Some(q) => q.per.clone(),
                None => unstated(),
            },
        ),
        ("claims", claims(cx)),
    ]
}

/// What has to happen until a deadline.
pub(in crate::rules) fn basis_words(is_by_postmark: bool) -> &'static str {
    if is_by_postmark { "以寄出的邮戳为准" } else { "以送达为准" }
}

/// A number of copies as it is said: 一式两份.
fn copies(number: u32) -> String {
    if number == 2 { "两".to_owned() } else { crate::text::numeral::chinese(number) }
}

/// The running texts of what is there today: all that stands before the section about the goals.
fn present(plan: &Plan) -> Vec<TextRun> {
    let today = plan.sections.iter().take_while(|s| !s.heading.text.contains("目标"));
    let blocks = plan.preamble.iter().chain(today.flat_map(Section::blocks_below));
    blocks.flat_map(Block::text_runs).collect()
}

/// What says that something is there already.
static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"已(?:建|装|安装|配|投|取得|完成|制定|签|开展|落实|改造)|建有|建成|设有|配备|安装|投运|投入运行|成立").expect("constant pattern")
});

/// What says that it is a plan for later, or somebody else's.
static LATER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"将|拟|计划|预计|目标|尚未|未建|应当|要求|可以|到20\d\d年")
        .expect("constant pattern")
});

/// The sentences of the plan that state something to be counted on site, with where they stand.
fn claims(cx: &Context<'_>) -> String {
    let Some(plan) = &cx.project.plan else { return String::new() };
    let mut out = String::new();
    let mut count = 0;
    for flat in present(plan) {
        let mut offset = 0;
        for sentence in flat.text.split_inclusive(['。', '；', '\n']) {
            let start = offset;
            offset += sentence.len();
            let text = sentence.trim().trim_end_matches(['。', '；']);
            let is_claim = CLAIM.is_match(text)
                && !LATER.is_match(text)
                && text.chars().any(|c| c.is_ascii_digit());
            if !is_claim || han::han_count(text) < 8 {
                continue;
            }
            count += 1;
            if count > CLAIMS {
                continue;
            }
            let line = flat.at(start, offset).map(|at| {
                let source = cx.sources().get(at.source);
                format!("（{} 第{}行）", source.name, source.line(at.span.start))
            });
            let short: String = text.chars().take(LENGTH).collect();
            let more = if text.chars().count() > LENGTH { "…" } else { "" };
            out.push_str(&format!(
                "\n  {count}. {}{more}{}",
                han::printable(&short),
                line.unwrap_or_default()
            ));
        }
    }
    if count == 0 {
        return "方案里没有找到带数字的现状描述".to_owned();
    }
    if count > CLAIMS {
        out.push_str(&format!("\n  另有{}处", count - CLAIMS));
    }
    out
}
