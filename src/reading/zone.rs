//! The zones of a notice: what a page says about it, its body, its list of annexes, its signature, what is annexed.

use super::document::NoticeDocument;

/// What part of a notice a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    /// A field that a page or an index states about the notice: `文号: 沪交航〔2022〕454号`.
    PageField,
    /// The title.
    Title,
    /// The text of the notice, addressees included.
    Body,
    /// The list 附件：1.… 2.….
    AnnexList,
    /// Who signed, and when.
    Signature,
    /// What is printed behind the signature: forms, tables, guides.
    Annexed,
}

/// The zone of each line.
pub fn zones(document: &NoticeDocument) -> Vec<Zone> {
    vec![Zone::Body; document.lines.len()]
}
