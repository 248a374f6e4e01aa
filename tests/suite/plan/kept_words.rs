//! What CommonMark would drop or change stays as it was meant, or is a fault.

use pilot::plan::parse::parse;
use pilot::plan::{BlockKind, MarkupFaultKind, Plan};
use pilot::text::{SourceText, Sources};

fn read(text: &str) -> (Plan, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    (parse(&[id], &sources), sources)
}

fn texts(text: &str) -> Vec<String> {
    let (plan, _) = read(text);
    plan.text_runs().into_iter().map(|run| run.text).collect()
}

#[test]
fn words_stay_as_they_were_meant() {
    let rows: &[(&str, &[&str])] = &[
        ("池体12*8*5m，共2*3座，喷淋量5*10*3m³/h。", &["池体12*8*5m，共2*3座，喷淋量5*10*3m³/h。"]),
        ("3*4*5米，(a+b)*2*c，5~~10~~20", &["3*4*5米，(a+b)*2*c，5~~10~~20"]),
        ("这是*重点*和**12**项", &["这是重点和12项"]),
        ("前文。\n<div>块里的文字</div>\n后文。", &["前文。", "块里的文字", "后文。"]),
        ("<p align=\"center\">甲<b>乙</b>\n丙</p>", &["甲乙丙"]),
        ("由<XX>负责，<name>填写，A<B>C", &["由<XX>负责，<name>填写，A<B>C"]),
        ("<XX>\n由谁", &["<XX> 由谁"]),
        ("甲<u>乙</u>丙<br>丁<BR/>戊", &["甲乙丙\n丁\n戊"]),
        ("<table>\n<tr><td>甲</td><td>10</td></tr>\n</table>", &["甲", "10"]),
        (
            "| 甲 | 乙 |\n|--|--|\n| 1 | 2 | 三 | 四|\n后文。",
            &["甲", "乙", "1", "2", "三", "四", "后文。"],
        ),
        ("（1）甲\n（2）乙\n（3）丙", &["（1）甲", "（2）乙", "（3）丙"]),
        (
            "1、第一项\n2、第二项\n—— 说明甲\n—— 说明乙",
            &["1、第一项", "2、第二项", "—— 说明甲", "—— 说明乙"],
        ),
        ("产值\n12.5亿元，见表\n3. 甲", &["产值12.5亿元，见表3. 甲"]),
        (
            "产量见表1。\n表1 企业产量\n| 甲 |\n|--|\n| 1 |",
            &["产量见表1。", "表1 企业产量", "甲", "1"],
        ),
        ("文字甲\n表2 产量\n| 甲 |\n|--|\n| 1 |", &["文字甲", "表2 产量", "甲", "1"]),
        ("文字甲\n表2 产量\n\n| 甲 |\n|--|\n| 1 |", &["文字甲", "表2 产量", "甲", "1"]),
        (
            "数据见\n表2 的产量是5吨。\n\n| 甲 |\n|--|\n| 1 |",
            &["数据见表2 的产量是5吨。", "甲", "1"],
        ),
        ("数据见\n表2 的产量\n\n| 甲 |\n|--|\n| 1 |", &["数据见表2 的产量", "甲", "1"]),
        ("甲节。\n---\n乙", &["甲节。", "乙"]),
        ("文字甲\n表2 产量\n\n后文", &["文字甲表2 产量", "后文"]),
        ("前一句\n##二、概况", &["前一句", "##二、概况"]),
        ("---\ntitle: 方案\n作者：甲\n---\n\n正文", &["正文"]),
        ("---\n\n正文\n\n---\n\n后文", &["正文", "后文"]),
        (
            "上一段。\n\n    第一段，**要点**。\n    第二行。",
            &["上一段。", "第一段，要点。", "第二行。"],
        ),
        ("\t制表符起头。", &["制表符起头。"]),
        ("    let x = 1;\n", &["let x = 1;\n"]),
        ("前面。\n\n<!-- 忘了收尾\n\n## 后面\n\n文字。", &["前面。", "忘了收尾", "后面", "文字。"]),
        ("```\n代码\n\n## 后面", &["代码", "后面"]),
    ];
    for (text, wanted) in rows {
        assert_eq!(&texts(text), wanted, "{text:?}");
    }
}

