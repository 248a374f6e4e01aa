//! The receiving desk: an inbox of everything that people send, its table, its second half after a
//! break, and a project made of somebody's package.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use pilot::bundle;
use pilot::cli::Exit;
use quick_xml::events::Event;

use crate::support::{example_with_pdf, folder, pilot_in};

const NAME: &str = "平果市那瓦铝产业园清洁生产整体审核创新试点项目";
const APPLICANT: &str = "平果市那瓦铝产业园管理委员会";

/// What `pack` makes of it: the archive and the message.
fn packed(project: &Path) -> (PathBuf, PathBuf) {
    let ran = pilot_in(project, &["pack"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    let find = |end: &str| {
        let entries =
            fs::read_dir(project.join("dist")).expect("dist").map(|e| e.expect("readable").path());
        entries.into_iter().find(|p| p.extension().is_some_and(|e| e == end)).expect("packed")
    };
    (find("zip"), find("eml"))
}

fn foreign_zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        out.write_all(bytes).expect("written");
    }
    out.finish().expect("an archive").into_inner()
}

/// An inbox: a good package, the same renamed, one cut off, the message, somebody else's, a note.
fn inbox() -> tempfile::TempDir {
    let project = example_with_pdf();
    let (zip, eml) = packed(project.path());
    let zip = fs::read(zip).expect("packed");
    let scan =
        fs::read("examples/pingguo-nawa-park/attachments/四至边界图.pdf").expect("the example");
    let foreign = foreign_zip(&[
        ("材料/实施方案.pdf", &scan),
        ("材料/推荐函.pdf", b"%PDF-1.4"),
        ("材料/=cmd|calc.txt", "甲".as_bytes()),
    ]);
    let name = format!("2023+{NAME}+{APPLICANT}.zip");
    folder(&[
        (&format!("收件/{name}"), &zip),
        ("收件/b-renamed", &zip),
        ("收件/c-cut.zip", &zip[..zip.len() / 2]),
        ("收件/d-mail.eml", &fs::read(eml).expect("packed")),
        ("收件/=2+3.zip", &foreign),
        ("收件/说明.txt", "材料都在这里".as_bytes()),
    ])
}

