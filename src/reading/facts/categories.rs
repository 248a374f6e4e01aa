//! Finds the kinds of projects or entries that a notice calls for.

use std::sync::OnceLock;

use regex::Regex;

use super::phrases::{cut_outside, inside, trimmed, without_brackets};
use super::topics::{self, Topics};
use crate::reading::clauses::{Clause, NumberKind};
use crate::reading::fact::Fact;
use crate::reading::notice_text::NoticeText;
use crate::reading::patterns::expression;
use crate::reading::sheet::{Category, Facts};
use crate::reading::words;
use crate::reading::zone::Zone;
use crate::text::han::is_han;

/// A name of a category has at most this many characters.
const LONGEST_NAME: usize = 32;

/// Reads them. Each way is tried only where the surer ones before it found nothing.
pub fn read(notice: &NoticeText<'_>) -> Facts<Category> {
    let ways: [fn(&NoticeText<'_>) -> Facts<Category>; 7] =
        [spoken, in_sentence, by_condition_headings, by_material_headings, under_heading, by_applicants, plain_headings];
    for way in ways {
        let found = way(notice);
        let found = without_repeats(found);
        if found.len() > 1 {
            return found;
        }
    }
    for way in [only_one, in_title, side_by_side] {
        let found = way(notice);
        if !found.is_empty() {
            return found;
        }
    }
    Facts::new()
}

fn without_repeats(found: Facts<Category>) -> Facts<Category> {
    let mut kept: Facts<Category> = Facts::new();
    for fact in found {
        let is_known = kept.iter().any(|known| known.value.name == fact.value.name);
        if !is_known {
            kept.push(fact);
        }
    }
    kept
}

fn fact(notice: &NoticeText<'_>, name: &str, quote: &str, line: usize) -> Fact<Category> {
    let value = Category { name: trimmed(name).to_owned(), clause: notice.clauses.address(line) };
    Fact::stated(value, quote, line)
}

fn body_clauses<'n>(notice: &'n NoticeText<'_>) -> impl Iterator<Item = (usize, &'n Clause)> {
    let clauses = notice.clauses.clauses.iter().enumerate();
    clauses.filter(|(_, clause)| notice.zone(clause.line) == Zone::Body)
}

/// 一是技术创新类。二是开发建设类。
fn spoken(notice: &NoticeText<'_>) -> Facts<Category> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        if clause.number.kind != NumberKind::Spoken {
            continue;
        }
        let is_kind = ["类", "类别", "组", "奖", "方向", "项目", "型"].iter().any(|word| clause.heading.ends_with(word));
        if is_kind {
            found.push(fact(notice, &clause.heading, notice.line(clause.line), clause.line));
        }
    }
    found
}

/// 分为A、B两类; 包括A和B两个内容; 申报的成果包括：A、B和C; 在A、B等10个类别中.
fn in_sentence(notice: &NoticeText<'_>) -> Facts<Category> {
    static KINDS: OnceLock<Regex> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        expression(
            r"(?:分为|分成|设置|设立|设|包括|包含|为|在|从|涵盖)(?P<counted>[^。；：]{4,200}?)(?:等)?(?:[0-9０-９]+|[一二三四五六七八九十两]+)(?:个|大|种|项)?(?:类别|类型|类|内容|组别|组|方向|板块|赛道|单元|奖项|领域|项目|专题|形式|系列)
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
                    return names.map(|name| fact(notice, name, sentence.text, sentence.line)).collect();
                }
            }
        }
    }
    Facts::new()
}

/// The members of an enumeration; the last two are parted at 和 or 与.
fn enumerated(text: &str) -> Vec<&str> {
    let mut parts = cut_outside(text, &['、']);
    let Some(mut last) = parts.pop() else { return parts };
    // A和不宜公开出版、但已被采用的B: what begins with 但 goes on with the member before it.
    if last.starts_with(['但', '且', '并']) {
        let Some(before) = parts.pop() else { return Vec::new() };
        last = text.get(text.len() - last.len() - '、'.len_utf8() - before.len()..).unwrap_or(last);
    }
    let last = last.strip_suffix('等').unwrap_or(last);
    let joint = last.char_indices().find(|(at, c)| matches!(c, '和' | '与' | '及') && !inside(last, *at) && *at > 0);
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
        Some(at) if !inside(name, at) && at + '的'.len_utf8() < name.len() => &name[at + '的'.len_utf8()..],
        _ => name,
    }
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    // 一等奖 is a grade of one kind.
    let is_grade = name.ends_with("等奖") && length <= 4;
    let is_number = is_grade || name.chars().all(|c| c.is_numeric());
    let is_clause =
        ["必须", "应当", "不得", "要求", "进行", "可以", "根据", "按照", "开展", "负责", "予以", "采用", "用于", "属于", "正常", "通过"]
            .iter()
            .any(|word| name.contains(word));
    (2..=LONGEST_NAME).contains(&length) && !is_number && !is_clause
}

