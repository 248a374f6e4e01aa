//! Conformity: every demand of the notice beside the place where the project was looked at.

use crate::diag::Report;
use crate::outline::{Card, Check, Need, Notice, card::Within};
use crate::project::Project;
use crate::text::han;

/// A heading of the prescribed outline and where the plan has it.
#[derive(Clone, Debug)]
pub(super) struct OutlineRow {
    /// Depth from 0.
    pub(super) depth: usize,
    /// The heading as the notice writes it.
    pub(super) heading: String,
    /// Whether a plan must have it.
    pub(super) required: bool,
    /// `plan.md:12` for each heading of the plan that says the same; none if it is not there word for word.
    pub(super) places: Vec<String>,
}

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was looked at and found nothing.
    Passed,
    /// It found something, this often.
    Found(usize),
    /// The project switched it off; this many findings were left out.
    Off(usize),
    /// A line of the checklist.
    Manual,
    /// It was not looked at: not this category, not asked for, or what it needs was not at hand.
    Idle,
}

/// How a rule came out.
pub(super) fn outcome(card: &Card, report: &Report) -> Outcome {
    let found = report.findings.iter().filter(|f| f.rule == card.id).count();
    if found > 0 {
        return Outcome::Found(found);
    }
    if let Some(off) = report.off.iter().find(|o| o.rule == card.id) {
        return Outcome::Off(off.hidden);
    }
    if report.checklist.iter().any(|c| c.rule == card.id) {
        return Outcome::Manual;
    }
    if report.judged.contains(&card.id) { Outcome::Passed } else { Outcome::Idle }
}

/// What a rule looks at, in words: fields with their lines, or the kinds of material.
pub(super) fn looked_at(card: &Card, project: &Project) -> String {
    match &card.check {
        Check::Required { fields } => fields.iter().map(|f| field(&f.field, project)).collect::<Vec<_>>().join("、"),
        Check::Same { left, right } => [left, right].map(|f| field(f, project)).join("、"),
        Check::FileName { .. } => "文件名".to_owned(),
        Check::MustNotMatch { within: Within::Plan, .. } => "方案".to_owned(),
        Check::MustNotMatch { within: Within::Config, .. } => "pilot.toml".to_owned(),
        Check::MustNotMatch { within: Within::PlanAndConfig, .. } => "方案、pilot.toml".to_owned(),
        Check::MustNotMatch { within: Within::Everything, .. } => "方案、pilot.toml、附件".to_owned(),
        Check::Manual {} => "人工核对".to_owned(),
        Check::Waiver {} => "pilot.toml".to_owned(),
        Check::MustMention { sections, .. } | Check::TargetsAgree { sections } => format!("方案 {}", sections.join("、")),
        Check::MustMatch { section, .. } | Check::DatedSteps { section } => format!("方案 {section}"),
        Check::FieldForm { field: name, .. } => field(name, project),
        Check::Code { .. } => needs(&card.needs),
    }
}

fn field(name: &str, project: &Project) -> String {
    let (_, source) = project.config_source();
    match project.config.tree.find(name) {
        Some(node) => format!("pilot.toml:{}（{name}）", source.line_col(node.at.span.start).line),
        None => format!("pilot.toml（{name}）"),
    }
}

fn needs(needs: &[Need]) -> String {
    let mut words: Vec<&str> = Vec::new();
    for need in needs {
        let word = match need {
            Need::Plan => "方案",
            Need::Facts | Need::Config => "pilot.toml",
            Need::Files => "附件",
            Need::Package => "电子件",
            Need::Received => "收到的包",
            Need::Clock => "日期",
        };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join("、")
}

/// The prescribed outline beside the plan's headings.
pub(super) fn outline(notice: &Notice, project: &Project) -> Vec<OutlineRow> {
    let Some(plan) = &project.plan else { return Vec::new() };
    let headings: Vec<(String, String)> = plan
        .walk()
        .into_iter()
        .map(|(_, section)| {
            let source = project.sources.get(section.heading.at.source);
            let line = source.line_col(section.heading.at.span.start).line;
            (han::fold(&section.heading.text), format!("{}:{line}", source.name))
        })
        .collect();
    let mut rows = Vec::new();
    for (depth, node) in notice.outline.iter().flat_map(|n| n.walk()) {
        let heading = node.full();
        let folded = han::fold(&heading);
        let places = headings.iter().filter(|(text, _)| *text == folded).map(|(_, place)| place.clone()).collect();
        rows.push(OutlineRow { depth, heading, required: node.required, places });
    }
    rows
}
