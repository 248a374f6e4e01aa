//! The files of a set: what stands in `dist` for one package.

/// What the check list beside an archive is called, after the stem.
pub(super) const CHECKLIST_SUFFIX: &str = "-报送清单.md";

/// The names of a set by its stem: archive, message, print volume, check list.
pub fn set_names(stem: &str) -> [String; 4] {
    [
        format!("{stem}.zip"),
        format!("{stem}.eml"),
        format!("{stem}-合订本.pdf"),
        format!("{stem}{CHECKLIST_SUFFIX}"),
    ]
}
