//! Automatic numbers: `numbering.xml` and what is printed.

use pilot::plan::BlockKind;

use crate::support::outside_tools::libreoffice;
use crate::support::word_document::{Doc, list, num, numbered, p, style, styled};

#[test]
fn numbers_of_four_levels_stand_in_the_text() {
    let lists = list(
        0,
        &[
            ("chineseCountingThousand", "%1、"),
            ("chineseCounting", "（%2）"),
            ("decimal", "%3."),
            ("decimal", "(%4)"),
        ],
    ) + &num(1, 0, "");
    let body = [
        (0, "总则"),
        (1, "目标"),
        (2, "近期"),
        (3, "节能"),
        (3, "节水"),
        (2, "远期"),
        (3, "节材"),
        (1, "任务"),
        (0, "其他"),
        (1, "附则"),
    ];
    let body: String = body.iter().map(|(level, text)| numbered(1, *level, text)).collect();
    let texts = Doc::body(&body).numbering(&lists).texts();
    let expected = [
        "一、总则",
        "（一）目标",
        "1.近期",
        "(1)节能",
        "(2)节水",
        "2.远期",
        "(1)节材",
        "（二）任务",
        "二、其他",
        "（一）附则",
    ];
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
        ("ideographLegalTraditional", "拾壹"),
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
        assert_eq!(
            Doc::body(&numbered(1, 0, "甲")).numbering(&lists).texts(),
            [format!("第{expected}条 甲")],
            "{format}"
        );
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
        assert_eq!(
            Doc::body(&numbered(1, 0, "甲")).numbering(&lists).texts(),
            [format!("（{expected}）甲")],
            "{format} {start}"
        );
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
    let body = numbered(1, 0, "甲")
        + &numbered(1, 0, "乙")
        + &numbered(2, 0, "丙")
        + &numbered(2, 0, "丁")
        + &numbered(3, 0, "戊");
    assert_eq!(
        Doc::body(&body).numbering(&lists).texts(),
        ["1.甲", "2.乙", "5.丙", "6.丁", "G)戊"]
    );
}

#[test]
fn lists_of_one_kind_go_on_counting_and_levels_may_never_restart() {
    let lists = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>"#.to_owned()
        + &num(1, 0, "")
        + &num(2, 0, "");
    let body = numbered(1, 0, "甲")
        + &numbered(1, 1, "乙")
        + &numbered(2, 0, "丙")
        + &numbered(2, 1, "丁");
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
    let body = styled("1", "总则")
        + &styled("2", "目标")
        + &styled("2", "任务")
        + &styled("1", "进度")
        + &styled("2", "安排")
        + off;
    let doc = Doc::body(&body).styles(&styles).numbering(&lists);
    assert_eq!(
        doc.headings(),
        [
            "## 一、总则",
            "### （一）目标",
            "### （二）任务",
            "## 二、进度",
            "### （一）安排",
            "## 附录"
        ]
    );
    let (read, _) = doc.read();
    assert_eq!(read.plan.sections[1].heading.ordinal.as_ref().map(|o| o.number), Some(2));
}

#[test]
fn marks_make_a_list() {
    let lists = list(0, &[("bullet", "")]) + &num(1, 0, "");
    let (read, _) = Doc::body(&(numbered(1, 0, "甲") + &numbered(1, 0, "乙") + &p("丙")))
        .numbering(&lists)
        .read();
    assert!(
        matches!(&read.plan.preamble[0].kind, BlockKind::List { start: None, items } if items.len() == 2)
    );
    assert!(matches!(&read.plan.preamble[1].kind, BlockKind::Paragraph(_)));
}

/// What a list is made of, the paragraphs that use it, and what is printed. A level is (format,
/// text, more XML); a paragraph is (list, level, text), where list 0 is a paragraph without number
/// and an empty text an empty paragraph.
struct Case {
    name: &'static str,
    levels: &'static [(&'static str, &'static str, &'static str)],
    /// `w:num` elements, where the first list with these levels is not enough.
    nums: &'static str,
    paragraphs: &'static [(u32, u32, &'static str)],
    printed: &'static [&'static str],
}

