//! White space of a line: one blank where there was any, none at the ends; tab characters stay between cells.

/// Characters that take no room and mean nothing in a notice.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{fe0f}')
}

/// A line with its white space in order.
pub(super) fn normal(text: &str) -> String {
    let mut cells: Vec<String> = Vec::new();
    for cell in text.split('\t') {
        cells.push(normal_cell(cell));
    }
    let joined = cells.join("\t");
    joined.trim().to_owned()
}

/// The same for a paragraph, in which a tab character is a blank.
pub(super) fn normal_paragraph(text: &str) -> String {
    normal_cell(text)
}

fn normal_cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut is_apart = false;
    for c in text.chars() {
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            is_apart = true;
            continue;
        }
        if is_apart && !out.is_empty() {
            out.push(' ');
        }
        is_apart = false;
        out.push(c);
    }
    out
}
