//! Whether a text calls for applications, recommendations or entries at all.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;
use crate::reading::sheet::NoticeSheet;
use crate::reading::zone::Zone;

static TITLE: LazyLock<Expression> = LazyLock::new(|| wording("call", "title"));
static NO_TITLE: LazyLock<Expression> = LazyLock::new(|| wording("call", "no-title"));
static ASKS: LazyLock<Expression> = LazyLock::new(|| wording("call", "asks"));

/// Sentences that ask for something, at the least, where the title says nothing.
const ENOUGH: usize = 2;

/// Judges by the title first, then by what the text asks for and by when.
pub(super) fn is_call(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> bool {
    let title = match &sheet.title {
        Some(title) => title.value.as_str(),
        None => "",
    };
    let has_own_day = sheet.deadlines.iter().any(|fact| fact.value.own);
    let body = notice.sentences.iter().filter(|sentence| sentence.zone == Zone::Body);
    let asking = body.filter(|sentence| ASKS.is_match(sentence.text)).take(ENOUGH).count();
    let hands_in =
        has_own_day || sheet.mail.is_some() || sheet.platform.is_some() || !sheet.copies.is_empty();
    if NO_TITLE.is_match(title) {
        return has_own_day && asking >= ENOUGH;
    }
    if TITLE.is_match(title) {
        return asking > 0 || hands_in;
    }
    has_own_day && asking > 0
}
