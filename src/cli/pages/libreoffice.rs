//! LibreOffice, where it is installed: a Word document into a PDF. The only other program that is
//! ever started for a plan.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::{Failure, shown};

/// A plan of a hundred pages takes seconds; a program that waits for an answer would wait for ever.
const LONGEST: Duration = Duration::from_secs(120);

/// Makes a PDF of a document with LibreOffice.
pub(crate) fn pdf_of(document: &Path, env: &Env<'_>) -> Result<Vec<u8>, Failure> {
    let by_hand = "在 Word 或 WPS 里把方案“另存为”PDF，放进项目文件夹，再在 pilot.toml 的 [plan] 里写 pdf = \"实施方案.pdf\"";
    let Some(program) = find(env) else {
        return Err(Failure::new(format!("{} 要先成为 PDF 才能打包，这台电脑上没有 LibreOffice", shown(document)))
            .hint(by_hand)
            .hint("或安装 LibreOffice（PATH 里有 soffice）后再试；也可以用 pilot import 转成 Markdown，由 pilot 排版"));
    };
    let folder =
        tempfile::tempdir().map_err(|e| Failure::io("建不了", &std::env::temp_dir(), e))?;
    // The name of the document must not be taken for an option, and the user's own LibreOffice may
    // be open.
    let copy = folder.path().join("plan.docx");
    std::fs::copy(document, &copy).map_err(|e| Failure::io("读不了", document, e))?;
    let parent = folder.path().to_string_lossy().replace('\\', "/");
    let profile = format!("-env:UserInstallation=file://{parent}/profile");
    let child = Command::new(&program)
        .args([&profile, "--headless", "--norestore", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&copy)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Failure::io("不能运行", &program, e))?;
    let finished = wait(child)?;
    let pdf = std::fs::read(folder.path().join("plan.pdf"))
        .ok()
        .filter(|b| finished && b.starts_with(b"%PDF-"));
    pdf.ok_or_else(|| {
        let why = if finished { "没有转出 PDF" } else { "两分钟内没有转完" };
        Failure::new(format!("LibreOffice {why}：{}", shown(document))).hint(by_hand)
    })
}

/// Whether it ended in time; otherwise it is ended.
fn wait(mut child: Child) -> Result<bool, Failure> {
    let start = Instant::now();
    loop {
        if child.try_wait()?.is_some() {
            return Ok(true);
        }
        if start.elapsed() > LONGEST {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// `soffice` on the path.
fn find(env: &Env<'_>) -> Option<PathBuf> {
    let names: &[&str] =
        if cfg!(windows) { &["soffice.exe", "soffice.com"] } else { &["soffice", "libreoffice"] };
    for folder in std::env::split_paths(env.var("PATH")?) {
        for name in names {
            let path = folder.join(name);
            if folder.is_absolute() && path.is_file() {
                return Some(path);
            }
        }
    }
    None
}
