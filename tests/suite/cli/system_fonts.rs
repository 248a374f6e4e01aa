//! Fonts of the machine, where a project asks for them, and the embedded ones everywhere else.

use std::fs;
use std::path::Path;

use pilot::cli::Exit;

use crate::support::{Ran, copy, folder, pilot_in};

const EXAMPLE: &str = "examples/pingguo-nawa-park";
/// A name of the class 仿宋 as long as the embedded font's own.
const OTHER: &str = "FZFangSong-Z02";

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

/// The embedded 仿宋 under another name: a font that a machine could have.
fn renamed() -> Vec<u8> {
    let mut bytes = fs::read("src/render/fonts/PilotFangSong.otf").expect("a font");
    let (from, to) = (wide("Pilot FangSong"), wide(OTHER));
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(i, _)| i).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + to.len()].copy_from_slice(&to);
    }
    bytes
}

/// A project with a short plan and these lines of `[render]`.
fn project(render: &str, fonts: &[(&str, &[u8])]) -> tempfile::TempDir {
    let config = fs::read_to_string(format!("{EXAMPLE}/pilot.toml")).expect("the example");
    assert!(config.contains("[render]\n"));
    let config = config.replace("[render]\n", &format!("[render]\n{render}"));
    let plan = "# 甲县实施方案\n\n## 一、概况\n\n正文。\n".as_bytes();
    let mut files = vec![("pilot.toml", config.as_bytes()), ("plan.md", plan)];
    files.extend(fonts.iter().copied());
    folder(&files)
}

fn render(dir: &Path) -> Ran {
    pilot_in(dir, &["render"])
}

#[test]
fn fonts_of_the_machine_stand_before_the_embedded_ones_where_they_are_asked_for() {
    let own = renamed();
    let dir =
        project("fonts = \"system\"\nfont_folders = [\"字体\"]\n", &[("字体/仿宋.otf", &own)]);
    let ran = render(dir.path());
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(
        ran.err.contains(&format!("用了本机字体：{OTHER}")) && ran.err.contains("字节可能不同"),
        "{}",
        ran.err
    );
    let plain = project("", &[("字体/仿宋.otf", &own)]);
    let ran = render(plain.path());
    assert!(!ran.err.contains("本机"), "{}", ran.err);
}

#[test]
fn the_package_names_the_fonts_that_were_used() {
    let used = |render: &str| {
        let own = renamed();
        let dir = crate::support::folder(&[("字体/仿宋.otf", &own)]);
        copy(Path::new(EXAMPLE), dir.path());
        let path = dir.path().join("pilot.toml");
        let config = fs::read_to_string(&path).expect("readable");
        fs::write(&path, config.replace("[render]\n", &format!("[render]\n{render}")))
            .expect("written");
        let ran = pilot_in(dir.path(), &["pack"]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
        let zip = fs::read_dir(dir.path().join("dist"))
            .expect("dist")
            .filter_map(Result::ok)
            .map(|e| e.path());
        let zip =
            zip.into_iter().find(|p| p.extension().is_some_and(|e| e == "zip")).expect("a zip");
        let mut archive =
            zip::ZipArchive::new(fs::File::open(zip).expect("readable")).expect("an archive");
        let name = archive
            .file_names()
            .filter_map(Result::ok)
            .find(|n| n.ends_with("manifest.json"))
            .expect("a manifest")
            .into_owned();
        let manifest: serde_json::Value =
            serde_json::from_reader(archive.by_name(&name).expect("a manifest")).expect("JSON");
        (manifest["fonts"].to_string(), ran.err)
    };
    let (fonts, err) = used("fonts = \"system\"\nfont_folders = [\"字体\"]\n");
    assert!(
        fonts.contains(OTHER) && fonts.contains("Pilot Song") && !fonts.contains("Pilot FangSong"),
        "{fonts}"
    );
    assert!(err.contains("换一台电脑，字节可能不同"), "{err}");
    let (fonts, err) = used("");
    assert!(
        !fonts.contains(OTHER) && fonts.contains("Pilot FangSong") && !err.contains("本机"),
        "{fonts} {err}"
    );
}

#[test]
fn what_cannot_be_found_is_said() {
    let dir = project("fonts = \"system\"\nfont_folders = [\"无\"]\n", &[]);
    let ran = render(dir.path());
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.err.contains("“无”不是项目里的文件夹") && ran.err.contains("相对于 pilot.toml"),
        "{}",
        ran.err
    );
    for outside in ["/usr/share/fonts", "../字体"] {
        let dir = project(&format!("fonts = \"system\"\nfont_folders = [\"{outside}\"]\n"), &[]);
        assert_eq!(render(dir.path()).exit, Exit::Failed, "{outside}");
    }
    let dir = project("fonts = \"sytem\"\n", &[]);
    let ran = render(dir.path());
    assert!(ran.exit == Exit::Failed && ran.err.contains("sytem"), "{}", ran.err);
    // Files that are no fonts do not hurt.
    let dir = project(
        "fonts = \"system\"\nfont_folders = [\"字体\"]\n",
        &[("字体/坏.ttf", b"no font"), ("字体/空.otf", b"")],
    );
    assert_eq!(render(dir.path()).exit, Exit::Clean);
}

