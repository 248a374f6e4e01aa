//! A web page as a tree: built as the standard wants it, kept small, and bounded in depth and number.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ParseOpts, QualName, parse_document};

/// Elements within each other at most; browsers stop at 512.
const DEEPEST: usize = 512;
/// Elements and texts at most.
const MOST: usize = 600_000;
/// Bytes between two looks at the limits: one byte can open many elements anew.
const PIECE: usize = 2048;

/// A node by its place in the tree.
pub(super) type NodeId = usize;

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    parent: Option<NodeId>,
    children: Vec<NodeId>,
    depth: usize,
    kind: NodeKind,
}

#[derive(Debug, Default)]
enum NodeKind {
    #[default]
    Other,
    Element(Box<Element>),
    Text(String),
}

#[derive(Debug)]
struct Element {
    name: QualName,
    attributes: Vec<(Box<str>, Box<str>)>,
}

/// Attributes that say something about the words of a page.
const ATTRIBUTES: &[&str] = &[
    "class",
    "id",
    "style",
    "href",
    "hidden",
    "name",
    "content",
    "type",
    "start",
    "rowspan",
    "colspan",
    "src",
    "http-equiv",
    "value",
];

impl Tree {
    /// Reads a page; `None` beyond the limits.
    pub(super) fn parse(page: &str) -> Option<Self> {
        let mut options = ParseOpts::default();
        options.tree_builder.scripting_enabled = false;
        options.tree_builder.drop_doctype = true;
        let mut parser = parse_document(Sink::new(), options);
        let mut rest = page;
        while !rest.is_empty() {
            let mut end = rest.len().min(PIECE);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (piece, after) = rest.split_at(end);
            parser.process(StrTendril::from_slice(piece));
            rest = after;
            let sink = &parser.tokenizer.sink.sink;
            if sink.deepest.get() > DEEPEST || sink.nodes.borrow().len() > MOST {
                return None;
            }
        }
        Some(parser.finish())
    }

    /// The document itself.
    pub(super) const ROOT: NodeId = 0;

    /// What a node stands in.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id].parent
    }

    /// What stands in a node.
    pub(super) fn children(&self, id: NodeId) -> &[NodeId] {
        &self.nodes[id].children
    }

    /// The name of an element in lower case; empty for all else.
    pub(super) fn name(&self, id: NodeId) -> &str {
        match &self.nodes[id].kind {
            NodeKind::Element(element) => &element.name.local,
            NodeKind::Other | NodeKind::Text(_) => "",
        }
    }

    /// The characters of a text.
    pub(super) fn text(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[id].kind {
            NodeKind::Text(text) => Some(text),
            NodeKind::Other | NodeKind::Element(_) => None,
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let NodeKind::Element(element) = &self.nodes[id].kind else { return None };
        let found = element.attributes.iter().find(|(key, _)| &**key == name);
        found.map(|(_, value)| &**value)
    }

    /// Every element of a name, in order.
    pub(super) fn elements<'t>(&'t self, name: &'t str) -> impl Iterator<Item = NodeId> + 't {
        (0..self.nodes.len()).filter(move |id| self.name(*id) == name)
    }

    /// The number of nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node and all that it stands in, the document last.
    pub(super) fn lineage(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }
}

/// Builds the tree for the parser.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
}

impl Sink {
    fn new() -> Self {
        Self { nodes: RefCell::new(vec![Node::default()]), deepest: Cell::new(0) }
    }

    fn add(&self, kind: NodeKind) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { kind, ..Node::default() });
        nodes.len() - 1
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(parent) = nodes[id].parent.take() else { return };
        // What is moved was added lately.
        let place = nodes[parent].children.iter().rposition(|child| *child == id);
        if let Some(place) = place {
            nodes[parent].children.remove(place);
        }
    }

    /// Puts a node or text among the children of another, before the one at `index`.
    fn insert(&self, parent: NodeId, index: usize, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => {
                self.detach(id);
                id
            }
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                if is_silent(&nodes[parent]) {
                    return;
                }
                let siblings = nodes[parent].children.get(..index).unwrap_or_default();
                let before = siblings.last().copied();
                if let Some(before) = before
                    && let NodeKind::Text(kept) = &mut nodes[before].kind
                {
                    kept.push_str(&text);
                    return;
                }
                drop(nodes);
                self.add(NodeKind::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        nodes[id].parent = Some(parent);
        nodes[id].depth = depth;
        let index = index.min(nodes[parent].children.len());
        nodes[parent].children.insert(index, id);
        self.deepest.set(self.deepest.get().max(depth));
    }

    fn child_count(&self, id: NodeId) -> usize {
        self.nodes.borrow()[id].children.len()
    }
}

/// Whether the text of an element is never shown.
fn is_silent(node: &Node) -> bool {
    let NodeKind::Element(element) = &node.kind else { return false };
    matches!(&*element.name.local, "script" | "style")
}

fn kept(attributes: Vec<Attribute>) -> Vec<(Box<str>, Box<str>)> {
    let mut kept = Vec::new();
    for attribute in attributes {
        let name: &str = &attribute.name.local;
        if ATTRIBUTES.contains(&name) {
            kept.push((name.into(), (*attribute.value).into()));
        }
    }
    kept
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Self::ElemName<'a> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target].kind {
            NodeKind::Element(element) => &element.name,
            // The parser promises to ask elements alone.
            NodeKind::Other | NodeKind::Text(_) => unreachable!("the name of what is no element"),
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        self.add(NodeKind::Element(Box::new(Element { name, attributes: kept(attributes) })))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(NodeKind::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, self.child_count(*parent), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        before: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.nodes.borrow()[*element].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child)
        } else {
            self.append(before, child)
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// The content of a template is never shown, and nothing asks for it.
    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, one: &NodeId, other: &NodeId) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = &child {
            self.detach(*id);
        }
        let place = {
            let nodes = self.nodes.borrow();
            let parent = nodes[*sibling].parent;
            let index = parent.and_then(|parent| {
                nodes[parent].children.iter().rposition(|child| child == sibling)
            });
            parent.zip(index)
        };
        if let Some((parent, index)) = place {
            self.insert(parent, index, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        let mut nodes = self.nodes.borrow_mut();
        let NodeKind::Element(element) = &mut nodes[*target].kind else { return };
        for (name, value) in kept(attributes) {
            if !element.attributes.iter().any(|(known, _)| *known == name) {
                element.attributes.push((name, value));
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let children = std::mem::take(&mut self.nodes.borrow_mut()[*node].children);
        for child in &children {
            self.nodes.borrow_mut()[*child].parent = None;
        }
        for child in children {
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
}
