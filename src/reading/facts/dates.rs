//! Finds the days of signing and of posting.

use crate::reading::cut_notice::CutNotice;
use crate::reading::day::{days, iso};
use crate::reading::fact::Fact;

/// The days that a notice states about itself.
#[derive(Clone, Debug, Default)]
pub(super) struct NoticeDates {
    /// The day of the signature.
    pub(super) signed_on: Option<Fact<String>>,
    /// The day of posting.
    pub(super) posted_on: Option<Fact<String>>,
    /// Where the page has it from.
    pub(super) source: Option<Fact<String>>,
}

const SIGNED: [&str; 4] = ["成文日期", "生成日期", "印发日期", "发文日期"];
const POSTED: [&str; 3] = ["发布日期", "发布时间", "公开日期"];
const SOURCE: [&str; 4] = ["官方链接", "原文链接", "来源", "信息来源"];

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> NoticeDates {
    let page = &notice.document.page;
    NoticeDates {
        signed_on: signed(notice)
            .or_else(|| of_field(notice, &SIGNED))
            .or_else(|| of_page(page.signed_on.as_deref())),
        posted_on: of_field(notice, &POSTED).or_else(|| of_page(page.posted_on.as_deref())),
        source: source(notice),
    }
}

fn signed(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    let day = notice.frame.signature()?.day.as_ref()?;
    Some(Fact::stated(iso(day.day), day.quote.clone(), day.line))
}

fn of_field(notice: &CutNotice<'_>, names: &[&str]) -> Option<Fact<String>> {
    let field = notice.frame.page_field(names)?;
    let mention = days(&field.value).into_iter().next()?;
    let day = mention.written()?;
    Some(Fact::stated(iso(day), notice.line(field.line), field.line))
}

fn of_page(stated: Option<&str>) -> Option<Fact<String>> {
    let stated = stated?;
    let day = days(stated).into_iter().next()?.written()?;
    Some(Fact::stated(iso(day), stated, 1))
}

fn source(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    if let Some(field) = notice.frame.page_field(&SOURCE) {
        return Some(Fact::stated(field.value.clone(), notice.line(field.line), field.line));
    }
    let page = notice.document.page.source.as_deref()?;
    // The field may stand behind another on its line: 发布时间：… 来源：…
    for (index, line) in notice.document.lines.iter().enumerate() {
        let is_named = SOURCE.iter().any(|name| line.text.contains(name));
        if is_named && line.text.contains(page) {
            return Some(Fact::stated(page.to_owned(), line.text.as_str(), index + 1));
        }
    }
    Some(Fact::stated(page.to_owned(), page, 1))
}
