//! Waits until files change.
//!
//! Editors save in several steps (write beside, rename); what comes within 80 ms is one change.
//! Folders are watched, not files, since a renamed file is another one. Where the system tells
//! nothing, the folders are looked through from time to time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::file_events::{ChangedFiles, FileEvents, NoEvents};
use super::{Session, is_plan};
use crate::cli::terminal::failure::{self, Failure};

/// Changes this close to each other are one.
const TOGETHER: Duration = Duration::from_millis(80);
/// If changes never cease, they are reported after this time all the same.
const LONGEST: Duration = Duration::from_secs(1);
/// How often it is asked whether to stop.
const LOOK_UP: Duration = Duration::from_millis(100);
/// How often folders are looked through if the system does not notify.
const SLOWLY: Duration = Duration::from_secs(2);

/// A folder to watch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    /// Whether the folders in it count too.
    pub deep: bool,
}

/// How changes are learned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The system notifies.
    System,
    /// The folders are looked through, this often.
    Polling(Duration),
}

/// Folders under watch.
pub struct Watch {
    area: Area,
    signs: Signs,
    /// Changes this close to each other are one.
    together: Duration,
}

/// What is watched.
struct Area {
    folders: Vec<Folder>,
    ignored: Vec<PathBuf>,
}

/// Length and last change of each file.
type Snapshot = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// By what changes show themselves.
enum Signs {
    /// Notifications of the system.
    Told(FileEvents),
    /// What is different from the last look. (The library's own polling knows seconds only, and
    /// misses the second of two quick saves.)
    Seen(Snapshot, Duration),
}

impl Watch {
    /// Begins to watch as the system can, or by looking through the folders. Changes of the files
    /// `ignored` (what the run itself writes) do not count.
    ///
    /// # Errors
    /// If a folder is not there.
    pub fn begin(folders: &[Folder], ignored: &[PathBuf]) -> Result<Self, Failure> {
        if let Some(missing) = folders.iter().find(|f| !f.path.is_dir()) {
            return Err(Failure::new(format!(
                "不能监视 {}：没有这个文件夹",
                failure::shown(&missing.path)
            )));
        }
        Ok(Self::by(Way::System, folders, ignored)
            .unwrap_or_else(|_| Self::polling(SLOWLY, Area::new(folders, ignored))))
    }

    /// Begins to watch in one way.
    ///
    /// # Errors
    /// If the system does not notify: no more watches are free, or the file system cannot.
    pub fn by(way: Way, folders: &[Folder], ignored: &[PathBuf]) -> Result<Self, NoEvents> {
        let area = Area::new(folders, ignored);
        if let Way::Polling(interval) = way {
            return Ok(Self::polling(interval, area));
        }
        let events = FileEvents::begin(&area.folders)?;
        Ok(Self { area, signs: Signs::Told(events), together: TOGETHER })
    }

    /// The same, but a change is reported after a silence as short as this: for those who would rather look
    /// twice than wait.
    #[must_use]
    pub fn hasty(self, together: Duration) -> Self {
        Self { together, ..self }
    }

    fn polling(interval: Duration, area: Area) -> Self {
        let now = area.snapshot();
        Self { area, signs: Signs::Seen(now, interval), together: TOGETHER }
    }

    /// How changes are learned of.
    pub fn way(&self) -> Way {
        match &self.signs {
            Signs::Told(_) => Way::System,
            Signs::Seen(_, interval) => Way::Polling(*interval),
        }
    }

    /// Waits for a change; whether there was one before `stop` asked to stop.
    ///
    /// # Errors
    /// If the watching has broken down.
    pub fn wait(&mut self, stop: &dyn Fn() -> bool) -> Result<bool, Failure> {
        match &mut self.signs {
            Signs::Told(events) => wait_told(events, &self.area, self.together, stop),
            Signs::Seen(last, interval) => Ok(wait_seen(last, *interval, &self.area, stop)),
        }
    }
}

fn wait_told(
    events: &FileEvents,
    area: &Area,
    together: Duration,
    stop: &dyn Fn() -> bool,
) -> Result<bool, Failure> {
    let broken = || Failure::new("监视中断了").hint("请重新运行这个命令");
    loop {
        if stop() {
            return Ok(false);
        }
        match events.wait(LOOK_UP).map_err(|_| broken())? {
            Some(changed) if area.counts(&changed) => break,
            Some(_) | None => {}
        }
    }
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        if events.wait(together).map_err(|_| broken())?.is_none() {
            break;
        }
    }
    Ok(true)
}

