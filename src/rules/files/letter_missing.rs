//! `letter-missing`: signers without a letter, and letters without a file.

use crate::notice::profile::LetterSigner;
use crate::project::config::{ProjectLetter, is_unfilled};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;

/// Whether a letter's key holds the mark of a place to fill in; that is another rule's.
fn is_open(cx: &Context<'_>, index: usize, key: &str) -> bool {
    let letters = cx.config().tree.get("letters");
    let letter = letters.and_then(|node| node.items().get(index));
    let Some(node) = letter.and_then(|node| node.get(key)) else { return false };
    node.texts().iter().any(|text| is_unfilled(text.value))
}

/// Signers without a letter, and letters without a file.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let Some(spec) = &cx.profile().deliver.letter else { return Vec::new() };
    let config = cx.config();
    let signs = |letter: &ProjectLetter, signer: &LetterSigner| {
        letter.from.iter().any(|f| f.value == signer.id)
    };
    let mut hits = Vec::new();
    for (index, letter) in config.letters.iter().enumerate() {
        let signing = spec.signers.iter().filter(|signer| signs(letter, signer));
        let signers: Vec<&str> = signing.map(|signer| signer.name.as_str()).collect();
        let signers = if signers.is_empty() { spec.name.clone() } else { signers.join("、") };
        match &letter.file {
            Some(file) if !is_there(cx, &file.value) => {
                let hit = Hit::at(file.at).variant("file");
                let hit = hit.arg("path", han::printable(&file.value));
                hits.push(hit.arg("signers", signers).arg("letter", &spec.name));
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
    let mut names = Vec::new();
    for signer in &spec.signers {
        if !config.letters.iter().any(|letter| signs(letter, signer)) {
            names.push(signer.name.as_str());
        }
    }
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
    let Some(file) = cx.files().file(path) else { return false };
    file.exists || file.facts.broken.is_some()
}
