//! Facts that a program read and nobody has compared with the notice: told by every form of a
//! report, each once, and by nothing where somebody did, or wrote the notice by hand.

use std::fs;
use std::path::Path;

use pilot::cli::Exit;
use pilot::notice::Profile;

use crate::support::{copy, folder, pilot_in};

const CALL: &str = "关于组织申报2024年节水示范项目的通知\n各市水利局：\n一、申报材料\n1.节水示范项目申报书\n2.营业执照复印件\n二、材料报送\n请各单位于2024年5月31日前将申报材料一式五份报送我厅。逾期不予受理。\n某省水利厅\n2024年3月8日\n";

/// A project of the notice, in a folder `p`.
fn project() -> tempfile::TempDir {
    let dir = folder(&[("call.txt", CALL.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    dir
}

fn profile_text(root: &Path) -> String {
    fs::read_to_string(root.join("notice/profile.toml")).expect("a profile")
}

#[test]
fn every_form_of_a_report_names_each_of_them_with_its_sentence() {
    let dir = project();
    let root = dir.path().join("p");
    let profile: Profile = toml::from_str(&profile_text(&root)).expect("a profile");
    let drafts = profile.drafts.len();
    assert!(drafts > 5, "{drafts}");
    for format in ["human", "json", "sarif", "junit", "github", "gitlab", "markdown", "html"] {
        let ran = pilot_in(&root, &["check", "--select", "notice-draft", "--format", format]);
        assert_eq!(ran.exit, Exit::Clean, "{format}: {}", ran.err);
        let deadline = "期限：第 7 行“请各单位于2024年5月31日前将申报材料一式五份报送我厅。”";
        assert!(ran.out.contains(deadline), "{format}: {}", ran.out);
        assert!(ran.out.contains("notice-draft"), "{format}: {}", ran.out);
        let told = ran.out.matches("还没有人对照通知核对：").count();
        assert!(told >= drafts, "{format}: {told} of {drafts}: {}", ran.out);
    }
    // What decides is a warning and stops the package; the rest is a hint.
    let ran = pilot_in(&root, &["check", "--select", "notice-draft", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), drafts, "{}", ran.out);
    for finding in findings {
        let message = finding["message"].as_str().expect("a message");
        let decides = message.contains("期限") || message.contains("：材料“营业执照复印件”：");
        let is_title = message.contains("：通知题目：");
        assert_eq!(finding["path"], "pilot.toml", "{message}");
        if decides || is_title {
            let severity = if decides { "warning" } else { "info" };
            assert_eq!(finding["severity"], severity, "{message}");
            assert_eq!(finding["blocks_pack"], decides, "{message}");
        }
    }
    let ran = pilot_in(&root, &["check", "--select", "notice-draft", "--final"]);
    assert_eq!(ran.exit, Exit::Findings, "{}", ran.out);

    let confirm = ["read", "notice", "--confirm", "all", "--by", "甲"];
    let ran = pilot_in(&root, &confirm);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = pilot_in(&root, &["check", "--select", "notice-draft", "--format", "sarif"]);
    assert!(!ran.out.contains("还没有人对照通知核对"), "{}", ran.out);
}

#[test]
fn a_notice_that_was_written_by_hand_has_none() {
    let dir = tempfile::tempdir().expect("a folder");
    copy(Path::new("examples/pingguo-nawa-park"), dir.path());
    let ran = pilot_in(dir.path(), &["check", "--select", "notice-draft"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(!ran.out.contains("notice-draft"), "{}", ran.out);
}

#[test]
fn check_and_status_tell_what_a_draft_leaves_out() {
    let dir = project();
    let root = dir.path().join("p");
    for command in ["check", "status"] {
        let ran = pilot_in(&root, &[command]);
        assert!(!ran.out.contains("对不上"), "{command}: {}", ran.out);
    }
    let mut profile: toml::Table = profile_text(&root).parse().expect("TOML");
    let materials = profile["materials"].as_array_mut().expect("materials");
    assert_eq!(materials.len(), 2);
    materials.pop();
    let drafts = profile["drafts"].as_array_mut().expect("drafts");
    drafts.retain(|draft| draft["fact"].as_str() != Some("materials.material-2"));
    fs::write(root.join("notice/profile.toml"), profile.to_string()).expect("written");
    let toml = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
    let without = toml.replace("material = \"material-2\"", "");
    assert_ne!(without, toml);
    fs::write(root.join("pilot.toml"), without).expect("written");
    for (command, format) in [("check", "human"), ("check", "json"), ("status", "")] {
        let args = [command, "--format", format];
        let ran = pilot_in(&root, if format.is_empty() { &args[..1] } else { &args });
        assert_ne!(ran.exit, Exit::Failed, "{command}: {}", ran.err);
        assert!(ran.out.contains("草稿与通知原文对不上：1 处"), "{command}: {}", ran.out);
        assert!(ran.out.contains("营业执照复印件"), "{command}: {}", ran.out);
    }
}
