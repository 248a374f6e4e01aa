//! Divisions of the country at the beginning of names.

use crate::notice::{Division, Divisions};
use crate::text::han;
use crate::text::word_list::words;

/// The one county-level unit with whose full name a text begins, with or without its city.
pub(in crate::rules) fn leading<'a>(text: &str, divisions: &'a Divisions) -> Option<&'a Division> {
    let text = han::fold(text);
    let text = without_province(&text, divisions);
    if let Some(city) = divisions.cities().find(|city| text.starts_with(&city.name)) {
        let rest = &text[city.name.len()..];
        let mut counties = divisions.counties().filter(|county| county.city == city.name);
        return counties.find(|county| rest.starts_with(&county.name));
    }
    let begins = |division: &&Division| text.starts_with(&division.name);
    let mut found = divisions.counties().filter(begins);
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        _ => None,
    }
}

/// A name without the province before it, in full or by its short form: 某省 of 某某省.
pub(in crate::rules) fn without_province<'a>(name: &'a str, divisions: &Divisions) -> &'a str {
    for city in divisions.cities() {
        let province = city.province.as_str();
        for prefix in [province, short_province(province)] {
            if let Some(rest) = name.strip_prefix(prefix) {
                return rest;
            }
        }
    }
    name
}

/// A province without the words for its class and its people.
fn short_province(province: &str) -> &str {
    let mut short = province;
    for class in words("province-classes") {
        short = short.strip_suffix(class.as_str()).unwrap_or(short);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::short_province;

    #[test]
    fn provinces_have_short_names() {
        for (full, short) in [("湖南省", "湖南"), ("宁夏回族自治区", "宁夏"), ("重庆市", "重庆")]
        {
            assert_eq!(short_province(full), short);
        }
    }
}
