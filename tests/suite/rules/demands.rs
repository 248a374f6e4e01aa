//! What a notice demands is asked for and judged: materials, conditions, forms, names of files, and
//! every deadline of every way to hand in. The notice of these tests is of their own making.

use std::path::Path;
use std::sync::Arc;

use pilot::notice::{Library, Notice};
use pilot::rules;
use pilot::text::Moment;

use crate::support::{folder, pilot_in};

use super::examples::try_card;

const TEXT: &str = "某省关于组织申报示范项目的通知\n一、类别\n分为建设类和运营类。\n二、条件\n申报单位应注册满3年。\n鼓励联合申报。\n三、材料\n申报书、项目汇总表。运营类另须提交第三方评价报告。\n四、报送\n建设类于2024年8月1日前寄送纸质件一式五份。\n运营类自2024年7月15日起、于2024年9月2日前寄送纸质件一式五份。\n同时登录申报系统填报。\n不得一稿多投。\n2024年7月1日\n";

const HEAD: &str = r#"format = 1
id = "xx-2024-two-ways"
title = "某省关于组织申报示范项目的通知"
short = "某省示范项目"
include = ["common"]
signed-on = "2024-07-01"
[[categories]]
id = "build"
name = "建设类"
clause = "一"
quote = "建设类"
[[categories]]
id = "run"
name = "运营类"
clause = "一"
quote = "运营类"
[deliver.paper]
copies = 5
[deliver.platform]
name = "申报系统"
quote = "同时登录申报系统填报。"
[[materials]]
id = "main"
name = "申报书"
quote = "申报书"
kind = "plan"
[[materials]]
id = "summary"
name = "项目汇总表"
clause = "三、材料"
quote = "项目汇总表"
kind = "table"
[[materials]]
id = "report"
name = "第三方评价报告"
quote = "运营类另须提交第三方评价报告"
kind = "evidence"
for = ["run"]
[[conditions]]
id = "years"
clause = "二、条件"
quote = "申报单位应注册满3年。"
strength = "应当"
measures = [{ kind = "years", op = ">=", number = "3", unit = "年" }]
[[conditions]]
id = "joint"
clause = "二、条件"
quote = "鼓励联合申报。"
strength = "鼓励"
[[obligations]]
clause = "四、报送"
quote = "不得一稿多投。"
strength = "不得"
"#;

const BUILD: &str = r#"
[[deadlines]]
applies-to = ["paper", "platform"]
for = ["build"]
wording = "建设类于2024年8月1日前寄送纸质件一式五份。"
date = "2024-08-01"
"#;
const RUN: &str = r#"
[[deadlines]]
applies-to = ["paper", "platform"]
for = ["run"]
from = "2024-07-15"
wording = "运营类自2024年7月15日起、于2024年9月2日前寄送纸质件一式五份。"
date = "2024-09-02"
"#;

