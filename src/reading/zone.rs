//! The zones of a notice: what a page says about it, its body, its list of annexes, its signature, what is annexed.

use super::frame::Frame;

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
pub fn zones(frame: &Frame, count: usize) -> Vec<Zone> {
    let mut zones = vec![Zone::Body; count];
    for field in &frame.page_fields {
        set(&mut zones, field.line, field.line, Zone::PageField);
    }
    for list in &frame.annex_lists {
        set(&mut zones, *list.start(), *list.end(), Zone::AnnexList);
    }
    for signature in &frame.signatures {
        set(&mut zones, signature.first_line(), signature.last_line(), Zone::Signature);
    }
    if let Some(title) = &frame.title {
        set(&mut zones, title.first, title.last, Zone::Title);
    }
    if let Some(from) = frame.annexed_from {
        set(&mut zones, from, count, Zone::Annexed);
    }
    zones
}

fn set(zones: &mut [Zone], first: usize, last: usize, zone: Zone) {
    for number in first.max(1)..=last.min(zones.len()) {
        zones[number - 1] = zone;
    }
}
