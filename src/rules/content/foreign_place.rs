//! `foreign-place`: places of another county, spoken of without a reason.

use super::place_mention::{Mention, cities, is_firm, mentions};
use crate::notice::DivisionLevel;
use crate::notice::profile::Category;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, clause_around};
use crate::text::han;
use crate::text::word_list::{contains_word, is_word};
use std::collections::HashSet;

/// Units that are not the applicant's and stand there without a reason.
pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let config = cx.config();
    let Some(code) = &config.applicant.division else { return Vec::new() };
    let Some(own) = cx.notice.divisions.by_code(code.value.trim()) else { return Vec::new() };
    let is_about_basins = |category: &Category| category.object_kinds.iter().any(|k| k == "basin");
    let is_basin = cx.category().is_some_and(is_about_basins);
    let is_municipal = own.level == DivisionLevel::Prefecture
        || config.applicant.kind.as_ref().is_some_and(|k| k.value.starts_with("municipal"));
    let mut allowed: HashSet<&str> = HashSet::from([own.code.as_str()]);
    for code in &config.park.divisions {
        allowed.insert(code.value.trim());
    }
    if is_basin || is_municipal {
        let neighbours = cx.notice.divisions.counties().filter(|d| d.city == own.city);
        allowed.extend(neighbours.map(|division| division.code.as_str()));
    }
    // What the applicant, its project, its firms are called is theirs, whatever it contains.
    let objects = config.objects.iter().filter_map(|o| o.name.as_ref());
    let names = [&config.applicant.name, &config.project.name, &config.park.manager];
    let names = names.into_iter().flatten().chain(objects);
    let given: Vec<&str> = names.map(|name| name.value.as_str()).collect();
    // Over the whole country most names are ordinary words somewhere, so only the units of the
    // applicant's own province are looked for.
    let mut all = mentions(cx);
    all.extend(cities(cx).into_iter().filter(|city| city.division.city != own.city));
    all.retain(|mention| mention.division.province == own.province);
    all.sort_by_key(|mention| (mention.prose, mention.start));
    let piece = |m: &Mention<'_>| -> &Prose { &cx.prose()[m.prose] };
    // There are few names and may be many mentions and many given ones.
    let name_of = |m: &Mention<'_>| -> &str { &piece(m).text()[m.start..m.end] };
    let mut owned: HashSet<&str> = all.iter().map(name_of).collect();
    let is_given = |name: &&str| given.iter().any(|given| given.contains(*name));
    owned.retain(is_given);
    let is_related = |m: &Mention<'_>| {
        let text = piece(m).text();
        let clause = clause_around(text, m.start, m.end);
        contains_word(clause, "place-relations")
            || is_firm(text, m.end)
            || is_address(text, m.end)
            || owned.contains(&text[m.start..m.end])
    };
    // One place that says where the unit lies explains the others. In a basin, so does the section
    // on what the project covers.
    let mut explained: HashSet<&str> = HashSet::new();
    for mention in &all {
        let piece = piece(mention);
        let is_covered = is_basin && piece.part == Some(0);
        if is_covered || is_related(mention) && !is_firm(piece.text(), mention.end) {
            explained.insert(&mention.division.code);
        }
    }
    // 甲县、乙县等制糖县: nobody leaves two places of another plan side by side.
    let is_foreign = |m: &Mention<'_>| !allowed.contains(m.division.code.as_str());
    let stand_together = |pair: &[Mention<'_>]| match pair {
        [one, other] if one.prose == other.prose && one.end <= other.start => {
            is_word(&piece(one).text()[one.end..other.start], "place-joints")
                && one.division != other.division
                && is_foreign(one)
                && is_foreign(other)
        }
        _ => false,
    };
    let mut listed = vec![false; all.len()];
    for (index, pair) in all.windows(2).enumerate() {
        if stand_together(pair) {
            (listed[index], listed[index + 1]) = (true, true);
        }
    }
    let mut seen: Vec<(&str, Hit)> = Vec::new();
    for (mention, is_listed) in all.iter().zip(listed) {
        let code = mention.division.code.as_str();
        let is_known = allowed.contains(code) || explained.contains(code);
        if is_listed || is_known || is_related(mention) {
            continue;
        }
        let at = piece(mention).at(mention.start, mention.end);
        match seen.iter_mut().find(|(c, _)| *c == code) {
            Some((_, hit)) if hit.related.len() < 5 => hit.add_related(at, "这里也有"),
            Some(_) => {}
            None => {
                let name = &piece(mention).text()[mention.start..mention.end];
                let hit = Hit::at(at)
                    .arg("name", name)
                    .arg("city", &mention.division.city)
                    .arg("own", &own.name);
                seen.push((code, hit));
            }
        }
    }
    seen.into_iter().map(|(_, hit)| hit).collect()
}

/// Whether a street and a number follow: 南宁市青秀区佛子岭路16号 is where something is sent to.
fn is_address(text: &str, end: usize) -> bool {
    let is_name = |c: &char| han::is_han(*c) || c.is_ascii_alphanumeric() || *c == '-';
    let rest = text[end..].chars().take(24);
    let rest: String = rest.take_while(is_name).collect();
    rest.find(['路', '街', '道', '巷']).is_some_and(|road| rest[road..].contains('号'))
}
