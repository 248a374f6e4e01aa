//! `pilot.toml` as values. Reading never fails: what is missing or wrong is left out here and reported beside it.

use crate::outline::Notice;
use crate::text::{At, Month, SourceId, SourceText, Spanned};

use super::schema;
use super::tree::{self, Node, Value};

mod validate;

pub use validate::{Problem, nearest};

/// An optional value with its place.
type Opt<T> = Option<Spanned<T>>;

/// The mark of a place that somebody still has to fill in, as `init` writes it.
pub const UNFILLED: &str = "【待填";

/// `pilot.toml`.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Its source.
    pub source: SourceId,
    /// All values as they were written.
    pub tree: Node,
    /// The notice's id.
    pub notice: Opt<String>,
    /// `[project]`
    pub project: ProjectFacts,
    /// `[applicant]`
    pub applicant: Applicant,
    /// `[park]`
    pub park: Park,
    /// `[[objects]]`
    pub objects: Vec<Object>,
    /// `[record]`
    pub record: Record,
    /// `[foundation]`
    pub foundation: Foundation,
    /// `[[funding]]`
    pub funding: Vec<Funding>,
    /// `[plan]`
    pub plan: PlanFiles,
    /// `[[letters]]`
    pub letters: Vec<Letter>,
    /// `[[attachments]]`
    pub attachments: Vec<Attachment>,
    /// `[[targets]]`
    pub targets: Vec<Target>,
    /// `[mail]`
    pub mail: Mail,
    /// `[rules]`
    pub waivers: Vec<Waiver>,
    /// `[render]`
    pub render: Render,
    /// `[calendar]`
    pub calendar: CalendarDays,
    /// Everything that is wrong with the file, in order.
    pub problems: Vec<Problem>,
}

/// `[project]`
#[derive(Clone, Debug, Default)]
pub struct ProjectFacts {
    /// Name.
    pub name: Opt<String>,
    /// Key of the category.
    pub category: Opt<String>,
    /// Industries.
    pub industries: Vec<Spanned<String>>,
    /// Basins.
    pub basins: Vec<Spanned<String>>,
    /// First month.
    pub start: Opt<Month>,
    /// Last month.
    pub end: Opt<Month>,
}

/// `[applicant]`
#[derive(Clone, Debug, Default)]
pub struct Applicant {
    /// Full name.
    pub name: Opt<String>,
    /// Key of the kind.
    pub kind: Opt<String>,
    /// Code of the county-level unit.
    pub division: Opt<String>,
    /// Full name of the implementer.
    pub implementer: Opt<String>,
    /// Whom to ask.
    pub contact: Contact,
}

/// `[applicant.contact]`
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Name.
    pub name: Opt<String>,
    /// Telephone.
    pub phone: Opt<String>,
    /// Mailbox.
    pub email: Opt<String>,
}

/// `[park]`
#[derive(Clone, Debug, Default)]
pub struct Park {
    /// Whether the table is there.
    pub present: bool,
    /// Boundary in words.
    pub boundary: Opt<String>,
    /// Managing body.
    pub manager: Opt<String>,
    /// Codes of all units it lies in.
    pub divisions: Vec<Spanned<String>>,
}

/// `[[objects]]`
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Its table.
    pub at: At,
    /// Name.
    pub name: Opt<String>,
    /// Kind.
    pub kind: Opt<String>,
    /// Unified social credit code.
    pub credit_code: Opt<String>,
    /// Industry.
    pub industry: Opt<String>,
    /// Whether it is under mandatory audit.
    pub mandatory_audit: Opt<bool>,
}

/// `[record]`
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Whether the applicant states a clean record.
    pub declared: Opt<bool>,
    /// The statement's file.
    pub statement: Opt<String>,
    /// What happened.
    pub incidents: Vec<Incident>,
}

/// `[[record.incidents]]`
#[derive(Clone, Debug, Default)]
pub struct Incident {
    /// Its table.
    pub at: At,
    /// Day, `2019-05-01`.
    pub date: Opt<String>,
    /// Key of the source.
    pub source: Opt<String>,
    /// What it was.
    pub summary: Opt<String>,
}

/// `[foundation]`
#[derive(Clone, Debug, Default)]
pub struct Foundation {
    /// Staff.
    pub staff: Opt<String>,
    /// Rules of the house.
    pub system: Opt<String>,
    /// Mechanism.
    pub mechanism: Opt<String>,
}

