//! What follows when a day is missed, and by what it is judged: 逾期不予受理, 以邮戳为准. Both may stand sentences away.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::wording;
use crate::reading::sheet::{Facts, ReadDeadline};
use crate::reading::zone::Zone;

static CONSEQUENCE: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "consequence"));
static NO_CONSEQUENCE: LazyLock<Expression> =
    LazyLock::new(|| wording("deadlines", "no-consequence"));
static POSTMARK: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "postmark"));
static ARRIVAL: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "arrival"));

/// How many lines away such words may stand.
const FAR: usize = 12;

/// Attaches consequences and bases to the deadlines that they are about.
pub(super) fn attach(notice: &CutNotice<'_>, deadlines: &mut Facts<ReadDeadline>) {
    for sentence in &notice.sentences {
        if matches!(sentence.zone, Zone::PageField | Zone::Title | Zone::Signature) {
            continue;
        }
        if let Some(found) = CONSEQUENCE.find(sentence.text)
            && !NO_CONSEQUENCE.is_match(sentence.text)
        {
            let words = found.as_str().trim_end_matches(['）', ')', '，', ',']).to_owned();
            for index in concerned(deadlines, sentence.text, sentence.line) {
                deadlines[index].value.consequence.get_or_insert_with(|| words.clone());
            }
        }
        let basis = match (POSTMARK.is_match(sentence.text), ARRIVAL.is_match(sentence.text)) {
            (true, _) => "postmark",
            (false, true) => "arrival",
            (false, false) => continue,
        };
        let concerned = concerned(deadlines, sentence.text, sentence.line);
        let has_paper =
            concerned.iter().any(|index| deadlines[*index].value.applies_to.contains(&"paper"));
        for index in concerned {
            let deadline = &mut deadlines[index].value;
            let is_meant =
                basis == "arrival" || !has_paper || deadline.applies_to.contains(&"paper");
            if is_meant && deadline.basis == "unstated" {
                deadline.basis = basis;
            }
        }
    }
}

/// The deadlines that a sentence is about: its own, those before it on its line, those of the nearest line above, else below.
fn concerned(deadlines: &[Fact<ReadDeadline>], sentence: &str, line: usize) -> Vec<usize> {
    let own = |fact: &Fact<ReadDeadline>| fact.value.own;
    let indexes = |wanted: &dyn Fn(&Fact<ReadDeadline>) -> bool| -> Vec<usize> {
        let found = deadlines.iter().enumerate().filter(|(_, fact)| own(fact) && wanted(fact));
        found.map(|(index, _)| index).collect()
    };
    let same = indexes(&|fact| fact.line == line && fact.quote == sentence);
    if !same.is_empty() {
        return same;
    }
    let on_line = indexes(&|fact| fact.line == line);
    if !on_line.is_empty() {
        return on_line;
    }
    let above =
        deadlines.iter().filter(|fact| own(fact) && fact.line < line && line - fact.line <= FAR);
    if let Some(nearest) = above.map(|fact| fact.line).max() {
        return indexes(&|fact| fact.line == nearest);
    }
    let below =
        deadlines.iter().filter(|fact| own(fact) && fact.line > line && fact.line - line <= FAR);
    match below.map(|fact| fact.line).min() {
        Some(nearest) => indexes(&|fact| fact.line == nearest),
        None => Vec::new(),
    }
}
