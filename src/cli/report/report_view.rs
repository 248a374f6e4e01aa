//! A report together with what its writers need: the texts, the rules, and where the notice's
//! demands were looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diag::{Applicability, Edit, Fix, Place, Report};
use crate::notice::{Notice, NoticeText};
use crate::project::{PackageOrigin, Project};
use crate::text::source::Lines;
use crate::text::{At, Moment, SourceId, Sources};

use super::outcomes::{self, OutlineRow};
use super::scope::Scope;
use crate::cli::terminal::wording::word_document;

/// A report with what is needed to show it.
pub(crate) struct ReportView {
    /// The file that was judged, where a run judges several packages.
    pub(super) file: Option<String>,
    pub(super) notice_id: String,
    pub(super) notice_title: String,
    /// The notice's full title.
    pub(super) notice_full: String,
    pub(super) as_of: Moment,
    pub(super) name: String,
    pub(super) applicant: String,
    pub(super) category: String,
    /// The category in the notice's words; the key itself if the notice has none of that name.
    pub(super) category_name: String,
    pub(super) sources: Sources,
    pub(super) report: Report,
    /// What had to be assumed, in Chinese.
    pub(super) notes: Vec<String>,
    /// For a plan without lines that people know: where each heading begins, and the headings it
    /// stands under with itself.
    headings: Vec<(At, Vec<String>)>,
    /// Open wordings and how they were read: wording, what it leaves open, the reading.
    pub(super) readings: Vec<[String; 3]>,
    /// The notice with all its rules.
    pub(super) notice: Arc<Notice>,
    /// What each rule looked at, in the order of the notice's cards.
    pub(super) looked_at: Vec<String>,
    /// The prescribed outline beside the plan's headings.
    pub(super) outline: Vec<OutlineRow>,
    /// Files that are not UTF-8: their byte places are not those of the file.
    pub(super) decoded: Vec<String>,
    /// What of the report is left out.
    pub(super) scope: Scope,
    /// Findings that `--fix` can fix, and those that need `--unsafe-fixes` besides.
    pub(super) fixable: (usize, usize),
    /// The same for findings in a Word plan, whose copy takes them as tracked changes.
    pub(super) trackable: (usize, usize),
    /// Whether something that the notice demands was not looked at.
    is_partial: bool,
    root: PathBuf,
    /// Whether it was received, and not made here.
    pub(super) is_received: bool,
}

impl ReportView {
    /// Takes out of a project what any writer may need of it.
    pub(crate) fn new(
        project: Project,
        notice: &Arc<Notice>,
        as_of: Moment,
        report: Report,
    ) -> Self {
        let looked_at =
            notice.cards.iter().map(|card| outcomes::looked_at(card, &project)).collect();
        let outline = outcomes::outline(notice, &project, as_of);
        let project_file = project.config.source;
        let text = |value: &Option<crate::text::Spanned<String>>| match value {
            Some(text) => text.value.clone(),
            None => String::new(),
        };
        let readings = notice.profile.readings.iter();
        let mut view = Self {
            file: None,
            notice_id: notice.profile.id.clone(),
            notice_title: notice.profile.short.clone(),
            notice_full: notice.profile.title.clone(),
            as_of,
            name: text(&project.config.project.name),
            applicant: text(&project.config.applicant.name),
            category: text(&project.config.project.category),
            category_name: {
                let key = text(&project.config.project.category);
                match notice.profile.category(&key) {
                    Some(category) => category.name.clone(),
                    None => key,
                }
            },
            notes: notes(&project, notice),
            headings: headings(&project),
            readings: readings
                .map(|reading| [&reading.wording, &reading.open, &reading.taken])
                .map(|texts| texts.map(String::clone))
                .collect(),
            looked_at,
            outline,
            notice: Arc::clone(notice),
            decoded: decoded(&project),
            is_partial: notice.not_judged_note().is_some(),
            scope: Scope::default(),
            fixable: fixable(&report, &project, |edit| project.may_edit(edit)),
            trackable: fixable(&report, &project, |edit| {
                project.sources.get(edit.at.source).lines == Lines::Paragraphs
            }),
            // A received package has no folder whose files could be named.
            is_received: is_received(&project),
            root: if is_received(&project) { PathBuf::new() } else { project.root },
            sources: project.sources,
            report,
        };
        // A run over hundreds of packages keeps one of these each, so texts in which nothing was
        // found are given up.
        let needed = view.pointed_at(project_file);
        view.sources.forget_texts(|id| needed.contains(&id));
        view
    }

    /// The texts that findings point at: besides those that they name, the notice and `pilot.toml`.
    fn pointed_at(&self, project_file: SourceId) -> BTreeSet<SourceId> {
        let findings = &self.report.findings;
        if findings.is_empty() {
            return BTreeSet::new();
        }
        let related = findings.iter().flat_map(|finding| &finding.related);
        let own = findings.iter().map(|finding| &finding.place);
        let places = own.chain(related.map(|label| &label.place));
        let places = places
            .filter_map(|place| if let Place::At(at) = place { Some(at.source) } else { None });
        let edits = findings
            .iter()
            .filter_map(|f| f.fix.as_ref())
            .flat_map(|fix| &fix.edits)
            .map(|edit| edit.at.source);
        places.chain(edits).chain([NoticeText::ID, project_file]).collect()
    }

