//! One rule, as data: a card below `outline/*/rules/`.
//!
//! A card of an included folder that names no authority is a pattern: it holds only where a notice
//! binds it to a clause of its own with a card of the same name, whose keys replace those of the
//! pattern.

use serde::Deserialize;

use crate::diag::{Authority, AuthorityKind, FindingMeaning, FindingWeight, RuleId, Severity};

use super::clause::NoticeText;
use super::notice_error::{NoticeFaultKind, line_at};

pub use super::check::{Check, CheckRegex, CheckTopic, FieldName, OwnWords, Replacement, Within};
pub use super::example::{
    Example, ExampleCityTotal, ExampleDuplicate, ExampleFile, ExampleLook, ExamplePackage,
};

/// A rule.
#[derive(Clone, Debug)]
pub struct Card {
    /// Name, equal to the file's.
    pub id: RuleId,
    /// Names it used to have, still accepted.
    pub formerly: Vec<RuleId>,
    /// What it is about, in a line.
    pub title: String,
    /// Its group in lists.
    pub group: String,
    /// How grave.
    pub severity: Severity,
    /// Whether it stops `pack`, and is an error under `--final`.
    pub blocks_pack: bool,
    /// What its findings cost; by their severity if it names none.
    pub weight: Option<FindingWeight>,
    /// Whether it is silent unless selected.
    pub off_by_default: bool,
    /// The clause it rests on.
    pub authority: Authority,
    /// The reading taken where the wording is open: text, or the id of one of the profile's
    /// readings.
    pub reading: Option<String>,
    /// What a finding says, with `{arguments}`.
    pub message: String,
    /// Other wordings, by name.
    pub messages: Vec<(String, String)>,
    /// Severities of other wordings, by name; one that is not named has the card's.
    pub severities: Vec<(String, Severity)>,
    /// Why it matters.
    pub why: String,
    /// What to do, with `{arguments}`.
    pub help: Option<String>,
    /// What must be at hand to judge it; empty for a rule that looks at whatever is there.
    pub needs: Vec<Need>,
    /// Categories it is limited to; empty for all.
    pub categories: Vec<String>,
    /// What its findings mean to the program.
    pub finds: Option<FindingMeaning>,
    /// What it speaks for, so that other rules are silent about it.
    pub covers: Vec<CoveredPart>,
    /// Keys of `pilot.toml` that a rule in code looks at, as dotted names.
    pub reads: Vec<String>,
    /// How it is judged.
    pub check: Check,
    /// Texts that pass.
    pub pass: Vec<Example>,
    /// Texts that fail, with `⟦⟧` around the place.
    pub fail: Vec<Example>,
}

/// What must be at hand for a rule to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// The plan's text.
    Plan,
    /// `pilot.toml`, or the project facts of a manifest.
    Facts,
    /// `pilot.toml` itself: what a manifest does not carry.
    Config,
    /// The files beside the plan.
    Files,
    /// A package that was planned, written or received.
    Package,
    /// A package that was received.
    Received,
    /// The moment of judging.
    Clock,
}

impl Need {
    /// The key in cards.
    pub fn key(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Facts => "facts",
            Self::Config => "config",
            Self::Files => "files",
            Self::Package => "package",
            Self::Received => "received",
            Self::Clock => "clock",
        }
    }
}

