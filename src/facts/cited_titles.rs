//! Titles of laws, documents and standards that the text names.

use std::sync::LazyLock;

use regex::Regex;

use super::fact_text::{FactSpot, FactText};

/// A title in 《》.
#[derive(Clone, Debug)]
pub struct CitedTitle {
    /// From 《 to 》.
    pub spot: FactSpot,
    /// The words between them.
    pub title: String,
    /// What stands in the brackets behind it: `GB 3095—2012`, `桂环发〔2023〕5号`.
    pub number: Option<String>,
}

/// The number of a standard: `GB/T 2589—2020`.
#[derive(Clone, Debug)]
pub struct StandardNumber {
    pub spot: FactSpot,
    /// Letters and number with one blank: `GB/T 2589`.
    pub code: String,
    pub year: Option<i32>,
}

static STANDARD: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"(?:^|[^A-Za-z0-9])((?:GB|HJ|DB|CJJ|CJ|QB|YS|SH|JB|HG|FZ|NB|TB|YB|JC|LY|SL|DL|AQ|WS|GBZ|T)[0-9]{0,4}(?:/[TZ])?)\s*([0-9]{1,6}(?:\.[0-9]+)?)(?:\s*[-—–－]+\s*((?:19|20)[0-9]{2}))?";
    Regex::new(pattern).expect("constant pattern")
});

/// Characters that a title has at most.
const LONGEST_TITLE: usize = 120;

/// Finds the titles and standards of a text.
pub(super) fn read(
    index: usize,
    text: &FactText,
    titles: &mut Vec<CitedTitle>,
    standards: &mut Vec<StandardNumber>,
) {
    let words = text.text();
    let mut from = 0;
    while let Some(at) = words[from..].find('《') {
        let start = from + at;
        let inner = start + '《'.len_utf8();
        let Some(len) = words[inner..].find('》') else { break };
        let end = inner + len + '》'.len_utf8();
        from = end;
        let title = &words[inner..inner + len];
        if title.chars().count() > LONGEST_TITLE {
            continue;
        }
        let near = words.floor_char_boundary(end + LONGEST_TITLE);
        let behind = words[end..near].strip_prefix(['（', '(']);
        let number = behind.and_then(|rest| Some(rest[..rest.find(['）', ')'])?].to_owned()));
        let spot = FactSpot { text: index, start, end };
        titles.push(CitedTitle { spot, title: title.to_owned(), number });
    }
    if !words.contains(['B', 'J', 'H', 'T', 'S', 'L', 'C', 'Y']) {
        return;
    }
    for found in STANDARD.captures_iter(words) {
        let (Some(all), Some(letters), Some(number)) = (found.get(0), found.get(1), found.get(2))
        else {
            continue;
        };
        let year = found.get(3).and_then(|year| year.as_str().parse().ok());
        let is_short = letters.as_str() == "T" && year.is_none();
        if !is_short {
            let spot = FactSpot { text: index, start: letters.start(), end: all.end() };
            let code = format!("{} {}", letters.as_str(), number.as_str());
            standards.push(StandardNumber { spot, code, year });
        }
    }
}
