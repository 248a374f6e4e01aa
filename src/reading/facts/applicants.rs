//! Finds who may apply.

use std::sync::{LazyLock, OnceLock};

use super::phrases::{self, trimmed};
use super::topics;
use crate::reading::clauses::ClauseNumber;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::sheet::Facts;
use crate::reading::word_lists;
use crate::reading::zone::Zone;

/// Reads them: what stands below 申报对象, then what sentences say, then how the notice calls them or whom it addresses.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<String> {
    let mut found = Facts::new();
    under_headings(notice, &mut found);
    in_sentences(notice, &mut found);
    let ways: [fn(&CutNotice<'_>, &mut Facts<String>); 5] =
        [registered, by_role, invited, with_day, addressees];
    for way in ways {
        if found.is_empty() {
            way(notice, &mut found);
        }
    }
    found
}

fn push(found: &mut Facts<String>, value: &str, quote: &str, line: usize) {
    let value = trimmed(value);
    let length = value.chars().count();
    // 创新项目申报主体须为本市的法人 says 本市的法人 already.
    let holds = |fact: &Fact<String>| {
        fact.value == value
            || fact.line == line && fact.quote == quote && fact.value.contains(value)
    };
    let is_known = found.iter().any(holds);
    if (2..=160).contains(&length) && !is_known {
        found.push(Fact::stated(value.to_owned(), quote, line));
    }
}

/// The sentences and items below a heading that says who may apply.
fn under_headings(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    let topics = topics::topics(notice);
    for sentence in &notice.sentences {
        let Some(topic) = topics.get(sentence.line - 1) else { continue };
        let is_scope = topic.scope && names_persons_at_its_end(sentence.text);
        if sentence.zone != Zone::Body || !(topic.applicants || is_scope) || topic.excluded {
            continue;
        }
        let text = without_number(notice, sentence.line, sentence.start, sentence.text);
        if let Some(said) = said_after_heading(text) {
            push(found, said, sentence.text, sentence.line);
        }
    }
    // 参评对象为X。博文可以是…: where one sentence says outright who it is, the others describe the entries.
    let says_outright = |value: &str| {
        ["对象为", "对象是", "范围为", "范围是"].iter().any(|words| value.contains(words))
    };
    if found.iter().any(|fact| says_outright(&fact.value)) {
        found.retain(|fact| says_outright(&fact.value));
    }
}

/// 申报范围：全国高校从事研究的相关人员. A scope may as well be one of projects.
fn names_persons_at_its_end(text: &str) -> bool {
    static PERSONS: OnceLock<Expression> = OnceLock::new();
    let persons = PERSONS.get_or_init(|| {
        expression(r"(?:人员|单位|企业|教师|个人|机构|学生|集体|团队|医院|高校|院校|学校|合作社|农场|院所|协会|组织|公司)(?:[，。；]|$)")
    });
    let is_procedure = ["征集", "通过", "组织", "评审", "名额", "原则上", "须为", "可为"]
        .iter()
        .any(|word| text.contains(word));
    persons.is_match(text) && !is_procedure
}

/// A sentence without the number and the heading of its line.
fn without_number<'a>(notice: &CutNotice<'_>, line: usize, start: usize, text: &'a str) -> &'a str {
    let Some(clause) = notice.clauses.begins(line) else { return text };
    let skip = clause.text_start.max(clause.number.length);
    if start >= skip {
        return text;
    }
    text.get(skip - start..).unwrap_or("")
}

/// What a sentence below such a heading says about the applicants: a phrase that names bodies or persons.
fn said_after_heading(text: &str) -> Option<&str> {
    static NOUN: OnceLock<Expression> = OnceLock::new();
    let noun = NOUN.get_or_init(|| {
        expression(
            r"单位|企业|机构|组织|个人|法人|高校|院校|学校|教师|学生|人员|人才|团队|公司|园区|城市|县|区|家庭|集体|工作者|协会|
              部门|政府|医院|居民|作者|公民|合作社|农场|平台|职工|青年|干部|幼儿园|科研院所|师生|校友|研究院|班级|乡镇|村|街道|企事业",
        )
    });
    let text = text.trim();
    if text.ends_with(['：', ':']) || !noun.is_match(text) {
        return None;
    }
    let is_other = ["名额", "每个", "不得申报", "一式", "截止", "推荐表", "报送", "申报时", "限报"]
        .iter()
        .any(|word| text.contains(word));
    if is_other {
        return None;
    }
    // 申报主体为X，且为同一主体: X alone says who.
    let text = match text.split_once("主体为") {
        Some((_, named)) => named,
        None => text,
    };
    let end = ["，鼓励", "，优先", "，其中", "，且"]
        .iter()
        .find_map(|words| text.find(words))
        .unwrap_or(text.len());
    Some(&text[..end])
}

static ACTIVITY: LazyLock<Expression> = LazyLock::new(|| wording("applicants", "activity"));

static NOBODY: LazyLock<Expression> = LazyLock::new(|| wording("applicants", "nobody"));

/// X均可申报, 面向X征集, 组织X申报, X企业须为Y.
fn in_sentences(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    static SAID: OnceLock<Expression> = OnceLock::new();
    let said = SAID.get_or_init(|| {
        expression(
            r"(?P<may>[^。；：]{2,120}?)(?:，)?(?:均可|皆可|都可以|都可|可自愿|可自主)(?:自愿|自主)?(?:申报|参评|参赛|参加|报名|投稿|参与|申请|推荐|提出)
              |(?:面向|主要面向|现向|向)(?:学会)?(?P<toward>[^。；，：]{3,60}?)(?:公开)?(?:征集|开展征集|征稿|遴选)
              |(?:主要|仅|只)(?:针对|面向)(?P<aimed>[^。；，：]{2,60}?)(?:（|[。；，]|申报|征集|$)
              |由(?P<main>[^。；，：]{2,50}?)(?:为|作为)申报主体
              |(?:需求单位|申报主体|参评对象|征集对象)(?:应为|须为|为|必须是|应是)(?P<called>[^。；，：]{2,40})
              |组织(?P<organised>(?:[^。；，：对和]{0,16}、)?[^。；，：对]{0,20}(?:企业|单位|个人|教师|学校|机构|团队|园区))(?:积极|做好|自愿|认真|开展)*(?:开展|参加|申报|参与|报名)
              |(?:^|[，。；：])(?P<body>其?中?[^，。；：、的]{1,8}(?:企业|单位|机构|组织|学校))(?P<must>必须为|须为|应为|应当为|可为|需为|必须是|须是|应是)(?P<what>[^，。；]{4,60})",
        )
    });
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        let text = match ClauseNumber::leading(sentence.text) {
            Some(number) => sentence.text.get(number.length..).unwrap_or(""),
            None => sentence.text,
        };
        for captures in said.captures_iter(text) {
            if let Some(may) = captures.name("may") {
                push(found, may_phrase(may.as_str()), sentence.text, sentence.line);
            }
            for group in ["toward", "organised", "aimed", "main", "called"] {
                let Some(phrase) = captures.name(group) else { continue };
                let phrase = phrase.as_str();
                let is_cut = ["和", "专家", "各", "相关", "有关"]
                    .iter()
                    .any(|word| phrase.starts_with(word))
                    || phrase.contains("评审");
                // 组织开展绿色工业园区申报: an activity and what it is about, no body.
                let is_activity = ACTIVITY.is_match(phrase) || NOBODY.is_match(phrase);
                if !is_activity && (!is_cut || group == "toward") {
                    push(found, phrase, sentence.text, sentence.line);
                }
            }
            if let (Some(body), Some(what)) = (captures.name("body"), captures.name("what")) {
                let name = body.as_str().trim_start_matches("其中");
                // 申报单位须为… says what they must be, and calls them by their role only.
                let is_role = word_lists::list("role").is_in(name);
                if !is_role {
                    let phrase = text.get(body.end() - name.len()..what.end()).unwrap_or(name);
                    push(found, phrase, sentence.text, sentence.line);
                } else if names_bodies(what.as_str()) {
                    push(found, what.as_str(), sentence.text, sentence.line);
                }
            }
        }
    }
}

