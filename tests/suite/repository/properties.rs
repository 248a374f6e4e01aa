//! Properties that hold for any input.

use pilot::plan::{Block, BlockKind, Inline, InlineKind, Plan, Section, parse::parse};
use pilot::text::{At, SourceText, Sources};
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

/// Texts that look like Markdown, so that marks meet each other.
const MARKDOWN: &str = "([#>|*_`~^\\-\\[\\]()!<>&;:\\\\ \t\r\n0-9a一二（）、。“”]|<!--|-->|\\*\\*|## |\\n\\|--\\|--\\|\\n|\\\\\\||<br>|</?sub>|&amp;|\\[\\^1\\]:? ?|😀|\u{0}){0,60}";

fn one(text: &str) -> (Plan, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(SourceText::new("plan.md", text));
    (parse(&[id], &sources), sources)
}

/// Checks that places lie inside each other, in order, on borders of characters.
struct Walk<'a>(&'a Sources);

impl Walk<'_> {
    fn step(&self, at: At, outer: At, from: &mut u32) -> Result<(), String> {
        let text = &self.0.get(at.source).text;
        let (start, end) = (at.span.start as usize, at.span.end as usize);
        if text.get(start..end).is_none() {
            return Err(format!("{at:?} cuts a character"));
        }
        if at.span.start < outer.span.start || at.span.end > outer.span.end {
            return Err(format!("{at:?} is not inside {outer:?}"));
        }
        if at.span.start < *from {
            return Err(format!("{at:?} begins before {from}"));
        }
        *from = at.span.end;
        Ok(())
    }

    fn inlines(&self, inlines: &[Inline], outer: At) -> Result<(), String> {
        let mut from = outer.span.start;
        for inline in inlines {
            self.step(inline.at, outer, &mut from)?;
            match &inline.kind {
                InlineKind::Strong(i)
                | InlineKind::Emph(i)
                | InlineKind::Strike(i)
                | InlineKind::Sup(i)
                | InlineKind::Sub(i) => {
                    self.inlines(i, inline.at)?;
                }
                InlineKind::Link { inlines, .. } => self.inlines(inlines, inline.at)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn blocks(&self, blocks: &[Block], outer: At, from: &mut u32) -> Result<(), String> {
        for block in blocks {
            self.step(block.at, outer, from)?;
            let mut inner = block.at.span.start;
            match &block.kind {
                BlockKind::Paragraph(inlines) => self.inlines(inlines, block.at)?,
                BlockKind::List { items, .. } => {
                    for item in items {
                        self.blocks(item, block.at, &mut inner)?;
                    }
                }
                BlockKind::Quote(blocks) => self.blocks(blocks, block.at, &mut inner)?,
                BlockKind::Table(table) => {
                    for row in &table.rows {
                        self.step(row.at, block.at, &mut inner)?;
                        let mut within = row.at.span.start;
                        for cell in &row.cells {
                            self.step(cell.at, row.at, &mut within)?;
                            self.inlines(&cell.inlines, cell.at)?;
                        }
                    }
                }
                BlockKind::Figure(image) => self.step(image.at, block.at, &mut inner)?,
                BlockKind::Code(_) | BlockKind::Rule | BlockKind::Html(_) => {}
            }
        }
        Ok(())
    }

    fn section(&self, section: &Section, outer: At, from: &mut u32) -> Result<(), String> {
        self.step(section.at, outer, from)?;
        let mut inner = section.at.span.start;
        self.step(section.heading.line, section.at, &mut inner)?;
        self.inlines(&section.heading.inlines, section.heading.at)?;
        self.blocks(&section.blocks, section.at, &mut inner)?;
        section.children.iter().try_for_each(|c| self.section(c, section.at, &mut inner))
    }

    fn plan(&self, plan: &Plan) -> Result<(), String> {
        let source = plan.sources[0];
        let whole = At::new(source, 0, self.0.get(source).text.len());
        let mut from = 0;
        self.blocks(&plan.preamble, whole, &mut 0)?;
        plan.sections.iter().try_for_each(|s| self.section(s, whole, &mut from))?;
        plan.footnotes.iter().try_for_each(|(_, blocks)| self.blocks(blocks, whole, &mut 0))?;
        plan.comments.iter().try_for_each(|at| self.step(*at, whole, &mut 0))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_a_plan_with_sound_places(text in MARKDOWN) {
        let (plan, sources) = one(&text);
        let sound = Walk(&sources).plan(&plan);
        prop_assert!(sound.is_ok(), "{:?}", sound);
        for flat in plan.text_runs() {
            for (start, c) in flat.text.char_indices() {
                if let Some(at) = flat.at(start, start + c.len_utf8()) {
                    prop_assert!((at.span.end as usize) <= sources.get(at.source).text.len());
                }
            }
        }
    }

    #[test]
    fn any_characters_are_a_plan(text in "\\PC*") {
        one(&text);
    }
}

/// Ways to write a heading other than the outline does; all of them are still that heading.
fn rewritten(heading: &str, way: u8) -> String {
    let (number, title) = heading.split_at(match heading.find([')', '、']) {
        Some(i) => {
            i + match heading[i..].chars().next() {
                Some(value) => char::len_utf8(value),
                None => 1,
            }
        }
        None => 0,
    });
    match way {
        0 => heading.to_owned(),
        1 => heading.replace('(', "（").replace(')', "）"),
        2 => format!("{number} {title}"),
        3 => title.to_owned(),
        4 => heading.replacen(')', "", 1),
        5 => format!("**{heading}**"),
        6 => format!("{number}{title}："),
        7 => format!("{number}{title}情况"),
        _ => format!("九、{title}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn only_what_was_left_out_is_missing(ways in proptest::collection::vec(0u8..10, 13), level in 0usize..3) {
        let notice = crate::support::notice(crate::support::GUANGXI);
        let nodes: Vec<_> = notice.outline.iter().flat_map(|n| n.walk()).collect();
        let mut plan = String::from("# 甲县清洁生产审核创新试点实施方案\n");
        let mut left_out = Vec::new();
        for ((depth, node), way) in nodes.iter().zip(&ways) {
            // Leaves alone are left out, so that each is one finding.
            if *way == 9 && node.is_leaf() {
                left_out.push(format!("缺少“{}”", node.full()));
                continue;
            }
            let marks = "#".repeat(if level == 2 { 2 } else { depth + 2 - level });
            plan.push_str(&format!("{marks} {}\n\n正文若干。\n\n", rewritten(&node.full(), (*way).min(8))));
        }
        let example = pilot::notice::Example { plan: Some(plan.clone()), ..Default::default() };
        let (project, _) = crate::support::project_of(&example, &notice);
        let mut options = crate::support::options_of(&example, &notice, vec![pilot::notice::Need::Plan]);
        options.select = vec!["section-missing".into(), "section-duplicate".into(), "section-unexpected".into()];
        let found: Vec<String> = pilot::rules::run(&project, &notice, &options).findings.into_iter().map(|f| f.message).collect();
        left_out.sort();
        let mut sorted = found.clone();
        sorted.sort();
        prop_assert_eq!(sorted, left_out, "{}", plan);
    }
}
