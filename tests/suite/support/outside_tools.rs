//! Outside tools. A missing one is a printed skip, and a failure where `PILOT_CONFORMANCE` is set.

use std::path::Path;
use std::process::{Command, Output};

/// Whether every outside tool must be there.
pub(crate) fn is_conformance() -> bool {
    std::env::var_os("PILOT_CONFORMANCE").is_some()
}

/// Says that something could not be tried; a failure where it must be.
pub(crate) fn skip(what: &str) {
    assert!(!is_conformance(), "{what}");
    // Shown by `cargo test -- --nocapture`, as the conformance run has it.
    let _ =
        std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {what}\n").as_bytes());
}

/// Runs a tool; `None` if it is not there and need not be.
pub(crate) fn tool(name: &str, args: &[&str], dir: &Path) -> Option<Output> {
    tool_with(name, args, dir, &[])
}

/// The same with environment variables.
pub(crate) fn tool_with(
    name: &str,
    args: &[&str],
    dir: &Path,
    vars: &[(&str, &str)],
) -> Option<Output> {
    let mut command = Command::new(name);
    command.args(args).current_dir(dir).env("LC_ALL", "C.UTF-8").envs(vars.iter().copied());
    match command.output() {
        Ok(output) => Some(output),
        Err(fault) => {
            skip(&format!("{name}: {fault}"));
            None
        }
    }
}

/// Runs a tool that must succeed; its standard output.
pub(crate) fn succeeds(name: &str, args: &[&str], dir: &Path) -> Option<String> {
    succeeds_with(name, args, dir, &[])
}

/// The same with environment variables.
pub(crate) fn succeeds_with(
    name: &str,
    args: &[&str],
    dir: &Path,
    vars: &[(&str, &str)],
) -> Option<String> {
    let output = tool_with(name, args, dir, vars)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{name} {args:?}: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(text)
}

/// Converts files in a folder with LibreOffice, whose settings stay in the folder; whether it is
/// there.
pub(crate) fn libreoffice(to: &str, files: &[&str], dir: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}/profile", dir.display());
    let args =
        [["--headless", "--norestore", profile.as_str(), "--convert-to", to].as_slice(), files]
            .concat();
    succeeds("soffice", &args, dir).is_some()
}
