//! The receiving side: whatever comes in becomes a package of facts, for rules to judge. Writes nothing.
//!
//! A package that claims to be ours must be canonical and agree with itself; anybody else's is read loosely, and what had
//! to be assumed is said.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::io;

use crate::project::{Fault, FaultKind, Origin, Package, PackageEntry};
use crate::text::Moment;
use crate::text::han::printable;

use super::mail::read::{self, Mail};
use super::manifest::{self, CHECKLIST, MANIFEST, Manifest, SUMS};
use super::zip::loose::{self, Loose};
use super::{name, zip};

/// More bytes than this should not be handed in: the notice's limit is a tenth of it.
pub const MAX_RECEIVED: u64 = 600_000_000;
/// More files than this are not read from a folder.
pub const MAX_FILES: usize = 2_000;
/// More bytes than this are not read from a folder.
pub const MAX_FOLDER: u64 = 500_000_000;

/// Something that was received.
#[derive(Debug)]
pub struct Received<'a> {
    /// Its facts.
    pub package: Package,
    /// What it says about itself, if it is ours and readable.
    pub manifest: Option<Manifest>,
    /// The folder in which the files lie, with `/` at the end; empty if there is none.
    pub folder: String,
    /// When it was sent, if it came as a message that says so.
    pub date: Option<Moment>,
    source: Source<'a>,
}

/// A file of a received folder.
pub struct FolderFile<'a> {
    /// Path relative to the folder, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Where it points, if it is a symbolic link: such a file is never loaded.
    pub link: Option<String>,
    /// Loads its bytes.
    pub load: Box<dyn Fn() -> io::Result<Vec<u8>> + 'a>,
}

enum Source<'a> {
    Nothing,
    Zip(Cow<'a, [u8]>, Loose),
    Attachments(Vec<(String, Vec<u8>)>),
    Folder(Vec<FolderFile<'a>>),
}

impl std::fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::Zip(..) => "zip",
            Self::Attachments(_) => "attachments",
            Self::Folder(_) => "folder",
        })
    }
}

/// A file as it was found.
#[derive(Clone, Debug, Default)]
struct Item {
    path: String,
    size: u64,
    /// Empty if it could not be read; then a fault says so.
    sha256: String,
    deflated_sha256: Option<String>,
}

/// Reads a zip archive or a message. Never fails and never panics: what is wrong becomes a fault.
pub fn receive<'a>(file_name: &str, bytes: &'a [u8]) -> Received<'a> {
    if !zip::loose::looks_like_zip(bytes) && read::looks_like_mail(file_name, bytes) {
        return receive_mail(bytes);
    }
    receive_zip(Cow::Borrowed(bytes), Package::default())
}

