//! Finds how paper is to be bound.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::wording;
use crate::reading::zone::Zone;

static BINDING: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "binding"));
static NO_BINDING: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "no-binding"));

/// Reads it.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    let asked = notice
        .sentences
        .iter()
        .filter(|sentence| !matches!(sentence.zone, Zone::PageField | Zone::Title));
    for sentence in asked {
        let found = BINDING.find(sentence.text).or_else(|| NO_BINDING.find(sentence.text));
        if let Some(found) = found {
            let refused =
                NO_BINDING.find(sentence.text).filter(|refused| refused.end() >= found.end());
            let words = refused.unwrap_or(found);
            return Some(Fact::stated(words.as_str().to_owned(), sentence.text, sentence.line));
        }
    }
    None
}
