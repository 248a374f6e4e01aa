//! Documents that Word itself wrote, as they are: read whole, annotated with everything else as it
//! was, imported and read back.
//!
//! Where they come from and under which licence stands in `tests/word/real/README.md`.

use std::ops::Range;

use pilot::plan::docx::{self, Annotations, Comment, Revision};
use pilot::plan::markdown;
use pilot::text::Sources;

use crate::support::comment_marks::{check_marks, without_comments};
use crate::support::word_document::{parsed, part, read, text_of, unzip};

fn files() -> Vec<(String, Vec<u8>)> {
    let mut out: Vec<(String, Vec<u8>)> = std::fs::read_dir("tests/word/real")
        .expect("the folder")
        .filter_map(Result::ok)
        .filter(|e| e.path().extension().is_some_and(|e| e == "docx"))
        .map(|e| {
            (
                e.file_name().to_string_lossy().into_owned(),
                std::fs::read(e.path()).expect("readable"),
            )
        })
        .collect();
    out.sort();
    assert!(out.len() >= 8);
    out
}

#[test]
fn copies_with_comments_and_changes_leave_the_rest_as_it_was() {
    let ours = regex::Regex::new(r#"(?s)<w:ins [^>]*w:author="pilot"[^>]*>.*?</w:ins>"#)
        .expect("a pattern");
    let words = regex::Regex::new(r"(?s)<w:(?:t|delText)(?: [^>]*)?>(.*?)</w:(?:t|delText)>")
        .expect("a pattern");
    for (name, bytes) in files() {
        let (plan, sources) = read(&bytes);
        let before = sources.get(plan.source).text.clone();
        // Every letter that can be changed is doubled, so that every run is split somewhere.
        let mut revision = Revision::of(&plan, &before);
        let edits: Vec<_> = before
            .match_indices(['e', '的', 'a'])
            .map(|(at, found)| (at..at + found.len(), found.repeat(2)))
            .collect();
        let allowed: Vec<_> = edits
            .iter()
            .filter(|(range, with)| revision.allows(range, with))
            .map(|(r, w)| (r.clone(), w.as_str()))
            .collect();
        revision.edit(&allowed);
        let changes = revision.changes();
        let comment = |line: usize, words: Range<usize>| Comment {
            line,
            words,
            paragraphs: vec!["看这里".into()],
        };
        let on = |(at, found): (usize, &str)| {
            comment(before[..at].matches('\n').count() + 1, at..at + found.len())
        };
        let comments: Vec<Comment> = before
            .match_indices(['i', '一', '。', 'n'])
            .step_by(3)
            .map(on)
            .chain([comment(1, 0..0)])
            .collect();
        let marks = Annotations {
            comments: &comments,
            changes: &changes,
            text: &before,
            date: "2023-10-16T09:00:00Z",
        };
        let copy = docx::annotate(&bytes, &plan, &marks)
            .unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        let uncommented =
            docx::annotate(&bytes, &plan, &Annotations { comments: &[], ..marks }).expect("a copy");
        let (commented, uncommented) =
            (part(&copy, "word/document.xml"), part(&uncommented, "word/document.xml"));
        assert_eq!(
            without_comments(&commented),
            without_comments(&uncommented),
            "{name}: comments add marks and nothing else"
        );
        if !uncommented.contains("<w:commentRangeStart") {
            check_marks(&commented, comments.len());
        }
        let (after, sources) = read(&copy);
        assert_eq!(sources.get(after.source).text, revision.text(), "{name}");
        let copied = unzip(&copy);
        for (path, was) in unzip(&bytes) {
            let is = &copied
                .iter()
                .find(|(n, _)| *n == path)
                .unwrap_or_else(|| panic!("{name}: {path} is gone"))
                .1;
            let may = [
                "document.xml",
                "comments.xml",
                "footnotes.xml",
                "endnotes.xml",
                "document.xml.rels",
                "[Content_Types].xml",
            ];
            assert!(
                *is == was || may.iter().any(|m| path.ends_with(m)),
                "{name}: {path} has changed"
            );
        }
        // Taken back by another way than the reader's, the text is what it was.
        let text = |bytes: &[u8]| {
            let main = unzip(bytes)
                .into_iter()
                .find(|(n, _)| n == "word/document.xml")
                .map(|(_, b)| String::from_utf8(b).expect("UTF-8"));
            let main = main.unwrap_or_default();
            words
                .captures_iter(&ours.replace_all(&main, ""))
                .map(|c| c[1].to_owned())
                .collect::<String>()
        };
        assert_eq!(text(&copy), text(&bytes), "{name}");
    }
}

#[test]
fn what_word_wrote_reads_back_from_markdown() {
    for (name, bytes) in files() {
        let (plan, _) = read(&bytes);
        let written = markdown::write(&plan.plan, &|image| image.path.clone());
        assert_eq!(text_of(&parsed(&written)), text_of(&plan.plan), "{name}");
    }
}

#[test]
fn broken_copies_of_what_word_wrote_never_panic() {
    for (_, bytes) in files() {
        for index in (0..bytes.len()).step_by(bytes.len() / 40 + 1) {
            let mut broken = bytes.clone();
            broken[index] ^= 0xff;
            let _ = docx::read(&broken, "a.docx", &mut Sources::default());
            let _ = docx::read(&bytes[..index], "a.docx", &mut Sources::default());
        }
    }
}
