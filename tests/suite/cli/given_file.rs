//! `pilot FILE`: what a dropped file calls for, and what lies beside it afterwards.

use std::fs;

use pilot::cli::Exit;

use crate::support::{folder, pilot_in};

/// The names in a folder, in order.
fn names(dir: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(dir).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into())
        .collect();
    names.sort();
    names
}

#[test]
fn a_dropped_plan_is_judged_by_the_notice_beside_it_and_keeps_its_bytes() {
    let plan = fs::read("tests/word/python-docx.docx").expect("a plan");
    let notice = "关于申报示范项目的通知\n一、材料要求\n申报书一式三份。\n二、材料报送\n2026年3月31日前报送至县发展和改革局。\n";
    let dir = folder(&[("方案.docx", &plan), ("申报通知.txt", notice.as_bytes())]);
    let ran = pilot_in(dir.path(), &["方案.docx"]);
    assert_ne!(ran.exit, Exit::Failed, "{}", ran.err);
    assert_eq!(
        names(dir.path()),
        ["方案-批注.docx", "方案-检查报告.html", "方案.docx", "申报通知.txt"]
    );
    assert!(ran.err.contains("依据同一文件夹里的"), "{}", ran.err);
    let report = fs::read_to_string(dir.path().join("方案-检查报告.html")).expect("a report");
    assert!(report.contains("关于申报示范项目的通知"), "judged by that notice");
    assert_eq!(fs::read(dir.path().join("方案.docx")).expect("there"), plan);

    // Once more: nothing is written over.
    pilot_in(dir.path(), &["方案.docx"]);
    assert!(names(dir.path()).contains(&"方案-批注（2）.docx".to_owned()));
}

#[test]
fn a_dropped_file_that_calls_for_nothing_is_named_with_what_would() {
    let dir = folder(&[("照片.jpg", b"x")]);
    for (word, said) in [
        ("照片.jpg", "不知道要对 照片.jpg 做什么"),
        ("没有.docx", "没有 没有.docx 这个文件或文件夹"),
    ] {
        let ran = pilot_in(dir.path(), &[word]);
        assert_eq!(ran.exit, Exit::Failed);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
    assert_eq!(names(dir.path()), ["照片.jpg"]);
}
