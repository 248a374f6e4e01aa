//! Lists every data file below `outline/` in one static table, so that a new notice needs no Rust.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::Context as _;

fn main() -> anyhow::Result<()> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = package.join("outline");
    let mut files = Vec::new();
    collect(&root, &root, &mut files)?;
    files.sort();
    let mut table = String::from("pub(super) static FILES: &[(&str, &str)] = &[\n");
    for file in &files {
        let name = file.strip_prefix(&root)?.to_string_lossy().replace('\\', "/");
        let _ = writeln!(table, "    ({name:?}, include_str!({:?})),", file.display().to_string());
    }
    table.push_str("];\n");
    let out = PathBuf::from(env::var("OUT_DIR")?).join("outline.rs");
    fs::write(&out, table).with_context(|| format!("cannot write {}", out.display()))?;
    // The one embedded font that is not under the OFL: whoever does not want it takes the file
    // away.
    println!("cargo:rustc-check-cfg=cfg(fangsong)");
    println!("cargo:rerun-if-changed=src/render/fonts");
    if package.join("src").join("render/fonts/PilotFangSong.otf").exists() {
        println!("cargo:rustc-cfg=fangsong");
    }
    Ok(())
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    println!("cargo:rerun-if-changed={}", dir.display());
    let entries = fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if is_data(&path, root) {
            println!("cargo:rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}

/// Data has one of these endings; a template may have any name that is not hidden.
fn is_data(path: &Path, root: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
    let ends =
        path.extension().is_some_and(|e| ["toml", "txt", "md", "yml"].iter().any(|k| e == *k));
    let template = path
        .strip_prefix(root)
        .is_ok_and(|p| p.components().nth(1).is_some_and(|part| part.as_os_str() == "template"));
    !hidden && (ends || template)
}
