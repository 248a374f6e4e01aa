//! What changed for the applicant from one notice to another: an amended notice beside the first.

use similar::TextDiff;

use crate::text::han;

use super::library::Notice;
use super::profile::{ApplicationCondition, Deadline, RequiredMaterial, Stated};

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactTopic {
    /// By when.
    Deadline,
    /// What is handed in.
    Material,
    /// Sizes, numbers, periods.
    Limit,
    /// Copies, binding, discs.
    Copies,
    /// Mailboxes, platform, address.
    Channel,
    /// What applicants and projects must be.
    Condition,
    /// Who may apply, and for what.
    Applicant,
    /// What else the notice demands.
    Obligation,
    /// What the notice does not say clearly, days that no calendar names among it.
    Open,
    /// The outline.
    Outline,
    /// Whom to ask.
    Contact,
}

/// A fact as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedFact {
    /// What it is about.
    pub topic: FactTopic,
    /// What is the same on both sides: `paper`, a material's name.
    key: String,
    /// Its name for people.
    pub name: String,
    /// Its value for people.
    pub value: String,
    /// The words of the notice.
    pub quote: String,
    /// Their line.
    pub line: Option<usize>,
}

/// A fact that is new, gone, or another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeChange {
    /// As the first notice has it.
    pub before: Option<ComparedFact>,
    /// As the second one has it.
    pub after: Option<ComparedFact>,
}

impl NoticeChange {
    /// What it is about.
    pub fn topic(&self) -> Option<FactTopic> {
        let fact = self.after.as_ref().or(self.before.as_ref())?;
        Some(fact.topic)
    }
}

/// How alike two sentences are at least to be one that was changed.
const ALIKE: f32 = 0.6;

/// Returns what changed, by topic.
pub fn differences(before: &Notice, after: &Notice) -> Vec<NoticeChange> {
    let mut old = compared(before);
    let mut new = compared(after);
    let mut changes = Vec::new();
    // The same key on both sides.
    let mut index = 0;
    while index < old.len() {
        let same = new.iter().position(|n| n.topic == old[index].topic && n.key == old[index].key);
        let Some(position) = same else {
            index += 1;
            continue;
        };
        let (old, new) = (old.remove(index), new.remove(position));
        if han::fold(&old.value) != han::fold(&new.value) {
            changes.push(NoticeChange { before: Some(old), after: Some(new) });
        }
    }
    // What is left is new or gone, or was reworded.
    for old in old {
        let mut best = None;
        for (position, fact) in new.iter().enumerate() {
            if fact.topic != old.topic {
                continue;
            }
            let ratio = TextDiff::from_chars(old.quote.as_str(), fact.quote.as_str()).ratio();
            if ratio >= ALIKE && best.is_none_or(|(_, most)| ratio > most) {
                best = Some((position, ratio));
            }
        }
        let after = best.map(|(position, _)| new.remove(position));
        changes.push(NoticeChange { before: Some(old), after });
    }
    for fact in new {
        changes.push(NoticeChange { before: None, after: Some(fact) });
    }
    changes.sort_by_key(NoticeChange::topic);
    changes
}

/// The facts of a notice that are compared.
struct FactList<'a> {
    notice: &'a Notice,
    facts: Vec<ComparedFact>,
}

impl FactList<'_> {
    fn push(&mut self, topic: FactTopic, [key, name]: [&str; 2], value: String, quote: &str) {
        let place = self.notice.text.find("", quote);
        let line = place.map(|at| self.notice.text.source.line(at.span.start));
        let quote = quote.to_owned();
        let (key, name) = (key.to_owned(), name.to_owned());
        self.facts.push(ComparedFact { topic, key, name, value, quote, line });
    }

    /// A fact of which the profile keeps the value only.
    fn push_value(&mut self, topic: FactTopic, name: &str, value: String) {
        let quote = if self.notice.text.source.text.contains(&value) { &*value } else { "" };
        self.push(topic, [name, name], value.clone(), quote);
    }
}

