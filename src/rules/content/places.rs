//! `foreign-place` and `stale-place-name`: counties, districts and parks that a plan should not
//! speak of, or not by that name.

use std::collections::HashSet;

use crate::diag::{Applicability, Edit, Fix};
use crate::notice::{Division, DivisionLevel};
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;
use crate::rules::engine::prose::{Prose, clause_around, in_book_title};
use crate::text::han;

/// What follows a stem to name a park of the unit.
const CLASSES: [&str; 12] = [
    "经济技术开发区",
    "高新技术产业开发区",
    "工业集中区",
    "产业集聚区",
    "工业园区",
    "产业园区",
    "工业园",
    "产业园",
    "开发区",
    "高新区",
    "经开区",
    "工业区",
];

/// Stems that are words themselves: 江南, 港口, 资源. Before them only what cannot be part of a
/// longer name may stand.
const ORDINARY: [&str; 31] = [
    "江南", "城中", "港口", "象山", "七星", "海城", "银海", "资源", "兴业", "乐业", "大新", "合山",
    "平乐", "灵山", "凤山", "东兴", "兴安", "永福", "上林", "长洲", "平南", "右江", "西林", "兴宁",
    "青秀", "江州", "龙州", "全州", "天等", "港南", "港北",
];

/// Words of a clause that tell where a place lies, or why it is spoken of: such a place is no
/// remnant.
const RELATIONS: [&str; 44] = [
    "邻", "接壤", "交界", "相接", "相连", "毗连", "位于", "距", "东至", "南至", "西至", "北至",
    "通往", "途经", "流经", "流入", "汇入", "流向", "发源", "上游", "下游", "高速", "铁路", "公路",
    "国道", "省道", "机场", "航道", "借鉴", "参照", "学习", "考察", "对比", "相比", "运往", "运至",
    "运自", "销往", "外购", "采购", "购自", "调运", "来自", "委托",
];

/// What makes a name that of a firm.
const FIRMS: [&str; 12] = [
    "公司",
    "集团",
    "厂",
    "矿",
    "大学",
    "学院",
    "研究院",
    "研究所",
    "医院",
    "银行",
    "协会",
    "合作社",
];

/// A mention of a unit.
struct Mention<'a> {
    division: &'a Division,
    prose: usize,
    start: usize,
    end: usize,
}

/// Whether a character may stand before a name that is an ordinary word too.
fn is_border(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        !han::is_han(c) || "在于与和及至从由向对以为是到往经的将该原等市州省区县".contains(c)
    })
}

/// All mentions of units by a class that fits: 平果市, 平果县 if it was one, 平果工业园区.
fn mentions<'a>(cx: &Context<'a>) -> Vec<Mention<'a>> {
    let mut out = Vec::new();
    for (prose, piece) in cx.prose().iter().enumerate() {
        let text = piece.text();
        for (division, stem, found) in cx.notice.divisions.stems_in(text) {
            let start = found.start;
            let Some(end) = class_end(text, found.end, stem, division) else { continue };
            let short = text[start..end].chars().count() <= 2;
            let before = text[..start].chars().next_back();
            if (short || ORDINARY.contains(&stem)) && !is_border(before) {
                continue;
            }
            let after = &text[end..];
            let cut = |words: &[&str]| words.iter().any(|w| after.starts_with(w));
            let is_other = match text[..end].chars().next_back() {
                Some('市') => cut(&["场", "值", "价", "面", "容"]),
                Some('区') => cut(&["域", "间", "位", "块", "别", "划", "段", "分"]),
                Some('县') => cut(&["域", "级"]),
                _ => false,
            };
            if !is_other && !in_book_title(text, start) {
                out.push(Mention { division, prose, start, end });
            }
        }
    }
    out
}

/// Where a name ends whose stem ends here: behind its full name, a former one, or the word for a
/// park.
fn class_end(text: &str, end: usize, stem: &str, division: &Division) -> Option<usize> {
    let rest = &text[end..];
    let full = |name: &str| {
        name.strip_prefix(stem)
            .filter(|class| rest.starts_with(class))
            .map(|class| end + class.len())
    };
    let park = CLASSES.iter().find(|c| rest.starts_with(**c)).map(|c| end + c.len());
    let names = std::iter::once(&division.name).chain(&division.formerly);
    names.filter_map(|n| full(n)).chain(park.filter(|_| stem != division.name)).max()
}

