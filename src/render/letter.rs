//! A letter in the form of GB/T 9704—2012, 10.1 (信函格式): sender and red double lines on the first page, which bears no number.

use std::fmt::Write as _;

use crate::plan::{Block, BlockKind, Flat};
use crate::text::han::is_han;

use super::literal::literal;
use super::markup::{self, Markup, Writer};
use super::pictures::Pictures;
use super::world::{self, Case, Standard};
use super::{Document, Rendered, Trouble};

/// Typesets a letter. Its first heading is the title; the sender is what stands in it before “关于”, of several the first, as
/// the standard wants it. The cover's facts date and name the file and are not printed.
///
/// # Errors
/// As for a plan.
pub fn letter(document: &Document<'_>) -> Result<Rendered, Vec<Trouble>> {
    let pictures = Pictures::read(document.plan, document.pictures)?;
    let markup = code(document, &pictures);
    super::only_troubles(world::typeset(document, markup, pictures.into_files(), Standard::Archive))
}

fn code(document: &Document<'_>, pictures: &Pictures) -> Markup {
    let mut writer = Writer::new(document, pictures);
    writer.code = markup::start(&Case::of(document.style).style(document.style));
    let title = document.plan.title.as_ref();
    let senders = title.map(|t| senders(&t.text)).unwrap_or_default();
    let sender = senders.first().map_or("", String::as_str);
    let (name, author) = (literal(title.map_or("", |t| t.text.trim())), literal(sender));
    let named = !sender.is_empty();
    let _ = writeln!(writer.code, "#show: letter.with(style, title: {name}, author: {author}, sender: {author}, named: {named})");
    if let Some(title) = title {
        writer.code.push_str("#letter-title(style)[");
        writer.inlines(&title.inlines);
        writer.code.push_str("]\n");
    }
    let blocks: Vec<&Block> = document.plan.blocks().collect();
    let size = document.style.text.size;
    let mut signed = false;
    let mut address = true;
    for block in blocks {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            if !matches!(block.kind, BlockKind::Html(_)) {
                writer.blocks(std::slice::from_ref(block));
            }
            continue;
        };
        let text = Flat::of(inlines).text.trim().to_owned();
        let is_sender = senders.contains(&text);
        signed |= is_sender;
        let is_date = is_date(&text);
        let open = match () {
            // The receiver stands at the edge, the names of the senders two characters and the date four from the right (7.3.2, 7.3.5).
            () if address && text.ends_with(['：', ':']) => "#flush[".to_owned(),
            () if is_sender => format!("#signed(style, {}pt)[", 2.0 * size),
            () if signed && is_date => format!("#signed(style, {}pt)[", 4.0 * size),
            () => "#par[".to_owned(),
        };
        address = false;
        writer.wrapped(&open, block, |w| w.inlines(inlines));
    }
    writer.finish()
}

/// Who sends a letter with this title; none if it does not say so.
fn senders(title: &str) -> Vec<String> {
    let Some((before, _)) = title.split_once("关于") else { return Vec::new() };
    before.split('、').map(|s| s.trim().to_owned()).filter(|s| s.chars().any(is_han)).collect()
}

/// Whether a paragraph is the day of signing, or the place where it is still to be written.
fn is_date(text: &str) -> bool {
    let is_short = text.chars().count() <= 40;
    let says_day = text.contains('年') && text.contains('月') && text.ends_with('日');
    is_short && ((says_day && !text.contains("，")) || text.starts_with(crate::project::config::UNFILLED) && text.contains("日期"))
}

#[cfg(test)]
mod tests {
    use super::{is_date, senders};

    #[test]
    fn senders_stand_before_the_matter() {
        assert_eq!(senders("甲市生态环境局、甲市工业和信息化局关于推荐乙项目的函"), ["甲市生态环境局", "甲市工业和信息化局"]);
        assert!(senders("推荐函").is_empty() && senders("关于推荐乙项目的函").is_empty());
    }

    #[test]
    fn days_of_signing() {
        assert!(is_date("2023年10月12日") && is_date("【待填：出具日期】") && is_date("二〇二三年十月十二日"));
        assert!(!is_date("项目自2023年11月开始，至2025年10月结束，试点期共两年，不在本日") && !is_date("专此函达。"));
    }
}
