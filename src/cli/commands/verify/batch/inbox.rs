//! What the arguments of `verify` mean: a file, an unpacked package, or a folder full of packages.

use std::fs;
use std::path::{Path, PathBuf};

use crate::attachment::{FileKind, kind_of};
use crate::bundle::mail::parse::looks_like_mail;
use crate::bundle::manifest::{CHECKLIST, MANIFEST, SUMS};
use crate::bundle::zip::tolerant::looks_like_zip;

use crate::cli::terminal::failure::shown;

/// How many bytes of a file's beginning are read to recognise it.
const HEAD: u64 = 4096;

/// Something to judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InboxItem {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// As the user named it, or would.
    pub(crate) shown: String,
}

/// What there is to judge, in the order of the arguments, by name within a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct InboxContents {
    /// What is judged.
    pub(crate) judged: Vec<InboxItem>,
    /// Files of an inbox that are no packages, so that nobody takes them for judged.
    pub(crate) left: Vec<String>,
}

/// Finds what is to be judged.
pub(crate) fn targets(files: &[PathBuf], cwd: &Path) -> InboxContents {
    let mut out = InboxContents::default();
    for file in files {
        let path = cwd.join(file);
        match inbox(&path) {
            Some((packages, left)) => {
                let named = |name: &String| (path.join(name), shown(&file.join(name)));
                out.judged.extend(
                    packages.iter().map(named).map(|(path, shown)| InboxItem { path, shown }),
                );
                let left = left.iter().map(named);
                out.left.extend(left.map(|(_, shown)| shown));
            }
            None => out.judged.push(InboxItem { shown: shown(file), path }),
        }
    }
    out
}

/// The packages and the other files of a folder, each sorted by name; `None` if it is no inbox.
fn inbox(folder: &Path) -> Option<(Vec<String>, Vec<String>)> {
    if !folder.is_dir() || is_own_package(folder) {
        return None;
    }
    let (mut packages, mut left, mut documents) = (Vec::new(), Vec::new(), false);
    for (name, path) in children(folder) {
        if name.starts_with('.')
            || name.starts_with("~$")
            || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
        {
            continue;
        }
        if path.is_dir() {
            // Other folders are sorted by hand; what lies in them is not this inbox's.
            if is_package_folder(&path) {
                packages.push(name)
            } else {
                left.push(format!("{name}/"))
            }
        } else if is_package_file(&name, &path) {
            packages.push(name);
        } else {
            documents |= is_plan(&name);
            left.push(name);
        }
    }
    let only = packages.len() == 1 && left.is_empty();
    if only || (packages.len() > 1 && !documents) { Some((packages, left)) } else { None }
}

/// The names and paths in a folder, sorted.
fn children(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        out.push((name, entry.path()));
    }
    out.sort();
    out
}

/// Whether a folder is one package of ours, unpacked.
fn is_own_package(folder: &Path) -> bool {
    let has = |name: &str| folder.join(name).is_file();
    has(MANIFEST) && (has(SUMS) || has(CHECKLIST))
}

/// Whether a folder is one package, ours or anybody's, perhaps a level down.
fn is_package_folder(folder: &Path) -> bool {
    let holds = |folder: &Path| {
        is_own_package(folder)
            || children(folder).iter().any(|(name, path)| is_plan(name) && path.is_file())
    };
    holds(folder)
        || matches!(children(folder).as_slice(), [(_, only)] if only.is_dir() && holds(only))
}

/// Whether a name is that of a plan's document.
fn is_plan(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.contains("方案")
        && [".pdf", ".docx", ".doc", ".wps", ".ofd", ".md"].iter().any(|e| lower.ends_with(e))
}

/// Whether a file is an archive or a message, by its name or its beginning.
fn is_package_file(name: &str, path: &Path) -> bool {
    let lower = name.to_lowercase();
    if [".zip", ".eml", ".emlx", ".msg", ".rar", ".7z", ".tar", ".gz", ".tgz"]
        .iter()
        .any(|e| lower.ends_with(e))
    {
        return true;
    }
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| {
        std::io::Read::read_to_end(&mut std::io::Read::take(file, HEAD), &mut head)
    });
    if read.is_err() {
        // Nobody can say what it is; that it cannot be read is reported when it is judged.
        return true;
    }
    let has_extension = match lower.rsplit_once('.') {
        Some((stem, end)) => !stem.is_empty() && end.is_ascii() && matches!(end.len(), 1..=5),
        None => false,
    };
    // A PDF that lies in an archive as it is shows through its beginning; so the archive is asked
    // for first.
    match kind_of(name, &head) {
        _ if looks_like_zip(&head) => !is_office(&lower),
        FileKind::Archive => true,
        FileKind::Text => !has_extension && looks_like_mail(name, &head),
        _ => false,
    }
}

fn is_office(lower: &str) -> bool {
    [".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".ofd", ".odt", ".ods", ".odp", ".wps", ".et"]
        .iter()
        .any(|e| lower.ends_with(e))
}
