//! Archives that two honest readers read differently, made kind by kind; and what four readers of
//! others make of them. Every archive that two of them read differently has a finding.

use std::collections::BTreeMap;
use std::fs;

use pilot::bundle::receive;
use pilot::project::FaultKind;

use crate::support::outside_tools::{skip, succeeds};
use crate::support::sample_package::shown;

/// An entry: what the local header says, what the directory says, what lies around them.
#[derive(Clone)]
struct Twin {
    name: Vec<u8>,
    local_name: Vec<u8>,
    content: Vec<u8>,
    flags: [u16; 2],
    methods: [u16; 2],
    extras: [Vec<u8>; 2],
    crc_shift: u32,
    size_shift: u32,
    local_size_shift: u32,
    attributes: u32,
    before: Vec<u8>,
    behind: Vec<u8>,
    is_listed: bool,
}

fn twin(name: impl AsRef<[u8]>, content: &str) -> Twin {
    Twin {
        name: name.as_ref().to_vec(),
        local_name: name.as_ref().to_vec(),
        content: content.as_bytes().to_vec(),
        flags: [0, 0],
        methods: [0, 0],
        extras: [Vec::new(), Vec::new()],
        crc_shift: 0,
        size_shift: 0,
        local_size_shift: 0,
        attributes: 0,
        before: Vec::new(),
        behind: Vec::new(),
        is_listed: true,
    }
}

/// What lies around the entries, and what the end record says.
#[derive(Clone, Default)]
struct Frame {
    prefix: Vec<u8>,
    /// Whether offsets count the prefix.
    counts_prefix: bool,
    before_directory: Vec<u8>,
    behind: Vec<u8>,
    comment: Vec<u8>,
    count_shift: i16,
    disk_count_shift: i16,
}

