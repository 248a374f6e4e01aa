//! The receiving side: whatever comes in becomes a package of facts, for rules to judge. Writes
//! nothing.
//!
//! A package that claims to be ours must be canonical and agree with itself; anybody else's is read
//! loosely, and what had to be assumed is said.

mod fault_words;
mod foreign;
mod own;
pub mod received;
mod role;

use std::borrow::Cow;

use crate::attachment::{FileKind, kind_of};
use crate::project::{FaultKind, Package, PackageFault};
use crate::text::characters::is_digits;
use crate::text::digest::sha256;
use crate::text::han::printable;
use crate::text::io_words;
use crate::text::word_list::{self, has_ending};
use crate::workers::Workers;

use super::mail;
use super::mail::parse::{self, MailContent, SealedAttachment};
use super::manifest::{CHECKLIST, MANIFEST, Manifest, SUMS};
use super::zip::{VOLUME, tolerant};
use fault_words::mail_remarks;
pub use fault_words::name_words;
use received::{ContentSource, FolderFile, Received, ReceivedFile};

/// More bytes than this should not be handed in: the notice's limit is a tenth of it.
pub const MAX_RECEIVED: u64 = 600_000_000;
/// More files than this are not read from a folder.
pub const MAX_FILES: usize = 2_000;
/// More bytes than this are not read from a folder.
pub const MAX_FOLDER: u64 = 500_000_000;

/// Reads a zip archive or a message. Never fails and never panics: what is wrong becomes a fault.
pub fn receive<'a>(file_name: &str, bytes: &'a [u8]) -> Received<'a> {
    receive_apart(file_name, bytes, &Workers::default())
}

/// The same; messages are taken apart by a worker. Archives are not: their reader is our own, calls
/// nothing that nests, and counts every byte.
pub fn receive_apart<'a>(file_name: &str, bytes: &'a [u8], workers: &Workers) -> Received<'a> {
    let is_zip = tolerant::looks_like_zip(bytes);
    if !is_zip && parse::looks_like_mail(file_name, bytes) {
        let mut received = receive_mail(bytes, workers);
        if has_ending(file_name, "archive-endings") {
            received.package.assumed.insert(0, fault_words::NAMED_ARCHIVE.to_owned());
        }
        return received;
    }
    if parse::is_compound(bytes) && has_ending(file_name, "message-endings") {
        let what = fault_words::OUTLOOK_MESSAGE.to_owned();
        return nothing_read(None, PackageFault::whole(FaultKind::Absent, what));
    }
    if is_volume(file_name, bytes) {
        return nothing_read(None, PackageFault::whole(FaultKind::Damaged, VOLUME.to_owned()));
    }
    let mut package = Package::default();
    if is_zip && parse::is_named_mail(file_name) {
        package.assumed.push(fault_words::NAMED_MAIL.to_owned());
    }
    receive_zip(Cow::Borrowed(bytes), package)
}

/// Reads an unpacked package: all files below a folder.
pub fn receive_folder(files: Vec<FolderFile<'_>>) -> Received<'_> {
    let mut package = Package::default();
    let mut fault = |entry: &str, kind, what: String| {
        package.faults.push(PackageFault { kind, entry: printable(entry), what })
    };
    let (mut items, mut total, mut junk) = (Vec::new(), 0u64, 0);
    for file in &files {
        if word_list::is_junk(&file.path) {
            junk += 1;
            continue;
        }
        if let Some(target) = &file.link {
            fault(
                &file.path,
                FaultKind::Unsafe,
                format!("是符号链接，指向“{}”", printable(target)),
            );
            continue;
        }
        total = total.saturating_add(file.size);
        if items.len() >= MAX_FILES || total > MAX_FOLDER {
            fault(
                "",
                FaultKind::Unsafe,
                format!(
                    "文件多于 {MAX_FILES} 个或总计超过 {} MB，不再读取",
                    MAX_FOLDER / 1_000_000
                ),
            );
            break;
        }
        let mut item =
            ReceivedFile { path: file.path.clone(), size: file.size, ..ReceivedFile::default() };
        match (file.load)() {
            Ok(bytes) => (item.size, item.sha256) = (bytes.len() as u64, sha256(&bytes)),
            Err(e) => {
                fault(&file.path, FaultKind::Damaged, format!("读不出来：{}", io_words(e.kind())))
            }
        }
        items.push(item);
    }
    package.assumed.push("收到的是文件夹，只核对内容，压缩包本身的结构无从核对".to_owned());
    if junk > 0 {
        package.assumed.push(format!("略过 {junk} 个系统或编辑器的临时文件"));
    }
    finish(package, items, ContentSource::Folder(files))
}

fn receive_mail<'a>(bytes: &'a [u8], workers: &Workers) -> Received<'a> {
    let size = bytes.len() as u64;
    let mail = match mail::read_apart(workers, bytes) {
        Ok(mail) => mail,
        Err(error) => {
            let what = fault_words::mail_words(&error);
            return nothing_read(Some(size), PackageFault::whole(FaultKind::Damaged, what));
        }
    };
    let mut package =
        Package { message_size: Some(size), assumed: mail_remarks(&mail), ..Package::default() };
    let nothing_attached = fault_words::nothing_attached_words(&mail);
    let MailContent { subject, recipients, date, attachments, sealed, .. } = mail;
    package.subject = Some(subject);
    package.recipients = recipients;
    let (mut zips, others): (Vec<_>, Vec<_>) =
        attachments.into_iter().partition(|a| parse::is_zip(&a.0, &a.1));
    zips.sort_by_key(|(_, bytes)| std::cmp::Reverse(bytes.len()));
    if !zips.is_empty() {
        package.faults.extend(beside_the_archive(&zips, &others, &sealed));
        let pictures = others.iter().filter(|attachment| is_picture(attachment)).count();
        if pictures > 0 {
            package.assumed.push(format!("邮件另有 {pictures} 张图片不在压缩包里，没有核对"));
        }
        return Received { date, ..receive_zip(Cow::Owned(zips.swap_remove(0).1), package) };
    }
    for attachment in &sealed {
        package.faults.push(PackageFault {
            kind: FaultKind::Absent,
            entry: printable(&attachment.name),
            what: fault_words::sealed_words(attachment.kind).to_owned(),
        });
    }
    if others.is_empty() && sealed.is_empty() {
        package.faults.push(PackageFault::whole(FaultKind::Absent, nothing_attached));
    } else if !others.is_empty() && others.iter().all(is_picture) {
        let what = format!("邮件只有图片（{}），没有申报材料", names_of(&others));
        package.faults.push(PackageFault::whole(FaultKind::Absent, what));
    } else if !others.is_empty() {
        package.assumed.push("邮件里没有压缩包，按各个附件核对".to_owned());
    }
    let item = |(path, bytes): &(String, Vec<u8>)| ReceivedFile {
        path: path.clone(),
        size: bytes.len() as u64,
        sha256: sha256(bytes),
        deflated_sha256: None,
    };
    let items = others.iter().map(item).collect();
    Received { date, ..finish(package, items, ContentSource::Attachments(others)) }
}

