//! A tree of values as the text of `pilot.toml`: a key a line, in the order of the schema, with
//! what each key means.

use crate::notice::Notice;
use crate::project::config::UNFILLED;
use crate::project::json_schema::SCHEMA_FILE;
use crate::project::schema::{self, AllowedValues, KeyKind, KeySpec};
use crate::project::toml_tree::{TomlNode, TomlValue};
use crate::text::word_list::starts_with_any;

use super::complete::demands::{attached_materials, is_attached};
use super::division_names::place_name;
use super::known_facts::{division, said, said_category};
use super::template::Holes;
use super::unfilled::unfilled_mark;

/// What the text is made of.
struct TomlWriter<'a> {
    notice: &'a Notice,
    facts: &'a TomlNode,
    out: String,
}

/// The text of each part of the file, for the holes `table.project`, `table.objects` …
pub(super) fn blocks(notice: &Notice, facts: &TomlNode) -> Holes {
    schema::ROOT
        .iter()
        .filter(|key| is_table(key))
        .map(|key| (format!("table.{}", key.name), block(key, notice, facts)))
        .collect()
}

fn is_table(key: &KeySpec) -> bool {
    matches!(key.kind, KeyKind::Table(_) | KeyKind::Tables(_) | KeyKind::Rules(_))
}

fn block(key: &KeySpec, notice: &Notice, facts: &TomlNode) -> Option<String> {
    let mut writer = TomlWriter { notice, facts, out: String::new() };
    if let Some(node) = facts.get(key.name) {
        writer.part(key.name, key.kind, node);
    }
    if key.name == "attachments" {
        writer.other_materials();
    }
    let text = writer.out.trim().to_owned();
    if !text.is_empty() { Some(text) } else { None }
}

/// Adds what a template has no hole for, so that nothing that was said is lost.
pub(super) fn with_rest(mut text: String, notice: &Notice, facts: &TomlNode) -> String {
    let has = |text: &str, starts: &[String]| {
        let mut lines = text.lines().map(str::trim_start);
        lines.any(|line| starts_with_any(line, starts))
    };
    if !has(&text, &["notice = ".to_owned()]) {
        let head = text
            .lines()
            .take_while(|l| l.starts_with('#'))
            .map(|l| l.len() + 1)
            .sum::<usize>()
            .min(text.len());
        let named = said(facts, "notice").unwrap_or_else(|| notice.profile.id.clone());
        text.insert_str(head, &format!("\nformat = 1\nnotice = {}\n", quoted(&named)));
    }
    if !text.starts_with("#:schema ") {
        text.insert_str(0, &format!("#:schema {SCHEMA_FILE}\n"));
    }
    for key in schema::ROOT.iter().filter(|key| is_table(key)) {
        let name = key.name;
        if has(&text, &[format!("[{name}]"), format!("[[{name}]]"), format!("[{name}.")]) {
            continue;
        }
        if let Some(block) = block(key, notice, facts) {
            text.push_str(&format!("\n# {}\n{block}\n", notice.profile.say(key.about)));
        }
    }
    text
}

impl TomlWriter<'_> {
    /// What a key means, in the notice's words.
    fn about(&self, key: &KeySpec) -> String {
        self.notice.profile.say(key.about)
    }

    fn part(&mut self, path: &str, kind: KeyKind, node: &TomlNode) {
        match kind {
            KeyKind::Table(keys) => self.table(&format!("[{path}]"), path, keys, node, true),
            KeyKind::Tables(keys) => {
                for (index, item) in node.items().iter().enumerate() {
                    self.table(&format!("[[{path}]]"), path, keys, item, index == 0);
                }
            }
            KeyKind::Rules(keys) => {
                for (index, (rule, item)) in node.entries().iter().enumerate() {
                    let name = key_text(&rule.value);
                    self.table(
                        &format!("[{path}.{name}]"),
                        &format!("{path}.{name}"),
                        keys,
                        item,
                        index == 0,
                    );
                }
            }
            _ => {}
        }
    }

    /// `explained`: the first of several like tables tells what its keys mean.
    fn table(
        &mut self,
        header: &str,
        path: &str,
        keys: &'static [KeySpec],
        node: &TomlNode,
        explained: bool,
    ) {
        let present = || keys.iter().filter_map(|key| Some((key, node.get(key.name)?)));
        if present().next().is_none() {
            return;
        }
        self.out.push_str(&format!("\n{header}\n"));
        self.quotation(path, node);
        for (key, value) in present().filter(|(key, _)| !is_table(key)) {
            let words = match key.kind {
                // Each material and condition has an entry of its own.
                KeyKind::Choice(AllowedValues::Materials | AllowedValues::Conditions) => Vec::new(),
                KeyKind::Choice(choices) | KeyKind::ChoiceList(choices) => {
                    choices.named(&self.notice.profile)
                }
                _ => Vec::new(),
            };
            if explained && !words.is_empty() {
                let words: Vec<String> = words
                    .iter()
                    .map(|(word, name)| format!("{word} {name}").trim().to_owned())
                    .collect();
                self.out.push_str(&format!("# {}：{}\n", self.about(key), words.join("；")));
            }
            if let Some((listed, list)) = self.suggestions(path, key.name) {
                self.out.push_str(&format!(
                    "# {}，{listed}：{}\n",
                    self.about(key),
                    list.join("、")
                ));
            }
            let text = value_text(value);
            self.out.push_str(&format!("{} = {text}", key.name));
            let comment = match (path, key.name) {
                ("applicant", "division") => division(self.notice, self.facts).map(place_name),
                ("project", "industries" | "basins") => None,
                _ => (explained && words.is_empty() && !text.contains(UNFILLED))
                    .then(|| self.about(key)),
            };
            if let Some(comment) = comment {
                self.out.push_str(&format!("  # {comment}"));
            }
            self.out.push('\n');
        }
        for (key, value) in present().filter(|(key, _)| is_table(key)) {
            self.part(&format!("{path}.{}", key.name), key.kind, value);
        }
    }
}

