//! A project made of somebody's finished package: its files sorted, its facts kept, everything else
//! marked as open. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use unicode_normalization::UnicodeNormalization as _;

use crate::diag::OffRule;
use crate::notice::Notice;
use crate::notice::profile::Stated;
use crate::plan::docx;
use crate::project::model::normal;
use crate::project::schema::ROLES;
use crate::project::{NewFile, facts};
use crate::text::Sources;
use crate::workers::Workers;

use super::Answers;

/// Where the plan as it was sent lies in the new project, without its extension.
const PLAN: &str = "实施方案";

/// A file of a package.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdoptedFile {
    /// Its path in the package, as the manifest names it.
    pub path: String,
    /// A name that every system can hold, with its extension.
    pub name: String,
    /// `plan`, `letter` or an attachment's role.
    pub role: String,
    pub bytes: Vec<u8>,
}

/// What is known about a package besides its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdoptedFacts {
    /// The facts of its manifest, if it has one.
    pub facts: Option<Json>,
    /// Rules that were switched off.
    pub off: Vec<OffRule>,
    /// Project and applicant, where only a subject or a file name tells them.
    pub names: Option<SubjectNames>,
}

/// The names that the subject of a message holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectNames {
    pub project: String,
    pub applicant: String,
}

/// A file of a package and where it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedFile {
    /// Its path in the package.
    pub from: String,
    /// Its path in the new project.
    pub to: String,
}

/// The files of the new project, and where each file of the package went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// All files, sorted by path.
    pub files: Vec<NewFile>,
    /// Where each file of the package went.
    pub moved: Vec<MovedFile>,
    /// Whether the plan came in a form that can be neither checked as text nor packed as it is: an
    /// old or damaged document.
    pub plan_is_document: bool,
}

/// Makes a project of a package.
pub fn adopt(
    notice: &Notice,
    origin: &AdoptedFacts,
    found: Vec<AdoptedFile>,
    workers: &Workers,
) -> Adopted {
    let plan = plan_of(&found);
    let places = places(&found, plan);
    let known = |path: &str| {
        let path = normal(path);
        let index = found.iter().position(|file| file.path == path)?;
        places.get(index).cloned()
    };
    let mut root = Map::new();
    if let Some(sent) = &origin.facts
        && let Json::Object(table) = facts::with_paths(&without_nulls(sent), &known)
    {
        root = table;
    }
    let plan_file = plan.and_then(|i| found.get(i));
    let is_word = plan_file.is_some_and(|file| is_readable_word(file, workers));
    let plan_place = plan.and_then(|i| places.get(i));
    if let Some(place) = plan_place {
        match extension(place) {
            "docx" if is_word => drop(root.insert("plan".into(), json!({ "files": [place] }))),
            "pdf" => drop(root.insert("plan".into(), json!({ "pdf": place }))),
            "md" => drop(root.insert("plan".into(), json!({ "files": [place] }))),
            _ => {}
        }
    }
    let mut named = BTreeSet::new();
    paths(&Json::Object(root.clone()), &mut named);
    let rest = found
        .iter()
        .zip(&places)
        .enumerate()
        .filter(|(i, (_, place))| Some(*i) != plan && !named.contains(*place));
    for (_, (file, place)) in rest {
        enter(&mut root, file, place);
    }
    sign(&mut root, notice);
    if !origin.off.is_empty() {
        let mut rules = Map::new();
        for OffRule { rule, reason, by, until, .. } in &origin.off {
            let value = json!({ "level": "off", "reason": reason, "by": by, "until": until });
            rules.insert(rule.to_string(), without_nulls(&value));
        }
        root.insert("rules".into(), Json::Object(rules));
    }
    let config = facts::config_of(&Json::Object(root), notice, &mut Sources::default());
    let mut answers = Answers::from_config(&config);
    if let Some(SubjectNames { project, applicant }) = &origin.names {
        answers.name.get_or_insert_with(|| project.clone());
        answers.applicant.get_or_insert_with(|| applicant.clone());
    }
    let mut files = super::plan(notice, &answers);
    let mut moved = Vec::new();
    for (file, place) in found.iter().zip(&places) {
        moved.push(MovedFile { from: file.path.clone(), to: place.clone() });
    }
    let plan_is_document = match plan_place {
        Some(place) => !is_word && !matches!(extension(place), "pdf" | "md"),
        None => false,
    };
    if is_word {
        // The empty plan to be written would only stand beside the one that is written.
        files.retain(|f| f.path != "plan.md");
    }
    for (file, place) in found.into_iter().zip(places) {
        // The plan that came in takes the place of the empty one.
        files.retain(|f| f.path != place);
        files.push(NewFile { path: place, contents: file.bytes });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Adopted { files, moved, plan_is_document }
}

/// Which file is the plan: the PDF that goes out as it is before a text, a text before another
/// document.
fn plan_of(found: &[AdoptedFile]) -> Option<usize> {
    let rank = |name: &str| match extension(name) {
        "pdf" => 0,
        "md" => 1,
        _ => 2,
    };
    let plans = found.iter().enumerate().filter(|(_, f)| f.role == "plan");
    plans.min_by_key(|(index, file)| (rank(&file.name), *index)).map(|(index, _)| index)
}

/// Whether a file is a Word plan that can be checked as it is.
fn is_readable_word(file: &AdoptedFile, workers: &Workers) -> bool {
    extension(&file.name) == "docx"
        && docx::read_apart(workers, &file.bytes, &file.name, &mut Sources::default()).is_ok()
}

/// A place for each file, none equal to another on any system.
fn places(found: &[AdoptedFile], plan: Option<usize>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut place = |index: usize, file: &AdoptedFile| {
        let kind = extension(&file.name);
        if Some(index) == plan {
            return if kind == "md" { "plan.md".to_owned() } else { format!("{PLAN}.{kind}") };
        }
        let (stem, tail) = match file.name.rsplit_once('.') {
            Some((s, e)) => (s, format!(".{e}")),
            None => (file.name.as_str(), String::new()),
        };
        let mut number = 1_u32;
        let mut name = format!("attachments/{}", file.name);
        while !taken.insert(spelling(&name)) {
            number += 1;
            name = format!("attachments/{stem}（{number}）{tail}");
        }
        name
    };
    let numbered = found.iter().enumerate();
    numbered.map(|(index, file)| place(index, file)).collect()
}

/// The form under which two names are one file on some system.
fn spelling(name: &str) -> String {
    let composed: String = name.nfc().collect();
    composed.to_lowercase()
}

/// What follows the last dot, or nothing; names come in lower case.
fn extension(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((_, e)) => e,
        None => "",
    }
}

