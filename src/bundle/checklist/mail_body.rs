//! The message that carries a package: to whom it goes, and its body.

use super::checklist_facts::ChecklistFacts;
use super::format::{shrunk_words, size_words};
use super::list_writer::one_line;
use crate::bundle::manifest::ManifestEntry;
use crate::notice::Profile;
use crate::project::Project;
use crate::text::Spanned;

/// The recipients and copies of a project's message: its own, or the notice's where it names none.
pub fn recipients(project: &Project, profile: &Profile) -> (Vec<String>, Vec<String>) {
    let own = |list: &[Spanned<String>]| -> Vec<String> {
        let texts = list.iter().map(|mailbox| mailbox.value.trim());
        texts.map(str::to_owned).collect()
    };
    let mail = &project.config.mail;
    if !mail.to.is_empty() {
        return (own(&mail.to), own(&mail.cc));
    }
    let spec = profile.deliver.mail.as_ref();
    let cc = if mail.cc.is_empty() {
        spec.map(|m| m.cc.clone()).unwrap_or_default()
    } else {
        own(&mail.cc)
    };
    (spec.map(|m| m.to.clone()).unwrap_or_default(), cc)
}

/// The body of the message.
pub fn mail_body(
    facts: &ChecklistFacts<'_>,
    files: &[ManifestEntry],
    archive: u64,
    archive_sha256: &str,
) -> String {
    let config = &facts.project.config;
    let value = |v: &Option<crate::text::Spanned<String>>| match v.as_ref() {
        Some(v) => one_line(&v.value),
        None => String::new(),
    };
    let mut out = format!(
        "您好！\n\n现报送“{}”申报材料电子件，请查收附件。\n\n申报单位：{}\n通知：{}\n内容码：{}\n",
        value(&config.project.name),
        value(&config.applicant.name),
        facts.notice.profile.title,
        facts.content_code,
    );
    out += &format!(
        "压缩包：{}.zip，{}\nSHA-256：{archive_sha256}\n\n包内文件：\n",
        facts.folder,
        size_words(archive)
    );
    for file in files {
        out +=
            &format!("  {}  {}\n    SHA-256：{}\n", file.path, size_words(file.size), file.sha256);
        if let Some(original) = &file.original {
            out += &format!("    {}\n", shrunk_words(original));
        }
    }
    if facts.is_printed {
        out += "\n纸质件封面与页脚印有同一内容码，可据此核对两者一致。\n";
    }
    let contact = &config.applicant.contact;
    let person: Vec<String> = [&contact.name, &contact.phone, &contact.email]
        .into_iter()
        .map(value)
        .filter(|v| !v.is_empty())
        .collect();
    if !person.is_empty() {
        out += &format!("联系人：{}\n", person.join("  "));
    }
    out
}
