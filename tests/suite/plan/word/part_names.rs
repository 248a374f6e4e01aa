//! Names of parts as other programs choose them, and documents that do not say what they are.

use pilot::plan::docx::{Annotations, Comment, Disguise, DocxError, annotate};

use crate::support::word_document::*;

/// What a program makes of the name of a part.
type Rename = fn(&str) -> String;

/// A document with a style, a header and a picture, its parts under other names.
fn renamed(rename: impl Fn(&str) -> String) -> Vec<u8> {
    let mut doc = picture_doc().styles(&headings()).part(
        "header",
        "header1.xml",
        &format!("<w:hdr {W}>{}</w:hdr>", p("页眉的字")),
    );
    doc.body.push_str(&styled("1", "一、概况"));
    let parts = unzip(&doc.bytes());
    let parts: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|(name, bytes)| (rename(&name), bytes)).collect();
    zip_of(&parts)
}

#[test]
fn parts_are_found_however_their_names_are_written() {
    let same = |name: &str| name.to_owned();
    let expected = outline(&read(&renamed(same)).0.plan);
    let kinds: [(&str, Rename); 4] = [
        ("backslashes", |name| name.replace('/', "\\")),
        ("a leading slash", |name| format!("/{name}")),
        ("capitals", |name| name.to_uppercase()),
        ("percent signs", |name| name.replace("image1", "%69mage1")),
    ];
    for (kind, rename) in kinds {
        let bytes = renamed(rename);
        let (plan, _) = read(&bytes);
        assert_eq!(outline(&plan.plan), expected, "{kind}");
        assert_eq!(plan.notes.headers_footers, ["页眉的字"], "{kind}");
        assert_eq!(plan.pictures.len(), 1, "{kind}");
        // A copy with a comment is read again, and holds every part once.
        let comment = Comment { line: 1, words: 0..0, paragraphs: vec!["改".to_owned()] };
        let marks = Annotations {
            comments: &[comment],
            date: "2023-10-16T09:00:00Z",
            ..Annotations::default()
        };
        let copy =
            annotate(&bytes, &plan, &marks).unwrap_or_else(|fault| panic!("{kind}: {fault}"));
        let (again, _) = read(&copy);
        assert_eq!(again.notes.comments, 1, "{kind}");
    }
}

#[test]
fn a_target_in_percent_signs_names_the_part() {
    let mut doc =
        Doc::body(r#"<w:p><w:r><w:drawing><a:blip r:embed="rId-image"/></w:drawing></w:r></w:p>"#);
    doc.parts.push(("image", "media/%E5%9B%BE%20%E4%B8%80.png", "PNG".into()));
    let parts = unzip(&doc.bytes())
        .into_iter()
        .map(|(name, bytes)| (name.replace("%E5%9B%BE%20%E4%B8%80", "图 一"), bytes));
    let (read, _) = read(&zip_of(&parts.collect::<Vec<_>>()));
    let [picture] = read.pictures.as_slice() else { panic!("{:?}", read.pictures) };
    assert_eq!((picture.name.as_str(), picture.bytes.as_slice()), ("图 一.png", b"PNG".as_slice()));
    assert_eq!(read.plan.images()[0].path, picture.path);
}

#[test]
fn two_parts_of_one_name_are_no_document() {
    let mut parts = unzip(&Doc::body(&p("甲")).bytes());
    parts.push(("Word\\Document.xml".to_owned(), b"<x/>".to_vec()));
    assert_eq!(fault(&zip_of(&parts)), DocxError::Damaged);
}

#[test]
fn a_document_that_does_not_say_what_it_is_is_refused() {
    let parts = unzip(&Doc::body(&p("甲")).bytes());
    let without: Vec<_> =
        parts.iter().filter(|(name, _)| name != "[Content_Types].xml").cloned().collect();
    assert_eq!(fault(&zip_of(&without)), DocxError::Damaged);
    let said = |kind: &str| {
        let replaced = parts.iter().map(|(name, bytes)| {
            let mut bytes = bytes.clone();
            if name == "[Content_Types].xml" {
                let text = String::from_utf8(bytes).expect("UTF-8");
                let main = "wordprocessingml.document.main";
                bytes = text.replace(main, kind).into_bytes();
            }
            (name.clone(), bytes)
        });
        fault(&zip_of(&replaced.collect::<Vec<_>>()))
    };
    assert_eq!(said("spreadsheetml.sheet.main"), DocxError::Disguised(Disguise::Office));
    assert_eq!(said("presentationml.slide.main"), DocxError::Disguised(Disguise::Office));
    assert_eq!(said("none"), DocxError::Damaged);
}

#[test]
fn a_picture_outside_the_document_keeps_its_address() {
    let doc = Doc::body(r#"<w:p><w:r><w:drawing><a:blip r:link="rId1"/></w:drawing></w:r></w:p>"#);
    for (target, path) in [
        ("file:///C:/资料/图.png", "file:///C:/资料/图.png"),
        (r"C:\资料\图.png", r"file:C:\资料\图.png"),
        ("../图.png", "file:../图.png"),
        ("http://example.com/a.png", "http://example.com/a.png"),
    ] {
        let mut parts = unzip(&doc.bytes());
        for (name, bytes) in &mut parts {
            if name == "word/_rels/document.xml.rels" {
                *bytes = format!(
                    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/image" Target="{target}" TargetMode="External"/></Relationships>"#
                )
                .into_bytes();
            }
        }
        let (read, _) = read(&zip_of(&parts));
        assert_eq!(read.plan.images()[0].path, path);
    }
}
