//! Comments stand around the runs that carry the words of their finding, and where marks may not
//! stand, around the least that holds these.

use pilot::plan::docx::{self, Annotations, Comment, Revision, TextChange};

use crate::support::{folder, pilot_in};

use crate::support::comment_marks::{check_marks, without_comments};
use crate::support::word_document::{Doc, W, draft, list, num, numbered, p, part, read};

/// A comment on the first place of some words.
fn on(text: &str, words: &str) -> Comment {
    let at = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
    let line = text[..at].matches('\n').count() + 1;
    Comment { line, words: at..at + words.len(), paragraphs: vec!["看".into()] }
}

/// The body of a copy with a comment on some words and with changes, `⟦ ⟧` for its marks.
fn marked_with(doc: &Doc, words: &str, changes: impl Fn(&str) -> Vec<TextChange>) -> String {
    let bytes = doc.bytes();
    let (plan, sources) = read(&bytes);
    let text = &sources.get(plan.source).text;
    let (comments, changes) = ([on(text, words)], changes(text));
    let marks =
        Annotations { comments: &comments, changes: &changes, text, date: "2023-10-16T09:00:00Z" };
    let document =
        part(&docx::annotate(&bytes, &plan, &marks).expect("a copy"), "word/document.xml");
    let uncommented =
        docx::annotate(&bytes, &plan, &Annotations { comments: &[], ..marks }).expect("a copy");
    assert_eq!(
        without_comments(&document),
        part(&uncommented, "word/document.xml"),
        "all else is as it is without comments"
    );
    let start = document.find("<w:body>").expect("a body") + 8;
    let body = &document[start..document.find("<w:sectPr/>").expect("its end")];
    body.replace(r#"<w:commentRangeStart w:id="0"/>"#, "⟦")
        .replace(r#"<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#, "⟧")
        .replace(r#" w:author="pilot" w:date="2023-10-16T09:00:00Z""#, "")
}

/// `body` has `⟦ ⟧` where the marks of a comment on some words should stand.
#[track_caller]
fn check(body: &str, words: &str) {
    check_doc(Doc::body(&body.replace(['⟦', '⟧'], "")), body, words);
}

#[track_caller]
fn check_doc(doc: Doc, body: &str, words: &str) {
    assert_eq!(marked_with(&doc, words, |_| Vec::new()), body);
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn chr(kind: &str) -> String {
    format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#)
}

#[test]
fn one_run_or_several_stand_between_the_marks() {
    let (mark, bold) = (
        r#"<w:bookmarkStart w:id="5" w:name="a"/>"#,
        "<w:r><w:rPr><w:b/></w:rPr><w:t>丙丁</w:t></w:r>",
    );
    check(
        &format!("<w:p><w:pPr><w:jc/></w:pPr>{mark}⟦{}⟧{bold}{}</w:p>", r("甲乙"), r("戊己")),
        "乙",
    );
    check(&format!("<w:p>{mark}{}⟦{bold}⟧{}</w:p>", r("甲乙"), r("戊己")), "丙丁");
    check(
        &format!("<w:p>{mark}⟦{}{mark}{bold}{}⟧{}{mark}</w:p>", r("甲乙"), r("戊己"), r("庚")),
        "乙丙丁戊",
    );
    check(&format!("<w:p>{}</w:p><w:p>{}⟦{}⟧</w:p>", r("一"), r("二"), r("三")), "三");
    check(
        "<w:p><w:r><w:t>甲</w:t></w:r>⟦<w:r><w:br/><w:t>乙</w:t></w:r>⟧<w:r><w:tab/><w:t>丙</w:t></w:r></w:p>",
        " 乙",
    );
    check("<w:p><w:r><w:t>甲</w:t></w:r>⟦<w:r><w:tab/></w:r>⟧<w:r><w:t>丙</w:t></w:r></w:p>", "\t");
}

#[test]
fn marks_stand_within_links_insertions_tags_and_controls() {
    for (open, close) in [
        (r#"<w:hyperlink r:id="rId9">"#, "</w:hyperlink>"),
        (r#"<w:ins w:id="1" w:author="张">"#, "</w:ins>"),
        (r#"<w:moveTo w:id="1" w:author="张">"#, "</w:moveTo>"),
        ("<w:smartTag><w:smartTagPr/>", "</w:smartTag>"),
        (r#"<w:customXml w:element="a">"#, "</w:customXml>"),
        (
            r#"<w:sdt><w:sdtPr><w:alias w:val="甲"/></w:sdtPr><w:sdtContent>"#,
            "</w:sdtContent></w:sdt>",
        ),
        (r#"<w:hyperlink r:id="rId9"><w:ins w:id="1" w:author="张">"#, "</w:ins></w:hyperlink>"),
    ] {
        check(
            &format!(
                "<w:p>{}{open}{}⟦{}⟧{}{close}{}</w:p>",
                r("一"),
                r("甲"),
                r("乙"),
                r("丙"),
                r("二")
            ),
            "乙",
        );
        check(
            &format!("<w:p>⟦{}{open}{}⟧{}{close}{}</w:p>", r("一"), r("甲"), r("丙"), r("二")),
            "一甲",
        );
        check(
            &format!("<w:p>{}{open}{}⟦{}{close}{}⟧</w:p>", r("一"), r("甲"), r("丙"), r("二")),
            "丙二",
        );
    }
}

#[test]
fn what_must_stay_whole_stands_between_the_marks_as_a_whole() {
    let run = r("乙");
    for whole in [
        format!(r#"<w:fldSimple w:instr="REF a">{}{run}</w:fldSimple>"#, r("甲")),
        format!("<m:oMath>{run}</m:oMath>"),
        format!(
            "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}{run}</w:rubyBase></w:ruby></w:r>",
            r("yi"),
            r("甲")
        ),
        format!(
            "<mc:AlternateContent><mc:Choice>{run}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent>"
        ),
        format!(
            "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
        ),
        format!("<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
        format!("<w:bdo>{run}</w:bdo>"),
    ] {
        check(&format!("<w:p>{}⟦{whole}⟧{}</w:p>", r("一"), r("二")), "乙");
        check(
            &format!("<w:p>⟦{}{whole}⟧{}</w:p>", r("一"), r("二")),
            if whole.contains('甲') { "一甲" } else { "一乙" },
        );
    }
}

#[test]
fn a_field_stands_between_the_marks_from_its_beginning_to_its_end() {
    let code = r#"<w:r><w:instrText>REF a</w:instrText></w:r>"#;
    let (begin, middle, end) = (chr("begin"), chr("separate"), chr("end"));
    let field = |result: &str| format!("{begin}{code}{middle}{result}{end}");
    check(&format!("<w:p>{}⟦{}⟧{}</w:p>", r("一"), field(&(r("甲") + &r("乙"))), r("二")), "乙");
    check(
        &format!(
            "<w:p>{}⟦{}⟧{}</w:p>",
            r("一"),
            field(&(r("甲") + &field(&r("乙")) + &r("丙"))),
            r("二")
        ),
        "乙",
    );
    check(&format!("<w:p>{}{}⟦{}⟧</w:p>", r("一"), field(&r("甲")), r("二")), "二");
    check(&format!("<w:p>⟦{}{}⟧{}</w:p>", r("一"), field(&(r("甲") + &r("乙"))), r("二")), "一甲");
    // In a link, and over its end.
    let link = r#"<w:hyperlink r:id="rId9">"#;
    check(
        &format!(
            "<w:p>{}{link}{}⟦{}⟧{}</w:hyperlink></w:p>",
            r("一"),
            r("甲"),
            field(&r("乙")),
            r("丙")
        ),
        "乙",
    );
    check(
        &format!(
            "<w:p>{link}{}⟦{begin}{code}</w:hyperlink>{middle}{}{end}⟧{}</w:p>",
            r("甲"),
            r("乙"),
            r("丙")
        ),
        "乙",
    );
    // One that goes on in other paragraphs leaves only the paragraph.
    let (first, last) =
        (format!("{begin}{code}{middle}{}", r("甲")), format!("{}{end}{}", r("乙"), r("丙")));
    check(&format!("<w:p>⟦{}{first}⟧</w:p><w:p>{last}</w:p>", r("一")), "甲");
    check(&format!("<w:p>{}{first}</w:p><w:p>⟦{last}⟧</w:p>", r("一")), "乙");
    check(&format!("<w:p>{}{first}</w:p><w:p>{}{end}⟦{}⟧</w:p>", r("一"), r("乙"), r("丙")), "丙");
    // What others deleted of a field is no field.
    check(&format!(r#"<w:p><w:del w:id="1">{begin}</w:del>{}⟦{}⟧</w:p>"#, r("甲"), r("乙")), "乙");
}

#[test]
fn a_text_box_stands_between_the_marks_with_the_run_that_holds_it() {
    let content = format!("<w:txbxContent>{}{}</w:txbxContent>", p("框"), p("内"));
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    check(&format!("<w:p>{}⟦{boxed}⟧{}</w:p>", r("一"), r("二")), "内");
    check(&format!("<w:p>{}{boxed}⟦{}⟧</w:p>", r("一"), r("二")), "二");
}

#[test]
fn words_of_a_cell_are_marked_in_their_paragraph() {
    let row = |inner: &str| {
        format!(
            "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>{}",
            p("一"),
            p("二")
        )
    };
    check(&row(&format!("{}<w:p>{}⟦{}⟧{}</w:p>", p("甲"), r("乙"), r("丙"), r("丁"))), "丙");
    let nested = format!(
        "<w:tbl><w:tr><w:tc><w:p>{}⟦{}⟧</w:p></w:tc></w:tr></w:tbl>{}",
        r("乙"),
        r("丙"),
        p("丁")
    );
    check(&row(&nested), "丙");
}

#[test]
fn a_number_that_word_generates_is_the_start_of_its_paragraph() {
    let doc = || {
        Doc::body(&numbered(1, 0, "试点概况").replace("概况", "</w:t></w:r><w:r><w:t>概况"))
            .numbering(&(list(0, &[("chineseCounting", "%1、")]) + &num(1, 0, "")))
    };
    let properties = r#"<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>"#;
    for (words, body) in [
        ("一", format!("<w:p>{properties}⟦{}{}⟧</w:p>", r("试点"), r("概况"))),
        ("一、试", format!("<w:p>{properties}⟦{}⟧{}</w:p>", r("试点"), r("概况"))),
        ("概", format!("<w:p>{properties}{}⟦{}⟧</w:p>", r("试点"), r("概况"))),
    ] {
        check_doc(doc(), &body, words);
    }
}

#[test]
fn words_of_a_note_are_told_at_the_paragraph_that_refers_to_it() {
    let notes = format!(
        r#"<w:footnotes {W}><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#,
        p("注中")
    );
    let reference = r#"<w:r><w:footnoteReference w:id="2"/></w:r>"#;
    let body = format!("<w:p>⟦{}{reference}{}⟧</w:p>", r("甲"), r("乙"));
    check_doc(
        Doc::body(&body.replace(['⟦', '⟧'], "")).part("footnotes", "footnotes.xml", &notes),
        &body,
        "中",
    );
}

#[test]
fn a_paragraph_whose_end_is_deleted_gives_its_words_to_the_next_one() {
    let first = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", r("甲"));
    check(&format!("{first}<w:p>⟦{}{}⟧</w:p>", r("乙"), r("丙")), "甲");
    check(&format!("{first}<w:p>{}⟦{}⟧</w:p>", r("乙"), r("丙")), "丙");
}

/// What comes in the place of the first `old`.
fn change(text: &str, old: &str, with: &str) -> TextChange {
    let at = text.find(old).expect("there");
    TextChange { range: at..at + old.len(), with: with.to_owned() }
}

#[test]
fn where_a_fix_splits_a_run_the_marks_stand_around_the_words_themselves() {
    let doc = Doc::body(&p("年节水5~8万吨"));
    let t = |kind: &str, text: &str| {
        format!(r#"<w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>"#)
    };
    let (del, ins) = (
        format!(r#"<w:del w:id="0">{}</w:del>"#, t("delText", "~")),
        format!(r#"<w:ins w:id="1">{}</w:ins>"#, t("t", "～")),
    );
    let fix = |text: &str| vec![change(text, "~", "～")];
    let (before, after) = (t("t", "年节水5"), t("t", "8万吨"));
    assert_eq!(marked_with(&doc, "~", fix), format!("<w:p>{before}⟦{del}{ins}⟧{after}</w:p>"));
    assert_eq!(marked_with(&doc, "5~8", fix), format!("<w:p>⟦{before}{del}{ins}{after}⟧</w:p>"));
    assert_eq!(marked_with(&doc, "水", fix), format!("<w:p>⟦{before}⟧{del}{ins}{after}</w:p>"));
    assert_eq!(marked_with(&doc, "万吨", fix), format!("<w:p>{before}{del}{ins}⟦{after}⟧</w:p>"));
    // What is put in behind words belongs to them.
    let ins = format!(r#"<w:ins w:id="0">{}</w:ins>"#, t("t", "约"));
    let add = |text: &str| {
        vec![TextChange {
            range: text.find("5").map(|at| at..at).expect("there"),
            with: "约".into(),
        }]
    };
    assert_eq!(
        marked_with(&doc, "水", add),
        format!("<w:p>⟦{}{ins}⟧{}</w:p>", t("t", "年节水"), t("t", "5~8万吨"))
    );
    assert_eq!(
        marked_with(&doc, "节", add),
        format!("<w:p>⟦{}⟧{ins}{}</w:p>", t("t", "年节水"), t("t", "5~8万吨"))
    );
    // Beside a field the run is split, the field is not.
    let field = chr("begin") + &chr("separate") + &r("乙") + &chr("end");
    let doc = Doc::body(&format!("<w:p>{}{field}{}</w:p>", r("一~"), r("~二")));
    let after = marked_with(&doc, "~乙", |text| vec![change(text, "~", "～")]);
    assert!(
        after.starts_with(&format!("<w:p>{}⟦<w:del ", t("t", "一")))
            && after.contains(&format!("{field}⟧{}", r("~二"))),
        "{after}"
    );
}

#[test]
fn findings_with_words_are_comments_on_these_and_others_on_the_paragraph() {
    let mut doc = draft();
    doc.body.push_str(&format!("<w:p>{}{}</w:p>", r("此处"), r("结束。")));
    let bytes = doc.bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let (start, end) = (r#"<w:commentRangeStart w:id="1"/>"#, r#"<w:commentRangeEnd w:id="1"/>"#);
    for (rule, marked) in [
        ("halfwidth-punctuation", r(",年产值50亿元。")),
        ("section-missing", r("此处") + &r("结束。")),
    ] {
        let args = [
            "check",
            "方案.docx",
            "--annotate",
            "批注.docx",
            "--notice",
            "gx-2023-cleaner-production",
            "--select",
            rule,
        ];
        let ran = pilot_in(dir.path(), &args);
        assert!(ran.err.contains("写成批注"), "{}", ran.err);
        let after = part(
            &std::fs::read(dir.path().join("批注.docx")).expect("written"),
            "word/document.xml",
        );
        assert_eq!(without_comments(&after), part(&bytes, "word/document.xml"));
        let from = after.find(start).expect("a start") + start.len();
        assert_eq!(
            without_comments(&after[from..after.find(end).expect("an end")]),
            marked,
            "{after}"
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    /// Whatever words are commented on beside whatever changes: without the marks, the copy is the one without comments.
    #[test]
    fn comments_add_marks_and_nothing_else(
        paragraphs in proptest::collection::vec(proptest::collection::vec(("[甲乙,a &<0-9]{0,5}", 0_usize..6), 0..4), 1..4),
        edits in proptest::collection::vec((0_usize..40, 0_usize..4, "[丙～&x]{0,2}"), 0..4),
        places in proptest::collection::vec((0_usize..40, 0_usize..6), 1..6),
    ) {
        let wrapped = |(text, kind): &(String, usize)| {
            let run = format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", crate::support::word_document::quick_escape(text));
            match kind {
                0 => format!("{}{}{run}{}", chr("begin"), chr("separate"), chr("end")),
                1 => format!("<w:hyperlink>{run}</w:hyperlink>"),
                2 => format!("<w:ins w:author=\"张\">{run}</w:ins>"),
                3 => format!("<m:oMath>{run}</m:oMath>"),
                _ => run,
            }
        };
        let body: String = paragraphs.iter().map(|runs| format!("<w:p>{}</w:p>", runs.iter().map(wrapped).collect::<String>())).collect();
        let bytes = Doc::body(&body).bytes();
        let (plan, sources) = read(&bytes);
        let text = sources.get(plan.source).text.clone();
        let range = |text: &str, start: usize, length: usize| {
            let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            Some(*borders.get(start)?..*borders.get((start + length).min(borders.len() - 1))?)
        };
        let mut revision = Revision::of(&plan, &text);
        for (start, length, with) in &edits {
            if let Some(range) = range(revision.text(), *start, *length).filter(|range| revision.allows(range, with)) {
                revision.edit(&[(range, with)]);
            }
        }
        let changes = revision.changes();
        let words = places.iter().filter_map(|(start, length)| range(&text, *start, *length));
        let comment = |words: std::ops::Range<usize>| Comment { line: text[..words.start].matches('\n').count() + 1, words, paragraphs: vec!["看".into()] };
        let comments: Vec<Comment> = words.map(comment).collect();
        let marks = Annotations { comments: &comments, changes: &changes, text: &text, date: "2023-10-16T09:00:00Z" };
        let commented = docx::annotate(&bytes, &plan, &marks).expect("a copy");
        let uncommented = docx::annotate(&bytes, &plan, &Annotations { comments: &[], ..marks }).expect("a copy");
        let document = part(&commented, "word/document.xml");
        proptest::prop_assert_eq!(without_comments(&document), part(&uncommented, "word/document.xml"));
        check_marks(&document, comments.len());
    }
}
