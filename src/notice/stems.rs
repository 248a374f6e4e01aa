//! Finds names by their stems, put together when first asked for: that takes longer than looking
//! through a plan.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use aho_corasick::{AhoCorasick, MatchKind};

/// A finder of stems. It is no fact: two lists with the same names are the same, and are written
/// alike.
#[derive(Clone, Default)]
pub(super) struct Stems(OnceLock<Option<Arc<StemFinder>>>);

struct StemFinder {
    automaton: AhoCorasick,
    patterns: Vec<(usize, String)>,
}

impl fmt::Debug for Stems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stems")
    }
}

impl Stems {
    /// Every stem in a text, in order, with the number that `list` gives it; of several at one
    /// place the longest. `list` is asked once.
    pub(super) fn find<'s, 't, F: FnOnce() -> Vec<(usize, String)>>(
        &'s self,
        text: &'t str,
        list: F,
    ) -> impl Iterator<Item = (usize, &'s str, Range<usize>)> + use<'s, 't, F> {
        let finder = self.0.get_or_init(|| StemFinder::of(list()).map(Arc::new)).as_deref();
        finder.into_iter().flat_map(move |finder| {
            finder.automaton.find_iter(text).filter_map(move |found| {
                let (number, stem) = finder.patterns.get(found.pattern().as_usize())?;
                Some((*number, stem.as_str(), found.range()))
            })
        })
    }
}

impl StemFinder {
    fn of(patterns: Vec<(usize, String)>) -> Option<Self> {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(patterns.iter().map(|(_, stem)| stem))
            .ok()?;
        Some(Self { automaton, patterns })
    }
}
