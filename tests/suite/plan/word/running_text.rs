//! Running text: tables, changes, hidden text, fields, text boxes, pictures, notes, looks.

use pilot::plan::{BlockKind, InlineKind, TextRun};

use crate::support::word_document::{Doc, W, bold, p, picture_doc, style, styled};

#[test]
fn merged_cells_make_a_rectangle_with_their_text_first() {
    let cell = |pr: &str, text: &str| format!("<w:tc><w:tcPr>{pr}</w:tcPr>{}</w:tc>", p(text));
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr>",
        cell(r#"<w:gridSpan w:val="2"/>"#, "指标"),
        cell("", "值"),
        cell(r#"<w:vMerge w:val="restart"/>"#, "能耗"),
        cell("", "煤"),
        cell("", "1"),
        cell("<w:vMerge/>", ""),
        cell("", "电"),
        cell("", "2"),
    );
    let (read, _) = Doc::body(&format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")).read();
    let BlockKind::Table(table) = &read.plan.preamble[0].kind else { panic!("no table") };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|r| r.cells.iter().map(|c| TextRun::of(&c.inlines).text).collect())
        .collect();
    assert_eq!(rows, [["指标", "", "值"], ["能耗", "煤", "1"], ["", "电", "2"]]);
    assert_eq!(read.notes.merged, 2);
}

#[test]
fn cells_hold_paragraphs_and_tables_and_short_rows_are_filled() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("内"));
    let rows = format!(
        "<w:tr><w:tc>{}{}</w:tc><w:tc>{inner}{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr>",
        p("甲"),
        p("乙"),
        p(""),
        p("丙")
    );
    let (read, _) = Doc::body(&format!("<w:tbl>{rows}</w:tbl>")).read();
    let BlockKind::Table(table) = &read.plan.preamble[0].kind else { panic!("no table") };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|r| r.cells.iter().map(|c| TextRun::of(&c.inlines).text).collect())
        .collect();
    assert_eq!(rows, [["甲\n乙", "内"], ["丙", ""]]);
}

#[test]
fn a_span_beyond_reason_is_cut() {
    let row = format!(
        r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr>{}</w:tc></w:tr>"#,
        p("甲")
    );
    let (read, _) = Doc::body(&format!("<w:tbl>{row}</w:tbl>")).read();
    let BlockKind::Table(table) = &read.plan.preamble[0].kind else { panic!("no table") };
    assert_eq!(table.align.len(), 200);
    let row = format!(
        "<w:tr>{}</w:tr>",
        (0..205).map(|i| format!("<w:tc>{}</w:tc>", p(&i.to_string()))).collect::<String>()
    );
    let texts = Doc::body(&format!("<w:tbl>{row}</w:tbl>")).texts();
    assert_eq!((texts.len(), texts[199].as_str()), (200, "199\n200\n201\n202\n203\n204"));
}

#[test]
fn changes_are_read_as_accepted_and_counted() {
    let body = r#"<w:p><w:r><w:t>投资</w:t></w:r><w:del w:id="1"><w:r><w:delText>三</w:delText><w:t>三</w:t></w:r></w:del><w:ins w:id="2"><w:r><w:t>五</w:t></w:r></w:ins><w:r><w:t>百万元</w:t></w:r></w:p>"#;
    let doc = Doc::body(body);
    assert_eq!(doc.texts(), ["投资五百万元"]);
    assert_eq!(doc.read().0.notes.changes, 2);
}

