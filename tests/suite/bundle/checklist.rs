//! The check lists that go with a package.

use pilot::bundle::checklist;
use pilot::bundle::volume::VolumeSummary;

use crate::support::sample_package::Sample;

#[test]
fn check_lists_say_what_to_do_by_when_and_where() {
    let sample = Sample::new();
    let (to, cc) = checklist::mail_body::recipients(&sample.project, &sample.notice.profile);
    let (_, written) = sample.zip();
    let text = checklist::text(&sample.words(&to, &cc), &written.manifest.entries);
    let markdown = checklist::markdown(
        &sample.words(&to, &cc),
        &written.manifest.entries,
        39_440_104,
        Some(53_970_000),
    );
    for words in [
        "一式 2 份",
        "胶装",
        "南宁市青秀区佛子岭路16号",
        "2023年10月20日（周五）",
        "2023年10月23日（周一）",
        "最迟寄出：2023年10月17日（周二）",
        "2023年10月23日24:00",
        "kcc@sthjt.gxzf.gov.cn",
        "A1B2-C3D4",
        "mobile-number：联系人同意公开",
        "(0771)5773998",
    ] {
        assert!(markdown.replace('\\', "").contains(words), "{words} is not in\n{markdown}");
    }
    // What the sender still has to do is none of the receiver's business.
    assert!(
        text.contains("A1B2-C3D4")
            && text.contains("联系人同意公开")
            && text.contains("按“照写半角"),
        "{text}"
    );
    assert!(!text.contains("最迟寄出") && !text.contains("□"), "{text}");
    assert!(markdown.contains("39.44 MB（39 440 104 字节）") && markdown.contains("- [ ] "));
    for entry in &written.manifest.entries {
        assert!(markdown.contains(&entry.sha256));
    }
}

#[test]
fn check_lists_know_the_volume_and_name_none_where_there_is_none() {
    let sample = Sample::new();
    let (_, written) = sample.zip();
    let without = checklist::markdown(&sample.words(&[], &[]), &written.manifest.entries, 1, None)
        .replace('\\', "");
    assert!(!without.contains("合订本.pdf") && !without.contains("书脊"), "{without}");
    assert!(
        without.contains("没有合订本，请按下列顺序打印") && without.contains("推荐函：用盖章原件"),
        "{without}"
    );
    let at = |name: &str| {
        without
            .find(&format!("- [ ] 打印 {name}"))
            .unwrap_or_else(|| panic!("{name} is not in\n{without}"))
    };
    assert!(at("01-实施方案.pdf") < at("02-推荐函/") && at("02-推荐函/") < at("03-附件/"));
    let volume = VolumeSummary {
        pages: 131,
        letters: vec![("推荐函".into(), 99)],
        annexes: vec![("边界图".into(), 103)],
        divider: Some(101),
        separate: vec![("03-附件/02-明细表.xlsx".into(), "不是 PDF 或图片".into())],
    };
    let with = checklist::checklist_facts::ChecklistFacts {
        volume: Some(&volume),
        ..sample.words(&[], &[])
    };
    let with = checklist::markdown(&with, &written.manifest.entries, 1, None).replace('\\', "");
    for words in [
        "-合订本.pdf，一式 2 份：A4 双面、长边翻转",
        "合订本：131 页（含空白页），66 张纸",
        "书脊：约 7.2 毫米",
        "书脊印“平果市",
        "附件：从合订本 PDF 第 101 页起，1 件",
        "推荐函：用盖章原件，换下合订本 PDF 第 99 页起的复印页",
        "另行打印：03-附件/02-明细表.xlsx（合订本里没有：不是 PDF 或图片）",
    ] {
        assert!(with.contains(words), "{words} is not in\n{with}");
    }
    assert!(!with.contains("没有合订本"), "{with}");
}

#[test]
fn names_from_pilot_toml_cannot_break_a_line_of_the_lists() {
    let mut sample = Sample::new();
    if let Some(name) = &mut sample.project.config.project.name {
        name.value = "甲\n# 假标题\u{1b}[31m".into();
    }
    let markdown = checklist::markdown(&sample.words(&[], &[]), &[], 1, None);
    assert!(!markdown.contains("\n# 假") && !markdown.contains('\u{1b}'), "{markdown}");
}
