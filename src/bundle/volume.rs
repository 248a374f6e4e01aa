//! What the check list must know of the print volume: pages, sheets, spine, and where the parts
//! begin.

/// Thickness of a sheet of 80 g paper, millimetres: the usual value of printers.
const SHEET: f64 = 0.1;
/// Thickness of front and back cover together, millimetres: card of about 250 g.
const COVER: f64 = 0.6;
/// Spines thinner than this hold no text, millimetres: practice of binders.
const THINNEST_SPINE: f64 = 5.0;

/// A print volume.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VolumeSummary {
    /// Pages, blank ones included.
    pub pages: usize,
    /// Letters: title, and the page where it begins, counted from the cover as 1.
    pub letters: Vec<(String, usize)>,
    /// Annexes, likewise.
    pub annexes: Vec<(String, usize)>,
    /// The page before the annexes that lists them.
    pub divider: Option<usize>,
    /// Files that are not in it and are to be printed by themselves: path in the package, and why,
    /// in Chinese.
    pub separate: Vec<(String, String)>,
}

impl VolumeSummary {
    /// Sheets of paper, printed on both sides.
    pub fn sheets(&self) -> usize {
        self.pages.div_ceil(2)
    }

    /// Width of the spine, millimetres, estimated.
    pub fn spine(&self) -> f64 {
        self.sheets() as f64 * SHEET + COVER
    }

    /// What to print on the spine; `None` if it is too thin for text.
    pub fn spine_text(&self, project: &str, applicant: &str) -> Option<String> {
        (self.spine() >= THINNEST_SPINE)
            .then(|| format!("{}　{}", project.trim(), applicant.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::VolumeSummary;

    #[test]
    fn a_spine_holds_text_from_five_millimetres() {
        let of = |pages| VolumeSummary { pages, ..VolumeSummary::default() };
        assert_eq!(
            (of(0).sheets(), of(1).sheets(), of(86).sheets(), of(87).sheets()),
            (0, 1, 43, 44)
        );
        assert_eq!(of(86).spine_text("甲项目", "乙县"), None);
        assert_eq!(of(88).spine_text(" 甲项目", "乙县"), Some("甲项目　乙县".to_owned()));
    }
}
