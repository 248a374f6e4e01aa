//! Forms that come with a notice as files: which material each is the form of.

use super::super::sheet::Material;
use super::ReadNotice;

/// A file to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlankForm {
    /// Its file name.
    pub name: String,
    /// Its number among the annexes, as in [`crate::reading::NoticeLine::file`].
    pub file: usize,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Lines at the beginning of a form that may name it.
const HEAD: usize = 6;

/// The form of a material: the file that bears the number of the annex or the name of the
/// material, in its file name or its first lines.
pub(super) fn form_of<'a>(material: &Material, read: ReadNotice<'a>) -> Option<&'a BlankForm> {
    read.forms.iter().find(|form| {
        let head = read.document.lines.iter().filter(|line| line.file == form.file).take(HEAD);
        let mut texts: Vec<&str> = vec![&form.name];
        texts.extend(head.map(|line| line.text.as_str()));
        texts.iter().any(|text| names(text, material))
    })
}

fn names(text: &str, material: &Material) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let name = material.name.trim_matches(['《', '》', '“', '”', '"']);
    if name.chars().count() >= 3 && text.contains(name) {
        return true;
    }
    let Some(annex) = &material.form else { return false };
    let Some(at) = text.find(annex.as_str()) else { return false };
    let rest = &text[at + annex.len()..];
    annex.ends_with(|c: char| c.is_ascii_digit()) && !rest.starts_with(|c: char| c.is_ascii_digit())
}
