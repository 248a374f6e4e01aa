//! PDF: pages, fonts, text, bookmarks, properties. This file, those below it and
//! `shrink/scan` are the only ones that name the PDF crates.
//!
//! Limits: the pages' geometry is always told; content is read for the first 500 pages, up to 24 MB
//! of page content with everything it draws, two million drawing steps and two million characters.
//! What lies beyond is unknown, and [`FileFacts::cut`] says so.

use std::sync::Arc;

use hayro_interpret::InterpreterCache;
use hayro_syntax::object::dict::keys;
use hayro_syntax::page::Page as PdfPage;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::file_facts::{Broken, DrawnPicture, FileFacts, FileKind, Page};
use super::identity;
use hayro_workarounds::page_tree::{self, PageTree};
use hayro_workarounds::{icc_colours, resource_guard, unpack_objects};

mod catalog;
mod content;
pub(super) mod hayro_workarounds;
mod page_cost;
pub(super) mod printed;
pub(super) mod runs;

/// Pages whose content is read.
const MOST_PAGES: usize = 500;
/// Bytes of content that is interpreted, of all pages.
const MOST_CONTENT: u64 = 24 << 20;
/// A point in millimetres (ISO 32000, 8.3.2.3: 1/72 inch).
const POINT: f64 = 25.4 / 72.0;

/// What a PDF tells.
pub(super) fn inspect(bytes: Arc<Vec<u8>>) -> FileFacts {
    look_with(bytes, &mut content::Content::new())
}

/// The same, and where its text stands.
pub(super) fn inspect_places(bytes: Arc<Vec<u8>>) -> (FileFacts, runs::TextPages) {
    let mut reader = content::Content::with_runs();
    let facts = look_with(bytes, &mut reader);
    let pages = reader.runs.map(|runs| runs.pages);
    (facts, pages.unwrap_or_default())
}

fn look_with(bytes: Arc<Vec<u8>>, reader: &mut content::Content) -> FileFacts {
    let mut facts = FileFacts { kind: FileKind::Pdf, ..FileFacts::default() };
    facts.metadata.extend(before_header(&bytes));
    if !resource_guard::is_sane(&bytes) {
        facts.broken = Some(Broken::Damaged);
        return facts;
    }
    match page_tree::examine(&bytes) {
        PageTree::Sane => {}
        PageTree::Endless => {
            facts.broken = Some(Broken::Damaged);
            return facts;
        }
        // What is in it stays unknown.
        PageTree::Hidden => {
            facts.cut = true;
            return facts;
        }
    }
    let laid_out =
        unpack_objects::unpack(&bytes).map(Arc::new).unwrap_or_else(|| Arc::clone(&bytes));
    let laid_out = with_plain_colours(laid_out);
    read_with(&bytes, laid_out, facts, reader)
}

/// Says what stands before the header: programs that look for it at the start refuse the file.
fn before_header(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(1024)];
    let before = head[..memchr::memmem::find(head, b"%PDF-")?].trim_ascii();
    let before = before.strip_prefix(b"\xef\xbb\xbf").unwrap_or(before);
    let is_blank = before.iter().all(|byte| *byte == 0);
    if is_blank { None } else { identity::count("非 PDF 的开头", before.len(), "字节") }
}

fn with_plain_colours(mut file: Arc<Vec<u8>>) -> Arc<Vec<u8>> {
    let names = icc_colours::plain(&file);
    if !names.is_empty() {
        let bytes = Arc::make_mut(&mut file);
        for (at, name) in names {
            bytes[at].copy_from_slice(name);
        }
    }
    file
}

#[cfg(test)]
fn read(bytes: &[u8], laid_out: Arc<Vec<u8>>, facts: FileFacts) -> FileFacts {
    read_with(bytes, laid_out, facts, &mut content::Content::new())
}

