//! Compiles the program to WebAssembly.
//!
//! Where rustup has the target `wasm32-wasip1`, it is used. Where it cannot be had, Debian's
//! `rustc-web` with `rust-web-src` and `wasi-libc` builds the standard library, too.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

/// WASI and not `wasm32-unknown-unknown`: the program meets files and a clock as it does everywhere,
/// so that the page runs the program itself and not a second one.
const TARGET: &str = "wasm32-wasip1";
/// What Debian's packages bring.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library";
const DEBIAN_WASI: &str = "/usr/lib/wasm32-wasi";
/// Bytes of the stack: documents may nest deeply, and there is no thread with a stack of its own.
const STACK_BYTES: usize = 16 << 20;

/// Compiles the program and returns its bytes.
pub(crate) fn build(root: &Path) -> Result<Vec<u8>> {
    // Not taken from cargo, which runs this program: both ways choose their compiler anew.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let target_folder = root.join("target/page");
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["rustc", "--locked", "--profile", "page"]);
    command.args(["--no-default-features", "--bin", "pilot", "--target", TARGET]);
    command.arg("--target-dir").arg(&target_folder);
    let mut link = vec![format!("link-arg=-zstack-size={STACK_BYTES}")];
    if !has_target()? {
        by_debian(root, &mut command, &mut link)?;
    }
    // Browsers of 2021 know the first WebAssembly with these additions. A feature that is only taken
    // away leaves its way of writing indirect calls behind, which they refuse.
    let features = "+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext";
    let flags = format!("-C target-cpu=mvp -C target-feature={features}");
    command.env("RUSTFLAGS", flags);
    command.env_remove("CARGO_ENCODED_RUSTFLAGS");
    command.arg("--");
    for argument in link {
        command.args(["-C", &argument]);
    }
    let status = command.status().context("start cargo")?;
    ensure!(status.success(), "the program could not be compiled for {TARGET}");
    let path = target_folder.join(TARGET).join("page/pilot.wasm");
    fs::read(&path).with_context(|| format!("read {}", path.display()))
}

/// Whether the compiler in use brings the target's standard library.
fn has_target() -> Result<bool> {
    let folder = printed(&["--print", "target-libdir", "--target", TARGET])?;
    Ok(Path::new(&folder).is_dir())
}

fn by_debian(root: &Path, command: &mut Command, link: &mut Vec<String>) -> Result<()> {
    for path in [DEBIAN_RUSTC, DEBIAN_SOURCES, DEBIAN_WASI] {
        if !Path::new(path).exists() {
            bail!(
                "there is no standard library for {TARGET}: `rustup target add {TARGET}`, or on \
                 Debian `apt-get install rustc-web rust-web-src wasi-libc` ({path} is missing)"
            );
        }
    }
    command.env("RUSTC", DEBIAN_RUSTC).env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_TARGET_WASM32_WASIP1_LINKER", linker()?);
    command.arg("-Zbuild-std=std,panic_abort");
    // Functions that this libc is too old for are imports: the page has them (`wasi.js`).
    let missing = root.join("page/wasi-missing.txt");
    link.push("link-self-contained=no".to_owned());
    link.push(format!("link-arg=-L{DEBIAN_WASI}"));
    link.push(format!("link-arg={DEBIAN_WASI}/crt1-command.o"));
    link.push(format!("link-arg=--allow-undefined-file={}", missing.display()));
    link.push("link-arg=--export=malloc".to_owned());
    Ok(())
}

/// The linker that comes with the compiler in use.
fn linker() -> Result<PathBuf> {
    let root = PathBuf::from(printed(&["--print", "sysroot"])?);
    let host = printed(&["--print", "host-tuple"])?;
    let path = root.join("lib/rustlib").join(host).join("bin/rust-lld");
    ensure!(path.exists(), "there is no {}", path.display());
    Ok(path)
}

/// What the compiler in use says.
fn printed(args: &[&str]) -> Result<String> {
    let output = Command::new("rustc").args(args).output().context("start rustc")?;
    ensure!(output.status.success(), "rustc {} failed", args.join(" "));
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
