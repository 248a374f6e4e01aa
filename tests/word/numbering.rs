//! Automatic numbers: `numbering.xml` and what is printed.

use pilot::plan::BlockKind;

use super::doc::{Doc, list, num, numbered, p, style, styled};

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
