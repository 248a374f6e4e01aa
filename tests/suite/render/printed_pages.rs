//! What pages show beside their content, and what layers hide: in the volume as in the file.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use pilot::attachment::{Beside, PagesInPrint, PrintHindrance, PrintRemark, printed_pages};
use pilot::cli::Exit;
use pilot::render::{RenderFault, VolumePart, VolumePartKind};

use super::volume::{bind, look, part};
use crate::support::outside_tools::tool;
use crate::support::{example, pdf_of, pdf_stream, pilot_in};

const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const FONTS: &str = "/Font<</F 5 0 R>>";

/// A drawing of 100 by 50 that says a word in a frame.
fn drawing(word: &str) -> String {
    drawing_with(word, "/BBox[0 0 100 50]")
}

fn drawing_with(word: &str, keys: &str) -> String {
    let keys = format!("/Type/XObject/Subtype/Form{keys}/Resources<<{FONTS}>>");
    pdf_stream(&keys, &format!("1 0 0 rg 2 2 96 46 re S BT /F 20 Tf 9 15 Td ({word}) Tj ET"))
}

/// A sheet with further keys of the catalogue and of the page, its content, and objects from 6 on.
fn sheet(catalog: &str, keys: &str, content: &str, more: &[String]) -> Vec<u8> {
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{catalog}>>"),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595.276 841.89]>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R{keys}>>"),
        pdf_stream("", content),
        FONT.to_owned(),
    ];
    objects.extend(more.iter().cloned());
    pdf_of(&objects, "")
}

const RESOURCES: &str = "/Resources<</Font<</F 5 0 R>>/Properties<</L 6 0 R/M 7 0 R>>>>";
const TEXT: &str = "BT /F 30 Tf 60 700 Td (PLAIN) Tj ET";

/// A sheet with one thing beside its content, whose drawing is object 6.
fn with(annotation: &str) -> Vec<u8> {
    with_form("", annotation)
}

fn with_form(form: &str, annotation: &str) -> Vec<u8> {
    let catalog = format!("/AcroForm<<{form}/Fields[]>>");
    let keys = format!(
        "{RESOURCES}/Annots[99 0 R null <</Type/Annot/Rect[300 100 500 200]{annotation}>>]"
    );
    sheet(&catalog, &keys, TEXT, &[drawing("BESIDE"), "<<>>".to_owned()])
}

fn printed(bytes: &[u8]) -> PagesInPrint {
    printed_pages(&Arc::new(bytes.to_vec()))
}

