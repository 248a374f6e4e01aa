//! The applicant's document as a tree of sections, blocks and inline text, every part with its
//! place.

pub mod caption;
pub mod columns;
pub mod docx;
pub mod emphasis;
pub mod letter_layout;
pub mod markdown;
pub mod model;
pub mod parse;
pub mod text_run;

pub use model::{
    Align, Block, BlockKind, Cell, Heading, Image, Inline, InlineKind, ListStart, MarkupFault,
    MarkupFaultKind, NumberMark, Plan, Row, Section, Table, TextLook, TextLookKind,
};
pub use text_run::TextRun;
