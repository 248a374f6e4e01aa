//! What comes in: archives of anybody, sound, odd, damaged and dangerous.

use std::io::Write as _;

use pilot::bundle::{receive, zip};
use pilot::project::FaultKind;

use crate::support::odd_zip::{Odd, odd, odd_zip};
use crate::support::sample_package::{kinds, shown};

#[track_caller]
fn told(entries: &[Odd], kind: FaultKind, words: &str) {
    let bytes = odd_zip(entries);
    let received = receive("x.zip", &bytes);
    let found = received.package.faults.iter().any(|f| f.kind == kind && f.what.contains(words));
    assert!(found, "{words} is not in\n{}", shown(&received.package.faults));
}

#[test]
fn ordinary_archives_of_others_are_read_with_what_was_assumed() {
    let gbk = |t: &str| encoding_rs::GBK.encode(t).0.into_owned();
    let bytes = odd_zip(&[
        odd(gbk("申报材料\\实施方案（终稿）.pdf"), "%PDF"),
        odd(gbk("申报材料\\市级推荐函.jpg"), "jpg"),
        odd(gbk("申报材料\\图\\园区边界图.pdf"), "%PDF 2"),
        odd(gbk("申报材料\\Thumbs.db"), "x"),
    ]);
    let received = receive("x.zip", &bytes);
    assert_eq!(kinds(&received), [FaultKind::NoManifest]);
    let entries: Vec<_> =
        received.package.entries.iter().map(|e| (e.path.as_str(), e.role.as_str())).collect();
    assert_eq!(
        entries,
        [
            ("申报材料/实施方案（终稿）.pdf", "plan"),
            ("申报材料/市级推荐函.jpg", "letter"),
            ("申报材料/图/园区边界图.pdf", "boundary")
        ]
    );
    let assumed = received.package.assumed.join("\n");
    for words in ["按 GBK", "“\\”分隔", "略过 1 个", "看作实施方案"] {
        assert!(assumed.contains(words), "{assumed}");
    }
    assert_eq!(received.folder, "申报材料/");
    assert_eq!(received.content("申报材料/图/园区边界图.pdf").as_deref(), Some(&b"%PDF 2"[..]));
    // UTF-8 without the flag, as macOS writes it, with its own leftovers and a data descriptor's
    // bit.
    let bytes = odd_zip(&[odd("实施方案.docx", "PK"), odd("__MACOSX/._实施方案.docx", "x")]);
    let received = receive("x.zip", &bytes);
    assert_eq!(kinds(&received), [FaultKind::NoManifest]);
    assert_eq!(received.package.entries.len(), 1);
    assert!(received.package.assumed.join("\n").contains("按 UTF-8"));
}

#[test]
fn what_follows_the_end_is_told_unless_it_only_fills_a_block() {
    let padded = |tail: &[u8]| [odd_zip(&[odd("方案.pdf", "%PDF")]).as_slice(), tail].concat();
    let zeros = padded(&[0; 900]);
    assert_eq!(kinds(&receive("x.zip", &zeros)), [FaultKind::NoManifest]);
    let more = padded(b"\0more");
    assert_eq!(kinds(&receive("x.zip", &more)), [FaultKind::TwoReadings, FaultKind::NoManifest]);
}

#[test]
fn an_office_document_stored_last_does_not_look_like_a_second_end() {
    let inner = String::from_utf8_lossy(&odd_zip(&[odd("a.xml", "x")])).into_owned();
    let bytes = odd_zip(&[odd("方案.pdf", "%PDF"), odd("名单.xlsx", &inner)]);
    assert_eq!(kinds(&receive("x.zip", &bytes)), [FaultKind::NoManifest]);
}

