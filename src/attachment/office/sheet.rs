//! Excel: cells as text, hidden sheets and rows, comments.

use super::form_fields::{self, FormTable};
use super::xml::{self, XmlStep};
use super::{FileFacts, OfficeParts, identity};

/// Reads a workbook; returns whether its main part is there and whole.
pub(super) fn read(parts: &mut OfficeParts<'_>, facts: &mut FileFacts, text: &mut String) -> bool {
    let Some(workbook) = parts.read("xl/workbook.xml") else { return false };
    let mut hidden_sheets = 0;
    let whole = xml::walk(&workbook, |step| {
        let XmlStep::Start { element, .. } = step else { return };
        if element.name() != "sheet" {
            return;
        }
        hidden_sheets += usize::from(matches!(
            element.attribute("state").as_deref(),
            Some("hidden" | "veryHidden")
        ));
        facts.headings.extend(element.attribute("name"));
    });
    let strings = shared_strings(&parts.read("xl/sharedStrings.xml").unwrap_or_default());
    let mut hidden_rows = 0;
    for name in parts.below("xl/worksheets/") {
        let part = parts.read(&name).unwrap_or_default();
        cells(&part, &strings, text, &mut hidden_rows);
        facts.empty_fields.extend(form_fields::empty_cells(&grid(&part, &strings)));
    }
    let mut comments = 0;
    for name in parts.below("xl/comments") {
        comments += parts.read(&name).map(|part| xml::count(&part, "comment")).unwrap_or(0);
    }
    facts.metadata.extend(identity::count("隐藏的工作表", hidden_sheets, "张"));
    facts.metadata.extend(identity::count("隐藏的行列", hidden_rows, "处"));
    facts.metadata.extend(identity::count("批注", comments, "处"));
    whole
}

fn shared_strings(part: &str) -> Vec<String> {
    let (mut out, mut in_text, mut phonetic) = (Vec::new(), false, false);
    xml::walk(part, |step| match step {
        XmlStep::Start { element, empty } => match element.name().as_str() {
            "si" => out.push(String::new()),
            "t" => in_text = !empty && !phonetic,
            "rPh" => phonetic = !empty,
            _ => {}
        },
        XmlStep::End(name) if name == "t" => in_text = false,
        XmlStep::End(name) if name == "rPh" => phonetic = false,
        XmlStep::Text(text) if in_text => {
            if let Some(last) = out.last_mut() {
                last.push_str(&text);
            }
        }
        _ => {}
    });
    out
}

/// One line a row, cells apart by tabs. A shared string may be long and often used, so the text is
/// limited here.
fn cells(part: &str, strings: &[String], out: &mut String, hidden: &mut usize) {
    let (mut shared, mut in_value, mut value) = (false, false, String::new());
    xml::walk(part, |step| {
        if out.len() > super::MOST_TEXT * 4 {
            return;
        }
        match step {
            XmlStep::Start { element, empty } => match element.name().as_str() {
                "row" => {
                    *hidden += usize::from(
                        element.attribute("hidden").is_some() && element.is_on("hidden"),
                    )
                }
                "col" => {
                    *hidden += usize::from(
                        element.attribute("hidden").is_some() && element.is_on("hidden"),
                    )
                }
                "c" => shared = element.attribute("t").as_deref() == Some("s"),
                "v" | "t" => in_value = !empty,
                _ => {}
            },
            XmlStep::Text(text) if in_value => value.push_str(&text),
            XmlStep::Text(_) => {}
            XmlStep::End(name) => match name.as_str() {
                "v" | "t" => in_value = false,
                "c" => {
                    let number = value.trim().parse::<usize>();
                    let index = if shared { number.ok() } else { None };
                    let text = index.and_then(|i| strings.get(i)).unwrap_or(&value);
                    out.push_str(text);
                    out.push('\t');
                    value.clear();
                }
                "row" => {
                    out.truncate(out.trim_end_matches('\t').len());
                    out.push('\n');
                }
                _ => {}
            },
        }
    });
}

/// The cells of a sheet in their columns, from the first to the last that is written.
fn grid(part: &str, strings: &[String]) -> FormTable {
    let mut rows: FormTable = Vec::new();
    let (mut count, mut column) = (0_usize, 0_usize);
    let (mut shared, mut in_value, mut value) = (false, false, String::new());
    xml::walk(part, |step| {
        if count > form_fields::MOST_CELLS {
            return;
        }
        match step {
            XmlStep::Start { element, empty } => match element.name().as_str() {
                "row" => {
                    rows.push(Vec::new());
                    column = 0;
                }
                "c" => {
                    shared = element.attribute("t").as_deref() == Some("s");
                    let named = element.attribute("r").and_then(|name| column_of(&name));
                    column = named.unwrap_or(column);
                    count += 1;
                    if empty {
                        put(&mut rows, column, "");
                        column += 1;
                    }
                }
                "v" | "t" => in_value = !empty,
                _ => {}
            },
            XmlStep::Text(text) if in_value => value.push_str(&text),
            XmlStep::Text(_) => {}
            XmlStep::End(name) => match name.as_str() {
                "v" | "t" => in_value = false,
                "c" => {
                    let number = value.trim().parse::<usize>();
                    let index = if shared { number.ok() } else { None };
                    let text = index.and_then(|index| strings.get(index)).unwrap_or(&value);
                    put(&mut rows, column, text);
                    column += 1;
                    value.clear();
                }
                _ => {}
            },
        }
    });
    // A title over the table is a cell and the empty ones that it covers.
    let is_table = |row: &Vec<String>| {
        let written = row.iter().filter(|cell| !cell.trim().is_empty());
        written.count() > 1
    };
    let titles = rows.iter().take_while(|row| !is_table(row)).count();
    rows.split_off(titles)
}

/// Columns of a form; a sheet may name others that nobody sees.
const MOST_COLUMNS: usize = 200;

fn put(rows: &mut FormTable, column: usize, text: &str) {
    if column >= MOST_COLUMNS {
        return;
    }
    let Some(row) = rows.last_mut() else { return };
    if row.len() <= column {
        row.resize(column + 1, String::new());
    }
    if let Some(cell) = row.get_mut(column) {
        cell.push_str(text);
    }
}

/// The column of a cell's name: `C7` is 2.
fn column_of(name: &str) -> Option<usize> {
    let letters = name.chars().take_while(char::is_ascii_uppercase);
    let mut column = 0_usize;
    for letter in letters.take(3) {
        column = column * 26 + (letter as usize - 'A' as usize + 1);
    }
    column.checked_sub(1)
}
