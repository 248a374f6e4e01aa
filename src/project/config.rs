//! `pilot.toml` as values. Reading never fails: what is missing or wrong is left out here and
//! reported beside it.

use crate::notice::profile::Category;
use crate::notice::{Notice, Profile};
use crate::text::{At, Month, SourceId, SourceText, Spanned};

use super::schema;
use super::toml_tree::{self, TomlNode, TomlValue};

mod types;
mod validate;

pub use types::{
    Applicant, ApplicantContact, CalendarDays, ConditionAnswer, Config, Foundation, Funding,
    Incident, Opt, Park, PlanFiles, ProjectAttachment, ProjectFacts, ProjectLetter, ProjectMail,
    ProjectObject, ProjectRecord, ProjectTarget, RenderSettings, Waiver,
};
pub use validate::{ConfigProblem, nearest};

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
        problems.extend(meant.into_iter().filter(|p| !broken.contains(&line(p))));
        problems.sort_by_key(|p| p.at.span);
        Self { problems, ..Self::from_tree(source, tree) }
    }

    /// The notice that a text names, before the notice is known.
    pub fn notice_of(source: SourceId, text: &SourceText) -> Option<Spanned<String>> {
        toml_tree::parse(source, text).0.get("notice").and_then(TomlNode::text)
    }

    fn from_tree(source: SourceId, tree: TomlNode) -> Self {
        let table = |name: &str| tree.get(name).cloned().unwrap_or_default();
        let tables = |name: &str| tree.get(name).map(|n| n.items().to_vec()).unwrap_or_default();
        let (project, applicant, park, record) =
            (table("project"), table("applicant"), table("park"), table("record"));
        let contact = applicant.get("contact").cloned().unwrap_or_default();
        let (foundation, plan, mail, render, calendar) =
            (table("foundation"), table("plan"), table("mail"), table("render"), table("calendar"));
        let incidents = record.get("incidents").map(|n| n.items().to_vec()).unwrap_or_default();
        Self {
            source,
            notice: tree.get("notice").and_then(TomlNode::text),
            project: ProjectFacts {
                name: text(&project, "name"),
                category: text(&project, "category"),
                industries: texts(&project, "industries"),
                basins: texts(&project, "basins"),
                start: month(&project, "start"),
                end: month(&project, "end"),
            },
            applicant: Applicant {
                name: text(&applicant, "name"),
                kind: text(&applicant, "kind"),
                division: text(&applicant, "division"),
                implementer: text(&applicant, "implementer"),
                contact: ApplicantContact {
                    name: text(&contact, "name"),
                    phone: text(&contact, "phone"),
                    email: text(&contact, "email"),
                },
            },
            park: Park {
                present: tree.get("park").is_some(),
                boundary: text(&park, "boundary"),
                manager: text(&park, "manager"),
                divisions: texts(&park, "divisions"),
            },
            objects: tables("objects")
                .iter()
                .map(|n| ProjectObject {
                    at: n.at,
                    name: text(n, "name"),
                    kind: text(n, "kind"),
                    credit_code: text(n, "credit_code"),
                    industry: text(n, "industry"),
                    mandatory_audit: flag(n, "mandatory_audit"),
                })
                .collect(),
            record: ProjectRecord {
                declared: flag(&record, "declared"),
                statement: text(&record, "statement"),
                incidents: incidents
                    .iter()
                    .map(|n| Incident {
                        at: n.at,
                        date: text(n, "date"),
                        source: text(n, "source"),
                        summary: text(n, "summary"),
                    })
                    .collect(),
            },
            foundation: Foundation {
                staff: text(&foundation, "staff"),
                system: text(&foundation, "system"),
                mechanism: text(&foundation, "mechanism"),
            },
            funding: tables("funding")
                .iter()
                .map(|n| Funding {
                    at: n.at,
                    source: text(n, "source"),
                    amount: number(n, "amount"),
                    evidence: text(n, "evidence"),
                })
                .collect(),
            plan: PlanFiles { files: texts(&plan, "files"), pdf: text(&plan, "pdf") },
            letters: tables("letters")
                .iter()
                .map(|n| ProjectLetter {
                    at: n.at,
                    from: texts(n, "from"),
                    city: text(n, "city"),
                    file: text(n, "file"),
                    date: text(n, "date"),
                })
                .collect(),
            attachments: tables("attachments")
                .iter()
                .map(|n| ProjectAttachment {
                    at: n.at,
                    title: text(n, "title"),
                    file: text(n, "file"),
                    role: text(n, "role"),
                    material: text(n, "material"),
                })
                .collect(),
            conditions: tables("conditions").iter().map(condition_answer).collect(),
            targets: tables("targets")
                .iter()
                .map(|n| ProjectTarget {
                    at: n.at,
                    family: text(n, "family"),
                    indicator: text(n, "indicator"),
                    unit: text(n, "unit"),
                    baseline: digits(n, "baseline"),
                    target: digits(n, "target"),
                })
                .collect(),
            mail: ProjectMail {
                from: text(&mail, "from"),
                to: texts(&mail, "to"),
                cc: texts(&mail, "cc"),
            },
            waivers: tree
                .get("rules")
                .map(|rules| {
                    rules
                        .entries()
                        .iter()
                        .map(|(rule, n)| Waiver {
                            rule: rule.clone(),
                            level: text(n, "level"),
                            reason: text(n, "reason"),
                            by: text(n, "by"),
                            until: text(n, "until"),
                        })
                        .collect()
                })
                .unwrap_or_default(),
            render: RenderSettings {
                fonts: text(&render, "fonts"),
                font_folders: texts(&render, "font_folders"),
                style: text(&render, "style"),
                note: text(&render, "note"),
                date: month(&render, "date"),
            },
            calendar: CalendarDays {
                holidays: texts(&calendar, "holidays"),
                workdays: texts(&calendar, "workdays"),
            },
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
        self.tree.find(field).is_some_and(|node| node.texts().iter().any(|t| is_unfilled(t.value)))
    }
}

