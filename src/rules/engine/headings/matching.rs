//! Which heading of a plan stands for which heading of the outline. Computed once a run; all rules
//! of the group look at it.
//!
//! What is certain is taken first: number and words, then the words alone, then near wordings, each
//! first under the right parent and then anywhere. So a wrong number, a missing bracket, extra
//! words, another order, a wrong level or a move under another heading each leave the heading
//! recognised, and are reported as what they are instead of as something missing.

use crate::notice::OutlineNode;
use crate::plan::{Plan, Section};
use crate::text::numeral::OrdinalKind;

use super::title::{self, Title};

/// The pairs of outline and plan.
#[derive(Debug, Default)]
pub(in crate::rules) struct Matching<'a> {
    /// The outline's headings in order.
    pub(in crate::rules) nodes: Vec<Node<'a>>,
    /// The plan's headings in order.
    pub(in crate::rules) heads: Vec<Head<'a>>,
    /// For each heading of the plan the last one before it that stands for a first-level heading
    /// of the outline.
    roots: Vec<Option<usize>>,
}

/// A heading of the outline.
#[derive(Debug)]
pub(in crate::rules) struct Node<'a> {
    pub(in crate::rules) node: &'a OutlineNode,
    pub(in crate::rules) title: Title,
    pub(in crate::rules) parent: Option<usize>,
    /// 0 at the first level.
    pub(in crate::rules) depth: usize,
    /// The plan's heading that stands for it.
    pub(in crate::rules) head: Option<usize>,
    /// Further headings with its very words.
    pub(in crate::rules) again: Vec<usize>,
}

/// A heading of the plan.
#[derive(Debug)]
pub(in crate::rules) struct Head<'a> {
    pub(in crate::rules) section: &'a Section,
    pub(in crate::rules) title: Title,
    pub(in crate::rules) parent: Option<usize>,
    /// The outline's heading that it stands for.
    pub(in crate::rules) node: Option<usize>,
    /// Whether it repeats one of the outline that another heading stands for.
    pub(in crate::rules) repeats: bool,
}

/// The ways to recognise a heading, the surest first.
#[derive(Clone, Copy)]
enum Pass {
    /// Number and words, under the right parent.
    FullHere,
    /// The words, under the right parent.
    WordsHere,
    /// Number and words, anywhere.
    FullAnywhere,
    /// The words anywhere, with an ordinal of the right kind or none.
    WordsAnywhere,
    /// A near wording under the right parent.
    NearHere,
    /// A near wording with the right ordinal anywhere.
    NearAnywhere,
    /// The words anywhere, whatever the ordinal.
    AnyWords,
}

const PASSES: [Pass; 7] = [
    Pass::FullHere,
    Pass::WordsHere,
    Pass::FullAnywhere,
    Pass::WordsAnywhere,
    Pass::NearHere,
    Pass::NearAnywhere,
    Pass::AnyWords,
];

/// Likeness from which a wording is near: with the same number under the same parent (below the
/// first level the parent says more, so less is enough), under the same parent, anywhere.
const NEAR: [f64; 4] = [0.55, 0.5, 0.7, 0.75];
/// The part of the shorter wording that must stand in the longer one where number and parent agree
/// but edits are many.
const SHARED: f64 = 0.75;
/// How long the shorter wording must be, measured by the longer one, where nothing but the number
/// agrees: a chapter of a law on 节能改造 is not the section on 节能改造工作基础.
const LENGTH: f64 = 0.6;

