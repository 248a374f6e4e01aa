//! A notice of another shape, from first to last and without a line of code for it: no outline, two
//! deadlines, five copies and a disc, no form of the subject, no limit of size, no period, no
//! region.

use std::path::{Path, PathBuf};

use pilot::cli::Exit;
use pilot::cli::commands::init::ask::notices;
use pilot::notice::{Dates, Library};
use pilot::text::Moment;
use pilot::text::date::chinese_day;
use tempfile::TempDir;

use crate::support::{GUANGXI, Ran, drawn_page, folder, notice, pilot_in};

const SAMPLE: &str = "sample-2024-green-park";
const CATEGORIES: [&str; 2] = ["park", "enterprise"];

/// Kind, name and project of a made-up applicant.
fn applicant(category: &str) -> [&'static str; 3] {
    match category {
        "park" => ["park-authority", "示范工业园区管理委员会", "示范工业园区绿色工业园区建设项目"],
        _ => ["enterprise", "示范机械有限公司", "示范机械有限公司绿色工业园区建设项目"],
    }
}

/// A new project, as the program writes it.
fn fresh(category: &str) -> (TempDir, PathBuf) {
    let dir = folder(&[]);
    let [kind, applicant, name] = applicant(category);
    std::fs::write(dir.path().join("answers.toml"), format!("[applicant]\nkind = \"{kind}\"\n"))
        .expect("written");
    let words = [
        "init",
        "p",
        "--notice",
        SAMPLE,
        "--category",
        category,
        "--name",
        name,
        "--applicant",
        applicant,
    ];
    let ran = pilot_in(dir.path(), &[&words[..], &["--answers", "answers.toml"]].concat());
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p");
    (dir, root)
}

/// What stands in the place of a mark.
fn filling(key: &str) -> &'static str {
    match key {
        "park.boundary" => "\"东至甲路，南至乙河，西至丙路，北至丁山\"",
        "park.manager" => "\"示范工业园区管理委员会\"",
        "objects.name" => "\"示范对象全称\"",
        "objects.credit_code" => "\"91451082FFFF00013F\"",
        "record.declared" => "true",
        "foundation.staff" => "\"专职2人\"",
        "foundation.system" => "\"绿色发展管理办法\"",
        "foundation.mechanism" => "\"联席会议\"",
        "funding.source" => "\"企业自筹\"",
        "funding.amount" => "500",
        "letters.city" => "\"示范市\"",
        "letters.date" => "\"2024-07-29\"",
        _ => panic!("nothing to write at {key}"),
    }
}

const PLAN: &str = "
## 一、申报单位概况

申报单位于2010年成立，边界和管理机构清楚，承诺近三年内未发生较大及以上事故。

## 二、工作基础

已配备专职管理人员2人，印发绿色发展管理办法，建立联席会议的工作机制。

## 三、建设目标

到2026年，能源利用效率和水重复利用水平明显提升，污染物排放量下降。

## 四、重点任务

推进节能改造和可再生能源利用，建设屋顶光伏；完善污水处理厂等基础设施；培育绿色产业；盘活用地，建设多层厂房；
替代有毒有害原料；推行清洁生产；固体废物综合利用；建立能源管理平台，完善管理制度。

## 五、保障措施

资金由企业自筹500万元，已经落实。
";

/// Writes on every mark, writes the plan, and brings all files that are named.
fn fill(root: &Path) {
    let (mut config, mut table) = (String::new(), String::new());
    for line in std::fs::read_to_string(root.join("pilot.toml")).expect("there").lines() {
        if line.starts_with('[') {
            table = line.trim_matches(['[', ']']).to_owned();
        }
        let marked = line.find("\"【待填：").zip(line.find("】\"").map(|end| end + "】\"".len()));
        match marked {
            Some((start, end)) => {
                let key = format!("{table}.{}", line.split(' ').next().expect("a key"));
                config.push_str(&format!("{}{}{}\n", &line[..start], filling(&key), &line[end..]));
            }
            None => config.push_str(&format!("{line}\n")),
        }
    }
    // The finished pages are supplied, so that no typesetting is needed.
    let config =
        config.replace("files = [\"plan.md\"]", "files = [\"plan.md\"]\npdf = \"方案.pdf\"");
    let title = std::fs::read_to_string(root.join("plan.md")).expect("there");
    std::fs::write(root.join("plan.md"), format!("{title}{PLAN}")).expect("written");
    std::fs::write(root.join("方案.pdf"), drawn_page(99)).expect("written");
    let quoted = config.split('"').filter(|word| word.starts_with("attachments/"));
    for (number, name) in quoted.enumerate() {
        std::fs::write(root.join(name), drawn_page(number)).expect("written");
    }
    std::fs::write(root.join("pilot.toml"), config).expect("written");
}

fn filled(category: &str) -> (TempDir, PathBuf) {
    let (dir, root) = fresh(category);
    fill(&root);
    (dir, root)
}

