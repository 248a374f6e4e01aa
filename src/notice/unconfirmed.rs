//! What nobody has compared with the notice yet, and what cannot be judged by it: for all who tell
//! users how far a result may be trusted.

use crate::diag::Authority;
use crate::text::toml_tree::{self, TomlNode, TomlValue};
use crate::text::{SourceId, SourceText, han};

use super::clause::NoticeText;
use super::fact_name::{fact_name, fact_names};
use super::fact_path;
use super::library::Notice;
use super::profile::{DraftFact, Profile};

/// A fact of a draft with its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnconfirmedFact {
    /// The fact's path, `deadlines.0`.
    pub fact: String,
    /// What the notice calls it, where several facts of its kind have names: 营业执照复印件.
    pub called: String,
    /// What is doubtful about it; empty if nothing is.
    pub why: String,
    /// The words of the notice; empty if the profile gives none.
    pub quote: String,
    /// Their line in `notice.txt`.
    pub line: Option<usize>,
    /// Their sentence as a clause of the notice.
    pub clause: Option<Authority>,
    /// Whether an application may fail if it is wrong.
    pub is_decisive: bool,
}

impl UnconfirmedFact {
    /// A draft with its words.
    pub(super) fn new(draft: &DraftFact, quote: String, notice: &NoticeText) -> Self {
        let place = notice.find("", &quote);
        let line = place.map(|at| notice.source.line(at.span.start));
        let clause = line.map(|line| notice.authority(&format!("第 {line} 行"), &quote));
        Self {
            fact: draft.fact.clone(),
            called: String::new(),
            why: draft.why.clone(),
            line,
            clause,
            quote,
            is_decisive: draft.is_decisive(),
        }
    }

    /// What people call the fact.
    pub fn name(&self) -> &str {
        fact_name(&self.fact).unwrap_or(&self.fact)
    }

    /// The fact with its sentence and line, for people.
    pub fn words(&self) -> String {
        let mut words = self.name().to_owned();
        if !self.called.is_empty() {
            words.push_str(&han::quoted(&self.called));
        }
        match self.line {
            Some(line) => words.push_str(&format!("：第 {line} 行“{}”", self.quote)),
            None if !self.quote.is_empty() => words.push_str(&format!("：{}", self.quote)),
            None => {}
        }
        if !self.why.is_empty() {
            words.push_str(&format!("（{}）", self.why));
        }
        words
    }
}

/// The drafts of a profile with their sentences.
pub(super) fn facts(profile: &Profile, text: &str, notice: &NoticeText) -> Vec<UnconfirmedFact> {
    if profile.drafts.is_empty() {
        return Vec::new();
    }
    let source = SourceText::new("profile.toml", text);
    let (tree, _) = toml_tree::parse(SourceId(0), &source);
    profile.drafts.iter().map(|draft| fact(draft, &tree, notice)).collect()
}

fn fact(draft: &DraftFact, tree: &TomlNode, notice: &NoticeText) -> UnconfirmedFact {
    let quote = fact_path::quote(tree, &draft.fact).unwrap_or_default();
    let mut fact = UnconfirmedFact::new(draft, quote, notice);
    let named = fact_path::find(tree, &draft.fact).and_then(|node| node.get("name"));
    if let Some(TomlNode { value: TomlValue::Text(name), .. }) = named
        && *name != fact.quote
    {
        fact.called.clone_from(name);
    }
    fact
}

impl Notice {
    /// `草稿：N 处未经核对`; `None` where everything was confirmed or written by hand.
    pub fn draft_note(&self) -> Option<String> {
        let count = self.unconfirmed.len();
        if count == 0 { None } else { Some(format!("草稿：{count} 处未经核对")) }
    }

    /// The unconfirmed facts that an application may fail by.
    pub fn decisive_drafts(&self) -> Vec<&UnconfirmedFact> {
        self.unconfirmed.iter().filter(|fact| fact.is_decisive).collect()
    }

    /// `无法判断：…`, where the notice is not known to say by when, where to or what: a report
    /// without findings would promise too much.
    pub fn not_judged_note(&self) -> Option<String> {
        let profile = &self.profile;
        let deliver = &profile.deliver;
        let mut missing = Vec::new();
        if profile.deadlines.is_empty() {
            missing.push("是否按时（没有期限）");
        }
        let paper = deliver.paper.as_ref();
        let has_address = paper.is_some_and(|p| !p.to.is_empty() || !p.address.is_empty());
        if !has_address && deliver.mail.is_none() && deliver.platform.is_none() {
            missing.push("送到哪里（没有收件处）");
        }
        let has_contents = paper.is_some_and(|paper| !paper.contents.is_empty());
        if profile.materials.is_empty() && !has_contents {
            missing.push("材料是否齐全（没有材料清单）");
        }
        if missing.is_empty() {
            None
        } else {
            Some(format!("无法判断：{}", missing.join("、")))
        }
    }

    /// `没有核对：…`, for a plan that is judged without its project: what only a project shows.
    pub fn plan_alone_note(&self) -> Option<String> {
        let profile = &self.profile;
        let mut left_out = Vec::new();
        for (is_demanded, what) in [
            (!profile.materials.is_empty(), "材料"),
            (!profile.conditions.is_empty(), "条件"),
            (!profile.deadlines.is_empty(), "期限"),
            (!profile.applicants.kinds.is_empty(), "申报单位"),
            (profile.deliver.letter.is_some(), "推荐函"),
            (!profile.obligations.is_empty(), "通知的其他要求"),
        ] {
            if is_demanded {
                left_out.push(what);
            }
        }
        if left_out.is_empty() {
            return None;
        }
        Some(format!(
            "只看了方案一个文件，没有核对：{}（要有项目，用 pilot init 或 pilot adopt 建立）",
            left_out.join("、")
        ))
    }

    /// Both notes, for reports.
    pub fn trust_notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(note) = self.draft_note() {
            let paths = self.unconfirmed.iter().map(|fact| fact.fact.as_str());
            notes.push(format!("{note}：{}", fact_names(paths)));
        }
        notes.extend(self.not_judged_note());
        notes
    }
}
