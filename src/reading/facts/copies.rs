//! Finds how many copies of what are to be handed in.

use std::sync::LazyLock;

use super::material_names;
use crate::reading::cut_notice::CutNotice;
use crate::reading::day::number;
use crate::reading::expression::{Expression, Groups};
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::sentence::Sentence;
use crate::reading::sheet::{Copies, Facts};
use crate::reading::zone::Zone;

const N: &str =
    r"(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})\s*(?:份|套|册)";
const N_BOOKS: &str =
    r"(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})\s*(?:份|套|本|册)";
const PAPER: &str = r"(?:纸质|纸版|纸介质|书面|打印|纸制|印刷)(?:版|稿|件|材料|文本|文件|申报材料|申报书|申请书|文档|档|原件)?";

/// 一式三份, 各一式1份, 一式（三）份.
static SET: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?:各\s*)?[一1１]\s*式\s*[（(]?(?P<n>[0-9０-９]{1,2}|[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]{1,3})[)）]?\s*(?:份|套|本|册)",
    )
});
/// 纸质稿2份, 纸质材料（盖章）一份.
static PAPER_FIRST: LazyLock<Expression> = LazyLock::new(|| {
    expression(&format!(
        r"{PAPER}(?:[（(][^（）()]{{1,16}}[）)])?[^，。；（）()0-9]{{0,6}}?(?:各|共|均)?\s*{N_BOOKS}"
    ))
});
/// 一份纸质稿.
static COUNT_FIRST: LazyLock<Expression> =
    LazyLock::new(|| expression(&format!(r"{N}\s*(?:加盖公章的|盖章的?)?{PAPER}")));
/// 《申报书》（一份）, 申报材料3份.
static NAMED: LazyLock<Expression> = LazyLock::new(|| {
    expression(&format!(
        r"(?P<noun>》|书|表|报告|方案|材料|函|证明|复印件|原件|文本|册|意见|清单|文件|简介|论文|著作|成果|推荐信)\s*(?:[（(](?:包括|包含|含|见|附件|如)[^（）()]{{0,80}}[）)]\s*)?(?:[（(](?:附件)?[^（）()，]{{0,10}}[，,]?\s*)?(?:原件|盖章件|各|共|均|需|须|提交|报送|打印)?\s*{N}"
    ))
});
/// What comes between and makes a count one of electronic files or discs.
static ELECTRONIC: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"电子|光盘|U盘|Ｕ盘|优盘|移动硬盘|Word|word|WORD|PDF|pdf|Excel|扫描")
});
static CONTRACT: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"双方|各执|甲方|乙方|丙方|合同.{0,6}一式|协议.{0,6}一式|存档一份|留存")
});
static SENTENCE: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "sentence-item"));
static BOOK: LazyLock<Expression> = LazyLock::new(|| expression(r"《[^《》]{1,60}》"));
/// The title of a notice or a regulation is nothing that is handed in.
static RULING: LazyLock<Expression> =
    LazyLock::new(|| expression(r"(?:通知|办法|意见|细则|规定|条例|规划|公告|规程|指南|标准)》$"));
static NUMBERED: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}\s*[)）]?\s*[、.．)）]|[（(][一二三四五六七八九十0-9]{1,3}[)）]|[①-⑳]|[⑴-⒇])\s*",
    )
});
/// What parts the name of a document from the words before it.
static NAME_START: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"[、，：:；]|将|把|以及|和|及|与|并|提交|报送|附|填写|填报|编写|编制|撰写|日前")
});
static MEDIUM_END: LazyLock<Expression> =
    LazyLock::new(|| expression(r"(?:纸质|电子|书面)(?:版|稿|件|文件|材料|文本)?$"));
static NAME_END: LazyLock<Expression> = LazyLock::new(|| expression(r"[，,：:]"));

/// A title further away from a count is not what is counted.
const BOOK_REACH: usize = 24;

/// Reads the counts.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<Copies> {
    let mut facts: Facts<Copies> = Facts::new();
    let mut before: Option<&Sentence<'_>> = None;
    for sentence in &notice.sentences {
        let earlier = before.replace(sentence).filter(|earlier| earlier.line == sentence.line);
        if matches!(sentence.zone, Zone::PageField | Zone::Title | Zone::Signature) {
            continue;
        }
        if CONTRACT.is_match(sentence.text) {
            continue;
        }
        of_sentence(sentence, earlier, &mut facts);
    }
    facts
}

