//! Reads the files beside the plan. Links are never followed, nothing outside the project is
//! touched, and the result does not depend on the number of threads.

#[cfg(any(unix, windows))]
use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::attachment::{self, Broken, FileFacts};
use crate::text::Moment;
use crate::text::digest::{sha256, sha256_of};
use crate::workers::{Answer, NoAnswer, Task, WorkerQuestion, Workers, end_without_memory};

use super::model::{ProjectFile, normal};

/// The folder whose files all belong to the project.
const ATTACHMENTS: &str = "attachments";
/// Most files that are looked for in it.
const MOST_FILES: usize = 20_000;
/// Bytes of a file's beginning that show what it is.
const HEAD: u64 = 1 << 16;
/// Levels of folders in it.
const DEEPEST: usize = 16;

/// Where a name of the project leads.
enum ResolvedPath {
    /// To this path, named like this on disk.
    There(PathBuf, String, Metadata),
    /// Nowhere.
    Missing,
    /// To something that is not read.
    Refused(String, Broken),
}

/// The path of a file below the root, if it is there, is a file, and no part of it is a link.
pub fn inside(root: &Path, name: &str) -> Option<PathBuf> {
    match resolve(root, name) {
        ResolvedPath::There(path, _, metadata) if metadata.is_file() => Some(path),
        _ => None,
    }
}

/// The bytes of a file below the root; `None` if it is not there or cannot be read.
pub fn bytes_inside(root: &Path, name: &str) -> Option<Vec<u8>> {
    fs::read(inside(root, name)?).ok()
}

/// The same for a folder.
pub fn folder_inside(root: &Path, name: &str) -> Option<PathBuf> {
    match resolve(root, name) {
        ResolvedPath::There(path, _, metadata) if metadata.is_dir() => Some(path),
        _ => None,
    }
}

/// The names of all files in `attachments/`, sorted, with `/`; links among them, folders not.
pub fn list_attachments(root: &Path) -> Vec<String> {
    let folder = root.join(ATTACHMENTS);
    match fs::symlink_metadata(&folder) {
        // A link or a file of that name is reported as what it is.
        Ok(metadata) if !metadata.is_dir() => return vec![ATTACHMENTS.to_owned()],
        Ok(_) => {}
        Err(_) => return Vec::new(),
    }
    let walk = walkdir::WalkDir::new(&folder).follow_links(false).max_depth(DEEPEST);
    let mut names = Vec::new();
    for entry in walk.into_iter().flatten() {
        if names.len() == MOST_FILES {
            break;
        }
        if let Ok(below) = entry.path().strip_prefix(root)
            && !entry.file_type().is_dir()
        {
            names.push(parts(below));
        }
    }
    names.sort();
    names
}

/// Reads one file with its hash; whatever is wrong with it stands in its facts.
pub fn read_file(root: &Path, relative: &str, workers: &Workers) -> ProjectFile {
    read(&resolve(root, relative), relative, workers)
}

/// Reads files with their hashes, sorted by path, each once however often it is named.
pub fn read_files(root: &Path, names: &[String], workers: &Workers) -> Vec<ProjectFile> {
    let found = names.par_iter().map(|name| (name.clone(), resolve(root, name)));
    let mut found: Vec<(String, ResolvedPath)> = found.collect();
    // Two spellings of one name (NFC, NFD, `./`) lead to one file.
    found.sort_by_cached_key(|(name, found)| key(name, found));
    found.dedup_by_key(|(name, found)| key(name, found));
    found.par_iter().map(|(name, found)| read(found, name, workers)).collect()
}

fn key(name: &str, found: &ResolvedPath) -> String {
    match found {
        ResolvedPath::There(_, disk, _) | ResolvedPath::Refused(disk, _) => disk.clone(),
        ResolvedPath::Missing => normal(name),
    }
}

