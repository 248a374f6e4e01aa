//! What a check leaves out: files that have not changed (`--since`), and what the baseline lists.

use std::fs;
use std::path::Path;
use std::process::Command;

use pilot::cli::Exit;
use serde_json::Value;

use crate::support::outside_tools::tool;
use crate::support::workshop::{check, workshop};
use crate::support::{GUANGXI, example_with_pdf, folder, pilot_in};

const PROJECT: &str = "项目 一";
const BASELINE: &str = "项目 一/.pilot-baseline.json";

fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command
        .arg("-C")
        .arg(dir)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"])
        .args(args);
    // Whoever runs the tests from a hook has set these for another repository.
    let ran = command
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_WORK_TREE")
        .output()
        .expect("git runs");
    assert!(ran.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).trim().to_owned()
}

/// Puts a folder under version control and returns its first commit; `None` without git.
fn commit(dir: &Path) -> Option<String> {
    tool("git", &["--version"], dir)?;
    git(dir, &["init", "-q"]);
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-q", "-m", "一"]);
    Some(git(dir, &["rev-parse", "HEAD"]))
}

/// A workshop under version control, and its first commit.
fn repository(plan: &str) -> Option<(tempfile::TempDir, String)> {
    let dir = workshop(plan.as_bytes());
    let first = commit(dir.path())?;
    Some((dir, first))
}

fn json(dir: &Path, args: &[&str]) -> (Exit, Value) {
    let ran = check(dir, &[&["--format", "json"], args].concat());
    (
        ran.exit,
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {} {}", ran.out, ran.err)),
    )
}