#[test]
fn a_line_below_a_sentence_makes_no_heading_of_it() {
    let headings = |text: &str| {
        let (plan, _) = read(text);
        plan.headings().map(|heading| heading.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(headings("# 题\n\n甲节，\n到此为止。\n---\n乙\n"), ["题"]);
    assert_eq!(headings("# 题\n\n一、概况\n---\n乙\n\n题二\n===\n"), ["题", "一、概况", "题二"]);
}

#[test]
fn pictures_are_found_as_editors_write_them() {
    let rows = [
        ("![图 1](figures/图 1.jpg)", "figures/图 1.jpg", "图 1"),
        ("![图](figures/%E5%9B%BE%201.jpg)", "figures/图 1.jpg", "图"),
        ("![图](50%.png)", "50%.png", "图"),
        ("![图](figures\\图(1) 改.png)", "figures/图(1) 改.png", "图"),
        ("![图|300](a.png)", "a.png", "图"),
        ("![图](a.png =300x200)", "a.png", "图"),
        ("![[图/a b.png|300x200]]", "图/a b.png", ""),
        ("<img src=\"图/a.png\" alt='图' width=300>", "图/a.png", "图"),
        ("<img src=a.png/>", "a.png", ""),
        ("![图](data:image/png;base64,iVBORw0KGgo=)", "data:image/png;base64,iVBORw0KGgo=", "图"),
    ];
    for (text, path, alt) in rows {
        let (plan, sources) = read(text);
        let images = plan.images();
        assert_eq!(images.len(), 1, "{text}");
        assert_eq!((images[0].path.as_str(), images[0].alt.as_str()), (path, alt), "{text}");
        assert_eq!(sources.slice(images[0].at), text);
    }
    let plain = ["![[附件]]", "看[图](a.png)吧"];
    for text in plain {
        assert!(read(text).0.images().is_empty(), "{text}");
    }
}

#[test]
fn what_cannot_stay_is_a_fault_at_its_place() {
    use MarkupFaultKind as Kind;
    let rows: &[(&str, &[(Kind, &str)])] = &[
        ("甲\n\n<!-- 乙\n\n丙 <!-- 丁 -->", &[(Kind::OpenComment, "<!--")]),
        ("~~~\n甲", &[(Kind::OpenFence, "~~~")]),
        ("| 甲 |\n|--|\n| 1 | 二 | 三 |", &[(Kind::ExtraCells, "二 | 三")]),
        ("<table>\n<tr><td>甲</td></tr></table>", &[(Kind::HtmlTable, "<table>")]),
        ("<style>甲</style>", &[(Kind::HiddenHtml, "<style>甲</style>")]),
        ("[注]: 数据\n后文", &[(Kind::Definition, "[注]: 数据")]),
        ("见[^a]\n\n[^a]: 甲\n\n[^a]: 乙", &[(Kind::UnusedNote, "[^a]: 乙")]),
        (
            "[^a]: 甲[^b]\n\n[^b]: 乙",
            &[(Kind::UnusedNote, "[^a]: 甲[^b]"), (Kind::UnusedNote, "[^b]: 乙")],
        ),
        ("甲\n\n[^a]: 乙", &[(Kind::UnusedNote, "[^a]: 乙")]),
        ("[注]: 数据来源", &[(Kind::Definition, "[注]: 数据来源")]),
        (
            "[注]: 数据\n[2023](5号)",
            &[(Kind::Definition, "[注]: 数据"), (Kind::LinkTarget, "[2023](5号)")],
        ),
        (
            "[注]: 数据\n[又]: 来源\n见[2023](5号)\n和长*宽*高",
            &[
                (Kind::Definition, "[注]: 数据"),
                (Kind::Definition, "[又]: 来源"),
                (Kind::LinkTarget, "[2023](5号)"),
                (Kind::Product, "*宽*"),
            ],
        ),
        ("[注]: 数据\n[未注]见*重点*", &[(Kind::Definition, "[注]: 数据")]),
        ("依据[2023](5号)", &[(Kind::LinkTarget, "[2023](5号)")]),
        ("1. 甲\n3. 乙", &[(Kind::ListNumber { written: 3, printed: 2 }, "3")]),
        ("长*宽*高", &[(Kind::Product, "*宽*")]),
        ("费用=单价*用量*月数", &[(Kind::Product, "*用量*")]),
        (
            "见[](a.pdf)和[图](b.pdf \"新版\")",
            &[(Kind::EmptyLink, "[](a.pdf)"), (Kind::Title, "[图](b.pdf \"新版\")")],
        ),
        (
            "![图1 甲](a.png)、![图2 乙](b.png)",
            &[(Kind::InlineCaption, "![图1 甲](a.png)"), (Kind::InlineCaption, "![图2 乙](b.png)")],
        ),
        ("![图1 甲](a.png)\n图1 甲", &[]),
        (
            "效率\\(E=Q\\)，**在C:\\.x**",
            &[(Kind::Backslash, "\\(E=Q\\)"), (Kind::Backslash, "C:\\.x")],
        ),
        ("\\(E=Q\\)甲", &[(Kind::Backslash, "\\(E=Q\\)")]),
        ("# \\(x\\)乙", &[(Kind::Backslash, "\\(x\\)")]),
        (
            "| \\(x\\) |\n|--|\n| \\\\srv\\甲 |",
            &[(Kind::Backslash, "\\(x\\)"), (Kind::Backslash, "\\\\srv\\甲")],
        ),
        ("\\*甲\\*、\\(一\\)", &[]),
        ("---\ntitle: 甲\n---\n乙", &[(Kind::FrontMatter, "---\ntitle: 甲\n---")]),
        ("+++\ntitle = \"甲\"\n+++\n乙", &[(Kind::FrontMatter, "+++\ntitle = \"甲\"\n+++")]),
        ("<!-- 甲 -->\n\n```\n乙\n```\n\n| 甲 |\n|--|\n| 1 | |\n", &[]),
        ("1. 甲\n1. 乙\n\n文\n\n3) 丙\n4) 丁\n\n见[^a]、[甲][b]\n\n[^a]: 注\n\n[b]: c.md", &[]),
        ("这是*重点*内容，[甲](b.md)、[乙](#丙)", &[]),
    ];
    for (text, wanted) in rows {
        let (plan, sources) = read(text);
        let found: Vec<_> =
            plan.markup_faults.iter().map(|f| (f.kind, sources.slice(f.at))).collect();
        assert_eq!(&found, wanted, "{text:?}");
    }
}

#[test]
fn text_behind_definitions_has_its_own_places() {
    for (text, words) in [
        ("[注]: a.md\n甲**乙**丙[注]", &["甲", "**乙**", "丙"][..]),
        ("[注]: a.md\n[戊]: b.md\n甲\n乙[注][戊]", &["甲", "乙"]),
        ("[注]: 数据 来源\n见[注]", &["[注]: 数据 来源", "见[注]"]),
    ] {
        let (plan, sources) = read(text);
        let mut places = Vec::new();
        for block in &plan.preamble {
            let BlockKind::Paragraph(inlines) = &block.kind else { continue };
            places.extend(inlines.iter().map(|inline| sources.slice(inline.at)));
        }
        for word in words {
            assert!(places.contains(word), "{text:?}: {word} in {places:?}");
        }
    }
}
