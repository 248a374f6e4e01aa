//! A PDF with a text layer.

use crate::attachment::{Broken, Depth, inspect};
use crate::reading::document::LineKind;

use super::draft::Draft;
use super::error::NoticeFault;

/// Reads a PDF.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Draft, NoticeFault> {
    let facts = inspect(name, bytes, Depth::Full);
    match facts.broken {
        Some(Broken::Encrypted) => return Err(NoticeFault::Encrypted),
        Some(Broken::Empty) => return Err(NoticeFault::Empty),
        Some(_) if facts.text.is_none() => return Err(NoticeFault::Damaged),
        _ => {}
    }
    let text = facts.text.ok_or(NoticeFault::Scan)?;
    let mut draft = Draft::default();
    for line in text.lines() {
        draft.push(line, LineKind::Paragraph);
    }
    Ok(draft)
}
