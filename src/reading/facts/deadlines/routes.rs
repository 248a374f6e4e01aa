//! Which categories a day holds for: 国家级请于8月15日前，省级请于9月10日前报送.
//!
//! A category that is named nowhere else as having a day takes the others with it: then no day is
//! given to single categories, so that nobody is left without one.

use std::sync::LazyLock;

use super::Judged;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::wording;
use crate::reading::sheet::{Facts, NoticeSheet, ReadDeadline};

/// What stands behind the name of a category where an office of that level is meant: 省级主管部门.
static OFFICE: LazyLock<Expression> = LazyLock::new(|| wording("deadlines", "office-behind-route"));

/// A category named in a sentence.
struct Mention {
    start: usize,
    category: usize,
}

/// The categories that one of the judged days holds for; empty for all.
pub(super) fn of_day(
    notice: &CutNotice<'_>,
    sheet: &NoticeSheet,
    found: &[Judged<'_>],
    index: usize,
) -> Vec<String> {
    let names = category_names(sheet);
    if names.len() < 2 {
        return Vec::new();
    }
    let (sentence, unit, _) = &found[index];
    let of_sentence =
        |judged: &&Judged<'_>| judged.0.line == sentence.line && judged.0.start == sentence.start;
    let starts: Vec<usize> = found.iter().filter(of_sentence).map(|(_, u, _)| u.start).collect();
    let mentions = mentions(sentence.text, &names);
    let mut named = named_beside(&mentions, &starts, unit.start);
    if named.is_empty() {
        named = named_above(notice, sentence.line, &names);
    }
    named.sort_unstable();
    named.dedup();
    if named.len() == names.len() {
        return Vec::new();
    }
    named.into_iter().map(|category| names[category].full.clone()).collect()
}

/// The mentions that belong to the day at `start`: where the sentence names a category before its
/// first day, those between the day before and this one, else those up to the next day.
fn named_beside(mentions: &[Mention], starts: &[usize], start: usize) -> Vec<usize> {
    let Some(first_day) = starts.first() else { return Vec::new() };
    let names_first = mentions.iter().any(|mention| mention.start < *first_day);
    // One day alone is about a category only where that is what its sentence begins with.
    if !names_first && starts.len() < 2 {
        return Vec::new();
    }
    let before = starts.iter().copied().filter(|other| *other < start).max().unwrap_or_default();
    let behind = starts.iter().copied().filter(|other| *other > start).min().unwrap_or(usize::MAX);
    let range = if names_first { before..start } else { start..behind };
    let inside = mentions.iter().filter(|mention| range.contains(&mention.start));
    inside.map(|mention| mention.category).collect()
}

/// The one category that the nearest heading above names.
fn named_above(notice: &CutNotice<'_>, line: usize, names: &[CategoryName]) -> Vec<usize> {
    for heading in notice.clauses.headings(line) {
        let mut named: Vec<usize> =
            mentions(heading, names).into_iter().map(|mention| mention.category).collect();
        named.dedup();
        if named.len() == 1 {
            return named;
        }
    }
    Vec::new()
}

/// A category by its whole name and by what distinguishes it from the others: 国家级绿色工厂, 国家级.
struct CategoryName {
    full: String,
    short: String,
}

fn category_names(sheet: &NoticeSheet) -> Vec<CategoryName> {
    let fulls: Vec<&str> = sheet.categories.iter().map(|fact| fact.value.name.as_str()).collect();
    let shared = shared_ending(&fulls);
    let mut names = Vec::new();
    for full in &fulls {
        let own = full.strip_suffix(shared).unwrap_or(full);
        // 国家 and 省 differ by what they are levels of.
        let kind = shared.chars().next().filter(|c| matches!(c, '级' | '类' | '组' | '型'));
        let mut short = own.to_owned();
        short.extend(kind);
        let is_told_apart = short.chars().count() >= 2;
        if !is_told_apart {
            short = (*full).to_owned();
        }
        names.push(CategoryName { full: (*full).to_owned(), short });
    }
    names
}

/// The ending that all names have.
fn shared_ending<'a>(names: &[&'a str]) -> &'a str {
    let Some((first, others)) = names.split_first() else { return "" };
    for (start, _) in first.char_indices() {
        let ending = &first[start..];
        if others.iter().all(|other| other.ends_with(ending)) {
            return ending;
        }
    }
    ""
}

