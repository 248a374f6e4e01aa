//! Finished documents: what is on the pages, where faults point, and that the bytes stay the same.

use pilot::plan::Plan;
use pilot::plan::parse::parse;
use pilot::project::Config;
use pilot::render::{
    Cover, RenderError, RenderFault, RenderInput, Rendered, Style, TargetRow, has_glyph, pdf,
    targets,
};
use pilot::text::{At, SourceText, Sources, Spanned, coverage};

use crate::support::{GUANGXI, notice};

const GBT9704: &str = include_str!("../../../outline/common/styles/gbt9704.toml");
const OFFICE: &str = include_str!("../../../outline/common/styles/office.toml");
const EXAMPLE: &str = "examples/pingguo-nawa-park";

fn read(text: &str) -> (Plan, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    (parse(&[id], &sources), sources)
}

fn cover() -> Cover {
    let text = |t: &str| Spanned::new(t.to_owned(), At::default());
    Cover {
        project: text("甲县试点项目"),
        applicant: text("甲县人民政府"),
        dated: (2023, 9, 6),
        code: Some("7K2M-9QXA-1B3C".into()),
        ..Cover::default()
    }
}

fn render_with(
    text: &str,
    style: &str,
    targets: Vec<TargetRow>,
    picture: Option<Vec<u8>>,
) -> (Result<Rendered, Vec<RenderError>>, Sources) {
    let (plan, sources) = read(text);
    let style = Style::parse(style).expect("a style");
    let load = |path: &str| picture.clone().filter(|_| path == "figures/a.png");
    let document = RenderInput {
        plan: &plan,
        sources: &sources,
        cover: cover(),
        targets,
        style: &style,
        pictures: &load,
    };
    (pdf(&document), sources)
}

fn render(text: &str) -> (Rendered, Sources) {
    let (result, sources) = render_with(text, GBT9704, Vec::new(), None);
    (result.unwrap_or_else(|troubles| panic!("{troubles:?}")), sources)
}

/// A grey picture of 300 by 200 pixels that states no resolution.
fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8], data: &[u8]| {
        out.extend((data.len() as u32).to_be_bytes());
        let mut all = kind.to_vec();
        all.extend(data);
        out.extend(&all);
        let mut crc = u32::MAX;
        for byte in all {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        out.extend((!crc).to_be_bytes());
    };
    let (width, height) = (300_u32, 200_u32);
    chunk(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat());
    let raw = vec![0_u8; ((width + 1) * height) as usize];
    let mut zlib = vec![0x78, 0x01];
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in &raw {
        a = (a + u32::from(*byte)) % 65521;
        b = (b + a) % 65521;
    }
    zlib.extend([1]);
    zlib.extend((raw.len() as u16).to_le_bytes());
    zlib.extend((!(raw.len() as u16)).to_le_bytes());
    zlib.extend(&raw);
    zlib.extend((b << 16 | a).to_be_bytes());
    chunk(b"IDAT", &zlib);
    chunk(b"IEND", &[]);
    out
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect()
}

#[test]
fn the_same_plan_gives_the_same_tagged_archive_file() {
    let text = "# 甲县清洁生产审核创新试点实施方案\n\n## 一、概况\n\n正文**重点。**后文*强调*。\n";
    let (first, _) = render(text);
    let (second, _) = render(text);
    assert!(first.pdf == second.pdf, "two runs differ");
    let raw = String::from_utf8_lossy(&first.pdf);
    assert!(raw.starts_with("%PDF-1.7"));
    for part in [
        "/StructTreeRoot",
        "/Outlines",
        "/PageLabels",
        "/Lang",
        "/OutputIntents",
        "pdfaid:part>2<",
        "pdfaid:conformance>A<",
    ] {
        assert!(raw.contains(part), "no {part}");
    }
    let read = hayro_syntax::Pdf::new(std::sync::Arc::new(first.pdf.clone()))
        .expect("another reader understands the file");
    assert_eq!(read.pages().len(), 3);
    assert!(!raw.contains("/Type/StructElem"), "small objects are packed");
    assert_eq!(first.pages, 3);
    assert_eq!(first.headings.len(), 1);
    assert_eq!((first.headings[0].page, first.headings[0].number), (3, 1));
    assert!(squeeze(&first.text[2]).contains("正文重点。后文强调。"), "{:?}", first.text);
    for family in ["Pilot FangSong", "Pilot Hei", "Pilot Kai", "Pilot XiaoBiaoSong"] {
        assert!(first.fonts.iter().any(|f| f == family), "{:?}", first.fonts);
    }
    for page in &first.text {
        assert!(page.contains("7K2M-9QXA-1B3C"), "the code is not on every page: {page}");
    }
    let rendered = |style: &str| render_with(text, style, Vec::new(), None).0;
    assert!(rendered(OFFICE).is_ok_and(|r| r.pdf != first.pdf));
}

