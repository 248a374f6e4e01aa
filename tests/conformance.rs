//! What outside tools say about a package. A missing tool is a printed skip, and a failure where `PILOT_CONFORMANCE` is set.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use pilot::cli::Exit;
use pilot::plan::Block;

use crate::support::pilot_in;
use crate::tools::succeeds;

/// The example, packed once for all tests.
struct Packed {
    folder: tempfile::TempDir,
    zip: PathBuf,
}

fn packed() -> &'static Packed {
    static PACKED: OnceLock<Packed> = OnceLock::new();
    PACKED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("项目");
        copy(Path::new("examples/pingguo-nawa-park"), &project);
        let ran = pilot_in(&project, &["pack"]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
        let find = |ending: &str| {
            let files = std::fs::read_dir(project.join("dist")).expect("dist").filter_map(Result::ok).map(|e| e.path());
            files.into_iter().find(|p| p.to_string_lossy().ends_with(ending)).expect(ending)
        };
        Packed { zip: find(".zip"), folder }
    })
}

/// Copies a project without what was made of it.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_entry(|e| e.file_name() != "dist") {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a folder");
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn unpacked() -> Option<&'static Path> {
    static UNPACKED: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = UNPACKED.get_or_init(|| {
        let packed = packed();
        let into = packed.folder.path().join("unpacked");
        std::fs::create_dir_all(&into).expect("a folder");
        succeeds("unzip", &["-q", packed.zip.to_str()?, "-d", into.to_str()?], packed.folder.path())?;
        std::fs::read_dir(&into).ok()?.filter_map(Result::ok).map(|e| e.path()).next()
    });
    found.as_deref()
}

#[test]
fn conformance_unpackers_agree_about_the_archive() {
    let packed = packed();
    let (zip, dir) = (packed.zip.to_str().expect("UTF-8"), packed.folder.path());
    let name = packed.zip.file_stem().expect("named").to_string_lossy().into_owned();
    succeeds("unzip", &["-t", zip], dir);
    succeeds("7z", &["t", zip], dir);
    let expected = ["01-实施方案.pdf", "02-推荐函/01-联合推荐函.pdf", "SHA256SUMS", "manifest.json", "报送清单.txt"];
    let python = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))";
    for list in [succeeds("bsdtar", &["-tf", zip], dir), succeeds("python3", &["-X", "utf8", "-c", python, zip], dir)].into_iter().flatten()
    {
        for path in expected {
            assert!(list.lines().any(|l| l == format!("{name}/{path}")), "{path} is not in\n{list}");
        }
        assert_eq!(list.lines().count(), 8, "{list}");
    }
}

#[test]
fn conformance_the_hashes_hold() {
    let Some(folder) = unpacked() else { return };
    succeeds("sha256sum", &["--quiet", "-c", "SHA256SUMS"], folder);
}

#[test]
fn conformance_the_pdf_is_sound_and_its_fonts_are_inside() {
    let Some(folder) = unpacked() else { return };
    succeeds("qpdf", &["--check", "01-实施方案.pdf"], folder);
    let Some(fonts) = succeeds("pdffonts", &["01-实施方案.pdf"], folder) else { return };
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(fonts.len() >= 4, "{fonts:?}");
    for font in fonts {
        let words: Vec<&str> = font.split_whitespace().collect();
        // name … emb sub uni object ID
        assert_eq!(words[words.len() - 5..words.len() - 2], ["yes", "yes", "yes"], "{font}");
    }
}

/// Nothing of the plan is lost on the way to the page: every character of it is in the PDF's text at least as often, and
/// its paragraphs stand there in order.
#[test]
fn conformance_every_word_of_the_plan_is_on_its_pages() {
    let Some(folder) = unpacked() else { return };
    let Some(text) = succeeds("pdftotext", &["-raw", "-enc", "UTF-8", "01-实施方案.pdf", "-"], folder) else { return };
    let mut sources = pilot::text::Sources::default();
    let plan = std::fs::read_to_string("examples/pingguo-nawa-park/plan.md").expect("the plan");
    let id = sources.add(pilot::text::SourceText::new("plan.md", plan));
    let plan = pilot::plan::parse::parse(&[id], &sources);
    let count = |text: &str| {
        let mut counts = std::collections::BTreeMap::new();
        text.chars().filter(|c| pilot::text::han::is_han(*c)).for_each(|c| *counts.entry(c).or_insert(0_usize) += 1);
        counts
    };
    let printed = count(&text);
    let written: String = plan.flats().iter().map(|f| f.text.as_str()).collect();
    let lost: Vec<_> = count(&written).into_iter().filter(|(c, n)| printed.get(c).copied().unwrap_or(0) < *n).collect();
    assert!(lost.is_empty(), "{lost:?}");
    // Page numbers and content codes, which stand between the lines of two pages, hold no Chinese characters.
    let han = |text: &str| -> String { text.chars().filter(|c| pilot::text::han::is_han(*c)).collect() };
    let pages = han(&text);
    let mut from = 0;
    for (_, section) in plan.walk() {
        for block in section.blocks.iter().filter(|b| matches!(b.kind, pilot::plan::BlockKind::Paragraph(_))) {
            for flat in Block::flats(block) {
                let begins: String = han(&flat.text).chars().take(12).collect();
                from += pages[from..].find(&begins).unwrap_or_else(|| panic!("“{begins}” does not follow"));
            }
        }
    }
}
