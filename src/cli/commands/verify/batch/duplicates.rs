//! What the packages of one run have in common. Pure.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::project::{Duplicate, Package, SharedContent};
use crate::text::digest::sha256;
use crate::text::han;

/// A file below this many bytes may be the same by chance: a template, a stamp.
const SMALLEST: u64 = 4_096;
/// How many of the packages that share one thing are named.
const MAX_NAMED: usize = 5;

/// Fingerprint for duplicate detection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PackageFingerprint {
    /// Name of the project and the applicant, folded; empty if not both are known.
    project: String,
    /// SHA-256 of the list of all files; empty if one of them could not be read.
    all: String,
    /// Plan and attachments: path and SHA-256.
    files: Vec<(String, String)>,
}

impl PackageFingerprint {
    /// By what packages of one project are known; `None` if nothing identifies it.
    pub(crate) fn project_key(&self) -> Option<String> {
        if !self.project.is_empty() {
            Some(self.project.clone())
        } else if !self.all.is_empty() {
            Some(self.all.clone())
        } else {
            None
        }
    }

    /// The marks of a package. Letters do not count: one letter may recommend several projects.
    pub(crate) fn of(package: &Package, folder: &str, name: &str, applicant: &str) -> Self {
        let (name, applicant) = (han::fold(name), han::fold(applicant));
        let below = |path: &str| path.strip_prefix(folder).unwrap_or(path).to_owned();
        let entries = &package.entries;
        let lacks_digest = entries.iter().any(|entry| entry.sha256.is_empty());
        let whole = !entries.is_empty() && !lacks_digest;
        let (mut list, mut files) = (Vec::new(), Vec::new());
        for entry in entries {
            let path = below(&entry.path);
            list.push(format!("{} {path}\n", entry.sha256));
            let counts = !matches!(entry.role.as_str(), "letter" | "checklist");
            if counts && entry.size > SMALLEST && !entry.sha256.is_empty() {
                files.push((path, entry.sha256.clone()));
            }
        }
        list.sort();
        Self {
            project: if name.is_empty() || applicant.is_empty() {
                String::new()
            } else {
                format!("{name}\n{applicant}")
            },
            all: if whole { sha256(list.concat().as_bytes()) } else { String::new() },
            files,
        }
    }
}

/// The duplicates of each package, in the order of the run. Of two packages that are the same as a
/// whole, single files are not reported as well.
pub(crate) fn duplicates(run: &[(&str, &PackageFingerprint)]) -> Vec<Vec<Duplicate>> {
    let mut by_all: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_project: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_file: BTreeMap<&str, Vec<(usize, &str)>> = BTreeMap::new();
    for (index, (_, marks)) in run.iter().enumerate() {
        by_all.entry(&marks.all).or_default().push(index);
        by_project.entry(&marks.project).or_default().push(index);
        for (path, sha256) in &marks.files {
            by_file.entry(sha256).or_default().push((index, path));
        }
    }
    let same = |map: &BTreeMap<&str, Vec<usize>>, key: &str, own: usize| -> Vec<usize> {
        let mut others = map.get(key).cloned().unwrap_or_default();
        // Nothing is the same as what is not known.
        others.retain(|other| *other != own && !key.is_empty());
        others
    };
    let mut out = Vec::new();
    for (own, (_, marks)) in run.iter().enumerate() {
        let mut duplicates = Vec::new();
        let mut reported = BTreeSet::new();
        for (shared, others) in [
            (SharedContent::Archive, same(&by_all, &marks.all, own)),
            (SharedContent::Project, same(&by_project, &marks.project, own)),
        ] {
            let mut new = others;
            new.retain(|other| reported.insert(*other));
            for other in new.into_iter().take(MAX_NAMED) {
                duplicates.push((other, shared.clone()));
            }
        }
        for (path, sha256) in &marks.files {
            let mut seen = BTreeSet::new();
            let same_bytes = by_file.get(sha256.as_str());
            let others = same_bytes.into_iter().flatten();
            let others = others.filter(|(other, _)| {
                *other != own && !reported.contains(other) && seen.insert(*other)
            });
            duplicates.extend(others.take(MAX_NAMED).map(|(other, theirs)| {
                (*other, SharedContent::File { path: path.clone(), theirs: (*theirs).to_owned() })
            }));
        }
        out.push(
            duplicates
                .into_iter()
                .map(|(other, shared)| Duplicate { other: run[other].0.to_owned(), shared })
                .collect(),
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::PackageEntry;

    fn marks(name: &str, files: &[(&str, u64, &str, &str)]) -> PackageFingerprint {
        let entry = |(path, size, hash, role): &(&str, u64, &str, &str)| PackageEntry {
            path: (*path).to_owned(),
            size: *size,
            sha256: (*hash).to_owned(),
            role: (*role).to_owned(),
        };
        PackageFingerprint::of(
            &Package { entries: files.iter().map(entry).collect(), ..Package::default() },
            "",
            name,
            "甲县人民政府",
        )
    }

    #[test]
    fn letters_and_small_files_may_be_the_same() {
        let a = marks(
            "甲",
            &[
                ("方案.pdf", 9_000, "1", "plan"),
                ("函.pdf", 9_000, "2", "letter"),
                ("章.pdf", 100, "3", "other"),
            ],
        );
        let b = marks(
            "乙",
            &[
                ("函.pdf", 9_000, "2", "letter"),
                ("章.pdf", 100, "3", "other"),
                ("x.pdf", 9_000, "1", "plan"),
            ],
        );
        let found = duplicates(&[("a", &a), ("b", &b)]);
        let file = SharedContent::File { path: "方案.pdf".into(), theirs: "x.pdf".into() };
        assert_eq!(found[0], [Duplicate { other: "b".into(), shared: file }]);
        assert_eq!(found[1].len(), 1);
        let c = marks("甲", &[]);
        assert_eq!(
            duplicates(&[("a", &a), ("c", &c)])[1],
            [Duplicate { other: "a".into(), shared: SharedContent::Project }]
        );
    }

    #[test]
    fn a_thing_that_all_share_is_not_told_for_each_pair() {
        let one = marks("", &[("方案.pdf", 9_000, "1", "plan")]);
        let run: Vec<(&str, &PackageFingerprint)> = (0..100).map(|_| ("x", &one)).collect();
        assert!(duplicates(&run).iter().all(|t| t.len() == MAX_NAMED));
    }
}
