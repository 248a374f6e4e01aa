//! Fields, and the marks that they point at.

/// The name of the mark at a heading, by its index in the plan.
pub(super) fn bookmark(index: usize) -> String {
    format!("_Toc{:08}", index + 1)
}

/// One end of a field.
pub(super) fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
}
