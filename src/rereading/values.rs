//! What the words of the notice must say for a value to stand in its profile.

use crate::notice::library::ProvedNotice;
use crate::notice::{NamedDay, NoticeFaultKind, fact_path, names_day};
use crate::text::toml_tree::{TomlNode, TomlValue};

use super::evidence_words;
use super::leaves::{Leaf, leaves};
use super::support::{
    COUNTERS, YEARS, has_literal_parts, names_count, names_months, names_number, sizes,
};
use super::{Doubt, ProfileTree, comparable, stated_text, value_words};

/// What bears a value out.
#[derive(Clone, Copy)]
enum Evidence {
    /// The same words in the notice.
    SameWords,
    /// The same words in the notice, where the profile has drafts; else the author's own.
    SameWordsOfDraft,
    /// Its clause.
    Clause,
    /// The day, with its year.
    Day,
    /// The day in its own sentence.
    DayInSentence,
    /// A number of copies, discs, places.
    Count,
    /// A number of years.
    Years,
    /// A number of months.
    Months,
    /// The number in its own sentence.
    NumberInSentence,
    /// The same words in its own sentence.
    WordsInSentence,
    /// The limit of size in its own words.
    Size,
    /// The parts of a form between its placeholders.
    Form,
    /// One of these words, if the value is true.
    IfTrue(&'static [&'static str]),
    /// One of these words anywhere, by the value.
    ByWord(&'static [(&'static str, &'static [&'static str])]),
    /// Its name or its sentence, for the kind of a material.
    Kind,
    /// Its sentence, else the notice, for how a material is handed in.
    Medium,
    /// Its sentence or those around it, for what a day holds for.
    Channel,
    /// Its sentence, for a value that also other words may bear out.
    Strength,
}

const BASIS: &[(&str, &[&str])] = &[
    (
        "arrival",
        &["送达", "寄达", "寄到", "收到", "到达", "送到", "收件", "报送至", "报至", "为准"],
    ),
    ("postmark", &["邮戳", "寄出", "寄送时间", "发出", "投递"]),
];
const MUST_NOT: &[&str] = &[
    "不得",
    "严禁",
    "不予",
    "禁止",
    "不能",
    "不可",
    "不再",
    "不受理",
    "不接受",
    "概不",
    "拒绝",
    "取消",
    "无效",
    "未",
    "无",
    "没有",
    "不超",
    "不存在",
    "不",
    "勿",
    "避免",
    "杜绝",
];
const STRENGTH: &[(&str, &[&str])] = &[
    ("不得", MUST_NOT),
    ("原则上", &["原则上", "一般"]),
    ("鼓励", &["鼓励", "优先", "支持", "倾斜", "可", "建议", "欢迎", "提倡", "视为", "重点"]),
];

