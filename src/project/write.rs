//! PLACEHOLDER
use std::path::Path;
/// x
/// # Errors
/// x
pub fn write_atomic(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(path, bytes)
}
