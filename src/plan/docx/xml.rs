//! A part of a document as a tree, with the places of its elements; bounded in depth and number,
//! without DTD or entities.

use std::collections::{HashMap, HashSet};
use std::ops::{Deref, Range};
use std::rc::Rc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::docx_error::DocxError;

/// Elements within each other at most; Word itself nests a few dozen.
const DEEPEST: usize = 200;
/// Elements of one part at most.
const MOST: usize = 2_000_000;

/// The properties of a run. Nobody asks for the places of what is in them.
const PROPERTIES: &str = "rPr";

/// Bytes of an attribute's value up to which equal ones are kept once.
const SHORT_VALUE: usize = 32;

/// An element; names without their prefix.
///
/// A document of a thousand pages has millions of them, so equal names are kept once, and lists
/// have no room to grow.
#[derive(Debug)]
pub(super) struct XmlNode {
    pub(super) name: Rc<str>,
    attributes: Box<[(Rc<str>, Rc<str>)]>,
    /// Elements inside.
    pub(super) children: Children,
    /// Characters inside, where they mean something.
    pub(super) text: Box<str>,
    /// Whether its characters are written in another way than plainly: with a comment or CDATA
    /// between them.
    pub(super) mixed: bool,
    outer: ByteRange,
    inner: Option<ByteRange>,
}

/// The elements inside an element, in order. Those of equal properties of runs are kept once, with
/// the places of the first of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Children(Option<Rc<[XmlNode]>>);

impl Deref for Children {
    type Target = [XmlNode];

    fn deref(&self) -> &[XmlNode] {
        self.0.as_deref().unwrap_or_default()
    }
}

impl Children {
    /// Whether both are kept in one place, or are nothing.
    fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(own), Some(other)) => Rc::ptr_eq(own, other),
            (own, other) => own.is_none() && other.is_none(),
        }
    }

    /// How many elements there are at any depth.
    fn count(&self) -> usize {
        self.iter().map(|child| 1 + child.children.count()).sum()
    }
}

impl<'c> IntoIterator for &'c Children {
    type Item = &'c XmlNode;
    type IntoIter = std::slice::Iter<'c, XmlNode>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl From<Vec<XmlNode>> for Children {
    fn from(nodes: Vec<XmlNode>) -> Self {
        // Most elements have none.
        if nodes.is_empty() { Self(None) } else { Self(Some(Rc::from(nodes))) }
    }
}

impl Default for XmlNode {
    fn default() -> Self {
        let outer = ByteRange { start: 0, end: 0 };
        OpenNode::new(Rc::from(""), outer).closed()
    }
}

/// Bytes of a part; a part is smaller than 4 GB.
#[derive(Clone, Copy, Debug)]
struct ByteRange {
    start: u32,
    end: u32,
}

impl ByteRange {
    fn new(start: usize, end: usize) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: narrow(start), end: narrow(end) }
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// An element that has not ended.
struct OpenNode {
    name: Rc<str>,
    attributes: Vec<(Rc<str>, Rc<str>)>,
    children: Vec<XmlNode>,
    text: String,
    mixed: bool,
    outer: ByteRange,
    inner: Option<ByteRange>,
}

impl OpenNode {
    fn new(name: Rc<str>, outer: ByteRange) -> Self {
        let (attributes, children) = (Vec::new(), Vec::new());
        Self { name, attributes, children, text: String::new(), mixed: false, outer, inner: None }
    }

    fn closed(self) -> XmlNode {
        XmlNode {
            name: self.name,
            attributes: self.attributes.into_boxed_slice(),
            children: Children::from(self.children),
            text: self.text.into_boxed_str(),
            mixed: self.mixed,
            outer: self.outer,
            inner: self.inner,
        }
    }
}

/// Names and short values, each once.
#[derive(Default)]
struct KnownWords(HashSet<Rc<str>>);

impl KnownWords {
    fn get(&mut self, word: &str) -> Rc<str> {
        if let Some(known) = self.0.get(word) {
            return Rc::clone(known);
        }
        let new: Rc<str> = Rc::from(word);
        self.0.insert(Rc::clone(&new));
        new
    }
}

impl XmlNode {
    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
    }

    /// The value of an attribute, to be kept.
    pub(super) fn shared(&self, name: &str) -> Option<Rc<str>> {
        let (_, value) = self.attributes.iter().find(|(key, _)| &**key == name)?;
        Some(Rc::clone(value))
    }

    /// From `<` to the last `>`.
    pub(super) fn outer(&self) -> Range<usize> {
        self.outer.range()
    }

    /// Between its tags; `None` if it is one tag.
    pub(super) fn inner(&self) -> Option<Range<usize>> {
        self.inner.map(ByteRange::range)
    }

    /// `w:val`.
    pub(super) fn val(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// Whether a flag that is there is on.
    pub(super) fn is_on(&self) -> bool {
        self.val().is_none_or(|v| !matches!(v, "0" | "false" | "off" | "none"))
    }

    /// The first child of a name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|c| &*c.name == name)
    }

    /// Whether there is a child of a name.
    pub(super) fn has_child(&self, name: &str) -> bool {
        self.child(name).is_some()
    }

    /// The value of the first child of a name.
    pub(super) fn child_val(&self, name: &str) -> Option<&str> {
        self.child(name)?.val()
    }

    /// A number in the first child of a name.
    pub(super) fn child_number(&self, name: &str) -> Option<u32> {
        let number = self.child_val(name)?;
        number.trim().parse().ok()
    }

    /// Whether a child of a name is there and on; `None` if it is not there.
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        self.child(name).map(Self::is_on)
    }

    /// The first element of a name at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|c| if &*c.name == name { Some(c) } else { c.find(name) })
    }

    /// Of several forms of one thing (`mc:AlternateContent`): the first that has something in it.
    /// `mc:Fallback` repeats what `mc:Choice` says.
    pub(super) fn chosen(&self) -> Option<&Self> {
        self.children
            .iter()
            .filter(|c| matches!(&*c.name, "Choice" | "Fallback"))
            .find(|c| !c.children.is_empty())
    }

    /// How many elements of a name there are at any depth.
    pub(super) fn count(&self, name: &str) -> usize {
        let mut count = 0;
        for child in &self.children {
            count += usize::from(&*child.name == name) + child.count(name);
        }
        count
    }
}

