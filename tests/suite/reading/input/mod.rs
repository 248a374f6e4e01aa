//! From a file to the lines of a notice.

mod words;

use std::path::Path;

use pilot::reading::NoticeDocument;
use pilot::reading::input::{NoticeFault, read_notice};

/// Reads a file of `tests/reading/input`.
fn read(name: &str) -> NoticeDocument {
    let bytes =
        std::fs::read(Path::new("tests/reading/input").join(name)).expect("the input is there");
    read_notice(name, &bytes, 0).expect("it is read")
}

/// The words of a text, read.
fn lines(text: &str) -> Vec<String> {
    let document = read_notice("通知.txt", text.as_bytes(), 0).expect("it is read");
    document.lines.into_iter().map(|line| line.text).collect()
}

fn fault(name: &str, bytes: &[u8]) -> NoticeFault {
    read_notice(name, bytes, 0).expect_err("it is refused").fault
}

const GUANGXI: &str = include_str!("../../../../outline/gx-2023-cleaner-production/notice.txt");

#[test]
fn a_clean_text_stays_as_it_is() {
    let document = read_notice("notice.txt", GUANGXI.as_bytes(), 0).expect("it is read");
    assert_eq!(document.text(), GUANGXI);
    assert_eq!(document.left_out, []);
    assert_eq!(document.page.posted_on.as_deref(), Some("2023-09-13"));
    assert_eq!(document.page.source.as_deref(), Some("广西壮族自治区生态环境厅"));
    assert_eq!((document.masked_names, document.masked_mobiles), (0, 0));
}

#[test]
fn real_notices_lose_nothing_but_furniture() {
    let folder = Path::new("../shared/notices/real");
    let folder = if folder.exists() { folder } else { Path::new("../../shared/notices/real") };
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: no real notices here");
        return;
    };
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("readable");
        let document = read_notice("通知.txt", text.as_bytes(), 0).expect("it is read");
        let name = path.file_name().expect("named").to_string_lossy().into_owned();
        let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        println!(
            "== {name} names {} mobiles {} {:?}",
            document.masked_names, document.masked_mobiles, document.page
        );
        for left_out in &document.left_out {
            println!("   left out {}: {}", left_out.why, left_out.text);
        }
        let before: Vec<String> = text.lines().map(bare).filter(|line| !line.is_empty()).collect();
        let after: Vec<String> = document.lines.iter().map(|line| bare(&line.text)).collect();
        for line in &after {
            if !before.contains(line) {
                println!("   new line: {line}");
            }
        }
        for line in &before {
            if !after.contains(line) {
                println!("   old line: {line}");
            }
        }
    }
}
