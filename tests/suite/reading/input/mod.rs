//! From a file to the lines of a notice.

mod files;
mod refused;
mod words;

use std::path::Path;

use pilot::reading::NoticeDocument;
use pilot::reading::input::read_notice;

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
        crate::support::outside_tools::print_skip("no real notices here");
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
        // Whoever masked them before left none.
        assert_eq!((document.masked_names, document.masked_mobiles), (0, 0), "{name}");
        // Lines may be joined and parted; the characters are all there, in order, but for fields that are no facts.
        let left_out: Vec<String> =
            document.left_out.iter().map(|left_out| bare(&left_out.text)).collect();
        assert!(
            document.left_out.iter().all(|left_out| left_out.why == "页面信息"),
            "{name}: {:?}",
            document.left_out
        );
        let before: String =
            text.lines().map(bare).filter(|line| !left_out.contains(line)).collect();
        assert_eq!(bare(&document.text()), before, "{name}");
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

#[test]
fn items_that_lost_their_line_ends_are_parted() {
    let glued =
        "四、申报条件\n(一)设立满3年。(二)有资金来源。(三)园区边界明确,见第(四)项。\n五、其他";
    assert_eq!(
        lines(glued),
        [
            "四、申报条件",
            "(一)设立满3年。",
            "(二)有资金来源。",
            "(三)园区边界明确,见第(四)项。",
            "五、其他"
        ]
    );
    let chapters = "现通知如下：一、申报范围。本市企业。二、申报时间。9月30日前。";
    assert_eq!(
        lines(chapters),
        ["现通知如下：", "一、申报范围。本市企业。", "二、申报时间。9月30日前。"]
    );
    // A count that nothing begins, a date, a quotation and a decimal part nothing.
    for whole in [
        "按照办法第三条。(三)项所列情形除外。",
        "投资增长1.5倍。2.5万元以下的除外。",
        "见《指南》“要求如下：一、真实。二、完整。”的规定。",
        "注：1.数字保留两位。",
    ] {
        assert_eq!(lines(whole), [whole]);
    }
    let annexes = "附件：1.申报书2.2024年度汇总表3.承诺书\n甲市科技局";
    assert_eq!(lines(annexes), ["附件：1.申报书", "2.2024年度汇总表", "3.承诺书", "甲市科技局"]);
    let broken = "附件：1．2024年度示范项\n目清单\n2．申报表\n3．提纲";
    assert_eq!(lines(broken), ["附件：1．2024年度示范项目清单", "2．申报表", "3．提纲"]);
}

#[test]
fn white_space_is_put_in_order_and_width_is_kept() {
    let text =
        "\u{feff}　　联 系\u{a0}\u{a0}方 式：　０７７１—１２３４５６７\u{200b}（转　８）\r\n\r\n";
    assert_eq!(lines(text), ["联 系 方 式： ０７７１—１２３４５６７（转 ８）"]);
}

#[test]
fn masking_is_counted_and_reaches_what_was_left_out() {
    let text = "关于申报的通知\n各单位：\n请按时申报，逾期不予受理，材料不退。\n联系人：黄海清，手机13800138000\n\
                责任编辑：李小龙\n网站电话：13900139000\n版权所有 甲市科技局 桂ICP备00000001号";
    let document = read_notice("通知.txt", text.as_bytes(), 0).expect("it is read");
    assert_eq!((document.masked_names, document.masked_mobiles), (1, 1));
    assert_eq!(document.lines[3].text, "联系人：×××，手机1××××××××××");
    assert!(!format!("{document:?}").contains("13900139000"));
    let table = "单位\t姓名\t电话\n甲县\t王五\t13800138000\n乙县\t科技科\t0771-1234567\n";
    let document = read_notice("名单.txt", table.as_bytes(), 1).expect("it is read");
    let rows: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(rows, ["单位\t姓名\t电话", "甲县\t××\t1××××××××××", "乙县\t科技科\t0771-1234567"]);
    assert_eq!((document.masked_names, document.lines[0].file), (1, 1));
}
