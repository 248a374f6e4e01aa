//! Finds the kinds of projects or entries that a notice calls for.

use std::sync::OnceLock;

use super::phrases::{cut_outside, inside, trimmed};
use super::topics::{self, Topics};
use super::{category_rows, category_sentences, category_titles};
use crate::reading::clauses::{Clause, NumberKind};
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;
use crate::reading::sheet::{Facts, ReadCategory};
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// A name of a category has at most this many characters.
const LONGEST_NAME: usize = 32;

/// Reads them. Each way is tried only where the surer ones before it found nothing.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let ways: [fn(&CutNotice<'_>) -> Facts<ReadCategory>; 12] = [
        spoken,
        category_rows::counted,
        in_sentence,
        by_condition_headings,
        by_material_headings,
        by_applicants,
        category_rows::in_table,
        under_heading,
        category_rows::in_scope,
        plain_headings,
        category_sentences::by_days,
        category_sentences::asked_kinds,
    ];
    for way in ways {
        let found = way(notice);
        let found = without_repeats(found);
        if found.len() > 1 {
            return found;
        }
    }
    for way in [only_one, category_titles::in_title, category_titles::side_by_side] {
        let found = way(notice);
        if !found.is_empty() {
            return found;
        }
    }
    Facts::new()
}

fn without_repeats(found: Facts<ReadCategory>) -> Facts<ReadCategory> {
    let mut kept: Facts<ReadCategory> = Facts::new();
    for fact in found {
        let is_known = kept.iter().any(|known| known.value.name == fact.value.name);
        if !is_known {
            kept.push(fact);
        }
    }
    kept
}

pub(super) fn fact(
    notice: &CutNotice<'_>,
    name: &str,
    quote: &str,
    line: usize,
) -> Fact<ReadCategory> {
    let name = category_sentences::without_lead_in(trimmed(name)).to_owned();
    let value = ReadCategory { name, clause: notice.clauses.address(line) };
    Fact::stated(value, quote, line)
}

pub(super) fn body_clauses<'n>(
    notice: &'n CutNotice<'_>,
) -> impl Iterator<Item = (usize, &'n Clause)> {
    let clauses = notice.clauses.clauses.iter().enumerate();
    clauses.filter(|(_, clause)| notice.zone(clause.line) == Zone::Body)
}

/// 一是技术创新类。二是开发建设类。
fn spoken(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        if clause.number.kind != NumberKind::Spoken {
            continue;
        }
        let is_kind = ["类", "类别", "组", "奖", "方向", "项目", "型"]
            .iter()
            .any(|word| clause.heading.ends_with(word));
        if is_kind {
            found.push(fact(notice, &clause.heading, notice.line(clause.line), clause.line));
        }
    }
    found
}

/// 分为A、B两类; 包括A和B两个内容; 申报的成果包括：A、B和C; 在A、B等10个类别中.
fn in_sentence(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    static KINDS: OnceLock<Expression> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        expression(
            r"(?:分为|分成|设置|设立|(?:申报|推荐|征集|评选|参评|遴选|认定|项目|作品|案例|奖项|类别)分(?:别)?(?:为|成)?|设|包括|包含|为|在|从|涵盖)(?P<counted>[^。；：]{4,200}?)(?:等)?(?:[0-9０-９]+|[一二三四五六七八九十两]+)(?:个|大|种|项)?(?:类别|类型|类|内容|组别|组|方向|板块|赛道|单元|奖项|领域|项目|专题|形式|系列)
              |(?:申报|参评|征集|推荐|参赛|评选|报送)(?:的)?(?:成果|作品|项目|课题|案例|类别|类型|奖项|形式|方向)(?:类别|类型|形式)?(?:包括|分为|包含)[：:]?(?P<listed>[^。；：]{4,200})
              |(?:类别|组别|类型|奖项)(?:分为|包括|有|设|为)[：:]?(?P<named>[^。；：]{4,160})",
        )
    });
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for captures in kinds.captures_iter(sentence.text) {
            for group in ["counted", "listed", "named"] {
                let Some(words) = captures.name(group) else { continue };
                let pieces = cut_outside(words.as_str(), &['，']);
                let piece = if group == "counted" { pieces.last() } else { pieces.first() };
                let names = enumerated(piece.copied().unwrap_or_default());
                let is_row = names.len() > 1 && names.iter().all(|name| is_name(name));
                if is_row {
                    let names = names.into_iter();
                    return names
                        .map(|name| fact(notice, name, sentence.text, sentence.line))
                        .collect();
                }
            }
        }
    }
    Facts::new()
}

