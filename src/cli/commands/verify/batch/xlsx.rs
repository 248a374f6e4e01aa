//! The table of a batch as a workbook. The same rows give the same bytes.

use std::collections::HashMap;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::table_rows::{TableCell, TableSheet};

/// The widest column, in characters.
const WIDEST: usize = 60;
/// Characters that a cell can hold (Excel's limit is 32,767).
const LONGEST: usize = 32_000;

/// Writes the sheets into a workbook.
///
/// # Errors
/// More rows than a sheet can hold.
pub(crate) fn workbook(sheets: &[TableSheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The moment of making would make every file another.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_author("pilot").set_creation_datetime(&made));
    let head =
        Format::new().set_bold().set_background_color("#DDE6F0").set_align(FormatAlign::Center);
    let plain = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let bytes = Format::new().set_align(FormatAlign::Top).set_num_format("0.00\" MB\"");
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name)?;
        let mut widths: HashMap<u16, usize> = HashMap::new();
        let mut widen = |column: u16, text: &str| {
            let width = text.lines().map(UnicodeWidthStr::width).max();
            let width = width.unwrap_or_default().min(WIDEST);
            let widest = widths.entry(column).or_default();
            *widest = (*widest).max(width);
        };
        for (column, title) in (0u16..).zip(sheet.columns) {
            page.write_string_with_format(0, column, *title, &head)?;
            // The button of the filter needs room too.
            widen(column, &format!("{title}   "));
        }
        for (line, row) in (1u32..).zip(&sheet.rows) {
            for (column, cell) in (0u16..).zip(row) {
                match cell {
                    TableCell::Text(text) if text.is_empty() => {}
                    TableCell::Text(text) => {
                        let text = clean(text);
                        widen(column, &text);
                        page.write_string_with_format(line, column, &text, &plain)?;
                    }
                    // Numbers up to 2^53 are exact; no package is that large.
                    TableCell::Count(count) => {
                        page.write_number_with_format(line, column, *count as f64, &plain)?;
                    }
                    TableCell::Bytes(size) => {
                        page.write_number_with_format(line, column, *size as f64 / 1e6, &bytes)?;
                        widen(column, "0000.00 MB");
                    }
                }
            }
        }
        for (column, width) in widths {
            page.set_column_width(column, (width + 2).min(WIDEST) as f64)?;
        }
        page.set_freeze_panes(1, 0)?;
        // A4 lying down, a row on one page, its head on each.
        page.set_paper_size(9)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_repeat_rows(0, 0)?;
        let last = u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX);
        let columns = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
        page.autofilter(0, 0, last, columns.saturating_sub(1))?;
    }
    book.save_to_buffer()
}

/// A text that no program takes for a formula, not even after the table was saved as CSV: OWASP's
/// list of first characters. Control characters and those that reorder text become visible.
fn clean(text: &str) -> String {
    let visible: String = crate::text::han::printable(text).chars().take(LONGEST).collect();
    let risky = visible.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if risky { format!("'{visible}") } else { visible }
}