/// What came with an archive and is not looked into: somebody has to. Pictures are left to a remark:
/// most are those of a signature.
fn beside_the_archive(
    zips: &[(String, Vec<u8>)],
    others: &[(String, Vec<u8>)],
    sealed: &[SealedAttachment],
) -> Vec<PackageFault> {
    let not_seen = |name: &str, what: &str| PackageFault {
        kind: FaultKind::NotSeen,
        entry: printable(name),
        what: what.to_owned(),
    };
    let mut faults = Vec::new();
    for (name, _) in zips.iter().skip(1) {
        faults.push(not_seen(name, "没有核对：邮件有几个压缩包，只核对了最大的一个"));
    }
    for attachment in others.iter().filter(|attachment| !is_picture(attachment)) {
        faults.push(not_seen(&attachment.0, "没有核对：它不在压缩包里，请打开看看"));
    }
    for attachment in sealed {
        faults.push(not_seen(&attachment.name, fault_words::sealed_words(attachment.kind)));
    }
    faults
}

fn is_picture((name, bytes): &(String, Vec<u8>)) -> bool {
    matches!(kind_of(name, bytes), FileKind::Jpeg | FileKind::Png | FileKind::Picture)
}

/// Whether a file is a part of a split archive that is none by itself: `.z01`, `.001`.
fn is_volume(file_name: &str, bytes: &[u8]) -> bool {
    let lower = file_name.to_lowercase();
    let Some((_, ending)) = lower.rsplit_once('.') else { return false };
    let number = ending.strip_prefix('z').unwrap_or(ending);
    let is_numbered = matches!(number.len(), 2..=3) && is_digits(number);
    let is_named = ending.len() == 3 && is_numbered;
    is_named && !matches!(tolerant::read(bytes).files.as_slice(), [_, ..])
}

/// What is received where nothing can be read.
fn nothing_read<'a>(message_size: Option<u64>, fault: PackageFault) -> Received<'a> {
    Received {
        package: Package { message_size, faults: vec![fault], ..Package::default() },
        manifest: None,
        folder: String::new(),
        date: None,
        source: ContentSource::Nothing,
    }
}

/// The names of attachments, as they are shown.
fn names_of(attachments: &[(String, Vec<u8>)]) -> String {
    let names: Vec<String> = attachments.iter().map(|(name, _)| printable(name)).collect();
    names.join("、")
}

fn receive_zip<'a>(bytes: Cow<'a, [u8]>, mut package: Package) -> Received<'a> {
    let read = tolerant::read(&bytes);
    package.archive_size = Some(bytes.len() as u64);
    package.faults.extend(read.faults.iter().cloned());
    package.assumed.extend(read.assumed.iter().cloned());
    let items = read.files.iter().map(|f| ReceivedFile {
        path: f.path.clone(),
        size: f.size,
        sha256: f.sha256.clone(),
        deflated_sha256: f.deflated_sha256.clone(),
    });
    let items = items.collect();
    finish(package, items, ContentSource::Zip(bytes, read))
}

fn finish<'a>(
    package: Package,
    items: Vec<ReceivedFile>,
    source: ContentSource<'a>,
) -> Received<'a> {
    let mut received =
        Received { package, manifest: None, folder: String::new(), date: None, source };
    let claim = claim(&items, &received);
    match claim {
        Some(folder) => received.judge_own(&items, folder),
        None => received.judge_foreign(items),
    }
    received
}

/// The folder of a package that claims to be ours, with `/` at the end.
fn claim(items: &[ReceivedFile], received: &Received<'_>) -> Option<String> {
    let folder_of = |item: &ReceivedFile| {
        item.path
            .strip_suffix(MANIFEST)
            .filter(|f| f.is_empty() || f.ends_with('/'))
            .map(str::to_owned)
    };
    let depth = |folder: &str| folder.matches('/').count();
    let mut folders: Vec<String> = items.iter().filter_map(folder_of).collect();
    folders.retain(|folder| depth(folder) <= 2);
    folders.sort_by_key(|folder| depth(folder));
    let has = |folder: &str, name: &str| items.iter().any(|i| i.path == format!("{folder}{name}"));
    folders.into_iter().find(|folder| {
        let beside = has(folder, SUMS) && has(folder, CHECKLIST);
        beside
            || received
                .content(&format!("{folder}{MANIFEST}"))
                .is_some_and(|bytes| Manifest::is_claimed(&bytes))
    })
}
