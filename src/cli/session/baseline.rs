//! `.pilot-baseline.json`: reading it, writing it, and saying what was done.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::diag::{Baseline, BaselineError, Report};
use crate::project::replace::write_atomic;
use crate::text::Sources;

use crate::cli::terminal::failure::{Failure, shown};

/// The name of the file, beside `pilot.toml`.
pub(crate) const FILE: &str = ".pilot-baseline.json";
/// At most this many bytes are read.
const LARGEST: u64 = 16 << 20;

/// The baseline of a project, if it has one.
///
/// # Errors
/// If it is there and cannot be used: to go on without it would show what was settled, to skip it
/// would hide what was not.
pub(crate) fn load(root: &Path) -> Result<Option<Baseline>, Failure> {
    let path = root.join(FILE);
    let unreadable = |e: std::io::Error| Failure::io("读不了", &path, e);
    let meta = match fs::symlink_metadata(&path) {
        Ok(meta) => meta,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(unreadable(e)),
    };
    if !meta.is_file() || meta.len() > LARGEST {
        return Err(Failure::new(format!(
            "{} 不是基线文件：要是普通文件，不超过 16 MB",
            shown(&path)
        )));
    }
    let text = String::from_utf8_lossy(&fs::read(&path).map_err(unreadable)?).into_owned();
    let baseline =
        Baseline::read(text.trim_start_matches('\u{feff}')).map_err(|fault| match fault {
            BaselineError::Form(line) => {
                Failure::new(format!("基线文件 {} 第 {line} 行读不懂", shown(&path)))
                    .hint("有合并冲突先解决；也可以删去它，再用 pilot check --write-baseline 重写")
            }
            BaselineError::Version(version) => Failure::new(format!(
                "基线文件 {} 是第 {version} 版的格式，请用更新的 pilot",
                shown(&path)
            )),
        })?;
    Ok(Some(baseline))
}

/// Writes what was found: all of it where there is no baseline yet; else only what both know,
/// unless it may `grow`. What was done, in words.
///
/// # Errors
/// If the former file cannot be used, or the new one not written.
pub(crate) fn write(
    root: &Path,
    report: &Report,
    sources: &Sources,
    grow: bool,
) -> Result<String, Failure> {
    let now = Baseline::of(report, sources);
    let former = load(root)?;
    let new = match &former {
        None => now.clone(),
        Some(former) if grow => former.grown(&now, &report.judged),
        Some(former) => former.shrunk(&now, &report.judged),
    };
    if former.as_ref() != Some(&new) {
        let text = new.text().map_err(|e| Failure::new("写不出基线").caused_by(e))?;
        let path = root.join(FILE);
        write_atomic(&path, text.as_bytes()).map_err(|e| Failure::io("写不了", &path, e))?;
    }
    let Some(former) = former else {
        return Ok(format!("已写 {FILE}，记入 {} 条", new.count()));
    };
    // What both have, in either direction, shows what was taken out and what was put in.
    let kept = former.shared(&new);
    let (removed, added) = (former.count() - kept, new.count() - kept);
    let mut line = format!("{FILE} 现有 {} 条：删去 {removed} 条，新记 {added} 条", new.count());
    let outside = now.count() - now.shared(&new);
    if outside > 0 {
        line.push_str(&format!("；另有 {outside} 条新问题没有记入，要记入请加 --grow"));
    }
    Ok(line)
}
