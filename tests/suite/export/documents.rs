//! Plans as Word documents and as pages of HTML: nothing is lost, nothing is taken for markup, the
//! same bytes twice.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use pilot::export::{
    ExportInput, Exported, NotExported, PictureFormat, PictureRefusal, docx, html,
};
use pilot::plan::parse::parse;
use pilot::plan::{Plan, docx as reader};
use pilot::project::cover::Cover;
use pilot::text::{At, SourceText, Sources, Spanned};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::support::{copy_file, pilot_in};

const EXAMPLE: &str = "examples/pingguo-nawa-park";

/// One of every kind of block and inline text.
const ALL: &str = "# 甲县实施方案\n\n## 一、概况\n\n- 甲项\n  - 子项\n    1. 孙项\n- 乙项\n\n  续段\n\n3. 第三\n4. 第四\n\n> 引文\n>\n> - 引中项\n\n面积m^2^，H~2~O，~~删去~~，**粗**_斜_`码`，[链接](https://example.com/?a=1&b=2)[^a]，又见[^a]。行\\\n断\n开letter\nword\n\n[^a]: 注释文字。\n\n![图1 示意图](figures/a.png)\n\n![替代](figures/a.png)\n\n图2 另一张\n\n段中![小图](figures/a.png)图\n\n表1 目标\n\n{{targets}}\n\n注：口径见正文。\n\n| 甲 | 乙 | 丙 |\n| :-: | --: | --- |\n| 1 | 2 |\n\n| 单 |\n| --- |\n\n```\n行一\n  行二 <b>\n```\n\n---\n\n<b>隐藏</b>\n\n<!-- 批注 -->\n\n### (一)小节\n\n#### 1.细目\n\n##### (1)更细\n\n###### ①最细\n\n末段。\n";

pub(super) fn read(text: &str) -> Plan {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    parse(&[id], &sources)
}

fn value(text: &str) -> Spanned<String> {
    Spanned::new(text.to_owned(), At::default())
}

fn png() -> Vec<u8> {
    std::fs::read(format!("{EXAMPLE}/figures/fig1-location.png")).expect("the example is there")
}

fn export(plan: &Plan, word: &str, load: &dyn Fn(&str) -> Option<Vec<u8>>) -> [Exported; 2] {
    let cover = Cover {
        project: value(&format!("甲县{word}项目")),
        applicant: value(&format!("甲县{word}政府")),
        note: Some(value(word)),
        notice: word.to_owned(),
        code: Some("7K2M-9QXA-1B3C".into()),
        ..Cover::default()
    };
    let targets =
        vec![[value("节能"), value(word), value("吨标准煤/万元"), value("1.20"), value("1.05")]];
    let document = ExportInput { plan, cover, targets, pictures: load };
    [docx::docx(&document).expect("it packs"), html::html(&document)]
}

pub(super) fn export_text(text: &str, word: &str) -> [Exported; 2] {
    export(&read(text), word, &|path| Some(png()).filter(|_| path == "figures/a.png"))
}

/// All parts of a document by name.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut out = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a whole part");
        assert!(
            out.insert(file.name().expect("a name").into_owned(), bytes).is_none(),
            "a part twice"
        );
    }
    out
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    element
        .attributes()
        .map(|a| a.expect("an attribute"))
        .find(|a| a.key.as_ref() == name)
        .map(|a| a.value.into_owned())
}

/// Walks a part, which must be well-formed and hold only characters of XML 1.0.
fn walk(name: &str, bytes: &[u8], mut each: impl FnMut(&BytesStart<'_>)) {
    let text = std::str::from_utf8(bytes).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert!(
        !text.contains(|c: char| (c.is_control() && c != '\n')
            || c == '\u{fffe}'
            || c == '\u{ffff}'),
        "{name} holds controls"
    );
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}")) {
            Event::Start(element) => {
                depth += 1;
                each(&element);
            }
            Event::Empty(element) => each(&element),
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "{name} does not end");
}

