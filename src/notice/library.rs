//! All notices that are known: the built-in ones and those of `--outline DIR`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;

use crate::diag::RuleId;

use super::calendar::Calendar;
use super::card::Card;
use super::clause::NoticeText;
use super::divisions::Divisions;
use super::embedded;
use super::notice_error::{NoticeError, NoticeFault, NoticeFaultKind};
use super::notice_reader::NoticeReader;
use super::outline::OutlineNode;
use super::profile::Profile;
use super::repealed::Repealed;

/// The files of one folder, by path relative to it.
pub(super) type Folder = BTreeMap<String, String>;

/// Where notices come from. Each is read once, however many projects follow it.
#[derive(Debug, Default)]
pub struct Library {
    extra: BTreeMap<String, Folder>,
    loaded: Mutex<BTreeMap<String, Arc<Notice>>>,
}

/// A notice, ready for use.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its facts.
    pub profile: Profile,
    /// Its words.
    pub text: NoticeText,
    /// The outline it prescribes; empty if it prescribes none.
    pub outline: Vec<OutlineNode>,
    /// The rules that hold, by name.
    pub cards: Vec<Card>,
    /// Divisions of the region's province, or of the country where the notice has no region.
    pub divisions: Divisions,
    /// Working days.
    pub calendar: Calendar,
    /// Laws and standards that were replaced.
    pub repealed: Repealed,
    /// Files of `template/`, by path: those of included folders, replaced by the notice's own.
    pub template: BTreeMap<String, String>,
    /// Files for build servers, as `kind/path`: those of included folders, replaced by the
    /// notice's own.
    pub ci: BTreeMap<String, String>,
    /// Styles of pages by name: those of included folders, replaced by the notice's own.
    pub styles: BTreeMap<String, String>,
    /// Names of patterns that the notice does not bind: what it does not ask for.
    pub unbound: Vec<RuleId>,
}

impl Library {
    /// Adds the notices below a directory: each folder in it that holds a `profile.toml`, or the
    /// directory itself.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn add_dir(&mut self, dir: &Path) -> anyhow::Result<()> {
        // What is added may include, or stand in for, what was read.
        self.loaded.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        let cannot_read = |p: &Path| format!("cannot read {}", p.display());
        if dir.join("profile.toml").is_file() {
            let name =
                dir.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            self.extra.insert(name, read_folder(dir)?);
            return Ok(());
        }
        for entry in fs::read_dir(dir).with_context(|| cannot_read(dir))? {
            let path = entry.with_context(|| cannot_read(dir))?.path();
            if path.join("profile.toml").is_file() {
                let name =
                    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                self.extra.insert(name, read_folder(&path)?);
            }
        }
        Ok(())
    }

    /// The ids of all notices, sorted; folders that only hold common rules are left out.
    pub fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> =
            embedded::folders().map(str::to_owned).chain(self.extra.keys().cloned()).collect();
        ids.retain(|id| id != "common");
        ids.sort();
        ids.dedup();
        ids
    }

    /// The id of the notice that is meant where nobody names one: the only one that is no sample,
    /// or the only one at all.
    pub fn default_id(&self) -> Option<String> {
        let ids = self.ids();
        // One that cannot be read is no sample: whoever added it will want to hear of it.
        let real: Vec<&String> =
            ids.iter().filter(|id| !self.profile(id).is_ok_and(|p| p.is_sample())).collect();
        match (real.as_slice(), ids.as_slice()) {
            ([only], _) => Some((*only).clone()),
            ([], [only]) => Some(only.clone()),
            _ => None,
        }
    }

    /// The facts of a notice alone.
    ///
    /// # Errors
    /// If there is no such notice, or its profile has a fault.
    pub fn profile(&self, id: &str) -> Result<Profile, NoticeError> {
        let Some(folder) = self.folder(id) else {
            return Err(NoticeFault::of_file(id, NoticeFaultKind::NoSuchNotice).into());
        };
        let file = format!("{id}/profile.toml");
        let Some(text) = folder.get("profile.toml") else {
            return Err(NoticeFault::of_file(file, NoticeFaultKind::MissingFile).into());
        };
        let profile: Profile =
            toml::from_str(text).map_err(|e| NoticeFault::of_toml(&file, text, &e))?;
        if profile.format != 1 {
            let kind = NoticeFaultKind::UnknownFormat(profile.format);
            return Err(NoticeFault::of_file(file, kind).into());
        }
        if profile.id != id {
            return Err(NoticeFault::of_file(file, NoticeFaultKind::OtherId(profile.id)).into());
        }
        Ok(profile)
    }

    /// Loads a notice with everything it includes.
    ///
    /// # Errors
    /// All that is wrong with its files, each with file and line.
    pub fn load(&self, id: &str) -> Result<Arc<Notice>, NoticeError> {
        // Held while reading, so that two threads do not read the same notice.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(notice) = loaded.get(id) {
            return Ok(Arc::clone(notice));
        }
        let notice = Arc::new(NoticeReader::new(self, id).read()?);
        loaded.insert(id.to_owned(), Arc::clone(&notice));
        Ok(notice)
    }

    /// Divisions of the whole country; none if the common folder has no list of them.
    pub fn all_divisions(&self) -> Divisions {
        let file = self.common_file("divisions.toml").unwrap_or_default();
        Divisions::parse(&file).unwrap_or_default()
    }

    /// A file of the common folder.
    pub(super) fn common_file(&self, path: &str) -> Option<String> {
        self.folder("common").and_then(|f| f.get(path).cloned())
    }

    /// The rules of the common folder that a notice has to bind to a clause of its own, by name,
    /// with their keys.
    pub fn patterns(&self) -> BTreeMap<String, toml::Table> {
        let folder = self.folder("common").unwrap_or_default();
        let rules = folder.iter().filter_map(|(p, t)| {
            Some((p.strip_prefix("rules/")?.strip_suffix(".toml")?.to_owned(), t.parse().ok()?))
        });
        rules.filter(|(_, keys): &(String, toml::Table)| !keys.contains_key("authority")).collect()
    }

    pub(super) fn folder(&self, id: &str) -> Option<Folder> {
        if let Some(folder) = self.extra.get(id) {
            return Some(folder.clone());
        }
        let folder: Folder =
            embedded::folder(id).map(|(p, t)| (p.to_owned(), t.to_owned())).collect();
        if !folder.is_empty() { Some(folder) } else { None }
    }
}

impl Notice {
    /// The card of a rule, by its name or a former one.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards
            .iter()
            .find(|c| c.id.as_str() == id || c.formerly.iter().any(|f| f.as_str() == id))
    }
}

fn read_folder(dir: &Path) -> anyhow::Result<Folder> {
    let mut folder = Folder::new();
    for entry in walkdir::WalkDir::new(dir).follow_links(false) {
        let entry = entry?;
        let path = entry.path();
        let Ok(relative) = path.strip_prefix(dir) else { continue };
        let ends =
            path.extension().is_some_and(|e| ["toml", "txt", "md", "yml"].iter().any(|k| e == *k));
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden && (ends || relative.starts_with("template")) {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            folder.insert(relative.to_string_lossy().replace('\\', "/"), text);
        }
    }
    Ok(folder)
}
