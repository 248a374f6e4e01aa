//! Smaller copies: what is made smaller and how, what is left alone and why, and what a package
//! says of it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jpeg_encoder::{ColorType, Encoder};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref};
use pilot::attachment;
use pilot::attachment::shrink::{KeepReason, SmallerCopy, copy};
use pilot::cli::Exit;
use pilot::text::digest::sha256;

use crate::support::{example_with_pdf, pilot_in};

/// Pixels like those of a scan: paper with a grain, dark lines, a red spot.
fn pixels(width: u32, height: u32, channels: usize) -> Vec<u8> {
    let mut dice = 0x2545_f491_u32;
    let mut out = Vec::new();
    for y in 0..height {
        for x in 0..width {
            dice ^= dice << 13;
            dice ^= dice >> 17;
            dice ^= dice << 5;
            let grain = (dice % 24) as u8;
            let line = (y / 8).is_multiple_of(3) && (x / 5 + y / 3) % 4 != 0;
            let red = (x as i64 - i64::from(width / 2)).pow(2)
                + (y as i64 - i64::from(height / 2)).pow(2)
                < 900;
            let pixel = if red {
                [200, 20 + grain, 30]
            } else if line {
                [30 + grain; 3]
            } else {
                [228 + grain; 3]
            };
            out.extend_from_slice(&pixel[..channels]);
        }
    }
    out
}

fn jpeg(width: u16, height: u16, channels: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let colours = match channels {
        1 => ColorType::Luma,
        3 => ColorType::Rgb,
        _ => ColorType::Cmyk,
    };
    let samples = if channels == 4 {
        vec![90; usize::from(width) * usize::from(height) * 4]
    } else {
        pixels(width.into(), height.into(), channels)
    };
    Encoder::new(&mut out, 95).encode(&samples, width, height, colours).expect("encoded");
    out
}

fn png(width: u32, height: u32, colours: png::ColorType, data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(colours);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().expect("a head").write_image_data(data).expect("written");
    out
}

/// What is odd about a scan.
#[derive(Default)]
struct Odd {
    rotation: i32,
    crop: Option<Rect>,
    unit: Option<f32>,
    /// Content before and after the picture, instead of nothing.
    before: &'static str,
    after: &'static str,
    note: bool,
    mask: bool,
    bookmarks: bool,
    layers: bool,
    decode: bool,
}

/// A scan of pages of A4, each with the one JPEG.
fn scan(
    pages: usize,
    picture: &[u8],
    width: u16,
    height: u16,
    channels: usize,
    odd: &Odd,
) -> Arc<Vec<u8>> {
    let mut pdf = Pdf::new();
    let id = Ref::new;
    let mut catalog = pdf.catalog(id(1));
    catalog.pages(id(2));
    if odd.bookmarks {
        catalog.outlines(id(5));
    }
    if odd.layers {
        catalog.insert(Name(b"OCProperties")).dict();
    }
    catalog.finish();
    if odd.bookmarks {
        pdf.outline(id(5)).first(id(6)).last(id(6)).count(1);
        pdf.outline_item(id(6)).parent(id(5)).title(pdf_writer::TextStr("one"));
    }
    let numbers: Vec<Ref> = (0..pages).map(|n| id(10 + n as i32)).collect();
    pdf.pages(id(2)).kids(numbers.iter().copied()).count(pages as i32);
    for number in numbers {
        let mut page = pdf.page(number);
        page.parent(id(2)).media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).contents(id(3));
        if odd.rotation != 0 {
            page.rotate(odd.rotation);
        }
        odd.crop.map(|crop| page.crop_box(crop));
        odd.unit.map(|unit| page.user_unit(unit));
        if odd.note {
            page.annotations([id(7)]);
        }
        page.resources().x_objects().pair(Name(b"Im0"), id(4));
    }
    if odd.note {
        pdf.annotation(id(7))
            .subtype(pdf_writer::types::AnnotationType::Text)
            .rect(Rect::new(0.0, 0.0, 9.0, 9.0));
    }
    let mut content = Content::new();
    content
        .save_state()
        .transform([595.0, 0.0, 0.0, 842.0, 0.0, 0.0])
        .x_object(Name(b"Im0"))
        .restore_state();
    let drawing =
        [odd.before.as_bytes(), b"\n", &content.finish(), b"\n", odd.after.as_bytes()].concat();
    pdf.stream(id(3), &drawing);
    let mut image = pdf.image_xobject(id(4), picture);
    image.filter(Filter::DctDecode);
    image.width(i32::from(width)).height(i32::from(height)).bits_per_component(8);
    match channels {
        1 => image.color_space().device_gray(),
        3 => image.color_space().device_rgb(),
        _ => image.color_space().device_cmyk(),
    }
    if odd.mask {
        image.s_mask(id(4));
    }
    if odd.decode {
        image.decode([1.0, 0.0].repeat(channels));
    }
    image.finish();
    Arc::new(pdf.finish())
}

