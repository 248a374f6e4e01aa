//! Small notices of our own writing, with what they state.

use std::fs;
use std::path::PathBuf;

use pilot::reading::{NoticeDocument, read_sheet};
use serde_json::Value;

/// The notices with their expectations, in order.
pub(super) fn notices() -> Vec<(String, String, Value)> {
    let folder = PathBuf::from("tests/reading/notices");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("notices are there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        let expected =
            fs::read_to_string(path.with_extension("json")).expect("expectation beside the notice");
        let name = path.file_stem().expect("named").to_string_lossy().into_owned();
        found.push((name, text, serde_json::from_str(&expected).expect("JSON")));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn sheet(text: &str) -> Value {
    serde_json::to_value(read_sheet(&NoticeDocument::from_lines(text))).expect("JSON")
}

fn values(facts: &Value) -> Vec<Value> {
    facts.as_array().into_iter().flatten().map(|fact| fact["value"].clone()).collect()
}

/// What the sheet says under a key of the expectations.
fn stated(sheet: &Value, key: &str) -> Value {
    match key {
        "issuers" | "copies" => Value::Array(values(&sheet[key])),
        "mail_to" => Value::Array(values(&sheet["mail"]["to"])),
        "mail_subject" => sheet["mail"]["subject"]["value"].clone(),
        "mail_max" => sheet["mail"]["max"]["value"].clone(),
        "discs" => sheet["discs"]["value"]["n"].clone(),
        "platform" => sheet["platform"]["value"]["url"].clone(),
        "is_call" => sheet["is_call"].clone(),
        _ => sheet[key]["value"].clone(),
    }
}

#[test]
fn every_own_notice_is_read_as_it_says() {
    let mut faults = Vec::new();
    let notices = notices();
    assert!(notices.len() >= 20);
    for (name, text, expected) in &notices {
        let sheet = sheet(text);
        for (key, wanted) in expected.as_object().expect("an object") {
            match key.as_str() {
                "deadlines" => deadlines(name, &sheet, wanted, &mut faults),
                "phones" => phones(name, &sheet, wanted, &mut faults),
                "title" | "doc_no" | "issuers" | "signed_on" | "posted_on" | "copies"
                | "mail_to" | "mail_subject" | "mail_max" | "discs" | "platform" | "address"
                | "binding" | "is_call" => {
                    let got = stated(&sheet, key);
                    if got != *wanted {
                        faults.push(format!("{name}: {key} is {got}, not {wanted}"));
                    }
                }
                // Other keys are the matter of other tests.
                _ => {}
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every expected deadline in order, on the fields that the expectation names, and no other.
fn deadlines(name: &str, sheet: &Value, wanted: &Value, faults: &mut Vec<String>) {
    let got = values(&sheet["deadlines"]);
    let wanted = wanted.as_array().expect("a list");
    if got.len() != wanted.len() {
        let days: Vec<&Value> = got.iter().map(|deadline| &deadline["date"]).collect();
        faults.push(format!("{name}: {} deadlines, not {}: {days:?}", got.len(), wanted.len()));
        return;
    }
    for (got, wanted) in got.iter().zip(wanted) {
        for (field, value) in wanted.as_object().expect("an object") {
            if got[field] != *value {
                faults.push(format!(
                    "{name}: {field} of {} is {}, not {value}",
                    got["date"], got[field]
                ));
            }
        }
    }
}

fn phones(name: &str, sheet: &Value, wanted: &Value, faults: &mut Vec<String>) {
    let contacts = sheet["contacts"].to_string();
    for phone in wanted.as_array().expect("a list") {
        let phone = phone.as_str().expect("a text");
        if !contacts.contains(phone) {
            faults.push(format!("{name}: {phone} is no contact in {contacts}"));
        }
    }
}

#[test]
fn every_fact_stands_beside_its_sentence() {
    for (name, text, _) in notices() {
        let document = NoticeDocument::from_lines(&text);
        let whole = document.text();
        let sheet = serde_json::to_value(read_sheet(&document)).expect("JSON");
        let mut facts = Vec::new();
        collect(&sheet, &mut facts);
        assert!(!facts.is_empty(), "{name}: nothing was read");
        for (quote, line) in facts {
            assert!(whole.contains(&quote), "{name}: “{quote}” does not stand in the notice");
            let first = quote.lines().next().unwrap_or_default();
            let there = match document.lines.get(line - 1) {
                Some(line) => line.text.as_str(),
                None => "",
            };
            assert!(there.contains(first), "{name}: “{first}” does not stand in line {line}");
        }
    }
}

/// Quotations with their lines, at any depth.
fn collect(value: &Value, facts: &mut Vec<(String, usize)>) {
    match value {
        Value::Object(fields) => {
            let quote =
                fields.get("quote").and_then(Value::as_str).filter(|quote| !quote.is_empty());
            let line = fields.get("line").and_then(Value::as_u64);
            if let (Some(quote), Some(line)) = (quote, line) {
                facts.push((quote.to_owned(), usize::try_from(line).expect("a line")));
            }
            for inner in fields.values() {
                collect(inner, facts);
            }
        }
        Value::Array(items) => {
            for inner in items {
                collect(inner, facts);
            }
        }
        _ => {}
    }
}
