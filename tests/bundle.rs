//! The mailable package: written, read back, damaged, mailed.

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;

use pilot::bundle::mail::{Message, message_size, write_message};
use pilot::bundle::manifest::Recorded;
use pilot::bundle::verify::FolderFile;
use pilot::bundle::volume::Volume;
use pilot::bundle::{Bundle, Contents, Facts, Received, Written, checklist, receive, receive_folder, sha256, write, zip};
use pilot::diag::{OffRule, Report};
use pilot::outline::Notice;
use pilot::project::{Config, Fault, FaultKind, Origin, Project, ProjectFile};
use pilot::text::{Moment, SourceText};

use crate::support::{GUANGXI, notice};

const CONFIG: &str = r#"
format = 1
notice = "gx-2023-cleaner-production"
[project]
name = "平果市铝产业园清洁生产整体审核创新试点项目"
[applicant]
name = "平果市工业园区管理委员会"
contact = { name = "张三", phone = "0776-5555555" }
[record]
statement = "attachments/承诺书.pdf"
[[funding]]
source = "县级财政资金"
evidence = "attachments/四至边界图.pdf"
[[funding]]
source = "企业自筹"
evidence = "./attachments/资金.xlsx"
[[letters]]
from = ["ecology"]
city = "百色市"
file = "attachments/函1.pdf"
[[letters]]
from = ["development", "industry"]
city = "百色市"
file = "attachments/函2.PDF"
[[attachments]]
title = "园区四至边界图: A/B"
file = "attachments/四至边界图.pdf"
role = "boundary"
[[attachments]]
title = "企业名单"
file = "attachments/名单.csv"
role = "list"
"#;

const FILES: &[(&str, &str)] = &[
    ("attachments/承诺书.pdf", "%PDF-1.4 承诺"),
    ("attachments/四至边界图.pdf", "%PDF-1.4 边界"),
    ("attachments/资金.xlsx", "PK\u{3}\u{4} not really"),
    ("attachments/函1.pdf", "%PDF-1.4 函一"),
    ("attachments/函2.PDF", "%PDF-1.4 函二"),
    ("attachments/名单.csv", "名称,行业\n甲铝业,有色\n乙铝业,有色\n丙铝业,有色\n丁铝业,有色\n"),
];

fn project(root: &Path, notice: &Notice) -> Project {
    let mut project = Project { root: root.to_owned(), ..Project::default() };
    project.sources.add(notice.text.source.clone());
    let text = SourceText::new("pilot.toml", CONFIG);
    let source = project.sources.add(text.clone());
    project.config = Config::parse(source, &text, notice);
    for (path, content) in FILES {
        let full = root.join(path);
        fs::create_dir_all(full.parent().expect("below")).expect("a folder");
        fs::write(&full, content).expect("written");
        project.files.push(ProjectFile { path: (*path).into(), size: content.len() as u64, exists: true, ..ProjectFile::default() });
    }
    project
}

struct Sample {
    notice: Notice,
    project: Project,
    bundle: Bundle,
    report: Report,
    _temp: tempfile::TempDir,
}

impl Sample {
    fn new() -> Self {
        let temp = tempfile::tempdir().expect("a folder");
        let notice = notice(GUANGXI);
        let project = project(temp.path(), &notice);
        let bundle = pilot::bundle::plan(&project, &notice, b"%PDF-1.7 plan".to_vec());
        let off = OffRule { rule: "mobile-number".into(), reason: "联系人同意公开".into(), by: None, until: None, hidden: 2 };
        let report = Report { off: vec![off], ..Report::default() };
        Self { notice, project, bundle, report, _temp: temp }
    }

