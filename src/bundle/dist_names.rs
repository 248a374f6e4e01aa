//! The names of the files that one package puts into `dist/`.

/// What the checklist beside an archive is called, after the stem.
pub(super) const CHECKLIST_SUFFIX: &str = "-报送清单.md";

/// The names of the files in `dist/` of one package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistNames {
    /// The archive that is mailed.
    pub archive: String,
    /// The message with the archive in it.
    pub message: String,
    /// The print volume.
    pub volume: String,
    /// The checklist for the sender.
    pub checklist: String,
}

impl DistNames {
    /// The names that share a stem.
    pub fn of_stem(stem: &str) -> Self {
        Self {
            archive: format!("{stem}.zip"),
            message: format!("{stem}.eml"),
            volume: format!("{stem}-合订本.pdf"),
            checklist: format!("{stem}{CHECKLIST_SUFFIX}"),
        }
    }

    /// All of them.
    pub fn into_all(self) -> [String; 4] {
        [self.archive, self.message, self.volume, self.checklist]
    }
}
