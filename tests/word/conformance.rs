//! What LibreOffice and pandoc make of copies. A missing tool is a printed skip, and a failure where `PILOT_CONFORMANCE` is set.

use std::path::Path;
use std::process::Command;

/// Runs a tool in a folder; its output, or `None` if it is not there and need not be.
fn tool(name: &str, args: &[&str], dir: &Path) -> Option<String> {
    let ran = Command::new(name).args(args).current_dir(dir).env("LC_ALL", "C.UTF-8").output();
    match ran {
        Ok(output) => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(output.status.success(), "{name} {args:?}: {text}{}", String::from_utf8_lossy(&output.stderr));
            Some(text)
        }
        Err(fault) if std::env::var_os("PILOT_CONFORMANCE").is_some() => panic!("{name}: {fault}"),
        Err(_) => {
            // Shown by `cargo test -- --nocapture`, as the conformance run has it.
            let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("skipped: {name} is not there\n").as_bytes());
            None
        }
    }
}

/// Converts files in a folder with LibreOffice, whose settings stay in the folder; whether it is there.
pub(super) fn libreoffice(to: &str, files: &[&str], dir: &Path) -> bool {
    let profile = format!("-env:UserInstallation=file://{}/profile", dir.display());
    let args = [["--headless", "--norestore", profile.as_str(), "--convert-to", to].as_slice(), files].concat();
    tool("soffice", &args, dir).is_some()
}
