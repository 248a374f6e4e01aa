//! By which way something is handed in by a day: paper, mail, platform, disc, or a step of which nothing more is said.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::facts::paper;
use crate::reading::patterns::wording;
use crate::reading::sheet::NoticeSheet;
use crate::reading::zone::Zone;

static MAIL: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "mail"));
static PLATFORM: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "platform"));
/// 采取网上申报: a site is used though the notice does not name it.
static ONLINE: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "online"));
static DISC: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "disc"));

/// The ways that words name.
pub(super) fn named(text: &str) -> Vec<&'static str> {
    let mut ways = Vec::new();
    if paper::is_asked(text) {
        ways.push("paper");
    }
    for (way, words) in [("mail", &MAIL), ("platform", &PLATFORM), ("disc", &DISC)] {
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
    let applies_online = body.clone().any(|sentence| ONLINE.is_match(sentence.text));
    if sheet.platform.is_some() || applies_online {
        ways.push("platform");
    }
    if sheet.discs.is_some() {
        ways.push("disc");
    }
    ways
}

fn asks_paper(text: &str) -> bool {
    let asked = paper::without_refusals(text);
    ["纸质", "书面材料", "邮寄"].iter().any(|word| asked.contains(word))
}
