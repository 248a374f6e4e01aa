//! One fixed report in every form. `SNAPSHOTS=overwrite cargo test reports` writes the files in
//! `tests/output/` anew.

use std::fs;
use std::path::Path;

use pilot::cli::Exit;
use snapbox::data::DataFormat;

use crate::support::json_schema::{VALIDATE, can_validate};
use crate::support::workshop::{check, check_with, workshop};
use crate::support::{copy_file, folder, pilot_in, pilot_with};

const PLAN: &str = "# 某县示范项目实施方案\n\n## 一、项目概况\n\n### （一）基本情况\n\n😀年节水5~8万吨，大概|三成，\u{1b}[31m投资**待定**。\n\n很好！<script>alert(1)</script>\n\n尚待定、尚待定。\n";

#[track_caller]
fn same_as_file(name: &str, text: &str) {
    let path = Path::new("tests/output").join(name);
    let text = text.replace(&format!("\"{}\"", env!("CARGO_PKG_VERSION")), "\"[VERSION]\"");
    let text = text.replace(&format!("pilot {}", env!("CARGO_PKG_VERSION")), "pilot [VERSION]");
    let expected = snapbox::Data::read_from(&path, Some(DataFormat::Text)).raw();
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(snapbox::Data::text(text).raw(), expected);
}

#[test]
fn one_report_in_every_form() {
    let dir = workshop(PLAN.as_bytes());
    for (format, file) in [
        ("human", "report.txt"),
        ("json", "report.json"),
        ("sarif", "report.sarif"),
        ("junit", "report.xml"),
        ("github", "report.github"),
        ("gitlab", "report.gitlab.json"),
        ("markdown", "report.md"),
        ("html", "report.html"),
    ] {
        let ran = check(dir.path(), &["--format", format]);
        assert_eq!(ran.exit, Exit::Findings, "{format}: {}", ran.err);
        assert!(
            !ran.out.contains('\u{1b}'),
            "{format}: a control character of the plan comes through"
        );
        same_as_file(file, &ran.out);
        let again = check(dir.path(), &["--format", format]);
        assert_eq!(ran.out, again.out, "{format}: twice the same");
        let fewer = check(dir.path(), &["--format", format, "--ignore", "applicant"]);
        assert_eq!(fewer.exit, Exit::Clean, "{format}: a form never changes the exit status");
        let to_file = check(dir.path(), &["--format", format, "--output", "report.out"]);
        assert_eq!((to_file.exit, to_file.out.as_str()), (Exit::Findings, ""));
        assert_eq!(
            fs::read_to_string(dir.path().join("report.out")).expect("written"),
            ran.out,
            "{format}"
        );
    }
}

#[test]
fn sarif_and_the_code_quality_report_have_what_their_readers_need() {
    let dir = workshop(PLAN.as_bytes());
    let sarif: serde_json::Value =
        serde_json::from_str(&check(dir.path(), &["--format", "sarif"]).out).expect("JSON");
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 7);
    let mut prints = std::collections::BTreeSet::new();
    for result in results {
        let index =
            usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(prints.insert(
            result["partialFingerprints"]["pilot/v1"].as_str().expect("a fingerprint").to_owned()
        ));
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            .as_str()
            .expect("a place");
        assert!(uri.is_ascii() && uri.starts_with("%E9%A1%B9%E7%9B%AE%20%E4%B8%80/"), "{uri}");
    }
    let tilde = results.iter().find(|r| r["ruleId"] == "tilde").expect("tilde");
    let region = &tilde["locations"][0]["physicalLocation"]["region"];
    // 😀年节水5 are five characters, though six UTF-16 units.
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["endColumn"]),
        (&7.into(), &6.into(), &7.into())
    );
    let offset = usize::try_from(region["byteOffset"].as_u64().expect("bytes")).expect("small");
    assert_eq!(&PLAN[offset..=offset], "~");
    assert_eq!(
        tilde["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "～"
    );

    // Lines that move keep their fingerprints.
    let moved = workshop(PLAN.replacen("\n\n", "\n\n新的一段。\n\n", 1).as_bytes());
    let prints = |dir: &Path| -> Vec<serde_json::Value> {
        let list: serde_json::Value =
            serde_json::from_str(&check(dir, &["--format", "gitlab"]).out).expect("JSON");
        list.as_array().expect("a list").iter().map(|i| i["fingerprint"].clone()).collect()
    };
    assert_eq!(prints(dir.path()), prints(moved.path()));
}

