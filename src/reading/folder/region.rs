//! The region that may apply, from the names of those who issued the notice.

use crate::notice::{Division, Divisions};

use super::super::sheet::NoticeSheet;

/// A region with the issuer's name that it was read from.
pub(super) struct IssuerRegion {
    /// Two, four or six digits of GB/T 2260.
    pub(super) code: String,
    pub(super) name: String,
    pub(super) issuer: String,
    pub(super) line: usize,
}

/// Returns the region of the first issuer whose name begins with a division's full name.
pub(super) fn of_issuers(sheet: &NoticeSheet, divisions: &Divisions) -> Option<IssuerRegion> {
    for issuer in &sheet.issuers {
        if let Some((code, name)) = leading_division(&issuer.value, divisions) {
            return Some(IssuerRegion {
                code,
                name,
                issuer: issuer.value.clone(),
                line: issuer.line,
            });
        }
    }
    None
}

/// The smallest division that a name begins with: 绍兴市教育局 is of 绍兴市, 上海市静安区科委 of 静安区.
fn leading_division(name: &str, divisions: &Divisions) -> Option<(String, String)> {
    let mut found = None;
    let mut rest = name;
    for division in &divisions.all {
        if let Some(behind) = name.strip_prefix(division.province.as_str()) {
            found = Some((division.code.get(..2)?.to_owned(), division.province.clone()));
            rest = behind;
            break;
        }
    }
    let inside = found.as_ref().map(|(code, _)| code.clone()).unwrap_or_default();
    let below = divisions.all.iter().filter(|d| d.code.starts_with(&inside));
    let mut longest: Option<&Division> = None;
    for division in below {
        let is_longer = longest.is_none_or(|d| d.name.len() < division.name.len());
        if rest.starts_with(division.name.as_str()) && is_longer {
            longest = Some(division);
        }
    }
    let Some(division) = longest else { return found };
    // Several counties share a name; without their province the name decides nothing.
    let namesakes = divisions.all.iter().filter(|d| d.name == division.name).count();
    if found.is_none() && namesakes > 1 {
        return None;
    }
    let code = if division.is_county() { &division.code[..] } else { &division.code[..4] };
    let code = code.strip_suffix("00").unwrap_or(code);
    Some((code.to_owned(), division.name.clone()))
}
