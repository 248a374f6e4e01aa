//! A page saved with its pictures in one file (MHTML, RFC 2557): the first page in it.

use mailparse::ParsedMail;

use super::charset;
use super::input_fault::InputFault;

/// The page in an archive.
pub(super) fn page(bytes: &[u8]) -> Result<String, InputFault> {
    // Blank lines before the first field would end the header.
    let message = mailparse::parse_mail(bytes.trim_ascii_start());
    let message = message.map_err(|_| InputFault::Damaged)?;
    let mut open: Vec<&ParsedMail<'_>> = vec![&message];
    while let Some(part) = open.pop() {
        if part.ctype.mimetype.eq_ignore_ascii_case("text/html") {
            let raw = part.get_body_raw().map_err(|_| InputFault::Damaged)?;
            return Ok(decoded(part, &raw));
        }
        open.extend(part.subparts.iter().rev());
    }
    Err(InputFault::NoText)
}

/// The part states its characters; the page may do so as well.
fn decoded(part: &ParsedMail<'_>, raw: &[u8]) -> String {
    let is_stated = part.ctype.params.contains_key("charset");
    let stated =
        encoding_rs::Encoding::for_label(part.ctype.charset.as_bytes()).filter(|_| is_stated);
    if let Some(encoding) = stated {
        let (text, _, damaged) = encoding.decode(raw);
        if !damaged {
            return text.into_owned();
        }
    }
    charset::decode(raw)
}
