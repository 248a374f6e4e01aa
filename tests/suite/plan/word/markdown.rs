//! A plan written as Markdown reads back as the same plan.

use pilot::plan::markdown;

use crate::support::word_document::{
    Doc, headings, outline, p, parsed, quick_escape, styled, text_of,
};

#[test]
fn what_is_written_as_markdown_reads_back_as_the_same_text() {
    let nasty = [
        "1.不是列表",
        "12) 也不是",
        "# 不是标题",
        "- 不是列表",
        "+ 也不是",
        "* 星",
        "&gt; 引用",
        "---",
        "===",
        "a_b_c 和 *d*",
        "[链接](x)",
        "`代码`",
        "&lt;b&gt;标签&lt;/b&gt;",
        "&amp;amp; 与 &amp;#65;",
        "5~10吨、20~30吨",
        "x^2^",
        "甲|乙",
        "反斜线\\结尾\\",
        "![图](a)",
        "[^1]: 注",
        "||",
        "&lt;!-- --&gt;",
        ":--",
        "~~删~~",
        "```",
        "http://a.b/c_d_e",
        "{{targets}}",
        "$x$",
        "#",
        "2023. 年",
        "|a|b|",
        "| --- |",
    ];
    let mut body = styled("1", "一、*总*则 #") + &styled("2", "1.目标_a_");
    body += &nasty.map(p).concat();
    body += &format!(
        "<w:tbl>{}</w:tbl>",
        nasty
            .map(|t| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}{}</w:tc></w:tr>", p(t), p("甲"), p(t)))
            .concat()
    );
    let (read, _) = Doc::body(&(body + &styled("1", "二、其他"))).styles(&headings()).read();
    let written = markdown::write(&read.plan, &|image| image.path.clone());
    let again = parsed(&written);
    assert_eq!(text_of(&again), text_of(&read.plan), "{written}");
    assert_eq!(outline(&again), outline(&read.plan));
}

#[test]
fn bold_and_raised_text_read_back() {
    let run = |pr: &str, text: &str| {
        format!("<w:r><w:rPr>{pr}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let (b, i, sup) = ("<w:b/>", "<w:i/>", r#"<w:vertAlign w:val="superscript"/>"#);
    let body = [
        format!("<w:p>{}{}</w:p>", run(b, "（一）总体。"), run("", "正文")),
        format!("<w:p>{}{}{}</w:p>", run("", "产量"), run(b, " 5 "), run("", "m")),
        format!("<w:p>{}{}{}</w:p>", run("", "10m"), run(sup, "3"), run("", "水")),
        format!("<w:p>{}{}{}</w:p>", run(b, "粗"), run("<w:b/><w:i/>", "粗斜"), run(i, "斜")),
        format!("<w:p>{}<w:r><w:br/></w:r>{}</w:p>", run(b, "一行"), run("", "- 二行")),
    ]
    .concat();
    let (read, _) = Doc::body(&body).read();
    let written = markdown::write(&read.plan, &|image| image.path.clone());
    assert_eq!(text_of(&parsed(&written)), text_of(&read.plan), "{written}");
    assert!(written.contains("**（一）总体。**正文") && written.contains("10m^3^水"), "{written}");
}

#[test]
fn a_written_markdown_plan_reads_back() {
    let text = "# 题\n\n前言[^a]\n\n## 一、甲\n\n- 一\n- 二\n\n  续\n\n1. x\n2. y\n\n> 引\n> 文\n\n```\nlet a = `b`;\n```\n\n***\n\n| a | b |\n| :-- | --: |\n| 1\\|2 | **3** |\n\n![图1 一](<figures/a b.png>)\n\n### (一)乙\n\n文`码`字[链](http://x.y)\n\n[^a]: 注 *文*\n";
    let plan = parsed(text);
    let written = markdown::write(&plan, &|image| image.path.clone());
    let again = parsed(&written);
    assert_eq!(text_of(&again), text_of(&plan), "{written}");
    assert_eq!(
        again.images().iter().map(|i| &i.path).collect::<Vec<_>>(),
        plan.images().iter().map(|i| &i.path).collect::<Vec<_>>()
    );
    assert_eq!(
        markdown::write(&again, &|image| image.path.clone()),
        written,
        "writing twice changes nothing"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn any_text_reads_back(texts in proptest::collection::vec("[一二，。（） a1#*_`~^|<>&!\\[\\]\\\\.+=:{}$-]{1,12}", 1..6)) {
        let body: String = texts.iter().map(|t| p(&quick_escape(t)) + &format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&quick_escape(t)))).collect();
        let (read, _) = Doc::body(&body).read();
        let written = markdown::write(&read.plan, &|image| image.path.clone());
        proptest::prop_assert_eq!(text_of(&parsed(&written)), text_of(&read.plan), "{}", written);
    }
}
