//! By when and how an application is handed in: deadlines, paper, mail, letters, discs, platform.

use std::sync::LazyLock;

use super::super::super::fact::Fact;
use super::super::super::sheet::{Copies, NoticeSheet, ReadDeadline};
use super::super::identifiers::numbered;
use super::super::toml_writer::stated;
use super::{ProfileWriter, UnconfirmedFact};
use crate::reading::expression::Expression;
use crate::reading::patterns::wording;

static APPLICANT: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "applicant-name"));

impl ProfileWriter<'_> {
    pub(super) fn deadlines(&mut self) {
        let own: Vec<&Fact<ReadDeadline>> =
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

    pub(super) fn counted_deadlines(&mut self) {
        let own = self.read.sheet.deadlines.iter().filter(|d| d.value.own);
        let undated = own.filter(|d| d.value.date.is_none());
        let mut written = 0;
        for deadline in undated {
            let Some(counted) = &deadline.value.counted else { continue };
            self.toml.table("[[counted-deadlines]]");
            self.toml.key_at("wording", deadline.quote.as_str(), deadline.line);
            self.toml.key("count", i64::from(counted.count));
            self.toml.key("unit", counted.unit.word());
            let categories = self.category_ids(&deadline.value.categories);
            self.toml.list("for", &categories);
            self.draft(format!("counted-deadlines.{written}"), deadline);
            written += 1;
        }
    }

    pub(super) fn deliver(&mut self) {
        let sheet = self.read.sheet;
        if wants_paper(sheet) {
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
            let form = mail.subject.as_ref().map(|subject| subject_form(&subject.value));
            self.toml.key("subject", stated(form.as_ref().map(|form| form.text.as_str())));
            if let (Some(subject), Some(form)) = (&mail.subject, &form) {
                self.draft_subject(subject, form);
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
            let phrases = letter.value.signers.iter();
            let signers = phrases.flat_map(|phrase| phrase.split(['、', '，', ',']));
            for (index, signer) in signers.enumerate() {
                self.toml.table("[[deliver.letter.signers]]");
                self.toml.key("id", numbered("signer", index));
                self.toml.key("name", signer);
                self.toml.key("full", signer);
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
            self.upload_limit();
        }
    }

    fn upload_limit(&mut self) {
        let Some(limit) = &self.read.sheet.size_limit else { return };
        let Ok(bytes) = i64::try_from(limit.value) else { return };
        self.toml.table("[deliver.platform.limit]");
        self.toml.key("max-bytes", bytes);
        self.toml.key_at("quote", limit.quote.as_str(), limit.line);
        self.draft("deliver.platform.limit", limit);
    }

    /// The subject of the mail is a draft that says what a person has to fill in.
    fn draft_subject(&mut self, subject: &Fact<String>, form: &SubjectForm) {
        if form.by_hand.is_empty() {
            self.draft("deliver.mail.subject", subject);
            return;
        }
        let parts = form.by_hand.join("”“");
        let why = format!("主题里的“{parts}”程序不知道，原样照抄在这里；发邮件前换成自己的");
        self.drafts.push(UnconfirmedFact { fact: "deliver.mail.subject".to_owned(), why });
    }

    pub(super) fn paper(&mut self) {
        let sheet = self.read.sheet;
        self.toml.table("[deliver.paper]");
        let first = sheet.copies.first();
        // Where the documents differ, each has its number in `materials`.
        let of_all = sheet.copies.iter().find(|copies| copies.value.what.is_none());
        let are_same =
            |first: &Fact<Copies>| sheet.copies.iter().all(|c| c.value.n == first.value.n);
        let same = first.filter(|first| are_same(first)).or(of_all);
        self.toml.key("copies", stated(same.map(|copies| i64::from(copies.value.n))));
        if let Some(copies) = first {
            self.draft("deliver.paper.copies", copies);
        }
        let binding = sheet.binding.as_ref();
        self.toml.key("binding", stated(binding.map(|binding| binding.value.as_str())));
        if let Some(binding) = binding {
            self.draft("deliver.paper.binding", binding);
        }
        // An address is plain text: left out where the notice has none, "unstated" would be printed.
        if let Some(address) = &sheet.address {
            self.toml.key_at("address", address.value.as_str(), address.line);
            self.draft("deliver.paper.address", address);
        }
    }
}

/// Whether anything is handed in on paper.
pub(super) fn wants_paper(sheet: &NoticeSheet) -> bool {
    let by_deadline = sheet.deadlines.iter().any(|d| d.value.applies_to.contains(&"paper"));
    let by_material = sheet.materials.iter().any(|m| matches!(m.value.medium, "paper" | "both"));
    by_deadline || by_material || !sheet.copies.is_empty() || sheet.binding.is_some()
}

/// The name of a step on the way; `None` for what counts in the end. A deadline is a step where it
/// says who hands over to whom and a later one for the same categories follows.
fn step_name<'d>(
    deadline: &ReadDeadline,
    mut later: impl Iterator<Item = &'d ReadDeadline>,
) -> Option<String> {
    let has_channel = deadline.applies_to.iter().any(|channel| *channel != "step");
    let holds_for_same = |other: &ReadDeadline| {
        let is_shared = |name: &String| other.categories.contains(name);
        other.categories.is_empty()
            || deadline.categories.is_empty()
            || deadline.categories.iter().any(is_shared)
    };
    let is_followed = later.any(|other| other.date > deadline.date && holds_for_same(other));
    if has_channel && !is_followed {
        return None;
    }
    match &deadline.who {
        // The applicants' own day is no step on the way.
        Some(who) if APPLICANT.is_match(who) => None,
        Some(who) if is_followed || !has_channel => Some(who.clone()),
        _ => None,
    }
}

/// The form of a mail's subject.
pub(in crate::reading::folder) struct SubjectForm {
    /// With `{project}` and `{applicant}`; what the program cannot fill in stands as the notice has it.
    pub(in crate::reading::folder) text: String,
    /// The parts that a person fills in: 所属街道.
    pub(in crate::reading::folder) by_hand: Vec<String>,
}

/// Returns the form of a mail's subject by the rule of the notice: `邮件主题为“项目名称+单位名称”` is
/// `{project}+{applicant}`.
pub(in crate::reading::folder) fn subject_form(rule: &str) -> SubjectForm {
    const PROJECT: [&str; 3] = ["申报项目名称", "项目名称", "项目名"];
    const APPLICANT: [&str; 5] = ["申报单位名称", "单位全称", "申报单位", "单位名称", "企业名称"];
    /// Words for what only a person knows.
    const OTHER: [&str; 15] = [
        "姓名", "学校", "类别", "联系", "地区", "电话", "编号", "序号", "组别", "日期", "名称",
        "区县", "街道", "市", "单位",
    ];
    let mut text = prescribed(rule).to_owned();
    for (words, mark) in [(&PROJECT[..], "{project}"), (&APPLICANT[..], "{applicant}")] {
        if let Some(word) = words.iter().find(|word| text.contains(*word)) {
            text = text.replacen(word, mark, 1);
        }
    }
    let mut by_hand = Vec::new();
    for part in text.split(['+', '＋', '-', '－', '—', '_', '、', '（', '）', '(', ')']) {
        let part = part.trim_matches(['“', '”', '"', '{', '}', ' ']);
        if OTHER.iter().any(|word| part.contains(word)) {
            by_hand.push(part.to_owned());
        }
    }
    SubjectForm { text, by_hand }
}

/// What a rule prescribes: the words in its quotation marks, else those behind 为 or the colon.
fn prescribed(rule: &str) -> &str {
    for (open, close) in [('“', '”'), ('"', '"'), ('「', '」'), ('【', '】'), ('《', '》')]
    {
        let Some(start) = rule.find(open) else { continue };
        let inner = &rule[start + open.len_utf8()..];
        if let Some(end) = inner.find(close) {
            return inner[..end].trim();
        }
    }
    for word in ["格式为", "命名为", "注明", "标注", "写明", "为", "：", ":"] {
        if let Some((_, behind)) = rule.split_once(word) {
            return behind.trim_start_matches(['：', ':']).trim();
        }
    }
    rule.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_keeps_what_the_program_cannot_fill_in() {
        for (rule, text, by_hand) in [
            ("邮件主题为“单位名称+所属街道+申报类别”", "{applicant}+所属街道+申报类别", 2),
            ("邮件主题以“项目名称+申报单位”命名", "{project}+{applicant}", 0),
            ("邮件名注明【春季征集】", "春季征集", 0),
            ("邮件标题注明：申报单位", "{applicant}", 0),
        ] {
            let form = subject_form(rule);
            assert_eq!((form.text.as_str(), form.by_hand.len()), (text, by_hand), "{rule}");
        }
    }
}
