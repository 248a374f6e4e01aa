//! Conformity: every demand of the notice beside the place where the project was looked at.

use std::collections::{HashMap, HashSet};

use crate::diag::{Finding, Report, RuleId, Severity};
use crate::notice::{Card, Check, Need, Notice, card::Within};
use crate::project::Project;
use crate::rules::{Options, section_states};
use crate::text::Moment;

/// A heading of the prescribed outline and where the plan has it.
#[derive(Clone, Debug)]
pub(super) struct OutlineRow {
    /// Depth from 0.
    pub(super) depth: usize,
    /// The heading as the notice writes it.
    pub(super) heading: String,
    /// Whether a plan must have it.
    pub(super) required: bool,
    /// `plan.md:12`, if the plan has it.
    pub(super) place: Option<String>,
    /// Whether nothing stands under it, where something must.
    pub(super) is_empty: bool,
    /// Chinese characters under it and the headings below it.
    pub(super) characters: usize,
}

/// How a rule came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleOutcome {
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

/// The findings of a report by their rules, sorted out once for all rules.
pub(super) struct FindingsByRule<'a> {
    report: &'a Report,
    found: HashMap<&'a RuleId, Vec<&'a Finding>>,
}

impl<'a> FindingsByRule<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let mut found: HashMap<&RuleId, Vec<&Finding>> = HashMap::new();
        for finding in &report.findings {
            found.entry(&finding.rule).or_default().push(finding);
        }
        Self { report, found }
    }

    /// What a rule found, in order.
    pub(super) fn findings(&self, rule: &RuleId) -> &[&'a Finding] {
        match self.found.get(rule) {
            Some(findings) => findings,
            None => &[],
        }
    }

    /// What rules found that are not among those that are known.
    pub(super) fn others(
        &self,
        known: &HashSet<&RuleId>,
    ) -> impl Iterator<Item = (&'a RuleId, &[&'a Finding])> {
        let mut others: Vec<_> = self.found.iter().collect();
        others.retain(|(rule, _)| !known.contains(**rule));
        others.sort_unstable_by_key(|(rule, _)| **rule);
        others.into_iter().map(|(rule, found)| (*rule, found.as_slice()))
    }

    /// The highest severity among them.
    pub(super) fn worst(&self, card: &Card) -> Severity {
        let severities = self.findings(&card.id).iter().map(|finding| finding.severity);
        severities.max().unwrap_or(Severity::Info)
    }

    /// How a rule came out.
    pub(super) fn outcome(&self, card: &Card) -> RuleOutcome {
        let found = self.findings(&card.id).len();
        if found > 0 {
            return RuleOutcome::Found(found);
        }
        if let Some(off) = self.report.off.iter().find(|o| o.rule == card.id) {
            return RuleOutcome::Off(off.hidden);
        }
        if self.report.checklist.iter().any(|c| c.rule == card.id) {
            return RuleOutcome::Manual;
        }
        if self.report.judged.contains(&card.id) { RuleOutcome::Passed } else { RuleOutcome::Idle }
    }
}

/// What a rule looks at, in words: fields with their lines, or the kinds of material.
pub(super) fn looked_at(card: &Card, project: &Project) -> String {
    match &card.check {
        Check::Required { fields, .. } => {
            let words: Vec<String> = fields.iter().map(|f| field(&f.field, project)).collect();
            words.join("、")
        }
        Check::Same { left, right } => [left, right].map(|f| field(f, project)).join("、"),
        Check::FileName { .. } => "文件名".to_owned(),
        Check::MustNotMatch { within: Within::Plan, .. }
        | Check::ParagraphLength { .. }
        | Check::Look { .. }
        | Check::Spellings(_)
        | Check::ConversionFactors(_) => "方案".to_owned(),
        Check::MustNotMatch { within: Within::Config, .. } => "pilot.toml".to_owned(),
        Check::MustNotMatch { within: Within::PlanAndConfig, .. } => "方案、pilot.toml".to_owned(),
        Check::MustNotMatch { within: Within::Everything, .. } => {
            "方案、pilot.toml、附件".to_owned()
        }
        Check::Manual {} | Check::Obligations {} => "人工核对".to_owned(),
        Check::Material { .. } | Check::Naming {} => field("attachments", project),
        Check::Condition { .. } => field("conditions", project),
        Check::Unconfirmed {} => field("notice", project),
        Check::Waiver { .. } => "pilot.toml".to_owned(),
        Check::MustMention { sections, .. } | Check::TargetsAgree { sections } => {
            format!("方案 {}", sections.join("、"))
        }
        Check::MustMatch { section, .. } | Check::DatedSteps { section } => {
            format!("方案 {section}")
        }
        Check::FieldForm { field: name, .. } => field(name, project),
        Check::Choice(_)
        | Check::Code { .. }
        | Check::Compare { .. }
        | Check::Deadline { .. }
        | Check::Duplicate { .. }
        | Check::Fault { .. }
        | Check::FileFact(_)
        | Check::FileKind { .. }
        | Check::Limit(_)
        | Check::Listed(_)
        | Check::OutOfPlace { .. }
        | Check::PersonalNumber(_)
        | Check::Substitution(_) => needs(&card.needs),
    }
}

fn field(name: &str, project: &Project) -> String {
    let (_, source) = project.config_source();
    match project.config.tree.find(name) {
        Some(node) => format!("pilot.toml:{}（{name}）", source.line(node.at.span.start)),
        None => format!("pilot.toml（{name}）"),
    }
}

fn needs(needs: &[Need]) -> String {
    if needs.is_empty() {
        return "全部材料".to_owned();
    }
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

/// The prescribed outline beside the plan's headings, matched as the rules match them.
pub(super) fn outline(notice: &Notice, project: &Project, now: Moment) -> Vec<OutlineRow> {
    if project.plan.is_none() {
        return Vec::new();
    }
    let options = Options {
        now,
        is_final: false,
        have: vec![Need::Plan],
        select: Vec::new(),
        ignore: Vec::new(),
    };
    let nodes = notice.outline.iter().flat_map(|node| node.walk());
    let required: Vec<bool> = nodes.map(|(_, node)| node.required).collect();
    let states = section_states(project, notice, &options).into_iter().enumerate();
    states
        .map(|(index, state)| OutlineRow {
            depth: state.depth,
            heading: state.heading,
            required: required.get(index).copied().unwrap_or(true),
            place: state.at.map(|at| {
                let source = project.sources.get(at.source);
                format!("{}:{}", source.name, source.line(at.span.start))
            }),
            is_empty: state.is_leaf && !state.is_written,
            characters: state.characters,
        })
        .collect()
}
