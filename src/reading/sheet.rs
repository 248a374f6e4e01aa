//! The sheet “读通知”: every fact that was read out of a notice, form 1 of its JSON.

use serde::Serialize;

use super::fact::Fact;
use crate::notice::profile::DayUnit;

/// A list of facts.
pub type Facts<T> = Vec<Fact<T>>;

/// Everything that was read. The field names are those of the JSON form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NoticeSheet {
    /// Whether the text calls for applications, recommendations or entries at all.
    pub is_call: bool,
    /// The title.
    pub title: Option<Fact<String>>,
    /// The number of the document.
    pub doc_no: Option<Fact<String>>,
    /// Who issued it.
    pub issuers: Facts<String>,
    /// `2023-09-06`: the day of the signature, never that of posting.
    pub signed_on: Option<Fact<String>>,
    /// The day of posting.
    pub posted_on: Option<Fact<String>>,
    /// Where the page has it from.
    pub source: Option<Fact<String>>,
    /// The kinds called for.
    pub categories: Facts<ReadCategory>,
    /// Who may apply.
    pub applicants: Facts<String>,
    /// That applicant and implementer must be one body.
    pub same_body: Option<Fact<bool>>,
    /// How many may be recommended.
    pub quota: Facts<ReadQuota>,
    /// How long a project may last.
    pub period: Option<Fact<ReadPeriod>>,
    /// The conditions.
    pub conditions: Facts<Condition>,
    /// The headings of the document.
    pub outline: Facts<OutlineSection>,
    /// The days.
    pub deadlines: Facts<ReadDeadline>,
    /// What must be handed in.
    pub materials: Facts<Material>,
    /// How many copies.
    pub copies: Facts<Copies>,
    /// How paper is bound.
    pub binding: Option<Fact<String>>,
    /// Discs and memory sticks.
    pub discs: Option<Fact<Discs>>,
    /// The site.
    pub platform: Option<Fact<Platform>>,
    /// Rules for names of files.
    pub naming: Facts<String>,
    /// What is sent by mail.
    pub mail: Option<Mail>,
    /// The largest file that a platform takes, in bytes; the limit of a mail stands under `mail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size_limit: Option<Fact<u64>>,
    /// The letter of recommendation.
    pub letter: Option<Fact<ReadLetter>>,
    /// Where paper goes.
    pub address: Option<Fact<String>>,
    /// Whom to ask.
    pub contacts: Facts<Contact>,
    /// The list of annexes.
    pub annexes: Facts<String>,
    /// Every other demand.
    pub obligations: Facts<Obligation>,
    /// What is left open.
    pub open: Vec<OpenPoint>,
}

/// A kind of project or entry that the notice calls for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadCategory {
    /// The name.
    pub name: String,
    /// The clause, `二(一)`.
    pub clause: String,
}

/// How many may be recommended or entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadQuota {
    /// The largest number, where it is one.
    pub max: Option<u32>,
    /// For each of what: `每个市`.
    pub per: Option<String>,
    /// How binding it is.
    pub strength: Strength,
}

/// How long a project may last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadPeriod {
    /// In months.
    pub months: u32,
}

/// How binding a sentence is, by its wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Strength {
    /// 应当, 应, 须, 必须, 务必, 一律.
    #[serde(rename = "应当")]
    Must,
    /// 不得, 严禁, 不予受理.
    #[serde(rename = "不得")]
    MustNot,
    /// 原则上.
    #[serde(rename = "原则上")]
    InPrinciple,
    /// 鼓励, 优先.
    #[serde(rename = "鼓励")]
    Encouraged,
}

/// What an applicant or a project has to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// How binding it is.
    pub strength: Strength,
    /// The clause, `三(二)`.
    pub clause: String,
    /// Categories or applicants that it holds for; empty for all.
    #[serde(rename = "for")]
    pub applies_to: Vec<String>,
    /// What can be computed: `{ "kind": "years", "op": ">=", "number": "3", "unit": "年" }`.
    pub measures: Vec<Measure>,
}

/// A number in a condition that a program can compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Measure {
    /// years, age, count, amount, days, share.
    pub kind: &'static str,
    /// `>=`, `<=`, `>`, `<`, `=`.
    pub op: &'static str,
    /// As written, digits folded to half width: `3`, `0.5`, `1000`.
    pub number: String,
    /// The unit, as written.
    pub unit: String,
}