#[test]
fn text_that_looks_like_code_is_printed_as_it_is() {
    let line = r##"\#panic("x") \#import "a" \$x\$ @ref C:\new \\u{41} // 注 /\* \*/ -- ... "直" `#{1+1}` [#] ;#"##;
    let text = format!(
        "# 题\n\n## 一、#panic(\"h\") $y$ \\<label\\>\n\n{line}\n\n| #a | $b$ |\n| --- | --- |\n| \"); #panic(1) | \\\\ |\n\n```\n#let x = 1\n  $ 2 $\n```\n"
    );
    let (rendered, _) = render(&text);
    let all = squeeze(&rendered.text.concat());
    for part in [
        r##"#panic("x")#import"a"$x$@refC:\new\u{41}//注/**/--..."直"#{1+1}[#];#"##,
        r##"#panic("h")$y$<label>"##,
        "#a",
        "$b$",
        r##"");#panic(1)"##,
        "#letx=1",
        "$2$",
    ] {
        assert!(all.contains(part), "{part} is not in {all}");
    }
}

#[test]
fn a_character_without_glyph_is_told_at_its_place_and_never_an_empty_box() {
    let text = "# 题\n\n## 一、概况\n\n第一段。\n\n李𡊮住**𤞃村**。\n\n| 名 |\n| --- |\n| 😀 |\n";
    let (rendered, sources) = render(text);
    let found: Vec<_> = rendered
        .missing
        .iter()
        .map(|m| (m.character, sources.slice(m.at).to_owned(), m.page))
        .collect();
    let expected: Vec<_> = ["𡊮", "𤞃", "😀"]
        .iter()
        .map(|c| (c.chars().next().expect("one"), (*c).to_owned(), 3))
        .collect();
    assert_eq!(found, expected);
    assert_eq!(
        sources.get(rendered.missing[0].at.source).line_col(rendered.missing[0].at.span.start).line,
        7
    );
    let all = rendered.text.concat();
    for code in ["U+212AE", "U+24783", "U+1F600"] {
        assert!(all.contains(code), "{code} is not in {all}");
    }
    assert!(!all.contains('𡊮'));
}

#[test]
fn pictures_that_are_missing_or_damaged_are_all_told_at_their_lines() {
    let text = "# 题\n\n## 一、概况\n\n![图1 无](figures/none.png)\n\n文\n\n![图2 坏](figures/a.png)\n\n![网](https://example.com/x.png)\n";
    let (result, sources) =
        render_with(text, GBT9704, Vec::new(), Some(b"\x89PNG\r\n\x1a\nrubbish".to_vec()));
    let troubles = result.expect_err("three pictures are bad");
    let lines: Vec<_> = troubles
        .iter()
        .map(|t| t.at.map(|at| sources.get(at.source).line_col(at.span.start).line))
        .collect();
    assert_eq!(lines, [Some(5), Some(9), Some(11)], "{troubles:?}");
    assert!(
        troubles[0].fault == RenderFault::PictureMissing("figures/none.png".into())
            && troubles[1].fault == RenderFault::PictureDamaged("figures/a.png".into())
            && troubles[2].fault == RenderFault::PictureAddress("https://example.com/x.png".into()),
        "{troubles:?}"
    );
    // The head of the file is sound, so that only the typesetter notices.
    let mut cut = png();
    cut.truncate(200);
    let (result, sources) =
        render_with("# 题\n\n正文\n\n![图1 断](figures/a.png)\n", GBT9704, Vec::new(), Some(cut));
    let troubles = result.expect_err("the picture is cut");
    let at = troubles[0].at.unwrap_or_else(|| panic!("{troubles:?}"));
    assert_eq!(sources.get(at.source).line_col(at.span.start).line, 5, "{troubles:?}");
    assert!(
        matches!(&troubles[0].fault, RenderFault::Layout(words) if words.contains("decode")),
        "{troubles:?}"
    );
}