    fn facts(&self) -> Facts<'_> {
        Facts {
            notice: self.notice.profile.id.clone(),
            day: self.notice.profile.signed_on.expect("signed").0,
            as_of: moment(),
            content_code: "A1B2-C3D4".into(),
            plan_digest: String::new(),
            project: serde_json::json!({ "project": { "name": "平果市" } }),
            report: &self.report,
            git: None,
            fonts: vec!["思源宋体".into()],
        }
    }

    fn words<'a>(&'a self, to: &'a [String], cc: &'a [String]) -> checklist::Facts<'a> {
        checklist::Facts {
            project: &self.project,
            notice: &self.notice,
            calendar: &self.notice.calendar,
            report: &self.report,
            subject: &self.bundle.subject,
            folder: &self.bundle.folder,
            to,
            cc,
            content_code: "A1B2-C3D4",
            is_printed: true,
            as_of: moment(),
            volume: None,
        }
    }

    fn zip(&self) -> (Vec<u8>, Written) {
        let mut out = Cursor::new(Vec::new());
        let (to, cc) = checklist::recipients(&self.project, &self.notice.profile);
        let text = |files: &[Recorded]| checklist::text(&self.words(&to, &cc), files);
        let written = write(&self.bundle, &self.facts(), &text, &mut out).expect("written");
        (out.into_inner(), written)
    }
}

fn moment() -> Moment {
    Moment::parse("2023-10-16T09:00").expect("a moment")
}

fn kinds(received: &Received<'_>) -> Vec<FaultKind> {
    received.package.faults.iter().map(|f| f.kind).collect()
}

fn shown(faults: &[Fault]) -> String {
    faults.iter().map(|f| format!("{}: {} {}\n", f.kind.key(), f.entry, f.what)).collect()
}

#[test]
fn the_plan_names_and_orders_every_file_once() {
    let sample = Sample::new();
    let paths: Vec<(&str, &str)> = sample.bundle.entries.iter().map(|e| (e.path.as_str(), e.role.as_str())).collect();
    assert_eq!(sample.bundle.folder, "2023+平果市铝产业园清洁生产整体审核创新试点项目+平果市工业园区管理委员会");
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
    sample.project.files[2].facts.broken = Some(pilot::attachment::Broken::Link("/etc/passwd".into()));
    let bundle = pilot::bundle::plan(&sample.project, &sample.notice, Vec::new());
    let left: Vec<_> = bundle.left_out.iter().map(|l| format!("{}：{}", l.path, l.why)).collect();
    assert_eq!(left, ["attachments/四至边界图.pdf：文件不存在", "attachments/资金.xlsx：是符号链接，指向 /etc/passwd；请换成文件本身"]);
    let fault = write(&bundle, &sample.facts(), &|_| String::new(), Cursor::new(Vec::new())).expect_err("refused");
    assert!(fault.to_string().contains("文件不存在"), "{fault}");
}

#[test]
fn what_is_written_is_canonical_and_agrees_with_itself() {
    let sample = Sample::new();
    let (bytes, written) = sample.zip();
    assert_eq!(written.archive_size, bytes.len() as u64);
    assert_eq!(shown(&zip::read::faults(&bytes)), "");
    let received = receive("S.zip", &bytes);
    assert_eq!(shown(&received.package.faults), "");
    assert_eq!(received.package.assumed, Vec::<String>::new());
    assert_eq!(received.package.origin, Origin::Pilot);
    assert_eq!(received.manifest.as_ref(), Some(&written.manifest));
    assert_eq!(received.package.entries[0].role, "plan");
    let path = sample.bundle.full_path("03-附件/02-企业名单.csv");
    assert_eq!(received.content(&path).as_deref(), Some(FILES[5].1.as_bytes()));
    assert!(written.manifest.entries.iter().any(|e| e.deflated_sha256.is_some()), "something is compressed");
    assert_eq!(written.manifest.off[0].reason, "联系人同意公开");
    let sums = received.content(&sample.bundle.full_path("SHA256SUMS")).expect("there");
    assert_eq!(String::from_utf8(sums.into_owned()).expect("text").lines().count(), sample.bundle.entries.len() + 2);
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
    let mut zip = zip::write::ZipWriter::new(Cursor::new(Vec::new()), day);
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
    // One stored and one compressed file and short texts: every byte of the archive costs a reading of all of it.
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
        assert!(kinds(&receive("S.zip", &bytes[..length])).contains(&FaultKind::Damaged), "{length}");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(kinds(&receive("S.zip", &longer)).contains(&FaultKind::Ambiguous));
    let mut shifted = b"x".to_vec();
    shifted.extend(&bytes);
    let faults = kinds(&receive("S.zip", &shifted));
    assert!(faults.contains(&FaultKind::Ambiguous) && faults.contains(&FaultKind::Unsafe));
}