/// Reads one sentence; `earlier` is the one before it on its line, which may name what is counted.
fn of_sentence(sentence: &Sentence<'_>, earlier: Option<&Sentence<'_>>, facts: &mut Facts<Copies>) {
    let mut taken: Vec<(usize, usize)> = Vec::new();
    // In forms and guides only the plain words count.
    let forms: &[&LazyLock<Expression>] = match sentence.zone {
        Zone::Annexed => &[&SET],
        _ => &[&SET, &PAPER_FIRST, &COUNT_FIRST, &NAMED],
    };
    for form in forms {
        for captures in form.captures_iter(sentence.text) {
            let Some((start, end, n)) = counted(&captures) else { continue };
            let is_taken = taken.iter().any(|(from, to)| start < *to && *from < end);
            if is_taken || is_electronic(sentence.text, start, end) {
                continue;
            }
            taken.push((start, end));
            // What is counted ends with the noun that the form itself takes in.
            let name_end = match captures.name("noun") {
                Some(noun) => noun.end(),
                None => start,
            };
            let named = what(sentence.text, name_end);
            // 甲、乙及丙各一份 counts them all.
            let is_of_each = captures.whole().as_str().contains(['各', '均'])
                && sentence.text[..name_end].contains('、');
            let is_named = !is_of_each || BOOK.is_match(sentence.text);
            let named = if is_named { named } else { None };
            let what = named.or_else(|| earlier.and_then(|earlier| book(earlier.text)));
            facts.push(Fact::stated(Copies { what, n }, sentence.text, sentence.line));
        }
    }
}

fn counted(captures: &Groups<'_>) -> Option<(usize, usize, u32)> {
    let whole = captures.get(0)?;
    let figure = captures.name("n")?;
    let n = formal(figure.as_str())?;
    if (1..=50).contains(&n) { Some((whole.start(), whole.end(), n)) } else { None }
}

/// A number, also in the figures of accounts: 叁.
fn formal(text: &str) -> Option<u32> {
    let mut plain = String::new();
    for c in text.chars() {
        plain.push(match c {
            '壹' => '一',
            '贰' | '两' => '二',
            '叁' => '三',
            '肆' => '四',
            '伍' => '五',
            '陆' => '六',
            '柒' => '七',
            '捌' => '八',
            '玖' => '九',
            '拾' => '十',
            c => c,
        });
    }
    number(&plain)
}

/// Whether the count is one of files or discs: such a word stands in it or directly before it.
fn is_electronic(text: &str, start: usize, end: usize) -> bool {
    let before = &text[..start];
    let from = before.rfind(['，', ',', '。', '；', '、']).unwrap_or(0);
    let near = &before[from..];
    let own = &text[start..end];
    if own.contains("纸") {
        return false;
    }
    ELECTRONIC.is_match(own) || (ELECTRONIC.is_match(near) && !near.contains("纸"))
}

/// What is counted: the last title in 《》 before the bracket of the count, else the item of a list, else everything.
fn what(text: &str, at: usize) -> Option<String> {
    let before = &text[..at];
    let from = match before.rfind(['；', '。']) {
        Some(found) => found + '。'.len_utf8(),
        None => 0,
    };
    let clause = &before[from..];
    let clause = match open_bracket(clause) {
        Some(bracket) => &clause[..bracket],
        None => clause,
    };
    if let Some(book) = BOOK.find_iter(clause).filter(|book| !RULING.is_match(book.as_str())).last()
    {
        let is_near = clause[book.end()..].chars().count() <= BOOK_REACH;
        return if is_near { Some(book.as_str().to_owned()) } else { named_last(clause) };
    }
    let Some(item) = NUMBERED.find(clause) else { return named_last(clause) };
    let name = &clause[item.end()..];
    // 三、10月20日前将推荐文件（1份） is a sentence, and no item of a list.
    if name.contains(['将', '把']) || SENTENCE.is_match(name) {
        return named_last(clause);
    }
    let name = match NAME_END.find(name) {
        Some(end) => &name[..end.start()],
        None => name,
    };
    let name = name.trim().trim_end_matches("各");
    let length = name.chars().count();
    if (2..=60).contains(&length) { Some(name.to_owned()) } else { None }
}

/// The document that stands last before a count in running text: 将请示文件纸质版、申请报告.
fn named_last(clause: &str) -> Option<String> {
    // 甲、乙各一式5份 counts both.
    let clause = clause.trim_end();
    if clause.ends_with('各') || clause.ends_with('均') {
        return None;
    }
    let start = match NAME_START.find_iter(clause).last() {
        Some(found) => found.end(),
        None => 0,
    };
    let name = NUMBERED.once_removed_from(clause[start..].trim()).into_owned();
    let name = name.trim_end_matches(['，', '（', '(']).trim();
    let bare = MEDIUM_END.once_removed_from(name);
    let is_named = material_names::is_document(&bare) && !material_names::is_general(&bare);
    let length = bare.chars().count();
    if is_named && (3..=40).contains(&length) { Some(name.to_owned()) } else { None }
}

/// The only title in 《》 of a sentence.
fn book(text: &str) -> Option<String> {
    let mut books = BOOK.find_iter(text).filter(|book| !RULING.is_match(book.as_str()));
    let first = books.next()?;
    if books.next().is_some() { None } else { Some(first.as_str().to_owned()) }
}

/// Where the bracket opens in which a text ends.
fn open_bracket(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' => open.push(at),
            '）' | ')' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied()
}
