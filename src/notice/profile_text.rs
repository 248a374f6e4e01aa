//! Changes `profile.toml` as a text, so that comments and order stay: values, entries of lists, and
//! who has confirmed what.

use crate::text::toml_tree::{self, TomlNode, TomlValue};
use crate::text::{SourceId, SourceText};

use super::fact_path;

/// The text of a `profile.toml` that is being changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileText {
    /// The text as it is now.
    pub text: String,
}

/// Who has confirmed a fact, and when.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation<'a> {
    /// The fact's path.
    pub fact: &'a str,
    /// Who.
    pub by: &'a str,
    /// The day, `2024-08-16`.
    pub on: &'a str,
}

/// A header line and the lines that belong to it.
#[derive(Clone, Debug)]
struct HeaderBlock {
    /// `deadlines` of `[[deadlines]]`.
    name: String,
    is_list: bool,
    start: usize,
    /// Behind the last line that is no comment before the next header.
    end: usize,
}

impl ProfileText {
    /// The tree of values with their places.
    pub fn tree(&self) -> TomlNode {
        let source = SourceText::new("profile.toml", self.text.as_str());
        toml_tree::parse(SourceId(0), &source).0
    }

    /// Takes a fact off the drafts and writes who has confirmed it; `false` if it is no draft
    /// that has a `[[drafts]]` of its own.
    pub fn confirm(&mut self, confirmation: Confirmation<'_>) -> bool {
        if !self.remove_draft(confirmation.fact) {
            return false;
        }
        self.append_confirmed(confirmation);
        true
    }

    /// Writes who has found that the notice does not say a fact, with the words that it was read in.
    pub fn confirm_absent(&mut self, confirmation: Confirmation<'_>, words: &str) {
        self.append_confirmed(confirmation);
        self.text.push_str(&format!("absent = {}\n", toml::Value::String(words.to_owned())));
    }