/// The members of an enumeration; the last two are parted at 和 or 与.
pub(super) fn enumerated(text: &str) -> Vec<&str> {
    let mut parts = cut_outside(text, &['、']);
    let Some(mut last) = parts.pop() else { return parts };
    // A和不宜公开出版、但已被采用的B: what begins with 但 goes on with the member before it.
    if last.starts_with(['但', '且', '并']) {
        let Some(before) = parts.pop() else { return Vec::new() };
        last = text.get(text.len() - last.len() - '、'.len_utf8() - before.len()..).unwrap_or(last);
    }
    let last = last.strip_suffix('等').unwrap_or(last);
    let joint = last
        .char_indices()
        .find(|(at, c)| matches!(c, '和' | '与' | '及') && !inside(last, *at) && *at > 0);
    match joint {
        Some((at, c)) => {
            parts.push(&last[..at]);
            let behind = &last[at + c.len_utf8()..];
            parts.push(behind);
        }
        None => parts.push(last),
    }
    parts.into_iter().map(trimmed).filter(|part| !part.is_empty()).map(last_word).collect()
}

/// A member with a long attribute is named by what stands behind its last 的.
fn last_word(name: &str) -> &str {
    if name.chars().count() <= 14 {
        return name;
    }
    match name.rfind('的') {
        Some(at) if !inside(name, at) && at + '的'.len_utf8() < name.len() => {
            &name[at + '的'.len_utf8()..]
        }
        _ => name,
    }
}

pub(super) fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    // 一等奖 is a grade of one kind.
    let is_grade = name.ends_with("等奖") && length <= 4;
    let is_number = is_grade || name.chars().all(|c| c.is_numeric());
    let is_clause = [
        "必须", "应当", "不得", "要求", "进行", "可以", "根据", "按照", "开展", "负责", "予以",
        "采用", "用于", "属于", "正常", "通过",
    ]
    .iter()
    .any(|word| name.contains(word));
    (2..=LONGEST_NAME).contains(&length) && !is_number && !is_clause
}

/// The items below 申报类别, 支持方向.
fn under_heading(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    for (_, clause) in body_clauses(notice) {
        let topics = Topics::of(&clause.heading);
        // 优先支持方向 names what is preferred, and not the kinds.
        let is_preference = clause.heading.contains("优先");
        let names_kinds = word_lists::list("heading-kinds").ends(&clause.heading);
        let is_kinds = (topics.categories || names_kinds)
            && !topics.conditions
            && !topics.materials
            && !topics.excluded
            && !is_preference;
        if !is_kinds {
            continue;
        }
        let found = children(notice, clause);
        if found.len() > 1 {
            return found;
        }
        let listed = below(notice, clause);
        if listed.len() > 1 {
            return listed;
        }
    }
    Facts::new()
}

/// The members of the one sentence below a heading: 面上项目、青年项目、地区项目等。.
fn below(notice: &CutNotice<'_>, clause: &Clause) -> Facts<ReadCategory> {
    let line = if clause.has_text { clause.line } else { clause.line + 1 };
    if line >= clause.end || !clause.children.is_empty() {
        return Facts::new();
    }
    let awards = awards(notice, line, clause.end);
    if awards.len() > 1 {
        return awards;
    }
    let text = notice.line(line);
    let start = if clause.has_text { clause.text_start } else { 0 };
    let text = text.get(start..).unwrap_or("").trim_end_matches('。');
    let names = enumerated(text);
    let is_row = names.len() > 1
        && !text.contains(['。', '，', '；', '：'])
        && names.iter().all(|name| is_name(name));
    if !is_row {
        return Facts::new();
    }
    names.into_iter().map(|name| fact(notice, name, notice.line(line), line)).collect()
}

/// Lines that name an award with its number: 最佳博客10个，奖金2000元；.
fn awards(notice: &CutNotice<'_>, from: usize, end: usize) -> Facts<ReadCategory> {
    static AWARD: OnceLock<Expression> = OnceLock::new();
    let award = AWARD.get_or_init(|| {
        expression(
            r"^(?P<name>[^0-9０-９，。：；]{2,20}?)[（(]?[0-9０-９]+\s*(?:个|名|篇|项|件|组|部|幅)",
        )
    });
    let mut found = Facts::new();
    for line in from..end {
        let Some(captures) = award.captures(notice.line(line)) else { continue };
        let Some(name) = captures.name("name") else { continue };
        if is_name(name.as_str()) {
            found.push(fact(notice, name.as_str(), notice.line(line), line));
        }
    }
    found
}

/// The names that the clauses below one begin with.
fn children(notice: &CutNotice<'_>, clause: &Clause) -> Facts<ReadCategory> {
    let mut found = Facts::new();
    let children = || clause.children.iter().filter_map(|child| notice.clauses.clauses.get(*child));
    let quoted: Vec<(&str, &Clause)> =
        children().filter_map(|child| Some((quoted_first(notice, child)?, child))).collect();
    if quoted.len() > 1 {
        return quoted
            .into_iter()
            .map(|(name, child)| fact(notice, name, notice.line(child.line), child.line))
            .collect();
    }
    for child in children() {
        let name = item_name(notice, child);
        if let Some(name) = name.filter(|name| is_name(name)) {
            found.push(fact(notice, name, notice.line(child.line), child.line));
        }
    }
    found
}

