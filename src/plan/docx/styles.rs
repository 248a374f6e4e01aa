//! Styles: which are headings, what they number, how their text looks.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::text::symbol_font;

use super::xml::XmlNode;

/// How a run looks, as far as it matters here; `None` is left to what is above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CharacterFormat {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) hidden: Option<bool>,
    /// `superscript`, `subscript` or `baseline`.
    pub(super) raised: Option<Rc<str>>,
    /// Half points.
    pub(super) size: Option<u32>,
    /// The font of Chinese characters.
    pub(super) font: Option<Rc<str>>,
    /// The font of letters and signs, where it shows symbols in their place; empty if it does not.
    pub(super) symbols: Option<Rc<str>>,
    pub(super) underlined: Option<bool>,
    /// The font of ideographs, if it is named as such.
    pub(super) ideograph_font: Option<Rc<str>>,
    /// Of the letters: six digits, or `auto`.
    pub(super) colour: Option<Rc<str>>,
    /// Behind the letters: the name of a highlight, or six digits.
    pub(super) background: Option<Rc<str>>,
    /// Whether it is a hint that nobody has replaced; said by the control around it, not by a style.
    pub(super) is_placeholder: bool,
}

/// The font of ideographs; that of Latin letters where there is none.
fn font_of(fonts: &XmlNode) -> Option<Rc<str>> {
    fonts.shared("eastAsia").or(fonts.shared("ascii"))
}

impl CharacterFormat {
    /// What `w:rPr` says.
    pub(super) fn of(properties: &XmlNode) -> Self {
        let fonts = properties.child("rFonts");
        Self {
            bold: properties.flag("b"),
            italic: properties.flag("i"),
            strike: properties.flag("strike").or(properties.flag("dstrike")),
            hidden: properties.flag("vanish"),
            raised: properties.child("vertAlign").and_then(|raised| raised.shared("val")),
            size: properties.child_number("sz"),
            font: fonts.and_then(font_of),
            symbols: fonts.and_then(symbols_of),
            underlined: properties.child_val("u").map(|line| line != "none"),
            ideograph_font: fonts.and_then(|fonts| fonts.shared("eastAsia")),
            colour: properties.child("color").and_then(|colour| colour.shared("val")),
            background: background_of(properties),
            is_placeholder: false,
        }
    }

    /// This, and what it does not say from the one below.
    pub(super) fn over(&self, below: &Self) -> Self {
        let or = |a: &Option<Rc<str>>, b: &Option<Rc<str>>| {
            let said = if a.is_some() { a } else { b };
            said.clone()
        };
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            strike: self.strike.or(below.strike),
            hidden: self.hidden.or(below.hidden),
            raised: or(&self.raised, &below.raised),
            size: self.size.or(below.size),
            font: or(&self.font, &below.font),
            symbols: or(&self.symbols, &below.symbols),
            underlined: self.underlined.or(below.underlined),
            ideograph_font: or(&self.ideograph_font, &below.ideograph_font),
            colour: or(&self.colour, &below.colour),
            background: or(&self.background, &below.background),
            is_placeholder: self.is_placeholder || below.is_placeholder,
        }
    }
}

/// The highlight, or the colour that the text is shaded with.
fn background_of(properties: &XmlNode) -> Option<Rc<str>> {
    let highlight = properties.child("highlight").and_then(|mark| mark.shared("val"));
    highlight.or_else(|| properties.child("shd")?.shared("fill"))
}

/// The font of letters and signs, if it is one of symbols; an empty name if it is another one.
fn symbols_of(fonts: &XmlNode) -> Option<Rc<str>> {
    let is_named = |name: &str| fonts.attribute(name).is_some();
    if is_named("asciiTheme") || is_named("hAnsiTheme") {
        return Some(Rc::from(""));
    }
    let font = fonts.shared("ascii").or(fonts.shared("hAnsi"))?;
    if symbol_font::is_symbol_font(&font) { Some(font) } else { Some(Rc::from("")) }
}