/// 在本市注册的企业、高校和医疗机构 says who it is; 依法设立的单位 says no more than the role.
fn names_bodies(what: &str) -> bool {
    let bare = what.rsplit('的').next().unwrap_or(what);
    let is_general = ["单位", "企业", "机构", "法人", "组织", "个人", "主体"].contains(&bare);
    !is_general && word_lists::list("body-noun").ends(what)
}

/// 在本市依法登记注册…的X单位或者个人: a condition that ends in the kind of body.
fn registered(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    static BODY: OnceLock<Expression> = OnceLock::new();
    let body = BODY.get_or_init(|| {
        expression(
            r"(?:登记|注册|设立|成立)[^。；]{0,80}的(?P<body>[^，。；、的]{2,20}(?:单位|企业|个人|机构|组织|法人|公司|学校))(?:[；。，]|$)",
        )
    });
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body || sentence.text.contains("不得") {
            continue;
        }
        let Some(captures) = body.captures(sentence.text) else { continue };
        if let Some(phrase) = captures.name("body") {
            push(found, phrase.as_str(), sentence.text, sentence.line);
            return;
        }
    }
}

/// 符合条件的经营主体于5月20日前填写…: whose day it is, where that is no office.
fn with_day(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    static WITH_DAY: OnceLock<Expression> = OnceLock::new();
    let with_day = WITH_DAY.get_or_init(|| wording("applicants", "with-day"));
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        let Some(captures) = with_day.captures(sentence.text) else { continue };
        let Some(who) = captures.name("who") else { continue };
        if word_lists::list("body-noun").ends(who.as_str()) {
            push(found, who.as_str(), sentence.text, sentence.line);
            return;
        }
    }
}

