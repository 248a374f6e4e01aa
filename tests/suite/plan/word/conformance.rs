//! What LibreOffice and pandoc make of copies. A missing tool is a printed skip, and a failure
//! where `PILOT_CONFORMANCE` is set.

use std::path::Path;

use crate::support::outside_tools::{libreoffice, succeeds};
use crate::support::{pilot_in, pilot_with};

use crate::support::word_document::{Doc, headings, p, project, styled, unzip, zip_of};

/// Text of a document as pandoc reads it, with changes accepted or rejected.
fn pandoc(changes: &str, file: &str, dir: &Path) -> Option<String> {
    succeeds(
        "pandoc",
        &["-f", "docx", "-t", "plain", "--wrap=none", &format!("--track-changes={changes}"), file],
        dir,
    )
}

#[test]
fn conformance_accepted_changes_are_the_fixed_text_and_rejected_ones_the_text_that_was_there() {
    let dir = tempfile::tempdir().expect("a folder");
    let example = std::fs::canonicalize("examples/pingguo-nawa-park").expect("the example");
    let out = dir.path().join("好.docx").display().to_string();
    let ran = pilot_in(&example, &["render", "--to", "docx", "-o", &out]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    let good = std::fs::read(&out).expect("written");
    let parts: Vec<(String, Vec<u8>)> = unzip(&good)
        .into_iter()
        .map(|(name, bytes)| {
            if name != "word/document.xml" {
                return (name, bytes);
            }
            let text = String::from_utf8(bytes).expect("UTF-8");
            let halves = regex::Regex::new(r"(\p{Han})，(\p{Han})")
                .expect("a pattern")
                .replace_all(&text, "$1,$2")
                .into_owned();
            (name, halves.into_bytes())
        })
        .collect();
    std::fs::write(dir.path().join("坏.docx"), zip_of(&parts)).expect("written");
    let args = [
        "check",
        "坏.docx",
        "--annotate",
        "改.docx",
        "--fix",
        "--unsafe-fixes",
        "--select",
        "halfwidth-punctuation",
    ];
    let ran = pilot_in(dir.path(), &args);
    assert!(ran.err.contains("处修改写成修订"), "{}", ran.err);
    if let (Some(before), Some(rejected)) =
        (pandoc("reject", "坏.docx", dir.path()), pandoc("reject", "改.docx", dir.path()))
    {
        assert!(before == rejected, "rejected, the copy is another text");
    }
    if let (Some(good), Some(accepted)) =
        (pandoc("accept", "好.docx", dir.path()), pandoc("accept", "改.docx", dir.path()))
    {
        assert!(good == accepted, "accepted, the copy is not what it was before it was spoilt");
    }
    if libreoffice("pdf", &["改.docx"], dir.path()) {
        assert!(dir.path().join("改.pdf").exists(), "LibreOffice cannot open the copy");
    }
}

#[test]
fn conformance_libreoffice_makes_the_pdf_of_a_plan_in_word() {
    let plan = styled("T", "平果市铝产业园清洁生产审核创新试点实施方案")
        + &styled("1", "一、试点对象基本概况")
        + &p("正文在这里。");
    let bytes = Doc::body(&plan).styles(&headings()).bytes();
    let dir = project("[\"实施方案.docx\"]", &bytes);
    if succeeds("soffice", &["--version"], dir.path()).is_none() {
        return;
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let ran =
        crate::support::pilot_with(dir.path(), &["render", "-o", "out.pdf"], &[("PATH", &path)]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    assert!(std::fs::read(dir.path().join("out.pdf")).expect("written").starts_with(b"%PDF-"));
    if let Some(text) = succeeds("pdftotext", &["out.pdf", "-"], dir.path()) {
        assert!(text.contains("一、试点对象基本概况") && text.contains("正文在这里。"), "{text}");
    }
}

#[test]
fn conformance_comments_stand_around_the_words_they_are_about() {
    let run = |text: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>");
    let plain = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let link = format!(
        r#"<w:hyperlink w:anchor="a">{}{}</w:hyperlink>"#,
        plain("园区有"),
        run("企业,机构")
    );
    let cell = |inner: &str| format!("<w:tc><w:p>{inner}</w:p></w:tc>");
    let row = format!(
        "<w:tr>{}{}</w:tr>",
        cell(&plain("甲")),
        cell(&(plain("项目") + &run("设备,材料")))
    );
    let table = format!(
        r#"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>{row}{row}</w:tbl>"#
    );
    let title = styled("T", "平果市铝产业园清洁生产审核创新试点实施方案");
    let body = title + &format!("<w:p>{link}{}</w:p>{table}", plain("若干。")) + &p("结束。");
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("坏.docx"), Doc::body(&body).styles(&headings()).bytes())
        .expect("written");
    for (copy, fix) in [("批注.docx", &[][..]), ("修订.docx", &["--fix", "--unsafe-fixes"][..])]
    {
        let args = [
            &["check", "坏.docx", "--annotate", copy, "--select", "halfwidth-punctuation"][..],
            fix,
        ]
        .concat();
        let ran = pilot_in(dir.path(), &args);
        assert!(ran.err.contains("3 条写成批注"), "{}", ran.err);
    }
    let on = |text: &str, start: &str, end: &str| -> Vec<String> {
        let ranges = regex::Regex::new(&format!("(?s){start}(.*?){end}")).expect("a pattern");
        ranges.captures_iter(text).map(|c| c[1].to_owned()).collect()
    };
    let changes = regex::Regex::new(r"\{\.(insertion|deletion) [^}]*\}").expect("a pattern");
    let sign = |c: &regex::Captures<'_>| if &c[1] == "insertion" { "{+}" } else { "{-}" };
    for (copy, expected) in [
        ("批注.docx", ["企业,机构", "设备,材料", "设备,材料"]),
        ("修订.docx", ["[,]{-}[，]{+}"; 3]),
    ] {
        let args = ["-f", "docx", "-t", "markdown", "--wrap=none", "--track-changes=all", copy];
        if let Some(text) = succeeds("pandoc", &args, dir.path()) {
            let text = changes.replace_all(&text, sign).replace("**", "");
            assert_eq!(
                on(&text, r"\{\.comment-start [^}]*\}", r"\[\]\{\.comment-end"),
                expected,
                "{text}"
            );
        }
    }
    if libreoffice("odt", &["批注.docx"], dir.path()) {
        let odt = std::fs::read(dir.path().join("批注.odt")).expect("written");
        let content =
            unzip(&odt).into_iter().find(|(name, _)| name == "content.xml").expect("there").1;
        let content = String::from_utf8(content).expect("UTF-8");
        let ranges = on(&content, "</office:annotation>", "<office:annotation-end ");
        let tags = regex::Regex::new("<[^>]*>").expect("a pattern");
        let words: Vec<_> = ranges.iter().map(|r| tags.replace_all(r, "").into_owned()).collect();
        assert_eq!(words, ["企业,机构", "设备,材料", "设备,材料"], "{content}");
    }
}

/// The code hangs on what the document says, and the bytes on nothing but the document.
#[test]
fn conformance_one_word_document_gives_one_pdf_and_one_code() {
    let text = |word: &str| {
        styled("T", "平果市铝产业园清洁生产审核创新试点实施方案")
            + &styled("1", "一、试点对象基本概况")
            + &r#"<w:p><w:r><w:rPr><w:rFonts w:eastAsia="方正小标宋简体"/></w:rPr><w:t>正文在这里WORD。</w:t></w:r></w:p>"#
                .replace("WORD", word)
    };
    let bytes = |word: &str| Doc::body(&text(word)).styles(&headings()).bytes();
    let dir = project("[\"实施方案.docx\"]", &bytes(""));
    let path = std::env::var("PATH").unwrap_or_default();
    let render = || {
        let ran = pilot_with(dir.path(), &["render", "-o", "out.pdf"], &[("PATH", &path)]);
        assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
        (std::fs::read(dir.path().join("out.pdf")).expect("written"), ran)
    };
    if !libreoffice("pdf", &["实施方案.docx"], dir.path()) {
        return;
    }
    let (first, ran) = render();
    assert!(ran.err.contains("方正小标宋简体"), "a font that is not there is named: {}", ran.err);
    // The moment of conversion is counted in seconds.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let (second, again) = render();
    assert!(first == second, "two conversions of one document differ");
    assert_eq!(ran.out, again.out, "and so does the code");
    std::fs::write(dir.path().join("实施方案.docx"), bytes("改")).expect("written");
    let (third, changed) = render();
    assert!(third != second && changed.out != again.out, "{}", changed.out);
}
