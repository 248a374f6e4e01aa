//! The folder of a notice that was read: it loads, and it says what the notice says.

use std::collections::BTreeMap;

use pilot::notice::profile::Region;
use pilot::notice::{AddedNotice, Library, Notice, Profile, fact_path};
use pilot::reading::folder::{ReadNotice, notice_folder, notice_id};
use pilot::reading::{NoticeDocument, read_sheet};
use pilot::rules::examples::example_faults;
use pilot::text::{SourceId, SourceText, toml_tree};

const WORDS: &str = "关于组织申报2024年绿色工厂示范项目的通知\n某工信〔2024〕15号\n各市工业和信息化局:\n现将有关事项通知如下。\n一、申报条件\n近三年未发生安全生产事故。\n二、材料报送\n请于2024年5月31日前将纸质材料(一式三份，加盖公章)报送我厅，电子版发送至gs@example.gov.cn，大小不超过20M。\n某厅\n2024年3月8日\n附件\n《绿色工厂示范项目申报书》编写提纲\n一、企业基本情况\n(一)企业概况\n(二)工作基础\n二、实施计划\n三、保障措施\n";

/// The notice as it is after its folder was made in memory.
pub(super) fn loaded(words: &str) -> std::sync::Arc<Notice> {
    let document = NoticeDocument::from_lines(words);
    let sheet = read_sheet(&document);
    let library = Library::default();
    let read = ReadNotice { document: &document, sheet: &sheet, forms: &[] };
    let id = notice_id(read);
    let mut files = BTreeMap::new();
    for file in notice_folder(&id, read, &library) {
        let path = file.path.strip_prefix(&format!("{id}/")).expect("in its folder").to_owned();
        files.insert(path, file.text);
    }
    library.add(id.clone(), AddedNotice { files, forms: BTreeMap::new() });
    match library.load(&id) {
        Ok(notice) => notice,
        Err(error) => panic!("{words:?}: {error:?}"),
    }
}

#[test]
fn a_folder_keeps_to_what_the_notice_says() {
    let notice = loaded(WORDS);
    let profile = &notice.profile;
    assert_eq!(profile.title, "关于组织申报2024年绿色工厂示范项目的通知");
    assert_eq!(profile.doc_no.value().map(String::as_str), Some("某工信〔2024〕15号"));
    assert_eq!(profile.signed_on.map(|day| day.0.to_string()).as_deref(), Some("2024-03-08"));
    let days: Vec<String> = profile.deadlines.iter().map(|d| d.date.0.to_string()).collect();
    assert_eq!(days, ["2024-05-31"]);
    let mail = profile.deliver.mail.as_ref().expect("a mailbox");
    assert_eq!(mail.to, ["gs@example.gov.cn"]);
    let paper = profile.deliver.paper.as_ref().expect("paper");
    assert_eq!(paper.copies.value(), Some(&3));
    let headings: Vec<String> = notice.outline.iter().map(|node| node.full()).collect();
    assert_eq!(headings, ["一、企业基本情况", "二、实施计划", "三、保障措施"]);
    assert!(notice.card("section-missing").is_some());
}

#[test]
fn any_text_makes_a_folder_that_loads() {
    for words in [
        "附件\n提纲",
        "一、\n(一)\n1.\n",
        "\"\"\"\n'''\\ \n2024年13月45日前",
        "提纲\n(三)三\n1.一\n一、一\n(一)提纲\n二、二\n提纲",
    ] {
        loaded(words);
    }
}

#[test]
fn the_id_of_a_notice_is_plain_and_stays() {
    let id = &loaded(WORDS).profile.id;
    assert_eq!(&loaded(&WORDS.replace("请于", "须于")).profile.id, id);
    assert!(id.starts_with("notice-2024-") && id.is_ascii(), "{id}");
}

/// A notice that wants letters of departments that no other notice names.
const LETTERS: &str = "关于推荐2024年节水示范项目的通知\n某水〔2024〕7号\n各市水利局:\n现将有关事项通知如下。\n一、报送要求\n请于2024年6月28日前将申报书和市水利局、市财政局推荐函(一式两份)报送省水利厅，电子版发送至jieshui@example.gov.cn，邮件主题为“节水示范+项目名称+申报单位”。\n省水利厅\n2024年4月2日\n";

