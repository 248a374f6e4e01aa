//! The program as its users meet it: what it says, and how it ends.

use pilot::cli::Exit;

use crate::support::{GUANGXI, example, folder, pilot_in};

fn toml(rest: &str) -> String {
    format!("format = 1\nnotice = \"{GUANGXI}\"\n{rest}")
}

#[test]
fn an_empty_folder_says_how_to_begin() {
    let dir = folder(&[]);
    for command in ["check", "pack", "render", "status"] {
        let ran = pilot_in(dir.path(), &[command]);
        assert_eq!(ran.exit, Exit::Failed, "{command}");
        assert!(
            ran.err.contains("pilot.toml") && ran.err.contains("pilot init"),
            "{command}: {}",
            ran.err
        );
    }
}

#[test]
fn six_mistakes_in_one_file_are_six_findings_with_places() {
    let text = toml(
        "[project]\nnmae = \"甲\"\ncategory = \"prak\"\nstart = \"2023-13\"\n[applicant]\nname = 5\n[[funding]]\namount = \"320\"\n[rules]\nsection-mising = { level = \"off\", reason = \"试\" }\n",
    );
    let dir = folder(&[("pilot.toml", text.as_bytes())]);
    let ran = pilot_in(dir.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert_eq!(ran.out.matches("错误[config-invalid]").count(), 6, "{}", ran.out);
    for place in [
        "pilot.toml:4:1",
        "pilot.toml:5:12",
        "pilot.toml:6:9",
        "pilot.toml:8:8",
        "pilot.toml:10:10",
        "pilot.toml:12:1",
    ] {
        assert!(ran.out.contains(place), "{place}\n{}", ran.out);
    }
    for near in ["name", "park", "section-missing"] {
        assert!(ran.out.contains(&format!("您是不是要写 {near}")), "{near}\n{}", ran.out);
    }
}

#[test]
fn broken_syntax_is_told_line_by_line() {
    let text = toml("[project]\nname = “甲”\n名称 = \"乙\"\nstart \"2023-11\"\n");
    let dir = folder(&[("pilot.toml", text.as_bytes())]);
    let ran = pilot_in(dir.path(), &["check"]);
    assert_eq!(ran.exit, Exit::Failed);
    for line in ["pilot.toml:4", "pilot.toml:5", "pilot.toml:6"] {
        assert!(ran.out.contains(line), "{line}\n{}", ran.out);
    }
    let dir = folder(&[("pilot.toml", toml("[project]\nname = \"甲\n").as_bytes())]);
    let ran = pilot_in(dir.path(), &["check"]);
    assert!(ran.out.contains("pilot.toml:4") && ran.out.contains("没有成对"), "{}", ran.out);
}

#[test]
fn of_a_very_long_line_the_part_around_the_place_is_shown_with_its_true_column() {
    let plan = format!(
        "# 题\n\n{}待定的XX县{}\n",
        "本项目节水。".repeat(4_000),
        "各企业节能。".repeat(4_000)
    );
    let dir = folder(&[("plan.md", plan.as_bytes())]);
    let ran = pilot_in(
        dir.path(),
        &["check", "plan.md", "--notice", GUANGXI, "--select", "placeholder-left"],
    );
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
    // Six characters four thousand times, then 待定的.
    assert!(ran.out.contains("plan.md:3:24004\n"), "{}", ran.out);
    assert!(ran.out.contains("待定的XX县") && ran.out.contains("^^"), "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() < 200), "{}", ran.out);
}

#[test]
fn one_project_that_cannot_be_read_does_not_silence_the_others() {
    let good = toml("[project]\nnmae = \"甲\"\n");
    let files: &[(&str, &[u8])] = &[
        ("甲/pilot.toml", good.as_bytes()),
        ("乙/pilot.toml", b"format = 1\n"),
        ("丙/pilot.toml", good.as_bytes()),
    ];
    let dir = folder(files);
    let ran = pilot_in(dir.path(), &["check", "甲", "乙", "丙", "丁"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert_eq!(ran.out.matches("错误[config-invalid]").count(), 2, "{}", ran.out);
    assert!(ran.err.contains("错误：乙：pilot.toml 没有写明依据哪个通知"), "{}", ran.err);
    assert!(ran.err.contains("错误：没有 丁 这个文件夹"), "{}", ran.err);
}

#[test]
fn a_card_with_an_expression_that_cannot_be_understood_is_told_with_its_file() {
    let card = "title = \"甲\"\nseverity = \"warning\"\ngroup = \"writing\"\nmessage = \"乙\"\nwhy = \"丙\"\nneeds = [\"plan\"]\n\
        [authority.practice]\nreason = \"丁\"\n[check.must-not-match]\npattern = \"(未闭合\"\nwithin = \"plan\"\n\
        [[example.pass]]\nplan = \"一\"\n[[example.fail]]\nplan = \"⟦二⟧\"\n";
    let dir = folder(&[]);
    let notice = dir.path().join("notices/hb-2024-own");
    std::fs::create_dir_all(notice.join("rules")).expect("a folder");
    for file in ["profile.toml", "notice.txt"] {
        let text = std::fs::read_to_string(format!("outline/sample-2024-green-park/{file}"))
            .expect("the sample");
        std::fs::write(notice.join(file), text.replace("sample-2024-green-park", "hb-2024-own"))
            .expect("written");
    }
    std::fs::write(notice.join("rules/own-words.toml"), card).expect("written");
    let ran =
        pilot_in(dir.path(), &["list", "rules", "--outline", "notices", "--notice", "hb-2024-own"]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.out);
    assert!(
        ran.err.contains("rules/own-words.toml") && ran.err.contains("括号没有配对"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("\\u{"), "{}", ran.err);
}

#[test]
fn wrong_arguments_are_answered_in_chinese() {
    let dir = folder(&[("pilot.toml", toml("").as_bytes())]);
    for (args, word) in [
        (vec!["chekc"], "check"),
        (vec!["check", "--formt", "json"], "--format"),
        (vec!["check", "--format", "xml"], "可用"),
        (vec!["check", "--as-of", "10月16日"], "2023-10-16"),
        (vec!["list"], "缺少参数"),
        (vec!["list"], "可用：notices、rules"),
        (vec!["list"], "用法见 pilot list --help\n"),
        (vec!["completions"], "bash"),
        (vec!["new"], "可用：notice、rule\n"),
        (vec!["new", "rule"], "用法见 pilot new rule --help\n"),
        (vec![], "可用：read、diff、init、check"),
        (vec!["explain", "section-mising"], "section-missing"),
        (vec!["list", "rules", "--notice", "gx-2023"], GUANGXI),
    ] {
        let ran = pilot_in(dir.path(), &args);
        assert!(ran.out.is_empty(), "{args:?}: {}", ran.out);
        assert_eq!(ran.exit, Exit::Failed, "{args:?}");
        assert!(ran.err.contains(word), "{args:?}: {}", ran.err);
    }
}

#[test]
fn help_and_lists_are_chinese_and_end_well() {
    let dir = folder(&[]);
    for args in [
        vec!["--help"],
        vec!["check", "--help"],
        vec!["--version"],
        vec!["list", "notices"],
        vec!["list", "divisions"],
        vec!["explain"],
    ] {
        let ran = pilot_in(dir.path(), &args);
        assert_eq!(ran.exit, Exit::Clean, "{args:?}: {}", ran.err);
        assert!(
            !ran.out.is_empty() && !ran.out.contains("Usage") && !ran.out.contains("[OPTIONS]"),
            "{args:?}: {}",
            ran.out
        );
    }
    assert_eq!(pilot_in(dir.path(), &["list", "divisions"]).out.lines().count(), 1 + 14 + 111);
}

#[test]
fn json_is_form_one() {
    let dir = folder(&[("pilot.toml", toml("[project]\nname = 5\n").as_bytes())]);
    let ran = pilot_in(dir.path(), &["check", "--format", "json"]);
    assert_eq!(ran.exit, Exit::Failed, "{}", ran.err);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["as_of"], "2023-10-16T09:00:00+08:00");
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "config-invalid");
    assert_eq!(finding["start"]["line"], 4);
    assert_eq!(finding["start"]["column"], 8);
}

fn edit(dir: &tempfile::TempDir, file: &str, change: impl Fn(&str) -> String) {
    let path = dir.path().join(file);
    let text = std::fs::read_to_string(&path).expect("text");
    let changed = change(&text);
    assert_ne!(text, changed, "{file} was not changed");
    std::fs::write(path, changed).expect("written");
}

#[test]
fn the_example_is_clean_even_as_pack_judges() {
    let dir = example();
    let ran = pilot_in(dir.path(), &["check", "--final", "--fail-on", "info"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
}

#[test]
fn every_encoding_and_line_end_of_a_plan_is_read() {
    let dir = example();
    let text = std::fs::read_to_string(dir.path().join("plan.md")).expect("text");
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    for (what, bytes) in [
        ("GBK", gbk.into_owned()),
        ("mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
    ] {
        std::fs::write(dir.path().join("plan.md"), bytes).expect("written");
        let ran = pilot_in(dir.path(), &["check", "--fail-on", "info"]);
        assert_eq!(ran.exit, Exit::Clean, "{what}: {}", ran.out);
        assert_eq!(ran.out.contains("不是 UTF-8 编码"), what == "GBK", "{what}: {}", ran.out);
    }
}

#[test]
fn pack_stops_with_the_reason_and_leaves_dist_alone() {
    let long = "很长的".repeat(70);
    let cases: [(&str, &str, &str, Exit, &str); 4] = [
        (
            "pilot.toml",
            "name = \"平果市那瓦铝产业园清洁",
            "name = \"平果市那瓦铝产业园\\n清洁",
            Exit::Failed,
            "换行",
        ),
        (
            "pilot.toml",
            "name = \"平果市那瓦铝产业园清洁",
            &format!("name = \"平果市/{long}清洁"),
            Exit::Findings,
            "project-name-differs",
        ),
        (
            "plan.md",
            "## 三、试点工作目标",
            "### 三、试点工作目标（待补充）\n## 删去",
            Exit::Findings,
            "placeholder-left",
        ),
        (
            "pilot.toml",
            "file = \"attachments/推荐函.pdf\"",
            "file = \"attachments/没有.pdf\"",
            Exit::Findings,
            "letter-missing",
        ),
    ];
    for (file, from, to, exit, word) in cases {
        let dir = example();
        std::fs::create_dir(dir.path().join("dist")).expect("a folder");
        std::fs::write(dir.path().join("dist/mine.txt"), "mine").expect("a file");
        edit(&dir, file, |text| text.replacen(from, to, 1));
        let ran = pilot_in(dir.path(), &["pack"]);
        assert_eq!(ran.exit, exit, "{word}: {}{}", ran.out, ran.err);
        assert!(ran.out.contains(word), "{word}: {}", ran.out);
        assert!(ran.err.contains("dist/ 没有改动"), "{}", ran.err);
        let left: Vec<_> = std::fs::read_dir(dir.path().join("dist"))
            .expect("dist")
            .filter_map(Result::ok)
            .map(|e| e.file_name())
            .collect();
        assert_eq!(left, ["mine.txt"]);
    }
}

#[test]
fn past_the_deadline_nothing_is_packed() {
    let dir = example();
    for (as_of, exit, word) in [
        ("2023-10-20", Exit::Clean, ""),
        ("2023-10-23T23:59", Exit::Clean, "deadline-near"),
        ("2023-10-24T00:00", Exit::Findings, "deadline-passed"),
    ] {
        let ran = pilot_in(dir.path(), &["check", "--final", "--as-of", as_of]);
        assert_eq!(ran.exit, exit, "{as_of}: {}", ran.out);
        assert!(ran.out.contains(word), "{as_of}: {}", ran.out);
    }
}

#[test]
fn rules_can_be_chosen_and_waived() {
    let dir = example();
    edit(&dir, "plan.md", |text| {
        text.replacen("## 七、试点预期产出成果及效益", "## 七、预期产出成果及效益", 1)
    });
    let wording = |args: &[&str]| pilot_in(dir.path(), args);
    assert!(wording(&["check"]).out.contains("section-wording"));
    assert_eq!(wording(&["check", "--fail-on", "warning"]).exit, Exit::Findings);
    assert_eq!(
        wording(&["check", "--fail-on", "warning", "--ignore", "section-wording"]).exit,
        Exit::Clean
    );
    assert_eq!(
        wording(&["check", "--fail-on", "warning", "--select", "section-order"]).exit,
        Exit::Clean
    );
    edit(&dir, "pilot.toml", |text| {
        format!(
            "{text}\n[rules]\nsection-wording = {{ level = \"off\", reason = \"按市局要求\" }}\n"
        )
    });
    let ran = wording(&["check", "--fail-on", "warning"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
    assert!(ran.out.contains("已关闭 section-wording（按市局要求）"), "{}", ran.out);
}

#[test]
fn a_cause_is_shown_with_v_and_only_then() {
    let dir = folder(&[("pilot.toml", toml("").as_bytes())]);
    let arguments = ["init", "new", "--answers", "absent.toml"];
    let short = pilot_in(dir.path(), &arguments);
    assert_eq!(short.exit, Exit::Failed);
    assert!(!short.err.contains("原因："), "{}", short.err);
    assert!(short.err.contains("：文件或文件夹不存在\n"), "no English behind it: {}", short.err);
    let long = pilot_in(dir.path(), &[&arguments[..], &["-v"]].concat());
    assert_eq!(long.exit, Exit::Failed);
    assert!(long.err.starts_with(&short.err), "{}", long.err);
    assert!(long.err.contains("\n  原因："), "{}", long.err);
}

#[test]
fn what_the_system_says_in_english_is_shown_with_v_only() {
    let dir = folder(&[("x/profile.toml/inside.txt", b"")]);
    let outline = ["--outline", "absent", "list", "notices"];
    let short = pilot_in(dir.path(), &outline);
    assert!(short.err.contains("absent：文件或文件夹不存在\n"), "{}", short.err);
    assert!(!short.err.contains("cannot read"), "{}", short.err);
    let long = pilot_in(dir.path(), &[&outline[..], &["-v"]].concat());
    assert!(long.err.contains("原因：cannot read "), "{}", long.err);
    assert!(long.err.matches("原因：").count() > 1, "the whole chain: {}", long.err);
}

#[test]
fn a_broken_config_stops_every_verb_and_says_its_line() {
    let text = toml("[project]\nnmae = \"甲\"\n");
    let plan: &[u8] = "# 一、总则\n".as_bytes();
    for verb in ["check", "pack", "status", "render"] {
        let dir = folder(&[("pilot.toml", text.as_bytes()), ("plan.md", plan)]);
        let ran = pilot_in(dir.path(), &[verb]);
        assert_eq!(ran.exit, Exit::Failed, "{verb}: {}", ran.out);
        let said = format!("{}{}", ran.out, ran.err);
        let line = if ["check", "pack"].contains(&verb) { "pilot.toml:4:" } else { "第 4 行" };
        assert!(said.contains(line), "{verb}: {said}");
        let others = ran.out.matches("错误[").count() - ran.out.matches("[config-invalid]").count();
        assert_eq!(others, 0, "{verb}: {}", ran.out);
    }
}