/// Reads a part; the root element is returned.
pub(super) fn parse(text: &str) -> Result<XmlNode, DocxError> {
    if !text.chars().all(is_allowed) {
        return Err(DocxError::Damaged);
    }
    let mut reader = Reader::from_str(text);
    let mut words = KnownWords::default();
    // Runs by the thousand have the same properties.
    let mut known: HashMap<&str, Children> = HashMap::new();
    let whole = OpenNode::new(Rc::from(""), ByteRange::new(0, text.len()));
    let mut open: Vec<OpenNode> = vec![whole];
    let mut count = 0_usize;
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|_| DocxError::Damaged)?;
        let after = position(&reader);
        match event {
            Event::Start(element) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST {
                    return Err(DocxError::TooLarge);
                }
                let mut node = start(&element, ByteRange::new(before, after), &mut words)?;
                node.inner = Some(ByteRange::new(after, after));
                open.push(node);
            }
            Event::Empty(element) => {
                count += 1;
                if count > MOST {
                    return Err(DocxError::TooLarge);
                }
                let node = start(&element, ByteRange::new(before, after), &mut words)?;
                let parent = open.last_mut().ok_or(DocxError::Damaged)?;
                parent.children.push(node.closed());
            }
            Event::End(_) => {
                let mut node = open.pop().ok_or(DocxError::Damaged)?;
                node.outer = ByteRange::new(node.outer.range().start, after);
                node.inner = node.inner.map(|inner| ByteRange::new(inner.range().start, before));
                let mut node = node.closed();
                if &*node.name == PROPERTIES
                    && let Some(inner) = node.inner()
                {
                    let same = known.entry(&text[inner]).or_insert_with(|| node.children.clone());
                    if !node.children.is_same(same) {
                        count -= node.children.count();
                        node.children = same.clone();
                    }
                }
                let parent = open.last_mut().ok_or(DocxError::Damaged)?;
                parent.children.push(node);
            }
            Event::Text(text) => characters(&mut open, &text.xml10_content()),
            Event::CData(text) => {
                mixed(&mut open);
                characters(&mut open, &text.xml10_content());
            }
            Event::GeneralRef(name) => {
                let character = match name.resolve_char_ref() {
                    Ok(Some(c)) if is_allowed(c) => c.to_string(),
                    Ok(Some(_)) => return Err(DocxError::Damaged),
                    _ => quick_xml::escape::resolve_predefined_entity(&name)
                        .ok_or(DocxError::Declarations)?
                        .to_owned(),
                };
                characters(&mut open, &character);
            }
            Event::DocType(_) => return Err(DocxError::Declarations),
            Event::Comment(_) | Event::PI(_) => mixed(&mut open),
            Event::Decl(_) => {}
            Event::Eof => break,
        }
    }
    // The outermost node stands for the part; its only child is the root element.
    let part = open.pop().ok_or(DocxError::Damaged)?;
    let mut children = part.children.into_iter();
    match (children.next(), children.next()) {
        (Some(root), None) if open.is_empty() => Ok(root),
        _ => Err(DocxError::Damaged),
    }
}

/// Whether XML 1.0 (2.2) allows a character; Word opens no document that has others.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn start(
    element: &BytesStart<'_>,
    outer: ByteRange,
    words: &mut KnownWords,
) -> Result<OpenNode, DocxError> {
    let mut node = OpenNode::new(words.get(element.local_name().as_ref()), outer);
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| DocxError::Damaged)?;
        let value = attribute.value.as_ref();
        let value = quick_xml::escape::unescape(value).map_err(|_| DocxError::Declarations)?;
        let name = attribute.key.local_name();
        // Marks of Word's editing sessions stand on every paragraph and run, and say nothing.
        if name.as_ref().starts_with("rsid") {
            continue;
        }
        let value = if value.len() <= SHORT_VALUE { words.get(&value) } else { Rc::from(&*value) };
        node.attributes.push((words.get(name.as_ref()), value));
    }
    Ok(node)
}

fn mixed(open: &mut [OpenNode]) {
    if let Some(node) = open.last_mut() {
        node.mixed = true;
    }
}

/// Keeps the characters of text, of codes of fields, and of the words of charts.
fn characters(open: &mut [OpenNode], text: &str) {
    let keeps = |node: &&mut OpenNode| matches!(&*node.name, "t" | "instrText" | "v");
    if let Some(node) = open.last_mut().filter(keeps) {
        node.text.push_str(text);
    }
}