/// Names a file in `pilot.toml` by its role.
fn enter(root: &mut Map<String, Json>, file: &AdoptedFile, place: &str) {
    let push = |root: &mut Map<String, Json>, name: &str, item: Json| {
        let list = root.entry(name).or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(items) = list {
            items.push(item);
        }
    };
    match file.role.as_str() {
        "letter" => return push(root, "letters", json!({ "file": place })),
        "statement" => {
            let record = root.entry("record").or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(record) = record
                && !record.contains_key("statement")
            {
                record.insert("statement".into(), json!(place));
                return;
            }
        }
        "funding" => return push(root, "funding", json!({ "evidence": place })),
        _ => {}
    }
    let title = match file.name.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => file.name.as_str(),
    };
    let role = if ROLES.contains(&file.role.as_str()) { file.role.as_str() } else { "other" };
    push(root, "attachments", json!({ "title": title, "file": place, "role": role }));
}

/// Says who signed the letters that do not say it: a single letter all of them, several each the
/// body in its file's name.
fn sign(root: &mut Map<String, Json>, notice: &Notice) {
    let Some(spec) = &notice.profile.deliver.letter else { return };
    let Some(Json::Array(letters)) = root.get_mut("letters") else { return };
    let single = letters.len() == 1 && spec.joint != Stated::Value(false);
    for letter in letters.iter_mut().filter_map(Json::as_object_mut) {
        if letter.contains_key("from") {
            continue;
        }
        let file = letter.get("file").and_then(Json::as_str).unwrap_or_default();
        let bare = |full: &str| full.replace("{city}", "").trim_start_matches('市').to_owned();
        let signed = |s: &&crate::notice::profile::LetterSigner| {
            single || file.contains(&s.name) || file.contains(&bare(&s.full))
        };
        let signers = spec.signers.iter().filter(signed);
        let from: Vec<&str> = signers.map(|signer| signer.id.as_str()).collect();
        if !from.is_empty() {
            letter.insert("from".into(), json!(from));
        }
    }
}

/// TOML knows no null; a manifest of somebody else may hold some.
fn without_nulls(value: &Json) -> Json {
    match value {
        Json::Object(table) => Json::Object(
            table
                .iter()
                .filter(|(_, v)| !v.is_null())
                .map(|(k, v)| (k.clone(), without_nulls(v)))
                .collect(),
        ),
        Json::Array(items) => {
            let kept = items.iter().filter(|item| !item.is_null());
            Json::Array(kept.map(without_nulls).collect())
        }
        other => other.clone(),
    }
}

/// All paths that facts name.
fn paths(value: &Json, out: &mut BTreeSet<String>) {
    let entries = value.as_object().into_iter().flatten();
    let named: BTreeMap<&str, &Json> = entries.map(|(key, below)| (key.as_str(), below)).collect();
    for (key, below) in named {
        match below {
            Json::String(path) if matches!(key, "file" | "evidence" | "statement") => {
                out.insert(path.clone());
            }
            other => paths(other, out),
        }
    }
    for item in value.as_array().into_iter().flatten() {
        paths(item, out);
    }
}