/// What every document must keep: well-formed parts with types, relationships that lead somewhere,
/// ids once.
fn sound(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let parts = parts(bytes);
    let mut relations = BTreeSet::new();
    walk("relations", &parts["word/_rels/document.xml.rels"], |e| {
        if e.name().as_ref() == "Relationship" {
            let target = format!("word/{}", attribute(e, "Target").expect("a target"));
            assert!(parts.contains_key(&target), "{target} is not there");
            assert!(relations.insert(attribute(e, "Id").expect("an id")), "an id twice");
        }
    });
    let (mut types, mut extensions) = (BTreeSet::new(), BTreeSet::new());
    walk("types", &parts["[Content_Types].xml"], |e| {
        types.extend(attribute(e, "PartName"));
        extensions.extend(attribute(e, "Extension"));
    });
    for t in types.iter() {
        assert!(parts.contains_key(t.trim_start_matches('/')), "{t} is not there");
    }
    let (mut styles, mut lists) = (BTreeSet::new(), BTreeSet::new());
    walk("styles", &parts["word/styles.xml"], |e| styles.extend(attribute(e, "w:styleId")));
    walk("numbering", &parts["word/numbering.xml"], |e| lists.extend(attribute(e, "w:numId")));
    let (mut notes, mut ids, mut anchors) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    walk("notes", &parts["word/footnotes.xml"], |e| {
        if e.name().as_ref() == "w:footnote" {
            assert!(notes.insert(attribute(e, "w:id").expect("an id")), "a note twice");
        }
    });
    for (name, bytes) in
        parts.iter().filter(|(name, _)| name.ends_with(".xml") || name.ends_with(".rels"))
    {
        assert!(
            types.contains(&format!("/{name}")) || name.ends_with(".rels") || name.starts_with('['),
            "{name} has no type"
        );
        walk(name, bytes, |e| {
            let val = attribute(e, "w:val").unwrap_or_default();
            match e.name().as_ref() {
                "w:pStyle" | "w:rStyle" | "w:tblStyle" | "w:basedOn" | "w:next" => {
                    assert!(styles.contains(&val), "no style {val}")
                }
                "w:numId" => assert!(lists.contains(&val), "no list {val}"),
                "w:footnoteReference" => {
                    assert!(notes.contains(&attribute(e, "w:id").expect("an id")))
                }
                "w:bookmarkStart" => {
                    assert!(ids.insert(("mark", attribute(e, "w:id").expect("an id"))));
                    assert!(anchors.insert(attribute(e, "w:name").expect("a name")));
                }
                "wp:docPr" => assert!(ids.insert(("picture", attribute(e, "id").expect("an id")))),
                "a:blip" => assert!(relations.contains(&attribute(e, "r:embed").expect("an id"))),
                "w:footerReference" | "w:headerReference" => {
                    assert!(relations.contains(&attribute(e, "r:id").expect("an id")))
                }
                _ => {}
            }
        });
    }
    walk("document", &parts["word/document.xml"], |e| {
        if e.name().as_ref() == "w:hyperlink" {
            assert!(anchors.contains(&attribute(e, "w:anchor").expect("an anchor")));
        }
    });
    parts
}

pub(super) fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// The visible text behind a mark, without tags.
pub(super) fn visible(markup: &str, from: &str) -> String {
    let (_, body) = markup.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    let mut out = String::new();
    let mut rest = body;
    while let Some((text, tag)) = rest.split_once('<') {
        out.push_str(text);
        let (name, after) = tag.split_once('>').expect("a tag ends");
        // Codes of fields are not text.
        rest = if name.starts_with("w:instrText") {
            after.split_once("</w:instrText>").expect("an end").1
        } else {
            after
        };
    }
    out.push_str(rest);
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    squeeze(&signs.iter().fold(out, |text, (from, to)| text.replace(from, to)))
}