/// Where the categories are named; of two that begin at one place the longer one.
fn mentions(text: &str, names: &[CategoryName]) -> Vec<Mention> {
    let mut found: Vec<(Mention, usize)> = Vec::new();
    for (category, name) in names.iter().enumerate() {
        for (start, word) in text.match_indices(name.short.as_str()) {
            if OFFICE.is_match(&text[start + word.len()..]) {
                continue;
            }
            found.push((Mention { start, category }, start + word.len()));
        }
    }
    found.sort_by_key(|(mention, end)| (mention.start, usize::MAX - end));
    let mut kept: Vec<Mention> = Vec::new();
    let mut done = 0;
    for (mention, end) in found {
        if mention.start >= done {
            kept.push(mention);
            done = end;
        }
    }
    kept
}

/// A category is nobody who must act.
pub(super) fn forget_route_as_actor(deadline: &mut ReadDeadline) {
    if !deadline.categories.is_empty() {
        deadline.who = None;
    }
}

/// Gives every day to all categories again where one of them would be left without a day.
pub(super) fn keep_if_all_have_a_day(sheet: &NoticeSheet, deadlines: &mut Facts<ReadDeadline>) {
    let holds_for = |fact: &Fact<ReadDeadline>, name: &str| {
        let categories = &fact.value.categories;
        fact.value.own && (categories.is_empty() || categories.iter().any(|own| own == name))
    };
    let mut names = sheet.categories.iter().map(|fact| fact.value.name.as_str());
    let all_have_one = names.all(|name| deadlines.iter().any(|fact| holds_for(fact, name)));
    if all_have_one {
        return;
    }
    for fact in deadlines {
        fact.value.categories.clear();
    }
}

#[cfg(test)]
mod tests {
    use crate::reading::document::NoticeDocument;
    use crate::reading::facts::read_sheet;

    /// The last days with the categories that they hold for.
    fn days(kinds: &str, sentences: &str) -> Vec<(String, Vec<String>)> {
        let text = format!(
            "关于组织申报示范项目的通知\n各市：\n一、类别\n{kinds}\n二、报送\n{sentences}\n某厅\n2024年3月8日\n"
        );
        let sheet = read_sheet(&NoticeDocument::from_lines(&text));
        let deadlines = sheet.deadlines.into_iter();
        deadlines.map(|fact| (fact.value.date.unwrap_or_default(), fact.value.categories)).collect()
    }

    #[test]
    fn each_route_has_its_own_day() {
        let kinds = "本次申报分国家级绿色工厂和省级绿色工厂两类。";
        let (national, provincial) = ("国家级绿色工厂", "省级绿色工厂");
        for sentences in [
            "国家级绿色工厂请于8月15日前，省级绿色工厂请于9月10日前报送申报书。",
            "申报国家级的，请于8月15日前报送，申报省级的，请于9月10日前报送。",
            "请于8月15日前报送国家级申报材料，9月10日前报送省级申报材料。",
            "国家级绿色工厂请于8月15日前报送。省级绿色工厂请于9月10日前报送。",
            "（一）国家级绿色工厂\n请于8月15日前报送申报书。\n（二）省级绿色工厂\n请于9月10日前报送申报书。",
        ] {
            let found = days(kinds, sentences);
            let expected = vec![
                ("2024-08-15".to_owned(), vec![national.to_owned()]),
                ("2024-09-10".to_owned(), vec![provincial.to_owned()]),
            ];
            assert_eq!(found, expected, "{sentences}");
        }
    }

    #[test]
    fn short_names_are_told_apart_in_sentences_of_their_own() {
        let found = days(
            "本次申报分为国家级、省级两类。",
            "申报国家级的，请于8月15日前报送；申报省级的，请于9月10日前报送。",
        );
        let expected = vec![
            ("2024-08-15".to_owned(), vec!["国家级".to_owned()]),
            ("2024-09-10".to_owned(), vec!["省级".to_owned()]),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_day_of_all_is_given_to_none_alone() {
        let kinds = "本次申报分国家级绿色工厂和省级绿色工厂两类。";
        for sentences in [
            "请省级主管部门于9月10日前将推荐材料报送我厅。",
            "国家级绿色工厂、省级绿色工厂均请于9月10日前报送申报书。",
            "请于9月10日前将国家级绿色工厂申报书报送我厅。",
            "国家级绿色工厂请于9月10日前报送申报书。",
        ] {
            let found = days(kinds, sentences);
            assert_eq!(found, [("2024-09-10".to_owned(), Vec::new())], "{sentences}");
        }
    }
}
