//! Builds `pilot.html`: the program without typesetting, compiled to WebAssembly for WASI preview 1,
//! and the page around it, in one file.
//!
//! `cargo run -p pilot-page -- [FILE]`; without a file, `target/pilot.html`.

mod assemble;
mod base85;
mod toolchain;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

/// The page is sent by mail and carried on sticks: bytes that it may have.
const LARGEST: usize = 6_000_000;

fn main() -> Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()?;
    let output = match std::env::args_os().nth(1) {
        Some(path) => std::env::current_dir()?.join(path),
        None => root.join("target/pilot.html"),
    };
    let program = toolchain::build(&root)?;
    let page = assemble::page(&root.join("page/web"), &program)?;
    if page.len() > LARGEST {
        bail!("the page has {} bytes, more than {LARGEST}", page.len());
    }
    std::fs::write(&output, &page).with_context(|| format!("write {}", output.display()))?;
    let text = format!("{}: {} bytes\n", output.display(), page.len());
    std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes())?;
    Ok(())
}
