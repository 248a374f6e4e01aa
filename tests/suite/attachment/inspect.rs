//! What files turn out to be, with files made by hand.

use std::io::{Cursor, Write as _};

use pilot::attachment::{Broken, FileFacts, FileKind, inspect, kind_of};
use zip::write::SimpleFileOptions;

use crate::support::{pdf_of, pdf_stream as stream};

/// A page with keys, content, and further objects from number 5 on.
fn page(keys: &str, content: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{keys}>>"),
        stream("", content),
    ];
    objects.extend(more.iter().map(|o| (*o).to_owned()));
    pdf_of(&objects, "")
}

fn look(bytes: &[u8]) -> FileFacts {
    inspect("a.pdf", bytes)
}

const A4: &str = "/MediaBox[0 0 595 842]";
const HELVETICA: &str = "/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.5
}

#[test]
fn pages_have_their_printed_size() {
    let facts = look(&page(A4, "0 0 m 9 9 l S", &[]));
    assert_eq!(facts.kind, FileKind::Pdf);
    assert_eq!(facts.broken, None);
    assert!(near(facts.pages[0].width, 210.0) && near(facts.pages[0].height, 297.0), "{facts:?}");
    let turned = look(&page("/MediaBox[0 0 842 1191]/Rotate 90", "", &[]));
    assert!(
        near(turned.pages[0].width, 420.0) && near(turned.pages[0].height, 297.0),
        "{turned:?}"
    );
    let cropped = look(&page("/MediaBox[0 0 842 1191]/CropBox[100 100 695 942]", "", &[]));
    assert!(
        near(cropped.pages[0].width, 210.0) && near(cropped.pages[0].height, 297.0),
        "{cropped:?}"
    );
    let unit = look(&page("/MediaBox[0 0 297.5 421]/UserUnit 2", "", &[]));
    assert!(near(unit.pages[0].width, 210.0), "{unit:?}");
}

#[test]
fn blank_is_what_shows_nothing() {
    let blank =
        |keys: &str, content: &str, more: &[&str]| look(&page(keys, content, more)).pages[0].blank;
    assert!(blank(A4, "", &[]));
    assert!(blank(A4, "q 0 0 100 100 re W n Q", &[]));
    assert!(blank(A4, "1 g 0 0 595 842 re f", &[]), "a white ground");
    assert!(blank(HELVETICA, "BT /F1 12 Tf 9 9 Td (   ) Tj ET", &[FONT]), "blanks");
    assert!(!blank(A4, "0 0 m 100 100 l S", &[]));
    assert!(!blank(HELVETICA, "BT /F1 12 Tf 9 9 Td (x) Tj ET", &[FONT]));
    let stamped = "/MediaBox[0 0 595 842]/Annots[<</Type/Annot/Subtype/Stamp/Rect[10 10 90 90]/AP<</N 5 0 R>>>>]";
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 80 80]", "0 0 m 80 80 l S");
    assert!(!blank(stamped, "", &[&form]), "a seal is not nothing");
}

fn scan(keys: &str, pixels: u32, content: &str) -> FileFacts {
    let data = "00".repeat(pixels as usize * pixels as usize / 8 + 1);
    let dict = format!(
        "/Type/XObject/Subtype/Image/Width {pixels}/Height {pixels}/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/ASCIIHexDecode"
    );
    let image = stream(&dict, &data);
    look(&page(
        &format!("/Resources<</XObject<</I 5 0 R>>/Font<</F1 6 0 R>>>>{keys}"),
        content,
        &[&image, FONT],
    ))
}