/// Units that are not the applicant's and stand there without a reason.
pub(super) fn foreign(cx: &Context<'_>) -> Vec<Hit> {
    // Over the whole country most names are ordinary words somewhere, so only the units of a
    // stated region are looked for.
    if cx.notice.profile.region.is_none() {
        return Vec::new();
    }
    let config = cx.config();
    let Some(own) = config
        .applicant
        .division
        .as_ref()
        .and_then(|d| cx.notice.divisions.by_code(d.value.trim()))
    else {
        return Vec::new();
    };
    let is_basin = config.project.category.as_ref().is_some_and(|c| c.value == "basin");
    let is_municipal = own.level == DivisionLevel::Prefecture
        || config.applicant.kind.as_ref().is_some_and(|k| k.value.starts_with("municipal"));
    let mut allowed: HashSet<&str> = HashSet::from([own.code.as_str()]);
    allowed.extend(config.park.divisions.iter().map(|d| d.value.trim()));
    if is_basin || is_municipal {
        allowed.extend(
            cx.notice.divisions.counties().filter(|d| d.city == own.city).map(|d| d.code.as_str()),
        );
    }
    // What the applicant, its project, its firms are called is theirs, whatever it contains.
    let objects = config.objects.iter().filter_map(|o| o.name.as_ref());
    let given: Vec<&str> = [&config.applicant.name, &config.project.name, &config.park.manager]
        .into_iter()
        .flatten()
        .chain(objects)
        .map(|n| n.value.as_str())
        .collect();
    let all = mentions(cx);
    let piece = |m: &Mention<'_>| -> &Prose { &cx.prose()[m.prose] };
    // There are few names and may be many mentions and many given ones.
    let named: HashSet<&str> = all.iter().map(|m| &piece(m).text()[m.start..m.end]).collect();
    let owned: HashSet<&str> =
        named.into_iter().filter(|name| given.iter().any(|n| n.contains(name))).collect();
    let is_related = |m: &Mention<'_>| {
        let text = piece(m).text();
        let clause = clause_around(text, m.start, m.end);
        RELATIONS.iter().any(|w| clause.contains(w))
            || is_firm(text, m.end)
            || is_address(text, m.end)
            || owned.contains(&text[m.start..m.end])
    };
    // One place that says where the unit lies explains the others. In a basin, so does the section
    // on what the project covers.
    let explained: HashSet<&str> = all
        .iter()
        .filter(|m| {
            is_related(m) && !is_firm(piece(m).text(), m.end)
                || is_basin && piece(m).part == Some(0)
        })
        .map(|m| m.division.code.as_str())
        .collect();
    let mut seen: Vec<(&str, Hit)> = Vec::new();
    for mention in &all {
        let code = mention.division.code.as_str();
        if allowed.contains(code) || explained.contains(code) || is_related(mention) {
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

/// Whether the name goes on as that of a firm: 靖西市某某铝业有限公司.
fn is_firm(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    // A name has no verbs: 靖西工业园区已有污水处理厂 is none.
    let is_end = |c: char| {
        !(han::is_han(c) || c.is_ascii_alphanumeric())
            || "已正将为是在的与和及等进建设使由".contains(c)
    };
    let stop = rest
        .char_indices()
        .take(24)
        .find(|(i, c)| is_end(*c) || *i > 60)
        .map_or(rest.len(), |(i, _)| i);
    FIRMS.iter().any(|w| rest[..stop].contains(w))
}

/// Whether a street and a number follow: 南宁市青秀区佛子岭路16号 is where something is sent to.
fn is_address(text: &str, end: usize) -> bool {
    let rest: String = text[end..]
        .chars()
        .take(24)
        .take_while(|c| han::is_han(*c) || c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    rest.find(['路', '街', '道', '巷']).is_some_and(|road| rest[road..].contains('号'))
}

/// Units by a name that they no longer have.
pub(super) fn stale(cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for mention in mentions(cx) {
        let prose = &cx.prose()[mention.prose];
        let (text, start, end) = (prose.text(), mention.start, mention.end);
        if !mention.division.formerly.iter().any(|f| f == &text[start..end]) {
            continue;
        }
        let clause = clause_around(text, start, end);
        let is_history =
            ["原", "撤", "设市", "设区", "更名", "改设", "改为", "现为", "时称", "旧称"]
                .iter()
                .any(|w| clause.contains(w));
        if is_history
            || text[end..].starts_with("（现")
            || text[end..].starts_with("(现")
            || is_firm(text, end)
        {
            continue;
        }
        let (old, at) = (&text[start..end], prose.at(start, end));
        let mut hit = Hit::at(at).arg("old", old).arg("new", &mention.division.name);
        if cx.sources().slice(at) == old {
            let edits = vec![Edit { at, with: mention.division.name.clone() }];
            hit = hit.fix(Fix {
                title: format!("改为“{}”", mention.division.name),
                edits,
                applicability: Applicability::Unsafe,
            });
        }
        out.push(hit);
    }
    out
}
