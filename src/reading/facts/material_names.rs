//! Names of materials: what an item of a list names, and what a sentence says is handed over.

use std::sync::OnceLock;

pub(super) use super::material_words::is_general;
use super::material_words::{begins_in_the_middle, is_bare_word};
use super::phrases::{cut_outside, inside, is_the_authoritys, members, trimmed, without_brackets};
use crate::reading::expression::Expression;
use crate::reading::patterns::{expression, wording};
use crate::reading::word_lists;

/// A name has at most this many characters.
const LONGEST_NAME: usize = 60;

/// Whether a text ends like the name of a document.
pub(super) fn is_document(text: &str) -> bool {
    let bare = without_brackets(text);
    word_lists::list("document-noun").ends(bare.trim())
}

/// Whether two names mean the same material.
pub(super) fn is_same(known: &str, name: &str) -> bool {
    let strip = |text: &str| text.replace(['《', '》', '“', '”', ' '], "");
    let (known, name) = (strip(known), strip(name));
    known == name || name.chars().count() >= 3 && known.contains(&name)
}

/// The names in an item of a list of materials; empty where the item names none.
pub(super) fn names_in_item(item: &str) -> Vec<&str> {
    // 《申请书》用计算机填写 names what stands in the title marks.
    if item.starts_with('《') {
        let (head, _) =
            item.split_at(item.find(['。', '；', '，', '（', '(']).unwrap_or(item.len()));
        let titles = title_marks(head);
        if !titles.is_empty() {
            return titles;
        }
    }
    let first = cut_outside(item, &['。', '；', ';']).first().copied().unwrap_or(item);
    let lead = cut_outside(first, &['，', '：', ':']).first().copied().unwrap_or(first);
    let opens_list = first.trim_end().ends_with(['：', ':']);
    let lead = trimmed(cut_at_number_of_copies(lead));
    let lead = strip_bracket(without_verb(lead.strip_suffix('等').unwrap_or(lead)));
    let length = lead.chars().count();
    if opens_list
        || !(2..=LONGEST_NAME).contains(&length)
        || points_back(lead)
        || demands(lead)
        || hands_over(lead)
    {
        return Vec::new();
    }
    let by_title = title_marks(lead);
    if by_title.len() > 1 {
        return by_title;
    }
    let parts = members(lead, is_document);
    let all_documents = parts.iter().all(|part| is_document(part));
    if all_documents && parts.len() > 1 {
        return parts.into_iter().map(strip_bracket).collect();
    }
    // A short phrase in such a list names something even where its last word is not known.
    let is_phrase = !first.contains('，') && length <= 30 && !ends_like_a_heading(lead);
    if is_document(lead) || is_phrase { vec![strip_bracket(lead)] } else { Vec::new() }
}

/// Whether a phrase is a sentence that says who hands over what: 每户家庭提供3张照片.
fn hands_over(text: &str) -> bool {
    ["填写", "提供", "提交", "报送", "另附", "上传", "须附", "应附", "需附"]
        .iter()
        .any(|verb| text.find(verb).is_some_and(|at| at > 0))
}

/// 以上材料…, 所有…: speaks of what has been named.
fn points_back(text: &str) -> bool {
    [
        "以上",
        "上述",
        "所有",
        "相关电子",
        "全部",
        "报送时",
        "材料受理",
        "备注",
        "注：",
        "要求",
        "请",
        "逾期",
        "未按",
        "其他要求",
    ]
    .iter()
    .any(|word| text.starts_with(word))
}

fn demands(text: &str) -> bool {
    ["不得", "必须", "须", "应当", "一律", "务必", "需要", "按要求", "负责", "于"]
        .iter()
        .any(|word| text.starts_with(word))
        || text.contains("不得")
        || text.contains('@')
        || text.contains("电话")
}

fn ends_like_a_heading(text: &str) -> bool {
    ["时间", "方式", "要求", "地址", "方法", "程序", "地点", "格式", "期限", "事项", "受理", "流程"]
        .iter()
        .any(|word| text.ends_with(word))
}

/// 汇总表一式一份 is cut before 一式.
fn cut_at_number_of_copies(text: &str) -> &str {
    static COPIES: OnceLock<Expression> = OnceLock::new();
    let copies = COPIES.get_or_init(|| {
        expression(r"(?:各?一式|各\s*[0-9０-９一二三四五六七八九十两]+\s*份|(?:纸质稿|纸质版|电子版|电子稿|纸质)?\s*[0-9０-９一二两三四五六七八九十]+\s*份)")
    });
    for found in copies.find_iter(text) {
        if found.start() > 0 && !inside(text, found.start()) {
            return &text[..found.start()];
        }
    }
    text
}