/// The cells of a sheet by row and column, and whether there is any formula.
fn cells(xlsx: &[u8], sheet: usize) -> (Vec<Vec<String>>, bool) {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).expect("an archive");
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        text
    };
    let mut strings = Vec::<String>::new();
    let shared = part("xl/sharedStrings.xml");
    let mut reader = quick_xml::Reader::from_str(&shared);
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(e) if e.name().as_ref() == "si" => strings.push(String::new()),
            Event::Text(t) => {
                for s in strings.iter_mut().next_back().into_iter() {
                    s.push_str(&t);
                }
            }
            Event::GeneralRef(r) => {
                let name: &str = &r;
                let c = [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')];
                strings
                    .last_mut()
                    .expect("one")
                    .push(c.iter().find(|(n, _)| *n == name).expect("known").1);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let text = part(&format!("xl/worksheets/sheet{sheet}.xml"));
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut rows, mut formula, mut at, mut kind, mut value) =
        (Vec::new(), false, 0, String::new(), false);
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(e) | Event::Empty(e) if e.name().as_ref() == "row" => {
                rows.push(Vec::<String>::new())
            }
            Event::Start(e) if e.name().as_ref() == "c" => {
                let attribute = |name: &str| {
                    e.try_get_attribute(name).expect("XML").map(|a| a.value.into_owned())
                };
                let place = attribute("r").expect("a place");
                at = usize::from(place.as_bytes()[0] - b'A');
                kind = attribute("t").unwrap_or_default();
            }
            Event::Start(e) if e.name().as_ref() == "v" => value = true,
            Event::Start(e) | Event::Empty(e) if e.name().as_ref() == "f" => formula = true,
            Event::Text(t) if value => {
                let text = t.to_string();
                let row = rows.last_mut().expect("a row");
                row.resize(at + 1, String::new());
                row[at] = if kind == "s" {
                    strings[text.parse::<usize>().expect("an index")].clone()
                } else {
                    text
                };
                value = false;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    (rows, formula)
}

#[test]
fn an_inbox_is_judged_file_by_file_and_becomes_a_table() {
    let dir = inbox();
    let ran = pilot_in(dir.path(), &["verify", "收件", "没有.zip", "--summary", "汇总.xlsx"]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
    assert!(ran.err.contains("没有.zip") && ran.err.contains("收件/说明.txt"), "{}", ran.err);
    let files: Vec<&str> = ran.out.lines().filter_map(|l| l.strip_prefix("━━ 收件/")).collect();
    let good = format!("2023+{NAME}+{APPLICANT}.zip");
    assert_eq!(files, [good.as_str(), "=2+3.zip", "b-renamed", "c-cut.zip", "d-mail.eml"]);
    assert!(
        ran.out.contains("archive-damaged") && ran.out.contains("manifest-missing"),
        "{}",
        ran.out
    );

    let xlsx = fs::read(dir.path().join("汇总.xlsx")).expect("written");
    let (rows, formula) = cells(&xlsx, 1);
    assert!(!formula);
    assert_eq!(
        rows[0].join(","),
        "序号,文件,项目名称,申报单位,设区市,类别,大小,收到时间,结论,错误,警告,缺什么"
    );
    assert_eq!(rows.len(), 1 + 6);
    assert_eq!(
        rows[1][..6],
        [
            "1",
            &format!("收件/{good}"),
            NAME,
            APPLICANT,
            "百色市",
            "工业园区(产业集群)清洁生产整体审核创新"
        ]
        .map(str::to_owned)
    );
    assert_eq!(rows[1][8], "通过");
    assert_eq!((rows[2][1].as_str(), rows[2][8].as_str()), ("收件/=2+3.zip", "有问题"));
    assert!(
        rows[2][11].contains("没有 pilot 的清单") || rows[2][11].contains("清单"),
        "{:?}",
        rows[2]
    );
    assert_eq!(rows[4][8], "有问题");
    assert_eq!(rows[5][7], "2023-10-16 09:00", "the message's own date");
    assert_eq!((rows[6][1].as_str(), rows[6][8].as_str()), ("没有.zip", "读不了"));

    let (clauses, formula) = cells(&xlsx, 2);
    assert!(!formula);
    let twins = clauses.iter().find(|r| r[0] == "project-duplicate").expect("counted");
    assert_eq!(twins[3], "4", "{twins:?}");
    let (findings, formula) = cells(&xlsx, 3);
    assert!(!formula);
    for cell in findings.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    let told = |file: &str, other: &str| {
        findings.iter().any(|r| {
            r[0].ends_with(file)
                && r[1] == "project-duplicate"
                && r[4].contains(other)
                && !r[6].is_empty()
        })
    };
    assert!(
        told("b-renamed", &good) && told(&good, "b-renamed") && told("d-mail.eml", "b-renamed"),
        "{findings:?}"
    );
    assert!(
        told("=2+3.zip", "b-renamed") && told(&good, "四至边界图.pdf"),
        "a plan that is another's attachment: {findings:?}"
    );

    let again = pilot_in(dir.path(), &["verify", "收件", "没有.zip", "--summary", "again.xlsx"]);
    assert_eq!(again.out, ran.out);
    assert_eq!(
        fs::read(dir.path().join("again.xlsx")).expect("written"),
        xlsx,
        "the same run gives the same bytes"
    );
}

/// A package under the made-up notice, which says how many projects a city may recommend.
fn package_of(city: &str, project: &str) -> Vec<u8> {
    let facts = serde_json::json!({
        "project": { "name": project, "category": "park" },
        "applicant": { "name": format!("{project}管委会"), "kind": "park-authority" },
        "letters": [{ "from": ["industry"], "city": city, "date": "2024-08-01" }],
    });
    let report = pilot::diag::Report::default();
    let facts = bundle::PackageFacts {
        notice: "sample-2024-green-park".into(),
        day: chrono::NaiveDate::from_ymd_opt(2024, 7, 10).expect("a day"),
        as_of: pilot::text::Moment::parse("2024-08-02T09:00").expect("a moment"),
        content_code: String::new(),
        plan_digest: String::new(),
        project: facts,
        report: &report,
        unconfirmed: Vec::new(),
        git: None,
        fonts: Vec::new(),
    };
    let subject = format!("{project}+{project}管委会");
    let plan = bundle::Contents::Generated(format!("%PDF-1.4 {project}").into_bytes());
    let entry = bundle::PlannedFile {
        path: "01-实施方案.pdf".into(),
        role: "plan".into(),
        contents: plan,
        original: None,
    };
    let bundle = bundle::PlannedPackage {
        folder: subject.clone(),
        subject,
        entries: vec![entry],
        ..bundle::PlannedPackage::default()
    };
    let mut out = Cursor::new(Vec::new());
    bundle::write(&bundle, &facts, &|_| String::new(), &mut out).expect("written");
    out.into_inner()
}

#[test]
fn a_city_with_more_projects_than_its_quota_is_told_with_the_clause() {
    let files = [
        ("甲1.zip", package_of("甲市", "甲一园")),
        ("甲2.zip", package_of("甲市", "甲二园")),
        ("甲3.zip", package_of("甲市", "甲三园")),
        ("甲1-更正.zip", package_of("甲市", "甲一园")),
        ("乙1.zip", package_of("乙市", "乙一园")),
        ("乙2.zip", package_of("乙市", "乙二园")),
        ("乙2-更正.zip", package_of("乙市", "乙二园")),
    ];
    let files: Vec<(String, &[u8])> =
        files.iter().map(|(name, bytes)| (format!("收件/{name}"), bytes.as_slice())).collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let dir = folder(&files);
    let run = |args: &[&str]| {
        pilot_in(dir.path(), &[&["verify", "收件", "--as-of", "2024-08-02"], args].concat())
    };
    let ran = run(&["--summary", "汇总.xlsx", "--format", "json", "--resume", "进度.json"]);
    let reports: serde_json::Value =
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}{}", ran.out, ran.err));
    let told: Vec<_> = reports
        .as_array()
        .expect("reports")
        .iter()
        .flat_map(|r| r["findings"].as_array().expect("a list"))
        .collect();
    let told: Vec<_> = told.into_iter().filter(|f| f["rule"] == "quota-exceeded").collect();
    // Which of them are too many is for the city to say: each of its packages is reported, the one that
    // came twice counted once.
    assert_eq!(told.len(), 4, "{told:?}");
    for finding in &told {
        assert_eq!(
            (finding["severity"].as_str(), finding["authority"]["ref"].as_str()),
            (Some("warning"), Some("五(三)"))
        );
        assert_eq!(finding["authority"]["quote"], "每个市报送数量原则上不超过2个");
        assert!(
            finding["message"]
                .as_str()
                .is_some_and(|m| m.contains("“甲市”这一批有3个项目，每个市不超过2个")),
            "{finding}"
        );
    }
    let xlsx = fs::read(dir.path().join("汇总.xlsx")).expect("written");
    let (rows, formula) = cells(&xlsx, 4);
    assert!(!formula);
    assert_eq!(rows[0].join(","), "设区市,包,项目,名额,超出,依据,通知");
    let row = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(
        rows[1..],
        [
            row("乙市,3,2,2,0,五(三),sample-2024-green-park"),
            row("甲市,4,3,2,1,五(三),sample-2024-green-park")
        ]
    );
    let (packages, _) = cells(&xlsx, 1);
    assert_eq!(packages[1][4], "乙市", "{packages:?}");
    // The same after a break, and nothing where it is not asked for.
    assert_eq!(run(&["--format", "json", "--resume", "进度.json"]).out, ran.out);
    assert!(!run(&["--select", "project-duplicate"]).out.contains("quota-exceeded"));
    // A notice that says nothing of quotas has none.
    let dir = inbox();
    let ran = pilot_in(dir.path(), &["verify", "收件", "--summary", "汇总.xlsx"]);
    assert!(!ran.out.contains("quota-exceeded"));
    let (rows, _) = cells(&fs::read(dir.path().join("汇总.xlsx")).expect("written"), 4);
    assert!(rows[1..].iter().all(|r| r[3] == "通知未规定" && r[4] == "0"), "{rows:?}");
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let dir = inbox();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| pilot_in(dir.path(), &["verify", "收件", "--format", "json"])).out
    };
    let one = run(1);
    assert_eq!(one, run(3));
    let reports: serde_json::Value = serde_json::from_str(&one).expect("JSON");
    assert_eq!(reports.as_array().map(Vec::len), Some(5));
}