/// Moves one character of a font to another place of Unicode that the embedded fonts do not have:
/// the font then prints a character that they cannot. The font, and that character.
fn with_a_rare_character() -> (Vec<u8>, char) {
    let mut bytes = renamed();
    let long = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four")) as usize;
    let short = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
    let cmap = (0..usize::from(short(4)))
        .map(|i| 12 + 16 * i)
        .find(|at| &bytes[*at..at + 4] == b"cmap")
        .expect("cmap");
    // OpenType, cmap format 4: the last characters of the segments, two bytes, the first ones, what
    // to add for the glyph.
    let cmap = long(cmap + 8);
    let table = cmap + long(cmap + 8);
    assert_eq!(short(table), 4);
    let length = usize::from(short(table + 6));
    let [ends, starts, deltas, ranges] =
        [14, 16 + length, 16 + 2 * length, 16 + 3 * length].map(|lead| table + lead);
    let is_free = |segment: usize| {
        let at = 2 * segment;
        let code = short(starts + at);
        let is_alone = code == short(ends + at)
            && short(starts + at + 2) > code + 1
            && short(ranges + at) == 0;
        let next = char::from_u32(u32::from(code) + 1)
            .filter(|c| ('一'..='龥').contains(c) && !pilot::text::coverage::printable(*c))?;
        if is_alone { Some((at, next)) } else { None }
    };
    let (at, next) = (0..length / 2 - 1).find_map(is_free).expect("a character by itself");
    let code = u16::try_from(u32::from(next)).expect("two bytes");
    let delta = short(deltas + at).wrapping_sub(1);
    for (place, value) in [(starts, code), (ends, code), (deltas, delta)] {
        bytes[place + at..place + at + 2].copy_from_slice(&value.to_be_bytes());
    }
    (bytes, next)
}

#[test]
fn what_a_font_of_the_machine_prints_is_not_missing() {
    let (own, rare) = with_a_rare_character();
    let judged = |render: &str, command: &[&str]| {
        let dir = project(render, &[("字体/仿宋.otf", &own)]);
        let plan = format!("# 甲县实施方案\n\n## 一、{rare}村概况\n\n住{rare}村，另有𪗎字。\n");
        fs::write(dir.path().join("plan.md"), plan).expect("written");
        let ran = pilot_in(dir.path(), command);
        format!("{}{}", ran.out, ran.err)
    };
    let check = ["check", "--select", "glyph-missing", "--format", "json"];
    let system = "fonts = \"system\"\nfont_folders = [\"字体\"]\n";
    let missing = |said: &str, c: char| said.contains(&format!("U+{:04X}", u32::from(c)));
    let said = judged("", &check);
    assert!(missing(&said, rare) && missing(&said, '𪗎'), "{said}");
    let said = judged(system, &check);
    assert!(!missing(&said, rare) && missing(&said, '𪗎'), "{said}");
    // The pages are of the same mind.
    let said = judged(system, &["render"]);
    assert!(!missing(&said, rare) && missing(&said, '𪗎'), "{said}");
}
