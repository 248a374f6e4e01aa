//! Word: paragraphs, headings, tracked changes, comments.

use std::collections::HashSet;

use super::xml::{self, XmlStep};
use super::{FileFacts, OfficeParts, identity};

/// Reads a document; returns whether its main part is there and whole.
pub(super) fn read(parts: &mut OfficeParts<'_>, facts: &mut FileFacts, text: &mut String) -> bool {
    let styles = heading_styles(&parts.read("word/styles.xml").unwrap_or_default());
    let Some(document) = parts.read("word/document.xml") else { return false };
    let mut changes = 0;
    let whole = paragraphs(&document, &styles, text, &mut facts.headings, &mut changes);
    // What stands in headers and notes is mailed as well.
    for prefix in ["word/header", "word/footer", "word/footnotes", "word/endnotes"] {
        for name in parts.below(prefix) {
            let part = parts.read(&name).unwrap_or_default();
            paragraphs(&part, &HashSet::new(), text, &mut Vec::new(), &mut changes);
        }
    }
    let comments =
        parts.read("word/comments.xml").map(|part| xml::count(&part, "comment")).unwrap_or(0);
    facts.metadata.extend(identity::count("批注", comments, "处"));
    facts.metadata.extend(identity::count("修订", changes, "处"));
    whole
}

/// Ids of the styles that are headings: by name (`heading 1`, `标题 1`), or by outline level.
fn heading_styles(styles: &str) -> HashSet<String> {
    let (mut found, mut id) = (HashSet::new(), String::new());
    xml::walk(styles, |step| {
        let XmlStep::Start { element, .. } = step else { return };
        match element.name().as_str() {
            "style" => id = element.attribute("styleId").unwrap_or_default(),
            "name" => {
                let name = element.attribute("val").unwrap_or_default().to_lowercase();
                if name.starts_with("heading ") || name.starts_with("标题 ") || name == "title" {
                    found.insert(id.clone());
                }
            }
            "outlineLvl" if element.attribute("val").is_some_and(|v| v != "9") => {
                found.insert(id.clone());
            }
            _ => {}
        }
    });
    found
}

fn paragraphs(
    part: &str,
    styles: &HashSet<String>,
    out: &mut String,
    headings: &mut Vec<String>,
    changes: &mut usize,
) -> bool {
    let (mut start, mut in_text, mut is_heading, mut skipped) = (out.len(), false, false, 0_usize);
    xml::walk(part, |step| match step {
        // `mc:Fallback` repeats what `mc:Choice` says.
        XmlStep::Start { element, empty } if element.name() == "Fallback" => {
            skipped += usize::from(!empty)
        }
        XmlStep::End(name) if name == "Fallback" => skipped = skipped.saturating_sub(1),
        _ if skipped > 0 => {}
        XmlStep::Start { element, empty } => match element.name().as_str() {
            "p" => (start, is_heading) = (out.len(), false),
            "t" => in_text = !empty,
            "tab" => out.push('\t'),
            "br" | "cr" => out.push('\n'),
            "ins" | "del" | "moveFrom" | "moveTo" => *changes += 1,
            "pStyle" => is_heading |= element.attribute("val").is_some_and(|v| styles.contains(&v)),
            "outlineLvl" => is_heading |= element.attribute("val").is_some_and(|v| v != "9"),
            _ => {}
        },
        XmlStep::End(name) => match name.as_str() {
            "t" => in_text = false,
            "p" => {
                let line = out.get(start..).unwrap_or_default().trim();
                if is_heading && !line.is_empty() && headings.len() < 5000 {
                    headings.push(line.to_owned());
                }
                out.push('\n');
            }
            "tc" => {
                // Cells of a row stand on one line.
                if out.ends_with('\n') {
                    out.pop();
                }
                out.push('\t');
            }
            "tr" => out.push('\n'),
            _ => {}
        },
        XmlStep::Text(text) if in_text => out.push_str(&text),
        XmlStep::Text(_) => {}
    })
}
