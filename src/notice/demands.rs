//! All that a notice demands of a project, sentence by sentence, and what holds each: so that
//! nothing is lost and the number of them can be told.

use super::profile::{ApplicationCondition, DemandStrength, NoticeObligation, Profile};

/// Something that the notice demands.
#[derive(Clone, Debug)]
pub struct Demand<'n> {
    /// What it is.
    pub kind: DemandKind,
    /// The key of a material or condition; empty for an obligation.
    pub id: &'n str,
    /// The clause.
    pub clause: &'n str,
    /// The words of the notice.
    pub quote: &'n str,
    /// How binding the wording is.
    pub strength: DemandStrength,
    /// What holds it.
    pub judge: DemandJudge,
    /// Rules or facts that the notice names for it.
    pub rules: &'n [String],
}

/// What a demand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandKind {
    /// Something to hand in.
    Material,
    /// Something to be.
    Condition,
    /// Anything else.
    Obligation,
}

/// Who looks at a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DemandJudge {
    /// The program, by rules.
    Program,
    /// The applicant, who declares it with evidence.
    Declared,
    /// A person, who reads the checklist.
    Eye,
}

/// How many demands there are, by who looks at them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DemandCounts {
    /// By the program.
    pub program: usize,
    /// By declaration.
    pub declared: usize,
    /// By a person.
    pub eye: usize,
}

impl DemandCounts {
    /// All of them.
    pub fn all(self) -> usize {
        self.program + self.declared + self.eye
    }

    /// In words: `共12条：程序核对9条，申报单位声明2条，人工核对1条`.
    pub fn words(self) -> String {
        format!(
            "共 {} 条：程序核对 {} 条，申报单位声明 {} 条，人工核对 {} 条",
            self.all(),
            self.program,
            self.declared,
            self.eye
        )
    }
}

impl Profile {
    /// The demands on a project of a category, in the order of the file; while none is chosen, those
    /// of all.
    pub fn demands(&self, category: Option<&str>) -> Vec<Demand<'_>> {
        let holds = |holds: bool| category.is_none() || holds;
        let mut demands = Vec::new();
        for material in &self.materials {
            if holds(material.holds_for(category)) {
                let strength = if material.optional {
                    DemandStrength::Encouraged
                } else {
                    DemandStrength::Must
                };
                demands.push(Demand {
                    kind: DemandKind::Material,
                    id: &material.id,
                    clause: &material.clause,
                    quote: &material.quote,
                    strength,
                    judge: DemandJudge::Program,
                    rules: &material.judged_by,
                });
            }
        }
        for condition in &self.conditions {
            if holds(condition.holds_for(category)) {
                demands.push(of_condition(condition));
            }
        }
        for obligation in &self.obligations {
            if holds(obligation.holds_for(category)) {
                demands.push(of_obligation(obligation));
            }
        }
        demands
    }

    /// How many demands there are on a project of a category.
    pub fn demand_counts(&self, category: Option<&str>) -> DemandCounts {
        let mut counts = DemandCounts::default();
        for demand in self.demands(category) {
            match demand.judge {
                DemandJudge::Program => counts.program += 1,
                DemandJudge::Declared => counts.declared += 1,
                DemandJudge::Eye => counts.eye += 1,
            }
        }
        counts
    }
}

fn of_condition(condition: &ApplicationCondition) -> Demand<'_> {
    let is_computed = !condition.judged_by.is_empty() || !condition.measures.is_empty();
    Demand {
        kind: DemandKind::Condition,
        id: &condition.id,
        clause: &condition.clause,
        quote: &condition.quote,
        strength: condition.strength,
        judge: if is_computed { DemandJudge::Program } else { DemandJudge::Declared },
        rules: &condition.judged_by,
    }
}

fn of_obligation(obligation: &NoticeObligation) -> Demand<'_> {
    let is_judged = !obligation.judged_by.is_empty();
    Demand {
        kind: DemandKind::Obligation,
        id: "",
        clause: &obligation.clause,
        quote: &obligation.quote,
        strength: obligation.strength,
        judge: if is_judged { DemandJudge::Program } else { DemandJudge::Eye },
        rules: &obligation.judged_by,
    }
}