/// Without the verb at the beginning: 填写, 提供, 另附.
fn without_verb(text: &str) -> &str {
    static VERB: OnceLock<Expression> = OnceLock::new();
    let verb = VERB.get_or_init(|| {
        expression(r"^(?:须|需|应|请|并|另|同时|按要求|认真|如实|统一)*(?:填写|填报|提供|提交|报送|附上|另附|附|上传|出具|递交|上报|撰写|编制|准备)(?:的)?")
    });
    match verb.find(text) {
        Some(found) if found.end() < text.len() => text[found.end()..].trim_start(),
        _ => text,
    }
}

/// Whether a title is that of a notice or a regulation, which nobody hands in.
fn is_ruling(title: &str) -> bool {
    static RULING: OnceLock<Expression> = OnceLock::new();
    let ruling = RULING.get_or_init(|| wording("materials", "ruling"));
    ruling.is_match(title)
}

/// The titles in 《》 of an enumeration that is nothing but titles.
fn title_marks(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let (Some(open), Some(close)) = (rest.find('《'), rest.find('》')) {
        if close < open {
            break;
        }
        let title = &rest[open..close + '》'.len_utf8()];
        if !is_ruling(title) {
            found.push(title);
        }
        rest = &rest[close + '》'.len_utf8()..];
    }
    found
}

/// Without a bracket at the end, which says something about it; one that is never closed goes too.
fn strip_bracket(text: &str) -> &str {
    let text = trimmed(text);
    let mut open = None;
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => {
                if depth == 0 {
                    open = Some(at);
                }
                depth += 1;
            }
            '）' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let Some(open) = open else { return text };
    let is_at_end = depth > 0 || text.ends_with(['）', ')']);
    let before = trimmed(&text[..open]);
    if !is_at_end || before.chars().count() < 2 { text } else { before }
}

/// The groups of the wordings that say what is handed over.
const GROUPS: [&str; 10] = [
    "moved",
    "parted",
    "bound",
    "subject",
    "filled",
    "along",
    "contained",
    "made",
    "attached",
    "listed",
];

/// What a sentence says is filled in, sent or handed over.
pub(super) fn handed_over(sentence: &str) -> Vec<&str> {
    if is_the_authoritys(sentence) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for captures in handing().captures_iter(sentence) {
        if captures.name("negated").is_some() {
            continue;
        }
        for group in GROUPS {
            let Some(object) = captures.name(group) else { continue };
            take(object.as_str(), group, &mut found);
        }
    }
    found
}

/// The words that say that something is handed over, with what it is.
fn handing() -> &'static Expression {
    static HANDING: OnceLock<Expression> = OnceLock::new();
    HANDING.get_or_init(|| wording("materials", "handing"))
}

/// Takes the members of an object as names.
fn take<'a>(object: &'a str, group: &str, found: &mut Vec<&'a str>) {
    let object = if group == "contained" { within_bracket(object) } else { object };
    let titles = title_marks(object);
    if !titles.is_empty() {
        found.extend(titles);
        beside_titles(object, found);
        return;
    }
    // 将根据…方案提交: the word 将 speaks of the future here.
    if matches!(group, "moved" | "parted") && begins_in_the_middle(object) {
        return;
    }
    if object.starts_with('“') {
        if is_document(object) {
            found.push(object);
        }
        return;
    }
    let is_counted_document = |part: &str| is_document(cut_at_number_of_copies(part));
    let object = object.trim_end().trim_end_matches('等');
    for member in members(object, is_counted_document) {
        let name = without_verb(trimmed(cut_at_number_of_copies(member)));
        let name = without_medium(without_manner(without_rest(name)));
        let name = without_length(name.strip_suffix('等').unwrap_or(name));
        let name = without_seal(name);
        let name = strip_bracket(name);
        let length = name.chars().count();
        let is_whole = length <= LONGEST_NAME && !demands(name) && !begins_in_the_middle(name);
        let is_name = match group {
            "listed" => length >= 2,
            "moved" | "parted" | "bound" | "subject" | "filled" | "along" => {
                length >= 2 && is_document(name) && !is_bare_word(name)
            }
            _ => length >= 2 && is_document(name) && !is_general(name),
        };
        let points_on = ["以下", "下列", "如下"].iter().any(|word| name.starts_with(word));
        if is_whole && is_name && !points_on && (!points_back(name) || is_general(name)) {
            found.push(name);
        }
    }
}

