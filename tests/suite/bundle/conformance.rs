//! What outside tools say about a package. A missing tool is a printed skip, and a failure where
//! `PILOT_CONFORMANCE` is set.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use pilot::cli::Exit;
use pilot::plan::Block;

use crate::support::outside_tools::{print_skip, python_has, succeeds};
use crate::support::{copy, pilot_in};

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
            let files = std::fs::read_dir(project.join("dist"))
                .expect("dist")
                .filter_map(Result::ok)
                .map(|e| e.path());
            files.into_iter().find(|p| p.to_string_lossy().ends_with(ending)).expect(ending)
        };
        Packed { zip: find(".zip"), folder }
    })
}

fn unpacked() -> Option<&'static Path> {
    static UNPACKED: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = UNPACKED.get_or_init(|| {
        let packed = packed();
        let into = packed.folder.path().join("unpacked");
        std::fs::create_dir_all(&into).expect("a folder");
        succeeds(
            "unzip",
            &["-q", packed.zip.to_str()?, "-d", into.to_str()?],
            packed.folder.path(),
        )?;
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
    let expected = [
        "01-实施方案.pdf",
        "02-推荐函/01-联合推荐函.pdf",
        "SHA256SUMS",
        "manifest.json",
        "报送清单.txt",
    ];
    let python = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print('\\n'.join(z.namelist()))";
    for list in [
        succeeds("bsdtar", &["-tf", zip], dir),
        succeeds("python3", &["-X", "utf8", "-c", python, zip], dir),
    ]
    .into_iter()
    .flatten()
    {
        for path in expected {
            assert!(
                list.lines().any(|l| l == format!("{name}/{path}")),
                "{path} is not in\n{list}"
            );
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

/// Two validators of other authors, where they are installed for Python (`pdf-oxide`,
/// `oxidize-pdf`): the plan is PDF/A-2a, the volume does not claim to be. veraPDF, the reference,
/// is in no registry that a build reaches, so these are an extra and never missing.
#[test]
fn conformance_validators_accept_the_archive_file() {
    let Some(folder) = unpacked() else { return };
    let volume = std::fs::read_dir(packed().zip.parent().expect("dist"))
        .expect("dist")
        .filter_map(Result::ok)
        .map(|e| e.path());
    let volume =
        volume.into_iter().find(|p| p.to_string_lossy().ends_with("合订本.pdf")).expect("a volume");
    let one = "import sys,pdf_oxide\nfor p in sys.argv[1:]: print(pdf_oxide.PdfDocument(p).validate_pdf_a('2a')['valid'])";
    let other = "import sys,oxidize_pdf as o\n\
        for p in sys.argv[1:]: print(o.PdfAValidator(o.PdfALevel.A2A).validate_bytes(open(p,'rb').read()).is_valid)";
    for (module, script) in [("pdf_oxide", one), ("oxidize_pdf", other)] {
        if !python_has(module) {
            print_skip(&format!("python3 has no {module}"));
            continue;
        }
        let args = ["-X", "utf8", "-c", script, "01-实施方案.pdf", volume.to_str().expect("UTF-8")];
        assert_eq!(
            succeeds("python3", &args, folder).as_deref(),
            Some("True\nFalse\n"),
            "{module}"
        );
    }
}

/// The same bytes whatever the machine's time zone, language, home, user, threads and the folder's
/// path.
#[test]
fn conformance_documents_do_not_depend_on_where_they_are_made() {
    let temp = tempfile::tempdir().expect("a folder");
    let made = |place: &str, vars: &[(&str, &str)]| {
        let project = temp.path().join(place);
        copy(Path::new("examples/pingguo-nawa-park"), &project);
        let mut out = Vec::new();
        for to in ["pdf", "volume", "letter", "docx", "html"] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_pilot"));
            command.args(["render", "--to", to]).current_dir(&project).envs(vars.iter().copied());
            let ran = command.output().expect("it runs");
            assert!(ran.status.success(), "{to}: {}", String::from_utf8_lossy(&ran.stderr));
        }
        let files = std::fs::read_dir(project.join("dist"))
            .expect("dist")
            .filter_map(Result::ok)
            .map(|e| e.path());
        out.extend(files.map(|p| {
            (p.file_name().expect("a name").to_owned(), std::fs::read(&p).expect("readable"))
        }));
        out.sort();
        out
    };
    let first = made("甲", &[]);
    assert_eq!(first.len(), 6);
    let vars = [
        ("TZ", "America/St_Johns"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANG", "tr_TR.UTF-8"),
        ("HOME", "/nonexistent"),
        ("USER", "somebody"),
        ("RAYON_NUM_THREADS", "1"),
        ("SOURCE_DATE_EPOCH", "1"),
    ];
    let second = made("another place/with a long path", &vars);
    for (one, two) in first.iter().zip(&second) {
        assert!(one == two, "{:?} differs", one.0);
    }
}

/// Nothing of the plan is lost on the way to the page: every character of it is in the PDF's text
/// at least as often, and its paragraphs stand there in order.
#[test]
fn conformance_every_word_of_the_plan_is_on_its_pages() {
    let Some(folder) = unpacked() else { return };
    let Some(text) =
        succeeds("pdftotext", &["-raw", "-enc", "UTF-8", "01-实施方案.pdf", "-"], folder)
    else {
        return;
    };
    let mut sources = pilot::text::Sources::default();
    let plan = std::fs::read_to_string("examples/pingguo-nawa-park/plan.md").expect("the plan");
    let id = sources.add(pilot::text::SourceText::new("plan.md", plan));
    let plan = pilot::plan::parse::parse(&[id], &sources);
    let count = |text: &str| {
        let mut counts = std::collections::BTreeMap::new();
        for c in text.chars().filter(|c| pilot::text::han::is_han(*c)) {
            *counts.entry(c).or_insert(0_usize) += 1;
        }
        counts
    };
    let printed = count(&text);
    let written: String = plan.text_runs().iter().map(|f| f.text.as_str()).collect();
    let lost: Vec<_> = count(&written)
        .into_iter()
        .filter(|(c, n)| printed.get(c).copied().unwrap_or(0) < *n)
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    // Page numbers and content codes, which stand between the lines of two pages, hold no Chinese
    // characters.
    let han =
        |text: &str| -> String { text.chars().filter(|c| pilot::text::han::is_han(*c)).collect() };
    let pages = han(&text);
    let mut from = 0;
    for (_, section) in plan.walk() {
        for block in
            section.blocks.iter().filter(|b| matches!(b.kind, pilot::plan::BlockKind::Paragraph(_)))
        {
            for flat in Block::text_runs(block) {
                let begins: String = han(&flat.text).chars().take(12).collect();
                from += pages[from..]
                    .find(&begins)
                    .unwrap_or_else(|| panic!("“{begins}” does not follow"));
            }
        }
    }
}

/// What a Word document says: headings, cells of tables, captions, notes, and how many pictures.
#[derive(Debug, PartialEq)]
struct Said {
    headings: Vec<(u8, String)>,
    tables: Vec<Vec<String>>,
    captions: Vec<String>,
    notes: Vec<String>,
    pictures: usize,
}

fn said(bytes: &[u8]) -> Said {
    use pilot::plan::caption::is_caption;
    use pilot::plan::{BlockKind, TextRun};
    let squeeze = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let mut sources = pilot::text::Sources::default();
    let read = pilot::plan::docx::read(bytes, "plan.docx", &mut sources)
        .expect("a document that can be read");
    assert!(read.notes.guessed.is_empty(), "headings are styles: {:?}", read.notes.guessed);
    let plan = &read.plan;
    let (mut tables, mut captions) = (Vec::new(), Vec::new());
    for block in plan.walk().iter().flat_map(|(_, section)| &section.blocks) {
        match &block.kind {
            BlockKind::Table(table) => {
                tables.push(
                    table
                        .rows
                        .iter()
                        .flat_map(|r| &r.cells)
                        .map(|c| squeeze(&TextRun::of(&c.inlines).text))
                        .collect(),
                );
            }
            BlockKind::Paragraph(inlines)
                if is_caption(inlines, '表') || is_caption(inlines, '图') =>
            {
                captions.push(squeeze(&TextRun::of(inlines).text));
            }
            _ => {}
        }
    }
    let notes = plan.footnotes.iter().map(|(_, blocks)| {
        squeeze(&blocks.iter().flat_map(Block::text_runs).map(|f| f.text).collect::<String>())
    });
    Said {
        headings: plan
            .walk()
            .iter()
            .map(|(_, s)| (s.heading.level, squeeze(&s.heading.text)))
            .collect(),
        notes: notes.collect(),
        pictures: plan.images().len(),
        tables,
        captions,
    }
}

/// LibreOffice opens the Word document, and what it writes of it has the same structure.
#[test]
fn conformance_libreoffice_understands_the_word_document() {
    let temp = tempfile::tempdir().expect("a folder");
    let project = temp.path().join("项目");
    copy(Path::new("examples/pingguo-nawa-park"), &project);
    // What the example does not have: a note, a list, a table on a landscape page.
    let row = |cell: &str| format!("|{}\n", format!(" {cell} |").repeat(14));
    let more = format!(
        "\n### （九）另\n\n- 甲项[^a]\n  - 乙项\n\n表99 宽\n\n{}{}{}\n[^a]: 注释文字。\n",
        row("指标"),
        row("---"),
        row("12345.67")
    );
    let plan = project.join("plan.md");
    let text = std::fs::read_to_string(&plan).expect("the plan") + &more;
    std::fs::write(&plan, text).expect("written");
    let ran = pilot_in(&project, &["render", "--to", "docx", "-o", "方案.docx"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let own = said(&std::fs::read(project.join("方案.docx")).expect("a document"));
    assert!(
        own.headings.len() > 50 && own.tables.len() > 30 && own.captions.len() > 40,
        "{}",
        own.captions.len()
    );
    assert_eq!((own.pictures, own.notes.as_slice()), (8, &["注释文字。".to_owned()][..]));
    let profile = format!("-env:UserInstallation=file://{}", temp.path().join("profile").display());
    let convert = |to: &str| {
        let out = temp.path().join("out");
        let args = [
            &profile,
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            out.to_str()?,
            "方案.docx",
        ];
        succeeds("soffice", &args, &project)?;
        let ending = to.split(':').next()?;
        Some(
            std::fs::read(out.join(format!("方案.{ending}")))
                .unwrap_or_else(|e| panic!("no {ending}: {e}")),
        )
    };
    let Some(back) = convert("docx:MS Word 2007 XML") else { return };
    let back = said(&back);
    assert_eq!(back.headings, own.headings);
    assert_eq!(back.tables, own.tables);
    assert_eq!(back.captions, own.captions);
    assert_eq!((back.notes, back.pictures), (own.notes, own.pictures));
    let Some(pdf) = convert("pdf") else { return };
    let facts = pilot::attachment::inspect("方案.pdf", &pdf);
    let sides = facts.pages.iter().filter(|p| p.width > p.height).count();
    assert_eq!(sides, 1, "one page on its side");
    assert!(facts.pages.iter().all(|p| !p.blank), "no empty page");
    let text: String = facts.text.unwrap_or_default().split_whitespace().collect();
    for (level, heading) in &own.headings {
        // Three levels stand in the contents too, from the second on.
        let times = if *level <= 4 { 2 } else { 1 };
        assert!(
            text.matches(heading.as_str()).count() >= times,
            "{heading} is not there {times} times"
        );
    }
    // The cover is one page.
    let first: String = pdf_text(&pdf, temp.path()).unwrap_or_default();
    assert!(first.split('\u{c}').next().is_some_and(|page| page.contains("内容码")), "{first}");
}

fn pdf_text(pdf: &[u8], dir: &Path) -> Option<String> {
    std::fs::write(dir.join("look.pdf"), pdf).ok()?;
    succeeds("pdftotext", &["-enc", "UTF-8", "look.pdf", "-"], dir)
}
