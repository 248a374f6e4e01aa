//! Excel: cells as text, hidden sheets and rows, comments.

use super::form_fields::{self, FormTable};
use super::xml::{self, XmlStep};
use super::{FileFacts, OfficeParts, identity};
use crate::text::characters::filled;

/// Reads a workbook; returns whether its main part is there and whole.
pub(super) fn read(parts: &mut OfficeParts<'_>, facts: &mut FileFacts, text: &mut String) -> bool {
    let main = parts.main_part("xl/workbook.xml");
    let Some(workbook) = parts.read(&main) else { return false };
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

/// The value of a cell while its elements go by.
#[derive(Default)]
struct CellValue {
    /// Whether it is the number of a shared string.
    is_shared: bool,
    is_open: bool,
    text: String,
}

impl CellValue {
    fn step(&mut self, step: &XmlStep<'_>) {
        match step {
            XmlStep::Start { element, empty } => match element.name().as_str() {
                "c" => self.is_shared = element.attribute("t").as_deref() == Some("s"),
                "v" | "t" => self.is_open = !empty,
                _ => {}
            },
            XmlStep::Text(text) if self.is_open => self.text.push_str(text),
            XmlStep::Text(_) => {}
            XmlStep::End(name) if matches!(name.as_str(), "v" | "t") => self.is_open = false,
            XmlStep::End(_) => {}
        }
    }

    /// The text of a cell that has ended; the next one begins without any.
    fn take(&mut self, strings: &[String]) -> String {
        let value = std::mem::take(&mut self.text);
        if !self.is_shared {
            return value;
        }
        match value.trim().parse::<usize>() {
            Ok(index) => strings.get(index).cloned().unwrap_or(value),
            Err(_) => value,
        }
    }
}

/// One line a row, cells apart by tabs. A shared string may be long and often used, so the text is
/// limited here.
fn cells(part: &str, strings: &[String], out: &mut String, hidden: &mut usize) {
    let mut value = CellValue::default();
    xml::walk(part, |step| {
        if out.len() > super::MOST_TEXT * 4 {
            return;
        }
        value.step(&step);
        match step {
            XmlStep::Start { element, .. } => {
                let may_hide = matches!(element.name().as_str(), "row" | "col");
                let says_so = element.attribute("hidden").is_some();
                if may_hide && says_so && element.is_on("hidden") {
                    *hidden += 1;
                }
            }
            XmlStep::Text(_) => {}
            XmlStep::End(name) => match name.as_str() {
                "c" => {
                    out.push_str(&value.take(strings));
                    out.push('\t');
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
    let mut value = CellValue::default();
    xml::walk(part, |step| {
        if count > form_fields::MOST_CELLS {
            return;
        }
        value.step(&step);
        match step {
            XmlStep::Start { element, empty } => match element.name().as_str() {
                "row" => {
                    rows.push(Vec::new());
                    column = 0;
                }
                "c" => {
                    let named = element.attribute("r").and_then(|name| column_of(&name));
                    column = named.unwrap_or(column);
                    count += 1;
                    if empty {
                        put(&mut rows, column, "");
                        column += 1;
                    }
                }
                _ => {}
            },
            XmlStep::End(name) if name == "c" => {
                put(&mut rows, column, &value.take(strings));
                column += 1;
            }
            XmlStep::Text(_) | XmlStep::End(_) => {}
        }
    });
    // A title over the table is a cell and the empty ones that it covers.
    let is_table = |row: &Vec<String>| {
        let written = row.iter().filter(|cell| filled(cell).is_some());
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
