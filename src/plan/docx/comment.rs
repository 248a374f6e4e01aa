//! Comments: the part that holds them, and the marks of where they stand in the main part (ECMA-376
//! part 1, 17.13.4).

use std::collections::BTreeMap;
use std::ops::Range;

use super::container::{self, Container};
use crate::text::escape;

use super::comment_range::MarkPosition;
use super::docx_error::DocxError;
use super::part_encoding::PartEncoding;
use super::tracked_changes::{AUTHOR, Rewritten};
use super::xml::{self, XmlNode};
use super::xml_copy::{insert_last, namespace};

/// A comment on a line of the virtual text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    /// The line, from 1; a line that can bear no comment gives it to the nearest one before it,
    /// else after it.
    pub line: usize,
    /// The words that it is about, as bytes of the virtual text; empty if it is about the line as
    /// a whole.
    pub words: Range<usize>,
    pub paragraphs: Vec<String>,
}

/// More comments than any document has.
const LAST_ID: u32 = 1 << 30;
const COMMENTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// A comment that has its place.
pub(super) struct Placed<'c> {
    pub(super) start: MarkPosition,
    pub(super) end: MarkPosition,
    pub(super) comment: &'c Comment,
}

/// How comments are written.
pub(super) struct Comments<'a> {
    /// The namespace of the main part.
    pub(super) namespace: &'a str,
    pub(super) date: &'a str,
}

impl Comments<'_> {
    /// Writes comments into the part that holds them, which joins the document if it is not there.
    /// The number of the first one.
    pub(super) fn put(
        &self,
        container: &mut Container<'_>,
        placed: &[Placed<'_>],
        changed: &mut Vec<(String, Vec<u8>)>,
    ) -> Result<u32, DocxError> {
        // New parts stand beside the main one, however its name is written.
        let main = container.main.replace('\\', "/").trim_start_matches('/').to_owned();
        let relations = container.relations(&main)?;
        let part = relations
            .values()
            .find(|r| r.kind == "comments" && !r.external)
            .map(|r| r.target.clone());
        let folder =
            main.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        let name = part.clone().unwrap_or_else(|| format!("{folder}comments.xml"));
        let former = container.written(&name)?;
        let first = match &former {
            Some((_, text)) => {
                let tree = xml::parse(text)?;
                let id =
                    |comment: &XmlNode| -> Option<u32> { comment.attribute("id")?.parse().ok() };
                // Some programs give numbers at random: those that counting cannot reach are no
                // reason to begin behind them.
                let reachable = |id: &u32| *id < LAST_ID;
                let used = tree.children.iter().filter_map(id).filter(reachable);
                if let Some(last) = used.max() { last + 1 } else { 0 }
            }
            None => 0,
        };
        let (encoding, former) = match former {
            Some((encoding, text)) => (encoding, Some(text)),
            None => Default::default(),
        };
        let text = self.written(former.as_deref(), placed, first).ok_or(DocxError::Unusual)?;
        changed.push((name.clone(), encoding.written(&text)));
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
            let entry = format!(
                r#"<Relationship Id="{id}" Type="{kind}" Target="/{}"/>"#,
                escape::xml(&name)
            );
            let (encoding, text) = match container.written(&path)? {
                Some((encoding, text)) => (
                    encoding,
                    insert_last(&text, "Relationships", &entry).ok_or(DocxError::Unusual)?,
                ),
                None => (
                    PartEncoding::default(),
                    format!(
                        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entry}</Relationships>"#
                    ),
                ),
            };
            changed.push((path, encoding.written(&text)));
            let (encoding, types) =
                container.written("[Content_Types].xml")?.ok_or(DocxError::Damaged)?;
            let entry = format!(
                r#"<Override PartName="/{}" ContentType="{COMMENTS_TYPE}"/>"#,
                escape::xml(&name)
            );
            let is_there = types.contains(&format!("PartName=\"/{name}\""));
            if !is_there {
                let text = insert_last(&types, "Types", &entry).ok_or(DocxError::Unusual)?;
                changed.push(("[Content_Types].xml".to_owned(), encoding.written(&text)));
            }
        }
        Ok(first)
    }

    /// The part with these comments behind those that are there.
    fn written(&self, former: Option<&str>, placed: &[Placed<'_>], first: u32) -> Option<String> {
        let prefix = match former {
            Some(text) => namespace(text)?.0,
            None => "w".to_owned(),
        };
        let mut entries = String::new();
        for (id, Placed { comment, .. }) in (first..).zip(placed) {
            entries.push_str(&format!(
                r#"<{prefix}:comment {prefix}:id="{id}" {prefix}:author="{AUTHOR}" {prefix}:date="{}" {prefix}:initials="P">"#,
                self.date
            ));
            for paragraph in &comment.paragraphs {
                let text = escape::xml(paragraph);
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

/// Where the marks of comments are put in, so that they come in the right order.
#[derive(Debug, Default)]
pub(super) struct RangeMarks {
    /// At bytes of the main part.
    pub(super) between: Vec<(usize, String)>,
    /// In runs that are rewritten: where one began, and how many of its new runs stand before the
    /// mark.
    pub(super) inside: BTreeMap<(usize, usize), String>,
}

impl RangeMarks {
    /// The marks of comments, numbered from `first` on, in a part of which some runs are rewritten.
    pub(super) fn of(prefix: &str, placed: &[Placed<'_>], first: u32, runs: &[Rewritten]) -> Self {
        let rewritten = |run: usize| {
            runs.binary_search_by_key(&run, |r| r.outer.start).ok().map(|index| &runs[index])
        };
        let mut all = Vec::new();
        for (id, Placed { start, end, .. }) in (first..).zip(placed) {
            let inside = start.words.and_then(|words| {
                let run = rewritten(words.run).filter(|run| run.outer.start == start.at)?;
                Some((run.outer.start, run.before(&words))).filter(|(_, before)| *before > 0)
            });
            all.push((
                inside.unwrap_or((start.at, 0)),
                1,
                format!(r#"<{prefix}:commentRangeStart {prefix}:id="{id}"/>"#),
            ));
            let inside = end.words.and_then(|words| {
                let run = rewritten(words.run).filter(|run| run.outer.end == end.at)?;
                Some((run.outer.start, run.behind(&words)))
                    .filter(|(_, before)| *before < run.pieces().count())
            });
            let mark = format!(
                r#"<{prefix}:commentRangeEnd {prefix}:id="{id}"/><{prefix}:r><{prefix}:commentReference {prefix}:id="{id}"/></{prefix}:r>"#
            );
            // An empty paragraph starts and ends at one byte: there the start comes first.
            // Elsewhere what ends at a place does so before the next begins.
            all.push((inside.unwrap_or((end.at, 0)), if start.at == end.at { 2 } else { 0 }, mark));
        }
        all.sort_by_key(|(at, order, _)| (*at, *order));
        let mut out = Self::default();
        for ((at, before), _, mark) in all {
            match before {
                0 => out.between.push((at, mark)),
                before => out.inside.entry((at, before)).or_default().push_str(&mark),
            }
        }
        out
    }
}