/// Reads an unpacked package: all files below a folder.
pub fn receive_folder(files: Vec<FolderFile<'_>>) -> Received<'_> {
    let mut package = Package::default();
    let mut fault = |entry: &str, kind, what: String| package.faults.push(Fault { kind, entry: printable(entry), what });
    let (mut items, mut total, mut junk) = (Vec::new(), 0u64, 0);
    for file in &files {
        if loose::is_junk(&file.path) {
            junk += 1;
            continue;
        }
        if let Some(target) = &file.link {
            fault(&file.path, FaultKind::Unsafe, format!("是符号链接，指向“{}”", printable(target)));
            continue;
        }
        total = total.saturating_add(file.size);
        if items.len() >= MAX_FILES || total > MAX_FOLDER {
            fault("", FaultKind::Unsafe, format!("文件多于 {MAX_FILES} 个或总计超过 {} MB，不再读取", MAX_FOLDER / 1_000_000));
            break;
        }
        let mut item = Item { path: file.path.clone(), size: file.size, ..Item::default() };
        match (file.load)() {
            Ok(bytes) => (item.size, item.sha256) = (bytes.len() as u64, super::sha256(&bytes)),
            Err(e) => fault(&file.path, FaultKind::Damaged, format!("读不出来：{}", super::error::io_words(&e))),
        }
        items.push(item);
    }
    package.assumed.push("收到的是文件夹，只核对内容，压缩包本身的结构无从核对".to_owned());
    if junk > 0 {
        package.assumed.push(format!("略过 {junk} 个系统或编辑器的临时文件"));
    }
    finish(package, items, Source::Folder(files))
}

fn receive_mail(bytes: &[u8]) -> Received<'_> {
    let size = bytes.len() as u64;
    let mail = match read::read(bytes) {
        Ok(mail) => mail,
        Err(what) => {
            let faults = vec![Fault { kind: FaultKind::Damaged, entry: String::new(), what }];
            return Received {
                package: Package { message_size: Some(size), faults, ..Package::default() },
                manifest: None,
                folder: String::new(),
                date: None,
                source: Source::Nothing,
            };
        }
    };
    let Mail { subject, recipients, date, attachments } = mail;
    let mut package = Package { subject: Some(subject), recipients, message_size: Some(size), ..Package::default() };
    let (mut zips, others): (Vec<_>, Vec<_>) = attachments.into_iter().partition(|a| read::is_zip(&a.0, &a.1));
    zips.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    if zips.len() > 1 {
        package.assumed.push(format!("邮件有 {} 个压缩包，按最大的“{}”核对", zips.len(), printable(&zips[0].0)));
    }
    if !zips.is_empty() && !others.is_empty() {
        package.assumed.push(format!("邮件另有 {} 个附件不在压缩包里，没有核对", others.len()));
    }
    if !zips.is_empty() {
        return Received { date, ..receive_zip(Cow::Owned(zips.swap_remove(0).1), package) };
    }
    if others.is_empty() {
        package.faults.push(Fault { kind: FaultKind::Damaged, entry: String::new(), what: "邮件没有附件".to_owned() });
    } else {
        package.assumed.push("邮件里没有压缩包，按各个附件核对".to_owned());
    }
    let item = |(path, bytes): &(String, Vec<u8>)| Item {
        path: path.clone(),
        size: bytes.len() as u64,
        sha256: super::sha256(bytes),
        deflated_sha256: None,
    };
    let items = others.iter().map(item).collect();
    Received { date, ..finish(package, items, Source::Attachments(others)) }
}

fn receive_zip<'a>(bytes: Cow<'a, [u8]>, mut package: Package) -> Received<'a> {
    let read = loose::read(&bytes);
    package.archive_size = Some(bytes.len() as u64);
    package.faults.extend(read.faults.iter().cloned());
    package.assumed.extend(read.assumed.iter().cloned());
    let items = read.files.iter().map(|f| Item {
        path: f.path.clone(),
        size: f.size,
        sha256: f.sha256.clone(),
        deflated_sha256: f.deflated_sha256.clone(),
    });
    let items = items.collect();
    finish(package, items, Source::Zip(bytes, read))
}

fn finish<'a>(package: Package, items: Vec<Item>, source: Source<'a>) -> Received<'a> {
    let mut received = Received { package, manifest: None, folder: String::new(), date: None, source };
    let claim = claim(&items, &received);
    match claim {
        Some(folder) => received.judge_own(&items, folder),
        None => received.judge_foreign(items),
    }
    received
}

/// The folder of a package that claims to be ours, with `/` at the end.
fn claim(items: &[Item], received: &Received<'_>) -> Option<String> {
    let folder_of = |item: &Item| item.path.strip_suffix(MANIFEST).filter(|f| f.is_empty() || f.ends_with('/')).map(str::to_owned);
    let mut folders: Vec<String> = items.iter().filter_map(folder_of).filter(|f| f.matches('/').count() <= 2).collect();
    folders.sort_by_key(|f| f.matches('/').count());
    let has = |folder: &str, name: &str| items.iter().any(|i| i.path == format!("{folder}{name}"));
    folders.into_iter().find(|folder| {
        let beside = has(folder, SUMS) && has(folder, CHECKLIST);
        beside || received.content(&format!("{folder}{MANIFEST}")).is_some_and(|bytes| Manifest::is_claimed(&bytes))
    })
}

