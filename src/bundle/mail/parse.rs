//! Reads a message that came in: its subject, its recipients, its attachments.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use mailparse::body::Body;
use mailparse::{MailAddr, MailHeader, MailHeaderMap as _, ParsedMail};

use crate::text::Moment;
use crate::text::word_list::is_word;

use super::container::{begins_with_header, message_in, sealed_kind};
pub use super::container::{is_compound, is_named_mail, looks_like_mail};
use super::date::read_date;
use super::encoded_words::{header_text, in_charset, is_base64, lenient_base64};
use super::file_links::places_of_files;
use super::mail_error::MailReadError;
use super::parameters::parameter;

/// What a message holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailContent {
    /// Subject, decoded.
    pub subject: String,
    /// Addresses of To and Cc.
    pub recipients: Vec<String>,
    /// When it was sent, or received where it does not say when it was sent.
    #[serde(skip)]
    pub date: Option<Moment>,
    /// The field that the date is from.
    pub date_field: DateField,
    /// Attachments: name and bytes, those of attached messages among them.
    #[serde(skip)]
    pub attachments: Vec<(String, Vec<u8>)>,
    /// Attached messages whose attachments were taken out.
    pub opened: Vec<OpenedMessage>,
    /// Attachments that only one program opens.
    pub sealed: Vec<SealedAttachment>,
    /// Places of files that its text has a link to, in the words of users.
    pub links: Vec<String>,
}

/// The field that a message's date is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateField {
    /// There is none, or none that can be read.
    #[default]
    Nowhere,
    /// `Date`.
    Date,
    /// The first `Received`, which the last server wrote.
    Received,
}

/// An attached message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedMessage {
    /// The attachment's name.
    pub name: String,
    pub subject: String,
}

/// An attachment that cannot be opened here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedAttachment {
    pub name: String,
    pub kind: SealedKind,
}

/// Why an attachment cannot be opened here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SealedKind {
    /// Outlook's container of attachments (TNEF).
    OutlookContainer,
    /// A message as Outlook saves it (.msg).
    OutlookMessage,
    /// A message that is encrypted or signed as a whole (S/MIME, PGP).
    Encrypted,
}

/// More attachments than this are not read.
const MAX_ATTACHMENTS: usize = 200;
/// Attached messages inside each other that are opened.
const MAX_NESTED: usize = 4;

