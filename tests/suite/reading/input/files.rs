//! Files of every kind of our own making, with the lines that each must give.

use pilot::reading::document::LineKind;
use pilot::reading::input::{join_annexes, read_notice};

use super::read;

fn texts(name: &str) -> Vec<String> {
    read(name).lines.into_iter().map(|line| line.text).collect()
}

#[test]
fn an_old_page_of_tables_in_gbk() {
    let document = read("gbk-tables.asp.htm");
    let expected = [
        "发文字号\t甲水发〔2024〕18号",
        "发文机关\t甲市水利局",
        "成文日期\t2024年3月5日",
        "标 题\t关于申报2024年度节水型园区的通知",
        "关于申报2024年度节水型园区的通知",
        "【时间：2024-3-8 9:12:00】",
        "各县（市、区）水利局：",
        "为推进节水型社会建设，现组织申报2024年度节水型园区。有关事项通知如下。",
        "一、申报条件",
        "（一）园区设立满3年，用水计量齐全。",
        "（二）近2年未发生重大水污染事件。",
        "二、推荐名额",
        "片区\t县（市、区）\t名额",
        "子县\t2",
        "北片\t丑县\t1",
        "三、报送要求",
        "请于2024年4月30日前将申报书一式三份报市水利局，电子版发至jsk@example.gov.cn。",
        "联系人：×××，电话：0771-1234567、1××××××××××。",
        "附件：1.节水型园区申报书",
        "2.推荐汇总表",
        "甲市水利局",
        "2024年3月5日",
    ];
    let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines, expected);
    assert_eq!(document.lines[12].kind, LineKind::TableRow);
    let page = &document.page;
    assert_eq!(page.doc_no.as_deref(), Some("甲水发〔2024〕18号"));
    assert_eq!(page.issuer.as_deref(), Some("甲市水利局"));
    assert_eq!(
        (page.posted_on.as_deref(), page.signed_on.as_deref()),
        (Some("2024-03-08"), Some("2024-03-05"))
    );
    assert_eq!((document.masked_names, document.masked_mobiles), (1, 1));
    assert_eq!(document.site_contacts, ["0771-7654321"]);
    for words in ["机构设置", "点击数：77", "桂ICP备12345678号", "11450000-2024-0031"] {
        assert!(document.left_out.iter().any(|left_out| left_out.text.contains(words)), "{words}");
    }
}

#[test]
fn a_page_in_big5_that_does_not_say_so() {
    let lines = texts("big5-undeclared.html");
    assert_eq!(lines.len(), 9);
    assert_eq!(lines[0], "關於徵集2024年度節能案例的通知");
    assert_eq!(lines[6], "請於2024年5月20日前，將申報表寄至市節能中心，逾期不予受理。");
}

#[test]
fn a_text_copied_from_a_page() {
    let document = read("copied-page.txt");
    let expected = [
        "关于开展2024年绿色工厂推荐工作的通知",
        "发布日期：2024-03-11 16:20 信息来源：乙市工业和信息化局",
        "各县（市、区）工业和信息化主管部门：",
        "根据有关要求，现组织开展2024年绿色工厂推荐工作。请于2024年4月15日前报送推荐函及汇总表。",
        "联系人：×××，电话：0772-1112223。邮箱：lvse@example.gov.cn",
        "附件：1.绿色工厂推荐汇总表",
        "2.绿色工厂自评价报告",
        "乙市工业和信息化局",
        "2024年3月11日",
        "附件1.docx",
        "附件2.docx",
    ];
    let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines, expected);
    assert_eq!(document.site_contacts, ["0772-9998887"]);
    assert_eq!(document.page.source.as_deref(), Some("乙市工业和信息化局"));
}

#[test]
fn a_mail_that_was_broken_at_its_width() {
    let lines = texts("wrapped-mail.txt");
    assert_eq!(lines.len(), 12);
    let expected = "在本市注册满一年、具有独立法人资格的高等院校、科研院所、检验检测机构和技术转移机构，均可自愿申请成为服务机构。";
    assert_eq!(lines[4], expected);
    assert!(
        lines[9].starts_with(
            "申请单位应于2024年6月28日17:00前登录 https://kjcx.example.gov.cn/apply 在线提交，逾期"
        ),
        "{}",
        lines[9]
    );
    assert_eq!(lines[10..], ["丙市科学技术局", "2024年5月27日"]);
}

