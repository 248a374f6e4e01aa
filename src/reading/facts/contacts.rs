//! Finds whom to ask: numbers and mailboxes with the office and the person that stand beside them.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::{Expression, Groups};
use crate::reading::fact::Fact;
use crate::reading::mailbox::{Token, mailboxes, phones};
use crate::reading::patterns::{expression, wording};
use crate::reading::sheet::{Contact, Facts};
use crate::reading::signature;
use crate::reading::zone::Zone;
use crate::text::han::is_han;

static LABEL: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "contact-label"));
/// 某科：0700-5551234, with nothing said of telephones.
static NAMED: LazyLock<Expression> =
    LazyLock::new(|| expression(r"^[\p{Han}（）()、]{2,20}\s*[:：,，]\s*[（(]?[0-9]"));
static FAX: LazyLock<Expression> = LazyLock::new(|| expression(r"传\s*真\s*[:：]?\s*$"));
static PERSON: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"[\p{Han}]?×{1,3}(?:\s*(?:老师|先生|女士|小姐|主任|科长|同志))?|[\p{Han}]{1,3}(?:老师|先生|女士|小姐|同志)|××",
    )
});
static LABELLED_PERSON: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"联\s*[系络]\s*人\s*[:：]\s*(?P<person>[\p{Han}×]{1,4}(?:老师|先生|女士)?)")
});
static NAME_LINE: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^(?:[\p{Han}]?[×\s]{1,6}|[\p{Han}]{1,2}\s?[\p{Han}]{0,2}(?:老师|先生|女士))$")
});
/// The office beside a label or before a colon.
static OFFICE: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?P<office>[\p{Han}（）()A-Za-z0-9、]{2,40}?)\s*(?:联系(?:方式|电话|人)|[:：（(，,\s]|×|$)",
    )
});
static NUMBERED: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}\s*[)）]?\s*[、.．)）]|[（(][一二三四五六七八九十0-9]{1,3}[)）])\s*",
    )
});
static TRIM_LABEL: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^(?:联\s*[系络]\s*人|联系(?:电话|方式|单位|部门|处室|科室)|电\s*话|咨询(?:电话|单位|部门)?|业务|请与|[:：\s，,（(])+|联系$|(?:联系|咨询)?(?:电话|方式|人)$",
    )
});

/// A line with more characters is running text.
const RUNNING: usize = 60;

/// Rows of a table of offices.
const LONGEST_TABLE: usize = 60;

/// How many lines above a number its office may stand.
const ABOVE: usize = 3;

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<Contact> {
    let mut facts: Facts<Contact> = Facts::new();
    for number in 1..=notice.line_count() {
        if matches!(notice.zone(number), Zone::PageField | Zone::Title | Zone::AnnexList) {
            continue;
        }
        let line = notice.line(number);
        let is_in_table = is_below_contact_heads(notice, number);
        let numbers = contact_phones(notice, line, is_in_table);
        let boxes: Vec<Token<'_>> =
            mailboxes(line).into_iter().filter(|token| !is_site(notice, token.text)).collect();
        if numbers.is_empty() && boxes.is_empty() {
            continue;
        }
        if joins_above(notice, &facts, number, &numbers, &boxes) {
            join(&mut facts, &numbers, &boxes);
            continue;
        }
        facts.extend(of_line(notice, number, &numbers, &boxes));
    }
    facts
}

fn is_site(notice: &CutNotice<'_>, token: &str) -> bool {
    notice.document.site_contacts.iter().any(|site| site.contains(token))
}

/// Whether a line stands in a table of offices with their telephones: a line above it has the heads (单位 地址 咨询电话)
/// or is a contact, and the line ends with a number.
fn is_below_contact_heads(notice: &CutNotice<'_>, number: usize) -> bool {
    let ends_with_number = |line: &str| {
        let phones = phones(line);
        phones.last().is_some_and(|last| line[last.end..].trim_end_matches(['。', '）']).is_empty())
    };
    let line = notice.line(number);
    if !ends_with_number(line) || line.chars().count() > RUNNING {
        return false;
    }
    let mut above = number - 1;
    while above > 0 && number - above <= LONGEST_TABLE {
        let text = notice.line(above);
        if LABEL.is_match(text) && text.chars().count() <= RUNNING {
            return true;
        }
        if !ends_with_number(text) {
            return false;
        }
        above -= 1;
    }
    false
}

