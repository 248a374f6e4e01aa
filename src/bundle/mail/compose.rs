//! Writes the message: a draft that Outlook, Foxmail and Thunderbird open ready to send, with one
//! archive attached.
//!
//! Written here and not by a mail library, because the same package must give the same bytes:
//! boundary, message id and date follow from the content.
//!
//! The attachment's name stands there three times, each time in ASCII and always the same name: as
//! `filename*=` (RFC 2231), behind it as `filename=` with encoded words (RFC 2047) for readers that
//! know no RFC 2231 (older Outlook, QQ Mail, Foxmail, which write nothing else themselves), and
//! likewise as `name=` for those that look at the type only. Another, plain name as a fall-back
//! would be shown to the receiver in place of the prescribed one: Python's `email`, ripMIME and
//! mailparse take it first, some wherever it stands, and RFC 6266, which puts `filename*` first,
//! speaks of HTTP.

use std::io::{Read, Write};

use data_encoding::BASE64;

use crate::text::Moment;
use crate::text::digest::sha256;

use super::header::{clean, mailbox, parameter, words};
use super::mail_error::{MailError, MailField};

/// Bytes in one line of base64: 76 characters.
const LINE_BYTES: usize = 57;

/// A message before it is written.
#[derive(Clone, Debug, Default)]
pub struct ComposedMail {
    /// Sender; left out if empty, so that the mail program puts its own account there.
    pub from: Option<String>,
    /// Recipients.
    pub to: Vec<String>,
    /// Copies.
    pub cc: Vec<String>,
    pub subject: String,
    /// Date, as judged.
    pub date: Option<Moment>,
    /// Text, lines ending in `\n`.
    pub body: String,
    /// Name of the attached archive.
    pub attachment: String,
    /// What tells this message from others, such as the archive's SHA-256: message id and boundary
    /// are made of it.
    pub key: String,
}

/// The text before the attachment's bytes and the text after them.
fn frame(message: &ComposedMail) -> Result<(String, String), MailError> {
    clean(MailField::Subject, &message.subject)?;
    clean(MailField::Attachment, &message.attachment)?;
    // They would end the quotation in which the name stands; Windows cannot hold such a file
    // either.
    if message.attachment.contains(['"', '\\']) {
        return Err(MailError::QuotedName);
    }
    if message.to.is_empty() {
        return Err(MailError::NoRecipient);
    }
    let identity = format!("{}\n{}\n{}", message.key, message.subject, message.body);
    let key = &sha256(identity.as_bytes())[..32];
    // `=_` occurs in no base64 line, so the boundary cannot stand in a part.
    let boundary = format!("=_pilot_{key}");
    let mut out = String::new();
    let mut field = |name: &str, value: &str| {
        out.push_str(name);
        out.push_str(": ");
        out.push_str(value);
        out.push_str("\r\n");
    };
    field("MIME-Version", "1.0");
    field("X-Unsent", "1");
    if let Some(date) = message.date {
        field("Date", &date.0.format("%a, %d %b %Y %H:%M:%S +0800").to_string());
    }
    field("Message-ID", &format!("<{key}@pilot.invalid>"));
    if let Some(from) = &message.from
        && !from.trim().is_empty()
    {
        field("From", &mailbox(MailField::From, from)?);
    }
    field("To", &mailboxes(MailField::To, &message.to)?);
    if !message.cc.is_empty() {
        field("Cc", &mailboxes(MailField::Cc, &message.cc)?);
    }
    field("Subject", &words(9, &message.subject));
    field("Content-Type", &format!("multipart/mixed;\r\n boundary=\"{boundary}\""));
    out.push_str(&format!("\r\n--{boundary}\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"));
    let text = message.body.replace("\r\n", "\n").replace('\n', "\r\n");
    for line in text.as_bytes().chunks(LINE_BYTES) {
        out.push_str(&BASE64.encode(line));
        out.push_str("\r\n");
    }
    out.push_str(&format!(
        "--{boundary}\r\nContent-Type: application/zip;\r\n name=\"{}\"\r\n",
        words(8, &message.attachment)
    ));
    out.push_str("Content-Transfer-Encoding: base64\r\n");
    let (extended, plain) =
        (parameter("filename", &message.attachment), words(11, &message.attachment));
    out.push_str(&format!(
        "Content-Disposition: attachment{extended};\r\n filename=\"{plain}\"\r\n\r\n"
    ));
    Ok((out, format!("--{boundary}--\r\n")))
}

/// Mailboxes as a field holds them, one on a line.
fn mailboxes(field: MailField, boxes: &[String]) -> Result<String, MailError> {
    let mut lines = Vec::new();
    for text in boxes {
        lines.push(mailbox(field, text)?);
    }
    Ok(lines.join(",\r\n "))
}

/// Returns the exact size of the message, in bytes, with an archive of `archive` bytes.
///
/// # Errors
/// As [`write_message`], but for reading and writing.
pub fn message_size(message: &ComposedMail, archive: u64) -> Result<u64, MailError> {
    let (head, tail) = frame(message)?;
    let digits = archive.div_ceil(3) * 4;
    Ok(head.len() as u64 + digits + 2 * digits.div_ceil(76) + tail.len() as u64)
}

/// Writes the message; the archive streams through, a few lines at a time. Gives the number of
/// bytes.
///
/// # Errors
/// A control character in a field, something that is no mailbox, no recipient; what reading or
/// writing says.
pub fn write_message(
    message: &ComposedMail,
    archive: &mut dyn Read,
    out: &mut dyn Write,
) -> Result<u64, MailError> {
    let (head, tail) = frame(message)?;
    out.write_all(head.as_bytes())?;
    let mut written = (head.len() + tail.len()) as u64;
    let mut piece = Vec::new();
    loop {
        piece.clear();
        // A whole number of lines, so that pieces join without a seam.
        archive.take(LINE_BYTES as u64 * 1_024).read_to_end(&mut piece)?;
        if piece.is_empty() {
            break;
        }
        let mut text = String::with_capacity(piece.len() * 3 / 2);
        for line in piece.chunks(LINE_BYTES) {
            text.push_str(&BASE64.encode(line));
            text.push_str("\r\n");
        }
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
    }
    out.write_all(tail.as_bytes())?;
    out.flush()?;
    Ok(written)
}