#[test]
fn dangerous_archives_are_refused() {
    let ok = odd("a.pdf", "%PDF");
    let link = Odd { mode: 0o120_777, ..odd("b", "../../etc/passwd") };
    told(&[odd("../a.pdf", "x")], FaultKind::Unsafe, "..");
    told(&[odd("a\\..\\..\\b.pdf", "x")], FaultKind::Unsafe, "..");
    told(&[odd("/etc/passwd", "x")], FaultKind::Unsafe, "绝对路径");
    told(&[odd("\\\\host\\share\\a", "x")], FaultKind::Unsafe, "绝对路径");
    told(&[odd("C:\\win\\a.pdf", "x")], FaultKind::Unsafe, "盘符");
    told(&[odd("a.pdf\0.exe", "x")], FaultKind::Unsafe, "空字符");
    told(&[link], FaultKind::Unsafe, "../../etc/passwd");
    told(&[Odd { mode: 0o020_666, ..odd("tty", "") }], FaultKind::Unsafe, "设备");
    told(&[ok.clone(), odd("a.pdf", "other")], FaultKind::Unsafe, "同名文件");
    told(&[ok.clone(), odd("A.PDF", "other")], FaultKind::Unsafe, "Windows 上同名");
    told(&[odd("é.pdf", "1"), odd("e\u{301}.pdf", "2")], FaultKind::Unsafe, "同名");
    told(&[odd("a", "1"), odd("A/b", "2")], FaultKind::Unsafe, "既是文件又是文件夹");
    told(&[ok.clone(), Odd { at: Some(0), ..odd("a.pdf", "%PDF") }], FaultKind::Unsafe, "重叠");
    told(
        &[Odd { local_name: Some(b"b.pdf".to_vec()), ..ok.clone() }],
        FaultKind::Unsafe,
        "名称不同",
    );
    told(&[Odd { flags: 1, ..ok.clone() }], FaultKind::Encrypted, "密码");
    told(&[odd("a/".repeat(17) + "b", "x")], FaultKind::Unsafe, "16 层");
    told(&[odd("con.pdf", "x")], FaultKind::Names, "保留");
    told(&[odd("a?.pdf", "x")], FaultKind::Names, "Windows");
    told(&[odd([0xff, 0xfe, b'a'], "x")], FaultKind::Names, "编码");
    told(&vec![odd("x", ""); 2_001], FaultKind::Unsafe, "2000");
    let mut hidden = odd_zip(&[ok.clone(), odd("b.pdf", "hidden")]);
    // The second file is taken out of the directory, not out of the archive.
    let end = hidden.len() - 22;
    hidden.drain(end - 51..end);
    let end = end - 51;
    hidden[end + 8] = 1;
    hidden[end + 10] = 1;
    hidden[end + 12] -= 51;
    let received = receive("x.zip", &hidden);
    assert!(
        shown(&received.package.faults).contains("没有列出的文件"),
        "{}",
        shown(&received.package.faults)
    );
}

#[test]
fn bombs_stop_by_what_comes_out_and_not_by_what_is_said() {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(9));
    let zeros = vec![0u8; 1 << 20];
    for _ in 0..64 {
        encoder.write_all(&zeros).expect("deflated");
    }
    let data = encoder.finish().expect("deflated");
    assert!(data.len() < 100_000);
    for stated in [10, 64 << 20] {
        told(
            &[Odd { deflated: Some((data.clone(), stated)), ..odd("a.csv", "") }],
            FaultKind::Unsafe,
            "炸弹",
        );
    }
}

#[test]
fn damage_and_other_formats_are_named() {
    let broken = Odd { deflated: Some((vec![0xff; 40], 9)), ..odd("a.csv", "") };
    told(&[broken], FaultKind::Damaged, "损坏");
    let mut wrong = odd_zip(&[odd("a.pdf", "%PDF")]);
    let at = wrong.windows(4).position(|w| w == b"%PDF").expect("stored");
    wrong[at] = b'!';
    assert!(shown(&receive("x.zip", &wrong).package.faults).contains("CRC"));
    for (bytes, words) in [
        (&b""[..], "空的"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"%PDF-1.7", "单个 PDF"),
        (b"hello", "不是 zip"),
    ] {
        let received = receive("x.zip", bytes);
        assert_eq!(kinds(&received), [FaultKind::Damaged]);
        assert!(shown(&received.package.faults).contains(words), "{words}");
    }
    assert!(shown(&receive("x.zip", &odd_zip(&[])).package.faults).contains("没有文件"));
}

#[test]
fn control_characters_in_names_do_not_reach_the_report() {
    let received_bytes = odd_zip(&[odd("a\u{1b}[31m\u{202e}.pdf", "x")]);
    let received = receive("x.zip", &received_bytes);
    assert!(!received.package.faults.is_empty());
    assert!(
        received
            .package
            .faults
            .iter()
            .all(|f| !format!("{}{}", f.entry, f.what).contains(['\u{1b}', '\u{202e}']))
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_the_readers_panic(
        start in proptest::sample::select(vec![&b""[..], b"PK\x03\x04", b"From: a\r\n", b"PK\x05\x06"]),
        mut bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200),
        end in proptest::bool::ANY,
    ) {
        bytes.splice(0..0, start.iter().copied());
        if end {
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x30\0\0\0\x04\0\0\0\0\0");
        }
        let received = receive("x.eml", &bytes);
        let _ = zip::canonical::faults(&bytes);
        assert!(!received.package.faults.is_empty());
    }

    #[test]
    fn no_change_of_an_archive_makes_the_readers_panic(changes in proptest::collection::vec((0usize..10_000, proptest::num::u8::ANY), 1..12)) {
        let mut bytes = odd_zip(&[odd("方案.pdf", "%PDF"), odd("a/b.csv", "1,2"), Odd { flags: 8, ..odd("函.pdf", "x") }]);
        for (at, value) in changes {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let received = receive("x.zip", &bytes);
        for entry in &received.package.entries {
            let _ = received.content(&entry.path);
        }
    }
}
