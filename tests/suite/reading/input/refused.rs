//! What is refused says what it is and what to do; nothing makes the reader panic or run on.

use pilot::reading::input::{InputFault, read_notice};
use proptest::prelude::*;

use crate::support::pilot_in;

fn fault(name: &str, bytes: &[u8]) -> InputFault {
    read_notice(name, bytes, 0).expect_err("it is refused").fault
}

#[test]
fn each_kind_of_file_is_refused_by_what_it_is() {
    let ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".repeat(300);
    assert_eq!(fault("通知.doc", &ole), InputFault::OldWord);
    assert_eq!(fault("通知.wps", &ole), InputFault::OldWord);
    assert_eq!(fault("名单.et", &ole), InputFault::OldTable);
    let locked: Vec<u8> =
        [ole.clone(), "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect()]
            .concat();
    assert_eq!(fault("通知.docx", &locked), InputFault::Encrypted);
    assert_eq!(fault("通知.txt", b""), InputFault::Empty);
    assert_eq!(fault("通知.txt", "\u{feff} \r\n　\n".as_bytes()), InputFault::Empty);
    assert_eq!(fault("通知.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"), InputFault::Picture);
    assert_eq!(fault("通知.rar", b"Rar!\x1a\x07\x01\0"), InputFault::Archive);
    assert_eq!(
        fault("通知.zip", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        InputFault::Archive
    );
    assert_eq!(fault("通知.rtf", b"{\\rtf1\\ansi hello}"), InputFault::Rtf);
    assert_eq!(fault("通知.bin", &[1, 2, 3, 0, 5, 6, 7, 0].repeat(200)), InputFault::Binary);
    assert_eq!(fault("通知.pdf", b"%PDF-1.4 nothing more"), InputFault::Damaged);
    assert_eq!(
        fault("通知.html", b"<html><body><script>var a;</script></body></html>"),
        InputFault::NoText
    );
    assert_eq!(fault("通知.txt", &vec![b'a'; (20 << 20) + 1]), InputFault::TooLarge);
    let picture = "<html><head><title>关于申报2024年项目的通知</title></head><body><h1>关于申报2024年项目的通知</h1><img src=1.jpg><img src=2.jpg></body></html>";
    assert_eq!(fault("通知.html", picture.as_bytes()), InputFault::PicturePage);
}

#[test]
fn a_file_that_is_refused_is_named_with_what_to_do() {
    let dir = tempfile::tempdir().expect("a folder");
    let ole = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
    std::fs::write(dir.path().join("通知.doc"), ole).expect("written");
    let ran = pilot_in(dir.path(), &["read", "通知.doc"]);
    let words = "“通知.doc”是旧版 Word（.doc）或 WPS 文字（.wps）文件，读不了：请用 Word 或 WPS 打开，另存为 .docx 后重试";
    assert!(ran.err.contains(words), "{}", ran.err);
}

#[test]
fn scans_are_told_from_text() {
    let scan =
        std::fs::read_dir("tests/corpus").expect("the corpus").flatten().map(|entry| entry.path());
    let mut told = 0;
    for path in scan.filter(|path| path.extension().is_some_and(|ending| ending == "pdf")) {
        let bytes = std::fs::read(&path).expect("readable");
        told += usize::from(read_notice("a.pdf", &bytes, 0).is_err());
    }
    assert!(told > 0, "some files of the corpus are scans, locked or damaged");
}

#[test]
fn deep_and_tangled_pages_end_soon() {
    let deep = "<div>".repeat(200_000);
    assert_eq!(fault("a.html", format!("<html>{deep}").as_bytes()), InputFault::TooDeep);
    let fonts: String = (0..20_000).map(|i| format!("<p><font size={i}>字")).collect();
    assert_eq!(fault("a.html", format!("<html>{fonts}").as_bytes()), InputFault::TooDeep);
    let tables = "<table><tr><td>格".repeat(20_000);
    assert_eq!(fault("a.html", format!("<html>{tables}").as_bytes()), InputFault::TooDeep);
    // Stray text before a table is moved out of it; many links stay many links.
    let stray = "<tr>字<td>格</td>".repeat(20_000);
    assert!(read_notice("a.html", format!("<html><table>{stray}").as_bytes(), 0).is_ok());
    let links = "<p><a href=1>某某</a>，见附件。</p>".repeat(20_000);
    assert!(read_notice("a.html", format!("<html>{links}").as_bytes(), 0).is_ok());
    let names = "联系人：王五、".repeat(50_000);
    assert!(read_notice("a.txt", names.as_bytes(), 0).is_ok());
    let items: String = (1..20_000).map(|i| format!("第{i}项。({i})内容。{i}.内容。")).collect();
    assert!(read_notice("a.txt", items.as_bytes(), 0).is_ok());
    let annexes: String = (1..5_000).map(|i| format!("{i}.附表\n续\n")).collect();
    assert!(read_notice("a.txt", format!("附件：{annexes}").as_bytes(), 0).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), ending in "(txt|html|pdf|docx|md)") {
        let _ = read_notice(&format!("a.{ending}"), &bytes, 0);
    }

    #[test]
    fn no_tangle_of_tags_makes_it_panic(parts in proptest::collection::vec(
        "(<(p|div|table|tr|td|a href=1.doc|b|i|font|ol|li|h1|dl|dt|dd|span style='display:none'|br|nav|p class=footer|form|select|pre)>|</(p|div|table|tr|td|a|b|i|font|ol|li|dl|dt|dd|span|nav)>|&nbsp;|附件：1.表2.表|联系人：王五|一、|。|（二）|发布日期：2024-01-01|版权所有|上一篇：|通知\n|\t| ){1,6}",
        0..80,
    )) {
        let page = format!("<html><body>{}", parts.concat());
        if let Ok(document) = read_notice("a.html", page.as_bytes(), 0) {
            for line in &document.lines {
                prop_assert!(!line.text.is_empty() && line.text.trim() == line.text && !line.text.contains('\n'));
            }
        }
        let _ = read_notice("a.txt", parts.concat().as_bytes(), 0);
    }
}
