//! Comments in a copy: at their place, and everything else as it was.

use pilot::plan::docx::{Comment, DocxError};

use crate::support::comment_marks::{check_marks, without_comments};
use crate::support::word_document::{
    Doc, W, draft, fault, headings, p, part, read, styled, text_of, unzip, with_comments, zip_of,
};
use crate::support::{folder, pilot_in};

fn annotated(doc: &Doc, lines: &[usize]) -> (Vec<u8>, Vec<u8>) {
    let bytes = doc.bytes();
    let (plan, _) = read(&bytes);
    let comments: Vec<Comment> = lines
        .iter()
        .map(|line| Comment {
            line: *line,
            paragraphs: vec![format!("第{line}段 <有> & 问题"), "建议".into()],
            ..Comment::default()
        })
        .collect();
    let copy = with_comments(&bytes, &plan, &comments);
    (bytes, copy)
}

#[test]
fn comments_leave_everything_else_as_it_is() {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("格"));
    let doc = Doc::body(&(styled("1", "一、总则") + &p("甲") + &table + &p("乙")))
        .styles(&headings())
        .file("customXml/item.xml", b"<x/>");
    let (before, after) = annotated(&doc, &[1, 1, 3, 4]);
    let (old, new) = (unzip(&before), unzip(&after));
    for (name, bytes) in &old {
        let now = &new.iter().find(|(n, _)| n == name).expect("still there").1;
        if ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"]
            .contains(&name.as_str())
        {
            assert_ne!(now, bytes, "{name}");
        } else {
            assert_eq!(now, bytes, "{name}");
        }
    }
    let text = |parts: &[(String, Vec<u8>)], name: &str| {
        String::from_utf8(parts.iter().find(|(n, _)| n == name).expect("there").1.clone())
            .expect("UTF-8")
    };
    let document = text(&new, "word/document.xml");
    assert_eq!(without_comments(&document), text(&old, "word/document.xml"));
    check_marks(&document, 4);
    let (left, _) = read(&before);
    let (right, _) = read(&after);
    assert_eq!(text_of(&left.plan), text_of(&right.plan));
    assert_eq!(right.notes.comments, 4);
    assert!(text(&new, "word/comments.xml").contains("&lt;有&gt; &amp; 问题"));
}

