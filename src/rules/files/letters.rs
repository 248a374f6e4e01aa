//! Letters of recommendation: one from every signer, about this project, of a possible day.

use std::collections::HashSet;

use crate::notice::profile::LetterSigner;
use crate::project::ProjectFile;
use crate::project::config::{ProjectLetter, is_unfilled};
use crate::text::date::chinese_day;
use crate::text::{Moment, han};

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// Texts of fewer Chinese characters than this are a heading or a stamp, and prove nothing.
const LEAST_TEXT: usize = 30;
/// Characters of a letter that are looked through.
const MOST_TEXT: usize = 20_000;

/// Whether a letter's key holds the mark of a place to fill in; that is another rule's.
fn is_open(cx: &Context<'_>, index: usize, key: &str) -> bool {
    let letters = cx.config().tree.get("letters").map(|n| n.items()).unwrap_or_default();
    letters
        .get(index)
        .and_then(|n| n.get(key))
        .is_some_and(|n| n.texts().iter().any(|t| is_unfilled(t.value)))
}

/// Signers without a letter, and letters without a file.
pub(super) fn letter_missing(cx: &Context<'_>) -> Vec<Hit> {
    let Some(spec) = &cx.profile().deliver.letter else { return Vec::new() };
    let config = cx.config();
    let signs = |letter: &ProjectLetter, signer: &LetterSigner| {
        letter.from.iter().any(|f| f.value == signer.id)
    };
    let mut hits = Vec::new();
    for (index, letter) in config.letters.iter().enumerate() {
        let signers: Vec<String> =
            spec.signers.iter().filter(|s| signs(letter, s)).map(|s| s.name.clone()).collect();
        let signers = if signers.is_empty() { spec.name.clone() } else { signers.join("、") };
        match &letter.file {
            Some(file) if !is_there(cx, &file.value) => {
                hits.push(
                    Hit::at(file.at)
                        .variant("file")
                        .arg("path", han::printable(&file.value))
                        .arg("signers", signers)
                        .arg("letter", &spec.name),
                );
            }
            None if !is_open(cx, index, "file") => {
                hits.push(
                    Hit::at(letter.at)
                        .variant("no-file")
                        .arg("signers", signers)
                        .arg("letter", &spec.name),
                );
            }
            _ => {}
        }
    }
    // A letter whose signers are still to be filled in may be anybody's.
    if (0..config.letters.len()).any(|i| is_open(cx, i, "from")) {
        return hits;
    }
    let uncovered = spec.signers.iter().filter(|s| !config.letters.iter().any(|l| signs(l, s)));
    let names: Vec<&str> = uncovered.map(|s| s.name.as_str()).collect();
    if !names.is_empty() {
        hits.push(
            Hit::at(config.place_for("letters"))
                .arg("signers", names.join("、"))
                .arg("letter", &spec.name),
        );
    }
    hits
}

/// A damaged or locked letter is there; that it cannot be read is another rule's.
fn is_there(cx: &Context<'_>, path: &str) -> bool {
    cx.files().file(path).is_some_and(|f| f.exists || f.facts.broken.is_some())
}

/// The files that are letters: named in `pilot.toml`, or marked as such in a package's manifest.
fn letter_files<'a>(cx: &Context<'a>) -> Vec<&'a ProjectFile> {
    let mut files: Vec<&ProjectFile> = Vec::new();
    let named = cx
        .config()
        .letters
        .iter()
        .filter_map(|l| l.file.as_ref())
        .filter_map(|f| cx.files().file(&f.value));
    let entries = cx.project.package.iter().flat_map(|p| &p.entries).filter(|e| e.role == "letter");
    let mut known: HashSet<&str> = HashSet::new();
    for file in named.chain(entries.filter_map(|e| cx.files().file_of_entry(&e.path))) {
        if known.insert(&file.path) {
            files.push(file);
        }
    }
    files
}

/// Letters whose text names another project or applicant.
pub(super) fn letter_differs(cx: &Context<'_>) -> Vec<Hit> {
    let config = cx.config();
    let names = [("项目名称", &config.project.name), ("申报单位名称", &config.applicant.name)];
    let mut hits = Vec::new();
    for file in letter_files(cx) {
        // Characters recognised under a scan are guesses: what they lack proves nothing.
        let is_scan = file.facts.pages.iter().any(|p| p.scan_dpi.is_some());
        let Some(text) =
            file.facts.text.as_ref().filter(|t| !is_scan && han::han_count(t) >= LEAST_TEXT)
        else {
            continue;
        };
        let letters = Folded::of(text);
        for (what, name) in names {
            let Some(name) = name else { continue };
            let wanted: Vec<char> = han::fold(&name.value).chars().collect();
            if wanted.is_empty() || letters.holds(&wanted) || (file.facts.cut && !letters.is_whole)
            {
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

    /// The stretch of text that is nearest to a name, if at the most a quarter of it differs
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

/// Letters dated before the notice, after the deadline, or later than today.
pub(super) fn letter_date(cx: &Context<'_>) -> Vec<Hit> {
    let profile = cx.profile();
    let signed = profile.signed_on.map(|d| d.0);
    let deadline = profile
        .deadline("paper")
        .or_else(|| profile.deadlines.iter().find(|d| d.step.is_empty()))
        .map(|d| d.date.0);
    let mut hits = Vec::new();
    for date in cx.config().letters.iter().filter_map(|l| l.date.as_ref()) {
        let Some(day) = Moment::parse(&date.value).map(Moment::day) else { continue };
        let hit =
            |limit| Hit::at(date.at).arg("day", chinese_day(day)).arg("limit", chinese_day(limit));
        if let Some(signed) = signed.filter(|s| day < *s) {
            hits.push(hit(signed).variant("early"));
        } else if let Some(deadline) = deadline.filter(|d| day > *d) {
            hits.push(hit(deadline));
        } else if day > cx.now.day() {
            hits.push(hit(cx.now.day()).variant("future"));
        }
    }
    hits
}