const COUNT: &str = "chineseCountingThousand";
const CASES: &[Case] = &[
    Case {
        name: "章",
        levels: &[(COUNT, "第%1章", "")],
        nums: "",
        paragraphs: &[(1, 0, "总则"), (1, 0, "附则")],
        printed: &["第一章 总则", "第二章 附则"],
    },
    Case {
        name: "章用数字",
        levels: &[("decimal", "第%1章", r#"<w:suff w:val="space"/>"#)],
        nums: "",
        paragraphs: &[(1, 0, "总则")],
        printed: &["第1章 总则"],
    },
    Case {
        name: "节在章下从头数",
        levels: &[(COUNT, "第%1章", ""), (COUNT, "第%2节", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 1, "乙"), (1, 1, "丙"), (1, 0, "丁"), (1, 1, "戊")],
        printed: &["第一章 甲", "第一节 乙", "第二节 丙", "第二章 丁", "第一节 戊"],
    },
    Case {
        name: "全角括号",
        levels: &[(COUNT, "（%1）", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["（一）甲", "（二）乙"],
    },
    Case {
        name: "半角括号",
        levels: &[("chineseCounting", "(%1)", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲")],
        printed: &["(一)甲"],
    },
    Case {
        name: "顿号",
        levels: &[("chineseCounting", "%1、", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["一、甲", "二、乙"],
    },
    Case {
        name: "多级数字",
        levels: &[("decimal", "%1", ""), ("decimal", "%1.%2", ""), ("decimal", "%1.%2.%3", "")],
        nums: "",
        paragraphs: &[
            (1, 0, "甲"),
            (1, 1, "乙"),
            (1, 2, "丙"),
            (1, 2, "丁"),
            (1, 1, "戊"),
            (1, 2, "己"),
        ],
        printed: &["1 甲", "1.1 乙", "1.1.1 丙", "1.1.2 丁", "1.2 戊", "1.2.1 己"],
    },
    Case {
        name: "汉字章下的阿拉伯节号",
        levels: &[(COUNT, "第%1章", ""), ("decimal", "%1.%2", "<w:isLgl/>")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 1, "乙"), (1, 0, "丙"), (1, 1, "丁")],
        printed: &["第一章 甲", "1.1 乙", "第二章 丙", "2.1 丁"],
    },
    Case {
        name: "汉字章不转阿拉伯",
        levels: &[(COUNT, "%1、", ""), ("decimal", "%1.%2", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 1, "乙")],
        printed: &["一、甲", "一.1 乙"],
    },
    Case {
        name: "圈码",
        levels: &[("decimalEnclosedCircle", "%1", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["①甲", "②乙"],
    },
    Case {
        name: "中文圈码",
        levels: &[("decimalEnclosedCircleChinese", "%1", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["①甲", "②乙"],
    },
    Case {
        name: "括号码",
        levels: &[("decimalEnclosedParen", "%1", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲")],
        printed: &["⑴甲"],
    },
    Case {
        name: "点码",
        levels: &[("decimalEnclosedFullstop", "%1", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲")],
        printed: &["⒈甲"],
    },
    Case {
        name: "天干",
        levels: &[("ideographTraditional", "%1、", "")],
        nums: "",
        paragraphs: &[(1, 0, "子"), (1, 0, "丑")],
        printed: &["甲、子", "乙、丑"],
    },
    Case {
        name: "地支",
        levels: &[("ideographZodiac", "%1、", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲")],
        printed: &["子、甲"],
    },
    Case {
        name: "大写金额字",
        levels: &[("chineseLegalSimplified", "%1、", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["壹、甲", "贰、乙"],
    },
    Case {
        name: "罗马",
        levels: &[("upperRoman", "%1.", ""), ("lowerRoman", "%2)", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 1, "乙"), (1, 1, "丙"), (1, 0, "丁")],
        printed: &["I.甲", "i)乙", "ii)丙", "II.丁"],
    },
    Case {
        name: "字母",
        levels: &[("upperLetter", "%1.", ""), ("lowerLetter", "(%2)", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 1, "乙"), (1, 1, "丙")],
        printed: &["A.甲", "(a)乙", "(b)丙"],
    },
    Case {
        name: "补零",
        levels: &[("decimalZero", "%1.", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["01.甲", "02.乙"],
    },
    Case {
        name: "全角数字",
        levels: &[("decimalFullWidth", "%1．", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["１．甲", "２．乙"],
    },
    Case {
        name: "从三数起",
        levels: &[("decimal", "%1.", "<START/>3")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["3.甲", "4.乙"],
    },
    Case {
        name: "从零数起",
        levels: &[("decimal", "%1.", "<START/>0")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["0.甲", "1.乙"],
    },
    Case {
        name: "同一列表隔着正文接着数",
        levels: &[(COUNT, "%1、", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (0, 0, "正文"), (1, 0, "乙")],
        printed: &["一、甲", "正文", "二、乙"],
    },
    Case {
        name: "两个列表共用一种编号接着数",
        levels: &[("decimal", "%1.", "")],
        nums: r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>"#,
        paragraphs: &[(1, 0, "甲"), (2, 0, "乙"), (1, 0, "丙")],
        printed: &["1.甲", "2.乙", "3.丙"],
    },
    Case {
        name: "重新开始编号",
        levels: &[("decimal", "%1.", "")],
        nums: r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙"), (2, 0, "丙"), (2, 0, "丁")],
        printed: &["1.甲", "2.乙", "1.丙", "2.丁"],
    },
    Case {
        name: "改一级的样子",
        levels: &[("decimal", "%1.", "")],
        nums: r#"<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:lvlOverride></w:num>"#,
        paragraphs: &[(1, 0, "甲"), (2, 0, "乙"), (2, 0, "丙")],
        printed: &["1.甲", "（一）乙", "（二）丙"],
    },
    Case {
        name: "下级从不重新数",
        levels: &[(COUNT, "%1、", ""), ("decimal", "%2.", r#"<w:lvlRestart w:val="0"/>"#)],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 1, "乙"), (1, 0, "丙"), (1, 1, "丁")],
        printed: &["一、甲", "1.乙", "二、丙", "2.丁"],
    },
    Case {
        name: "隔级不重新数",
        levels: &[
            (COUNT, "%1、", ""),
            (COUNT, "（%2）", ""),
            ("decimal", "%3.", r#"<w:lvlRestart w:val="1"/>"#),
        ],
        nums: "",
        paragraphs: &[
            (1, 0, "甲"),
            (1, 1, "乙"),
            (1, 2, "丙"),
            (1, 1, "丁"),
            (1, 2, "戊"),
            (1, 0, "己"),
            (1, 2, "庚"),
        ],
        printed: &["一、甲", "（一）乙", "1.丙", "（二）丁", "2.戊", "二、己", "1.庚"],
    },
    Case {
        name: "跳过一级",
        levels: &[(COUNT, "%1、", ""), (COUNT, "（%2）", ""), ("decimal", "%3.", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 2, "乙"), (1, 2, "丙"), (1, 0, "丁")],
        printed: &["一、甲", "1.乙", "2.丙", "二、丁"],
    },
    Case {
        name: "空的编号段落也印也数",
        levels: &[("decimal", "%1.", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, ""), (1, 0, "丙")],
        printed: &["1.甲", "2.", "3.丙"],
    },
    Case {
        name: "没有编号文字",
        levels: &[("none", "", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲")],
        printed: &["甲"],
    },
    Case {
        name: "只有固定文字",
        levels: &[("none", "附：", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲")],
        printed: &["附：甲"],
    },
    Case {
        name: "没有这个列表",
        levels: &[("decimal", "%1.", "")],
        nums: "",
        paragraphs: &[(9, 0, "甲"), (1, 0, "乙")],
        printed: &["甲", "1.乙"],
    },
    Case {
        name: "一百条以上",
        levels: &[(COUNT, "第%1条", "<START/>109")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["第一百零九条 甲", "第一百一十条 乙"],
    },
    Case {
        name: "图表号",
        levels: &[("decimal", "表%1", "")],
        nums: "",
        paragraphs: &[(1, 0, "甲"), (1, 0, "乙")],
        printed: &["表1 甲", "表2 乙"],
    },
];

impl Case {
    fn doc(&self) -> Doc {
        let level = |(index, (format, text, more)): (usize, &(&str, &str, &str))| {
            let (start, more) = match more.strip_prefix("<START/>") {
                Some(start) => (start, ""),
                None => ("1", *more),
            };
            // The order of the schema: suff and isLgl before lvlText, lvlRestart before them.
            format!(
                r#"<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>"#
            )
        };
        let levels: String = self.levels.iter().enumerate().map(level).collect();
        let lists = format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>{}{}"#,
            num(1, 0, ""),
            self.nums
        );
        let paragraph = |(list, level, text): &(u32, u32, &str)| {
            if *list == 0 { p(text) } else { numbered(*list, *level, text) }
        };
        Doc::body(&self.paragraphs.iter().map(paragraph).collect::<String>()).numbering(&lists)
    }
}

#[test]
fn lists_print_what_is_written_out() {
    let mut wrong = Vec::new();
    for case in CASES {
        let texts = case.doc().texts();
        if texts != case.printed {
            wrong.push(format!("{}: {texts:?}, not {:?}", case.name, case.printed));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(CASES.len() >= 30);
}

/// LibreOffice prints the same numbers, but for what it does not know: `isLgl`, `lvlRestart` and
/// two kinds of enclosed numbers.
#[test]
fn conformance_libreoffice_prints_the_same_numbers() {
    const OTHERWISE: &[&str] =
        &["汉字章下的阿拉伯节号", "括号码", "点码", "下级从不重新数", "隔级不重新数"];
    let dir = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    for (index, case) in CASES.iter().enumerate() {
        std::fs::write(dir.path().join(format!("{index}.docx")), case.doc().bytes())
            .expect("written");
        files.push(format!("{index}.docx"));
    }
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    if !libreoffice("txt:Text (encoded):UTF8", &files, dir.path()) {
        return;
    }
    let plain = |text: &str| {
        text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect::<String>()
    };
    let mut wrong = Vec::new();
    for (index, case) in
        CASES.iter().enumerate().filter(|(_, case)| !OTHERWISE.contains(&case.name))
    {
        let text =
            std::fs::read_to_string(dir.path().join(format!("{index}.txt"))).expect("converted");
        let lines: Vec<String> = text.lines().map(plain).filter(|l| !l.is_empty()).collect();
        let expected: Vec<String> = case.printed.iter().map(|l| plain(l)).collect();
        if lines != expected {
            wrong.push(format!("{}: {lines:?}, not {expected:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
