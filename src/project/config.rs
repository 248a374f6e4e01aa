//! `pilot.toml` as values. Reading never fails: what is missing or wrong is left out here and
//! reported beside it.

use crate::notice::profile::Category;
use crate::notice::{Notice, Profile};
use crate::text::{At, SourceId, SourceText, Spanned};

use super::schema;
use super::toml_tree::{self, TomlNode};

mod from_table;
mod types;
mod validate;

pub use types::{
    Applicant, ApplicantContact, CalendarDays, ConditionAnswer, Config, DEFAULT_STYLE, Foundation,
    Funding, Incident, Opt, Park, PlanFiles, ProjectAttachment, ProjectFacts, ProjectLetter,
    ProjectMail, ProjectObject, ProjectRecord, ProjectTarget, RenderSettings, Waiver,
};
pub use validate::{ConfigProblem, did_you_mean, nearest, nearest_hint};

use from_table::{FromTable as _, table, tables};

/// The mark of a place that somebody still has to fill in, as `init` writes it.
pub const UNFILLED: &str = "【待填";

impl Config {
    /// Reads a text for a notice; what is wrong with it is listed in `problems`, all at once.
    pub fn parse(source: SourceId, text: &SourceText, notice: &Notice) -> Self {
        let (tree, faults) = toml_tree::parse(source, text);
        let mut problems: Vec<ConfigProblem> =
            faults.into_iter().map(|f| validate::syntax(f, text)).collect();
        let line = |p: &ConfigProblem| text.line(p.at.span.start);
        let broken: Vec<usize> = problems.iter().map(line).collect();
        let mut meant = Vec::new();
        validate::table(&tree, schema::ROOT, "", notice, &mut meant);
        // A line that cannot be read says nothing about what was meant there.
        meant.retain(|problem| !broken.contains(&line(problem)));
        problems.extend(meant);
        problems.sort_by_key(|p| p.at.span);
        Self { problems, ..Self::from_tree(source, tree) }
    }

    /// The notice that a text names, before the notice is known.
    pub fn notice_of(source: SourceId, text: &SourceText) -> Option<Spanned<String>> {
        toml_tree::parse(source, text).0.get("notice").and_then(TomlNode::text)
    }

    fn from_tree(source: SourceId, tree: TomlNode) -> Self {
        let mut waivers = Vec::new();
        for (rule, node) in tree.get("rules").map(TomlNode::entries).unwrap_or_default() {
            waivers.push(Waiver { rule: rule.clone(), ..Waiver::read(node) });
        }
        Self {
            source,
            notice: tree.get("notice").and_then(TomlNode::text),
            project: table(&tree, "project"),
            applicant: table(&tree, "applicant"),
            park: Park { present: tree.get("park").is_some(), ..table(&tree, "park") },
            objects: tables(&tree, "objects"),
            record: table(&tree, "record"),
            foundation: table(&tree, "foundation"),
            funding: tables(&tree, "funding"),
            plan: table(&tree, "plan"),
            letters: tables(&tree, "letters"),
            attachments: tables(&tree, "attachments"),
            conditions: tables(&tree, "conditions"),
            targets: tables(&tree, "targets"),
            mail: table(&tree, "mail"),
            waivers,
            render: table(&tree, "render"),
            calendar: table(&tree, "calendar"),
            tree,
            problems: Vec::new(),
        }
    }

    /// The notice's category of the project, if one is given that the notice knows.
    pub fn category<'n>(&self, profile: &'n Profile) -> Option<&'n Category> {
        profile.category(&self.project.category.as_ref()?.value)
    }

    /// Where to point when a field is missing: the nearest table above it that is there, or the
    /// start of the file.
    pub fn place_for(&self, field: &str) -> At {
        let top = field.split('.').next().unwrap_or(field);
        let entry = self.tree.entries().iter().find(|(key, _)| key.value == top);
        match entry {
            Some((key, _)) => key.at,
            None => At { source: self.source, span: Default::default() },
        }
    }

    /// Whether a field holds the mark of a place to fill in; such a field is reported once, by
    /// `placeholder-left`.
    pub fn is_unfilled(&self, field: &str) -> bool {
        let texts = self.tree.find(field).map(TomlNode::texts).unwrap_or_default();
        texts.iter().any(|text| is_unfilled(text.value))
    }
}

/// Whether a value is the mark of a place to fill in.
pub fn is_unfilled(text: &str) -> bool {
    text.starts_with(UNFILLED)
}