/// A part of a project that one rule speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoveredPart {
    /// Files that `pilot.toml` names.
    Files,
    /// Letters and their files.
    Letters,
    /// The statement on the record and its file.
    Statement,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawCard {
    id: String,
    #[serde(default)]
    formerly: Vec<String>,
    title: String,
    group: String,
    severity: Severity,
    blocks_pack: Option<bool>,
    weight: Option<FindingWeight>,
    #[serde(default)]
    off_by_default: bool,
    authority: Option<RawAuthority>,
    reading: Option<String>,
    message: String,
    #[serde(default)]
    messages: toml::Table,
    #[serde(default)]
    severities: std::collections::BTreeMap<String, Severity>,
    why: String,
    help: Option<String>,
    needs: Vec<Need>,
    #[serde(default)]
    categories: Vec<String>,
    finds: Option<FindingMeaning>,
    #[serde(default)]
    covers: Vec<CoveredPart>,
    #[serde(default)]
    reads: Vec<String>,
    check: Check,
    #[serde(default)]
    example: RawExamples,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExamples {
    /// What the others are made of.
    #[serde(default)]
    base: Example,
    #[serde(default)]
    pass: Vec<Example>,
    #[serde(default)]
    fail: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum RawAuthority {
    Notice { heading: String, quote: String },
    Law { title: String, clause: String, quote: String },
    Standard { title: String, clause: String, quote: String },
    Practice { reason: String },
}

impl Card {
    /// Reads a card from its merged keys; `None` if it is a pattern that nothing binds.
    ///
    /// # Errors
    /// What is wrong with the card.
    pub fn read(
        name: &str,
        keys: toml::Table,
        notice: &NoticeText,
    ) -> Result<Option<Self>, NoticeFaultKind> {
        let raw: RawCard = toml::Value::Table(keys)
            .try_into()
            .map_err(|e: toml::de::Error| NoticeFaultKind::Toml(e.message().to_owned()))?;
        let Some(authority) = raw.authority else { return Ok(None) };
        let authority = match authority {
            RawAuthority::Notice { heading, quote } => {
                let authority = notice.authority(&heading, &quote);
                if !notice.has_heading(&heading) {
                    let key = "authority.notice.heading".to_owned();
                    return Err(NoticeFaultKind::NotInNotice { key, words: heading });
                }
                if authority.at.is_none() {
                    return Err(NoticeFaultKind::QuoteNotInNotice(quote));
                }
                authority
            }
            RawAuthority::Law { title, clause, quote } => {
                written(AuthorityKind::Law, &title, &clause, quote)
            }
            RawAuthority::Standard { title, clause, quote } => {
                written(AuthorityKind::Standard, &title, &clause, quote)
            }
            RawAuthority::Practice { reason } => Authority {
                kind: AuthorityKind::Practice,
                reference: "实务".to_owned(),
                quote: reason,
                at: None,
            },
        };
        if raw.id != name {
            return Err(NoticeFaultKind::OtherId(raw.id));
        }
        let examples = raw.example;
        let pass = built(examples.pass, &examples.base)?;
        let fail = built(examples.fail, &examples.base)?;
        let messages = raw
            .messages
            .into_iter()
            .filter_map(|(k, v)| Some((k, v.as_str()?.to_owned())))
            .collect();
        Ok(Some(Self {
            id: RuleId(raw.id),
            formerly: raw.formerly.into_iter().map(RuleId).collect(),
            title: raw.title,
            group: raw.group,
            severity: raw.severity,
            blocks_pack: raw.blocks_pack.unwrap_or(raw.severity == Severity::Error),
            weight: raw.weight,
            off_by_default: raw.off_by_default,
            authority,
            reading: raw.reading,
            message: raw.message,
            messages,
            severities: raw.severities.into_iter().collect(),
            why: raw.why,
            help: raw.help,
            needs: raw.needs,
            categories: raw.categories,
            finds: raw.finds,
            covers: raw.covers,
            reads: raw.reads,
            check: raw.check,
            pass,
            fail,
        }))
    }

    /// The line of a card's own text where reading it alone says the same.
    pub(super) fn line_of_fault(text: &str, message: &str) -> Option<usize> {
        let error = toml::from_str::<RawCard>(text).err()?;
        let span = error.span()?;
        if error.message() == message { Some(line_at(text, span.start)) } else { None }
    }

    /// What to do, as it reads without a finding: `…` in the place of arguments; without help, why
    /// it matters.
    pub fn general_help(&self) -> String {
        let mut out = String::new();
        let mut inside = false;
        for c in self.help.as_deref().unwrap_or(&self.why).chars() {
            match c {
                '{' => inside = true,
                '}' if inside => {
                    inside = false;
                    out.push('…');
                }
                c if !inside => out.push(c),
                _ => {}
            }
        }
        out
    }

    /// What a finding of it costs, of a severity that may be that of one wording.
    pub fn weight_of(&self, severity: Severity, blocks_pack: bool) -> FindingWeight {
        self.weight.unwrap_or_else(|| FindingWeight::of(severity, blocks_pack))
    }

    /// What a finding of it costs where its wording has no severity of its own.
    pub fn usual_weight(&self) -> FindingWeight {
        self.weight_of(self.severity, self.blocks_pack)
    }

    /// Whether it wants a key of `pilot.toml`, or one below it, to be filled in.
    pub fn asks_for(&self, key: &str) -> bool {
        let is_below = |name: &str| match name.strip_prefix(key) {
            Some(rest) => rest.is_empty() || rest.starts_with('.'),
            None => false,
        };
        if let Check::Required { fields, .. } = &self.check
            && fields.iter().any(|field| is_below(&field.field))
        {
            return true;
        }
        self.reads.iter().any(|name| is_below(name))
    }

    /// Whether it has an example that passes and one that fails, or needs none.
    pub(super) fn has_examples(&self) -> bool {
        self.is_manual() || !self.pass.is_empty() && !self.fail.is_empty()
    }

    /// Whether it only adds lines to the checklist.
    pub fn is_manual(&self) -> bool {
        matches!(self.check, Check::Manual {} | Check::Obligations {})
    }
}

/// The examples with what their base says.
fn built(examples: Vec<Example>, base: &Example) -> Result<Vec<Example>, NoticeFaultKind> {
    let built = examples.into_iter().map(|example| example.built_on(base));
    built.collect()
}

fn written(kind: AuthorityKind, title: &str, clause: &str, quote: String) -> Authority {
    let reference = if clause.is_empty() { title.to_owned() } else { format!("{title} {clause}") };
    Authority { kind, reference, quote, at: None }
}
