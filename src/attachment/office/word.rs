//! Word: paragraphs, headings, tracked changes, comments.

use std::collections::HashSet;

use super::form_fields::{self, FormTable};
use super::xml::{self, Element, XmlStep};
use super::{FileFacts, OfficeParts, identity};
use crate::text::symbol_font;

/// Reads a document; returns whether its main part is there and whole.
pub(super) fn read(parts: &mut OfficeParts<'_>, facts: &mut FileFacts, text: &mut String) -> bool {
    let styles = heading_styles(&parts.read("word/styles.xml").unwrap_or_default());
    let main = parts.main_part("word/document.xml");
    let Some(document) = parts.read(&main) else { return false };
    let mut changes = 0;
    let whole = paragraphs(&document, &styles, text, &mut facts.headings, &mut changes);
    facts.empty_fields = empty_fields(&document, text);
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
    let mut symbols = String::new();
    xml::walk(part, |step| match step {
        // `mc:Fallback` repeats what `mc:Choice` says.
        XmlStep::Start { element, empty } if element.name() == "Fallback" => {
            skipped += usize::from(!empty)
        }
        XmlStep::End(name) if name == "Fallback" => skipped = skipped.saturating_sub(1),
        _ if skipped > 0 => {}
        XmlStep::Start { element, empty } => match element.name().as_str() {
            "p" => (start, is_heading) = (out.len(), false),
            "r" => symbols.clear(),
            "rFonts" => symbols = element.attribute("ascii").unwrap_or_default(),
            "t" => in_text = !empty,
            "sym" => out.extend(symbol(&element)),
            // Letters that are a drawing: watermarks above all.
            "textpath" => {
                out.push_str(&element.attribute("string").unwrap_or_default());
                out.push('\n');
            }
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
        XmlStep::Text(text) if in_text && !symbols.is_empty() => {
            out.push_str(&symbol_font::shown(&symbols, &text))
        }
        XmlStep::Text(text) if in_text => out.push_str(&text),
        XmlStep::Text(_) => {}
    })
}

/// A character of a font of symbols.
fn symbol(element: &Element<'_>) -> Option<char> {
    let code = u32::from_str_radix(&element.attribute("char")?, 16).ok()?;
    symbol_font::character(&element.attribute("font")?, code)
}

/// The labels of the fields of a form that are empty: cells and blanks in lines.
pub(super) fn empty_fields(document: &str, text: &str) -> Vec<String> {
    let mut fields = Vec::new();
    for table in tables(document) {
        fields.extend(form_fields::empty_cells(&table));
    }
    fields.extend(form_fields::blank_lines(text));
    fields
}

/// The tables of a document; one within a cell is a part of that cell. Cells that a merged cell
/// covers are left out.
fn tables(document: &str) -> Vec<FormTable> {
    let mut tables: Vec<FormTable> = Vec::new();
    let (mut depth, mut cells, mut in_text, mut is_covered) = (0_usize, 0_usize, false, false);
    xml::walk(document, |step| {
        if cells > form_fields::MOST_CELLS {
            return;
        }
        match step {
            XmlStep::Start { element, empty } => match element.name().as_str() {
                "tbl" if !empty => {
                    depth += 1;
                    if depth == 1 {
                        tables.push(Vec::new());
                    }
                }
                "tr" if depth == 1 => {
                    if let Some(table) = tables.last_mut() {
                        table.push(Vec::new());
                    }
                }
                "tc" if depth == 1 => {
                    is_covered = false;
                    cells += 1;
                    if let Some(row) = tables.last_mut().and_then(|table| table.last_mut()) {
                        row.push(String::new());
                    }
                }
                "vMerge" if depth == 1 => {
                    is_covered = element.attribute("val").is_none_or(|val| val == "continue");
                }
                "t" => in_text = !empty,
                _ => {}
            },
            XmlStep::Text(text) if in_text && depth > 0 => {
                let row = tables.last_mut().and_then(|table| table.last_mut());
                if let Some(cell) = row.and_then(|row| row.last_mut()) {
                    cell.push_str(&text);
                }
            }
            XmlStep::Text(_) => {}
            XmlStep::End(name) => match name.as_str() {
                "tbl" => depth = depth.saturating_sub(1),
                "tc" if depth == 1 && is_covered => {
                    is_covered = false;
                    if let Some(row) = tables.last_mut().and_then(|table| table.last_mut()) {
                        row.pop();
                    }
                }
                "t" => in_text = false,
                _ => {}
            },
        }
    });
    tables
}
