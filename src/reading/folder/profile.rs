//! `profile.toml` of a notice that was read.

use crate::notice::Divisions;

use super::super::fact::{Fact, Origin};
use super::super::sheet::{Condition, Deadline, Material, NoticeSheet, Strength};
use super::ReadNotice;
use super::identifiers::numbered;
use super::region;
use super::toml_writer::{TomlWriter, stated};

const HEAD: &str = "通知的事实，由程序读出；行号是 notice.txt 的行。没有写明的是 \"unstated\"。\n\
    drafts 列出还没有人核对的事实：对照原文改好后，用 pilot read 文件夹 --confirm 逐条确认，\n\
    或者自己删去 drafts 里的那一条、写进 confirmed。";

/// A fact that nobody has confirmed.
struct Draft {
    fact: String,
    why: String,
}

/// The file while it is written.
struct ProfileWriter<'a> {
    toml: TomlWriter,
    read: ReadNotice<'a>,
    drafts: Vec<Draft>,
}

/// The text of the file.
pub(super) fn text(id: &str, read: ReadNotice<'_>, divisions: &Divisions) -> String {
    let toml = TomlWriter::new("schemas/profile.schema.json");
    let mut writer = ProfileWriter { toml, read, drafts: Vec::new() };
    writer.frame(id, divisions);
    writer.categories();
    writer.applicants();
    writer.deadlines();
    writer.deliver();
    writer.materials();
    writer.conditions();
    writer.naming();
    writer.obligations();
    writer.contacts();
    writer.readings();
    writer.write_drafts();
    writer.toml.finish()
}

/// The words of the program that a notice says otherwise.
fn words(sheet: &NoticeSheet) -> Vec<(&'static str, String)> {
    let mut words = Vec::new();
    if let Some(main) = main_document(sheet) {
        let name = bare_name(&main.value.name);
        if name != "实施方案" && !name.is_empty() && name.chars().count() <= 12 {
            words.push(("实施方案", name.to_owned()));
        }
    }
    if let Some(letter) = &sheet.letter
        && letter.value.name != "推荐函"
    {
        words.push(("推荐函", bare_name(&letter.value.name).to_owned()));
    }
    words
}

/// The document that the application consists of: a plan, else the first form.
fn main_document(sheet: &NoticeSheet) -> Option<&Fact<Material>> {
    let of_kind = |kind: &str| sheet.materials.iter().find(|m| m.value.kind == kind);
    of_kind("plan").or_else(|| of_kind("form"))
}

/// A name without title marks: 《项目申报书》 is 项目申报书.
fn bare_name(name: &str) -> &str {
    name.trim_matches(['《', '》', '“', '”', '"'])
}

/// The form of a mail's subject with `{project}` and `{applicant}`, where nothing else is to be
/// filled in; `None` where a person has to write it.
pub(super) fn subject_form(rule: &str) -> Option<String> {
    const PROJECT: [&str; 3] = ["申报项目名称", "项目名称", "项目名"];
    const APPLICANT: [&str; 5] = ["申报单位名称", "单位全称", "申报单位", "单位名称", "企业名称"];
    const OTHER: [&str; 12] = [
        "姓名", "学校", "类别", "联系", "地区", "电话", "编号", "序号", "组别", "日期", "名称",
        "区县",
    ];
    let rule = rule.trim_matches(['“', '”', '"', '「', '」', '《', '》']);
    let mut form = rule.to_owned();
    for word in PROJECT {
        form = form.replacen(word, "{project}", 1);
        if form.contains("{project}") {
            break;
        }
    }
    for word in APPLICANT {
        form = form.replacen(word, "{applicant}", 1);
        if form.contains("{applicant}") {
            break;
        }
    }
    let is_filled = form.contains("{project}") || form.contains("{applicant}");
    let asks_more = OTHER.iter().any(|word| form.contains(word));
    if is_filled && !asks_more { Some(form) } else { None }
}

fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::Must => "应当",
        Strength::MustNot => "不得",
        Strength::InPrinciple => "原则上",
        Strength::Encouraged => "鼓励",
    }
}

impl ProfileWriter<'_> {
    fn draft<T>(&mut self, fact: impl Into<String>, read: &Fact<T>) {
        let why = if read.origin == Origin::Stated { String::new() } else { read.why.clone() };
        self.drafts.push(Draft { fact: fact.into(), why });
    }

    fn frame(&mut self, id: &str, divisions: &Divisions) {
        let sheet = self.read.sheet;
        self.toml.comment(HEAD);
        self.toml.key("format", 1);
        self.toml.key("id", id);
        match &sheet.title {
            Some(title) => {
                self.toml.key_at("title", title.value.as_str(), title.line);
                self.toml.key("short", short_title(&title.value));
                self.draft("title", title);
            }
            None => {
                let first = self.read.document.lines.first();
                let line = first.map(|line| line.text.as_str()).unwrap_or("没有标题的通知");
                self.toml.key("title", line);
                self.toml.key("short", short_title(line));
                let why = "没有认出标题，暂用第一行".to_owned();
                self.drafts.push(Draft { fact: "title".to_owned(), why });
            }
        }
        self.toml.key("status", "full");
        self.toml.key("include", vec!["common"]);
        let issuers: Vec<String> = sheet.issuers.iter().map(|i| i.value.clone()).collect();
        self.toml.key("issuers", issuers);
        if let Some(first) = sheet.issuers.first() {
            self.draft("issuers", first);
        }
        let number = sheet.doc_no.as_ref().map(|number| number.value.as_str());
        self.toml.key("doc-no", stated(number));
        if let Some(number) = &sheet.doc_no {
            self.draft("doc-no", number);
        }
        if let Some(day) = &sheet.signed_on {
            self.toml.key_at("signed-on", day.value.as_str(), day.line);
            self.draft("signed-on", day);
        }
        if let Some(day) = &sheet.posted_on {
            self.toml.key_at("posted-on", day.value.as_str(), day.line);
            self.draft("posted-on", day);
        }
        if let Some(source) = &sheet.source {
            self.toml.key("source", source.value.as_str());
        }
        if let Some(region) = region::of_issuers(sheet, divisions) {
            let mut table = toml::Table::new();
            table.insert("code".to_owned(), region.code.into());
            table.insert("name".to_owned(), region.name.into());
            self.toml.key_at("region", table, region.line);
            let why = format!("从发文单位“{}”推出", region.issuer);
            self.drafts.push(Draft { fact: "region".to_owned(), why });
        }
        let words = words(sheet);
        if !words.is_empty() {
            let mut table = toml::Table::new();
            for (word, own) in words {
                table.insert(word.to_owned(), own.into());
            }
            self.toml.key("words", table);
        }
        match &sheet.period {
            Some(period) => {
                let mut table = toml::Table::new();
                table.insert("months".to_owned(), i64::from(period.value.months).into());
                self.toml.key_at("period", table, period.line);
                self.draft("period", period);
            }
            None => self.toml.key("period", "unstated"),
        }
    }

    fn categories(&mut self) {
        for (index, category) in self.read.sheet.categories.iter().enumerate() {
            let id = numbered("category", index);
            self.toml.table("[[categories]]");
            self.toml.key("id", id.as_str());
            self.toml.key_at("name", category.value.name.as_str(), category.line);
            self.toml.key("clause", category.value.clause.as_str());
            self.toml.key("quote", category.quote.as_str());
            self.draft(format!("categories.{id}"), category);
        }
    }

    fn applicants(&mut self) {
        let sheet = self.read.sheet;
        if sheet.same_body.is_some() || sheet.quota.iter().any(|q| q.value.max.is_some()) {
            self.toml.table("[applicants]");
            if let Some(same) = &sheet.same_body {
                self.toml.key("same-body", same.value);
                self.draft("applicants.same-body", same);
            }
        }
        for (index, applicant) in sheet.applicants.iter().enumerate() {
            let id = numbered("applicant", index);
            self.toml.table("[[applicants.kinds]]");
            self.toml.key("id", id.as_str());
            self.toml.key_at("name", applicant.value.as_str(), applicant.line);
            self.toml.key("level", "any");
            self.draft(format!("applicants.{id}"), applicant);
        }
        let numbered_quota = sheet.quota.iter().find(|quota| quota.value.max.is_some());
        if let Some(quota) = numbered_quota
            && let Some(max) = quota.value.max
        {
            self.toml.table("[applicants.quota]");
            self.toml.key_at("max", i64::from(max), quota.line);
            let per = quota.value.per.clone().unwrap_or_else(|| "每个推荐单位".to_owned());
            self.toml.key("per", per);
            self.draft("applicants.quota", quota);
        }
    }

    fn category_ids(&self, names: &[String]) -> Vec<String> {
        let mut ids = Vec::new();
        for (index, category) in self.read.sheet.categories.iter().enumerate() {
            if names.contains(&category.value.name) {
                ids.push(numbered("category", index));
            }
        }
        ids
    }

    fn deadlines(&mut self) {
        let own: Vec<&Fact<Deadline>> =
            self.read.sheet.deadlines.iter().filter(|d| d.value.own).collect();
        let mut written = 0;
        for (index, deadline) in own.iter().enumerate() {
            let Some(date) = &deadline.value.date else { continue };
            self.toml.table("[[deadlines]]");
            let later = own.iter().skip(index + 1);
            let step = step_name(&deadline.value, later.map(|fact| &fact.value));
            let channels: Vec<String> =
                deadline.value.applies_to.iter().map(|&c| c.to_owned()).collect();
            self.toml.key("applies-to", channels);
            if let Some(step) = step {
                self.toml.key("step", step);
            }
            let categories = self.category_ids(&deadline.value.categories);
            self.toml.list("for", &categories);
            self.toml.key_at("wording", deadline.quote.as_str(), deadline.line);
            self.toml.key("date", date.as_str());
            if let Some(from) = &deadline.value.from {
                self.toml.key("from", from.as_str());
            }
            self.toml.key("time", stated(deadline.value.time.as_deref()));
            let inclusive = match deadline.value.inclusive {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            };
            self.toml.key("inclusive", stated(inclusive));
            self.toml.key("basis", deadline.value.basis);
            self.toml.key("consequence", stated(deadline.value.consequence.as_deref()));
            self.draft(format!("deadlines.{written}"), deadline);
            written += 1;
        }
    }

    /// Whether anything is handed in on paper.
    fn wants_paper(&self) -> bool {
        let sheet = self.read.sheet;
        let by_deadline = sheet.deadlines.iter().any(|d| d.value.applies_to.contains(&"paper"));
        let by_material =
            sheet.materials.iter().any(|m| matches!(m.value.medium, "paper" | "both"));
        by_deadline || by_material || !sheet.copies.is_empty() || sheet.binding.is_some()
    }

    fn deliver(&mut self) {
        let sheet = self.read.sheet;
        if self.wants_paper() {
            self.paper();
        }
        if let Some(mail) = &sheet.mail
            && let Some(first) = mail.to.first()
        {
            self.toml.table("[deliver.mail]");
            let boxes: Vec<String> = mail.to.iter().map(|to| to.value.clone()).collect();
            self.toml.key_at("to", boxes, first.line);
            let copied: Vec<String> = mail.cc.iter().map(|cc| cc.value.clone()).collect();
            self.toml.list("cc", &copied);
            self.draft("deliver.mail", first);
            let form = mail.subject.as_ref().and_then(|subject| subject_form(&subject.value));
            self.toml.key("subject", stated(form));
            if let Some(subject) = &mail.subject {
                self.draft("deliver.mail.subject", subject);
            }
            let bytes = mail.max.as_ref().and_then(|max| i64::try_from(max.value).ok());
            self.toml.key("max-bytes", stated(bytes));
            if let Some(max) = &mail.max {
                self.toml.key_at("max-wording", max.quote.as_str(), max.line);
                self.draft("deliver.mail.max-bytes", max);
            }
        }
        if let Some(letter) = &sheet.letter {
            self.toml.table("[deliver.letter]");
            self.toml.key_at("name", letter.value.name.as_str(), letter.line);
            self.toml.key("joint", stated(letter.value.joint));
            self.draft("deliver.letter", letter);
            for (index, signer) in letter.value.signers.iter().enumerate() {
                self.toml.table("[[deliver.letter.signers]]");
                self.toml.key("id", numbered("signer", index));
                self.toml.key("name", signer.as_str());
                self.toml.key("full", signer.as_str());
            }
        }
        if let Some(discs) = &sheet.discs {
            self.toml.table("[deliver.disc]");
            self.toml.key("copies", stated(discs.value.n.map(i64::from)));
            self.toml.key_at("contents", discs.quote.as_str(), discs.line);
            self.draft("deliver.disc", discs);
        }
        if let Some(platform) = &sheet.platform {
            self.toml.table("[deliver.platform]");
            if let Some(name) = &platform.value.name {
                self.toml.key("name", name.as_str());
            }
            if let Some(url) = &platform.value.url {
                self.toml.key("url", url.as_str());
            }
            self.toml.key_at("quote", platform.quote.as_str(), platform.line);
            self.draft("deliver.platform", platform);
        }
    }

    fn paper(&mut self) {
        let sheet = self.read.sheet;
        self.toml.table("[deliver.paper]");
        let first = sheet.copies.first();
        let same = first.filter(|first| sheet.copies.iter().all(|c| c.value.n == first.value.n));
        self.toml.key("copies", stated(same.map(|copies| i64::from(copies.value.n))));
        if let Some(copies) = first {
            self.draft("deliver.paper.copies", copies);
        }
        let binding = sheet.binding.as_ref();
        self.toml.key("binding", stated(binding.map(|binding| binding.value.as_str())));
        if let Some(binding) = binding {
            self.draft("deliver.paper.binding", binding);
        }
        let address = sheet.address.as_ref();
        self.toml.key("address", stated(address.map(|address| address.value.as_str())));
        if let Some(address) = address {
            self.draft("deliver.paper.address", address);
        }
    }

    fn materials(&mut self) {
        let mut materials = self.read.sheet.materials.iter().enumerate();
        for (index, material) in &mut materials {
            let id = numbered("material", index);
            self.toml.table("[[materials]]");
            self.toml.key("id", id.as_str());
            self.material(material);
            self.draft(format!("materials.{id}"), material);
        }
    }

    fn material(&mut self, material: &Fact<Material>) {
        let value = &material.value;
        self.toml.key_at("name", value.name.as_str(), material.line);
        self.toml.key("clause", value.clause.as_str());
        self.toml.key("quote", material.quote.as_str());
        let categories = self.category_ids(&value.applies_to);
        self.toml.list("for", &categories);
        self.toml.key("kind", value.kind);
        self.toml.key("copies", stated(value.copies.map(i64::from)));
        self.toml.key("medium", value.medium);
        self.toml.flag("seal", value.seal);
        self.toml.flag("sign", value.sign);
        self.toml.flag("original", value.original);
        self.toml.flag("copy", value.copy);
        if let Some(form) = &value.form {
            self.toml.key("form", form.as_str());
        }
        self.toml.flag("editable", value.editable);
        self.toml.flag("optional", value.optional);
    }

    fn conditions(&mut self) {
        for (index, condition) in self.read.sheet.conditions.iter().enumerate() {
            let id = numbered("condition", index);
            self.toml.table("[[conditions]]");
            self.toml.key("id", id.as_str());
            self.toml.key("clause", condition.value.clause.as_str());
            self.toml.key_at("quote", condition.quote.as_str(), condition.line);
            self.toml.key("strength", strength_word(condition.value.strength));
            let categories = self.category_ids(&condition.value.applies_to);
            self.toml.list("for", &categories);
            self.measures(&condition.value);
            self.draft(format!("conditions.{id}"), condition);
        }
    }

    fn measures(&mut self, condition: &Condition) {
        for measure in &condition.measures {
            self.toml.table("[[conditions.measures]]");
            self.toml.key("kind", measure.kind);
            self.toml.key("op", measure.op);
            self.toml.key("number", measure.number.as_str());
            self.toml.key("unit", measure.unit.as_str());
        }
    }

    fn naming(&mut self) {
        for (index, naming) in self.read.sheet.naming.iter().enumerate() {
            self.toml.table("[[naming]]");
            self.toml.key("what", named_thing(&naming.quote));
            self.toml.key_at("quote", naming.quote.as_str(), naming.line);
            self.draft(format!("naming.{index}"), naming);
        }
    }

    fn obligations(&mut self) {
        for obligation in &self.read.sheet.obligations {
            self.toml.table("[[obligations]]");
            self.toml.key("clause", obligation.value.clause.as_str());
            self.toml.key_at("quote", obligation.quote.as_str(), obligation.line);
            self.toml.key("strength", strength_word(obligation.value.strength));
            self.toml.list("judged-by", &obligation.value.covered_by);
        }
    }

    fn contacts(&mut self) {
        for (index, contact) in self.read.sheet.contacts.iter().enumerate() {
            self.toml.table("[[contacts]]");
            let office = contact.value.office.clone().unwrap_or_else(|| "联系方式".to_owned());
            self.toml.key_at("office", office, contact.line);
            if let Some(phone) = &contact.value.phone {
                self.toml.key("phone", phone.as_str());
            }
            if let Some(mailbox) = &contact.value.mailbox {
                self.toml.key("mailbox", mailbox.as_str());
            }
            self.draft(format!("contacts.{index}"), contact);
        }
    }

    fn readings(&mut self) {
        for point in &self.read.sheet.open {
            self.toml.table("[[readings]]");
            self.toml.key("id", point.id.as_str());
            self.toml.key_at("wording", point.quote.as_str(), point.line);
            self.toml.key("open", point.open.as_str());
            self.toml.key("taken", point.taken.as_str());
        }
    }

    fn write_drafts(&mut self) {
        for draft in std::mem::take(&mut self.drafts) {
            self.toml.table("[[drafts]]");
            self.toml.key("fact", draft.fact);
            if !draft.why.is_empty() {
                self.toml.key("why", draft.why);
            }
        }
    }
}

