//! The applicant's document as a tree of sections, blocks and inline text, every part with its
//! place.

pub mod caption;
pub mod columns;
pub mod docx;
pub mod emphasis;
pub mod flat;
pub mod letter;
pub mod markdown;
pub mod model;
pub mod parse;
mod running;

pub use flat::Flat;
pub use model::{
    Align, Block, BlockKind, Cell, Heading, Image, Inline, InlineKind, Plan, Row, Section, Table,
};