/// Where the running text of a document begins: behind the contents.
pub(super) const BODY: &str = "w:fmt=\"upperRoman\" w:start=\"1\"/>";

pub(super) fn document(exported: &Exported) -> String {
    String::from_utf8(sound(&exported.bytes)["word/document.xml"].clone()).expect("UTF-8")
}

/// What the plan says in order, the title and the notes left out.
fn said(plan: &Plan) -> Vec<String> {
    let notes: usize =
        plan.footnotes.iter().flat_map(|(_, b)| b).map(|b| b.text_runs().len()).sum();
    let text_runs = plan.text_runs();
    let body = &text_runs[usize::from(plan.title.is_some())..text_runs.len() - notes];
    body.iter().map(|f| squeeze(&f.text)).filter(|t| !t.is_empty()).collect()
}

fn in_order(text: &str, pieces: &[String]) {
    let mut at = 0;
    for piece in pieces {
        let found = text[at..].find(piece.as_str()).unwrap_or_else(|| {
            panic!("{piece} is not after {}", text[..at].chars().rev().take(30).collect::<String>())
        });
        at += found + piece.len();
    }
}

#[test]
fn numbers_of_lists_keep_their_mark() {
    let text = "# 甲县实施方案\n\n## 一、概况\n\n2) 甲\n3) 乙\n\n文字。\n\n1. 丙\n   1) 丁\n";
    let [docx, html] = export_text(text, "甲县实施方案");
    let page = String::from_utf8(html.bytes.clone()).expect("UTF-8");
    assert!(page.contains("<ol class=\"bracket\" start=\"2\">\n<li>甲"), "{page}");
    assert!(page.contains("<ol>\n<li>") && page.contains("<ol class=\"bracket\">\n<li>丁"));
    let parts = parts(&docx.bytes);
    let numbering = String::from_utf8(parts["word/numbering.xml"].clone()).expect("UTF-8");
    assert!(numbering.contains("<w:lvlText w:val=\"%1)\"/>"), "{numbering}");
    let list =
        |kind: &str| numbering.matches(&format!("<w:abstractNumId w:val=\"{kind}\"/>")).count();
    assert_eq!((list("1"), list("2")), (1, 2));
}

#[test]
fn the_example_is_whole_in_both_forms() {
    let text = std::fs::read_to_string(format!("{EXAMPLE}/plan.md")).expect("the example is there");
    let plan = read(&text);
    let load = |path: &str| std::fs::read(format!("{EXAMPLE}/{path}")).ok();
    let [word, page] = export(&plan, "示例", &load);
    assert!(word.remarks.is_empty() && page.remarks.is_empty(), "{:?}", word.remarks);
    // A plan without lists and notes: what is printed is what is said, to the letter.
    let said = said(&plan);
    assert_eq!(visible(&document(&word), BODY), said.concat());
    let html = String::from_utf8(page.bytes).expect("UTF-8");
    assert_eq!(visible(&html, "<main>"), said.concat());
    assert_eq!(document(&word).matches("<w:tblHeader/>").count(), html.matches("<thead>").count());
    assert_eq!(
        parts(&word.bytes).keys().filter(|n| n.starts_with("word/media/")).count(),
        html.matches("<img src=\"data:image/png;base64,").count()
    );
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for index in 0..2 {
        assert!(export_text(ALL, "示例")[index].bytes == export_text(ALL, "示例")[index].bytes);
    }
}