/// A page of A4 at 96 dpi.
const WIDE: u16 = 794;
const HIGH: u16 = 1123;

fn plain_scan(odd: &Odd) -> Arc<Vec<u8>> {
    scan(2, &jpeg(WIDE, HIGH, 3), WIDE, HIGH, 3, odd)
}

fn pages(bytes: &[u8]) -> Vec<(f64, f64, Option<i64>)> {
    let facts = attachment::inspect("x.pdf", bytes);
    assert_eq!(facts.broken, None);
    facts.pages.iter().map(|p| (p.width, p.height, p.scan_dpi.map(|d| d.round() as i64))).collect()
}

#[test]
fn scans_keep_their_pages_and_lose_pixels() {
    let crop = Some(Rect::new(10.0, 20.0, 500.0, 800.0));
    for odd in [
        Odd::default(),
        Odd { rotation: 90, ..Odd::default() },
        Odd { rotation: 270, crop, ..Odd::default() },
        Odd { unit: Some(2.0), ..Odd::default() },
        Odd { before: "q 0 0 595 842 re W n", after: "Q", ..Odd::default() },
        Odd { before: "/Artifact BMC 0 g 1 w", after: "EMC", ..Odd::default() },
    ] {
        let original = plain_scan(&odd);
        let wanted = if odd.unit.is_some() { 36 } else { 72 };
        // A page of twice the size has half the dots an inch; none that is finer is asked for.
        let small = copy("a.pdf", &original, 72);
        if wanted == 36 {
            assert_eq!(pages(&original)[0].2, Some(48));
            assert!(small.is_ok_and(|s| pages(&s.bytes)[0].2 == Some(48)), "only encoded anew");
            continue;
        }
        let small = small.unwrap_or_else(|why| panic!("{why:?}"));
        assert!(small.bytes.len() * 2 < original.len() && small.extension.is_none());
        let (before, after) = (pages(&original), pages(&small.bytes));
        assert_eq!(after.len(), 2);
        for (a, b) in before.iter().zip(&after) {
            assert!((a.0 - b.0).abs() < 0.01 && (a.1 - b.1).abs() < 0.01, "{a:?} {b:?}");
            assert_eq!((a.2, b.2), (Some(96), Some(wanted)));
        }
    }
}

#[test]
fn the_same_file_gives_the_same_bytes_everywhere() {
    let scan = plain_scan(&Odd::default());
    let photo = Arc::new(jpeg(1200, 900, 3));
    let drawing = Arc::new(png(900, 1200, png::ColorType::Grayscale, &pixels(900, 1200, 1)));
    let hash = |name: &str, bytes: &Arc<Vec<u8>>| {
        sha256(&copy(name, bytes, 72).unwrap_or_else(|why| panic!("{name}: {why:?}")).bytes)
    };
    let hashes = [hash("a.pdf", &scan), hash("a.jpg", &photo), hash("a.png", &drawing)];
    let again = [hash("b.pdf", &scan), hash("b.jpg", &photo), hash("b.png", &drawing)];
    assert_eq!(hashes, again);
    // Known values: another processor or another version of a library must not change what is
    // packed unseen.
    assert_eq!(hashes.map(|h| h[..16].to_owned()), GOLDEN);
}

const GOLDEN: [&str; 3] = ["6d02e2b0bbac1be1", "30280116809925d7", "31daafa5d1ecfbc9"];

