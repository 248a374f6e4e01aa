//! The print volume, the draft and the letter: what is on which page, and what happens to files
//! that cannot be placed.

use std::fs;
use std::path::Path;

use pilot::attachment::{FileFacts, inspect};
use pilot::cli::Exit;
use pilot::plan::Plan;
use pilot::plan::parse::parse;
use pilot::render::{
    BoundVolume, Cover, RenderFault, RenderInput, Style, VolumePart, VolumePartKind, draft, letter,
    volume,
};
use pilot::text::{At, SourceText, Sources, Spanned};

use crate::support::{Ran, example, pilot_in};

const GBT9704: &str = include_str!("../../../outline/common/styles/gbt9704.toml");
const CODE: &str = "7K2M-9QXA-1B3C";
const STEM: &str =
    "2023+平果市那瓦铝产业园清洁生产整体审核创新试点项目+平果市那瓦铝产业园管理委员会";

/// A PDF whose pages say `word` and have a size in points and a rotation.
fn foreign(word: &str, pages: &[(u32, u32, u32)]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    for (index, (width, height, turn)) in pages.iter().enumerate() {
        let text = format!("BT /F 20 Tf 20 20 Td ({word} {}) Tj ET 0 0 {width} 9 re f", index + 1);
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Rotate {turn}/Resources<</Font<</F 3 0 R>>>>/Contents {} 0 R>>",
            5 + 2 * index
        ));
        objects.push(format!("<</Length {}>>\nstream\n{text}\nendstream", text.len()));
    }
    let mut out = String::from("%PDF-1.4\n");
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = out.len();
    out += &format!(
        "{table}trailer\n<</Root 1 0 R/Size {}>>\nstartxref\n{start}\n%%EOF",
        objects.len() + 1
    );
    out.into_bytes()
}

pub(super) fn part(kind: VolumePartKind, title: &str, bytes: Vec<u8>) -> VolumePart {
    let facts = look(&bytes);
    let pages = facts.pages.iter().map(|p| (p.width, p.height)).collect();
    VolumePart::new(kind, title.to_owned(), bytes, pages)
}

/// A part that says it has a page, whatever is in it.
fn claimed(kind: VolumePartKind, title: &str, bytes: &[u8]) -> VolumePart {
    VolumePart::new(kind, title.to_owned(), bytes.to_vec(), vec![(210.0, 297.0)])
}

pub(super) fn look(bytes: &[u8]) -> FileFacts {
    inspect("a.pdf", bytes)
}

fn read(text: &str) -> (Plan, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    (parse(&[id], &sources), sources)
}

fn with<T>(text: &str, work: impl FnOnce(&RenderInput<'_>) -> T) -> T {
    let (plan, sources) = read(text);
    let style = Style::parse(GBT9704).expect("a style");
    let said = |t: &str| Spanned::new(t.to_owned(), At::default());
    let cover = Cover {
        project: said("甲县试点项目"),
        applicant: said("甲县人民政府"),
        dated: (2023, 9, 6),
        code: Some(CODE.into()),
        ..Cover::default()
    };
    let none = |_: &str| None;
    work(&RenderInput {
        plan: &plan,
        sources: &sources,
        cover,
        targets: Vec::new(),
        style: &style,
        pictures: &none,
    })
}

const PLAN: &str = "# 甲县试点项目实施方案\n\n## 一、概况\n\n甲县位于乙市。\n\n### （一）范围\n\n范围如下。\n\n## 二、目标\n\n目标明确。\n";

pub(super) fn bind(parts: &[VolumePart]) -> BoundVolume {
    with(PLAN, |document| volume(document, parts)).unwrap_or_else(|troubles| panic!("{troubles:?}"))
}

fn letter_and_annexes() -> Vec<VolumePart> {
    vec![
        part(VolumePartKind::Annex, "边界图", foreign("MAP", &[(842, 1191, 0), (595, 842, 90)])),
        part(VolumePartKind::Letter, "联合推荐函", foreign("LETTER", &[(595, 842, 0)])),
        part(VolumePartKind::Annex, "承诺书", foreign("PROMISE", &[(595, 842, 0)])),
    ]
}

#[test]
fn parts_stand_in_order_on_right_hand_pages() {
    let bound = bind(&letter_and_annexes());
    let facts = look(&bound.pdf);
    assert_eq!((facts.broken, facts.pages.len()), (None, bound.pages));
    // Cover, blank, contents, blank, body, blank, letter, blank, divider, blank, map (2), promise.
    assert_eq!(
        (bound.starts.clone(), bound.divider, bound.pages),
        (vec![Some(11), Some(7), Some(13)], Some(9), 13)
    );
    let blank: Vec<usize> =
        facts.pages.iter().enumerate().filter(|(_, p)| p.blank).map(|(i, _)| i + 1).collect();
    assert_eq!(blank, [2, 4, 6, 8, 10]);
    let text = facts.text.expect("text");
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word} in {text}"));
    assert!(
        at("LETTER 1") < at("MAP 1") && at("MAP 1") < at("MAP 2") && at("MAP 2") < at("PROMISE 1")
    );
}