#[test]
fn every_kind_of_block_comes_out() {
    let [word, page] = export_text(ALL, "电耗");
    assert!(word.remarks.is_empty() && page.remarks.is_empty(), "{:?}", word.remarks);
    let main = document(&word);
    let html = String::from_utf8(page.bytes).expect("UTF-8");
    for text in [visible(&main, BODY), visible(&html, "<main>")] {
        for part in [
            "甲项子项孙项乙项续段第三第四引文引中项面积m2，H2O，删去，粗斜码，链接",
            "断开letterword",
            "图1示意图图2另一张段中图表1目标",
            "节能电耗吨标准煤/万元1.201.05注：口径见正文。甲乙丙12单行一行二<b>",
            "(一)小节1.细目(1)更细①最细末段。",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("批注") && !text.contains("{{targets}}"));
    }
    let word_parts = parts(&word.bytes);
    let notes = String::from_utf8(word_parts["word/footnotes.xml"].clone()).expect("UTF-8");
    assert_eq!(notes.matches("注释文字。").count(), 1);
    assert_eq!((html.matches("注释文字。").count(), html.matches("href=\"#n-1\"").count()), (1, 2));
    for part in [
        "<w:footnoteReference w:id=\"1\"/>",
        " NOTEREF _Note1 ",
        "<w:pStyle w:val=\"Heading4\"/>",
        "<w:pStyle w:val=\"Quote\"/>",
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:strike/>",
        "<w:jc w:val=\"right\"/>",
        " TOC \\o \"1-3\" ",
    ] {
        assert!(main.contains(part), "{part} is not in the document");
    }
    let settings = String::from_utf8(word_parts["word/settings.xml"].clone()).expect("UTF-8");
    assert!(
        settings.contains("<w:updateFields w:val=\"true\"/>")
            && settings.contains("<w:evenAndOddHeaders/>")
    );
    let numbering = String::from_utf8(word_parts["word/numbering.xml"].clone()).expect("UTF-8");
    assert!(
        numbering.contains("<w:startOverride w:val=\"3\"/>") && html.contains("<ol start=\"3\">")
    );
    assert!(html.contains("<a href=\"https://example.com/?a=1&amp;b=2\""));
    let core = String::from_utf8(word_parts["docProps/core.xml"].clone()).expect("UTF-8");
    assert!(
        core.contains("<dc:title>甲县实施方案</dc:title>")
            && !core.contains("creator")
            && !core.contains("甲县电耗政府")
    );
}

#[test]
fn nothing_in_a_plan_is_markup() {
    let word = "</w:t><script>alert(1)</script>]]>\"'&amp;\u{1}\u{1b}";
    let text = format!(
        "# 题{word}\n\n## 一、{word}\n\n正文{word}，`{word}`，[x](javascript:alert(1))，[y](https://e.com/\"onclick=\"x)。\n\n![图1 {word}](figures/a.png)\n\n| {word} |\n| --- |\n| {word} |\n\n```\n{word}\n```\n\n[^a]\n\n[^a]: {word}\n"
    );
    let [docx, page] = export_text(&text, word);
    document(&docx);
    let html = String::from_utf8(page.bytes).expect("UTF-8");
    assert!(
        !html.contains("<script") && !html.contains("javascript:") && !html.contains("\"onclick"),
        "{html}"
    );
    assert!(
        html.contains("default-src 'none'")
            && !html.contains(|c: char| c.is_control() && c != '\n')
    );
    assert!(html.matches("&lt;script&gt;").count() >= 4);
}

#[test]
fn nothing_makes_it_panic() {
    let run = "长".repeat(20_000);
    for text in [
        "",
        "正文\n",
        "# \n\n![](figures/a.png)\n",
        "[^a]\n\n[^a]: 自己[^a]，另[^b]\n\n[^b]: 乙[^a]\n",
        "- \n- - -\n\n1. | a |\n   | - |\n",
        &format!("{run}\n\n{}\n", "x".repeat(50_000)),
        &format!("{}深\n", "> ".repeat(60)),
        &format!("{}\n", (0..40).map(|i| format!("{}- 层\n", "  ".repeat(i))).collect::<String>()),
        &format!("|{}\n|{}\n", " 列 |".repeat(80), " - |".repeat(80)),
    ] {
        let [word, page] = export_text(text, "字");
        document(&word);
        assert!(page.bytes.ends_with(b"</html>\n"));
    }
}

