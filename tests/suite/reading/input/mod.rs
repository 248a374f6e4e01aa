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

#[test]
fn the_page_of_a_site_gives_the_words_of_the_notice() {
    let document = read("guangxi-page.html");
    assert_eq!(document.text(), GUANGXI);
    let page = &document.page;
    assert_eq!(page.title.as_deref(), GUANGXI.lines().next());
    assert_eq!(
        (page.posted_on.as_deref(), page.source.as_deref()),
        (Some("2023-09-13"), Some("广西壮族自治区生态环境厅"))
    );
    assert_eq!(document.site_contacts, ["0771-5849000", "webmaster@sthjt.gxzf.gov.cn"]);
    let whys: Vec<&str> = document.left_out.iter().map(|left_out| left_out.why.as_str()).collect();
    for why in [
        "导航",
        "分享",
        "打印关闭",
        "字体",
        "浏览次数",
        "上一篇",
        "侧栏",
        "网站页脚",
        "页面信息",
        "隐藏内容",
    ] {
        assert!(whys.contains(&why), "{why}: {:#?}", document.left_out);
    }
    // Every word of the page is either in the notice or among what was left out.
    for words in
        ["索 引 号", "最新信息", "扫一扫在手机打开当前页", "网站标识码：4500000046", "站长统计"]
    {
        assert!(
            document.left_out.iter().any(|left_out| left_out.text.contains(words)),
            "{words}: {:#?}",
            document.left_out
        );
    }
    assert!(!document.left_out.iter().any(|left_out| left_out.text.contains("统计代码")));
}
