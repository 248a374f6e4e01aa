//! Writes TOML for people: keys in a fixed order, a comment with the line of the notice behind a
//! value.

use std::fmt::Write as _;

/// A file that is being written.
pub(super) struct NoticeTomlWriter {
    text: String,
}

impl NoticeTomlWriter {
    pub(super) fn new(schema: &str) -> Self {
        Self { text: format!("#:schema {schema}\n") }
    }

    pub(super) fn comment(&mut self, comment: &str) {
        for line in comment.lines() {
            let _ = writeln!(self.text, "# {line}");
        }
    }

    /// Begins a table: `[deliver.mail]` or `[[deadlines]]`.
    pub(super) fn table(&mut self, header: &str) {
        let _ = write!(self.text, "\n{header}\n");
    }

    pub(super) fn key(&mut self, key: &str, value: impl Into<toml::Value>) {
        let _ = writeln!(self.text, "{key} = {}", value.into());
    }

    /// A key whose value stands in a line of the notice.
    pub(super) fn key_at(&mut self, key: &str, value: impl Into<toml::Value>, line: usize) {
        let _ = writeln!(self.text, "{key} = {}  # 第 {line} 行", value.into());
    }

    /// A key that is written only where its value is not the usual one.
    pub(super) fn flag(&mut self, key: &str, value: bool) {
        if value {
            self.key(key, true);
        }
    }

    /// A list that is written only where something is in it.
    pub(super) fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.key(key, values.to_vec());
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// The value, or `"unstated"`.
pub(super) fn stated(value: Option<impl Into<toml::Value>>) -> toml::Value {
    match value {
        Some(value) => value.into(),
        None => toml::Value::String("unstated".to_owned()),
    }
}
