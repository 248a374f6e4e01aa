//! New projects: what `init` writes, and that it is asked for in the notice's words.

use std::collections::BTreeMap;

use pilot::cli::init::ask::{Choice, Console, Question, Stop, ask, ask_notice, name_fault};
use pilot::outline::{Library, Notice};
use pilot::project::json_schema::json_schema;
use pilot::project::tree::{Node, Value};
use pilot::project::write::write_new;
use pilot::project::{Config, NewFile};
use pilot::scaffold::{Answers, plan, resolve_division};
use pilot::text::{SourceId, SourceText};

use crate::support::{GUANGXI, notice};

const CATEGORIES: [&str; 4] = ["key-industry", "park", "simplified", "basin"];

fn answers(category: &str) -> Answers {
    let text = |t: &str| Some(t.to_owned());
    Answers { category: text(category), ..Answers::default() }
}

fn read(text: &str, notice: &Notice) -> Config {
    let config = Config::parse(SourceId(1), &SourceText::new("pilot.toml", text), notice);
    assert!(config.problems.is_empty(), "{:#?}\n{text}", config.problems);
    config
}

fn text_of<'a>(files: &'a [NewFile], path: &str) -> &'a str {
    let file = files.iter().find(|f| f.path == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&file.contents).expect("text")
}

fn paths(files: &[NewFile]) -> Vec<&str> {
    files.iter().map(|f| f.path.as_str()).collect()
}

/// A value without places, for comparing.
fn bare(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::Date(text) => format!("{text:?}"),
        Value::Number(number, _) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::List(items) => format!("[{}]", items.iter().map(bare).collect::<Vec<_>>().join(",")),
        Value::Table(entries) => {
            let sorted: BTreeMap<&str, String> = entries.iter().map(|(k, v)| (k.value.as_str(), bare(v))).collect();
            format!("{sorted:?}")
        }
    }
}

/// A person who gives prepared answers and remembers what was asked.
struct Script {
    answers: Vec<&'static str>,
    asked: Vec<String>,
    initials: Vec<String>,
}