/// The rules that found something, as `check` judges at a moment.
fn found(root: &Path, as_of: &str) -> Vec<String> {
    let ran = pilot_in(root, &["check", "--final", "--as-of", as_of, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out)
        .unwrap_or_else(|fault| panic!("{fault}: {}{}", ran.out, ran.err));
    let findings = report["findings"].as_array().expect("a list");
    findings.iter().map(|f| f["rule"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn a_fresh_project_only_has_places_to_fill_in() {
    for category in CATEGORIES {
        let (_dir, root) = fresh(category);
        let found = found(&root, "2024-07-20");
        let count = |rule: &str| found.iter().filter(|f| *f == rule).count();
        let config = std::fs::read_to_string(root.join("pilot.toml")).expect("there");
        assert_eq!(count("placeholder-left"), config.matches("\"【待填：").count(), "{category}");
        assert_eq!(count("plan-empty"), 1, "{category}");
        assert_eq!(count("letter-missing"), 1, "{category}");
        let told = ["placeholder-left", "plan-empty", "letter-missing", "file-missing"]
            .map(count)
            .iter()
            .sum::<usize>();
        assert_eq!(told, found.len(), "{category}: {found:?}");
        // Nothing is asked that only the first notice wants to know.
        for word in ["mandatory_audit", "industry =", "division", "start =", "implementer", "试点"]
        {
            assert!(!config.contains(word), "{category}: {word}\n{config}");
        }
    }
}

#[test]
fn filled_in_it_is_clean() {
    for category in CATEGORIES {
        let (_dir, root) = filled(category);
        assert_eq!(found(&root, "2024-07-31"), Vec::<String>::new(), "{category}");
    }
}

#[test]
fn each_of_the_two_deadlines_counts_for_itself() {
    let (_dir, root) = filled("park");
    for (as_of, expected) in [
        ("2024-08-02", vec![]),
        ("2024-08-05T20:00", vec!["deadline-near"]),
        ("2024-08-06", vec!["deadline-near"]),
        ("2024-08-16T16:59", vec!["deadline-near", "deadline-near"]),
        ("2024-08-16T17:01", vec!["deadline-passed"]),
    ] {
        assert_eq!(found(&root, as_of), expected, "{as_of}");
    }
    let ran = pilot_in(&root, &["check", "--as-of", "2024-08-06"]);
    assert_eq!(ran.exit, Exit::Clean, "being late on the way stops nothing");
    assert!(ran.out.contains("县级报市级的期限已过（最后时刻2024年8月5日24:00）"), "{}", ran.out);
    let ran = pilot_in(&root, &["check", "--as-of", "2024-08-16T17:01"]);
    assert_eq!(ran.exit, Exit::Findings);
    assert!(
        ran.out.contains("纸质件、电子件、光盘已过截止时间")
            && ran.out.contains("2024年8月16日17:00"),
        "{}",
        ran.out
    );
}

#[test]
fn status_shows_both_deadlines_and_what_is_not_stated() {
    let (_dir, root) = filled("park");
    let ran = pilot_in(&root, &["status", "--as-of", "2024-08-01"]);
    for words in [
        "（样例）",
        "县级报市级  2024年8月5日（周一），还有 4 天",
        "2024年8月16日17:00",
        "纸质件一式 5 份，光盘 1 份，邮件",
        "通知未写明  文号、实施周期、以寄出还是送达为准、邮件题目格式、电子件大小上限",
        "通知没有规定大纲",
        "通知未写明上限",
    ] {
        assert!(ran.out.contains(words), "{words}\n{}", ran.out);
    }
}

/// The one file in `dist/` with an ending.
fn product(root: &Path, ending: &str) -> PathBuf {
    let files =
        std::fs::read_dir(root.join("dist")).expect("dist").map(|e| e.expect("an entry").path());
    let mut fitting = files.filter(|p| p.to_string_lossy().ends_with(ending));
    fitting.next().unwrap_or_else(|| panic!("nothing in dist ends in {ending}"))
}

#[test]
fn it_is_packed_and_verified() {
    for category in CATEGORIES {
        let (_dir, root) = filled(category);
        let [_, applicant, name] = applicant(category);
        let ran = pilot_in(&root, &["pack", "--list", "--as-of", "2024-08-01"]);
        assert!(
            ran.out.starts_with(&format!("邮件题目：{name}+{applicant}（格式通知未写明")),
            "{}",
            ran.out
        );
        let ran = pilot_in(&root, &["pack", "--as-of", "2024-08-01"]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
        let zip = product(&root, ".zip");
        assert_eq!(
            zip.file_stem().expect("a name").to_string_lossy(),
            format!("{name}+{applicant}")
        );
        let list = std::fs::read_to_string(product(&root, "-报送清单.md")).expect("text");
        for words in [
            "县级报市级：2024年8月5日（周一）",
            "最后时刻：2024年8月16日17:00",
            "一式 5 份",
            "装订：胶装成册",
            "刻录 1 份：申报材料Word版和加盖公章的PDF版",
            "合订本一式五份",
            "刻录光盘一份，内含申报材料Word版和加盖公章的PDF版",
            "每个市推荐数量原则上不超过2个",
            "A4纸双面打印",
            "（格式通知未写明，按“项目名称+申报单位名称”拟写）",
            "上限：通知未写明",
            "通知未写明：文号、实施周期",
            "收件人：green@example.com",
        ] {
            assert!(list.contains(words), "{words}\n{list}");
        }
        assert!(!list.contains("50M") && !list.contains("2023"), "{list}");
        for file in [&zip, &product(&root, ".eml")] {
            let ran = pilot_in(
                &root,
                &["verify", &file.to_string_lossy(), "--as-of", "2024-08-20", "--format", "json"],
            );
            assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
            let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
            assert_eq!(report["findings"].as_array().map(Vec::len), Some(0), "{}", ran.out);
        }
    }
}

#[test]
fn no_rule_of_the_first_notice_holds_unless_it_is_bound() {
    let (first, second) = (notice(GUANGXI), notice(SAMPLE));
    let quoted = |card: &pilot::notice::Card| card.authority.at.is_some();
    for card in second.cards.iter().filter(|c| quoted(c)) {
        assert!(second.text.source.text.contains(&card.authority.quote), "{}", card.id);
        let texts = [Some(&card.message), Some(&card.why), card.help.as_ref()];
        for word in ["试点", "清洁生产", "督察", "三厅", "自治区", "2023"] {
            assert!(
                texts.iter().flatten().all(|t| !t.contains(word)),
                "{} speaks of {word}",
                card.id
            );
        }
    }
    for id in [
        "mail-subject",
        "package-too-large",
        "section-missing",
        "period-too-long",
        "simplified-mandatory",
        "applicant-division",
    ] {
        assert!(first.card(id).is_some() && second.card(id).is_none(), "{id}");
        let ran = pilot_in(folder(&[]).path(), &["explain", id, "--notice", SAMPLE]);
        assert!(
            ran.exit == Exit::Failed && ran.err.contains("本通知没有提出"),
            "{id}: {}",
            ran.err
        );
    }
    for id in ["disc-copies", "quota-places", "plan-empty"] {
        assert!(first.card(id).is_none() && second.card(id).is_some(), "{id}");
    }
}

#[test]
fn a_sample_is_marked_and_never_the_default() {
    assert_eq!(Library::default().default_id().as_deref(), Some(GUANGXI));
    let dir = folder(&[]);
    let run = |words: &[&str]| -> Ran { pilot_in(dir.path(), words) };
    for words in [&["explain"][..], &["list", "rules"], &["list", "categories"], &["schema"]] {
        let named = [words, &["--notice", GUANGXI]].concat();
        assert_eq!(run(words).out, run(&named).out, "{words:?}");
    }
    assert!(run(&["init", "p"]).err.contains("广西2023年"));
    let list = run(&["list", "notices"]).out;
    let line = list.lines().find(|l| l.starts_with(SAMPLE)).expect("listed");
    assert!(
        line.contains("（样例）")
            && line.contains("2024-08-05、2024-08-16 17:00")
            && line.contains("通知未写明"),
        "{line}"
    );
    let asked = notices(&Library::default());
    let samples: Vec<bool> = asked.iter().map(|(_, title)| title.contains("（样例）")).collect();
    assert!(
        samples.is_sorted() && samples.contains(&true) && samples.contains(&false),
        "{asked:?}"
    );
    // Two real notices: it must be said which one.
    let other = folder(&[(
        "hb-2025-green/profile.toml",
        "format = 1\nid = \"hb-2025-green\"\ntitle = \"甲通知\"\nshort = \"甲\"\ninclude = [\"common\"]\n".as_bytes(),
    )]);
    let ran = pilot_in(other.path(), &["explain", "--outline", "."]);
    assert!(ran.exit == Exit::Failed && ran.err.contains("--notice"), "{}", ran.err);
}

#[test]
fn the_weekday_that_is_printed_is_the_right_one() {
    let notice = notice(SAMPLE);
    let last = notice.profile.channel_deadlines("paper", None)[0];
    let dates = Dates::of(last, &notice.calendar);
    let weekday =
        dates.nominal_text().split(['（', '）']).nth(1).expect("a weekday").replace('周', "星期");
    assert!(
        last.wording.contains(&format!("{}({weekday})17:00前", chinese_day(last.date.0))),
        "{weekday}"
    );
    for (time, passed) in [("16:59", false), ("17:00", false), ("17:01", true)] {
        let now = Moment::parse(&format!("2024-08-16T{time}")).expect("a moment");
        assert_eq!(dates.is_passed(now), passed, "{time}");
    }
}
