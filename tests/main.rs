//! The one test binary.

mod archivers;
mod attachment;
#[cfg(feature = "render")]
mod browser;
mod bundle;
mod canonical;
mod checklist;
mod ci;
mod cli;
#[cfg(feature = "render")]
mod conformance;
mod corpus;
mod desk;
mod docs;
mod export;
mod facts;
mod files;
mod fixes;
mod floods;
#[cfg(feature = "render")]
mod fonts;
mod honest;
#[cfg(target_os = "linux")]
mod kill;
mod laws;
mod mailers;
mod message;
mod new;
mod odd;
mod outline;
mod output;
#[cfg(feature = "render")]
mod pages;
mod plan;
mod precision;
#[cfg(feature = "render")]
mod preview;
mod props;
mod reading;
mod received;
#[cfg(feature = "render")]
mod render;
mod rules;
mod sample;
mod scaffold;
mod schemas;
mod scope;
mod second_notice;
mod shrink;
mod support;
mod threats;
mod tidy;
mod tools;
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
