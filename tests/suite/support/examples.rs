//! Projects made of the examples of cards, and the places that the examples mark.

use pilot::attachment::{Broken, FileFacts, FileKind, Page};
use pilot::diag::{Finding, Place};
use pilot::notice::card::{ExampleDuplicate, ExampleFile, ExamplePackage};
use pilot::notice::{Example, Need, Notice};
use pilot::project::{
    CityTotal, Config, Duplicate, FaultKind, Package, PackageEntry, PackageFault, PackageOrigin,
    Project, ProjectFile, SharedContent,
};
use pilot::rules::Options;
use pilot::text::{Moment, SourceText, Span};

/// A place that an example marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// In a text: name, first and last byte.
    Text(String, u32, u32),
    /// A path.
    Path(String),
    /// The whole.
    Whole,
}

/// Takes `⟦⟧` out of a text and tells where they stood.
pub(crate) fn unmark(text: &str) -> (String, Vec<Span>) {
    let (mut out, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in text.chars() {
        match c {
            '⟦' => open.push(out.len()),
            '⟧' => spans.push(Span::new(open.pop().expect("⟦ before ⟧"), out.len())),
            c => out.push(c),
        }
    }
    assert!(open.is_empty(), "⟦ without ⟧ in {text}");
    (out, spans)
}

/// A project made of an example, and the places it marks.
pub(crate) fn project_of(example: &Example, notice: &Notice) -> (Project, Vec<Mark>) {
    let mut project = Project::default();
    let mut marks = Vec::new();
    project.sources.add(notice.text.source.clone());
    let (config, spans) = unmark(example.config.as_deref().unwrap_or_default());
    marks.extend(spans.iter().map(|s| Mark::Text("pilot.toml".into(), s.start, s.end)));
    let config = SourceText::new("pilot.toml", config);
    let source = project.sources.add(config.clone());
    project.config = Config::parse(source, &config, notice);
    if let Some(plan) = &example.plan {
        let (plan, spans) = unmark(plan);
        marks.extend(spans.iter().map(|s| Mark::Text("plan.md".into(), s.start, s.end)));
        let id = project.sources.add(SourceText::new("plan.md", plan));
        project.plan = Some(pilot::plan::parse::parse(&[id], &project.sources));
    }
    for file in &example.files {
        let (path, spans) = unmark(&file.path);
        if !spans.is_empty() {
            marks.push(Mark::Path(path.clone()));
        }
        project.files.push(file_of(file, path));
    }
    if let Some(package) = &example.package {
        project.package = Some(package_of(package, &mut marks));
    }
    marks.sort();
    (project, marks)
}

fn file_of(file: &ExampleFile, path: String) -> ProjectFile {
    let broken = file.broken.as_deref().map(|why| match why {
        "damaged" => Broken::Damaged,
        "encrypted" => Broken::Encrypted,
        "empty" => Broken::Empty,
        "folder" => Broken::Folder,
        "link" => Broken::Link("/etc/hosts".into()),
        "denied" => Broken::Denied("permission denied".into()),
        "outside" => Broken::Outside,
        other => panic!("no such way to be broken: {other}"),
    });
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "pdf" => FileKind::Pdf,
        "docx" => FileKind::Docx,
        "xlsx" => FileKind::Xlsx,
        "jpg" | "jpeg" => FileKind::Jpeg,
        "png" => FileKind::Png,
        "zip" => FileKind::Zip,
        "rar" | "7z" => FileKind::Archive,
        "exe" | "js" | "bat" => FileKind::Executable,
        _ => FileKind::Other,
    };
    let pages = file.pages.iter().enumerate().map(|(i, [width, height])| Page {
        width: *width,
        height: *height,
        blank: file.blank_pages.contains(&(i + 1)),
        scan_dpi: file.dpi,
    });
    let facts = FileFacts {
        kind,
        broken,
        pages: pages.collect(),
        text: file.text.clone(),
        missing_fonts: file.missing_fonts.clone(),
        headings: file.headings.clone(),
        empty_fields: file.empty_fields.clone(),
        metadata: file.metadata.clone(),
        located: file.located,
        pixels: file.pixels.map(|[w, h]| (w, h)),
        macros: path.ends_with('m'),
        ..FileFacts::default()
    };
    let modified = file.modified.as_deref().and_then(Moment::parse);
    ProjectFile {
        path,
        size: file.size,
        modified,
        sha256: file.sha256.clone(),
        facts,
        exists: true,
    }
}

