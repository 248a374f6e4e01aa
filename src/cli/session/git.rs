//! Where the sources stand in version control, if they do and `git` is there.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::bundle::manifest::GitState;

/// What packing itself writes: the set, and what becomes of it beside its place. It is no change of
/// the sources.
const OWN: [&str; 2] = [":(exclude)dist", ":(exclude).dist.*"];

/// The commit and whether anything below the folder differs from it.
pub(crate) fn state(root: &Path) -> Option<GitState> {
    let commit = run(root, &["rev-parse", "--verify", "HEAD"])?;
    let status = run(
        root,
        &[&["status", "--porcelain", "--untracked-files=normal", "--", "."], OWN.as_slice()]
            .concat(),
    )?;
    let commit = commit.trim().to_owned();
    let is_hex = commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    if commit.len() < 40 || !is_hex {
        return None;
    }
    Some(GitState { commit, dirty: !status.trim().is_empty() })
}

/// What `git` says in a folder; `None` if it is not there or refuses.
pub(crate) fn run(root: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