/// Follows a name part by part, so that no link on the way is followed.
fn resolve(root: &Path, name: &str) -> ResolvedPath {
    let shown = normal(name);
    if is_outside(name) || shown.split('/').any(|part| part == "..") {
        return ResolvedPath::Refused(shown, Broken::Outside);
    }
    if shown.is_empty() {
        return ResolvedPath::Missing;
    }
    let (mut path, mut disk) = (root.to_owned(), String::new());
    let mut last = None;
    for part in shown.split('/') {
        let Some((next, metadata)) = enter(&path, part) else { return ResolvedPath::Missing };
        let entry = match next.file_name() {
            Some(n) => n.to_string_lossy().into_owned(),
            None => part.to_owned(),
        };
        disk = if disk.is_empty() { entry } else { format!("{disk}/{entry}") };
        match metadata {
            Ok(metadata) if metadata.file_type().is_symlink() => {
                let target = fs::read_link(&next)
                    .map(|t| t.to_string_lossy().into_owned())
                    .unwrap_or_default();
                return ResolvedPath::Refused(disk, Broken::Link(target));
            }
            Ok(metadata) => last = Some(metadata),
            Err(fault) => return ResolvedPath::Refused(disk, Broken::Denied(fault.kind())),
        }
        path = next;
    }
    match last {
        Some(metadata) => ResolvedPath::There(path, disk, metadata),
        None => ResolvedPath::Missing,
    }
}

/// A part of a path: as it is named, or as it is named on disk in another normal form; `None` if it
/// is not there.
fn enter(folder: &Path, part: &str) -> Option<(PathBuf, io::Result<Metadata>)> {
    let direct = folder.join(part);
    match fs::symlink_metadata(&direct) {
        Ok(metadata) => return Some((direct, Ok(metadata))),
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {}
        // A file where a folder should be.
        Err(fault) if fault.kind() == io::ErrorKind::NotADirectory => return None,
        Err(fault) => return Some((direct, Err(fault))),
    }
    if part.is_ascii() {
        return None;
    }
    // macOS hands out decomposed names; archives carry them everywhere. A name that is not UTF-8
    // shows as U+FFFD.
    let wanted: String = part.nfc().collect();
    let same = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        name.to_string_lossy().nfc().eq(wanted.chars())
    };
    let entry = fs::read_dir(folder).ok()?.filter_map(Result::ok).find(same)?;
    let path = entry.path();
    let metadata = fs::symlink_metadata(&path);
    Some((path, metadata))
}

/// Whether a name as it is written starts at the root of a disk.
fn is_outside(name: &str) -> bool {
    let bytes = name.as_bytes();
    name.starts_with(['/', '\\'])
        || (bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':')
}

fn read(found: &ResolvedPath, name: &str, workers: &Workers) -> ProjectFile {
    let (path, disk, metadata) = match found {
        ResolvedPath::Missing => {
            return ProjectFile { path: normal(name), ..ProjectFile::default() };
        }
        ResolvedPath::Refused(disk, broken) => {
            let exists = !matches!(broken, Broken::Outside);
            return refused(disk, broken.clone(), exists);
        }
        ResolvedPath::There(path, disk, metadata) => (path, disk, metadata),
    };
    if metadata.is_dir() {
        return refused(disk, Broken::Folder, true);
    }
    if !metadata.is_file() {
        return refused(disk, Broken::Special, true);
    }
    let mut file = ProjectFile {
        path: disk.clone(),
        size: metadata.len(),
        modified: modified(metadata),
        exists: true,
        ..ProjectFile::default()
    };
    let done = if file.size > attachment::LARGEST {
        read_large(path, &mut file)
    } else {
        read_apart(path, &mut file, workers)
    };
    if let Err(fault) = done {
        file.facts =
            FileFacts { broken: Some(Broken::Denied(fault.kind())), ..FileFacts::default() };
    }
    file
}

/// When a file was last changed; `None` before 1970, and where the system does not say.
pub fn modified(metadata: &Metadata) -> Option<Moment> {
    let time = metadata.modified().ok()?;
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    let seconds = i64::try_from(since.as_secs()).ok()?;
    Some(Moment::from_unix(seconds))
}