#[test]
fn bookmarks_and_contents_name_the_parts() {
    let bound = bind(&letter_and_annexes());
    let facts = look(&bound.pdf);
    assert_eq!(
        facts.headings,
        [
            "一、概况",
            "（一）范围",
            "二、目标",
            "联合推荐函",
            "附件",
            "附件1　边界图",
            "附件2　承诺书"
        ],
        "bookmarks"
    );
    let text: String = facts.text.expect("text").split_whitespace().collect();
    // The letter is the third page after the first page of the body.
    assert!(text.contains("联合推荐函") && text.contains("附件2承诺书"), "{text}");
    let numbers: Vec<u32> = bound.headings.iter().map(|h| h.number).collect();
    assert_eq!(numbers, [1, 1, 1, 3, 5, 7, 9]);
}

#[test]
fn pages_are_fitted_to_the_paper_and_keep_their_rotation() {
    let bound = bind(&letter_and_annexes());
    let facts = look(&bound.pdf);
    let size =
        |page: usize| (facts.pages[page - 1].width.round(), facts.pages[page - 1].height.round());
    assert_eq!(
        (size(7), size(11), size(12), size(13)),
        ((210.0, 297.0), (210.0, 297.0), (297.0, 210.0), (210.0, 297.0))
    );
}

#[test]
fn it_is_plain_and_the_same_bytes_twice() {
    let (one, two) = (bind(&letter_and_annexes()), bind(&letter_and_annexes()));
    assert!(one.pdf == two.pdf);
    assert!(one.pdf.starts_with(b"%PDF-1.7"));
    assert!(
        !String::from_utf8_lossy(&one.pdf).contains("pdfaid"),
        "a file with foreign pages must not claim to be PDF/A"
    );
}

#[test]
fn a_bad_file_leaves_the_rest() {
    let good = foreign("GOOD", &[(595, 842, 0)]);
    let cut = &good[..good.len() / 2];
    let parts = [
        claimed(VolumePartKind::Letter, "推荐函", b"%PDF-1.7\nnothing of the kind"),
        part(VolumePartKind::Annex, "好的", good.clone()),
        claimed(VolumePartKind::Annex, "断的", cut),
        claimed(VolumePartKind::Annex, "假图", b"\x89PNG\r\n\x1a\nnothing"),
        // More pages are asked for than there are.
        VolumePart {
            pages: vec![(210.0, 297.0); 3],
            ..claimed(VolumePartKind::Annex, "缺页", &good)
        },
    ];
    let bound = bind(&parts);
    let left: Vec<usize> = bound.left_out.iter().map(|(index, _)| *index).collect();
    assert!(left.contains(&0) && left.contains(&3) && left.contains(&4), "{:?}", bound.left_out);
    assert!(!left.contains(&1));
    assert_eq!(
        bound.starts.iter().map(Option::is_none).collect::<Vec<_>>(),
        (0..5).map(|i| left.contains(&i)).collect::<Vec<_>>()
    );
    assert!(look(&bound.pdf).text.is_some_and(|t| t.contains("GOOD 1")));
}

/// A JPEG whose head says 30 by 20 pixels, and that a camera held upright if it was turned.
fn photo(turned: bool) -> Vec<u8> {
    let mut bytes = fs::read("benches/one-pixel.jpg").expect("a picture");
    let frame = bytes.windows(2).position(|w| matches!(w, [0xff, 0xc0 | 0xc2])).expect("a frame");
    bytes[frame + 5..frame + 9].copy_from_slice(&[0, 20, 0, 30]);
    if turned {
        // Exif with one field: orientation 6.
        let exif = b"\xff\xe1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        bytes.splice(2..2, exif.iter().copied());
    }
    bytes
}

#[test]
fn photographs_are_bound_as_they_are_and_turned_as_they_say() {
    let photos = [photo(false), photo(true)];
    let parts = photos.clone().map(|bytes| {
        VolumePart::new(VolumePartKind::Annex, "照片".to_owned(), bytes, vec![(30.0, 20.0)])
    });
    let bound = bind(&parts);
    assert!(bound.left_out.is_empty(), "{:?}", bound.left_out);
    for photo in &photos {
        assert!(
            memchr::memmem::find(&bound.pdf, photo).is_some(),
            "the picture's bytes are in the volume"
        );
    }
    let pages = look(&bound.pdf).pages;
    let wide: Vec<bool> = bound
        .starts
        .iter()
        .map(|start| &pages[start.expect("bound") - 1])
        .map(|p| p.width > p.height)
        .collect();
    assert_eq!(wide, [true, false]);
}