#[test]
fn one_unpacked_package_is_no_inbox() {
    let project = example_with_pdf();
    let (zip, _) = packed(project.path());
    let dir = tempfile::tempdir().expect("a folder");
    zip::ZipArchive::new(fs::File::open(&zip).expect("packed"))
        .expect("an archive")
        .extract(dir.path())
        .expect("unpacked");
    let ran =
        pilot_in(dir.path().parent().expect("above"), &["verify", &dir.path().to_string_lossy()]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("━━") && ran.out.contains(NAME), "{}", ran.out);
    let foreign = folder(&[
        ("实施方案.pdf", b"%PDF-1.4"),
        ("数据/一.zip", b"PK"),
        ("二.zip", b"PK"),
        ("三.zip", b"PK"),
    ]);
    let ran = pilot_in(foreign.path(), &["verify", "."]);
    assert!(!ran.out.contains("━━"), "{}", ran.out);
}

#[test]
fn a_run_that_was_cut_off_goes_on_and_gives_the_same() {
    let dir = inbox();
    let run = |extra: &[&str]| pilot_in(dir.path(), &[&["verify", "收件"], extra].concat());
    let whole = run(&["--summary", "whole.xlsx"]);
    let first = run(&["--summary", "first.xlsx", "--resume", "state.json"]);
    let state = fs::read_to_string(dir.path().join("state.json")).expect("written");
    assert_eq!(state.lines().count(), 1 + 5);
    let read = |name: &str| fs::read(dir.path().join(name)).expect("written");
    let same = |ran: &crate::support::Ran, name: &str| {
        assert_eq!((ran.exit, &ran.out), (whole.exit, &whole.out));
        assert_eq!(read(name), read("whole.xlsx"));
    };
    same(&first, "first.xlsx");

    // Cut off after two packages and in the middle of the third.
    let lines: Vec<&str> = state.split_inclusive('\n').collect();
    let whole_lines = lines[..3].concat();
    let cut = &state.as_bytes()[..whole_lines.len() + lines[3].len() / 2];
    fs::write(dir.path().join("state.json"), cut).expect("written");
    let second = run(&["--summary", "second.xlsx", "--resume", "state.json"]);
    same(&second, "second.xlsx");
    assert!(second.err.contains("1 条记录损坏"), "{}", second.err);
    assert_eq!(
        fs::read_to_string(dir.path().join("state.json")).expect("kept").lines().count(),
        1 + 5
    );

    // What it says is believed only for the very same bytes; a lie in the file shows that it is
    // looked at.
    let sound = fs::read_to_string(dir.path().join("state.json")).expect("kept");
    let lie = sound.replace(NAME, "别的项目");
    fs::write(dir.path().join("state.json"), &lie).expect("written");
    let third = run(&["--summary", "third.xlsx", "--resume", "state.json"]);
    same(&third, "third.xlsx");
    assert!(third.err.contains("记录损坏"), "{}", third.err);
    fs::write(dir.path().join("收件/c-cut.zip"), b"PK\x03\x04 changed").expect("written");
    let fourth = run(&["--resume", "state.json"]);
    assert_eq!(fourth.out, run(&[]).out);
    assert_eq!(
        fs::read_to_string(dir.path().join("state.json")).expect("kept").lines().count(),
        1 + 6
    );
}

