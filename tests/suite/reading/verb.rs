//! `pilot read`: the forms in which the sheet comes out.

use std::fs;

use pilot::cli::Exit;

use crate::support::pilot_in;

fn notice() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let text = fs::read_to_string("tests/reading/notices/02-window.txt").expect("the notice");
    fs::write(dir.path().join("通知.txt"), text).expect("written");
    dir
}

#[test]
fn every_form_shows_the_day_and_its_sentence() {
    let dir = notice();
    for (form, words) in [
        ("human", vec!["2022-03-01 至 2022-03-20 17:00", "自2022年3月1日起至3月20日17：00止。"]),
        ("json", vec!["\"date\": \"2022-03-20\"", "\"origin\": \"stated\""]),
        ("markdown", vec!["# 读通知：", "2022-03-20 17:00", "> 自2022年3月1日起"]),
        (
            "html",
            vec!["<!doctype html>", "2022-03-20 17:00", "自2022年3月1日起至3月20日17：00止。"],
        ),
    ] {
        let ran = pilot_in(dir.path(), &["read", "通知.txt", "--format", form]);
        assert_eq!(ran.exit, Exit::Clean, "{form}: {}", ran.err);
        for word in words {
            assert!(ran.out.contains(word), "{form}: no {word} in {}", ran.out);
        }
        assert!(ran.err.contains("句话提出要求"), "{}", ran.err);
    }
}

#[test]
fn the_word_document_is_read_back_with_the_same_words() {
    let dir = notice();
    let ran =
        pilot_in(dir.path(), &["read", "通知.txt", "--format", "docx", "--output", "读通知.docx"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    let bytes = fs::read(dir.path().join("读通知.docx")).expect("written");
    let back =
        pilot::reading::input::read_notice("读通知.docx", &bytes, 0).expect("a Word document");
    assert!(back.text().contains("2022-03-20 17:00"), "{}", back.text());
}

#[test]
fn what_cannot_be_read_or_written_is_refused() {
    let dir = notice();
    let missing = pilot_in(dir.path(), &["read", "没有.txt"]);
    assert_eq!(missing.exit, Exit::Failed);
    assert!(missing.err.contains("文件或文件夹不存在"), "{}", missing.err);
    let over = pilot_in(dir.path(), &["read", "通知.txt", "--output", "通知.txt"]);
    assert_eq!(over.exit, Exit::Failed);
    assert!(over.err.contains("不能写到通知自己的文件上"), "{}", over.err);
}

#[test]
fn an_annex_of_its_own_is_read_too() {
    let dir = notice();
    fs::write(
        dir.path().join("附件1.txt"),
        "附件1\n作品登记表\n填表后于2022年3月25日前寄至协会，一式两份。\n",
    )
    .expect("written");
    let ran =
        pilot_in(dir.path(), &["read", "通知.txt", "--annex", "附件1.txt", "--format", "json"]);
    assert_eq!(ran.exit, Exit::Clean, "{}", ran.err);
    assert!(ran.out.contains("\"date\": \"2022-03-25\""), "{}", ran.out);
}
