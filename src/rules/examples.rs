//! The examples of cards: projects made of them, the places that they mark, and whether their cards
//! judge them as they say.

use std::fmt;

use super::engine::context::Options;
use super::engine::driver::run;
use super::example_looks;
use crate::attachment::picture_format::PictureFileKind;
use crate::attachment::{Broken, FileFacts, FileKind, Page};
use crate::diag::{Edit, Finding, Place, RuleId};
use crate::notice::card::{ExampleDuplicate, ExampleFile, ExamplePackage};
use crate::notice::{Card, Check, Example, Need, Notice};
use crate::project::{
    CityTotal, Config, Duplicate, FaultKind, Package, PackageEntry, PackageFault, PackageOrigin,
    Project, ProjectFile, SharedContent,
};
use crate::text::{Moment, SourceText, Span};
use crate::workers::WorkerEnd;

/// A place that an example marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// In a text: name, first and last byte.
    Text(String, u32, u32),
    /// A path.
    Path(String),
    /// The whole.
    Whole,
}

/// Takes `⟦⟧` out of a text; returns it with the places where they stood.
fn unmark(text: &str) -> (String, Vec<Span>) {
    let (mut out, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in text.chars() {
        match c {
            '⟦' => open.push(out.len()),
            '⟧' => {
                let start = open.pop().unwrap_or(out.len());
                spans.push(Span::new(start, out.len()));
            }
            c => out.push(c),
        }
    }
    // A mark that is not closed reaches to the end: nothing is found there, and that is reported.
    for start in open {
        spans.push(Span::new(start, out.len()));
    }
    (out, spans)
}

/// A project made of an example, and the places it marks.
pub fn project_of(example: &Example, notice: &Notice) -> (Project, Vec<Mark>) {
    let mut project = Project::default();
    let mut marks = Vec::new();
    project.sources.add(notice.text.source.clone());
    let (config, spans) = unmark(example.config.as_deref().unwrap_or_default());
    for span in spans {
        marks.push(Mark::Text("pilot.toml".into(), span.start, span.end));
    }
    let config = SourceText::new("pilot.toml", config);
    let source = project.sources.add(config.clone());
    project.config = Config::parse(source, &config, notice);
    if let Some(plan) = &example.plan {
        let (plan, spans) = unmark(plan);
        for span in spans {
            marks.push(Mark::Text("plan.md".into(), span.start, span.end));
        }
        let looks = example_looks::of(&example.looks, &plan);
        let id = project.sources.add(SourceText::new("plan.md", plan));
        let mut plan = crate::plan::parse::parse(&[id], &project.sources);
        plan.looks = looks.into_iter().map(|look| look.in_source(id)).collect();
        project.plan = Some(plan);
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
        "portfolio" => Broken::Portfolio,
        "dynamic-form" => Broken::DynamicForm,
        "folder" => Broken::Folder,
        "link" => Broken::Link("/etc/hosts".into()),
        "denied" => Broken::Denied(std::io::ErrorKind::PermissionDenied),
        "outside" => Broken::Outside,
        "crashed" => Broken::Unread(WorkerEnd::Crashed),
        "slow" => Broken::Unread(WorkerEnd::TooSlow { seconds: 20 }),
        "memory" => Broken::Unread(WorkerEnd::TooMuchMemory { megabytes: 2048 }),
        _ => Broken::Damaged,
    });
    let ending = path.rsplit('.').next().unwrap_or_default();
    let ending = ending.to_lowercase();
    let kind = match file.content.as_deref().unwrap_or(&ending) {
        "pdf" => FileKind::Pdf,
        "docx" | "docm" => FileKind::Docx,
        "xlsx" | "xlsm" => FileKind::Xlsx,
        "jpg" | "jpeg" => FileKind::Jpeg,
        "png" => FileKind::Png,
        "pptx" => FileKind::Pptx,
        "ofd" => FileKind::Ofd,
        "ole" | "doc" | "xls" | "ppt" | "wps" => FileKind::Ole,
        "gif" | "bmp" | "tif" | "tiff" | "webp" | "heic" => FileKind::Picture,
        "text" | "txt" | "csv" | "md" => FileKind::Text,
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
    let picture = match path.rsplit('.').next().unwrap_or_default() {
        "png" => Some(PictureFileKind::Png),
        "jpg" | "jpeg" => Some(PictureFileKind::Jpeg),
        "gif" => Some(PictureFileKind::Gif),
        "webp" => Some(PictureFileKind::WebP),
        "svg" => Some(PictureFileKind::Svg),
        "tif" => Some(PictureFileKind::Tiff),
        "heic" => Some(PictureFileKind::Heif),
        _ => None,
    };
    let facts = FileFacts {
        picture,
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
    let faults = package.faults.iter().filter_map(|[kind, entry]| {
        let (entry, spans) = unmark(entry);
        if !spans.is_empty() {
            marks.push(if entry.is_empty() { Mark::Whole } else { Mark::Path(entry.clone()) });
        }
        let kind = FaultKind::of(kind)?;
        Some(PackageFault { kind, entry, what: "细节".into() })
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
    for _ in spans {
        marks.push(Mark::Path(path.clone()));
    }
    for _ in whole {
        marks.push(Mark::Whole);
    }
    let shared = match twin.shared.as_str() {
        "archive" => SharedContent::Archive,
        "project" => SharedContent::Project,
        _ => SharedContent::File { path, theirs: twin.theirs.clone() },
    };
    Duplicate { other, shared }
}

/// How an example is judged: at its moment, with everything at hand that a card needs.
pub fn options_of(example: &Example, notice: &Notice, have: Vec<Need>) -> Options {
    let written = example.as_of.as_deref().and_then(Moment::parse);
    // A notice without a day of signing is judged on any day: examples that need one say so.
    let signed = match notice.profile.signed_on {
        Some(day) => day.0,
        None => chrono::NaiveDate::default(),
    };
    let now = written.unwrap_or(Moment(signed.and_time(chrono::NaiveTime::default())));
    // What an example brings is at hand too, so that a rule may look at it without needing it.
    let mut have = have;
    if !example.files.is_empty() {
        have.push(Need::Files);
    }
    if example.package.is_some() {
        have.push(Need::Package);
    }
    Options { now, is_final: false, have, select: Vec::new(), ignore: Vec::new() }
}

/// Where a finding points, in the form of marks.
pub fn mark_of(finding: &Finding, project: &Project) -> Mark {
    match &finding.place {
        Place::At(at) => {
            Mark::Text(project.sources.get(at.source).name.clone(), at.span.start, at.span.end)
        }
        Place::Path(path) => Mark::Path(path.clone()),
        Place::Whole => Mark::Whole,
    }
}

/// An example that its card does not judge as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFault {
    /// The card.
    pub card: RuleId,
    /// Whether it should pass.
    pub is_pass: bool,
    /// Its number, from 1.
    pub number: usize,
    /// What came out.
    pub kind: ExampleFaultKind,
}

/// How an example comes out otherwise than it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleFaultKind {
    /// It should pass and has marks.
    MarkedPass,
    /// It should pass and this was found.
    FoundInPass(String),
    /// It should fail and nothing was found.
    NothingFound,
    /// Another number of findings: found, stated.
    OtherCount(usize, usize),
    /// Other places: found, marked.
    OtherPlaces(Vec<Mark>, Vec<Mark>),
    /// An argument of a message is not filled in.
    OpenArgument(String),
    /// It says how it reads when fixed, and no fix is offered.
    NoFix,
    /// The fixed text reads otherwise.
    OtherFix(String),
}

impl fmt::Display for ExampleFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = if self.is_pass { "pass" } else { "fail" };
        write!(f, "{} {name} {}: {:?}", self.card, self.number, self.kind)
    }
}