#[test]
fn what_a_copy_would_lose_is_left_alone_and_why() {
    let refused = |name: &str, bytes: &Arc<Vec<u8>>| {
        copy(name, bytes, 72).err().unwrap_or_else(|| panic!("{name} was copied"))
    };
    let odd = |odd: Odd| refused("a.pdf", &plain_scan(&odd));
    let shown = "BT /F1 12 Tf 100 100 Td (text) Tj ET";
    assert_eq!(odd(Odd { after: shown, ..Odd::default() }), KeepReason::Text);
    assert_eq!(
        odd(Odd { before: "0 0 50 50 re f", after: shown, ..Odd::default() }),
        KeepReason::Text
    );
    // Text that nobody sees is searched for all the same.
    assert_eq!(
        odd(Odd { before: "BT 3 Tr /F1 12 Tf (hidden) Tj ET", ..Odd::default() }),
        KeepReason::Text
    );
    assert_eq!(odd(Odd { after: "0 0 50 50 re f", ..Odd::default() }), KeepReason::Mixed);
    assert_eq!(
        odd(Odd { after: "q 10 0 0 10 0 0 cm /Im0 Do Q", ..Odd::default() }),
        KeepReason::Mixed
    );
    assert_eq!(odd(Odd { before: "100 100 200 200 re W n", ..Odd::default() }), KeepReason::Mixed);
    assert_eq!(odd(Odd { before: "0 0 m 9 9 l 5 5 l W n", ..Odd::default() }), KeepReason::Mixed);
    assert_eq!(odd(Odd { mask: true, ..Odd::default() }), KeepReason::Mixed);
    assert_eq!(odd(Odd { note: true, ..Odd::default() }), KeepReason::Notes);
    assert_eq!(odd(Odd { bookmarks: true, ..Odd::default() }), KeepReason::Bookmarks);
    assert_eq!(odd(Odd { layers: true, ..Odd::default() }), KeepReason::Enclosed);
    assert_eq!(odd(Odd { decode: true, ..Odd::default() }), KeepReason::Colours);
    assert_eq!(
        refused("a.pdf", &scan(1, &jpeg(200, 300, 4), 200, 300, 4, &Odd::default())),
        KeepReason::Colours
    );
    assert_eq!(
        refused("a.pdf", &scan(1, &jpeg(200, 300, 1), 200, 300, 3, &Odd::default())),
        KeepReason::Colours
    );
    let with = |words: &[u8]| Arc::new([plain_scan(&Odd::default()).as_slice(), words].concat());
    assert_eq!(refused("a.pdf", &with(b"\n%/ByteRange [0 1 2 3]\nstartxref")), KeepReason::Signed);
    assert_eq!(refused("a.pdf", &with(b"\n%/Encrypt 9 0 R\nstartxref")), KeepReason::Locked);

    assert_eq!(refused("a.jpg", &Arc::new(jpeg(900, 900, 4))), KeepReason::Colours);
    assert_eq!(refused("a.txt", &Arc::new(b"text".to_vec())), KeepReason::NoPicture);
    let clear: Vec<u8> = [10, 20, 30, 128].repeat(300 * 300);
    assert_eq!(
        refused("a.png", &Arc::new(png(300, 300, png::ColorType::Rgba, &clear))),
        KeepReason::Transparent
    );
    for (name, bytes) in
        [("a.pdf", plain_scan(&Odd::default())), ("a.jpg", Arc::new(jpeg(900, 900, 3)))]
    {
        let small = Arc::new(copy(name, &bytes, 72).expect("smaller").bytes);
        assert_eq!(refused(name, &small), KeepReason::NoGain, "a copy of a copy");
    }
}

#[test]
fn damage_is_never_copied() {
    let photo = jpeg(900, 1200, 3);
    for length in [photo.len() / 3, photo.len() / 2, photo.len() - photo.len() / 20] {
        assert_eq!(
            copy("a.jpg", &Arc::new(photo[..length].to_vec()), 72).map(drop),
            Err(KeepReason::Damaged),
            "{length}"
        );
        let inside = scan(1, &photo[..length], 900, 1200, 3, &Odd::default());
        assert_eq!(copy("a.pdf", &inside, 72).map(drop), Err(KeepReason::Damaged), "{length}");
    }
    let drawing = png(400, 600, png::ColorType::Rgb, &pixels(400, 600, 3));
    assert_eq!(
        copy("a.png", &Arc::new(drawing[..drawing.len() / 2].to_vec()), 72).map(drop),
        Err(KeepReason::Damaged)
    );
    let whole = plain_scan(&Odd::default());
    assert_eq!(
        copy("a.pdf", &Arc::new(whole[..whole.len() / 2].to_vec()), 72).map(drop),
        Err(KeepReason::Damaged)
    );
}

