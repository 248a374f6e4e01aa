//! What stands where on a page, measured in the written PDF with another reader: GB/T 9704—2012 as
//! far as a plan follows it.

use std::sync::Arc;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};
use pilot::plan::parse::parse;
use pilot::render::{Cover, RenderInput, Style, pdf};
use pilot::text::{At, SourceText, Sources, Spanned};

const GBT9704: &str = include_str!("../../../outline/common/styles/gbt9704.toml");
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// 三号, points.
const SIZE: f64 = 15.75;
/// What must not begin a line, and what must not end one (GB/T 15834—2011, 5.1).
const NOT_FIRST: &str = "、。，；：？！）》〉】』」”’…—～";
const NOT_LAST: &str = "（《〈【『「“‘";

/// A character on paper; lengths in points from the upper left corner.
#[derive(Clone, Debug)]
struct Sign {
    text: String,
    x: f64,
    baseline: f64,
    size: f64,
    font: String,
    is_upright: bool,
}

#[derive(Default)]
struct Measured {
    width: f64,
    height: f64,
    signs: Vec<Sign>,
    pictures: Vec<Rect>,
}

impl Measured {
    /// The lines of the text from top to bottom, each from left to right; signs of other sizes are
    /// left out.
    fn lines(&self, size: f64) -> Vec<Vec<&Sign>> {
        let mut out: Vec<Vec<&Sign>> = Vec::new();
        let mut signs: Vec<&Sign> = self
            .signs
            .iter()
            .filter(|s| (s.size - size).abs() < 0.1 && s.is_upright && !s.text.trim().is_empty())
            .collect();
        signs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.x.total_cmp(&b.x)));
        for sign in signs {
            match out.last_mut().filter(|line| (line[0].baseline - sign.baseline).abs() < 1.0) {
                Some(line) => line.push(sign),
                None => out.push(vec![sign]),
            }
        }
        for line in out.iter_mut() {
            line.sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        out
    }

    /// The signs of a text that stands on one line.
    #[track_caller]
    fn find(&self, text: &str) -> Vec<Sign> {
        let signs: Vec<&Sign> = self.signs.iter().filter(|s| !s.text.trim().is_empty()).collect();
        let wanted: Vec<String> = text.chars().map(String::from).collect();
        let found = signs
            .windows(wanted.len())
            .find(|w| w.iter().zip(&wanted).all(|(sign, c)| sign.text == *c));
        let found = found.unwrap_or_else(|| {
            panic!("{text} is not in {}", signs.iter().map(|s| s.text.as_str()).collect::<String>())
        });
        found.iter().map(|s| (*s).clone()).collect()
    }
}

