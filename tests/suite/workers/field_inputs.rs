//! Inputs from the field, used where they lie: each row says what must be said of one. They are no
//! part of the project; where they are not there the test is a printed skip.

use std::fs;
use std::path::Path;

use pilot::workers::{Limits, Workers};

use super::workers;
use crate::support::outside_tools::print_skip;
use crate::support::{example, pilot_by_workers};

/// The notice that documents and packages are judged by.
const NOTICE: &str = "gx-2023-cleaner-production";

/// How an input is used.
#[derive(Clone, Copy, Debug)]
enum FieldUse {
    /// As the plan of the example: `check`.
    Plan,
    /// Under its own name as the plan of the example: `check`.
    OtherPlan,
    /// As the plan of the example: the words of `render --to html`.
    Page,
    /// As a letter of the example.
    Letter,
    /// As one more attachment of the example.
    Attachment,
    /// As a picture of the example's plan.
    Picture,
    /// A Word document on its own: `check`.
    Document,
    /// A Word document: what `import` says, and the plan that it writes.
    Imported,
    /// A package or message: `verify`.
    Desk,
}
use FieldUse::*;

/// An input, how it is used, what is said then, and what is not.
type FieldRow = (&'static str, FieldUse, &'static [&'static str], &'static [&'static str]);

const ROWS: &[FieldRow] = &[
    ("04-plan-with-other-ending/方案.txt", OtherPlan, &["方案.txt:"], &["没有发现问题"]),
    ("05-pdf-that-is-none/网页.pdf", Letter, &["file-unreadable", "内容却是网页"], &[]),
    ("05-pdf-that-is-none/全零.pdf", Letter, &["file-unreadable"], &[]),
    ("05-pdf-that-is-none/快捷方式.pdf", Attachment, &["file-unreadable"], &[]),
    ("05-pdf-that-is-none/接口报错.pdf", Attachment, &["file-unreadable"], &[]),
    (
        "07-eml-attached-as-octet-stream/07b-nested-base64-eml.eml",
        Desk,
        &["材料.eml”是一封邮件"],
        &[],
    ),
    ("08-asterisk-eats-numbers/plan.md", Page, &["12*8*5m，共2*3座，喷淋量5*10"], &[]),
    ("08-asterisk-eats-numbers/plan-2.md", Page, &["3*4*5米，共2*3座；型号A_B_C"], &[]),
    ("10-html-blocks-vanish/plan.md", Page, &["前文。", "块里的文字", "后文。"], &[]),
    ("10-html-blocks-vanish/plan-p-tag.md", Page, &["段落标签里的正文", "居中段落"], &[]),
    ("11-angle-tags-vanish/plan.md", Page, &["由&lt;XX&gt;负责", "&lt;name&gt;填写"], &[]),
    ("11-angle-tags-vanish/plan.md", Plan, &["placeholder-left"], &[]),
    ("11-angle-tags-vanish/plan-2.md", Page, &["A&lt;B&gt;C", "情况&lt;很少&gt;见"], &[]),
    ("13-ragged-row-cells-lost/plan.md", Plan, &["text-lost", "多出的是“多余”"], &[]),
    ("13-ragged-row-cells-lost/plan-pipe-in-code.md", Plan, &["text-lost", "丙或丁"], &[]),
    ("14-image-path-with-space/plan.md", Plan, &["图片“figures/图 1.jpg”不在"], &[]),
    ("16-image-percent-path/plan.md", Plan, &["图片“figures/图 1.jpg”不在"], &[]),
    ("17-image-data-uri-wording/plan.md", Plan, &["图片以 data: 写在正文里"], &[]),
    ("19-maths-and-marks-printed/plan.md", Plan, &["“$E=Q/G$”不会生效"], &[]),
    (
        "19-maths-and-marks-printed/plan-marks.md",
        Plan,
        &["“==高亮==”", "“[TOC]”", "“:smile:”"],
        &[],
    ),
    ("19-maths-and-marks-printed/plan-newpage.md", Plan, &["“\\newpage”不会生效"], &[]),
    ("19-maths-and-marks-printed/plan-underscores.md", Plan, &["“__加粗__”不会生效"], &[]),
    ("19-maths-and-marks-printed/plan-attributes.md", Plan, &["“{#id .class}”不会生效"], &[]),
    ("20-fullwidth-table-bars/plan.md", Plan, &["markup-not-rendered", "｜ 企业 ｜"], &[]),
    ("22-numbered-lines-merged/plan.md", Page, &["<p>（1）甲</p>\n<p>（2）乙</p>"], &[]),
    ("22-numbered-lines-merged/plan-2.md", Page, &["<p>1、第一项</p>", "<p>（1）子项</p>"], &[]),
    ("22-numbered-lines-merged/plan-dashes.md", Page, &["<p>—— 说明甲</p>\n<p>—— 说明乙</p>"], &[]),
    ("23-caption-glued-to-text/plan.md", Page, &["<caption>表1 企业产量</caption>"], &[]),
    ("25-comment-not-closed/plan.md", Plan, &["markup-unclosed"], &["section-missing"]),
    ("25-comment-not-closed/plan-fence.md", Plan, &["markup-unclosed"], &["section-missing"]),
    ("26-indented-paragraph-unchecked/plan.md", Plan, &["mobile-number", "placeholder-left"], &[]),
    (
        "26-indented-paragraph-unchecked/plan-2.md",
        Plan,
        &["mobile-number", "placeholder-left"],
        &[],
    ),
    ("28-word-enclosed-number-lost/63-eq-field.docx", Imported, &["带圈数字㉑号企业"], &[]),
    ("28-word-enclosed-number-lost/91-eq-enclose.docx", Imported, &["企业编号甲"], &[]),
    ("29-word-eq-fraction-lost/92-eq-fraction.docx", Imported, &["系数为3/4。"], &[]),
    ("31-word-macrobutton-lost/93-macrobutton.docx", Document, &["单击此处输入单位名称"], &[]),
    ("32-word-form-fields-lost/16-formcheckbox.docx", Imported, &["☑是 □否", "☑甲☑乙□丙"], &[]),
    ("32-word-form-fields-lost/62b-formdropdown.docx", Imported, &["类别：乙类。"], &[]),
    ("34-word-symbol-run-mu/60b-symbol-run.docx", Imported, &["μg/L"], &[]),
    ("35-word-header-not-judged/header-secret.docx", Document, &["secret-mark", "页眉"], &[]),
    ("37-xlsx-main-part-workbook2/05-workbook2.xlsx", Attachment, &[], &["file-unreadable"]),
    ("38-word-altchunk/10a-altchunk-all.docx", Document, &["altChunk"], &[]),
    ("38-word-altchunk/10b-altchunk-part.docx", Document, &["altChunk"], &[]),
    ("40-word-merge-fields-unfilled/98-mergefield-unfilled.docx", Document, &["«单位名称»"], &[]),
    (
        "40-word-merge-fields-unfilled/104-underline-blank.docx",
        Document,
        &["placeholder-left"],
        &[],
    ),
    ("41-word-broken-cross-reference/34-broken-ref.docx", Document, &["broken-reference"], &[]),
    ("43-word-nested-table-silent/19-nested.docx", Imported, &["表格只是文字的外框"], &[]),
    (
        "44-word-drawn-shapes-silent/100-drawn-shapes.docx",
        Imported,
        &["用形状画的图形没有带来"],
        &[],
    ),
    ("44-word-drawn-shapes-silent/67-shape-lines.docx", Imported, &["用形状画的图形没有带来"], &[]),
    ("46-word-part-name-percent/28d-percent.docx", Document, &[], &["image-missing", "错误："]),
    (
        "47-word-part-name-variants/28a-backslash.docx",
        Document,
        &[],
        &["file-unreadable", "错误："],
    ),
    ("47-word-part-name-variants/28b-case.docx", Document, &[], &["file-unreadable", "错误："]),
    (
        "47-word-part-name-variants/28c-lead-slash.docx",
        Document,
        &[],
        &["file-unreadable", "错误："],
    ),
    (
        "49-word-linked-picture-wording/64-linked-picture.docx",
        Document,
        &["链接到电脑上的图片"],
        &[],
    ),
    ("50-mail-encoded-word-split/01b-utf8-split-mid.eml", Desk, &[], &["mail-subject", "\u{fffd}"]),
    ("50-mail-encoded-word-split/01c-utf8-Q-split-mid.eml", Desk, &[], &["mail-subject"]),
    ("50-mail-encoded-word-split/02-gb2312-with-gbk.eml", Desk, &[], &["mail-subject"]),
    ("52-mail-encoded-word-glued/04a-mixed-ascii-words.eml", Desk, &[], &["mail-subject"]),
    ("52-mail-encoded-word-glued/04c-Fw.eml", Desk, &["邮件题目是“Fw:2023+平果市"], &[]),
    ("53-mail-big-attachment-link/08-qq-big.eml", Desk, &["received-nothing", "超大附件"], &[]),
    (
        "53-mail-big-attachment-link/08b-qq-big-html.eml",
        Desk,
        &["received-nothing", "超大附件"],
        &[],
    ),
    ("53-mail-big-attachment-link/08c-163-netdisk.eml", Desk, &["received-nothing", "云附件"], &[]),
    ("55-mail-msg-named-eml/12-msg-as-eml.eml", Desk, &["Outlook 的 .msg", "另存为 .eml"], &[]),
    ("56-mail-date-fallback/13a-no-date.eml", Desk, &["收到时间只是文件在本机的时间"], &[]),
    (
        "56-mail-date-fallback/13d-date-cn.eml",
        Desk,
        &["实施方案.docx”看作实施方案"],
        &["没有写明发送时间"],
    ),
    ("58-mail-base64-footer/15e-b64-footer.eml", Desk, &["看作实施方案"], &["archive-damaged"]),
    ("59-mail-other-containers/16d-emlx.emlx", Desk, &["看作实施方案"], &[]),
    ("59-mail-other-containers/16g-noext", Desk, &["看作实施方案"], &[]),
    ("61-picture-kinds-told-late/figures/heic-named.jpg", Picture, &["image-format"], &[]),
    ("61-picture-kinds-told-late/figures/pic.jp2", Picture, &["image-format"], &[]),
    ("64-pdf-ocr-with-watermark/低清扫描件.pdf", Attachment, &["scan-resolution", "37 dpi"], &[]),
    ("64-pdf-ocr-with-watermark/推荐函.pdf", Letter, &[], &["letter-differs"]),
    ("65-pdf-garbage-tounicode/推荐函.pdf", Letter, &["letter-unread"], &["letter-differs"]),
    (
        "67-zip-7075-with-ascii-name/02c-question-7075.zip",
        Desk,
        &["实施方案.docx”看作"],
        &["archive-"],
    ),
    (
        "67-zip-7075-with-ascii-name/02d-hashU-7075.zip",
        Desk,
        &["实施方案.docx”看作"],
        &["archive-"],
    ),
    ("68-zip-gbk-under-utf8-flag/20-utf8flag-gbk.zip", Desk, &["实际是 GBK", "看作推荐函"], &[]),
    ("70-zip-big5-names/18-big5.zip", Desk, &["Big5（繁体）", "“推薦函.pdf”看作推荐函"], &[]),
    ("73-rule-words-too-narrow/plan-innovation.md", Plan, &[], &["innovation-argument"]),
    ("73-rule-words-too-narrow/plan-material.md", Plan, &[], &["effects-incomplete"]),
    ("74-mixed-brackets-unseen/plan.md", Plan, &["brackets-mixed"], &[]),
    ("76-csv-named-xlsx/12-csv.xlsx", Attachment, &["file-unreadable", "内容却是文本"], &[]),
    ("76-csv-named-xlsx/13-html.xls", Attachment, &["file-unreadable", "内容却是网页"], &[]),
    (
        "77-pdf-overflows-the-stack/xref-compressed-in-compressed.pdf",
        Attachment,
        &["file-unreadable"],
        &[],
    ),
    ("79-pdf-takes-twelve-seconds/bug1721218_reduced.pdf", Attachment, &["pdf-page-size"], &[]),
];

#[test]
fn inputs_from_the_field_are_told_for_what_they_are() {
    let places = ["../shared/field", "../../shared/field"];
    let Some(field) = places.iter().map(Path::new).find(|place| place.is_dir()) else {
        return print_skip("the inputs from the field are not here");
    };
    let readers = workers(2, Limits::default());
    let mut wrong = Vec::new();
    for (input, how, says, silent) in ROWS {
        let file = fs::canonicalize(field.join(input)).expect("an input");
        let said = said_of(&file, *how, &readers);
        let missing = says.iter().filter(|words| !said.contains(**words));
        let extra = silent.iter().filter(|words| said.contains(**words));
        let found: Vec<&&str> = missing.chain(extra).collect();
        if !found.is_empty() {
            wrong.push(format!("{input} as {how:?}: {found:?}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), ROWS.len(), wrong.join("\n\n"));
}

/// What the program says of an input.
fn said_of(file: &Path, how: FieldUse, workers: &Workers) -> String {
    let dir = example();
    let root = dir.path();
    let name = file.to_str().expect("UTF-8");
    let put = |at: &str| {
        fs::copy(file, root.join(at)).expect("copied");
    };
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let args: Vec<&str> = match how {
        Plan | Page => {
            fs::write(root.join("plan.md"), fs::read(file).expect("readable")).expect("written");
            if matches!(how, Plan) { vec!["check"] } else { vec!["render", "--to", "html"] }
        }
        OtherPlan => {
            let name = file.file_name().and_then(|name| name.to_str()).expect("UTF-8");
            put(name);
            let text = fs::read_to_string(root.join("pilot.toml")).expect("the example");
            let text = text.replace("files = [\"plan.md\"]", &format!("files = [\"{name}\"]"));
            fs::write(root.join("pilot.toml"), text).expect("written");
            vec!["check"]
        }
        Letter => {
            put("attachments/推荐函.pdf");
            vec!["check"]
        }
        Attachment | Picture => {
            let folder = if matches!(how, Attachment) { "attachments" } else { "figures" };
            let path = format!("{folder}/field.{ending}");
            fs::create_dir_all(root.join(folder)).expect("a folder");
            put(&path);
            let (settings, more) = if matches!(how, Attachment) {
                ("pilot.toml", format!("\n[[attachments]]\ntitle = \"甲\"\nfile = \"{path}\"\n"))
            } else {
                ("plan.md", format!("\n![图9 现场]({path})\n"))
            };
            let text = fs::read_to_string(root.join(settings)).expect("the example");
            fs::write(root.join(settings), text + &more).expect("written");
            vec!["check"]
        }
        Document => vec!["check", name, "--notice", NOTICE],
        Imported => vec!["import", name, "-o", "imported"],
        Desk => vec!["verify", name, "--notice", NOTICE],
    };
    let ran = pilot_by_workers(root, &args, workers);
    let mut said = ran.out + &ran.err;
    let made = match how {
        Page => walkdir::WalkDir::new(root.join("dist")),
        Imported => walkdir::WalkDir::new(root.join("imported")),
        _ => return said,
    };
    for entry in made.into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let is_text = entry.path().extension().is_some_and(|e| e == "html" || e == "md");
        if is_text {
            said.push_str(&fs::read_to_string(entry.path()).expect("UTF-8"));
        }
    }
    said
}
