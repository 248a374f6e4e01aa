//! Title and headings: told by styles, by outline levels, or guessed by their look.

use crate::support::word_document::{Doc, bold, headings, p, style, styled};

#[test]
fn headings_come_from_styles_and_the_title_from_its_style() {
    let body = styled("T", "某项目实施方案")
        + &styled("1", "一、总则")
        + &p("正文。")
        + &styled("2", "（一）目标")
        + &styled("3", "1.近期")
        + &styled("1", "二、其他");
    let doc = Doc::body(&body).styles(&headings());
    assert_eq!(
        doc.headings(),
        ["# 某项目实施方案", "## 一、总则", "### （一）目标", "#### 1.近期", "## 二、其他"]
    );
    assert!(doc.read().0.notes.guessed.is_empty());
}

#[test]
fn the_only_first_level_heading_is_the_title() {
    let body = styled("1", "某项目实施方案")
        + &styled("2", "一、总则")
        + &styled("3", "（一）目标")
        + &styled("2", "二、其他");
    assert_eq!(
        Doc::body(&body).styles(&headings()).headings(),
        ["# 某项目实施方案", "## 一、总则", "### （一）目标", "## 二、其他"]
    );
}

#[test]
fn chinese_style_names_and_based_on_chains_count() {
    let styles = style("a", "标题 1", "")
        + &style("b", "我的章", r#"<w:basedOn w:val="a"/>"#)
        + &style(
            "c",
            "我的节",
            r#"<w:basedOn w:val="b"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>"#,
        );
    let body = styled("b", "一、总则") + &styled("c", "（一）目标") + &styled("a", "二、其他");
    assert_eq!(
        Doc::body(&body).styles(&styles).headings(),
        ["## 一、总则", "### （一）目标", "## 二、其他"]
    );
}

#[test]
fn a_circle_of_styles_ends() {
    let styles = style("a", "甲", r#"<w:basedOn w:val="b"/>"#)
        + &style("b", "乙", r#"<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#);
    assert_eq!(
        Doc::body(&(styled("a", "一、总则") + &styled("a", "二、其他"))).styles(&styles).headings(),
        ["## 一、总则", "## 二、其他"]
    );
}

#[test]
fn a_paragraph_may_say_its_own_outline_level() {
    let with = |level: u32, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let doc =
        Doc::body(&(with(0, "总则") + &with(1, "目标") + &with(9, "不是标题") + &with(0, "其他")));
    assert_eq!(doc.headings(), ["## 总则", "### 目标", "## 其他"]);
}

#[test]
fn a_whole_paragraph_in_a_heading_style_is_text() {
    let long = "本项目实施后每年可以节约标准煤一千二百吨并减少排放，".repeat(3) + "成效显著。";
    let doc =
        Doc::body(&(styled("1", "一、总则") + &styled("1", &long) + &styled("1", "二、其他")))
            .styles(&headings());
    assert_eq!(doc.headings(), ["## 一、总则", "## 二、其他"]);
    assert!(doc.texts().contains(&long));
}

#[test]
fn plain_paragraphs_that_look_like_headings_are_guessed_and_told() {
    let title = r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>平果市铝产业园</w:t></w:r></w:p><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>实施方案</w:t></w:r></w:p>"#;
    let body = title.to_owned()
        + &p("一、总则")
        + &bold("（一）目标")
        + &p("到2025年完成。")
        + &bold("1.近期")
        + &p("1.先做这个，再做那个")
        + &p("（二）任务。主要有两项。")
        + &p("二、其他");
    let doc = Doc::body(&body);
    assert_eq!(
        doc.headings(),
        ["# 平果市铝产业园实施方案", "## 一、总则", "### （一）目标", "#### 1.近期", "## 二、其他"]
    );
    let guessed: Vec<(usize, u8)> =
        doc.read().0.notes.guessed.iter().map(|g| (g.paragraph, g.level)).collect();
    assert_eq!(guessed, [(3, 2), (4, 3), (6, 4), (9, 2)]);
}

#[test]
fn a_plain_first_paragraph_is_the_title_if_it_is_worded_or_marked_as_one() {
    let sized = |size: u32, text: &str| {
        format!(r#"<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = p("一、总则") + &sized(24, "到2025年完成全部建设任务。") + &p("二、其他");
    let titles = [
        p("平果市铝产业园试点实施方案"),
        p("") + &p("清洁生产审核申报书"),
        bold("平果市铝产业园试点项目"),
        sized(32, "平果市铝产业园试点项目"),
        p("附件1") + &p("试点工作报告"),
    ];
    for title in titles {
        let headings = Doc::body(&(title.clone() + &body)).headings();
        let texts: Vec<&str> = headings.iter().map(String::as_str).collect();
        let [first, "## 一、总则", "## 二、其他"] = texts[..] else {
            panic!("{headings:?}")
        };
        assert!(first.starts_with("# ") && title.contains(&first[2..]), "{headings:?}");
    }
    let others = [
        p("平果市铝产业园试点项目"),
        p("本方案由园区编制，见总体方案"),
        p("各有关单位：") + &p("现报送方案"),
        sized(24, "平果市铝产业园试点项目"),
    ];
    for other in others {
        let headings = Doc::body(&(other + &body)).headings();
        assert_eq!(headings, ["## 一、总则", "## 二、其他"]);
    }
}

#[test]
fn lists_and_sentences_are_not_headings() {
    let body = p("一、企业应当按期报送；")
        + &p("（一）甲公司，")
        + &p("1.乙公司")
        + &p("一是加强领导")
        + &p("二〇二三年十月")
        + &p(&format!("三、{}", "很长的一句话".repeat(10)));
    let doc = Doc::body(&body);
    assert!(doc.headings().is_empty(), "{:?}", doc.headings());
}

#[test]
fn a_plain_number_is_no_heading_where_headings_of_its_kind_have_styles() {
    let body = styled("1", "一、总则")
        + &p("一、第一项工作")
        + &styled("1", "二、其他")
        + &bold("（一）加粗的小标题");
    assert_eq!(
        Doc::body(&body).styles(&headings()).headings(),
        ["## 一、总则", "## 二、其他", "### （一）加粗的小标题"]
    );
}

#[test]
fn a_font_of_headings_is_a_sign_where_the_text_is_in_another() {
    let run = |font: &str, text: &str| {
        format!(
            r#"<w:p><w:r><w:rPr><w:rFonts w:eastAsia="{font}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let body = run("黑体", "1.近期目标")
        + &run("仿宋_GB2312", "到2025年，全部企业完成审核，形成一批可以推广的经验。")
        + &run("仿宋_GB2312", "2.远期目标");
    assert_eq!(Doc::body(&body).headings(), ["#### 1.近期目标"]);
}

#[test]
fn lines_of_a_table_of_contents_are_no_headings() {
    let body = bold("目  录")
        + &bold("一、总则\t1")
        + &bold("（一）目标………………2")
        + &bold("二、其他......12")
        + &bold("三、附则 ··············· 13")
        + &bold("一、总则")
        + &bold("二、投资2023")
        + &p("正文。");
    assert_eq!(Doc::body(&body).headings(), ["## 一、总则", "## 二、投资2023"]);
}

#[test]
fn a_long_item_of_a_list_is_no_heading_even_in_bold() {
    let long = format!("1.{}", "完善计量器具配备并按月核对数据".repeat(4));
    assert!(long.chars().count() > 60);
    assert!(
        Doc::body(&(bold(&long) + &bold("1.先做这个；") + &bold("2.甲方：") + &p("1.普通的一项")))
            .headings()
            .is_empty()
    );
    assert_eq!(
        Doc::body(&(bold("一、基本情况：") + &p("二、其他："))).headings(),
        ["## 一、基本情况："]
    );
}

#[test]
fn guessed_headings_stand_below_styled_chapters() {
    let body = styled("1", "第一章 总则")
        + &bold("一、目标")
        + &bold("（一）近期")
        + &styled("1", "第二章  任务")
        + &bold("一、分工");
    let doc = Doc::body(&body).styles(&headings());
    assert_eq!(
        doc.headings(),
        ["## 第一章 总则", "### 一、目标", "#### （一）近期", "## 第二章  任务", "### 一、分工"]
    );
}

#[test]
fn a_style_without_a_name_is_known_by_its_id() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="Heading1"/><w:style w:type="paragraph" w:styleId="a3"><w:basedOn w:val="Heading1"/></w:style>"#;
    let body = styled("Heading1", "一、总则") + &styled("a3", "二、其他");
    assert_eq!(Doc::body(&body).styles(styles).headings(), ["## 一、总则", "## 二、其他"]);
}