#[test]
fn everything_that_a_plan_may_hold_comes_out() {
    let text = "# 题\n\n## 一、概况\n\n- 甲项\n  - 子项\n\n3. 第三\n4. 第四\n\n> 引文\n\n面积m^2^，H~2~O，~~删去~~，[链接](https://example.com)[^a]，又见[^a]。行\\\n断\n开letter\nword\n\n[^a]: 注释文字。\n\n![图1 示意图](figures/a.png)\n\n段中![小图](figures/a.png)图\n\n表1 目标\n\n{{targets}}\n\n注：口径见正文。\n\n---\n\n<b>隐藏</b>\n\n<!-- 批注 -->\n\n### (一)小节\n\n#### 1.细目\n\n##### (1)更细\n\n末段。\n";
    let value = |t: &str| Spanned::new(t.to_owned(), At::default());
    let targets = vec![[
        value("节能"),
        value("综合能耗"),
        value("吨标准煤/万元"),
        value("1.20"),
        value("1.05"),
    ]];
    let (result, _) = render_with(text, GBT9704, targets, Some(png()));
    let rendered = result.unwrap_or_else(|t| panic!("{t:?}"));
    let all = squeeze(&rendered.text.concat());
    for part in [
        "甲项",
        "子项",
        "3.第三",
        "4.第四",
        "引文",
        "面积m2，H2O，删去，链接",
        "断开letterword",
        "注释文字。",
        "图1示意图",
        "表1目标",
        "基准值",
        "综合能耗",
        "1.20",
        "1.05",
        "注：口径见正文。",
        "(1)更细",
        "末段。",
    ] {
        assert!(all.contains(part), "{part} is not in {all}");
    }
    assert_eq!(all.matches("注释文字").count(), 1);
    assert!(!all.contains("<b>") && !all.contains("批注") && !all.contains("{{targets}}"));
    assert!(rendered.text.concat().contains("letter word"), "words of letters keep their space");
    assert_eq!(rendered.headings.len(), 4);
    assert!(rendered.overfull.is_empty() && rendered.missing.is_empty(), "{:?}", rendered.overfull);
}

#[test]
fn a_long_table_goes_over_pages_with_its_head_and_stays_with_its_caption() {
    let filler = "填充正文，使表题落在页末。".repeat(42);
    let rows: String = (1..=80)
        .map(|i| {
            format!(
                "| {i} | 企业{i} | 91451082FFFF00013F{i}ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 |\n"
            )
        })
        .collect();
    let text = format!(
        "# 题\n\n## 一、概况\n\n{filler}\n\n表1 清单\n\n| 序号 | 企业名称 | 代码 |\n| ---: | --- | --- |\n{rows}"
    );
    let (rendered, _) = render(&text);
    let with_head: Vec<usize> =
        (0..rendered.pages).filter(|i| rendered.text[*i].contains("企业名称")).collect();
    assert!(with_head.len() >= 3, "head on pages {with_head:?}");
    let caption =
        rendered.text.iter().position(|t| squeeze(t).contains("表1清单")).expect("a caption");
    assert_eq!(caption, with_head[0], "the caption left its table");
    let all = squeeze(&rendered.text.concat());
    assert!((1..=80).all(|i| all.contains(&format!("企业{i}"))));
    assert!(rendered.overfull.is_empty(), "{:?}", rendered.overfull);
}

