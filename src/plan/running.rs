//! The running texts of a plan, in order.

use super::flat::Flat;
use super::model::{Block, BlockKind, Plan, Section};

impl Plan {
    /// All running text in order: headings, paragraphs, items, cells, captions of pictures;
    /// comments and HTML left out.
    pub fn flats(&self) -> Vec<Flat> {
        let mut out: Vec<Flat> = self.title.iter().map(|h| Flat::of(&h.inlines)).collect();
        out.extend(self.preamble.iter().flat_map(Block::flats));
        for (_, section) in self.walk() {
            out.push(Flat::of(&section.heading.inlines));
            out.extend(section.blocks.iter().flat_map(Block::flats));
        }
        out.extend(self.footnotes.iter().flat_map(|(_, b)| b.iter()).flat_map(Block::flats));
        out
    }
}

impl Section {
    /// The text of this section and those below it, headings left out.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for flat in self.blocks_below().flat_map(Block::flats) {
            out.push_str(&flat.text);
            out.push('\n');
        }
        out
    }
}

impl Block {
    /// The running texts of this block, one a paragraph or cell.
    pub fn flats(&self) -> Vec<Flat> {
        match &self.kind {
            BlockKind::Paragraph(inlines) => vec![Flat::of(inlines)],
            BlockKind::List { items, .. } => items.iter().flatten().flat_map(Self::flats).collect(),
            BlockKind::Quote(blocks) => blocks.iter().flat_map(Self::flats).collect(),
            BlockKind::Table(table) => {
                table.rows.iter().flat_map(|r| &r.cells).map(|c| Flat::of(&c.inlines)).collect()
            }
            BlockKind::Figure(image) => vec![Flat::plain(&image.alt, image.at)],
            BlockKind::Code(text) => vec![Flat::plain(text, self.at)],
            BlockKind::Rule | BlockKind::Html(_) => Vec::new(),
        }
    }
}
