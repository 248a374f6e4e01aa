//! A copy of a document with comments and tracked changes: every other part stays byte for byte, and so does every byte of the
//! changed parts but for the marks of comments and the runs that change.

use std::ops::Range;

use super::container::{self, Container};
use super::copy::{escape, insert_last, namespace, rewrite};
use super::fault::DocxFault;
use super::place::{Anchor, Part};
use super::revision::Change;
use super::track::{self, Signer};
use super::{DocxPlan, xml};

/// A comment on a line of the virtual text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The line, from 1; a line that can bear no comment gives it to the nearest one before it, else after it.
    pub line: usize,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// What is put into a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks<'m> {
    /// Comments.
    pub comments: &'m [Comment],
    /// Changes of the virtual text, in order.
    pub changes: &'m [Change],
    /// The virtual text.
    pub text: &'m str,
    /// When they are made: local time as Word writes it, `2023-10-16T09:00:00Z`.
    pub date: &'m str,
}

const AUTHOR: &str = "pilot";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// Puts comments and tracked changes into a copy of the document that `plan` was read from.
///
/// # Errors
/// If the document cannot be read, or is written in a way that its parts cannot be added to.
pub fn annotate(bytes: &[u8], plan: &DocxPlan, marks: &Marks<'_>) -> Result<Vec<u8>, DocxFault> {
    let mut container = Container::open(bytes)?;
    let relations = container.relations(&container.main.clone())?;
    let mut changed = Vec::new();
    let cuts = track::cuts(marks.changes, &plan.stretches, marks.text).ok_or(DocxFault::Unusual)?;
    let mut signer = Signer { author: AUTHOR, date: marks.date, next_id: 0 };
    for part in [Part::Main, Part::Footnotes, Part::Endnotes] {
        let cuts = cuts.get(&part);
        if cuts.is_none() && (part != Part::Main || marks.comments.is_empty()) {
            continue;
        }
        let kind = match part {
            Part::Main => None,
            Part::Footnotes => Some("footnotes"),
            Part::Endnotes => Some("endnotes"),
        };
        let of_kind = |kind: &str| relations.values().find(|r| r.kind == kind && !r.external).map(|r| r.target.clone());
        let name = kind.map_or(Some(container.main.clone()), of_kind).ok_or(DocxFault::Unusual)?;
        let (mark, document) = plain_text(&mut container, &name)?;
        let (prefix, namespace) = namespace(&document).ok_or(DocxFault::Unusual)?;
        let mut splices = Vec::new();
        if let Some(cuts) = cuts {
            let tree = xml::parse(&document)?;
            signer.next_id = signer.next_id.max(track::free_id(&tree));
            splices = track::rewritten(&document, &tree, &prefix, cuts, &mut signer).ok_or(DocxFault::Unusual)?;
        }
        if part == Part::Main && !marks.comments.is_empty() {
            let comments = Comments { namespace: &namespace, date: marks.date };
            let placed = comments.put(&mut container, plan, marks.comments, &mut changed)?;
            splices.extend(range_marks(&prefix, &placed));
        }
        let text = spliced(&document, splices).ok_or(DocxFault::Unusual)?;
        changed.push((name, format!("{}{text}", if mark { "\u{feff}" } else { "" }).into_bytes()));
    }
    rewrite(bytes, changed)
}

/// A part in UTF-8, and whether a byte order mark stands before it.
fn plain_text(container: &mut Container<'_>, name: &str) -> Result<(bool, String), DocxFault> {
    let raw = container.bytes(name)?.ok_or(DocxFault::Damaged)?;
    let (mark, rest) = match raw.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (true, rest.to_vec()),
        None => (false, raw),
    };
    Ok((mark, String::from_utf8(rest).map_err(|_| DocxFault::Unusual)?))
}

/// A comment that has its number and place.
type Placed<'c> = (u32, Anchor, &'c Comment);

/// How comments are written.
struct Comments<'a> {
    /// The namespace of the main part.
    namespace: &'a str,
    date: &'a str,
}

impl Comments<'_> {
    /// Writes comments into the part that holds them, which joins the document if it is not there.
    fn put<'c>(
        &self,
        container: &mut Container<'_>,
        plan: &DocxPlan,
        comments: &'c [Comment],
        changed: &mut Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<Placed<'c>>, DocxFault> {
        let main = container.main.clone();
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
        changed.push((name.clone(), self.written(former.as_deref(), &placed).ok_or(DocxFault::Unusual)?.into_bytes()));
        if part.is_none() {
            let path = container::relations_of(&main);
            let kind = if self.namespace.contains("purl.oclc.org") {
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
        Ok(placed)
    }

    /// The part with these comments behind those that are there.
    fn written(&self, former: Option<&str>, placed: &[Placed<'_>]) -> Option<String> {
        let prefix = match former {
            Some(text) => namespace(text)?.0,
            None => "w".to_owned(),
        };
        let mut entries = String::new();
        for (id, _, comment) in placed {
            entries.push_str(&format!(
                r#"<{prefix}:comment {prefix}:id="{id}" {prefix}:author="{AUTHOR}" {prefix}:date="{}" {prefix}:initials="P">"#,
                self.date
            ));
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
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{}">{entries}</w:comments>"#,
                self.namespace
            )),
        }
    }
}

/// Where a comment on a line stands.
fn anchor(plan: &DocxPlan, line: usize) -> Option<Anchor> {
    let index = line.saturating_sub(1).min(plan.anchors.len().checked_sub(1)?);
    let before = plan.anchors[..=index].iter().rev().find_map(|a| *a);
    before.or_else(|| plan.anchors[index..].iter().find_map(|a| *a))
}

/// The marks of comments, with the places they are put in. At one place, in the order in which they come.
fn range_marks(prefix: &str, placed: &[Placed<'_>]) -> Vec<(Range<usize>, String)> {
    let mut starts = Vec::new();
    let mut ends = Vec::new();
    for (id, anchor, _) in placed {
        starts.push((anchor.start, 1, format!(r#"<{prefix}:commentRangeStart {prefix}:id="{id}"/>"#)));
        let end = format!(
            r#"<{prefix}:commentRangeEnd {prefix}:id="{id}"/><{prefix}:r><{prefix}:commentReference {prefix}:id="{id}"/></{prefix}:r>"#
        );
        // An empty paragraph starts and ends at one byte: there the start comes first. Elsewhere one paragraph ends before
        // the next begins.
        ends.push((anchor.end, if anchor.start == anchor.end { 2 } else { 0 }, end));
    }
    let mut all: Vec<(usize, u8, String)> = starts.into_iter().chain(ends).collect();
    all.sort_by_key(|(at, order, _)| (*at, *order));
    all.into_iter().map(|(at, _, text)| (at..at, text)).collect()
}

/// A text with some of its ranges replaced; `None` if they overlap.
fn spliced(text: &str, mut splices: Vec<(Range<usize>, String)>) -> Option<String> {
    // What is put in goes before what is replaced from there on; the order of what is put in at one place stays.
    splices.sort_by_key(|(range, _)| (range.start, range.end));
    let more: usize = splices.iter().map(|(_, with)| with.len()).sum();
    let (mut out, mut from) = (String::with_capacity(text.len() + more), 0);
    for (range, with) in splices {
        out.push_str(text.get(from..range.start)?);
        out.push_str(&with);
        from = range.end;
    }
    out.push_str(text.get(from..)?);
    Some(out)
}
