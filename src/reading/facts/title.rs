//! Finds the title of a notice, also where it is broken over lines.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;

/// The number of the document that a site prints before a title: 【桂环发〔2023〕36号】.
static NUMBER_BEFORE: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^[【\[（(]\s*[\p{Han}A-Za-z]{1,24}\s*[〔\[（(]\s*(?:19|20)\d{2}\s*[〕\]）)]\s*第?\s*\d{1,5}\s*号\s*[】\]）)]\s*",
    )
});

/// The names under which a page states the title.
const FIELDS: [&str; 5] = ["标题", "名称", "信息名称", "文件名称", "文件标题"];

/// Reads the title: as printed above the notice, else as the page states it.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    if let Some(title) = &notice.frame.title {
        let text = without_number(&title.text).to_owned();
        return Some(Fact::stated(text, title.quote.clone(), title.first));
    }
    if let Some(field) = notice.frame.page_field(&FIELDS) {
        return Some(Fact::stated(field.value.clone(), notice.line(field.line), field.line));
    }
    let page = notice.document.page.title.as_deref()?.trim();
    if page.is_empty() {
        return None;
    }
    Some(Fact::stated(page.to_owned(), page, 1).inferred("正文里没有标题，取网页的标题"))
}

/// A title without the number of the document before it.
fn without_number(title: &str) -> &str {
    match NUMBER_BEFORE.find(title) {
        Some(found) if found.end() < title.len() => &title[found.end()..],
        _ => title,
    }
}