    fn append_confirmed(&mut self, confirmation: Confirmation<'_>) {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        self.text.push_str(&format!(
            "\n[[confirmed]]\nfact = {}\nby = {}\non = {}\n",
            quoted(confirmation.fact),
            quoted(confirmation.by),
            quoted(confirmation.on),
        ));
    }

    /// Takes a rule or fact out of the `judged-by` of a line, counted from 1.
    pub fn remove_judge(&mut self, judge: &str, line: usize) {
        let source = SourceText::new("profile.toml", self.text.as_str());
        let tree = self.tree();
        for list in ["materials", "conditions", "obligations"] {
            for entry in tree.get(list).map(TomlNode::items).unwrap_or_default() {
                let Some(node) = entry.get("judged-by") else { continue };
                let is_it = |item: &TomlNode| {
                    let is_named = matches!(&item.value, TomlValue::Text(text) if text == judge);
                    is_named && source.line(item.at.span.start) == line
                };
                if !node.items().iter().any(is_it) {
                    continue;
                }
                let mut kept = Vec::new();
                for item in node.items() {
                    if let TomlValue::Text(text) = &item.value
                        && !is_it(item)
                    {
                        kept.push(toml::Value::String(text.clone()).to_string());
                    }
                }
                let range = node.at.span.range();
                self.text.replace_range(range, &format!("[{}]", kept.join(", ")));
                return;
            }
        }
    }

    /// Takes a fact off the drafts.
    fn remove_draft(&mut self, fact: &str) -> bool {
        for block in self.blocks() {
            if block.name != "drafts" || !block.is_list {
                continue;
            }
            let Some(body) = self.text.get(block.start..block.end) else { continue };
            let Ok(table) = body.parse::<toml::Table>() else { continue };
            let entry = table.get("drafts").and_then(|list| list.get(0));
            let named = entry.and_then(|entry| entry.get("fact")).and_then(toml::Value::as_str);
            if named == Some(fact) {
                self.cut(block.start, block.end);
                return true;
            }
        }
        false
    }

    /// Puts another value in the place of the one at a path, of the same type; `false` if there is
    /// none or the text does not fit the type.
    pub fn set(&mut self, path: &str, value: &str) -> bool {
        let tree = self.tree();
        let Some(node) = fact_path::find(&tree, path) else { return false };
        let Some(written) = written(&node.value, value) else { return false };
        let range = node.at.span.range();
        if self.text.get(range.clone()).is_none() {
            return false;
        }
        self.text.replace_range(range, &written);
        true
    }

    /// Makes a fact one that the notice does not state: its entry goes, or its value becomes
    /// `"unstated"`.
    pub fn set_unstated(&mut self, fact: &str) -> bool {
        let tree = self.tree();
        let Some(node) = fact_path::find(&tree, fact) else { return false };
        if !matches!(node.value, TomlValue::Table(_)) {
            let range = node.at.span.range();
            if self.text.get(range.clone()).is_none() {
                return false;
            }
            self.text.replace_range(range, "\"unstated\"");
            return true;
        }
        self.remove_draft(fact);
        self.remove_entry(&tree, fact)
    }

    /// Removes a line `key = value` or the block of a table.
    pub fn remove(&mut self, fact: &str) -> bool {
        let tree = self.tree();
        self.remove_draft(fact);
        self.remove_entry(&tree, fact) || self.remove_line(fact)
    }

    fn remove_line(&mut self, fact: &str) -> bool {
        let tree = self.tree();
        let Some(node) = fact_path::find(&tree, fact) else { return false };
        let range = node.at.span.range();
        let start = match self.text[..range.start].rfind('\n') {
            Some(newline) => newline + 1,
            None => 0,
        };
        let end = match self.text[range.end..].find('\n') {
            Some(length) => range.end + length + 1,
            None => self.text.len(),
        };
        let key = fact.rsplit('.').next().unwrap_or(fact);
        if !self.text[start..].trim_start().starts_with(key) {
            return false;
        }
        self.cut(start, end);
        true
    }

    fn remove_entry(&mut self, tree: &TomlNode, fact: &str) -> bool {
        let Some((list, step)) = fact.rsplit_once('.') else {
            return self.remove_table(fact);
        };
        let mut list = list.to_owned();
        let Some(mut above) = fact_path::find(tree, &list) else { return false };
        if let Some(kinds) = above.get("kinds")
            && above.get(step).is_none()
        {
            above = kinds;
            list.push_str(".kinds");
        }
        if !matches!(above.value, TomlValue::List(_)) {
            return self.remove_table(fact);
        }
        let by_number = step.parse::<usize>().ok();
        let index = by_number.or_else(|| {
            above.items().iter().position(|item| {
                matches!(item.get("id").map(|id| &id.value), Some(TomlValue::Text(id)) if id == step)
            })
        });
        let Some(index) = index else { return false };
        let blocks = self.blocks();
        let own: Vec<&HeaderBlock> =
            blocks.iter().filter(|block| block.is_list && block.name == list).collect();
        let Some(first) = own.get(index) else { return false };
        let below = format!("{list}.");
        let mut end = first.end;
        for block in blocks.iter().filter(|block| block.start > first.start) {
            if !block.name.starts_with(&below) {
                break;
            }
            end = block.end;
        }
        let start = first.start;
        self.cut(start, end);
        if by_number.is_some() {
            self.renumber(&list, index);
        }
        true
    }

    fn remove_table(&mut self, name: &str) -> bool {
        let below = format!("{name}.");
        let blocks = self.blocks();
        let mut is_removed = false;
        for block in blocks.iter().rev() {
            if block.name == name || block.name.starts_with(&below) {
                self.cut(block.start, block.end);
                is_removed = true;
            }
        }
        is_removed
    }

    /// Facts behind a removed entry of a numbered list move up by one.
    fn renumber(&mut self, list: &str, removed: usize) {
        let tree = self.tree();
        let mut changes = Vec::new();
        for key in ["drafts", "confirmed"] {
            let Some(entries) = tree.get(key) else { continue };
            for entry in entries.items() {
                let Some(node) = entry.get("fact") else { continue };
                let TomlValue::Text(fact) = &node.value else { continue };
                let Some(rest) = fact.strip_prefix(&format!("{list}.")) else { continue };
                let (number, behind) = match rest.split_once('.') {
                    Some((number, behind)) => (number, format!(".{behind}")),
                    None => (rest, String::new()),
                };
                let Ok(number) = number.parse::<usize>() else { continue };
                if number > removed {
                    let fact = format!("{list}.{}{behind}", number - 1);
                    changes.push((node.at.span.range(), fact));
                }
            }
        }
        changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        for (range, fact) in changes {
            self.text.replace_range(range, &toml::Value::String(fact).to_string());
        }
    }

    /// Removes a piece with the empty lines before it.
    fn cut(&mut self, start: usize, end: usize) {
        let before = self.text[..start].trim_end_matches(['\n', '\r']).len();
        let from = if before == 0 { 0 } else { (before + 1).min(start) };
        self.text.replace_range(from..end, "");
    }

    /// The headers of tables in their order.
    fn blocks(&self) -> Vec<HeaderBlock> {
        let mut blocks: Vec<HeaderBlock> = Vec::new();
        // Lines inside of texts over several lines look like headers: the tree knows better.
        let texts = self.tree();
        let texts = texts.texts();
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            let start = offset;
            offset += line.len();
            let is_inside = texts.iter().any(|text| {
                let span = text.at.span;
                (span.start as usize) < start && start < span.end as usize
            });
            let content = line.trim();
            if !is_inside && let Some((name, is_list)) = header(content) {
                blocks.push(HeaderBlock { name, is_list, start, end: offset });
            } else if !content.is_empty()
                && (is_inside || !content.starts_with('#'))
                && let Some(last) = blocks.last_mut()
            {
                last.end = offset;
            }
        }
        blocks
    }
}