/// Whether a value is the mark of a place to fill in.
pub fn is_unfilled(text: &str) -> bool {
    text.starts_with(UNFILLED)
}

fn condition_answer(node: &TomlNode) -> ConditionAnswer {
    ConditionAnswer {
        at: node.at,
        id: text(node, "id"),
        met: flag(node, "met"),
        how: text(node, "how"),
        evidence: text(node, "evidence"),
        value: text(node, "value").or_else(|| digits(node, "value")),
    }
}

fn text(node: &TomlNode, key: &str) -> Opt<String> {
    node.get(key)
        .and_then(TomlNode::text)
        .filter(|t| !t.value.trim().is_empty() && !is_unfilled(&t.value))
}

fn texts(node: &TomlNode, key: &str) -> Vec<Spanned<String>> {
    let items = node.get(key).map(TomlNode::items).unwrap_or_default();
    items
        .iter()
        .filter_map(TomlNode::text)
        .filter(|t| !t.value.trim().is_empty() && !is_unfilled(&t.value))
        .collect()
}

fn month(node: &TomlNode, key: &str) -> Opt<Month> {
    let value = text(node, key)?;
    Some(Spanned::new(Month::parse(&value.value)?, value.at))
}

fn flag(node: &TomlNode, key: &str) -> Opt<bool> {
    let node = node.get(key)?;
    if let TomlValue::Bool(flag) = node.value { Some(Spanned::new(flag, node.at)) } else { None }
}

fn number(node: &TomlNode, key: &str) -> Opt<f64> {
    let node = node.get(key)?;
    if let TomlValue::Number(value, _) = node.value {
        Some(Spanned::new(value, node.at))
    } else {
        None
    }
}

fn digits(node: &TomlNode, key: &str) -> Opt<String> {
    let node = node.get(key)?;
    if let TomlValue::Number(_, text) = &node.value {
        Some(Spanned::new(text.clone(), node.at))
    } else {
        None
    }
}