fn compared(notice: &Notice) -> Vec<ComparedFact> {
    let mut list = FactList { notice, facts: Vec::new() };
    let profile = &notice.profile;
    for deadline in &profile.deadlines {
        let mut key = deadline.applies_to.join("、");
        if !deadline.step.is_empty() {
            key = deadline.step.clone();
        }
        key.push_str(&deadline.categories.join("、"));
        let name = if deadline.step.is_empty() { channel_names(deadline) } else { key.clone() };
        let value = deadline_value(deadline);
        list.push(FactTopic::Deadline, [&key, &name], value, &deadline.wording);
    }
    for material in &profile.materials {
        let key = format!("{}{}", han::fold(&material.name), material.categories.join("、"));
        let value = material_value(material);
        list.push(FactTopic::Material, [&key, &material.name], value, &material.quote);
    }
    for condition in &profile.conditions {
        let key = han::fold(&condition.quote);
        let value = condition_value(condition);
        list.push(FactTopic::Condition, [&key, "条件"], value, &condition.quote);
    }
    for obligation in &profile.obligations {
        // What a rule or a fact judges is compared as that fact.
        if obligation.judged_by.is_empty() {
            let key = han::fold(&obligation.quote);
            let value = obligation.strength.word().to_owned();
            list.push(FactTopic::Obligation, [&key, "要求"], value, &obligation.quote);
        }
    }
    for reading in &profile.readings {
        let value = format!("{}；{}", reading.open, reading.taken);
        list.push(FactTopic::Open, [&reading.id, "没有说清之处"], value, &reading.wording);
    }
    limits(&mut list);
    channels(&mut list);
    for category in &profile.categories {
        let key = han::fold(&category.name);
        let value = category.name.clone();
        list.push(FactTopic::Applicant, [&key, "类别"], value, &category.quote);
    }
    for kind in &profile.applicants.kinds {
        list.push(FactTopic::Applicant, [&kind.name, "申报单位"], kind.name.clone(), &kind.name);
    }
    for (_, node) in notice.outline.iter().flat_map(|node| node.walk()) {
        let heading = node.full();
        let key = format!("{}{}", node.path, han::fold(&node.title));
        list.push(FactTopic::Outline, [&key, "标题"], heading.clone(), &heading);
    }
    for contact in &profile.contacts {
        let parts = [&contact.phone, &contact.mailbox, &contact.address];
        let mut stated = parts.map(String::as_str).to_vec();
        stated.retain(|part| !part.is_empty());
        let quote = stated.first().copied().unwrap_or(&contact.office);
        let value = stated.join("，");
        list.push(FactTopic::Contact, [&contact.office, &contact.office], value, quote);
    }
    list.facts
}

/// The strength of a condition, the numbers in it, and the categories that it holds for.
fn condition_value(condition: &ApplicationCondition) -> String {
    let mut parts = vec![condition.strength.word().to_owned()];
    for measure in &condition.measures {
        parts.push(format!("{}{}", measure.number, measure.unit));
    }
    if !condition.categories.is_empty() {
        parts.push(condition.categories.join("、"));
    }
    parts.join("，")
}

fn limits(list: &mut FactList<'_>) {
    let profile = &list.notice.profile;
    if let Some(mail) = &profile.deliver.mail
        && let Some(bytes) = mail.max_bytes.value()
    {
        let name = "电子件大小上限";
        list.push(FactTopic::Limit, [name, name], format!("{bytes} 字节"), &mail.max_wording);
    }
    let platform = profile.deliver.platform.as_ref();
    if let Some(limit) = platform.and_then(|platform| platform.limit.as_ref()) {
        let name = "上传的大小上限";
        list.push(
            FactTopic::Limit,
            [name, name],
            format!("{} 字节", limit.max_bytes),
            &limit.quote,
        );
    }
    if let Some(period) = profile.period.value() {
        list.push_value(FactTopic::Limit, "实施周期", format!("{} 个月", period.months));
    }
    if let Some(quota) = &profile.applicants.quota {
        let value = format!("{} {} 个", quota.per, quota.max);
        list.push_value(FactTopic::Limit, "推荐名额", value);
    }
    if let Some(record) = &profile.clean_record {
        list.push_value(FactTopic::Limit, "无问题的年限", format!("{} 年", record.years));
    }
}

