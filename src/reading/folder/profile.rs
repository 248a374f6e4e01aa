//! `profile.toml` of a notice that was read.

mod delivery;
mod demands;
mod judges;

use crate::notice::Divisions;

use super::super::clauses::ClauseNumber;
use super::super::fact::{Fact, Origin};
use super::super::sheet::{Material, NoticeSheet};
use super::ReadNotice;
use super::identifiers::numbered;
use super::region;
use super::toml_writer::{NoticeTomlWriter, stated};

const HEAD: &str = "通知的事实，由程序读出；行号是 notice.txt 的行。没有写明的是 \"unstated\"。\n\
    drafts 列出还没有人核对的事实：对照原文改好后，用 pilot read 文件夹 --confirm 逐条确认，\n\
    或者自己删去 drafts 里的那一条、写进 confirmed。";

pub(super) use delivery::subject_form;

/// A fact that nobody has confirmed.
struct UnconfirmedFact {
    fact: String,
    why: String,
}

/// The file while it is written.
struct ProfileWriter<'a> {
    toml: NoticeTomlWriter,
    read: ReadNotice<'a>,
    drafts: Vec<UnconfirmedFact>,
}

/// The text of the file.
pub(super) fn text(id: &str, read: ReadNotice<'_>, divisions: &Divisions) -> String {
    let toml = NoticeTomlWriter::new("schemas/profile.schema.json");
    let mut writer = ProfileWriter { toml, read, drafts: Vec::new() };
    writer.frame(id, divisions);
    writer.categories();
    writer.applicants();
    writer.deadlines();
    writer.counted_deadlines();
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

/// The longest name of a document that messages use in place of 实施方案.
const LONGEST_WORD: usize = 12;

/// The words of the program that a notice says otherwise.
fn words(read: ReadNotice<'_>) -> Vec<(&'static str, String)> {
    let sheet = read.sheet;
    let text = read.document.text();
    let mut words = Vec::new();
    let main = match main_document(sheet) {
        Some(main) => main_word(&main.value.name),
        None => "申报材料".to_owned(),
    };
    if main != "实施方案" && !(main == "申报材料" && text.contains("实施方案")) {
        words.push(("实施方案", main));
    }
    if let Some(letter) = &sheet.letter
        && letter.value.name != "推荐函"
    {
        words.push(("推荐函", bare_name(&letter.value.name).to_owned()));
    }
    // Words that a notice may lack altogether, by the character or word that tells it.
    let foreign = [
        ("试点类别", "试点", "申报类别"),
        ("试点对象", "试点", "申报对象"),
        ("寄送", "寄", "报送"),
    ];
    for (word, sign, own) in foreign {
        if !text.contains(sign) {
            words.push((word, own.to_owned()));
        }
    }
    words
}

/// The name of the main document as messages say it: its last word where the whole is long.
fn main_word(name: &str) -> String {
    let bare = bare_name(name);
    if bare.chars().count() <= LONGEST_WORD {
        return bare.to_owned();
    }
    let kinds = [
        "申报书",
        "申请书",
        "申报表",
        "申请表",
        "推荐表",
        "推荐书",
        "登记表",
        "审批表",
        "报名表",
        "实施方案",
        "工作方案",
        "建设方案",
        "方案",
        "规划",
    ];
    let kind = kinds.iter().find(|kind| bare.ends_with(*kind));
    match kind {
        Some(kind) => (*kind).to_owned(),
        None => "申报材料".to_owned(),
    }
}

/// The document that the application consists of: a plan, else the first form.
fn main_document(sheet: &NoticeSheet) -> Option<&Fact<Material>> {
    let of_kind = |kind: &str| sheet.materials.iter().find(|m| m.value.kind == kind);
    of_kind("plan").or_else(|| of_kind("form"))
}

/// A name without number and title marks: 1.《项目申报书》 is 项目申报书.
fn bare_name(name: &str) -> &str {
    let name = match ClauseNumber::leading(name) {
        Some(number) => name.get(number.length..).unwrap_or(name),
        None => name,
    };
    name.trim().trim_matches(['《', '》', '“', '”', '"'])
}

impl ProfileWriter<'_> {
    fn draft<T>(&mut self, fact: impl Into<String>, read: &Fact<T>) {
        let why = if read.origin == Origin::Stated { String::new() } else { read.why.clone() };
        self.drafts.push(UnconfirmedFact { fact: fact.into(), why });
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
                self.drafts.push(UnconfirmedFact { fact: "title".to_owned(), why });
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
            self.drafts.push(UnconfirmedFact { fact: "region".to_owned(), why });
        }
        let words = words(self.read);
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

/// A title for lists: what stands behind 关于, without 的通知. It is never cut.
fn short_title(title: &str) -> String {
    let behind = match title.find("关于") {
        Some(start) => start + "关于".len(),
        None => 0,
    };
    let inner = title.get(behind..).unwrap_or(title);
    let inner = inner.trim_end_matches("的通知").trim_end_matches("的公告");
    inner.to_owned()
}