/// What a card says is tried with any notice: its examples bring what they need.
#[test]
fn the_examples_of_the_cards_hold_in_every_folder_that_is_read() {
    for (words, rule) in [(WORDS, "section-missing"), (LETTERS, "letter-missing")] {
        let notice = loaded(words);
        assert!(notice.card(rule).is_some(), "{rule} is not bound");
        for region in [None, Some("51"), Some("11")] {
            let mut notice = (*notice).clone();
            if let Some(code) = region {
                let name = "某省".to_owned();
                notice.profile.region = Some(Region { code: code.to_owned(), name });
                notice.divisions = Library::default().all_divisions().of_province(code);
            }
            let faults = example_faults(&notice);
            let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
            assert!(faults.is_empty(), "{region:?}\n{}", faults.join("\n"));
        }
    }
}

/// Every fact that is left for a person to compare has a name that people know.
#[test]
fn every_draft_of_every_folder_has_a_name_for_people() {
    for folder in ["tests/reading/notices", "tests/reading/demands"] {
        for entry in std::fs::read_dir(folder).expect("notices are there") {
            let path = entry.expect("readable").path();
            if path.extension().is_none_or(|end| end != "txt") {
                continue;
            }
            let words = std::fs::read_to_string(&path).expect("readable");
            for fact in &loaded(&words).unconfirmed {
                let name = fact.name();
                assert!(!name.is_ascii(), "{}: {name}", path.display());
            }
        }
    }
}

#[test]
fn what_judges_a_sentence_is_a_fact_of_the_folder() {
    let mut judged = 0;
    let folders = ["tests/reading/notices", "tests/reading/demands"];
    let entries = folders.map(|folder| std::fs::read_dir(folder).expect("notices are there"));
    for entry in entries.into_iter().flatten() {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|end| end != "txt") {
            continue;
        }
        let words = std::fs::read_to_string(&path).expect("readable");
        let document = NoticeDocument::from_lines(&words);
        let sheet = read_sheet(&document);
        let read = ReadNotice { document: &document, sheet: &sheet, forms: &[] };
        let files = notice_folder("x", read, &Library::default());
        let profile = files.iter().find(|file| file.path == "x/profile.toml").expect("a profile");
        let source = SourceText::new("profile.toml", &profile.text);
        let (tree, _) = toml_tree::parse(SourceId(0), &source);
        let notice: Profile = toml::from_str(&profile.text).expect("a profile");
        for obligation in &notice.obligations {
            for fact in &obligation.judged_by {
                judged += 1;
                let found = fact_path::find(&tree, fact);
                assert!(found.is_some(), "{}: {fact}: {}", path.display(), obligation.quote);
            }
        }
    }
    assert!(judged > 10, "{judged}");
}

#[test]
fn a_folder_says_the_words_of_its_notice_and_nothing_is_cut() {
    let words = "关于组织申报2024年度第三批省级制造业数字化转型标杆企业和绿色低碳先进技术示范项目的通知\n各市财政局：\n一、申报材料\n1.绿色工厂申报书一式三份；\n2.项目总结报告一式两份。\n二、报送\n请于2024年5月31日前报送我厅，电子版发送至gs@example.gov.cn，邮件主题为“单位名称+所属街道”。\n某省财政厅\n2024年3月8日\n";
    let profile = loaded(words).profile.clone();
    assert!(profile.short.ends_with("绿色低碳先进技术示范项目"), "{}", profile.short);
    assert_eq!(profile.say("实施方案"), "绿色工厂申报书");
    assert_eq!(profile.say("寄送"), "报送");
    let mail = profile.deliver.mail.as_ref().expect("a mailbox");
    assert_eq!(mail.subject.value().map(String::as_str), Some("{applicant}+所属街道"));
    let copies: Vec<Option<&u32>> = profile.materials.iter().map(|m| m.copies.value()).collect();
    assert_eq!(copies, [Some(&3), Some(&2)]);
}

/// A finding about a heading quotes that heading, and not the first one for all.
#[test]
fn an_empty_section_quotes_its_own_heading() {
    let plan = "# 甲厂绿色工厂示范项目申报书\n## 一、企业基本情况\n### (一)企业概况\n### (二)工作基础\n有。\n## 二、实施计划\n## 三、保障措施\n有。\n";
    let dir =
        crate::support::folder(&[("call.txt", WORDS.as_bytes()), ("plan.md", plan.as_bytes())]);
    let args = ["check", "plan.md", "--notice", "call.txt", "--format", "json"];
    let ran = crate::support::pilot_in(dir.path(), &args);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let empty = findings.iter().filter(|finding| finding["rule"] == "section-empty");
    let quotes: Vec<&str> =
        empty.filter_map(|finding| finding["authority"]["quote"].as_str()).collect();
    assert_eq!(quotes, ["(一)企业概况", "二、实施计划"], "{}", ran.out);
}
