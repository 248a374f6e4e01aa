//! What a PDF tells beside its pages: properties, bookmarks, scripts, enclosed files.

use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, String as PdfString};

use crate::text::encoding::decode_lossy;

use super::super::identity;
use super::{Broken, FileFacts};

/// Bookmarks at most.
const MOST_BOOKMARKS: usize = 5_000;
/// Levels of a tree.
const DEEPEST: usize = 32;
/// Nodes of a name tree.
const MOST_NODES: usize = 5_000;

/// Reads all of it.
pub(super) fn read(pdf: &Pdf, facts: &mut FileFacts) {
    if let Some(author) = &pdf.metadata().author {
        facts.metadata.extend(identity::person("作者", &decode(author)));
    }
    let xref = pdf.xref();
    let Some(catalog) = xref.get::<Dict<'_>>(xref.root_id()) else { return };
    if let Some(outlines) = catalog.get::<Dict<'_>>("Outlines") {
        bookmarks(&outlines, &mut facts.headings);
    }
    let names = catalog.get::<Dict<'_>>("Names").unwrap_or_default();
    let mut nodes = 0;
    let enclosed = names
        .get::<Dict<'_>>("EmbeddedFiles")
        .map(|tree| leaves(&tree, DEEPEST, &mut nodes))
        .unwrap_or(0);
    facts.metadata.extend(identity::count("夹带的附件", enclosed, "个"));
    let form = catalog.get::<Dict<'_>>("AcroForm").unwrap_or_default();
    let fields = form.get::<Array<'_>>("Fields").unwrap_or_default();
    let has_fields = fields.raw_iter().next().is_some();
    let needs_drawing = catalog.get::<bool>("NeedsRendering").unwrap_or(false);
    if facts.broken.is_none() && catalog.contains_key("Collection") && enclosed > 0 {
        facts.broken = Some(Broken::Portfolio);
    } else if facts.broken.is_none() && form.contains_key("XFA") && (needs_drawing || !has_fields) {
        facts.broken = Some(Broken::DynamicForm);
    }
    let scripts = names
        .get::<Dict<'_>>("JavaScript")
        .map(|tree| leaves(&tree, DEEPEST, &mut nodes))
        .unwrap_or(0);
    let opens = catalog.get::<Dict<'_>>("OpenAction").is_some_and(|action| runs(&action));
    let on_events = catalog.get::<Dict<'_>>("AA").is_some_and(|events| any_runs(&events));
    facts.macros = scripts > 0 || opens || on_events;
}

/// Whether an action runs something: ISO 32000, 12.6.4.
fn runs(action: &Dict<'_>) -> bool {
    let kind = action.get::<hayro_syntax::object::Name<'_>>("S");
    kind.is_some_and(|kind| matches!(kind.as_ref(), b"JavaScript" | b"Launch"))
}

fn any_runs(events: &Dict<'_>) -> bool {
    let keys = events.keys();
    let mut actions = keys.filter_map(|key| events.get::<Dict<'_>>(key.as_ref()));
    actions.any(|action| runs(&action))
}

/// Entries of a name tree.
fn leaves(tree: &Dict<'_>, depth: usize, nodes: &mut usize) -> usize {
    *nodes += 1;
    if depth == 0 || *nodes > MOST_NODES {
        return 0;
    }
    let mut count = 0;
    if let Some(names) = tree.get::<Array<'_>>("Names") {
        let names_and_values = names.iter::<Object<'_>>().take(2 * MOST_NODES);
        count += names_and_values.count() / 2;
    }
    if let Some(kids) = tree.get::<Array<'_>>("Kids") {
        for kid in kids.iter::<Dict<'_>>().take(MOST_NODES) {
            count += leaves(&kid, depth - 1, nodes);
        }
    }
    count
}

/// Titles of the bookmarks, in order.
fn bookmarks(outlines: &Dict<'_>, out: &mut Vec<String>) {
    let mut seen = HashSet::new();
    let mut open: Vec<Dict<'_>> = outlines.get::<Dict<'_>>("First").into_iter().collect();
    while let Some(item) = open.pop() {
        // A chain may bite its tail.
        let is_new = item.obj_id().is_none_or(|id| seen.insert(id));
        if !is_new || out.len() >= MOST_BOOKMARKS || open.len() > MOST_BOOKMARKS {
            continue;
        }
        if let Some(title) = item.get::<PdfString<'_>>("Title") {
            out.push(decode(title.as_bytes()));
        }
        open.extend(item.get::<Dict<'_>>("Next"));
        open.extend(item.get::<Dict<'_>>("First"));
    }
}

/// A text string (ISO 32000, 7.9.2.2): UTF-16 or UTF-8 with a mark. Without one it should be
/// PDFDocEncoding; Chinese programs write GBK there, and ASCII is the same in all.
fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        _ => decode_lossy(bytes),
    };
    let printable = text.chars().filter(|c| !c.is_control());
    printable.collect()
}
