//! The data of the notices: what they quote, and the dates that follow from them.

use std::collections::BTreeSet;

use pilot::notice::{Calendar, Dates, DivisionLevel, Library, Stated};
use pilot::text::Moment;

use crate::support::{GUANGXI, notice};

fn day(text: &str) -> chrono::NaiveDate {
    Moment::parse(text).expect("a day").day()
}

#[test]
fn every_notice_loads() {
    let library = Library::default();
    assert!(library.ids().contains(&GUANGXI.to_owned()));
    for id in library.ids() {
        let notice = notice(&id);
        assert_eq!(notice.profile.id, id);
        assert!(!notice.text.source.text.is_empty(), "{id} has no notice.txt");
    }
}

#[test]
fn what_a_profile_quotes_stands_in_the_notice() {
    for id in Library::default().ids() {
        let notice = notice(&id);
        let profile = &notice.profile;
        let mut quotes: Vec<(&str, &str)> = vec![("title", &profile.title)];
        for category in &profile.categories {
            quotes.push((&category.id, &category.quote));
            quotes.push((&category.id, &category.name));
            for topic in &category.topics {
                assert!(
                    category.quote.contains(&topic.quote),
                    "{id} {}: “{}” is not in its clause",
                    category.id,
                    topic.quote
                );
                assert!(!topic.words.is_empty());
            }
        }
        quotes.extend(profile.deadlines.iter().map(|d| ("deadline", d.wording.as_str())));
        quotes.extend(profile.readings.iter().map(|r| (r.id.as_str(), r.wording.as_str())));
        quotes.extend(profile.industries.iter().map(|i| ("industry", i.as_str())));
        quotes.extend(profile.basins.iter().map(|b| ("basin", b.as_str())));
        quotes.extend(profile.applicants.kinds.iter().map(|k| (k.id.as_str(), k.name.as_str())));
        quotes.extend(profile.issuers.iter().map(|i| ("issuer", i.as_str())));
        for contact in &profile.contacts {
            quotes.extend(
                [&contact.office, &contact.phone, &contact.mailbox, &contact.address]
                    .map(|q| ("contact", q.as_str())),
            );
        }
        for mailbox in profile.deliver.mail.iter().flat_map(|m| m.to.iter().chain(&m.cc)) {
            quotes.push(("mailbox", mailbox));
        }
        if let Some(letter) = &profile.deliver.letter {
            quotes.extend(letter.signers.iter().map(|s| (s.id.as_str(), s.name.as_str())));
        }
        let missing: Vec<_> =
            quotes.iter().filter(|(_, q)| !notice.text.source.text.contains(q)).collect();
        assert!(missing.is_empty(), "{id}: not in notice.txt: {missing:?}");
    }
}

#[test]
fn readings_have_their_own_names() {
    for id in Library::default().ids() {
        let profile = notice(&id).profile;
        let names: BTreeSet<_> = profile.readings.iter().map(|r| r.id.clone()).collect();
        assert_eq!(names.len(), profile.readings.len(), "{id}");
        assert!(profile.readings.iter().all(|r| !r.open.is_empty() && !r.taken.is_empty()), "{id}");
    }
}

