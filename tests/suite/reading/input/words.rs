//! Every example of the files of words is run.

use pilot::reading::input::page_words::{FurniturePlace, Words};
use pilot::reading::input::{mask_line, read_notice};
use regex::Regex;

#[test]
fn examples_of_furniture_hold() {
    let words = Words::get();
    let mut faults = Vec::new();
    for pattern in words.lines.iter().chain(&words.pieces) {
        let regex = Regex::new(&pattern.pattern).expect("a pattern");
        for text in &pattern.matches {
            if !regex.is_match(text) {
                faults.push(format!("{} does not match {text}", pattern.why));
            }
        }
        for text in &pattern.spares {
            if regex.is_match(text) {
                faults.push(format!("{} matches {text}", pattern.why));
            }
        }
    }
    // What one pattern must spare, no other takes either, where it may stand anywhere.
    for pattern in &words.lines {
        for text in &pattern.spares {
            if let Some(other) = words.furniture(text, &[FurniturePlace::Anywhere]) {
                faults.push(format!("{} takes {text}", other.why));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn examples_of_names_hold() {
    let mut faults = Vec::new();
    for example in &Words::get().names.example {
        let masked = mask_line(&example.line, false);
        if masked.text != example.masked || masked.names != example.names {
            faults.push(format!("{} names\n  {}\n  {}", masked.names, example.masked, masked.text));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn examples_of_fields_hold() {
    let mut faults = Vec::new();
    for example in &Words::get().headers {
        let text = format!(
            "关于组织申报某某项目的通知\n{}\n各有关单位：\n请按要求认真做好申报工作，按时报送材料。\n",
            example.line
        );
        let document = read_notice("通知.txt", text.as_bytes(), 0).expect("it is read");
        let kept: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
        let expected = match example.keeps.as_str() {
            "" => kept.len() == 3,
            keeps => kept.get(1) == Some(&keeps),
        };
        if !expected {
            faults.push(format!("{}\n  {kept:?}", example.line));
        }
        let page = &document.page;
        let all = [
            ("title", &page.title),
            ("doc_no", &page.doc_no),
            ("issuer", &page.issuer),
            ("posted_on", &page.posted_on),
            ("signed_on", &page.signed_on),
            ("source", &page.source),
        ];
        let mut told = Vec::new();
        for (key, value) in all {
            told.extend(value.iter().map(|value| format!("{key}={value}")));
        }
        let mut wanted = example.fields.clone();
        wanted.sort();
        told.sort();
        if told != wanted {
            faults.push(format!("{}\n  {told:?}", example.line));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
