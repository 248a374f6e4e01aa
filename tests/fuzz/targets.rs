//! What is done with bytes from outside, a function for each reader. A fault is a panic; results
//! are looked at only for what must hold for any input.

use std::sync::OnceLock;

use pilot::attachment;
use pilot::bundle::manifest::Manifest;
use pilot::bundle::receive;
use pilot::notice::{Card, Library, Notice};
use pilot::plan::docx;
use pilot::project::{Config, Project, facts};
use pilot::rules::Options;
use pilot::text::{Moment, SourceId, SourceText, Sources};
use pilot::workers::message;

/// What is done with bytes.
pub(crate) type Target = fn(&[u8]);

/// All readers by name.
pub(crate) const ALL: &[(&str, Target)] = &[
    ("zip_reader", zip_reader),
    ("manifest", manifest),
    ("eml", eml),
    ("pilot_toml", pilot_toml),
    ("plan", plan),
    ("card", card),
    ("office", office),
    ("pdf", pdf),
    ("shrink", shrink),
    ("word", word),
    ("worker_message", worker_message),
];

fn notice() -> &'static Notice {
    static NOTICE: OnceLock<Notice> = OnceLock::new();
    NOTICE.get_or_init(|| {
        let library = Library::default();
        let id = library.ids().into_iter().next().expect("a notice is built in");
        std::sync::Arc::unwrap_or_clone(library.load(&id).expect("it loads"))
    })
}

/// A zip archive of anybody: whatever is listed as sound can be taken out and is as large as it
/// says.
pub(crate) fn zip_reader(bytes: &[u8]) {
    received("x.zip", bytes);
}

/// A message.
pub(crate) fn eml(bytes: &[u8]) {
    received("x.eml", bytes);
}

fn received(name: &str, bytes: &[u8]) {
    let received = receive(name, bytes);
    for entry in &received.package.entries {
        if let Some(content) = received.content(&entry.path).filter(|_| !entry.sha256.is_empty()) {
            let twice =
                received.package.entries.iter().filter(|e| e.path == entry.path).count() > 1;
            assert!(
                twice || content.len() as u64 == entry.size,
                "{} is not as large as it was counted",
                entry.path
            );
        }
    }
}

/// A manifest: what is read can be written and read again; its facts become a `pilot.toml`.
pub(crate) fn manifest(bytes: &[u8]) {
    let _ = Manifest::is_claimed(bytes);
    let Ok(manifest) = Manifest::from_json(bytes) else { return };
    let json = manifest.to_json().expect("it has a JSON form");
    assert_eq!(Manifest::from_json(json.as_bytes()).expect("it is read again"), manifest);
    let _ = facts::content_code(&manifest.plan_digest, &manifest.project);
    facts::config_of(&manifest.project, notice(), &mut Sources::default());
}

/// A `pilot.toml`: places lie in the text.
pub(crate) fn pilot_toml(bytes: &[u8]) {
    let text = SourceText::new("pilot.toml", String::from_utf8_lossy(bytes));
    let config = Config::parse(SourceId(0), &text, notice());
    for problem in &config.problems {
        assert!(
            text.text.get(problem.at.span.range()).is_some(),
            "{} points out of the text",
            problem.message
        );
    }
    let _ = Config::notice_of(SourceId(0), &text);
    let _ = facts::facts(&config);
}

/// A plan, parsed and judged by all rules about plans.
pub(crate) fn plan(bytes: &[u8]) {
    let notice = notice();
    let mut project = Project::default();
    project.sources.add(notice.text.source.clone());
    let config = project.sources.add(SourceText::new("pilot.toml", ""));
    project.config = Config::parse(config, project.sources.get(config), notice);
    let id = project.sources.add(SourceText::new("plan.md", String::from_utf8_lossy(bytes)));
    project.plan = Some(pilot::plan::parse::parse(&[id], &project.sources));
    let have = vec![pilot::notice::Need::Plan];
    let options = Options {
        now: Moment::from_unix(1_697_418_000),
        is_final: true,
        have,
        select: Vec::new(),
        ignore: Vec::new(),
    };
    pilot::rules::run(&project, notice, &options);
}

/// A card.
pub(crate) fn card(bytes: &[u8]) {
    if let Ok(keys) = String::from_utf8_lossy(bytes).parse::<toml::Table>() {
        let _ = Card::read("card", keys, &notice().text);
    }
}

/// A Word, Excel or PowerPoint file.
pub(crate) fn office(bytes: &[u8]) {
    let _ = attachment::inspect("x.docx", bytes);
}

/// A PDF.
pub(crate) fn pdf(bytes: &[u8]) {
    let facts = attachment::inspect("x.pdf", bytes);
    assert!(
        facts.pages.iter().all(|p| p.width.is_finite() && p.height.is_finite()),
        "a page has a size"
    );
}

/// A picture or a scan of which a smaller copy is made: what comes of it is smaller and can be
/// read.
pub(crate) fn shrink(bytes: &[u8]) {
    let data = std::sync::Arc::new(bytes.to_vec());
    if let Ok(small) = attachment::shrink::copy("x", &data, 72) {
        assert!(small.bytes.len() < bytes.len());
        assert_eq!(attachment::inspect("x", &small.bytes).broken, None, "the copy can be read");
    }
}

/// A Word document, or the XML of its main part: a copy with a comment reads as the document does.
pub(crate) fn word(bytes: &[u8]) {
    let wrapped = (!bytes.starts_with(b"PK")).then(|| document(bytes));
    let bytes = wrapped.as_deref().unwrap_or(bytes);
    let read = |bytes: &[u8]| {
        let mut sources = Sources::default();
        let plan = docx::read(bytes, "x.docx", &mut sources);
        plan.map(|plan| {
            (plan, sources.iter().map(|(_, source)| source.text.clone()).collect::<String>())
        })
    };
    let Ok((plan, text)) = read(bytes) else { return };
    pilot::plan::markdown::write(&plan.plan, &|image| image.path.clone());
    let comments = [docx::Comment {
        line: 1,
        paragraphs: vec!["看这里".to_owned()],
        ..docx::Comment::default()
    }];
    let marks = docx::Annotations {
        comments: &comments,
        changes: &[],
        text: &text,
        date: "2023-10-16T09:00:00Z",
    };
    if let Ok(copy) = docx::annotate(bytes, &plan, &marks) {
        let (_, again) =
            read(&copy).unwrap_or_else(|fault| panic!("the copy cannot be read: {fault:?}"));
        assert_eq!(again, text, "a comment is no text");
    }
}

/// A document with this main part, headings by their styles' names.
fn document(main: &[u8]) -> Vec<u8> {
    const TYPES: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS), ("word/document.xml", main)]
    {
        zip.start_file(name, options).expect("a new name");
        std::io::Write::write_all(&mut zip, content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// What comes over the pipe of a worker: whatever is taken for a message goes out and comes back as it
/// is, and lengths that lie take no memory.
pub(crate) fn worker_message(bytes: &[u8]) {
    let mut input = bytes;
    while let Ok(Some(read)) = message::read(&mut input) {
        let mut out = Vec::new();
        let parts = message::MessageParts {
            word: &read.word,
            seconds: read.seconds,
            about: &read.about,
            bytes: &read.bytes,
        };
        message::write(&mut out, parts).expect("memory takes all");
        // A prefix may be longer in the plain way of writing it than it came.
        let again = message::read(&mut out.as_slice());
        assert!(read.word.len() > 40 || again.is_ok_and(|again| again == Some(read)));
    }
}
