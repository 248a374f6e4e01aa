//! Fields that have no result in the file, forms, controls, and the signs of symbol fonts.

use pilot::plan::docx::LostKind;

use crate::support::word_document::*;

fn run(inner: &str) -> String {
    format!("<w:r>{inner}</w:r>")
}

fn t(text: &str) -> String {
    run(&format!(r#"<w:t xml:space="preserve">{text}</w:t>"#))
}

fn mark(kind: &str, inner: &str) -> String {
    run(&format!(r#"<w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar>"#))
}

fn code(text: &str) -> String {
    run(&format!(r#"<w:instrText xml:space="preserve">{text}</w:instrText>"#))
}

/// A field without a result.
fn field(text: &str) -> String {
    mark("begin", "") + &code(text) + &mark("end", "")
}

/// A field with a result.
fn with_result(text: &str, result: &str) -> String {
    mark("begin", "") + &code(text) + &mark("separate", "") + result + &mark("end", "")
}

/// A field of a form.
fn form(text: &str, data: &str, result: &str) -> String {
    let begin = mark("begin", &format!("<w:ffData>{data}</w:ffData>"));
    begin + &code(text) + result + &mark("end", "")
}

fn paragraph(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

/// The text of a document of one paragraph.
fn text(inner: &str) -> String {
    Doc::body(&paragraph(inner)).texts().join("\n")
}

/// What stands where something is still to be filled in.
fn placeholders(inner: &str) -> Vec<String> {
    let (read, sources) = Doc::body(&paragraph(inner)).read();
    read.plan.placeholders.iter().map(|at| sources.slice(*at).to_owned()).collect()
}

#[test]
fn what_word_draws_from_a_code_is_read() {
    for (inner, shows) in [
        (t("第") + &field(r" eq \o\ac(○,21)") + &t("号"), "第㉑号"),
        (t("编号") + &field(r" eq \o\ac(□,甲)") + &t("。"), "编号甲。"),
        (t("系数为") + &field(r" EQ \F(3,4)") + &t("。"), "系数为3/4。"),
        (field(r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(píng),平)"#) + &t("果"), "平果"),
        (t("SO") + &field(r"EQ \o\al(2-,4)") + &t("离子"), "SO42-离子"),
        (t("浓度") + &field(r#" SYMBOL 109 \f "Symbol" \s 12 "#) + &t("g/L"), "浓度μg/L"),
        (t("见") + &field("GOTOBUTTON _Ref1 附件1"), "见附件1"),
        // The result of a field within the code of another one belongs to its code.
        (field(&format!(r"EQ \f({}", "1,")) + &t("x"), r"\f(1,x"),
        (t("甲") + &field(r#"XE "平果市""#) + &t("乙"), "甲乙"),
        (t("甲") + &with_result("REF _Ref1", &t("表1")) + &t("乙"), "甲表1乙"),
    ] {
        assert_eq!(text(&inner), shows);
    }
    let nested = mark("begin", "")
        + &code(r"EQ \f(")
        + &with_result("REF a", &t("5"))
        + &code(",8)")
        + &mark("end", "");
    assert_eq!(text(&(t("系数") + &nested)), "系数5/8");
    // A field in one element.
    assert_eq!(text(&(t("第") + r#"<w:fldSimple w:instr="EQ \o\ac(○,3)"/>"#)), "第③");
    assert_eq!(text(&format!(r#"<w:fldSimple w:instr="REF a">{}</w:fldSimple>"#, t("表2"))), "表2");
}

#[test]
fn forms_show_what_they_are_set_to() {
    let check_box = |inner: &str| {
        form(" FORMCHECKBOX ", &format!("<w:checkBox><w:sizeAuto/>{inner}</w:checkBox>"), "")
    };
    let boxes = check_box(r#"<w:default w:val="0"/>"#)
        + &t("是 ")
        + &check_box(r#"<w:default w:val="0"/><w:checked/>"#)
        + &t("否 ")
        + &check_box(r#"<w:default w:val="1"/>"#)
        + &t("不详");
    assert_eq!(text(&boxes), "□是 ☑否 ☑不详");
    let list = r#"<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲类"/><w:listEntry w:val="乙类"/></w:ddList>"#;
    let dropped = t("类别：") + &form(" FORMDROPDOWN ", list, "") + &t("。");
    assert_eq!(text(&dropped), "类别：乙类。");
    let filled = t("单位：") + &form(" FORMTEXT ", "", &(mark("separate", "") + &t("平果市")));
    assert_eq!(text(&filled), "单位：平果市");
    assert!(placeholders(&(boxes + &dropped + &filled)).is_empty());
    // The five blanks of a form's field are a line on paper.
    let blank = t("单位：")
        + &form(
            " FORMTEXT ",
            "",
            &(mark("separate", "") + &t("\u{2002}\u{2002}\u{2002}\u{2002}\u{2002}")),
        );
    assert_eq!(text(&(blank.clone() + &t("。"))), "单位：____。");
    assert_eq!(placeholders(&blank), ["____"]);
}

#[test]
fn what_nobody_has_filled_in_is_known() {
    let button = field(" MACROBUTTON NoMacro [单击此处输入单位名称]");
    assert_eq!(text(&(t("建设单位：") + &button)), "建设单位：[单击此处输入单位名称]");
    assert_eq!(placeholders(&button), ["[单击此处输入单位名称]"]);
    assert!(placeholders(&field(" MACROBUTTON Tick □")).is_empty());
    let merged = t("单位：") + &with_result(" MERGEFIELD 单位名称 ", &t("«单位名称»"));
    assert_eq!(text(&merged), "单位：«单位名称»");
    assert_eq!(placeholders(&field(" MERGEFIELD 单位名称 ")), ["«单位名称»"]);
    let control = |properties: &str, content: &str| {
        format!(
            "<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let hint = control("<w:showingPlcHdr/><w:dropDownList/>", &t("项目类别"));
    assert_eq!(placeholders(&(t("类别：") + &hint + &t("。"))), ["项目类别"]);
    let chosen = control("<w:dropDownList/>", &t("园区类"));
    let ended = control(r#"<w:showingPlcHdr w:val="0"/>"#, &t("园区类"));
    assert!(placeholders(&(chosen + &ended)).is_empty());
    // A control around whole paragraphs.
    let body = control("<w:showingPlcHdr/>", &p("在这里说明")) + &p("已写。");
    let (read, sources) = Doc::body(&body).read();
    let found: Vec<&str> = read.plan.placeholders.iter().map(|at| sources.slice(*at)).collect();
    assert_eq!(found, ["在这里说明"]);
}

#[test]
fn an_underlined_blank_is_a_line() {
    let underlined = |text: &str| {
        run(&format!(
            r#"<w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">{text}</w:t>"#
        ))
    };
    for (inner, shows) in [
        (t("承诺单位：") + &underlined("      ") + &t("（盖章）"), "承诺单位：______（盖章）"),
        (t("单位：") + &underlined("　　") + &underlined(" "), "单位：_____"),
        // Blanks around words, or too few of them, are no line.
        (
            t("名称：") + &underlined("  ") + &underlined("平果市") + &underlined("   "),
            "名称：  平果市",
        ),
        (t("甲") + &underlined("  ") + &t("乙"), "甲  乙"),
        (t("甲") + &t("     ") + &t("乙"), "甲     乙"),
    ] {
        assert_eq!(text(&inner), shows);
    }
    let tab = run(r#"<w:rPr><w:u w:val="single"/></w:rPr><w:tab/>"#);
    assert_eq!(text(&(t("电话：") + &tab)), "电话：____");
    let none = run(r#"<w:rPr><w:u w:val="none"/></w:rPr><w:t xml:space="preserve">      </w:t>"#);
    assert_eq!(text(&(t("甲") + &none + &t("乙"))), "甲      乙");
}

#[test]
fn a_field_that_word_has_not_worked_out_is_told_with_its_place() {
    let doc = Doc::body(&(p("甲") + &paragraph(&(t("图") + &field(" SEQ 图 ")))));
    let (read, _) = doc.read();
    let [lost] = read.notes.lost.as_slice() else { panic!("{:?}", read.notes.lost) };
    assert_eq!((&lost.kind, lost.paragraph), (&LostKind::Field("SEQ".to_owned()), 2));
    // With an empty result it shows nothing in Word either.
    let doc = Doc::body(&paragraph(&(t("图") + &with_result("REF a", ""))));
    assert!(doc.read().0.notes.lost.is_empty());
}

#[test]
fn letters_in_a_font_of_symbols_are_signs() {
    let font = |name: &str, text: &str| {
        run(&format!(
            r#"<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}"/></w:rPr><w:t xml:space="preserve">{text}</w:t>"#
        ))
    };
    for (inner, shows) in [
        (t("60%，") + &font("Symbol", "m") + &t("g/L"), "60%，μg/L"),
        (t("负荷率") + &font("Symbol", "\u{f0b3}") + &t("60%"), "负荷率≥60%"),
        (font("Wingdings", "\u{f0fe}") + &t("甲") + &font("Wingdings", "o") + &t("乙"), "☑甲□乙"),
        // Chinese characters are set in another font.
        (font("Symbol", "微g"), "微γ"),
        (font("Times New Roman", "mg/L"), "mg/L"),
        (run(r#"<w:sym w:font="Wingdings 2" w:char="F054"/>"#) + &t("丁"), "☒丁"),
        (t("25") + &run(r#"<w:sym w:font="Symbol" w:char="F0B0"/>"#) + &t("C"), "25°C"),
    ] {
        assert_eq!(text(&inner), shows);
    }
    // A style gives the font, a run takes it back.
    let styles = r#"<w:style w:type="character" w:styleId="S"><w:name w:val="S"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:style>"#;
    let styled = run(r#"<w:rPr><w:rStyle w:val="S"/></w:rPr><w:t>m</w:t>"#);
    let back = run(r#"<w:rPr><w:rStyle w:val="S"/><w:rFonts w:ascii="宋体"/></w:rPr><w:t>m</w:t>"#);
    let doc = Doc::body(&paragraph(&(styled + &back))).styles(styles);
    assert_eq!(doc.texts(), ["μm"]);
}

#[test]
fn formulas_keep_their_strokes_and_brackets() {
    let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let e = |text: &str| format!("<m:e>{}</m:e>", r(text));
    let fraction = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", r("3"), r("4"));
    let long = format!("<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>", r("a+b"), r("2"));
    let root = format!("<m:rad><m:deg/>{}</m:rad>", e("x"));
    let sum = format!(
        r#"<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup>{}</m:nary>"#,
        r("i"),
        r("n"),
        e("x")
    );
    let brackets = format!(
        r#"<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr>{}</m:d>"#,
        e("y")
    );
    let raised = format!("<m:sSup>{}<m:sup>{}</m:sup></m:sSup>", e("m"), r("2"));
    for (inner, shows) in [
        (fraction, "3/4"),
        (long, "(a+b)/2"),
        (root, "√x"),
        (sum, "∑inx"),
        (brackets, "[y]"),
        (raised, "m2"),
    ] {
        let formula = format!("<m:oMath>{inner}</m:oMath>");
        assert_eq!(text(&(t("系数") + &formula + &t("。"))), format!("系数{shows}。"));
    }
}