    /// With the fixes of a Word plan made, so that they need not be offered.
    pub(crate) fn with_fixes_made(self, made: bool) -> Self {
        Self { trackable: if made { (0, 0) } else { self.trackable }, ..self }
    }

    /// The way from the working folder to the project, with `/` at its end; empty if there is none
    /// downwards. Forms that a code host reads name files from the top of the repository, where
    /// its jobs run.
    pub(super) fn base(&self, cwd: &Path) -> String {
        below(&self.root, cwd)
    }

    /// Says what was not looked at because a plan was judged without its project.
    pub(crate) fn of_plan_alone(mut self) -> Self {
        if let Some(note) = self.notice.plan_alone_note() {
            self.notes.insert(0, note);
            self.is_partial = true;
        }
        self
    }

    /// Adds what limits the whole report.
    pub(crate) fn noting(mut self, note: String) -> Self {
        self.notes.insert(0, note);
        self
    }

    /// Gives it a name if nothing inside has one.
    pub(crate) fn or_named(mut self, name: String) -> Self {
        if self.name.is_empty() {
            self.name = name;
        }
        self
    }

    /// Says what was left out of the report.
    pub(crate) fn within(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// Message of a report without findings: never more than what was looked at.
    pub(super) fn nothing(&self) -> String {
        let words = self.scope.nothing();
        if self.is_partial { format!("看过的部分里，{words}") } else { words.to_owned() }
    }

    /// The result in a line.
    pub(crate) fn verdict(&self) -> String {
        super::human::verdict(self)
    }

    /// The headings that a place of a Word document stands under, the uppermost first.
    pub(super) fn heading_path(&self, at: At) -> &[String] {
        let end = self.headings.partition_point(|(heading, _)| heading.span.start <= at.span.start);
        let found = end
            .checked_sub(1)
            .and_then(|i| self.headings.get(i))
            .filter(|(heading, _)| heading.source == at.source);
        match found {
            Some((_, path)) => path,
            None => &[],
        }
    }

    /// How many findings each rule has, by name; rules without any are left out.
    pub(super) fn counts(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        for finding in &self.report.findings {
            *counts.entry(finding.rule.as_str()).or_insert(0) += 1;
        }
        counts
    }

    /// Names the file that was judged.
    pub(crate) fn about_file(self, file: String) -> Self {
        Self { file: Some(file), ..self }
    }

    /// A title: the project's name, or the notice's.
    pub(super) fn title(&self) -> &str {
        if self.name.is_empty() { &self.notice_title } else { &self.name }
    }
}

/// The way down from one folder to another, with `/` at its end; empty if they are the same or
/// there is no such way.
pub(crate) fn below(folder: &Path, cwd: &Path) -> String {
    let clean = |p: &Path| p.components().collect::<PathBuf>();
    let below = clean(folder).strip_prefix(clean(cwd)).map(Path::to_owned).unwrap_or_default();
    let parts = below.iter().map(|part| part.to_string_lossy());
    let parts: Vec<_> = parts.collect();
    if parts.is_empty() || parts.iter().any(|p| p == "..") {
        String::new()
    } else {
        format!("{}/", parts.join("/"))
    }
}

/// What had to be assumed to read the texts and the package.
fn notes(project: &Project, notice: &Notice) -> Vec<String> {
    let decoded = project
        .decoded
        .iter()
        .map(|d| format!("{} 不是 UTF-8 编码，按 {} 读取；建议另存为 UTF-8", d.path, d.encoding));
    // What limits the whole report stands first.
    let mut notes = notice.trust_notes();
    notes.extend(decoded);
    if let Some(package) = &project.package {
        notes.extend(package.assumed.iter().cloned());
    }
    if let Some(word) = &project.word {
        notes.extend(word_document::assumptions(&word.notes));
    }
    notes
}

/// The paths of the texts that were decoded.
fn decoded(project: &Project) -> Vec<String> {
    let texts = project.decoded.iter();
    texts.map(|text| text.path.clone()).collect()
}

/// Headings with their places; empty unless the plan is a Word document. What the notes say stands
/// under none.
fn headings(project: &Project) -> Vec<(At, Vec<String>)> {
    let (Some(plan), true) = (&project.plan, project.word.is_some()) else { return Vec::new() };
    let mut out: Vec<(At, Vec<String>)> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for (depth, section) in plan.walk() {
        open.truncate(depth);
        open.push(section.heading.text.clone());
        out.push((section.heading.at, open.clone()));
    }
    // What stands behind the running text stands under no heading.
    let notes = plan.footnotes.iter().flat_map(|(_, blocks)| blocks);
    if let Some(first) = notes.chain(&plan.margins).map(|block| block.at).min() {
        out.push((first, Vec::new()));
    }
    out.sort_by_key(|(at, _)| *at);
    out
}

fn fixable(report: &Report, project: &Project, may: impl Fn(&Edit) -> bool) -> (usize, usize) {
    // What somebody else has sent is not ours to fix.
    if is_received(project) {
        return (0, 0);
    }
    let offered = report.findings.iter().filter_map(|finding| finding.fix.as_ref());
    let fixes = offered.filter(|fix| fix.edits.iter().all(&may));
    let (safe, other): (Vec<&Fix>, Vec<&Fix>) =
        fixes.partition(|f| f.applicability == Applicability::Safe);
    (safe.len(), other.len())
}

fn is_received(project: &Project) -> bool {
    project.package.as_ref().is_some_and(|p| p.origin != PackageOrigin::Planned)
}
