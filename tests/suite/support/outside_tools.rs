//! Outside tools. What is missing, a tool or a part of one (a module of Perl or Python, a filter of
//! LibreOffice, names in UTF-8), is a printed skip, and a failure where `PILOT_CONFORMANCE` is set.
//!
//! A reader is first shown a file that other programs wrote: one that fails there cannot judge ours.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use crate::support::odd_zip::{Odd, odd, odd_zip};

/// Whether every outside tool must be there.
pub(crate) fn is_conformance() -> bool {
    std::env::var_os("PILOT_CONFORMANCE").is_some()
}

/// Prints that something could not be tried; a failure where it must be.
pub(crate) fn skip(what: &str) {
    assert!(!is_conformance(), "{what}");
    print_skip(what);
}

/// Prints that something could not be tried that is nowhere required.
pub(crate) fn print_skip(what: &str) {
    // The test harness does not capture what is written like this: a skip must be seen.
    let line = format!("skipped: {what}\n");
    let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
}

/// Runs a tool; `None` if it is not there and need not be.
pub(crate) fn tool(name: &str, args: &[&str], dir: &Path) -> Option<Output> {
    match command(name, args, dir, &[]).output() {
        Ok(output) => Some(output),
        Err(error) => {
            skip(&format!("{name}: {error}"));
            None
        }
    }
}

/// Runs a tool that reads what we wrote, and must succeed; returns its standard output.
pub(crate) fn succeeds(name: &str, args: &[&str], dir: &Path) -> Option<String> {
    if let Some(probe) = PROBES.iter().find(|probe| probe.name == name)
        && let Err(why) = probe.result.get_or_init(|| probe.run())
    {
        skip(&format!("{name}: {why}"));
        return None;
    }
    let output = tool(name, args, dir)?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    if !output.status.success() && lacks_module(&errors) {
        skip(&format!("{name}: {}", last_line(&output.stderr)));
        return None;
    }
    assert!(output.status.success(), "{name} {args:?}: {text}{errors}");
    Some(text)
}

/// Lets a tool write something for us to read; `None` if it cannot, for whatever reason: its
/// failure to write is no failure of ours.
pub(crate) fn writes(name: &str, args: &[&str], dir: &Path) -> Option<()> {
    writes_with(name, args, dir, &[])
}

/// The same with environment variables.
pub(crate) fn writes_with(
    name: &str,
    args: &[&str],
    dir: &Path,
    vars: &[(&str, &str)],
) -> Option<()> {
    let why = match command(name, args, dir, vars).output() {
        Ok(output) if output.status.success() => return Some(()),
        Ok(output) => last_line(&output.stderr),
        Err(error) => error.to_string(),
    };
    skip(&format!("{name} cannot write for us: {why}"));
    None
}

/// Whether Python has a module.
pub(crate) fn python_has(module: &str) -> bool {
    let script = format!("import {module}");
    let output = command("python3", &["-c", &script], Path::new("."), &[]).output();
    output.is_ok_and(|output| output.status.success())
}

/// Converts files in a folder with LibreOffice, whose settings stay in the folder; whether it is
/// there.
pub(crate) fn libreoffice(to: &str, files: &[&str], dir: &Path) -> bool {
    succeeds("soffice", &libreoffice_args(to, files, dir), dir).is_some()
}

fn libreoffice_args<'a>(to: &'a str, files: &[&'a str], dir: &Path) -> Vec<&'a str> {
    let profile = format!("-env:UserInstallation=file://{}/profile", dir.display());
    let mut args = vec!["--headless", "--norestore", "--convert-to", to];
    args.push(profile.leak());
    args.extend(files);
    args
}

fn command(name: &str, args: &[&str], dir: &Path, vars: &[(&str, &str)]) -> Command {
    let mut command = Command::new(name);
    command.args(args).current_dir(dir).env("LC_ALL", "C.UTF-8");
    command.envs(vars.iter().copied());
    command
}

fn last_line(errors: &[u8]) -> String {
    let text = String::from_utf8_lossy(errors);
    let line = text.lines().rfind(|line| !line.trim().is_empty());
    line.unwrap_or("it gave no reason").to_owned()
}

/// Whether Perl or Python ended because a module is not installed.
fn lacks_module(errors: &str) -> bool {
    let perl = errors.contains("Can't locate ") && errors.contains("@INC");
    perl || errors.contains("ModuleNotFoundError") || errors.contains("ImportError")
}

/// What a reader must be able to do with files of others before it judges ours.
struct Probe {
    name: &'static str,
    /// Arguments in a folder that holds the files of `Probe::run`.
    args: &'static [&'static str],
    /// A file that is there afterwards, if the tool writes one.
    file: Option<&'static str>,
    /// What is in its standard output.
    output: &'static str,
    result: OnceLock<Result<(), String>>,
}

impl Probe {
    const fn new(
        name: &'static str,
        args: &'static [&'static str],
        file: Option<&'static str>,
        output: &'static str,
    ) -> Self {
        Self { name, args, file, output, result: OnceLock::new() }
    }

    fn run(&self) -> Result<(), String> {
        let dir = tempfile::tempdir().expect("a folder");
        let entry = Odd { flags: 0x800, ..odd("文件夹/文件.txt", "x\n") };
        let sums = "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac  x.txt\n";
        let message = "From: a@b.cn\r\nMIME-Version: 1.0\r\n\
            Content-Type: application/octet-stream; name=\"x.bin\"\r\n\
            Content-Disposition: attachment; filename=\"x.bin\"\r\n\
            Content-Transfer-Encoding: base64\r\n\r\neAo=\r\n";
        for (name, bytes) in [
            ("x.zip", odd_zip(&[entry])),
            ("x.txt", b"x\n".to_vec()),
            ("SUMS", sums.into()),
            ("x.docx", read("tests/word/python-docx.docx")),
            ("x.eml", message.into()),
            ("plain.pdf", read("tests/corpus/pdf-plain.pdf")),
            ("letter.pdf", read("examples/pingguo-nawa-park/attachments/推荐函.pdf")),
        ] {
            std::fs::write(dir.path().join(name), bytes).expect("written");
        }
        let args = match self.name {
            "soffice" => libreoffice_args("pdf", self.args, dir.path()),
            _ => self.args.to_vec(),
        };
        let output = command(self.name, &args, dir.path(), &[]).output();
        let output = output.map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() || !text.contains(self.output) {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(format!("it cannot read a file of others: {text}{errors}"));
        }
        match self.file {
            Some(file) if !dir.path().join(file).exists() => {
                Err(format!("it made no {file} of a file of others"))
            }
            _ => Ok(()),
        }
    }
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

static PROBES: [Probe; 10] = [
    Probe::new("unzip", &["-q", "x.zip", "-d", "out"], Some("out/文件夹/文件.txt"), ""),
    Probe::new("7z", &["t", "x.zip"], None, ""),
    Probe::new("bsdtar", &["-tf", "x.zip"], None, "文件夹/文件.txt"),
    Probe::new("sha256sum", &["--quiet", "-c", "SUMS"], None, ""),
    Probe::new("qpdf", &["--check", "plain.pdf"], None, ""),
    Probe::new("pdffonts", &["letter.pdf"], None, "yes"),
    Probe::new("pdftotext", &["-raw", "-enc", "UTF-8", "letter.pdf", "-"], None, "推荐"),
    Probe::new("pandoc", &["-f", "docx", "-t", "plain", "x.docx"], None, "\n"),
    Probe::new("ripmime", &["-i", "x.eml", "-d", "."], Some("x.bin"), ""),
    Probe::new("soffice", &["x.docx"], Some("x.pdf"), ""),
];
