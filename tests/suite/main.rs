//! The one test binary. Its rooms mirror `src/`; `support` is what they share.

mod attachment;
mod bundle;
mod cli;
mod export;
mod facts;
mod notice;
mod page;
mod plan;
mod project;
mod reading;
mod render;
mod repository;
mod rules;
mod scaffold;
mod support;
mod workers;

/// Every file of tests is a module of its folder.
#[test]
fn no_test_file_is_forgotten() {
    let mut folders = vec![std::path::PathBuf::from("tests/suite")];
    while let Some(folder) = folders.pop() {
        let is_top = folder.ends_with("suite");
        let list = folder.join(if is_top { "main.rs" } else { "mod.rs" });
        let modules = std::fs::read_to_string(&list).expect("each folder lists its modules");
        for entry in std::fs::read_dir(&folder).expect("tests are there") {
            let path = entry.expect("readable").path();
            let name = path.file_stem().expect("named").to_string_lossy().into_owned();
            let is_file = path.extension().is_some_and(|ending| ending == "rs");
            if path.is_dir() {
                folders.push(path.clone());
            }
            if path != list && (is_file || path.is_dir()) {
                let is_listed = modules.lines().any(|line| line.ends_with(&format!("mod {name};")));
                assert!(is_listed, "{} is not in {}", path.display(), list.display());
            }
        }
    }
}