#[test]
fn scans_tell_their_resolution() {
    let full = scan(A4, 720, "q 720 0 0 720 0 0 cm /I Do Q");
    assert!(!full.pages[0].blank);
    assert!(full.pages[0].scan_dpi.is_some_and(|d| near(d, 72.0)), "{full:?}");
    let turned = scan(A4, 720, "q 0 360 -360 0 400 0 cm /I Do Q");
    assert!(turned.pages[0].scan_dpi.is_some_and(|d| near(d, 144.0)), "{turned:?}");
    let unit = scan("/MediaBox[0 0 297 421]/UserUnit 2", 720, "q 360 0 0 360 0 0 cm /I Do Q");
    assert!(unit.pages[0].scan_dpi.is_some_and(|d| near(d, 72.0)), "{unit:?}");
    let drawn = "q 595 0 0 842 0 0 cm /I Do Q";
    let with = |text: &str| scan(A4, 720, &format!("{drawn} BT /F1 12 Tf {text} ET"));
    let with_text = with("9 400 Td (text) Tj");
    assert_eq!(with_text.pages[0].scan_dpi, None, "a page with text is no scan");
    let marked = with("400 20 Td (made by a scanning program) Tj");
    assert!(marked.pages[0].scan_dpi.is_some(), "a few words at the edge are the program's");
    let footer = "9 20 Td (a long text at the edge of a page with a picture behind it all) Tj";
    assert_eq!(with(footer).pages[0].scan_dpi, None, "many words are not");
    let small = "q 200 0 0 200 0 0 cm /I Do Q BT /F1 12 Tf 9 20 Td (text) Tj ET";
    assert_eq!(scan(A4, 720, small).pages[0].scan_dpi, None, "nor is a page with a picture on it");
    let covered = format!("BT /F1 12 Tf 9 400 Td (recognised) Tj ET {drawn}");
    let covered = scan(A4, 720, &covered);
    assert!(covered.pages[0].scan_dpi.is_some(), "text under a picture is not seen");
    assert!(covered.text.is_some_and(|text| text.contains("recognised")));
    let recognised =
        scan(A4, 720, "q 720 0 0 720 0 0 cm /I Do Q BT 3 Tr /F1 12 Tf 9 9 Td (text) Tj ET");
    assert!(recognised.pages[0].scan_dpi.is_some(), "text under a scan is not seen");
    assert_eq!(recognised.text.as_deref().map(str::trim), Some("text"));
    assert!(recognised.missing_fonts.is_empty(), "a font that prints nothing need not be there");
}

#[test]
fn fonts_that_print_are_embedded_or_told() {
    let used =
        look(&page(HELVETICA, "BT /F1 12 Tf 9 9 Td (Hello) Tj 0 20 Td (World) Tj ET", &[FONT]));
    assert_eq!(used.missing_fonts, ["Helvetica"]);
    assert_eq!(
        used.text.as_deref().map(|t| t.split_whitespace().collect::<Vec<_>>()),
        Some(vec!["Hello", "World"])
    );
    let set_only = look(&page(HELVETICA, "BT /F1 12 Tf ET", &[FONT]));
    assert!(set_only.missing_fonts.is_empty(), "set and never used");
    let keys = "/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>";
    let chinese = [
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>",
    ];
    // 推荐函
    let facts = look(&page(keys, "BT /F1 12 Tf 99 99 Td <63A8835051FD> Tj ET", &chinese));
    assert_eq!(facts.missing_fonts, ["STSong-Light"]);
    assert_eq!(facts.text.as_deref().map(str::trim), Some("推荐函"));
    assert!(!facts.pages[0].blank);
    let in_form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 80 80]/Resources<</Font<</F1 6 0 R>>>>",
        "BT /F1 9 Tf (x) Tj ET",
    );
    let facts = look(&page(
        "/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>",
        "/X Do",
        &[&in_form, FONT],
    ));
    assert_eq!(facts.missing_fonts, ["Helvetica"], "fonts of forms count");
}

#[test]
fn broken_files_say_why() {
    let whole = page(HELVETICA, "BT /F1 12 Tf (Hello) Tj ET", &[FONT]);
    assert_eq!(look(&whole[..whole.len() * 2 / 3]).broken, Some(Broken::Damaged));
    assert_eq!(look(b"%PDF-1.4\nnothing").broken, Some(Broken::Damaged));
    let none = pdf_of(
        &["<</Type/Catalog/Pages 2 0 R>>".into(), "<</Type/Pages/Kids[]/Count 0>>".into()],
        "",
    );
    assert_eq!(look(&none).broken, Some(Broken::Empty));
    let locked = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>".to_owned(),
        format!("<</Filter/Standard/V 1/R 2/P -4/O<{0}>/U<{0}>>>", "41".repeat(32)),
    ];
    let locked = pdf_of(
        &locked,
        "/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]",
    );
    assert_eq!(look(&locked).broken, Some(Broken::Encrypted));
    assert_eq!(inspect("a.pdf", b"").broken, Some(Broken::Empty));
}

