//! Another spelling of a name in the plan, in names of files, in letters.
//!
//! The rules look for strings that end as the name does, and call them another spelling only if what
//! stands before is nearly the name's own words. A text that speaks of other projects or bodies, or
//! of the programme itself, is left alone.

use crate::rules::engine::fields::letter_files;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::project::model::normal;
use crate::text::path::last_part;
use crate::text::{At, Spanned, han};

use crate::rules::engine::context::Context;
use crate::rules::engine::fields;
use crate::rules::engine::hit::Hit;

pub(super) mod applicant;
mod folded;
mod near;
pub(super) mod project;
pub(super) mod title_spelling;

use folded::Folded;

/// Places that are named beside the first one.
const RELATED: usize = 5;

/// Where a spelling stands.
enum Spot {
    /// In the plan.
    Plan(At),
    /// In the name of a file.
    Name(String),
    /// In the text of a file.
    File(String),
}

/// Finds other spellings.
pub(super) struct Finder<'a> {
    /// In one folded text, as ranges of its characters.
    pub(super) find: &'a dyn Fn(&Folded) -> Vec<(usize, usize)>,
    /// A text that holds none of these needs no looking.
    pub(super) ends: Vec<String>,
}

/// A spelling with all its places.
struct Spelling {
    folded: String,
    shown: String,
    spots: Vec<Spot>,
}

/// One hit for each spelling, at its first place.
pub(super) fn collect(cx: &Context<'_>, name: &Spanned<String>, finder: &Finder<'_>) -> Vec<Hit> {
    let find = finder.find;
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut add = |folded: String, shown: String, spot: Spot| match known.get(&folded) {
        Some(index) => spellings[*index].spots.push(spot),
        None => {
            known.insert(folded.clone(), spellings.len());
            spellings.push(Spelling { folded, shown, spots: vec![spot] });
        }
    };
    let text_runs = cx.text_runs().iter();
    for (flat, folded) in text_runs.zip(cx.folded()) {
        if !finder.ends.iter().any(|end| folded.contains(end)) {
            continue;
        }
        let text = Folded::of(&flat.text);
        for (start, end) in find(&text) {
            let (from, to) = text.bytes(start, end);
            if let Some(at) = flat.at(from, to) {
                add(text.slice(start, end), flat.text[from..to].to_owned(), Spot::Plan(at));
            }
        }
    }
    for path in cx.file_names() {
        let last = last_part(&path);
        let text = Folded::of(last);
        for (start, end) in find(&text) {
            add(text.slice(start, end), text.slice(start, end), Spot::Name(path.clone()));
        }
    }
    let wanted = han::fold(&name.value);
    for file in fields::other_files(cx) {
        // Characters recognised under a scan are guesses.
        let is_scan = file.facts.pages.iter().any(|p| p.scan_dpi.is_some());
        let Some(text) = &file.facts.text else { continue };
        if is_scan {
            continue;
        }
        let text = Folded::of(text);
        // A letter without the name is reported by `letter-differs`.
        if is_letter(cx, &file.path) && !text.slice(0, text.chars.len()).contains(&wanted) {
            continue;
        }
        let mut seen: HashSet<String> = HashSet::new();
        for (start, end) in find(&text) {
            let found = text.slice(start, end);
            if seen.insert(found.clone()) {
                add(found.clone(), found, Spot::File(file.path.clone()));
            }
        }
    }
    let declared = declared(cx);
    spellings.retain(|s| !declared.contains(&s.folded));
    spellings.into_iter().map(|s| hit(s, name)).collect()
}

fn hit(spelling: Spelling, name: &Spanned<String>) -> Hit {
    let count = spelling.spots.len();
    let mut spots = spelling.spots.into_iter();
    let found = han::printable(&spelling.shown);
    let mut hit = match spots.next() {
        Some(Spot::Plan(at)) => Hit::at(at),
        Some(Spot::Name(path)) => Hit::path(path).variant("file-name"),
        Some(Spot::File(path)) => Hit::path(path).variant("file"),
        None => Hit::at(name.at),
    };
    hit = hit.arg("found", found).arg("name", &name.value).arg("count", count);
    for spot in spots.take(RELATED) {
        hit = match spot {
            Spot::Plan(at) => hit.related(at, "这里也是"),
            Spot::Name(path) | Spot::File(path) => {
                hit.related(crate::diag::Place::Path(path), "这里也是")
            }
        };
    }
    hit.related(name.at, "pilot.toml 里的名称")
}

/// Whether a file is a letter: named in `pilot.toml`, or marked as such in a package's manifest.
fn is_letter(cx: &Context<'_>, path: &str) -> bool {
    let mut named = letter_files(cx);
    let mut entries = cx.project.package.iter().flat_map(|p| &p.entries);
    named.any(|f| normal(&f.value) == path) || entries.any(|e| e.role == "letter" && e.path == path)
}

/// How a text introduces a short form: `（以下简称“园区管委会”）`.
static SHORT_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?:统称|简称|下称)(?:为|:|：)?[“"‘「《]?(?P<form>[^”"’」》）)，,。；;、\s]{2,40})"#,
    )
    .expect("constant pattern")
});

/// Short forms that the plan, or a file's text, introduces itself.
fn declared(cx: &Context<'_>) -> HashSet<String> {
    let text_runs = cx.text_runs().iter();
    let text_runs = text_runs.map(|run| run.text.as_str());
    let files = cx.project.files.iter();
    let files = files.filter_map(|file| file.facts.text.as_deref());
    let mut out = HashSet::new();
    for text in text_runs.chain(files).filter(|t| t.contains('称')) {
        let forms = SHORT_FORM.captures_iter(text).filter_map(|c| c.name("form"));
        out.extend(forms.map(|m| han::fold(m.as_str())));
    }
    out
}