#[test]
fn former_verdicts_are_used_and_other_files_are_left_alone() {
    let dir = inbox();
    let run = |extra: &[&str]| {
        pilot_in(dir.path(), &[&["verify", "收件", "--resume", "state.json"], extra].concat())
    };
    let first = run(&[]);
    let size = || fs::metadata(dir.path().join("state.json")).expect("kept").len();
    let before = size();
    assert_eq!(run(&[]).out, first.out);
    assert_eq!(size(), before, "nothing was judged again");
    let select = run(&["--select", "archive-damaged"]);
    assert!(select.err.contains("从头核验"), "{}", select.err);
    fs::write(dir.path().join("state.json"), "{\"mine\": true}").expect("written");
    let other = run(&[]);
    assert_eq!(other.out, first.out);
    assert!(other.err.contains("没有理会"), "{}", other.err);
    assert_eq!(
        fs::read_to_string(dir.path().join("state.json")).expect("kept"),
        "{\"mine\": true}"
    );
}

#[test]
fn limits_stand_in_the_long_help() {
    let ran = pilot_in(Path::new("."), &["verify", "--help"]);
    for words in ["600 MB", "500 MB", "200 倍", "2000 个", "16 层"] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
}

/// Rule and message of each finding of `check`.
fn found(dir: &Path) -> Vec<(String, String)> {
    let ran = pilot_in(dir, &["check", "--format", "json"]);
    let report: serde_json::Value =
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}{}", ran.out, ran.err));
    let text = |f: &serde_json::Value, key: &str| f[key].as_str().expect("text").to_owned();
    report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| (text(f, "rule"), text(f, "message")))
        .collect()
}

