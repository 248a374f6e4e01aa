//! Plans a package: which file goes in under which name. Pure: the disk was read before.

use std::path::Path;

use unicode_normalization::UnicodeNormalization as _;

use crate::attachment::file_facts::Broken;
use crate::notice::Notice;
use crate::notice::profile::{FREE_SUBJECT, MailDelivery};
use crate::project::config::ProjectLetter;
use crate::project::model::normal;
use crate::project::{Project, ProjectFile};
use crate::text::Spanned;
use crate::text::characters::filled;

use super::file_names::{file_name, folder_name};
use super::planned::{Contents, EDITABLE, LeftOut, PlannedFile, PlannedPackage};
use super::write_error::EntryRefusal;

/// The subject of the message: the notice's form filled in, or project and applicant where it
/// prescribes none.
pub fn subject(project: &Project, notice: &Notice) -> String {
    let name = |value: &Option<Spanned<String>>| match value.as_ref() {
        Some(v) => v.value.trim().nfc().collect(),
        None => String::new(),
    };
    let (title, applicant) =
        (name(&project.config.project.name), name(&project.config.applicant.name));
    let form = match notice.profile.deliver.mail.as_ref() {
        Some(value) => MailDelivery::subject_form(value),
        None => FREE_SUBJECT,
    };
    // Both at once: a name that holds the other's mark in braces is not filled in a second time.
    form.split("{project}")
        .map(|part| part.replace("{applicant}", &applicant))
        .collect::<Vec<_>>()
        .join(&title)
}

/// Plans the package of a project with the finished PDF of its plan.
///
/// Order and numbers follow `pilot.toml`: letters, attachments, then the statement of the record
/// and the evidence of funding and of conditions where no attachment names the same file. Each file
/// goes in once.
pub fn plan(project: &Project, notice: &Notice, pdf: Vec<u8>) -> PlannedPackage {
    let subject = subject(project, notice);
    let mut bundle = PlannedPackage {
        root: project.root.clone(),
        folder: folder_name(&subject),
        subject,
        ..PlannedPackage::default()
    };
    bundle.entries.push(PlannedFile {
        path: format!("01-{}.pdf", plan_name(notice)),
        role: "plan".to_owned(),
        contents: Contents::Generated(pdf),
        original: None,
    });
    if notice.profile.deliver.editable_plan
        && let Some(word) = &project.word
    {
        let file = FileToPack {
            folder: "",
            lead: "01-",
            title: &plan_name(notice),
            file: &word.path,
            role: EDITABLE,
        };
        put(&mut bundle, project, &file);
    }
    let mut seen: Vec<String> = Vec::new();
    let mut taken = |path: &str| {
        let key = normal(path);
        let new = !seen.contains(&key);
        seen.push(key);
        !new
    };
    let config = &project.config;
    let letters: Vec<(&ProjectLetter, &str)> = config
        .letters
        .iter()
        .filter_map(|l| Some((l, l.file.as_ref()?.value.as_str())))
        .filter(|(_, f)| !taken(f))
        .collect();
    let width = number_width(letters.len());
    for (index, (letter, file)) in letters.iter().enumerate() {
        let lead = format!("{:0width$}-", index + 1);
        let file = FileToPack {
            folder: &format!("02-{}", letter_name(notice)),
            lead: &lead,
            title: &letter_title(letter, notice),
            file,
            role: "letter",
        };
        put(&mut bundle, project, &file);
    }
    let listed = config.attachments.iter().filter_map(|a| {
        let title = match a.title.as_ref() {
            Some(t) => t.value.as_str(),
            None => "",
        };
        Some((
            title,
            a.file.as_ref()?.value.as_str(),
            match a.role.as_ref() {
                Some(r) => r.value.as_str(),
                None => "other",
            },
        ))
    });
    let statement =
        config.record.statement.iter().map(|s| ("近三年情况说明", s.value.as_str(), "statement"));
    let evidence = config
        .funding
        .iter()
        .filter_map(|f| Some(("资金来源证明", f.evidence.as_ref()?.value.as_str(), "funding")));
    // What shows that a condition is met keeps the name that the applicant gave it.
    let proofs = config.conditions.iter().filter_map(|answer| answer.evidence.as_ref());
    let proofs = proofs.map(|evidence| ("", evidence.value.as_str(), "evidence"));
    let named = listed.chain(statement).chain(evidence).chain(proofs);
    let attachments: Vec<_> = named.filter(|(_, file, _)| !taken(file)).collect();
    let width = number_width(attachments.len());
    for (index, (title, file, role)) in attachments.iter().enumerate() {
        let lead = format!("{:0width$}-", index + 1);
        let file = FileToPack { folder: "03-附件", lead: &lead, title, file, role };
        put(&mut bundle, project, &file);
    }
    bundle.entries.sort_by(|a, b| a.path.cmp(&b.path));
    bundle
}

