//! What a notice says, as values: `profile.toml`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod applicants;
mod category;
mod conditions;
mod confirmation;
mod deliver;
mod materials;
mod stated;

pub use applicants::{ApplicantKind, ApplicantLevel, Applicants, CleanRecord, NamedKey, Quota};
pub use category::{Category, CategoryTopic};
pub use conditions::{
    ApplicationCondition, ConditionMeasure, DemandStrength, MeasureKind, MeasureOperator,
    NoticeObligation,
};
pub use confirmation::{ConfirmedFact, DraftFact};
pub use deliver::{
    ApplicationPlatform, ContactOffice, Deliver, Disc, FREE_SUBJECT, LetterSigner, LetterSpec,
    MailDelivery, Paper, UploadLimit,
};
pub use materials::{MaterialKind, MaterialMedium, NamedThing, NamingRule, RequiredMaterial};
pub use stated::{Day, Stated};

/// One notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    /// Version of this file's shape; 1.
    pub format: u32,
    /// Folder name.
    pub id: String,
    /// Full title.
    pub title: String,
    /// A title for tables.
    pub short: String,
    /// Whether the notice is real.
    #[serde(default)]
    pub status: Status,
    /// Other folders whose rules hold too.
    #[serde(default)]
    pub include: Vec<String>,
    /// Who issued it.
    #[serde(default)]
    pub issuers: Vec<String>,
    /// Document number.
    #[serde(default)]
    pub doc_no: Stated<String>,
    /// The date under the text.
    pub signed_on: Option<Day>,
    /// When it was published.
    pub posted_on: Option<Day>,
    /// Where it was published.
    #[serde(default)]
    pub source: String,
    /// The region that may apply: a prefix of GB/T 2260 codes, and its name.
    pub region: Option<Region>,
    /// Words of the program that the notice says otherwise: `试点对象` is `申报对象` in a notice
    /// without pilots.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// What the plan is called: its title must contain it. Empty if the notice names none.
    #[serde(default)]
    pub plan_title: String,
    /// Words that a project's name usually holds (any of them).
    #[serde(default)]
    pub project_words: Vec<String>,
    /// What may be applied for.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Industries the notice lists.
    #[serde(default)]
    pub industries: Vec<String>,
    /// Basins the notice encourages.
    #[serde(default)]
    pub basins: Vec<String>,
    /// Who may apply.
    #[serde(default)]
    pub applicants: Applicants,
    /// Years without incidents.
    pub clean_record: Option<CleanRecord>,
    /// How long a project may take.
    #[serde(default)]
    pub period: Stated<Period>,
    /// By when.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// Within how many days of something that the notice does not date.
    #[serde(default)]
    pub counted_deadlines: Vec<CountedDeadline>,
    /// What is handed in and how.
    #[serde(default)]
    pub deliver: Deliver,
    /// What has to be handed in, document by document.
    #[serde(default)]
    pub materials: Vec<RequiredMaterial>,
    /// What applicants and projects must be.
    #[serde(default)]
    pub conditions: Vec<ApplicationCondition>,
    /// What else the notice demands.
    #[serde(default)]
    pub obligations: Vec<NoticeObligation>,
    /// Rules for the names of files, folders and parcels.
    #[serde(default)]
    pub naming: Vec<NamingRule>,
    /// Facts that nobody has confirmed.
    #[serde(default)]
    pub drafts: Vec<DraftFact>,
    /// Facts that a person has confirmed.
    #[serde(default)]
    pub confirmed: Vec<ConfirmedFact>,
    /// Whom to ask and where to send.
    #[serde(default)]
    pub contacts: Vec<ContactOffice>,
    /// What the notice leaves open and how it is read here.
    #[serde(default)]
    pub readings: Vec<Reading>,
}

/// Whether a notice is real.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The real text, word for word.
    #[default]
    Full,
    /// Made for tests and teaching.
    Sample,
}

/// A region of GB/T 2260.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Region {
    /// Prefix of the codes, `45`.
    pub code: String,
    /// Name, `某某省`.
    pub name: String,
}

/// How long a project may take.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Period {
    /// Months at most.
    pub months: u32,
}

/// A date by which something is due.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deadline {
    /// What is due: `paper`, `mail`, `disc`, `platform`; for a step on the way its level, `county`
    /// or `city`.
    pub applies_to: Vec<String>,
    /// The step on the way that it is about, in words (`县级报市级`); empty for what counts in the
    /// end.
    #[serde(default)]
    pub step: String,
    /// The notice's words.
    pub wording: String,
    /// The day.
    pub date: Day,
    /// The first day of a window in which something is due.
    pub from: Option<Day>,
    /// Categories that it holds for; empty for all.
    #[serde(default, rename = "for")]
    pub categories: Vec<String>,
    /// Time of day, `17:00`.
    #[serde(default)]
    pub time: Stated<String>,
    /// Whether the day itself counts.
    #[serde(default)]
    pub inclusive: Stated<bool>,
    /// `arrival` or `postmark`.
    #[serde(default)]
    pub basis: Stated<String>,
    /// What happens otherwise.
    #[serde(default)]
    pub consequence: Stated<String>,
}

/// A number of days within which something is due, from a day that the notice does not state:
/// 收到通知后10个工作日内.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CountedDeadline {
    /// The notice's words.
    pub wording: String,
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: DayUnit,
    /// Categories that it holds for; empty for all.
    #[serde(default, rename = "for")]
    pub categories: Vec<String>,
}

/// What a `CountedDeadline` counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayUnit {
    /// Every day.
    Day,
    /// Days on which offices are open.
    WorkingDay,
    /// Months.
    Month,
}