/// The name in quotation marks that an item begins with, a verb before it aside: 评选“十佳少年”10人左右.
fn quoted_first<'a>(notice: &CutNotice<'a>, clause: &Clause) -> Option<&'a str> {
    let text = notice.line(clause.line).get(clause.number.length..)?;
    let open = text.find('“')?;
    let is_first = text[..open].chars().count() <= 3;
    let close = text.find('”')?;
    if is_first && close > open { text.get(open..close + '”'.len_utf8()) } else { None }
}

/// The heading of a clause, or the first words of its text where they are short.
pub(super) fn item_name<'a>(notice: &CutNotice<'a>, clause: &Clause) -> Option<&'a str> {
    let text = notice.line(clause.line).get(clause.number.length..)?;
    let lead = cut_outside(text, &['。', '：', ':', '；', '，']).first().copied()?;
    let name = trimmed(lead);
    let open = name.char_indices().find(|(at, c)| matches!(c, '（' | '(') && *at > 0);
    let name = match open {
        Some((at, _)) if name.ends_with(['）', ')']) => trimmed(&name[..at]),
        _ => name,
    };
    let is_other = word_lists::list("heading-other").ends(name)
        || topics::Topics::of(name).conditions
        || name.starts_with("其他");
    if name.is_empty() || is_other { None } else { Some(name) }
}

/// Headings of one row that end alike: 1.“A奖”推荐条件。 2.“B奖”推荐条件。
fn by_condition_headings(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        let heading = clause.heading.as_str();
        for suffix in [
            "推荐条件",
            "申报条件",
            "评选条件",
            "参评条件",
            "申请条件",
            "基本条件",
            "申报要求",
            "参赛要求",
        ] {
            let Some(name) = heading.strip_suffix(suffix) else { continue };
            let name = trimmed(name).trim_end_matches('的');
            let is_general = word_lists::list("heading-generic").is_in(name) || name.is_empty();
            if !is_general && is_name(name) {
                found.push(fact(notice, name, notice.line(clause.line), clause.line));
            }
        }
    }
    found
}

/// Below 申报材料: one heading for each kind, each with a list of its own.
fn by_material_headings(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        let Some(parent) = clause.parent.and_then(|parent| notice.clauses.clauses.get(parent))
        else {
            continue;
        };
        let is_list = Topics::of(&parent.heading).materials && clause.children.len() > 1;
        let name = item_name(notice, clause);
        let Some(name) = name.filter(|name| is_list && is_name(name)) else { continue };
        let is_general =
            ["材料", "要求", "附件", "资料", "方式"].iter().any(|word| name.contains(word));
        if !is_general {
            found.push(fact(notice, name, notice.line(clause.line), clause.line));
        }
    }
    found
}

/// （一）创新项目申报主体须为…。（二）研究成果申报主体须为…。
fn by_applicants(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let mut found = Facts::new();
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body || notice.clauses.begins(sentence.line).is_none() {
            continue;
        }
        let bare = topics::bare(notice, sentence.line);
        let Some(at) = bare.find("申报主体").or_else(|| bare.find("申报对象")) else {
            continue;
        };
        let name = trimmed(&bare[..at]).trim_end_matches('的');
        let is_general = word_lists::list("heading-generic").is_in(name);
        if is_name(name) && !is_general && sentence.start == 0 {
            found.push(fact(notice, name, sentence.text, sentence.line));
        }
    }
    found
}

/// The outermost row of a notice that has no 一、: （一）摄影作品 （二）景观名称.
fn plain_headings(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        if clause.parent.is_some() {
            continue;
        }
        let is_row = clause.number.kind == NumberKind::HanInBrackets;
        let name = clause.heading.as_str();
        let is_general = word_lists::list("heading-generic").is_in(name) || name.is_empty();
        if !is_row || is_general || !is_name(name) {
            return Facts::new();
        }
        found.push(fact(notice, name, notice.line(clause.line), clause.line));
    }
    found
}

/// 本次受理X: one kind only.
fn only_one(notice: &CutNotice<'_>) -> Facts<ReadCategory> {
    static ONLY: OnceLock<Expression> = OnceLock::new();
    let only = ONLY.get_or_init(|| expression(r"本次(?:只|仅)?受理(?P<name>[^，。；：]{3,30})"));
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        let Some(captures) = only.captures(sentence.text) else { continue };
        let Some(name) = captures.name("name") else { continue };
        return vec![fact(notice, name.as_str(), sentence.text, sentence.line)];
    }
    Facts::new()
}
