//! Imported, rendered as a Word document and imported again, a plan is the same plan.

use pilot::cli::Exit;

use crate::support::pilot_in;

use crate::support::word_document::{Doc, headings, p, styled};

/// Imports a document, renders the plan and imports what came out, twice; the three texts.
fn three(bytes: &[u8], example: bool) -> [String; 3] {
    let dir = tempfile::tempdir().expect("a folder");
    let toml =
        "format = 1\nnotice = \"gx-2023-cleaner-production\"\n[plan]\nfiles = [\"plan.md\"]\n";
    std::fs::write(dir.path().join("0.docx"), bytes).expect("written");
    [0, 1, 2].map(|round: u32| {
        let (file, folder, next) =
            (format!("{round}.docx"), format!("p{round}"), format!("../{}.docx", round + 1));
        let ran = pilot_in(dir.path(), &["import", &file, "-o", &folder]);
        assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
        assert!(!example || round == 0 || ran.err.contains("封面没有带来"), "{}", ran.err);
        let root = dir.path().join(&folder);
        std::fs::write(root.join("pilot.toml"), toml).expect("written");
        let ran = pilot_in(&root, &["render", "--to", "docx", "-o", &next]);
        assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
        std::fs::read_to_string(root.join("plan.md")).expect("written")
    })
}

#[test]
fn the_example_comes_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let out = dir.path().join("a.docx").display().to_string();
    let example = std::fs::canonicalize("examples/pingguo-nawa-park").expect("the example");
    let ran = pilot_in(&example, &["render", "--to", "docx", "-o", &out]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let [first, second, third] = three(&std::fs::read(out).expect("written"), true);
    assert!(
        first.starts_with(
            "# 平果市那瓦铝产业园清洁生产审核创新试点实施方案\n\n## 一、试点对象基本概况\n"
        ),
        "{}",
        &first[..300]
    );
    assert_eq!(second, first);
    assert_eq!(third, first);
}

#[test]
fn nasty_plans_come_back() {
    let nasty = [
        "*星*",
        "1.不是列表",
        "# 井",
        "a_b_c",
        "[x](y)",
        "&lt;b&gt;",
        "甲|乙",
        "~~删~~",
        "10 m^3^",
        "{{targets}}",
        "反斜线\\",
        "- 项",
    ];
    let table: String = nasty
        .iter()
        .map(|t| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}{}</w:tc></w:tr>", p(t), p("甲"), p(t)))
        .collect();
    let merged = r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>合并</w:t></w:r></w:p></w:tc></w:tr>"#;
    let run = |pr: &str, text: &str| format!("<w:r><w:rPr>{pr}</w:rPr><w:t>{text}</w:t></w:r>");
    let looks = format!(
        "<w:p>{}{}{}</w:p>",
        run("<w:b/>", "粗，"),
        run("", "细"),
        run(r#"<w:vertAlign w:val="subscript"/>"#, "2")
    );
    let body = styled("T", "某*项目*实施方案")
        + &styled("1", "一、总则 #")
        + &nasty.map(p).concat()
        + &styled("2", "（一）a_b_")
        + &looks
        + &format!("<w:tbl>{table}{merged}</w:tbl>")
        + &p("表后的话。")
        + &styled("1", "二、其他");
    let [first, second, third] = three(&Doc::body(&body).styles(&headings()).bytes(), false);
    assert_eq!(second, first);
    assert_eq!(third, first);
}

#[test]
fn what_others_made_comes_back() {
    for bytes in [
        include_bytes!("../../../word/pandoc.docx").as_slice(),
        include_bytes!("../../../word/python-docx.docx"),
        include_bytes!("../../../word/real/docx2python-merged_cells.docx"),
    ] {
        let [first, second, third] = three(bytes, false);
        assert_eq!(second, first);
        assert_eq!(third, second);
    }
}
