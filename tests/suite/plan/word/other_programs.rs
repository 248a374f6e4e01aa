//! Documents that other programs made.

use pilot::plan::docx::Comment;
use pilot::plan::markdown;

use crate::support::word_document::{outline, parsed, read, text_of, with_comments};

#[test]
fn what_pandoc_writes_is_read() {
    let (read, _) = read(include_bytes!("../../../word/pandoc.docx"));
    let expected = [
        "# 平果市铝产业园清洁生产审核创新试点实施方案",
        "## 一、试点对象基本概况",
        "### (一)试点对象范围与区位",
        "## 二、试点基础",
    ];
    assert_eq!(outline(&read.plan), expected);
    let written = markdown::write(&read.plan, &|image| image.path.clone());
    for part in [
        "**平果市**",
        "10 m^3^/t",
        "[^1]: 园区管委会统计，2023年。",
        "1\\.第一项\n\n2\\.第二项",
        "- 甲",
        "| 能耗 | 1.2 |",
    ] {
        assert!(written.contains(part), "{part}: {written}");
    }
    assert_eq!(text_of(&parsed(&written)), text_of(&read.plan));
}

#[test]
fn what_python_docx_writes_is_read_and_can_be_annotated() {
    let bytes = include_bytes!("../../../word/python-docx.docx");
    let (plan, _) = read(bytes);
    let expected = [
        "# 平果市铝产业园清洁生产审核创新试点实施方案",
        "## 一、试点对象基本概况",
        "### (一)试点对象范围与区位",
        "## 二、试点基础",
    ];
    assert_eq!(outline(&plan.plan), expected);
    assert_eq!((plan.notes.comments, plan.notes.merged), (1, 2));
    assert_eq!(plan.notes.headers_footers, ["内部资料"]);
    let copy = with_comments(
        bytes,
        &plan,
        &[Comment { line: 4, paragraphs: vec!["看这里".into()], ..Comment::default() }],
    );
    let (again, _) = read(&copy);
    assert_eq!(text_of(&again.plan), text_of(&plan.plan));
    assert_eq!(again.notes.comments, 2);
}