/// The entries of an archive as another library reads them.
fn entries_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("readable");
    let entry = |i| {
        let mut file = archive.by_index(i).expect("an entry");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("readable");
        (file.name().expect("a name").into_owned(), content)
    };
    let count = ::zip::ZipArchive::new(Cursor::new(bytes)).expect("readable").len();
    (0..count).map(entry).collect()
}

fn canonical(mut entries: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    entries.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
    let mut zip = zip::write::ZipWriter::new(Cursor::new(Vec::new()), chrono::NaiveDate::from_ymd_opt(2023, 9, 6).expect("a day"));
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
        writer.start_file(name.as_str(), ::zip::write::SimpleFileOptions::default()).expect("started");
        writer.write_all(content).expect("written");
    }
    let rewritten = writer.finish().expect("finished").into_inner();
    let received = receive("S.zip", &rewritten);
    assert!(kinds(&received).contains(&FaultKind::Ambiguous), "{}", shown(&received.package.faults));
    assert_eq!(received.package.origin, Origin::Pilot);
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
        renamed.contains("01-实施方案.pdf 清单中有这个文件，包里没有") && renamed.contains("00-实施方案.pdf 清单中没有这个文件"),
        "{renamed}"
    );
    let removed = told(&|e| drop(e.remove(1)));
    assert!(removed.contains("01-百色市生态环境局推荐函.pdf 清单中有这个文件，包里没有"), "{removed}");
    let added = told(&|e| e.push((e[0].0.replace("01-", "09-"), Vec::new())));
    assert!(added.contains("09-实施方案.pdf 清单中没有这个文件"), "{added}");
    let changed = told(&|e| e[0].1.push(b' '));
    assert!(changed.contains("01-实施方案.pdf 内容与清单不一致"), "{changed}");
    let folder = told(&|e| e.iter_mut().for_each(|(n, _)| *n = n.replace("2023+", "2024+")));
    assert!(folder.contains("文件夹名与清单中的邮件题目不一致"), "{folder}");
    let sums = told(&|e| e.retain(|(n, _)| !n.ends_with("SHA256SUMS")));
    assert!(sums.contains("SHA256SUMS 没有这个文件"), "{sums}");
    let newer = told(&|e| e.iter_mut().filter(|(n, _)| n.ends_with("manifest.json")).for_each(|(_, c)| *c = b"{\"format\": 2}".to_vec()));
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
            FolderFile { path: path.clone(), size: content.len() as u64, link: None, load: Box::new(move || Ok(content.clone())) }
        };
        entries.iter().map(file).collect::<Vec<_>>()
    };
    let received = receive_folder(folder(None));
    assert_eq!(shown(&received.package.faults), "");
    assert_eq!((received.package.origin, received.package.assumed.len()), (Origin::Pilot, 1));
    let received = receive_folder(folder(Some("企业名单")));
    assert!(shown(&received.package.faults).contains("02-企业名单.csv 内容与清单不一致"));
    let mut linked = folder(None);
    linked[0].link = Some("/etc/shadow".into());
    assert!(kinds(&receive_folder(linked)).contains(&FaultKind::Unsafe));
}

