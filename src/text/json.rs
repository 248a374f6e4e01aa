//! JSON for people and programs: set in by two blanks, and safe to print in a terminal.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use super::han;

/// Writes a value as JSON over several lines. Characters that are hidden or steer a terminal, from
/// names of files above all, are written as escapes (RFC 8259, section 7); readers get them back.
///
/// # Errors
/// What the writer refuses, or a value that JSON has no form for.
pub fn write_json<V: Serialize + ?Sized>(out: &mut dyn Write, value: &V) -> io::Result<()> {
    let mut serializer = Serializer::with_formatter(out, VisibleFormatter::default());
    Ok(value.serialize(&mut serializer)?)
}

/// The usual form over several lines, with escapes for what nobody sees.
#[derive(Default)]
struct VisibleFormatter {
    pretty: PrettyFormatter<'static>,
}

impl Formatter for VisibleFormatter {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(|c: char| c.is_control() || han::is_hidden(c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let mut behind = rest[at..].chars();
            let Some(hidden) = behind.next() else { break };
            for unit in hidden.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = behind.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.pretty.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.pretty.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::write_json;

    fn written(value: &Value) -> String {
        let mut out = Vec::new();
        write_json(&mut out, value).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn only_hidden_characters_differ_from_the_usual_form() {
        let plain = json!({"甲": ["乙\n\"丙\"", 1.5, null, [], {}], "b": {"c": true}});
        assert_eq!(written(&plain), serde_json::to_string_pretty(&plain).expect("written"));
    }

    #[test]
    fn hidden_characters_are_escaped_and_come_back() {
        let name = json!({"a\u{202e}": "甲\u{2028}乙\u{fe00}\u{85}\u{e0041}丙"});
        let text = written(&name);
        assert_eq!(text, "{\n  \"a\\u202e\": \"甲\\u2028乙\\ufe00\\u0085\\udb40\\udc41丙\"\n}");
        assert_eq!(serde_json::from_str::<Value>(&text).expect("JSON"), name);
    }
}