#[test]
fn the_plans_pages_keep_code_and_numbers() {
    let bound = bind(&letter_and_annexes());
    let text = look(&bound.pdf).text.expect("text");
    // Cover, contents, body and divider bear the code; pages of others and blank ones do not.
    assert_eq!(text.matches(CODE).count(), 4, "{text}");
}

#[test]
fn a_finished_plan_is_placed_page_by_page() {
    let parts = [
        part(VolumePartKind::Letter, "推荐函", foreign("LETTER", &[(595, 842, 0)])),
        part(
            VolumePartKind::Plan,
            "实施方案",
            foreign("PLAN", &[(595, 842, 0), (595, 842, 0), (595, 842, 0)]),
        ),
    ];
    let bound = bind(&parts);
    let facts = look(&bound.pdf);
    assert_eq!((bound.starts, bound.divider, bound.pages), (vec![Some(5), Some(1)], None, 5));
    assert_eq!(facts.headings, ["实施方案", "推荐函"]);
    let text = facts.text.expect("text");
    assert!(
        text.contains("PLAN 3") && text.contains("LETTER 1") && !text.contains("甲县位于乙市"),
        "{text}"
    );
}

#[test]
fn a_plan_that_cannot_be_set_is_a_trouble_of_its_own() {
    let troubles = with("# 甲\n\n## 一\n\n![图](figures/a.png)\n", |document| {
        volume(document, &letter_and_annexes())
    });
    let troubles = troubles.expect_err("the picture is missing");
    assert!(
        matches!(troubles[0].fault, RenderFault::PictureMissing(_)) && troubles[0].at.is_some(),
        "{troubles:?}"
    );
}

#[test]
fn drafts_say_so_on_every_page_and_name_lines() {
    let rendered = with(PLAN, draft).unwrap_or_else(|troubles| panic!("{troubles:?}"));
    assert!(rendered.text.iter().all(|page| page.contains("草稿")), "{:?}", rendered.text);
    let body = rendered.text.last().expect("a page");
    for line in ["3", "5", "7", "9", "11", "13"] {
        assert!(body.contains(line), "line {line} in {body}");
    }
    assert!(rendered.overfull.is_empty(), "{:?}", rendered.overfull);
    assert!(!String::from_utf8_lossy(&rendered.pdf).contains("pdfaid"));
    let real = with(PLAN, pilot::render::pdf).unwrap_or_else(|troubles| panic!("{troubles:?}"));
    assert!(real.text.iter().all(|page| !page.contains("草稿")));
    assert_eq!(real.headings, rendered.headings, "a draft breaks pages as the plan does");
}

#[test]
fn letters_have_a_sender_above_and_no_number_on_the_first_page() {
    let body = "经审核，同意推荐。\n\n".repeat(40);
    let text = format!(
        "# 甲市生态环境局、甲市工业和信息化局关于推荐乙项目的函\n\n自治区生态环境厅：\n\n{body}甲市生态环境局\n\n甲市工业和信息化局\n\n2023年10月12日\n"
    );
    let rendered = with(&text, letter).unwrap_or_else(|troubles| panic!("{troubles:?}"));
    assert!(rendered.pages >= 2);
    assert!(
        rendered.text[0].matches("甲市生态环境局").count() == 2,
        "sender and title: {}",
        rendered.text[0]
    );
    assert!(
        !rendered.text[0].contains('—')
            && rendered.text[1].contains('2')
            && rendered.text[1].contains('—'),
        "{:?}",
        rendered.text
    );
    assert!(rendered.overfull.is_empty() && rendered.missing.is_empty(), "{:?}", rendered.overfull);
}

fn edit(dir: &Path, from: &str, to: &str) {
    let path = dir.join("pilot.toml");
    let text = fs::read_to_string(&path).expect("readable");
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).expect("writable");
}

fn run(dir: &Path, args: &[&str]) -> Ran {
    let ran = pilot_in(dir, args);
    assert_eq!(ran.exit, Exit::Clean, "{args:?}\n{}\n{}", ran.out, ran.err);
    ran
}

