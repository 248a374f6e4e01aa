//! The outline that a notice prescribes: `outline.toml`.

use anyhow::{Context as _, bail};
use serde::Deserialize;

use crate::text::numeral::{self, OrdinalKind};
use crate::text::{At, han};

/// A heading of the outline.
#[derive(Clone, Debug)]
pub struct OutlineNode {
    /// Its ordinal as the notice writes it, `(一)`; empty if it has none.
    pub number: String,
    /// Its words without the ordinal.
    pub title: String,
    /// What to write there, for every category.
    pub ask: Vec<String>,
    /// What to write there, by category.
    pub ask_for: Vec<(String, Vec<String>)>,
    /// Whether a plan must have it.
    pub required: bool,
    /// Length in Chinese characters under which it looks thin.
    pub min_chars: Option<usize>,
    /// Headings below it.
    pub children: Vec<OutlineNode>,
    /// Its place in the notice; `None` if the outline is not part of the notice's text.
    pub at: Option<At>,
    /// The ordinals from the top, `一(二)`.
    pub path: String,
}

impl OutlineNode {
    /// The heading as the notice writes it.
    pub fn full(&self) -> String {
        format!("{}{}", self.number, self.title)
    }

    /// Whether it has no headings below it.
    pub fn is_leaf(&self) -> bool {
        self.children.is_empty()
    }

    /// What to write there in a category.
    pub fn asks<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a str> + 'a {
        let special =
            self.ask_for.iter().filter(move |(id, _)| id == category).flat_map(|(_, asks)| asks);
        self.ask.iter().chain(special).map(String::as_str)
    }

    /// This heading and all below it, in order, with their depth from 0.
    pub fn walk(&self) -> Vec<(usize, &Self)> {
        fn go<'a>(node: &'a OutlineNode, depth: usize, out: &mut Vec<(usize, &'a OutlineNode)>) {
            out.push((depth, node));
            for child in &node.children {
                go(child, depth + 1, out);
            }
        }
        let mut out = Vec::new();
        go(self, 0, &mut out);
        out
    }
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct RawOutline {
    format: u32,
    #[serde(default)]
    section: Vec<WrittenHeading>,
}

/// A heading as it is written in `outline.toml` or in an example of a card.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WrittenHeading {
    heading: String,
    #[serde(default)]
    ask: Vec<String>,
    #[serde(default)]
    ask_for: toml::Table,
    #[serde(default = "yes")]
    required: bool,
    min_chars: Option<usize>,
    #[serde(default)]
    section: Vec<WrittenHeading>,
}

fn yes() -> bool {
    true
}

/// Reads `outline.toml`; `place` finds a heading in the notice.
///
/// # Errors
/// If the file has another shape.
pub fn parse(text: &str, place: &dyn Fn(&str) -> Option<At>) -> anyhow::Result<Vec<OutlineNode>> {
    let raw: RawOutline = toml::from_str(text)?;
    if raw.format != 1 {
        bail!("format {} is not known", raw.format);
    }
    nodes(raw.section, place)
}

/// The headings of an outline; `place` finds one in the notice.
///
/// # Errors
/// If what is asked for in a category is no list of texts.
pub(super) fn nodes(
    headings: Vec<WrittenHeading>,
    place: &dyn Fn(&str) -> Option<At>,
) -> anyhow::Result<Vec<OutlineNode>> {
    headings.into_iter().map(|heading| build(heading, "", place)).collect()
}

fn build(
    raw: WrittenHeading,
    above: &str,
    place: &dyn Fn(&str) -> Option<At>,
) -> anyhow::Result<OutlineNode> {
    let at = place(&raw.heading);
    let len = match numeral::ordinal(&raw.heading) {
        Some(o) => o.len,
        None => 0,
    };
    let (number, title) = raw.heading.split_at(len);
    let short = match numeral::ordinal(number).map(|o| (o.kind, o.number)) {
        Some((OrdinalKind::Chinese, n)) => numeral::chinese(n),
        Some(_) => han::fold(number),
        None => String::new(),
    };
    let path = format!("{above}{short}");
    let mut ask_for = Vec::new();
    for (category, value) in raw.ask_for {
        let asks = value.try_into().with_context(|| format!("{}: ask-for", raw.heading))?;
        ask_for.push((category, asks));
    }
    let children = raw
        .section
        .into_iter()
        .map(|child| build(child, &path, place))
        .collect::<Result<_, _>>()?;
    Ok(OutlineNode {
        number: number.to_owned(),
        title: title.to_owned(),
        ask: raw.ask,
        ask_for,
        required: raw.required,
        min_chars: raw.min_chars,
        children,
        at,
        path,
    })
}
