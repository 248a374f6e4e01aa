//! What build servers are given: the action, the hook, the files of `init --ci`; that they parse,
//! and that all they say to the program is understood.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pilot::cli::Exit;
use pilot::notice::Library;
use pilot::scaffold::{Answers, Ci, ci, plan};
use serde_json::Value;

use crate::support::outside_tools::{python_has, skip};
use crate::support::workshop::workshop;
use crate::support::{GUANGXI, folder, notice, pilot_in};

const KINDS: [(Ci, &str, &str); 3] = [
    (Ci::Github, "github", ".github/workflows/pilot.yml"),
    (Ci::Gitlab, "gitlab", ".gitlab-ci.yml"),
    (Ci::Gitee, "gitee", ".workflow/pilot.yml"),
];

/// The long options that a text names.
fn flags(text: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for word in text.split(|c: char| c.is_whitespace() || "\"'()=;,，、".contains(c)) {
        if word.len() > 2
            && word.starts_with("--")
            && word[2..].chars().all(|c| c.is_ascii_lowercase() || c == '-')
        {
            out.insert(word.to_owned());
        }
    }
    out
}

/// The options that a command knows, as its help lists them.
fn known(command: &[&str]) -> BTreeSet<String> {
    let dir = folder(&[]);
    let ran = pilot_in(dir.path(), &[command, &["--help"]].concat());
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    flags(&ran.out)
}

/// All that is run and parsed: name and text.
fn files() -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = ["action.yml", ".pre-commit-hooks.yaml"]
        .map(|name| (name.to_owned(), fs::read_to_string(name).expect(name)))
        .into();
    for file in ci(&notice(GUANGXI), &KINDS.map(|(kind, _, _)| kind)) {
        out.push((file.path, String::from_utf8(file.contents).expect("text")));
    }
    out
}

#[test]
fn every_option_they_use_is_known() {
    let known = known(&["check"]);
    assert!(known.contains("--since") && known.contains("--format"), "{known:?}");
    let mut used = BTreeSet::new();
    for (name, text) in files() {
        // Cargo has options of its own.
        let own: String =
            text.lines().filter(|l| !l.contains("cargo build")).map(|l| format!("{l}\n")).collect();
        for flag in flags(&own) {
            assert!(known.contains(&flag) || flag == "--version", "{name}: {flag}");
            used.insert(flag);
        }
        let checks = own.contains("pilot check");
        assert!(checks, "{name} does not check");
    }
    for flag in ["--format", "--fail-on", "--notice", "--as-of", "--output"] {
        assert!(used.contains(flag), "{flag} is not used: {used:?}");
    }
    let cargo = fs::read_to_string("action.yml").expect("there");
    assert!(
        cargo.contains("--no-default-features")
            && !cargo.contains("curl")
            && !cargo.contains("releases/"),
        "{cargo}"
    );
}

#[test]
fn every_input_of_the_action_is_used() {
    let text = fs::read_to_string("action.yml").expect("there");
    let (inputs, runs) = text.split_once("\nruns:\n").expect("runs after inputs");
    let (_, inputs) = inputs.split_once("\ninputs:\n").expect("inputs");
    let names: Vec<&str> = inputs
        .lines()
        .filter_map(|l| {
            l.strip_prefix("  ").filter(|l| !l.starts_with(' ')).and_then(|l| l.strip_suffix(':'))
        })
        .collect();
    assert_eq!(names, ["path", "notice", "as-of", "fail-on", "args"]);
    for name in names {
        let variable = format!("INPUT_{}", name.to_uppercase().replace('-', "_"));
        assert!(
            runs.contains(&format!("        {variable}: ${{{{ inputs.{name} }}}}\n")),
            "{name} is handed over as a variable"
        );
        assert!(runs.matches(&variable).count() >= 2, "{variable} is used");
    }
    assert_eq!(runs.matches("${{").count(), 5, "nothing is put into a script");
}

/// Whether Python can read YAML. Without it the test says so, or fails where all tools must be
/// there.
fn can_read() -> bool {
    let there = python_has("yaml");
    if !there {
        skip("python3 has no yaml");
    }
    there
}

/// Whether the shell of the runners is here.
#[cfg(unix)]
fn has_bash() -> bool {
    let there = Path::new("/bin/bash").exists();
    if !there {
        skip("there is no /bin/bash");
    }
    there
}

