//! Which lines of a page are the notice: where sentences stand and links do not.

use crate::reading::document::LineKind;
use crate::reading::input::page_words::{FurniturePlace, Words};
use crate::text::han::{fold, han_count};

use super::lines::PageLine;
use super::tree::{NodeId, Tree};

/// What becomes of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is part of the notice.
    Kept,
    /// It is not, and why.
    Left(String),
}

/// An element is furniture only if it holds less than this share of a page's sentences, whatever its name says.
const MOST_OF_FURNITURE: usize = 30;
/// The notice stands in an element that holds at least this share of them.
const LEAST_OF_BODY: usize = 75;
/// Text beside it that holds this share is part of it, too.
const LEAST_OF_PART: usize = 15;

/// What becomes of each line.
pub(super) fn fates(tree: &Tree, lines: &[PageLine], title: Option<usize>) -> Vec<Fate> {
    let weights = Weights::of(tree, lines);
    let furniture = lines.iter().map(|line| weights.furniture(tree, line));
    let furniture: Vec<Option<String>> = furniture.collect();
    let weights = Weights::without(tree, lines, &furniture);
    let core = weights.core(tree);
    let is_within =
        |line: &PageLine, element: NodeId| tree.lineage(line.node).any(|id| id == element);
    let inside: Vec<bool> = lines.iter().map(|line| is_within(line, core)).collect();
    let first = inside.iter().position(|is_inside| *is_inside).unwrap_or(0);
    let last = inside.iter().rposition(|is_inside| *is_inside).unwrap_or(0);
    let wrapper = wrapper(tree, lines, core, title);
    let mut fates = Vec::new();
    let mut has_ended = false;
    for (index, line) in lines.iter().enumerate() {
        if let Some(why) = &furniture[index] {
            fates.push(Fate::Left(why.clone()));
            continue;
        }
        if inside[index] || Some(index) == title || is_field(line) {
            fates.push(Fate::Kept);
            continue;
        }
        let is_near = is_within(line, wrapper);
        let is_part = weights.is_part(tree, line);
        let after_title = title.is_some_and(|title| index > title);
        // Behind the notice another heading begins something else.
        let is_other = line.kind == LineKind::Heading && !is_annex(line);
        has_ended |= index > last && (is_other || ends_notice(&line.text));
        let is_link = line.linked * 2 > line.text.chars().count() && !line.has_file;
        let is_kept = if index < first {
            (is_near && after_title && !is_link) || is_part
        } else {
            is_part || (!has_ended && ((is_near && !is_link) || is_annex(line)))
        };
        fates.push(if is_kept { Fate::Kept } else { Fate::Left("正文以外".to_owned()) });
    }
    fates
}

/// A row or line of fields above a notice, wherever the page puts it: two labels of fields or more, or one of the important ones.
fn is_field(line: &PageLine) -> bool {
    let words = Words::get();
    let found = words.label.find_iter(&line.text).count();
    let starts = words.label.find(&line.text).is_some_and(|label| label.start() == 0);
    starts && (found >= 2 || line.kind == LineKind::TableRow) && line.text.chars().count() < 300
}

fn ends_notice(text: &str) -> bool {
    Words::get().furniture(text, &[FurniturePlace::End, FurniturePlace::Tail]).is_some()
}

/// A link to a file, or the head of a list of them.
fn is_annex(line: &PageLine) -> bool {
    line.has_file || (line.text.starts_with("附件") && line.text.chars().count() < 100)
}

/// The element in which a page shows the notice with its title.
fn wrapper(tree: &Tree, lines: &[PageLine], core: NodeId, title: Option<usize>) -> NodeId {
    if let Some(title) = title {
        let around: Vec<NodeId> = tree.lineage(lines[title].node).collect();
        let common = tree.lineage(core).find(|id| around.contains(id));
        if let Some(common) = common
            && common != core
        {
            return common;
        }
    }
    let parent = tree.parent(core).filter(|id| !matches!(tree.name(*id), "body" | "html" | ""));
    parent.unwrap_or(core)
}

/// How many ideographs of sentences each element holds.
struct Weights {
    own: Vec<usize>,
    below: Vec<usize>,
}

impl Weights {
    fn of(tree: &Tree, lines: &[PageLine]) -> Self {
        Self::without(tree, lines, &vec![None; lines.len()])
    }

    fn without(tree: &Tree, lines: &[PageLine], furniture: &[Option<String>]) -> Self {
        let mut weights = Self { own: vec![0; tree.len()], below: vec![0; tree.len()] };
        for (line, furniture) in lines.iter().zip(furniture) {
            if furniture.is_none() {
                let weight = weight(line);
                weights.own[line.node] += weight;
            }
        }
        // Lines of one element are counted once on the way up.
        for node in 0..tree.len() {
            let weight = weights.own[node];
            if weight > 0 {
                for element in tree.lineage(node) {
                    weights.below[element] += weight;
                }
            }
        }
        weights
    }

    fn all(&self) -> usize {
        self.below[Tree::ROOT]
    }

    fn share(&self, element: NodeId) -> usize {
        self.below[element] * 100 / self.all().max(1)
    }

    /// The deepest element that holds nearly all sentences; of elements with the same text the one that is called so.
    fn core(&self, tree: &Tree) -> NodeId {
        let mut core = Tree::ROOT;
        if self.all() == 0 {
            return core;
        }
        loop {
            let children = tree.children(core).iter();
            let heaviest = children.max_by_key(|child| self.below[**child]);
            let heaviest = heaviest.filter(|child| self.share(**child) >= LEAST_OF_BODY);
            let Some(&child) = heaviest else {
                return core;
            };
            // A single paragraph or row is too little to be the whole.
            if matches!(
                tree.name(child),
                "p" | "tr"
                    | "table"
                    | "tbody"
                    | "span"
                    | "font"
                    | "h1"
                    | "h2"
                    | "h3"
                    | "ul"
                    | "ol"
                    | "li"
            ) && self.own[child] == self.below[child]
            {
                return core;
            }
            core = child;
            if is_called_body(tree, core) && self.share(core) >= 90 {
                let inner = tree.children(core).iter().any(|child| {
                    self.share(*child) >= LEAST_OF_BODY && is_called_body(tree, *child)
                });
                if !inner {
                    return core;
                }
            }
        }
    }

