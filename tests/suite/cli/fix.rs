//! `--fix` and `--diff`: only what is safe, nothing lost, and at rest afterwards.

use std::fs;
use std::path::Path;

use pilot::cli::Exit;
use pilot::diag::{Applicability, apply};
use pilot::notice::{Check, Library};
use pilot::project::Project;
use pilot::rules;

use crate::support::workshop::{check, workshop};
use crate::support::{notice, options_of, project_of};

const PLAN: &str = "项目 一/plan.md";

fn read(dir: &Path, path: &str) -> String {
    String::from_utf8(fs::read(dir.join(path)).expect("there")).expect("UTF-8")
}

/// Adds a card that replaces one thing in the plan, or in the plan and `pilot.toml`.
fn card(dir: &Path, id: &str, pattern: &str, with: &str, within: &str) {
    let found = pattern.split('|').next().expect("a first");
    let text = format!(
        "id = \"{id}\"\ntitle = \"试\"\ngroup = \"writing\"\nseverity = \"info\"\nmessage = \"{{found}}\"\nwhy = \"试\"\nneeds = [\"plan\"]\n[authority.practice]\nreason = \"试\"\n[check.must-not-match]\npattern = \"{pattern}\"\nwithin = \"{within}\"\nfix = {{ title = \"试\", with = \"{with}\", safety = \"safe\" }}\n[[example.pass]]\nplan = \"好\"\n[[example.fail]]\nplan = \"⟦{found}⟧\"\n"
    );
    fs::write(dir.join(format!("notices/demo/rules/{id}.toml")), text).expect("written");
}