/// The text of what is printed, and what is seen on a screen only.
fn merged(bytes: &[u8]) -> (String, Vec<PrintRemark>) {
    match printed(bytes) {
        PagesInPrint::Merged { pdf, remarks } => {
            let facts = look(&pdf);
            assert_eq!((facts.broken, facts.pages.len()), (None, look(bytes).pages.len()));
            (facts.text.unwrap_or_default(), remarks)
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_stands_on_a_page_is_printed_with_it() {
    for annotation in [
        "/Subtype/Stamp/F 4/AP<</N 6 0 R>>",
        "/Subtype/FreeText/F 4/AP<</N 6 0 R>>",
        "/Subtype/Widget/FT/Sig/F 132/V<</Type/Sig>>/AP<</N 6 0 R>>",
        "/Subtype/Widget/FT/Tx/F 4/V(x)/AP<</N 6 0 R>>",
        "/Subtype/Widget/FT/Btn/F 4/AS/Yes/AP<</N<</Yes 6 0 R/Off 7 0 R>>>>",
        "/Subtype/Ink/F 4/AP<</N 6 0 R>>",
    ] {
        let (text, remarks) = merged(&with(annotation));
        assert!(text.contains("PLAIN") && text.contains("BESIDE"), "{annotation}: {text}");
        assert!(remarks.is_empty(), "{annotation}");
    }
}

#[test]
fn what_is_not_printed_stays_out_and_is_told_if_a_screen_shows_it() {
    for hidden in [
        "/Subtype/Stamp/F 6/AP<</N 6 0 R>>",
        "/Subtype/Stamp/F 36/AP<</N 6 0 R>>",
        "/Subtype/Widget/FT/Btn/F 4/AS/Off/AP<</N<</Yes 6 0 R>>>>",
        "/Subtype/Widget/FT/Tx/F 4",
        "/Subtype/Widget/FT/Tx/F 4/V()",
        "/Subtype/Widget/FT/Sig/F 4/V<</Type/Sig>>",
        "/Subtype/Link/F 4/A<</S/URI/URI(http://a.cn)>>",
        "/Subtype/Popup/F 4",
    ] {
        assert_eq!(printed(&with(hidden)), PagesInPrint::AsFiled, "{hidden}");
    }
    let (text, remarks) = merged(&with("/Subtype/Stamp/AP<</N 6 0 R>>"));
    assert!(!text.contains("BESIDE"), "{text}");
    assert_eq!(remarks, [PrintRemark { page: 1, what: Beside::Stamp }]);
    let (_, remarks) = merged(&with("/Subtype/Text/F 4/Contents(x)"));
    assert_eq!(remarks, [PrintRemark { page: 1, what: Beside::Note }]);
}

#[test]
fn what_every_viewer_draws_by_itself_is_told() {
    let no_look = |bytes: &[u8]| match printed(bytes) {
        PagesInPrint::Unprintable(PrintHindrance::NoAppearance(place)) => Some(place.what),
        _ => None,
    };
    for (annotation, what) in [
        ("/Subtype/Widget/FT/Tx/F 4/V(x)", Beside::Field),
        ("/Subtype/Widget/FT/Btn/F 4/V/Yes", Beside::Field),
        ("/Subtype/FreeText/F 4/Contents(x)", Beside::TypedText),
        ("/Subtype/Stamp/F 4/Name/Approved", Beside::Stamp),
        ("/Subtype/Highlight/F 4", Beside::Mark),
    ] {
        assert_eq!(no_look(&with(annotation)), Some(what), "{annotation}");
    }
    let empty = pdf_stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "/Tx BMC EMC");
    let keys = format!(
        "{RESOURCES}/Annots[<</Type/Annot/Rect[9 9 99 99]/Subtype/Widget/FT/Tx/F 4/V(x)/AP<</N 6 0 R>>>>]"
    );
    let file = |form: &str| {
        let form = format!("/AcroForm<<{form}/Fields[]>>");
        sheet(&form, &keys, TEXT, &[empty.clone(), "<<>>".to_owned()])
    };
    assert_eq!(no_look(&file("/NeedAppearances true")), Some(Beside::Field));
    assert_eq!(no_look(&file("")), None, "its look is nothing");
}

/// A sheet whose text HIDDEN stands on the layer `/L`, object 6; object 7 is another one.
fn layered(config: &str, layers: [&str; 2]) -> Vec<u8> {
    let catalog = format!("/OCProperties<</OCGs[6 0 R 7 0 R]/D<<{config}>>>>");
    let content = "BT /F 30 Tf 60 700 Td (PLAIN) Tj ET /OC /L BDC BT /F 30 Tf 60 60 Td (HIDDEN) Tj \
                   ET EMC BT /F 30 Tf 60 400 Td (AFTER) Tj ET";
    sheet(&catalog, RESOURCES, content, &layers.map(str::to_owned))
}

const LAYER: &str = "<</Type/OCG/Name(x)>>";

#[test]
fn layers_that_are_switched_off_are_not_printed() {
    let is_shown = |bytes: &[u8]| match printed(bytes) {
        PagesInPrint::AsFiled => true,
        PagesInPrint::Merged { pdf, remarks } => {
            let text = look(&pdf).text.unwrap_or_default();
            assert!(text.contains("PLAIN") && text.contains("AFTER") && remarks.is_empty());
            let bytes = String::from_utf8_lossy(&pdf).into_owned();
            assert!(!bytes.contains("OCG"), "no layer is left");
            text.contains("HIDDEN")
        }
        other => panic!("{other:?}"),
    };
    let two = [LAYER, LAYER];
    for (config, shown) in [
        ("", true),
        ("/OFF[6 0 R]", false),
        ("/OFF[7 0 R]", true),
        ("/BaseState/OFF", false),
        ("/BaseState/OFF/ON[6 0 R]", true),
    ] {
        assert_eq!(is_shown(&layered(config, two)), shown, "{config}");
    }
    let used = |event: &str, usage: &str| {
        let config = format!("/AS[<</Event/{event}/Category[/{event}]/OCGs[6 0 R]>>]");
        let layer = format!("<</Type/OCG/Name(x)/Usage<</{event}<</{usage}>>>>>>");
        is_shown(&layered(&config, [&layer, LAYER]))
    };
    assert!(!used("Print", "PrintState/OFF") && used("Print", "PrintState/ON"));
    assert!(!used("View", "ViewState/OFF"));
    for (condition, shown) in [
        ("/OCGs[7 0 R]", false),
        ("/OCGs[7 0 R]/P/AnyOff", true),
        ("/OCGs[7 0 R]/P/AllOff", true),
        ("/OCGs[7 0 R]/P/AllOn", false),
        ("/OCGs 7 0 R", false),
        ("/VE[/Not 7 0 R]", true),
        ("/VE[/And[/Not 7 0 R] 7 0 R]", false),
        ("/VE[/Or[/Not 7 0 R] 7 0 R]", true),
    ] {
        let layer = format!("<</Type/OCMD{condition}>>");
        assert_eq!(is_shown(&layered("/OFF[7 0 R]", [&layer, LAYER])), shown, "{condition}");
    }
}

#[test]
fn drawings_and_stamps_on_hidden_layers_are_not_printed() {
    let catalog = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]>>>>";
    let owned = drawing_with("HIDDEN", "/BBox[0 0 100 50]/OC 6 0 R");
    let inner = pdf_stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>/Properties<</Q 6 0 R>>>>",
        "BT /F 20 Tf 9 9 Td (SHOWN) Tj ET /OC /Q BDC BT /F 20 Tf 9 50 Td (HIDDEN) Tj ET EMC",
    );
    let keys = "/Resources<</Font<</F 5 0 R>>/XObject<</A 7 0 R/B 8 0 R>>>>\
        /Annots[<</Type/Annot/Subtype/Stamp/F 4/Rect[9 9 99 99]/OC 6 0 R/AP<</N 7 0 R>>>>]";
    let bytes = sheet(
        catalog,
        keys,
        "/A Do q 1 0 0 1 200 200 cm /B Do Q",
        &[LAYER.to_owned(), owned, inner],
    );
    let (text, _) = merged(&bytes);
    assert!(text.contains("SHOWN") && !text.contains("HIDDEN"), "{text}");
    let glued = "BT /F 30 Tf 60 700 Td /OC /L BDC (A) Tj EMC (B) Tj ET";
    let bytes = sheet(catalog, RESOURCES, glued, &[LAYER.to_owned(), LAYER.to_owned()]);
    let expected = PagesInPrint::Unprintable(PrintHindrance::HiddenLayer(1));
    assert_eq!(printed(&bytes), expected, "the place of B hangs on A");
}

