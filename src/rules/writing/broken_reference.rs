//! `broken-reference`: what Word prints where a cross-reference leads nowhere, and Excel in the place
//! of a value (`outline/common/words/fields.toml`).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::text::han;
use crate::text::word_list::words;

static MESSAGE: LazyLock<Regex> = LazyLock::new(|| {
    let either = |list: &str| {
        let words: Vec<String> = words(list).iter().map(|word| regex::escape(word)).collect();
        words.join("|")
    };
    let (beginnings, messages) = (either("error-beginnings"), either("error-messages"));
    let sheet = either("sheet-errors");
    let pattern = format!(r"(?:{beginnings})\s*[!！]\s*(?:{messages})[。.]?|{sheet}");
    Regex::new(&pattern).expect("constant pattern")
});

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for run in cx.text_runs() {
        for range in in_text(&run.text) {
            let found = han::printable(run.text.get(range.clone()).unwrap_or_default());
            let place = run.at(range.start, range.end).unwrap_or_default();
            out.push(Hit::at(place).arg("found", found));
        }
    }
    out
}

/// The messages in a text, in order: how they are written is no matter of punctuation.
pub(in crate::rules) fn in_text(text: &str) -> Vec<Range<usize>> {
    if !text.contains(['!', '！', '#']) {
        return Vec::new();
    }
    let messages = MESSAGE.find_iter(text);
    messages.map(|message| message.range()).collect()
}
