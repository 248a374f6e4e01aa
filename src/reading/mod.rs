//! Reads a notice that nobody has put into data yet: its lines, its clauses and the facts that it states.
//!
//! A fact is given only with the sentence that it stands in. What the text does not say stays `unstated`;
//! what several readings fit is `open`.

pub mod clauses;
pub mod clock;
pub mod cut_notice;
pub mod day;
pub mod document;
pub mod expression;
pub mod fact;
pub mod facts;
pub mod folder;
pub mod frame;
pub mod input;
pub mod mailbox;
pub mod patterns;
mod punctuation;
pub mod sentence;
pub mod sheet;
pub mod signature;
pub mod title_block;
mod verbatim_sheet;
pub mod view;
pub mod word_lists;
pub mod zone;

pub use cut_notice::CutNotice;
pub use document::{DroppedText, NoticeDocument, NoticeLine};
pub use fact::{Fact, Origin};
pub use facts::read_sheet;
pub use sheet::NoticeSheet;