#[test]
fn pictures_that_would_fill_the_memory_are_not_decoded() {
    let mut vast = jpeg(64, 64, 1);
    let head = vast.windows(2).position(|w| w == [0xff, 0xc0]).expect("a frame");
    vast[head + 5..head + 9].fill(0xff);
    assert_eq!(copy("a.jpg", &Arc::new(vast.clone()), 72).map(drop), Err(KeepReason::TooLarge));
    assert_eq!(
        copy("a.pdf", &scan(1, &vast, u16::MAX, u16::MAX, 1, &Odd::default()), 72).map(drop),
        Err(KeepReason::TooLarge)
    );
    // The dictionary says little, the picture much.
    assert_eq!(
        copy("a.pdf", &scan(1, &vast, 64, 64, 1, &Odd::default()), 72).map(drop),
        Err(KeepReason::TooLarge)
    );
    let mut vast = png(64, 64, png::ColorType::Rgb, &[7; 64 * 64 * 3]);
    vast[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let check = crc32fast::hash(&vast[12..29]).to_be_bytes();
    vast[29..33].copy_from_slice(&check);
    assert_eq!(copy("a.png", &Arc::new(vast), 72).map(drop), Err(KeepReason::TooLarge));
}

/// Some programs write each colour by itself; a reader that takes it wrong sees stripes of green.
#[test]
fn colours_that_come_one_after_the_other_stay_right() {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder
        .encode(&[200, 40, 60].repeat(1200 * 1200), 1200, 1200, ColorType::Rgb)
        .expect("encoded");
    assert_eq!(bytes.windows(2).filter(|w| *w == [0xff, 0xda]).count(), 3, "three scans");
    let small = copy("a.jpg", &Arc::new(bytes), 72).expect("smaller").bytes;
    let pixels = jpeg_decoder::Decoder::new(small.as_slice()).decode().expect("decoded");
    assert!(
        pixels
            .chunks(3)
            .all(|p| p.iter().zip([200_i32, 40, 60]).all(|(a, b)| (i32::from(*a) - b).abs() < 6))
    );
}

#[test]
fn what_a_camera_notes_stays_with_the_picture() {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    // One field: orientation 6, a quarter turn.
    let exif = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    encoder.add_exif_metadata(exif).expect("added");
    encoder.encode(&pixels(1200, 900, 3), 1200, 900, ColorType::Rgb).expect("encoded");
    let SmallerCopy { bytes: small, extension } =
        copy("a.jpg", &Arc::new(bytes), 72).expect("smaller");
    assert_eq!(extension, None);
    let facts = attachment::inspect("a.jpg", &small);
    // 842 × 595 would be A4 at 72 dpi; 4 : 3 is narrower.
    assert_eq!((facts.pixels, facts.broken), (Some((793, 595)), None));
    let read =
        exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&small)).expect("kept");
    assert_eq!(
        read.get_field(exif::Tag::Orientation, exif::In::PRIMARY).and_then(|f| f.value.get_uint(0)),
        Some(6)
    );
}

fn photo_as_png() -> Vec<u8> {
    let mut data = pixels(1000, 1000, 3);
    let mut dice = 1_u32;
    for s in data.iter_mut() {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *s = s.wrapping_add((dice >> 27) as u8);
    }
    png(1000, 1000, png::ColorType::Rgb, &data)
}

#[test]
fn a_photograph_saved_as_png_becomes_a_jpeg() {
    let small = copy("a.png", &Arc::new(photo_as_png()), 72).expect("smaller");
    assert_eq!(small.extension, Some("jpg"));
    assert_eq!(attachment::inspect("a.jpg", &small.bytes).kind, attachment::FileKind::Jpeg);
}

/// The example with one more annex.
fn project_with(name: &str, bytes: &[u8]) -> tempfile::TempDir {
    let dir = example_with_pdf();
    fs::write(dir.path().join("attachments").join(name), bytes).expect("written");
    let toml = dir.path().join("pilot.toml");
    let text = fs::read_to_string(&toml).expect("there");
    let annex = format!("\n[[attachments]]\ntitle = \"现场照片\"\nfile = \"attachments/{name}\"\n");
    fs::write(&toml, text + &annex).expect("written");
    dir
}

fn in_dist(project: &Path, ending: &str) -> Vec<u8> {
    let files =
        fs::read_dir(project.join("dist")).expect("dist").map(|e| e.expect("readable").path());
    fs::read(files.into_iter().find(|p| p.to_string_lossy().ends_with(ending)).expect(ending))
        .expect("readable")
}