fn archive(frame: &Frame, entries: &[Twin]) -> Vec<u8> {
    let mut out = frame.prefix.clone();
    let base = if frame.counts_prefix { 0 } else { out.len() };
    let mut directory = Vec::new();
    let mut count = 0i16;
    for e in entries {
        out.extend(&e.before);
        let offset = (out.len() - base) as u32;
        let shared = |side: usize, size_shift: u32| {
            let mut fields = Vec::new();
            for half in [20, e.flags[side], e.methods[side], 0x4a21, 0x5726u16] {
                fields.extend(half.to_le_bytes());
            }
            let crc = crc32fast::hash(&e.content).wrapping_add(e.crc_shift);
            let size = (e.content.len() as u32).wrapping_add(size_shift);
            for word in [crc, size, size] {
                fields.extend(word.to_le_bytes());
            }
            fields
        };
        out.extend(b"PK\x03\x04");
        out.extend(shared(0, e.local_size_shift));
        out.extend((e.local_name.len() as u16).to_le_bytes());
        out.extend((e.extras[0].len() as u16).to_le_bytes());
        out.extend(&e.local_name);
        out.extend(&e.extras[0]);
        out.extend(&e.content);
        out.extend(&e.behind);
        if !e.is_listed {
            continue;
        }
        count += 1;
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(shared(1, e.size_shift));
        directory.extend((e.name.len() as u16).to_le_bytes());
        directory.extend((e.extras[1].len() as u16).to_le_bytes());
        directory.extend([0; 6]);
        directory.extend(e.attributes.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(&e.name);
        directory.extend(&e.extras[1]);
    }
    out.extend(&frame.before_directory);
    let start = (out.len() - base) as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend((count + frame.disk_count_shift).to_le_bytes());
    out.extend((count + frame.count_shift).to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend((frame.comment.len() as u16).to_le_bytes());
    out.extend(&frame.comment);
    out.extend(&frame.behind);
    out
}

/// A field 0x7075 for a plain name.
fn unicode_path(plain: &[u8], name: &str) -> Vec<u8> {
    let mut out = 0x7075u16.to_le_bytes().to_vec();
    out.extend((name.len() as u16 + 5).to_le_bytes());
    out.push(1);
    out.extend(crc32fast::hash(plain).to_le_bytes());
    out.extend(name.as_bytes());
    out
}

/// Three files, of which some entry is changed.
fn changed(change: impl Fn(&mut Twin)) -> Vec<Vec<u8>> {
    let sound = [twin("a.txt", "first"), twin("b.txt", "second"), twin("c.txt", "third")];
    let mut out = Vec::new();
    for place in 0..sound.len() {
        let mut entries = sound.clone();
        change(&mut entries[place]);
        out.push(archive(&Frame::default(), &entries));
    }
    out
}

/// Three files, of which some entry has another name, at both places.
fn named(name: &[u8]) -> Vec<Vec<u8>> {
    changed(|entry| {
        entry.name = name.to_vec();
        entry.local_name = name.to_vec();
    })
}

fn framed(change: impl Fn(&mut Frame)) -> Vec<Vec<u8>> {
    let mut frame = Frame::default();
    change(&mut frame);
    let sound = [twin("a.txt", "first"), twin("b.txt", "second")];
    vec![archive(&frame, &sound), archive(&frame, &sound[..1])]
}

/// Every kind with its variants.
fn kinds() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let other = archive(&Frame::default(), &[twin("x.txt", "other")]);
    let hidden = || {
        let mut bytes = archive(&Frame::default(), &[twin("hidden.txt", "hidden")]);
        bytes.truncate(30 + 10 + 6);
        bytes
    };
    let descriptor = |crc: u32, size: u32| {
        let mut bytes = b"PK\x07\x08".to_vec();
        for word in [crc, size, size] {
            bytes.extend(word.to_le_bytes());
        }
        bytes
    };
    vec![
        ("an entry outside the directory", changed(|e| e.before = hidden())),
        ("an entry behind junk", changed(|e| e.before = [b"junk".to_vec(), hidden()].concat())),
        ("an entry that is not listed", changed(|e| e.is_listed = false)),
        ("bytes between entries", changed(|e| e.behind = b"these belong to nobody".to_vec())),
        ("another local name", changed(|e| e.local_name = b"z.txt".to_vec())),
        ("another local method", changed(|e| e.methods[0] = 8)),
        ("stored and called deflated", changed(|e| e.methods = [8, 8])),
        ("another local size", changed(|e| e.local_size_shift = 1)),
        ("a lying size", changed(|e| e.size_shift = 1)),
        ("a short size", changed(|e| e.size_shift = u32::MAX)),
        ("a wrong CRC", changed(|e| e.crc_shift = 1)),
        ("encrypted on one side", changed(|e| e.flags = [1, 0])),
        (
            "a descriptor that differs",
            changed(|e| {
                e.flags = [8, 8];
                e.behind = descriptor(7, 1);
            }),
        ),
        (
            "a Unicode path against the name",
            changed(|e| {
                let field = unicode_path(&e.name, "另一个.txt");
                e.extras = [field.clone(), field];
                e.name = e.local_name.clone();
            }),
        ),
        (
            "a Unicode path in the directory only",
            changed(|e| {
                e.extras[1] = unicode_path(&e.name, "evil.exe");
            }),
        ),
        (
            "two Unicode paths",
            changed(|e| {
                let one = unicode_path(&e.name, "一.txt");
                e.extras[1] = [one, unicode_path(&e.name, "二.txt")].concat();
            }),
        ),
        (
            "another local Unicode path",
            changed(|e| {
                e.extras[0] = unicode_path(&e.name, "二.txt");
            }),
        ),
        (
            "no name",
            changed(|e| {
                e.name = Vec::new();
                e.local_name = Vec::new();
            }),
        ),
        (
            "a folder with content",
            changed(|e| {
                e.name = b"d/".to_vec();
                e.local_name = b"d/".to_vec();
            }),
        ),
        ("a file marked as a folder", changed(|e| e.attributes = 0x10)),
        ("a file with the mode of a folder", changed(|e| e.attributes = 0o040_755 << 16)),
        (
            "UTF-8 on one side",
            changed(|e| {
                e.name = "方案.txt".as_bytes().to_vec();
                e.local_name = e.name.clone();
                e.flags = [0, 0x800];
            }),
        ),
        ("a control character", named(b"a\x01\x1b.txt")),
        ("a line break", named(b"a\nb.txt")),
        ("a NUL", named(b"a\0b.txt")),
        ("bytes of no encoding", named(b"a\xff\xfe.txt")),
        ("a point at the beginning", named(b"../z.txt")),
        ("an absolute name", named(b"/z.txt")),
        ("a drive", named(b"C:z.txt")),
        ("a name twice", vec![archive(&Frame::default(), &[twin("a", "1"), twin("a", "2")])]),
        (
            "letters of two sizes",
            vec![archive(&Frame::default(), &[twin("a", "1"), twin("A", "2")])],
        ),
        (
            "a file and a folder",
            vec![archive(&Frame::default(), &[twin("a", "1"), twin("a/b", "2")])],
        ),
        ("extra fields cut off", changed(|e| e.extras[1] = vec![1, 0, 99, 0, 1])),
        (
            "an archive before",
            framed(|f| {
                f.prefix = other.clone();
                f.counts_prefix = true;
            }),
        ),
        ("an archive before that nobody counts", framed(|f| f.prefix = other.clone())),
        (
            "bytes before",
            framed(|f| {
                f.prefix = b"some text".to_vec();
                f.counts_prefix = true;
            }),
        ),
        ("bytes before that nobody counts", framed(|f| f.prefix = b"some text".to_vec())),
        ("bytes before the directory", framed(|f| f.before_directory = b"some text".to_vec())),
        ("an entry before the directory", framed(|f| f.before_directory = hidden())),
        ("an archive behind", framed(|f| f.behind = other.clone())),
        ("an archive in the comment", framed(|f| f.comment = other.clone())),
        ("bytes behind", framed(|f| f.behind = b"xy".to_vec())),
        ("a count too low", framed(|f| f.count_shift = -1)),
        ("a count too high", framed(|f| f.count_shift = 1)),
        ("two counts", framed(|f| f.disk_count_shift = 1)),
    ]
}

/// What is said about an archive beside that it has no manifest.
fn findings(bytes: &[u8]) -> String {
    let mut package = receive("x.zip", bytes).package;
    package.faults.retain(|fault| fault.kind != FaultKind::NoManifest);
    shown(&package.faults)
}

#[test]
fn every_kind_of_ambiguous_archive_has_a_finding() {
    let mut silent = Vec::new();
    for (kind, variants) in kinds() {
        for (number, bytes) in variants.iter().enumerate() {
            if findings(bytes).is_empty() {
                silent.push(format!("{kind}, {number}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    // The frame itself is sound, so that each finding is of its kind.
    let plain = [twin("a.txt", "first"), twin("b.txt", "second")];
    assert_eq!(findings(&archive(&Frame::default(), &plain)), "");
}

#[test]
fn what_usual_programs_write_is_not_ambiguous() {
    let crc = |content: &[u8]| crc32fast::hash(content).to_le_bytes();
    // Data descriptors with and without a signature.
    for signature in [&b"PK\x07\x08"[..], b""] {
        let mut entry = twin("a.txt", "first");
        entry.flags = [8, 8];
        entry.behind = [signature, &crc(b"first"), &[5, 0, 0, 0, 5, 0, 0, 0]].concat();
        let bytes = archive(&Frame::default(), &[entry, twin("b.txt", "second")]);
        assert_eq!(findings(&bytes), "", "{signature:?}");
    }
    // A Unicode path for the same name: GBK, question marks, Info-ZIP's escapes.
    let name = "实施方案.pdf";
    let gbk = encoding_rs::GBK.encode(name).0.into_owned();
    for plain in [gbk, b"????.pdf".to_vec(), b"#U5b9e#U65bd#U65b9#U6848.pdf".to_vec()] {
        let mut entry = twin(&plain, "%PDF");
        let field = unicode_path(&plain, name);
        entry.extras = [field.clone(), field];
        let bytes = archive(&Frame::default(), &[entry]);
        assert_eq!(findings(&bytes), "", "{plain:?}");
        assert_eq!(receive("x.zip", &bytes).package.entries[0].path, name);
    }
    // A line break that a transfer has put behind, and zeros.
    for behind in [&b"\r\n"[..], b"\n", b"\0\0"] {
        let frame = Frame { behind: behind.to_vec(), ..Frame::default() };
        let bytes = archive(&frame, &[twin("a.txt", "first")]);
        assert_eq!(findings(&bytes), "", "{behind:?}");
        let assumed = receive("x.zip", &bytes).package.assumed.join("\n");
        assert!(assumed.contains("没有理会"), "{assumed}");
    }
    // Folders as Windows and Unix write them, and times and owners beside.
    let mut folder = twin("d/", "");
    folder.attributes = (0o040_755 << 16) | 0x10;
    let mut file = twin("d/a.txt", "first");
    file.extras[0] = b"UT\x05\0\x01\0\0\0\0".to_vec();
    let bytes = archive(&Frame::default(), &[folder, file]);
    assert_eq!(findings(&bytes), "");
}

#[test]
fn names_under_a_wrong_label_are_read_and_told() {
    let gbk = encoding_rs::GBK.encode("实施方案.pdf").0.into_owned();
    let big5 = encoding_rs::BIG5.encode("實施方案.pdf").0.into_owned();
    for (plain, flags, name, word) in
        [(gbk, 0x800, "实施方案.pdf", "实际是 GBK"), (big5, 0, "實施方案.pdf", "Big5")]
    {
        let mut entry = twin(&plain, "%PDF");
        entry.flags = [flags, flags];
        let received = receive("x.zip", &archive(&Frame::default(), &[entry])).package;
        assert_eq!(received.entries[0].path, name);
        assert!(shown(&received.faults).contains(word), "{}", shown(&received.faults));
    }
}

#[test]
fn a_part_of_a_split_archive_is_told_for_what_it_is() {
    let whole = archive(&Frame::default(), &[twin("a.txt", "first"), twin("b.txt", "second")]);
    let half = &whole[..whole.len() / 2];
    let marked = [b"PK\x07\x08", half].concat();
    for (name, bytes) in
        [("a.zip.001", half), ("a.z01", &marked), ("a.zip.002", b"rest"), ("a", &marked)]
    {
        let faults = shown(&receive(name, bytes).package.faults);
        assert!(faults.contains("分卷压缩包的一卷"), "{name}: {faults}");
    }
    // A whole archive under such a name is one.
    assert_eq!(receive("a.001", &whole).package.entries.len(), 2);
}

/// Unpacks every archive of a folder with four readers; prints for each archive a line with what
/// each made of it: names and contents, or that it refused.
const READERS: &str = r#"
import hashlib, os, shutil, subprocess, sys, tempfile, zipfile
def files(root):
    out = []
    for folder, _, names in os.walk(os.fsencode(root)):
        for name in names:
            path = os.path.join(folder, name)
            if not os.path.islink(path) and os.path.isfile(path):
                out.append(os.path.relpath(path, os.fsencode(root)).hex() + '=' + hashlib.sha256(open(path, 'rb').read()).hexdigest()[:8])
    return ','.join(sorted(out))
def run(*command):
    with tempfile.TemporaryDirectory() as into:
        done = subprocess.run([c.replace('INTO', into) for c in command], stdin=subprocess.DEVNULL, capture_output=True, env={**os.environ, 'LC_ALL': 'C.UTF-8'})
        found = files(into)
        return found or 'refused'
def python(path):
    with tempfile.TemporaryDirectory() as into:
        try:
            with zipfile.ZipFile(path) as z: z.extractall(into)
        except Exception: pass
        return files(into) or 'refused'
for name in sorted(os.listdir('.')):
    if not name.endswith('.zip'): continue
    print(name, python(name), run('7z', 'x', '-y', '-pnone', '-oINTO', name), run('bsdtar', '-xf', name, '-C', 'INTO'), run('unzip', '-q', '-o', '-P', 'none', name, '-d', 'INTO'))
"#;

#[test]
fn conformance_what_readers_read_differently_has_a_finding() {
    let dir = tempfile::tempdir().expect("a folder");
    for tool in ["7z", "bsdtar", "unzip"] {
        if std::process::Command::new(tool).arg("--help").output().is_err() {
            return skip(tool);
        }
    }
    let mut kept = BTreeMap::new();
    for (kind, variants) in kinds() {
        for (number, bytes) in variants.into_iter().enumerate() {
            let name = format!("{}-{number}.zip", kind.replace([' ', ','], "_"));
            fs::write(dir.path().join(&name), &bytes).expect("written");
            kept.insert(name, bytes);
        }
    }
    let arguments = ["-X", "utf8", "-c", READERS];
    let Some(told) = succeeds("python3", &arguments, dir.path()) else { return };
    let (mut differing, mut silent) = (0, Vec::new());
    for line in told.lines() {
        let mut words = line.split(' ');
        let name = words.next().expect("a name");
        let readings: Vec<&str> = words.filter(|reading| *reading != "refused").collect();
        if readings.iter().all(|reading| *reading == readings[0]) {
            continue;
        }
        differing += 1;
        if findings(&kept[name]).is_empty() {
            silent.push(line);
        }
    }
    assert_eq!(told.lines().count(), kept.len());
    assert!(differing > 20, "the readers agree about nearly all: {differing}\n{told}");
    assert!(silent.is_empty(), "{silent:#?}");
}