impl Received<'_> {
    /// The content of a file by its path in the package; `None` if there is no such file or it could not be read.
    /// It is borrowed where it lies in the archive or message as it is, so that the largest files are not copied.
    pub fn content(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        match &self.source {
            Source::Nothing => None,
            Source::Zip(bytes, read) => read.content(bytes, read.files.iter().find(|f| f.path == path)?),
            Source::Attachments(files) => files.iter().find(|(p, _)| p == path).map(|(_, bytes)| Cow::Borrowed(bytes.as_slice())),
            Source::Folder(files) => (files.iter().find(|f| f.path == path && f.link.is_none())?.load)().ok().map(Cow::Owned),
        }
    }

    fn differs(&mut self, entry: &str, what: impl Into<String>) {
        self.package.faults.push(Fault { kind: FaultKind::Differs, entry: printable(entry), what: what.into() });
    }

    fn judge_own(&mut self, items: &[Item], folder: String) {
        self.package.origin = Origin::Pilot;
        self.folder = folder;
        if let Source::Zip(bytes, _) = &self.source {
            // The structure comes first: only where all programs read the same files do hashes mean anything.
            let mut faults = zip::read::faults(bytes);
            faults.append(&mut self.package.faults);
            self.package.faults = faults;
        }
        let manifest_path = format!("{}{MANIFEST}", self.folder);
        match self.content(&manifest_path).map_or_else(|| Err("manifest.json 读不出来".to_owned()), |bytes| Manifest::from_json(&bytes))
        {
            Ok(manifest) => {
                self.compare(&manifest, items);
                let shrunk: Vec<u16> = manifest.entries.iter().filter_map(|e| Some(e.original.as_ref()?.dpi)).collect();
                if let Some(dpi) = shrunk.iter().min() {
                    let words = format!("包里有 {} 个文件是缩小到 {dpi} dpi 的副本，原件在申报单位，散列见清单", shrunk.len());
                    self.package.assumed.push(words);
                }
                self.package.subject.get_or_insert_with(|| manifest.subject.clone());
                self.manifest = Some(manifest);
            }
            Err(what) => self.differs(&manifest_path, what),
        }
        self.compare_sums(items);
        let roles: BTreeMap<&str, &str> =
            self.manifest.iter().flat_map(|m| &m.entries).map(|e| (e.path.as_str(), e.role.as_str())).collect();
        let role = |path: &str| {
            let below = path.strip_prefix(&self.folder).unwrap_or(path);
            let own = if manifest::GUARDS.contains(&below) { "checklist" } else { guess(path) };
            roles.get(below).copied().unwrap_or(own).to_owned()
        };
        self.package.entries = items.iter().map(|i| entry(i, role(&i.path))).collect();
    }

    fn compare(&mut self, manifest: &Manifest, items: &[Item]) {
        let packed = matches!(self.source, Source::Zip(..));
        let folder = self.folder.clone();
        if packed && folder.trim_end_matches('/') != name::folder_name(&manifest.subject) {
            self.differs(&folder, "文件夹名与清单中的邮件题目不一致");
        }
        let mut known = HashSet::new();
        for recorded in &manifest.entries {
            let path = format!("{folder}{}", recorded.path);
            if !known.insert(path.clone()) {
                self.differs(&path, "在清单中出现了两次");
                continue;
            }
            let Some(item) = items.iter().find(|i| i.path == path) else {
                self.differs(&path, "清单中有这个文件，包里没有");
                continue;
            };
            if item.sha256.is_empty() {
                continue;
            }
            if item.size != recorded.size || !item.sha256.eq_ignore_ascii_case(&recorded.sha256) {
                self.differs(&path, "内容与清单不一致：打包之后被改动过");
            } else if packed && item.deflated_sha256 != recorded.deflated_sha256 {
                self.differs(&path, "压缩后的数据与清单不一致：被重新压缩过");
            }
        }
        for item in items {
            let below = item.path.strip_prefix(&folder);
            if !known.contains(&item.path) && !below.is_some_and(|b| b == MANIFEST || b == SUMS) {
                self.differs(&item.path, "清单中没有这个文件");
            }
        }
    }

    /// `SHA256SUMS` must be, byte for byte, what the files that are there give.
    fn compare_sums(&mut self, items: &[Item]) {
        let path = format!("{}{SUMS}", self.folder);
        let mut listed: Vec<(&str, &str)> = items
            .iter()
            .filter_map(|i| Some((i.path.strip_prefix(&self.folder)?, i.sha256.as_str())))
            .filter(|(p, _)| *p != SUMS)
            .collect();
        listed.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
        let expected = manifest::sums(listed);
        match self.content(&path) {
            None => self.differs(&path, "没有这个文件，或读不出来"),
            Some(bytes) if bytes != expected.as_bytes() => self.differs(&path, "与各文件实际的 SHA-256 不一致"),
            Some(_) => {}
        }
    }

    fn judge_foreign(&mut self, items: Vec<Item>) {
        self.package.origin = Origin::Foreign;
        let (junk, items): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|i| loose::is_junk(&i.path));
        if !junk.is_empty() {
            self.package.assumed.push(format!("略过 {} 个系统或编辑器的临时文件", junk.len()));
        }
        if items.is_empty() {
            if self.package.faults.is_empty() {
                let what = "里面没有文件".to_owned();
                self.package.faults.push(Fault { kind: FaultKind::Damaged, entry: String::new(), what });
            }
            return;
        }
        let what = "没有 pilot 的清单，无法核对文件是否在打包后被改动".to_owned();
        self.package.faults.push(Fault { kind: FaultKind::NoManifest, entry: String::new(), what });
        self.folder = common_folder(&items);
        let mut roles: Vec<&str> = items.iter().map(|i| guess(i.path.strip_prefix(&self.folder).unwrap_or(&i.path))).collect();
        if !roles.contains(&"plan") {
            // Documents that nothing else claims: if there is only one, it must be the plan.
            let open: Vec<usize> = (0..items.len()).filter(|i| roles[*i] == "other" && is_document(&items[*i].path)).collect();
            if let [only] = open.as_slice() {
                roles[*only] = "plan";
            }
        }
        for (item, role) in items.iter().zip(&roles).filter(|(_, r)| matches!(**r, "plan" | "letter")) {
            let word = if *role == "plan" { "实施方案" } else { "推荐函" };
            self.package.assumed.push(format!("按文件名把“{}”看作{word}", printable(&item.path)));
        }
        self.package.entries = items.iter().zip(roles).map(|(i, r)| entry(i, r.to_owned())).collect();
    }
}