fn wait_seen(
    last: &mut Snapshot,
    interval: Duration,
    area: &Area,
    stop: &dyn Fn() -> bool,
) -> bool {
    let mut looked = Instant::now();
    while !stop() {
        thread::sleep(interval.min(LOOK_UP));
        if looked.elapsed() < interval {
            continue;
        }
        let mut now = area.snapshot();
        looked = Instant::now();
        if now == *last {
            continue;
        }
        // What is still being written is not looked at yet.
        for _ in 0..LONGEST.as_millis() / TOGETHER.as_millis() {
            thread::sleep(TOGETHER);
            let next = area.snapshot();
            if next == now {
                break;
            }
            now = next;
        }
        *last = now;
        return true;
    }
    false
}

impl Area {
    fn new(folders: &[Folder], ignored: &[PathBuf]) -> Self {
        // Some systems report paths with all links resolved.
        let mut all = folders.to_vec();
        for folder in folders {
            let Ok(path) = folder.path.canonicalize() else { continue };
            let resolved = Folder { path, ..folder.clone() };
            if !folders.contains(&resolved) {
                all.push(resolved);
            }
        }
        let mut all_ignored = ignored.to_vec();
        for path in ignored {
            if let (Some(folder), Some(name)) = (path.parent(), path.file_name())
                && let Ok(folder) = folder.canonicalize()
            {
                all_ignored.push(folder.join(name));
            }
        }
        Self { folders: all, ignored: all_ignored }
    }

    fn snapshot(&self) -> Snapshot {
        let mut out = Snapshot::new();
        for folder in &self.folders {
            let walk = walkdir::WalkDir::new(&folder.path)
                .follow_links(false)
                .max_depth(if folder.deep { usize::MAX } else { 1 });
            for entry in walk
                .into_iter()
                .filter_entry(|e| e.depth() == 0 || self.is_judged(e.path()))
                .filter_map(Result::ok)
            {
                let Ok(meta) = entry.metadata() else { continue };
                if !meta.is_dir() {
                    let state = (meta.len(), meta.modified().ok());
                    out.insert(entry.into_path(), state);
                }
            }
        }
        out
    }

    /// Whether an event is a change of something that is judged. Where events were lost, anything
    /// may have changed.
    fn counts(&self, changed: &ChangedFiles) -> bool {
        match changed {
            ChangedFiles::Unknown => true,
            ChangedFiles::Named(paths) => paths.iter().any(|path| self.is_judged(path)),
        }
    }

    fn is_judged(&self, path: &Path) -> bool {
        if self.ignored.iter().any(|i| i == path) {
            return false;
        }
        let mut folders = self.folders.iter();
        let inside = folders.find_map(|folder| path.strip_prefix(&folder.path).ok());
        let parts = inside.unwrap_or(path).iter();
        let names: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
        if names.first().is_some_and(|first| first == "dist") {
            return false;
        }
        !names.iter().any(|name| is_passing(name))
    }
}

/// Names of version control, and of files that editors, office programs and atomic writing leave
/// for a moment.
fn is_passing(name: &str) -> bool {
    let ends = [".tmp", ".swp", ".swx", ".swo", ".part", ".crdownload", "~"];
    let begins = ["~$", ".#", ".~lock.", ".goutputstream-"];
    let whole = [".git", ".hg", ".svn", ".DS_Store", "Thumbs.db", "desktop.ini", "4913"];
    let jetbrains = name.contains("___jb_");
    jetbrains
        || whole.contains(&name)
        || ends.iter().any(|e| name.ends_with(e))
        || begins.iter().any(|b| name.starts_with(b))
}

impl Session<'_, '_> {
    /// What to watch: a project's folder with all below it; for a plan by itself, only the folder
    /// it lies in.
    pub(crate) fn watched_folder(&self, path: Option<&Path>) -> Result<Folder, Failure> {
        if let Some(path) = path {
            let plan = self.env.cwd.join(path);
            if is_plan(&plan) {
                let folder = plan.parent().unwrap_or(&self.env.cwd);
                return Ok(Folder { path: folder.to_owned(), deep: false });
            }
        }
        Ok(Folder { path: self.project_root(path)?, deep: true })
    }
}

#[cfg(test)]
mod tests {
    use super::is_passing;

    #[test]
    fn what_editors_leave_for_a_moment_is_no_change() {
        for name in [
            ".git",
            ".plan.md.swp",
            "plan.md~",
            "~$方案.docx",
            ".pilot-Ab3.tmp",
            "plan.md___jb_tmp___",
            ".~lock.a.docx#",
        ] {
            assert!(is_passing(name), "{name}");
        }
        for name in ["plan.md", "pilot.toml", ".pilot-baseline.json", "推荐函.pdf", ".gitignore"]
        {
            assert!(!is_passing(name), "{name}");
        }
    }
}