/// A YAML text as Python reads it.
fn yaml(text: &str) -> Value {
    let dir = folder(&[("a.yml", text.as_bytes())]);
    // `on:` is a truth value in YAML 1.1, and no name in JSON.
    let script = "import json, sys, yaml\nprint(json.dumps(yaml.safe_load(open(sys.argv[1], encoding='utf-8')), ensure_ascii=True))";
    let ran = Command::new("python3")
        .args(["-c", script])
        .arg(dir.path().join("a.yml"))
        .output()
        .expect("it runs");
    assert!(ran.status.success(), "{text}\n{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_slice(&ran.stdout).expect("JSON")
}

#[test]
fn conformance_of_the_files_for_build_servers() {
    if !can_read() {
        return;
    }
    for (name, text) in files() {
        let value = yaml(&text);
        match name.as_str() {
            "action.yml" => {
                assert_eq!(value["runs"]["using"], "composite");
                assert!(
                    value["runs"]["steps"]
                        .as_array()
                        .expect("steps")
                        .iter()
                        .all(|s| s["shell"] == "bash")
                );
                assert!(
                    value["inputs"]
                        .as_object()
                        .expect("inputs")
                        .values()
                        .all(|i| i["default"].is_string())
                );
            }
            ".pre-commit-hooks.yaml" => {
                let hook = &value[0];
                assert_eq!(
                    (hook["id"].as_str(), hook["language"].as_str()),
                    (Some("pilot-check"), Some("system"))
                );
                assert_eq!(hook["pass_filenames"], false);
                let files = regex::Regex::new(hook["files"].as_str().expect("a pattern"))
                    .expect("a pattern");
                for path in
                    ["plan.md", "甲/pilot.toml", "attachments/推荐函.pdf", "甲/attachments/a.pdf"]
                {
                    assert!(files.is_match(path), "{path}");
                }
                for path in
                    ["README.md", "my-plan.md.bak", "src/pilot.toml.rs", "old-attachments.txt"]
                {
                    assert!(!files.is_match(path), "{path}");
                }
                let words: Vec<&str> = hook["entry"].as_str().expect("words").split(' ').collect();
                assert_eq!(words[0], "pilot");
            }
            ".gitlab-ci.yml" => {
                let reports = &value["check"]["artifacts"]["reports"];
                for (kind, format) in [("codequality", "gitlab"), ("junit", "junit")] {
                    let file = reports[kind].as_str().expect("a file");
                    let wanted = format!("pilot check --format {format} --output {file} || true");
                    assert!(
                        value["check"]["script"]
                            .as_array()
                            .expect("a list")
                            .iter()
                            .any(|l| *l == wanted.as_str()),
                        "{wanted}"
                    );
                }
                assert_eq!(
                    value["check"]["script"].as_array().and_then(|s| s.last()).expect("a line"),
                    "pilot check"
                );
            }
            ".workflow/pilot.yml" => {
                assert_eq!(value["stages"][0]["steps"][0]["commands"][2], "pilot check");
                assert_eq!(value["version"], "1.0");
            }
            _ => {
                assert_eq!(value["jobs"]["check"]["steps"][2]["run"], "pilot check --format github")
            }
        }
    }
}

/// Runs the script of the action's second step as the runner does, with the program on the path.
#[cfg(unix)]
fn act(dir: &Path, inputs: &[(&str, &str)]) -> (Option<i32>, String) {
    let action = yaml(&fs::read_to_string("action.yml").expect("there"));
    let script = dir.join("step.sh");
    fs::write(&script, action["runs"]["steps"][1]["run"].as_str().expect("a script"))
        .expect("written");
    let program = Path::new(env!("CARGO_BIN_EXE_pilot")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").expect("a path"));
    let mut command = Command::new("/bin/bash");
    command
        .args(["--noprofile", "--norc", "-e", "-o", "pipefail"])
        .arg(&script)
        .current_dir(dir)
        .env("PATH", path);
    command.env_remove("GITHUB_STEP_SUMMARY");
    for (name, value) in action["inputs"].as_object().expect("inputs") {
        let given = inputs.iter().find(|(n, _)| n == name).map(|(_, v)| *v);
        let value = given.unwrap_or_else(|| value["default"].as_str().expect("a default"));
        command.env(format!("INPUT_{}", name.to_uppercase().replace('-', "_")), value);
    }
    let ran = command.output().expect("bash runs");
    (
        ran.status.code(),
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)),
    )
}