fn package_of(package: &ExamplePackage, marks: &mut Vec<Mark>) -> Package {
    let mut entries = Vec::new();
    for (index, entry) in package.entries.iter().enumerate() {
        let (path, spans) = unmark(entry);
        if !spans.is_empty() {
            marks.push(Mark::Path(path.clone()));
        }
        let size = if index == 0 { package.files_size } else { 0 };
        entries.push(PackageEntry { path, size, ..PackageEntry::default() });
    }
    if entries.is_empty() && package.files_size > 0 {
        entries.push(PackageEntry {
            path: "01-实施方案.pdf".into(),
            size: package.files_size,
            ..PackageEntry::default()
        });
    }
    let faults = package.faults.iter().map(|[kind, entry]| {
        let (entry, spans) = unmark(entry);
        if !spans.is_empty() {
            marks.push(if entry.is_empty() { Mark::Whole } else { Mark::Path(entry.clone()) });
        }
        PackageFault {
            kind: FaultKind::of(kind).unwrap_or_else(|| panic!("no such fault: {kind}")),
            entry,
            what: "细节".into(),
        }
    });
    Package {
        origin: if package.manifest { PackageOrigin::Pilot } else { PackageOrigin::Foreign },
        faults: faults.collect(),
        entries,
        archive_size: if package.archive_size > 0 { Some(package.archive_size) } else { None },
        message_size: None,
        subject: package.subject.clone(),
        recipients: package.recipients.clone(),
        assumed: Vec::new(),
        duplicates: package.twins.iter().map(|t| twin_of(t, marks)).collect(),
        city_total: package.crowd.as_ref().map(|crowd| {
            let (city, spans) = unmark(&crowd.city);
            marks.extend(spans.iter().map(|_| Mark::Whole));
            CityTotal { city, projects: crowd.projects }
        }),
    }
}

fn twin_of(twin: &ExampleDuplicate, marks: &mut Vec<Mark>) -> Duplicate {
    let (path, spans) = unmark(&twin.path);
    let (other, whole) = unmark(&twin.other);
    marks.extend(
        spans.iter().map(|_| Mark::Path(path.clone())).chain(whole.iter().map(|_| Mark::Whole)),
    );
    let shared = match twin.shared.as_str() {
        "archive" => SharedContent::Archive,
        "project" => SharedContent::Project,
        "file" => SharedContent::File { path, theirs: twin.theirs.clone() },
        other => panic!("nothing is shared like that: {other}"),
    };
    Duplicate { other, shared }
}

/// How an example is judged: at its moment, with everything at hand that a card needs.
pub(crate) fn options_of(example: &Example, notice: &Notice, have: Vec<Need>) -> Options {
    let signed = match notice.profile.signed_on {
        Some(d) => d.0.to_string(),
        None => String::new(),
    };
    let as_of = example.as_of.clone().unwrap_or(signed);
    let now = Moment::parse(&as_of).unwrap_or_else(|| panic!("not a moment: {as_of}"));
    // What an example brings is at hand too, so that a rule may look at it without needing it.
    let mut have = have;
    let brought =
        [(Need::Files, !example.files.is_empty()), (Need::Package, example.package.is_some())];
    have.extend(brought.into_iter().filter(|(_, is_there)| *is_there).map(|(need, _)| need));
    Options { now, is_final: false, have, select: Vec::new(), ignore: Vec::new() }
}

/// Where a finding points, in the form of marks.
pub(crate) fn mark_of(finding: &Finding, project: &Project) -> Mark {
    match &finding.place {
        Place::At(at) => {
            Mark::Text(project.sources.get(at.source).name.clone(), at.span.start, at.span.end)
        }
        Place::Path(path) => Mark::Path(path.clone()),
        Place::Whole => Mark::Whole,
    }
}
