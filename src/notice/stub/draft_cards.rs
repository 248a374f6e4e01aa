//! Drafts of cards.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

use super::super::library::Library;
use super::quoted;
use super::reading::{clause, heading, heading_above, outline_start};

/// `bindings.toml` of the common folder.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bindings {
    #[serde(rename = "format")]
    _format: u32,
    /// Facts of a notice with the rules that they bind.
    facts: BTreeMap<String, Vec<String>>,
    /// Rules with the words that suggest them.
    words: BTreeMap<String, Vec<String>>,
}

/// `bindings.toml`; nothing where there is none.
fn bindings(library: &Library) -> Bindings {
    let text = library.common_file("bindings.toml").unwrap_or_default();
    toml::from_str(&text).unwrap_or_default()
}

/// The rules that each fact of a notice binds.
pub(super) fn rules_by_fact(library: &Library) -> BTreeMap<String, Vec<String>> {
    bindings(library).facts
}

/// A clause of a notice with the heading above it.
struct ClauseInNotice<'a> {
    heading: &'a str,
    quote: &'a str,
    line: usize,
}

/// A card of a name: bound to a clause if the common folder has a pattern of that name.
pub(super) fn draft(rule: &str, text: &str, library: &Library) -> String {
    let words = bindings(library);
    match library.patterns().get(rule) {
        Some(pattern) => {
            let words = words.words.get(rule).map(Vec::as_slice).unwrap_or_default();
            binding(rule, pattern, words.iter().find_map(|word| find(text, word)).as_ref())
        }
        None => new_card(rule, text),
    }
}

fn find<'a>(text: &'a str, word: &str) -> Option<ClauseInNotice<'a>> {
    let lines: Vec<&str> = text.lines().collect();
    let all = || {
        let numbered = lines.iter().enumerate();
        numbered.filter_map(|(index, line)| Some((index, line.find(word)?)))
    };
    // The title of the prescribed outline says best that there is one; a heading says little about
    // anything else.
    let title = outline_start(&lines).and_then(|start| all().find(|(i, _)| i + 1 == start));
    let (index, start) = title
        .or_else(|| all().find(|(i, _)| heading(lines[*i]).is_none()))
        .or_else(|| all().next())?;
    let quote = clause(lines[index], start);
    (!quote.is_empty()).then(|| ClauseInNotice {
        heading: heading_above(&lines, index),
        quote,
        line: index + 1,
    })
}

/// A card that binds a rule to a clause that is known.
pub(super) fn binding_to(
    rule: &str,
    pattern: &toml::Table,
    heading: &str,
    quote: &str,
    line: usize,
) -> String {
    binding(rule, pattern, Some(&ClauseInNotice { heading, quote, line }))
}

/// The first clause of the notice, for a card that nobody has bound yet.
fn first(text: &str) -> ClauseInNotice<'_> {
    let line = text.lines().find(|line| !clause(line, 0).is_empty());
    let line = line.unwrap_or_default();
    ClauseInNotice { heading: line, quote: clause(line, 0), line: 1 }
}

fn binding(rule: &str, pattern: &toml::Table, found: Option<&ClauseInNotice<'_>>) -> String {
    let title = pattern.get("title").and_then(toml::Value::as_str).unwrap_or_default();
    let mut out = format!(
        "# 通用规则“{title}”在本通知里的依据；其余各项沿用 outline/common/rules/{rule}.toml。\nid = {}\n\n",
        quoted(rule)
    );
    match found {
        Some(found) => {
            let _ = writeln!(out, "# 第 {} 行，请核对这一句是否就是依据。", found.line);
            let _ = writeln!(
                out,
                "[authority.notice]\nheading = {}\nquote = {}",
                quoted(found.heading),
                quoted(found.quote)
            );
        }
        None => {
            out.push_str(
                "# 没有找到相应的句子。填好并去掉 # 之前，本规则不起作用。\n# [authority.notice]\n# heading = \"\"\n# quote = \"\"\n",
            );
        }
    }
    out
}

fn new_card(rule: &str, text: &str) -> String {
    let found = first(text);
    let authority = if found.quote.is_empty() {
        "[authority.practice]\nreason = \"待写\"".to_owned()
    } else {
        format!(
            "[authority.notice]\nheading = {}\nquote = {}",
            quoted(found.heading),
            quoted(found.quote)
        )
    };
    format!(
        "# 一张新卡片：一条规则的全部内容。各项待写，写好后用 pilot explain {rule} 查看。\nid = {}\ntitle = \"待写：一句话说明管什么\"\ngroup = \"content\"\n# 应当、不予受理 → error；原则上 → warning；鼓励 → info\nseverity = \"info\"\nblocks-pack = false\nmessage = \"待写：哪里不对，“{{found}}”\"\nwhy = \"待写：为什么要紧\"\nhelp = \"待写：怎样改\"\n# plan、facts、config、files、package、received、clock\nneeds = [\"plan\"]\n\n# 依据必须是通知的原话。没有原话可引的，改用 [authority.practice] reason = \"……\"。\n{authority}\n\n# 其他查法：required、same、file-name、manual、code\n[check.must-not-match]\npattern = \"待写的正则表达式\"\nwithin = \"plan\"\n\n[[example.pass]]\nplan = \"（写一段通过的文字）\"\n\n[[example.fail]]\nplan = \"⟦待写的正则表达式⟧\"\n",
        quoted(rule)
    )
}
