//! By when and how an application is handed in: deadlines, paper, mail, letters, discs, platform.

use super::super::super::fact::Fact;
use super::super::super::sheet::ReadDeadline;
use super::super::identifiers::numbered;
use super::super::toml_writer::stated;
use super::ProfileWriter;

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

    /// Whether anything is handed in on paper.
    pub(super) fn wants_paper(&self) -> bool {
        let sheet = self.read.sheet;
        let by_deadline = sheet.deadlines.iter().any(|d| d.value.applies_to.contains(&"paper"));
        let by_material =
            sheet.materials.iter().any(|m| matches!(m.value.medium, "paper" | "both"));
        by_deadline || by_material || !sheet.copies.is_empty() || sheet.binding.is_some()
    }

    pub(super) fn deliver(&mut self) {
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
        }
    }

    pub(super) fn paper(&mut self) {
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
        // An address is plain text: left out where the notice has none, "unstated" would be printed.
        if let Some(address) = &sheet.address {
            self.toml.key_at("address", address.value.as_str(), address.line);
            self.draft("deliver.paper.address", address);
        }
    }
}

/// The name of a step on the way; `None` for what counts in the end. A deadline is a step where it
/// says who hands over to whom and a later one follows.
fn step_name<'d>(
    deadline: &ReadDeadline,
    mut later: impl Iterator<Item = &'d ReadDeadline>,
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

/// The form of a mail's subject with `{project}` and `{applicant}`, where nothing else is to be
/// filled in; `None` where a person has to write it.
pub(in crate::reading::folder) fn subject_form(rule: &str) -> Option<String> {
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