#[test]
fn safe_fixes_alone_by_default_and_none_of_a_rule_that_is_off() {
    let dir = workshop("水5~8万吨，电1~2度，大概三成，很好！\n".as_bytes());
    let before = check(dir.path(), &["--ignore", "applicant"]);
    assert!(
        before.out.contains("其中 2 条可用 --fix 自动修改，另有 1 条再加 --unsafe-fixes"),
        "{}",
        before.out
    );
    let ran = check(dir.path(), &["--fix", "--ignore", "applicant"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert_eq!(read(dir.path(), PLAN), "水5～8万吨，电1～2度，大概三成，很好！\n");
    assert!(ran.err.contains("已修改 2 处：plan.md"), "{}", ran.err);
    assert!(
        ran.out.contains("提示[vague]") && !ran.out.contains("提示[tilde]"),
        "what is left is reported: {}",
        ran.out
    );
    let again = check(dir.path(), &["--fix", "--ignore", "applicant"]);
    assert!(again.err.is_empty() && again.out == ran.out, "{}", again.err);
    let more = check(dir.path(), &["--fix", "--unsafe-fixes", "-q", "--ignore", "applicant"]);
    assert!(more.err.is_empty(), "{}", more.err);
    assert_eq!(read(dir.path(), PLAN), "水5～8万吨，电1～2度，三成，很好！\n");
}

#[test]
fn the_exit_status_is_that_of_what_is_left() {
    let dir = workshop("水5~8万吨。\n".as_bytes());
    assert_eq!(
        check(dir.path(), &["--fix"]).exit,
        Exit::Findings,
        "the applicant is still missing"
    );
    assert_eq!(
        check(dir.path(), &["--fix", "--ignore", "applicant", "--fail-on", "info"]).exit,
        Exit::Findings,
        "so is the exe"
    );
    assert_eq!(
        check(dir.path(), &["--fix", "--select", "tilde", "--fail-on", "info"]).exit,
        Exit::Clean
    );
}

#[test]
fn byte_order_mark_and_line_ends_stay() {
    let dir = workshop("\u{feff}一\r\n水5~8万吨\r\n\r\n完\r\n".as_bytes());
    check(dir.path(), &["--fix"]);
    assert_eq!(read(dir.path(), PLAN), "\u{feff}一\r\n水5～8万吨\r\n\r\n完\r\n");
}

#[test]
fn another_encoding_is_never_rewritten() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("年节水5~8万吨，投资待定。\n");
    let dir = workshop(&bytes);
    let ran = check(dir.path(), &["--fix"]);
    assert_eq!(fs::read(dir.path().join(PLAN)).expect("there"), bytes.as_ref());
    assert!(ran.err.contains("plan.md 不是 UTF-8 编码"), "{}", ran.err);
    assert!(ran.out.contains("提示[tilde]") && !ran.out.contains("可用 --fix"), "{}", ran.out);
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let plan = "一\n二\n三\n水5~8万吨\n五\n六\n七\n八\n";
    let dir = workshop(plan.as_bytes());
    let ran = check(dir.path(), &["--diff"]);
    assert_eq!(
        ran.out,
        "--- a/项目 一/plan.md\n+++ b/项目 一/plan.md\n@@ -1,7 +1,7 @@\n 一\n 二\n 三\n-水5~8万吨\n+水5～8万吨\n 五\n 六\n 七\n"
    );
    assert_eq!(read(dir.path(), PLAN), plan);
    assert_eq!(ran.exit, Exit::Findings, "as a check of what is there");
    let clean = check(dir.path(), &["--diff", "--select", "blank"]);
    assert_eq!((clean.exit, clean.out.as_str()), (Exit::Clean, ""));
    assert_eq!(check(dir.path(), &["--diff", "--fix"]).exit, Exit::Failed);
    assert_eq!(check(dir.path(), &["--diff", "--format", "json"]).exit, Exit::Failed);
}

#[test]
fn a_chain_of_fixes_comes_to_rest_and_a_circle_writes_nothing() {
    let dir = workshop("甲乙丙\n".as_bytes());
    card(dir.path(), "first", "甲乙", "丁", "plan");
    card(dir.path(), "later", "乙丙|丁丙", "戊", "plan");
    check(dir.path(), &["--fix"]);
    assert_eq!(
        read(dir.path(), PLAN),
        "戊\n",
        "the second edit overlaps the first and waits for its turn"
    );

    let dir = workshop("天\n".as_bytes());
    card(dir.path(), "day", "天", "地", "plan");
    card(dir.path(), "night", "地", "天", "plan");
    let ran = check(dir.path(), &["--fix"]);
    assert_eq!(ran.exit, Exit::Failed);
    assert!(
        ran.err.contains("仍在变化") && ran.err.contains("day") | ran.err.contains("night"),
        "{}",
        ran.err
    );
    assert_eq!(read(dir.path(), PLAN), "天\n");
}

#[test]
fn names_and_numbers_of_the_project_file_stay() {
    let dir = workshop("好\n".as_bytes());
    card(dir.path(), "old", "旧县", "新县", "plan-and-config");
    let toml = "format = 1\nnotice = \"demo\"\n[project]\nname = \"旧县项目\"\nstart = \"2023-11\"\n[applicant]\nname = \"旧县人民政府\"\n[foundation]\nstaff = \"旧县专班\"\n";
    fs::write(dir.path().join("项目 一/pilot.toml"), toml).expect("written");
    let ran = check(dir.path(), &["--fix"]);
    assert_eq!(read(dir.path(), "项目 一/pilot.toml"), toml.replace("旧县专班", "新县专班"));
    assert_eq!(ran.out.matches("提示[old]").count(), 2, "{}", ran.out);
    assert!(!ran.out.contains("可用 --fix"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let dir = workshop("好\n".as_bytes());
    fs::write(dir.path().join("outside.md"), "水5~8万吨\n").expect("written");
    fs::remove_file(dir.path().join(PLAN)).expect("removed");
    std::os::unix::fs::symlink("../outside.md", dir.path().join(PLAN)).expect("linked");
    check(dir.path(), &["--fix"]);
    assert_eq!(read(dir.path(), "outside.md"), "水5~8万吨\n");
    assert!(dir.path().join(PLAN).is_symlink());
}

/// Mends until nothing changes.
fn fixed(
    mut project: Project,
    notice: &pilot::notice::Notice,
    options: &rules::Options,
) -> Result<Project, String> {
    for _ in 0..=apply::ROUNDS {
        let report = rules::run(&project, notice, options);
        let chosen =
            apply::choose(&report.findings, Applicability::Unsafe, &project.sources, |_| true);
        if chosen.is_empty() {
            return Ok(project);
        }
        let texts = apply::apply(&chosen, &project.sources);
        project = project.revised(notice, &texts);
    }
    Err("does not come to rest".to_owned())
}

#[test]
fn every_fix_of_every_card_comes_to_rest_and_removes_its_finding() {
    let mut faults = Vec::new();
    for id in Library::default().ids() {
        let notice = notice(&id);
        for card in notice.cards.iter().filter(|c| !matches!(c.check, Check::Waiver { .. })) {
            for (index, example) in card.fail.iter().enumerate() {
                let (project, _) = project_of(example, &notice);
                let mut options = options_of(example, &notice, card.needs.clone());
                options.select = vec![card.id.0.clone()];
                let before = rules::run(&project, &notice, &options).findings;
                let unfixable = before.iter().filter(|f| f.fix.is_none()).count();
                if unfixable == before.len() {
                    continue;
                }
                match fixed(project, &notice, &options) {
                    Err(why) => faults.push(format!("{} fail {}: {why}", card.id, index + 1)),
                    Ok(project) => {
                        let left = rules::run(&project, &notice, &options).findings.len();
                        if left > unfixable {
                            faults.push(format!(
                                "{} fail {}: {left} findings are left of {}",
                                card.id,
                                index + 1,
                                before.len()
                            ));
                        }
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    /// Whatever edits are offered, those that are made touch nothing but their own places.
    #[test]
    fn edits_change_their_places_only(text in "[一二三a\r\n~]{0,12}", offers in proptest::collection::vec(proptest::collection::vec((0_usize..40, 0_usize..6, "[xy]{0,2}"), 1..3), 0..6)) {
        use pilot::diag::{Authority, AuthorityKind, Edit, Finding, FindingWeight, Fix, Place, RuleId, Severity};
        use pilot::text::{At, SourceId, SourceText, Sources};
        let mut sources = Sources::default();
        sources.add(SourceText::new("a", text.clone()));
        let findings: Vec<Finding> = offers.iter().map(|edits| Finding {
            rule: RuleId::from("a"),
            severity: Severity::Info,
            blocks_pack: false,
            weight: FindingWeight::Quality,
            message: String::new(),
            help: None,
            authority: Authority { kind: AuthorityKind::Practice, reference: String::new(), quote: String::new(), at: None },
            place: Place::Whole,
            related: Vec::new(),
            fix: Some(Fix {
                title: String::new(),
                edits: edits.iter().map(|(start, len, with)| Edit { at: At::new(SourceId(0), *start, start + len), with: with.clone() }).collect(),
                applicability: Applicability::Safe,
            }),
            meaning: None,
        }).collect();
        let chosen = apply::choose(&findings, Applicability::Safe, &sources, |_| true);
        let mut edits: Vec<&Edit> = chosen.iter().flat_map(|f| &f.edits).collect();
        edits.sort_by_key(|e| std::cmp::Reverse(e.at.span));
        for pair in edits.windows(2) {
            proptest::prop_assert!(pair[1].at.span.end <= pair[0].at.span.start);
        }
        let mut expected = text.clone();
        for edit in &edits {
            expected.replace_range(edit.at.span.range(), &edit.with);
        }
        let got = match apply::apply(&chosen, &sources).pop() {
Some((_, text)) => text,
None => text,
};
        proptest::prop_assert_eq!(got, expected);
    }
}
