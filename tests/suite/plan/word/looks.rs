//! Colours, highlights and fonts that only a few words have.

use pilot::plan::TextLookKind;

use crate::support::word_document::{Doc, bold};

/// A run with its properties.
fn run(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>")
}

/// A paragraph of runs.
fn paragraph(runs: &[String]) -> String {
    format!("<w:p>{}</w:p>", runs.concat())
}

/// The looks of a document: what they are and the words.
fn looks(body: &str) -> Vec<(TextLookKind, String)> {
    let (read, sources) = Doc::body(body).read();
    let looks = read.plan.looks.iter();
    looks.map(|look| (look.kind.clone(), sources.slice(look.at).to_owned())).collect()
}

#[test]
fn bright_letters_and_backgrounds_are_looks() {
    let red = r#"<w:color w:val="FF0000"/>"#;
    let body = bold("一、总则")
        + &paragraph(&[
            run("", "年节水"),
            run(red, "77.5"),
            run(r#"<w:b/><w:color w:val="FF0000"/>"#, "万立方米"),
            run(r#"<w:highlight w:val="yellow"/>"#, "待核"),
            run(r#"<w:shd w:val="clear" w:fill="FFFF00"/>"#, "再核"),
            run(r#"<w:color w:val="FF0000"/><w:u w:val="single"/>"#, "必改"),
        ])
        + &paragraph(&[
            run(r#"<w:color w:val="1F3864"/>"#, "深蓝"),
            run(r#"<w:color w:val="0563C1"/><w:u w:val="single"/>"#, "链接"),
            run(r#"<w:highlight w:val="none"/><w:shd w:val="clear" w:fill="auto"/>"#, "正文"),
        ]);
    assert_eq!(
        looks(&body),
        [
            (TextLookKind::Coloured, "77.5万立方米".to_owned()),
            (TextLookKind::Highlighted, "待核再核".to_owned()),
            (TextLookKind::Coloured, "必改".to_owned()),
        ]
    );
}

#[test]
fn a_font_of_a_few_words_is_a_look() {
    let font = |name: &str| format!(r#"<w:rFonts w:eastAsia="{name}"/>"#);
    let usual = paragraph(&[run(&font("仿宋_GB2312"), &"园区坚持节约优先。".repeat(40))]);
    let pasted = paragraph(&[
        run(&font("FangSong"), "清洁生产"),
        run(&font("微软雅黑"), "是指"),
        run(&font("黑体"), "强调"),
    ]);
    let kind =
        TextLookKind::OtherFont { font: "微软雅黑".to_owned(), usual: "仿宋".to_owned() };
    assert_eq!(looks(&(usual.clone() + &pasted)), [(kind, "是指".to_owned())]);
    // Where half of the text is in another font, none is the rule.
    let other = paragraph(&[run(&font("微软雅黑"), &"园区坚持节约优先。".repeat(40))]);
    assert_eq!(looks(&(usual + &other)), []);
}
