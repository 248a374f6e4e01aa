//! The message that carries a package: written as a draft, and read when it comes in.

pub mod compose;
mod container;
mod date;
mod encoded_words;
mod file_links;
mod header;
mod mail_apart;
pub mod mail_error;
mod parameters;
pub mod parse;

pub use compose::{ComposedMail, message_size, write_message};
pub use mail_apart::{MAIL_TASK, answer_mail, read_apart};
pub use mail_error::{MailError, MailField, MailReadError};
