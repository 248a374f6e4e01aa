//! The mailable package: planned, written, read back, damaged.

use std::fs;
use std::io::{Cursor, Write as _};

use pilot::bundle::verify::received::FolderFile;
use pilot::bundle::{Contents, EntryRefusal, WriteError, receive, receive_folder, write, zip};
use pilot::project::{FaultKind, PackageOrigin};
use pilot::text::digest::sha256;

use crate::support::sample_package::{FILES, Sample, entries_of, kinds, shown};

#[test]
fn the_plan_names_and_orders_every_file_once() {
    let sample = Sample::new();
    let paths: Vec<(&str, &str)> =
        sample.bundle.entries.iter().map(|e| (e.path.as_str(), e.role.as_str())).collect();
    assert_eq!(
        sample.bundle.folder,
        "2023+平果市铝产业园清洁生产整体审核创新试点项目+平果市工业园区管理委员会"
    );
    assert_eq!(
        paths,
        [
            ("01-实施方案.pdf", "plan"),
            ("02-推荐函/01-百色市生态环境局推荐函.pdf", "letter"),
            ("02-推荐函/02-联合推荐函.pdf", "letter"),
            ("03-附件/01-园区四至边界图： A／B.pdf", "boundary"),
            ("03-附件/02-企业名单.csv", "list"),
            ("03-附件/03-近三年情况说明.pdf", "statement"),
            ("03-附件/04-资金来源证明.xlsx", "funding"),
        ]
    );
    assert_eq!(sample.bundle.left_out, []);
}

#[test]
fn what_cannot_go_in_is_told_and_stops_the_writer() {
    let mut sample = Sample::new();
    sample.project.files[1].exists = false;
    sample.project.files[2].facts.broken =
        Some(pilot::attachment::Broken::Link("/etc/passwd".into()));
    let bundle = pilot::bundle::plan(&sample.project, &sample.notice, Vec::new());
    let left: Vec<_> = bundle.left_out.iter().map(|l| (l.path.as_str(), l.why.clone())).collect();
    let target = "/etc/passwd".to_owned();
    assert_eq!(
        left,
        [
            ("attachments/四至边界图.pdf", EntryRefusal::Missing),
            ("attachments/资金.xlsx", EntryRefusal::Link { target })
        ]
    );
    let fault = write(&bundle, &sample.facts(), &|_| String::new(), Cursor::new(Vec::new()))
        .expect_err("refused");
    assert!(
        matches!(fault, WriteError::Refused { source: EntryRefusal::Missing, .. }),
        "{fault:?}"
    );
}