#[test]
fn a_pdf_tells_people_bookmarks_and_scripts() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a) 8 0 R]>>>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        "<</Author<FEFF5F204E09>/Creator(WPS)>>",
        "<</First 6 0 R/Last 7 0 R/Count 2>>",
        "<</Title<FEFF4E0030018BD570B95BF98C61>/Next 7 0 R/Parent 5 0 R>>",
        "<</Title(second)/Next 6 0 R/Parent 5 0 R>>",
        "<</Type/Filespec/F(a.txt)>>",
    ];
    let facts = look(&pdf_of(&objects.map(str::to_owned), "/Info 4 0 R"));
    assert_eq!(facts.headings, ["一、试点对象", "second"], "a chain that bites its tail ends");
    assert_eq!(facts.metadata, ["作者：张三", "夹带的附件 1 个"]);
    assert!(facts.macros);
    let plain = [
        "<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R>>",
    ];
    assert!(!look(&pdf_of(&plain.map(str::to_owned), "")).macros, "a first view is no script");
}

#[test]
fn pages_that_stand_for_something_else_prove_nothing() {
    let file = |catalog: &str| {
        let objects = [
            format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{HELVETICA}>>"),
            stream("", "BT /F1 12 Tf 9 9 Td (Please wait) Tj ET"),
            FONT.to_owned(),
            "<</Type/Filespec/F(a.pdf)>>".to_owned(),
        ];
        let facts = look(&pdf_of(&objects, ""));
        (facts.broken, facts.text.is_some())
    };
    let enclosed = "/Names<</EmbeddedFiles<</Names[(a) 6 0 R]>>>>";
    let portfolio = format!("/Collection<</View/T>>{enclosed}");
    assert_eq!(file(&portfolio), (Some(Broken::Portfolio), false));
    assert_eq!(file(enclosed), (None, true), "a page with files beside it");
    let form = "/AcroForm<</XFA[(template) 6 0 R]/Fields[]>>";
    assert_eq!(file(form), (Some(Broken::DynamicForm), false));
    let drawn = "/AcroForm<</XFA[(template) 6 0 R]/Fields[6 0 R]>>";
    assert_eq!(file(drawn), (None, true), "a form that every viewer shows");
    let needs_drawing = format!("/NeedsRendering true{drawn}");
    assert_eq!(file(&needs_drawing), (Some(Broken::DynamicForm), false));
}

#[test]
fn hostile_pdfs_end() {
    let cyclic = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1>>"];
    look(&pdf_of(&cyclic.map(str::to_owned), ""));
    let itself = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>",
        "/X Do /X Do",
    );
    let facts = look(&page(
        "/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>",
        "/X Do",
        &[&itself],
    ));
    assert!(facts.cut, "a form that draws itself is not drawn");
    let mut laughs: Vec<String> = Vec::new();
    for level in 0..20 {
        let dict = format!(
            "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {} 0 R>>>>",
            level + 6
        );
        laughs.push(stream(&dict, &"/X Do ".repeat(20)));
    }
    laughs.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0 0 m 9 9 l S"));
    let more: Vec<&str> = laughs.iter().map(String::as_str).collect();
    assert!(
        look(&page("/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>", "/X Do", &more)).cut
    );
    for deep in ["[".repeat(3_000_000), "<</A".repeat(1_000_000), "[".repeat(45_000)] {
        look(&page(&format!("{A4}/X {deep}"), "", &[]));
        look(&page(A4, &deep, &[]));
    }
}

#[test]
fn packed_attacks_are_unpacked_nowhere() {
    let packed = |data: &[u8]| {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(data).expect("packed");
        encoder.finish().expect("packed")
    };
    let hex = |data: &[u8]| data.iter().map(|b| format!("{b:02x}")).collect::<String>() + ">";
    let nested = packed(&vec![b'['; 3_000_000]);
    let bomb = packed(&packed(&vec![b' '; 120 << 20]));
    let cases = [("[/ASCIIHexDecode/FlateDecode]", hex(&nested)), ("[/AHx/Fl/Fl]", hex(&bomb))];
    for (filter, data) in cases {
        let contents = stream(&format!("/Filter{filter}"), &data);
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
            &contents,
        ];
        let facts = look(&pdf_of(&objects.map(str::to_owned), ""));
        assert!(facts.broken == Some(Broken::Damaged) || facts.cut, "{filter} {facts:?}");
    }
}

