//! Smaller copies of pictures and scans: what is sent by mail need not have more pixels than a
//! reader can see in print.
//!
//! Only what is nothing but a picture is copied: JPEG, PNG, and PDFs of which every page is one
//! picture. What has text, a signature, notes or anything else that a copy would lose is left as it
//! is, and the reason is reported. The same file and resolution give the same bytes on every machine:
//! all arithmetic is in whole numbers, and nothing depends on the processor.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::file_facts::FileKind;
use super::{LARGEST, deep_stack, kind_of};

mod copy_apart;
mod jpeg;
pub mod plain_jpeg;
mod png;
mod raster;
mod scan;

pub use copy_apart::{SHRINK_TASK, answer_shrink, copy_apart};

/// Pixels of one picture that are decoded at most: A3 in colour at 600 dpi has 70 million.
pub const MOST_PIXELS: u64 = 80_000_000;
/// The resolution kept where none is named, dpi: text of the usual size stays sharp in print.
pub const USUAL_DPI: u16 = 200;
/// The lowest resolution that may be asked for, dpi.
pub const LEAST_DPI: u16 = 72;
/// The highest, dpi.
pub const MOST_DPI: u16 = 600;
/// A copy must be smaller by this part of the original, or it is not worth losing pixels for: one
/// tenth.
const WORTH: u64 = 10;
/// A JPEG of the same size must be smaller by this part: it loses sharpness each time, and saves
/// less and less.
const WORTH_ANEW: u64 = 3;

/// A copy of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallerCopy {
    pub bytes: Vec<u8>,
    /// Its extension, if the copy is of another kind than the original.
    pub extension: Option<&'static str>,
}

/// Why a file stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeepReason {
    /// It is no picture and no PDF.
    NoPicture,
    /// A page has text.
    Text,
    /// It is signed.
    Signed,
    /// It has notes, links, seals or fields to fill in.
    Notes,
    /// It has bookmarks.
    Bookmarks,
    /// Other files are enclosed.
    Enclosed,
    /// It is encrypted.
    Locked,
    /// A page is more than one plain picture.
    Mixed,
    /// Its colours or its compression are none that can be copied faithfully.
    Colours,
    /// Parts of it are transparent.
    Transparent,
    /// It has more bytes than are read.
    TooHeavy,
    /// It has too many pixels.
    TooLarge,
    /// It cannot be read.
    Damaged,
    /// The process that read it ended over it.
    Unread,
    /// A copy would hardly be smaller.
    NoGain,
}

/// Makes a copy of `dpi` dots an inch: at its own size for a page of a PDF, at the size of A4
/// for a picture.
///
/// # Errors
/// Why it stays as it is.
pub fn copy(name: &str, bytes: &Arc<Vec<u8>>, dpi: u16) -> Result<SmallerCopy, KeepReason> {
    if bytes.len() as u64 > LARGEST {
        return Err(KeepReason::TooHeavy);
    }
    let smaller = match kind_of(name, bytes) {
        FileKind::Jpeg => on_own_thread(bytes, move |data| {
            Ok(SmallerCopy { bytes: jpeg::copy(data, dpi)?, extension: None })
        })?,
        FileKind::Png => on_own_thread(bytes, move |data| png::copy(data, dpi))?,
        FileKind::Pdf => {
            let found = on_own_thread(bytes, scan::read)?;
            SmallerCopy { bytes: scan::copy(&found, bytes, dpi)?, extension: None }
        }
        _ => return Err(KeepReason::NoPicture),
    };
    if saves(bytes, &smaller.bytes, WORTH) { Ok(smaller) } else { Err(KeepReason::NoGain) }
}

/// Whether a copy is smaller than the original by one of `parts` parts of it.
fn saves(before: &[u8], after: &[u8], parts: u64) -> bool {
    let before = before.len() as u64;
    after.len() as u64 <= before - before.div_ceil(parts)
}

/// Reads bytes of other people where a panic or deep nesting ends nothing but the reading.
fn on_own_thread<T: Send>(
    bytes: &Arc<Vec<u8>>,
    read: impl FnOnce(&Arc<Vec<u8>>) -> Result<T, KeepReason> + Send,
) -> Result<T, KeepReason> {
    deep_stack::run(|| read(bytes)).unwrap_or(Err(KeepReason::Damaged))
}

/// Whether a picture of this number of pixels is decoded.
fn admit(width: u64, height: u64) -> Result<(), KeepReason> {
    match width.saturating_mul(height) {
        0 => Err(KeepReason::Damaged),
        pixels if pixels > MOST_PIXELS => Err(KeepReason::TooLarge),
        _ => Ok(()),
    }
}