#[test]
fn what_is_written_is_canonical_and_agrees_with_itself() {
    let sample = Sample::new();
    let (bytes, written) = sample.zip();
    assert_eq!(written.archive_size, bytes.len() as u64);
    assert_eq!(shown(&zip::canonical::faults(&bytes)), "");
    let received = receive("S.zip", &bytes);
    assert_eq!(shown(&received.package.faults), "");
    assert_eq!(received.package.assumed, Vec::<String>::new());
    assert_eq!(received.package.origin, PackageOrigin::Pilot);
    assert_eq!(received.manifest.as_ref(), Some(&written.manifest));
    assert_eq!(received.package.entries[0].role, "plan");
    let path = sample.bundle.full_path("03-附件/02-企业名单.csv");
    assert_eq!(received.content(&path).as_deref(), Some(FILES[5].1.as_bytes()));
    assert!(
        written.manifest.entries.iter().any(|e| e.deflated_sha256.is_some()),
        "something is compressed"
    );
    assert_eq!(written.manifest.off[0].reason, "联系人同意公开");
    let sums = received.content(&sample.bundle.full_path("SHA256SUMS")).expect("there");
    assert_eq!(
        String::from_utf8(sums.into_owned()).expect("text").lines().count(),
        sample.bundle.entries.len() + 2
    );
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_it_lies() {
    let (first, second) = (Sample::new(), Sample::new());
    assert_ne!(first.project.root, second.project.root);
    assert!(first.zip().0 == second.zip().0);
}

#[test]
fn the_bytes_of_a_small_archive_do_not_change() {
    let day = chrono::NaiveDate::from_ymd_opt(2023, 9, 6).expect("a day");
    let mut zip = zip::zip_writer::ZipWriter::new(Cursor::new(Vec::new()), day);
    zip.add("S/甲.pdf", &Contents::Generated(b"abc".to_vec())).expect("added");
    let (out, size) = zip.finish().expect("finished");
    let golden = concat!(
        "504b0304",
        "1400",
        "0008",
        "0000",
        "0000",
        "2657",
        "c2412435",
        "03000000",
        "03000000",
        "0900",
        "0000",
        "532fe794b22e706466",
        "616263",
        "504b0102",
        "1e03",
        "1400",
        "0008",
        "0000",
        "0000",
        "2657",
        "c2412435",
        "03000000",
        "03000000",
        "0900",
        "0000",
        "0000",
        "0000",
        "0000",
        "0000a481",
        "00000000",
        "532fe794b22e706466",
        "504b0506",
        "0000",
        "0000",
        "0100",
        "0100",
        "37000000",
        "2a000000",
        "0000",
    );
    let hex: String = out.into_inner().iter().map(|b| format!("{b:02x}")).collect();
    assert_eq!(hex, golden);
    assert_eq!(size * 2, golden.len() as u64);
}

#[test]
fn every_single_flipped_bit_is_noticed() {
    let mut sample = Sample::new();
    // One stored and one compressed file and short texts: every byte of the archive costs a reading
    // of all of it.
    sample.bundle.entries.retain(|e| e.role == "plan" || e.role == "list");
    (sample.bundle.subject, sample.bundle.folder) = ("2023+甲".into(), "2023+甲".into());
    let mut out = Cursor::new(Vec::new());
    write(&sample.bundle, &sample.facts(), &|_| "清单".into(), &mut out).expect("written");
    let bytes = out.into_inner();
    assert_eq!(shown(&receive("S.zip", &bytes).package.faults), "");
    let mut unnoticed = Vec::new();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let received = receive("S.zip", &changed);
        if received.package.faults.iter().all(|f| f.kind == FaultKind::NoManifest) {
            unnoticed.push(at);
        }
    }
    assert_eq!(unnoticed, Vec::<usize>::new());
}

