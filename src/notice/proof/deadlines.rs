//! Deadlines against their own wordings and the day of signing.

use chrono::{Datelike as _, TimeDelta};

use crate::text::toml_tree::TomlNode;

use super::super::fact_path;
use super::super::notice_error::NoticeFaultKind;
use super::super::profile::Day;
use super::ProfileProof;
use super::day_words::{DayNamed, day_named, is_time, names_time};
use super::shape::{day_of, text_of};

/// What a deadline may be for: ways to hand in, and steps on the way.
const APPLIES_TO: [&str; 7] = ["paper", "mail", "platform", "disc", "county", "city", "step"];
const BASES: [&str; 3] = ["arrival", "postmark", "unstated"];

impl ProfileProof<'_> {
    pub(super) fn deadlines(&mut self) {
        let tree = self.tree.clone();
        let signed_on = tree.get("signed-on").and_then(day_of);
        let Some(list) = tree.get("deadlines") else { return };
        for (index, deadline) in list.items().iter().enumerate() {
            self.channels(deadline);
            self.basis(deadline);
            self.day(deadline, index, signed_on);
            self.time(deadline);
        }
    }

    fn channels(&mut self, deadline: &TomlNode) {
        let Some(list) = deadline.get("applies-to") else { return };
        if list.items().is_empty() {
            self.fault(list, NoticeFaultKind::EmptyWords("deadlines.applies-to".to_owned()));
        }
        for channel in list.items() {
            let Some(word) = text_of(channel) else { continue };
            if !APPLIES_TO.contains(&word) {
                self.unknown_word(channel, "deadlines.applies-to", word, &APPLIES_TO);
            }
        }
    }

    fn basis(&mut self, deadline: &TomlNode) {
        let Some(basis) = deadline.get("basis") else { return };
        let Some(word) = text_of(basis) else { return };
        if !BASES.contains(&word) {
            self.unknown_word(basis, "deadlines.basis", word, &BASES);
        }
    }

    fn unknown_word(&mut self, node: &TomlNode, key: &str, word: &str, known: &[&str]) {
        let kind = NoticeFaultKind::UnknownWord {
            key: key.to_owned(),
            word: word.to_owned(),
            known: known.join("、"),
        };
        self.fault(node, kind);
    }

    fn day(&mut self, deadline: &TomlNode, index: usize, signed_on: Option<Day>) {
        let Some(node) = deadline.get("date") else { return };
        let Some(day) = day_of(node) else { return };
        let shown = day.0.to_string();
        if let Some(from) = deadline.get("from")
            && let Some(first) = day_of(from)
            && first > day
        {
            let kind =
                NoticeFaultKind::WindowReversed { from: first.0.to_string(), day: shown.clone() };
            self.fault(from, kind);
        }
        if let Some(signed_on) = signed_on
            && day < signed_on
        {
            let signed_on = signed_on.0.to_string();
            self.fault(node, NoticeFaultKind::BeforeSigning { day: shown.clone(), signed_on });
        }
        let Some(wording) = deadline.get("wording").and_then(text_of) else { return };
        match day_named(wording, day.0) {
            DayNamed::WithYear => {}
            DayNamed::WithoutYear => self.year(node, day, signed_on),
            DayNamed::NoDay if self.is_reckoned(index, wording) => {}
            DayNamed::NoDay | DayNamed::Otherwise => {
                let wording = wording.to_owned();
                self.fault(node, NoticeFaultKind::DayNotInWording { day: shown, wording });
            }
        }
    }

    /// A year that is not written is that of the signing or, at the turn of the year, the next one.
    fn year(&mut self, node: &TomlNode, day: Day, signed_on: Option<Day>) {
        let year = day.0.year();
        if let Some(signed_on) = signed_on {
            let is_near = day.0 - signed_on.0 <= TimeDelta::days(366);
            if is_near || year == signed_on.0.year() {
                return;
            }
        } else if self.text.source.text.contains(&year.to_string()) {
            // Without a day of signing, a year that the notice speaks of is all there is.
            return;
        }
        let signed_on = signed_on.map(|day| day.0.to_string()).unwrap_or_default();
        let kind = NoticeFaultKind::YearNotInNotice { day: day.0.to_string(), signed_on };
        self.fault(node, kind);
    }

    /// Whether a day that the notice does not name was reckoned with open eyes: a reading says how,
    /// or the fact is marked as not confirmed or as confirmed.
    fn is_reckoned(&self, index: usize, wording: &str) -> bool {
        let fact = format!("deadlines.{index}");
        for list in ["drafts", "confirmed"] {
            let Some(entries) = self.tree.get(list) else { continue };
            for entry in entries.items() {
                let Some(named) = entry.get("fact").and_then(text_of) else { continue };
                if named == fact && fact_path::find(&self.tree, named).is_some() {
                    return true;
                }
            }
        }
        let Some(readings) = self.tree.get("readings") else { return false };
        readings.items().iter().any(|reading| {
            let open = reading.get("wording").and_then(text_of).unwrap_or_default();
            !open.is_empty() && (wording.contains(open) || open.contains(wording))
        })
    }

    fn time(&mut self, deadline: &TomlNode) {
        let Some(node) = deadline.get("time") else { return };
        let Some(time) = text_of(node) else { return };
        if time == "unstated" {
            return;
        }
        if !is_time(time) {
            self.fault(node, NoticeFaultKind::TimeForm(time.to_owned()));
            return;
        }
        let Some(wording) = deadline.get("wording").and_then(text_of) else { return };
        if !names_time(wording, time) {
            let kind = NoticeFaultKind::TimeNotInWording {
                time: time.to_owned(),
                wording: wording.to_owned(),
            };
            self.fault(node, kind);
        }
    }
}
