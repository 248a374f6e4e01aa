//! XML as Word documents hold it, through the writer of quick-xml.

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use quick_xml::name::QName;

use crate::text::escape;

/// Names and values of attributes.
type Attributes<'a> = &'a [(&'a str, &'a str)];

/// XML that is being written: a part, or a piece of one.
pub(in crate::export) struct XmlWriter(Writer<Vec<u8>>);

impl Default for XmlWriter {
    fn default() -> Self {
        Self(Writer::new(Vec::new()))
    }
}

impl XmlWriter {
    /// A part: it begins with a declaration.
    pub(in crate::export) fn part() -> Self {
        let mut out = Self::default();
        out.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        out.event(Event::Text(BytesText::from_escaped("\n")));
        out
    }

    pub(in crate::export) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }

    /// An element with content.
    pub(in crate::export) fn element(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        content: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        content(self);
        self.close(name);
    }

    /// The start of an element whose end is written by [`Self::close`].
    pub(in crate::export) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Start(start(name, attributes)));
    }

    pub(in crate::export) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(in crate::export) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// An element whose only attribute is `w:val`.
    pub(in crate::export) fn val(&mut self, name: &str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// An element that holds text whose spaces stay.
    pub(in crate::export) fn text(&mut self, name: &str, text: &str) {
        self.element(name, &[("xml:space", "preserve")], |xml| xml.characters(text));
    }

    /// An element that holds the code of a field, which has no markup in it.
    pub(in crate::export) fn code(&mut self, name: &str, code: &str) {
        self.element(name, &[("xml:space", "preserve")], |xml| {
            xml.event(Event::Text(BytesText::from_escaped(code)));
        });
    }

    /// Text, escaped.
    pub(in crate::export) fn characters(&mut self, text: &str) {
        let escaped = escape::visible(text);
        if !escaped.is_empty() {
            self.event(Event::Text(BytesText::from_escaped(escaped)));
        }
    }

    /// A piece that was written before.
    pub(in crate::export) fn append(&mut self, piece: &Self) {
        self.0.get_mut().extend_from_slice(piece.0.get_ref());
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing into memory does not fail.
        let _ = self.0.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut out = BytesStart::new(name);
    for (key, value) in attributes {
        let value = escape::visible(value);
        out.push_attribute(Attribute { key: QName(key), value: value.into() });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::XmlWriter;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = XmlWriter::default();
        xml.element("w:a", &[("w:b", "<\">")], |xml| xml.characters("1 < 2 & '3'\u{1}"));
        let expected = "<w:a w:b=\"&lt;&quot;&gt;\">1 &lt; 2 &amp; &#39;3&#39;</w:a>";
        assert_eq!(String::from_utf8(xml.into_bytes()).expect("text"), expected);
    }
}