/// `[[funding]]`
#[derive(Clone, Debug, Default)]
pub struct Funding {
    /// Its table.
    pub at: At,
    /// Where the money comes from.
    pub source: Opt<String>,
    /// Ten thousand yuan.
    pub amount: Opt<f64>,
    /// File that shows it.
    pub evidence: Opt<String>,
}

/// `[plan]`
#[derive(Clone, Debug, Default)]
pub struct PlanFiles {
    /// Files or globs, in order.
    pub files: Vec<Spanned<String>>,
    /// A finished PDF that is packed as it is.
    pub pdf: Opt<String>,
}

/// `[[letters]]`
#[derive(Clone, Debug, Default)]
pub struct Letter {
    /// Its table.
    pub at: At,
    /// Keys of the signers.
    pub from: Vec<Spanned<String>>,
    /// City.
    pub city: Opt<String>,
    /// File.
    pub file: Opt<String>,
    /// Day under the text, `2023-10-12`.
    pub date: Opt<String>,
}

/// `[[attachments]]`
#[derive(Clone, Debug, Default)]
pub struct Attachment {
    /// Its table.
    pub at: At,
    /// Title.
    pub title: Opt<String>,
    /// File.
    pub file: Opt<String>,
    /// Role; `other` if it is missing.
    pub role: Opt<String>,
}

/// `[[targets]]`
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Its table.
    pub at: At,
    /// Key of the family.
    pub family: Opt<String>,
    /// Indicator.
    pub indicator: Opt<String>,
    /// Unit.
    pub unit: Opt<String>,
    /// Value at the start, with its digits as written.
    pub baseline: Opt<String>,
    /// Value at the end, with its digits as written.
    pub target: Opt<String>,
}

/// `[mail]`
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// Sender.
    pub from: Opt<String>,
    /// Recipients; the notice's if empty.
    pub to: Vec<Spanned<String>>,
    /// Copies; the notice's if `to` is empty.
    pub cc: Vec<Spanned<String>>,
}

/// An entry of `[rules]`.
#[derive(Clone, Debug, Default)]
pub struct Waiver {
    /// The rule.
    pub rule: Spanned<String>,
    /// `off` or a severity.
    pub level: Opt<String>,
    /// Why.
    pub reason: Opt<String>,
    /// Who decided.
    pub by: Opt<String>,
    /// Last day, `2023-10-20`.
    pub until: Opt<String>,
}

/// `[render]`
#[derive(Clone, Debug, Default)]
pub struct Render {
    /// `embedded` or `system`.
    pub fonts: Opt<String>,
    /// Name of a style.
    pub style: Opt<String>,
    /// Printed on the cover.
    pub note: Opt<String>,
    /// Month on the cover.
    pub date: Opt<Month>,
}

/// `[calendar]`
#[derive(Clone, Debug, Default)]
pub struct CalendarDays {
    /// Days off.
    pub holidays: Vec<Spanned<String>>,
    /// Days worked.
    pub workdays: Vec<Spanned<String>>,
}

impl Config {
    /// Reads a text for a notice; what is wrong with it is listed in `problems`, all at once.
    pub fn parse(source: SourceId, text: &SourceText, notice: &Notice) -> Self {
        let (tree, faults) = tree::parse(source, text);
        let mut problems: Vec<Problem> = faults.into_iter().map(|f| validate::syntax(f, text)).collect();
        let line = |p: &Problem| text.line_col(p.at.span.start).line;
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
        tree::parse(source, text).0.get("notice").and_then(Node::text)
    }

