//! What cannot be read is named and never half-read.

use pilot::plan::docx::{self, Comment, Disguise, DocxError};
use pilot::plan::markdown;
use pilot::text::Sources;

use crate::support::word_document::{
    Doc, W, fault, headings, list, num, p, parsed, picture_doc, read, text_of, unzip,
    with_comments, zip_of,
};
use crate::support::{folder, pilot_in};

#[test]
fn faults_are_told_apart() {
    let ole = |name: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend([0; 1024]);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(fault(&ole("WordDocument")), DocxError::OldBinary);
    assert_eq!(fault(&ole("EncryptedPackage")), DocxError::Encrypted);
    assert_eq!(fault(b"# plan"), DocxError::NotDocx);
    assert_eq!(fault(&zip_of(&[("a.txt".into(), b"x".to_vec())])), DocxError::NotDocx);
    assert_eq!(fault(&Doc::body("").file("word/vbaProject.bin", b"x").bytes()), DocxError::Macros);
    assert_eq!(fault(&Doc::body("<w:p><w:r>").bytes()), DocxError::Damaged);
    let whole = Doc::body(&p("正文")).bytes();
    assert_eq!(fault(&whole[..whole.len() / 2]), DocxError::Damaged);
}

/// A document with this main part.
fn of_document(document: &str) -> Vec<u8> {
    let mut parts = unzip(&Doc::body("").bytes());
    for (name, bytes) in &mut parts {
        if name == "word/document.xml" {
            *bytes = document.as_bytes().to_vec();
        }
    }
    zip_of(&parts)
}

#[test]
fn characters_and_encodings_that_no_word_processor_writes_are_refused() {
    for character in ["\u{0}", "\u{b}", "&#1;", "\u{ffff}"] {
        let body = format!("<w:p><w:r><w:t>甲{character}乙</w:t></w:r></w:p>");
        assert_eq!(fault(&Doc::body(&body).bytes()), DocxError::Damaged, "{character:?}");
    }
    let document = format!("<w:document {W}><w:body>{}</w:body></w:document>", p("方案"));
    let declared = format!("<?xml version=\"1.0\" encoding=\"GBK\"?>{document}");
    let gbk = encoding_rs::GB18030.encode(&declared).0.into_owned();
    for bytes in [gbk, declared.into_bytes()] {
        let mut parts = unzip(&Doc::body("").bytes());
        for (name, part) in &mut parts {
            if name == "word/document.xml" {
                part.clone_from(&bytes);
            }
        }
        assert_eq!(fault(&zip_of(&parts)), DocxError::OtherEncoding);
    }
    let plain = format!("<?xml version='1.0' encoding='utf-8'?>{document}");
    assert_eq!(read(&of_document(&plain)).0.plan.text_runs()[0].text, "方案");
}

#[test]
fn declarations_bombs_and_depth_are_refused() {
    let with = of_document;
    let entity = format!(
        r#"<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"#
    );
    assert_eq!(fault(&with(&entity)), DocxError::Declarations);
    assert_eq!(
        fault(&with(&format!(
            "<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
        ))),
        DocxError::Declarations
    );
    let deep = "<w:tbl><w:tr><w:tc>".repeat(5000);
    assert_eq!(fault(&Doc::body(&deep).bytes()), DocxError::TooLarge);
    let bomb = format!("<w:document {W}><w:body>{}</w:body></w:document>", " ".repeat(101_000_000));
    assert_eq!(fault(&with(&bomb)), DocxError::TooLarge);
    // Just within the limit: no stack is exhausted.
    let nested = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(60),
        p("底"),
        "</w:tc></w:tr></w:tbl>".repeat(60)
    );
    assert_eq!(Doc::body(&nested).texts(), ["底"]);
}

