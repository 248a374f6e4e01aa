//! All notices that are known: the built-in ones and those of `--outline DIR`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;

use crate::diag::{FindingMeaning, RuleId};

use super::calendar::Calendar;
use super::card::{Card, CoveredPart};
use super::clause::NoticeText;
use super::divisions::Divisions;
use super::embedded;
use super::notice_error::{NoticeError, NoticeFault, NoticeFaultKind};
use super::notice_reader::NoticeReader;
use super::outline::OutlineNode;
use super::profile::Profile;
use super::repealed::Repealed;
use super::unconfirmed::UnconfirmedFact;

/// The texts of one folder, by path relative to it.
pub type NoticeFiles = BTreeMap<String, String>;

/// A notice that is not built in: the texts of its folder, and its forms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddedNotice {
    /// The texts, by path relative to the folder.
    pub files: NoticeFiles,
    /// The files of `forms/`, by name.
    pub forms: BTreeMap<String, Vec<u8>>,
}

/// The folder of a notice's blank forms.
pub const FORMS: &str = "forms";

/// Where notices come from. Each is read once, however many projects follow it.
#[derive(Debug, Default)]
pub struct Library {
    extra: Mutex<BTreeMap<String, AddedNotice>>,
    loaded: Mutex<BTreeMap<String, Arc<Notice>>>,
    provers: Vec<NoticeProver>,
}

/// A notice that was read, to be proved by what this layer does not know: the rules there are, and
/// what is read in its text.
#[derive(Clone, Copy, Debug)]
pub struct ProvedNotice<'a> {
    /// The notice.
    pub notice: &'a Notice,
    /// The texts of its own folder.
    pub files: &'a NoticeFiles,
}

/// Returns what is wrong with a notice that was added; built-in ones are proved by the tests.
pub type NoticeProver = fn(&ProvedNotice<'_>) -> Vec<NoticeFault>;

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
    /// Facts that nobody has confirmed, with their sentences.
    pub unconfirmed: Vec<UnconfirmedFact>,
}

impl Library {
    /// A library of the built-in notices whose added ones are proved by more than their files.
    pub fn proving(provers: &[NoticeProver]) -> Self {
        Self { provers: provers.to_vec(), ..Self::default() }
    }

    /// What is wrong with a notice by the provers; nothing for a built-in one.
    pub(super) fn proved_faults(&self, notice: &Notice, files: &NoticeFiles) -> Vec<NoticeFault> {
        if !self.added().contains_key(&notice.profile.id) {
            return Vec::new();
        }
        let proved = ProvedNotice { notice, files };
        self.provers.iter().flat_map(|prover| prover(&proved)).collect()
    }

    /// Adds the notices below a directory: each folder in it that holds a `profile.toml`, or the
    /// directory itself.
    ///
    /// # Errors
    /// If the directory cannot be read.
    pub fn add_dir(&mut self, dir: &Path) -> anyhow::Result<()> {
        let cannot_read = |p: &Path| format!("cannot read {}", p.display());
        if dir.join("profile.toml").is_file() {
            self.add_read(dir)?;
            return Ok(());
        }
        for entry in fs::read_dir(dir).with_context(|| cannot_read(dir))? {
            let path = entry.with_context(|| cannot_read(dir))?.path();
            if path.join("profile.toml").is_file() {
                self.add_read(&path)?;
            }
        }
        Ok(())
    }

    /// Adds the notice of a folder by the id that its profile states: a copy may have another name.
    fn add_read(&self, dir: &Path) -> anyhow::Result<()> {
        let notice = AddedNotice::read(dir)?;
        let id = match notice.id() {
            Some(stated) if !self.added().contains_key(&stated) => stated,
            _ => name_of(dir),
        };
        self.add(id, notice);
        Ok(())
    }

