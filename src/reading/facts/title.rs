//! Finds the title of a notice, also where it is broken over lines.

use crate::reading::cut_notice::CutNotice;
use crate::reading::fact::Fact;

/// The names under which a page states the title.
const FIELDS: [&str; 5] = ["标题", "名称", "信息名称", "文件名称", "文件标题"];

/// Reads the title: as printed above the notice, else as the page states it.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    if let Some(title) = &notice.frame.title {
        return Some(Fact::stated(title.text.clone(), title.quote.clone(), title.first));
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
