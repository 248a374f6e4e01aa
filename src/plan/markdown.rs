//! A plan as Markdown that reads back as the same text.
//!
//! Whatever is written is read again at once; bold and the like that would not read back as it was
//! is left out, and in the last resort every mark is escaped. Comments are not written.

mod escape;
mod inline_writer;

use super::model::{
    Align, Block, BlockKind, Heading, Image, Inline, ListStart, NumberMark, Plan, Section, Table,
};
use super::text_run::TextRun;
use escape::longest_run;
use inline_writer::Inlines;

/// Writes a plan. `picture` gives the path that a picture is to have.
pub fn write(plan: &Plan, picture: &dyn Fn(&Image) -> String) -> String {
    let mut writer = MarkdownWriter { inlines: Inlines { picture }, out: String::new() };
    if let Some(title) = &plan.title {
        writer.heading(title, 1);
    }
    writer.blocks(&plan.preamble, "");
    for section in &plan.sections {
        writer.section(section);
    }
    for (name, blocks) in &plan.footnotes {
        writer.note(name, blocks);
    }
    writer.out
}

struct MarkdownWriter<'p> {
    inlines: Inlines<'p>,
    out: String,
}

impl MarkdownWriter<'_> {
    fn section(&mut self, section: &Section) {
        self.heading(&section.heading, section.heading.level.max(1));
        self.blocks(&section.blocks, "");
        for child in &section.children {
            self.section(child);
        }
    }

    fn heading(&mut self, heading: &Heading, level: u8) {
        let marks = "#".repeat(usize::from(level.clamp(1, 6)));
        let text = self.inlines.careful(
            &heading.inlines,
            false,
            |text| format!("{marks} {}", one_line(text)),
            |plan| plan.headings().next().map(|h| TextRun::of(&h.inlines).text),
        );
        self.block(&text, "");
    }

    /// Writes lines with an indentation, and an empty line behind them.
    fn block(&mut self, text: &str, indent: &str) {
        for line in text.lines() {
            let line = format!("{indent}{line}");
            self.out.push_str(line.trim_end_matches(' '));
            self.out.push('\n');
        }
        self.out.push_str(indent.trim_end());
        self.out.push('\n');
    }

    fn blocks(&mut self, blocks: &[Block], indent: &str) {
        // Lists side by side are kept apart by their marks.
        let mut lists = 0_usize;
        let mut quoted = false;
        for block in blocks {
            let is_quote = matches!(block.kind, BlockKind::Quote(_));
            if quoted && is_quote {
                self.block("<!-- -->", indent);
            }
            quoted = is_quote;
            lists = match &block.kind {
                // Lists that follow each other differ in their marks.
                BlockKind::List { start: Some(start), .. }
                    if lists == 0 && start.mark == NumberMark::Bracket =>
                {
                    2
                }
                BlockKind::List { .. } => lists + 1,
                _ => 0,
            };
            match &block.kind {
                BlockKind::Paragraph(inlines) => {
                    let text = self.paragraph(inlines);
                    self.block(&text, indent);
                }
                BlockKind::Figure(image) => {
                    let text = self.inlines.image(image);
                    self.block(&text, indent);
                }
                BlockKind::Table(table) => self.table(table, indent),
                BlockKind::List { start, items } => self.list(*start, items, lists, indent),
                BlockKind::Quote(inner) => {
                    self.blocks(inner, &format!("{indent}> "));
                    if self.out.ends_with(&format!("\n{indent}>\n")) {
                        self.out.truncate(self.out.len() - indent.len() - 2);
                        self.out.push_str(indent.trim_end());
                        self.out.push('\n');
                    }
                }
                BlockKind::Code(text) => {
                    let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
                    self.block(
                        &format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n')),
                        indent,
                    );
                }
                BlockKind::Rule => self.block("***", indent),
                BlockKind::Html(html) => self.block(html, indent),
            }
        }
    }

    fn list(
        &mut self,
        start: Option<ListStart>,
        items: &[Vec<Block>],
        number: usize,
        indent: &str,
    ) {
        let odd = number % 2 == 1;
        for (index, item) in items.iter().enumerate() {
            let mark = match start {
                None if odd => "- ".to_owned(),
                None => "* ".to_owned(),
                Some(start) => format!(
                    "{}{} ",
                    start.first.saturating_add(index as u32) % 1_000_000_000,
                    if odd { '.' } else { ')' }
                ),
            };
            let from = self.out.len();
            let inner = format!("{indent}{}", " ".repeat(mark.len()));
            self.blocks(item, &inner);
            if self.out.len() == from {
                self.out.push_str(&format!("{indent}{}\n\n", mark.trim_end()));
            } else {
                self.out.replace_range(from + indent.len()..from + inner.len(), &mark);
            }
        }
    }

    fn note(&mut self, name: &str, blocks: &[Block]) {
        let from = self.out.len();
        self.blocks(blocks, "    ");
        let mark = format!("[^{name}]: ");
        if self.out.len() == from {
            self.out.push_str(&format!("{}\n\n", mark.trim_end()));
        } else {
            self.out.replace_range(from..from + 4, &mark);
        }
    }

    fn table(&mut self, table: &Table, indent: &str) {
        let columns = table.columns();
        if columns == 0 {
            return;
        }
        let mut lines = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut cells = Vec::with_capacity(columns);
            for cell in &row.cells {
                cells.push(self.cell(&cell.inlines));
            }
            cells.resize(columns, String::new());
            lines.push(format!("| {} |", cells.join(" | ")));
            if index == 0 {
                let mark = |i: usize| match table.align.get(i) {
                    Some(Align::Left) => ":---",
                    Some(Align::Center) => ":---:",
                    Some(Align::Right) => "---:",
                    _ => "---",
                };
                let marks: Vec<&str> = (0..columns).map(mark).collect();
                lines.push(format!("| {} |", marks.join(" | ")));
            }
        }
        self.block(&lines.join("\n"), indent);
    }

    fn cell(&self, inlines: &[Inline]) -> String {
        let frame = |text: &str| {
            format!("| {} |\n| --- |\n", text.replace("\\\n", "<br>").replace('\n', " "))
        };
        let first = |plan: &Plan| match &plan.preamble.first()?.kind {
            BlockKind::Table(table) => {
                Some(TextRun::of(&table.rows.first()?.cells.first()?.inlines).text)
            }
            _ => None,
        };
        let text = self.inlines.careful(inlines, false, frame, first);
        let line = text.lines().next().unwrap_or_default();
        let cell = line.trim_start_matches("| ").strip_suffix(" |").unwrap_or_default();
        cell.trim().to_owned()
    }

    fn paragraph(&self, inlines: &[Inline]) -> String {
        let first = |plan: &Plan| {
            let block = plan.preamble.first().filter(|_| {
                plan.preamble.len() == 1 && plan.sections.is_empty() && plan.title.is_none()
            })?;
            match &block.kind {
                BlockKind::Paragraph(inlines) => Some(TextRun::of(inlines).text),
                BlockKind::Figure(image) => Some(image.alt.clone()),
                _ => None,
            }
        };
        self.inlines.careful(inlines, true, str::to_owned, first)
    }
}

fn one_line(text: &str) -> String {
    let text = text.replace("\\\n", " ");
    // A line end after a Chinese character is nothing, elsewhere a space.
    let mut out = String::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 && out.ends_with(|c: char| c.is_ascii()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}