    /// Adds a notice, or puts it in the place of the one that has its id. May be called while the
    /// library is in use: what was loaded before stays as it was.
    pub fn add(&self, id: String, notice: AddedNotice) {
        let mut extra = self.added();
        if extra.get(&id) == Some(&notice) {
            return;
        }
        extra.insert(id, notice);
        // What is added may include, or stand in for, what was read.
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// A notice that was added, with its forms; `None` for one that is built in.
    pub fn added_notice(&self, id: &str) -> Option<AddedNotice> {
        self.added().get(id).cloned()
    }

    fn added(&self) -> MutexGuard<'_, BTreeMap<String, AddedNotice>> {
        self.extra.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts another text in the place of a file of a notice that was added: what would be if it
    /// were written.
    pub fn replace_file(&self, id: &str, path: &str, text: &str) {
        if let Some(notice) = self.added().get_mut(id) {
            notice.files.insert(path.to_owned(), text.to_owned());
        }
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The ids of all notices, sorted; folders that only hold common rules are left out.
    pub fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = embedded::folders().map(str::to_owned).collect();
        let added = self.added();
        ids.extend(added.keys().cloned());
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
        let is_sample = |id: &str| self.profile(id).is_ok_and(|profile| profile.is_sample());
        let real: Vec<&String> = ids.iter().filter(|id| !is_sample(id)).collect();
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
        if text.trim().is_empty() {
            return Err(NoticeFault::of_file(file, NoticeFaultKind::EmptyFile).into());
        }
        let syntax = NoticeFault::of_syntax(&file, text);
        if !syntax.is_empty() {
            return Err(NoticeError { faults: syntax });
        }
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
        let folder = self.folder("common")?;
        folder.get(path).cloned()
    }

    /// The rules of the common folder that a notice has to bind to a clause of its own, by name,
    /// with their keys.
    pub fn patterns(&self) -> BTreeMap<String, toml::Table> {
        let folder = self.folder("common").unwrap_or_default();
        let rules = folder.iter().filter_map(|(p, t)| {
            let id = p.strip_prefix("rules/")?.strip_suffix(".toml")?;
            Some((id.to_owned(), t.parse().ok()?))
        });
        rules.filter(|(_, keys): &(String, toml::Table)| !keys.contains_key("authority")).collect()
    }

    pub(super) fn folder(&self, id: &str) -> Option<NoticeFiles> {
        if let Some(added) = self.added().get(id) {
            return Some(added.files.clone());
        }
        let files = embedded::folder(id);
        let folder: NoticeFiles = files.map(|(p, t)| (p.to_owned(), t.to_owned())).collect();
        if !folder.is_empty() { Some(folder) } else { None }
    }
}

impl Notice {
    /// The card of a rule, by its name or a former one.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.iter().find(|card| {
            let mut former = card.formerly.iter();
            card.id.as_str() == id || former.any(|former| former.as_str() == id)
        })
    }

    /// The card whose findings mean this.
    pub fn card_that_finds(&self, meaning: FindingMeaning) -> Option<&Card> {
        self.cards.iter().find(|card| card.finds == Some(meaning))
    }

    /// Whether a rule speaks for a part of a project.
    pub fn covers(&self, part: CoveredPart) -> bool {
        self.cards.iter().any(|card| card.covers.contains(&part))
    }

    /// Whether a rule wants a key of `pilot.toml`, or one below it, to be filled in.
    pub fn asks_for(&self, key: &str) -> bool {
        self.cards.iter().any(|card| card.asks_for(key))
    }
}

fn name_of(dir: &Path) -> String {
    let name = dir.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

impl AddedNotice {
    /// Reads a folder.
    ///
    /// # Errors
    /// If a file of it cannot be read.
    pub fn read(dir: &Path) -> anyhow::Result<Self> {
        Ok(Self { files: read_folder(dir)?, forms: read_forms(&dir.join(FORMS))? })
    }

    /// The id that its profile states.
    pub fn id(&self) -> Option<String> {
        let profile: toml::Table = self.files.get("profile.toml")?.parse().ok()?;
        let id = profile.get("id")?.as_str()?;
        Some(id.to_owned())
    }

    /// The id that its profile states; the folder's name where it states none that can be read,
    /// which loading reports.
    pub fn id_or_name(&self, dir: &Path) -> String {
        self.id().unwrap_or_else(|| name_of(dir))
    }

    /// The folders that its profile includes.
    pub fn includes(&self) -> Vec<String> {
        let profile = self.files.get("profile.toml");
        let profile = profile.and_then(|text| text.parse::<toml::Table>().ok());
        let profile = profile.unwrap_or_default();
        let listed = profile.get("include").and_then(toml::Value::as_array);
        let names = listed.into_iter().flatten().filter_map(toml::Value::as_str);
        names.map(str::to_owned).collect()
    }
}

/// Bytes of a form at most; one that is larger is no form to fill in.
const LARGEST_FORM: u64 = 20 << 20;

/// The forms of a folder: Word and Excel files; links are not followed.
fn read_forms(dir: &Path) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut forms = BTreeMap::new();
    if !dir.is_dir() {
        return Ok(forms);
    }
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let lower = name.to_lowercase();
        let is_office = lower.ends_with(".docx") || lower.ends_with(".xlsx");
        let is_small = entry.metadata()?.len() <= LARGEST_FORM;
        if entry.file_type()?.is_file() && is_office && is_small && !name.starts_with(['.', '~']) {
            forms.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(forms)
}

fn read_folder(dir: &Path) -> anyhow::Result<NoticeFiles> {
    let mut folder = NoticeFiles::new();
    for entry in walkdir::WalkDir::new(dir).follow_links(false) {
        let entry = entry?;
        let path = entry.path();
        let Ok(relative) = path.strip_prefix(dir) else { continue };
        let ending = path.extension().unwrap_or_default();
        let ends = ["toml", "txt", "md", "yml"].iter().any(|kind| ending == *kind);
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden && (ends || relative.starts_with("template")) {
            let text = fs::read_to_string(path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            folder.insert(relative.to_string_lossy().replace('\\', "/"), text);
        }
    }
    Ok(folder)
}