#[test]
fn comments_of_others_are_kept_and_numbers_go_on() {
    let comments = format!(
        r#"<w:comments {W}><w:comment w:id="7" w:author="张">{}</w:comment></w:comments>"#,
        p("原有")
    );
    let doc = Doc::body(&(p("甲") + "<w:p/>")).part("comments", "comments.xml", &comments);
    let (_, after) = annotated(&doc, &[1, 2]);
    let (plan, _) = read(&after);
    assert_eq!(plan.notes.comments, 3);
    let parts = unzip(&after);
    let part = String::from_utf8(
        parts.iter().find(|(n, _)| n == "word/comments.xml").expect("there").1.clone(),
    )
    .expect("UTF-8");
    assert!(
        part.contains("原有") && part.contains(r#"w:id="8""#) && part.contains(r#"w:id="9""#),
        "{part}"
    );
    assert_eq!(parts.iter().filter(|(n, _)| n == "word/comments.xml").count(), 1);
}

#[test]
fn numbers_beyond_all_counting_are_left_aside() {
    let numbered = |id: &str| format!(r#"<w:comment w:id="{id}">{}</w:comment>"#, p("原有"));
    let comments =
        format!("<w:comments {W}>{}{}</w:comments>", numbered("7"), numbered("4294967295"));
    let doc = Doc::body(&(p("甲") + &p("乙"))).part("comments", "comments.xml", &comments);
    let (_, after) = annotated(&doc, &[1, 2]);
    let part = part(&after, "word/comments.xml");
    assert!(part.contains(r#"w:id="8""#) && part.contains(r#"w:id="9""#), "{part}");
}

#[test]
fn comments_on_boxes_and_notes_stand_at_the_paragraph_they_hang_on() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框"));
    let body = format!(
        r#"<w:p><w:r><w:t>正文</w:t><w:pict>{content}</w:pict></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#
    );
    let notes =
        format!(r#"<w:footnotes {W}><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#, p("注"));
    let doc = Doc::body(&body).part("footnotes", "footnotes.xml", &notes);
    let (_, after) = annotated(&doc, &[2, 3]);
    let parts = unzip(&after);
    let document = String::from_utf8(
        parts.iter().find(|(n, _)| n == "word/document.xml").expect("there").1.clone(),
    )
    .expect("UTF-8");
    let inside = &document[document.find("<w:txbxContent>").expect("a box")
        ..document.find("</w:txbxContent>").expect("its end")];
    assert!(
        !inside.contains("comment") && document.matches("commentRangeStart").count() == 2,
        "{document}"
    );
}

#[test]
fn findings_become_comments_in_a_copy_and_never_in_the_original() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes), ("plan.md", b"# x\n")]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--annotate", "批注.docx"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(ran.err.contains("写成批注"), "{}", ran.err);
    let copy = std::fs::read(dir.path().join("批注.docx")).expect("written");
    let (plan, _) = read(&copy);
    let (before, _) = read(&bytes);
    assert_eq!(text_of(&plan.plan), text_of(&before.plan));
    assert!(plan.notes.comments > 5);
    let part =
        unzip(&copy).into_iter().find(|(n, _)| n == "word/comments.xml").expect("comments").1;
    let part = String::from_utf8(part).expect("UTF-8");
    assert!(
        part.contains("（placeholder-left）")
            && part.contains("依据：")
            && part.contains("建议：")
            && part.contains(">改<"),
        "{part}"
    );
    for (args, word) in [
        (["check", "方案.docx", "--annotate", "./方案.docx"], "原文件"),
        (["check", "方案.docx", "--annotate", "a.pdf"], ".docx 结尾"),
        (["check", "plan.md", "--annotate", "a.docx"], "只用于 Word"),
    ] {
        let ran = pilot_in(dir.path(), &args);
        assert_eq!(ran.exit, pilot::cli::Exit::Failed);
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    assert_eq!(std::fs::read(dir.path().join("方案.docx")).expect("there"), bytes);
}

/// A document whose parts are written in UTF-16.
fn in_utf_16(bytes: &[u8], written: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mut parts = unzip(bytes);
    for (_, bytes) in &mut parts {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8").replace("UTF-8", "UTF-16");
        *bytes = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(written).collect();
    }
    zip_of(&parts)
}

#[test]
fn parts_in_utf_16_stay_in_utf_16() {
    let bytes = draft().bytes();
    let annotated = |bytes: &[u8]| {
        let dir = folder(&[("方案.docx", bytes)]);
        let ran = pilot_in(
            dir.path(),
            &["check", "方案.docx", "--annotate", "改.docx", "--fix", "--as-of", "2023-10-16"],
        );
        assert!(ran.err.contains("写成批注") && ran.err.contains("写成修订"), "{}", ran.err);
        std::fs::read(dir.path().join("改.docx")).expect("written")
    };
    let expected = annotated(&bytes);
    for written in [u16::to_le_bytes, u16::to_be_bytes] {
        let copy = unzip(&annotated(&in_utf_16(&bytes, written)));
        for (name, bytes) in unzip(&in_utf_16(&expected, written)) {
            assert!(copy.iter().any(|(n, b)| *n == name && *b == bytes), "{name}");
        }
    }
    // Half a character would not come back as it was.
    let mut parts = unzip(&in_utf_16(&bytes, u16::to_le_bytes));
    let (_, main) = parts.iter_mut().find(|(name, _)| name == "word/document.xml").expect("there");
    let half = main.chunks(2).position(|unit| unit == [0xb9, 0x70]).expect("a letter") * 2;
    main[half..half + 2].copy_from_slice(&0xd800_u16.to_le_bytes());
    assert_eq!(fault(&zip_of(&parts)), DocxError::Damaged);
}