/// A style with what it inherits.
#[derive(Clone, Debug, Default)]
pub(super) struct ResolvedStyle {
    /// Outline level from 1; `Some(0)` is running text.
    pub(super) level: Option<u8>,
    /// Whether it is the title's.
    pub(super) title: bool,
    /// Whether it is one of a table of contents.
    pub(super) contents: bool,
    /// Whether it is that of captions.
    pub(super) caption: bool,
    pub(super) list: Option<u32>,
    /// Its level in the list, from 0, if it says one.
    pub(super) list_level: Option<u32>,
    /// Whether it is centred.
    pub(super) centred: Option<bool>,
    /// How its text looks.
    pub(super) look: CharacterFormat,
}

/// All styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, ResolvedStyle>,
    defaults: ResolvedStyle,
    default_paragraph: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(tree: Option<&XmlNode>) -> Self {
        let Some(tree) = tree else { return Self::default() };
        let mut raw: BTreeMap<&str, &XmlNode> = BTreeMap::new();
        let mut out = Self::default();
        for node in tree.children.iter().filter(|n| &*n.name == "style") {
            let Some(id) = node.attribute("styleId") else { continue };
            if node.attribute("type") == Some("paragraph")
                && matches!(node.attribute("default"), Some("1" | "true" | "on"))
            {
                out.default_paragraph = Some(id.to_owned());
            }
            raw.entry(id).or_insert(node);
        }
        let defaults = tree.find("rPrDefault").and_then(|n| n.child("rPr"));
        if let Some(defaults) = defaults {
            out.defaults.look = CharacterFormat::of(defaults);
        }
        for id in raw.keys() {
            // The chain from the style to what it is based on; a circle ends it.
            let mut chain: Vec<&str> = Vec::new();
            let mut next = Some(*id);
            while let Some(name) = next.filter(|n| !chain.contains(n) && chain.len() < 64) {
                let Some(node) = raw.get(name) else { break };
                chain.push(name);
                next = node.child_val("basedOn");
            }
            let mut style = ResolvedStyle::default();
            for name in chain.iter().rev() {
                if let Some(node) = raw.get(name) {
                    own(node, &mut style);
                }
            }
            out.styles.insert((*id).to_owned(), style);
        }
        out
    }

    /// The style of a paragraph or run.
    pub(super) fn get(&self, id: Option<&str>) -> &ResolvedStyle {
        let id = id.or(self.default_paragraph.as_deref());
        id.and_then(|id| self.styles.get(id)).unwrap_or(&self.defaults)
    }

    /// The look of a run without style, above the defaults of the document.
    pub(super) fn defaults(&self) -> &CharacterFormat {
        &self.defaults.look
    }

    /// The look that a run's own style gives it.
    pub(super) fn run(&self, id: Option<&str>) -> CharacterFormat {
        match id.and_then(|id| self.styles.get(id)) {
            Some(style) => style.look.clone(),
            None => CharacterFormat::default(),
        }
    }
}

/// Puts what a style says itself over what it inherits.
fn own(node: &XmlNode, style: &mut ResolvedStyle) {
    let name = node.child_val("name").or(node.attribute("styleId"));
    let name = name.unwrap_or_default().trim().to_lowercase();
    let number = |prefix: &str| {
        let number = name.strip_prefix(prefix)?;
        let number: u8 = number.trim().parse().ok()?;
        if (1..=9).contains(&number) { Some(number) } else { None }
    };
    if let Some(level) = number("heading").or_else(|| number("标题")) {
        style.level = Some(level);
    }
    style.title |= name == "title" || name == "标题";
    style.caption |= name.ends_with("caption") || name == "题注";
    style.contents |= name.starts_with("toc ")
        || name == "toc heading"
        || number("目录").is_some()
        || name == "目录标题";
    if style.contents {
        style.level = Some(0);
    }
    if let Some(properties) = node.child("pPr") {
        if let Some(level) = properties.child_number("outlineLvl") {
            style.level = Some(level_of(level));
        }
        if let Some(list) = properties.child("numPr") {
            style.list = list.child_number("numId").or(style.list);
            style.list_level = list.child_number("ilvl").or(style.list_level);
        }
        if let Some(align) = properties.child_val("jc") {
            style.centred = Some(align == "center");
        }
    }
    if let Some(properties) = node.child("rPr") {
        style.look = CharacterFormat::of(properties).over(&style.look);
    }
}

/// `w:outlineLvl` counts from 0; 9 is running text.
pub(super) fn level_of(outline: u32) -> u8 {
    if outline < 9 { outline as u8 + 1 } else { 0 }
}
