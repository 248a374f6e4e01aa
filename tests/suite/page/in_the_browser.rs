//! The built page in a browser, used as people use it.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::support::browser::Browser;
use crate::support::outside_tools::{is_conformance, print_skip};
use crate::support::{example, folder, pilot_in};

/// Where the builder puts the page.
const PAGE: &str = "target/pilot.html";
/// The moment that both judge by.
const MOMENT: &str = "2023-10-16T09:00";
const NOTICE: &str = "gx-2023-cleaner-production";

/// A browser that shows the page, ready for files; `None` where one of them is missing.
fn page() -> Option<Browser> {
    if !Path::new(PAGE).exists() {
        print_skip("the page is not built: cargo run -p pilot-page");
        assert!(!is_conformance(), "{PAGE} is missing");
        return None;
    }
    let browser = Browser::start()?;
    let path = fs::canonicalize(PAGE).expect("the page");
    browser.open(&format!("file://{}", path.display()));
    browser.until("return element('state').textContent === '准备好了'", &[]);
    browser.run("element('as-of').value = arguments[0]", &[json!(MOMENT)]);
    Some(browser)
}

/// Gives files to the page and has them checked.
fn check(browser: &Browser, files: &[PathBuf]) {
    let names: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
    browser.run("element('clear').disabled || element('clear').click()", &[]);
    browser.keys("#files", &names.join("\n"));
    browser.click("#check");
    browser.until("return !isBusy", &[]);
}

fn fault(browser: &Browser) -> String {
    let text = browser.run("return element('fault').textContent", &[]);
    text.as_str().unwrap_or_default().to_owned()
}

/// What the program says of a plan, byte for byte.
fn said_by_the_program(plan: &Path) -> String {
    let name = plan.file_name().expect("a name").to_string_lossy().into_owned();
    let bytes = fs::read(plan).expect("a plan");
    let dir = folder(&[(&name, &bytes)]);
    let args = ["check", &name, "--notice", NOTICE, "--as-of", MOMENT, "--format", "json"];
    pilot_in(dir.path(), &args).out
}

/// Plans of every kind that the tests have: Word documents of several writers, laws, reports.
fn plans() -> Vec<PathBuf> {
    let mut plans = Vec::new();
    for folder in ["tests/word/real", "tests/word", "tests/precision"] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("readable").path();
            let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned());
            if matches!(ending.as_deref(), Some("docx" | "md")) && !path.ends_with("README.md") {
                plans.push(fs::canonicalize(path).expect("a plan"));
            }
        }
    }
    plans.sort();
    plans
}

#[test]
fn conformance_page_says_of_each_plan_what_the_program_says() {
    let Some(browser) = page() else { return };
    let mut compared = 0;
    for plan in plans() {
        let name = plan.file_name().expect("a name").to_string_lossy().into_owned();
        check(&browser, std::slice::from_ref(&plan));
        let said = browser.run("return lastResult && lastResult.json", &[]);
        let by_program = said_by_the_program(&plan);
        if by_program.is_empty() {
            assert_ne!(fault(&browser), "", "{name}: the program refuses, the page says nothing");
            continue;
        }
        assert_eq!(fault(&browser), "", "{name}");
        assert_eq!(said.as_str(), Some(by_program.as_str()), "{name}");
        compared += 1;
    }
    assert!(compared > 20, "{compared}");
    assert_eq!(browser.messages(), Vec::<Value>::new());
}

#[test]
fn conformance_page_shows_findings_beside_the_words() {
    let Some(browser) = page() else { return };
    let plan = "# 某县实施方案\n\n## 一、试点对象基本概况\n\n2022年用水5~8万吨，投资TODO。\n";
    let dir = folder(&[("实施方案.md", plan.as_bytes())]);
    check(&browser, &[dir.path().join("实施方案.md")]);
    let marked = browser.run(
        "return [...document.querySelectorAll('article.plan mark')].map((mark) => mark.textContent)",
        &[],
    );
    let marked: Vec<&str> =
        marked.as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(marked.iter().any(|words| words.contains("TODO")), "{marked:?}");
    // From a finding to its words and back, by the keyboard as well.
    browser.click("#panel-findings .findings button");
    let reached = browser.run("return document.activeElement.tagName", &[]);
    assert_eq!(reached, "MARK");
    browser.keys("#tab-findings", "\u{e014}");
    assert_eq!(browser.run("return document.activeElement.id", &[]), "tab-lacking");
    assert_eq!(browser.messages(), Vec::<Value>::new());
}

