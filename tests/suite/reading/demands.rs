//! What notices demand, in small notices of our own writing: conditions, materials, categories, quotas, outlines.

use std::fs;

use pilot::reading::{NoticeDocument, read_sheet};
use serde_json::{Value, json};

/// The notices of the folder with their sheets and expectations.
fn cases() -> Vec<(String, Value, Value)> {
    let mut cases = Vec::new();
    for entry in fs::read_dir("tests/reading/demands").expect("notices are there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("readable");
        let expected =
            fs::read_to_string(path.with_extension("json")).expect("expectation beside the notice");
        let sheet =
            serde_json::to_value(read_sheet(&NoticeDocument::from_lines(&text))).expect("JSON");
        let name = path.file_stem().expect("named").to_string_lossy().into_owned();
        cases.push((name, sheet, serde_json::from_str(&expected).expect("JSON")));
    }
    cases.sort_by(|one, other| one.0.cmp(&other.0));
    cases
}

fn list<'a>(sheet: &'a Value, key: &str) -> &'a [Value] {
    match sheet[key].as_array() {
        Some(facts) => facts,
        None => &[],
    }
}

/// The facts of a key in the short form of the expectations.
fn told(sheet: &Value, key: &str) -> Value {
    let facts = |key: &str, form: &dyn Fn(&Value) -> Value| {
        list(sheet, key).iter().map(form).collect::<Value>()
    };
    match key {
        "categories" => facts("categories", &|fact| fact["value"]["name"].clone()),
        "conditions" => facts("conditions", &|fact| {
            json!([fact["quote"], fact["value"]["strength"], measures(fact)])
        }),
        "condition_for" => facts("conditions", &|fact| fact["value"]["for"].clone()),
        "materials" => facts("materials", &|fact| {
            let value = &fact["value"];
            json!([value["name"], value["copies"], value["form"], value["kind"], fact["origin"]])
        }),
        "quota" => facts("quota", &|fact| json!([fact["quote"], fact["value"]["max"]])),
        "quota_per" => facts("quota", &|fact| json!([fact["value"]["per"], fact["value"]["max"]])),
        "outline" => facts("outline", &|fact| fact["value"]["heading"].clone()),
        "obligations" => {
            facts("obligations", &|fact| json!([fact["quote"], fact["value"]["strength"]]))
        }
        // The last days, and whether they are the applicant's.
        "days" => facts("deadlines", &|fact| json!([fact["value"]["date"], fact["value"]["own"]])),
        "letter" => sheet["letter"]["value"]["name"].clone(),
        "signers" => sheet["letter"]["value"]["signers"].clone(),
        "months" => sheet["period"]["value"]["months"].clone(),
        "same_body" => sheet["same_body"]["value"].clone(),
        _ => facts(key, &|fact| fact["value"].clone()),
    }
}

fn measures(condition: &Value) -> Value {
    let measures = list(&condition["value"], "measures").iter();
    let word = |measure: &Value, key: &str| measure[key].as_str().unwrap_or_default().to_owned();
    measures
        .map(|m| {
            format!(
                "{} {} {}{}",
                word(m, "kind"),
                word(m, "op"),
                word(m, "number"),
                word(m, "unit")
            )
        })
        .collect()
}

#[test]
fn every_demand_is_read_as_it_stands_and_nothing_else() {
    let mut faults = Vec::new();
    let cases = cases();
    assert!(cases.len() >= 12);
    for (name, sheet, expected) in &cases {
        for (key, wanted) in expected.as_object().expect("an object") {
            let told = told(sheet, key);
            if told != *wanted {
                faults.push(format!("{name} {key}:\n  wanted {wanted}\n  read   {told}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_quotation_stands_on_its_line() {
    for entry in fs::read_dir("tests/reading/demands").expect("notices are there") {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let document = NoticeDocument::from_lines(&fs::read_to_string(&path).expect("readable"));
        let sheet = serde_json::to_value(read_sheet(&document)).expect("JSON");
        for key in [
            "categories",
            "applicants",
            "conditions",
            "materials",
            "quota",
            "naming",
            "annexes",
            "outline",
            "obligations",
        ] {
            for fact in list(&sheet, key) {
                let line = fact["line"]
                    .as_u64()
                    .and_then(|line| usize::try_from(line).ok())
                    .expect("a line");
                let quote = fact["quote"].as_str().expect("a quotation");
                assert!(
                    document.lines[line - 1].text.contains(quote),
                    "{}: {key} {quote}",
                    path.display()
                );
            }
        }
    }
}
