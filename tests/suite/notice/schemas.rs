//! The JSON Schemas of a notice's files say what reading says: the same keys, the same musts, the
//! same words.

use std::fs;
use std::path::PathBuf;

use pilot::cli::Exit;
use pilot::notice::schema::{self, SchemaField, ValueShape};
use pilot::notice::{Card, Library, NoticeText, Profile, outline};
use pilot::project::json_schema::json_schema;
use pilot::reading::folder::{ReadNotice, notice_folder};
use pilot::reading::{NoticeDocument, read_sheet};
use regex::Regex;
use serde_json::Value as Json;

use crate::support::json_schema::{VALIDATE, can_validate};
use crate::support::{GUANGXI, folder, notice, pilot_in};

/// What a card must say once it is merged with the pattern that it binds.
const MERGED: [&str; 7] = ["title", "group", "severity", "message", "why", "needs", "check"];

/// What reading says to a file.
fn read(kind: &str, table: &toml::Table) -> Result<(), String> {
    let text = toml::to_string(table).expect("TOML");
    match kind {
        "profile" => toml::from_str::<Profile>(&text).map(|_| ()).map_err(|e| e.to_string()),
        "outline" => outline::parse(&text, &|_| None).map(|_| ()).map_err(|e| e.to_string()),
        _ => Card::read("x", table.clone(), &NoticeText::new("x\nx\n"))
            .map(|_| ())
            .map_err(|e| e.to_string()),
    }
}

/// The complaints of a schema about a value; the part of draft-07 that the schemas use, anything
/// else is a failure.
fn complaints(root: &Json, schema: &Json, value: &Json, path: &str, out: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else { return };
    let mut complain = |what: String| out.push(format!("{path}: {what}"));
    for (key, rule) in schema {
        match key.as_str() {
            "$schema" | "title" | "description" | "default" | "definitions" => {}
            "type" => {
                let fits = match rule.as_str().expect("a type") {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_u64() || value.is_i64(),
                    "number" => value.is_number(),
                    other => panic!("type {other}"),
                };
                if !fits {
                    complain(format!("is no {rule}"));
                }
            }
            "const" if value != rule => complain(format!("is not {rule}")),
            "enum" if !rule.as_array().expect("words").contains(value) => {
                complain(format!("is none of {rule}"))
            }
            "minimum" if value.as_f64().is_some_and(|v| v < rule.as_f64().expect("a number")) => {
                complain("too little".to_owned())
            }
            "pattern"
                if value.as_str().is_some_and(|v| {
                    !Regex::new(rule.as_str().expect("a pattern")).expect("valid").is_match(v)
                }) =>
            {
                complain(format!("does not match {rule}"));
            }
            "minItems"
                if value
                    .as_array()
                    .is_some_and(|v| v.len() < rule.as_u64().expect("a number") as usize) =>
            {
                complain("too few".into())
            }
            "maxItems"
                if value
                    .as_array()
                    .is_some_and(|v| v.len() > rule.as_u64().expect("a number") as usize) =>
            {
                complain("too many".into())
            }
            "minProperties"
                if value
                    .as_object()
                    .is_some_and(|v| v.len() < rule.as_u64().expect("a number") as usize) =>
            {
                complain("has too few keys".into());
            }
            "maxProperties"
                if value
                    .as_object()
                    .is_some_and(|v| v.len() > rule.as_u64().expect("a number") as usize) =>
            {
                complain("has too many keys".into());
            }
            "const" | "enum" | "minimum" | "pattern" | "minItems" | "maxItems"
            | "minProperties" | "maxProperties" => {}
            "required" => {
                for name in rule.as_array().expect("names").iter().filter_map(Json::as_str) {
                    if value.as_object().is_some_and(|v| !v.contains_key(name)) {
                        complain(format!("lacks {name}"));
                    }
                }
            }
            "anyOf" => {
                let any = rule.as_array().expect("schemas").iter().any(|one| {
                    let mut inner = Vec::new();
                    complaints(root, one, value, path, &mut inner);
                    inner.is_empty()
                });
                if !any {
                    complain("fits none of several".to_owned());
                }
            }
            "$ref" => {
                let target = root
                    .pointer(rule.as_str().expect("a place").trim_start_matches('#'))
                    .expect("it is there");
                let mut inner = Vec::new();
                complaints(root, target, value, path, &mut inner);
                for item in inner.into_iter() {
                    complain(item);
                }
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    let mut inner = Vec::new();
                    complaints(root, rule, item, &format!("{path}/{index}"), &mut inner);
                    for item in inner.into_iter() {
                        complain(item);
                    }
                }
            }
            "properties" => {}
            "additionalProperties" => {
                let properties = schema.get("properties").and_then(Json::as_object);
                for (name, below) in value.as_object().into_iter().flatten() {
                    let mut inner = Vec::new();
                    match (properties.and_then(|p| p.get(name)), rule) {
                        (Some(known), _) => {
                            complaints(root, known, below, &format!("{path}/{name}"), &mut inner)
                        }
                        (None, Json::Bool(false)) => inner.push(format!("{name} is not known")),
                        (None, other) => {
                            complaints(root, other, below, &format!("{path}/{name}"), &mut inner)
                        }
                    }
                    for item in inner.into_iter() {
                        complain(item);
                    }
                }
            }
            other => panic!("the schema uses {other}"),
        }
    }
}