    /// Whether a line stands in an element beside the notice that has a good part of the page's sentences.
    fn is_part(&self, tree: &Tree, line: &PageLine) -> bool {
        let mut chain = tree.lineage(line.node);
        chain.any(|id| {
            let share = self.share(id);
            (LEAST_OF_PART..LEAST_OF_BODY).contains(&share)
        })
    }

    /// Why a line is furniture by what it stands in.
    fn furniture(&self, tree: &Tree, line: &PageLine) -> Option<String> {
        if let Some(id) = line.hidden_by
            && self.share(id) < MOST_OF_FURNITURE
        {
            return Some("隐藏内容".to_owned());
        }
        let chain = tree.lineage(line.node);
        for id in chain {
            if self.share(id) >= MOST_OF_FURNITURE {
                return None;
            }
            let by_name = match tree.name(id) {
                "nav" => Some("导航"),
                "footer" => Some("网站页脚"),
                "aside" => Some("侧栏"),
                "button" | "textarea" | "option" => Some("控件"),
                _ => None,
            };
            if let Some(why) = by_name {
                return Some(why.to_owned());
            }
            if !matches!(tree.name(id), "p" | "span" | "font" | "b" | "strong" | "td" | "tr")
                && let Some(why) = called_furniture(tree, id)
                && !is_head_of_notice(line)
            {
                return Some(why.to_owned());
            }
        }
        None
    }
}

/// `<div class="header">` may hold the title and the fields of the notice as well as the head of a site.
fn is_head_of_notice(line: &PageLine) -> bool {
    line.kind == LineKind::Heading || is_field(line)
}

/// The ideographs of a line that is a sentence or a part of one; links and labels are none.
fn weight(line: &PageLine) -> usize {
    let has_stop = line.text.contains(['。', '；', '，', '：', '、', ';', ':']);
    let count = han_count(&line.text);
    let is_text = has_stop || count >= 25;
    let is_link = line.linked * 2 > line.text.chars().count();
    if is_text && !is_link { count } else { 0 }
}

fn is_called_body(tree: &Tree, id: NodeId) -> bool {
    let words = Words::get();
    let names = ["class", "id"].into_iter().filter_map(|name| tree.attribute(id, name));
    let mut whole = names.flat_map(str::split_whitespace);
    matches!(tree.name(id), "article" | "ucapcontent" | "main")
        || whole.any(|word| words.bodies.contains(&word.to_ascii_lowercase()))
}

fn called_furniture(tree: &Tree, id: NodeId) -> Option<&'static str> {
    let words = Words::get();
    for name in ["class", "id"] {
        let Some(value) = tree.attribute(id, name) else { continue };
        for word in parts(value) {
            if let Some(why) = words.containers.get(&word) {
                return Some(why);
            }
        }
    }
    None
}

/// The words of a class or id: `footerBox nav_left` is footer, box, nav, left; each whole name as well.
fn parts(value: &str) -> Vec<String> {
    let mut words = Vec::new();
    for name in value.split_whitespace().take(20) {
        let mut word = String::new();
        for c in name.chars().take(60) {
            let is_boundary = !c.is_ascii_alphabetic()
                || (c.is_ascii_uppercase() && word.ends_with(|b: char| b.is_ascii_lowercase()));
            if is_boundary && !word.is_empty() {
                words.push(std::mem::take(&mut word).to_ascii_lowercase());
            }
            if c.is_ascii_alphabetic() {
                word.push(c);
            }
        }
        if !word.is_empty() {
            words.push(word.to_ascii_lowercase());
        }
        words.push(name.to_ascii_lowercase());
    }
    words
}

/// The line that is the title of the notice: what the page's own title begins with, or its last heading before the text.
pub(super) fn title(lines: &[PageLine], told: &[String]) -> Option<usize> {
    let mut told: Vec<String> = told.iter().map(|title| fold(title)).collect();
    told.retain(|title| han_count(title) >= 6);
    let mut heading = None;
    let mut equal = None;
    let mut plain = None;
    for (index, line) in lines.iter().enumerate() {
        if han_count(&line.text) < 6 || line.hidden_by.is_some() {
            continue;
        }
        let folded = fold(&line.text);
        let is_link = line.linked * 2 > line.text.chars().count();
        // The way to a page ends in its title, too; the heading comes last.
        if told.iter().any(|title| title.starts_with(&folded) || *title == folded)
            && !is_link
            && line.text.chars().count() > 8
        {
            equal = equal.or(Some(index));
        }
        let endings = ["通知", "公告", "通告", "指南", "函", "启事", "方案", "办法"];
        let ends_as_title = endings.iter().any(|ending| line.text.ends_with(ending));
        let is_call = line.text.contains("关于") || ends_as_title;
        if line.kind == LineKind::Heading && is_call && heading.is_none() {
            heading = Some(index);
        }
        let is_plain_title = line.text.contains("关于")
            && ends_as_title
            && !line.text.contains(['。', '；'])
            && line.kind != LineKind::TableRow;
        if is_plain_title && line.linked == 0 && plain.is_none() {
            plain = Some(index);
        }
    }
    equal.or(heading).or(plain)
}