/// A heading of the document that must be handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutlineSection {
    /// As printed, number included.
    pub heading: String,
    /// What the notice says about it below the heading.
    pub ask: Vec<String>,
    /// The headings below it.
    pub sections: Vec<OutlineSection>,
}

/// A day by which somebody must do something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadDeadline {
    /// The last day, `2023-10-23`; absent where no day can be read out of the text.
    pub date: Option<String>,
    /// `17:00`.
    pub time: Option<String>,
    /// The first day of a window.
    pub from: Option<String>,
    /// Who hands over to whom: `县级报市级`.
    pub who: Option<String>,
    /// Whether it is the applicant's; false for the authority's own work (评审, 公示).
    pub own: bool,
    /// Categories that it holds for; empty for all.
    #[serde(rename = "for")]
    pub categories: Vec<String>,
    /// paper, mail, platform, disc, step.
    pub applies_to: Vec<&'static str>,
    /// Whether the day itself counts: `yes`, `no`, `unstated`.
    pub inclusive: &'static str,
    /// `arrival`, `postmark`, `unstated`.
    pub basis: &'static str,
    /// What follows when it is missed.
    pub consequence: Option<String>,
    /// `stated`, `inferred`, `relative`.
    pub year: &'static str,
    /// Days that are counted from something: 收到通知后10个工作日内.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<CountedDays>,
}

/// Days that are counted from something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountedDays {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: DayUnit,
    /// From when, in the words of the notice: `请在收到本通知后`.
    pub from: String,
}

/// A document or object that must be handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Material {
    /// The name.
    pub name: String,
    /// Categories that it is for; empty for all.
    #[serde(rename = "for")]
    pub applies_to: Vec<String>,
    /// How many copies.
    pub copies: Option<u32>,
    /// paper, electronic, both, unstated.
    pub medium: &'static str,
    /// Whether a seal is asked for.
    pub seal: bool,
    /// Whether a signature is asked for.
    pub sign: bool,
    /// Whether the original is asked for.
    pub original: bool,
    /// Whether a copy is asked for.
    pub copy: bool,
    /// The annex that is its form: `附件2`.
    pub form: Option<String>,
    /// Whether an editable file (Word, Excel) is asked for.
    pub editable: bool,
    /// plan, form, letter, statement, evidence, table, other.
    pub kind: &'static str,
    /// The clause, `七`.
    pub clause: String,
    /// Whether the wording leaves it to the applicant (如有, 可).
    pub optional: bool,
}

/// How many copies of what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Copies {
    /// The document; absent where it is everything.
    pub what: Option<String>,
    /// How many.
    pub n: u32,
}

/// Discs or memory sticks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Discs {
    /// Absent where the notice states none.
    pub n: Option<u32>,
    /// 光盘, U盘.
    pub kind: String,
}

/// A site through which one applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Platform {
    /// The name.
    pub name: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// What is sent by mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// The receivers.
    pub to: Facts<String>,
    /// Who gets a copy.
    pub cc: Facts<String>,
    /// The rule for the subject.
    pub subject: Option<Fact<String>>,
    /// The limit of size in bytes; the quotation says how it is written.
    pub max: Option<Fact<u64>>,
}

/// A letter of recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadLetter {
    /// The name.
    pub name: String,
    /// Who signs.
    pub signers: Vec<String>,
    /// One letter by several bodies.
    pub joint: Option<bool>,
}

/// Whom to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// The office.
    pub office: Option<String>,
    /// The person.
    pub person: Option<String>,
    /// The telephone numbers, as printed.
    pub phone: Option<String>,
    /// The mailbox.
    pub mailbox: Option<String>,
}

/// Another sentence that demands something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Obligation {
    /// How binding it is.
    pub strength: Strength,
    /// The clause, `五(二)`.
    pub clause: String,
    /// The facts that already hold what the sentence demands, by their JSON paths: `deadlines[0]`; empty for the eye.
    pub covered_by: Vec<String>,
}

/// Something that the notice leaves open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenPoint {
    /// A name for it.
    pub id: String,
    /// The words that leave it open; empty where the notice says nothing at all.
    pub quote: String,
    /// The line of those words.
    pub line: usize,
    /// The readings.
    pub open: String,
    /// The one taken, which is the strict one, and why.
    pub taken: String,
}
