//! Texts with thousands of faults in one line, or of one kind: every one is reported, at its true
//! place, in every form.

use std::collections::BTreeMap;

use pilot::notice::card::ExampleFile;
use pilot::notice::{Example, Need};
use pilot::rules;
use serde_json::Value;

use crate::support::workshop::{check, workshop};
use crate::support::{GUANGXI, notice, options_of, project_of};

/// How many faults are put into a line: more than any search by pairs would bear unnoticed.
const MANY: usize = 3_000;

/// What the reports of a plan say in some form.
fn report(plan: &str, format: &str) -> String {
    check(workshop(plan.as_bytes()).path(), &["--format", format]).out
}

fn json(plan: &str, format: &str) -> Value {
    serde_json::from_str(&report(plan, format)).expect("JSON")
}

#[test]
fn each_place_in_a_long_line_has_its_own_column() {
    // Characters of one to four bytes between the faults.
    let piece = "é中😀a待定";
    let plan = format!("{}\n", piece.repeat(MANY));
    let list = json(&plan, "json");
    let found: Vec<&Value> = list["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|f| f["rule"] == "blank")
        .collect();
    assert_eq!(found.len(), MANY);
    for (index, finding) in found.iter().enumerate() {
        let (column, byte) = (index * 6 + 5, index * piece.len() + "é中😀a".len());
        for (end, column, byte) in
            [("start", column, byte), ("end", column + 2, byte + "待定".len())]
        {
            assert_eq!(
                finding[end],
                serde_json::json!({"line": 1, "column": column, "byte": byte}),
                "{index}"
            );
        }
    }
    let log = json(&plan, "sarif");
    let results = log["runs"][0]["results"].as_array().expect("results");
    let regions: Vec<&Value> = results
        .iter()
        .filter(|r| r["ruleId"] == "blank")
        .map(|r| &r["locations"][0]["physicalLocation"]["region"])
        .collect();
    assert_eq!(regions.len(), MANY);
    for (region, finding) in regions.iter().zip(&found) {
        assert_eq!(
            (&region["startColumn"], &region["endColumn"]),
            (&finding["start"]["column"], &finding["end"]["column"])
        );
        assert_eq!(region["byteOffset"], finding["start"]["byte"]);
    }
    // Equal ones can be distinguished.
    let prints: std::collections::BTreeSet<&str> =
        results.iter().filter_map(|r| r["partialFingerprints"]["pilot/v1"].as_str()).collect();
    assert_eq!(prints.len(), results.len());
}

#[test]
fn no_form_leaves_any_of_thousands_out() {
    let plan = format!("{}\n\n{}", "待定，".repeat(MANY), "甲待定\n\n".repeat(MANY));
    for (format, told) in [
        ("human", "[blank]"),
        ("gitlab", "\"blank\""),
        ("markdown", "`blank`"),
        ("html", "<code>blank</code></h4>"),
    ] {
        assert_eq!(report(&plan, format).matches(told).count(), 2 * MANY, "{format}");
    }
    let xml = report(&plan, "junit");
    assert_eq!(xml.matches("“待定”还没有写").count(), 2 * MANY);
    // Of a long line every form shows what is near to the fault and nothing more.
    let long = report(&"待定，".repeat(MANY), "html");
    assert!(long.len() < MANY * 2_000, "{} bytes", long.len());
}

/// How often each rule speaks about a plan by itself.
fn counts(plan: &str) -> BTreeMap<String, usize> {
    let notice = notice(GUANGXI);
    let example = Example {
        plan: Some(plan.to_owned()),
        as_of: Some("2023-10-16".to_owned()),
        ..Example::default()
    };
    let (project, _) = project_of(&example, &notice);
    let options = options_of(&example, &notice, vec![Need::Plan, Need::Facts]);
    let mut counts = BTreeMap::new();
    for finding in rules::run(&project, &notice, &options).findings {
        *counts.entry(finding.rule.to_string()).or_default() += 1;
    }
    counts
}

#[test]
fn each_of_many_faults_is_found_once() {
    for (rule, piece) in [
        ("unpaired-brackets", "（"),
        ("unpaired-brackets", "》"),
        ("placeholder-left", "TODO "),
        ("placeholder-left", "【待填】"),
        ("emphasis-not-rendered", "正文**结果。**后文"),
        ("secret-mark", "秘密★，"),
        ("repealed-basis", "《清洁生产审核暂行办法》"),
        ("resident-id", "11010519491231002X "),
        ("date-form", "2023.1.1，"),
        ("unit-form", "10KM，"),
        ("range-form", "10-20吨，"),
        ("document-number-form", "桂环发[2023]1号，"),
        ("halfwidth-punctuation", "中,文\n\n"),
        ("invisible-character", "<!-- 甲 --> 中\u{200b}\n\n"),
        ("caption-missing", "![](a.png)\n\n"),
        ("section-unexpected", "## 别的\n\n"),
    ] {
        let found = counts(&piece.repeat(MANY));
        assert_eq!(found.get(rule), Some(&MANY), "{rule} on {piece}: {found:?}");
    }
}

#[test]
fn long_tables_are_added_up_to_their_end() {
    let rows = "|甲|1|\n|乙|2|\n|小计|3|\n".repeat(MANY);
    let wrong = rows.replacen("|小计|3|", "|小计|4|", 1);
    let table =
        |rows: &str, total: usize| format!("|项目|人数（人）|\n|-|-|\n{rows}|合计|{total}|\n");
    assert_eq!(counts(&table(&rows, 3 * MANY)).get("table-sum"), None);
    assert_eq!(counts(&table(&rows, 3 * MANY + 9)).get("table-sum"), Some(&1));
    assert_eq!(counts(&table(&wrong, 3 * MANY)).get("table-sum"), Some(&1));
}

#[test]
fn many_indicators_are_compared_with_the_text_that_names_them() {
    let rows: String = (0..MANY).map(|i| format!("|甲{i}乙|3|2|\n")).collect();
    let text: String = (0..MANY)
        .map(|i| format!("甲{i}乙由3吨降至{}吨。\n\n", if i % 3 == 0 { 1 } else { 2 }))
        .collect();
    let plan = format!("## 三、试点目标\n\n|指标|基准值|目标值|\n|-|-|-|\n{rows}\n{text}");
    assert_eq!(counts(&plan).get("target-differs"), Some(&(MANY / 3)));
}

#[test]
fn a_finished_pdf_is_compared_sentence_by_sentence_until_the_answer_is_plain() {
    let notice = notice(GUANGXI);
    let sentence = |i: usize| format!("园区第{i}家企业每年节水若干吨。");
    let told = |lacks: &dyn Fn(usize) -> bool| -> String {
        let plan: String = (0..MANY).map(|i| sentence(i) + "\n\n").collect();
        // A page ends within each.
        let pdf: String = (0..MANY)
            .filter(|i| !lacks(*i))
            .map(|i| sentence(i).replace("企业", "企\n3\n业"))
            .collect();
        let file = |path: &str, text: Option<String>| ExampleFile {
            path: path.to_owned(),
            text,
            ..ExampleFile::default()
        };
        let config = "[plan]\nfiles = [\"plan.md\"]\npdf = \"a.pdf\"\n".to_owned();
        let files = vec![file("plan.md", None), file("a.pdf", Some(pdf))];
        let example =
            Example { config: Some(config), plan: Some(plan), files, ..Example::default() };
        let (project, _) = project_of(&example, &notice);
        let mut options =
            options_of(&example, &notice, vec![Need::Plan, Need::Config, Need::Files]);
        options.select = vec!["pdf-stale".to_owned()];
        rules::run(&project, &notice, &options).findings.into_iter().map(|f| f.message).collect()
    };
    assert_eq!(told(&|_| false), "");
    let message = told(&|i| i == 7 || i == 2_000);
    assert!(
        message.contains(&sentence(7).replace('。', ""))
            && message.contains("第2000家")
            && !message.contains('等'),
        "{message}"
    );
    let message = told(&|i| i % 2 == 0);
    assert!(message.contains("等100项以上"), "{message}");
}