fn channels(list: &mut FactList<'_>) {
    let notice = list.notice;
    let deliver = &notice.profile.deliver;
    if let Some(paper) = &deliver.paper {
        let copies = stated(&paper.copies, |count| format!("{count} 份"));
        list.push_value(FactTopic::Copies, "纸质件", copies);
        let binding = stated(&paper.binding, Clone::clone);
        list.push_value(FactTopic::Copies, "装订", binding);
        list.push_value(FactTopic::Channel, "收件单位", paper.to.clone());
        list.push_value(FactTopic::Channel, "收件地址", paper.address.clone());
    }
    if let Some(disc) = &deliver.disc {
        let copies = stated(&disc.copies, |count| format!("{count} 份"));
        list.push(FactTopic::Copies, ["光盘", "光盘"], copies, &disc.contents);
    }
    if let Some(mail) = &deliver.mail {
        for mailbox in &mail.to {
            list.push(FactTopic::Channel, [mailbox, "收件邮箱"], mailbox.clone(), mailbox);
        }
        for mailbox in &mail.cc {
            list.push(FactTopic::Channel, [mailbox, "抄送邮箱"], mailbox.clone(), mailbox);
        }
        list.push_value(FactTopic::Channel, "邮件题目", stated(&mail.subject, Clone::clone));
    }
    if let Some(platform) = &deliver.platform {
        let value = format!("{} {}", platform.name, platform.url);
        let name = "申报平台";
        list.push(FactTopic::Channel, [name, name], value.trim().to_owned(), &platform.quote);
    }
    if let Some(letter) = &deliver.letter {
        let signers = letter.signers.iter();
        let signers: Vec<&str> = signers.map(|signer| signer.name.as_str()).collect();
        let value = format!("{}（{}）", letter.name, signers.join("、"));
        list.push(FactTopic::Material, ["推荐函", &letter.name], value, &letter.name);
    }
}

fn stated<T>(value: &Stated<T>, words: impl Fn(&T) -> String) -> String {
    match value.value() {
        Some(value) => words(value),
        None => "未写明".to_owned(),
    }
}

fn channel_names(deadline: &Deadline) -> String {
    let mut names = Vec::new();
    for channel in &deadline.applies_to {
        names.push(match channel.as_str() {
            "paper" => "纸质件",
            "mail" => "电子件",
            "disc" => "光盘",
            "platform" => "网上申报",
            "county" => "县级",
            "city" => "市级",
            _ => "报送",
        });
    }
    names.join("、")
}

fn deadline_value(deadline: &Deadline) -> String {
    let mut value = deadline.date.0.to_string();
    if let Some(from) = deadline.from {
        value = format!("{} 至 {value}", from.0);
    }
    if let Some(time) = deadline.time.value() {
        value.push_str(&format!(" {time}"));
    }
    match deadline.basis.value().map(String::as_str) {
        Some("postmark") => value.push_str("，以寄出为准"),
        Some("arrival") => value.push_str("，以送达为准"),
        _ => {}
    }
    match deadline.inclusive.value() {
        Some(true) => value.push_str("，含当天"),
        Some(false) => value.push_str("，不含当天"),
        None => {}
    }
    if let Some(consequence) = deadline.consequence.value() {
        value.push_str(&format!("，{consequence}"));
    }
    value
}

fn material_value(material: &RequiredMaterial) -> String {
    let mut parts = vec![material.name.clone()];
    if let Some(copies) = material.copies.value() {
        parts.push(format!("{copies} 份"));
    }
    for (is_wanted, word) in [
        (material.seal, "盖章"),
        (material.sign, "签字"),
        (material.original, "原件"),
        (material.copy, "复印件可"),
        (material.editable, "可编辑文件"),
        (material.optional, "可不交"),
    ] {
        if is_wanted {
            parts.push(word.to_owned());
        }
    }
    if !material.form.is_empty() {
        parts.push(format!("用{}", material.form));
    }
    parts.join("，")
}
