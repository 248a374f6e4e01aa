//! By which way something is handed in by a day: paper, mail, platform, disc, or a step of which nothing more is said.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;
use crate::reading::sheet::NoticeSheet;
use crate::reading::zone::Zone;

static PAPER: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "paper"));
static MAIL: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "mail"));
static PLATFORM: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "platform"));
static DISC: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "disc"));

/// The ways that words name.
pub(super) fn named(text: &str) -> Vec<&'static str> {
    let mut ways = Vec::new();
    for (way, words) in
        [("paper", &PAPER), ("mail", &MAIL), ("platform", &PLATFORM), ("disc", &DISC)]
    {
        if words.is_match(text) {
            ways.push(way);
        }
    }
    ways
}

/// The ways that the notice uses anywhere.
pub(super) fn of_notice(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> Vec<&'static str> {
    let mut ways = Vec::new();
    let body = notice.sentences.iter().filter(|sentence| sentence.zone == Zone::Body);
    let says_paper = body.clone().any(|sentence| asks_paper(sentence.text));
    if !sheet.copies.is_empty() || says_paper {
        ways.push("paper");
    }
    if sheet.mail.as_ref().is_some_and(|mail| !mail.to.is_empty()) {
        ways.push("mail");
    }
    if sheet.platform.is_some() {
        ways.push("platform");
    }
    if sheet.discs.is_some() {
        ways.push("disc");
    }
    ways
}

fn asks_paper(text: &str) -> bool {
    let refuses =
        ["无需", "不需", "不收", "不用提交", "不再"].iter().any(|word| text.contains(word));
    !refuses && ["纸质", "书面材料", "邮寄"].iter().any(|word| text.contains(word))
}