/// Returns the examples of a notice's cards that are not judged as they say.
pub fn example_faults(notice: &Notice) -> Vec<ExampleFault> {
    notice.cards.iter().flat_map(|card| card_example_faults(card, notice)).collect()
}

/// Returns the examples of one card that are not judged as they say.
pub fn card_example_faults(card: &Card, notice: &Notice) -> Vec<ExampleFault> {
    let mut faults = Vec::new();
    for (is_pass, examples) in [(true, &card.pass), (false, &card.fail)] {
        for (index, example) in examples.iter().enumerate() {
            let kinds = if is_pass {
                passing(card, example, notice)
            } else {
                failing(card, example, notice)
            };
            for kind in kinds {
                let card = card.id.clone();
                faults.push(ExampleFault { card, is_pass, number: index + 1, kind });
            }
        }
    }
    faults
}

/// What one card finds in an example.
fn findings(card: &Card, example: &Example, notice: &Notice) -> (Vec<Finding>, Project, Vec<Mark>) {
    let notice = &example.notice(notice);
    let (project, marks) = project_of(example, notice);
    let mut options = options_of(example, notice, card.needs.clone());
    if !matches!(card.check, Check::Waiver { .. }) {
        options.select = vec![card.id.0.clone()];
    }
    let mut report = run(&project, notice, &options);
    report.findings.retain(|finding| finding.rule == card.id);
    (report.findings, project, marks)
}