#[test]
fn pictures_that_cannot_be_taken_along_are_told() {
    let text = "# 题\n\n## 一、概况\n\n![图1 无](figures/none.png)\n\n![图2 绘](figures/b.svg)\n\n![图3 网](https://example.com/x.png)\n\n![图4 坏](figures/c.png)\n";
    let load = |path: &str| match path {
        "figures/b.svg" => Some(
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec(),
        ),
        "figures/c.png" => Some(b"rubbish".to_vec()),
        _ => None,
    };
    let [word, page] = export(&read(text), "字", &load);
    let refused = |exported: &Exported| -> Vec<(String, PictureRefusal)> {
        let mut out = Vec::new();
        for remark in &exported.remarks {
            if let NotExported::Picture { path, refusal } = &remark.what {
                out.push((path.clone(), *refusal));
            }
        }
        out
    };
    let missing = ("figures/none.png".to_owned(), PictureRefusal::Missing);
    let drawing = PictureRefusal::OtherKind(PictureFormat::Svg);
    let drawing = ("figures/b.svg".to_owned(), drawing);
    let address = ("https:/example.com/x.png".to_owned(), PictureRefusal::Address);
    let rubbish = ("figures/c.png".to_owned(), PictureRefusal::UnknownKind);
    let kept_out = [missing, address, rubbish];
    assert_eq!(refused(&page), kept_out);
    let [missing, address, rubbish] = kept_out;
    assert_eq!(refused(&word), [missing, drawing, address, rubbish]);
    assert!(!document(&word).contains("<w:drawing>"));
    let html = String::from_utf8(page.bytes).expect("UTF-8");
    assert!(html.contains("<img src=\"data:image/svg+xml;base64,") && !html.contains("<script"));
}

/// The headings, and all other text in order.
fn outline(plan: &Plan) -> Vec<(u8, String)> {
    plan.walk().iter().map(|(_, s)| (s.heading.level, squeeze(&s.heading.text))).collect()
}

#[test]
fn a_document_that_is_read_back_says_the_same() {
    let text = std::fs::read_to_string(format!("{EXAMPLE}/plan.md")).expect("the example is there");
    let plan = read(&text);
    let load = |path: &str| std::fs::read(format!("{EXAMPLE}/{path}")).ok();
    let [word, _] = export(&plan, "示例", &load);
    let mut sources = Sources::default();
    let back = reader::read(&word.bytes, "plan.docx", &mut sources).expect("it can be read");
    assert!(back.notes.guessed.is_empty(), "{:?}", back.notes.guessed);
    assert_eq!(back.pictures.len(), plan.images().len());
    assert_eq!(outline(&back.plan), outline(&plan));
    let title = |p: &Plan| p.title.as_ref().map(|t| squeeze(&t.text));
    assert_eq!(title(&back.plan), title(&plan));
    in_order(
        &back.plan.text_runs().iter().map(|f| squeeze(&f.text)).collect::<String>(),
        &said(&plan),
    );
    let tables = |p: &Plan| {
        p.blocks().filter(|b| matches!(b.kind, pilot::plan::BlockKind::Table(_))).count()
    };
    assert_eq!(tables(&back.plan), tables(&plan));
}