#[test]
fn broken_bytes_never_panic() {
    let whole = picture_doc().styles(&headings()).bytes();
    for index in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[index] ^= 0x55;
        let _ = docx::read(&bytes, "a.docx", &mut Sources::default());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(400))]
    #[test]
    fn any_elements_are_read_without_panic(words in proptest::collection::vec(proptest::sample::select(SOUP), 0..60)) {
        // Elements are closed in turn, so that the parser lets them in.
        let (mut body, mut open) = (String::new(), Vec::new());
        for word in words {
            match word {
                "/" => body.push_str(&match open.pop() {
Some(name) => format!("</{name}>"),
None => String::new(),
}),
                "t" => body.push_str("<w:t>一、甲（一）1.</w:t>"),
                word if word.ends_with('/') => body.push_str(&format!("<{word}>")),
                word => {
                    body.push_str(&format!("<{word}>"));
                    open.push(word.split(' ').next().unwrap_or_default());
                }
            }
        }
        while let Some(name) = open.pop() {
            body.push_str(&format!("</{name}>"));
        }
        let lists = list(0, &[("chineseCounting", "%1、"), ("bullet", "•"), ("decimal", "%9%1.%2.%3")]) + &num(1, 0, "");
        let bytes = Doc::body(&body).styles(&headings()).numbering(&lists).bytes();
        let (plan, _) = read(&bytes);
        let written = markdown::write(&plan.plan, &|image| image.path.clone());
        proptest::prop_assert_eq!(text_of(&parsed(&written)).concat().replace([' ', '\n', '\t'], ""), text_of(&plan.plan).concat().replace([' ', '\n', '\t'], ""), "{}", written);
        let comments: Vec<Comment> = (0..plan.anchors.len() + 2).map(|line| Comment { line, paragraphs: vec!["x".into()], ..Comment::default() }).collect();
        let copy = with_comments(&bytes, &plan, &comments);
        proptest::prop_assert_eq!(text_of(&read(&copy).0.plan), text_of(&plan.plan));
    }
}

/// Pieces of documents in any order.
const SOUP: &[&str] = &[
    "w:p",
    "w:p",
    "w:p",
    "w:r",
    "w:r",
    "w:r",
    "t",
    "t",
    "t",
    "t",
    "/",
    "/",
    "/",
    "/",
    "/",
    "/",
    "/",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:tcPr",
    "w:pPr",
    "w:rPr",
    "w:gridSpan w:val=\"3\"/",
    "w:vMerge/",
    "w:b/",
    "w:i/",
    "w:vanish/",
    "w:br/",
    "w:tab/",
    "w:del",
    "w:ins",
    "w:sdt",
    "w:sdtContent",
    "w:p/",
    "w:pStyle w:val=\"1\"/",
    "w:pStyle w:val=\"2\"/",
    "w:pStyle w:val=\"T\"/",
    "w:outlineLvl w:val=\"3\"/",
    "w:jc w:val=\"center\"/",
    "w:numPr",
    "w:numId w:val=\"1\"/",
    "w:ilvl w:val=\"2\"/",
    "w:ilvl w:val=\"1\"/",
    "w:fldChar w:fldCharType=\"begin\"/",
    "w:fldChar w:fldCharType=\"separate\"/",
    "w:fldChar w:fldCharType=\"end\"/",
    "w:pict",
    "w:txbxContent",
    "mc:AlternateContent",
    "mc:Choice",
    "mc:Fallback",
    "w:footnoteReference w:id=\"2\"/",
];

#[test]
fn faults_are_told_with_what_to_do() {
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend([0; 2048]);
    let macros = Doc::body(&p("甲")).file("word/vbaProject.bin", b"x").bytes();
    let dir = folder(&[
        ("a.doc", &old),
        ("b.wps", &old),
        ("c.docm", &macros),
        ("d.docx", b"PK\x03\x04 cut"),
    ]);
    for (name, word) in
        [("a.doc", "另存为"), ("b.wps", "旧格式"), ("c.docm", "带有宏"), ("d.docx", "已损坏")]
    {
        for args in [vec!["check", name], vec!["import", name, "-o", "out"]] {
            let ran = pilot_in(dir.path(), &args);
            assert_eq!(ran.exit, pilot::cli::Exit::Failed, "{name}");
            assert!(ran.err.contains(word) && ran.err.contains(name), "{name}: {}", ran.err);
        }
    }
    assert!(!dir.path().join("out").exists());
}

