//! Finds every sentence that demands something, and which facts hold it already.

use super::phrases;
use crate::reading::cut_notice::CutNotice;
use crate::reading::fact::Fact;
use crate::reading::sentence::Sentence;
use crate::reading::sheet::{Facts, NoticeSheet, Obligation, Strength};
use crate::reading::zone::Zone;

/// Reads them; everything else is in the sheet already.
pub(super) fn read(notice: &CutNotice<'_>, sheet: &NoticeSheet) -> Facts<Obligation> {
    let places = places(sheet, notice.line_count());
    let mut found = Facts::new();
    for sentence in &notice.sentences {
        if !matches!(sentence.zone, Zone::Body | Zone::Annexed | Zone::AnnexList) {
            continue;
        }
        let is_counted = is_counted_deadline(sheet, sentence);
        let strength = match phrases::strength(sentence.text) {
            Some(strength) => strength,
            // 请在收到通知后10个工作日内报送 binds, whatever its verb.
            None if is_counted => Strength::Must,
            None if is_upload_limit(sheet, sentence) => Strength::Must,
            None => continue,
        };
        // Nobody but a person can keep a day that is counted from something unknown.
        let covered_by = if is_counted { Vec::new() } else { covering(&places, sentence) };
        let value =
            Obligation { strength, clause: notice.clauses.address(sentence.line), covered_by };
        found.push(Fact::stated(value, sentence.text, sentence.line));
    }
    found
}

/// Whether a sentence states days that are counted from a day that nobody can know.
fn is_counted_deadline(sheet: &NoticeSheet, sentence: &Sentence<'_>) -> bool {
    sheet.deadlines.iter().any(|fact| {
        let deadline = &fact.value;
        let is_undated = deadline.own && deadline.date.is_none() && deadline.counted.is_some();
        is_undated && fact.line == sentence.line && fact.quote == sentence.text
    })
}

/// Whether a sentence limits what is uploaded: 单个文件不超过20M.
fn is_upload_limit(sheet: &NoticeSheet, sentence: &Sentence<'_>) -> bool {
    let limit = sheet.size_limit.as_ref();
    limit.is_some_and(|limit| limit.line == sentence.line && limit.quote == sentence.text)
}

/// The quotation of a fact with its path in the JSON form.
struct Place {
    path: String,
    quote: String,
}

/// The facts that stand on each line.
fn places(sheet: &NoticeSheet, lines: usize) -> Vec<Vec<Place>> {
    let mut places: Vec<Vec<Place>> = Vec::new();
    places.resize_with(lines + 1, Vec::new);
    let mut put = |path: String, quote: &str, line: usize| {
        if let Some(row) = places.get_mut(line) {
            row.push(Place { path, quote: quote.to_owned() });
        }
    };
    put_all(&mut put, "categories", &sheet.categories);
    put_all(&mut put, "quota", &sheet.quota);
    put_all(&mut put, "conditions", &sheet.conditions);
    put_all(&mut put, "outline", &sheet.outline);
    put_all(&mut put, "deadlines", &sheet.deadlines);
    put_all(&mut put, "materials", &sheet.materials);
    put_all(&mut put, "copies", &sheet.copies);
    put_all(&mut put, "naming", &sheet.naming);
    put_one(&mut put, "same_body", sheet.same_body.as_ref());
    put_one(&mut put, "period", sheet.period.as_ref());
    put_one(&mut put, "binding", sheet.binding.as_ref());
    put_one(&mut put, "discs", sheet.discs.as_ref());
    put_one(&mut put, "platform", sheet.platform.as_ref());
    put_one(&mut put, "letter", sheet.letter.as_ref());
    put_one(&mut put, "address", sheet.address.as_ref());
    if let Some(mail) = &sheet.mail {
        put_all(&mut put, "mail.to", &mail.to);
        put_all(&mut put, "mail.cc", &mail.cc);
        put_one(&mut put, "mail.subject", mail.subject.as_ref());
        put_one(&mut put, "mail.max", mail.max.as_ref());
    }
    places
}

fn put_all<T>(put: &mut impl FnMut(String, &str, usize), key: &str, facts: &Facts<T>) {
    for (index, fact) in facts.iter().enumerate() {
        put(format!("{key}[{index}]"), &fact.quote, fact.line);
    }
}

fn put_one<T>(put: &mut impl FnMut(String, &str, usize), key: &str, fact: Option<&Fact<T>>) {
    if let Some(fact) = fact {
        put(key.to_owned(), &fact.quote, fact.line);
    }
}

/// The facts whose words are those of the sentence, or hold them, or stand in them.
fn covering(places: &[Vec<Place>], sentence: &Sentence<'_>) -> Vec<String> {
    let Some(row) = places.get(sentence.line) else { return Vec::new() };
    let mut covered = Vec::new();
    for place in row {
        let holds =
            place.quote.contains(sentence.text) || sentence.text.contains(place.quote.as_str());
        if holds && !place.quote.is_empty() {
            covered.push(place.path.clone());
        }
    }
    covered
}
