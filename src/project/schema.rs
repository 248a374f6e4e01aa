//! The keys of `pilot.toml`: one table for reading, for messages and for the JSON Schema.

use crate::notice::Profile;
use crate::notice::profile::{LetterSigner, NamedKey};

/// A key.
#[derive(Clone, Copy, Debug)]
pub struct KeySpec {
    pub name: &'static str,
    /// What may stand there.
    pub kind: KeyKind,
    /// What it means, for a person.
    pub about: &'static str,
}

/// What may stand at a key.
#[derive(Clone, Copy, Debug)]
pub enum KeyKind {
    Text,
    /// A whole number from 1 that must be this one.
    Format,
    /// A number, zero or more.
    Amount,
    /// Any number.
    Number,
    /// A number, or a text such as a day or an amount with its unit.
    Measured,
    /// `true` or `false`.
    Bool,
    /// `2023-11`.
    Month,
    /// `2023-10-12`.
    Day,
    /// A list of texts.
    Texts,
    /// A list of days.
    Days,
    /// One of some words.
    Choice(AllowedValues),
    /// A list of such words.
    ChoiceList(AllowedValues),
    Table(&'static [KeySpec]),
    /// A list of tables.
    Tables(&'static [KeySpec]),
    /// A table whose keys are names of rules.
    Rules(&'static [KeySpec]),
}

/// Where the allowed words come from.
#[derive(Clone, Copy, Debug)]
pub enum AllowedValues {
    /// They are these.
    Fixed(&'static [&'static str]),
    /// The notice's categories.
    Categories,
    /// The notice's kinds of applicants.
    ApplicantKinds,
    /// The notice's signers of letters.
    Signers,
    /// The notice's kinds of incidents.
    Incidents,
    /// The notice's materials.
    Materials,
    /// The notice's conditions.
    Conditions,
}

impl AllowedValues {
    /// The words, for one notice; empty if the notice names none, and then any word will do.
    pub fn words(self, profile: &Profile) -> Vec<String> {
        match self {
            Self::Fixed(words) => words.iter().map(ToString::to_string).collect(),
            Self::Categories => copied(&profile.categories, |category| &category.id),
            Self::ApplicantKinds => copied(&profile.applicants.kinds, |kind| &kind.id),
            Self::Signers => copied(signers(profile), |signer| &signer.id),
            Self::Incidents => copied(incidents(profile), |source| &source.id),
            Self::Materials => copied(&profile.materials, |material| &material.id),
            Self::Conditions => copied(&profile.conditions, |condition| &condition.id),
        }
    }

    /// The words with their names for people; a name is empty where there is none.
    pub fn named(self, profile: &Profile) -> Vec<(String, String)> {
        let name = |word: &str| match self {
            Self::Fixed(words) => fixed_name(words, word),
            Self::Categories => profile.category(word).map(|c| c.name.clone()),
            Self::ApplicantKinds => {
                let mut kinds = profile.applicants.kinds.iter();
                kinds.find(|kind| kind.id == word).map(|kind| kind.name.clone())
            }
            Self::Signers => {
                let mut signers = signers(profile).iter();
                signers.find(|signer| signer.id == word).map(|signer| signer.name.clone())
            }
            Self::Incidents => {
                let mut sources = incidents(profile).iter();
                sources.find(|source| source.id == word).map(|source| source.name.clone())
            }
            Self::Materials => profile.material(word).map(|m| m.name.clone()),
            // The whole sentence stands above each answer; beside the word it would only be long.
            Self::Conditions => None,
        };
        let mut named = Vec::new();
        for word in self.words(profile) {
            let name = name(&word).unwrap_or_default();
            named.push((word, name));
        }
        named
    }
}

/// One text of each entry.
fn copied<T>(entries: &[T], text: impl Fn(&T) -> &String) -> Vec<String> {
    entries.iter().map(text).cloned().collect()
}

fn signers(profile: &Profile) -> &[LetterSigner] {
    match &profile.deliver.letter {
        Some(letter) => &letter.signers,
        None => &[],
    }
}

fn incidents(profile: &Profile) -> &[NamedKey] {
    match &profile.clean_record {
        Some(record) => &record.sources,
        None => &[],
    }
}

/// Names of fixed words, a list for each list of words, in its order.
const NAMES: &[(&[&str], &[&str])] = &[
    (OBJECT_KINDS, &["园区", "产业集群", "企业", "区域或流域"]),
    (ROLES, &["四至边界", "区位", "资金证明", "承诺书", "管理制度", "其他证明", "清单", "其他"]),
    (FAMILIES, &["节能", "节水", "节材", "减污", "降碳", "经济", "审核"]),
    (LEVELS, &["关闭", "提示", "警告", "错误"]),
];

/// The name of a fixed word of one of the lists above.
pub fn fixed_name(words: &[&str], word: &str) -> Option<String> {
    let (_, names) = NAMES.iter().find(|(list, _)| *list == words)?;
    let index = words.iter().position(|known| *known == word)?;
    names.get(index).map(|name| (*name).to_owned())
}

/// Kinds of objects.
pub const OBJECT_KINDS: &[&str] = &["park", "cluster", "enterprise", "basin"];
/// Roles of attachments.
pub const ROLES: &[&str] =
    &["boundary", "location", "funding", "statement", "system", "evidence", "list", "other"];
/// Families of targets.
pub const FAMILIES: &[&str] =
    &["energy", "water", "material", "pollution", "carbon", "economy", "audit"];
/// Levels of a rule in `[rules]`.
pub const LEVELS: &[&str] = &["off", "info", "warning", "error"];

const fn key(name: &'static str, kind: KeyKind, about: &'static str) -> KeySpec {
    KeySpec { name, kind, about }
}

use AllowedValues::{ApplicantKinds, Categories, Conditions, Fixed, Incidents, Materials, Signers};
use KeyKind::{
    Amount, Bool, Choice, ChoiceList, Day, Days, Format, Measured, Month, Number, Rules, Table,
    Tables, Text, Texts,
};

/// The whole file.
pub const ROOT: &[KeySpec] = &[
    key("format", Format, "本文件的格式版本，现为 1"),
    key("notice", Text, "通知编号，见 pilot list notices"),
    key("project", Table(PROJECT), "项目"),
    key("applicant", Table(APPLICANT), "申报单位"),
    key("park", Table(PARK), "园区（园区类项目）"),
    key("objects", Tables(OBJECT), "试点对象"),
    key("record", Table(RECORD), "近三年情况"),
    key("foundation", Table(FOUNDATION), "工作基础"),
    key("funding", Tables(FUNDING), "资金来源"),
    key("plan", Table(PLAN), "实施方案文件"),
    key("letters", Tables(LETTER), "推荐函"),
    key("attachments", Tables(ATTACHMENT), "附件"),
    key("conditions", Tables(CONDITION), "申报条件"),
    key("targets", Tables(TARGET), "目标指标"),
    key("mail", Table(MAIL), "邮件"),
    key("rules", Rules(WAIVER), "对单条规则的调整"),
    key("render", Table(RENDER), "排版"),
    key("calendar", Table(CALENDAR), "节假日补充"),
];

const PROJECT: &[KeySpec] = &[
    key("name", Text, "项目名称"),
    key("category", Choice(Categories), "试点类别"),
    key("industries", Texts, "涉及行业"),
    key("basins", Texts, "涉及流域"),
    key("start", Month, "开始年月"),
    key("end", Month, "结束年月"),
];
const APPLICANT: &[KeySpec] = &[
    key("name", Text, "申报单位全称"),
    key("kind", Choice(ApplicantKinds), "申报单位类型"),
    key("division", Text, "所在县（市、区）的行政区划代码"),
    key("implementer", Text, "实施主体全称"),
    key("contact", Table(CONTACT), "联系人"),
];
const CONTACT: &[KeySpec] =
    &[key("name", Text, "姓名"), key("phone", Text, "电话"), key("email", Text, "邮箱")];
const PARK: &[KeySpec] = &[
    key("boundary", Text, "园区四至边界"),
    key("manager", Text, "园区管理机构"),
    key("divisions", Texts, "园区所在的全部县（市、区）代码"),
];
const OBJECT: &[KeySpec] = &[
    key("name", Text, "试点对象名称"),
    key("kind", Choice(Fixed(OBJECT_KINDS)), "试点对象种类"),
    key("credit_code", Text, "统一社会信用代码"),
    key("industry", Text, "所属行业"),
    key("mandatory_audit", Bool, "是否列入强制性审核"),
];
const RECORD: &[KeySpec] = &[
    key("declared", Bool, "是否已承诺近年无突出问题"),
    key("statement", Text, "承诺书文件"),
    key("incidents", Tables(INCIDENT), "曾被指出或曝光的问题"),
];
const INCIDENT: &[KeySpec] = &[
    key("date", Day, "日期"),
    key("source", Choice(Incidents), "来源"),
    key("summary", Text, "事由"),
];
const FOUNDATION: &[KeySpec] = &[
    key("staff", Text, "管理人员"),
    key("system", Text, "管理制度"),
    key("mechanism", Text, "机制安排"),
];
const FUNDING: &[KeySpec] = &[
    key("source", Text, "资金来源"),
    key("amount", Amount, "金额（万元）"),
    key("evidence", Text, "证明文件"),
];
const PLAN: &[KeySpec] =
    &[key("files", Texts, "方案文件，可用通配符"), key("pdf", Text, "已有的成品 PDF")];
const LETTER: &[KeySpec] = &[
    key("from", ChoiceList(Signers), "出具单位"),
    key("city", Text, "出具单位所在设区市"),
    key("file", Text, "文件"),
    key("date", Day, "推荐函落款日期"),
];
const ATTACHMENT: &[KeySpec] = &[
    key("title", Text, "标题"),
    key("file", Text, "文件"),
    key("role", Choice(Fixed(ROLES)), "用途"),
    key("material", Choice(Materials), "通知要求的哪一件材料"),
];
const CONDITION: &[KeySpec] = &[
    key("id", Choice(Conditions), "通知的哪一条"),
    key("met", Bool, "是否满足"),
    key("how", Text, "怎样满足"),
    key("evidence", Text, "证明文件"),
    key("value", Measured, "可以计算的数或日期"),
];
const TARGET: &[KeySpec] = &[
    key("family", Choice(Fixed(FAMILIES)), "类别"),
    key("indicator", Text, "指标"),
    key("unit", Text, "单位"),
    key("baseline", Number, "基准值"),
    key("target", Number, "目标值"),
];
const MAIL: &[KeySpec] =
    &[key("from", Text, "发件邮箱"), key("to", Texts, "收件邮箱"), key("cc", Texts, "抄送邮箱")];
const WAIVER: &[KeySpec] = &[
    key("level", Choice(Fixed(LEVELS)), "调整后的级别"),
    key("reason", Text, "理由"),
    key("by", Text, "决定人"),
    key("until", Day, "有效期至"),
];
const RENDER: &[KeySpec] = &[
    key(
        "fonts",
        Choice(Fixed(&["embedded", "system"])),
        "字体来源：embedded 内置（默认），system 优先用本机的公文字体",
    ),
    key("font_folders", Texts, "先在这些文件夹里找字体（相对于项目），仅用于 fonts = \"system\""),
    key("style", Text, "版式"),
    key("note", Text, "印在封面上的说明"),
    key("date", Month, "封面上的年月"),
];
const CALENDAR: &[KeySpec] =
    &[key("holidays", Days, "另加的放假日"), key("workdays", Days, "另加的上班日")];