fn number_width(count: usize) -> usize {
    count.to_string().len().max(2)
}

/// What the notice calls the plan, as part of a file's name.
pub fn plan_name(notice: &Notice) -> String {
    file_name("", &notice.profile.say("实施方案"), "")
}

/// What the notice calls the letter, as part of a file's name.
fn letter_name(notice: &Notice) -> &str {
    match notice.profile.deliver.letter.as_ref() {
        Some(letter) => letter.name.as_str(),
        None => "推荐函",
    }
}

/// `百色市生态环境局推荐函`, or `推荐函` if several bodies signed it or it is not known who did.
fn letter_title(letter: &ProjectLetter, notice: &Notice) -> String {
    let spec = notice.profile.deliver.letter.as_ref();
    let name = letter_name(notice);
    let city = match letter.city.as_ref() {
        Some(c) => c.value.trim(),
        None => "",
    };
    match letter.from.as_slice() {
        [one] => {
            let signer = spec.and_then(|s| s.signers.iter().find(|s| s.id == one.value));
            match signer {
                Some(s) => s.full.replace("{city}", city) + name,
                None => name.to_owned(),
            }
        }
        [] => name.to_owned(),
        _ => format!("联合{name}"),
    }
}

/// A file that `pilot.toml` names, and what becomes of it in the package.
struct FileToPack<'a> {
    /// The folder in the package; empty for none.
    folder: &'a str,
    /// What orders it in its folder, such as `03-`.
    lead: &'a str,
    /// What it is called there; its own name where this is blank.
    title: &'a str,
    /// Its path as `pilot.toml` names it.
    file: &'a str,
    role: &'a str,
}

/// Puts a file into the package, or among those that are left out.
fn put(bundle: &mut PlannedPackage, project: &Project, planned: &FileToPack<'_>) {
    let FileToPack { folder, lead, title, file, role } = *planned;
    let found = project.file(file);
    if let Some(why) = refusal(file, found) {
        return bundle.left_out.push(LeftOut { path: normal(file), why });
    }
    let Some(found) = found else { return };
    let path = Path::new(&found.path);
    let part = |p: Option<&std::ffi::OsStr>| match p {
        Some(s) => s.to_string_lossy().into_owned(),
        None => String::new(),
    };
    let title = match filled(title) {
        Some(_) => title.to_owned(),
        None => part(path.file_stem()),
    };
    let name = file_name(lead, &title, &part(path.extension()));
    bundle.entries.push(PlannedFile {
        path: if folder.is_empty() { name } else { format!("{folder}/{name}") },
        role: role.to_owned(),
        contents: Contents::OnDisk(project.root.join(&found.path), found.size),
        original: None,
    });
}

/// Why a file cannot go in.
fn refusal(named: &str, found: Option<&ProjectFile>) -> Option<EntryRefusal> {
    let outside = named.starts_with(['/', '\\'])
        || named.chars().nth(1) == Some(':')
        || normal(named).split('/').any(|p| p == "..");
    if outside {
        return Some(EntryRefusal::Outside);
    }
    let Some(found) = found.filter(|f| f.exists) else { return Some(EntryRefusal::Missing) };
    match &found.facts.broken {
        Some(Broken::Link(target)) => Some(EntryRefusal::Link { target: target.clone() }),
        Some(Broken::Folder) => Some(EntryRefusal::Folder),
        Some(Broken::Special) => Some(EntryRefusal::Special),
        Some(Broken::Denied(kind)) => Some(EntryRefusal::Denied(*kind)),
        _ => None,
    }
}