#[test]
fn no_mobile_number_of_a_person_is_shipped() {
    let mobile = regex::Regex::new(r"1[3-9]\d{9}").expect("an expression");
    for entry in walkdir::WalkDir::new("outline") {
        let entry = entry.expect("readable");
        let is_text =
            entry.path().extension().is_some_and(|e| e == "toml" || e == "txt" || e == "md");
        // Rule cards, words of facts and patterns of reading hold made-up numbers as examples.
        let has_examples = entry.path().components().any(|component| {
            let name = component.as_os_str().to_string_lossy();
            name == "rules" || name == "facts" || name.starts_with("reading")
        });
        if !is_text || has_examples {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("text");
        assert!(!mobile.is_match(&text), "{}", entry.path().display());
        // A contact's place that is still to be filled in names nobody.
        let text = text.replace("联系人：【待填", "");
        assert!(
            !text.contains("联系人:") && !text.contains("联系人："),
            "{}",
            entry.path().display()
        );
    }
}

#[test]
fn guangxi_as_it_was_published() {
    let notice = notice(GUANGXI);
    let profile = &notice.profile;
    assert_eq!(profile.doc_no, Stated::Unstated);
    assert_eq!(profile.signed_on.map(|d| d.0), Some(day("2023-09-06")));
    assert_eq!(profile.posted_on.map(|d| d.0), Some(day("2023-09-13")));
    let ids: Vec<_> = profile.categories.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["key-industry", "park", "simplified", "basin"]);
    assert_eq!(profile.industries.len(), 11);
    assert_eq!(profile.basins.len(), 5);
    let paper = profile.deliver.paper.as_ref().expect("paper");
    assert_eq!((paper.copies.value(), paper.post_days), (Some(&2), 3));
    let mail = profile.deliver.mail.as_ref().expect("mail");
    assert_eq!(mail.max_bytes.value(), Some(&50_000_000));
    assert_eq!(mail.subject.value().map(String::as_str), Some("2023+{project}+{applicant}"));
}

#[test]
fn guangxi_has_its_cities_and_counties() {
    let divisions = notice(GUANGXI).divisions;
    let here: Vec<_> = divisions.all.iter().filter(|d| d.code.starts_with("45")).collect();
    let count = |f: &dyn Fn(&str) -> bool| {
        here.iter().filter(|d| d.level == DivisionLevel::County && f(&d.name)).count()
    };
    assert_eq!(here.iter().filter(|d| d.level == DivisionLevel::Prefecture).count(), 14);
    assert_eq!(count(&|_| true), 111);
    assert_eq!(count(&|n| n.ends_with('区')), 41);
    assert_eq!(count(&|n| n.ends_with('市')), 10);
    assert_eq!(count(&|n| n.ends_with('县') && !n.ends_with("自治县")), 48);
    assert_eq!(count(&|n| n.ends_with("自治县")), 12);
}

#[test]
fn three_dates() {
    let notice = notice(GUANGXI);
    for what in ["paper", "mail"] {
        let dates = notice.first_dates(what, None, &notice.calendar).expect("a deadline");
        assert_eq!(dates.safe, day("2023-10-20"));
        assert_eq!(dates.nominal, day("2023-10-23"));
        assert_eq!(dates.hard, Moment::parse("2023-10-24T00:00").expect("a moment"));
        assert_eq!(
            (dates.safe_text(), dates.nominal_text(), dates.hard_text()),
            (
                "2023年10月20日（周五）".into(),
                "2023年10月23日（周一）".into(),
                "2023年10月23日24:00".into()
            )
        );
        let passed = |t: &str| dates.is_passed(Moment::parse(t).expect("a moment"));
        assert!(!passed("2023-10-23T23:59"));
        assert!(passed("2023-10-24T00:00"));
    }
    assert_eq!(notice.first_dates("disc", None, &notice.calendar), None);
}

#[test]
fn a_stated_time_and_an_excluded_day_count() {
    let mut deadline = notice(GUANGXI).profile.deadlines.remove(0);
    deadline.time = Stated::Value("17:00".into());
    let calendar = Calendar::default();
    let dates = Dates::of(&deadline, &calendar);
    assert_eq!(dates.hard, Moment::parse("2023-10-23T17:00").expect("a moment"));
    assert_eq!(dates.hard_text(), "2023年10月23日17:00");
    assert!(!dates.is_passed(dates.hard));
    deadline.inclusive = Stated::Value(false);
    let dates = Dates::of(&deadline, &calendar);
    assert_eq!((dates.nominal, dates.safe), (day("2023-10-22"), day("2023-10-20")));
}
