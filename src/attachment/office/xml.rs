//! A reader of XML that never fails: what is not well-formed ends it.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A step through a document; names without their prefix.
pub(super) enum XmlStep<'a> {
    /// An element begins; `empty` if it ends at once, and then no [`XmlStep::End`] follows.
    Start { element: Element<'a>, empty: bool },
    /// An element ends.
    End(String),
    /// Characters.
    Text(String),
}

/// A start tag.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> String {
        self.0.local_name().as_ref().to_owned()
    }

    /// The value of an attribute, whatever its prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let found = attributes.find(|a| a.key.local_name().as_ref() == name)?;
        let value = found.value.as_ref();
        Some(match quick_xml::escape::unescape(value) {
            Ok(plain) => plain.into_owned(),
            Err(_) => value.to_owned(),
        })
    }

    /// Whether a flag is set: `val`, `hidden` and the like; a flag that is only named is on.
    pub(super) fn is_on(&self, attribute: &str) -> bool {
        self.attribute(attribute)
            .is_none_or(|v| !matches!(v.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Walks a document; returns whether it was well-formed to its end.
pub(super) fn walk(text: &str, mut each: impl FnMut(XmlStep<'_>)) -> bool {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                each(XmlStep::Start { element: Element(element), empty: false })
            }
            Ok(Event::Empty(element)) => {
                each(XmlStep::Start { element: Element(element), empty: true })
            }
            Ok(Event::End(element)) => each(XmlStep::End(element.local_name().as_ref().to_owned())),
            Ok(Event::Text(text)) => each(XmlStep::Text(text.xml10_content().into_owned())),
            Ok(Event::CData(text)) => each(XmlStep::Text(text.xml10_content().into_owned())),
            Ok(Event::GeneralRef(name)) => {
                let character = match name.resolve_char_ref() {
                    Ok(Some(c)) => Some(c.to_string()),
                    _ => quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned),
                };
                each(XmlStep::Text(character.unwrap_or_default()));
            }
            Ok(Event::Eof) => return true,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(_) => return false,
        }
    }
}

/// The text of the first element of a name.
pub(super) fn first_text(text: &str, name: &str) -> Option<String> {
    let (mut inside, mut found, mut done) = (false, String::new(), false);
    walk(text, |step| match step {
        XmlStep::Start { element, empty } if !done && element.name() == name => inside = !empty,
        XmlStep::Text(text) if inside => found.push_str(&text),
        XmlStep::End(ended) if inside && ended == name => {
            inside = false;
            done = true;
        }
        _ => {}
    });
    let found = found.trim();
    if !found.is_empty() { Some(found.to_owned()) } else { None }
}

/// How many elements have a name.
pub(super) fn count(text: &str, name: &str) -> usize {
    let mut number = 0;
    walk(text, |step| {
        if let XmlStep::Start { element, .. } = step {
            number += usize::from(element.name() == name);
        }
    });
    number
}
