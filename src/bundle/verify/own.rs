//! A package that claims to be ours: it must be canonical and agree with itself.

use std::collections::{BTreeMap, HashSet};

use super::super::manifest::{self, MANIFEST, Manifest, SUMS};
use super::super::{file_names, zip};
use super::fault_words;
use super::received::{ContentSource, Received};
use super::received::{ReceivedFile, entry};
use super::role::guess;
use crate::project::PackageOrigin;

impl Received<'_> {
    pub(super) fn judge_own(&mut self, items: &[ReceivedFile], folder: String) {
        self.package.origin = PackageOrigin::Pilot;
        self.folder = folder;
        if let ContentSource::Zip(bytes, _) = &self.source {
            // The structure comes first: only where all programs read the same files do hashes mean
            // anything.
            let mut faults = zip::canonical::faults(bytes);
            faults.append(&mut self.package.faults);
            self.package.faults = faults;
        }
        let manifest_path = format!("{}{MANIFEST}", self.folder);
        let manifest = match self.content(&manifest_path) {
            Some(bytes) => {
                Manifest::from_json(&bytes).map_err(|error| fault_words::manifest_words(&error))
            }
            None => Err("manifest.json 读不出来".to_owned()),
        };
        match manifest {
            Ok(manifest) => {
                self.compare(&manifest, items);
                let shrunk: Vec<u16> = manifest
                    .entries
                    .iter()
                    .filter_map(|e| Some(e.original.as_ref()?.dpi))
                    .collect();
                if let Some(dpi) = shrunk.iter().min() {
                    let words = format!(
                        "包里有 {} 个文件是缩小到 {dpi} dpi 的副本，原件在申报单位，散列见清单",
                        shrunk.len()
                    );
                    self.package.assumed.push(words);
                }
                self.package.subject.get_or_insert_with(|| manifest.subject.clone());
                self.manifest = Some(manifest);
            }
            Err(what) => self.differs(&manifest_path, what),
        }
        self.compare_sums(items);
        let roles: BTreeMap<&str, &str> = self
            .manifest
            .iter()
            .flat_map(|m| &m.entries)
            .map(|e| (e.path.as_str(), e.role.as_str()))
            .collect();
        let role = |path: &str| {
            let below = path.strip_prefix(&self.folder).unwrap_or(path);
            let own = if manifest::GUARDS.contains(&below) { "checklist" } else { guess(path) };
            let role = roles.get(below).copied();
            role.unwrap_or(own).to_owned()
        };
        self.package.entries = items.iter().map(|i| entry(i, role(&i.path))).collect();
    }

    fn compare(&mut self, manifest: &Manifest, items: &[ReceivedFile]) {
        let packed = matches!(self.source, ContentSource::Zip(..));
        let folder = self.folder.clone();
        if packed && folder.trim_end_matches('/') != file_names::folder_name(&manifest.subject) {
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
    fn compare_sums(&mut self, items: &[ReceivedFile]) {
        let path = format!("{}{SUMS}", self.folder);
        let mut listed: Vec<(&str, &str)> = items
            .iter()
            .filter_map(|i| Some((i.path.strip_prefix(&self.folder)?, i.sha256.as_str())))
            .filter(|(p, _)| *p != SUMS)
            .collect();
        listed.sort_by_key(|(path, _)| *path);
        let expected = manifest::sums(listed);
        match self.content(&path) {
            None => self.differs(&path, "没有这个文件，或读不出来"),
            Some(bytes) if bytes != expected.as_bytes() => {
                self.differs(&path, "与各文件实际的 SHA-256 不一致")
            }
            Some(_) => {}
        }
    }
}