/// The documents of an enumeration that stand beside titles: 《申报表》、佐证材料各一式5份.
fn beside_titles<'a>(object: &'a str, found: &mut Vec<&'a str>) {
    for member in members(object, is_document) {
        let name = without_rest(without_verb(trimmed(cut_at_number_of_copies(member))));
        let name = strip_bracket(name.strip_suffix('等').unwrap_or(name));
        let is_named = !name.contains(['《', '》']) && name.chars().count() <= 20;
        let tells = !is_general(name) && !is_bare_word(name) && !begins_in_the_middle(name);
        if is_named && tells && is_document(name) && !points_back(name) && !demands(name) {
            found.push(name);
        }
    }
}

/// What stands in the bracket that opened before a text, else up to the first comma.
fn within_bracket(text: &str) -> &str {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' if depth == 0 => return &text[..at],
            '）' | ')' => depth -= 1,
            '，' if depth == 0 && !goes_on(&text[at + c.len_utf8()..]) => return &text[..at],
            _ => {}
        }
    }
    text
}

/// Whether a list goes on behind a comma: ，以及推荐意见.
fn goes_on(text: &str) -> bool {
    ["以及", "及", "和", "并附"].iter().any(|word| text.starts_with(word))
}

/// 汇总表于4月30日前, 申报表并上传材料: without what is done with it.
fn without_rest(name: &str) -> &str {
    static STOPS: OnceLock<Expression> = OnceLock::new();
    let stops = STOPS.get_or_init(|| wording("materials", "name-stops"));
    for found in stops.find_iter(name) {
        if found.start() > 0 && !inside(name, found.start()) {
            return trimmed(&name[..found.start()]);
        }
    }
    name
}

/// 加盖公章的申报大纲 without what is to be done with it.
fn without_seal(name: &str) -> &str {
    let is_sealed = ["加盖", "盖章", "签字", "签章"].iter().any(|word| name.starts_with(word));
    match name.find('的') {
        Some(at) if is_sealed && at + '的'.len_utf8() < name.len() => {
            &name[at + '的'.len_utf8()..]
        }
        _ => name,
    }
}

/// 请示文件纸质版 without the medium, where only what is left is the name of a document.
fn without_medium(name: &str) -> &str {
    for word in ["纸质版", "纸质稿", "纸质件"] {
        let Some(bare) = name.strip_suffix(word) else { continue };
        if is_document(bare) && !is_general(bare) {
            return bare;
        }
    }
    name
}

/// 申报情况报告通过正式文件的形式 without how it is sent.
fn without_manner(name: &str) -> &str {
    for word in ["通过", "以正式", "以书面", "按A4", "用A4"] {
        if let Some(at) = name.find(word).filter(|at| *at > 0) {
            return &name[..at];
        }
    }
    name
}

/// 家庭事迹材料800字 without its length.
fn without_length(name: &str) -> &str {
    static LENGTH: OnceLock<Expression> = OnceLock::new();
    let length = LENGTH.get_or_init(|| {
        expression(r"[0-9０-９]+\s*(?:余|多)?(?:字|张|份|个|页)(?:左右|以内|以上)?$")
    });
    match length.find(name) {
        Some(found) if found.start() > 0 => &name[..found.start()],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_names_what_stands_before_copies_and_brackets() {
        assert_eq!(
            names_in_item("《活页评审表》（见附件一），纸质材料一式三份。"),
            ["《活页评审表》"]
        );
        assert_eq!(names_in_item("汇总表一式一份（附件三），电子稿用EXCEL报送"), ["汇总表"]);
        assert_eq!(names_in_item("企业营业执照复印件；"), ["企业营业执照复印件"]);
        assert_eq!(
            names_in_item("项目节能量（或替代量）的核定方法和数据，应提供计算过程"),
            ["项目节能量（或替代量）的核定方法和数据"]
        );
        assert!(names_in_item("以上材料需盖章汇总后，形成PDF电子版提交。").is_empty());
        assert!(names_in_item("未按以上要求报送的均为无效，不进入评审。").is_empty());
    }

    #[test]
    fn a_sentence_names_what_is_handed_over() {
        assert_eq!(
            handed_over(
                "请于6月30日前将案例文本电子稿、案例视频以及选送篇目汇总表（附件1）打包后统一报送给市研究院。"
            ),
            ["案例文本电子稿", "案例视频", "选送篇目汇总表"]
        );
        assert_eq!(
            handed_over("按照名额填写《推荐表》，并另附家庭事迹材料800字以及政审材料。").first(),
            Some(&"《推荐表》")
        );
        assert_eq!(
            handed_over("需提供：家规家训、类别、推荐方式。"),
            ["家规家训", "类别", "推荐方式"]
        );
        assert!(handed_over("我委将组织验收，并将项目完成情况报送国家能源局。").is_empty());
    }
}