#[test]
fn other_files_with_the_name_of_a_document_are_named() {
    let odt =
        zip_of(&[("mimetype".into(), b"x".to_vec()), ("content.xml".into(), b"<x/>".to_vec())]);
    let xlsx = zip_of(&[("xl/workbook.xml".into(), b"<workbook/>".to_vec())]);
    let flat = br#"<?xml version="1.0"?><?mso-application progid="Word.Document"?><pkg:package/>"#;
    let cases: [(&[u8], Disguise, &str); 8] = [
        (b"", Disguise::Empty, "是空文件"),
        (br"{\rtf1\ansi x}", Disguise::Rtf, "RTF"),
        (b"\xef\xbb\xbf<HTML xmlns:w='x'><body>", Disguise::Web, "网页"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Disguise::Web, "网页"),
        (flat, Disguise::Xml, "Word XML"),
        (b"%PDF-1.7\n", Disguise::Pdf, "PDF"),
        (&odt, Disguise::OpenDocument, ".odt"),
        (&xlsx, Disguise::Office, "表格"),
    ];
    for (bytes, kind, word) in cases {
        assert_eq!(fault(bytes), DocxError::Disguised(kind));
        let dir = folder(&[("方案.doc", bytes)]);
        let ran = pilot_in(dir.path(), &["check", "方案.doc"]);
        assert!(
            ran.exit == pilot::cli::Exit::Failed && ran.err.contains(word),
            "{word}: {}",
            ran.err
        );
    }
    let html = of_document("<html><body><p>x</p></body></html>");
    assert_eq!(fault(&html), DocxError::NotDocx);
}

#[test]
fn a_part_that_is_there_twice_is_damage() {
    let whole = Doc::body(&p("甲")).bytes();
    // The name of another entry of the same length becomes the main part's, in both places where it
    // stands.
    let mut twice = zip_of(&[
        ("word/document.xml".into(), b"<x/>".to_vec()),
        ("word/documenu.xml".into(), b"<y/>".to_vec()),
    ]);
    while let Some(at) = twice.windows(17).position(|w| w == b"word/documenu.xml") {
        twice[at..at + 17].copy_from_slice(b"word/document.xml");
    }
    assert_eq!(fault(&twice), DocxError::Damaged);
    assert!(docx::read(&whole, "a.docx", &mut Sources::default()).is_ok());
}

#[test]
fn a_document_has_one_name_or_another_and_may_be_strict_or_a_template() {
    let plain = Doc::body(&(p("甲") + "<w:p/>")).bytes();
    let strict: Vec<(String, Vec<u8>)> = unzip(&plain)
        .into_iter()
        .map(|(name, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let text = text
                .replace(
                    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                    "http://purl.oclc.org/ooxml/wordprocessingml/main",
                )
                .replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                );
            (name, text.into_bytes())
        })
        .collect();
    let bytes = zip_of(&strict);
    let (plan, _) = read(&bytes);
    assert_eq!(text_of(&plan.plan), ["甲"]);
    let copy = with_comments(
        &bytes,
        &plan,
        &[Comment { line: 1, paragraphs: vec!["看".into()], ..Comment::default() }],
    );
    let parts = unzip(&copy);
    let part = |name: &str| {
        String::from_utf8(parts.iter().find(|(n, _)| n == name).expect("there").1.clone())
            .expect("UTF-8")
    };
    assert!(part("word/comments.xml").contains("http://purl.oclc.org/ooxml/wordprocessingml/main"));
    assert!(
        part("word/_rels/document.xml.rels")
            .contains("http://purl.oclc.org/ooxml/officeDocument/relationships/comments")
    );
    assert_eq!(read(&copy).0.notes.comments, 1);
    let dir = folder(&[("方案.dotx", &plain), ("改了名.doc", &plain)]);
    for name in ["方案.dotx", "改了名.doc"] {
        let ran = pilot_in(dir.path(), &["check", name]);
        assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    }
}

#[test]
fn a_document_without_a_prefix_is_read_and_comments_refused_with_what_to_do() {
    let mut parts = unzip(&Doc::body(&p("一、总则")).bytes());
    for (name, bytes) in &mut parts {
        if name == "word/document.xml" {
            let text = String::from_utf8(bytes.clone()).expect("UTF-8");
            *bytes = text
                .replace("<w:", "<")
                .replace("</w:", "</")
                .replace("xmlns:w=", "xmlns=")
                .into_bytes();
        }
    }
    let bytes = zip_of(&parts);
    assert_eq!(text_of(&read(&bytes).0.plan), ["一、总则"]);
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--annotate", "b.docx"]);
    assert!(ran.exit == pilot::cli::Exit::Failed && ran.err.contains("另存一份"), "{}", ran.err);
    assert!(!dir.path().join("b.docx").exists());
}