impl<'a> Matching<'a> {
    /// The plan's section that stands for the heading with a path, `二(二)`.
    pub(in crate::rules) fn section(&self, path: &str) -> Option<&'a Section> {
        let node = self.nodes.iter().find(|n| n.node.path == path)?;
        Some(self.heads[node.head?].section)
    }

    /// Compares a plan with an outline.
    pub(in crate::rules) fn of(outline: &'a [OutlineNode], plan: Option<&'a Plan>) -> Self {
        let mut matching = Self::default();
        for node in outline.iter() {
            matching.add_node(node, None);
        }
        if let (Some(plan), false) = (plan, outline.is_empty()) {
            for section in plan.sections.iter() {
                matching.add_head(section, None);
            }
        }
        // Parents first, since where a heading belongs depends on them.
        let is_top = |node: &usize| matching.nodes[*node].parent.is_none();
        let mut level: Vec<usize> = (0..matching.nodes.len()).filter(is_top).collect();
        while !level.is_empty() {
            for pass in PASSES {
                matching.run(pass, &level);
            }
            matching.note_roots();
            level = (0..matching.nodes.len())
                .filter(|n| matching.nodes[*n].parent.is_some_and(|p| level.contains(&p)))
                .collect();
        }
        matching.find_repeated();
        matching
    }

    fn add_node(&mut self, node: &'a OutlineNode, parent: Option<usize>) {
        let index = self.nodes.len();
        let depth = match parent {
            Some(p) => self.nodes[p].depth + 1,
            None => 0,
        };
        self.nodes.push(Node {
            node,
            title: Title::of(&node.full()),
            parent,
            depth,
            head: None,
            again: Vec::new(),
        });
        for child in node.children.iter() {
            self.add_node(child, Some(index));
        }
    }

    fn add_head(&mut self, section: &'a Section, parent: Option<usize>) {
        let index = self.heads.len();
        self.heads.push(Head {
            section,
            title: Title::of(&section.heading.text),
            parent,
            node: None,
            repeats: false,
        });
        for child in section.children.iter() {
            self.add_head(child, Some(index));
        }
    }

    fn note_roots(&mut self) {
        let mut last = None;
        self.roots.clear();
        for (index, head) in self.heads.iter().enumerate() {
            self.roots.push(last);
            if head.node.is_some_and(|n| self.nodes[n].parent.is_none()) {
                last = Some(index);
            }
        }
    }

    /// Whether a section of the plan stands for a heading of the outline.
    pub(in crate::rules) fn is_matched(&self, section: &Section) -> bool {
        self.nodes
            .iter()
            .filter_map(|n| n.head)
            .any(|h| std::ptr::eq(self.heads[h].section, section))
    }

    /// Pairs of free nodes and heads that a pass accepts, the best first.
    fn run(&mut self, pass: Pass, level: &[usize]) {
        let mut pairs = Vec::new();
        for &n in level.iter().filter(|n| self.nodes[**n].head.is_none()) {
            for h in (0..self.heads.len()).filter(|h| self.heads[*h].node.is_none()) {
                let score = self.score(pass, n, h);
                if score > 0.0 {
                    pairs.push((score, n, h));
                }
            }
        }
        // The best first; of equal ones those that stand first.
        pairs.sort_by(|(score, n, h), (other_score, other_n, other_h)| {
            let by_score = other_score.total_cmp(score);
            by_score.then((n, h).cmp(&(other_n, other_h)))
        });
        for (_, n, h) in pairs {
            if self.nodes[n].head.is_none() && self.heads[h].node.is_none() {
                self.nodes[n].head = Some(h);
                self.heads[h].node = Some(n);
            }
        }
    }

    fn score(&self, pass: Pass, n: usize, h: usize) -> f64 {
        let (wanted, there) = (&self.nodes[n].title, &self.heads[h].title);
        let same_words = wanted.words == there.words && !wanted.words.is_empty();
        let same_number = wanted.ordinal == there.ordinal;
        let same_kind = there.ordinal.is_none() || kind(there) == kind(wanted);
        let certain = |yes: bool| if yes { 1.0 } else { 0.0 };
        match pass {
            Pass::FullHere => certain(same_words && same_number && self.is_here(n, h)),
            Pass::WordsHere => certain(same_words && self.is_here(n, h)),
            Pass::FullAnywhere => certain(same_words && same_number),
            Pass::WordsAnywhere => certain(same_words && same_kind),
            Pass::AnyWords => certain(same_words),
            Pass::NearHere if self.is_here(n, h) && self.is_level(n, h) => {
                let alike = title::likeness(&wanted.words, &there.words);
                let numbered = same_number && wanted.ordinal.is_some();
                if numbered
                    && (alike >= NEAR[usize::from(self.nodes[n].parent.is_some())]
                        || title::shared(&wanted.words, &there.words) >= SHARED)
                {
                    1.0 + alike
                } else if alike >= NEAR[2] {
                    alike
                } else {
                    0.0
                }
            }
            Pass::NearAnywhere if same_number && wanted.ordinal.is_some() => {
                let alike = title::likeness(&wanted.words, &there.words);
                if alike >= NEAR[3] && title::proportion(&wanted.words, &there.words) >= LENGTH {
                    alike
                } else {
                    0.0
                }
            }
            Pass::NearHere | Pass::NearAnywhere => 0.0,
        }
    }

    /// Whether a heading stands under the heading that stands for the node's parent; at the top,
    /// under none that is matched.
    fn is_here(&self, n: usize, h: usize) -> bool {
        match self.nodes[n].parent {
            None => self.above(h).is_none(),
            Some(parent) => {
                self.owner(h).is_some_and(|owner| self.heads[owner].node == Some(parent))
            }
        }
    }

    /// Whether a heading is at the level where headings of the outline are: not one of a leaf's own
    /// sub-headings.
    fn is_level(&self, n: usize, h: usize) -> bool {
        let head = &self.heads[h];
        let wanted = kind(&self.nodes[n].title);
        match (kind(&head.title), wanted) {
            (Some(there), Some(wanted)) if there == wanted => true,
            (Some(there), Some(wanted)) if there < wanted => false,
            // Another kind of ordinal or none: only straight below the parent.
            _ => match self.nodes[n].parent {
                None => head.parent.is_none(),
                Some(parent) => head.parent.is_some_and(|p| self.heads[p].node == Some(parent)),
            },
        }
    }

    /// The nearest heading above a heading that stands for one of the outline.
    pub(in crate::rules) fn above(&self, h: usize) -> Option<usize> {
        let mut next = self.heads[h].parent;
        while let Some(index) = next {
            if self.heads[index].node.is_some() {
                return Some(index);
            }
            next = self.heads[index].parent;
        }
        None
    }

    /// The first-level heading that a heading belongs to: above it, or the last before it if all
    /// are written at one level.
    pub(in crate::rules) fn owner(&self, h: usize) -> Option<usize> {
        let is_root =
            |i: &usize| self.heads[*i].node.is_some_and(|n| !self.nodes[n].node.is_leaf());
        let mut next = self.heads[h].parent;
        while let Some(index) = next {
            if is_root(&index) {
                return Some(index);
            }
            if self.heads[index].node.is_some() {
                return None;
            }
            next = self.heads[index].parent;
        }
        let level = self.heads[h].section.heading.level;
        let before = self.roots.get(h).copied().flatten()?;
        if is_root(&before) && self.heads[before].section.heading.level >= level {
            Some(before)
        } else {
            None
        }
    }

    /// Headings that say again what a matched heading says; those inside it are its own
    /// sub-headings.
    fn find_repeated(&mut self) {
        for n in 0..self.nodes.len() {
            let Some(first) = self.nodes[n].head else { continue };
            let wanted = &self.nodes[n].title;
            let again: Vec<usize> = (0..self.heads.len())
                .filter(|h| {
                    let head = &self.heads[*h];
                    let alike = head.title.words == wanted.words
                        && (head.title.ordinal.is_none() || kind(&head.title) == kind(wanted));
                    head.node.is_none() && alike && !self.is_inside(*h, first)
                })
                .collect();
            for h in again.iter() {
                self.heads[*h].repeats = true;
            }
            self.nodes[n].again = again;
        }
    }

    fn is_inside(&self, h: usize, outer: usize) -> bool {
        let mut next = self.heads[h].parent;
        while let Some(index) = next {
            if index == outer {
                return true;
            }
            next = self.heads[index].parent;
        }
        false
    }

    /// The leaves of the outline that the plan has.
    pub(in crate::rules) fn leaves(&self) -> impl Iterator<Item = (&Node<'a>, &Head<'a>)> {
        self.nodes
            .iter()
            .filter(|n| n.node.is_leaf())
            .filter_map(|n| Some((n, &self.heads[n.head?])))
    }
}

fn kind(title: &Title) -> Option<OrdinalKind> {
    title.ordinal.map(|(kind, _)| kind)
}