/// The same file as one of PDF 2.0.
fn newer(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes[..8].copy_from_slice(b"%PDF-2.0");
    bytes
}

#[test]
fn pages_of_pdf_2_are_bound() {
    let bytes = newer(sheet("", RESOURCES, TEXT, &[LAYER.to_owned(), LAYER.to_owned()]));
    let PagesInPrint::Merged { pdf, .. } = printed(&bytes) else { panic!("it is written anew") };
    let bound = bind(&[part(VolumePartKind::Annex, "新", pdf)]);
    assert!(bound.left_out.is_empty(), "{:?}", bound.left_out);
    assert!(look(&bound.pdf).text.is_some_and(|text| text.contains("PLAIN")));
    let refused = bind(&[part(VolumePartKind::Annex, "新", bytes)]);
    let reason = &refused.left_out[0].1;
    assert!(matches!(reason, RenderFault::PartRefused(_)), "its words are for nobody: {reason}");
}

/// A page as grey pixels, width and height first; `None` where it cannot be drawn.
fn pixels(pdf: &[u8], page: usize, dir: &Path) -> Option<(usize, usize, Vec<u8>)> {
    fs::write(dir.join("x.pdf"), pdf).expect("written");
    let page = page.to_string();
    let args =
        ["-r", "48", "-gray", "-cropbox", "-f", &page, "-l", &page, "-singlefile", "x.pdf", "x"];
    let output = tool("pdftoppm", &args, dir)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(dir.join("x.pgm")).expect("a picture");
    let mut parts = bytes.splitn(4, |b| b.is_ascii_whitespace());
    parts.next();
    let mut number = || -> usize {
        let word = String::from_utf8_lossy(parts.next().expect("a number")).into_owned();
        word.parse().expect("a number")
    };
    let (wide, high) = (number(), number());
    let grey = bytes[bytes.len() - wide * high..].to_vec();
    Some((wide, high, grey))
}