fn passing(card: &Card, example: &Example, notice: &Notice) -> Vec<ExampleFaultKind> {
    let (found, _, marks) = findings(card, example, notice);
    let mut faults = Vec::new();
    if !marks.is_empty() {
        faults.push(ExampleFaultKind::MarkedPass);
    }
    for finding in found {
        faults.push(ExampleFaultKind::FoundInPass(finding.message));
    }
    faults
}

fn failing(card: &Card, example: &Example, notice: &Notice) -> Vec<ExampleFaultKind> {
    let (found, project, marks) = findings(card, example, notice);
    if found.is_empty() {
        return vec![ExampleFaultKind::NothingFound];
    }
    let mut faults = Vec::new();
    let mut places: Vec<Mark> = found.iter().map(|finding| mark_of(finding, &project)).collect();
    places.sort();
    match example.count {
        Some(count) if count != found.len() => {
            faults.push(ExampleFaultKind::OtherCount(found.len(), count));
        }
        None if places != marks => faults.push(ExampleFaultKind::OtherPlaces(places, marks)),
        _ => {}
    }
    for finding in &found {
        for text in [Some(&finding.message), finding.help.as_ref()].into_iter().flatten() {
            if has_open_argument(text) {
                faults.push(ExampleFaultKind::OpenArgument(text.clone()));
            }
        }
    }
    if let Some(fixed) = &example.fixed {
        match fixed_text(&found, &project) {
            None => faults.push(ExampleFaultKind::NoFix),
            Some(text) if text != *fixed => faults.push(ExampleFaultKind::OtherFix(text)),
            Some(_) => {}
        }
    }
    faults
}

/// The text of the first fix with all fixes in it; `None` without one.
fn fixed_text(found: &[Finding], project: &Project) -> Option<String> {
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in found.iter().filter_map(|finding| finding.fix.as_ref()) {
        edits.extend(&fix.edits);
    }
    let id = edits.first()?.at.source;
    edits.retain(|edit| edit.at.source == id);
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.at.span));
    let mut text = project.sources.get(id).text.clone();
    for edit in edits {
        text.replace_range(edit.at.span.range(), &edit.with);
    }
    Some(text)
}

fn has_open_argument(text: &str) -> bool {
    text.match_indices('{').any(|(start, _)| {
        let rest = &text[start + 1..];
        let Some(end) = rest.find('}') else { return false };
        end > 0 && rest[..end].chars().all(|c| c.is_ascii_lowercase() || c == '_')
    })
}