#[test]
fn text_that_cannot_fit_is_told() {
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(70));
    let text = format!("# 题\n\n## 一、概况\n\n{}{}{}", row("甲"), row("---"), row("乙"));
    let (rendered, sources) = render(&text);
    let first = rendered.overfull.first().expect("70 columns do not fit on a page");
    assert_eq!(first.page, 3);
    assert!(first.at.is_some_and(|at| ["甲", "乙"].contains(&sources.slice(at))), "{first:?}");
}

#[test]
fn nothing_makes_it_panic() {
    for text in [
        "",
        "## 一、\n\n|||\n|-|-|\n",
        "# \n\n![](figures/a.png)\n",
        "[^a]\n\n[^a]: 自己[^a]\n",
        &format!("{}深\n", "> ".repeat(60)),
        &format!("{}\n", (0..40).map(|i| format!("{}- 层\n", "  ".repeat(i))).collect::<String>()),
        "\u{0}\u{7}\u{200b}\u{feff}\u{e000}",
    ] {
        match render_with(text, GBT9704, Vec::new(), Some(png())).0 {
            Ok(rendered) => assert!(rendered.pages >= 2),
            Err(troubles) => {
                assert!(!troubles.is_empty())
            }
        }
    }
}

#[test]
fn the_list_of_characters_is_what_the_fonts_have() {
    for c in coverage::characters() {
        let printed = ["Pilot FangSong", "Pilot Song"].iter().any(|family| has_glyph(family, c));
        assert!(printed, "no body font has {c} U+{:04X}", u32::from(c));
    }
    for family in ["Pilot FangSong", "Pilot Kai", "Pilot Hei", "Pilot XiaoBiaoSong", "Pilot Song"] {
        assert!(
            (0x20..=0x2_ffff)
                .filter_map(char::from_u32)
                .filter(|c| has_glyph(family, *c))
                .all(coverage::printable),
            "{family}"
        );
    }
}

#[test]
fn the_example_comes_out_whole() {
    let notice = notice(GUANGXI);
    let mut sources = Sources::default();
    let mut add = |name: &str| {
        let text =
            std::fs::read_to_string(format!("{EXAMPLE}/{name}")).expect("the example is there");
        sources.add(SourceText::new(name, text))
    };
    let (config, plan) = (add("pilot.toml"), add("plan.md"));
    let config = Config::parse(config, sources.get(config), &notice);
    let plan = parse(&[plan], &sources);
    let style = Style::parse(notice.styles.get("gbt9704").expect("a style")).expect("a style");
    let load = |path: &str| std::fs::read(format!("{EXAMPLE}/{path}")).ok();
    let cover = Cover::of(&config, &notice, Some("7K2M-9QXA-1B3C"));
    let targets = targets::rows(&config, &notice.profile);
    let document = RenderInput {
        plan: &plan,
        sources: &sources,
        cover,
        targets,
        style: &style,
        pictures: &load,
    };
    let rendered = pdf(&document).unwrap_or_else(|t| panic!("{t:?}"));
    assert!(rendered.pdf.len() < 1_500_000, "{} bytes", rendered.pdf.len());
    assert!(
        rendered.missing.is_empty() && rendered.overfull.is_empty(),
        "{:?} {:?}",
        rendered.missing,
        rendered.overfull
    );
    assert!(
        rendered.headings.is_sorted_by_key(|h| h.page)
            && rendered.headings.len() == plan.walk().len()
    );
    assert!(
        squeeze(&rendered.text[0]).contains("平果市那瓦铝产业园管理委员会")
            && rendered.text[0].contains("百色市")
    );
    // Not a sign is lost: the pages hold every sign at least as often as the plan.
    let mut balance = std::collections::BTreeMap::new();
    let visible = |c: &char| !c.is_whitespace();
    for c in rendered.text.iter().flat_map(|t| t.chars()).filter(visible) {
        *balance.entry(c).or_insert(0) += 1;
    }
    for c in
        plan.text_runs().iter().flat_map(|f| f.text.chars().collect::<Vec<_>>()).filter(visible)
    {
        *balance.entry(c).or_insert(0) -= 1;
    }
    let lost: Vec<_> = balance.iter().filter(|(_, count)| **count < 0).collect();
    assert!(lost.is_empty(), "{lost:?}");
}
