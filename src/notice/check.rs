//! The kinds of checks that a card may state.

use regex::Regex;
use serde::Deserialize;

use crate::diag::Applicability;

use super::check_kind::{
    Choice, DeadlineState, Duplicates, FaultName, FileFact, FileForm, FileNameEncoding, ItemKey,
    Limit, Listed, ObjectCondition, PersonalNumber, Substitution, WaiverState,
};
use super::compared_facts::ComparedFacts;
use super::text_checks::{ConversionFactors, LookName, Spellings};

/// How a rule is judged. A closed set: what it cannot say is code.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub enum Check {
    /// Text that must not stand there: a regular expression; the group `hit`, if it has one, is
    /// what is marked.
    #[serde(rename_all = "kebab-case")]
    MustNotMatch {
        /// The expression.
        pattern: CheckRegex,
        /// Where it is looked for.
        within: Within,
        /// Hits that are fine if this matches the line around them.
        #[serde(default)]
        except: Option<CheckRegex>,
        /// An edit that fixes a hit.
        #[serde(default)]
        fix: Option<Replacement>,
    },
    /// Fields of `pilot.toml` that must be filled in.
    #[serde(rename_all = "kebab-case")]
    Required {
        /// Dotted names; for a list its name.
        fields: Vec<FieldName>,
        /// A key that every item of a list must have.
        #[serde(default)]
        items: Option<ItemKey>,
        /// Nothing is required of projects of which this holds.
        #[serde(default)]
        unless: Option<ObjectCondition>,
    },
    /// A field that must hold one of the notice's choices.
    Choice(Choice),
    /// Values that must stand, or must not stand, on a list of the notice.
    Listed(Listed),
    /// Numbers that must keep within a limit.
    Limit(Limit),
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
        /// What must not match: the path with `/`, or its last part.
        #[serde(default)]
        pattern: Option<CheckRegex>,
        /// Whether the pattern looks at the last part only.
        #[serde(default)]
        last_part: bool,
        /// How many UTF-16 units a path may have.
        #[serde(default)]
        longest: Option<usize>,
        /// What the last part must be written in.
        #[serde(default)]
        encoding: Option<FileNameEncoding>,
        /// Whether names on the lists of leftovers (`words/files.toml`) are meant.
        #[serde(default)]
        leftovers: bool,
    },
    /// What a file that is sent must not be like.
    FileFact(FileFact),
    /// Files of kinds that must not be sent.
    #[serde(rename_all = "kebab-case")]
    FileKind {
        /// The first of these that fits names the message.
        forms: Vec<FileForm>,
    },
    /// Two files that are one: by name or by content.
    #[serde(rename_all = "kebab-case")]
    Duplicate {
        /// What is compared.
        by: Duplicates,
    },
    /// Faults that the reader of a received package found.
    #[serde(rename_all = "kebab-case")]
    Fault {
        /// The kinds of faults.
        kinds: Vec<FaultName>,
    },
    /// Wordings that should be others.
    Substitution(Substitution),
    /// One thing spelled in several ways.
    Spellings(Spellings),
    /// Factors by which energy is converted into standard coal, against the table and each other.
    ConversionFactors(ConversionFactors),
    /// Paragraphs that are too long to be read.
    #[serde(rename_all = "kebab-case")]
    ParagraphLength {
        /// How many characters a paragraph may have.
        most: usize,
    },
    /// Text of a document that looks otherwise than it should be sent.
    #[serde(rename_all = "kebab-case")]
    Look {
        /// The kinds of looks.
        kinds: Vec<LookName>,
    },
    /// Rows of digits that are somebody's number.
    PersonalNumber(PersonalNumber),
    /// The notice's deadlines against the moment of judging.
    #[serde(rename_all = "kebab-case")]
    Deadline {
        /// How they stand.
        state: DeadlineState,
    },
    /// What some sections together must speak of. Silent where they are missing or empty: other
    /// rules say that.
    #[serde(rename_all = "kebab-case")]
    MustMention {
        /// Sections by the ordinals of the outline, `二(二)`, or by words of their heading.
        sections: Vec<String>,
        /// What must be spoken of.
        topics: Vec<CheckTopic>,
    },
    /// Words that only one thing has, where nothing else speaks of the thing.
    #[serde(rename_all = "kebab-case")]
    OutOfPlace {
        /// The things.
        groups: Vec<OwnWords>,
    },
    /// A section's text that must match one of several regular expressions; a paragraph or cell is
    /// a line of it.
    #[serde(rename_all = "kebab-case")]
    MustMatch {
        /// The section, as above.
        section: String,
        /// The expressions.
        any: Vec<CheckRegex>,
    },
    /// A section that must name steps with months inside the project's period.
    #[serde(rename_all = "kebab-case")]
    DatedSteps {
        /// The section, as above.
        section: String,
    },
    /// Sections whose tables and text must give the values of `[[targets]]`, and the same value
    /// everywhere.
    #[serde(rename_all = "kebab-case")]
    TargetsAgree {
        /// The sections, as above; all of the plan if none of them is there.
        sections: Vec<String>,
    },
    /// Facts of the plan that must agree with each other.
    #[serde(rename_all = "kebab-case")]
    Compare {
        /// Which.
        facts: Vec<ComparedFacts>,
    },
    /// The form of a field.
    #[serde(rename_all = "kebab-case")]
    FieldForm {
        /// Dotted name.
        field: String,
        /// What its value must match.
        pattern: CheckRegex,
        /// How many characters it may have.
        max_chars: usize,
    },
    /// Entries of `[rules]`, judged by the driver after all other cards.
    #[serde(rename_all = "kebab-case")]
    Waiver {
        /// How an entry stands.
        state: WaiverState,
    },
    /// What the notice wants to be handed in.
    #[serde(rename_all = "kebab-case")]
    Material {
        /// What is wrong with it.
        state: MaterialState,
    },
    /// Conditions of the notice and their answers.
    #[serde(rename_all = "kebab-case")]
    Condition {
        /// What is wrong with an answer.
        state: AnswerState,
    },
    /// Names of files by the notice's form.
    Naming {},
    /// Facts of the notice that a program read and nobody has confirmed.
    Unconfirmed {},
    /// What else the notice demands and no rule judges: a line of the checklist for each sentence.
    Obligations {},
    /// Nobody can compute it: a line of the checklist.
    Manual {},
    /// A function of this name in `src/rules/`.
    Code {
        /// Its name.
        name: String,
    },
}

/// A regular expression, compiled when its card is read: one that cannot be understood is a fault
/// of the card.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct CheckRegex(pub Regex);

impl TryFrom<String> for CheckRegex {
    type Error = regex::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Regex::new(&text).map(Self)
    }
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
pub struct CheckTopic {
    /// Its name for people.
    pub name: String,
    /// Any of these words will do.
    pub words: Vec<String>,
}

/// What only one thing has: the process of a trade.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnWords {
    /// The thing, for people.
    pub name: String,
    /// Words that nothing else has.
    pub words: Vec<String>,
    /// Where any of these stands, the plan speaks of the thing.
    pub unless: Vec<String>,
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

/// What is wrong with a material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialState {
    /// It is not there.
    Missing,
    /// It is a form with empty fields.
    FormEmpty,
}

/// What is wrong with the answer to a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerState {
    /// There is none.
    Unanswered,
    /// It says that the condition is not met, or its value does.
    Unmet,
}
