//! A letter: who sends it, and how its paragraphs stand on the page (GB/T 9704—2012, 7.3 and 10.1).

use super::{Block, BlockKind, Plan, TextRun};
use crate::text::han::is_han;

/// A letter.
#[derive(Debug)]
pub struct LetterLayout<'a> {
    /// Who sends it, as its title says before 关于; none if it does not.
    pub senders: Vec<String>,
    /// What it says, comments left out.
    pub blocks: Vec<(LetterRole, &'a Block)>,
}

/// How a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterRole {
    /// The receiver, at the edge.
    Receiver,
    /// A paragraph.
    Text,
    /// The name of a sender under the text, two characters from the right.
    Sender,
    /// The day of signing, four characters from the right.
    Day,
    /// Anything that is no paragraph.
    Other,
}

impl<'a> LetterLayout<'a> {
    /// Reads a letter. Its first heading is the title.
    pub fn of(plan: &'a Plan) -> Self {
        let senders = plan.title.as_ref().map(|t| senders(&t.text)).unwrap_or_default();
        let (mut blocks, mut signed, mut first) = (Vec::new(), false, true);
        for block in plan.blocks().filter(|b| !matches!(b.kind, BlockKind::Html(_))) {
            let BlockKind::Paragraph(inlines) = &block.kind else {
                blocks.push((LetterRole::Other, block));
                continue;
            };
            let text = TextRun::of(inlines).text.trim().to_owned();
            let is_sender = senders.contains(&text);
            signed |= is_sender;
            let is_first = std::mem::take(&mut first);
            let role = if is_first && text.ends_with(['：', ':']) {
                LetterRole::Receiver
            } else if is_sender {
                LetterRole::Sender
            } else if signed && is_day(&text) {
                LetterRole::Day
            } else {
                LetterRole::Text
            };
            blocks.push((role, block));
        }
        Self { senders, blocks }
    }
}

/// Splits a title before 关于, if senders stand there.
pub fn split_title(title: &str) -> Option<(&str, &str)> {
    let at = title.find("关于")?;
    if senders(title).is_empty() {
        return None;
    }
    Some(title.split_at(at))
}

/// Who sends a letter with this title; none if it does not say so.
fn senders(title: &str) -> Vec<String> {
    let Some((before, _)) = title.split_once("关于") else { return Vec::new() };
    let mut out = Vec::new();
    for sender in before.split('、') {
        if sender.chars().any(is_han) {
            out.push(sender.trim().to_owned());
        }
    }
    out
}

/// Whether a paragraph is the day of signing, or the place where it is still to be written.
fn is_day(text: &str) -> bool {
    let is_short = text.chars().count() <= 40;
    let says_day = text.contains('年') && text.contains('月') && text.ends_with('日');
    is_short
        && ((says_day && !text.contains('，'))
            || text.starts_with("【待填") && text.contains("日期"))
}

#[cfg(test)]
mod tests {
    use super::{is_day, senders, split_title};

    #[test]
    fn senders_stand_before_the_matter() {
        let title = "甲市生态环境局、甲市工业和信息化局关于推荐乙项目的函";
        assert_eq!(senders(title), ["甲市生态环境局", "甲市工业和信息化局"]);
        assert_eq!(
            split_title(title),
            Some(("甲市生态环境局、甲市工业和信息化局", "关于推荐乙项目的函"))
        );
        assert!(senders("推荐函").is_empty() && senders("关于推荐乙项目的函").is_empty());
        assert_eq!(split_title("关于推荐乙项目的函"), None);
    }

    #[test]
    fn days_of_signing() {
        assert!(
            is_day("2023年10月12日")
                && is_day("【待填：出具日期】")
                && is_day("二〇二三年十月十二日")
        );
        assert!(
            !is_day("项目自2023年11月开始，至2025年10月结束，试点期共两年，不在本日")
                && !is_day("专此函达。")
        );
    }
}
