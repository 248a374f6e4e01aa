//! `--resume`: verdicts are written down one by one, so that a run that was cut off need not begin
//! again.
//!
//! A line of JSON for each, behind a first line that says what the file is. Each line carries a
//! check number and goes out in one write: what a killed run leaves behind is whole lines and, at
//! worst, one torn line at the end, which is not believed.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::project::replace::write_atomic;
use crate::text::Moment;

use super::verdict::Verdict;

/// The first words of the file.
const HEAD: &str = "{\"pilot_verify\":1,";

/// What verdicts depend on besides the package: another program, another way of judging, other
/// verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct ProgressTerms {
    /// Version of the program.
    pub(crate) tool: &'static str,
    /// SHA-256 of all rules, facts and words of the notices.
    pub(crate) notices: String,
    /// `--notice`
    pub(crate) notice: Option<String>,
    /// `--select`
    pub(crate) select: Vec<String>,
    /// `--ignore`
    pub(crate) ignore: Vec<String>,
}

/// A package by its file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct PackageKey {
    /// Its full path.
    pub(crate) path: String,
    pub(crate) size: u64,
    /// SHA-256 of its bytes.
    pub(crate) sha256: String,
}

/// The moment a run judges by.
#[derive(Clone, Copy, Debug)]
pub(crate) enum JudgingTime {
    /// The user named it.
    Named(Moment),
    /// It is now.
    Today(Moment),
}

#[derive(Serialize, Deserialize)]
struct ProgressLine {
    key: PackageKey,
    verdict: Verdict,
}

/// The file that verdicts go to.
#[derive(Debug)]
enum ProgressFile {
    Open(File),
    /// It is something else: nothing is written to it.
    Foreign,
    /// It could not be written to.
    Failed(io::ErrorKind),
}

/// Verdicts of former runs, and the file that this run adds to.
#[derive(Debug)]
pub(crate) struct BatchProgress {
    path: PathBuf,
    known: HashMap<PackageKey, Verdict>,
    /// Judging goes on without it once it could not be written to.
    file: Mutex<ProgressFile>,
    /// Remarks on the file, in Chinese.
    pub(crate) remarks: Vec<String>,
}

impl BatchProgress {
    /// Opens a file of verdicts, or begins one. A damaged file is reported and ignored; one that is
    /// something else is not touched.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub(crate) fn open(path: &Path, terms: &ProgressTerms) -> io::Result<Self> {
        let head = format!("{HEAD}\"terms\":{}}}\n", serde_json::to_string(terms)?);
        let mut remarks = Vec::new();
        let mut known = HashMap::new();
        let text = match fs::read(path) {
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => None,
            Err(fault) => return Err(fault),
        };
        let shown = crate::text::han::printable(&path.display().to_string());
        let mut whole = false;
        match &text {
            None => {}
            Some(text) if text.trim().is_empty() => {}
            Some(text) if !text.starts_with(HEAD) => {
                remarks.push(format!(
                    "{shown} 不是完好的核验进度文件，没有理会，也没有改动；这次从头核验，不记进度"
                ));
                let file = Mutex::new(ProgressFile::Foreign);
                return Ok(Self { path: path.to_owned(), known, file, remarks });
            }
            Some(text) if !text.starts_with(&head) => {
                remarks.push(format!(
                    "{shown} 是另一版本的程序、另一套规则或另外的选项留下的，这次从头核验"
                ));
            }
            Some(text) => {
                let lines: Vec<&str> = text[head.len()..].split_inclusive('\n').collect();
                let read: Vec<Option<ProgressLine>> = lines.iter().map(|l| parse(l)).collect();
                let damaged = read.iter().filter(|line| line.is_none());
                let damaged = damaged.count();
                if damaged > 0 {
                    remarks.push(format!("{shown} 有 {damaged} 条记录损坏（可能是上次中断所致），没有理会，这些包重新核验"));
                }
                whole = damaged == 0;
                let whole_lines = read.into_iter().flatten();
                known.extend(whole_lines.map(|line| (line.key, line.verdict)));
            }
        }
        if !whole {
            // What is sound is written again, so that the file has no damage in its middle.
            let mut lines: Vec<String> =
                known.iter().map(|(key, verdict)| line(key, verdict)).collect::<Result<_, _>>()?;
            lines.sort();
            write_atomic(path, format!("{head}{}", lines.concat()).as_bytes())?;
        }
        let file = OpenOptions::new().append(true).open(path)?;
        let file = Mutex::new(ProgressFile::Open(file));
        Ok(Self { path: path.to_owned(), known, file, remarks })
    }

    /// The verdict on a package, if it was judged before and time has not changed it: at this very
    /// moment if the user named one, else on the same day.
    pub(crate) fn known(&self, key: &PackageKey, now: JudgingTime) -> Option<Verdict> {
        let verdict = self.known.get(key)?;
        let then = Moment::parse(&verdict.as_of)?;
        let is_same = match now {
            JudgingTime::Named(moment) => then == moment,
            JudgingTime::Today(moment) => then.day() == moment.day(),
        };
        if is_same { Some(verdict.clone()) } else { None }
    }

    /// Adds a verdict. That it cannot be written down does not stop the run; see [`BatchProgress::fault`].
    pub(crate) fn add(&self, key: &PackageKey, verdict: &Verdict) {
        let Ok(mut file) = self.file.lock() else { return };
        let ProgressFile::Open(open) = &mut *file else { return };
        let written = line(key, verdict)
            .map_err(io::Error::from)
            .and_then(|line| open.write_all(line.as_bytes()));
        if let Err(fault) = written {
            *file = ProgressFile::Failed(fault.kind());
        }
    }

    /// Why verdicts are no longer written down, if so.
    pub(crate) fn fault(&self) -> Option<String> {
        let file = self.file.lock().ok()?;
        let ProgressFile::Failed(kind) = &*file else { return None };
        let shown = crate::text::han::printable(&self.path.display().to_string());
        Some(format!("核验进度写不进 {shown}：{}", crate::text::io_words(*kind)))
    }
}

fn line(key: &PackageKey, verdict: &Verdict) -> serde_json::Result<String> {
    let json = serde_json::to_string(&ProgressLine { key: key.clone(), verdict: verdict.clone() })?;
    Ok(format!("{{\"check\":\"{:08x}\",\"package\":{json}}}\n", crc32fast::hash(json.as_bytes())))
}

fn parse(line: &str) -> Option<ProgressLine> {
    let rest = line.strip_prefix("{\"check\":\"")?;
    let check = u32::from_str_radix(rest.get(..8)?, 16).ok()?;
    let json = rest.get(8..)?.strip_prefix("\",\"package\":")?.strip_suffix("}\n")?;
    (crc32fast::hash(json.as_bytes()) == check).then(|| serde_json::from_str(json).ok())?
}