#[test]
fn our_own_package_becomes_a_project_with_the_same_findings() {
    let project = example_with_pdf();
    let config = project.path().join("pilot.toml");
    let toml = fs::read_to_string(&config).expect("there");
    let waiver = "[rules]\nmobile-number = { level = \"off\", reason = \"联系人同意公开\", by = \"项目组\" }\n";
    let toml = toml
        .replace("\nend        = \"2025-10\"", "\nend = \"2026-11\"")
        .replace("end = \"2025-10\"", "end = \"2026-11\"");
    fs::write(&config, format!("{toml}\n{waiver}")).expect("written");
    let before = found(project.path());
    assert!(before.iter().any(|(rule, _)| rule == "period-too-long"), "{before:?}");
    let (zip, eml) = packed(project.path());
    let dir = tempfile::tempdir().expect("a folder");
    for (source, name) in [(zip, "a"), (eml, "b")] {
        let ran = pilot_in(dir.path(), &["adopt", &source.to_string_lossy(), name]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
        assert!(ran.out.contains("没有缺的"), "{}", ran.out);
        let adopted = dir.path().join(name);
        assert_eq!(found(&adopted), before);
        let toml = fs::read_to_string(adopted.join("pilot.toml")).expect("written");
        assert!(
            toml.contains("pdf = \"实施方案.pdf\"") && toml.contains("联系人同意公开"),
            "{toml}"
        );
        let same = |a: &str, b: &str| {
            fs::read(project.path().join(a)).expect("there")
                == fs::read(adopted.join(b)).expect("adopted")
        };
        assert!(
            same("实施方案.pdf", "实施方案.pdf")
                && same("attachments/推荐函.pdf", "attachments/联合推荐函.pdf")
        );
        // What came in goes out again.
        packed(&adopted);
    }
}

#[test]
fn somebody_elses_package_is_sorted_and_its_gaps_are_told() {
    let pdf =
        fs::read("examples/pingguo-nawa-park/attachments/四至边界图.pdf").expect("the example");
    let bytes = foreign_zip(&[
        (
            "材料/方案/实施方案.md",
            "# 甲县清洁生产审核创新试点实施方案\n\n## 一、试点概况\n".as_bytes(),
        ),
        ("材料/百色市生态环境局推荐函.pdf", &pdf),
        ("材料/附件/图.pdf", &pdf),
        ("材料/其他/图.pdf", b"%PDF-1.4"),
        ("材料/附件/四至边界.pdf", &pdf),
        ("../逃走.txt", b"out"),
    ]);
    let name = format!("2023+{NAME}+{APPLICANT}.zip");
    let dir = folder(&[(&name, &bytes)]);
    let ran = pilot_in(dir.path(), &["adopt", &name, "新项目"]);
    assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("没有收进来") && ran.err.contains("逃走"), "{}", ran.err);
    assert!(
        ran.out.contains("[section-missing]") && ran.out.contains("[placeholder-left]"),
        "{}",
        ran.out
    );
    let root = dir.path().join("新项目");
    let names: Vec<String> = walk(&root);
    for path in [
        "plan.md",
        "attachments/百色市生态环境局推荐函.pdf",
        "attachments/图.pdf",
        "attachments/图（2）.pdf",
        "attachments/四至边界.pdf",
    ] {
        assert!(names.iter().any(|n| n == path), "{path} is not in {names:?}");
    }
    assert!(
        walk(dir.path()).iter().all(|n| n == &name || n.starts_with("新项目/")),
        "nothing outside"
    );
    let toml = fs::read_to_string(root.join("pilot.toml")).expect("written");
    for line in [
        NAME,
        APPLICANT,
        "role = \"boundary\"",
        "files = [\"plan.md\"]",
        "from = [\"ecology\", \"development\", \"industry\"]",
    ] {
        assert!(toml.contains(line), "{line}\n{toml}");
    }
    assert!(!ran.out.contains("[config-invalid]"), "{}", ran.out);

    let again = pilot_in(dir.path(), &["adopt", &name, "新项目"]);
    assert_eq!(again.exit, Exit::Failed);
    assert!(again.err.contains("不会覆盖"), "{}", again.err);
}

