//! `letter-differs`: letters about another project or applicant.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

use super::letter_text::{is_garbled, letter_files, telling_text};

/// Characters of a letter that are looked through.
const MOST_TEXT: usize = 20_000;

/// Letters whose text names another project or applicant.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let config = cx.config();
    let names = [("项目名称", &config.project.name), ("申报单位名称", &config.applicant.name)];
    let mut hits = Vec::new();
    for file in letter_files(cx) {
        let Some(text) = telling_text(file) else { continue };
        let is_doubtful = is_garbled(text);
        let letters = Folded::of(text);
        for (what, name) in names {
            let Some(name) = name else { continue };
            let wanted: Vec<char> = han::fold(&name.value).chars().collect();
            let may_lack = is_doubtful || (file.facts.cut && !letters.is_whole);
            if wanted.is_empty() || letters.holds(&wanted) || may_lack {
                continue;
            }
            let hit = Hit::path(file.path.clone())
                .arg("what", what)
                .arg("name", &name.value)
                .related(name.at, format!("{what}以这里为准"));
            hits.push(match letters.nearest(&wanted) {
                Some(found) => hit.variant("similar").arg("found", han::printable(&found)),
                None => hit,
            });
        }
    }
    hits
}

/// A text folded for comparison that knows how it was written.
struct Folded {
    chars: Vec<char>,
    written: Vec<char>,
    is_whole: bool,
}

impl Folded {
    fn of(text: &str) -> Self {
        let (mut chars, mut written) = (Vec::new(), Vec::new());
        let mut rest = text.chars();
        for c in rest.by_ref().take(MOST_TEXT) {
            for folded in han::fold(c.encode_utf8(&mut [0; 4])).chars() {
                chars.push(folded);
                written.push(c);
            }
        }
        Self { chars, written, is_whole: rest.next().is_none() }
    }

    fn holds(&self, wanted: &[char]) -> bool {
        self.chars.windows(wanted.len()).any(|w| w == wanted)
    }

    /// The stretch of text that is nearest to a name, if at most a quarter of it differs
    /// (Sellers' algorithm: like the edit distance, but a match may begin anywhere).
    fn nearest(&self, wanted: &[char]) -> Option<String> {
        // Per prefix of the name: differences, and where the match begins.
        let mut column: Vec<(usize, usize)> = (0..=wanted.len()).map(|i| (i, 0)).collect();
        let mut best = (wanted.len(), 0, 0);
        for (index, c) in self.chars.iter().enumerate() {
            let mut diagonal = column[0];
            column[0] = (0, index + 1);
            for (row, want) in wanted.iter().enumerate() {
                let replace = (diagonal.0 + usize::from(want != c), diagonal.1);
                let insert = (column[row + 1].0 + 1, column[row + 1].1);
                let delete = (column[row].0 + 1, column[row].1);
                diagonal = column[row + 1];
                column[row + 1] = replace.min(insert).min(delete);
            }
            let (differences, start) = column[wanted.len()];
            if differences < best.0 {
                best = (differences, start, index + 1);
            }
        }
        let (differences, start, end) = best;
        (differences * 4 <= wanted.len() && start < end)
            .then(|| self.written[start..end].iter().collect())
    }
}