/// Whether an attachment is a zip archive and not an office document, which is one inside.
pub fn is_zip(name: &str, bytes: &[u8]) -> bool {
    let lower = name.to_lowercase();
    let office = ["docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "ofd", "odt", "ods"]
        .iter()
        .any(|e| lower.ends_with(&format!(".{e}")));
    lower.ends_with(".zip") || (!office && super::super::zip::tolerant::looks_like_zip(bytes))
}

/// Reads a message.
///
/// # Errors
/// It is damaged, one of its attachments is, or there are too many of them.
pub fn read(bytes: &[u8]) -> Result<MailContent, MailReadError> {
    // The parser is not ours: should it ever panic on a message, that is a damaged message and not
    // our end.
    match catch_unwind(AssertUnwindSafe(|| parse(bytes))) {
        Ok(read) => read,
        Err(_) => Err(MailReadError::Damaged),
    }
}

fn parse(bytes: &[u8]) -> Result<MailContent, MailReadError> {
    if !begins_with_header(bytes) {
        return Err(MailReadError::NoMessage);
    }
    let mut out = MailContent::default();
    read_message(message_in(bytes), 0, &mut out)?;
    Ok(out)
}

/// Reads a message: the fields of the outermost one, the attachments of every one.
fn read_message(bytes: &[u8], depth: usize, out: &mut MailContent) -> Result<(), MailReadError> {
    let mail = mailparse::parse_mail(bytes).map_err(|_| MailReadError::Damaged)?;
    if depth == 0 {
        out.subject = subject(&mail);
        (out.date, out.date_field) = date(&mail);
        out.recipients = recipients(&mail);
    }
    collect(&mail, depth, out)
}

fn subject(mail: &ParsedMail<'_>) -> String {
    match mail.headers.get_first_header("Subject") {
        Some(header) => header_text(header.get_value_raw()).trim().to_owned(),
        None => String::new(),
    }
}

fn date(mail: &ParsedMail<'_>) -> (Option<Moment>, DateField) {
    let sent = mail.headers.get_first_header("Date");
    if let Some(moment) = sent.and_then(|h| read_date(&header_text(h.get_value_raw()))) {
        return (Some(moment), DateField::Date);
    }
    let received =
        mail.headers.get_first_header("Received").map(|h| header_text(h.get_value_raw()));
    // RFC 5321, 4.4: the time stands behind the last semicolon.
    let received = received.as_deref().and_then(|text| text.rsplit_once(';'));
    match received.and_then(|(_, time)| read_date(time)) {
        Some(moment) => (Some(moment), DateField::Received),
        None => (None, DateField::Nowhere),
    }
}

fn recipients(mail: &ParsedMail<'_>) -> Vec<String> {
    let mut headers: Vec<&MailHeader<'_>> = mail.headers.get_all_headers("To");
    headers.extend(mail.headers.get_all_headers("Cc"));
    let mut out = Vec::new();
    for header in headers {
        let Ok(list) = mailparse::addrparse_header(header) else { continue };
        for address in list.iter() {
            match address {
                MailAddr::Single(one) => out.push(one.addr.clone()),
                MailAddr::Group(group) => {
                    let members = group.addrs.iter();
                    out.extend(members.map(|member| member.addr.clone()));
                }
            }
        }
    }
    out
}

fn collect(
    part: &ParsedMail<'_>,
    depth: usize,
    out: &mut MailContent,
) -> Result<(), MailReadError> {
    if !part.subparts.is_empty() {
        return part.subparts.iter().try_for_each(|p| collect(p, depth, out));
    }
    let mimetype = part.ctype.mimetype.to_ascii_lowercase();
    let name = attachment_name(part);
    if name.is_none() && (mimetype.starts_with("text/") || mimetype.starts_with("multipart/")) {
        note_links(part, out);
        return Ok(());
    }
    if is_word(&mimetype, "signature-types") {
        return Ok(());
    }
    if out.attachments.len() + out.opened.len() + out.sealed.len() >= MAX_ATTACHMENTS {
        return Err(MailReadError::TooManyAttachments(MAX_ATTACHMENTS));
    }
    let name = name.unwrap_or_else(|| {
        let number = out.attachments.len() + 1;
        if mimetype == "message/rfc822" {
            format!("附件{number}.eml")
        } else {
            format!("附件{number}")
        }
    });
    if let Some(kind) = sealed_kind(&name, &mimetype) {
        out.sealed.push(SealedAttachment { name, kind });
        return Ok(());
    }
    let Some(content) = content_of(part) else {
        return Err(MailReadError::AttachmentDamaged(name));
    };
    let is_message = mimetype == "message/rfc822" || looks_like_mail(&name, &[]);
    if is_message && begins_with_header(&content) && depth < MAX_NESTED {
        let inner = message_in(&content);
        if let Ok(mail) = mailparse::parse_mail(inner) {
            out.opened.push(OpenedMessage { name, subject: subject(&mail) });
            return collect(&mail, depth + 1, out);
        }
    }
    out.attachments.push((name, content));
    Ok(())
}

/// The name of an attachment, without folders: it is never a path.
fn attachment_name(part: &ParsedMail<'_>) -> Option<String> {
    let of = |field: &str, wanted: &str| {
        let header = part.headers.get_first_header(field)?;
        parameter(header.get_value_raw(), wanted)
    };
    let name = of("Content-Disposition", "filename").or_else(|| of("Content-Type", "name"))?;
    let last = name.rsplit(['/', '\\']).next()?;
    Some(last.trim().to_owned())
}

/// Notes where the text of a message says that files lie.
fn note_links(part: &ParsedMail<'_>, out: &mut MailContent) {
    let Ok(raw) = part.get_body_raw() else { return };
    for place in places_of_files(&in_charset(&part.ctype.charset, &raw)) {
        if !out.links.contains(&place) {
            out.links.push(place);
        }
    }
}

/// The bytes of a part; `None` if they cannot be decoded.
fn content_of(part: &ParsedMail<'_>) -> Option<Vec<u8>> {
    match (part.get_body_raw(), part.get_body_encoded()) {
        (Ok(content), _) => Some(content),
        (Err(_), Body::Base64(body)) => before_footer(body.get_raw()),
        (Err(_), _) => None,
    }
}

/// Fewest letters of a line of base64 that is not the last one.
const BASE64_LINE: usize = 60;

/// The bytes of base64 that a mailing list or a scanner has put a text behind; `None` if what is
/// before the text is not complete, or base64 goes on behind it.
fn before_footer(text: &[u8]) -> Option<Vec<u8>> {
    let mut data: Vec<u8> = Vec::new();
    let mut lines = text.split(|b| *b == b'\n').map(|line| line.trim_ascii());
    let mut is_footer = false;
    let is_letters = |line: &[u8]| line.iter().all(|b| is_base64(*b) || *b == b'=');
    for line in lines.by_ref().skip_while(|line| line.is_empty()) {
        let is_long = line.len() >= BASE64_LINE && is_letters(line);
        if is_footer {
            if is_long {
                return None;
            }
        } else if line.is_empty() || !is_letters(line) || (data.ends_with(b"=") && !is_long) {
            is_footer = true;
        } else {
            data.extend(line);
        }
    }
    if data.len().is_multiple_of(4) { Some(lenient_base64(&data)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::before_footer;

    #[test]
    fn a_text_behind_base64_is_left_out() {
        let line = "QUJD".repeat(19);
        for footer in ["\r\n\r\n-- \r\nmailing list\r\n", "\n____\nscanned by x", "\n\nlist\n"] {
            let text = format!("{line}\r\n{line}\r\nQUI={footer}");
            let wanted = "ABC".repeat(38) + "AB";
            assert_eq!(before_footer(text.as_bytes()), Some(wanted.into_bytes()), "{footer:?}");
        }
        assert_eq!(before_footer(format!("{line}\nQU\n\n-- x").as_bytes()), None, "cut off");
        assert_eq!(before_footer(format!("{line}\n--x\n{line}").as_bytes()), None, "damaged");
    }
}