#[test]
fn a_package_comes_with_its_volume_and_the_list_knows_it() {
    let dir = example();
    let dist = dir.path().join("dist");
    run(dir.path(), &["pack", "--as-of", "2023-10-16T09:00"]);
    let first = fs::read(dist.join(format!("{STEM}-合订本.pdf"))).expect("a volume");
    let facts = look(&first);
    let list = fs::read_to_string(dist.join(format!("{STEM}-报送清单.md"))).expect("a list");
    let sheets = facts.pages.len().div_ceil(2);
    for line in [
        format!("打印 {STEM}-合订本.pdf，一式 2 份：A4 双面"),
        format!("{} 页（含空白页），{sheets} 张纸", facts.pages.len()),
        "不足 5 毫米，太薄，不印字".to_owned(),
        "封面盖章".to_owned(),
        "联合推荐函：用盖章原件，换下合订本 PDF 第 ".to_owned(),
    ] {
        assert!(list.contains(&line), "{line}\n{list}");
    }
    assert!(!list.contains("另行打印"));
    for title in [
        "联合推荐函",
        "附件",
        "附件1　园区四至边界图",
        "附件2　三年无突出问题承诺书",
        "附件3　资金证明",
    ] {
        assert!(facts.headings.iter().any(|h| h == title), "{title}: {:?}", facts.headings);
    }
    run(dir.path(), &["render", "--to", "volume"]);
    assert!(
        fs::read(dist.join(format!("{STEM}-合订本.pdf"))).expect("a volume") == first,
        "render and pack write the same volume"
    );
}

#[test]
fn what_cannot_be_bound_is_told_and_printed_separately() {
    let dir = example();
    let path = dir.path().join("attachments/资金证明.pdf");
    let bytes = fs::read(&path).expect("readable");
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("writable");
    let ran = run(dir.path(), &["render", "--to", "volume"]);
    assert!(ran.err.contains("资金证明") && ran.err.contains("文件已损坏"), "{}", ran.err);
    let facts =
        look(&fs::read(dir.path().join(format!("dist/{STEM}-合订本.pdf"))).expect("a volume"));
    assert!(
        facts.headings.iter().any(|h| h.ends_with("承诺书"))
            && !facts.headings.iter().any(|h| h.ends_with("资金证明"))
    );
}

#[test]
fn annexes_that_are_no_pages_are_named_for_printing() {
    let dir = example();
    fs::write(dir.path().join("attachments/说明.txt"), "说明").expect("writable");
    edit(
        dir.path(),
        "[[attachments]]",
        "[[attachments]]\ntitle = \"补充说明\"\nfile = \"attachments/说明.txt\"\n\n[[attachments]]",
    );
    let ran = pilot_in(dir.path(), &["pack", "--as-of", "2023-10-16T09:00"]);
    let list = fs::read_to_string(dir.path().join(format!("dist/{STEM}-报送清单.md")));
    let list = list.unwrap_or_else(|e| panic!("{e}\n{}\n{}", ran.out, ran.err));
    assert!(
        list.contains("另行打印：03-附件/01-补充说明.txt（合订本里没有：不是 PDF、JPEG 或 PNG）"),
        "{list}"
    );
}

#[test]
fn letters_and_drafts_are_written_by_name() {
    let dir = example();
    let ran = run(dir.path(), &["render", "--to", "letter"]);
    assert!(
        ran.err.contains("letter.md:") && ran.err.contains("还没有填：【待填：电话】"),
        "{}",
        ran.err
    );
    let text =
        look(&fs::read(dir.path().join("dist/推荐函.pdf")).expect("a letter")).text.expect("text");
    assert!(text.contains("百色市生态环境局") && text.contains("专此函达"), "{text}");
    // No name is torn, and the matter begins a line.
    assert!(
        text.lines().any(|l| l.trim().starts_with("关于推荐"))
            && text.contains("百色市发展和改革委员会"),
        "{text}"
    );
    assert!(fs::read(dir.path().join("dist/推荐函.docx")).is_ok_and(|b| b.starts_with(b"PK")));
    run(dir.path(), &["render", "--to", "letter", "-o", "函.docx"]);
    assert!(fs::read(dir.path().join("函.docx")).is_ok_and(|b| b.starts_with(b"PK")));
    fs::write(
        dir.path().join("letter.md"),
        "# 百色市生态环境局关于推荐甲项目的函\n\n厅：\n\n自己写的函。\n",
    )
    .expect("writable");
    let ran = run(dir.path(), &["render", "--to", "letter"]);
    assert!(!ran.err.contains("待填") && !ran.err.contains("按通知的文稿"), "{}", ran.err);
    let text =
        look(&fs::read(dir.path().join("dist/推荐函.pdf")).expect("a letter")).text.expect("text");
    assert!(text.contains("自己写的函"), "{text}");
    run(dir.path(), &["render", "--draft"]);
    assert!(
        dir.path().join("dist/实施方案-草稿.pdf").is_file()
            && !dir.path().join("dist/实施方案.pdf").exists()
    );
    let ran = pilot_in(dir.path(), &["render", "--draft", "--to", "volume"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(ran.err.contains("--draft 只用于方案"), "{}", ran.err);
}