impl<'a> Device<'a> for Measured {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let place = transform * glyph_transform;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => "\u{fffd}".to_owned(),
        };
        let Glyph::Outline(outline) = glyph else { panic!("no glyph is a drawing") };
        let start = place * Point::ORIGIN;
        let up = place * Point::new(0.0, 1000.0) - start;
        let font = outline.font_data().and_then(|d| d.postscript_name).unwrap_or_default();
        let font = font.split('+').next_back().unwrap_or_default().to_owned();
        self.signs.push(Sign {
            text,
            x: start.x,
            baseline: start.y,
            size: up.hypot(),
            font,
            is_upright: up.x.abs() < 0.01,
        });
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let size = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.pictures.push(transform.transform_rect_bbox(size));
    }

    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn draw_rect(&mut self, _: &Rect, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Typesets a text and measures its pages: cover, contents, body.
fn pages(text: &str) -> Vec<Measured> {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    let plan = parse(&[id], &sources);
    let style = Style::parse(GBT9704).expect("a style");
    let value = |t: &str| Spanned::new(t.to_owned(), At::default());
    let cover = Cover {
        project: value("甲县试点项目"),
        code: Some("7K2M-9QXA-1B3C".into()),
        dated: (2023, 9, 6),
        ..Cover::default()
    };
    let picture =
        std::fs::read("examples/pingguo-nawa-park/figures/fig4-energy.png").expect("a picture");
    let load = |_: &str| Some(picture.clone());
    let document = RenderInput {
        plan: &plan,
        sources: &sources,
        cover,
        targets: Vec::new(),
        style: &style,
        pictures: &load,
    };
    let rendered = pdf(&document).unwrap_or_else(|troubles| panic!("{troubles:?}"));
    assert!(rendered.overfull.is_empty(), "{:?}", rendered.overfull);
    let read = hayro_syntax::Pdf::new(Arc::new(rendered.pdf)).expect("a PDF");
    let cache = InterpreterCache::new();
    read.pages()
        .iter()
        .map(|page| {
            let (width, height) = page.render_dimensions();
            let (width, height) = (f64::from(width), f64::from(height));
            let mut measured = Measured { width, height, ..Measured::default() };
            let area = Rect::new(0.0, 0.0, width, height);
            let transform = page.initial_transform(true).to_kurbo();
            let mut context =
                Context::new(transform, area, &cache, read.xref(), InterpreterSettings::default());
            interpret_page(page, &mut context, &mut measured);
            measured
        })
        .collect()
}

fn string(line: &[&Sign]) -> String {
    line.iter().map(|s| s.text.as_str()).collect()
}

#[track_caller]
fn near(value: f64, wanted: f64, tolerance: f64) {
    assert!((value - wanted).abs() <= tolerance, "{value:.2} instead of {wanted:.2}");
}

#[test]
fn a_page_is_22_lines_of_28_characters_within_the_margins() {
    let all = pages(&format!("# 题\n\n{}\n", "国".repeat(28 * 22 * 2)));
    for (number, page) in all[2..4].iter().enumerate() {
        let lines = page.lines(SIZE);
        assert_eq!(lines.len(), 22);
        near(page.width, 210.0 * MM, 0.1);
        near(page.height, 297.0 * MM, 0.1);
        // 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm.
        near(lines[0][0].baseline - 0.8 * SIZE, 37.0 * MM, 0.5);
        assert!(lines[21][0].baseline + 0.2 * SIZE <= (37.0 + 225.0) * MM + 0.5);
        for (index, line) in lines.iter().enumerate() {
            let is_first = number == 0 && index == 0;
            assert_eq!(line.len(), if is_first { 26 } else { 28 }, "line {index}");
            near(line[0].x, 28.0 * MM + if is_first { 2.0 * SIZE } else { 0.0 }, 0.5);
            near(line[line.len() - 1].x + SIZE, (28.0 + 156.0) * MM, 1.5);
            assert!(line.iter().all(|s| s.font.contains("FangSong")), "{:?}", line[0]);
        }
        for pair in lines.windows(2) {
            near(pair[1][0].baseline - pair[0][0].baseline, 28.98, 0.05);
        }
    }
}

#[test]
fn page_numbers_stand_outside_in_the_fourth_size_and_codes_inside() {
    let all = pages(&format!("# 题\n\n{}\n", "国".repeat(28 * 22 * 2)));
    for (index, page) in all[2..4].iter().enumerate() {
        let number: Vec<Sign> = page.find(&format!("—{}—", index + 1));
        assert!(number.iter().all(|s| (s.size - 14.0).abs() < 0.05), "{number:?}");
        // 7 mm below the text, one character from the edge (7.5).
        let top = number[0].baseline - 0.8 * 14.0;
        near(top, (37.0 + 225.0 + 7.0) * MM, 1.0);
        let code = page.find("7K2M");
        if index == 0 {
            near(number[2].x + 14.0, (28.0 + 156.0) * MM - 14.0, 1.0);
            near(code[0].x, 28.0 * MM, 1.0);
        } else {
            near(number[0].x, 28.0 * MM + 14.0, 1.0);
            assert!(code[0].x > page.width / 2.0);
        }
    }
    assert!(all[0].signs.iter().all(|s| s.text != "—"), "the cover bears no number");
    all[1].find("—I—");
}

#[test]
fn titles_and_headings_have_their_fonts_sizes_and_places() {
    let all = pages(
        "# 甲县实施方案\n\n## 一、概况\n\n### （一）范围\n\n#### 1.边界\n\n##### （1）四至\n\n正文。\n",
    );
    let title = all[0].find("甲县实施方案");
    // 二号, in the middle of the text.
    assert!(
        title.iter().all(|s| (s.size - 22.0).abs() < 0.05 && s.font.contains("XiaoBiaoSong")),
        "{title:?}"
    );
    near((title[0].x + title[5].x + 22.0) / 2.0, (28.0 + 156.0 / 2.0) * MM, 1.0);
    let body = &all[2];
    for (text, font) in [
        ("一、概况", "Hei"),
        ("（一）范围", "Kai"),
        ("1.边界", "Song"),
        ("（1）四至", "Song"),
        ("正文。", "FangSong"),
    ] {
        let found = body.find(text);
        assert!(
            found.iter().all(|s| (s.size - SIZE).abs() < 0.05 && s.font.contains(font)),
            "{text}: {found:?}"
        );
        // Brackets at the start are squeezed by half a character.
        near(
            found[0].x,
            28.0 * MM + 2.0 * SIZE,
            if text.starts_with('（') { 0.55 * SIZE } else { 0.5 },
        );
    }
    assert!(body.find("边界").iter().all(|s| s.font.contains("FangSong")));
    assert_eq!(body.lines(SIZE).len(), 5, "headings are lines like others");
    let entry = all[1].find("一、概况");
    assert!(
        entry.iter().all(|s| s.font.contains("Hei") && (s.size - 14.0).abs() < 0.05),
        "{entry:?}"
    );
}

#[test]
fn no_line_begins_or_ends_with_a_sign_that_must_not() {
    // Every sign comes to every place of a line, alone and in pairs.
    let signs = [
        "、",
        "。",
        "，",
        "；",
        "：",
        "？",
        "！",
        "（甲）",
        "《乙》",
        "“丙”",
        "‘丁’",
        "【戊】",
        "〈己〉",
        "”。“",
        "》、《",
        "……",
        "——",
        "）。",
    ];
    let mut text = String::from("# 题\n\n");
    for shift in 0..29 {
        for (index, sign) in signs.iter().enumerate() {
            text.push_str(&"国".repeat((shift + index * 3) % 28 + 1));
            text.push_str(sign);
        }
        text.push_str("完\n\n");
    }
    let mut count = 0;
    for page in &pages(&text)[2..] {
        for line in page.lines(SIZE) {
            let line = string(&line);
            count += 1;
            assert!(
                !line.starts_with(|c| NOT_FIRST.contains(c))
                    || line.starts_with("……")
                    || line.starts_with("——"),
                "{line}"
            );
            assert!(!line.ends_with(|c| NOT_LAST.contains(c)), "{line}");
            // A dash and an ellipsis are two characters that stay together.
            for pair in ["—", "…"] {
                assert_eq!(line.matches(pair).count() % 2, 0, "{line}");
            }
        }
    }
    assert!(count > 200, "{count} lines");
}

#[test]
fn ranges_are_not_torn_before_their_sign() {
    let mut text = String::from("# 题\n\n");
    for shift in 0..30 {
        text.push_str(&format!("{}（2021—2050年）与5%～10%及1月—2月\n\n", "国".repeat(shift + 10)));
    }
    for page in &pages(&text)[2..] {
        for line in page.lines(SIZE) {
            let line = string(&line);
            assert!(!line.starts_with(['—', '～']) && !line.starts_with("月—"), "{line}");
        }
    }
}

#[test]
fn punctuation_is_squeezed_in_pairs_and_at_line_ends() {
    let all = pages(&format!(
        "# 题\n\n他说：“好。”《法》、《规》。\n\n{}，{}\n",
        "国".repeat(25),
        "国".repeat(40)
    ));
    let pair = all[2].find("》、《");
    near(pair[1].x - pair[0].x, SIZE / 2.0, 1.0);
    near(pair[2].x - pair[0].x, SIZE, 2.0);
    let lines = all[2].lines(SIZE);
    // The comma after 25 characters and an indent of two fits on the line as half a character, or
    // takes one with it.
    let line = &lines[1];
    assert!(
        line.iter().all(|s| s.x + SIZE / 2.0 <= (28.0 + 156.0) * MM + 1.5),
        "{:?}",
        line.last()
    );
}

#[test]
fn raised_and_lowered_signs_stand_where_they_should() {
    let all = pages("# 题\n\n甲CO~2~乙，丙m^3^丁，戊CO₂己，庚m³辛，壬10⁻⁶癸。\n");
    let page = &all[2];
    let of = |text: &str, index: usize| page.find(text)[index].clone();
    let (low, high, base) = (of("CO2乙", 2), of("m3丁", 1), of("甲CO", 0));
    assert!(low.size < 0.8 * SIZE && low.baseline > base.baseline + 1.0, "{low:?}");
    assert!(high.size < 0.8 * SIZE && high.baseline < base.baseline - 3.0, "{high:?}");
    // The characters of Unicode are drawn raised and lowered by their font.
    for text in ["CO₂己", "m³辛", "10⁻⁶癸"] {
        assert!(
            page.find(text)
                .iter()
                .all(|s| (s.size - SIZE).abs() < 0.05 && (s.baseline - base.baseline).abs() < 0.05),
            "{text}"
        );
    }
}

#[test]
fn lists_step_in_evenly_and_notes_stand_below_on_their_page() {
    let all = pages("# 题\n\n1. 甲项\n   - 乙项\n     1. 丙项\n2. 丁项[^a]\n\n[^a]: 注释文字。\n");
    let page = &all[2];
    let x = |text: &str| page.find(text)[0].x;
    let steps = [x("甲项") - 28.0 * MM, x("乙项") - x("甲项"), x("丙项") - x("乙项")];
    assert!(steps[0] > 2.0 * SIZE && steps[0] < 4.0 * SIZE, "{steps:?}");
    assert!(steps[1..].iter().all(|s| *s > 0.5 * SIZE && *s < 2.0 * SIZE), "{steps:?}");
    let note = page.find("注释文字");
    assert!(
        note.iter().all(|s| (s.size - 9.0).abs() < 0.05
            && s.baseline > 240.0 * MM
            && s.baseline < 262.5 * MM),
        "{note:?}"
    );
}

#[test]
fn numbers_of_lists_keep_their_mark() {
    let all = pages("# 题\n\n3) 甲项\n4) 乙项\n\n文字。\n\n1. 丙项\n");
    for (number, item) in [("3)", "甲项"), ("4)", "乙项"), ("1.", "丙项")] {
        let line = all[2].find(item)[0].baseline;
        let found = all[2].find(number);
        assert!(found.iter().any(|s| (s.baseline - line).abs() < 1.0), "{number}: {found:?}");
    }
}

#[test]
fn tables_have_a_bold_head_and_a_caption_above_pictures_one_below() {
    let all = pages(
        "# 题\n\n表1 清单\n\n| 企业 | 产量 |\n| --- | ---: |\n| 甲公司 | 12.5 |\n\n注：口径见正文。\n\n![图1 能耗](a.png)\n\n图1 能耗构成\n",
    );
    let page = &all[2];
    let (caption, head, cell) = (page.find("表1清单"), page.find("企业"), page.find("甲公司"));
    assert!(
        caption.iter().all(|s| s.font.contains("Hei") && (s.size - 12.0).abs() < 0.05),
        "{caption:?}"
    );
    assert!(
        head.iter().all(|s| s.font.contains("Hei") && (s.size - 12.0).abs() < 0.05),
        "{head:?}"
    );
    assert!(
        cell.iter().all(|s| s.font.contains("FangSong") && (s.size - 12.0).abs() < 0.05),
        "{cell:?}"
    );
    assert!(caption[0].baseline < head[0].baseline && head[0].baseline < cell[0].baseline);
    near((caption[0].x + caption[3].x + 12.0) / 2.0, 106.0 * MM, 2.0);
    let (picture, below) = (page.pictures[0], page.find("图1能耗构成"));
    assert!(
        below[0].baseline > picture.y1 && below[0].baseline < picture.y1 + 30.0,
        "{picture:?} {:?}",
        below[0]
    );
    assert!(picture.x0 >= 28.0 * MM - 0.5 && picture.x1 <= 184.0 * MM + 0.5, "{picture:?}");
}

#[test]
fn a_picture_that_does_not_fit_takes_its_caption_to_the_next_page() {
    for lines in 4..16 {
        let text =
            format!("# 题\n\n{}\n\n![图1 能耗](a.png)\n\n图1 能耗构成\n", "国".repeat(28 * lines));
        let all = pages(&text);
        let page = all.iter().position(|p| !p.pictures.is_empty()).expect("a picture");
        all[page].find("图1能耗构成");
    }
}

/// A table whose columns only a landscape page holds.
fn wide(rows: usize) -> String {
    let row = |cell: &dyn Fn(usize) -> String| {
        format!("|{}\n", (0..14).map(|i| format!(" {} |", cell(i))).collect::<String>())
    };
    let mut out = row(&|i| format!("指标{i}"));
    out.push_str(&row(&|_| "---".to_owned()));
    for number in 0..rows {
        out.push_str(&row(&|i| format!("{number}{i}2345.6")));
    }
    out
}

#[test]
fn wide_tables_lie_on_their_side_with_caption_heading_and_remark() {
    let text = format!(
        "# 题\n\n## 一、概况\n\n{}\n\n### （一）宽表\n\n表1 很宽\n\n{}\n注：口径。\n\n后文接着写。\n",
        "前文，".repeat(40),
        wide(5)
    );
    let all = pages(&text);
    let sides: Vec<bool> = all.iter().map(|p| p.width > p.height).collect();
    assert_eq!(sides, [false, false, false, true, false]);
    let page = &all[3];
    near(page.width, 297.0 * MM, 0.1);
    let heading = page.find("（一）宽表");
    let (caption, head) = (page.find("表1很宽"), page.find("指标13"));
    assert!(heading[0].baseline < caption[0].baseline && caption[0].baseline < head[0].baseline);
    page.find("注：口径。");
    all[4].find("后文接着写。");
    // The text is 225 mm wide; the number stands where it stands on other sheets: beside the text,
    // turned with the paper.
    let upright: Vec<&Sign> = page.signs.iter().filter(|s| s.is_upright).collect();
    assert!(upright.iter().all(|s| s.x > 35.0 * MM - 0.5
        && s.x < 260.0 * MM
        && s.baseline > 28.0 * MM
        && s.baseline < 184.5 * MM));
    let number: Vec<&Sign> =
        page.signs.iter().filter(|s| !s.is_upright && (s.size - 14.0).abs() < 0.05).collect();
    assert!(
        number.iter().any(|s| s.text == "2")
            && number.iter().all(|s| s.x < 28.5 * MM && s.x > 20.0 * MM),
        "{number:?}"
    );
    // An even page: the number is at the outer edge, which is up where the head of the table is at
    // the left of the sheet.
    assert!(number.iter().all(|s| s.baseline < page.height / 2.0), "{number:?}");
}

#[test]
fn a_long_wide_table_repeats_its_head_and_two_share_pages() {
    let text = format!("# 题\n\n前文。\n\n表1 甲\n\n{}\n表2 乙\n\n{}\n后文。\n", wide(40), wide(2));
    let all = pages(&text);
    let turned: Vec<&Measured> = all.iter().filter(|p| p.width > p.height).collect();
    assert!(turned.len() >= 2 && turned.iter().all(|p| !p.find("指标13").is_empty()));
    turned.last().expect("a page").find("表2乙");
    // In a list no page can turn; nothing is lost there.
    let list =
        wide(1).replace("2345.6", "").lines().map(|l| format!("  {l}\n")).collect::<String>();
    let list = format!("# 题\n\n- 甲\n\n{list}\n");
    assert!(pages(&list).iter().all(|p| p.width < p.height));
}