/// The name of a step on the way; `None` for what counts in the end. A deadline is a step where it
/// says who hands over to whom and a later one follows.
fn step_name<'d>(
    deadline: &Deadline,
    mut later: impl Iterator<Item = &'d Deadline>,
) -> Option<String> {
    let has_channel = deadline.applies_to.iter().any(|channel| *channel != "step");
    let is_followed = later.any(|other| other.date > deadline.date);
    if has_channel && !is_followed {
        return None;
    }
    match &deadline.who {
        Some(who) if is_followed || !has_channel => Some(who.clone()),
        _ => None,
    }
}

/// What a rule for names is about, by its words.
fn named_thing(quote: &str) -> &'static str {
    const THINGS: [(&str, &[&str]); 3] = [
        ("archive", &["压缩包", "压缩文件", "打包"]),
        ("folder", &["文件夹"]),
        ("parcel", &["信封", "邮件封面", "包裹", "档案袋", "快递"]),
    ];
    for (thing, words) in THINGS {
        if words.iter().any(|word| quote.contains(word)) {
            return thing;
        }
    }
    "file"
}

/// A title for lists: what stands behind 关于, without 的通知, at most 24 characters.
fn short_title(title: &str) -> String {
    let behind = title.find("关于").map_or(0, |start| start + "关于".len());
    let inner = title.get(behind..).unwrap_or(title);
    let inner = inner.trim_end_matches("的通知").trim_end_matches("的公告");
    inner.chars().take(24).collect()
}
