//! Why a message cannot be written or read.

use std::io;

use serde::{Deserialize, Serialize};

use crate::workers::WorkerEnd;

/// Why a message cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// A character that could end a header field and begin another.
    #[error("{field:?} holds U+{:04X}", u32::from(*.character))]
    ControlCharacter { field: MailField, character: char },
    /// Something that is not one mailbox.
    #[error("{field:?} holds {text:?}, which is no mailbox")]
    NoMailbox {
        field: MailField,
        /// What stands there.
        text: String,
    },
    /// A name of the attachment that would end the quotation it stands in.
    #[error("the attachment's name holds a quote or a backslash")]
    QuotedName,
    /// Nobody receives it.
    #[error("there is no recipient")]
    NoRecipient,
    /// Reading the archive or writing the message failed.
    #[error("reading the archive or writing the message failed")]
    Io(#[from] io::Error),
}

/// A field of a message that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailField {
    /// The sender.
    From,
    /// The recipients.
    To,
    /// The copies.
    Cc,
    Subject,
    /// The name of the attachment.
    Attachment,
}

/// Why a message that came in cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum MailReadError {
    /// It is cut off or not in the form of a message.
    #[error("the message is damaged")]
    Damaged,
    /// It has no header fields.
    #[error("the file is not a message")]
    NoMessage,
    /// More attachments than are read.
    #[error("there are more than {0} attachments")]
    TooManyAttachments(usize),
    /// An attachment cannot be decoded.
    #[error("the attachment {0:?} cannot be decoded")]
    AttachmentDamaged(String),
    /// The process that read it ended over it.
    #[error("the message was not read")]
    Unread(#[source] WorkerEnd),
}
