//! One thing spelled in several ways: in running text, or in tables.

use crate::notice::check::CheckRegex;
use crate::notice::text_checks::{SpelledThing, Spellings};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{ProseKind, in_book_title};

/// Places of a finding that are named beside the first.
const OTHER_PLACES: usize = 5;

/// A place of a spelling: the running text, and the bytes in it.
type SpelledAt = (usize, usize, usize);

/// The rarer spellings of each thing; running text and tables have their own habits.
pub(in crate::rules::engine) fn spellings(check: &Spellings, cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for thing in &check.things {
        for in_tables in [false, true] {
            compare(thing, in_tables, cx, &mut out);
        }
    }
    out
}

fn compare(thing: &SpelledThing, in_tables: bool, cx: &Context<'_>, out: &mut Vec<Hit>) {
    let mut found: Vec<(&str, Vec<SpelledAt>)> = Vec::new();
    for (name, CheckRegex(regex)) in &thing.ways {
        let mut places = Vec::new();
        for (index, prose) in cx.prose().iter().enumerate() {
            if (prose.kind == ProseKind::Cell) != in_tables {
                continue;
            }
            for captures in regex.captures_iter(prose.text()) {
                let Some(hit) = captures.name("hit") else { continue };
                if !in_book_title(prose.text(), hit.start()) {
                    places.push((index, hit.start(), hit.end()));
                }
            }
        }
        found.push((name, places));
    }
    // The most usual one comes first; of equals the one that stands first.
    found.sort_by_key(|(_, places)| (std::cmp::Reverse(places.len()), places.first().copied()));
    let mut ways = found.into_iter().filter(|(_, places)| !places.is_empty());
    let Some((usual, usual_places)) = ways.next() else { return };
    let at = |place: &SpelledAt| cx.prose()[place.0].at(place.1, place.2);
    for (rare, places) in ways {
        let hit = Hit::at(at(&places[0])).arg("found", rare).arg("usual", usual);
        let hit = hit.arg("count", places.len()).arg("usual-count", usual_places.len());
        let mut hit = hit.related(at(&usual_places[0]), "多数地方这样写");
        for place in places.iter().skip(1).take(OTHER_PLACES) {
            hit.add_related(at(place), "这里也是");
        }
        out.push(hit);
    }
}