#[test]
fn every_truncation_is_noticed() {
    let (bytes, _) = Sample::new().zip();
    for length in (0..bytes.len()).step_by(7) {
        assert!(
            kinds(&receive("S.zip", &bytes[..length])).contains(&FaultKind::Damaged),
            "{length}"
        );
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(kinds(&receive("S.zip", &longer)).contains(&FaultKind::Ambiguous));
    let mut shifted = b"x".to_vec();
    shifted.extend(&bytes);
    let faults = kinds(&receive("S.zip", &shifted));
    assert!(faults.contains(&FaultKind::Ambiguous) && faults.contains(&FaultKind::Unsafe));
}

fn canonical(mut entries: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    entries.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
    let mut zip = zip::zip_writer::ZipWriter::new(
        Cursor::new(Vec::new()),
        chrono::NaiveDate::from_ymd_opt(2023, 9, 6).expect("a day"),
    );
    for (name, content) in entries {
        zip.add(&name, &Contents::Generated(content)).expect("added");
    }
    zip.finish().expect("finished").0.into_inner()
}

#[test]
fn another_reader_sees_the_same_and_what_it_rewrites_is_ambiguous() {
    let sample = Sample::new();
    let (bytes, written) = sample.zip();
    let entries = entries_of(&bytes);
    for recorded in &written.manifest.entries {
        let path = sample.bundle.full_path(&recorded.path);
        let (_, content) = entries.iter().find(|(name, _)| *name == path).expect("the same name");
        assert_eq!(sha256(content), recorded.sha256);
    }
    assert!(canonical(entries.clone()) == bytes, "the same entries give the same archive");
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &entries {
        writer
            .start_file(name.as_str(), ::zip::write::SimpleFileOptions::default())
            .expect("started");
        writer.write_all(content).expect("written");
    }
    let rewritten = writer.finish().expect("finished").into_inner();
    let received = receive("S.zip", &rewritten);
    assert!(
        kinds(&received).contains(&FaultKind::Ambiguous),
        "{}",
        shown(&received.package.faults)
    );
    assert_eq!(received.package.origin, PackageOrigin::Pilot);
}

/// Something done to the files of a package.
type Change<'a> = &'a dyn Fn(&mut Vec<(String, Vec<u8>)>);

#[test]
fn renamed_removed_added_and_changed_entries_are_told_by_name() {
    let sample = Sample::new();
    let entries = entries_of(&sample.zip().0);
    let told = |change: Change<'_>| {
        let mut entries = entries.clone();
        change(&mut entries);
        shown(&receive("S.zip", &canonical(entries)).package.faults)
    };
    assert_eq!(told(&|_| ()), "");
    let renamed = told(&|e| e[0].0 = e[0].0.replace("01-", "00-"));
    assert!(
        renamed.contains("01-实施方案.pdf 清单中有这个文件，包里没有")
            && renamed.contains("00-实施方案.pdf 清单中没有这个文件"),
        "{renamed}"
    );
    let removed = told(&|e| drop(e.remove(1)));
    assert!(
        removed.contains("01-百色市生态环境局推荐函.pdf 清单中有这个文件，包里没有"),
        "{removed}"
    );
    let added = told(&|e| e.push((e[0].0.replace("01-", "09-"), Vec::new())));
    assert!(added.contains("09-实施方案.pdf 清单中没有这个文件"), "{added}");
    let changed = told(&|e| e[0].1.push(b' '));
    assert!(changed.contains("01-实施方案.pdf 内容与清单不一致"), "{changed}");
    let folder = told(&|e| {
        for (n, _) in e.iter_mut() {
            *n = n.replace("2023+", "2024+");
        }
    });
    assert!(folder.contains("文件夹名与清单中的邮件题目不一致"), "{folder}");
    let sums = told(&|e| e.retain(|(n, _)| !n.ends_with("SHA256SUMS")));
    assert!(sums.contains("SHA256SUMS 没有这个文件"), "{sums}");
    let newer = told(&|e| {
        for (_, c) in e.iter_mut().filter(|(n, _)| n.ends_with("manifest.json")) {
            *c = b"{\"format\": 2}".to_vec();
        }
    });
    assert!(newer.contains("请升级 pilot"), "{newer}");
}

#[test]
fn an_unpacked_package_is_compared_with_its_manifest() {
    let (bytes, _) = Sample::new().zip();
    let entries = entries_of(&bytes);
    let folder = |change: Option<&str>| {
        let file = |(path, content): &(String, Vec<u8>)| {
            let mut content = content.clone();
            if change.is_some_and(|c| path.contains(c)) {
                content.push(b'!');
            }
            FolderFile {
                path: path.clone(),
                size: content.len() as u64,
                link: None,
                load: Box::new(move || Ok(content.clone())),
            }
        };
        entries.iter().map(file).collect::<Vec<_>>()
    };
    let received = receive_folder(folder(None));
    assert_eq!(shown(&received.package.faults), "");
    assert_eq!(
        (received.package.origin, received.package.assumed.len()),
        (PackageOrigin::Pilot, 1)
    );
    let received = receive_folder(folder(Some("企业名单")));
    assert!(shown(&received.package.faults).contains("02-企业名单.csv 内容与清单不一致"));
    let mut linked = folder(None);
    linked[0].link = Some("/etc/shadow".into());
    assert!(kinds(&receive_folder(linked)).contains(&FaultKind::Unsafe));
}

