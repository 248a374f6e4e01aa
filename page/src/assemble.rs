//! The parts of the page in one file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::base85;

/// The scripts that the worker runs, in this order.
const WORKER_SCRIPTS: [&str; 4] = ["memory_files.js", "wasi.js", "zip.js", "worker.js"];

/// The page with a compiled program inside, which is compressed; the same bytes for the same program.
pub(crate) fn page(folder: &Path, program: &[u8]) -> Result<String> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))
    };
    let mut worker = String::new();
    for name in WORKER_SCRIPTS {
        worker.push_str(&read(name)?);
    }
    let mut page = read("page.html")?;
    let parts = [
        ("/*STYLE*/", read("page.css")?),
        ("/*SCRIPT*/", read("app.js")?),
        ("/*WORKER*/", worker),
        ("/*PROGRAM*/", base85::encode(&compressed(program)?)),
    ];
    for (place, text) in parts {
        ensure!(page.matches(place).count() == 1, "{place} does not stand once in page.html");
        ensure!(!text.contains("</script"), "a script would end the page's element of {place}");
        page = page.replacen(place, &text, 1);
    }
    Ok(page)
}

fn compressed(program: &[u8]) -> Result<Vec<u8>> {
    let options = zopfli::Options::default();
    let mut bytes = Vec::new();
    zopfli::compress(options, zopfli::Format::Gzip, program, &mut bytes)?;
    Ok(bytes)
}
