//! One rule, as data: a card below `outline/*/rules/`.
//!
//! A card of an included folder that names no authority is a pattern: it holds only where a notice binds it to a clause
//! of its own with a card of the same name, whose keys replace those of the pattern.

use serde::Deserialize;

use crate::diag::{Applicability, Authority, AuthorityKind, RuleId, Severity};

use super::clause::NoticeText;

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
    /// Whether it is silent unless selected.
    pub off_by_default: bool,
    /// The clause it rests on.
    pub authority: Authority,
    /// The reading taken where the wording is open: text, or the id of one of the profile's readings.
    pub reading: Option<String>,
    /// What a finding says, with `{arguments}`.
    pub message: String,
    /// Other wordings, by name.
    pub messages: Vec<(String, String)>,
    /// Why it matters.
    pub why: String,
    /// What to do, with `{arguments}`.
    pub help: Option<String>,
    /// What must be at hand to judge it.
    pub needs: Vec<Need>,
    /// Categories it is limited to; empty for all.
    pub categories: Vec<String>,
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

/// How a rule is judged. A closed set: what it cannot say is code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Check {
    /// Text that must not stand there: a regular expression; the group `hit`, if it has one, is what is marked.
    #[serde(rename_all = "kebab-case")]
    MustNotMatch {
        /// The expression.
        pattern: String,
        /// Where it is looked for.
        within: Within,
        /// Hits that are fine if this matches the line around them.
        #[serde(default)]
        except: Option<String>,
        /// An edit that mends a hit.
        #[serde(default)]
        fix: Option<Replacement>,
    },
    /// Fields of `pilot.toml` that must be filled in.
    #[serde(rename_all = "kebab-case")]
    Required {
        /// Dotted names; for a list its name.
        fields: Vec<FieldName>,
    },
    /// Two fields that must say the same.
    #[serde(rename_all = "kebab-case")]
    Same {
        /// The one that is marked.
        left: String,
        /// The one it is compared with.
        right: String,
    },
    /// Names of files that go into the package.
    #[serde(rename_all = "kebab-case")]
    FileName {
        /// A regular expression on the path with `/`, or on its last part.
        pattern: String,
        /// Whether only the last part is looked at.
        #[serde(default)]
        last_part: bool,
    },
    /// What some sections together must speak of. Silent where they are missing or empty: other rules say that.
    #[serde(rename_all = "kebab-case")]
    MustMention {
        /// Sections by the ordinals of the outline, `二(二)`, or by words of their heading.
        sections: Vec<String>,
        /// What must be spoken of.
        topics: Vec<Topic>,
    },
    /// A section's text that must match one of several regular expressions; a paragraph or cell is a line of it.
    #[serde(rename_all = "kebab-case")]
    MustMatch {
        /// The section, as above.
        section: String,
        /// The expressions.
        any: Vec<String>,
    },
    /// A section that must name steps with months inside the project's period.
    #[serde(rename_all = "kebab-case")]
    DatedSteps {
        /// The section, as above.
        section: String,
    },
    /// Sections whose tables and text must give the values of `[[targets]]`, and the same value everywhere.
    #[serde(rename_all = "kebab-case")]
    TargetsAgree {
        /// The sections, as above; all of the plan if none of them is there.
        sections: Vec<String>,
    },
    /// The form of a field.
    #[serde(rename_all = "kebab-case")]
    FieldForm {
        /// Dotted name.
        field: String,
        /// A regular expression that its value must match.
        pattern: String,
        /// How many characters it may have.
        max_chars: usize,
    },
    /// Entries of `[rules]`, judged by the driver after all other cards.
    Waiver {},
    /// Nobody can compute it: a line of the checklist.
    Manual {},
    /// A function of this name in `src/rules/`.
    Code {
        /// Its name.
        name: String,
    },
}

/// What is written in the place of a hit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Replacement {
    /// What the edit does, for a person.
    pub title: String,
    /// The new text; `$name` and `$1` stand for groups of the pattern, `$$` for `$`.
    pub with: String,
    /// How far it may be trusted.
    pub safety: Applicability,
}

/// Something that a text must speak of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name for people.
    pub name: String,
    /// Any of these words will do.
    pub words: Vec<String>,
}

/// A field with its name for people.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldName {
    /// `park.boundary`
    pub field: String,
    /// `园区四至边界`
    pub name: String,
}

/// Where a text is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// The plan's text, headings and tables included, comments left out.
    Plan,
    /// The values of `pilot.toml`.
    Config,
    /// Both.
    PlanAndConfig,
    /// Both, the names of files, and the text of letters and attachments.
    Everything,
}

/// A small project that a rule is tried on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// Text of the plan; `None` if there is none.
    pub plan: Option<String>,
    /// Text of `pilot.toml`, or the part that matters.
    pub config: Option<String>,
    /// Files beside the plan.
    #[serde(default)]
    pub files: Vec<ExampleFile>,
    /// What a received or planned package is like.
    pub package: Option<ExamplePackage>,
    /// The moment of judging; the notice's date of signing if it is missing.
    pub as_of: Option<String>,
    /// How many findings there are where nothing can be marked.
    pub count: Option<usize>,
    /// The text afterwards, if the rule offers an edit.
    pub fixed: Option<String>,
}