#[test]
fn the_writer_refuses_what_some_system_cannot_hold() {
    let add = |names: &[&str]| {
        let mut zip =
            zip::zip_writer::ZipWriter::new(Cursor::new(Vec::new()), chrono::NaiveDate::default());
        names
            .iter()
            .try_for_each(|n| zip.add(n, &Contents::Generated(Vec::new())).map(drop))
            .map_err(|e| e.to_string())
    };
    assert_eq!(add(&["S/A", "S/B"]), Ok(()));
    let refused: &[&[&str]] = &[
        &["S/A.txt", "S/a.TXT"],
        &["S/é", "S/e\u{301}"],
        &["S/b", "S/a"],
        &["S/a:b"],
        &["S/con.txt"],
        &["S/a."],
        &["S//a"],
        &["S/../a"],
        &["/a"],
        &["S/a\u{7}"],
    ];
    for names in refused {
        assert!(add(names).is_err(), "{names:?}");
    }
    assert!(add(&[&"长/".repeat(121)]).is_err());
}

#[test]
fn a_file_that_changes_or_is_a_link_stops_the_writer() {
    let sample = Sample::new();
    let path = sample.project.root.join("attachments/名单.csv");
    fs::write(&path, "shorter").expect("written");
    let fault = write(&sample.bundle, &sample.facts(), &|_| String::new(), Cursor::new(Vec::new()))
        .expect_err("changed");
    assert!(matches!(fault, WriteError::Changed { .. }), "{fault:?}");
    #[cfg(unix)]
    {
        let sample = Sample::new();
        let root = &sample.project.root;
        fs::rename(root.join("attachments"), root.join("elsewhere")).expect("renamed");
        std::os::unix::fs::symlink("elsewhere", root.join("attachments")).expect("a link");
        let fault =
            write(&sample.bundle, &sample.facts(), &|_| String::new(), Cursor::new(Vec::new()))
                .expect_err("a link");
        let WriteError::Refused { source, .. } = fault else { panic!("{fault:?}") };
        assert_eq!(source, EntryRefusal::FolderLink { target: "elsewhere".to_owned() });
    }
}

#[test]
fn large_compressible_files_stream_and_come_back() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("a.csv");
    let content: Vec<u8> = (0..1_500_000u32).flat_map(|i| (i / 7).to_le_bytes()).collect();
    fs::write(&path, &content).expect("written");
    let mut zip =
        zip::zip_writer::ZipWriter::new(Cursor::new(Vec::new()), chrono::NaiveDate::default());
    let packed = zip.add("S/a.csv", &Contents::OnDisk(path, content.len() as u64)).expect("added");
    let bytes = zip.finish().expect("finished").0.into_inner();
    assert!(bytes.len() < content.len() / 2);
    assert_eq!(packed.sha256, sha256(&content));
    assert_eq!(shown(&zip::canonical::faults(&bytes)), "");
    assert!(entries_of(&bytes)[0].1 == content);
}

#[test]
fn a_full_disk_is_an_error() {
    struct Full(u64);
    impl std::io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if self.0 < bytes.len() as u64 {
                return Err(std::io::ErrorKind::StorageFull.into());
            }
            self.0 -= bytes.len() as u64;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    impl std::io::Seek for Full {
        fn seek(&mut self, _: std::io::SeekFrom) -> std::io::Result<u64> {
            Ok(0)
        }
    }
    let sample = Sample::new();
    for room in (0..4_000).step_by(61) {
        let fault = write(&sample.bundle, &sample.facts(), &|_| String::new(), Full(room))
            .expect_err("full");
        let WriteError::Io { source, .. } = fault else { panic!("{fault:?}") };
        assert_eq!(source.kind(), std::io::ErrorKind::StorageFull);
    }
}

#[test]
fn a_manifest_that_is_larger_than_any_is_refused() {
    use crate::support::odd_zip::{odd, odd_zip};
    let text = format!("{{\"tool\":{{\"name\":\"pilot\"}},\"x\":\"{}\"}}", "字".repeat(1_500_000));
    let bytes = odd_zip(&[odd("S/manifest.json", &text)]);
    let received = receive("x.zip", &bytes);
    assert_eq!(received.package.origin, PackageOrigin::Pilot);
    assert!(
        shown(&received.package.faults).contains("超过 4 MB"),
        "{}",
        shown(&received.package.faults)
    );
}
