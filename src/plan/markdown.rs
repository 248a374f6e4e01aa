//! A plan as Markdown that reads back as the same text.
//!
//! Whatever is written is read again at once; bold and the like that would not read back as it was is left out, and in the
//! last resort every mark is escaped. Comments are not written.

use crate::text::{SourceText, Sources};

use super::flat::Flat;
use super::model::{Align, Block, BlockKind, Heading, Image, Inline, InlineKind, Plan, Section, Table};
use super::parse;

/// Writes a plan. `picture` gives the path that a picture is to have.
pub fn write(plan: &Plan, picture: &dyn Fn(&Image) -> String) -> String {
    let mut writer = Writer { picture, out: String::new() };
    if let Some(title) = &plan.title {
        writer.heading(title, 1);
    }
    writer.blocks(&plan.preamble, "");
    plan.sections.iter().for_each(|s| writer.section(s));
    for (name, blocks) in &plan.footnotes {
        writer.note(name, blocks);
    }
    writer.out
}

/// How carefully a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    /// With bold and the like, escaping what has to be.
    Full,
    /// Without bold and the like.
    Plain,
    /// Without, and every mark escaped.
    Escaped,
}

struct Writer<'p> {
    picture: &'p dyn Fn(&Image) -> String,
    out: String,
}