fn zipped(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("entry");
        writer.write_all(data.as_bytes()).expect("data");
    }
    writer.finish().expect("archive").into_inner()
}

const CORE: &str = r#"<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>李四</dc:creator><cp:lastModifiedBy>Administrator</cp:lastModifiedBy></cp:coreProperties>"#;

fn docx() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "word/document.xml",
            r#"<w:document xmlns:w="w"><w:body><w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>一、概况</w:t></w:r></w:p><w:p><w:r><w:t>A&amp;B</w:t></w:r><w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p></w:body></w:document>"#,
        ),
        (
            "word/styles.xml",
            r#"<w:styles xmlns:w="w"><w:style w:styleId="2"><w:name w:val="heading 1"/></w:style></w:styles>"#,
        ),
        ("word/comments.xml", r#"<w:comments xmlns:w="w"><w:comment w:id="0"/></w:comments>"#),
        ("word/header1.xml", r#"<w:hdr xmlns:w="w"><w:p><w:r><w:t>机密</w:t></w:r></w:p></w:hdr>"#),
        ("docProps/core.xml", CORE),
        ("docProps/app.xml", "<Properties><Company>某咨询公司</Company></Properties>"),
        ("word/vbaProject.bin", "x"),
    ])
}

fn xlsx() -> Vec<u8> {
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="表一"/><sheet name="底稿" state="veryHidden"/></sheets></workbook>"#,
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>企业</t></si><si><r><t>产</t></r><r><t>能</t></r></si></sst>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            r#"<worksheet><sheetData><row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row r="2" hidden="1"><c><v>12</v></c><c t="inlineStr"><is><t>吨</t></is></c></row></sheetData></worksheet>"#,
        ),
    ])
}

#[test]
fn office_files_tell_text_people_and_what_is_hidden() {
    let facts = inspect("a.docx", &docx());
    assert_eq!((facts.kind, facts.broken, facts.macros), (FileKind::Docx, None, true));
    assert_eq!(facts.text.as_deref(), Some("一、概况\nA&B新\n机密\n"));
    assert_eq!(facts.headings, ["一、概况"]);
    assert_eq!(facts.metadata, ["作者：李四", "单位：某咨询公司", "批注 1 处", "修订 2 处"]);
    let facts = inspect("a.xlsx", &xlsx());
    assert_eq!((facts.kind, facts.broken), (FileKind::Xlsx, None));
    assert_eq!(facts.text.as_deref(), Some("企业\t产能\n12\t吨\n"));
    assert_eq!(facts.metadata, ["隐藏的工作表 1 张", "隐藏的行列 1 处"]);
    let pptx = zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/presentation.xml", "<p/>"),
        (
            "ppt/slides/slide1.xml",
            r#"<p:sld xmlns:p="p" xmlns:a="a" show="0"><a:p><a:r><a:t>汇报</a:t></a:r></a:p></p:sld>"#,
        ),
    ]);
    let facts = inspect("a.pptx", &pptx);
    assert_eq!((facts.kind, facts.text.as_deref()), (FileKind::Pptx, Some("汇报\n")));
    assert_eq!(facts.metadata, ["隐藏的幻灯片 1 张"]);
    let whole = docx();
    assert_eq!(inspect("a.docx", &whole[..whole.len() / 2]).broken, Some(Broken::Damaged));
    let mut ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    ole.resize(2048, 0);
    ole.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(inspect("a.docx", &ole).broken, Some(Broken::Encrypted));
}

/// A JPEG of 16 by 8 pixels, with a place where the numbers are given.
fn jpeg(place: Option<u32>) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    if let Some(degrees) = place {
        // TIFF, big-endian: one entry (GPS), then the GPS directory with latitude and longitude.
        let mut tiff =
            b"MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0\0\x02".to_vec();
        for tag in [2_u16, 4] {
            tiff.extend(tag.to_be_bytes());
            tiff.extend(b"\0\x05\0\0\0\x03\0\0\0\x38");
        }
        tiff.extend([0; 4]);
        for _ in 0..3 {
            tiff.extend(degrees.to_be_bytes());
            tiff.extend(1_u32.to_be_bytes());
        }
        out.extend([0xff, 0xe1]);
        out.extend((tiff.len() as u16 + 8).to_be_bytes());
        out.extend(b"Exif\0\0");
        out.extend(tiff);
    }
    out.extend(
        b"\xff\xc0\0\x0b\x08\0\x08\0\x10\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0\x3f\0\x00\xff\xd9",
    );
    out
}

