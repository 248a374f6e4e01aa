//! Finds the facts of a notice: one module for each key of the sheet.
//!
//! Every reader has the shape `read(&CutNotice) -> …` and takes the cut notice (lines, zones, sentences, clauses).
//! A reader that needs what others found takes the sheet as filled so far: deadlines need title and days,
//! obligations and open points need everything.

mod address;
mod annexes;
mod applicants;
mod binding;
mod call;
mod categories;
mod category_rows;
mod category_sentences;
mod category_titles;
mod conditions;
mod contacts;
mod copies;
mod dates;
mod deadlines;
mod discs;
mod doc_number;
mod forwarded;
mod issuers;
mod letter;
mod mail;
mod material_names;
mod material_row;
mod material_traits;
mod material_words;
mod materials;
mod measures;
mod naming;
mod obligations;
mod open_points;
mod outline_sections;
mod paper;
mod phrases;
mod platform;
mod quota;
mod quota_table;
mod title;
mod topics;

use super::cut_notice::CutNotice;
use super::document::NoticeDocument;
use super::punctuation::{self, OriginalWords};
use super::sheet::NoticeSheet;

/// Reads everything that a notice states.
pub fn read_sheet(document: &NoticeDocument) -> NoticeSheet {
    let folded = punctuation::folded(document);
    let mut sheet = read_folded(&folded);
    sheet.restore(&OriginalWords::new(document, &folded));
    sheet
}

/// Reads a notice whose punctuation is full-width.
fn read_folded(document: &NoticeDocument) -> NoticeSheet {
    let notice = CutNotice::of(document);
    let days = dates::read(&notice);
    let mut sheet = NoticeSheet {
        title: title::read(&notice),
        doc_no: doc_number::read(&notice),
        issuers: issuers::read(&notice),
        signed_on: days.signed_on,
        posted_on: days.posted_on,
        source: days.source,
        categories: categories::read(&notice),
        applicants: applicants::read(&notice),
        same_body: applicants::same_body(&notice),
        quota: quota::read(&notice),
        period: conditions::period(&notice),
        conditions: conditions::read(&notice),
        outline: outline_sections::read(&notice),
        materials: materials::read(&notice),
        copies: copies::read(&notice),
        binding: binding::read(&notice),
        discs: discs::read(&notice),
        platform: platform::read(&notice),
        naming: naming::read(&notice),
        mail: mail::read(&notice),
        letter: letter::read(&notice),
        address: address::read(&notice),
        contacts: contacts::read(&notice),
        annexes: annexes::read(&notice),
        ..NoticeSheet::default()
    };
    materials::add_letter(&mut sheet);
    materials::give_copies(&mut sheet);
    sheet.size_limit = mail::upload_limit(&notice, &mut sheet.mail);
    sheet.deadlines = deadlines::read(&notice, &sheet);
    forwarded::prefer_the_forwarder(&notice, &mut sheet);
    sheet.is_call = call::is_call(&notice, &sheet);
    sheet.obligations = obligations::read(&notice, &sheet);
    sheet.open = open_points::read(&notice, &sheet);
    sheet
}