/// The items below 申报类别, 支持方向.
fn under_heading(notice: &NoticeText<'_>) -> Facts<Category> {
    for (_, clause) in body_clauses(notice) {
        let topics = Topics::of(&clause.heading);
        let is_kinds = topics.categories && !topics.conditions && !topics.materials;
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
fn below(notice: &NoticeText<'_>, clause: &Clause) -> Facts<Category> {
    let line = if clause.has_text { clause.line } else { clause.line + 1 };
    if line >= clause.end || !clause.children.is_empty() {
        return Facts::new();
    }
    let text = notice.line(line);
    let start = if clause.has_text { clause.text_start } else { 0 };
    let text = text.get(start..).unwrap_or("").trim_end_matches('。');
    let names = enumerated(text);
    let is_row = names.len() > 1 && !text.contains(['。', '，', '；', '：']) && names.iter().all(|name| is_name(name));
    if !is_row {
        return Facts::new();
    }
    names.into_iter().map(|name| fact(notice, name, notice.line(line), line)).collect()
}

/// The names that the clauses below one begin with.
fn children(notice: &NoticeText<'_>, clause: &Clause) -> Facts<Category> {
    let mut found = Facts::new();
    for child in &clause.children {
        let Some(child) = notice.clauses.clauses.get(*child) else { continue };
        let name = item_name(notice, child);
        if let Some(name) = name.filter(|name| is_name(name)) {
            found.push(fact(notice, name, notice.line(child.line), child.line));
        }
    }
    found
}

/// The heading of a clause, or the first words of its text where they are short.
fn item_name<'a>(notice: &NoticeText<'a>, clause: &Clause) -> Option<&'a str> {
    let text = notice.line(clause.line).get(clause.number.length..)?;
    let lead = cut_outside(text, &['。', '：', ':', '；', '，']).first().copied()?;
    let name = trimmed(lead);
    let open = name.char_indices().find(|(at, c)| matches!(c, '（' | '(') && *at > 0);
    let name = match open {
        Some((at, _)) if name.ends_with(['）', ')']) => trimmed(&name[..at]),
        _ => name,
    };
    let is_other = words::list("heading-other").ends(name) || topics::Topics::of(name).conditions || name.starts_with("其他");
    if name.is_empty() || is_other { None } else { Some(name) }
}

/// Headings of one row that end alike: 1.“A奖”推荐条件。 2.“B奖”推荐条件。
fn by_condition_headings(notice: &NoticeText<'_>) -> Facts<Category> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        let heading = clause.heading.as_str();
        for suffix in ["推荐条件", "申报条件", "评选条件", "参评条件", "申请条件", "基本条件", "申报要求", "参赛要求"]
        {
            let Some(name) = heading.strip_suffix(suffix) else { continue };
            let name = trimmed(name).trim_end_matches('的');
            let is_general = words::list("heading-generic").is_in(name) || name.is_empty();
            if !is_general && is_name(name) {
                found.push(fact(notice, name, notice.line(clause.line), clause.line));
            }
        }
    }
    found
}

/// Below 申报材料: one heading for each kind, each with a list of its own.
fn by_material_headings(notice: &NoticeText<'_>) -> Facts<Category> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        let Some(parent) = clause.parent.and_then(|parent| notice.clauses.clauses.get(parent)) else { continue };
        let is_list = Topics::of(&parent.heading).materials && clause.children.len() > 1;
        let name = item_name(notice, clause);
        let Some(name) = name.filter(|name| is_list && is_name(name)) else { continue };
        let is_general = ["材料", "要求", "附件", "资料", "方式"].iter().any(|word| name.contains(word));
        if !is_general {
            found.push(fact(notice, name, notice.line(clause.line), clause.line));
        }
    }
    found
}