/// What bears the value of each key out; keys that are not here are the author's own, or are proved
/// elsewhere.
const EVIDENCE: &[(&str, Evidence)] = &[
    ("title", Evidence::SameWords),
    ("issuers", Evidence::SameWords),
    ("doc-no", Evidence::SameWords),
    ("signed-on", Evidence::Day),
    ("source", Evidence::SameWordsOfDraft),
    ("period.months", Evidence::Months),
    ("categories.name", Evidence::SameWords),
    ("categories.clause", Evidence::Clause),
    ("applicants.kinds.name", Evidence::SameWordsOfDraft),
    ("applicants.quota.max", Evidence::Count),
    ("clean-record.years", Evidence::Years),
    ("deadlines.applies-to", Evidence::Channel),
    ("deadlines.from", Evidence::DayInSentence),
    ("deadlines.basis", Evidence::ByWord(BASIS)),
    (
        "deadlines.inclusive",
        Evidence::ByWord(&[("true", &["含", "包括"]), ("false", &["不含", "不包括"])]),
    ),
    ("deadlines.consequence", Evidence::SameWords),
    ("deliver.paper.copies", Evidence::Count),
    ("deliver.paper.binding", Evidence::SameWords),
    ("deliver.paper.to", Evidence::SameWordsOfDraft),
    ("deliver.paper.address", Evidence::SameWords),
    ("deliver.mail.to", Evidence::SameWords),
    ("deliver.mail.cc", Evidence::SameWords),
    ("deliver.mail.subject", Evidence::Form),
    ("deliver.mail.max-bytes", Evidence::Size),
    ("deliver.letter.name", Evidence::SameWords),
    ("deliver.letter.signers.name", Evidence::SameWords),
    ("deliver.letter.joint", Evidence::ByWord(&[("true", &["联合", "共同"])])),
    ("deliver.disc.copies", Evidence::Count),
    ("deliver.disc.contents", Evidence::SameWords),
    ("deliver.platform.name", Evidence::SameWords),
    ("deliver.platform.url", Evidence::SameWords),
    ("deliver.platform.limit.max-bytes", Evidence::Size),
    ("deliver.editable-plan", Evidence::IfTrue(EDITABLE)),
    ("materials.name", Evidence::SameWords),
    ("materials.clause", Evidence::Clause),
    ("materials.kind", Evidence::Kind),
    ("materials.copies", Evidence::Count),
    ("materials.medium", Evidence::Medium),
    ("materials.seal", Evidence::IfTrue(&["章"])),
    ("materials.sign", Evidence::IfTrue(&["签"])),
    ("materials.original", Evidence::IfTrue(&["原件", "正本", "原始"])),
    ("materials.copy", Evidence::IfTrue(&["复印", "复制", "影印", "扫描", "副本"])),
    ("materials.form", Evidence::SameWords),
    ("materials.editable", Evidence::IfTrue(EDITABLE)),
    ("conditions.clause", Evidence::Clause),
    ("conditions.strength", Evidence::Strength),
    ("conditions.measures.number", Evidence::NumberInSentence),
    ("conditions.measures.unit", Evidence::WordsInSentence),
    ("obligations.clause", Evidence::Clause),
    ("obligations.strength", Evidence::Strength),
    ("naming.form", Evidence::Form),
    ("contacts.office", Evidence::SameWordsOfDraft),
    ("contacts.phone", Evidence::SameWords),
    ("contacts.mailbox", Evidence::SameWords),
    ("contacts.address", Evidence::SameWords),
];

const EDITABLE: &[&str] =
    &["word", "excel", "doc", "xls", "wps", "编辑", "电子版", "电子文档", "电子件", "电子材料"];

/// Returns the values that the words do not bear out.
pub(super) fn faults(profile: &ProfileTree, proved: &ProvedNotice<'_>) -> Vec<Doubt> {
    let text = &proved.notice.text.source.text;
    let words = ProofWords {
        text,
        tree: &profile.tree,
        folded: comparable(text),
        has_drafts: has_entries(profile.tree.get("drafts")),
        proved,
    };
    let mut faults = Vec::new();
    for leaf in leaves(&profile.tree) {
        let Some((_, evidence)) = EVIDENCE.iter().find(|(key, _)| *key == leaf.key) else {
            continue;
        };
        let items: Vec<&TomlNode> = match &leaf.node.value {
            TomlValue::List(items) => items.iter().collect(),
            _ => vec![leaf.node],
        };
        for item in items {
            let is_stated = value_words(item) != "没有写明" && !value_words(item).is_empty();
            if !is_stated || words.bear_out(*evidence, &leaf, item) {
                continue;
            }
            let kind = NoticeFaultKind::ValueNotInWords {
                key: leaf.path.clone(),
                value: value_words(item),
                words: leaf.words.unwrap_or_default().to_owned(),
            };
            faults.push(Doubt { path: leaf.path.clone(), fault: profile.fault(item, kind) });
        }
    }
    faults
}

/// Lines around a sentence that may go on with it.
const AROUND: usize = 2;

fn has_entries(list: Option<&TomlNode>) -> bool {
    list.is_some_and(|list| !list.items().is_empty())
}