/// A file of an example. What it is like is stated, so that no bytes are needed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleFile {
    /// Path relative to the project; `⟦⟧` around it where a finding must point.
    pub path: String,
    /// Bytes.
    #[serde(default)]
    pub size: u64,
    /// Text layer.
    pub text: Option<String>,
    /// Why it cannot be read: `damaged`, `encrypted`, `empty`, `folder`, `link`, `denied`, `outside`.
    pub broken: Option<String>,
    /// Pages as `width x height` in millimetres.
    #[serde(default)]
    pub pages: Vec<[f64; 2]>,
    /// Numbers of empty pages.
    #[serde(default)]
    pub blank_pages: Vec<usize>,
    /// Fonts that are not embedded.
    #[serde(default)]
    pub missing_fonts: Vec<String>,
    /// Lowest resolution of a scanned page or of the picture, dpi.
    pub dpi: Option<f64>,
    /// Width and height in pixels.
    pub pixels: Option<[u32; 2]>,
    /// Hidden facts: author, company, comments …
    #[serde(default)]
    pub metadata: Vec<String>,
    /// Whether a photograph tells where it was taken.
    #[serde(default)]
    pub located: bool,
    /// Hash, for telling equal files.
    #[serde(default)]
    pub sha256: String,
    /// Headings or bookmarks of a PDF.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Time of the last change, `2023-10-12T09:00`.
    pub modified: Option<String>,
}

/// A package of an example.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExamplePackage {
    /// Sum of the files, bytes.
    #[serde(default)]
    pub files_size: u64,
    /// The archive, bytes.
    #[serde(default)]
    pub archive_size: u64,
    /// Subject of the message.
    pub subject: Option<String>,
    /// Recipients of the message.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Entries, `⟦⟧` around one where a finding must point.
    #[serde(default)]
    pub entries: Vec<String>,
    /// What the archive's reader complained about: kind and entry.
    #[serde(default)]
    pub faults: Vec<[String; 2]>,
    /// Whether it carries a manifest.
    #[serde(default)]
    pub manifest: bool,
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
    #[serde(default)]
    off_by_default: bool,
    authority: Option<RawAuthority>,
    reading: Option<String>,
    message: String,
    #[serde(default)]
    messages: toml::Table,
    why: String,
    help: Option<String>,
    needs: Vec<Need>,
    #[serde(default)]
    categories: Vec<String>,
    check: Check,
    #[serde(default)]
    example: RawExamples,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExamples {
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
    /// A message in English that says what is wrong with the card.
    pub fn read(name: &str, keys: toml::Table, notice: &NoticeText) -> Result<Option<Self>, String> {
        let fault = |what: String| format!("rules/{name}.toml: {what}");
        let raw: RawCard = toml::Value::Table(keys).try_into().map_err(|e: toml::de::Error| fault(e.to_string()))?;
        let Some(authority) = raw.authority else { return Ok(None) };
        let authority = match authority {
            RawAuthority::Notice { heading, quote } => {
                let authority = notice.authority(&heading, &quote);
                if authority.at.is_none() {
                    return Err(fault(format!("the notice does not say “{quote}”")));
                }
                authority
            }
            RawAuthority::Law { title, clause, quote } => written(AuthorityKind::Law, &title, &clause, quote),
            RawAuthority::Standard { title, clause, quote } => written(AuthorityKind::Standard, &title, &clause, quote),
            RawAuthority::Practice { reason } => {
                Authority { kind: AuthorityKind::Practice, reference: "实务".to_owned(), quote: reason, at: None }
            }
        };
        let manual = matches!(raw.check, Check::Manual {});
        if raw.id != name {
            return Err(fault(format!("its id is {}", raw.id)));
        }
        if !manual && (raw.example.pass.is_empty() || raw.example.fail.is_empty()) {
            return Err(fault("it needs an example that passes and one that fails".to_owned()));
        }
        let messages = raw.messages.into_iter().filter_map(|(k, v)| Some((k, v.as_str()?.to_owned()))).collect();
        Ok(Some(Self {
            id: RuleId(raw.id),
            formerly: raw.formerly.into_iter().map(RuleId).collect(),
            title: raw.title,
            group: raw.group,
            severity: raw.severity,
            blocks_pack: raw.blocks_pack.unwrap_or(raw.severity == Severity::Error),
            off_by_default: raw.off_by_default,
            authority,
            reading: raw.reading,
            message: raw.message,
            messages,
            why: raw.why,
            help: raw.help,
            needs: raw.needs,
            categories: raw.categories,
            check: raw.check,
            pass: raw.example.pass,
            fail: raw.example.fail,
        }))
    }

    /// What to do, as it reads without a finding: `…` in the place of arguments; without help, why it matters.
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

    /// Whether it only adds a line to the checklist.
    pub fn is_manual(&self) -> bool {
        matches!(self.check, Check::Manual {})
    }
}

fn written(kind: AuthorityKind, title: &str, clause: &str, quote: String) -> Authority {
    let reference = if clause.is_empty() { title.to_owned() } else { format!("{title} {clause}") };
    Authority { kind, reference, quote, at: None }
}
