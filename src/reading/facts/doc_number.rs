//! Finds the number of the document: 桂环函〔2023〕12号.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;
use crate::reading::zone::Zone;

const NUMBER: &str = r"(?P<number>[\p{Han}A-Za-z]{1,24}\s*[〔\[（(【﹝［〈]\s*(?:19|20)\d{2}\s*年?\s*[〕\]）)】﹞］〉]\s*第?\s*(?:[\p{Han}]{1,3}\s*)?\d{1,5}\s*号)";

static ANYWHERE: LazyLock<Expression> = LazyLock::new(|| expression(NUMBER));
/// A line that holds the number and nothing else but its label, brackets or who signed the draft.
static ALONE: LazyLock<Expression> = LazyLock::new(|| {
    expression(&format!(
        r"^(?:发文字号|文\s*号|编\s*号)?\s*[:：]?\s*[（(]?\s*{NUMBER}\s*[）)]?\s*(?:签发人.*)?$"
    ))
});
static IN_TITLE: LazyLock<Expression> =
    LazyLock::new(|| expression(&format!(r"^[【\[（(]\s*{NUMBER}\s*[】\]）)]")));
static LABELLED: LazyLock<Expression> =
    LazyLock::new(|| expression(&format!(r"(?:发文字号|文\s*号)\s*[:：]\s*{NUMBER}")));

/// The names under which a page states the number.
const FIELDS: [&str; 3] = ["文号", "发文字号", "文件编号"];
/// How far below the title a number may stand.
const BELOW: usize = 3;

/// Reads the number: alone on a line at the head of the notice, else as the page states it.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    let last = match (&notice.frame.title, notice.frame.addressee) {
        (_, Some(line)) => line,
        (Some(title), None) => title.last + BELOW,
        (None, None) => BELOW,
    };
    let mut found = None;
    for number in 1..=last.min(notice.line_count()) {
        let line = notice.line(number);
        if notice.zone(number) == Zone::PageField {
            continue;
        }
        let captures = ALONE.captures(line).or_else(|| LABELLED.captures(line));
        let Some(doc_no) = captures.and_then(|captures| captures.name("number")) else { continue };
        found = Some(Fact::stated(doc_no.as_str().trim().to_owned(), line, number));
    }
    found.or_else(|| before_title(notice)).or_else(|| of_page(notice))
}

/// 【宛环文〔2017〕160号】关于…: the number in brackets at the head of the title.
fn before_title(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    let title = notice.frame.title.as_ref()?;
    let captures = IN_TITLE.captures(&title.text)?;
    let number = captures.name("number")?.as_str().trim().to_owned();
    Some(Fact::stated(number, title.quote.clone(), title.first))
}

fn of_page(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    if let Some(field) = notice.frame.page_field(&FIELDS) {
        let number = ANYWHERE.find(&field.value)?;
        return Some(Fact::stated(
            number.as_str().trim().to_owned(),
            notice.line(field.line),
            field.line,
        ));
    }
    let page = notice.document.page.doc_no.as_deref()?;
    let number = ANYWHERE.find(page)?;
    Some(Fact::stated(number.as_str().trim().to_owned(), page, 1))
}