#[test]
fn a_plan_in_word_is_the_plan_of_the_project_unless_it_cannot_be_read() {
    let document = fs::read("tests/word/pandoc.docx").expect("a document");
    for (name, bytes, plans) in [
        ("好", document.as_slice(), "实施方案.docx"),
        ("坏", &document[..document.len() / 2], "plan.md"),
    ] {
        let dir =
            folder(&[(&format!("{name}.zip"), &foreign_zip(&[("材料/实施方案.docx", bytes)]))]);
        let ran = pilot_in(dir.path(), &["adopt", &format!("{name}.zip"), "新"]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
        assert_eq!(ran.err.contains("方案不是能读的"), name == "坏", "{}", ran.err);
        let toml = fs::read_to_string(dir.path().join("新/pilot.toml")).expect("written");
        assert!(toml.contains(&format!("files = [\"{plans}\"]")), "{toml}");
        let names = walk(&dir.path().join("新"));
        assert!(names.iter().any(|n| n == "实施方案.docx"), "what came in is kept: {names:?}");
        assert_eq!(names.iter().any(|n| n == "plan.md"), name == "坏", "{names:?}");
        let checked = pilot_in(&dir.path().join("新"), &["check"]);
        assert_eq!(checked.exit, Exit::Findings, "{}{}", checked.out, checked.err);
    }
}

#[test]
fn what_cannot_be_taken_apart_makes_no_project() {
    let dir = folder(&[("a.zip", b"PK\x03\x04 cut"), ("b.txt", b"text")]);
    for name in ["a.zip", "b.txt", "none.zip"] {
        let ran = pilot_in(dir.path(), &["adopt", name, "out"]);
        assert_eq!(ran.exit, Exit::Failed, "{name}");
        assert!(!dir.path().join("out").exists() && !ran.err.is_empty());
    }
}

fn walk(root: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file());
    let mut names: Vec<String> = entries
        .map(|e| e.path().strip_prefix(root).expect("below").to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
