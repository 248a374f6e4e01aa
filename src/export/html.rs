//! A plan as one page of HTML: offline, printable, without scripts, everything from files escaped.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::arrange::{Part, arrange};
use super::escape::{self, escaped, first_char};
use super::pictures::{Kind, Pictures};
use super::{Document, Exported};
use crate::plan::{Align, Block, BlockKind, Flat, Image, Inline, InlineKind, Section, Table};
use crate::text::han::is_cjk;

const STYLE: &str = include_str!("html.css");

/// Kinds of pictures that every browser shows; a drawing in an `img` runs and loads nothing.
const KINDS: [Kind; 5] = [Kind::Png, Kind::Jpeg, Kind::Gif, Kind::Webp, Kind::Svg];

/// Levels in the contents.
const CONTENTS: usize = 3;
/// Characters without a place to break that a cell may hold in one line.
const LONG: usize = 24;

/// Writes a plan as one page of HTML.
pub fn html(document: &Document<'_>) -> Exported {
    let mut remarks = Vec::new();
    let pictures = Pictures::read(document, &KINDS, &mut remarks);
    let targets = document.target_table();
    let data = pictures.in_order().into_iter().map(|p| {
        let uri = format!("data:{};base64,{}", p.kind.media_type(), base64(&p.bytes));
        (p.number, uri)
    });
    let mut writer = Writer {
        out: String::new(),
        document,
        data: data.collect(),
        pictures: &pictures,
        targets: targets.as_ref(),
        notes: Vec::new(),
        last: None,
    };
    writer.page();
    Exported { bytes: writer.out.into_bytes(), remarks }
}

struct Writer<'a> {
    out: String,
    document: &'a Document<'a>,
    pictures: &'a Pictures,
    /// Pictures as addresses, by number.
    data: BTreeMap<usize, String>,
    targets: Option<&'a Table>,
    /// Names of the notes so far, in the order in which they are first referred to.
    notes: Vec<&'a str>,
    /// The last character that was written in this block.
    last: Option<char>,
}