impl Writer<'_> {
    fn section(&mut self, section: &Section) {
        self.heading(&section.heading, section.heading.level.max(1));
        self.blocks(&section.blocks, "");
        section.children.iter().for_each(|s| self.section(s));
    }

    fn heading(&mut self, heading: &Heading, level: u8) {
        let marks = "#".repeat(usize::from(level.clamp(1, 6)));
        let text = self.careful(
            &heading.inlines,
            false,
            |text| format!("{marks} {}", one_line(text)),
            |plan| plan.headings().next().map(|h| Flat::of(&h.inlines).text),
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
            lists = if matches!(block.kind, BlockKind::List { .. }) { lists + 1 } else { 0 };
            match &block.kind {
                BlockKind::Paragraph(inlines) => {
                    let text = self.paragraph(inlines);
                    self.block(&text, indent);
                }
                BlockKind::Figure(image) => {
                    let text = self.image(image);
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
                    self.block(&format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n')), indent);
                }
                BlockKind::Rule => self.block("***", indent),
                BlockKind::Html(html) => self.block(html, indent),
            }
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>], number: usize, indent: &str) {
        let odd = number % 2 == 1;
        for (index, item) in items.iter().enumerate() {
            let mark = match start {
                None if odd => "- ".to_owned(),
                None => "* ".to_owned(),
                Some(first) => format!("{}{} ", first.saturating_add(index as u32) % 1_000_000_000, if odd { '.' } else { ')' }),
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
        let columns = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let mut lines = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let mut cells: Vec<String> = row.cells.iter().map(|c| self.cell(&c.inlines)).collect();
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
        let frame = |text: &str| format!("| {} |\n| --- |\n", text.replace("\\\n", "<br>").replace('\n', " "));
        let first = |plan: &Plan| match &plan.preamble.first()?.kind {
            BlockKind::Table(table) => Some(Flat::of(&table.rows.first()?.cells.first()?.inlines).text),
            _ => None,
        };
        let text = self.careful(inlines, false, frame, first);
        let line = text.lines().next().unwrap_or_default();
        line.trim_start_matches("| ").strip_suffix(" |").unwrap_or_default().trim().to_owned()
    }

    fn paragraph(&self, inlines: &[Inline]) -> String {
        let first = |plan: &Plan| {
            let block = plan.preamble.first().filter(|_| plan.preamble.len() == 1 && plan.sections.is_empty() && plan.title.is_none())?;
            match &block.kind {
                BlockKind::Paragraph(inlines) => Some(Flat::of(inlines).text),
                BlockKind::Figure(image) => Some(image.alt.clone()),
                _ => None,
            }
        };
        self.careful(inlines, true, str::to_owned, first)
    }

    /// Writes inline text with as much of its look as reads back as the same text.
    fn careful(
        &self,
        inlines: &[Inline],
        starts_line: bool,
        frame: impl Fn(&str) -> String,
        text_of: impl Fn(&Plan) -> Option<String>,
    ) -> String {
        let wanted = Flat::of(inlines).text;
        let mut last = String::new();
        for care in [Care::Full, Care::Plain, Care::Escaped] {
            let mut text = String::new();
            self.inlines(inlines, care, &mut text);
            let text = text.trim_matches([' ', '\t']);
            last = if starts_line { frame(&line_start(text, care)) } else { frame(text) };
            let mut sources = Sources::default();
            let mut notes = String::new();
            note_names(inlines, &mut notes);
            let id = sources.add(SourceText::new("", format!("{last}\n{notes}")));
            let read = text_of(&parse::parse(&[id], &sources)).unwrap_or_default();
            if read.trim() == wanted.trim() {
                break;
            }
        }
        last
    }

    fn inlines(&self, inlines: &[Inline], care: Care, out: &mut String) {
        for inline in inlines {
            let mut wrapped = |mark: &str, inner: &[Inline]| {
                let mut text = String::new();
                self.inlines(inner, care, &mut text);
                let body = text.trim();
                if care != Care::Full || body.is_empty() {
                    out.push_str(&text);
                    return;
                }
                // Marks cling to the words; white space stays outside.
                let (lead, tail) = (text.len() - text.trim_start().len(), text.trim_end().len());
                // `**甲****乙**` would not be two bold runs.
                let joined = out.ends_with(mark) && !out.ends_with(&format!("\\{mark}"));
                out.push_str(&text[..lead]);
                if joined && lead == 0 {
                    out.truncate(out.len() - mark.len());
                    out.push_str(body);
                } else {
                    out.push_str(mark);
                    out.push_str(body);
                }
                out.push_str(mark);
                out.push_str(&text[tail..]);
            };
            match &inline.kind {
                InlineKind::Text(text) => out.push_str(&escape(text, care)),
                InlineKind::Strong(inner) => wrapped("**", inner),
                InlineKind::Emph(inner) => wrapped("*", inner),
                InlineKind::Strike(inner) => wrapped("~~", inner),
                InlineKind::Sup(inner) => wrapped("^", inner),
                InlineKind::Sub(inner) => wrapped("~", inner),
                InlineKind::Code(text) if care == Care::Escaped => out.push_str(&escape(text, care)),
                InlineKind::Code(text) => {
                    let fence = "`".repeat(longest_run(text, '`') + 1);
                    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
                    out.push_str(&format!("{fence}{gap}{}{gap}{fence}", text.replace('|', "\\|")));
                }
                InlineKind::Link { url, inlines } => {
                    let mut text = String::new();
                    self.inlines(inlines, care, &mut text);
                    out.push_str(&format!("[{text}]({})", target(url)));
                }
                InlineKind::Image(image) => out.push_str(&self.image(image)),
                InlineKind::SoftBreak => out.push('\n'),
                InlineKind::LineBreak => out.push_str("\\\n"),
                InlineKind::Note(name) => out.push_str(&format!("[^{name}]")),
                InlineKind::Html(html) => out.push_str(html),
            }
        }
    }

    fn image(&self, image: &Image) -> String {
        format!("![{}]({})", escape(&image.alt.replace('\n', " "), Care::Escaped), target(&(self.picture)(image)))
    }
}

/// The notes that a text refers to, so that it can be read on its own.
fn note_names(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Note(name) => out.push_str(&format!("\n[^{name}]: 注\n")),
            InlineKind::Strong(inner) | InlineKind::Emph(inner) | InlineKind::Strike(inner) => note_names(inner, out),
            InlineKind::Sup(inner) | InlineKind::Sub(inner) | InlineKind::Link { inlines: inner, .. } => note_names(inner, out),
            _ => {}
        }
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

fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A target of a link, in angle brackets where it needs them.
fn target(url: &str) -> String {
    let plain = !url.is_empty() && !url.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '\\'));
    if plain {
        url.to_owned()
    } else {
        format!("<{}>", url.replace('\\', "\\\\").replace('<', "\\<").replace('>', "\\>").replace('\n', "%0A"))
    }
}

/// Text with the marks of Markdown escaped.
fn escape(text: &str, care: Care) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let needs = match c {
            _ if care == Care::Escaped => c.is_ascii_punctuation(),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '^' | '|' => true,
            '&' => rest.peek().is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#'),
            // What follows may be a link, which it would make a picture.
            '!' => rest.peek().is_none(),
            _ => false,
        };
        if needs {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// Escapes what means something at the start of a line only.
fn line_start(text: &str, care: Care) -> String {
    if care == Care::Escaped {
        // The numbers of a list are no marks by themselves, their points are escaped already.
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let rest = &line[digits..];
        out.push(if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) {
            format!("{}\\{rest}", &line[..digits])
        } else if digits == 0 && line.starts_with(['#', '>', '-', '+', '=', ':']) {
            format!("\\{line}")
        } else {
            line.to_owned()
        });
    }
    out.join("\n")
}