fn rules(report: &Value) -> Vec<String> {
    report["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| f["rule"].as_str().expect("a name").to_owned())
        .collect()
}

fn write(dir: &Path, path: &str, text: &str) {
    fs::write(dir.join(path), text).expect("written");
}

#[test]
fn only_changed_files_count() {
    let Some((dir, rev)) = repository("投资待定。\n") else { return };
    let dir = dir.path();
    let (exit, report) = json(dir, &["--since", &rev]);
    assert_eq!((exit, rules(&report)), (Exit::Clean, vec![]), "the applicant was missing before");
    assert_eq!(report["since"]["hidden"], 3, "{report}");
    let words = check(dir, &["--since", "HEAD"]).out;
    assert!(
        words.contains("改动的文件里没有发现问题") && words.contains("其余文件里的 3 条没有列出"),
        "{words}"
    );

    write(dir, "项目 一/plan.md", "投资待定，大概。\n");
    let (exit, report) = json(dir, &["--since", "HEAD"]);
    assert_eq!((exit, rules(&report)), (Exit::Clean, vec!["blank".into(), "vague".into()]));
    assert_eq!(check(dir, &["--since", "HEAD", "--fail-on", "warning"]).exit, Exit::Findings);
    // Staged and committed changes count against an older revision as well.
    git(dir, &["commit", "-q", "-a", "-m", "二"]);
    assert_eq!(rules(&json(dir, &["--since", &rev]).1).len(), 2);
    assert_eq!(rules(&json(dir, &["--since", "HEAD"]).1).len(), 0);

    // New files that nobody has added yet count; ignored ones do not.
    write(dir, "项目 一/attachments/乙.exe", "MZ");
    assert_eq!(rules(&json(dir, &["--since", "HEAD"]).1), ["exe"]);
    write(dir, ".gitignore", "*.exe\n");
    assert_eq!(rules(&json(dir, &["--since", "HEAD"]).1), [""; 0]);

    // What has no place belongs to pilot.toml.
    let config = fs::read_to_string(dir.join("项目 一/pilot.toml")).expect("there");
    write(dir, "项目 一/pilot.toml", &format!("# 改\n{config}"));
    let (exit, report) = json(dir, &["--since", "HEAD"]);
    assert_eq!((exit, rules(&report)), (Exit::Findings, vec!["applicant".into()]));
}

#[test]
fn a_deleted_file_is_a_change_where_it_is_named() {
    let config = "format = 1\nnotice = \"gx-2023-cleaner-production\"\n[[attachments]]\ntitle = \"图\"\nfile = \"attachments/图.txt\"\n";
    let dir = folder(&[
        ("pilot.toml", config.as_bytes()),
        ("plan.md", b"# a\n"),
        ("attachments/图.txt", "图".as_bytes()),
    ]);
    let dir = dir.path();
    if commit(dir).is_none() {
        return;
    }
    assert_eq!(
        pilot_in(dir, &["check", "--since", "HEAD", "--select", "file-missing"]).exit,
        Exit::Clean
    );
    fs::remove_file(dir.join("attachments/图.txt")).expect("removed");
    let ran = pilot_in(dir, &["check", "--since", "HEAD", "--select", "file-missing"]);
    assert!(
        ran.exit == Exit::Findings && ran.out.contains("file-missing"),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn without_a_repository_or_revision_it_says_so() {
    let dir = workshop("好\n".as_bytes());
    let ran = check(dir.path(), &["--since", "HEAD"]);
    assert_eq!((ran.exit, ran.out.as_str()), (Exit::Failed, ""));
    assert!(ran.err.contains("不在 git 仓库里"), "{}", ran.err);
    let Some((dir, _)) = repository("好\n") else { return };
    for rev in ["无此分支", "--output=x", "HEAD:项目 一/plan.md", ""] {
        let ran = check(dir.path(), &[&format!("--since={rev}")]);
        assert_eq!((ran.exit, ran.out.as_str()), (Exit::Failed, ""), "{rev}");
        assert!(ran.err.contains("没有") && ran.err.contains("--since"), "{rev}: {}", ran.err);
    }
    assert!(!dir.path().join("项目 一/x").exists());
    // A file that is not understood is reported wherever it changed.
    write(
        dir.path(),
        "项目 一/pilot.toml",
        &format!("format = 1\nnotice = \"{GUANGXI}\"\nnmae = 5\n"),
    );
    git(dir.path(), &["commit", "-q", "-a", "-m", "二"]);
    let ran = check(dir.path(), &["--since", "HEAD"]);
    assert!(ran.exit == Exit::Failed && ran.out.contains("config-invalid"), "{}", ran.out);
}

#[test]
fn a_plan_by_itself_answers_for_everything() {
    let dir = folder(&[("方案.md", "# 方案\n".as_bytes()), ("读我.md", b"x\n")]);
    let dir = dir.path();
    if commit(dir).is_none() {
        return;
    }
    let ask = |args: &[&str]| -> Value {
        let ran = pilot_in(
            dir,
            &[&["check", "方案.md", "--notice", GUANGXI, "--format", "json"], args].concat(),
        );
        serde_json::from_str(&ran.out).unwrap_or_else(|e| panic!("{e}: {}", ran.err))
    };
    let all = rules(&ask(&[]));
    assert!(!all.is_empty());
    assert_eq!(rules(&ask(&["--since", "HEAD"])), [""; 0]);
    write(dir, "读我.md", "另一个文件\n");
    assert_eq!(rules(&ask(&["--since", "HEAD"])), [""; 0]);
    write(dir, "方案.md", "# 方案\n\n");
    assert_eq!(rules(&ask(&["--since", "HEAD"])), all);
}

#[test]
fn a_baseline_hides_what_it_lists_and_says_how_much() {
    let dir = workshop("投资待定，工期待定。\n".as_bytes());
    let dir = dir.path();
    let ran = check(dir, &["--write-baseline"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.out);
    assert!(ran.err.contains("已写 .pilot-baseline.json，记入 4 条"), "{}", ran.err);
    assert!(
        ran.out.contains("没有发现基线以外的问题") && ran.out.contains("基线里已有 4 条"),
        "{}",
        ran.out
    );
    let written = fs::read_to_string(dir.join(BASELINE)).expect("there");
    assert!(!written.contains("投资"), "the plan's text is not copied: {written}");

    // Lines move, the rest stays; one more of the same is new.
    write(dir, "项目 一/plan.md", "前言。\n\n投资待定，工期待定，大概。\n\n人员待定。\n");
    let (exit, report) = json(dir, &[]);
    assert_eq!((exit, report["baseline"].as_u64()), (Exit::Clean, Some(4)));
    assert_eq!(rules(&report), ["blank", "vague"]);
    assert_eq!(report["summary"]["warning"], 1, "what is hidden does not count");
    assert!(
        check(dir, &["--format", "sarif"]).err.contains("基线里已有 4 条"),
        "a form without room for it"
    );
    assert!(check(dir, &["--format", "github"]).out.contains("基线里已有 4 条"));
    for format in ["markdown", "html"] {
        assert!(check(dir, &["--format", format]).out.contains("基线里已有 4 条"), "{format}");
    }

    // What is sent is judged in full.
    assert_eq!(check(dir, &["--final"]).exit, Exit::Findings);
    let report = json(dir, &["--final"]).1;
    assert_eq!((rules(&report).len(), report["baseline"].as_u64()), (6, Some(0)));
    let ran = pilot_in(dir, &["pack", PROJECT, "--outline", "notices"]);
    assert!(
        ran.exit == Exit::Findings
            && ran.out.contains("错误[applicant]")
            && !ran.out.contains("基线"),
        "{}",
        ran.out
    );
}

#[test]
fn a_baseline_only_shrinks_unless_it_may_grow() {
    let dir = workshop("投资待定，工期待定。\n".as_bytes());
    let dir = dir.path();
    check(dir, &["--write-baseline"]);
    let first = fs::read(dir.join(BASELINE)).expect("there");
    check(dir, &["--write-baseline"]);
    assert_eq!(
        fs::read(dir.join(BASELINE)).expect("there"),
        first,
        "the same project gives the same bytes"
    );

    write(dir, "项目 一/plan.md", "投资待定，大概。\n");
    let (_, report) = json(dir, &[]);
    assert_eq!(
        (report["baseline"].as_u64(), report["baseline_removable"].as_u64()),
        (Some(3), Some(1))
    );
    assert!(check(dir, &[]).out.contains("基线里有 1 条已不再出现"));
    // What is not looked for is neither gone nor removed.
    assert!(json(dir, &["--select", "vague"]).1["baseline_removable"].is_null());
    let ran = check(dir, &["--write-baseline", "--select", "vague"]);
    assert!(
        ran.err.contains("现有 4 条：删去 0 条，新记 0 条；另有 1 条新问题没有记入"),
        "{}",
        ran.err
    );

    let ran = check(dir, &["--write-baseline"]);
    assert!(
        ran.err.contains(
            "现有 3 条：删去 1 条，新记 0 条；另有 1 条新问题没有记入，要记入请加 --grow"
        ),
        "{}",
        ran.err
    );
    assert!(ran.out.contains("提示[vague]"), "{}", ran.out);
    // What was taken out does not come back by itself.
    write(dir, "项目 一/plan.md", "投资待定，工期待定，大概。\n");
    assert_eq!(rules(&json(dir, &["--write-baseline"]).1), ["blank", "vague"]);
    let ran = check(dir, &["--write-baseline", "--grow", "--fail-on", "info"]);
    assert!(
        ran.exit == Exit::Clean && ran.err.contains("现有 5 条：删去 0 条，新记 2 条"),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn a_baseline_that_cannot_be_used_ends_the_run() {
    let dir = workshop("待定\n".as_bytes());
    let dir = dir.path();
    for (text, word) in [
        ("{\n<<<<<<< HEAD", "第 2 行"),
        ("{\"version\": 9, \"findings\": []}", "更新的 pilot"),
        ("", "读不懂"),
    ] {
        write(dir, BASELINE, text);
        for args in [&[][..], &["--write-baseline"]] {
            let ran = check(dir, args);
            assert_eq!((ran.exit, ran.out.as_str()), (Exit::Failed, ""), "{text}");
            assert!(ran.err.contains(word) && ran.err.contains("基线"), "{text}: {}", ran.err);
        }
        assert_eq!(fs::read_to_string(dir.join(BASELINE)).expect("there"), text, "left as it was");
    }
    assert_eq!(
        check(dir, &["--final", "--ignore", "applicant,blank"]).exit,
        Exit::Clean,
        "not even read"
    );
    fs::remove_file(dir.join(BASELINE)).expect("removed");
    let ran = pilot_in(
        dir,
        &[
            "check",
            "项目 一/plan.md",
            "--notice",
            "demo",
            "--outline",
            "notices",
            "--write-baseline",
        ],
    );
    assert!(ran.exit == Exit::Failed && ran.err.contains("只用于项目"), "{}", ran.err);
    for args in [
        &["--grow"][..],
        &["--write-baseline", "--final"],
        &["--write-baseline", "--since", "HEAD"],
        &["--watch", "--fix"],
    ] {
        assert_eq!(check(dir, args).exit, Exit::Failed, "{args:?}");
    }
}

/// The manifest tells where the sources stood. What packing itself writes is no change of theirs,
/// ignored or not.
#[test]
fn the_manifest_tells_whether_the_sources_are_those_of_the_commit() {
    let dir = example_with_pdf();
    let Some(head) = commit(dir.path()) else { return };
    let packed = || {
        let ran = pilot_in(dir.path(), &["pack"]);
        assert_eq!(ran.exit, Exit::Clean, "{}{}", ran.out, ran.err);
        let mut found = fs::read_dir(dir.path().join("dist"))
            .expect("dist")
            .filter_map(Result::ok)
            .map(|e| e.path());
        let zip = found.find(|p| p.extension().is_some_and(|e| e == "zip")).expect("a zip");
        let mut archive =
            zip::ZipArchive::new(fs::File::open(zip).expect("readable")).expect("an archive");
        let name = archive
            .file_names()
            .filter_map(Result::ok)
            .find(|n| n.ends_with("manifest.json"))
            .expect("a manifest")
            .into_owned();
        let manifest: serde_json::Value =
            serde_json::from_reader(archive.by_name(&name).expect("a manifest")).expect("JSON");
        assert_eq!(manifest["git"]["commit"], head.as_str());
        manifest["git"]["dirty"].clone()
    };
    assert_eq!(packed(), false);
    assert_eq!(packed(), false, "the former set lies there, untracked");
    let config = dir.path().join("pilot.toml");
    let text = fs::read_to_string(&config).expect("text");
    fs::write(&config, text + "\n").expect("written");
    assert_eq!(packed(), true);
}
