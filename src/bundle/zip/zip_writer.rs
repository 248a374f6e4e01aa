//! The canonical writer: the same entries give the same bytes, on every system.
//!
//! Each content is read once, in pieces of 64 KiB; CRC-32 and SHA-256 are taken of the very bytes
//! that are packed.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest as _, Sha256};

use super::super::file_names;
use super::super::planned::Contents;
use super::super::write_error::{EntryRefusal, WriteError};
use crate::text::digest::{hex, sha256};

use super::record::{self, DEFLATED, STORED, ZipRecord};

/// Bytes read at a time.
const PIECE: usize = 64 * 1024;
/// Up to this size both forms are made and the shorter is taken; above, the first part decides.
const TRIED_WHOLE: usize = 4 << 20;
/// One less than what the fields hold, since the greatest value announces zip64.
const MAX_WORD: u64 = u32::MAX as u64 - 1;

/// What was written for one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackedFile {
    /// Path in the archive.
    pub path: String,
    /// Bytes of the content.
    pub size: u64,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// SHA-256 of the compressed bytes; `None` if they are stored.
    pub deflated_sha256: Option<String>,
}

/// Writes one archive.
pub struct ZipWriter<W> {
    out: W,
    at: u64,
    dos_date: u16,
    records: Vec<ZipRecord>,
    seen: HashSet<String>,
}