impl<'a> Writer<'a> {
    fn page(&mut self) {
        let plan = self.document.plan;
        self.out.push_str("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
        // Whatever a plan holds, the page loads nothing and runs nothing; only this very style counts.
        let digest = base64(&Sha256::digest(STYLE.as_bytes()));
        let _ = writeln!(
            self.out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; \
             base-uri 'none'; form-action 'none'\">"
        );
        self.out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        let title = escaped(&self.document.title());
        let _ = writeln!(self.out, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>");
        self.cover();
        self.contents();
        self.out.push_str("<main>\n");
        self.blocks(&plan.preamble);
        let mut index = 0;
        for section in &plan.sections {
            self.section(section, 0, &mut index);
        }
        self.notes();
        self.out.push_str("</main>\n</body>\n</html>\n");
    }

    fn cover(&mut self) {
        let document = self.document;
        let cover = &document.cover;
        self.out.push_str("<header>\n");
        self.line("p", "notice", &cover.notice);
        match &document.plan.title {
            Some(title) if !title.text.trim().is_empty() => self.around("<h1>", "</h1>\n", |w| w.inlines(&title.inlines)),
            _ => self.line("h1", "", &cover.project.value),
        }
        self.line("p", "project", &cover.project.value);
        self.line("p", "fact", &format!("申报单位：{}", cover.applicant.value));
        if let Some(city) = &cover.city {
            self.line("p", "fact", &format!("所在市：{}", city.value));
        }
        self.line("p", "date", &cover.date_line());
        if let Some(note) = &cover.note {
            self.line("p", "small", &note.value);
        }
        if let Some(code) = &cover.code {
            self.line("p", "small", &format!("内容码 {code}"));
        }
        self.out.push_str("</header>\n");
    }

    fn contents(&mut self) {
        let sections = self.document.plan.walk();
        if sections.is_empty() {
            return;
        }
        self.out.push_str("<nav aria-label=\"目录\">\n<h2>目　录</h2>\n<ul>\n");
        for (index, (depth, section)) in sections.into_iter().enumerate().filter(|(_, (depth, _))| *depth < CONTENTS) {
            let _ =
                writeln!(self.out, "<li class=\"d{depth}\"><a href=\"#s-{}\">{}</a></li>", index + 1, escaped(section.heading.text.trim()));
        }
        self.out.push_str("</ul>\n</nav>\n");
    }

    fn section(&mut self, section: &'a Section, depth: usize, index: &mut usize) {
        *index += 1;
        let level = (depth + 2).min(6);
        let _ = write!(self.out, "<section>\n<h{level} id=\"s-{index}\" class=\"l{}\">", depth.min(3));
        self.last = None;
        self.inlines(&section.heading.inlines);
        let _ = writeln!(self.out, "</h{level}>");
        self.blocks(&section.blocks);
        for child in &section.children {
            self.section(child, depth + 1, index);
        }
        self.out.push_str("</section>\n");
    }

    /// All notes that are referred to; a note may refer to another one, so the list grows while it is walked.
    fn notes(&mut self) {
        let plan = self.document.plan;
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str("<section class=\"notes\" aria-label=\"注释\">\n<ol>\n");
        let mut index = 0;
        while let Some(name) = self.notes.get(index).copied() {
            index += 1;
            let _ = write!(self.out, "<li id=\"n-{index}\">");
            if let Some((_, blocks)) = plan.footnotes.iter().find(|(n, _)| n == name) {
                self.item(blocks);
            }
            let _ = writeln!(self.out, " <a href=\"#r-{index}\" aria-label=\"回到正文\">↩</a></li>");
        }
        self.out.push_str("</ol>\n</section>\n");
    }

    /// An element with plain text; an empty text makes none.
    fn line(&mut self, element: &str, class: &str, text: &str) {
        if !text.trim().is_empty() {
            let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
            let _ = writeln!(self.out, "<{element}{class}>{}</{element}>", escaped(text));
        }
    }

    /// A block between its tags.
    fn around(&mut self, open: &str, close: &str, inner: impl FnOnce(&mut Self)) {
        self.out.push_str(open);
        self.last = None;
        inner(self);
        self.out.push_str(close);
    }

    fn blocks(&mut self, blocks: &'a [Block]) {
        for part in arrange(blocks, self.targets) {
            match part {
                Part::Block(block) => self.block(block),
                Part::Table(caption, table) => self.table(caption, table),
                Part::Remark(inlines) => self.around("<p class=\"remark\">", "</p>\n", |w| w.inlines(inlines)),
                Part::Figure(image, caption, _) => self.figure(image, caption),
            }
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.around("<p>", "</p>\n", |w| w.inlines(inlines)),
            BlockKind::List { start, items } => {
                match start {
                    Some(1) => self.out.push_str("<ol>\n"),
                    Some(first) => drop(writeln!(self.out, "<ol start=\"{first}\">")),
                    None => self.out.push_str("<ul>\n"),
                }
                for item in items {
                    self.out.push_str("<li>");
                    self.item(item);
                    self.out.push_str("</li>\n");
                }
                self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
            }
            BlockKind::Quote(blocks) => self.around("<blockquote>\n", "</blockquote>\n", |w| w.blocks(blocks)),
            BlockKind::Code(text) => {
                self.out.push_str("<pre><code>");
                // A line end right after the tag would be lost.
                for line in text.trim_end().lines() {
                    escape::push(&line.replace('\t', "    "), &mut self.out);
                    self.out.push('\n');
                }
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Rule => self.out.push_str("<hr>\n"),
            BlockKind::Table(table) => self.table(None, table),
            BlockKind::Figure(image) => self.figure(image, None),
            BlockKind::Html(_) => {}
        }
    }

    /// Blocks of an item or note: a single paragraph is set without being one.
    fn item(&mut self, blocks: &'a [Block]) {
        match blocks {
            [Block { kind: BlockKind::Paragraph(inlines), .. }, rest @ ..] => {
                self.around("", "", |w| w.inlines(inlines));
                self.blocks(rest);
            }
            all => self.blocks(all),
        }
    }

    fn table(&mut self, caption: Option<&'a [Inline]>, table: &'a Table) {
        let columns = table.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        self.out.push_str("<div class=\"wide\"><table>\n");
        if let Some(caption) = caption {
            self.around("<caption>", "</caption>\n", |w| w.inlines(caption));
        }
        for (index, row) in table.rows.iter().enumerate() {
            self.out.push_str(match index {
                0 => "<thead>\n<tr>",
                1 => "<tbody>\n<tr>",
                _ => "<tr>",
            });
            for column in 0..columns {
                let (element, side) = match table.align.get(column) {
                    _ if index == 0 => ("th", ""),
                    Some(Align::Center) => ("td", "c"),
                    Some(Align::Right) => ("td", "r"),
                    Some(Align::Auto | Align::Left) | None => ("td", ""),
                };
                let long = row.cells.get(column).is_some_and(|cell| is_long(&cell.inlines));
                let class = [side, if long { "long" } else { "" }].join(" ");
                let class = if class.trim().is_empty() { String::new() } else { format!(" class=\"{}\"", class.trim()) };
                let scope = if index == 0 { " scope=\"col\"" } else { "" };
                self.around(&format!("<{element}{scope}{class}>"), &format!("</{element}>"), |w| {
                    if let Some(cell) = row.cells.get(column) {
                        w.inlines(&cell.inlines);
                    }
                });
            }
            self.out.push_str(if index == 0 { "</tr>\n</thead>\n" } else { "</tr>\n" });
        }
        self.out.push_str(if table.rows.len() > 1 { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
    }

    fn figure(&mut self, image: &'a Image, caption: Option<&'a [Inline]>) {
        self.out.push_str("<figure>");
        self.image(image);
        match caption {
            Some(inlines) => self.around("<figcaption>", "</figcaption>", |w| w.inlines(inlines)),
            None => self.line("figcaption", "", &image.alt),
        }
        self.out.push_str("</figure>\n");
    }

    /// A picture; without the file, nothing.
    fn image(&mut self, image: &Image) {
        let Some(picture) = self.pictures.get(&image.path) else { return };
        let Some(uri) = self.data.get(&picture.number) else { return };
        let _ = write!(self.out, "<img src=\"{uri}\" alt=\"{}\"", escaped(image.alt.trim()));
        if picture.size.0 > 0.0 {
            // 96 pixels of CSS make an inch.
            let pixels = |points: f64| (points / 72.0 * 96.0).round().max(1.0);
            let _ = write!(self.out, " width=\"{}\" height=\"{}\"", pixels(picture.size.0), pixels(picture.size.1));
        }
        self.out.push('>');
    }

    fn inlines(&mut self, inlines: &'a [Inline]) {
        for (index, inline) in inlines.iter().enumerate() {
            match &inline.kind {
                InlineKind::Text(text) => self.text(text),
                InlineKind::Code(text) => self.inside("code", |w| w.text(text)),
                InlineKind::Strong(inner) => self.inside("strong", |w| w.inlines(inner)),
                InlineKind::Emph(inner) => self.inside("em", |w| w.inlines(inner)),
                InlineKind::Strike(inner) => self.inside("s", |w| w.inlines(inner)),
                InlineKind::Sup(inner) => self.inside("sup", |w| w.inlines(inner)),
                InlineKind::Sub(inner) => self.inside("sub", |w| w.inlines(inner)),
                InlineKind::Link { url, inlines } => {
                    let is_address = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
                    if is_address {
                        let _ = write!(self.out, "<a href=\"{}\" rel=\"noopener noreferrer\">", escaped(url));
                    }
                    self.inlines(inlines);
                    if is_address {
                        self.out.push_str("</a>");
                    }
                }
                InlineKind::Image(image) => {
                    self.image(image);
                    self.last = None;
                }
                // A line end between Chinese characters is nothing; between words of letters it is a space.
                InlineKind::SoftBreak => {
                    let after = first_char(&inlines[index + 1..]);
                    if self.last.is_some_and(|c| !is_cjk(c)) && after.is_some_and(|c| !is_cjk(c)) {
                        self.text(" ");
                    }
                }
                InlineKind::LineBreak => self.out.push_str("<br>"),
                InlineKind::Note(name) => self.note(name),
                InlineKind::Html(_) => {}
            }
        }
    }

    fn inside(&mut self, element: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{element}>");
        inner(self);
        let _ = write!(self.out, "</{element}>");
    }

    fn text(&mut self, text: &str) {
        escape::push(text, &mut self.out);
        self.last = text.chars().next_back().or(self.last);
    }

    /// The number of a note; the first reference is where the note leads back to.
    fn note(&mut self, name: &str) {
        let plan = self.document.plan;
        let Some((name, _)) = plan.footnotes.iter().find(|(n, _)| n == name) else { return };
        let known = self.notes.iter().position(|n| n == name);
        let (number, id) = match known {
            Some(index) => (index + 1, String::new()),
            None => {
                self.notes.push(name);
                (self.notes.len(), format!(" id=\"r-{}\"", self.notes.len()))
            }
        };
        let _ = write!(self.out, "<sup class=\"note\"><a{id} href=\"#n-{number}\">[{number}]</a></sup>");
    }
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let word = (0..3).fold(0_u32, |word, i| word << 8 | u32::from(part.get(i).copied().unwrap_or(0)));
        for index in 0..4 {
            let is_there = index <= part.len();
            let digit = ALPHABET[(word >> (18 - 6 * index) & 63) as usize];
            out.push(if is_there { char::from(digit) } else { '=' });
        }
    }
    out
}

/// Whether something in a cell would make its column too wide: codes stay whole, addresses of the web may be broken.
fn is_long(inlines: &[Inline]) -> bool {
    let text = Flat::of(inlines).text;
    text.split(|c: char| c.is_whitespace() || is_cjk(c)).any(|run| run.chars().count() > LONG)
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_gives_the_vectors_of_the_rfc() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")];
        for (text, expected) in pairs {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
