//! Puts smaller copies of pictures and scans into a planned package. The originals are read and
//! never touched.

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::attachment::LARGEST;
use crate::attachment::shrink::{self, KeepReason, SmallerCopy};
use crate::workers::Workers;

use super::planned::{Contents, Original, PlannedFile, PlannedPackage};
use super::write::refuse_links;
use super::write_error::WriteError;
use super::zip::zip_writer::open;

/// What came of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShrinkAttempt {
    /// Its path in the package, as it was planned.
    pub path: String,
    /// Bytes of the original.
    pub before: u64,
    /// Bytes of the copy, or why there is none.
    pub after: Result<u64, KeepReason>,
}

/// The package with smaller copies where they are worth it, and what came of each file that was
/// read from the disk. The plan is not among them: its content code vouches for its bytes.
///
/// # Errors
/// A file that cannot be read, was changed since it was planned, or is reached through a link.
pub fn shrink(
    bundle: &PlannedPackage,
    dpi: u16,
    workers: &Workers,
) -> Result<(PlannedPackage, Vec<ShrinkAttempt>), WriteError> {
    let done: Vec<(PlannedFile, Option<ShrinkAttempt>)> = bundle
        .entries
        .par_iter()
        .map(|entry| one(entry, &bundle.root, dpi, workers))
        .collect::<Result<_, WriteError>>()?;
    let (mut entries, tried): (Vec<PlannedFile>, Vec<Option<ShrinkAttempt>>) =
        done.into_iter().unzip();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    let tried = tried.into_iter().flatten();
    Ok((PlannedPackage { entries, ..bundle.clone() }, tried.collect()))
}

fn one(
    entry: &PlannedFile,
    root: &Path,
    dpi: u16,
    workers: &Workers,
) -> Result<(PlannedFile, Option<ShrinkAttempt>), WriteError> {
    let Contents::OnDisk(file, size) = &entry.contents else { return Ok((entry.clone(), None)) };
    let tried = |after| Some(ShrinkAttempt { path: entry.path.clone(), before: *size, after });
    if *size > LARGEST {
        return Ok((entry.clone(), tried(Err(KeepReason::TooHeavy))));
    }
    refuse_links(&entry.path, root, file)?;
    let mut bytes = Vec::with_capacity(usize::try_from(*size).unwrap_or_default());
    let read = open(&entry.path, file, *size)?.take(size.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|e| WriteError::io(&entry.path, e))?;
    if bytes.len() as u64 != *size {
        return Err(WriteError::changed(&entry.path));
    }
    let bytes = Arc::new(bytes);
    match shrink::copy_apart(workers, &entry.path, &bytes, dpi) {
        Err(why) => Ok((entry.clone(), tried(Err(why)))),
        Ok(SmallerCopy { bytes: copy, extension }) => {
            let path = match (extension, entry.path.rsplit_once('.')) {
                (Some(extension), Some((stem, _))) => format!("{stem}.{extension}"),
                (Some(extension), None) => format!("{}.{extension}", entry.path),
                (None, _) => entry.path.clone(),
            };
            let after = copy.len() as u64;
            let original = Original {
                file: file.clone(),
                size: *size,
                sha256: crate::text::digest::sha256(&bytes),
                dpi,
            };
            let small = PlannedFile {
                path,
                role: entry.role.clone(),
                contents: Contents::Generated(copy),
                original: Some(original),
            };
            Ok((small, tried(Ok(after))))
        }
    }
}