impl<W: Write + Seek> ZipWriter<W> {
    /// Begins at the writer's start; every entry bears the one day (days before 1980 become 1
    /// January 1980).
    pub fn new(out: W, day: NaiveDate) -> Self {
        Self {
            out,
            at: 0,
            dos_date: record::dos_date(day),
            records: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// Adds a file.
    ///
    /// # Errors
    /// A name that some system cannot hold, that equals another after NFC and case folding, or that
    /// does not follow the one before by its bytes; a content of 4 GiB or more, or that changed
    /// while it was read; what reading or writing says.
    pub fn add(&mut self, path: &str, contents: &Contents) -> Result<PackedFile, WriteError> {
        self.admit(path, contents.size())?;
        let offset = self.at as u32;
        let mut record = ZipRecord {
            name: path.to_owned(),
            dos_date: self.dos_date,
            offset,
            ..ZipRecord::default()
        };
        self.put(path, &record.local())?;
        let start = self.at;
        let may_deflate = !record::is_stored(path);
        let sums = match contents {
            Contents::Generated(bytes) => {
                self.body(path, &mut bytes.as_slice(), bytes.len() as u64, may_deflate)?
            }
            Contents::OnDisk(file, size) => {
                let mut source = open(path, file, *size)?;
                self.body(path, &mut source, *size, may_deflate)?
            }
        };
        let packed = self.at - start;
        if packed > MAX_WORD {
            return Err(WriteError::refused(path, EntryRefusal::PackedTooLarge));
        }
        record.method = if sums.deflated.is_some() { DEFLATED } else { STORED };
        (record.crc, record.packed, record.size) =
            (sums.crc, packed as u32, contents.size() as u32);
        let io = |e| WriteError::io(path, e);
        self.out.seek(SeekFrom::Start(u64::from(offset))).map_err(io)?;
        self.out.write_all(&record.local()).map_err(io)?;
        self.out.seek(SeekFrom::Start(self.at)).map_err(io)?;
        self.records.push(record);
        Ok(PackedFile {
            path: path.to_owned(),
            size: contents.size(),
            sha256: sums.sha256,
            deflated_sha256: sums.deflated,
        })
    }

    /// Writes the directory and gives the writer back, flushed, with the number of bytes of the
    /// archive.
    ///
    /// # Errors
    /// More than 65,534 entries, an archive of 4 GiB, or what writing says.
    pub fn finish(mut self) -> Result<(W, u64), WriteError> {
        let offset = self.at;
        let directory: Vec<u8> = self.records.iter().flat_map(ZipRecord::central).collect();
        if self.at + directory.len() as u64 > MAX_WORD {
            return Err(WriteError::refused("", EntryRefusal::TooLarge));
        }
        let end = record::end(self.records.len() as u16, directory.len() as u32, offset as u32);
        self.put("", &directory)?;
        self.put("", &end)?;
        self.out.flush().map_err(|e| WriteError::io("", e))?;
        Ok((self.out, self.at))
    }

    fn admit(&mut self, path: &str, size: u64) -> Result<(), WriteError> {
        if let Some(fault) = file_names::path_fault(path) {
            return Err(WriteError::refused(path, EntryRefusal::Name(fault)));
        }
        if !self.seen.insert(file_names::collision_key(path)) {
            return Err(WriteError::refused(path, EntryRefusal::SameName));
        }
        if let Some(last) = self.records.last()
            && last.name.as_str() >= path
        {
            return Err(WriteError::refused(path, EntryRefusal::NotSorted));
        }
        if size > MAX_WORD || self.at > MAX_WORD {
            return Err(WriteError::refused(path, EntryRefusal::TooLarge));
        }
        // 65,535 announces zip64, so it is not used either.
        if self.records.len() + 1 >= usize::from(u16::MAX) {
            return Err(WriteError::refused(path, EntryRefusal::TooMany));
        }
        Ok(())
    }

    fn put(&mut self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        self.out.write_all(bytes).map_err(|e| WriteError::io(path, e))?;
        self.at += bytes.len() as u64;
        Ok(())
    }

    fn body(
        &mut self,
        path: &str,
        source: &mut dyn Read,
        size: u64,
        may_deflate: bool,
    ) -> Result<ContentSums, WriteError> {
        let io = |e| WriteError::io(path, e);
        let mut source = CountingReader {
            source,
            left: size,
            crc: crc32fast::Hasher::new(),
            sha: Sha256::new(),
        };
        // The first part is held in memory: the whole content, if it is small.
        let mut head = Vec::new();
        if may_deflate {
            let mut first = source.by_ref().take(TRIED_WHOLE as u64);
            first.read_to_end(&mut head).map_err(io)?;
        }
        let trial = deflate(&head).map_err(io)?;
        if !may_deflate || trial.len() >= head.len() {
            self.put(path, &head)?;
            let mut piece = vec![0; PIECE];
            loop {
                match source.read(&mut piece) {
                    Ok(0) => break,
                    Ok(n) => self.put(path, &piece[..n])?,
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    Err(e) => return Err(io(e)),
                }
            }
            return source.sums(path, None);
        }
        if source.left == 0 {
            self.put(path, &trial)?;
            return source.sums(path, Some(sha256(&trial)));
        }
        drop(trial);
        let mut encoder = DeflateEncoder::new(
            HashingWriter { out: &mut self.out, written: 0, sha: Sha256::new() },
            Compression::new(6),
        );
        encoder.write_all(&head).map_err(io)?;
        drop(head);
        io::copy(&mut source, &mut encoder).map_err(io)?;
        let hashed = encoder.finish().map_err(io)?;
        self.at += hashed.written;
        let deflated = hex(&hashed.sha.finalize());
        source.sums(path, Some(deflated))
    }
}

fn deflate(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// Opens a regular file that still has the size it was planned with; a link is never followed.
pub(in crate::bundle) fn open(path: &str, file: &Path, size: u64) -> Result<File, WriteError> {
    let io = |e| WriteError::io(path, e);
    let meta = std::fs::symlink_metadata(file).map_err(io)?;
    if meta.file_type().is_symlink() {
        let target = std::fs::read_link(file).map_err(io)?;
        let target = target.display().to_string();
        return Err(WriteError::refused(path, EntryRefusal::Link { target }));
    }
    if !meta.is_file() {
        return Err(WriteError::refused(path, EntryRefusal::Special));
    }
    let source = File::open(file).map_err(io)?;
    // Asked of what was opened, so that nothing can be put in its place in between.
    let opened = source.metadata().map_err(io)?;
    if !opened.is_file() || opened.len() != size {
        return Err(WriteError::changed(path));
    }
    Ok(source)
}

/// A reader that counts and hashes.
struct CountingReader<'a> {
    source: &'a mut dyn Read,
    left: u64,
    crc: crc32fast::Hasher,
    sha: Sha256,
}

struct ContentSums {
    crc: u32,
    sha256: String,
    deflated: Option<String>,
}

impl Read for CountingReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let n = self.source.read(&mut buffer[..most])?;
        self.left -= n as u64;
        self.crc.update(&buffer[..n]);
        self.sha.update(&buffer[..n]);
        Ok(n)
    }
}

impl CountingReader<'_> {
    /// The sums, if the source ended exactly where it was planned to.
    fn sums(self, path: &str, deflated: Option<String>) -> Result<ContentSums, WriteError> {
        let Self { source, left, crc, sha } = self;
        if left > 0 || source.read(&mut [0]).map_err(|e| WriteError::io(path, e))? > 0 {
            return Err(WriteError::changed(path));
        }
        Ok(ContentSums { crc: crc.finalize(), sha256: hex(&sha.finalize()), deflated })
    }
}

/// A writer that counts and hashes.
struct HashingWriter<'a, W> {
    out: &'a mut W,
    written: u64,
    sha: Sha256,
}

impl<W: Write> Write for HashingWriter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.sha.update(&bytes[..n]);
        self.written += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
