//! Tables of `pilot.toml` into types: which key fills which field. The keys themselves, with what may
//! stand there, are in `project/schema.rs`; a test below keeps the two equal.

use crate::project::toml_tree::{TomlNode, TomlValue};
use crate::text::{Month, Spanned};

use super::is_unfilled;
use super::types::{
    Applicant, ApplicantContact, CalendarDays, ConditionAnswer, Foundation, Funding, Incident, Opt,
    Park, PlanFiles, ProjectAttachment, ProjectFacts, ProjectLetter, ProjectMail, ProjectObject,
    ProjectRecord, ProjectTarget, RenderSettings, Waiver,
};

/// A type that one table fills. What is missing or of another kind is left out.
pub(super) trait FromTable: Default {
    /// Reads a table.
    fn read(node: &TomlNode) -> Self;
}

/// The table at a key; empty if there is none.
pub(super) fn table<T: FromTable>(node: &TomlNode, key: &str) -> T {
    match node.get(key) {
        Some(node) => T::read(node),
        None => T::default(),
    }
}

/// The tables of a list.
pub(super) fn tables<T: FromTable>(node: &TomlNode, key: &str) -> Vec<T> {
    let items = node.get(key).map(TomlNode::items).unwrap_or_default();
    items.iter().map(T::read).collect()
}

impl FromTable for ProjectFacts {
    fn read(node: &TomlNode) -> Self {
        Self {
            name: text(node, "name"),
            category: text(node, "category"),
            industries: texts(node, "industries"),
            basins: texts(node, "basins"),
            start: month(node, "start"),
            end: month(node, "end"),
        }
    }
}

impl FromTable for Applicant {
    fn read(node: &TomlNode) -> Self {
        Self {
            name: text(node, "name"),
            kind: text(node, "kind"),
            division: text(node, "division"),
            implementer: text(node, "implementer"),
            contact: table(node, "contact"),
        }
    }
}

impl FromTable for ApplicantContact {
    fn read(node: &TomlNode) -> Self {
        Self { name: text(node, "name"), phone: text(node, "phone"), email: text(node, "email") }
    }
}

impl FromTable for Park {
    fn read(node: &TomlNode) -> Self {
        Self {
            boundary: text(node, "boundary"),
            manager: text(node, "manager"),
            divisions: texts(node, "divisions"),
            ..Self::default()
        }
    }
}

impl FromTable for ProjectObject {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            name: text(node, "name"),
            kind: text(node, "kind"),
            credit_code: text(node, "credit_code"),
            industry: text(node, "industry"),
            mandatory_audit: flag(node, "mandatory_audit"),
        }
    }
}

impl FromTable for ProjectRecord {
    fn read(node: &TomlNode) -> Self {
        Self {
            declared: flag(node, "declared"),
            statement: text(node, "statement"),
            incidents: tables(node, "incidents"),
        }
    }
}

impl FromTable for Incident {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            date: text(node, "date"),
            source: text(node, "source"),
            summary: text(node, "summary"),
        }
    }
}

impl FromTable for Foundation {
    fn read(node: &TomlNode) -> Self {
        Self {
            staff: text(node, "staff"),
            system: text(node, "system"),
            mechanism: text(node, "mechanism"),
        }
    }
}

impl FromTable for Funding {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            source: text(node, "source"),
            amount: number(node, "amount"),
            evidence: text(node, "evidence"),
        }
    }
}

impl FromTable for PlanFiles {
    fn read(node: &TomlNode) -> Self {
        Self { files: texts(node, "files"), pdf: text(node, "pdf") }
    }
}

impl FromTable for ProjectLetter {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            from: texts(node, "from"),
            city: text(node, "city"),
            file: text(node, "file"),
            date: text(node, "date"),
        }
    }
}

impl FromTable for ProjectAttachment {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            title: text(node, "title"),
            file: text(node, "file"),
            role: text(node, "role"),
            material: text(node, "material"),
        }
    }
}

impl FromTable for ConditionAnswer {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            id: text(node, "id"),
            met: flag(node, "met"),
            how: text(node, "how"),
            evidence: text(node, "evidence"),
            // A number counts as it is written.
            value: text(node, "value").or_else(|| digits(node, "value")),
        }
    }
}

impl FromTable for ProjectTarget {
    fn read(node: &TomlNode) -> Self {
        Self {
            at: node.at,
            family: text(node, "family"),
            indicator: text(node, "indicator"),
            unit: text(node, "unit"),
            baseline: digits(node, "baseline"),
            target: digits(node, "target"),
        }
    }
}

impl FromTable for ProjectMail {
    fn read(node: &TomlNode) -> Self {
        Self { from: text(node, "from"), to: texts(node, "to"), cc: texts(node, "cc") }
    }
}

impl FromTable for Waiver {
    fn read(node: &TomlNode) -> Self {
        Self {
            level: text(node, "level"),
            reason: text(node, "reason"),
            by: text(node, "by"),
            until: text(node, "until"),
            ..Self::default()
        }
    }
}

impl FromTable for RenderSettings {
    fn read(node: &TomlNode) -> Self {
        Self {
            fonts: text(node, "fonts"),
            font_folders: texts(node, "font_folders"),
            style: text(node, "style"),
            note: text(node, "note"),
            date: month(node, "date"),
        }
    }
}

impl FromTable for CalendarDays {
    fn read(node: &TomlNode) -> Self {
        Self { holidays: texts(node, "holidays"), workdays: texts(node, "workdays") }
    }
}

fn text(node: &TomlNode, key: &str) -> Opt<String> {
    given_text(node.get(key)?)
}

/// A text that is neither blank nor still to be filled in.
fn given_text(node: &TomlNode) -> Opt<String> {
    let text = node.text()?;
    if text.value.trim().is_empty() || is_unfilled(&text.value) { None } else { Some(text) }
}

fn texts(node: &TomlNode, key: &str) -> Vec<Spanned<String>> {
    let items = node.get(key).map(TomlNode::items).unwrap_or_default();
    items.iter().filter_map(given_text).collect()
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
