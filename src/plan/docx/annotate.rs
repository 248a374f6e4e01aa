//! A copy of a document with comments: every other part stays byte for byte, the main part but for the marks of comments.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::container::{self, Container};
use super::{Anchor, DocxFault, DocxPlan, xml};

/// A comment on a line of the virtual text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The line, from 1; a line that can bear no comment gives it to the nearest one before it, else after it.
    pub line: usize,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

const AUTHOR: &str = "pilot";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Puts comments into a copy of the document that `plan` was read from.
///
/// # Errors
/// If the document cannot be read, or is written in a way that its parts cannot be added to.
pub fn annotate(bytes: &[u8], plan: &DocxPlan, comments: &[Comment]) -> Result<Vec<u8>, DocxFault> {
    let mut container = Container::open(bytes)?;
    let main = container.main.clone();
    let raw = container.bytes(&main)?.ok_or(DocxFault::Damaged)?;
    let (mark, document) = match raw.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (true, String::from_utf8(rest.to_vec()).map_err(|_| DocxFault::Unusual)?),
        None => (false, String::from_utf8(raw).map_err(|_| DocxFault::Unusual)?),
    };
    let (prefix, namespace) = namespace(&document).ok_or(DocxFault::Unusual)?;
    let relations = container.relations(&main)?;
    let part = relations.values().find(|r| r.kind == "comments" && !r.external).map(|r| r.target.clone());
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let name = part.clone().unwrap_or_else(|| format!("{folder}comments.xml"));
    let former = container.text(&name)?;
    let first = match &former {
        Some(text) => {
            let tree = xml::parse(text)?;
            let ids = tree.children.iter().filter_map(|c| c.attribute("id")?.parse::<u32>().ok());
            ids.max().map_or(0, |id| id.saturating_add(1))
        }
        None => 0,
    };
    let placed: Vec<(u32, Anchor, &Comment)> =
        comments.iter().zip(first..).filter_map(|(c, id)| Some((id, anchor(plan, c.line)?, c))).collect();
    let mut changed: Vec<(String, Vec<u8>)> = Vec::new();
    let marked = with_marks(&document, &prefix, &placed).ok_or(DocxFault::Unusual)?;
    changed.push((main.clone(), if mark { [b"\xef\xbb\xbf".as_slice(), marked.as_bytes()].concat() } else { marked.into_bytes() }));
    changed.push((name.clone(), with_comments(former.as_deref(), &namespace, &placed).ok_or(DocxFault::Unusual)?.into_bytes()));
    if part.is_none() {
        let path = container::relations_of(&main);
        let kind = if namespace.contains("purl.oclc.org") {
            "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        } else {
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
        };
        let mut id = "rIdPilotComments".to_owned();
        while relations.contains_key(&id) {
            id.push('1');
        }
        let entry = format!(r#"<Relationship Id="{id}" Type="{kind}" Target="/{}"/>"#, escape(&name));
        let text = match container.text(&path)? {
            Some(text) => insert_last(&text, "Relationships", &entry).ok_or(DocxFault::Unusual)?,
            None => format!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entry}</Relationships>"#
            ),
        };
        changed.push((path, text.into_bytes()));
        let types = container.text("[Content_Types].xml")?.ok_or(DocxFault::Damaged)?;
        let entry = format!(r#"<Override PartName="/{}" ContentType="{COMMENTS_TYPE}"/>"#, escape(&name));
        let is_there = types.contains(&format!("PartName=\"/{name}\""));
        if !is_there {
            let text = insert_last(&types, "Types", &entry).ok_or(DocxFault::Unusual)?;
            changed.push(("[Content_Types].xml".to_owned(), text.into_bytes()));
        }
    }
    rewrite(bytes, changed)
}

/// The prefix and name of the namespace of the root element.
fn namespace(document: &str) -> Option<(String, String)> {
    let open = document.match_indices('<').map(|(i, _)| i).find(|i| !document[i + 1..].starts_with(['?', '!']))?;
    let tag = &document[open + 1..open + document[open..].find('>')?];
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next()?;
    let (prefix, _) = name.split_once(':')?;
    let key = format!("xmlns:{prefix}=");
    let value = tag[tag.find(&key)? + key.len()..].trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value[1..].split(quote).next()?;
    Some((prefix.to_owned(), value.to_owned()))
}

/// Where a comment on a line stands.
fn anchor(plan: &DocxPlan, line: usize) -> Option<Anchor> {
    let index = line.saturating_sub(1).min(plan.anchors.len().checked_sub(1)?);
    let before = plan.anchors[..=index].iter().rev().find_map(|a| *a);
    before.or_else(|| plan.anchors[index..].iter().find_map(|a| *a))
}

