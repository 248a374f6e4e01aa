//! Fields and controls: text that comes from elsewhere.

use super::xml::XmlNode;

/// The fields that are open at a place, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<OpenField>);

#[derive(Debug, Default)]
struct OpenField {
    code: String,
    in_result: bool,
}

impl Fields {
    /// Goes over a mark of a field, `w:fldChar`.
    pub(super) fn mark(&mut self, node: &XmlNode) {
        match node.attribute("fldCharType") {
            Some("begin") => self.0.push(OpenField::default()),
            Some("separate") => {
                if let Some(field) = self.0.last_mut() {
                    field.in_result = true;
                }
            }
            Some("end") => {
                self.0.pop();
            }
            _ => {}
        }
    }

    /// Adds to the code of the innermost field.
    pub(super) fn code(&mut self, text: &str) {
        if let Some(field) = self.0.last_mut().filter(|f| !f.in_result) {
            field.code.push_str(text);
        }
    }

    /// Whether any is open.
    pub(super) fn are_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether text here is the result of all of them, and of no table of contents.
    pub(super) fn are_shown(&self) -> bool {
        self.0.iter().all(|f| f.in_result && !is_contents(&f.code))
    }
}

/// Whether a field is a table of contents, of figures or of authorities.
pub(super) fn is_contents(code: &str) -> bool {
    code.split_whitespace()
        .next()
        .is_some_and(|word| matches!(word.to_ascii_uppercase().as_str(), "TOC" | "TOA"))
}

/// Whether a control holds plain text, that is one run and nothing else.
pub(super) fn is_plain(control: &XmlNode) -> bool {
    let Some(properties) = control.child("sdtPr") else { return false };
    properties.child("text").is_some()
}

/// Whether the content of a control comes from elsewhere, or may not be typed over.
pub(super) fn is_bound(control: &XmlNode) -> bool {
    const KINDS: [&str; 7] =
        ["dataBinding", "lock", "checkbox", "comboBox", "dropDownList", "date", "picture"];
    let Some(properties) = control.child("sdtPr") else { return false };
    properties.children.iter().any(|c| KINDS.contains(&&*c.name))
}