#[test]
fn the_program_writes_both_and_never_over_the_project() {
    let dir = tempfile::tempdir().expect("a folder");
    for name in ["pilot.toml", "plan.md"] {
        copy_file(std::path::Path::new(&format!("{EXAMPLE}/{name}")), &dir.path().join(name));
    }
    std::fs::create_dir(dir.path().join("figures")).expect("a folder");
    std::fs::write(dir.path().join("figures/fig1-location.png"), png()).expect("written");
    for (to, file) in [("docx", "dist/实施方案.docx"), ("html", "dist/实施方案.html")] {
        let ran = pilot_in(dir.path(), &["render", "--to", to]);
        assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
        assert!(ran.out.contains("内容码") && dir.path().join(file).is_file(), "{}", ran.out);
        assert_eq!(ran.err.matches("找不到图片").count(), 7, "{}", ran.err);
        let ran = pilot_in(dir.path(), &["render", "--to", to, "--output", "out/a b.x"]);
        assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.err);
        assert!(
            std::fs::read(dir.path().join("out/a b.x")).expect("written")
                == std::fs::read(dir.path().join(file)).expect("written")
        );
        for input in ["plan.md", "pilot.toml", "figures/../plan.md", "figures/fig1-location.png"] {
            let before = std::fs::read(dir.path().join(input)).expect("there");
            let ran = pilot_in(dir.path(), &["render", "--to", to, "-o", input]);
            assert_eq!(ran.exit, pilot::cli::Exit::Failed, "{input}");
            assert!(std::fs::read(dir.path().join(input)).expect("there") == before);
        }
    }
}

/// A table of `columns` columns with cells like these.
fn table(columns: usize, cell: &dyn Fn(usize, usize) -> String) -> String {
    let row = |number: usize| {
        format!(
            "|{}\n",
            (0..columns).map(|i| format!(" {} |", cell(number, i))).collect::<String>()
        )
    };
    format!("{}|{}\n{}{}", row(0), " --- |".repeat(columns), row(1), row(2))
}

/// Widths of all columns in order, twentieths of a point.
fn grid(main: &str) -> Vec<u32> {
    main.split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().expect("a width").parse().expect("a number"))
        .collect()
}

#[test]
fn wide_tables_lie_on_their_side_with_their_heading_and_page_numbers_go_on() {
    let wide = table(14, &|row, column| format!("{row}{column}2345.6"));
    let text = format!(
        "# 题\n\n## 一、概况\n\n前文。\n\n### （一）宽表\n\n表1 宽\n\n{wide}\n注：口径。\n\n### （二）后\n\n后文。\n"
    );
    let main = document(&export_text(&text, "字")[0]);
    let main = main.split_once(BODY).expect("a body").1;
    let first = "<w:pgNumType w:fmt=\"decimal\" w:start=\"1\"/>";
    let turned = "w:orient=\"landscape\"";
    let mut at = 0;
    for mark in [
        "前文。",
        first,
        "（一）宽表",
        "表1 宽",
        "12345.6",
        "注：口径。",
        turned,
        "<w:pgNumType w:fmt=\"decimal\"/>",
        "（二）后",
        "后文。",
    ] {
        at += main[at..].find(mark).unwrap_or_else(|| panic!("{mark} is not in its place"))
            + mark.len();
    }
    assert_eq!(
        (
            main.matches(first).count(),
            main.matches(turned).count(),
            main.matches("<w:sectPr>").count()
        ),
        (1, 1, 3)
    );
    assert!(grid(main).iter().sum::<u32>() > 12_000);
    // At the very end, at the very beginning, and twice in a row: no page stays empty.
    let two = format!("# 题\n\n表1 甲\n\n{wide}\n表2 乙\n\n{wide}\n");
    let main = document(&export_text(&two, "字")[0]);
    let main = main.split_once(BODY).expect("a body").1;
    assert_eq!(
        (
            main.matches("<w:sectPr>").count(),
            main.matches(turned).count(),
            main.matches(first).count()
        ),
        (1, 1, 1)
    );
    // In a list no page can turn.
    let list: String =
        table(14, &|_, i| i.to_string()).lines().map(|l| format!("  {l}\n")).collect();
    assert!(
        !document(&export_text(&format!("# 题\n\n- 甲\n\n{list}\n"), "字")[0]).contains(turned)
    );
}