#[test]
fn a_page_of_the_volume_looks_like_the_page_of_the_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let stamp = "/Subtype/Stamp/F 4/AP<</N 6 0 R>>";
    let annots = |keys: &str, annotation: &str| {
        format!("{RESOURCES}{keys}/Annots[<</Type/Annot/Rect[300 100 500 300]{annotation}>>]")
    };
    let turned = drawing_with("BESIDE", "/BBox[0 0 100 50]/Matrix[0 1 -1 0 0 0]");
    let page = |keys: &str, content: &str, look: &str| {
        sheet("", &annots(keys, stamp), content, &[look.to_owned(), "<<>>".to_owned()])
    };
    let plain = drawing("BESIDE");
    let open = format!("{TEXT} q 0.5 0 0 0.5 9 9 cm");
    let cases = [
        ("upright", page("", TEXT, &plain)),
        ("open state", page("", &open, &plain)),
        ("turned drawing", page("", TEXT, &turned)),
        ("turned page", page("/Rotate 90", TEXT, &plain)),
        ("moved page", page("/MediaBox[-50 -40 545.276 801.89]", TEXT, &plain)),
        (
            "cropped page",
            page("/MediaBox[0 0 900 900]/CropBox[100 20 695.276 861.89]", TEXT, &plain),
        ),
        ("hidden layer", layered("/OFF[6 0 R]", [LAYER, LAYER])),
        ("newer", newer(page("", TEXT, &plain))),
    ];
    for (name, bytes) in &cases {
        let PagesInPrint::Merged { pdf, .. } = printed(bytes) else { panic!("{name}") };
        let bound = bind(&[part(VolumePartKind::Annex, "页", pdf)]);
        let start = bound.starts[0].expect("bound");
        let Some(before) = pixels(bytes, 1, dir.path()) else { return };
        let Some(after) = pixels(&bound.pdf, start, dir.path()) else { return };
        assert!(before.0.abs_diff(after.0) <= 1 && before.1.abs_diff(after.1) <= 1, "{name}");
        let dark = before.2.iter().filter(|grey| **grey < 200).count();
        assert!(dark > 150, "{name}: there is something to see");
        let mut different = 0;
        for row in 0..before.1.min(after.1) {
            for column in 0..before.0.min(after.0) {
                let (a, b) = (before.2[row * before.0 + column], after.2[row * after.0 + column]);
                different += usize::from(a.abs_diff(b) > 96);
            }
        }
        assert!(different * 10 < dark, "{name}: {different} of {dark} points differ");
    }
}

