//! What stands beside the running text: headers and footers, frames, tables within tables, drawings,
//! charts.

use pilot::plan::docx::{DocxError, LostKind};

use crate::support::word_document::*;

const CHART: &str = r#"xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart""#;

fn header(text: &str) -> String {
    format!("<w:hdr {W}>{}</w:hdr>", p(text))
}

fn drawing(inner: &str) -> String {
    format!("<w:p><w:r><w:drawing><wp:inline>{inner}</wp:inline></w:drawing></w:r></w:p>")
}

/// The kinds of what could not be read, with their paragraphs.
fn lost(doc: &Doc) -> Vec<(LostKind, usize)> {
    let (read, _) = doc.read();
    read.notes.lost.into_iter().map(|part| (part.kind, part.paragraph)).collect()
}

fn cell(inner: &str) -> String {
    format!("<w:tc>{inner}</w:tc>")
}

fn table(rows: &[&[String]]) -> String {
    let row = |cells: &&[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

#[test]
fn headers_and_footers_are_read_with_the_name_of_their_place() {
    let doc = Doc::body(&p("正文。")).part("header", "header1.xml", &header("秘密★1年")).part(
        "footer",
        "footer1.xml",
        &header("内部资料"),
    );
    let (read, sources) = doc.read();
    let source = sources.get(read.source);
    let found: Vec<(&str, &str)> = read
        .plan
        .margins
        .iter()
        .map(|block| {
            let name = source.named_lines.get(&source.line(block.at.span.start));
            (name.expect("a name").word(), sources.slice(block.at))
        })
        .collect();
    assert_eq!(found, [("页眉", "秘密★1年"), ("页脚", "内部资料")]);
    // They are no part of the running text.
    assert_eq!(text_of(&read.plan), ["正文。"]);
}

#[test]
fn a_line_of_several_headers_is_told_once_and_numbers_of_pages_never() {
    let page = format!("<w:ftr {W}>{}{}</w:ftr>", p("- 1 -"), p("平果市铝产业园"));
    let doc = Doc::body(&p("正文。"))
        .part("header", "header1.xml", &header("平果市铝产业园"))
        .part("footer", "footer1.xml", &page);
    assert_eq!(doc.read().0.notes.headers_footers, ["平果市铝产业园"]);
}

#[test]
fn a_watermark_is_text_of_the_header() {
    let mark =
        r#"<w:p><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p>"#;
    let doc = Doc::body(&p("正文。")).part(
        "header",
        "header1.xml",
        &format!("<w:hdr {W}>{mark}</w:hdr>"),
    );
    assert_eq!(doc.read().0.notes.headers_footers, ["机密"]);
}

#[test]
fn a_plan_in_a_frame_has_its_headings() {
    let inside =
        styled("1", "一、试点对象基本概况") + &p("园区位于平果市。") + &styled("1", "二、试点基础");
    let doc = Doc::body(&table(&[&[cell(&inside)]])).styles(&headings());
    assert_eq!(doc.headings(), ["## 一、试点对象基本概况", "## 二、试点基础"]);
    assert_eq!(doc.read().0.notes.frames, 1);
    // A frame with a row for each chapter, and a table within.
    let second = p("二、试点基础")
        + &table(&[&[cell(&p("指标")), cell(&p("数值"))], &[cell(&p("能耗")), cell(&p("1"))]]);
    let doc = Doc::body(&table(&[&[cell(&inside)], &[cell(&second)]])).styles(&headings());
    let (read, _) = doc.read();
    assert_eq!(read.notes.nested_tables, 0);
    assert!(text_of(&read.plan).contains(&"能耗".to_owned()));
    // Columns are a table, and so is a single line in a box, or a list of one column.
    for rows in [
        table(&[&[cell(&inside), cell(&p("备注"))]]),
        table(&[&[cell(&p("注意事项"))]]),
        table(&[&[cell(&p("企业"))], &[cell(&p("甲公司"))]]),
    ] {
        assert_eq!(Doc::body(&rows).styles(&headings()).read().0.notes.frames, 0);
    }
}

#[test]
fn a_table_within_a_table_is_counted() {
    let inner = table(&[&[cell(&p("能耗")), cell(&p("30"))]]);
    let outer = table(&[&[cell(&(p("表一") + &inner + "<w:p/>")), cell(&p("备注"))]]);
    let (read, _) = Doc::body(&outer).read();
    assert_eq!(read.notes.nested_tables, 1);
    assert_eq!(text_of(&read.plan), ["表一\n能耗\n30", "备注"]);
}

#[test]
fn drawings_of_shapes_are_told_with_their_place() {
    let shape = |geometry: &str, text: &str| {
        format!(r#"<wps:wsp><wps:spPr><a:prstGeom prst="{geometry}"/></wps:spPr>{text}</wps:wsp>"#)
    };
    let box_of = |text: &str| {
        shape("rect", &format!("<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>", p(text)))
    };
    let bare = drawing(&(shape("rect", "") + &shape("straightConnector1", "")));
    assert_eq!(lost(&Doc::body(&(p("甲") + &bare))), [(LostKind::Shapes, 2)]);
    let flow_chart =
        drawing(&(box_of("筹划与组织") + &shape("straightConnector1", "") + &box_of("预审核")));
    let doc = Doc::body(&flow_chart);
    assert_eq!(lost(&doc), [(LostKind::Shapes, 1)]);
    assert_eq!(doc.texts(), ["筹划与组织", "预审核"]);
    // One text box loses nothing, and a ruled line is no drawing.
    assert_eq!(lost(&Doc::body(&drawing(&box_of("说明")))), []);
    let ruled = r#"<w:p><w:r><w:pict><v:line/></w:pict></w:r></w:p>"#;
    assert_eq!(lost(&Doc::body(ruled)), [(LostKind::Lines, 1)]);
    // Both forms of one drawing are reported once.
    let both = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:group><v:rect/><v:line/></v:group></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        shape("rect", "")
    );
    assert_eq!(lost(&Doc::body(&both)), [(LostKind::Shapes, 1)]);
    let group = r#"<w:p><w:r><w:pict><v:group><v:rect/><v:line/></v:group></w:pict></w:r></w:p>"#;
    assert_eq!(lost(&Doc::body(group)), [(LostKind::Shapes, 1)]);
}

#[test]
fn the_words_of_charts_are_read_and_the_rest_is_told() {
    let chart = format!(
        r#"<c:chartSpace {CHART} {W}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>各县能耗</a:t></a:r></a:p></c:rich></c:tx></c:title><c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>平果市</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>7</c:v></c:pt></c:numCache></c:numRef></c:val></c:chart></c:chartSpace>"#
    );
    let shown = drawing(&format!(
        r#"<a:graphic><a:graphicData><c:chart {CHART} r:id="rId-chart"/></a:graphicData></a:graphic>"#
    ));
    let doc = Doc::body(&shown).part("chart", "charts/chart1.xml", &chart);
    assert_eq!(doc.texts(), ["各县能耗", "平果市"]);
    assert_eq!(lost(&doc), [(LostKind::Chart, 1)]);
}

#[test]
fn embedded_files_and_pictures_that_are_gone_are_told() {
    let object = r#"<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p>"#;
    assert_eq!(lost(&Doc::body(object)), [(LostKind::Embedded, 1)]);
    let gone = drawing(r#"<a:blip r:embed="rId99"/>"#);
    assert_eq!(lost(&Doc::body(&gone)), [(LostKind::Picture, 1)]);
}

#[test]
fn a_document_put_in_when_word_opens_it_is_refused() {
    let body = p("一、概况") + r#"<w:altChunk r:id="rId-aFChunk"/>"#;
    let doc = Doc::body(&body).part("aFChunk", "chunk.html", "<p>二、基础</p>");
    assert_eq!(fault(&doc.bytes()), DocxError::ForeignDocument);
}
