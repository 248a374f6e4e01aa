//! Paths as texts, with `/` between their parts.

/// The last part of a path.
pub fn last_part(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((_, last)) => last,
        None => path,
    }
}