#[test]
fn findings_stand_by_what_they_cost_in_every_form_that_lists_them() {
    let dir = workshop(PLAN.as_bytes());
    let report: serde_json::Value =
        serde_json::from_str(&check(dir.path(), &["--format", "json"]).out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let texts = |key: &str| -> Vec<&str> {
        findings.iter().map(|f| f[key].as_str().expect("text")).collect()
    };
    // An information whose card says what it costs stands before one whose card does not.
    assert_eq!(texts("rule"), ["applicant", "blank", "blank", "blank", "exe", "vague", "tilde"]);
    assert_eq!(texts("weight")[3..], ["application", "expert", "expert", "quality"]);
    assert_eq!(report["weights"]["application"], 4);
    for format in ["human", "markdown", "html"] {
        let out = check(dir.path(), &["--format", format]).out;
        let heads = ["会被退回的", "专家会指出的", "可以写得更好的"];
        let places: Vec<usize> = heads.iter().filter_map(|head| out.find(head)).collect();
        assert!(places.len() == 3 && places.is_sorted(), "{format}: {out}");
    }
}

#[test]
fn a_report_says_by_which_notice_what_it_compared_and_what_it_could_not_judge() {
    let dir = workshop(PLAN.as_bytes());
    let out = check(dir.path(), &[]).out;
    assert!(out.contains("依据《关于申报示范项目的通知》，按 2023-10-16 09:00 判断"), "{out}");
    let plan = dir.path().join("项目 一/plan.md");
    let alone = ["check", "项目 一/plan.md", "--outline", "notices", "--notice", "demo"];
    assert!(plan.is_file());
    let ran = pilot_with(dir.path(), &alone, &[]);
    assert!(ran.out.contains("没有判断：pilot.toml（1 条规则"), "{}", ran.out);
    let report: serde_json::Value = serde_json::from_str(
        &pilot_with(dir.path(), &[&alone[..], &["--format", "json"]].concat(), &[]).out,
    )
    .expect("JSON");
    assert_eq!(report["unjudged"][0]["rule"], "applicant");
    assert_eq!(report["unjudged"][0]["missing"][0], "config");
}

#[test]
fn a_final_check_judges_the_sizes_of_what_would_be_packed() {
    let dir = tempfile::tempdir().expect("a folder");
    let config = "format = 1\nnotice = \"gx-2023-cleaner-production\"\n[project]\nname = \"甲\"\n[[attachments]]\ntitle = \"图\"\nfile = \"attachments/a.pdf\"\n[[attachments]]\ntitle = \"表\"\nfile = \"attachments/b.pdf\"\n";
    let write = |name: &str, text: &[u8]| fs::write(dir.path().join(name), text).expect("written");
    fs::create_dir(dir.path().join("attachments")).expect("a folder");
    write("pilot.toml", config.as_bytes());
    write("plan.md", "# 甲\n".as_bytes());
    write("attachments/b.pdf", b"%PDF-1.4");
    let large = fs::File::create(dir.path().join("attachments/a.pdf")).expect("made");
    let rules = |args: &[&str]| -> Vec<String> {
        let select =
            ["check", ".", "--format", "json", "--select", "package-too-large,mail-may-bounce"];
        let ran = pilot_with(dir.path(), &[&select[..], args].concat(), &[]);
        let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let findings = report["findings"].as_array().expect("findings");
        findings.iter().map(|f| f["rule"].as_str().expect("text").to_owned()).collect()
    };
    large.set_len(50_100_000).expect("grown");
    assert_eq!(rules(&["--final"]), ["mail-may-bounce", "package-too-large"]);
    assert!(rules(&[]).is_empty(), "a draft has no sizes yet");
    large.set_len(40_000_000).expect("shrunk");
    assert_eq!(rules(&["--final"]), ["mail-may-bounce"]);
    large.set_len(1_000_000).expect("shrunk");
    assert!(rules(&["--final"]).is_empty());
}

#[test]
fn twelve_of_a_kind_are_nine_annotations_and_a_count() {
    let dir = workshop("待定。\n\n".repeat(12).as_bytes());
    let out = check(dir.path(), &["--format", "github"]).out;
    assert_eq!(out.matches("::warning ").count(), 10, "{out}");
    assert!(out.contains("::warning title=pilot::其余 4 条"), "{out}");
    assert_eq!(out.matches("::error ").count(), 1, "{out}");
}

#[test]
fn the_summary_of_a_step_is_added_and_never_too_long() {
    let dir = workshop(PLAN.as_bytes());
    let summary = dir.path().join("summary.md");
    fs::write(&summary, "before\n").expect("written");
    let vars = [("GITHUB_STEP_SUMMARY", summary.to_str().expect("UTF-8"))];
    check_with(dir.path(), &["--format", "github"], &vars);
    let text = fs::read_to_string(&summary).expect("there");
    assert!(text.starts_with("before\n## ") && text.contains("还没有写"), "{text}");

    let long = workshop("待定。\n\n".repeat(9000).as_bytes());
    fs::write(&summary, "before\n").expect("written");
    check_with(long.path(), &["--format", "github"], &vars);
    let text = fs::read_to_string(&summary).expect("there");
    assert!(
        text.len() <= 1 << 20 && text.contains("| 错误") && text.contains("其余"),
        "{} bytes",
        text.len()
    );

    // A summary that cannot be written is said, and changes nothing.
    let gone = dir.path().join("no/such/folder.md");
    let ran = check_with(
        dir.path(),
        &["--format", "github"],
        &[("GITHUB_STEP_SUMMARY", gone.to_str().expect("UTF-8"))],
    );
    assert_eq!(ran.exit, Exit::Findings);
    assert!(ran.err.contains("GITHUB_STEP_SUMMARY"), "{}", ran.err);
}

#[test]
fn no_form_of_a_report_holds_hidden_characters() {
    let hidden = ['\u{200e}', '\u{202e}', '\u{2028}', '\u{3164}', '\u{fe00}'];
    let plan = "# 甲\u{200e}县方案\n\n#### (1)小\u{200e}\u{3164}节\u{2028}\n\n【待填：\u{fe00}\u{202e}】\n";
    let toml =
        "format = 1\nnotice = \"gx-2023-cleaner-production\"\n[plan]\nfiles = [\"plan.md\"]\n";
    let dir = folder(&[("pilot.toml", toml.as_bytes()), ("plan.md", plan.as_bytes())]);
    for form in ["human", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"] {
        let rules = "heading-level-skipped,placeholder-left,invisible-character";
        let ran = pilot_in(dir.path(), &["check", "--format", form, "--select", rules]);
        assert!(ran.out.contains("heading-level-skipped"), "{form}: {}", ran.out);
        assert!(!ran.out.contains(hidden), "{form}: {:?}", ran.out);
    }
}

#[test]
fn statistics_count_each_rule() {
    let dir = workshop(PLAN.as_bytes());
    let out = check(dir.path(), &["--statistics"]).out;
    assert!(out.contains("     3  blank\n") && out.contains("     1  vague\n"), "{out}");
    let twice = pilot_with(
        dir.path(),
        &["check", "项目 一", "项目 一", "--outline", "notices", "--statistics"],
        &[],
    )
    .out;
    assert!(twice.contains("2 个项目合计：\n") && twice.contains("     6  blank\n"), "{twice}");
    let json: serde_json::Value =
        serde_json::from_str(&check(dir.path(), &["--statistics", "--format", "json"]).out)
            .expect("JSON");
    assert_eq!((&json["statistics"]["blank"], &json["statistics"]["exe"]), (&3.into(), &1.into()));
}

#[test]
fn a_list_to_work_off_is_a_list_in_markdown_and_the_category_has_its_name() {
    let dir = folder(&[]);
    let example = Path::new("examples/pingguo-nawa-park");
    for file in ["pilot.toml", "plan.md"] {
        copy_file(&example.join(file), &dir.path().join(file));
    }
    let check = |format: &str| {
        pilot_in(dir.path(), &["check", "--as-of", "2023-10-16", "--format", format]).out
    };
    let markdown = check("markdown");
    let claims = markdown
        .lines()
        .skip_while(|l| !l.starts_with("- [ ] 现场调查"))
        .skip(1)
        .take_while(|l| l.starts_with("  "));
    assert!(
        claims
            .map(|l| l.trim_start())
            .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()))
            .count()
            >= 3,
        "{markdown}"
    );
    let html = check("html");
    assert!(html.contains("<td>工业园区") && !html.contains("<td>park</td>"), "{html}");
}

