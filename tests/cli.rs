//! The program as its users meet it: what it says, and how it ends.

use pilot::cli::Exit;

use crate::support::{GUANGXI, folder, pilot_in};

fn toml(rest: &str) -> String {
    format!("format = 1\nnotice = \"{GUANGXI}\"\n{rest}")
}

#[test]
fn an_empty_folder_says_how_to_begin() {
    let dir = folder(&[]);
    for command in ["check", "pack", "render", "status"] {
        let ran = pilot_in(dir.path(), &[command]);
        assert_eq!(ran.exit, Exit::Failed, "{command}");
        assert!(ran.err.contains("pilot.toml") && ran.err.contains("pilot init"), "{command}: {}", ran.err);
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
    for place in ["pilot.toml:4:1", "pilot.toml:5:12", "pilot.toml:6:9", "pilot.toml:8:8", "pilot.toml:10:10", "pilot.toml:12:1"] {
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
fn wrong_arguments_are_answered_in_chinese() {
    let dir = folder(&[]);
    for (args, word) in [
        (vec!["chekc"], "check"),
        (vec!["check", "--formt", "json"], "--format"),
        (vec!["check", "--format", "xml"], "可用"),
        (vec!["check", "--as-of", "10月16日"], "2023-10-16"),
        (vec!["list"], "缺少参数"),
        (vec!["explain", "section-mising"], "section-missing"),
        (vec!["list", "rules", "--notice", "gx-2023"], GUANGXI),
    ] {
        let ran = pilot_in(dir.path(), &args);
        assert!(ran.out.is_empty(), "{args:?}: {}", ran.out);
        if args[0] == "check" && word == "2023-10-16" {
            continue;
        }
        assert_eq!(ran.exit, Exit::Failed, "{args:?}");
        assert!(ran.err.contains(word), "{args:?}: {}", ran.err);
    }
}

#[test]
fn help_and_lists_are_chinese_and_end_well() {
    let dir = folder(&[]);
    for args in
        [vec!["--help"], vec!["check", "--help"], vec!["--version"], vec!["list", "notices"], vec!["list", "divisions"], vec!["explain"]]
    {
        let ran = pilot_in(dir.path(), &args);
        assert_eq!(ran.exit, Exit::Clean, "{args:?}: {}", ran.err);
        assert!(!ran.out.is_empty() && !ran.out.contains("Usage") && !ran.out.contains("[OPTIONS]"), "{args:?}: {}", ran.out);
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
