//! The one test binary.

mod attachment;
#[cfg(feature = "render")]
mod browser;
mod bundle;
mod ci;
mod cli;
#[cfg(feature = "render")]
mod conformance;
mod corpus;
mod desk;
mod docs;
mod export;
mod files;
mod fixes;
#[cfg(feature = "render")]
mod fonts;
mod honest;
mod laws;
mod new;
mod outline;
mod output;
#[cfg(feature = "render")]
mod pages;
mod plan;
mod precision;
#[cfg(feature = "render")]
mod preview;
mod props;
#[cfg(feature = "render")]
mod render;
mod rules;
mod scaffold;
mod schemas;
mod scope;
mod second_notice;
mod support;
mod tidy;
#[cfg(feature = "render")]
mod volume;
mod watch;
mod word;

#[test]
fn no_test_file_is_forgotten() {
    let main = std::fs::read_to_string("tests/main.rs").expect("tests/main.rs is there");
    for entry in std::fs::read_dir("tests").expect("tests is there") {
        let path = entry.expect("readable").path();
        let name = path.file_stem().expect("named").to_string_lossy().into_owned();
        if path.extension().is_some_and(|e| e == "rs") && name != "main" {
            assert!(main.contains(&format!("mod {name};")), "tests/{name}.rs is not in tests/main.rs");
        }
    }
}