/// What a file tells whose objects are `laid_out`.
fn read_with(
    bytes: &[u8],
    laid_out: Arc<Vec<u8>>,
    mut facts: FileFacts,
    reader: &mut content::Content,
) -> FileFacts {
    let pdf = match Pdf::new(laid_out) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        )) => {
            facts.broken = Some(Broken::Encrypted);
            return facts;
        }
        Err(_) => {
            facts.broken = Some(Broken::Damaged);
            return facts;
        }
    };
    facts.restricted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
    if !resource_guard::has_end(bytes) {
        facts.broken = Some(Broken::Damaged);
    } else if pdf.pages().is_empty() {
        facts.broken = Some(Broken::Empty);
    }
    catalog::read(&pdf, &mut facts);
    let mut used = page_cost::Used::default();
    // Fonts are read once a file, not once a page.
    let mut cache = InterpreterCache::new();
    let mut left = MOST_CONTENT;
    for (index, page) in pdf.pages().iter().enumerate() {
        let (width, height) = size(page);
        let mut told = Page { width, height, ..Page::default() };
        let cost = if index < MOST_PAGES { used.page(page) } else { None };
        match cost.filter(|cost| *cost <= left) {
            Some(cost) => {
                left -= cost;
                if !reader.page(&pdf, page, &cache, &mut told) {
                    // It may have been left half changed.
                    cache = InterpreterCache::new();
                }
            }
            None => facts.cut = true,
        }
        facts.pages.push(told);
    }
    facts.cut |= reader.cut;
    facts.drawn = std::mem::take(&mut reader.drawn);
    facts.missing_fonts = used.missing();
    facts.fonts = used.names();
    // What stands on such a page says nothing of what the file is about.
    let is_shell = matches!(facts.broken, Some(Broken::Portfolio | Broken::DynamicForm));
    let text = Some(std::mem::take(&mut reader.text)).filter(|text| !text.trim().is_empty());
    facts.text = if is_shell { None } else { text };
    facts
}

/// Width and height in millimetres as it is printed: crop box within media box, turned, in units of
/// the page.
fn size(page: &PdfPage<'_>) -> (f64, f64) {
    let (width, height) = page.render_dimensions();
    // ISO 32000, table 31: UserUnit multiplies the size of a point.
    let unit = match page.raw().get::<f32>(keys::USER_UNIT) {
        Some(unit) if unit > 0.0 => f64::from(unit),
        _ => 1.0,
    };
    (f64::from(width) * POINT * unit, f64::from(height) * POINT * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laying_objects_out_changes_no_fact() {
        let packed = include_bytes!("../../tests/corpus/pdf-packed-objects.pdf");
        let laid_out = unpack_objects::unpack(packed).expect("it is worth it");
        let [plain, spread] = [packed.to_vec(), laid_out]
            .map(|laid_out| read(packed, Arc::new(laid_out), FileFacts::default()));
        assert_eq!(format!("{plain:?}"), format!("{spread:?}"));
        assert_eq!(spread.pages.len(), 80);
        assert!(spread.text.is_some_and(|text| text.contains("Page 80 of the test")));
    }

    #[test]
    fn a_lock_without_a_password_hides_nothing() {
        let packed = Arc::new(include_bytes!("../../tests/corpus/pdf-packed-objects.pdf").to_vec());
        let locked = Arc::new(include_bytes!("../../tests/corpus/pdf-locked-packed.pdf").to_vec());
        let [packed, locked] = [packed, locked].map(inspect);
        assert_eq!((packed.restricted, locked.restricted), (false, true));
        assert_eq!(
            format!("{:?}", FileFacts { restricted: true, ..packed }),
            format!("{locked:?}")
        );
        let looped =
            Arc::new(include_bytes!("../../tests/corpus/pdf-packed-kids-loop.pdf").to_vec());
        assert_eq!(inspect(looped).broken, Some(Broken::Damaged));
    }

    #[test]
    fn plain_colours_change_no_fact() {
        for name in ["推荐函", "四至边界图", "资金证明"] {
            let path = format!("examples/pingguo-nawa-park/attachments/{name}.pdf");
            let bytes = Arc::new(std::fs::read(path).expect("the example"));
            let laid_out =
                Arc::new(unpack_objects::unpack(&bytes).unwrap_or_else(|| bytes.to_vec()));
            assert!(!icc_colours::plain(&laid_out).is_empty(), "{name}");
            let [with_profile, plain] = [laid_out.clone(), with_plain_colours(laid_out)]
                .map(|laid_out| read(&bytes, laid_out, FileFacts::default()));
            assert_eq!(format!("{with_profile:?}"), format!("{plain:?}"));
        }
    }

    #[test]
    fn a_file_that_was_added_to_is_read_as_it_is() {
        let mut twice = include_bytes!("../../tests/corpus/pdf-packed-objects.pdf").to_vec();
        twice.extend(
            b"\nxref\n0 0\ntrailer\n<< /Size 164 /Root 1 0 R /Prev 9 >>\nstartxref\n9\n%%EOF\n",
        );
        assert!(unpack_objects::unpack(&twice).is_none());
    }
}
