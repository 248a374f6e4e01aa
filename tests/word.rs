//! Word documents: made by hand part by part, so that every form is written out, and a few made by other programs.

use std::io::{Cursor, Read as _, Write as _};

use pilot::plan::docx::{self, Comment, DocxFault, DocxPlan};
use pilot::plan::{BlockKind, Flat, InlineKind, Plan, markdown, parse};
use pilot::text::source::Lines;
use pilot::text::{SourceText, Sources};

use crate::support::{folder, pilot_in};

const W: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document in the making.
#[derive(Default)]
struct Doc {
    body: String,
    styles: String,
    numbering: String,
    parts: Vec<(&'static str, &'static str, String)>,
    files: Vec<(&'static str, Vec<u8>)>,
}

impl Doc {
    fn body(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }

    fn styles(mut self, styles: &str) -> Self {
        self.styles.push_str(styles);
        self
    }

    fn numbering(mut self, numbering: &str) -> Self {
        self.numbering.push_str(numbering);
        self
    }

    /// A part with its relationship `rId-<kind>`.
    fn part(mut self, kind: &'static str, path: &'static str, content: &str) -> Self {
        self.parts.push((kind, path, content.to_owned()));
        self
    }

    fn file(mut self, path: &'static str, bytes: &[u8]) -> Self {
        self.files.push((path, bytes.to_vec()));
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let mut parts: Vec<(String, Vec<u8>)> = vec![
            ("[Content_Types].xml".into(), br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#.to_vec()),
            ("_rels/.rels".into(), relationships(&[("officeDocument".into(), "word/document.xml".into())]).into_bytes()),
            ("word/document.xml".into(), format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {W}><w:body>{}<w:sectPr/></w:body></w:document>", self.body).into_bytes()),
        ];
        let mut links = Vec::new();
        if !self.styles.is_empty() {
            parts.push(("word/styles.xml".into(), format!("<w:styles {W}>{}</w:styles>", self.styles).into_bytes()));
            links.push(("styles".to_owned(), "styles.xml".to_owned()));
        }
        if !self.numbering.is_empty() {
            parts.push(("word/numbering.xml".into(), format!("<w:numbering {W}>{}</w:numbering>", self.numbering).into_bytes()));
            links.push(("numbering".to_owned(), "numbering.xml".to_owned()));
        }
        for (kind, path, content) in &self.parts {
            parts.push((format!("word/{path}"), content.clone().into_bytes()));
            links.push(((*kind).to_owned(), (*path).to_owned()));
        }
        for (path, bytes) in &self.files {
            parts.push(((*path).to_owned(), bytes.clone()));
        }
        parts.push(("word/_rels/document.xml.rels".into(), relationships(&links).into_bytes()));
        zip_of(&parts)
    }

    fn read(&self) -> (DocxPlan, Sources) {
        read(&self.bytes())
    }

    fn headings(&self) -> Vec<String> {
        outline(&self.read().0.plan)
    }

    fn texts(&self) -> Vec<String> {
        self.read().0.plan.flats().into_iter().map(|f| f.text).collect()
    }
}

fn relationships(links: &[(String, String)]) -> String {
    let link = |(kind, target): &(String, String)| {
        let id = kind.replace('/', "-");
        format!(r#"<Relationship Id="rId-{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let links: String = links.iter().map(link).collect();
    format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>"#
    )
}

fn zip_of(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).expect("a part");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("bytes");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

fn read(bytes: &[u8]) -> (DocxPlan, Sources) {
    let mut sources = Sources::default();
    let plan = docx::read(bytes, "方案.docx", &mut sources).unwrap_or_else(|fault| panic!("{fault:?}"));
    check_places(&plan, &sources);
    (plan, sources)
}

/// Every running text stands in the virtual text where its map says.
fn check_places(read: &DocxPlan, sources: &Sources) {
    let source = sources.get(read.source);
    assert_eq!(source.lines, Lines::Paragraphs);
    assert_eq!(read.anchors.len(), if source.text.is_empty() { read.anchors.len() } else { source.line_count() });
    for flat in read.plan.flats() {
        for (start, c) in flat.text.char_indices().filter(|(_, c)| *c != '\n') {
            let at = flat.at(start, start + c.len_utf8()).expect("a place");
            if !at.span.is_empty() {
                assert_eq!(sources.slice(at), c.to_string(), "in {}", flat.text);
            }
        }
    }
}

fn fault(bytes: &[u8]) -> DocxFault {
    let mut sources = Sources::default();
    let fault = docx::read(bytes, "a.docx", &mut sources).expect_err("a fault");
    assert_eq!(sources.iter().count(), 0);
    fault
}

/// `## 一、…` for each heading, the title first.
fn outline(plan: &Plan) -> Vec<String> {
    plan.headings().map(|h| format!("{} {}", "#".repeat(usize::from(h.level)), h.text)).collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

fn numbered(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

fn bold(text: &str) -> String {
    format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

fn style(id: &str, name: &str, inner: &str) -> String {
    format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{inner}</w:style>"#)
}

fn headings() -> String {
    style("T", "Title", "") + &style("1", "heading 1", "") + &style("2", "heading 2", "") + &style("3", "heading 3", "")
}

/// A list: its levels as (format, text), all starting at 1.
fn list(id: u32, levels: &[(&str, &str)]) -> String {
    let level = |(i, (format, text)): (usize, &(&str, &str))| {
        format!(r#"<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#)
    };
    let levels: String = levels.iter().enumerate().map(level).collect();
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn num(id: u32, of: u32, inner: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{inner}</w:num>"#)
}

#[test]
fn headings_come_from_styles_and_the_title_from_its_style() {
    let body = styled("T", "某项目实施方案")
        + &styled("1", "一、总则")
        + &p("正文。")
        + &styled("2", "（一）目标")
        + &styled("3", "1.近期")
        + &styled("1", "二、其他");
    let doc = Doc::body(&body).styles(&headings());
    assert_eq!(doc.headings(), ["# 某项目实施方案", "## 一、总则", "### （一）目标", "#### 1.近期", "## 二、其他"]);
    assert!(doc.read().0.notes.guessed.is_empty());
}

#[test]
fn the_only_first_level_heading_is_the_title() {
    let body = styled("1", "某项目实施方案") + &styled("2", "一、总则") + &styled("3", "（一）目标") + &styled("2", "二、其他");
    assert_eq!(Doc::body(&body).styles(&headings()).headings(), ["# 某项目实施方案", "## 一、总则", "### （一）目标", "## 二、其他"]);
}

#[test]
fn chinese_style_names_and_based_on_chains_count() {
    let styles = style("a", "标题 1", "")
        + &style("b", "我的章", r#"<w:basedOn w:val="a"/>"#)
        + &style("c", "我的节", r#"<w:basedOn w:val="b"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>"#);
    let body = styled("b", "一、总则") + &styled("c", "（一）目标") + &styled("a", "二、其他");
    assert_eq!(Doc::body(&body).styles(&styles).headings(), ["## 一、总则", "### （一）目标", "## 二、其他"]);
}

#[test]
fn a_circle_of_styles_ends() {
    let styles = style("a", "甲", r#"<w:basedOn w:val="b"/>"#)
        + &style("b", "乙", r#"<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#);
    assert_eq!(Doc::body(&(styled("a", "一、总则") + &styled("a", "二、其他"))).styles(&styles).headings(), ["## 一、总则", "## 二、其他"]);
}

#[test]
fn a_paragraph_may_say_its_own_outline_level() {
    let with = |level: u32, text: &str| format!(r#"<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#);
    let doc = Doc::body(&(with(0, "总则") + &with(1, "目标") + &with(9, "不是标题") + &with(0, "其他")));
    assert_eq!(doc.headings(), ["## 总则", "### 目标", "## 其他"]);
}

#[test]
fn a_whole_paragraph_in_a_heading_style_is_text() {
    let long = "本项目实施后每年可以节约标准煤一千二百吨并减少排放，".repeat(3) + "成效显著。";
    let doc = Doc::body(&(styled("1", "一、总则") + &styled("1", &long) + &styled("1", "二、其他"))).styles(&headings());
    assert_eq!(doc.headings(), ["## 一、总则", "## 二、其他"]);
    assert!(doc.texts().contains(&long));
}

#[test]
fn numbers_of_four_levels_stand_in_the_text() {
    let lists = list(0, &[("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "(%4)")])
        + &num(1, 0, "");
    let body =
        [(0, "总则"), (1, "目标"), (2, "近期"), (3, "节能"), (3, "节水"), (2, "远期"), (3, "节材"), (1, "任务"), (0, "其他"), (1, "附则")];
    let body: String = body.iter().map(|(level, text)| numbered(1, *level, text)).collect();
    let texts = Doc::body(&body).numbering(&lists).texts();
    let expected = ["一、总则", "（一）目标", "1.近期", "(1)节能", "(2)节水", "2.远期", "(1)节材", "（二）任务", "二、其他", "（一）附则"];
    assert_eq!(texts, expected);
}

#[test]
fn each_format_writes_its_own_numbers() {
    let cases = [
        ("decimal", "11"),
        ("decimalZero", "11"),
        ("decimalFullWidth", "１１"),
        ("chineseCounting", "十一"),
        ("chineseCountingThousand", "十一"),
        ("japaneseCounting", "十一"),
        ("ideographDigital", "一一"),
        ("chineseLegalSimplified", "拾壹"),
        ("upperRoman", "XI"),
        ("lowerRoman", "xi"),
        ("upperLetter", "K"),
        ("lowerLetter", "k"),
        ("decimalEnclosedCircle", "⑪"),
        ("decimalEnclosedParen", "⑾"),
        ("ideographZodiac", "戌"),
        ("ordinalTextOfMars", "11"),
    ];
    for (format, expected) in cases {
        let lists = format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="11"/><w:numFmt w:val="{format}"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>{}"#,
            num(1, 0, "")
        );
        assert_eq!(Doc::body(&numbered(1, 0, "甲")).numbering(&lists).texts(), [format!("第{expected}条 甲")], "{format}");
    }
}

#[test]
fn letters_roman_and_stems_over_their_ranges() {
    let cases = [
        ("ideographTraditional", 1, "甲"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerLetter", 27, "aa"),
        ("chineseCounting", 100, "一〇〇"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("decimalZero", 5, "05"),
    ];
    for (format, start, expected) in cases {
        let lists = format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>{}"#,
            num(1, 0, "")
        );
        assert_eq!(Doc::body(&numbered(1, 0, "甲")).numbering(&lists).texts(), [format!("（{expected}）甲")], "{format} {start}");
    }
}

#[test]
fn a_list_may_start_again_and_override_a_level() {
    let lists = list(0, &[("decimal", "%1.")])
        + &num(1, 0, "")
        + &num(2, 0, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>"#)
        + &num(
            3,
            0,
            r#"<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride>"#,
        );
    let body = numbered(1, 0, "甲") + &numbered(1, 0, "乙") + &numbered(2, 0, "丙") + &numbered(2, 0, "丁") + &numbered(3, 0, "戊");
    assert_eq!(Doc::body(&body).numbering(&lists).texts(), ["1.甲", "2.乙", "5.丙", "6.丁", "G)戊"]);
}

#[test]
fn lists_of_one_kind_go_on_counting_and_levels_may_never_restart() {
    let lists = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>"#.to_owned()
        + &num(1, 0, "")
        + &num(2, 0, "");
    let body = numbered(1, 0, "甲") + &numbered(1, 1, "乙") + &numbered(2, 0, "丙") + &numbered(2, 1, "丁");
    assert_eq!(Doc::body(&body).numbering(&lists).texts(), ["一、甲", "1.乙", "二、丙", "2.丁"]);
}

#[test]
fn legal_levels_are_digits_and_a_digit_behind_a_point_keeps_its_distance() {
    let lists = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl></w:abstractNum>"#.to_owned() + &num(1, 0, "");
    let body = numbered(1, 0, "甲") + &numbered(1, 1, "乙") + &numbered(1, 2, "5吨锅炉");
    assert_eq!(Doc::body(&body).numbering(&lists).texts(), ["二、甲", "2.1 乙", "1. 5吨锅炉"]);
}

#[test]
fn a_style_may_number_and_a_paragraph_may_switch_it_off() {
    let lists = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="2"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>"#.to_owned() + &num(7, 0, "");
    let pr = r#"<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>"#;
    let styles = style("1", "heading 1", pr) + &style("2", "heading 2", pr);
    let off = r#"<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>附录</w:t></w:r></w:p>"#;
    let body = styled("1", "总则") + &styled("2", "目标") + &styled("2", "任务") + &styled("1", "进度") + &styled("2", "安排") + off;
    let doc = Doc::body(&body).styles(&styles).numbering(&lists);
    assert_eq!(doc.headings(), ["## 一、总则", "### （一）目标", "### （二）任务", "## 二、进度", "### （一）安排", "## 附录"]);
    let (read, _) = doc.read();
    assert_eq!(read.plan.sections[1].heading.ordinal.as_ref().map(|o| o.number), Some(2));
}

#[test]
fn marks_make_a_list() {
    let lists = list(0, &[("bullet", "")]) + &num(1, 0, "");
    let (read, _) = Doc::body(&(numbered(1, 0, "甲") + &numbered(1, 0, "乙") + &p("丙"))).numbering(&lists).read();
    assert!(matches!(&read.plan.preamble[0].kind, BlockKind::List { start: None, items } if items.len() == 2));
    assert!(matches!(&read.plan.preamble[1].kind, BlockKind::Paragraph(_)));
}

#[test]
fn plain_paragraphs_that_look_like_headings_are_guessed_and_told() {
    let title = r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>平果市铝产业园</w:t></w:r></w:p><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>实施方案</w:t></w:r></w:p>"#;
    let body = title.to_owned()
        + &p("一、总则")
        + &bold("（一）目标")
        + &p("到2025年完成。")
        + &bold("1.近期")
        + &p("1.先做这个，再做那个")
        + &p("（二）任务。主要有两项。")
        + &p("二、其他");
    let doc = Doc::body(&body);
    assert_eq!(doc.headings(), ["# 平果市铝产业园实施方案", "## 一、总则", "### （一）目标", "#### 1.近期", "## 二、其他"]);
    let guessed: Vec<(usize, u8)> = doc.read().0.notes.guessed.iter().map(|g| (g.paragraph, g.level)).collect();
    assert_eq!(guessed, [(3, 2), (4, 3), (6, 4), (9, 2)]);
}

#[test]
fn lists_and_sentences_are_not_headings() {
    let body = p("一、企业应当按期报送；")
        + &p("（一）甲公司，")
        + &p("1.乙公司")
        + &p("一是加强领导")
        + &p("二〇二三年十月")
        + &p(&format!("三、{}", "很长的一句话".repeat(10)));
    let doc = Doc::body(&body);
    assert!(doc.headings().is_empty(), "{:?}", doc.headings());
}

#[test]
fn a_plain_number_is_no_heading_where_headings_of_its_kind_have_styles() {
    let body = styled("1", "一、总则") + &p("一、第一项工作") + &styled("1", "二、其他") + &bold("（一）加粗的小标题");
    assert_eq!(Doc::body(&body).styles(&headings()).headings(), ["## 一、总则", "## 二、其他", "### （一）加粗的小标题"]);
}

#[test]
fn a_font_of_headings_is_a_sign_where_the_text_is_in_another() {
    let run = |font: &str, text: &str| format!(r#"<w:p><w:r><w:rPr><w:rFonts w:eastAsia="{font}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#);
    let body = run("黑体", "1.近期目标")
        + &run("仿宋_GB2312", "到2025年，全部企业完成审核，形成一批可以推广的经验。")
        + &run("仿宋_GB2312", "2.远期目标");
    assert_eq!(Doc::body(&body).headings(), ["#### 1.近期目标"]);
}

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
    let rows: Vec<Vec<String>> = table.rows.iter().map(|r| r.cells.iter().map(|c| Flat::of(&c.inlines).text).collect()).collect();
    assert_eq!(rows, [["指标", "", "值"], ["能耗", "煤", "1"], ["", "电", "2"]]);
    assert_eq!(read.notes.merged, 2);
}

#[test]
fn cells_hold_paragraphs_and_tables_and_short_rows_are_filled() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("内"));
    let rows =
        format!("<w:tr><w:tc>{}{}</w:tc><w:tc>{inner}{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr>", p("甲"), p("乙"), p(""), p("丙"));
    let (read, _) = Doc::body(&format!("<w:tbl>{rows}</w:tbl>")).read();
    let BlockKind::Table(table) = &read.plan.preamble[0].kind else { panic!("no table") };
    let rows: Vec<Vec<String>> = table.rows.iter().map(|r| r.cells.iter().map(|c| Flat::of(&c.inlines).text).collect()).collect();
    assert_eq!(rows, [["甲\n乙", "内"], ["丙", ""]]);
}

#[test]
fn a_span_beyond_reason_is_cut() {
    let row = format!(r#"<w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr>{}</w:tc></w:tr>"#, p("甲"));
    let (read, _) = Doc::body(&format!("<w:tbl>{row}</w:tbl>")).read();
    let BlockKind::Table(table) = &read.plan.preamble[0].kind else { panic!("no table") };
    assert_eq!(table.align.len(), 200);
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
    let body = r#"<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>前半，</w:t></w:r></w:p>"#.to_owned() + &p("后半。");
    assert_eq!(Doc::body(&body).texts(), ["前半，后半。"]);
    let row = |pr: &str, text: &str| format!("<w:tr><w:trPr>{pr}</w:trPr><w:tc>{}</w:tc></w:tr>", p(text));
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
    let doc = Doc::body(&(contents + &sdt + &styled("TOC1", "三、附则 3") + &field + &kept)).styles(&style("TOC1", "toc 1", ""));
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

fn picture_doc() -> Doc {
    let picture = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="图1 区位图"/><a:blip r:embed="rId-image"/></wp:inline></w:drawing></w:r></w:p>"#;
    let old = r#"<w:p><w:r><w:t>旧图</w:t></w:r><w:r><w:pict><v:imagedata r:id="rId-image"/></w:pict></w:r></w:p>"#;
    let mut doc = Doc::body(&(p("甲") + picture + old));
    doc.parts.push(("image", "media/image1.png", "PNG".into()));
    doc
}

#[test]
fn pictures_come_with_name_bytes_and_words() {
    let (read, _) = picture_doc().read();
    assert!(
        matches!(&read.plan.preamble[1].kind, BlockKind::Figure(i) if i.alt == "图1 区位图" && i.path == "方案.docx/word/media/image1.png")
    );
    assert_eq!(read.plan.images().len(), 2);
    assert_eq!(read.pictures.len(), 1);
    assert_eq!((read.pictures[0].name.as_str(), read.pictures[0].bytes.as_slice()), ("image1.png", b"PNG".as_slice()));
}

#[test]
fn notes_stand_at_the_end_in_the_order_they_are_referred_to() {
    let reference = |id: u32| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body = format!("<w:p><w:r><w:t>甲</w:t></w:r>{}<w:r><w:t>乙</w:t></w:r>{}{}</w:p>", reference(3), reference(2), reference(99));
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
    let texts: Vec<String> = read.plan.flats().into_iter().map(|f| f.text).collect();
    assert_eq!(texts, ["甲乙", "先注", "后注"]);
    let BlockKind::Paragraph(inlines) = &read.plan.preamble[0].kind else { panic!() };
    assert_eq!(inlines.iter().filter(|i| matches!(i.kind, InlineKind::Note(_))).count(), 2);
}

#[test]
fn headers_stay_aside_and_comments_are_counted() {
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("内部资料"));
    let comments =
        format!(r#"<w:comments {W}><w:comment w:id="0">{}</w:comment><w:comment w:id="4">{}</w:comment></w:comments>"#, p("改"), p("删"));
    let (read, _) = Doc::body(&p("正文")).part("header", "header1.xml", &header).part("comments", "comments.xml", &comments).read();
    assert_eq!(read.notes.running, ["内部资料"]);
    assert_eq!(read.notes.comments, 2);
    assert_eq!(read.plan.flats().len(), 1);
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

#[test]
fn faults_are_told_apart() {
    let ole = |name: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.extend([0; 1024]);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    assert_eq!(fault(&ole("WordDocument")), DocxFault::OldBinary);
    assert_eq!(fault(&ole("EncryptedPackage")), DocxFault::Encrypted);
    assert_eq!(fault(b"# plan"), DocxFault::NotDocx);
    assert_eq!(fault(b""), DocxFault::NotDocx);
    assert_eq!(fault(&zip_of(&[("a.txt".into(), b"x".to_vec())])), DocxFault::NotDocx);
    assert_eq!(fault(&Doc::body("").file("word/vbaProject.bin", b"x").bytes()), DocxFault::Macros);
    assert_eq!(fault(&Doc::body("<w:p><w:r>").bytes()), DocxFault::Damaged);
    let whole = Doc::body(&p("正文")).bytes();
    assert_eq!(fault(&whole[..whole.len() / 2]), DocxFault::Damaged);
}

#[test]
fn declarations_bombs_and_depth_are_refused() {
    let with = |document: &str| zip_of(&[("word/document.xml".into(), document.as_bytes().to_vec())]);
    let entity =
        format!(r#"<!DOCTYPE x [<!ENTITY a "b">]><w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"#);
    assert_eq!(fault(&with(&entity)), DocxFault::Declarations);
    assert_eq!(
        fault(&with(&format!("<w:document {W}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"))),
        DocxFault::Declarations
    );
    let deep = "<w:tbl><w:tr><w:tc>".repeat(5000);
    assert_eq!(fault(&Doc::body(&deep).bytes()), DocxFault::TooLarge);
    let bomb = format!("<w:document {W}><w:body>{}</w:body></w:document>", " ".repeat(101_000_000));
    assert_eq!(fault(&with(&bomb)), DocxFault::TooLarge);
    // Just within the limit: no stack is exhausted.
    let nested = format!("{}{}{}", "<w:tbl><w:tr><w:tc>".repeat(60), p("底"), "</w:tc></w:tr></w:tbl>".repeat(60));
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

/// The text of a plan, one running text a line.
fn text_of(plan: &Plan) -> Vec<String> {
    plan.flats().into_iter().map(|f| f.text).filter(|t| !t.is_empty()).collect()
}

fn parsed(text: &str) -> Plan {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    parse::parse(&[id], &sources)
}

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
    body += &nasty.map(|t| p(t)).concat();
    body += &format!(
        "<w:tbl>{}</w:tbl>",
        nasty.map(|t| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}{}</w:tc></w:tr>", p(t), p("甲"), p(t))).concat()
    );
    let (read, _) = Doc::body(&(body + &styled("1", "二、其他"))).styles(&headings()).read();
    let written = markdown::write(&read.plan, &|image| image.path.clone());
    let again = parsed(&written);
    assert_eq!(text_of(&again), text_of(&read.plan), "{written}");
    assert_eq!(outline(&again), outline(&read.plan));
}

#[test]
fn bold_and_raised_text_read_back() {
    let run = |pr: &str, text: &str| format!("<w:r><w:rPr>{pr}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
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
    assert_eq!(again.images().iter().map(|i| &i.path).collect::<Vec<_>>(), plan.images().iter().map(|i| &i.path).collect::<Vec<_>>());
    assert_eq!(markdown::write(&again, &|image| image.path.clone()), written, "writing twice changes nothing");
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

fn quick_escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn annotated(doc: &Doc, lines: &[usize]) -> (Vec<u8>, Vec<u8>) {
    let bytes = doc.bytes();
    let (plan, _) = read(&bytes);
    let comments: Vec<Comment> =
        lines.iter().map(|line| Comment { line: *line, paragraphs: vec![format!("第{line}段 <有> & 问题"), "建议".into()] }).collect();
    let copy = docx::annotate(&bytes, &plan, &comments).expect("a copy");
    (bytes, copy)
}

#[test]
fn comments_leave_everything_else_as_it_is() {
    let table = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("格"));
    let doc = Doc::body(&(styled("1", "一、总则") + &p("甲") + &table + &p("乙"))).styles(&headings()).file("customXml/item.xml", b"<x/>");
    let (before, after) = annotated(&doc, &[1, 1, 3, 4]);
    let (old, new) = (unzip(&before), unzip(&after));
    for (name, bytes) in &old {
        let now = &new.iter().find(|(n, _)| n == name).expect("still there").1;
        if ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"].contains(&name.as_str()) {
            assert_ne!(now, bytes, "{name}");
        } else {
            assert_eq!(now, bytes, "{name}");
        }
    }
    let text = |parts: &[(String, Vec<u8>)], name: &str| {
        String::from_utf8(parts.iter().find(|(n, _)| n == name).expect("there").1.clone()).expect("UTF-8")
    };
    let marks =
        regex::Regex::new(r#"<w:commentRange(Start|End) w:id="\d+"/>|<w:r><w:commentReference w:id="\d+"/></w:r>"#).expect("a pattern");
    let document = text(&new, "word/document.xml");
    assert_eq!(marks.replace_all(&document, ""), text(&old, "word/document.xml"));
    assert_eq!(marks.find_iter(&document).count(), 12);
    let (left, _) = read(&before);
    let (right, _) = read(&after);
    assert_eq!(text_of(&left.plan), text_of(&right.plan));
    assert_eq!(right.notes.comments, 4);
    assert!(text(&new, "word/comments.xml").contains("&lt;有&gt; &amp; 问题"));
}

#[test]
fn comments_of_others_are_kept_and_numbers_go_on() {
    let comments = format!(r#"<w:comments {W}><w:comment w:id="7" w:author="张">{}</w:comment></w:comments>"#, p("原有"));
    let doc = Doc::body(&(p("甲") + "<w:p/>")).part("comments", "comments.xml", &comments);
    let (_, after) = annotated(&doc, &[1, 2]);
    let (plan, _) = read(&after);
    assert_eq!(plan.notes.comments, 3);
    let parts = unzip(&after);
    let part = String::from_utf8(parts.iter().find(|(n, _)| n == "word/comments.xml").expect("there").1.clone()).expect("UTF-8");
    assert!(part.contains("原有") && part.contains(r#"w:id="8""#) && part.contains(r#"w:id="9""#), "{part}");
    assert_eq!(parts.iter().filter(|(n, _)| n == "word/comments.xml").count(), 1);
}

#[test]
fn comments_on_boxes_and_notes_stand_at_the_paragraph_they_hang_on() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框"));
    let body = format!(r#"<w:p><w:r><w:t>正文</w:t><w:pict>{content}</w:pict></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>"#);
    let notes = format!(r#"<w:footnotes {W}><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#, p("注"));
    let doc = Doc::body(&body).part("footnotes", "footnotes.xml", &notes);
    let (_, after) = annotated(&doc, &[2, 3]);
    let parts = unzip(&after);
    let document = String::from_utf8(parts.iter().find(|(n, _)| n == "word/document.xml").expect("there").1.clone()).expect("UTF-8");
    let inside = &document[document.find("<w:txbxContent>").expect("a box")..document.find("</w:txbxContent>").expect("its end")];
    assert!(!inside.contains("comment") && document.matches("commentRangeStart").count() == 2, "{document}");
}

/// A document with faults of every kind that is told.
fn draft() -> Doc {
    let header = format!("<w:hdr {W}>{}</w:hdr>", p("某园区"));
    let comments = format!(r#"<w:comments {W}><w:comment w:id="0">{}</w:comment></w:comments>"#, p("改"));
    let body = styled("T", "平果市铝产业园清洁生产审核创新试点实施方案")
        + &styled("1", "一、试点对象基本概况")
        + &bold("（一）试点对象范围与区位")
        + r#"<w:p><w:r><w:t>园区有企业XX家，</w:t></w:r><w:ins w:id="9"><w:r><w:t>位于平果市</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r><w:r><w:t>,年产值50亿元。</w:t></w:r></w:p>"#
        + &p("1、园区由管委会管理。");
    Doc::body(&body).styles(&headings()).part("header", "header1.xml", &header).part("comments", "comments.xml", &comments)
}

#[test]
fn a_plan_in_word_is_checked_by_itself() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--notice", "gx-2023-cleaner-production"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(ran.out.contains("--> 方案.docx 第 4 段（一、试点对象基本概况 › （一）试点对象范围与区位）\n"), "{}", ran.out);
    assert!(ran.out.contains("placeholder-left"), "{}", ran.out);
    assert!(ran.out.contains("说明：有 1 个标题没有用标题样式"), "{}", ran.out);
    assert_eq!(ran.out.matches("[file-metadata]").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("批注 1 处、修订 1 处、隐藏文字 2 字"), "{}", ran.out);
}

#[test]
fn json_tells_paragraph_and_headings_and_no_lines() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    let found = findings.iter().find(|f| f["rule"] == "placeholder-left").expect("the placeholder");
    assert_eq!(found["paragraph"], 4);
    assert_eq!(found["path"], "方案.docx");
    assert_eq!(found["headings"], serde_json::json!(["一、试点对象基本概况", "（一）试点对象范围与区位"]));
    assert!(found.get("start").is_none());
    assert!(findings.iter().all(|f| f["path"] != "方案.docx" || f["fix"].is_null()));
}

#[test]
fn other_forms_of_report_take_word_plans_too() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    for form in ["sarif", "junit", "github", "gitlab", "markdown", "html"] {
        let ran = pilot_in(dir.path(), &["check", "方案.docx", "--format", form]);
        assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{form}: {}", ran.err);
        assert!(ran.out.contains("方案.docx") || ran.out.contains("%E6%96%B9"), "{form}: {}", ran.out);
    }
}

#[test]
fn fixing_leaves_word_plans_alone_and_says_so() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--fix", "--unsafe-fixes"]);
    assert!(ran.err.contains("方案.docx 是 Word 文件，不自动修改"), "{}", ran.err);
    assert_eq!(std::fs::read(dir.path().join("方案.docx")).expect("there"), bytes);
}

#[test]
fn faults_are_told_with_what_to_do() {
    let mut old = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    old.extend([0; 2048]);
    let macros = Doc::body(&p("甲")).file("word/vbaProject.bin", b"x").bytes();
    let dir = folder(&[("a.doc", &old), ("b.wps", &old), ("c.docm", &macros), ("d.docx", b"PK\x03\x04 cut")]);
    for (name, word) in [("a.doc", "另存为"), ("b.wps", "旧格式"), ("c.docm", "带有宏"), ("d.docx", "已损坏")] {
        for args in [vec!["check", name], vec!["import", name, "-o", "out"]] {
            let ran = pilot_in(dir.path(), &args);
            assert_eq!(ran.exit, pilot::cli::Exit::Failed, "{name}");
            assert!(ran.err.contains(word) && ran.err.contains(name), "{name}: {}", ran.err);
        }
    }
    assert!(!dir.path().join("out").exists());
}

/// A project whose plan is a Word document.
fn project(files: &str, bytes: &[u8]) -> tempfile::TempDir {
    let toml = format!("format = 1\nnotice = \"gx-2023-cleaner-production\"\n[plan]\nfiles = {files}\n");
    folder(&[("pilot.toml", toml.as_bytes()), ("实施方案.docx", bytes)])
}

#[test]
fn a_project_may_have_its_plan_in_word() {
    let dir = project("[\"实施方案.docx\"]", &picture_doc().bytes());
    let ran = pilot_in(dir.path(), &["check", "--format", "json"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let rules: Vec<&str> = json["findings"].as_array().expect("findings").iter().filter_map(|f| f["rule"].as_str()).collect();
    assert!(rules.contains(&"section-missing"), "{rules:?}");
    assert!(!rules.contains(&"image-missing") && !rules.contains(&"file-missing") && !rules.contains(&"file-unreadable"), "{}", ran.out);
}

#[test]
fn a_word_plan_stands_alone_and_may_be_missing() {
    let dir = project("[\"实施方案.docx\", \"plan.md\"]", &draft().bytes());
    let ran = pilot_in(dir.path(), &["check"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Failed);
    assert!(ran.err.contains("只能是一个文件"), "{}", ran.err);
    let dir = project("[\"没有.docx\"]", &draft().bytes());
    let ran = pilot_in(dir.path(), &["check", "--select", "file-missing"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(ran.out.contains("没有.docx"), "{}", ran.out);
}

#[test]
fn importing_writes_text_and_pictures_and_tells_what_is_lost() {
    let mut doc = picture_doc();
    doc.body = draft().body + &doc.body;
    let doc = doc.styles(&headings());
    let dir = folder(&[("方案.docx", &doc.bytes())]);
    let ran = pilot_in(dir.path(), &["import", "方案.docx", "-o", "新"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    let text = std::fs::read_to_string(dir.path().join("新/plan.md")).expect("written");
    assert!(
        text.starts_with("# 平果市铝产业园清洁生产审核创新试点实施方案\n\n## 一、试点对象基本概况\n\n### （一）试点对象范围与区位\n"),
        "{text}"
    );
    assert!(text.contains("![图1 区位图](figures/image1.png)"), "{text}");
    assert_eq!(std::fs::read(dir.path().join("新/figures/image1.png")).expect("written"), b"PNG");
    for lost in ["1 处修订", "2 个隐藏的字", "1 个标题没有用标题样式", "第 3 段 ### （一）试点对象范围与区位"]
    {
        assert!(ran.err.contains(lost), "{lost}: {}", ran.err);
    }
    let again = pilot_in(dir.path(), &["import", "方案.docx", "-o", "新"]);
    assert_eq!(again.exit, pilot::cli::Exit::Failed);
    assert!(again.err.contains("plan.md 已经存在") && again.err.contains("image1.png 已经存在"), "{}", again.err);
}

#[test]
fn findings_become_comments_in_a_copy_and_never_in_the_original() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes), ("plan.md", b"# x\n")]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--annotate", "批注.docx"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(ran.err.contains("写成批注"), "{}", ran.err);
    let copy = std::fs::read(dir.path().join("批注.docx")).expect("written");
    let (plan, _) = read(&copy);
    let (before, _) = read(&bytes);
    assert_eq!(text_of(&plan.plan), text_of(&before.plan));
    assert!(plan.notes.comments > 5);
    let part = unzip(&copy).into_iter().find(|(n, _)| n == "word/comments.xml").expect("comments").1;
    let part = String::from_utf8(part).expect("UTF-8");
    assert!(part.contains("（placeholder-left）") && part.contains("依据：") && part.contains("建议：") && part.contains(">改<"), "{part}");
    for (args, word) in [
        (["check", "方案.docx", "--annotate", "./方案.docx"], "原文件"),
        (["check", "方案.docx", "--annotate", "a.pdf"], ".docx 结尾"),
        (["check", "plan.md", "--annotate", "a.docx"], "只用于 Word"),
    ] {
        let ran = pilot_in(dir.path(), &args);
        assert_eq!(ran.exit, pilot::cli::Exit::Failed);
        assert!(ran.err.contains(word), "{}", ran.err);
    }
    assert_eq!(std::fs::read(dir.path().join("方案.docx")).expect("there"), bytes);
}

#[test]
fn without_libreoffice_a_word_plan_has_to_be_made_a_pdf_by_hand() {
    let dir = project("[\"实施方案.docx\"]", &draft().bytes());
    let ran = crate::support::pilot_with(dir.path(), &["render"], &[("PATH", "/nowhere")]);
    assert_eq!(ran.exit, pilot::cli::Exit::Failed);
    assert!(ran.err.contains("另存为") && ran.err.contains("pdf = \"实施方案.pdf\"") && ran.err.contains("soffice"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn libreoffice_makes_the_pdf_where_it_is_installed_and_that_is_said() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = project("[\"实施方案.docx\"]", &draft().bytes());
    let program = dir.path().join("bin/soffice");
    std::fs::create_dir(dir.path().join("bin")).expect("a folder");
    // Takes the same arguments; the last one is the document, the one before it the folder.
    std::fs::write(&program, "#!/bin/sh\nfor a in \"$@\"; do dir=$last; last=$a; done\nprintf '%%PDF-1.7 made' > \"$dir/plan.pdf\"\n")
        .expect("written");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("allowed");
    let path = program.parent().expect("a folder").display().to_string();
    let ran = crate::support::pilot_with(dir.path(), &["render", "-o", "out.pdf"], &[("PATH", &path)]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
    assert!(ran.err.contains("由 LibreOffice"), "{}", ran.err);
    assert_eq!(std::fs::read(dir.path().join("out.pdf")).expect("written"), b"%PDF-1.7 made");
}
