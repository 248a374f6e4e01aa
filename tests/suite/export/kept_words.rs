//! The words of a plan's source are the words of what is made of it, or a fault says where they
//! are not.

use pilot::text::At;
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use super::documents::{document, export_text, read, squeeze, visible};

/// Constructs of plans; `@` is a word of its own each time, `#` a number.
const CONSTRUCTS: &[&str] = &[
    "@，@。",
    "**@**、*@*、~~@~~和`@`",
    "池体#*#*#米，@",
    "@#~#吨、#~#吨",
    "<div>@</div>\n@",
    "<p align=\"center\">@<b>@</b></p>",
    "@<br>@<u>@</u>",
    "由<AB>@，<name>@",
    "<script>@</script>",
    "<table><tr><td>@</td><td>@</td></tr></table>",
    "| @ | @ |\n| --- | --- |\n| @ | @ | @ |\n@",
    "    @\n    @",
    "\t@",
    "（1）@\n（2）@",
    "1. @\n3. @",
    "1) @\n2) @",
    "[@](a.pdf \"@\")[](@.pdf)",
    "![图1 @](a.png)和![图2 @](b.png)",
    "@\n表1 @\n| @ |\n| --- |\n| @ |",
    "- @\n  - @",
    "> @\n> @",
    "[@](@)",
    "[@](https://example.com)",
    "[@]: @",
    "[^a]: @",
    "@[^b]\n\n[^b]: @",
    "```\n@\n```",
    "```\n@",
    "<!-- @",
    "![@](@ @.png)",
    "### (一)@",
    "@\n表1 @\n\n| @ |\n| --- |\n| @ |",
    "$@$ ==@== {{@}} [TOC] __@__",
];

/// A source of constructs, and its words with their places.
fn source(choices: &[(usize, bool)]) -> (String, Vec<(String, usize)>) {
    let mut text = "# 题\n\n## 一、节\n\n".to_owned();
    let mut words = Vec::new();
    for (choice, apart) in choices {
        for c in CONSTRUCTS[choice % CONSTRUCTS.len()].chars() {
            let word = match c {
                '@' => {
                    let letter = |n: usize| char::from_u32(0x5200 + n as u32).unwrap_or('字');
                    format!("{}{}词", letter(words.len() / 64), letter(0x40 + words.len() % 64))
                }
                '#' => (1000 + words.len()).to_string(),
                _ => {
                    text.push(c);
                    continue;
                }
            };
            words.push((word.clone(), text.len()));
            text.push_str(&word);
        }
        text.push_str(if *apart { "\n\n" } else { "\n" });
    }
    (text, words)
}

fn holds(at: At, byte: usize) -> bool {
    (at.span.start as usize..at.span.end as usize).contains(&byte)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn words_of_the_source_come_out_or_are_a_fault(choices in proptest::collection::vec(any::<(usize, bool)>(), 1..10)) {
        let (text, words) = source(&choices);
        let plan = read(&text);
        let [docx, html] = export_text(&text, "题");
        let page = String::from_utf8(html.bytes.clone()).expect("UTF-8");
        let notes = super::documents::notes(&docx);
        let word_text = format!("{}{notes}", visible(&document(&docx), "<w:body>"));
        let page_text = visible(&page, "<body");
        for (word, byte) in words {
            if plan.markup_faults.iter().any(|fault| holds(fault.at, byte)) {
                continue;
            }
            let is_picture = plan.images().iter().any(|image| holds(image.at, byte));
            if is_picture {
                continue;
            }
            prop_assert!(word_text.contains(&squeeze(&word)), "DOCX lacks {word}\n{text}");
            prop_assert!(page_text.contains(&squeeze(&word)), "HTML lacks {word}\n{text}");
        }
    }
}