impl TomlWriter<'_> {
    /// Words that the notice names for a key whose list it leaves open, and what they are.
    fn suggestions(&self, path: &str, key: &str) -> Option<(&'static str, &[String])> {
        let profile = &self.notice.profile;
        let category = said(self.facts, "project.category").and_then(|id| profile.category(&id));
        let (listed, list) = match (path, key) {
            ("project", "industries") if category.is_some_and(|c| c.simplified) => {
                ("本类别限于以下重点行业之外的企业", &profile.industries)
            }
            ("project", "industries") => ("通知列出", &profile.industries),
            ("project", "basins") => ("通知列出", &profile.basins),
            _ => return None,
        };
        if !list.is_empty() { Some((listed, list.as_slice())) } else { None }
    }
}

impl TomlWriter<'_> {
    /// The words of the notice that an entry answers, as a comment in it.
    fn quotation(&mut self, path: &str, node: &TomlNode) {
        let profile = &self.notice.profile;
        let key = |name: &str| node.get(name).and_then(TomlNode::text).map(|text| text.value);
        let quoted = match path {
            "conditions" => key("id").and_then(|id| {
                let condition = profile.condition(&id)?;
                let strength = condition.strength.word();
                let place = if condition.clause.is_empty() {
                    strength.to_owned()
                } else {
                    format!("{}，{strength}", condition.clause)
                };
                Some(format!("# 通知原文（{place}）：{}", one_line(&condition.quote)))
            }),
            "attachments" => key("material").and_then(|id| {
                let material = profile.material(&id)?;
                Some(format!("# 通知原文：{}", one_line(&material.quote)))
            }),
            _ => None,
        };
        if let Some(comment) = quoted {
            self.out.push_str(&comment);
            self.out.push('\n');
        }
    }

    /// Materials that may be wanted as well, as comments: those that the notice leaves to the
    /// applicant, and those of single categories while none is chosen.
    fn other_materials(&mut self) {
        let category = said_category(self.notice, self.facts);
        let wanted = attached_materials(self.notice, category);
        for material in &self.notice.profile.materials {
            let is_wanted = wanted.iter().any(|other| other.id == material.id);
            let may_hold = match category {
                Some(category) => material.holds_for(Some(&category.id)),
                None => true,
            };
            if is_wanted || !may_hold || !is_attached(material) {
                continue;
            }
            let why = if material.optional {
                "可交可不交，要交就去掉各行前面的 #".to_owned()
            } else {
                let names: Vec<&str> = material
                    .categories
                    .iter()
                    .filter_map(|id| self.notice.profile.category(id))
                    .map(|category| category.name.as_str())
                    .collect();
                format!("只对{}，是这一类的就去掉各行前面的 #", names.join("、"))
            };
            let entry = format!(
                "\n# {}（{why}）\n# 通知原文：{}\n# [[attachments]]\n# title = {}\n# file = {}\n# material = {}\n",
                one_line(&material.name),
                one_line(&material.quote),
                quoted(&material.name),
                quoted(&unfilled_mark("attachments.file")),
                quoted(&material.id),
            );
            self.out.push_str(&entry);
        }
    }
}

/// A text in one line, as a comment needs it.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

fn value_text(node: &TomlNode) -> String {
    match &node.value {
        TomlValue::Text(text) | TomlValue::Date(text) => quoted(text),
        // Digits as written, so that 1.20 stays 1.20; a number in another base is written out.
        TomlValue::Number(value, digits) if digits.parse() == Ok(*value) => digits.clone(),
        TomlValue::Number(value, _) => value.to_string(),
        TomlValue::Bool(flag) => flag.to_string(),
        TomlValue::List(items) => {
            let items: Vec<String> = items.iter().map(value_text).collect();
            format!("[{}]", items.join(", "))
        }
        TomlValue::Table(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(k, v)| format!("{} = {}", key_text(&k.value), value_text(v)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn key_text(name: &str) -> String {
    let bare = !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare { name.to_owned() } else { quoted(name) }
}

/// A basic string of TOML 1.0.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