#[cfg(unix)]
#[test]
fn conformance_of_the_actions_script_with_bash() {
    if !can_read() || !has_bash() {
        return;
    }
    let dir = workshop("投资待定。\n".as_bytes());
    let outline = ("args", "--outline notices");
    let (exit, said) = act(dir.path(), &[("path", "项目 一"), outline]);
    assert_eq!(exit, Some(1), "{said}");
    assert!(said.contains("::error file=项目 一/pilot.toml"), "{said}");
    let (exit, said) =
        act(dir.path(), &[("path", "项目 一"), ("args", "--outline notices  --ignore applicant")]);
    assert_eq!(exit, Some(0), "{said}");
    let more = [
        ("path", "项目 一"),
        ("args", "--outline notices --ignore applicant"),
        ("fail-on", "warning"),
        ("as-of", "2023-10-16"),
    ];
    assert_eq!(act(dir.path(), &more).0, Some(1));
    let plan = [("path", "项目 一/plan.md"), ("notice", "demo"), outline];
    assert_eq!(act(dir.path(), &plan).0, Some(0), "{}", act(dir.path(), &plan).1);
    // Whatever is written into an input, it is a word and no command.
    let (exit, said) = act(
        dir.path(),
        &[("path", "$(touch hacked)"), ("as-of", "`touch hacked`"), ("args", "; touch hacked")],
    );
    assert_eq!(exit, Some(2), "{said}");
    assert!(!dir.path().join("hacked").exists());
}

#[cfg(unix)]
#[test]
fn conformance_of_how_the_action_gets_the_program() {
    use std::os::unix::fs::PermissionsExt as _;
    if !can_read() || !has_bash() {
        return;
    }
    let action = yaml(&fs::read_to_string("action.yml").expect("there"));
    let script = action["runs"]["steps"][0]["run"].as_str().expect("a script").to_owned();
    let dir = folder(&[
        ("step.sh", script.as_bytes()),
        ("none/x", b""),
        ("with/cargo", b"#!/bin/sh\nprintf '%s\\n' \"$@\" > \"$SAID\"\n"),
    ]);
    let dir = dir.path();
    fs::set_permissions(dir.join("with/cargo"), fs::Permissions::from_mode(0o755)).expect("set");
    // Only these folders: neither the program nor the real cargo may be found.
    let run = |bin: &str| {
        let mut command = Command::new("/bin/bash");
        command
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail"])
            .arg(dir.join("step.sh"))
            .current_dir(dir)
            .env_clear();
        command
            .env("PATH", dir.join(bin))
            .env("SAID", dir.join("said"))
            .env("GITHUB_PATH", dir.join("path"));
        command
            .env("GITHUB_ACTION_PATH", "/动作 一")
            .env("RUNNER_TEMP", "/临时 二")
            .output()
            .expect("bash runs")
    };
    let ran = run("with");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let said = fs::read_to_string(dir.join("said")).expect("cargo was called");
    let words: Vec<&str> = said.lines().collect();
    assert_eq!(words[..4], ["build", "--release", "--locked", "--no-default-features"]);
    assert!(
        words.contains(&"/动作 一/Cargo.toml") && words.contains(&"/临时 二/pilot"),
        "{words:?}"
    );
    assert_eq!(fs::read_to_string(dir.join("path")).expect("there"), "/临时 二/pilot/release\n");
    let ran = run("none");
    assert_eq!(ran.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&ran.stdout).starts_with("::error "),
        "said as GitHub shows it"
    );
}

#[test]
fn a_new_project_gets_the_files_of_the_servers_it_names() {
    let notice = notice(GUANGXI);
    let paths = |kinds: &[Ci]| -> Vec<String> {
        let files = plan(&notice, &Answers { ci: kinds.to_vec(), ..Answers::default() });
        files
            .iter()
            .map(|f| f.path.clone())
            .filter(|p| KINDS.iter().any(|(_, _, file)| file == p))
            .collect()
    };
    assert_eq!(paths(&[]), [".github/workflows/pilot.yml"]);
    assert_eq!(paths(&[Ci::Gitee]), [".workflow/pilot.yml"]);
    assert_eq!(
        paths(&[Ci::Gitlab, Ci::Github, Ci::Gitlab]),
        [".github/workflows/pilot.yml", ".gitlab-ci.yml"]
    );
    for (kind, _, file) in KINDS {
        let files = plan(&notice, &Answers { ci: vec![kind], ..Answers::default() });
        let readme = files.iter().find(|f| f.path == "README.md").expect("there");
        assert!(
            String::from_utf8_lossy(&readme.contents).contains(&format!("自动检查：`{file}`，")),
            "{kind:?}"
        );
    }
    // A notice with files of its own for a server.
    let dir = folder(&[
        (
            "甲/profile.toml",
            "format = 1\nid = \"甲\"\ntitle = \"甲通知\"\nshort = \"甲\"\ninclude = [\"common\"]\n"
                .as_bytes(),
        ),
        ("甲/notice.txt", "甲通知\n".as_bytes()),
        ("甲/ci/gitlab/_gitlab-ci.yml", b"own: {{plan.title}}\r\n"),
    ]);
    let mut library = Library::default();
    library.add_dir(dir.path()).expect("read");
    let own = ci(&library.load("甲").expect("loaded"), &[Ci::Gitlab, Ci::Gitee]);
    assert_eq!(own.len(), 2);
    assert_eq!(
        String::from_utf8_lossy(&own[0].contents),
        "own: {{plan.title}}\n",
        "as it is written"
    );
}

