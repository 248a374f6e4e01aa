//! PLACEHOLDER until the branch lands.
use super::model::ProjectFile;
use std::path::{Path, PathBuf};
pub(super) fn inside(root: &Path, name: &str) -> Option<PathBuf> {
    Some(root.join(name))
}
pub fn list_attachments(_root: &Path) -> Vec<String> {
    Vec::new()
}
pub fn read_files(_root: &Path, _names: &[String], _h: bool) -> Vec<ProjectFile> {
    Vec::new()
}