#[test]
fn a_package_says_what_was_shrunk_and_leaves_the_originals() {
    let photo = photo_as_png();
    let dir = project_with("照片.png", &photo);
    let plain = pilot_in(dir.path(), &["pack"]);
    assert_eq!(plain.exit, Exit::Clean, "{}{}", plain.out, plain.err);
    let large = in_dist(dir.path(), ".zip").len();
    let volume = || cfg!(feature = "render").then(|| in_dist(dir.path(), "-合订本.pdf"));
    let bound = volume();
    let listed = pilot_in(dir.path(), &["pack", "--shrink", "100", "--list"]);
    assert!(
        listed.out.contains("现场照片.jpg") && listed.err.contains(" → "),
        "{}{}",
        listed.out,
        listed.err
    );
    assert_eq!(in_dist(dir.path(), ".zip").len(), large, "a list writes nothing");

    let ran = pilot_in(dir.path(), &["pack", "--shrink", "100"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    for words in ["缩小到 100 dpi", "现场照片.png", "原样放入：", "省 ", "看不清"] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert_eq!(
        fs::read(dir.path().join("attachments/照片.png")).expect("there"),
        photo,
        "the original is never touched"
    );
    let zip = in_dist(dir.path(), ".zip");
    assert!(zip.len() < large);
    assert!(volume() == bound, "what is printed is bound of the originals");
    let received = pilot::bundle::receive("S.zip", &zip);
    assert!(received.package.faults.is_empty(), "{:?}", received.package.faults);
    assert!(
        received.package.assumed.join("").contains("缩小到 100 dpi"),
        "{:?}",
        received.package.assumed
    );
    let manifest = received.manifest.expect("ours");
    let shrunk: Vec<_> = manifest.entries.iter().filter(|e| e.original.is_some()).collect();
    let [one] = shrunk.as_slice() else { panic!("{shrunk:?}") };
    assert!(one.path.ends_with("现场照片.jpg"), "{}", one.path);
    let original = one.original.as_ref().expect("shrunk");
    assert_eq!(
        (original.dpi, original.size, original.sha256.as_str()),
        (100, photo.len() as u64, sha256(&photo).as_str())
    );
    assert!(
        manifest.project.to_string().contains(&one.path),
        "the facts name the file that is in the package"
    );
    for ending in ["-报送清单.md", ".eml"] {
        assert!(!in_dist(dir.path(), ending).is_empty());
    }
    let list = String::from_utf8(in_dist(dir.path(), "-报送清单.md")).expect("text");
    assert!(list.contains("缩小到 100 dpi 的副本") && list.contains(&sha256(&photo)), "{list}");
    let verified = pilot_in(dir.path(), &["verify", "dist"]);
    assert!(verified.out.contains("缩小到 100 dpi"), "{}", verified.out);

    let again = pilot_in(dir.path(), &["pack", "--shrink=100"]);
    assert_eq!(again.exit, Exit::Clean);
    assert!(in_dist(dir.path(), ".zip") == zip, "the same bytes");
}

#[test]
fn a_package_over_the_limit_is_told_what_helps() {
    // A picture that drags many bytes along, as some programs write.
    let mut heavy = jpeg(1200, 900, 3);
    heavy.resize(50_500_000, 0);
    heavy.extend(b"\xff\xd9");
    let dir = project_with("照片.jpg", &heavy);
    let ran = pilot_in(dir.path(), &["pack"]);
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.out.contains("package-too-large"), "{}", ran.out);
    for words in [
        "怎样变小（已按 200 dpi 逐个试做",
        "现场照片.jpg  50.50 MB",
        " → ",
        "加上 --shrink 后文件合计",
    ] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    assert!(!dir.path().join("dist").exists());
    let ran = pilot_in(dir.path(), &["pack", "--shrink"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    assert!(in_dist(dir.path(), ".zip").len() < 2_000_000);
}

#[test]
fn resolutions_that_make_no_sense_are_refused() {
    for wrong in ["71", "601", "0", "两百", "200dpi"] {
        let ran = pilot_in(Path::new("."), &["pack", "--shrink", wrong]);
        assert_eq!(ran.exit, Exit::Failed, "{wrong}");
        assert!(ran.err.contains("--shrink") && ran.err.contains("72 至 600"), "{}", ran.err);
    }
    let help = pilot_in(Path::new("."), &["pack", "--help"]);
    assert!(help.out.contains("8000 万像素") && help.out.contains("默认 200"), "{}", help.out);
}