#[test]
fn pictures_tell_size_place_and_damage() {
    let plain = inspect("a.jpg", &jpeg(None));
    assert_eq!(
        (plain.kind, plain.pixels, plain.located, plain.broken),
        (FileKind::Jpeg, Some((16, 8)), false, None)
    );
    assert!(inspect("a.jpg", &jpeg(Some(23))).located);
    assert!(!inspect("a.jpg", &jpeg(Some(0))).located, "empty fields are no place");
    let whole = jpeg(None);
    assert_eq!(inspect("a.jpg", &whole[..whole.len() - 2]).broken, Some(Broken::Damaged));
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x10\x08\0\0\0\0crc.".to_vec();
    png.extend(b"\0\0\0\x0dtEXtAuthor\0Zhang.crc.");
    let cut = png.clone();
    png.extend(b"\0\0\0\x01IDATxcrc.\0\0\0\0IENDcrc.");
    let facts = inspect("a.png", &png);
    assert_eq!((facts.kind, facts.pixels, facts.broken), (FileKind::Png, Some((32, 16)), None));
    assert_eq!(facts.metadata, ["作者：Zhang."]);
    assert_eq!(inspect("a.png", &cut).broken, Some(Broken::Damaged));
}

#[test]
fn kinds_go_by_content() {
    let entry = |name| zipped(&[(name, "x")]);
    let odt =
        zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "x")]);
    let cases: &[(&str, &[u8], FileKind)] = &[
        ("a.pdf", b"\xff\xd8\xff\xe0", FileKind::Jpeg),
        ("a.docx", &docx(), FileKind::Docx),
        ("a.docx", &entry("x.txt"), FileKind::Zip),
        ("a.ofd", &entry("OFD.xml"), FileKind::Ofd),
        ("a.odt", &odt, FileKind::Other),
        ("a.rar", b"Rar!\x1a\x07\x01\x00", FileKind::Archive),
        ("a.7z", b"7z\xbc\xaf\x27\x1c", FileKind::Archive),
        ("a.txt", b"#!/bin/sh\n", FileKind::Executable),
        ("a.js", b"alert(1)", FileKind::Executable),
        ("a.txt", b"alert(1)", FileKind::Text),
        ("a.txt", "说明".as_bytes(), FileKind::Text),
        ("a.txt", b"\xcb\xb5\xc3\xf7", FileKind::Text),
        ("BMW.txt", b"BM is not a picture", FileKind::Text),
        ("MZ.txt", b"MZ is not a program", FileKind::Text),
        ("a.bin", b"\0\x01\x02\x03", FileKind::Other),
    ];
    for (name, bytes, kind) in cases {
        assert_eq!(kind_of(name, bytes), *kind, "{name} {bytes:?}");
    }
}

/// A small generator of numbers: the same on every machine.
fn next(state: &mut u64) -> usize {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as usize
}

#[test]
fn flipped_bytes_never_panic() {
    let samples = [
        page(HELVETICA, "q 1 0 0 1 0 0 cm BT /F1 12 Tf 9 9 Td (Hello) Tj ET Q", &[FONT]),
        docx(),
        xlsx(),
        jpeg(Some(23)),
    ];
    let mut state = 20_230_906;
    for sample in &samples {
        for _ in 0..150 {
            let mut bytes = sample.clone();
            for _ in 0..=next(&mut state) % 6 {
                let at = next(&mut state) % bytes.len();
                match next(&mut state) % 4 {
                    0 => bytes[at] ^= 1 << (next(&mut state) % 8),
                    1 => bytes[at] = next(&mut state) as u8,
                    2 => bytes.truncate(at.max(1)),
                    _ => bytes.insert(at, next(&mut state) as u8),
                }
            }
            inspect("a", &bytes);
        }
    }
}
