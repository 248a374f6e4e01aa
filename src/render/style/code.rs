//! A style as Typst code, for the template.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::markup::literal;
use super::Style;
use super::fonts::FontRole;

impl Style {
    /// The style as a Typst dictionary; families that are not there are left out. `system` names
    /// the families of the machine.
    pub(in crate::render) fn typst(
        &self,
        is_there: &dyn Fn(&str) -> bool,
        system: &BTreeMap<FontRole, String>,
    ) -> String {
        let mut out = String::from("(\n");
        let page = &self.page;
        for (name, value) in [
            ("width", page.width),
            ("height", page.height),
            ("top", page.top),
            ("bottom", page.bottom),
        ] {
            let _ = writeln!(out, "  {name}: {value}mm,");
        }
        let _ = writeln!(
            out,
            "  left: {}mm, right: {}mm, duplex: {},",
            page.left, page.right, page.duplex
        );
        let _ = writeln!(
            out,
            "  size: {}pt, line: {}pt, indent: {}em,",
            self.text.size, self.text.line, self.text.indent
        );
        let fonts = &self.fonts;
        for (name, role) in [
            ("body", FontRole::Body),
            ("kai", FontRole::Kai),
            ("hei", FontRole::Hei),
            ("bold", FontRole::Title),
        ] {
            let _ = writeln!(out, "  {name}: {},", fonts.list(role, is_there, system));
        }
        out.push_str("  headings: (");
        for heading in &self.heading {
            let _ = write!(
                out,
                "(font: {}, size: {}pt), ",
                fonts.list(heading.font, is_there, system),
                heading.size
            );
        }
        let _ = writeln!(
            out,
            "),\n  table: (line: {}, head: {}),",
            self.table.line,
            fonts.list(self.table.head, is_there, system)
        );
        let _ = writeln!(
            out,
            "  caption: (font: {}, size: {}pt),",
            fonts.list(self.caption.font, is_there, system),
            self.caption.size
        );
        let _ = writeln!(out, "  note: {}pt,", self.note.size);
        let contents = &self.contents;
        let title = literal(&contents.title);
        let _ = writeln!(
            out,
            "  contents: (title: {title}, depth: {}, size: {}pt, line: {}pt),",
            contents.depth, contents.size, contents.line
        );
        let _ = writeln!(
            out,
            "  number: (size: {}pt, below: {}mm),",
            self.number.size, self.number.below
        );
        let cover = &self.cover;
        let _ = writeln!(
            out,
            "  cover: (title: {}pt, subtitle: {}pt, text: {}pt),\n)",
            cover.title, cover.subtitle, cover.text
        );
        out
    }
}