#[test]
fn the_command_adds_them_to_a_project_and_overwrites_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    let run = |words: &[&str]| pilot_in(dir.path(), words);
    let there = |path: &str| dir.path().join(path).exists();
    let ran = run(&["init", "p", "--category", "park", "--ci", "gitlab,gitee"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(there("p/.gitlab-ci.yml") && there("p/.workflow/pilot.yml") && !there("p/.github"));

    let config = fs::read(dir.path().join("p/pilot.toml")).expect("there");
    fs::remove_file(dir.path().join("p/letter.md")).expect("removed");
    let ran = run(&["init", "p", "--ci", "github"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(there("p/.github/workflows/pilot.yml") && !there("p/letter.md"), "{}", ran.err);
    assert_eq!(fs::read(dir.path().join("p/pilot.toml")).expect("there"), config);
    assert!(
        ran.err.contains("  .github/workflows/pilot.yml") && !ran.err.contains("仓库最上层"),
        "{}",
        ran.err
    );

    // All or nothing.
    fs::remove_file(dir.path().join("p/.workflow/pilot.yml")).expect("removed");
    fs::write(dir.path().join("p/.gitlab-ci.yml"), "mine").expect("written");
    let ran = run(&["init", "p", "--ci", "gitlab", "--ci", "gitee"]);
    assert!(
        ran.exit == Exit::Failed && ran.err.contains(".gitlab-ci.yml：已经存在"),
        "{}",
        ran.err
    );
    assert_eq!(fs::read_to_string(dir.path().join("p/.gitlab-ci.yml")).expect("there"), "mine");
    assert!(!there("p/.workflow/pilot.yml"));

    // From a folder inside the project; and where the repository begins further up.
    fs::create_dir(dir.path().join(".git")).expect("made");
    let ran = pilot_in(&dir.path().join("p/attachments"), &["init", "--ci", "gitee"]);
    assert!(
        ran.exit == Exit::Clean && there("p/.workflow/pilot.yml") && ran.err.contains("仓库最上层"),
        "{}",
        ran.err
    );

    // What is meant for a new project still makes one.
    let ran = run(&["init", "p", "--ci", "github", "--name", "乙项目"]);
    assert!(ran.exit == Exit::Failed && ran.err.contains("pilot.toml：已经存在"), "{}", ran.err);
    for kind in ["jenkins", ""] {
        let ran = run(&["init", "q", "--ci", kind]);
        assert_eq!((ran.exit, there("q")), (Exit::Failed, false), "{kind}");
    }
    for (_, kind, _) in KINDS {
        assert!(run(&["init", "q", "--ci", "jenkins"]).err.contains(kind));
    }
}

#[test]
fn completions_and_the_manual_know_the_options() {
    let dir = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = pilot_in(dir.path(), &["completions", shell]);
        assert_eq!(ran.exit, Exit::Clean, "{shell}: {}", ran.err);
        for flag in ["since", "write-baseline", "grow", "watch", "ci"] {
            assert!(ran.out.contains(flag), "{shell}: {flag}");
        }
    }
    let ran = pilot_in(dir.path(), &["man"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(
        ran.out.contains(".TH")
            && ran.out.contains("check")
            && ran.out.chars().any(pilot::text::han::is_han),
        "{}",
        ran.out
    );
    // Wrapping knows only spaces, so a line of help is short.
    for command in ["check", "init"] {
        let help = pilot_in(dir.path(), &[command, "--help"]).out;
        for flag in ["--since", "--write-baseline", "--grow", "--watch", "--ci"] {
            let Some(line) = help.lines().find(|l| l.trim_start().starts_with(flag)) else {
                continue;
            };
            let words = line.rsplit("  ").next().unwrap_or_default();
            assert!(!words.is_empty() && words.chars().count() <= 30, "{line}");
        }
    }
}
