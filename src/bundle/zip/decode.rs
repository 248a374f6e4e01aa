//! Takes the content of an entry out, counting what really comes out and stopping at limits.

use std::io::Read as _;

use flate2::bufread::DeflateDecoder;
use sha2::{Digest as _, Sha256};

use crate::project::FaultKind;
use crate::text::digest::{hex, sha256};

use super::record::{DEFLATED, STORED};
use super::scan::ScannedEntry;

/// More bytes than this are not taken out of one archive.
pub(super) const MAX_TOTAL: u64 = 500_000_000;
/// Above this many bytes an entry may not have grown by more than [`MAX_RATIO`].
pub(super) const RATIO_FROM: u64 = 10_000_000;
/// The greatest ratio of content to its bytes in the archive.
pub(super) const MAX_RATIO: u64 = 200;

/// What came out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MeasuredContent {
    /// Bytes.
    pub size: u64,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

/// Why nothing more came out.
pub(super) type Stop = (FaultKind, String);

/// Takes out an entry in pieces, checks its CRC-32 and size, and counts it against what is left of
/// the total.
///
/// # Errors
/// The kind of fault and its words.
pub(super) fn extract(
    bytes: &[u8],
    entry: &ScannedEntry<'_>,
    left: &mut u64,
    sink: &mut dyn FnMut(&[u8]),
) -> Result<MeasuredContent, Stop> {
    if entry.flags & 0x2041 != 0 || entry.method == 99 {
        return Err((FaultKind::Encrypted, "加了密码，无法核对".to_owned()));
    }
    let packed = bytes.get(entry.data..entry.end).unwrap_or_default();
    let (mut crc, mut sha, mut size) = (crc32fast::Hasher::new(), Sha256::new(), 0u64);
    let mut take = |piece: &[u8]| -> Result<(), Stop> {
        let count = piece.len() as u64;
        size += count;
        if count > *left {
            return Err((
                FaultKind::Unsafe,
                format!("解压后总计超过 {} MB，像是压缩炸弹，不再读取", MAX_TOTAL / 1_000_000),
            ));
        }
        *left -= count;
        if size > RATIO_FROM && size / (packed.len() as u64).max(1) >= MAX_RATIO {
            return Err((
                FaultKind::Unsafe,
                format!("解压后膨胀超过 {MAX_RATIO} 倍，像是压缩炸弹，不再读取"),
            ));
        }
        crc.update(piece);
        sha.update(piece);
        sink(piece);
        Ok(())
    };
    match entry.method {
        STORED => packed.chunks(64 * 1024).try_for_each(&mut take)?,
        DEFLATED => {
            let mut decoder = DeflateDecoder::new(packed);
            let mut piece = vec![0; 64 * 1024];
            loop {
                match decoder.read(&mut piece) {
                    Ok(0) => break,
                    Ok(n) => take(&piece[..n])?,
                    Err(_) => return Err((FaultKind::Damaged, "内容损坏，解不开".to_owned())),
                }
            }
            if decoder.total_in() != packed.len() as u64 {
                return Err((FaultKind::Damaged, "压缩内容之后还有多余字节".to_owned()));
            }
        }
        other => {
            return Err((
                FaultKind::Damaged,
                format!("用了本程序不支持的压缩方法（{other}），请用普通 zip 重新打包"),
            ));
        }
    }
    if size != entry.size {
        return Err((FaultKind::Damaged, format!("实际 {size} 字节，记录为 {} 字节", entry.size)));
    }
    if crc.finalize() != entry.crc {
        return Err((FaultKind::Damaged, "内容损坏（CRC 校验不符）".to_owned()));
    }
    Ok(MeasuredContent { size, sha256: hex(&sha.finalize()) })
}

/// SHA-256 of an entry's bytes as they lie in the archive, if they are compressed.
pub(super) fn deflated_sha256(bytes: &[u8], entry: &ScannedEntry<'_>) -> Option<String> {
    if entry.method != DEFLATED {
        return None;
    }
    Some(sha256(bytes.get(entry.data..entry.end).unwrap_or_default()))
}
