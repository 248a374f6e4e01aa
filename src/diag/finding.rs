//! A finding and its parts.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fix::Fix;
use crate::text::At;

/// The name of a rule, kebab-case, equal to its card's file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(pub String);

impl RuleId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RuleId {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How severe a finding is. It follows the wording of the clause: 应当 is an error, 原则上 a
/// warning, 鼓励 an information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely to be asked about.
    Warning,
    /// A ground for refusal.
    Error,
}

impl Severity {
    /// The key in files and machine forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The word a person reads.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "提示",
            Self::Warning => "警告",
            Self::Error => "错误",
        }
    }
}

/// What a finding costs the applicant. The order is that of reports: the dearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingWeight {
    /// The application: it is sent back or not accepted.
    Application,
    /// Points: an expert writes it down.
    Expert,
    /// Nothing but a better text.
    Quality,
}

impl FindingWeight {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Application, Self::Expert, Self::Quality];

    /// The weight of a finding whose card names none.
    pub fn of(severity: Severity, blocks_pack: bool) -> Self {
        match severity {
            _ if blocks_pack => Self::Application,
            Severity::Error => Self::Application,
            Severity::Warning => Self::Expert,
            Severity::Info => Self::Quality,
        }
    }

    /// The key in files and machine forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Expert => "expert",
            Self::Quality => "quality",
        }
    }

    /// The heading above findings of this weight.
    pub fn word(self) -> &'static str {
        match self {
            Self::Application => "会被退回的",
            Self::Expert => "专家会指出的",
            Self::Quality => "可以写得更好的",
        }
    }
}

/// What kind of source demands something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorityKind {
    /// The notice itself.
    Notice,
    /// Law and regulations.
    Law,
    Standard,
    /// Experience; never an error by itself.
    Practice,
}

impl AuthorityKind {
    /// The key in machine forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Law => "law",
            Self::Standard => "standard",
            Self::Practice => "practice",
        }
    }

    /// How the source is introduced to a person.
    pub fn word(self) -> &'static str {
        match self {
            Self::Notice => "通知要求",
            Self::Law => "法规规定",
            Self::Standard => "标准规定",
            Self::Practice => "实务经验",
        }
    }
}

/// The clause that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// What kind of source.
    pub kind: AuthorityKind,
    /// Which clause, such as `附件 一(二)` or `节约能源法 第二十七条`.
    pub reference: String,
    /// Its words; empty for practice.
    pub quote: String,
    /// Where the words stand in `notice.txt`.
    pub at: Option<At>,
}

/// Where a finding points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// A range of a text.
    At(At),
    /// A file, or an entry of a package, as a whole; relative, with `/`.
    Path(String),
    /// The project or package as a whole.
    Whole,
}

impl From<At> for Place {
    fn from(at: At) -> Self {
        Self::At(at)
    }
}

/// A second place with a word about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is there.
    pub text: String,
}

/// What a finding means to the program beside its words; its card says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingMeaning {
    /// Something that should be there is not.
    Gap,
    /// A place is still to be filled in.
    Unfilled,
    /// `pilot.toml` cannot be understood.
    BrokenConfig,
    /// A package, or what carries it, is too large.
    PackageSize,
    /// Another package of the same run is the same.
    Duplicate,
    /// More projects came in than may be recommended.
    Quota,
    /// Something of a package was not seen, so that it cannot pass.
    Unseen,
    /// A fact of the notice that nobody has confirmed.
    Unconfirmed,
}

/// One thing that was seen, in the words of its rule's card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub rule: RuleId,
    /// How severe it is, after `--final` and waivers.
    pub severity: Severity,
    /// Whether `pack` stops.
    pub blocks_pack: bool,
    /// What it costs.
    pub weight: FindingWeight,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Why: the clause.
    pub authority: Authority,
    /// Where.
    pub place: Place,
    /// Other places that belong to it.
    pub related: Vec<Label>,
    /// An edit that would fix it.
    pub fix: Option<Fix>,
    /// What it means beside its words.
    #[serde(default)]
    pub meaning: Option<FindingMeaning>,
}

impl Finding {
    /// Whether it means this.
    pub fn means(&self, meaning: FindingMeaning) -> bool {
        self.meaning == Some(meaning)
    }
}
