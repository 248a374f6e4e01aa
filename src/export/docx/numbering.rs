//! Lists: bullets, and one numbering a list, so that each begins with its own number.

use crate::plan::{ListStart, NumberMark};

use super::parts::W;
use super::xml_writer::XmlWriter;

/// Levels of lists that Word knows.
pub(super) const LEVELS: u32 = 9;

/// A list of the plan.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordList {
    /// How it is numbered; `None` for bullets.
    pub(super) start: Option<ListStart>,
    /// Its level from 0.
    pub(super) level: u32,
}

/// The part. The list at index `i` has the number `i + 1`.
pub(super) fn part(lists: &[WordList]) -> XmlWriter {
    let mut xml = XmlWriter::part();
    xml.element("w:numbering", &[("xmlns:w", W)], |xml| {
        abstract_list(xml, "0", bullet);
        abstract_list(xml, "1", |level| number(level, NumberMark::Point));
        abstract_list(xml, "2", |level| number(level, NumberMark::Bracket));
        for (index, list) in lists.iter().enumerate() {
            concrete_list(xml, index + 1, *list);
        }
    });
    xml
}

/// How a level is marked: the format, and the text of the mark.
fn bullet(level: u32) -> (&'static str, String) {
    let mark = if level.is_multiple_of(2) { "•" } else { "–" };
    ("bullet", mark.to_owned())
}

fn number(level: u32, mark: NumberMark) -> (&'static str, String) {
    ("decimal", format!("%{}{}", level + 1, mark.character()))
}

fn abstract_list(xml: &mut XmlWriter, id: &str, mark: fn(u32) -> (&'static str, String)) {
    xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
        xml.val("w:multiLevelType", "hybridMultilevel");
        for level in 0..LEVELS {
            let (format, text) = mark(level);
            xml.element("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                xml.val("w:start", "1");
                xml.val("w:numFmt", format);
                xml.val("w:lvlText", &text);
                xml.val("w:lvlJc", "left");
                xml.element("w:pPr", &[], |xml| {
                    let indent = left(level).to_string();
                    xml.empty("w:ind", &[("w:left", &indent), ("w:hanging", "420")]);
                });
            });
        }
    });
}

fn concrete_list(xml: &mut XmlWriter, id: usize, list: WordList) {
    xml.element("w:num", &[("w:numId", &id.to_string())], |xml| {
        let kind = match list.start.map(|start| start.mark) {
            None => "0",
            Some(NumberMark::Point) => "1",
            Some(NumberMark::Bracket) => "2",
        };
        xml.val("w:abstractNumId", kind);
        if let Some(start) = list.start {
            let start = start.first.min(i32::MAX as u32).to_string();
            xml.element("w:lvlOverride", &[("w:ilvl", &list.level.to_string())], |xml| {
                xml.val("w:startOverride", &start);
            });
        }
    });
}

/// Where the text of a level begins, twentieths of a point: the mark stands two characters in.
pub(super) fn left(level: u32) -> u32 {
    1060 + 420 * level.min(LEVELS - 1)
}