fn judge(schema: &Json, table: &toml::Table) -> Vec<String> {
    let mut out = Vec::new();
    complaints(schema, schema, &serde_json::to_value(table).expect("JSON"), "", &mut out);
    out
}

fn schema_of(kind: &str) -> Json {
    schema::json_schema(kind).expect("a schema")
}

/// The files below a folder that a schema is for, with its kind.
fn files_below(dir: &str) -> Vec<(&'static str, PathBuf)> {
    let mut out = Vec::new();
    let mut folders = vec![PathBuf::from(dir)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("readable") {
            let path = entry.expect("readable").path();
            let name = path.file_name().expect("named").to_string_lossy().into_owned();
            match name.as_str() {
                _ if path.is_dir() && name != "template" && name != "styles" => folders.push(path),
                // The folder of common rules is no notice: it has the keys of one that says
                // nothing.
                "profile.toml" if !folder.ends_with("common") => out.push(("profile", path)),
                "outline.toml" => out.push(("outline", path)),
                _ if folder.ends_with("rules") && name.ends_with(".toml") => {
                    out.push(("card", path))
                }
                _ => {}
            }
        }
    }
    out
}

fn table_of(path: &PathBuf) -> toml::Table {
    fs::read_to_string(path)
        .expect("readable")
        .parse()
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn every_file_that_is_shipped_fits_its_schema() {
    let files = files_below("outline");
    assert!(files.len() > 120, "{}", files.len());
    for (kind, path) in files {
        let found = judge(&schema_of(kind), &table_of(&path));
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

#[test]
fn projects_fit_the_schema_of_pilot_toml() {
    let schema = json_schema(&notice(GUANGXI));
    let example = table_of(&PathBuf::from("examples/pingguo-nawa-park/pilot.toml"));
    assert_eq!(judge(&schema, &example), [] as [String; 0]);
    for category in ["key-industry", "park", "simplified", "basin"] {
        let dir = folder(&[]);
        let ran = pilot_in(dir.path(), &["init", "p", "--notice", GUANGXI, "--category", category]);
        assert!(ran.exit != Exit::Failed, "{}", ran.err);
        let found = judge(&schema, &table_of(&dir.path().join("p/pilot.toml")));
        assert!(found.is_empty(), "{category}: {found:#?}");
    }
    let mut strange = example.clone();
    strange.insert("zzz".to_owned(), 1.into());
    assert_eq!(judge(&schema, &strange).len(), 1);
}

#[test]
fn drafts_name_their_schemas_and_fit_them() {
    let dir = folder(&[("通知.txt", notice(GUANGXI).text.source.text.as_bytes())]);
    assert_eq!(
        pilot_in(dir.path(), &["new", "notice", "demo", "--from", "通知.txt"]).exit,
        Exit::Clean
    );
    assert_eq!(pilot_in(dir.path(), &["new", "rule", "demo/no-slogans"]).exit, Exit::Clean);
    let files = files_below(&dir.path().to_string_lossy());
    assert!(files.len() > 5);
    for (kind, path) in files {
        let text = fs::read_to_string(&path).expect("readable");
        let named = text
            .lines()
            .next()
            .and_then(|l| l.strip_prefix("#:schema "))
            .unwrap_or_else(|| panic!("{} names no schema", path.display()));
        let schema = fs::read_to_string(path.parent().expect("a folder").join(named))
            .expect("the schema is there");
        let schema: Json = serde_json::from_str(&schema).expect("JSON");
        assert_eq!(schema, schema_of(kind), "{}", path.display());
        let found = judge(&schema, &table_of(&path));
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
    // A folder made by hand gets the schemas with its first new card.
    fs::remove_dir_all(dir.path().join("demo/schemas")).expect("removed");
    assert_eq!(pilot_in(dir.path(), &["new", "rule", "demo/no-hurry"]).exit, Exit::Clean);
    assert!(dir.path().join("demo/schemas/card.schema.json").is_file());
}

/// A value of a shape with every key; of tables with one key of several, the chosen one.
fn sample(shape: ValueShape, choose: &str) -> toml::Value {
    match shape {
        ValueShape::Text => "x".into(),
        ValueShape::Day => "2024-01-31".into(),
        ValueShape::Bool => true.into(),
        ValueShape::Whole | ValueShape::Format => 1.into(),
        ValueShape::Number => 1.5.into(),
        ValueShape::Words(words) => words[0].into(),
        ValueShape::Table(fields) => filled(fields, choose).into(),
        ValueShape::OneOf(fields) => {
            let is_chosen = |field: &&SchemaField| choose.split('/').any(|name| name == field.name);
            let one = fields.iter().find(is_chosen).unwrap_or(&fields[0]);
            toml::Table::from_iter([(one.name.to_owned(), sample(one.shape, choose))]).into()
        }
        ValueShape::Map(shape) => {
            toml::Table::from_iter([("k".to_owned(), sample(*shape, choose))]).into()
        }
        ValueShape::List(shape) => vec![sample(*shape, choose)].into(),
        ValueShape::Tuple(shape, len) => vec![sample(*shape, choose); len].into(),
        ValueShape::Stated(shape) => sample(*shape, choose),
        ValueShape::Sections => {
            let keys = schema::SECTION.iter().filter(|f| f.name != "section");
            let mut section: toml::Table =
                keys.map(|f| (f.name.to_owned(), sample(f.shape, choose))).collect();
            section.insert("section".to_owned(), toml::Value::Array(Vec::new()));
            vec![toml::Value::Table(section)].into()
        }
    }
}

fn filled(fields: &[SchemaField], choose: &str) -> toml::Table {
    fields.iter().map(|f| (f.name.to_owned(), sample(f.shape, choose))).collect()
}

/// What is done with a table: the path to it, its keys, and whether one of them is all that it has.
type Look<'l> = dyn FnMut(&[&'static str], &'static [SchemaField], bool) + 'l;

/// Calls `look` for the tables of a shape: with the path to each (`0` is the first of a list), its
/// keys, and whether one of them is all that it has.
fn walk(shape: ValueShape, path: &[&'static str], look: &mut Look<'_>) {
    let below = |name: &'static str| [path, &[name]].concat();
    match shape {
        ValueShape::Table(fields) | ValueShape::OneOf(fields) => {
            look(path, fields, matches!(shape, ValueShape::OneOf(_)));
            for f in fields.iter() {
                walk(f.shape, &below(f.name), look);
            }
        }
        ValueShape::List(shape) | ValueShape::Tuple(shape, _) => walk(*shape, &below("0"), look),
        ValueShape::Map(shape) => walk(*shape, &below("k"), look),
        ValueShape::Stated(shape) => walk(*shape, path, look),
        // Sections hold sections; one level tells of all.
        ValueShape::Sections if path.len() < 2 => {
            walk(ValueShape::Table(schema::SECTION), &below("0"), look)
        }
        _ => {}
    }
}

/// The table at a path; the variants of `OneOf` on the way must be the chosen ones.
fn at<'t>(table: &'t mut toml::Table, path: &[&str]) -> &'t mut toml::Table {
    let mut value = table;
    let mut rest = path;
    while let [name, tail @ ..] = rest {
        let mut next = value.get_mut(*name).unwrap_or_else(|| panic!("{path:?}"));
        rest = tail;
        while let (toml::Value::Array(items), ["0", tail @ ..]) = (&mut *next, rest) {
            // Borrowed anew, since the loop looks at it again.
            let _ = items;
            next = next.as_array_mut().expect("a list").first_mut().expect("an item");
            rest = tail;
        }
        value = next.as_table_mut().unwrap_or_else(|| panic!("{path:?}"));
    }
    value
}

/// A whole file in which a path exists.
fn whole(kind: &str, fields: &[SchemaField], path: &[&str]) -> toml::Table {
    // Of an authority and a check only one form fits a file; the path says which.
    let mut table = filled(fields, "");
    for (index, name) in
        path.iter().enumerate().filter(|(_, name)| ["authority", "check"].contains(name))
    {
        let chosen = path[index + 1..].join("/");
        let field = fields.iter().find(|f| f.name == *name).expect("a key");
        table.insert((*name).to_owned(), sample(field.shape, &chosen));
    }
    if kind == "card" && !path.starts_with(&["check"]) {
        let check = fields.iter().find(|f| f.name == "check").expect("a key");
        table.insert("check".to_owned(), sample(check.shape, "must-not-match"));
    }
    table
}

/// The names after “expected” in what serde says of an unknown key or word.
fn expected(message: &str) -> Vec<String> {
    let list = match message.split_once("expected") {
        Some((_, rest)) => rest.lines().next().unwrap_or_default(),
        None => "",
    };
    let mut names: Vec<String> = Regex::new("`([^`]+)`")
        .expect("a regex")
        .captures_iter(list)
        .map(|c| c[1].to_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn reading_and_schemas_know_the_same_keys_and_musts() {
    for (kind, _, fields) in schema::FILES {
        let schema = schema_of(kind);
        let mut tables = 0;
        walk(ValueShape::Table(fields), &[], &mut |path, keys, is_one| {
            tables += 1;
            let good = whole(kind, fields, path);
            assert!(
                judge(&schema, &good).is_empty(),
                "{kind} {path:?}: {:?}",
                judge(&schema, &good)
            );
            read(kind, &good).unwrap_or_else(|e| panic!("{kind} {path:?}: {e}\n{good}"));
            // An unknown key is refused by both, and reading tells those that it knows.
            let mut strange = good.clone();
            let place = at(&mut strange, path);
            if is_one {
                place.clear();
            }
            place.insert("zzz".to_owned(), toml::Table::new().into());
            assert!(!judge(&schema, &strange).is_empty(), "{kind} {path:?} takes any key");
            let message = read(kind, &strange).expect_err("an unknown key");
            let mut known: Vec<String> = keys.iter().map(|f| f.name.to_owned()).collect();
            known.sort();
            if !keys.is_empty() {
                assert_eq!(expected(&message), known, "{kind} {path:?}: {message}");
            }
            // What must be there must be there for both; the rest may be left out.
            for field in keys.iter().filter(|_| !is_one) {
                let mut less = good.clone();
                at(&mut less, path).remove(field.name);
                let merged = kind == "card" && path.is_empty() && MERGED.contains(&field.name);
                assert_eq!(
                    !judge(&schema, &less).is_empty(),
                    field.required,
                    "{kind} {path:?} {}",
                    field.name
                );
                let refused = read(kind, &less).is_err();
                assert_eq!(
                    refused,
                    field.required || merged || is_half_an_example(path, field),
                    "{kind} {path:?} {}",
                    field.name
                );
            }
        });
        assert!(tables > 1, "{kind}");
    }
}

/// An example without a plan of its own changes words that its base must have.
fn is_half_an_example(path: &[&str], field: &SchemaField) -> bool {
    matches!(path, ["example", "pass" | "fail", _]) && field.name == "plan"
}

#[test]
fn reading_and_schemas_know_the_same_words() {
    let mut strict = 0;
    for (kind, _, fields) in schema::FILES {
        walk(ValueShape::Table(fields), &[], &mut |path, keys, _| {
            for field in keys {
                let (words, is_list) = match field.shape {
                    ValueShape::Words(words) => (words, false),
                    ValueShape::List(ValueShape::Words(words)) => (*words, true),
                    _ => continue,
                };
                let mut strange = whole(kind, fields, path);
                let value: toml::Value = if is_list { vec!["zzz"].into() } else { "zzz".into() };
                at(&mut strange, path).insert(field.name.to_owned(), value);
                assert!(
                    !judge(&schema_of(kind), &strange).is_empty(),
                    "{kind} {path:?} {} takes any word",
                    field.name
                );
                // Some words are compared only later, by what uses them.
                let Err(message) = read(kind, &strange) else { continue };
                let mut known: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
                known.sort();
                assert_eq!(expected(&message), known, "{kind} {path:?} {}: {message}", field.name);
                strict += 1;
            }
        });
    }
    assert!(strict >= 5, "{strict}");
}

#[test]
fn schemas_are_printed_by_kind() {
    let dir = folder(&[]);
    for (kind, ..) in schema::FILES {
        let ran = pilot_in(dir.path(), &["schema", kind]);
        assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
        assert_eq!(serde_json::from_str::<Json>(&ran.out).expect("JSON"), schema_of(kind));
    }
    let ran = pilot_in(dir.path(), &["schema", "--notice", GUANGXI]);
    assert_eq!(ran.out, pilot_in(dir.path(), &["schema", "pilot", "--notice", GUANGXI]).out);
    assert_eq!(
        serde_json::from_str::<Json>(&ran.out).expect("JSON"),
        json_schema(&notice(GUANGXI))
    );
    for args in [
        &["schema", "card", "--notice", GUANGXI][..],
        &["schema", "notice"],
        &["schema", "pilot", "--notice", "nowhere"],
    ] {
        assert_eq!(pilot_in(dir.path(), args).exit, Exit::Failed, "{args:?}");
    }
    assert!(schema::json_schema("pilot").is_none());
}

/// Python's opinion of the same: the schemas are valid, what is shipped and drafted fits, what is
/// bent does not.
#[test]
fn conformance_of_schemas_with_another_validator() {
    if !can_validate() {
        return;
    }
    let dir = folder(&[]);
    let json = |name: &str, value: &Json| {
        let path = dir.path().join(name);
        fs::write(&path, value.to_string()).expect("written");
        path
    };
    let document = NoticeDocument::from_lines(&notice(GUANGXI).text.source.text);
    let sheet = read_sheet(&document);
    let read = ReadNotice { document: &document, sheet: &sheet, forms: &[] };
    let drafts = notice_folder("demo", read, &Library::default());
    for (kind, ..) in schema::FILES {
        let schema = json(&format!("{kind}.schema.json"), &schema_of(kind));
        let mut files = Vec::new();
        for (index, (_, path)) in
            files_below("outline").iter().filter(|(k, _)| *k == kind).enumerate()
        {
            files.push(json(
                &format!("{kind}-{index}.json"),
                &serde_json::to_value(table_of(path)).expect("JSON"),
            ));
        }
        for (index, draft) in drafts
            .iter()
            .filter(|f| f.text.starts_with("#:schema") && f.text.contains(&schema::file_name(kind)))
            .enumerate()
        {
            let table: toml::Table = draft.text.parse().expect("TOML");
            files.push(json(
                &format!("{kind}-draft-{index}.json"),
                &serde_json::to_value(table).expect("JSON"),
            ));
        }
        let run = |files: &[PathBuf]| {
            std::process::Command::new("python3")
                .args(["-c", VALIDATE])
                .arg(&schema)
                .args(files)
                .output()
                .expect("it runs")
        };
        let ran = run(&files);
        assert!(
            files.len() >= 2 && ran.status.success(),
            "{}{}",
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(
            !run(&[json("bent.json", &serde_json::json!({ "format": 1, "id": 5, "zzz": 1 }))])
                .status
                .success()
        );
    }
}