/// 请有意愿的个人于…前: only where no address follows, for otherwise a forwarder invites his own people.
fn invited(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    static INVITED: OnceLock<Expression> = OnceLock::new();
    let invited = INVITED.get_or_init(|| {
        expression(r"请(?P<who>(?:有意愿|有意向|有意)[^。；，：于]{0,24}?(?:个人/集体|个人|集体|单位|企业|教师|老师|学校|机构|者))")
    });
    let address = address_line(notice).unwrap_or(0);
    for sentence in &notice.sentences {
        if sentence.zone == Zone::Title || sentence.zone == Zone::Annexed || sentence.line < address
        {
            continue;
        }
        let Some(captures) = invited.captures(sentence.text) else { continue };
        if let Some(who) = captures.name("who") {
            push(found, who.as_str(), sentence.text, sentence.line);
            return;
        }
    }
}

/// The subject of 均可申报: the whole phrase, or where attributes with commas come before it, its last words.
fn may_phrase(phrase: &str) -> &str {
    let phrase = trimmed(phrase);
    let is_one = phrases::cut_outside(phrase, &['，']).len() == 1;
    if is_one {
        return phrase;
    }
    let last = phrases::cut_outside(phrase, &['，']).pop().unwrap_or(phrase);
    match last.rfind('的') {
        Some(at) if at + '的'.len_utf8() < last.len() => &last[at + '的'.len_utf8()..],
        _ => last,
    }
}

/// The word by which the notice calls its applicants most often, with the first sentence that has it.
fn by_role(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    let mut counts: Vec<(&str, usize, &str, usize)> = Vec::new();
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        for (_, role) in word_lists::list("role").all(sentence.text) {
            match counts.iter_mut().find(|known| known.0 == role) {
                Some(known) => known.1 += 1,
                None => counts.push((role, 1, sentence.text, sentence.line)),
            }
        }
    }
    // Of words that are as frequent the first one is taken.
    let Some(most) = counts.iter().map(|known| known.1).max() else { return };
    if let Some((role, _, quote, line)) = counts.into_iter().find(|known| known.1 == most) {
        push(found, role, quote, line);
    }
}

/// The line that names whom the notice addresses: the last one, for a forwarder's stands before the issuer's.
fn address_line(notice: &CutNotice<'_>) -> Option<usize> {
    let mut last = None;
    for line in 1..=notice.line_count().min(30) {
        if notice.clauses.at(line).is_some() {
            break;
        }
        let text = notice.line(line);
        let is_body = matches!(notice.zone(line), Zone::Body | Zone::Title);
        let ends = text.ends_with(['：', ':']);
        let is_lead = text.contains("如下")
            || text.contains("通知")
            || text.contains('。')
            || text.contains("附件");
        if is_body && ends && !is_lead && (3..=120).contains(&text.chars().count()) {
            last = Some(line);
        }
    }
    last
}

/// Whom the notice addresses.
fn addressees(notice: &CutNotice<'_>, found: &mut Facts<String>) {
    let Some(line) = address_line(notice) else { return };
    let text = notice.line(line);
    for part in phrases::cut_outside(text, &['，', ',', '；']) {
        push(found, part, text, line);
    }
}

/// Whether applicant and implementer must be one body.
pub(super) fn same_body(notice: &CutNotice<'_>) -> Option<Fact<bool>> {
    static SAME: OnceLock<Expression> = OnceLock::new();
    let same = SAME.get_or_init(|| {
        expression(
            r"(?:申报|申请)(?:单位|主体|企业)[^。；]{0,12}(?:与|和|应为|须为|必须为|必须是|即为)[^。；]{0,8}(?:实施|建设|承担|项目)(?:主体|单位|企业)[^。；]{0,12}(?:一致|同一|为同)
              |(?:申报|申请)(?:单位)?(?:与|和|及)(?:实施|建设|承担)(?:主体|单位)[^。；]{0,80}(?:同一(?:主体|单位|法人)|一致)
              |(?:申报|申请)(?:单位|主体|企业)(?:应|须|必须|应当)(?:为|是)(?:项目)?(?:的)?(?:实施|建设|承担)(?:主体|单位)",
        )
    });
    for sentence in &notice.sentences {
        if sentence.zone == Zone::Body && same.is_match(sentence.text) {
            let negated = sentence.text.contains("可以不") || sentence.text.contains("不要求");
            return Some(Fact::stated(!negated, sentence.text, sentence.line));
        }
    }
    None
}