fn refused(path: &str, broken: Broken, exists: bool) -> ProjectFile {
    let facts = FileFacts { broken: Some(broken), ..FileFacts::default() };
    ProjectFile { path: path.to_owned(), facts, exists, ..ProjectFile::default() }
}

/// A path as a worker is sent it. Where there are no workers, `serde` knows no `OsString` either.
#[cfg(any(unix, windows))]
type SentPath = OsString;
#[cfg(not(any(unix, windows)))]
type SentPath = PathBuf;

/// What a worker needs to know to read a file of the project.
#[derive(Serialize, Deserialize)]
struct FileQuestion {
    path: SentPath,
    /// Its path in the project.
    name: String,
}

/// Size, hash and facts of a file, or the number of the system's error.
type FileReading = Result<(u64, String, FileFacts), Option<i32>>;

/// The task of reading a file of the project, which the worker opens by itself: once, so that what is
/// hashed is what is read.
pub const FILE_TASK: &str = "project-file";

/// A worker's answer to [`FILE_TASK`].
pub fn answer_file(task: &Task) -> Option<Answer<Vec<u8>>> {
    let FileQuestion { path, name } = task.about()?;
    let mut file = ProjectFile { path: name, ..ProjectFile::default() };
    let done = read_whole(Path::new(&path), &mut file).inspect_err(end_without_memory);
    let read = done.map(|()| (file.size, file.sha256, file.facts));
    let read: FileReading = read.map_err(|fault| fault.raw_os_error());
    Answer::of(read).in_json()
}

/// A file by a worker, if it is one that workers read.
fn read_apart(path: &Path, file: &mut ProjectFile, workers: &Workers) -> io::Result<()> {
    if !workers.exist() {
        return read_whole(path, file);
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    if !attachment::needs_worker(&file.path, &head) {
        return read_whole(path, file);
    }
    let about = FileQuestion { path: SentPath::from(path), name: file.path.clone() };
    let question = WorkerQuestion { task: FILE_TASK, about: &about, bytes: &[], size: file.size };
    let read: FileReading = match workers.ask(question) {
        Ok(answer) => answer.value,
        Err(NoAnswer::NoWorker | NoAnswer::Garbled) => return read_whole(path, file),
        Err(NoAnswer::Ended(end)) => {
            file.facts = attachment::unread(&file.path, &head, end);
            file.sha256 = sha256_of(&mut File::open(path)?)?;
            return Ok(());
        }
    };
    match read {
        Ok((size, sha256, facts)) => {
            (file.size, file.sha256, file.facts) = (size, sha256, facts);
            Ok(())
        }
        Err(Some(number)) => Err(io::Error::from_raw_os_error(number)),
        Err(None) => Err(io::ErrorKind::Other.into()),
    }
}

fn read_whole(path: &Path, file: &mut ProjectFile) -> io::Result<()> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or_default());
    // The file may grow while it is read.
    File::open(path)?.take(attachment::LARGEST).read_to_end(&mut bytes)?;
    file.size = bytes.len() as u64;
    file.sha256 = sha256(&bytes);
    file.facts = if bytes.is_empty() {
        FileFacts { broken: Some(Broken::Empty), ..FileFacts::default() }
    } else {
        attachment::inspect_shared(&file.path, &Arc::new(bytes))
    };
    Ok(())
}

/// A large file: its kind by its beginning, its hash in pieces.
fn read_large(path: &Path, file: &mut ProjectFile) -> io::Result<()> {
    let mut head = Vec::new();
    File::open(path)?.take(1 << 20).read_to_end(&mut head)?;
    file.facts = attachment::inspect_head(&file.path, &head);
    file.sha256 = sha256_of(&mut File::open(path)?)?;
    Ok(())
}

fn parts(path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    let parts: Vec<_> = parts.collect();
    parts.join("/")
}
