//! How running text looks.

use std::fmt::Write as _;

use super::fonts::KAI;

/// How a run looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RunProperties {
    pub(super) strong: bool,
    pub(super) emph: bool,
    pub(super) strike: bool,
    /// `superscript` or `subscript`.
    pub(super) raised: Option<&'static str>,
}

impl RunProperties {
    /// The properties of a run of this look.
    pub(super) fn properties(self) -> String {
        let mut out = String::new();
        match (self.strong, self.emph) {
            (true, false) => out.push_str("<w:rStyle w:val=\"Strong\"/><w:b/><w:bCs/>"),
            (false, true) => out.push_str("<w:rStyle w:val=\"Emphasis\"/>"),
            (true, true) => drop(write!(
                out,
                "<w:rStyle w:val=\"Strong\"/><w:rFonts w:eastAsia=\"{KAI}\"/><w:b/><w:bCs/>"
            )),
            (false, false) => {}
        }
        if self.strike {
            out.push_str("<w:strike/>");
        }
        if let Some(raised) = self.raised {
            let _ = write!(out, "<w:vertAlign w:val=\"{raised}\"/>");
        }
        if out.is_empty() { out } else { format!("<w:rPr>{out}</w:rPr>") }
    }
}
