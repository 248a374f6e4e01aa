//! `outline.toml` of a notice that was read.

use super::super::sheet::{NoticeSheet, OutlineSection};
use super::toml_writer::NoticeTomlWriter;

/// The text of the file.
pub(super) fn text(sheet: &NoticeSheet) -> String {
    let mut writer = NoticeTomlWriter::new("schemas/outline.schema.json");
    writer.comment(
        "通知规定的编制大纲，标题逐字照抄；ask 是每节要写的内容，新建方案时成为注释，不会印出来。",
    );
    writer.key("format", 1);
    for section in &sheet.outline {
        write_section(&mut writer, &section.value, "section");
    }
    writer.finish()
}

fn write_section(writer: &mut NoticeTomlWriter, section: &OutlineSection, path: &str) {
    writer.table(&format!("[[{path}]]"));
    writer.key("heading", section.heading.as_str());
    writer.list("ask", &section.ask);
    let below = format!("{path}.section");
    for inner in &section.sections {
        write_section(writer, inner, &below);
    }
}
