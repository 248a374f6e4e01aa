//! Every word that LibreOffice reads in a document is read, in the same order.

use crate::support::outside_tools::libreoffice;
use crate::support::word_document::{Doc, headings, p, read, styled};

/// Characters that say something: blanks, rules and marks of lists are drawn in several ways.
fn words(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether all of `part` stands in `whole`, in order; the first characters that do not.
fn missing(part: &[char], whole: &[char]) -> Option<String> {
    let mut rest = whole.iter();
    for (index, c) in part.iter().enumerate() {
        if !rest.any(|other| other == c) {
            return Some(part[index.saturating_sub(10)..].iter().take(30).collect());
        }
    }
    None
}

/// A document with what documents of applicants have: fields, controls, tables within tables, text
/// boxes, frames, symbols, notes.
fn mixed() -> Doc {
    let t = |text: &str| format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#);
    let field = |code: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            t(result)
        )
    };
    let para = |inner: String| format!("<w:p>{inner}</w:p>");
    let cell = |inner: &str| format!("<w:tc><w:tcPr/>{inner}</w:tc>");
    let table = |cells: &[String]| {
        format!(
            "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"3000\"/></w:tblGrid><w:tr>{}</w:tr></w:tbl>",
            cells.concat()
        )
    };
    let inner = table(&[cell(&p("能耗")), cell(&p("30吨"))]);
    let nested = table(&[cell(&(p("指标") + &inner + "<w:p/>")), cell(&p("备注"))]);
    let frame =
        table(&[cell(&(styled("1", "二、试点基础") + &p("基础扎实。") + &nested + "<w:p/>"))]);
    let control = format!(
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        t("园区类")
    );
    let body = styled("T", "平果市清洁生产审核创新试点实施方案")
        + &styled("1", "一、试点对象基本概况")
        + &para(t("类别：") + &control + &t("，见") + &field("REF a", "表1") + &t("。"))
        + &para(t("单位：") + &field("MERGEFIELD 单位", "«单位名称»"))
        + &para(format!(
            r#"<w:hyperlink w:anchor="b">{}</w:hyperlink><w:smartTag w:element="x">{}</w:smartTag><w:ins w:id="1">{}</w:ins>"#,
            t("链接的字"),
            t("标签的字"),
            t("插入的字")
        ))
        + &frame;
    Doc::body(&body).styles(&headings())
}

#[test]
fn conformance_every_word_that_libreoffice_reads_is_read() {
    let bytes = mixed().bytes();
    let (document, sources) = read(&bytes);
    let own = words(&sources.get(document.source).text);
    // The comparison can fail.
    assert!(missing(&words("一个没有的词"), &own).is_some());
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("a.docx"), &bytes).expect("written");
    if libreoffice("txt:Text", &["a.docx"], dir.path()) {
        let text = std::fs::read_to_string(dir.path().join("a.txt")).expect("written");
        assert!(text.contains("基础扎实"), "{text}");
        assert_eq!(missing(&words(&text), &own), None, "{text}");
    }
}
