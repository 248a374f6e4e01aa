//! What the page's own files promise: nothing is fetched, nothing is evaluated, old browsers serve.

use std::fs;
use std::path::Path;

use crate::support::outside_tools::{self, print_skip};

/// The program as the page's builder leaves it.
const PROGRAM: &str = "target/page/wasm32-wasip1/page/pilot.wasm";

fn web_files() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir("page/web").expect("the page's files") {
        let path = entry.expect("readable").path();
        let text = fs::read_to_string(&path).expect("text");
        files.push((path.display().to_string(), text));
    }
    assert!(files.len() >= 5, "{files:?}");
    files
}

#[test]
fn the_page_names_no_address_and_evaluates_nothing() {
    let forbidden = [
        "http:",
        "https:",
        "//www",
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "EventSource",
        "sendBeacon",
        "eval(",
        "new Function",
        "import(",
        "importScripts",
        "innerHTML",
        "outerHTML",
        "document.write",
        "insertAdjacentHTML",
        "localStorage",
        "indexedDB",
        "serviceWorker",
    ];
    for (name, text) in web_files() {
        for word in forbidden {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn the_page_forbids_itself_every_connection() {
    let page = fs::read_to_string("page/web/page.html").expect("the page");
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).expect("a policy");
    let policy = policy.split('"').next().expect("its end");
    for rule in ["connect-src 'none'", "form-action 'none'", "base-uri 'none'", "object-src 'none'"]
    {
        assert!(policy.contains(rule), "{policy}");
    }
    let place = page.find("Content-Security-Policy").expect("a policy");
    let first_script = page.find("<script").expect("scripts");
    assert!(place < first_script, "the policy comes before everything that it holds for");
}

/// The words for facts on the page are those of the sheet.
#[test]
fn every_key_of_a_sheet_has_a_word_on_the_page() {
    let page = fs::read_to_string("page/web/app.js").expect("the page");
    let titles = page.split("const FACT_TITLES = {").nth(1).expect("the words");
    let titles = titles.split("};").next().expect("their end");
    let dir = crate::support::folder(&[(
        "n.txt",
        "关于申报示范项目的通知\n2026年3月31日前报送。\n".as_bytes(),
    )]);
    let ran = crate::support::pilot_in(dir.path(), &["read", "n.txt", "--format", "json"]);
    let sheet: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    for key in sheet.as_object().expect("a sheet").keys() {
        let is_fact = !matches!(key.as_str(), "is_call" | "version" | "summary" | "lines");
        assert!(!is_fact || titles.contains(&format!("{key}: ")), "{key}");
    }
}

/// Browsers of 2021 (Chromium 90) know WebAssembly with these additions and no others.
#[test]
fn conformance_program_of_the_page_needs_no_newer_webassembly() {
    if !Path::new(PROGRAM).exists() {
        print_skip("the page is not built: cargo run -p pilot-page");
        assert!(!outside_tools::is_conformance(), "{PROGRAM} is missing");
        return;
    }
    let args = ["--disable-simd", "--disable-multi-value", "--disable-reference-types", PROGRAM];
    outside_tools::succeeds("wasm-validate", &args, Path::new("."));
}
