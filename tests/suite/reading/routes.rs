//! Several days in one notice: each route has its own, and it is judged by that one.

use std::fs;

use pilot::cli::Exit;
use pilot::notice::Profile;

use crate::support::{folder, pilot_in};

const CALL: &str = "关于组织申报2024年绿色工厂的通知\n各市工业和信息化局：\n本次申报分国家级绿色工厂和省级绿色工厂两类。\n一、申报材料\n1.绿色工厂申报书\n二、材料报送\n国家级绿色工厂请于2024年8月15日前，省级绿色工厂请于2024年9月10日下班前将申报书一式五份报送我厅。\n某省工业和信息化厅\n2024年3月8日\n";

/// What `check` and `pack` say of a project of a category at a moment.
fn judged(call: &str, category: &str, moment: &str) -> String {
    let dir = folder(&[("call.txt", call.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p");
    let toml = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
    let mut out = String::new();
    let mut is_chosen = false;
    for line in toml.lines() {
        if line.starts_with("category = ") {
            out.push_str(&format!("category = \"{category}\"\n"));
            is_chosen = true;
        } else {
            out.push_str(&format!("{line}\n"));
        }
    }
    assert!(is_chosen, "{toml}");
    fs::write(root.join("pilot.toml"), out).expect("written");
    let check = pilot_in(&root, &["check", "--as-of", moment]);
    let pack = pilot_in(&root, &["pack", "--as-of", moment]);
    assert_eq!(
        check.out.contains("deadline-passed"),
        pack.out.contains("deadline-passed"),
        "{}{}",
        pack.out,
        pack.err
    );
    check.out
}

#[test]
fn an_applicant_is_judged_by_the_day_of_the_own_route() {
    for (category, moment, is_late) in [
        ("category-1", "2024-08-15T10:00", false),
        ("category-1", "2024-08-16T00:00", true),
        ("category-2", "2024-09-01T10:00", false),
        ("category-2", "2024-09-10T23:00", false),
        ("category-2", "2024-09-11T00:00", true),
    ] {
        let said = judged(CALL, category, moment);
        assert_eq!(said.contains("deadline-passed"), is_late, "{category} {moment}: {said}");
    }
}

#[test]
fn the_last_day_of_office_hours_is_never_silently_in_time() {
    for moment in ["2024-09-10T09:00", "2024-09-10T23:00"] {
        let said = judged(CALL, "category-2", moment);
        assert!(said.contains("通知写下班前，没有写几点"), "{moment}: {said}");
    }
    let said = judged(CALL, "category-2", "2024-09-01T09:00");
    assert!(!said.contains("没有写几点"), "{said}");
}

#[test]
fn days_that_are_counted_reach_the_project_and_stay_with_people() {
    let call = CALL.replace(
        "国家级绿色工厂请于2024年8月15日前，省级绿色工厂请于2024年9月10日下班前将",
        "请各单位在收到本通知后10个工作日内将",
    );
    let dir = folder(&[("call.txt", call.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let ran = pilot_in(&dir.path().join("p"), &["status"]);
    assert!(ran.out.contains("10个工作日内") && ran.out.contains("收到本通知"), "{}", ran.out);
    let text = fs::read_to_string(dir.path().join("p/notice/profile.toml")).expect("a profile");
    let profile: Profile = toml::from_str(&text).expect("a profile");
    let kept = profile.obligations.iter().find(|o| o.quote.contains("10个工作日内"));
    assert!(kept.is_some_and(|obligation| obligation.judged_by.is_empty()), "{text}");
}

#[test]
fn status_shows_the_day_of_the_route_alone() {
    let dir = folder(&[("call.txt", CALL.as_bytes())]);
    let ran = pilot_in(dir.path(), &["init", "--notice", "call.txt", "p"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let root = dir.path().join("p");
    let profile = fs::read_to_string(root.join("notice/profile.toml")).expect("a profile");
    assert!(!profile.contains("step ="), "{profile}");
    let toml = fs::read_to_string(root.join("pilot.toml")).expect("pilot.toml");
    let line = toml.lines().find(|line| line.starts_with("category = ")).expect("a category");
    let toml = toml.replace(line, "category = \"category-2\"");
    fs::write(root.join("pilot.toml"), toml).expect("written");
    let ran = pilot_in(&root, &["status", "--as-of", "2024-09-01"]);
    assert!(ran.out.contains("2024年9月10日") && !ran.out.contains("2024年8月15日"), "{}", ran.out);
}
