//! A part of a document as a tree, with the places of its elements; bounded in depth and number,
//! without DTD or entities.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::error::DocxError;

/// Elements within each other at most; Word itself nests a few dozen.
const DEEPEST: usize = 200;
/// Elements of one part at most.
const MOST: usize = 2_000_000;

/// An element; names without their prefix.
#[derive(Debug, Default)]
pub(super) struct XmlNode {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    /// Elements inside.
    pub(super) children: Vec<Self>,
    /// Characters inside, where they mean something (`w:t`, `w:instrText`).
    pub(super) text: String,
    /// Whether its characters are written in another way than plainly: with a comment or CDATA
    /// between them.
    pub(super) mixed: bool,
    /// From `<` to the last `>`.
    pub(super) outer: Range<usize>,
    /// Between its tags; `None` if it is one tag.
    pub(super) inner: Option<Range<usize>>,
}

impl XmlNode {
    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| &**key == name).map(|(_, value)| &**value)
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

    /// The value of the first child of a name.
    pub(super) fn child_val(&self, name: &str) -> Option<&str> {
        self.child(name)?.val()
    }

    /// A number in the first child of a name.
    pub(super) fn child_number(&self, name: &str) -> Option<u32> {
        self.child_val(name)?.trim().parse().ok()
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
        self.children.iter().map(|c| usize::from(&*c.name == name) + c.count(name)).sum()
    }
}

/// Reads a part; the root element is returned.
pub(super) fn parse(text: &str) -> Result<XmlNode, DocxError> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<XmlNode> = vec![XmlNode::default()];
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
                let mut node = start(&element)?;
                node.outer = before..after;
                node.inner = Some(after..after);
                open.push(node);
            }
            Event::Empty(element) => {
                count += 1;
                if count > MOST {
                    return Err(DocxError::TooLarge);
                }
                let mut node = start(&element)?;
                node.outer = before..after;
                open.last_mut().ok_or(DocxError::Damaged)?.children.push(node);
            }
            Event::End(_) => {
                let mut node = open.pop().ok_or(DocxError::Damaged)?;
                node.outer.end = after;
                if let Some(inner) = &mut node.inner {
                    inner.end = before;
                }
                open.last_mut().ok_or(DocxError::Damaged)?.children.push(node);
            }
            Event::Text(text) => characters(&mut open, &text.xml10_content()),
            Event::CData(text) => {
                mixed(&mut open);
                characters(&mut open, &text.xml10_content());
            }
            Event::GeneralRef(name) => {
                let character = match name.resolve_char_ref() {
                    Ok(Some(c)) => c.to_string(),
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

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn start(element: &BytesStart<'_>) -> Result<XmlNode, DocxError> {
    let mut node = XmlNode { name: element.local_name().as_ref().into(), ..XmlNode::default() };
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| DocxError::Damaged)?;
        let value = attribute.value.as_ref();
        let value = quick_xml::escape::unescape(value).map_err(|_| DocxError::Declarations)?;
        node.attributes.push((attribute.key.local_name().as_ref().into(), (*value).into()));
    }
    Ok(node)
}

fn mixed(open: &mut [XmlNode]) {
    if let Some(node) = open.last_mut() {
        node.mixed = true;
    }
}

fn characters(open: &mut [XmlNode], text: &str) {
    if let Some(node) = open.last_mut().filter(|n| matches!(&*n.name, "t" | "instrText")) {
        node.text.push_str(text);
    }
}