/// A folder with the notice, its deadlines in an order.
fn notice_folder(deadlines: [&str; 2]) -> tempfile::TempDir {
    let mut files = vec![
        ("n/xx-2024-two-ways/notice.txt".to_owned(), TEXT.to_owned()),
        ("n/xx-2024-two-ways/profile.toml".to_owned(), format!("{HEAD}{}", deadlines.concat())),
    ];
    for (rule, heading, quote) in [
        ("material-missing", "三、材料", "申报书、项目汇总表"),
        ("material-form", "三、材料", "项目汇总表"),
        ("condition-unanswered", "二、条件", "申报单位应注册满3年。"),
        ("condition-unmet", "二、条件", "申报单位应注册满3年。"),
        ("file-name-rule", "三、材料", "项目汇总表"),
        ("deadline-passed", "四、报送", "建设类于2024年8月1日前"),
        ("deadline-near", "四、报送", "建设类于2024年8月1日前"),
        ("print-copies", "四、报送", "纸质件一式五份"),
    ] {
        let card = format!(
            "id = \"{rule}\"\n[authority.notice]\nheading = \"{heading}\"\nquote = \"{quote}\"\n"
        );
        files.push((format!("n/xx-2024-two-ways/rules/{rule}.toml"), card));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    folder(&files)
}

fn load(root: &Path) -> Arc<Notice> {
    let mut library = Library::default();
    library.add_dir(&root.join("n")).expect("readable");
    library.load("xx-2024-two-ways").expect("a notice")
}

/// What `pilot` prints in the folder; `--outline n` is added.
fn say(root: &Path, words: &[&str]) -> String {
    let ran = pilot_in(root, &[words, &["--outline", "n"]].concat());
    format!("{}{}", ran.out, ran.err)
}

fn init(root: &Path, category: &str) {
    let words = ["init", "p", "--notice", "xx-2024-two-ways", "--category", category];
    let more = ["--name", "甲项目", "--applicant", "某县人民政府"];
    let told = say(root, &[&words[..], &more[..]].concat());
    assert!(root.join("p/pilot.toml").exists(), "{told}");
}

fn append(root: &Path, text: &str) {
    let path = root.join("p/pilot.toml");
    let old = std::fs::read_to_string(&path).expect("there");
    std::fs::write(path, format!("{old}{text}")).expect("written");
}

/// The examples of patterns that no built-in notice binds, too.
#[test]
fn the_examples_of_the_demand_rules_run_with_any_notice() {
    let dir = notice_folder([BUILD, RUN]);
    let notice = load(dir.path());
    let mut faults = String::new();
    let rules = [
        "material-missing",
        "material-form",
        "condition-unanswered",
        "condition-unmet",
        "file-name-rule",
    ];
    for rule in rules {
        let card = notice.card(rule).expect("bound");
        assert!(!card.pass.is_empty() && !card.fail.is_empty());
        try_card(card, &notice, &mut faults);
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn an_applicant_in_time_is_never_refused_for_another_categorys_deadline() {
    for deadlines in [[BUILD, RUN], [RUN, BUILD]] {
        let dir = notice_folder(deadlines);
        let notice = load(dir.path());
        for (category, as_of, passed) in [
            ("run", "2024-08-20", false),
            ("run", "2024-09-03", true),
            ("build", "2024-08-01", false),
            ("build", "2024-08-02", true),
        ] {
            let example = pilot::notice::Example {
                config: Some(format!("[project]\ncategory = \"{category}\"\n")),
                as_of: Some(as_of.to_owned()),
                ..Default::default()
            };
            let (project, _) = crate::support::project_of(&example, &notice);
            let mut options =
                crate::support::options_of(&example, &notice, vec![pilot::notice::Need::Clock]);
            options.now = Moment::parse(as_of).expect("a moment");
            options.select = vec!["deadline-passed".to_owned()];
            let report = rules::run(&project, &notice, &options);
            assert_eq!(!report.findings.is_empty(), passed, "{category} {as_of} {deadlines:?}");
        }
    }
}

#[test]
fn whoever_is_too_early_is_told_when_the_window_opens() {
    let dir = notice_folder([BUILD, RUN]);
    init(dir.path(), "run");
    let told = say(dir.path(), &["check", "p", "--as-of", "2024-07-10"]);
    assert!(told.contains("从2024年7月15日起受理，现在还早"), "{told}");
}

#[test]
fn init_makes_a_slot_for_each_material_and_condition() {
    let dir = notice_folder([BUILD, RUN]);
    init(dir.path(), "run");
    let config = std::fs::read_to_string(dir.path().join("p/pilot.toml")).expect("there");
    for words in [
        "material = \"summary\"",
        "material = \"report\"",
        "# 通知原文（二、条件，应当）：申报单位应注册满3年。",
        "id = \"years\"",
        "met = \"【待填：是否满足",
        "value = \"【待填：",
    ] {
        assert!(config.contains(words), "{words}\n{config}");
    }
    assert!(!config.contains("material = \"main\""), "the plan is no attachment\n{config}");
    let other = notice_folder([BUILD, RUN]);
    init(other.path(), "build");
    let config = std::fs::read_to_string(other.path().join("p/pilot.toml")).expect("there");
    assert!(!config.contains("\"report\""), "only for the other category\n{config}");
}

#[test]
fn a_required_table_and_a_report_of_one_category_cannot_be_absent() {
    let dir = notice_folder([BUILD, RUN]);
    init(dir.path(), "run");
    let path = dir.path().join("p/pilot.toml");
    let config = std::fs::read_to_string(&path).expect("there");
    let start = config.find("[[attachments]]").expect("slots");
    let end = match config[start..].find("\n# 申报条件") {
        Some(end) => start + end,
        None => config.len(),
    };
    std::fs::write(&path, format!("{}{}", &config[..start], &config[end..])).expect("written");
    let told = say(dir.path(), &["check", "p", "--as-of", "2024-08-01"]);
    for name in ["没有“项目汇总表”", "没有“第三方评价报告”", "运营类另须提交第三方评价报告"]
    {
        assert!(told.contains(name), "{name}\n{told}");
    }
}

#[test]
fn answers_are_computed_and_the_severity_follows_the_wording() {
    let dir = notice_folder([BUILD, RUN]);
    init(dir.path(), "build");
    let path = dir.path().join("p/pilot.toml");
    let config = std::fs::read_to_string(&path).expect("there");
    let start = config.find("[[conditions]]").expect("slots");
    std::fs::write(&path, &config[..start]).expect("written");
    append(
        dir.path(),
        "[[conditions]]\nid = \"years\"\nvalue = \"2022-01-01\"\n[[conditions]]\nid = \"joint\"\nmet = false\n",
    );
    let told = say(dir.path(), &["check", "p", "--as-of", "2024-07-20"]);
    assert!(told.contains("错误[condition-unmet]"), "{told}");
    assert!(told.contains("“2022-01-01”算得2年，要求不少于3年"), "{told}");
    assert!(told.contains("提示[condition-unmet]"), "{told}");
}

#[test]
fn status_names_only_the_ways_that_the_notice_uses_and_counts_its_demands() {
    let dir = notice_folder([BUILD, RUN]);
    init(dir.path(), "build");
    let told = say(dir.path(), &["status", "p", "--as-of", "2024-07-20"]);
    assert!(told.contains("纸质件一式 5 份") && told.contains("网上平台（申报系统）"), "{told}");
    assert!(!told.contains("光盘") && !told.contains("邮件"), "{told}");
    assert!(told.contains("2024年8月1日") && !told.contains("2024年9月2日"), "{told}");
    // Two materials and a computed condition, one declared, one for the eye.
    assert!(told.contains("共 5 条：程序核对 3 条，申报单位声明 1 条，人工核对 1 条"), "{told}");
}

#[test]
fn a_demand_that_nothing_judges_is_a_line_with_its_clause() {
    let dir = notice_folder([BUILD, RUN]);
    init(dir.path(), "build");
    let told = say(dir.path(), &["check", "p", "--as-of", "2024-07-20", "--format", "markdown"]);
    assert!(told.contains("四、报送（不得）：“不得一稿多投。”"), "{told}");
    let page = say(dir.path(), &["check", "p", "--as-of", "2024-07-20", "--format", "html"]);
    for words in ["通知要求对照", "不得一稿多投。", "申报单位应注册满3年。", "项目汇总表"]
    {
        assert!(page.contains(words), "{words}");
    }
}