impl Script {
    fn new(answers: &[&'static str]) -> Self {
        Self { answers: answers.iter().rev().copied().collect(), asked: Vec::new(), initials: Vec::new() }
    }

    fn next(&mut self, question: Question<'_>) -> Result<&'static str, Stop> {
        assert!(question.help.chars().any(pilot::text::han::is_han), "help in Chinese: {}", question.help);
        self.asked.push(question.message.to_owned());
        self.answers.pop().ok_or(Stop::Cancelled)
    }
}

impl Console for Script {
    fn choose(&mut self, question: Question<'_>, choices: &[Choice]) -> Result<usize, Stop> {
        let answer = self.next(question)?;
        let found = choices.iter().position(|c| c.label.contains(answer) || c.search.contains(answer));
        Ok(found.unwrap_or_else(|| panic!("{answer} is not among {choices:?}")))
    }

    fn line(&mut self, question: Question<'_>, initial: &str, fault: fn(&str) -> Option<String>) -> Result<String, Stop> {
        self.initials.push(initial.to_owned());
        let answer = self.next(question)?;
        let answer = if answer == "⏎" { initial } else { answer };
        assert_eq!(fault(answer), None);
        Ok(answer.to_owned())
    }
}

#[test]
fn typed_and_read_answers_give_the_same_bytes() {
    let notice = notice(GUANGXI);
    let mut typed = Answers::default();
    let mut script =
        Script::new(&["园区", "园区管理机构", "平果", "平果市工业园区管理委员会", "平果市铝产业园清洁生产整体审核创新试点项目"]);
    ask(&notice, &mut typed, &mut script).expect("answered");
    assert_eq!(script.initials, ["平果市", "平果市清洁生产整体审核创新试点项目"]);
    let file = r#"
        [applicant]
        division = "百色市平果市"
        kind = "park-authority"
        name = "平果市工业园区管理委员会"
        [project]
        category = "park"
        name = "平果市铝产业园清洁生产整体审核创新试点项目"
        start = "【待填：开始年月】"
    "#;
    let read = Answers::from_config(&read(file, &notice));
    assert_eq!(plan(&notice, &typed), plan(&notice, &read));
    assert_eq!(plan(&notice, &typed), plan(&notice, &typed));
}

#[test]
fn nothing_is_asked_twice_and_much_can_wait() {
    let notice = notice(GUANGXI);
    let mut given = Answers {
        category: Some("basin".into()),
        division: Some("450300".into()),
        applicant: Some("桂林市生态环境局".into()),
        ..Answers::default()
    };
    let mut script = Script::new(&["市级部门", "⏎"]);
    ask(&notice, &mut given, &mut script).expect("answered");
    assert_eq!(script.asked, ["申报单位是：", "项目名称："]);
    assert_eq!(given.name.as_deref(), Some("桂林市清洁生产协同审核创新试点项目"));
    let mut later = Answers::default();
    ask(&notice, &mut later, &mut Script::new(&["以后再填", "以后再填", "以后再填", "", ""])).expect("answered");
    assert_eq!(plan(&notice, &later), plan(&notice, &Answers::default()));
    // The place that stood there to be written on is no applicant.
    let mut place = Answers::default();
    ask(&notice, &mut place, &mut Script::new(&["以后再填", "以后再填", "平果", "⏎", ""])).expect("answered");
    assert_eq!(place.applicant, None);
}

#[test]
fn whoever_stops_gets_nothing() {
    let mut given = Answers::default();
    assert_eq!(ask(&notice(GUANGXI), &mut given, &mut Script::new(&["园区"])), Err(Stop::Cancelled));
    assert_eq!(ask_notice(&[("a".into(), "甲".into()), ("b".into(), "乙".into())], &mut Script::new(&["乙"])), Ok("b".to_owned()));
}

#[test]
fn names_fit_for_mail_and_files() {
    for good in ["", "平果市铝产业园（一期）清洁生产“整体”审核创新试点项目", "A+B 项目"] {
        assert_eq!(name_fault(good), None, "{good}");
    }
    for bad in ["甲\n乙", "甲\u{7}", "甲/乙", "甲:乙", &"长".repeat(201)] {
        assert!(name_fault(bad).is_some(), "{bad}");
    }
}

#[test]
fn divisions_by_whatever_they_are_called() {
    let divisions = notice(GUANGXI).divisions;
    for (text, code) in [
        ("451082", "451082"),
        ("平果市", "451082"),
        ("平果", "451082"),
        (" 百色市 平果市 ", "451082"),
        ("广西壮族自治区百色市平果市", "451082"),
        ("横县", "450181"),
        ("南宁市横县", "450181"),
        ("融水", "450225"),
        ("桂林市", "450300"),
        ("450300", "450300"),
    ] {
        assert_eq!(resolve_division(&divisions, text).map(|d| d.code.as_str()), Ok(code), "{text}");
    }
    assert!(resolve_division(&divisions, "平果县城").expect_err("unknown").contains(&"451082 百色市平果市".to_owned()));
    assert!(resolve_division(&divisions, "451999").expect_err("unknown").iter().all(|c| c.starts_with("4510") || c.starts_with("4519")));
    assert_eq!(resolve_division(&divisions, ""), Err(Vec::new()));
    for county in divisions.counties() {
        assert_eq!(resolve_division(&divisions, &format!("{}{}", county.city, county.name)), Ok(county));
    }
}

#[test]
fn the_plan_has_every_heading_with_what_is_asked_there() {
    let notice = notice(GUANGXI);
    for category in CATEGORIES {
        let files = plan(&notice, &answers(category));
        let text = text_of(&files, "plan.md");
        let headings: Vec<&str> = text.lines().filter(|l| l.starts_with("##")).collect();
        let expected: Vec<String> =
            notice.outline.iter().flat_map(|n| n.walk()).map(|(d, n)| format!("{} {}", "#".repeat(d + 2), n.full())).collect();
        assert_eq!(headings, expected);
        assert!(text.starts_with(&format!("# 【待填：项目名称】{}\n", notice.profile.plan_title)));
        for (_, node) in notice.outline.iter().flat_map(|n| n.walk()) {
            let part = text.split(&format!("{}\n", node.full())).nth(1).expect("heading").split("\n#").next().expect("text");
            let own: Vec<&str> = node.asks(category).collect();
            assert!(!own.is_empty(), "{} asks for nothing", node.full());
            assert!(own.iter().all(|ask| part.contains(ask)), "{category} {}", node.full());
            let others = node.ask_for.iter().filter(|(id, _)| id != category).flat_map(|(_, asks)| asks);
            assert!(others.filter(|ask| !own.contains(&ask.as_str())).all(|ask| !part.contains(ask.as_str())));
        }
        for inside in text.split("<!--").skip(1) {
            let inside = inside.split_once("-->").expect("closed").0;
            assert!(!inside.contains("--"), "{inside}");
        }
        let visible: String = text.split("<!--").map(|p| p.split_once("-->").map_or(p, |(_, rest)| rest)).collect();
        assert!(visible.lines().all(|l| l.is_empty() || l.starts_with('#')), "only headings are visible: {visible}");
    }
    // Without a category the special asks of all stand there, each with its name.
    let text = plan(&notice, &Answers::default());
    assert!(text_of(&text, "plan.md").contains("〔工业园区(产业集群)清洁生产整体审核创新〕"));
}

#[test]
fn a_category_gets_its_own_sections() {
    let notice = notice(GUANGXI);
    for (category, kinds, has_park, has_basins) in [
        ("key-industry", vec!["enterprise"], false, false),
        ("park", vec!["park", "enterprise"], true, false),
        ("simplified", vec!["enterprise"], false, false),
        ("basin", vec!["basin", "enterprise"], false, true),
    ] {
        let files = plan(&notice, &answers(category));
        let config = read(text_of(&files, "pilot.toml"), &notice);
        let found: Vec<&str> = config.objects.iter().filter_map(|o| o.kind.as_ref().map(|k| k.value.as_str())).collect();
        assert_eq!(found, kinds, "{category}");
        assert_eq!(config.park.present, has_park, "{category}");
        assert_eq!(config.is_unfilled("project.basins"), has_basins, "{category}");
        assert!(config.is_unfilled("project.name") && config.is_unfilled("applicant.division") && config.is_unfilled("record.declared"));
        assert_eq!(config.letters.len(), 1);
        assert_eq!(config.letters[0].from.len(), 3);
        assert!(files.iter().all(|f| !String::from_utf8_lossy(&f.contents).contains("{{table.")));
        assert!(paths(&files).contains(&"attachments/"));
    }
}

#[test]
fn no_hole_is_left_in_any_file() {
    let notice = notice(GUANGXI);
    for category in CATEGORIES {
        for file in plan(&notice, &answers(category)) {
            let text = String::from_utf8(file.contents).expect("text");
            let rest = text.replace("`{{targets}}`", "");
            assert!(!rest.contains("{{"), "{}: {rest}", file.path);
            assert!(text.is_empty() || text.ends_with('\n'), "{}", file.path);
        }
    }
}

#[test]
fn everything_in_an_answers_file_is_kept() {
    let notice = notice(GUANGXI);
    let text = r#"
        format = 1
        notice = "gx-2023-cleaner-production"
        [project]
        name = "甲\"乙\\项目"
        category = "park"
        industries = ["有色", "建材"]
        basins = []
        start = "2023-11"
        end = "2025-10"
        [applicant]
        name = "平果市工业园区管理委员会"
        kind = "park-authority"
        division = "451082"
        implementer = "别的单位"
        contact = { name = "甲", phone = "0776-1234567", email = "a@example.com" }
        [park]
        boundary = """东至甲路
南至乙河"""
        manager = "平果市工业园区管理委员会"
        divisions = ["451082", "451022"]
        [[objects]]
        name = "甲园区"
        kind = "park"
        [[objects]]
        name = "乙公司"
        kind = "enterprise"
        mandatory_audit = true
        [record]
        declared = true
        statement = "attachments/承诺书.pdf"
        [[record.incidents]]
        date = 2019-05-01
        source = "media"
        summary = "已整改"
        [foundation]
        staff = "3人"
        system = "有"
        mechanism = "有"
        [[funding]]
        source = "县级财政资金"
        amount = 1_320.50
        evidence = "attachments/资金证明.pdf"
        [[funding]]
        source = "企业自筹"
        amount = 0x10
        evidence = "attachments/资金证明2.pdf"
        [plan]
        files = ["plan.md", "chapters/*.md"]
        [[letters]]
        from = ["ecology"]
        city = "百色市"
        file = "attachments/函1.pdf"
        date = "2023-10-12"
        [[attachments]]
        title = "图"
        file = "attachments/图.pdf"
        role = "location"
        [[targets]]
        family = "energy"
        indicator = "能耗"
        unit = "吨标准煤/万元"
        baseline = 1.20
        target = -0.5
        [mail]
        from = "a@example.com"
        to = ["b@example.com"]
        cc = []
        [render]
        fonts = "system"
        note = "草稿"
        [calendar]
        holidays = ["2023-10-20"]
    "#;
    let given = read(text, &notice);
    let files = plan(&notice, &Answers::from_config(&given));
    let written = text_of(&files, "pilot.toml");
    // A bare date comes back in quotes, which is how the file is documented.
    assert_eq!(bare(&read(written, &notice).tree), bare(&given.tree), "{written}");
    assert!(written.contains("amount = 1320.50") && written.contains("amount = 16\n") && written.contains("baseline = 1.20"));
    assert!(!written.contains("= \"【待填"));
    // And once more: a project is its own answers file.
    let again = Answers::from_config(&read(written, &notice));
    assert_eq!(files, plan(&notice, &again));
}

#[test]
fn the_plan_is_written_where_the_answers_say() {
    let notice = notice(GUANGXI);
    for (files, expected) in [
        (r#"["方案/正文.md"]"#, Some("方案/正文.md")),
        (r#"["chapters/*.md"]"#, Some("chapters/plan.md")),
        (r#"["方案.docx"]"#, None),
        (r#"[]"#, Some("plan.md")),
    ] {
        let given = Answers::from_config(&read(&format!("[plan]\nfiles = {files}\n"), &notice));
        let written = plan(&notice, &given);
        let found =
            written.iter().find(|f| String::from_utf8_lossy(&f.contents).starts_with("# 【待填：项目名称】清洁")).map(|f| f.path.as_str());
        assert_eq!(found, expected);
    }
}

#[test]
fn a_notice_without_code_or_outline_works() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("zj-2025-sample");
    std::fs::create_dir_all(folder.join("template/_config")).expect("made");
    std::fs::write(
        folder.join("profile.toml"),
        "format = 1\nid = \"zj-2025-sample\"\ntitle = \"样例通知\"\nshort = \"样例\"\ninclude = [\"common\"]\n",
    )
    .expect("written");
    std::fs::write(folder.join("template/_config/说明"), "{{notice.title}}：{{project.name}}\n\n{{deadline}}\n\n{{其他}}\n")
        .expect("written");
    std::fs::write(folder.join("template/.DS_Store"), [0xff, 0xfe]).expect("written");
    let mut library = Library::default();
    library.add_dir(dir.path()).expect("read");
    let notice = library.load("zj-2025-sample").expect("loaded");
    let files = plan(&notice, &Answers { name: Some("甲项目".into()), ..Answers::default() });
    assert_eq!(text_of(&files, ".config/说明"), "样例通知：甲项目\n\n{{其他}}\n");
    assert_eq!(text_of(&files, "plan.md"), "# 甲项目\n\n<!--\n· 通知没有规定编制大纲，章节请自行安排。\n-->\n");
    // It asks for no letter, so there is none.
    assert!(!paths(&files).contains(&"letter.md"));
    let config = read(text_of(&files, "pilot.toml"), &notice);
    assert!(config.letters.is_empty() && config.objects.is_empty() && !config.is_unfilled("project.category"));
    ask(&notice, &mut Answers::default(), &mut Script::new(&["甲局", "乙项目"])).expect("only two questions");

    // Not even the common folder is needed.
    let bare_profile = "format = 1\nid = \"zj-2025-sample\"\ntitle = \"样例通知\"\nshort = \"样例\"\n";
    std::fs::write(folder.join("profile.toml"), bare_profile).expect("written");
    library.add_dir(dir.path()).expect("read");
    let notice = library.load("zj-2025-sample").expect("loaded");
    let files = plan(&notice, &Answers::default());
    assert_eq!(paths(&files), [".config/说明", "attachments/", "pilot.schema.json", "pilot.toml", "plan.md"]);
    assert_eq!(read(text_of(&files, "pilot.toml"), &notice).notice.map(|n| n.value).as_deref(), Some("zj-2025-sample"));
}

#[test]
fn files_are_written_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let files = plan(&notice(GUANGXI), &answers("park"));
    write_new(dir.path(), &files).expect("written");
    assert!(dir.path().join("attachments").is_dir());
    for file in files.iter().filter(|f| !f.is_folder()) {
        assert_eq!(std::fs::read(dir.path().join(&file.path)).expect("there"), file.contents);
    }
    let count = files.iter().filter(|f| !f.is_folder()).count();
    match write_new(dir.path(), &files) {
        Err(pilot::project::write::WriteFault::InTheWay(list)) => assert_eq!(list.len(), count),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_schema_knows_what_reading_knows() {
    let notice = notice(GUANGXI);
    let schema = json_schema(&notice);
    let at = |path: &str| schema.pointer(path).unwrap_or_else(|| panic!("no {path}"));
    assert_eq!(at("/$schema"), "http://json-schema.org/draft-07/schema#");
    assert_eq!(at("/additionalProperties"), false);
    let words = at("/properties/project/properties/category/anyOf/0/enum").as_array().expect("a list");
    assert!(CATEGORIES.iter().all(|c| words.iter().any(|w| w == c)));
    assert_eq!(at("/properties/letters/items/properties/from/type"), "array");
    let rules = at("/properties/rules/properties").as_object().expect("rules");
    assert!(notice.cards.iter().all(|c| rules.contains_key(c.id.as_str())));
    // Every object is closed and every key explained in Chinese.
    fn walk(value: &serde_json::Value, path: &str) {
        if let Some(properties) = value.get("properties").and_then(|p| p.as_object()) {
            assert_eq!(value["additionalProperties"], false, "{path}");
            for (name, below) in properties {
                let about = below["description"].as_str().unwrap_or_else(|| panic!("{path}/{name} is not explained"));
                assert!(about.chars().any(pilot::text::han::is_han), "{path}/{name}: {about}");
                walk(below, &format!("{path}/{name}"));
            }
        }
        if let Some(items) = value.get("items") {
            walk(items, path);
        }
    }
    walk(&schema, "");
}
