//! A project made of somebody's finished package: its files sorted, its facts kept, everything else
//! marked as open. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json, json};
use unicode_normalization::UnicodeNormalization as _;

use crate::notice::Notice;
use crate::notice::profile::Stated;
use crate::plan::docx;
use crate::project::model::normal;
use crate::project::schema::ROLES;
use crate::project::{NewFile, facts};
use crate::text::Sources;

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
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What is known about a package besides its files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdoptedFacts {
    /// The facts of its manifest, if it has one.
    pub facts: Option<Json>,
    /// Rules that were switched off: name, reason, by whom, until when.
    pub off: Vec<(String, String, Option<String>, Option<String>)>,
    /// Project and applicant, where only a subject or a file name tells them.
    pub names: Option<(String, String)>,
}

/// The files of the new project, and where each file of the package went: its path there, its path
/// here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// All files, sorted by path.
    pub files: Vec<NewFile>,
    /// From where to where.
    pub moved: Vec<(String, String)>,
    /// Whether the plan came in a form that can be neither checked as text nor packed as it is: an
    /// old or damaged document.
    pub plan_is_document: bool,
}

/// Makes a project of a package.
pub fn adopt(notice: &Notice, origin: &AdoptedFacts, found: Vec<AdoptedFile>) -> Adopted {
    let plan = plan_of(&found);
    let places = places(&found, plan);
    let known = |path: &str| {
        found.iter().position(|f| f.path == normal(path)).and_then(|i| places.get(i).cloned())
    };
    let mut root = match origin.facts.as_ref().map(|f| facts::with_paths(&without_nulls(f), &known))
    {
        Some(Json::Object(table)) => table,
        _ => Map::new(),
    };
    let is_word = plan.and_then(|i| found.get(i)).is_some_and(is_readable_word);
    if let Some(place) = plan.and_then(|i| places.get(i)) {
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
        let rule = |(id, reason, by, until): &(String, String, Option<String>, Option<String>)| {
            let value = without_nulls(
                &json!({ "level": "off", "reason": reason, "by": by, "until": until }),
            );
            (id.clone(), value)
        };
        root.insert("rules".into(), Json::Object(origin.off.iter().map(rule).collect()));
    }
    let config = facts::config_of(&Json::Object(root), notice, &mut Sources::default());
    let mut answers = Answers::from_config(&config);
    if let Some((name, applicant)) = &origin.names {
        answers.name.get_or_insert_with(|| name.clone());
        answers.applicant.get_or_insert_with(|| applicant.clone());
    }
    let mut files = super::plan(notice, &answers);
    let moved: Vec<(String, String)> =
        found.iter().zip(&places).map(|(f, place)| (f.path.clone(), place.clone())).collect();
    let plan_is_document =
        plan.and_then(|i| places.get(i)).is_some_and(|p| !matches!(extension(p), "pdf" | "md"))
            && !is_word;
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
fn is_readable_word(file: &AdoptedFile) -> bool {
    extension(&file.name) == "docx"
        && docx::read(&file.bytes, &file.name, &mut Sources::default()).is_ok()
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
        let names = std::iter::once(file.name.clone())
            .chain((2u32..).map(|n| format!("{stem}（{n}）{tail}")));
        let free = names
            .map(|n| format!("attachments/{n}"))
            .find(|n| taken.insert(n.nfc().collect::<String>().to_lowercase()));
        free.unwrap_or_default()
    };
    found.iter().enumerate().map(|(index, file)| place(index, file)).collect()
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
    for letter in
        letters.iter_mut().filter_map(Json::as_object_mut).filter(|l| !l.contains_key("from"))
    {
        let file = letter.get("file").and_then(Json::as_str).unwrap_or_default();
        let bare = |full: &str| full.replace("{city}", "").trim_start_matches('市').to_owned();
        let signed = |s: &&crate::notice::profile::LetterSigner| {
            single || file.contains(&s.name) || file.contains(&bare(&s.full))
        };
        let from: Vec<&str> = spec.signers.iter().filter(signed).map(|s| s.id.as_str()).collect();
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
            Json::Array(items.iter().filter(|v| !v.is_null()).map(without_nulls).collect())
        }
        other => other.clone(),
    }
}

/// All paths that facts name.
fn paths(value: &Json, out: &mut BTreeSet<String>) {
    let named: BTreeMap<&str, &Json> =
        value.as_object().into_iter().flatten().map(|(k, v)| (k.as_str(), v)).collect();
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