#[test]
fn conformance_of_sarif_with_the_schema_of_oasis() {
    if !can_validate() {
        return;
    }
    let dir = workshop(PLAN.as_bytes());
    assert_eq!(
        check(dir.path(), &["--format", "sarif", "--output", "full.sarif"]).exit,
        Exit::Findings
    );
    check(
        dir.path(),
        &["--format", "sarif", "--output", "empty.sarif", "--select", "exe", "--ignore", "exe"],
    );
    fs::write(dir.path().join("项目 一/pilot.toml"), "format = 1\nnotice = \"demo\"\nnmae = 5\n")
        .expect("written");
    check(dir.path(), &["--format", "sarif", "--output", "broken.sarif"]);
    let validate = |files: &[&str]| {
        let files = files.iter().map(|f| dir.path().join(f));
        let command = &mut std::process::Command::new("python3");
        command
            .args(["-c", VALIDATE, "tests/schemas/sarif-2.1.0.json"])
            .args(files)
            .output()
            .expect("it runs")
    };
    let ran = validate(&["full.sarif", "empty.sarif", "broken.sarif"]);
    assert!(
        ran.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    // The validator sees what is wrong.
    let bent = fs::read_to_string(dir.path().join("full.sarif"))
        .expect("there")
        .replace("unicodeCodePoints", "characters");
    fs::write(dir.path().join("bent.sarif"), bent).expect("written");
    assert!(!validate(&["bent.sarif"]).status.success());
}

#[test]
fn junit_and_the_page_are_well_formed() {
    let dir = workshop("\u{1}\u{b}待定\u{fffe}]]>&lt;\n".as_bytes());
    let xml = check(dir.path(), &["--format", "junit"]).out;
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut cases = 0;
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(e) | quick_xml::events::Event::Empty(e)
                if e.name().as_ref() == "testcase" =>
            {
                cases += 1
            }
            _ => {}
        }
    }
    assert_eq!(cases, 6, "{xml}");
    assert!(
        xml.chars().all(|c| !c.is_control() || c == '\n') && !xml.contains('\u{fffe}'),
        "{xml}"
    );
    let html = check(dir.path(), &["--format", "html"]).out;
    assert!(
        !html.contains("<script") && !html.contains("src=") && !html.contains("http:"),
        "{html}"
    );
    let page = workshop(PLAN.as_bytes());
    let html = check(page.path(), &["--format", "html"]).out;
    assert!(
        !html.contains("<script") && html.contains("&lt;script&gt;") || !html.contains("alert"),
        "{html}"
    );
}