fn with_marks(document: &str, prefix: &str, placed: &[(u32, Anchor, &Comment)]) -> Option<String> {
    let mut edits: Vec<(usize, u8, String)> = Vec::new();
    for (id, anchor, _) in placed {
        edits.push((anchor.start, 1, format!(r#"<{prefix}:commentRangeStart {prefix}:id="{id}"/>"#)));
        let end = format!(
            r#"<{prefix}:commentRangeEnd {prefix}:id="{id}"/><{prefix}:r><{prefix}:commentReference {prefix}:id="{id}"/></{prefix}:r>"#
        );
        edits.push((anchor.end, 0, end));
    }
    // Where one paragraph ends and the next begins at the same byte, the end comes first.
    edits.sort_by_key(|(at, order, _)| (*at, *order));
    let (mut out, mut from) = (String::with_capacity(document.len() + edits.len() * 160), 0);
    // An empty paragraph starts and ends at one byte: there the start has to come first.
    let empty = |at: usize| placed.iter().any(|(_, a, _)| a.start == at && a.end == at);
    let mut index = 0;
    while index < edits.len() {
        let at = edits[index].0;
        out.push_str(document.get(from..at)?);
        from = at;
        let same = edits[index..].iter().take_while(|(other, ..)| *other == at).count();
        let mut group: Vec<&(usize, u8, String)> = edits[index..index + same].iter().collect();
        if empty(at) {
            group.sort_by_key(|(_, order, _)| std::cmp::Reverse(*order));
        }
        group.iter().for_each(|(_, _, text)| out.push_str(text));
        index += same;
    }
    out.push_str(document.get(from..)?);
    Some(out)
}

fn with_comments(former: Option<&str>, namespace: &str, placed: &[(u32, Anchor, &Comment)]) -> Option<String> {
    let prefix = match former {
        Some(text) => self::namespace(text)?.0,
        None => "w".to_owned(),
    };
    let mut entries = String::new();
    for (id, _, comment) in placed {
        entries.push_str(&format!(r#"<{prefix}:comment {prefix}:id="{id}" {prefix}:author="{AUTHOR}" {prefix}:initials="P">"#));
        for paragraph in &comment.paragraphs {
            let text = escape(paragraph);
            entries.push_str(&format!(
                r#"<{prefix}:p><{prefix}:r><{prefix}:t xml:space="preserve">{text}</{prefix}:t></{prefix}:r></{prefix}:p>"#
            ));
        }
        entries.push_str(&format!("</{prefix}:comment>"));
    }
    match former {
        Some(text) => insert_last(text, &format!("{prefix}:comments"), &entries),
        None => Some(format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{namespace}">{entries}</w:comments>"#
        )),
    }
}

/// Puts something before the end of the root element, whatever its prefix.
fn insert_last(text: &str, root: &str, entry: &str) -> Option<String> {
    let end = text.trim_end();
    if let Some(start) = end.rfind("</") {
        let name = end[start + 2..].trim_end_matches('>').trim();
        if end.ends_with('>') && (name == root || name.ends_with(&format!(":{root}"))) {
            // A prefix of the root counts for what is put into it too.
            let prefix = name.strip_suffix(root).unwrap_or_default();
            let entry = if prefix.is_empty() { entry.to_owned() } else { entry.replacen('<', &format!("<{prefix}"), 1) };
            return Some(format!("{}{entry}{}", &text[..start], &text[start..]));
        }
    }
    let body = end.strip_suffix("/>")?;
    let start = body.rfind('<')?;
    let name = body[start + 1..].split_whitespace().next()?;
    (name == root).then(|| format!("{body}>{entry}</{name}>"))
}

/// Text as it may stand in an element or an attribute; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let allowed = |c: &char| matches!(*c, '\t' | '\n' | '\r') || (*c >= ' ' && !matches!(*c, '\u{fffe}' | '\u{ffff}'));
    let text: String = text.chars().filter(allowed).collect();
    quick_xml::escape::escape(&text).into_owned()
}

/// The archive with some parts replaced or added; all others are copied as they are packed.
fn rewrite(bytes: &[u8], changed: Vec<(String, Vec<u8>)>) -> Result<Vec<u8>, DocxFault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxFault::Damaged)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 65_536)));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut left = changed;
    let put = |out: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]| {
        out.start_file(name, options).map_err(|_| DocxFault::Unusual)?;
        out.write_all(bytes).map_err(|_| DocxFault::Unusual)
    };
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).map_err(|_| DocxFault::Damaged)?;
        let name = file.name().map_err(|_| DocxFault::Unusual)?.into_owned();
        match left.iter().position(|(n, _)| *n == name) {
            Some(at) => {
                drop(file);
                let (name, bytes) = left.swap_remove(at);
                put(&mut out, &name, &bytes)?;
            }
            None => out.raw_copy_file(file).map_err(|_| DocxFault::Unusual)?,
        }
    }
    for (name, bytes) in left {
        put(&mut out, &name, &bytes)?;
    }
    out.finish().map(Cursor::into_inner).map_err(|_| DocxFault::Unusual)
}
