//! What templates can ask for: facts of the notice and of the project, in words.

use crate::notice::Notice;
use crate::notice::profile::{ApplicationPlatform, Paper};
use crate::project::toml_tree::TomlNode;

use super::document;
use super::known_facts::{division, said};
use super::template::Holes;
use super::toml_text::quoted;
use super::unfilled::unfilled_mark;

/// The values of all holes but those of `pilot.toml`'s parts.
pub(super) fn texts(notice: &Notice, facts: &TomlNode) -> Holes {
    let profile = &notice.profile;
    let mark = |path: &str| profile.say(&unfilled_mark(path));
    let named = said(facts, "notice").unwrap_or_else(|| profile.id.clone());
    let (deliver, fact) =
        (&profile.deliver, |path: &str| said(facts, path).unwrap_or_else(|| mark(path)));
    let category = said(facts, "project.category").and_then(|id| profile.category(&id));
    let name = said(facts, "project.name");
    let city = match division(notice, facts) {
        Some(d) => d.city.clone(),
        None => mark("letters.city"),
    };
    let signers: Vec<String> = deliver
        .letter
        .iter()
        .flat_map(|l| &l.signers)
        .map(|s| s.full.replace("{city}", &city))
        .collect();
    let words = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let joined = |list: &[String], with: &str| words(&list.join(with));
    let has_letter = !signers.is_empty();
    let subject = deliver.mail.as_ref().map(|mail| {
        mail.subject_form()
            .replace("{project}", &fact("project.name"))
            .replace("{applicant}", &fact("applicant.name"))
    });
    let form = deliver.mail.as_ref().map(|mail| mail.subject.value());
    let is_free = form.is_some_and(|form| form.is_none());
    let deadlines: Vec<String> = profile
        .deadlines_by_date()
        .iter()
        .map(|d| d.wording.clone())
        .filter(|w| !w.is_empty())
        .collect();
    let paper = deliver.paper.as_ref();
    let disc = deliver.disc.as_ref();
    let mut mailboxes = Vec::new();
    if let Some(mail) = &deliver.mail {
        mailboxes.extend(mail.to.iter().cloned());
        mailboxes.extend(mail.cc.iter().cloned());
    }
    let platform = deliver.platform.as_ref().map(platform_line);
    let attached = if has_letter {
        let letter = deliver.letter.as_ref();
        let letter = letter.map(|letter| letter.name.as_str()).unwrap_or_default();
        format!("{letter}、承诺书、证明等扫描件")
    } else {
        "要交的表格和证明等扫描件".to_owned()
    };
    let holes = [
        ("notice.id", words(&profile.id)),
        ("notice.id-quoted", Some(quoted(&named))),
        ("notice.title", words(&profile.title)),
        ("notice.short", words(&profile.short)),
        ("notice.issuers", joined(&profile.issuers, "、")),
        ("plan.title", Some(document::plan_title(&profile.plan_title, name.as_deref()))),
        ("plan.file", document::file_name(facts)),
        ("project.name", Some(fact("project.name"))),
        (
            "project.category",
            (!profile.categories.is_empty()).then(|| match category {
                Some(c) => c.name.clone(),
                None => unfilled_mark("project.category"),
            }),
        ),
        ("applicant.name", Some(fact("applicant.name"))),
        ("applicant.city", if has_letter { Some(city) } else { None }),
        ("letter.name", deliver.letter.as_ref().and_then(|l| words(&l.name))),
        ("letter.signers", joined(&signers, "、")),
        ("letter.signatures", joined(&signers, "\n\n")),
        ("letter.date", has_letter.then(|| unfilled_mark("letters.date"))),
        ("deadline", joined(&deadlines, "；")),
        ("mail.subject", subject),
        (
            "mail.subject-note",
            Some(if is_free {
                "（通知未写明题目格式）".to_owned()
            } else {
                String::new()
            }),
        ),
        ("mail.boxes", joined(&mailboxes, "、")),
        ("mail.limit", deliver.mail.as_ref().and_then(|m| words(&m.max_wording))),
        ("paper.to", paper.and_then(|p| words(&p.to))),
        ("paper.address", paper.and_then(|p| words(&p.address))),
        ("paper.line", paper.and_then(paper_line)),
        ("platform.line", platform),
        ("outputs", Some(outputs(notice))),
        ("attachments.what", Some(attached)),
        ("notice.line", Some(notice_line(&named, &profile.id))),
        ("disc.copies", disc.and_then(|d| d.copies.value()).map(u32::to_string)),
        ("disc.contents", disc.and_then(|d| words(&d.contents))),
        ("paper.copies", paper.and_then(|p| p.copies.value()).map(u32::to_string)),
    ];
    let named = holes.into_iter();
    named.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// How paper is handed in, as far as the notice says.
fn paper_line(paper: &Paper) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(copies) = paper.copies.value() {
        parts.push(format!("一式{copies}份"));
    }
    let to = match (paper.to.as_str(), paper.address.as_str()) {
        ("", "") => String::new(),
        ("", address) => format!("交到{address}"),
        (to, "") => format!("报送{to}"),
        (to, address) => format!("寄送{to}（{address}）"),
    };
    if !to.is_empty() {
        parts.push(to);
    }
    if parts.is_empty() { None } else { Some(parts.join("，")) }
}

/// The platform with its address, or the words of the notice.
fn platform_line(platform: &ApplicationPlatform) -> String {
    match (platform.name.as_str(), platform.url.as_str()) {
        ("", "") => platform.quote.clone(),
        (name, "") => name.to_owned(),
        ("", url) => url.to_owned(),
        (name, url) => format!("{name}（{url}）"),
    }
}

/// What `pilot pack` makes for the ways that the notice knows.
fn outputs(notice: &Notice) -> String {
    let deliver = &notice.profile.deliver;
    let mut made = Vec::new();
    if deliver.mail.is_some() {
        made.push("要发送的邮件");
    }
    if deliver.paper.is_some() {
        made.push("要打印的合订本");
    }
    if made.is_empty() {
        made.push("压缩包");
    }
    format!("{}和报送清单", made.join("、"))
}

/// The line on the notice's folder, where the project has one.
fn notice_line(named: &str, id: &str) -> String {
    if named == id {
        return String::new();
    }
    "- `notice/`：通知的全文、读出的事实和空白表格；对照原文改正后，检查按改正的办\n".to_owned()
}
