//! Divisions by whatever people call them, and names made of them.

use crate::notice::profile::Category;
use crate::notice::{Division, Divisions};
use crate::text::han;

/// The one division that a code or a name means: code, full name, name with its city or province,
/// name without its class, or a name it used to have.
///
/// # Errors
/// What the text may mean instead, as `100002 乙市甲县`: all of it if it is ambiguous, the
/// nearest if nothing fits.
pub fn resolve_division<'a>(
    divisions: &'a Divisions,
    text: &str,
) -> Result<&'a Division, Vec<String>> {
    let wanted = han::fold(text);
    if let Some(found) = divisions.by_code(&wanted) {
        return Ok(found);
    }
    let within = |d: &Division| divisions_names(d).into_iter().any(|name| name == wanted);
    let mut found = divisions.by_name(text);
    if found.is_empty() {
        found = divisions.all.iter().filter(|d| within(d)).collect();
    }
    match found.as_slice() {
        [one] => Ok(one),
        [] => Err(near(divisions, &wanted)),
        several => Err(several.iter().map(|d| shown(d)).collect()),
    }
}

/// Further names under which a division is found.
fn divisions_names(division: &Division) -> Vec<String> {
    let (city, province) = (&division.city, &division.province);
    let mut names =
        vec![format!("{province}{}", division.name), format!("{province}{city}{}", division.name)];
    for old in &division.formerly {
        names.extend([old.clone(), format!("{city}{old}"), format!("{province}{city}{old}")]);
    }
    names
}

/// What somebody may have meant: names that contain the text or begin as it does, at most eight.
fn near(divisions: &Divisions, wanted: &str) -> Vec<String> {
    let telling = if wanted.is_ascii() { 4 } else { 1 };
    let first: String = wanted.chars().take(telling).collect();
    if first.is_empty() {
        return Vec::new();
    }
    let is_within = |d: &&Division| wanted.contains(d.stem()) || place_name(d).contains(wanted);
    let contains = divisions.all.iter().filter(is_within);
    let is_begun = |d: &&Division| d.name.starts_with(&first) || d.code.starts_with(&first);
    let begins = divisions.all.iter().filter(is_begun);
    let mut out: Vec<String> = Vec::new();
    for name in contains.chain(begins).map(shown) {
        if !out.contains(&name) && out.len() < 8 {
            out.push(name);
        }
    }
    out
}

fn shown(division: &Division) -> String {
    format!("{} {}", division.code, place_name(division))
}

/// A division with its city, `乙市甲县`; a city alone.
pub fn place_name(division: &Division) -> String {
    if division.city == division.name {
        division.name.clone()
    } else {
        format!("{}{}", division.city, division.name)
    }
}

/// A project's name as the category suggests it for a division: a district with its city, others
/// without.
pub fn suggested_name(category: &Category, division: Option<&Division>) -> Option<String> {
    let division = division?;
    let place = if division.is_district() { place_name(division) } else { division.name.clone() };
    category.name_form.contains("{place}").then(|| category.name_form.replace("{place}", &place))
}