#[test]
fn conformance_page_reads_a_notice_and_takes_confirmations() {
    let Some(browser) = page() else { return };
    let notice = "关于申报示范项目的通知\n一、材料要求\n申报书一式三份。\n二、材料报送\n2026年3月31日前报送至县发展和改革局。\n";
    let dir = folder(&[("通知.txt", notice.as_bytes())]);
    browser.keys("#notice-file", &dir.path().join("通知.txt").display().to_string());
    browser.until("return !isBusy && lastResult !== null", &[]);
    assert_eq!(fault(&browser), "");
    let row = "return [...document.querySelectorAll('.facts tbody tr')].map((row) => row.textContent).find((text) => text.startsWith('期限'))";
    let row = browser.run(row, &[]);
    let row = row.as_str().expect("the deadline is shown");
    assert!(
        row.contains("2026-03-31") && row.contains("2026年3月31日前报送至县发展和改革局。"),
        "{row}"
    );
    assert!(row.contains("第 5 行"), "{row}");
    browser.run("given.confirmedBy = '甲'", &[]);
    browser.click(".facts tbody tr:first-child button");
    browser.until("return document.querySelector('.facts .done') !== null", &[]);
    let taken = browser.run("program.ask({kind: 'take', path: '/given/profile.toml'}).then((bytes) => { window.taken = new TextDecoder().decode(bytes); })", &[]);
    assert_eq!(taken, Value::Null);
    let profile = browser.until("return window.taken", &[]);
    assert!(profile.as_str().is_some_and(|text| text.contains("by = \"甲\"")), "{profile}");
}

#[test]
fn conformance_page_verifies_a_package() {
    let Some(browser) = page() else { return };
    let dir = example();
    pilot_in(dir.path(), &["pack", "--as-of", MOMENT]);
    let archive = fs::read_dir(dir.path().join("dist")).ok().into_iter().flatten();
    let archive = archive.filter_map(Result::ok).map(|entry| entry.path());
    let Some(archive) =
        archive.into_iter().find(|path| path.extension().is_some_and(|e| e == "zip"))
    else {
        panic!("the example packs");
    };
    let name = archive.file_name().expect("a name").to_string_lossy().into_owned();
    let folder = archive.parent().expect("a folder");
    let ran = pilot_in(
        folder,
        &["verify", &name, "--notice", NOTICE, "--as-of", MOMENT, "--format", "json"],
    );
    check(&browser, std::slice::from_ref(&archive));
    assert_eq!(fault(&browser), "");
    let said = browser.run("return lastResult.json", &[]);
    assert_eq!(said.as_str(), Some(ran.out.as_str()));
}

#[test]
fn conformance_page_stops_and_goes_on() {
    let Some(browser) = page() else { return };
    let long = "## 一、概况\n\n".to_owned() + &"园区现有企业12家，年产值50亿元。".repeat(60_000);
    let dir =
        folder(&[("实施方案.md", long.as_bytes()), ("方案.md", "# 某县实施方案\n".as_bytes())]);
    browser.keys("#files", &dir.path().join("实施方案.md").display().to_string());
    browser.click("#check");
    browser.until("return isBusy && !element('cancel').hidden", &[]);
    browser.click("#cancel");
    browser.until("return !isBusy", &[]);
    assert_eq!(browser.run("return element('state').textContent", &[]), "已停止，文件都还在");
    check(&browser, &[dir.path().join("方案.md")]);
    assert_eq!(fault(&browser), "");
    assert!(
        browser.run("return lastResult.json", &[]).as_str().is_some_and(|json| !json.is_empty())
    );
}
