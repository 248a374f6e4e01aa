//! Lists: bullets, and one numbering a list, so that each begins with its own number.

use std::fmt::Write as _;

/// Levels of lists that Word knows.
pub(super) const LEVELS: u32 = 9;

/// A list: `None` for bullets, otherwise its first number, and its level from 0.
pub(super) type WordList = (Option<u32>, u32);

/// The part. The list at index `i` has the number `i + 1`.
pub(super) fn part(lists: &[WordList]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
    );
    for (id, is_bullet) in [(0, true), (1, false)] {
        let _ = write!(
            out,
            "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
        );
        for level in 0..LEVELS {
            let (format, text) = match (is_bullet, level % 2) {
                (true, 0) => ("bullet", "•".to_owned()),
                (true, _) => ("bullet", "–".to_owned()),
                (false, _) => ("decimal", format!("%{}.", level + 1)),
            };
            let _ = write!(
                out,
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/>\
                 <w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"420\"/></w:pPr></w:lvl>",
                left(level)
            );
        }
        out.push_str("</w:abstractNum>");
    }
    for (index, (start, level)) in lists.iter().enumerate() {
        let _ = write!(
            out,
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{}\"/>",
            index + 1,
            u8::from(start.is_some())
        );
        if let Some(start) = start {
            let start = (*start).min(i32::MAX as u32);
            let _ = write!(
                out,
                "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride>"
            );
        }
        out.push_str("</w:num>");
    }
    out.push_str("</w:numbering>");
    out
}

/// Where the text of a level begins, twentieths of a point: the mark stands two characters in.
pub(super) fn left(level: u32) -> u32 {
    1060 + 420 * level.min(LEVELS - 1)
}