/// The numbers of a line that speaks of telephones, or holds nothing else.
fn contact_phones<'a>(notice: &CutNotice<'_>, line: &'a str, is_in_table: bool) -> Vec<Token<'a>> {
    let found = phones(line);
    let covered: usize = found.iter().map(|token| token.end - token.start).sum();
    let is_bare = covered * 2 > line.len();
    let speaks = LABEL.is_match(line) || PERSON.is_match(line) || NAMED.is_match(line);
    if !speaks && !is_bare && !is_in_table {
        return Vec::new();
    }
    let mut kept = Vec::new();
    for token in found {
        if !FAX.is_match(&line[..token.start]) && !is_site(notice, token.text) {
            kept.push(token);
        }
    }
    kept
}

/// A mailbox on the line below a number, or the other way round, is of the same contact.
fn joins_above(
    notice: &CutNotice<'_>,
    facts: &[Fact<Contact>],
    number: usize,
    numbers: &[Token<'_>],
    boxes: &[Token<'_>],
) -> bool {
    let Some(last) = facts.last() else { return false };
    let is_near = number - last.line <= 2 && number != last.line;
    let between_is_plain =
        (last.line + 1..number).all(|between| LABEL.is_match(notice.line(between)));
    let adds_box = numbers.is_empty() && boxes.len() == 1 && last.value.mailbox.is_none();
    let adds_phone = boxes.is_empty()
        && numbers.len() == 1
        && last.value.phone.is_none()
        && LABEL.is_match(notice.line(number));
    is_near && between_is_plain && (adds_box || adds_phone)
}

fn join(facts: &mut [Fact<Contact>], numbers: &[Token<'_>], boxes: &[Token<'_>]) {
    let Some(last) = facts.last_mut() else { return };
    if let Some(mailbox) = boxes.first() {
        last.value.mailbox = Some(mailbox.text.to_owned());
    }
    if let Some(phone) = numbers.first() {
        last.value.phone = Some(phone.text.to_owned());
    }
}

/// The contacts of one line: each person with a number of his own, else all numbers together.
fn of_line(
    notice: &CutNotice<'_>,
    number: usize,
    numbers: &[Token<'_>],
    boxes: &[Token<'_>],
) -> Facts<Contact> {
    let line = notice.line(number);
    let mut facts = Facts::new();
    let groups = groups(line, numbers);
    let office = office(notice, number, numbers, boxes);
    for (index, group) in groups.iter().enumerate() {
        let first = group[0].start;
        let last = group[group.len() - 1].end;
        let mut from = 0;
        if index > 0
            && let Some(token) = groups[index - 1].last()
        {
            from = token.end;
        }
        let to = match groups.get(index + 1) {
            Some(next) => next[0].start,
            None => line.len(),
        };
        let own_boxes: Vec<&Token<'_>> =
            boxes.iter().filter(|token| token.start >= from && token.start < to).collect();
        let mailbox = if groups.len() == 1 { boxes.first() } else { own_boxes.first().copied() };
        // 甲科 0700-1，乙科 0700-2: each number has its own office before it.
        let own_office = if index > 0 { office_in(&line[from..first]) } else { None };
        let contact = Contact {
            office: own_office.or_else(|| office.clone()),
            person: person(notice, number, &line[from..first]),
            phone: Some(line[first..last].trim().to_owned()),
            mailbox: mailbox.map(|token| token.text.to_owned()),
        };
        facts.push(Fact::stated(contact, line, number));
    }
    let used: Vec<String> = facts.iter().filter_map(|fact| fact.value.mailbox.clone()).collect();
    for token in boxes.iter().filter(|token| !used.iter().any(|known| known == token.text)) {
        let contact = Contact {
            office: office.clone(),
            person: None,
            phone: None,
            mailbox: Some(token.text.to_owned()),
        };
        facts.push(Fact::stated(contact, line, number));
    }
    facts
}

/// Numbers that only blanks or 、 part belong together.
fn groups<'a>(line: &str, numbers: &[Token<'a>]) -> Vec<Vec<Token<'a>>> {
    let mut groups: Vec<Vec<Token<'a>>> = Vec::new();
    for token in numbers {
        let end = groups.last().and_then(|group| group.last()).map(|last| last.end);
        let is_joined = end.is_some_and(|end| {
            let between = line[end..token.start]
                .trim_matches(|c: char| c.is_whitespace() || "、，,；;/（）()".contains(c));
            between.is_empty() || matches!(between, "传真" | "或" | "和" | "手机" | "传真：")
        });
        match groups.last_mut() {
            Some(group) if is_joined => group.push(token.clone()),
            _ => groups.push(vec![token.clone()]),
        }
    }
    groups
}

/// The person behind a label.
fn person_of(captures: &Groups<'_>) -> Option<String> {
    let person = captures.name("person")?;
    Some(person.as_str().to_owned())
}

/// The person named before a number, or on the line above it.
fn person(notice: &CutNotice<'_>, number: usize, before: &str) -> Option<String> {
    if let Some(captures) = LABELLED_PERSON.captures(before) {
        return person_of(&captures);
    }
    if let Some(found) = PERSON.find_iter(before).last() {
        return Some(found.as_str().to_owned());
    }
    let above = notice.line(number.saturating_sub(1));
    if NAME_LINE.is_match(above) {
        return Some(above.to_owned());
    }
    let captures = LABELLED_PERSON.captures(above)?;
    person_of(&captures)
}

/// The office beside a number, else the nearest line above that names one.
fn office(
    notice: &CutNotice<'_>,
    number: usize,
    numbers: &[Token<'_>],
    boxes: &[Token<'_>],
) -> Option<String> {
    let line = notice.line(number);
    let first = numbers.first().or(boxes.first())?.start;
    if let Some(found) = office_in(&line[..first]) {
        return Some(found);
    }
    for above in 1..=ABOVE.min(number - 1) {
        let text = notice.line(number - above);
        let is_other =
            !phones(text).is_empty() && !LABEL.is_match(text) || !mailboxes(text).is_empty();
        if is_other || text.chars().count() > 60 {
            return None;
        }
        let bare = NAME_LINE.is_match(text);
        if bare {
            continue;
        }
        if let Some(found) = office_in(text) {
            return Some(found);
        }
        // A cell of a table: its words are the office or the subject.
        let is_cell =
            !LABEL.is_match(text) && !text.contains(['。', '：', ':']) && numbers_only(line);
        if is_cell {
            return Some(text.to_owned());
        }
    }
    None
}

fn numbers_only(line: &str) -> bool {
    !line.chars().any(is_han)
}

fn office_in(text: &str) -> Option<String> {
    let text = NUMBERED.once_removed_from(text.trim());
    let part = text.rsplit(['。', '；']).next().unwrap_or("");
    // In running text only the words directly before the number can name its office.
    let part = if part.chars().count() > RUNNING {
        part.rsplit(['，', ',']).next().unwrap_or("")
    } else {
        part
    };
    for piece in part.split([':', '：', '，', ',', '（', '(', ' ', '　', '\t']) {
        let mut piece = piece.trim().to_owned();
        for _ in 0..3 {
            piece = TRIM_LABEL.removed_from(&piece).trim().to_owned();
        }
        let piece = PERSON.removed_from(&piece).trim().to_owned();
        if signature::is_name(&piece) && OFFICE.is_match(&piece) && piece.chars().count() <= 30 {
            return Some(piece);
        }
    }
    None
}
