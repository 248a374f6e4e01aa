//! How the text of a part is written as bytes: UTF-8, or UTF-16 that begins with a byte order mark
//! (ECMA-376 part 2, 7.2.2).

use super::docx_error::DocxError;

/// Bytes at the head of a part in which its declaration stands.
const HEAD: usize = 200;

/// The form of a part's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PartEncoding {
    /// UTF-8 without a byte order mark.
    #[default]
    Utf8,
    /// UTF-8 behind a byte order mark.
    MarkedUtf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
}

impl PartEncoding {
    /// The text of a part without its byte order mark, and how it is written.
    pub(super) fn read(bytes: Vec<u8>) -> Result<(Self, String), DocxError> {
        let (form, decoder) = match bytes.as_slice() {
            [0xff, 0xfe, ..] => (Self::Utf16Le, encoding_rs::UTF_16LE),
            [0xfe, 0xff, ..] => (Self::Utf16Be, encoding_rs::UTF_16BE),
            [0xef, 0xbb, 0xbf, rest @ ..] => {
                return Ok((
                    Self::MarkedUtf8,
                    String::from_utf8(rest.to_vec()).map_err(|_| DocxError::Damaged)?,
                ));
            }
            _ => {
                if !bytes.is_ascii() && declares_another(&bytes) {
                    return Err(DocxError::OtherEncoding);
                }
                return Ok((Self::Utf8, String::from_utf8(bytes).map_err(|_| DocxError::Damaged)?));
            }
        };
        // Halves of characters would not come back as they were.
        let text = decoder
            .decode_without_bom_handling_and_without_replacement(&bytes[2..])
            .ok_or(DocxError::Damaged)?;
        Ok((form, text.into_owned()))
    }

    /// The bytes of a text in this form.
    pub(super) fn written(self, text: &str) -> Vec<u8> {
        let utf16 = || std::iter::once(0xfeff).chain(text.encode_utf16());
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::MarkedUtf8 => ["\u{feff}", text].concat().into_bytes(),
            Self::Utf16Le => utf16().flat_map(u16::to_le_bytes).collect(),
            Self::Utf16Be => utf16().flat_map(u16::to_be_bytes).collect(),
        }
    }
}

/// Whether the declaration at the head of a part names another encoding than UTF-8.
fn declares_another(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let Some((declaration, _)) = head.split_once("?>") else { return false };
    let Some((_, value)) = declaration.split_once("encoding") else { return false };
    let value = value.trim_start_matches([' ', '=', '"', '\'']);
    declaration.starts_with("<?xml") && !value.starts_with("utf-8") && !value.starts_with("utf8")
}