/// The words of a notice, as values are looked for in them.
struct ProofWords<'a> {
    text: &'a str,
    tree: &'a TomlNode,
    /// Without white space, full and half width alike.
    folded: String,
    /// Whether facts of the profile are drafts.
    has_drafts: bool,
    proved: &'a ProvedNotice<'a>,
}

impl ProofWords<'_> {
    fn bear_out(&self, evidence: Evidence, leaf: &Leaf<'_>, node: &TomlNode) -> bool {
        let sentence = leaf.words.unwrap_or(self.text);
        let number = whole(node);
        let value = match &node.value {
            TomlValue::Bool(flag) => flag.to_string(),
            _ => stated_text(node).unwrap_or_default().to_owned(),
        };
        match evidence {
            Evidence::SameWords => self.has_words(&value),
            Evidence::SameWordsOfDraft => !self.has_drafts || self.has_words(&value),
            Evidence::Clause => self.has_clause(&value),
            Evidence::Day => names_day(self.text, &value) == NamedDay::WithYear,
            Evidence::DayInSentence => names_day(sentence, &value) != NamedDay::No,
            Evidence::Count => {
                number.is_none_or(|number| names_count(self.text, number, &COUNTERS))
            }
            Evidence::Years => number.is_none_or(|number| names_count(self.text, number, &YEARS)),
            Evidence::Months => number.is_none_or(|number| names_months(self.text, number)),
            Evidence::NumberInSentence => names_number(sentence, &value),
            Evidence::WordsInSentence => comparable(sentence).contains(&comparable(&value)),
            Evidence::Size => number.is_none_or(|number| sizes(sentence).contains(&number)),
            Evidence::Form => has_literal_parts(self.text, &value),
            Evidence::IfTrue(words) => value != "true" || has_any(&self.folded, words),
            Evidence::ByWord(by_value) => has_word_of(&self.folded, by_value, &value),
            Evidence::Kind => evidence_words::kind_fits(&value, self.name(leaf), sentence),
            Evidence::Medium => evidence_words::medium_fits(&value, sentence, self.text),
            Evidence::Channel => {
                let around = self.around(sentence);
                evidence_words::channel_fits(&value, sentence, around, self.text)
            }
            Evidence::Strength => {
                has_word_of(&comparable(sentence), STRENGTH, &value)
                    && (value != "应当" || evidence_words::may_bind(sentence))
            }
        }
    }

    /// The name in the entry that a value stands in.
    fn name(&self, leaf: &Leaf<'_>) -> &str {
        let entry = leaf.path.rsplit_once('.').map(|(entry, _)| entry);
        let node = entry.and_then(|entry| fact_path::find(self.tree, &format!("{entry}.name")));
        node.and_then(stated_text).unwrap_or_default()
    }

    /// A sentence with the lines around it.
    fn around(&self, sentence: &str) -> &str {
        let Some(at) = self.text.find(sentence) else { return self.text };
        let before = self.text[..at].rmatch_indices('\n').nth(AROUND);
        let behind = self.text[at..].match_indices('\n').nth(AROUND);
        let start = before.map(|(place, _)| place).unwrap_or_default();
        let end = behind.map(|(place, _)| at + place).unwrap_or(self.text.len());
        &self.text[start..end]
    }

    fn has_words(&self, words: &str) -> bool {
        // A made-up notice says so in its title, which its text cannot.
        let bare = words.trim_end_matches("（样例）");
        self.folded.contains(&comparable(bare))
    }

    fn has_clause(&self, clause: &str) -> bool {
        self.proved.notice.text.has_heading(clause)
    }
}

fn has_any(words: &str, wanted: &[&str]) -> bool {
    wanted.iter().any(|word| words.contains(word))
}

/// Whether the words have one of those of the value; a value without words needs none.
fn has_word_of(words: &str, by_value: &[(&str, &[&str])], value: &str) -> bool {
    match by_value.iter().find(|(name, _)| *name == value) {
        Some((_, wanted)) => has_any(words, wanted),
        None => true,
    }
}

fn whole(node: &TomlNode) -> Option<u64> {
    match &node.value {
        TomlValue::Number(_, digits) => digits.parse().ok(),
        _ => None,
    }
}
