//! `mail-subject` and `mail-recipient`: the subject word for word, and who receives.

use crate::diag::Place;
use crate::text::han;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn mail_subject(cx: &Context<'_>) -> Vec<Hit> {
    let subject = cx.project.package.as_ref().and_then(|p| p.subject.as_deref());
    let template = cx.profile().deliver.mail.as_ref().and_then(|m| m.subject.value());
    let (Some(subject), Some(template)) = (subject, template) else { return Vec::new() };
    let shown = template.replace("{project}", "项目名称").replace("{applicant}", "申报单位名称");
    let hit = Hit::at(Place::Whole).arg("subject", han::printable(subject)).arg("template", shown);
    let config = cx.config();
    let expected = match (&config.project.name, &config.applicant.name) {
        (Some(project), Some(applicant)) => Some(
            template
                .replace("{project}", project.value.trim())
                .replace("{applicant}", applicant.value.trim()),
        ),
        _ => None,
    };
    let hit = hit.arg(
        "expected",
        expected.as_deref().map_or_else(|| "通知规定的格式".to_owned(), |e| format!("“{e}”")),
    );
    if subject.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
    }) {
        return vec![hit.variant("control")];
    }
    let is_right = match &expected {
        Some(expected) => subject == expected,
        None => has_shape(subject, template),
    };
    if is_right {
        return Vec::new();
    }
    let is_wide = subject.contains('＋') && has_shape(&subject.replace('＋', "+"), template);
    vec![if is_wide { hit.variant("full-width") } else { hit }]
}

/// Whether a subject has the fixed parts of the template in their order and something in each gap.
fn has_shape(subject: &str, template: &str) -> bool {
    let plain = template.replace("{project}", "\0").replace("{applicant}", "\0");
    let mut rest = subject;
    for (index, part) in plain.split('\0').enumerate() {
        match rest.find(part) {
            Some(0) if index == 0 => rest = &rest[part.len()..],
            Some(_) if index > 0 && part.is_empty() && !rest.is_empty() => rest = "",
            Some(start) if index > 0 && start > 0 => rest = &rest[start + part.len()..],
            _ => return false,
        }
    }
    rest.is_empty()
}

pub(super) fn mail_recipient(cx: &Context<'_>) -> Vec<Hit> {
    let Some(mail) = &cx.profile().deliver.mail else { return Vec::new() };
    let official: Vec<String> = mail.to.iter().chain(&mail.cc).map(|m| m.to_lowercase()).collect();
    if official.is_empty() {
        return Vec::new();
    }
    let hit = |place: Place| {
        Hit::at(place).arg("mailboxes", mail.to.join("、")).arg("copies", mail.cc.join("、"))
    };
    let reaches = |boxes: &[&str]| boxes.iter().any(|b| official.contains(&address(b)));
    let config = &cx.config().mail;
    let written: Vec<&str> = config.to.iter().chain(&config.cc).map(|b| b.value.as_str()).collect();
    if let Some(first) = config.to.first().or(config.cc.first()) {
        // Without `to`, the notice's mailboxes are used and a copy is only one more.
        let is_aimed = config.to.is_empty() || reaches(&written);
        return if is_aimed {
            Vec::new()
        } else {
            vec![hit(Place::At(first.at)).arg("found", han::printable(&written.join("、")))]
        };
    }
    let Some(package) = cx.project.package.as_ref().filter(|p| !p.recipients.is_empty()) else {
        return Vec::new();
    };
    let boxes: Vec<&str> = package.recipients.iter().map(String::as_str).collect();
    if reaches(&boxes) {
        Vec::new()
    } else {
        vec![hit(Place::Whole).arg("found", han::printable(&boxes.join("、")))]
    }
}

/// The address of a mailbox: `科财处 <kcc@…>` is `kcc@…`.
fn address(mailbox: &str) -> String {
    let inner =
        mailbox.rsplit_once('<').map_or(mailbox, |(_, rest)| rest.trim_end().trim_end_matches('>'));
    inner.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{address, has_shape};

    #[test]
    fn shapes_and_addresses() {
        let template = "2023+{project}+{applicant}";
        assert!(has_shape("2023+甲项目+乙单位", template));
        for wrong in
            ["甲项目+乙单位", "2023+甲项目", "2023++乙单位", "2023+甲项目+", "转发：2023+甲+乙"]
        {
            assert!(!has_shape(wrong, template), "{wrong}");
        }
        assert_eq!(address("科财处 <KCC@sthjt.gxzf.gov.cn>"), "kcc@sthjt.gxzf.gov.cn");
    }
}