/// （一）创新项目申报主体须为…。（二）研究成果申报主体须为…。
fn by_applicants(notice: &NoticeText<'_>) -> Facts<Category> {
    let mut found = Facts::new();
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body || notice.clauses.begins(sentence.line).is_none() {
            continue;
        }
        let bare = topics::bare(notice, sentence.line);
        let Some(at) = bare.find("申报主体").or_else(|| bare.find("申报对象")) else { continue };
        let name = trimmed(&bare[..at]).trim_end_matches('的');
        let is_general = words::list("heading-generic").is_in(name) && name != "创新项目";
        if is_name(name) && !is_general && sentence.start == 0 {
            found.push(fact(notice, name, sentence.text, sentence.line));
        }
    }
    found
}

/// The outermost row of a notice that has no 一、: （一）摄影作品 （二）景观名称.
fn plain_headings(notice: &NoticeText<'_>) -> Facts<Category> {
    let mut found = Facts::new();
    for (_, clause) in body_clauses(notice) {
        if clause.parent.is_some() {
            continue;
        }
        let is_row = clause.number.kind == NumberKind::HanInBrackets;
        let name = clause.heading.as_str();
        let is_general = words::list("heading-generic").is_in(name) || name.is_empty();
        if !is_row || is_general || !is_name(name) {
            return Facts::new();
        }
        found.push(fact(notice, name, notice.line(clause.line), clause.line));
    }
    found
}

/// 本次受理X: one kind only.
fn only_one(notice: &NoticeText<'_>) -> Facts<Category> {
    static ONLY: OnceLock<Regex> = OnceLock::new();
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

/// Two kinds that the title names side by side: 金融类、物流类…; 省“甲奖”、省“乙奖”….
fn in_title(notice: &NoticeText<'_>) -> Facts<Category> {
    static PAIR: OnceLock<Regex> = OnceLock::new();
    let pair = PAIR.get_or_init(|| {
        expression(
            r"(?P<first>[\p{Han}]{1,6}类)[、和与](?P<second>[\p{Han}]{1,6}类)
              |(?P<quoted>[\p{Han}]?[“][^”]{2,16}[”])\s*[、和与]\s*(?P<other>[\p{Han}]?[“][^”]{2,16}[”])",
        )
    });
    for line in 1..=notice.line_count().min(20) {
        if notice.zone(line) != Zone::Title {
            continue;
        }
        let text = notice.line(line);
        let Some(captures) = pair.captures(text) else { continue };
        let mut found = Facts::new();
        for group in ["first", "second", "quoted", "other"] {
            if let Some(name) = captures.name(group) {
                let name = name.as_str().trim_start_matches(['年', '度']);
                found.push(fact(notice, &without_brackets(name), text, line));
            }
        }
        return found;
    }
    Facts::new()
}

/// Two kinds that the title names side by side before a word for both (甲、乙开发方案申报): the text joins them alone (甲和乙).
fn side_by_side(notice: &NoticeText<'_>) -> Facts<Category> {
    let lines = 1..=notice.line_count().min(20);
    let Some(line) = lines.into_iter().find(|line| notice.zone(*line) == Zone::Title) else { return Facts::new() };
    let title = notice.line(line);
    let Some(mark) = title.find('、') else { return Facts::new() };
    let before = &title[..mark];
    let start = before.char_indices().rev().take_while(|(_, c)| is_han(*c)).last();
    let first = start.map(|(at, _)| &before[at..]).unwrap_or_default();
    let first = first.trim_start_matches(['年', '度', '关', '于', '做', '好', '开', '展', '申', '报', '组', '织', '的']);
    let behind = &title[mark + '、'.len_utf8()..];
    let end = behind.find(|c: char| !is_han(c)).unwrap_or(behind.len());
    let rest = &behind[..end];
    if !(2..=10).contains(&first.chars().count()) {
        return Facts::new();
    }
    let Some(second) = shortest_joined(notice, first, rest) else { return Facts::new() };
    vec![fact(notice, first, title, line), fact(notice, second, title, line)]
}

/// The shortest beginning of `rest` that the text puts behind `first` and 和 or 、.
fn shortest_joined<'a>(notice: &NoticeText<'_>, first: &str, rest: &'a str) -> Option<&'a str> {
    let mut shortest: Option<usize> = None;
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for (at, _) in sentence.text.match_indices(first) {
            let behind = &sentence.text[at + first.len()..];
            let Some(joined) = behind.strip_prefix(['和', '与', '、', '及']) else { continue };
            let same = joined.chars().zip(rest.chars()).take_while(|(a, b)| a == b);
            let length: usize = same.map(|(a, _)| a.len_utf8()).sum();
            if length >= 6 && shortest.is_none_or(|known| length < known) {
                shortest = Some(length);
            }
        }
    }
    let length = shortest.filter(|length| *length < rest.len())?;
    Some(&rest[..length])
}
