//! `mail-subject`: the subject of the message, word for word.

use crate::diag::Place;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let subject = cx.project.package.as_ref().and_then(|p| p.subject.as_deref());
    let mail = cx.profile().deliver.mail.as_ref();
    let template = mail.and_then(|mail| mail.subject.value());
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
        match expected.as_deref() {
            Some(e) => format!("“{e}”"),
            None => "通知规定的格式".to_owned(),
        },
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