#[test]
fn a_word_document_with_automatic_numbers_and_a_table() {
    let document = read("numbered.docx");
    let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
    let expected = [
        "丁市教育局文件",
        "丁教函〔2024〕7号",
        "丁市教育局关于开展2024年度",
        "优秀教学案例征集活动的通知",
        "各县（市、区）教育局：",
        "为推广课堂教学经验，决定开展案例征集。现将有关事项通知如下。",
        "一、征集范围",
        "（一）全市中小学在职教师。",
        "（二）每人限报一项。",
        "二、名额分配",
        "单位\t小学\t初中 （含九年一贯制）",
        "子县\t3\t2",
        "丑县\t4\t1",
        "请勿重复报送。",
        "三、报送时间",
        "材料于2024年9月10日前寄至丁市教育局基教科××老师，电话：0775-2223334。",
        "附件：优秀教学案例申报表",
        "丁市教育局",
        "2024年6月3日",
    ];
    assert_eq!(lines, expected);
    assert_eq!(document.lines[6].kind, LineKind::Heading);
    assert_eq!(document.lines[11].kind, LineKind::TableRow);
}

#[test]
fn pages_as_browsers_and_word_save_them() {
    assert_eq!(
        texts("saved.mht")[2],
        "请于2024年7月1日前报送示范项目申报书，一式两份，逾期不予受理。"
    );
    let expected = [
        "己市文化广电和旅游局关于组织申报非遗工坊的通知",
        "各县（市、区）文化广电体育和旅游局：",
        "请于2024年8月15日前报送申报表（Word版和PDF version），逾期视为放弃。",
    ];
    assert_eq!(texts("word-page.htm"), expected);
}

#[test]
fn a_page_is_read_as_a_page_whatever_it_is_called() {
    let bytes = std::fs::read("tests/reading/input/saved.mht").expect("the input is there");
    assert!(read_notice("通知.pdf", &bytes, 0).is_ok());
    let bytes = std::fs::read("tests/reading/input/numbered.docx").expect("the input is there");
    assert_eq!(read_notice("通知.html", &bytes, 0).expect("it is read").lines.len(), 19);
}

#[test]
fn annexes_stand_behind_the_notice_with_their_number() {
    let annex = read_notice("附件1.txt", "附件1\n申报书\n电话：0772-9998887\n".as_bytes(), 1)
        .expect("it is read");
    let whole = join_annexes(read("copied-page.txt"), vec![annex]);
    assert_eq!(whole.lines.len(), 14);
    let files: Vec<usize> = whole.lines.iter().map(|line| line.file).collect();
    assert_eq!((files[10], files[11], files[13]), (0, 1, 1));
    // The annex states it: it is no contact of the site alone.
    assert_eq!(whole.site_contacts, Vec::<String>::new());
    assert_eq!(whole.page.posted_on.as_deref(), Some("2024-03-11"));
}

#[test]
fn a_pdf_of_our_own_typesetting_gives_back_its_paragraphs() {
    let bytes =
        std::fs::read("examples/pingguo-nawa-park/attachments/资金证明.pdf").expect("the example");
    let document = read_notice("资金证明.pdf", &bytes, 0).expect("it is read");
    let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
    let expected = "平果市那瓦铝产业园清洁生产试点";
    assert!(!lines.iter().any(|line| line.contains(expected)), "no words are made up");
    let paragraph = "资金实行专款专用，按照预算管理和政府采购有关规定执行，依据合同进度和绩效核证结果拨付，项目完成后接受专项审计。";
    assert!(lines.contains(&paragraph), "{lines:#?}");
    assert!(lines.contains(&"2\t平果市财政资金\t840\t第2页"), "{lines:#?}");
    assert!(
        document
            .left_out
            .iter()
            .all(|left_out| matches!(left_out.why.as_str(), "页眉页脚" | "页码"))
    );
    assert!(!lines.iter().any(|line| line.contains("仅供软件演示")), "{lines:#?}");
}

#[test]
fn a_title_without_markup_and_annexes_beside_the_text() {
    let document = read("plain-title.html");
    let lines: Vec<&str> = document.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(lines[0], "庚省科学技术厅关于组织申报2024年度示范基地的通知");
    assert_eq!(lines[1], "来源：成果处 时间：2024-04-18");
    assert_eq!(
        lines[10..],
        ["庚省科学技术厅", "2024年4月17日", "附件下载", "附件1：申报书", "附件2：汇总表"]
    );
    assert_eq!(document.page.posted_on.as_deref(), Some("2024-04-18"));
    assert_eq!(document.page.source.as_deref(), Some("成果处"));
}

#[test]
fn a_notice_that_speaks_of_copyright_keeps_its_words() {
    let text = "关于征集作品的通知\n各单位：\n现面向社会征集作品，欢迎投稿。\n作品版权所有权归主办单位\n主办单位：甲市文化馆\n截止时间为2024年5月1日，逾期不予受理。\n";
    let document = read_notice("通知.txt", text.as_bytes(), 0).expect("it is read");
    assert_eq!(document.text(), text);
}
