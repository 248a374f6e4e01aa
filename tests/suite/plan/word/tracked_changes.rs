//! Fixes as tracked changes: accepted they are the fixed text, rejected the text that was there,
//! and all else stays as it was.

use pilot::plan::docx::{self, Annotations, Revision, TextChange};

use crate::support::{folder, pilot_in};

use crate::support::word_document::{
    Doc, W, draft, headings, list, num, numbered, p, part, read, styled,
};

/// Whether the changes are accepted or rejected.
#[derive(Clone, Copy)]
enum Judged {
    Accepted,
    Rejected,
}

/// The paragraphs of a part with the changes by pilot accepted or rejected, by another way than the
/// reader's.
fn paragraphs_of(xml: &str, judged: Judged) -> Vec<String> {
    let drop = |xml: &str, name: &str| {
        let whole = format!(r#"(?s)<w:{name} [^>]*w:author="pilot"[^>]*>.*?</w:{name}>"#);
        regex::Regex::new(&whole).expect("a pattern").replace_all(xml, "").into_owned()
    };
    let xml = match judged {
        Judged::Accepted => drop(xml, "del"),
        Judged::Rejected => drop(xml, "ins"),
    };
    let text = regex::Regex::new(r"(?s)<w:(?:t|delText)(?: [^>]*)?>(.*?)</w:(?:t|delText)>")
        .expect("a pattern");
    xml.split("</w:p>").map(|p| text.captures_iter(p).map(|c| c[1].to_owned()).collect()).collect()
}

/// Makes edits, given as (what stands there, what comes), each at its first place; those that are
/// not allowed are reported.
fn changed(doc: &Doc, edits: &[(&str, &str)]) -> (Vec<u8>, Vec<String>) {
    let bytes = doc.bytes();
    let (plan, sources) = read(&bytes);
    let before = sources.get(plan.source).text.clone();
    let mut revision = Revision::of(&plan, &before);
    let mut refused = Vec::new();
    for (old, new) in edits {
        let at = revision
            .text()
            .find(old)
            .unwrap_or_else(|| panic!("{old} is not in {}", revision.text()));
        let range = at..at + old.len();
        if revision.allows(&range, new) {
            revision.edit(&[(range, new)]);
        } else {
            refused.push((*old).to_owned());
        }
    }
    let changes = revision.changes();
    let marks = Annotations {
        changes: &changes,
        text: &before,
        date: "2023-10-16T09:00:00Z",
        ..Annotations::default()
    };
    let copy = docx::annotate(&bytes, &plan, &marks).expect("a copy");
    let (after, sources) = read(&copy);
    assert_eq!(
        sources.get(after.source).text,
        revision.text(),
        "read back, the changes are accepted"
    );
    (copy, refused)
}

/// Makes edits in a body; its new XML. Accepting and rejecting are tried.
fn body_after(doc: &Doc, edits: &[(&str, &str)]) -> String {
    let (copy, refused) = changed(doc, edits);
    assert!(refused.is_empty(), "{refused:?}");
    let (before, after) =
        (part(&doc.bytes(), "word/document.xml"), part(&copy, "word/document.xml"));
    assert_eq!(paragraphs_of(&after, Judged::Rejected), paragraphs_of(&before, Judged::Rejected));
    assert_ne!(paragraphs_of(&after, Judged::Accepted), paragraphs_of(&before, Judged::Accepted));
    let start = after.find("<w:body>").expect("a body") + 8;
    after[start..after.find("<w:sectPr/>").expect("its end")]
        .replace(r#" w:author="pilot" w:date="2023-10-16T09:00:00Z""#, "")
}

#[test]
fn a_run_is_split_and_keeps_its_properties() {
    let run =
        r#"<w:p><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>年节水5~8万吨</w:t></w:r></w:p>"#;
    assert_eq!(
        body_after(&Doc::body(run), &[("5~8", "5～8")]),
        concat!(
            r#"<w:p><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">年节水5</w:t></w:r>"#,
            r#"<w:del w:id="0"><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:delText xml:space="preserve">~</w:delText></w:r></w:del>"#,
            r#"<w:ins w:id="1"><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">～</w:t></w:r></w:ins>"#,
            r#"<w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">8万吨</w:t></w:r></w:p>"#
        )
    );
}

#[test]
fn a_change_may_cross_runs_and_what_stands_between_them_stays() {
    let body = r#"<w:p><w:r><w:t>甲,</w:t></w:r><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="5" w:name="a"/><w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve"> 乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"#;
    let after = body_after(&Doc::body(body), &[(", ", "，")]);
    let expected = concat!(
        r#"<w:p><w:r><w:t xml:space="preserve">甲</w:t></w:r><w:del w:id="0"><w:r><w:delText xml:space="preserve">,</w:delText></w:r></w:del>"#,
        r#"<w:ins w:id="1"><w:r><w:t xml:space="preserve">，</w:t></w:r></w:ins><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="5" w:name="a"/>"#,
        r#"<w:del w:id="2"><w:r><w:rPr><w:i/></w:rPr><w:delText xml:space="preserve"> </w:delText></w:r></w:del>"#,
        r#"<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>"#
    );
    assert_eq!(after, expected);
}

#[test]
fn something_is_put_in_at_the_start_in_the_middle_and_at_the_end() {
    let doc = Doc::body(&(p("甲乙") + &p("丙")));
    let after = body_after(&doc, &[("甲", "一甲"), ("甲乙", "甲二乙"), ("乙", "乙三")]);
    assert_eq!(
        (after.matches("<w:ins ").count(), after.matches("<w:del ").count()),
        (3, 0),
        "{after}"
    );
    let after = body_after(&doc, &[("丙", "丙丁")]);
    assert!(
        after.contains(r#"<w:t xml:space="preserve">丙</w:t></w:r><w:ins w:id="0"><w:r><w:t xml:space="preserve">丁</w:t>"#),
        "{after}"
    );
}

#[test]
fn references_are_single_characters_and_new_text_is_escaped() {
    let body = "<w:p><w:r><w:t>A&amp;B&#x4E00;&lt;5~8</w:t></w:r></w:p>";
    let after = body_after(&Doc::body(body), &[("一<", "二>"), ("~", "&")]);
    for piece in [">A&amp;B<", ">&#x4E00;&lt;<", ">二&gt;<", ">5<", ">~<", ">&amp;<", ">8<"] {
        assert!(after.contains(piece), "{piece}: {after}");
    }
}

#[test]
fn tables_links_tags_and_controls_are_changed_within() {
    let run = "<w:r><w:t>5~8</w:t></w:r>";
    for (open, close) in [
        ("<w:p>", "</w:p>"),
        ("<w:tbl><w:tr><w:tc><w:p>", "</w:p></w:tc></w:tr></w:tbl>"),
        (r#"<w:p><w:hyperlink r:id="rId9">"#, "</w:hyperlink></w:p>"),
        ("<w:p><w:smartTag><w:smartTagPr/>", "</w:smartTag></w:p>"),
        (
            "<w:p><w:sdt><w:sdtPr><w:alias w:val=\"甲\"/></w:sdtPr><w:sdtContent>",
            "</w:sdtContent></w:sdt></w:p>",
        ),
        ("<w:sdt><w:sdtPr/><w:sdtContent><w:p>", "</w:p></w:sdtContent></w:sdt>"),
    ] {
        let after = body_after(&Doc::body(&format!("{open}{run}{close}")), &[("~", "～")]);
        assert!(
            after.starts_with(open) && after.ends_with(close) && after.contains("<w:del "),
            "{after}"
        );
    }
}

#[test]
fn what_must_not_be_changed_is_left() {
    let run = "<w:r><w:t>5~8</w:t></w:r>";
    let chr = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let bodies = [
        format!(
            "<w:p>{}<w:r><w:instrText>REF a</w:instrText></w:r>{}{run}{}</w:p>",
            chr("begin"),
            chr("separate"),
            chr("end")
        ),
        format!(r#"<w:p><w:fldSimple w:instr="REF a">{run}</w:fldSimple></w:p>"#),
        format!(r#"<w:p><w:ins w:id="1" w:author="张">{run}</w:ins></w:p>"#),
        format!(r#"<w:p><w:moveTo w:id="1" w:author="张">{run}</w:moveTo></w:p>"#),
        format!("<w:p><m:oMath>{run}</m:oMath></w:p>"),
        format!("<w:p><w:r><w:ruby><w:rt/><w:rubyBase>{run}</w:rubyBase></w:ruby></w:r></w:p>"),
        format!(
            "<w:p><w:r><w:pict><w:txbxContent><w:p>{run}</w:p></w:txbxContent></w:pict></w:r></w:p>"
        ),
        format!(
            "<w:p><w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt></w:p>"
        ),
        format!(
            "<w:p><mc:AlternateContent><mc:Choice>{run}</mc:Choice><mc:Fallback>{run}</mc:Fallback></mc:AlternateContent></w:p>"
        ),
        "<w:p><w:r><w:t><![CDATA[5~8]]></w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:t>5<!-- x -->~8</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:t>  5~8 </w:t></w:r></w:p>".to_owned(),
    ];
    for body in bodies {
        let doc = Doc::body(&body);
        let (copy, refused) = changed(&doc, &[("5~8", "5～8")]);
        assert_eq!(refused, ["5~8"], "{body}");
        assert_eq!(part(&copy, "word/document.xml"), part(&doc.bytes(), "word/document.xml"));
    }
}

#[test]
fn numbers_that_word_generates_stay_and_the_words_behind_them_change() {
    let lists = list(0, &[("chineseCounting", "%1、")]) + &num(1, 0, "");
    let doc = Doc::body(&numbered(1, 0, "试点概况")).numbering(&lists);
    let after = body_after(&doc, &[("一、试点概况", "一、试点对象概况")]);
    assert!(after.contains(">对象</w:t>") && after.matches("<w:del ").count() == 0, "{after}");
    assert_eq!(changed(&doc, &[("一、试点", "二、试点")]).1, ["一、试点"]);
}

#[test]
fn notes_are_changed_in_their_own_part() {
    let body = r#"<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:r></w:p>"#;
    let foot =
        format!(r#"<w:footnotes {W}><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#, p("5~8"));
    let end =
        format!(r#"<w:endnotes {W}><w:endnote w:id="2">{}</w:endnote></w:endnotes>"#, p("1~2"));
    let doc = Doc::body(body).part("footnotes", "footnotes.xml", &foot).part(
        "endnotes",
        "endnotes.xml",
        &end,
    );
    let (copy, refused) = changed(&doc, &[("5~8", "5～8"), ("1~2", "1～2")]);
    assert!(refused.is_empty());
    assert_eq!(part(&copy, "word/document.xml"), part(&doc.bytes(), "word/document.xml"));
    for (name, was, is) in [("footnotes", "5~8", "5～8"), ("endnotes", "1~2", "1～2")] {
        let xml = part(&copy, &format!("word/{name}.xml"));
        assert_eq!(
            (
                paragraphs_of(&xml, Judged::Rejected)[0].as_str(),
                paragraphs_of(&xml, Judged::Accepted)[0].as_str()
            ),
            (was, is)
        );
    }
}

#[test]
fn numbers_of_changes_go_on_behind_those_of_others() {
    let body = r#"<w:p><w:ins w:id="41" w:author="张"><w:r><w:t>甲</w:t></w:r></w:ins><w:r><w:rPr><w:rPrChange w:id="77"/></w:rPr><w:t>5~8</w:t></w:r></w:p>"#;
    let after = body_after(&Doc::body(body), &[("~", "～")]);
    assert!(
        after.contains(r#"<w:del w:id="78">"#)
            && after.contains(r#"<w:ins w:id="79">"#)
            && after.contains("张"),
        "{after}"
    );
}

#[test]
fn edits_upon_edits_come_to_one_change_each() {
    let doc = Doc::body(&(p("甲乙丙丁") + &p("戊")));
    let bytes = doc.bytes();
    let (plan, sources) = read(&bytes);
    let before = sources.get(plan.source).text.clone();
    let mut revision = Revision::of(&plan, &before);
    let at = |text: &str, word: &str| text.find(word).map(|i| i..i + word.len()).expect("there");
    for (old, new) in [("乙", "子丑"), ("丑丙", "寅"), ("戊", "戊己"), ("己", "")] {
        let range = at(revision.text(), old);
        assert!(revision.allows(&range, new));
        revision.edit(&[(range, new)]);
    }
    assert_eq!(revision.text(), "甲子寅丁\n戊");
    assert_eq!(revision.changes(), [TextChange { range: 3..9, with: "子寅".into() }]);
    assert!(!revision.allows(&(0..15), "x"), "over the end of a paragraph");
    assert!(!revision.allows(&(0..3), "x\ny"));
    assert_eq!(revision.settle("甲子寅丁\n戊"), Some(true));
    assert_eq!(
        revision.settle("甲子寅\n戊"),
        Some(false),
        "what does not read as it should goes back"
    );
    assert_eq!((revision.text(), revision.changes().len()), ("甲乙丙丁\n戊", 0));
    assert!(!revision.allows(&(0..3), "x"), "and is left alone");
    assert_eq!(revision.settle("甲"), None);
}

#[test]
fn safe_fixes_become_changes_in_the_copy_beside_the_comments() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx"]);
    assert!(ran.out.contains("条可用 --annotate 副本.docx --fix 写成修订"), "{}", ran.out);
    let fix =
        ["check", "方案.docx", "--annotate", "改.docx", "--fix", "--as-of", "2023-10-16T09:30"];
    let ran = pilot_in(dir.path(), &fix);
    assert!(!ran.out.contains("写成修订"), "{}", ran.out);
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    assert!(ran.err.contains("处修改写成修订"), "{}", ran.err);
    let copy = std::fs::read(dir.path().join("改.docx")).expect("written");
    let (before, after) = (part(&bytes, "word/document.xml"), part(&copy, "word/document.xml"));
    assert!(after.contains(r#"w:author="pilot" w:date="2023-10-16T09:30:00Z"><w:r><w:t xml:space="preserve">.</w:t>"#), "{after}");
    assert!(after.contains("commentRangeStart"));
    assert_eq!(paragraphs_of(&after, Judged::Rejected), paragraphs_of(&before, Judged::Rejected));
    assert!(paragraphs_of(&after, Judged::Accepted).contains(&"1.园区由管委会管理。".to_owned()));
    assert!(
        paragraphs_of(&after, Judged::Accepted).iter().any(|p| p.contains(",年产值")),
        "what is not safe is left"
    );
    assert_eq!(std::fs::read(dir.path().join("方案.docx")).expect("there"), bytes);
    let ran = pilot_in(
        dir.path(),
        &["check", "方案.docx", "--annotate", "都改.docx", "--fix", "--unsafe-fixes"],
    );
    assert_eq!(ran.exit, pilot::cli::Exit::Findings, "{}", ran.err);
    let copy = std::fs::read(dir.path().join("都改.docx")).expect("written");
    assert!(
        paragraphs_of(&part(&copy, "word/document.xml"), Judged::Accepted)
            .iter()
            .any(|p| p.contains("，年产值"))
    );
    // What the copy says is fixed is no longer found in it.
    let ran = pilot_in(dir.path(), &["check", "改.docx", "--select", "numbering-punctuation"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Clean, "{}", ran.out);
}

#[test]
fn a_difference_shows_paragraphs_and_fixing_in_place_is_refused() {
    let bytes = draft().bytes();
    let dir = folder(&[("方案.docx", &bytes)]);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--diff"]);
    assert!(
        ran.out.starts_with("--- a/方案.docx\n+++ b/方案.docx\n@@ -2,5 +2,5 @@\n"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("\n-1、园区由管委会管理。\n+1.园区由管委会管理。\n"), "{}", ran.out);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--fix"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Failed);
    assert!(ran.err.contains("--annotate 副本.docx") && ran.err.contains("--diff"), "{}", ran.err);
    let ran = pilot_in(dir.path(), &["check", "方案.docx", "--diff", "--annotate", "b.docx"]);
    assert_eq!(ran.exit, pilot::cli::Exit::Failed, "a difference writes nothing");
    assert_eq!(std::fs::read(dir.path().join("方案.docx")).expect("there"), bytes);
    assert!(!dir.path().join("b.docx").exists());
}

#[test]
fn headings_are_put_right_by_a_change_of_their_words() {
    let body = styled("T", "平果市铝产业园清洁生产审核创新试点实施方案")
        + &styled("1", "一、试点对象概况");
    let dir = folder(&[("方案.docx", &Doc::body(&body).styles(&headings()).bytes())]);
    let ran =
        pilot_in(dir.path(), &["check", "方案.docx", "--diff", "--select", "section-wording"]);
    assert!(
        ran.out.contains("-一、试点对象概况\n+一、试点对象基本概况"),
        "{}\n{}",
        ran.out,
        ran.err
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    /// Whatever is edited, in rounds upon rounds: accepted it is the edited text, rejected the text that was there.
    #[test]
    fn any_edits_can_be_accepted_and_rejected(
        paragraphs in proptest::collection::vec(proptest::collection::vec("[甲乙,~ab &<0-9]{0,5}", 0..4), 1..4),
        edits in proptest::collection::vec((0_usize..40, 0_usize..6, "[丙丁,～&<x]{0,3}"), 0..8),
    ) {
        let run = |text: &String| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>", crate::support::word_document::quick_escape(text));
        let body: String = paragraphs.iter().map(|runs| format!("<w:p>{}</w:p>", runs.iter().map(run).collect::<Vec<_>>().join("<w:proofErr/>"))).collect();
        let bytes = Doc::body(&body).bytes();
        let (plan, sources) = read(&bytes);
        let before = sources.get(plan.source).text.clone();
        let mut revision = Revision::of(&plan, &before);
        for (start, length, with) in &edits {
            let borders: Vec<usize> = revision.text().char_indices().map(|(at, _)| at).chain([revision.text().len()]).collect();
            let (Some(from), Some(to)) = (borders.get(*start), borders.get((start + length).min(borders.len() - 1))) else { continue };
            let range = *from..*to.max(from);
            if revision.allows(&range, with) {
                revision.edit(&[(range, with)]);
            }
        }
        let changes = revision.changes();
        let marks = Annotations { changes: &changes, text: &before, date: "2023-10-16T09:00:00Z", ..Annotations::default() };
        let copy = docx::annotate(&bytes, &plan, &marks).expect("a copy");
        let (was, is) = (part(&bytes, "word/document.xml"), part(&copy, "word/document.xml"));
        proptest::prop_assert_eq!(paragraphs_of(&is, Judged::Rejected), paragraphs_of(&was, Judged::Rejected));
        // White space at the ends of a paragraph is no part of the text that is read.
        let (after, sources) = read(&copy);
        let lines = |text: &str| text.split('\n').map(|l| l.trim().to_owned()).collect::<Vec<_>>();
        proptest::prop_assert_eq!(lines(&sources.get(after.source).text), lines(revision.text()));
    }
}