fn entry(item: &Item, role: String) -> PackageEntry {
    PackageEntry { path: item.path.clone(), size: item.size, sha256: item.sha256.clone(), role }
}

/// The folder that all files lie in, with `/` at the end.
fn common_folder(items: &[Item]) -> String {
    let Some(first) = items.first() else { return String::new() };
    let mut folders = first.path.rmatch_indices('/').map(|(i, _)| &first.path[..=i]);
    folders.find(|f| items.iter().all(|i| i.path.starts_with(f))).unwrap_or_default().to_owned()
}

fn is_document(path: &str) -> bool {
    let lower = path.to_lowercase();
    ["pdf", "docx", "doc", "wps", "md"].iter().any(|e| lower.ends_with(&format!(".{e}")))
}

/// A role by the name: the file's own first, then its folder's.
fn guess(path: &str) -> &'static str {
    let by_words = |text: &str| {
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        match () {
            () if has(&["推荐函", "推荐意见", "推荐文件"]) => Some("letter"),
            () if has(&["承诺", "无突出"]) => Some("statement"),
            () if has(&["四至", "边界"]) => Some("boundary"),
            () if has(&["资金"]) => Some("funding"),
            () if has(&["实施方案", "方案"]) => Some("plan"),
            () => None,
        }
    };
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let role = by_words(last).or_else(|| by_words(folder).filter(|r| *r == "letter")).unwrap_or("other");
    if role == "plan" && !is_document(last) { "other" } else { role }
}
