//! A package of anybody else: what each file is for is taken from its name, and said.

use super::received::Received;
use super::received::{ReceivedFile, entry};
use super::role::{guess, is_document};
use crate::project::{FaultKind, PackageFault, PackageOrigin};
use crate::text::han::printable;
use crate::text::word_list;

impl Received<'_> {
    pub(super) fn judge_foreign(&mut self, items: Vec<ReceivedFile>) {
        self.package.origin = PackageOrigin::Foreign;
        let (junk, items): (Vec<ReceivedFile>, Vec<ReceivedFile>) =
            items.into_iter().partition(|i| word_list::is_junk(&i.path));
        if !junk.is_empty() {
            self.package.assumed.push(format!("略过 {} 个系统或编辑器的临时文件", junk.len()));
        }
        if items.is_empty() {
            if self.package.faults.is_empty() {
                let what = "里面没有文件".to_owned();
                self.package.faults.push(PackageFault {
                    kind: FaultKind::Damaged,
                    entry: String::new(),
                    what,
                });
            }
            return;
        }
        let what = "没有 pilot 的清单，无法核对文件是否在打包后被改动".to_owned();
        self.package.faults.push(PackageFault {
            kind: FaultKind::NoManifest,
            entry: String::new(),
            what,
        });
        self.folder = common_folder(&items);
        let mut roles: Vec<&str> = items
            .iter()
            .map(|i| guess(i.path.strip_prefix(&self.folder).unwrap_or(&i.path)))
            .collect();
        if !roles.contains(&"plan") {
            // Documents that nothing else claims: if there is only one, it must be the plan.
            let open: Vec<usize> = (0..items.len())
                .filter(|i| roles[*i] == "other" && is_document(&items[*i].path))
                .collect();
            if let [only] = open.as_slice() {
                roles[*only] = "plan";
            }
        }
        for (item, role) in
            items.iter().zip(&roles).filter(|(_, r)| matches!(**r, "plan" | "letter"))
        {
            let word = if *role == "plan" { "实施方案" } else { "推荐函" };
            self.package.assumed.push(format!("按文件名把“{}”看作{word}", printable(&item.path)));
        }
        for (item, role) in items.iter().zip(roles) {
            self.package.entries.push(entry(item, role.to_owned()));
        }
    }
}

/// The folder that all files lie in, with `/` at the end.
fn common_folder(items: &[ReceivedFile]) -> String {
    let Some(first) = items.first() else { return String::new() };
    let mut folders = first.path.rmatch_indices('/').map(|(i, _)| &first.path[..=i]);
    let holds_all = |folder: &&str| items.iter().all(|item| item.path.starts_with(folder));
    folders.find(holds_all).unwrap_or_default().to_owned()
}