const STEM: &str =
    "2023+平果市那瓦铝产业园清洁生产整体审核创新试点项目+平果市那瓦铝产业园管理委员会";

#[test]
fn the_volume_of_a_project_has_the_seals_and_names_what_it_cannot_show() {
    let dir = example();
    let put = |name: &str, bytes: Vec<u8>| {
        let path = dir.path().join(format!("attachments/{name}.pdf"));
        assert!(path.is_file(), "{name}");
        fs::write(path, bytes).expect("written");
    };
    put("四至边界图", with("/Subtype/Widget/FT/Sig/F 132/V<</Type/Sig>>/AP<</N 6 0 R>>"));
    put("三年无突出问题承诺书", with("/Subtype/Widget/FT/Tx/F 4/V(x)"));
    put("资金证明", layered("/OFF[6 0 R]", [LAYER, LAYER]));
    let ran = pilot_in(dir.path(), &["render", "--to", "volume"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let volume = fs::read(dir.path().join(format!("dist/{STEM}-合订本.pdf"))).expect("a volume");
    let facts = look(&volume);
    let text = facts.text.expect("text");
    assert!(text.contains("BESIDE") && text.contains("AFTER") && !text.contains("HIDDEN"));
    assert!(facts.headings.iter().all(|heading| !heading.contains("承诺书")));
    assert!(ran.err.contains("承诺书") && ran.err.contains("第 1 页填写的内容"), "{}", ran.err);
    assert!(ran.err.contains("请另行打印"), "{}", ran.err);
}

/// A JPEG of 200 by 100 pixels, red in the four colours of print.
fn red_in_inks() -> Vec<u8> {
    let mut out = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut out, 95);
    let red = [0, 255, 255, 0].repeat(200 * 100);
    encoder.encode(&red, 200, 100, jpeg_encoder::ColorType::Cmyk).expect("encoded");
    out
}

/// The picture of a page as red, green and blue, at 36 points an inch.
fn colours(pdf: &[u8], page: usize, dir: &Path) -> Option<Vec<[u8; 3]>> {
    fs::write(dir.join("x.pdf"), pdf).expect("written");
    let page = page.to_string();
    let args = ["-r", "36", "-f", &page, "-l", &page, "-singlefile", "x.pdf", "x"];
    let output = tool("pdftoppm", &args, dir)?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let bytes = fs::read(dir.join("x.ppm")).expect("a picture");
    let pixels = bytes[bytes.len() % 3..].chunks_exact(3);
    Some(pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
}

#[test]
fn a_picture_in_the_colours_of_print_is_bound_and_set_in_those_of_a_screen() {
    let dir = tempfile::tempdir().expect("a folder");
    let annex = VolumePart::new(
        VolumePartKind::Annex,
        "照片".to_owned(),
        red_in_inks(),
        vec![(200.0, 100.0)],
    );
    let bound = bind(&[annex]);
    assert!(bound.left_out.is_empty(), "{:?}", bound.left_out);
    let start = bound.starts[0].expect("bound");
    if let Some(pixels) = colours(&bound.pdf, start, dir.path()) {
        let red = pixels.iter().filter(|[r, g, b]| *r > 230 && *g < 40 && *b < 40).count();
        assert!(red * 3 > pixels.len(), "{red} of {} points are red", pixels.len());
    }
    let project = example();
    fs::write(project.path().join("figures/印.jpg"), red_in_inks()).expect("written");
    let path = project.path().join("plan.md");
    let plan = fs::read_to_string(&path).expect("readable") + "\n![图99 印刷色](figures/印.jpg)\n";
    fs::write(path, plan).expect("written");
    let ran = pilot_in(project.path(), &["render", "-o", "out.pdf"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = pilot_in(project.path(), &["check", "--select", "image-format"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
}
