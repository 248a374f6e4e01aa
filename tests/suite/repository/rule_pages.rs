//! `docs/rules.md` is made of the cards. `SNAPSHOTS=overwrite cargo test rule_pages` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use pilot::notice::{Card, Library, Notice, example_text};
use snapbox::data::DataFormat;

use crate::support::notice;

/// The page.
fn page() -> String {
    let mut out = String::from(
        "# 规则一览\n\n由 `outline/` 下的卡片生成，请勿手改：`SNAPSHOTS=overwrite cargo test rule_pages`。\n例子中 ⟦⟧ 标出问题所在，测试逐个核对。\n",
    );
    // Each rule as it was said first: what another notice says in the same words is not said twice.
    let mut said: BTreeMap<String, String> = BTreeMap::new();
    for id in Library::default().ids() {
        let notice = notice(&id);
        let _ = write!(
            out,
            "\n## {}\n\n`{id}`，{} 条规则。\n\n",
            notice.profile.title,
            notice.cards.len()
        );
        let texts: Vec<String> = notice.cards.iter().map(|card| rule(card, &notice)).collect();
        let heading = |card: &Card, text: &String| match said.get(card.id.as_str()) {
            Some(first) if first != text => format!("{} {id}", card.id),
            _ => card.id.0.clone(),
        };
        let headings: Vec<String> =
            notice.cards.iter().zip(&texts).map(|(card, text)| heading(card, text)).collect();
        out.push_str("| 规则 | 级别 | 打包 | 代价 | 依据 | 内容 |\n|---|---|---|---|---|---|\n");
        for (card, heading) in notice.cards.iter().zip(&headings) {
            let anchor = heading.replace(' ', "-");
            let stop = if card.blocks_pack && !card.is_manual() { "停止" } else { "" };
            let (rule, level, title) = (&card.id, level(card), &card.title);
            let weight = if card.is_manual() { "" } else { card.usual_weight().word() };
            let _ = writeln!(
                out,
                "| [{rule}](#{anchor}) | {level} | {stop} | {weight} | {} | {title} |",
                card.authority.reference
            );
        }
        for ((card, heading), text) in notice.cards.iter().zip(headings).zip(texts) {
            if said.get(card.id.as_str()) != Some(&text) {
                let _ = write!(out, "\n### {heading}\n\n{text}");
                said.entry(card.id.0.clone()).or_insert(text);
            }
        }
    }
    out
}

fn level(card: &Card) -> &'static str {
    match (card.is_manual(), card.off_by_default) {
        (true, _) => "清单",
        (_, true) => "默认关闭",
        _ => card.severity.word(),
    }
}

/// What the page says about a rule, without its heading.
fn rule(card: &Card, notice: &Notice) -> String {
    let mut out = String::new();
    let _ = write!(out, "{}（{}）。{}\n\n", card.title, level(card), card.why);
    let quote = if card.authority.quote.is_empty() {
        String::new()
    } else {
        format!("：{}", pilot::text::han::quoted(&card.authority.quote))
    };
    let _ =
        writeln!(out, "- 依据：{} {}{quote}", card.authority.kind.word(), card.authority.reference);
    if let Some(reading) = &card.reading {
        let text = match notice.profile.reading(reading) {
            Some(r) => format!("“{}”：{}。{}", r.wording, r.open, r.taken),
            None => reading.clone(),
        };
        let _ = writeln!(out, "- 读法：{text}");
    }
    if card.help.is_some() {
        let _ = writeln!(out, "- 怎样改：{}", card.general_help());
    }
    if !card.formerly.is_empty() {
        let names: Vec<String> = card.formerly.iter().map(|f| format!("`{f}`")).collect();
        let _ = writeln!(out, "- 曾用名：{}", names.join("、"));
    }
    for (word, example) in [("不通过", card.fail.first()), ("通过", card.pass.first())] {
        if let Some(example) = example {
            let _ = write!(out, "\n{word}的例子：\n\n````text\n{}````\n", example_text(example));
        }
    }
    out
}

#[test]
fn the_page_of_rules_is_made_of_the_cards() {
    let expected =
        snapbox::Data::read_from(Path::new("docs/rules.md"), Some(DataFormat::Text)).raw();
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(snapbox::Data::text(page()).raw(), expected);
}

#[test]
fn every_rule_and_its_parts_are_on_the_page() {
    let page = page();
    for id in Library::default().ids() {
        for card in &notice(&id).cards {
            assert!(page.contains(&format!("\n### {}\n", card.id)), "{}", card.id);
            let quote = pilot::text::han::quoted(&card.authority.quote);
            assert!(
                page.contains(&card.why) && page.contains(quote.trim_matches(['“', '”'])),
                "{}",
                card.id
            );
        }
    }
}