#[test]
fn a_deleted_paragraph_end_joins_the_next_one() {
    let body =
        r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>"#
            .to_owned()
            + &p("后半。");
    assert_eq!(Doc::body(&body).texts(), ["前半，后半。"]);
    let row = |pr: &str, text: &str| {
        format!("<w:tr><w:trPr>{pr}</w:trPr><w:tc>{}</w:tc></w:tr>", p(text))
    };
    let table = format!("<w:tbl>{}{}</w:tbl>", row("", "留"), row(r#"<w:del w:id="3"/>"#, "去"));
    assert_eq!(Doc::body(&table).texts(), ["留"]);
}

#[test]
fn hidden_text_is_left_out_and_counted() {
    let body = "<w:p><w:r><w:t>看得见</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>也看得见</w:t></w:r></w:p>";
    let doc = Doc::body(body);
    assert_eq!(doc.texts(), ["看得见也看得见"]);
    assert_eq!(doc.read().0.notes.hidden, 3);
}

#[test]
fn breaks_tabs_and_symbols() {
    let body = r#"<w:p><w:r><w:tab/><w:t xml:space="preserve">甲 </w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:br w:type="page"/><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t><w:noBreakHyphen/></w:r></w:p>"#;
    assert_eq!(Doc::body(body).texts(), ["甲 \n乙\t丙☑是-"]);
}

#[test]
fn fields_keep_their_result_and_tables_of_contents_go() {
    let chr = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let field = format!(
        "<w:p><w:r><w:t>见</w:t></w:r>{}<w:r><w:instrText> REF _Ref1 </w:instrText></w:r>{}<w:r><w:t>表1</w:t></w:r>{}</w:p>",
        chr("begin"),
        chr("separate"),
        chr("end")
    );
    let contents = format!(
        "<w:p>{}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{}<w:r><w:t>一、总则 1</w:t></w:r></w:p><w:p><w:r><w:t>二、其他 2</w:t></w:r>{}</w:p>",
        chr("begin"),
        chr("separate"),
        chr("end")
    );
    let sdt = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        p("目录")
    );
    let kept = format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", p("控件里的字"));
    let doc = Doc::body(&(contents + &sdt + &styled("TOC1", "三、附则 3") + &field + &kept))
        .styles(&style("TOC1", "toc 1", ""));
    assert_eq!(doc.texts(), ["见表1", "控件里的字"]);
}

#[test]
fn a_field_without_end_hides_nothing() {
    let body = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r></w:p>"#.to_owned()
        + &p("正文还在。");
    assert_eq!(Doc::body(&body).texts(), ["正文还在。"]);
}

#[test]
fn text_boxes_are_read_once_behind_their_paragraph() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框里的字"));
    let body = format!(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let doc = Doc::body(&(body + &p("后文")));
    assert_eq!(doc.texts(), ["正文", "框里的字", "后文"]);
    assert_eq!(doc.read().0.notes.boxes, 1);
}

#[test]
fn pictures_come_with_name_bytes_and_words() {
    let (read, _) = picture_doc().read();
    assert!(
        matches!(&read.plan.preamble[1].kind, BlockKind::Figure(i) if i.alt == "图1 区位图" && i.path == "方案.docx/word/media/image1.png")
    );
    assert_eq!(read.plan.images().len(), 2);
    assert_eq!(read.pictures.len(), 1);
    assert_eq!(
        (read.pictures[0].name.as_str(), read.pictures[0].bytes.as_slice()),
        ("image1.png", b"PNG".as_slice())
    );
}

#[test]
fn notes_stand_at_the_end_in_the_order_they_are_referred_to() {
    let reference = |id: u32| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body = format!(
        "<w:p><w:r><w:t>甲</w:t></w:r>{}<w:r><w:t>乙</w:t></w:r>{}{}</w:p>",
        reference(3),
        reference(2),
        reference(99)
    );
    let note = |id: u32, text: &str| format!(r#"<w:footnote w:id="{id}">{}</w:footnote>"#, p(text));
    let notes = format!(
        r#"<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{}</w:footnote>{}{}</w:footnotes>"#,
        p("—"),
        note(2, "后注"),
        note(3, "先注")
    );
    let (read, _) = Doc::body(&body).part("footnotes", "footnotes.xml", &notes).read();
    let names: Vec<&str> = read.plan.footnotes.iter().map(|(n, _)| n.as_str()).collect();
    assert_eq!(names, ["1", "2"]);
    let texts: Vec<String> = read.plan.text_runs().into_iter().map(|f| f.text).collect();
    assert_eq!(texts, ["甲乙", "先注", "后注"]);
    let BlockKind::Paragraph(inlines) = &read.plan.preamble[0].kind else { panic!() };
    assert_eq!(inlines.iter().filter(|i| matches!(i.kind, InlineKind::Note(_))).count(), 2);
}

#[test]
fn headers_stay_aside_and_comments_are_counted() {
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("内部资料"));
    let comments = format!(
        r#"<w:comments {W}><w:comment w:id="0">{}</w:comment><w:comment w:id="4">{}</w:comment></w:comments>"#,
        p("改"),
        p("删")
    );
    let (read, _) = Doc::body(&p("正文"))
        .part("header", "header1.xml", &header)
        .part("comments", "comments.xml", &comments)
        .read();
    assert_eq!(read.notes.headers_footers, ["内部资料"]);
    assert_eq!(read.notes.comments, 2);
    assert_eq!(read.plan.text_runs().len(), 1);
}

#[test]
fn looks_are_kept_in_text_and_left_out_of_headings() {
    let run = |pr: &str, text: &str| format!("<w:r><w:rPr>{pr}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        run("", "每"),
        run("<w:b/>", "吨"),
        run(r#"<w:vertAlign w:val="superscript"/>"#, "3"),
        run("<w:strike/>", "旧")
    );
    let (read, _) = Doc::body(&(body + &bold("一、总则"))).read();
    let BlockKind::Paragraph(inlines) = &read.plan.preamble[0].kind else { panic!() };
    assert!(
        matches!(&inlines[1].kind, InlineKind::Strong(_))
            && matches!(&inlines[2].kind, InlineKind::Sup(_))
            && matches!(&inlines[3].kind, InlineKind::Strike(_))
    );
    assert!(matches!(&read.plan.sections[0].heading.inlines[0].kind, InlineKind::Text(_)));
}

#[test]
fn places_are_paragraphs() {
    let (read, sources) = Doc::body(&(p("") + &p("一、总则") + "<w:p/>" + &p("正文。"))).read();
    let source = sources.get(read.source);
    assert_eq!(source.text, "\n一、总则\n\n正文。");
    assert_eq!(source.line_col(read.plan.sections[0].heading.at.span.start).line, 2);
    assert_eq!(source.line_col(read.plan.sections[0].blocks[0].at.span.start).line, 4);
}
