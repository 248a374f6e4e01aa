//! Documents in the shape in which Word and WPS write Chinese plans: what stands between and around
//! the text is let alone.

use pilot::plan::{BlockKind, TextRun};

use crate::support::word_document::{Doc, W, num, p, style, styled};

/// Styles with the ids that WPS gives: numbers that are not levels, and `a3`.
fn styles() -> String {
    style("1", "Normal", "")
        + &style(
            "2",
            "heading 1",
            r#"<w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>"#,
        )
        + &style(
            "3",
            "heading 2",
            r#"<w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>"#,
        )
        + &style("a3", "正文文本样式", r#"<w:basedOn w:val="1"/>"#)
        + &style("11", "toc 1", r#"<w:basedOn w:val="1"/>"#)
}

fn numbering() -> String {
    let level = |index: u32, style: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{index}" w:tentative="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="{style}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>"#
        )
    };
    let lists = [level(0, "2", "%1、"), level(1, "3", "（%2）")].concat();
    let marks = "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f06c}\"/><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr></w:lvl>";
    format!(
        r#"<w:abstractNum w:abstractNumId="0">{lists}</w:abstractNum><w:abstractNum w:abstractNumId="1">{marks}</w:abstractNum>{}{}"#,
        num(3, 0, ""),
        num(4, 1, "")
    )
}

#[test]
fn a_whole_plan_as_word_processors_write_it() {
    let contents = r#"<w:sdt><w:sdtPr><w:id w:val="147456"/><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtEndPr/><w:sdtContent><w:p><w:pPr><w:pStyle w:val="11"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \o "1-3" \h \u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc1"><w:r><w:t>一、总则</w:t></w:r><w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF _Toc1 \h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:sdtContent></w:sdt>"#;
    let first = r#"<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w14:paraId="3F1A"><w:pPr><w:pStyle w:val="2"/><w:bidi w:val="0"/><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr></w:pPr><w:bookmarkStart w:id="0" w:name="_Toc1"/><w:r w:rsidRPr="00B"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:lastRenderedPageBreak/><w:t>总</w:t></w:r><w:proofErr w:type="gramStart"/><w:r><w:t>则</w:t></w:r><w:proofErr w:type="gramEnd"/><w:bookmarkEnd w:id="0"/></w:p>"#;
    let text = r#"<w:p><w:pPr><w:pStyle w:val="a3"/><w:widowControl/></w:pPr><w:r><w:t>园区位于</w:t></w:r><w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place"><w:smartTagPr><w:attr w:name="IsROCDate" w:val="False"/></w:smartTagPr><w:r><w:t>平果市</w:t></w:r></w:smartTag><w:r><w:t xml:space="preserve">，</w:t></w:r><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>nà</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>那</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:t>瓦</w:t></w:r><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r><w:r><w:noBreakHyphen/><w:softHyphen/></w:r><w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r><w:r><w:t>右</w:t></w:r><w:commentRangeStart w:id="5"/><w:r><w:annotationRef/></w:r><w:permStart w:id="1" w:edGrp="everyone"/><w:r><w:br w:type="page"/></w:r></w:p>"#;
    let moved = r#"<w:moveFromRangeStart w:id="10" w:name="move1"/><w:p><w:moveFrom w:id="11" w:author="甲"><w:r><w:t>搬走的话。</w:t></w:r></w:moveFrom></w:p><w:moveFromRangeEnd w:id="10"/><w:p><w:moveToRangeStart w:id="12" w:name="move1"/><w:moveTo w:id="13" w:author="甲"><w:r><w:t>搬来的话。</w:t></w:r></w:moveTo><w:moveToRangeEnd w:id="12"/></w:p>"#;
    let bullets = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="4"/></w:numPr></w:pPr><w:r><w:t>第一点</w:t></w:r></w:p>"#;
    let objects = r#"<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" ProgID="Equation.3"/></w:object></w:r><m:oMathPara><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></m:oMathPara></w:p>"#;
    let body = contents.to_owned()
        + first
        + text
        + &styled("3", "目标")
        + moved
        + bullets
        + &styled("3", "任务")
        + &styled("2", "其他")
        + objects
        + "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>只有大纲级别</w:t></w:r></w:p>";
    let footer = format!(
        r#"<w:ftr {W}><w:p><w:r><w:t>- </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple><w:r><w:t> -</w:t></w:r></w:p></w:ftr>"#
    );
    let doc = Doc::body(&body).styles(&styles()).numbering(&numbering()).part(
        "footer",
        "footer1.xml",
        &footer,
    );
    assert_eq!(
        doc.headings(),
        ["## 一、总则", "### （一）目标", "### （二）任务", "## 二、其他", "### 只有大纲级别"]
    );
    let texts: Vec<String> = doc.texts().into_iter().filter(|t| !t.is_empty()).collect();
    assert_eq!(
        texts,
        [
            "一、总则",
            "园区位于平果市，那瓦☑-\t右",
            "（一）目标",
            "搬来的话。",
            "第一点",
            "（二）任务",
            "二、其他",
            "a+b",
            "只有大纲级别"
        ]
    );
    let notes = doc.read().0.notes;
    assert_eq!((notes.changes, notes.formulas, notes.lost.len()), (2, 1, 1));
    assert!(notes.guessed.is_empty());
}

#[test]
fn tables_with_serial_numbers_repeated_heads_and_cells_merged_in_both_ways() {
    let number = r#"<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>"#;
    let cell = |pr: &str, text: &str| format!("<w:tc><w:tcPr>{pr}</w:tcPr>{}</w:tc>", p(text));
    let rows = format!(
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}{}</w:tr><w:tr>{number}{}{}</w:tr><w:tr>{number}{}{}</w:tr>",
        cell("", "序号"),
        cell(r#"<w:hMerge w:val="restart"/>"#, "名称"),
        cell("<w:hMerge/>", ""),
        cell(r#"<w:vMerge w:val="restart"/>"#, "甲"),
        cell("", "1"),
        cell(r#"<w:vMerge w:val="continue"/>"#, ""),
        cell("", "2"),
    );
    let lists = crate::support::word_document::list(0, &[("decimal", "%1")]) + &num(1, 0, "");
    let (read, _) =
        Doc::body(&format!("<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>")).numbering(&lists).read();
    let BlockKind::Table(table) = &read.plan.preamble[0].kind else { panic!("no table") };
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|r| r.cells.iter().map(|c| TextRun::of(&c.inlines).text).collect())
        .collect();
    assert_eq!(rows, [["序号", "名称", ""], ["1", "甲", "1"], ["2", "", "2"]]);
    assert_eq!(read.notes.merged, 2);
}
