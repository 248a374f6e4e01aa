//! The notices that were put into data by hand, read by the program: both say the same of what decides.

use std::fs;

use pilot::notice::{Library, Profile};
use pilot::reading::input::read_notice;
use pilot::reading::read_sheet;

use super::folder::loaded;

/// The last moments, each once.
fn last_moments(profile: &Profile) -> Vec<(String, Option<String>)> {
    let mut moments = Vec::new();
    for deadline in &profile.deadlines {
        moments.push((deadline.date.0.to_string(), deadline.time.value().cloned()));
    }
    moments.sort();
    moments.dedup();
    moments
}

/// All mailboxes, in whatever order and however addressed.
fn mailboxes(profile: &Profile) -> Vec<&String> {
    let Some(mail) = &profile.deliver.mail else { return Vec::new() };
    let mut mailboxes: Vec<&String> = mail.to.iter().chain(&mail.cc).collect();
    mailboxes.sort();
    mailboxes
}

/// How many discs or sticks are to be handed in; `None` where the notice asks for none or does not say.
fn discs(profile: &Profile) -> Option<u32> {
    profile.deliver.disc.as_ref()?.copies.value().copied()
}

#[test]
fn the_reader_finds_in_the_built_in_notices_what_was_written_by_hand() {
    let library = Library::default();
    let ids = library.ids();
    assert!(ids.len() >= 2, "{ids:?}");
    for id in ids {
        let by_hand = library.profile(&id).expect("a built-in notice");
        let words = fs::read_to_string(format!("outline/{id}/notice.txt")).expect("its text");
        let notice = loaded(&words);
        let read = &notice.profile;
        assert_eq!(read.title, by_hand.title);
        assert_eq!(read.issuers, by_hand.issuers);
        assert_eq!(read.doc_no.value(), by_hand.doc_no.value());
        assert_eq!(read.signed_on, by_hand.signed_on);
        assert_eq!(read.posted_on, by_hand.posted_on);
        assert_eq!(last_moments(read), last_moments(&by_hand));
        assert_eq!(mailboxes(read), mailboxes(&by_hand));
        if let (Some(read), Some(by_hand)) = (&read.deliver.mail, &by_hand.deliver.mail) {
            assert_eq!(read.max_bytes.value(), by_hand.max_bytes.value(), "{id}");
        }
        let (Some(paper), Some(hand_paper)) = (&read.deliver.paper, &by_hand.deliver.paper) else {
            panic!("{id}: no paper");
        };
        assert_eq!(paper.copies.value(), hand_paper.copies.value(), "{id}");
        assert_eq!(paper.address, hand_paper.address, "{id}");
        assert_eq!(discs(read), discs(&by_hand), "{id}");
    }
}

#[test]
fn the_source_stands_in_the_line_that_is_given_for_it() {
    let bytes = fs::read("outline/gx-2023-cleaner-production/notice.txt").expect("its text");
    let document = read_notice("notice.txt", &bytes, 0).expect("a notice");
    let source = read_sheet(&document).source.expect("a source");
    assert_eq!(source.value, "广西壮族自治区生态环境厅");
    assert_eq!((source.line, source.quote.contains("来源")), (2, true), "{}", source.quote);
}