/// The name in a header line.
fn header(line: &str) -> Option<(String, bool)> {
    let bare = match line.split_once('#') {
        Some((before, _)) => before.trim_end(),
        None => line,
    };
    if let Some(name) = bare.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) {
        return Some((name.trim().to_owned(), true));
    }
    let name = bare.strip_prefix('[')?.strip_suffix(']')?;
    let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' '));
    if is_name { Some((name.trim().to_owned(), false)) } else { None }
}

/// A value that somebody typed, as TOML of the type that the former value has.
fn written(former: &TomlValue, typed: &str) -> Option<String> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let typed = typed.trim();
    match former {
        // What is not stated yet may become a number or a text.
        TomlValue::Text(former) if former == "unstated" => {
            let is_bare = typed.parse::<u64>().is_ok() || typed == "true" || typed == "false";
            Some(if is_bare { typed.to_owned() } else { quoted(typed) })
        }
        TomlValue::Text(_) | TomlValue::Date(_) => Some(quoted(typed)),
        _ if typed == "unstated" => Some(quoted(typed)),
        TomlValue::Number(..) => {
            let number: u64 = typed.parse().ok()?;
            Some(number.to_string())
        }
        TomlValue::Bool(_) => match typed {
            "true" | "是" => Some("true".to_owned()),
            "false" | "否" => Some("false".to_owned()),
            _ => None,
        },
        TomlValue::List(_) => {
            let mut items = Vec::new();
            for item in typed.split(['，', ',', '、', '；', ';']) {
                if !item.trim().is_empty() {
                    items.push(quoted(item.trim()));
                }
            }
            Some(format!("[{}]", items.join(", ")))
        }
        TomlValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROFILE: &str = "# 说明\ntitle = \"通知\"  # 第 1 行\ndoc-no = \"某〔2024〕1号\"\n\n# 期限\n[[deadlines]]\nwording = \"8月5日前\"\ndate = \"2024-08-05\"\n\n[[deadlines]]\nwording = \"8月6日前\"\ndate = \"2024-08-06\"\n\n[deliver.paper]\ncopies = 3  # 第 7 行\n\n[[conditions]]\nid = \"c1\"\nquote = \"x\"\n[[conditions.measures]]\nkind = \"years\"\n\n[[drafts]]\nfact = \"title\"\n\n[[drafts]]\nfact = \"deadlines.0\"\n\n[[drafts]]\nfact = \"deadlines.1\"\nwhy = \"年份\"\n";

    fn profile() -> ProfileText {
        ProfileText { text: PROFILE.to_owned() }
    }

    #[test]
    fn confirming_moves_a_fact_and_keeps_everything_else() {
        let mut profile = profile();
        let who = Confirmation { fact: "deadlines.0", by: "张", on: "2024-07-01" };
        assert!(profile.confirm(who));
        assert!(!profile.confirm(who), "it is no draft any more");
        let text = &profile.text;
        assert!(!text.contains("[[drafts]]\nfact = \"deadlines.0\""), "{text}");
        let end = "[[confirmed]]\nfact = \"deadlines.0\"\nby = \"张\"\non = \"2024-07-01\"\n";
        assert!(text.ends_with(end), "{text}");
        for kept in ["# 说明", "# 第 1 行", "# 期限", "# 第 7 行", "why = \"年份\""] {
            assert!(text.contains(kept), "{kept}\n{text}");
        }
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
    }

    #[test]
    fn values_keep_their_types() {
        let mut profile = profile();
        assert!(profile.set("deliver.paper.copies", "5"));
        assert!(!profile.set("deliver.paper.copies", "五"));
        assert!(profile.set("title", "新的“通知”"));
        assert!(profile.text.contains("copies = 5  # 第 7 行"), "{}", profile.text);
        assert!(profile.set_unstated("doc-no"));
        assert!(profile.text.contains("doc-no = \"unstated\""), "{}", profile.text);
    }

    #[test]
    fn entries_go_whole_and_later_ones_are_renumbered() {
        let mut profile = profile();
        assert!(profile.set_unstated("deadlines.0"));
        assert!(profile.set_unstated("conditions.c1"));
        let text = &profile.text;
        assert!(!text.contains("8月5日前") && text.contains("8月6日前"), "{text}");
        assert!(!text.contains("conditions"), "{text}");
        assert!(text.contains("fact = \"deadlines.0\"\nwhy = \"年份\""), "{text}");
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
    }
}