impl DayUnit {
    /// The word of the files: `working-day`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::WorkingDay => "working-day",
            Self::Month => "month",
        }
    }
}

impl CountedDeadline {
    /// `10个工作日内`.
    pub fn span(&self) -> String {
        let unit = match self.unit {
            DayUnit::Day => "日",
            DayUnit::WorkingDay => "个工作日",
            DayUnit::Month => "个月",
        };
        format!("{}{unit}内", self.count)
    }

    /// Whether it is one of projects of a category; `None` stands for a project without one.
    pub fn holds_for(&self, category: Option<&str>) -> bool {
        category.is_none() || materials::holds_for(&self.categories, category)
    }
}

/// An open wording and how it is read here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reading {
    /// Key, named by rules that depend on it.
    pub id: String,
    /// The notice's words.
    pub wording: String,
    /// What they leave open.
    pub open: String,
    /// The reading taken.
    pub taken: String,
}

impl Profile {
    /// The category with a key.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == id)
    }

    /// The material with a key.
    pub fn material(&self, id: &str) -> Option<&RequiredMaterial> {
        self.materials.iter().find(|material| material.id == id)
    }

    /// The condition with a key.
    pub fn condition(&self, id: &str) -> Option<&ApplicationCondition> {
        self.conditions.iter().find(|condition| condition.id == id)
    }

    /// The reading with a key.
    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.iter().find(|r| r.id == id)
    }

    /// A text of the program in the notice's own words.
    pub fn say(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (word, own) in &self.words {
            out = out.replace(word, own);
        }
        out
    }

    /// Whether it is made up.
    pub fn is_sample(&self) -> bool {
        self.status == Status::Sample
    }

    /// A title for people, marked if the notice is made up.
    pub fn marked<'a>(&self, title: &'a str) -> Cow<'a, str> {
        if self.is_sample() && !title.contains("样例") {
            Cow::Owned(format!("{title}（样例）"))
        } else {
            Cow::Borrowed(title)
        }
    }

    /// The deadlines in their order; of several on one day and at one time the first.
    pub fn deadlines_by_date(&self) -> Vec<&Deadline> {
        let mut out: Vec<&Deadline> = Vec::new();
        for deadline in &self.deadlines {
            if !out.iter().any(|d| (d.date, &d.time) == (deadline.date, &deadline.time)) {
                out.push(deadline);
            }
        }
        out
    }

    /// Steps on the way to the last deadline of a project of a category; all while none is chosen.
    pub fn steps(&self, category: Option<&str>) -> Vec<&Deadline> {
        let steps = self.deadlines.iter().filter(|deadline| !deadline.step.is_empty());
        let holds = |deadline: &&Deadline| category.is_none() || deadline.holds_for(category);
        steps.filter(holds).collect()
    }

    /// What notices usually say and this one does not, in Chinese. Only what the notice speaks of
    /// at all is counted: where nothing is sent by mail, the form of the subject is not
    /// missing.
    pub fn unstated(&self) -> Vec<&'static str> {
        let (paper, mail) = (self.deliver.paper.as_ref(), self.deliver.mail.as_ref());
        let last = self.deadlines.iter().rfind(|deadline| deadline.step.is_empty());
        let open = [
            ("文号", self.doc_no.value().is_none()),
            ("实施周期", self.period.value().is_none()),
            ("截止日期", last.is_none()),
            ("截止当天的时刻", last.is_some_and(|d| d.time.value().is_none())),
            ("以寄出还是送达为准", last.is_some_and(|d| d.basis.value().is_none())),
            ("纸质件份数", paper.is_some_and(|p| p.copies.value().is_none())),
            ("装订方式", paper.is_some_and(|p| p.binding.value().is_none())),
            ("邮件题目格式", mail.is_some_and(|m| m.subject.value().is_none())),
            ("电子件大小上限", mail.is_some_and(|m| m.max_bytes.value().is_none())),
        ];
        let open = open.into_iter();
        open.filter_map(|(name, is_open)| if is_open { Some(name) } else { None }).collect()
    }

    /// The deadlines of a project of a category that count in the end, in the order of the notice.
    /// While no category is chosen those of single categories are among them only where the notice
    /// has no other.
    pub fn final_deadlines(&self, category: Option<&str>) -> Vec<&Deadline> {
        let counting = || self.deadlines.iter().filter(|deadline| deadline.step.is_empty());
        let own: Vec<&Deadline> =
            counting().filter(|deadline| deadline.holds_for(category)).collect();
        if own.is_empty() && category.is_none() { counting().collect() } else { own }
    }

    /// Of these the deadlines for `paper`, `mail` …, the earliest first.
    pub fn channel_deadlines(&self, channel: &str, category: Option<&str>) -> Vec<&Deadline> {
        let of_channel = |deadline: &&Deadline| deadline.applies_to.iter().any(|c| c == channel);
        let deadlines = self.final_deadlines(category).into_iter();
        let mut deadlines: Vec<&Deadline> = deadlines.filter(of_channel).collect();
        deadlines.sort_by_key(|deadline| deadline.date);
        deadlines
    }
}

impl Deadline {
    /// Whether it is one of projects of a category; `None` stands for a project without one.
    pub fn holds_for(&self, category: Option<&str>) -> bool {
        materials::holds_for(&self.categories, category)
    }

    /// Whether what is sent in time is in time, and not what has arrived.
    pub fn is_by_postmark(&self) -> bool {
        self.basis.value().is_some_and(|basis| basis == "postmark")
    }
}
