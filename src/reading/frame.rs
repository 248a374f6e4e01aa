//! The frame of a notice: what its page states, its title, its addressees, its signature, its annexes.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use super::document::NoticeDocument;
use super::expression::Expression;
use super::patterns::{expression, wording};
use super::signature::{self, Signature};
use super::title_block::{self, TitleBlock};

/// The frame of a notice. Lines are counted from 1.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// Fields that a page or an index states in lines above the notice.
    pub page_fields: Vec<PageField>,
    /// The title.
    pub title: Option<TitleBlock>,
    /// The line that addresses the notice.
    pub addressee: Option<usize>,
    /// The signatures, in order.
    pub signatures: Vec<Signature>,
    /// The lists 附件：1.… 2.….
    pub annex_lists: Vec<RangeInclusive<usize>>,
    /// The first line of what is printed behind the notice.
    pub annexed_from: Option<usize>,
    /// The first line of the notice that this one forwards, where that is printed below the signature.
    pub forwarded_from: Option<usize>,
}

/// A field that a page states: `文号: 沪交航〔2022〕454号`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageField {
    /// The name without white space: `文号`.
    pub name: String,
    /// What is stated; never empty, never a dash.
    pub value: String,
    /// The line.
    pub line: usize,
}

static PAGE_FIELD: LazyLock<Expression> = LazyLock::new(|| wording("frame", "page-field"));

/// 附件：… or 附件1：…, alone or with names behind it.
static ANNEX_LIST: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^附\s*[件表]?\s*(?:下载|列表|清单)?\s*[一二三四五六七八九十0-9]*\s*[:：.．、]\s*\S|^附\s*件\s*[:：]$|^附件\s*[一二三四五六七八九十0-9]+\s*[^:：\s，。]",
    )
});
static ANNEX_ITEM: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^(?:附件\s*)?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、:：]|^附件|\.(?:docx?|xlsx?|pdf|zip|rar|wps|et)$",
    )
});
/// 附件1 alone on its line: what is annexed begins.
static ANNEX_MARK: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^附\s*[件表录]\s*[一二三四五六七八九十0-9０-９]*(?:[-－—][0-9]+)?\s*[:：]?$")
});

/// The first item of a list of annexes.
static FIRST_ITEM: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^(?:1|１|一)\s*[.．、]\s*[^。；]{2,50}$"));

/// Page fields stand near the top; below that such words belong to the text.
const PAGE_FIELD_LINES: usize = 30;

/// Reads the frame of a document.
pub fn frame(document: &NoticeDocument) -> Frame {
    let lines = document.lines.iter().map(|line| line.text.as_str());
    let lines: Vec<&str> = lines.collect();
    let own = document.lines.iter().take_while(|line| line.file == 0).count();
    let page_fields = page_fields(&lines[..own]);
    let fields_end = match page_fields.last() {
        Some(field) => field.line,
        None => 0,
    };
    let signatures = signature::signatures(&lines[..own]);
    let (mut title, addressee) = title_block::find(&lines[..own], fields_end, &signatures);
    if title.is_none()
        && let Some(first_field) = page_fields.first()
    {
        // Some pages print their fields below the title.
        title = title_block::first_title(&lines[..first_field.line - 1], 0);
    }
    let title_end = title.as_ref().map(|title| title.last);
    let body_from = addressee.or(title_end).unwrap_or(fields_end);
    let annex_lists = annex_lists(&lines[..own], body_from, &signatures);
    let annexed_from = annexed_from(&lines[..own], body_from, &signatures, &annex_lists);
    let annexed_from = annexed_from.or(if own < lines.len() { Some(own + 1) } else { None });
    let forwarded_from = forwarded_from(&lines[..own], title.as_ref(), &signatures);
    Frame { page_fields, title, addressee, signatures, annex_lists, annexed_from, forwarded_from }
}

/// Where a notice that is forwarded begins: a title of its own between two signatures.
fn forwarded_from(
    lines: &[&str],
    title: Option<&TitleBlock>,
    signatures: &[Signature],
) -> Option<usize> {
    let title = title?;
    let below = signatures.iter().filter(|signature| signature.first_line() > title.last);
    let signed: Vec<usize> = below.map(Signature::last_line).collect();
    let (first, last) = (signed.first()?, signed.last()?);
    if !title.text.contains("转发") && !title.text.contains("转载") || first == last {
        return None;
    }
    let inner = title_block::first_title(lines, *first)?;
    if inner.first < *last { Some(inner.first) } else { None }
}

fn page_fields(lines: &[&str]) -> Vec<PageField> {
    let mut fields = Vec::new();
    for (index, line) in lines.iter().enumerate().take(PAGE_FIELD_LINES) {
        let Some(found) = PAGE_FIELD.find(line) else { continue };
        let label = &line[..found.end()];
        let name = label.replace(|c: char| c.is_whitespace() || matches!(c, ':' | '：'), "");
        let value = line[found.end()..].trim();
        fields.push(PageField { name, value: value.to_owned(), line: index + 1 });
    }
    // A single line of this form within running text is no head of a page.
    let is_head = fields.first().is_some_and(|field| field.line <= 6);
    if is_head { fields } else { Vec::new() }
}

fn annex_lists(
    lines: &[&str],
    body_from: usize,
    signatures: &[Signature],
) -> Vec<RangeInclusive<usize>> {
    let last_signature = signatures.iter().map(Signature::first_line).max().unwrap_or_default();
    let mut lists: Vec<RangeInclusive<usize>> = Vec::new();
    let mut index = body_from;
    while index < lines.len() {
        let line = lines[index];
        // 附件 alone above the signature, with a numbered line below: the list, and no annex.
        let is_word_alone = ANNEX_MARK.is_match(line)
            && index + 1 < last_signature
            && lines.get(index + 1).is_some_and(|next| FIRST_ITEM.is_match(next));
        let is_list = ANNEX_LIST.is_match(line) && line.chars().count() <= 120;
        if !is_list && !is_word_alone {
            index += 1;
            continue;
        }
        let first = index;
        let mut last = index;
        while last + 1 < lines.len()
            && ANNEX_ITEM.is_match(lines[last + 1])
            && !ANNEX_MARK.is_match(lines[last + 1])
        {
            last += 1;
        }
        lists.push(first + 1..=last + 1);
        index = last + 1;
    }
    lists
}

fn annexed_from(
    lines: &[&str],
    body_from: usize,
    signatures: &[Signature],
    lists: &[RangeInclusive<usize>],
) -> Option<usize> {
    let signed = signatures.iter().map(Signature::last_line).find(|line| *line > body_from);
    let listed = lists.first().map(|list| *list.end());
    let from = signed.or(listed)?;
    for (index, line) in lines.iter().enumerate().skip(from) {
        if ANNEX_MARK.is_match(line) && index + 1 < lines.len() {
            return Some(index + 1);
        }
    }
    None
}

impl Frame {
    /// A field that the page states, by any of its names; dashes and empty fields state nothing.
    pub fn page_field(&self, names: &[&str]) -> Option<&PageField> {
        self.page_fields.iter().find(|field| {
            let is_empty =
                field.value.chars().all(|c| matches!(c, '-' | '—' | '/' | '无' | '　' | ' '));
            names.contains(&field.name.as_str()) && !is_empty
        })
    }

    /// The signature of the notice itself: the first one below its title.
    pub fn signature(&self) -> Option<&Signature> {
        let below = match &self.title {
            Some(title) => title.last,
            None => 0,
        };
        self.signatures.iter().find(|signature| signature.first_line() > below)
    }
}
