//! Reads a message that came in: its subject, its recipients, its attachments.

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};

use mailparse::{MailAddr, MailHeaderMap as _, ParsedMail};

use crate::text::Moment;

use super::mail_error::MailReadError;

/// What a message holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailContent {
    /// Subject, decoded.
    pub subject: String,
    /// Addresses of To and Cc.
    pub recipients: Vec<String>,
    /// When it was sent, by its own field `Date`.
    #[serde(skip)]
    pub date: Option<Moment>,
    /// Attachments: name and bytes.
    #[serde(skip)]
    pub attachments: Vec<(String, Vec<u8>)>,
}

/// More attachments than this are not read.
const MAX_ATTACHMENTS: usize = 200;

/// Whether a file is a message: by its name, or because it begins with a header field.
pub fn looks_like_mail(name: &str, bytes: &[u8]) -> bool {
    if name.to_lowercase().ends_with(".eml") {
        return true;
    }
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let field = line.split(|b| *b == b':').next().unwrap_or_default();
    let known = [
        "received",
        "return-path",
        "mime-version",
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "x-unsent",
        "delivered-to",
    ];
    line.contains(&b':')
        && std::str::from_utf8(field).is_ok_and(|f| known.contains(&f.to_lowercase().as_str()))
}

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
    let mail = mailparse::parse_mail(bytes).map_err(|_| MailReadError::Damaged)?;
    let subject = mail.headers.get_first_value("Subject").unwrap_or_default();
    let mut out = MailContent { subject: subject.trim().to_owned(), ..MailContent::default() };
    if let Some(date) = mail.headers.get_first_value("Date")
        && let Ok(seconds) = mailparse::dateparse(date.trim())
    {
        out.date = Some(Moment::from_unix(seconds));
    }
    let mut recipients = mail.headers.get_all_headers("To");
    recipients.extend(mail.headers.get_all_headers("Cc"));
    for header in recipients {
        let Ok(list) = mailparse::addrparse_header(header) else { continue };
        for address in list.iter() {
            match address {
                MailAddr::Single(one) => out.recipients.push(one.addr.clone()),
                MailAddr::Group(group) => {
                    for one in &group.addrs {
                        out.recipients.push(one.addr.clone());
                    }
                }
            }
        }
    }
    collect(&mail, &mut out)?;
    Ok(out)
}

fn collect(part: &ParsedMail<'_>, out: &mut MailContent) -> Result<(), MailReadError> {
    if !part.subparts.is_empty() {
        return part.subparts.iter().try_for_each(|p| collect(p, out));
    }
    let disposition = part.get_content_disposition();
    let name = disposition
        .params
        .get("filename")
        .or_else(|| part.ctype.params.get("name"))
        .map(|n| decoded(n));
    let is_text =
        part.ctype.mimetype.starts_with("text/") || part.ctype.mimetype.starts_with("multipart/");
    if name.is_none() && is_text {
        return Ok(());
    }
    if out.attachments.len() == MAX_ATTACHMENTS {
        return Err(MailReadError::TooManyAttachments(MAX_ATTACHMENTS));
    }
    let name = name.unwrap_or_else(|| format!("附件{}", out.attachments.len() + 1));
    let Ok(content) = part.get_body_raw() else {
        return Err(MailReadError::AttachmentDamaged(name));
    };
    // A name is never a path.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    out.attachments.push((name, content));
    Ok(())
}

/// A name with encoded words in a parameter, which RFC 2047 forbids and everybody writes.
fn decoded(name: &str) -> String {
    if !name.contains("=?") {
        return name.to_owned();
    }
    let line = format!("X: {}", name.replace(['\r', '\n'], ""));
    match mailparse::parse_header(line.as_bytes()) {
        Ok((header, _)) => header.get_value(),
        Err(_) => name.to_owned(),
    }
}