    fn from_tree(source: SourceId, tree: Node) -> Self {
        let table = |name: &str| tree.get(name).cloned().unwrap_or_default();
        let tables = |name: &str| tree.get(name).map(|n| n.items().to_vec()).unwrap_or_default();
        let (project, applicant, park, record) = (table("project"), table("applicant"), table("park"), table("record"));
        let contact = applicant.get("contact").cloned().unwrap_or_default();
        let (foundation, plan, mail, render, calendar) =
            (table("foundation"), table("plan"), table("mail"), table("render"), table("calendar"));
        let incidents = record.get("incidents").map(|n| n.items().to_vec()).unwrap_or_default();
        Self {
            source,
            notice: tree.get("notice").and_then(Node::text),
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
                contact: Contact { name: text(&contact, "name"), phone: text(&contact, "phone"), email: text(&contact, "email") },
            },
            park: Park {
                present: tree.get("park").is_some(),
                boundary: text(&park, "boundary"),
                manager: text(&park, "manager"),
                divisions: texts(&park, "divisions"),
            },
            objects: tables("objects")
                .iter()
                .map(|n| Object {
                    at: n.at,
                    name: text(n, "name"),
                    kind: text(n, "kind"),
                    credit_code: text(n, "credit_code"),
                    industry: text(n, "industry"),
                    mandatory_audit: flag(n, "mandatory_audit"),
                })
                .collect(),
            record: Record {
                declared: flag(&record, "declared"),
                statement: text(&record, "statement"),
                incidents: incidents
                    .iter()
                    .map(|n| Incident { at: n.at, date: text(n, "date"), source: text(n, "source"), summary: text(n, "summary") })
                    .collect(),
            },
            foundation: Foundation {
                staff: text(&foundation, "staff"),
                system: text(&foundation, "system"),
                mechanism: text(&foundation, "mechanism"),
            },
            funding: tables("funding")
                .iter()
                .map(|n| Funding { at: n.at, source: text(n, "source"), amount: number(n, "amount"), evidence: text(n, "evidence") })
                .collect(),
            plan: PlanFiles { files: texts(&plan, "files"), pdf: text(&plan, "pdf") },
            letters: tables("letters")
                .iter()
                .map(|n| Letter { at: n.at, from: texts(n, "from"), city: text(n, "city"), file: text(n, "file"), date: text(n, "date") })
                .collect(),
            attachments: tables("attachments")
                .iter()
                .map(|n| Attachment { at: n.at, title: text(n, "title"), file: text(n, "file"), role: text(n, "role") })
                .collect(),
            targets: tables("targets")
                .iter()
                .map(|n| Target {
                    at: n.at,
                    family: text(n, "family"),
                    indicator: text(n, "indicator"),
                    unit: text(n, "unit"),
                    baseline: digits(n, "baseline"),
                    target: digits(n, "target"),
                })
                .collect(),
            mail: Mail { from: text(&mail, "from"), to: texts(&mail, "to"), cc: texts(&mail, "cc") },
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
            render: Render {
                fonts: text(&render, "fonts"),
                style: text(&render, "style"),
                note: text(&render, "note"),
                date: month(&render, "date"),
            },
            calendar: CalendarDays { holidays: texts(&calendar, "holidays"), workdays: texts(&calendar, "workdays") },
            tree,
            problems: Vec::new(),
        }
    }

    /// Where to point when a field is missing: the nearest table above it that is there, or the start of the file.
    pub fn place_for(&self, field: &str) -> At {
        let top = field.split('.').next().unwrap_or(field);
        let entry = self.tree.entries().iter().find(|(key, _)| key.value == top);
        entry.map_or(At { source: self.source, span: Default::default() }, |(key, _)| key.at)
    }

    /// Whether a field holds the mark of a place to fill in; such a field is reported once, by `placeholder-left`.
    pub fn is_unfilled(&self, field: &str) -> bool {
        self.tree.find(field).is_some_and(|node| node.texts().iter().any(|t| is_unfilled(t.value)))
    }
}

/// Whether a value is the mark of a place to fill in.
pub fn is_unfilled(text: &str) -> bool {
    text.starts_with(UNFILLED)
}

fn text(node: &Node, key: &str) -> Opt<String> {
    node.get(key).and_then(Node::text).filter(|t| !t.value.trim().is_empty() && !is_unfilled(&t.value))
}

fn texts(node: &Node, key: &str) -> Vec<Spanned<String>> {
    let items = node.get(key).map(Node::items).unwrap_or_default();
    items.iter().filter_map(Node::text).filter(|t| !t.value.trim().is_empty() && !is_unfilled(&t.value)).collect()
}

fn month(node: &Node, key: &str) -> Opt<Month> {
    let value = text(node, key)?;
    Some(Spanned::new(Month::parse(&value.value)?, value.at))
}

fn flag(node: &Node, key: &str) -> Opt<bool> {
    let node = node.get(key)?;
    if let Value::Bool(flag) = node.value { Some(Spanned::new(flag, node.at)) } else { None }
}

fn number(node: &Node, key: &str) -> Opt<f64> {
    let node = node.get(key)?;
    if let Value::Number(value, _) = node.value { Some(Spanned::new(value, node.at)) } else { None }
}

fn digits(node: &Node, key: &str) -> Opt<String> {
    let node = node.get(key)?;
    if let Value::Number(_, text) = &node.value { Some(Spanned::new(text.clone(), node.at)) } else { None }
}
