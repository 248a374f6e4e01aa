//! `pilot new`: drafts that load at once, and never overwrite.

use std::fs;

use pilot::cli::Exit;
use pilot::notice::Library;
use pilot::reading::folder::{ReadNotice, notice_folder};
use pilot::reading::{NoticeDocument, read_sheet};

use crate::support::{GUANGXI, folder, notice, pilot_in};

const WORDS: &str = "关于申报示范项目的通知\n一、要求\n请于2024年5月31日前报送。\n附件\n《实施方案》编制大纲\n一、概况\n二、计划\n三、保障\n";

#[test]
fn a_new_notice_and_a_new_card_can_be_used_at_once() {
    let dir = folder(&[("通知.txt", WORDS.as_bytes())]);
    let ran = pilot_in(dir.path(), &["new", "notice", "hb-2024-demo", "--from", "通知.txt"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(ran.out.is_empty() && ran.err.contains("hb-2024-demo/"), "{}", ran.err);
    let ran = pilot_in(dir.path(), &["new", "rule", "hb-2024-demo/no-slogans"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    for rule in ["no-slogans", "section-missing"] {
        let ran =
            pilot_in(dir.path(), &["explain", rule, "--outline", ".", "--notice", "hb-2024-demo"]);
        assert_eq!(ran.exit, Exit::Clean, "{rule}: {}", ran.err);
        assert!(ran.out.contains("通知要求"), "{}", ran.out);
    }
    fs::create_dir(dir.path().join("p")).expect("a folder");
    fs::write(dir.path().join("p/pilot.toml"), "format = 1\nnotice = \"hb-2024-demo\"\n")
        .expect("written");
    fs::write(dir.path().join("p/plan.md"), "# 某项目\n\n## 一、概况\n\n好。\n").expect("written");
    let ran =
        pilot_in(dir.path(), &["check", "p", "--outline", ".", "--select", "section-missing"]);
    assert_eq!(ran.exit, Exit::Findings, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("二、计划"), "{}", ran.out);
}

#[test]
fn nothing_is_overwritten_and_mistakes_are_told() {
    let dir = folder(&[
        ("n.txt", WORDS.as_bytes()),
        ("picture.txt", b"\0\xff\xd8"),
        ("mine/profile.toml", b"mine"),
    ]);
    for (args, word) in [
        (vec!["new", "notice", "mine", "--from", "n.txt"], "已经存在"),
        (vec!["new", "notice", GUANGXI, "--from", "n.txt"], "已有编号"),
        (vec!["new", "notice", "common", "--from", "n.txt"], "已有编号"),
        (vec!["new", "notice", "../up", "--from", "n.txt"], "小写字母"),
        (vec!["new", "notice", "demo", "--from", "none.txt"], "不存在"),
        (vec!["new", "notice", "demo", "--from", "picture.txt"], "不是文本文件"),
        (vec!["new", "notice", "demo"], "--from"),
        (vec!["new", "rule", "demo"], "没有 /"),
        (vec!["new", "rule", "nowhere/a"], "没有找到"),
        (vec!["new", "rule", "gx-2023-cleaner-production/a"], "内置"),
        (vec!["new", "rule", "mine/../../a"], "小写字母"),
    ] {
        let ran = pilot_in(dir.path(), &args);
        assert_eq!(ran.exit, Exit::Failed, "{args:?}");
        assert!(ran.err.contains(word), "{args:?}: {}", ran.err);
    }
    assert_eq!(fs::read(dir.path().join("mine/profile.toml")).expect("there"), b"mine");
    assert_eq!(
        fs::read_dir(dir.path().join("mine")).expect("there").count(),
        1,
        "none of the draft is left behind"
    );
}

#[test]
fn a_notice_in_gbk_is_read() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(WORDS);
    let dir = folder(&[("n.txt", &bytes)]);
    assert_eq!(
        pilot_in(dir.path(), &["new", "notice", "demo", "--from", "n.txt"]).exit,
        Exit::Clean
    );
    assert_eq!(fs::read_to_string(dir.path().join("demo/notice.txt")).expect("UTF-8"), WORDS);
}

/// The draft of the notice that was worked out by hand comes near to what the hand wrote.
#[test]
fn the_draft_of_the_real_notice_finds_its_outline() {
    let real = notice(GUANGXI);
    let dir = folder(&[]);
    let document = NoticeDocument::from_lines(&real.text.source.text);
    let sheet = read_sheet(&document);
    let read = ReadNotice { document: &document, sheet: &sheet, forms: &[] };
    for file in notice_folder("again", read, &Library::default()) {
        let path = dir.path().join(&file.path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, file.text).expect("written");
    }
    let mut library = Library::default();
    library.add_dir(dir.path()).expect("readable");
    let draft = library.load("again").expect("it loads");
    let headings = |n: &pilot::notice::Notice| -> Vec<String> {
        n.outline.iter().flat_map(|o| o.walk()).map(|(_, o)| o.full()).collect()
    };
    assert_eq!(headings(&draft), headings(&real));
    assert_eq!(draft.profile.title, real.profile.title);
    assert_eq!(draft.profile.signed_on, real.profile.signed_on);
}

#[test]
fn words_are_given_for_patterns_only_and_in_order() {
    let text = fs::read_to_string("outline/common/bindings.toml").expect("there");
    let table: toml::Table = text.parse().expect("TOML");
    let words = table["words"].as_table().expect("a table");
    let names: Vec<&String> = words.keys().collect();
    assert!(names.is_sorted(), "{names:?}");
    for (rule, words) in words {
        let card = fs::read_to_string(format!("outline/common/rules/{rule}.toml"))
            .unwrap_or_else(|_| panic!("{rule} has no card"));
        let keys: toml::Table = card.parse().expect("TOML");
        assert!(!keys.contains_key("authority"), "{rule} needs no clause of a notice");
        assert!(words.as_array().is_some_and(|w| !w.is_empty()), "{rule}");
    }
}