#[test]
fn columns_are_as_wide_as_what_cannot_be_broken() {
    let heads = ["序号", "企业名称", "统一社会信用代码", "行业代码", "主要产品", "强制性审核"];
    let cells = [
        "1",
        "平果市那瓦铝产业园铝加工有限公司",
        "91451082FFFF00013F",
        "3252",
        "铝板带、铝型材",
        "是",
    ];
    let text = format!(
        "# 题\n\n{}",
        table(6, &|row, column| if row == 0 { heads[column] } else { cells[column] }.to_owned())
    );
    let main = document(&export_text(&text, "字")[0]);
    let widths = grid(&main);
    assert!(widths.iter().sum::<u32>() <= 8845, "{widths:?}");
    let size = if main.contains("TableText21") { 10.5 } else { 12.0 };
    // A letter of Times New Roman is at most two thirds of its size here, a digit a half.
    assert!(f64::from(widths[2]) > (14.0 * 0.5 + 4.0 * 0.67) * size * 20.0 + 160.0, "{widths:?}");
}

#[test]
fn codes_stay_whole_on_the_page_of_html_and_addresses_may_be_broken() {
    let text = "# 题\n\n| 代码 | 网址 |\n| --- | ---: |\n| 91451082FFFF00013F | https://example.com/a/very/long/path |\n";
    let html = String::from_utf8(export_text(text, "字")[1].bytes.clone()).expect("UTF-8");
    assert!(
        html.contains("<td>91451082FFFF00013F</td>")
            && html.contains("<td class=\"r long\">https://example.com"),
        "{html}"
    );
}

#[test]
fn a_letter_is_a_word_document_of_its_own_form() {
    let text = "# 甲市生态环境局、甲市工业和信息化局关于推荐乙项目的函\n\n<!-- 提示 -->\n\n自治区生态环境厅：\n\n同意推荐**乙项目**。\n\n- 附表\n\n甲市生态环境局\n\n甲市工业和信息化局\n\n2023年10月12日\n";
    let plan = read(text);
    let document = ExportInput {
        plan: &plan,
        cover: Cover::default(),
        targets: Vec::new(),
        pictures: &|_| None,
    };
    let letter = docx::letter(&document).expect("it packs");
    assert!(
        letter.remarks.is_empty()
            && letter.bytes == docx::letter(&document).expect("it packs").bytes
    );
    let parts = sound(&letter.bytes);
    let part = |name: &str| String::from_utf8(parts[name].clone()).expect("UTF-8");
    let (main, head, foot) =
        (part("word/document.xml"), part("word/header1.xml"), part("word/footer3.xml"));
    assert!(
        head.contains(">甲市生态环境局<") && head.contains("FF0000") && !head.contains("甲市工业"),
        "{head}"
    );
    assert!(
        foot.contains("<w:top w:val=\"thickThinSmallGap\"") && !foot.contains("PAGE"),
        "{foot}"
    );
    assert!(
        main.contains("<w:titlePg/>")
            && main
                .contains("局</w:t></w:r><w:r><w:br/></w:r><w:r><w:t xml:space=\"preserve\">关于"),
        "{main}"
    );
    assert_eq!(
        (
            main.matches("w:rightChars=\"200\"").count(),
            main.matches("w:rightChars=\"400\"").count()
        ),
        (2, 1)
    );
    assert!(!main.contains("提示") && main.contains("附表"));
    // Without senders in the title nothing is put into the head.
    let plan = read("# 推荐函\n\n正文。\n");
    let document = ExportInput {
        plan: &plan,
        cover: Cover::default(),
        targets: Vec::new(),
        pictures: &|_| None,
    };
    sound(&docx::letter(&document).expect("it packs").bytes);
}

/// The visible text of a document's notes.
pub(super) fn notes(exported: &Exported) -> String {
    let notes = sound(&exported.bytes)["word/footnotes.xml"].clone();
    visible(&String::from_utf8(notes).expect("UTF-8"), "<w:footnotes")
}