#[test]
fn the_writer_refuses_what_some_system_cannot_hold() {
    let add = |names: &[&str]| {
        let mut zip = zip::write::ZipWriter::new(Cursor::new(Vec::new()), chrono::NaiveDate::default());
        names.iter().try_for_each(|n| zip.add(n, &Contents::Generated(Vec::new())).map(drop)).map_err(|e| e.to_string())
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
    let fault = write(&sample.bundle, &sample.facts(), &|_| String::new(), Cursor::new(Vec::new())).expect_err("changed");
    assert!(fault.to_string().contains("被改动"), "{fault}");
    #[cfg(unix)]
    {
        let sample = Sample::new();
        let root = &sample.project.root;
        fs::rename(root.join("attachments"), root.join("elsewhere")).expect("renamed");
        std::os::unix::fs::symlink("elsewhere", root.join("attachments")).expect("a link");
        let fault = write(&sample.bundle, &sample.facts(), &|_| String::new(), Cursor::new(Vec::new())).expect_err("a link");
        assert!(fault.to_string().contains("指向 elsewhere"), "{fault}");
    }
}

#[test]
fn large_compressible_files_stream_and_come_back() {
    let temp = tempfile::tempdir().expect("a folder");
    let path = temp.path().join("a.csv");
    let content: Vec<u8> = (0..1_500_000u32).flat_map(|i| (i / 7).to_le_bytes()).collect();
    fs::write(&path, &content).expect("written");
    let mut zip = zip::write::ZipWriter::new(Cursor::new(Vec::new()), chrono::NaiveDate::default());
    let packed = zip.add("S/a.csv", &Contents::OnDisk(path, content.len() as u64)).expect("added");
    let bytes = zip.finish().expect("finished").0.into_inner();
    assert!(bytes.len() < content.len() / 2);
    assert_eq!(packed.sha256, sha256(&content));
    assert_eq!(shown(&zip::read::faults(&bytes)), "");
    assert!(entries_of(&bytes)[0].1 == content);
}

// Archives of other people.

/// An entry as some program might write it.
#[derive(Clone, Default)]
struct Odd {
    name: Vec<u8>,
    content: Vec<u8>,
    flags: u16,
    mode: u32,
    local_name: Option<Vec<u8>>,
    at: Option<u32>,
    deflated: Option<(Vec<u8>, u32)>,
}

fn odd(name: impl AsRef<[u8]>, content: &str) -> Odd {
    Odd { name: name.as_ref().to_vec(), content: content.as_bytes().to_vec(), ..Odd::default() }
}

fn odd_zip(entries: &[Odd]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for e in entries {
        let (method, data, size) = match &e.deflated {
            Some((data, size)) => (8u16, data.clone(), *size),
            None => (0, e.content.clone(), e.content.len() as u32),
        };
        let offset = e.at.unwrap_or(out.len() as u32);
        let mut shared = Vec::new();
        for half in [20, e.flags, method, 0x4a21, 0x5726u16] {
            shared.extend(half.to_le_bytes());
        }
        for word in [crc32fast::hash(&e.content), data.len() as u32, size] {
            shared.extend(word.to_le_bytes());
        }
        if e.at.is_none() {
            let name = e.local_name.as_ref().unwrap_or(&e.name);
            out.extend(b"PK\x03\x04");
            out.extend(&shared);
            out.extend((name.len() as u16).to_le_bytes());
            out.extend([0, 0]);
            out.extend(name);
            out.extend(&data);
        }
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(&shared);
        directory.extend((e.name.len() as u16).to_le_bytes());
        directory.extend([0; 8]);
        directory.extend((e.mode << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(&e.name);
    }
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((entries.len() as u16).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

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
    let entries: Vec<_> = received.package.entries.iter().map(|e| (e.path.as_str(), e.role.as_str())).collect();
    assert_eq!(
        entries,
        [("申报材料/实施方案（终稿）.pdf", "plan"), ("申报材料/市级推荐函.jpg", "letter"), ("申报材料/图/园区边界图.pdf", "boundary")]
    );
    let assumed = received.package.assumed.join("\n");
    for words in ["按 GBK", "“\\”分隔", "略过 1 个", "看作实施方案"] {
        assert!(assumed.contains(words), "{assumed}");
    }
    assert_eq!(received.folder, "申报材料/");
    assert_eq!(received.content("申报材料/图/园区边界图.pdf").as_deref(), Some(&b"%PDF 2"[..]));
    // UTF-8 without the flag, as macOS writes it, with its own leftovers and a data descriptor's bit.
    let bytes = odd_zip(&[odd("实施方案.docx", "PK"), odd("__MACOSX/._实施方案.docx", "x")]);
    let received = receive("x.zip", &bytes);
    assert_eq!(kinds(&received), [FaultKind::NoManifest]);
    assert_eq!(received.package.entries.len(), 1);
    assert!(received.package.assumed.join("\n").contains("按 UTF-8"));
}

#[test]
fn what_follows_the_end_is_damage_unless_it_only_fills_a_block() {
    let padded = |tail: &[u8]| [odd_zip(&[odd("方案.pdf", "%PDF")]).as_slice(), tail].concat();
    let zeros = padded(&[0; 900]);
    assert_eq!(kinds(&receive("x.zip", &zeros)), [FaultKind::NoManifest]);
    let more = padded(b"\0more");
    assert_eq!(kinds(&receive("x.zip", &more)), [FaultKind::Damaged, FaultKind::NoManifest]);
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
    told(&[Odd { local_name: Some(b"b.pdf".to_vec()), ..ok.clone() }], FaultKind::Unsafe, "名称不同");
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
    assert!(shown(&received.package.faults).contains("没有列出的文件"), "{}", shown(&received.package.faults));
}

#[test]
fn bombs_stop_by_what_comes_out_and_not_by_what_is_said() {
    let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::new(9));
    let zeros = vec![0u8; 1 << 20];
    (0..64).for_each(|_| encoder.write_all(&zeros).expect("deflated"));
    let data = encoder.finish().expect("deflated");
    assert!(data.len() < 100_000);
    for stated in [10, 64 << 20] {
        told(&[Odd { deflated: Some((data.clone(), stated)), ..odd("a.csv", "") }], FaultKind::Unsafe, "炸弹");
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
    for (bytes, words) in
        [(&b""[..], "空的"), (b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"%PDF-1.7", "单个 PDF"), (b"hello", "不是 zip")]
    {
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
    assert!(received.package.faults.iter().all(|f| !format!("{}{}", f.entry, f.what).contains(['\u{1b}', '\u{202e}'])));
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
        let _ = zip::read::faults(&bytes);
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

// The message.

fn message(sample: &Sample, archive: &[u8], files: &[Recorded]) -> Message {
    let (to, cc) = checklist::recipients(&sample.project, &sample.notice.profile);
    let body = checklist::mail_body(&sample.words(&to, &cc), files, archive.len() as u64, &sha256(archive));
    Message {
        from: None,
        subject: sample.bundle.subject.clone(),
        date: Some(moment()),
        body,
        attachment: format!("{}.zip", sample.bundle.folder),
        key: sha256(archive),
        to,
        cc,
    }
}

fn written_message(message: &Message, archive: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let size = write_message(message, &mut &archive[..], &mut out).expect("written");
    assert_eq!(size, out.len() as u64);
    assert_eq!(message_size(message, archive.len() as u64), Ok(size));
    out
}

#[test]
fn a_message_is_read_back_by_another_parser() {
    let sample = Sample::new();
    let (archive, written) = sample.zip();
    let message = message(&sample, &archive, &written.manifest.entries);
    let bytes = written_message(&message, &archive);
    assert!(bytes.is_ascii() && bytes.split(|b| *b == b'\n').all(|l| l.is_empty() || (l.len() <= 77 && l.ends_with(b"\r"))));
    let mail = mailparse::parse_mail(&bytes).expect("a message");
    use mailparse::MailHeaderMap as _;
    let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
    assert_eq!(header("Subject"), sample.bundle.subject);
    assert_eq!(header("To"), "kcc@sthjt.gxzf.gov.cn");
    assert_eq!(header("Cc"), "huanzichu@gxi.gov.cn, gx21308@163.com");
    assert_eq!(header("Date"), "Mon, 16 Oct 2023 09:00:00 +0800");
    assert_eq!((header("X-Unsent"), header("From")), ("1".into(), String::new()));
    assert_eq!(mail.subparts.len(), 2);
    let body = mail.subparts[0].get_body().expect("text");
    assert_eq!(body.replace("\r\n", "\n"), message.body);
    assert!(body.contains("A1B2-C3D4") && body.contains(&sha256(&archive)));
    let name = mail.subparts[1].get_content_disposition().params["filename"].clone();
    assert_eq!(name, message.attachment);
    assert!(mail.subparts[1].get_body_raw().expect("bytes") == archive);
    let received = receive("S.eml", &bytes);
    assert_eq!(shown(&received.package.faults), "");
    assert_eq!(received.package.subject.as_deref(), Some(sample.bundle.subject.as_str()));
    assert_eq!(received.package.recipients.len(), 3);
    assert_eq!((received.package.archive_size, received.package.message_size), (Some(archive.len() as u64), Some(bytes.len() as u64)));
}

#[test]
fn sizes_are_exact_at_every_border_of_a_line() {
    let message = Message { to: vec!["a@b.cn".into()], attachment: "a.zip".into(), ..Message::default() };
    for size in [0, 1, 2, 3, 56, 57, 58, 113, 114, 115, 58_367, 58_368, 58_369] {
        let archive = vec![7; size];
        let bytes = written_message(&message, &archive);
        let mail = mailparse::parse_mail(&bytes).expect("a message");
        assert!(mail.subparts[1].get_body_raw().expect("bytes") == archive, "{size}");
    }
}

#[test]
fn header_fields_cannot_be_injected() {
    let good = Message { to: vec!["a@b.cn".into()], subject: "题".into(), attachment: "a.zip".into(), ..Message::default() };
    assert!(message_size(&good, 0).is_ok());
    for bad in ["x\r\nBcc: evil@b.cn", "x\ny", "x\ry", "x\0", "x\u{85}y", "x\u{2028}y"] {
        let variants = [
            Message { subject: bad.into(), ..good.clone() },
            Message { attachment: bad.into(), ..good.clone() },
            Message { to: vec![format!("{bad}@b.cn")], ..good.clone() },
            Message { cc: vec![format!("{bad} <a@b.cn>")], ..good.clone() },
            Message { from: Some(bad.into()), ..good.clone() },
        ];
        for message in variants {
            assert!(message_size(&message, 0).is_err(), "{message:?}");
            let mut out = Vec::new();
            assert!(write_message(&message, &mut &b""[..], &mut out).is_err());
            assert!(out.is_empty());
        }
    }
    assert!(message_size(&Message { to: Vec::new(), ..good }, 0).is_err(), "nobody receives it");
}

#[test]
fn messages_of_others_are_read() {
    let zip = odd_zip(&[odd("实施方案.pdf", "%PDF")]);
    let name = encoding_rs::GBK.encode("申报").0;
    use std::fmt::Write as _;
    let hex = name.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "={b:02X}");
        out
    });
    let base64 = |bytes: &[u8]| {
        let message = Message { to: vec!["a@b.cn".into()], attachment: "a.zip".into(), ..Message::default() };
        let mail = String::from_utf8(written_message(&message, bytes)).expect("ascii");
        mail.rsplit("\r\n\r\n").next().expect("a part").split("--=_").next().expect("base64").to_owned()
    };
    let eml = format!(
        "From: x@y.cn\r\nTo: =?gbk?Q?{hex}?= <kcc@sthjt.gxzf.gov.cn>, b@c.cn\r\nSubject: =?gbk?Q?{hex}?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\nhi\r\n--q\r\n\
         Content-Type: application/octet-stream; name=\"=?gbk?Q?{hex}.zip?=\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--q--\r\n",
        base64(&zip)
    );
    let received = receive("mail", eml.as_bytes());
    assert_eq!(received.package.subject.as_deref(), Some("申报"));
    assert_eq!(received.package.recipients, ["kcc@sthjt.gxzf.gov.cn", "b@c.cn"]);
    assert_eq!(received.package.entries[0].path, "实施方案.pdf");
    assert_eq!(kinds(&received), [FaultKind::NoManifest]);
    let none = receive("a.eml", b"Subject: x\r\n\r\nno attachment\r\n");
    assert!(shown(&none.package.faults).contains("没有附件"));
}

// The check lists.

#[test]
fn check_lists_say_what_to_do_by_when_and_where() {
    let sample = Sample::new();
    let (to, cc) = checklist::recipients(&sample.project, &sample.notice.profile);
    let (_, written) = sample.zip();
    let text = checklist::text(&sample.words(&to, &cc), &written.manifest.entries);
    let markdown = checklist::markdown(&sample.words(&to, &cc), &written.manifest.entries, 39_440_104, Some(53_970_000));
    for words in [
        "一式 2 份",
        "胶装",
        "南宁市青秀区佛子岭路16号",
        "2023年10月20日（周五）",
        "2023年10月23日（周一）",
        "最迟寄出：2023年10月17日（周二）",
        "2023年10月23日24:00",
        "kcc@sthjt.gxzf.gov.cn",
        "A1B2-C3D4",
        "mobile-number：联系人同意公开",
        "(0771)5773998",
    ] {
        assert!(markdown.replace('\\', "").contains(words), "{words} is not in\n{markdown}");
    }
    // What the sender still has to do is none of the receiver's business.
    assert!(text.contains("A1B2-C3D4") && text.contains("联系人同意公开") && text.contains("按“照写半角"), "{text}");
    assert!(!text.contains("最迟寄出") && !text.contains("□"), "{text}");
    assert!(markdown.contains("39.44 MB（39 440 104 字节）") && markdown.contains("- [ ] "));
    for entry in &written.manifest.entries {
        assert!(markdown.contains(&entry.sha256));
    }
}

#[test]
fn check_lists_know_the_volume_and_name_none_where_there_is_none() {
    let sample = Sample::new();
    let (_, written) = sample.zip();
    let without = checklist::markdown(&sample.words(&[], &[]), &written.manifest.entries, 1, None).replace('\\', "");
    assert!(!without.contains("合订本.pdf") && !without.contains("书脊"), "{without}");
    assert!(without.contains("没有合订本，请按下列顺序打印") && without.contains("推荐函：用盖章原件"), "{without}");
    let at = |name: &str| without.find(&format!("- [ ] 打印 {name}")).unwrap_or_else(|| panic!("{name} is not in\n{without}"));
    assert!(at("01-实施方案.pdf") < at("02-推荐函/") && at("02-推荐函/") < at("03-附件/"));
    let volume = Volume {
        pages: 131,
        letters: vec![("推荐函".into(), 99)],
        annexes: vec![("边界图".into(), 103)],
        divider: Some(101),
        separate: vec![("03-附件/02-明细表.xlsx".into(), "不是 PDF 或图片".into())],
    };
    let with = checklist::Facts { volume: Some(&volume), ..sample.words(&[], &[]) };
    let with = checklist::markdown(&with, &written.manifest.entries, 1, None).replace('\\', "");
    for words in [
        "-合订本.pdf，一式 2 份：A4 双面、长边翻转",
        "合订本：131 页（含空白页），66 张纸",
        "书脊：约 7.2 毫米",
        "书脊印“平果市",
        "附件：从合订本 PDF 第 101 页起，1 件",
        "推荐函：用盖章原件，换下合订本 PDF 第 99 页起的复印页",
        "另行打印：03-附件/02-明细表.xlsx（合订本里没有：不是 PDF 或图片）",
    ] {
        assert!(with.contains(words), "{words} is not in\n{with}");
    }
    assert!(!with.contains("没有合订本"), "{with}");
}

#[test]
fn names_from_pilot_toml_cannot_break_a_line_of_the_lists() {
    let mut sample = Sample::new();
    if let Some(name) = &mut sample.project.config.project.name {
        name.value = "甲\n# 假标题\u{1b}[31m".into();
    }
    let markdown = checklist::markdown(&sample.words(&[], &[]), &[], 1, None);
    assert!(!markdown.contains("\n# 假") && !markdown.contains('\u{1b}'), "{markdown}");
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
        let fault = write(&sample.bundle, &sample.facts(), &|_| String::new(), Full(room)).expect_err("full");
        assert!(fault.to_string().contains("磁盘空间不足"), "{fault}");
    }
}
