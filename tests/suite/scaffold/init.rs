//! New projects: what `init` writes, and that it is asked for in the notice's words.

use std::collections::BTreeMap;
use std::path::Path;

use pilot::cli::Exit;
use pilot::cli::commands::init::ask::{
    AnswerChoice, Console, Question, Stop, ask, ask_notice, name_fault,
};
use pilot::diag::Finding;
use pilot::notice::{Library, Need, Notice};
use pilot::project::json_schema::json_schema;
use pilot::project::read::open;
use pilot::project::toml_tree::{TomlNode, TomlValue};
use pilot::project::write::write_new;
use pilot::project::{Config, NewFile, Project};
use pilot::rules::{self, Options};
use pilot::scaffold::{Answers, plan, resolve_division};
use pilot::text::{Moment, SourceId, SourceText};

use crate::support::{GUANGXI, drawn_page, mark_of, notice, pilot_in};

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
fn bare(node: &TomlNode) -> String {
    match &node.value {
        TomlValue::Text(text) | TomlValue::Date(text) => format!("{text:?}"),
        TomlValue::Number(number, _) => number.to_string(),
        TomlValue::Bool(flag) => flag.to_string(),
        TomlValue::List(items) => {
            format!("[{}]", items.iter().map(bare).collect::<Vec<_>>().join(","))
        }
        TomlValue::Table(entries) => {
            let sorted: BTreeMap<&str, String> =
                entries.iter().map(|(k, v)| (k.value.as_str(), bare(v))).collect();
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
        Self {
            answers: answers.iter().rev().copied().collect(),
            asked: Vec::new(),
            initials: Vec::new(),
        }
    }

    fn next(&mut self, question: Question<'_>) -> Result<&'static str, Stop> {
        assert!(
            question.help.chars().any(pilot::text::han::is_han),
            "help in Chinese: {}",
            question.help
        );
        self.asked.push(question.message.to_owned());
        self.answers.pop().ok_or(Stop::Cancelled)
    }
}

impl Console for Script {
    fn choose(&mut self, question: Question<'_>, choices: &[AnswerChoice]) -> Result<usize, Stop> {
        let answer = self.next(question)?;
        let found =
            choices.iter().position(|c| c.label.contains(answer) || c.search.contains(answer));
        Ok(found.unwrap_or_else(|| panic!("{answer} is not among {choices:?}")))
    }

    fn line(
        &mut self,
        question: Question<'_>,
        initial: &str,
        fault: fn(&str) -> Option<String>,
    ) -> Result<String, Stop> {
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
    let mut script = Script::new(&[
        "园区",
        "园区管理机构",
        "平果",
        "平果市工业园区管理委员会",
        "平果市铝产业园清洁生产整体审核创新试点项目",
    ]);
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
    ask(&notice, &mut later, &mut Script::new(&["以后再填", "以后再填", "以后再填", "", ""]))
        .expect("answered");
    assert_eq!(plan(&notice, &later), plan(&notice, &Answers::default()));
    // The place that stood there to be written on is no applicant.
    let mut place = Answers::default();
    ask(&notice, &mut place, &mut Script::new(&["以后再填", "以后再填", "平果", "⏎", ""]))
        .expect("answered");
    assert_eq!(place.applicant, None);
}

#[test]
fn whoever_stops_gets_nothing() {
    let mut given = Answers::default();
    assert_eq!(
        ask(&notice(GUANGXI), &mut given, &mut Script::new(&["园区"])),
        Err(Stop::Cancelled)
    );
    assert_eq!(
        ask_notice(
            &[("a".into(), "甲".into()), ("b".into(), "乙".into())],
            &mut Script::new(&["乙"])
        ),
        Ok("b".to_owned())
    );
}

#[test]
fn names_fit_for_mail_and_files() {
    for good in ["", "平果市铝产业园（一期）清洁生产“整体”审核创新试点项目", "A+B 项目"]
    {
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
    assert!(
        resolve_division(&divisions, "平果县城")
            .expect_err("unknown")
            .contains(&"451082 百色市平果市".to_owned())
    );
    assert!(
        resolve_division(&divisions, "451999")
            .expect_err("unknown")
            .iter()
            .all(|c| c.starts_with("4510") || c.starts_with("4519"))
    );
    assert_eq!(resolve_division(&divisions, ""), Err(Vec::new()));
    for county in divisions.counties() {
        assert_eq!(
            resolve_division(&divisions, &format!("{}{}", county.city, county.name)),
            Ok(county)
        );
    }
}

#[test]
fn the_plan_has_every_heading_with_what_is_asked_there() {
    let notice = notice(GUANGXI);
    for category in CATEGORIES {
        let files = plan(&notice, &answers(category));
        let text = text_of(&files, "plan.md");
        let headings: Vec<&str> = text.lines().filter(|l| l.starts_with("##")).collect();
        let expected: Vec<String> = notice
            .outline
            .iter()
            .flat_map(|n| n.walk())
            .map(|(d, n)| format!("{} {}", "#".repeat(d + 2), n.full()))
            .collect();
        assert_eq!(headings, expected);
        assert!(text.starts_with(&format!("# 【待填：项目名称】{}\n", notice.profile.plan_title)));
        for (_, node) in notice.outline.iter().flat_map(|n| n.walk()) {
            let part = text
                .split(&format!("{}\n", node.full()))
                .nth(1)
                .expect("heading")
                .split("\n#")
                .next()
                .expect("text");
            let own: Vec<&str> = node.asks(category).collect();
            assert!(!own.is_empty(), "{} asks for nothing", node.full());
            assert!(own.iter().all(|ask| part.contains(ask)), "{category} {}", node.full());
            let others =
                node.ask_for.iter().filter(|(id, _)| id != category).flat_map(|(_, asks)| asks);
            assert!(
                others
                    .filter(|ask| !own.contains(&ask.as_str()))
                    .all(|ask| !part.contains(ask.as_str()))
            );
        }
        for inside in text.split("<!--").skip(1) {
            let inside = inside.split_once("-->").expect("closed").0;
            assert!(!inside.contains("--"), "{inside}");
        }
        let visible: String = text
            .split("<!--")
            .map(|p| match p.split_once("-->") {
                Some((_, rest)) => rest,
                None => p,
            })
            .collect();
        assert!(
            visible.lines().all(|l| l.is_empty() || l.starts_with('#')),
            "only headings are visible: {visible}"
        );
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
        let found: Vec<&str> = config
            .objects
            .iter()
            .filter_map(|o| o.kind.as_ref().map(|k| k.value.as_str()))
            .collect();
        assert_eq!(found, kinds, "{category}");
        assert_eq!(config.park.present, has_park, "{category}");
        assert_eq!(config.is_unfilled("project.basins"), has_basins, "{category}");
        assert!(
            config.is_unfilled("project.name")
                && config.is_unfilled("applicant.division")
                && config.is_unfilled("record.declared")
        );
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
    assert!(
        written.contains("amount = 1320.50")
            && written.contains("amount = 16\n")
            && written.contains("baseline = 1.20")
    );
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
        let found = written
            .iter()
            .find(|f| String::from_utf8_lossy(&f.contents).starts_with("# 【待填：项目名称】清洁"))
            .map(|f| f.path.as_str());
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
    std::fs::write(folder.join("notice.txt"), "样例通知\n").expect("written");
    std::fs::write(
        folder.join("template/_config/说明"),
        "{{notice.title}}：{{project.name}}\n\n{{deadline}}\n\n{{其他}}\n",
    )
    .expect("written");
    std::fs::write(folder.join("template/.DS_Store"), [0xff, 0xfe]).expect("written");
    let mut library = Library::default();
    library.add_dir(dir.path()).expect("read");
    let notice = library.load("zj-2025-sample").expect("loaded");
    let files = plan(&notice, &Answers { name: Some("甲项目".into()), ..Answers::default() });
    assert_eq!(text_of(&files, ".config/说明"), "样例通知：甲项目\n\n{{其他}}\n");
    assert_eq!(
        text_of(&files, "plan.md"),
        "# 甲项目\n\n<!--\n· 通知没有规定编制大纲，章节请自行安排。\n-->\n"
    );
    // It asks for no letter, so there is none.
    assert!(!paths(&files).contains(&"letter.md"));
    let config = read(text_of(&files, "pilot.toml"), &notice);
    assert!(
        config.letters.is_empty()
            && config.objects.is_empty()
            && !config.is_unfilled("project.category")
    );
    ask(&notice, &mut Answers::default(), &mut Script::new(&["甲局", "乙项目"]))
        .expect("only two questions");

    // Not even the common folder is needed.
    let bare_profile =
        "format = 1\nid = \"zj-2025-sample\"\ntitle = \"样例通知\"\nshort = \"样例\"\n";
    std::fs::write(folder.join("profile.toml"), bare_profile).expect("written");
    library.add_dir(dir.path()).expect("read");
    let notice = library.load("zj-2025-sample").expect("loaded");
    let files = plan(&notice, &Answers::default());
    assert_eq!(
        paths(&files),
        [".config/说明", "attachments/", "pilot.schema.json", "pilot.toml", "plan.md"]
    );
    assert_eq!(
        read(text_of(&files, "pilot.toml"), &notice).notice.map(|n| n.value).as_deref(),
        Some("zj-2025-sample")
    );
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
        Err(pilot::project::write::NewFilesError::InTheWay(list)) => assert_eq!(list.len(), count),
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
    let words =
        at("/properties/project/properties/category/anyOf/0/enum").as_array().expect("a list");
    assert!(CATEGORIES.iter().all(|c| words.iter().any(|w| w == c)));
    assert_eq!(at("/properties/letters/items/properties/from/type"), "array");
    let rules = at("/properties/rules/properties").as_object().expect("rules");
    assert!(notice.cards.iter().all(|c| rules.contains_key(c.id.as_str())));
    // Every object is closed and every key explained in Chinese.
    fn walk(value: &serde_json::Value, path: &str) {
        if let Some(properties) = value.get("properties").and_then(|p| p.as_object()) {
            assert_eq!(value["additionalProperties"], false, "{path}");
            for (name, below) in properties {
                let about = below["description"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{path}/{name} is not explained"));
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

// A fresh project and the same one filled in, as a person would fill it in.

/// The facts of a made-up applicant for a category: kind, name, division, name of the project.
fn applicant(category: &str) -> [&'static str; 4] {
    match category {
        "key-industry" => [
            "county-government",
            "扶绥县人民政府",
            "451421",
            "扶绥县建材行业清洁生产整体审核创新试点项目",
        ],
        "park" => [
            "park-authority",
            "平果市工业园区管理委员会",
            "451082",
            "平果市工业园区清洁生产整体审核创新试点项目",
        ],
        "simplified" => [
            "county-department",
            "横州市工业和信息化局",
            "450181",
            "横州市企业简易清洁生产审核创新试点项目",
        ],
        _ => [
            "municipal-department",
            "钦州市生态环境局",
            "450700",
            "钦江流域清洁生产协同审核创新试点项目",
        ],
    }
}

/// What a person writes in the place of a mark, by the key it stands at.
fn filling(key: &str, hint: &str, category: &str) -> &'static str {
    let industry = match category {
        "key-industry" => "\"建材\"",
        "park" => "\"有色\"",
        "simplified" => "\"木材加工\"",
        _ => "\"农副食品加工\"",
    };
    match (key, category) {
        ("project.industries", _) | ("objects.industry", _) => industry,
        ("project.basins", _) => "\"钦江\"",
        ("project.start", _) => "\"2023-11\"",
        ("project.end", _) => "\"2025-10\"",
        ("park.boundary", _) => "\"东至环城东路，南至右江北岸，西至铁路专用线，北至城北大道\"",
        ("objects.name", _) if hint.contains("园区") => "\"平果市工业园区\"",
        ("objects.name", _) if hint.contains("流域") => "\"钦江流域\"",
        ("objects.name", "key-industry") => "\"扶绥县岜盆水泥有限公司\"",
        ("objects.name", "park") => "\"平果市城东铝材有限公司\"",
        ("objects.name", "simplified") => "\"横州市郁江木业有限公司\"",
        ("objects.name", _) => "\"钦州市钦江食品有限公司\"",
        ("objects.credit_code", _) => "\"91451082FFFF00013F\"",
        ("objects.mandatory_audit", _) => "false",
        ("record.declared", _) => "true",
        ("foundation.staff", _) => "\"专职3人、兼职6人\"",
        ("foundation.system", _) => "\"清洁生产管理办法、考核办法\"",
        ("foundation.mechanism", _) => "\"联席会议、年度考核\"",
        ("funding.source", _) => "\"县级财政资金\"",
        ("funding.amount", _) => "320.0",
        ("letters.date", _) => "\"2023-10-12\"",
        _ => panic!("{category}: nothing to write at {key} ({hint})"),
    }
}

/// Writes on every mark of `pilot.toml`; whatever else stands there stays.
fn fill_config(text: &str, category: &str) -> String {
    let (mut out, mut table) = (String::new(), String::new());
    for line in text.lines() {
        if line.starts_with('[') {
            table = line.trim_matches(['[', ']']).to_owned();
        }
        let Some((start, end)) = line.find("\"【待填：").zip(line.find("】\"")) else {
            out.push_str(&format!("{line}\n"));
            continue;
        };
        let end = end + "】\"".len();
        let key = format!("{table}.{}", line.split(' ').next().expect("a key"));
        out.push_str(&format!(
            "{}{}{}\n",
            &line[..start],
            filling(&key, &line[start..end], category),
            &line[end..]
        ));
    }
    out
}

/// A plan that says what it should, below each heading of the fresh one.
fn fill_plan(text: &str, notice: &Notice, category: &str) -> String {
    let [_, applicant, _, name] = applicant(category);
    let topics: Vec<&str> = notice
        .profile
        .category(category)
        .expect("known")
        .topics
        .iter()
        .map(|t| t.words[0].as_str())
        .collect();
    let body = |heading: &str| -> String {
        match heading {
            "试点对象范围与区位" => format!(
                "本次申报的{name}由{applicant}申报并实施，申报主体与实施主体为同一主体。试点对象位于交通干线沿线，范围以边界图所示为准，名称、统一社会信用代码和所属行业已逐一核实。\
                 周边最近的居民点距离试点对象1.2千米，与主要河流的距离为800米，生产取水、排水口的位置都已标在附图上，界线清楚，没有争议。"
            ),
            "试点对象产业概况" => "2022年，试点对象实现工业总产值18.6亿元，从业人员1260人，主要产品产量比2021年增长6.2%，数据来自当地统计部门2022年统计年报。\
                 主要生产线采用国内通用的成熟工艺，装备水平处于同行业中等，单位产品能耗和水耗与先进水平相比还有差距，产业发展方向与当地工业发展规划一致，具备开展整体提升的条件。".into(),
            "环境现状与主要问题" => "2022年，区域环境空气质量达到二级标准，地表水监测断面水质达到Ⅲ类标准，数据来自当地2022年生态环境状况公报。\
                 存在的主要问题有三个方面：一是用能设备老化，能源利用效率不高；二是工艺用水重复利用率偏低；三是各企业分别治理污染，缺少统筹。3年内试点对象未被督察指出突出生态环境问题，未因环境问题被媒体曝光。".into(),
            "清洁生产工作基础" => format!(
                "{applicant}配备清洁生产管理人员9人，其中专职3人；印发了清洁生产管理办法和考核办法等管理制度；建立了联席会议和年度考核的工作机制。\
                 资金支持来源为县级财政资金320万元，已列入年度预算。此前已有企业完成清洁生产审核并通过验收，方案实施后取得了明显的节能、节水效果，为本次试点打下了良好的清洁生产工作基础。"
            ),
            "试点工作目标" => "到2025年10月，形成一套可复制、可推广的审核模式和管理规范。具体目标为：单位工业增加值综合能耗由1.20吨标准煤/万元降至1.05吨标准煤/万元；\
                 单位工业增加值新鲜水取水量由18.0立方米/万元降至15.0立方米/万元；化学需氧量年排放量减少12吨，二氧化碳年排放量减少3200吨，原料利用率提高到96%，全部试点对象完成清洁生产审核。".into(),
            "试点内容" => format!(
                "按照统一组织、分步实施的方式开展工作，由{applicant}牵头，技术单位支持，企业参加。主要任务围绕以下方面展开：{}。\
                 每项任务都明确责任单位、完成时间和产出成果，方案实施后逐项核实效果，总结形成管理规范和典型案例，在同类地区推广。总投资320万元。",
                topics.join("、")
            ),
            "试点方法及技术路线" => "技术路线分为准备、诊断、方案、实施、评估五个步骤。诊断阶段采用物料平衡、能量平衡和水平衡的方法，找出损失大的环节；方案阶段按照技术、环境、经济三方面的可行性筛选；\
                 实施阶段建立台账，按月统计；评估阶段对照基准数据核算效果。数据来自计量仪表和监测报告，由技术单位复核，与传统逐家审核相比，统一诊断、统一方案、统一评估，依据充分。".into(),
            "试点工作特色及主要创新点" => "一是组织方式创新，由逐家审核改为统一诊断、集中解决共同问题；二是技术方法创新，用统一的数据平台支持诊断和评估；三是管理机制创新，把审核结果用于日常监管和考核。\
                 上述做法不依赖特殊条件，流程、表格和规范都形成文件，具有可复制性，可以在全区同类地区推广，对其他地方开展清洁生产工作有引领示范作用。".into(),
            "试点项目实施计划" => "第一阶段为2023年11月至2024年2月，完成组织准备和现状调查；第二阶段为2024年3月至2024年8月，完成诊断和方案筛选；第三阶段为2024年9月至2025年6月，实施清洁生产方案；\
                 第四阶段为2025年7月至2025年10月，开展绩效评估和总结验收。各阶段由牵头部门负责，技术单位提供支持，每季度召开一次会议检查进度，及时解决问题，总结经验。".into(),
            "试点预期产出成果及效益" => "产出成果包括审核报告1份、管理规范1套、典型案例3个。预期效益：节能方面，年节约标准煤1300吨；节水方面，年节约新鲜水6.5万立方米；节材方面，年节约原料420吨；\
                 减污方面，年减少化学需氧量排放12吨；降碳方面，年减少二氧化碳排放3200吨。与逐家审核相比，节约人力财力投入约40%，节省时间约3个月，减轻企业负担，并与排污许可等环境管理制度衔接，模式创新，具有可复制性。".into(),
            other => panic!("nothing to write under {other}"),
        }
    };
    let leaves: BTreeMap<String, &str> = notice
        .outline
        .iter()
        .flat_map(|n| n.walk())
        .filter(|(_, n)| n.is_leaf())
        .map(|(_, n)| (n.full(), n.title.as_str()))
        .collect();
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(&format!("{line}\n"));
        if let Some(title) =
            leaves.get(line.trim_start_matches(['#', ' '])).filter(|_| line.starts_with('#'))
        {
            out.push_str(&format!("\n{}\n", body(title).replace("\n", "")));
        }
    }
    out
}

/// A new project as the program writes it.
fn fresh(category: &str, dir: &Path) {
    let [kind, applicant, division, name] = applicant(category);
    let answers = format!("[applicant]\nkind = \"{kind}\"\n");
    std::fs::write(dir.join("answers.toml"), answers).expect("written");
    let words = [
        "init",
        "p",
        "--category",
        category,
        "--name",
        name,
        "--applicant",
        applicant,
        "--division",
        division,
    ];
    let ran = pilot_in(dir, &[&words[..], &["--answers", "answers.toml"]].concat());
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
}

/// All findings about a project, as `pack` judges.
fn findings(root: &Path) -> (Vec<Finding>, Project) {
    let opened = open(root, &Library::default(), None, &Default::default()).expect("opened");
    let have = vec![Need::Plan, Need::Facts, Need::Config, Need::Files, Need::Clock];
    let now = Moment::parse("2023-10-16T09:00").expect("a moment");
    let options = Options { now, is_final: true, have, select: Vec::new(), ignore: Vec::new() };
    (rules::run(&opened.project, &opened.notice, &options).findings, opened.project)
}

#[test]
fn a_fresh_project_has_one_finding_for_each_place_to_fill_in() {
    for category in CATEGORIES {
        let dir = tempfile::tempdir().expect("a folder");
        fresh(category, dir.path());
        let root = dir.path().join("p");
        let (findings, project) = findings(&root);
        let allowed = ["placeholder-left", "section-empty", "file-missing", "letter-missing"];
        for finding in &findings {
            assert!(
                allowed.contains(&finding.rule.as_str()),
                "{category}: {} {}",
                finding.rule,
                finding.message
            );
        }
        let count = |rule: &str| findings.iter().filter(|f| f.rule.as_str() == rule).count();
        let config = std::fs::read_to_string(root.join("pilot.toml")).expect("there");
        assert_eq!(count("placeholder-left"), config.matches("\"【待填：").count(), "{category}");
        let leaves = notice(GUANGXI)
            .outline
            .iter()
            .flat_map(|n| n.walk())
            .filter(|(_, n)| n.is_leaf())
            .count();
        assert_eq!(count("section-empty"), leaves, "{category}");
        // Each file that is named and not there yet is reported once, be it by its own rule or by that
        // of the letters; the statement only once somebody declares what it states.
        let statement = project.config.record.statement.as_ref().map(|s| s.value.clone());
        let mut named: Vec<String> =
            project.named_files().into_iter().map(|(_, name, _)| name).collect();
        named.retain(|n| n.starts_with("attachments/") && Some(n) != statement.as_ref());
        named.sort();
        named.dedup();
        assert_eq!(count("file-missing") + count("letter-missing"), named.len(), "{category}");
        let mut places: Vec<_> = findings.iter().map(|f| mark_of(f, &project)).collect();
        places.sort();
        let all = places.len();
        places.dedup();
        assert_eq!(places.len(), all, "{category}: two findings at one place: {findings:#?}");
    }
}

#[test]
fn filled_in_it_is_clean() {
    let mut all = Vec::new();
    for category in CATEGORIES {
        let dir = tempfile::tempdir().expect("a folder");
        fresh(category, dir.path());
        let root = dir.path().join("p");
        let notice = notice(GUANGXI);
        let rewrite = |name: &str, change: &dyn Fn(&str) -> String| {
            let text = std::fs::read_to_string(root.join(name)).expect("there");
            std::fs::write(root.join(name), change(&text)).expect("written");
        };
        rewrite("pilot.toml", &|text| fill_config(text, category));
        rewrite("plan.md", &|text| fill_plan(text, &notice, category));
        let (_, project) = findings(&root);
        let mut names: Vec<String> =
            project.named_files().into_iter().map(|(_, name, _)| name).collect();
        names.sort();
        names.dedup();
        for (number, name) in names.iter().filter(|n| n.starts_with("attachments/")).enumerate() {
            std::fs::write(root.join(name), drawn_page(number)).expect("written");
        }
        let (findings, project) = findings(&root);
        all.extend(
            findings.iter().map(|f| {
                format!("{category}: {} {} {:?}", f.rule, f.message, mark_of(f, &project))
            }),
        );
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn the_command_writes_once_and_says_why_it_does_not() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |words: &[&str]| pilot_in(dir.path(), words);
    let ran = run(&["init", "p", "--category", "park", "--division", "平果"]);
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Clean, ""), "{}", ran.err);
    let config = std::fs::read_to_string(dir.path().join("p/pilot.toml")).expect("there");
    assert!(config.contains("division = \"451082\"  # 百色市平果市"));
    std::fs::write(dir.path().join("p/plan.md"), "我写的").expect("written");
    std::fs::remove_file(dir.path().join("p/letter.md")).expect("removed");
    let ran = run(&["init", "p"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.err.contains("pilot.toml：已经存在")
            && ran.err.contains("plan.md：已经存在")
            && !ran.err.contains("letter.md"),
        "{}",
        ran.err
    );
    assert_eq!(std::fs::read_to_string(dir.path().join("p/plan.md")).expect("there"), "我写的");
    assert!(!dir.path().join("p/letter.md").exists());

    std::fs::write(dir.path().join("bad.toml"), "[project]\ncategry = \"park\"\nname = 5\n")
        .expect("written");
    for (words, expected) in [
        (vec!["--division", "平果县城"], "451082 百色市平果市"),
        (vec!["--category", "prak"], "park"),
        (vec!["--notice", "gx-2023"], GUANGXI),
        (vec!["--name", "甲/乙"], "--name 不能含有 /"),
        (vec!["--applicant", "甲\n乙"], "--applicant 不能含有换行"),
        (vec!["--answers", "bad.toml"], "第3行"),
        (vec!["--answers", "none.toml"], "none.toml"),
    ] {
        let ran = run(&[&["init", "q"], &words[..]].concat());
        assert_eq!(ran.exit, Exit::Failed, "{words:?}");
        assert!(ran.err.contains(expected), "{words:?}: {}", ran.err);
        assert!(!dir.path().join("q").exists(), "{words:?}");
    }
    // Arguments count before the file; the file's other answers are kept.
    std::fs::write(
        dir.path().join("good.toml"),
        "[project]\nname = \"甲项目\"\nstart = \"2023-11\"\n",
    )
    .expect("written");
    assert_eq!(run(&["init", "r", "--answers", "good.toml", "--name", "乙项目"]).exit, Exit::Clean);
    let config = std::fs::read_to_string(dir.path().join("r/pilot.toml")).expect("there");
    assert!(
        config.contains("name = \"乙项目\"") && config.contains("start = \"2023-11\""),
        "{config}"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_answered_can_be_read_again(name in "\\PC{1,30}", applicant in "[ -~]{0,20}", division in "\\PC{0,6}") {
        static NOTICE: std::sync::LazyLock<Notice> = std::sync::LazyLock::new(|| notice(GUANGXI));
        let given = Answers { name: Some(name.clone()), applicant: Some(applicant), division: Some(division), ..answers("park") };
        let files = plan(&NOTICE, &given);
        let config = read(text_of(&files, "pilot.toml"), &NOTICE);
        let expected = name.trim();
        if !expected.is_empty() && !expected.starts_with("【待填") {
            proptest::prop_assert_eq!(config.project.name.map(|n| n.value), Some(expected.to_owned()));
        }
        let mut sources = pilot::text::Sources::default();
        let id = sources.add(SourceText::new("plan.md", text_of(&files, "plan.md")));
        let parsed = pilot::plan::parse::parse(&[id], &sources);
        proptest::prop_assert!(parsed.title.is_some());
    }
}
