//! What is wrong with the files of a notice, in Chinese, for whoever writes them.

use std::sync::LazyLock;

use regex::Regex;

use crate::cli::terminal::failure::Failure;
use crate::notice::{ExpectedValue, NoticeError, NoticeFault, NoticeFaultKind, fact_name};
use crate::text::han;

impl From<NoticeError> for Failure {
    fn from(error: NoticeError) -> Self {
        let mut lines = error.faults.iter().map(line);
        let first = lines.next().unwrap_or_default();
        let count = error.faults.len();
        let head = if count > 1 {
            format!("通知的数据有误，共 {count} 处：{first}")
        } else {
            format!("通知的数据有误：{first}")
        };
        let failure = lines.fold(Self::new(head), Self::hint);
        failure.caused_by(error)
    }
}

/// One fault with its place, and what to do.
pub(crate) fn line(fault: &NoticeFault) -> String {
    let words = words(&fault.kind);
    let column = match &fault.kind {
        NoticeFaultKind::Syntax { column, .. } => format!("第 {column} 列"),
        _ => String::new(),
    };
    let place = match fault.line {
        Some(line) => format!("{} 第 {line} 行{column}", fault.file),
        None => fault.file.clone(),
    };
    han::printable(&format!("{place}：{words}"))
}

pub(crate) fn words(kind: &NoticeFaultKind) -> String {
    match kind {
        NoticeFaultKind::NoSuchNotice => "没有这个通知".to_owned(),
        NoticeFaultKind::MissingFile => "没有这个文件".to_owned(),
        NoticeFaultKind::Toml(message) => toml_words(message),
        NoticeFaultKind::Syntax { message, .. } => syntax_words(message).to_owned(),
        NoticeFaultKind::UnknownFormat(format) => {
            format!("不认识的格式版本 {format}，本版本的 pilot 读 format = 1")
        }
        NoticeFaultKind::OtherId(id) => format!("id 是“{id}”，应当与文件夹或文件同名"),
        NoticeFaultKind::MissingInclude(name) => {
            format!("include 写了“{name}”，没有这个文件夹")
        }
        NoticeFaultKind::QuoteNotInNotice(quote) => {
            format!("通知里没有“{quote}”这句话；引文要一字不差")
        }
        NoticeFaultKind::NoExamples => {
            "要有一个通过的例子（example.pass）和一个不通过的例子（example.fail）".to_owned()
        }
        NoticeFaultKind::NotInExampleBase(words) => {
            format!("例子的底稿（example.base）里没有“{words}”，去不掉也换不了")
        }
        NoticeFaultKind::EmptyFile => empty_file(),
        NoticeFaultKind::MissingKey(key) => format!("缺少 {key}，请补上"),
        NoticeFaultKind::UnknownKey { key, known } => {
            format!("没有名为 {key} 的项；可用：{known}")
        }
        NoticeFaultKind::UnknownWord { key, word, known } => {
            format!("{key} 不能写“{word}”；可用：{known}")
        }
        NoticeFaultKind::WrongType { key, expected } => {
            format!("{key} 的值不对：应当是{}", expected_words(*expected))
        }
        NoticeFaultKind::NotInNotice { key, words } => format!(
            "{key}：notice.txt 里没有“{words}”；通知的原话要一字不差，请从 notice.txt 里复制"
        ),
        NoticeFaultKind::EmptyWords(key) => format!("{key} 是空的，请填上"),
        NoticeFaultKind::Zero(key) => {
            format!("{key} 写的是 0；通知没有写明的，写 \"unstated\"或删去这一项")
        }
        NoticeFaultKind::NoSuchFact(fact) => format!(
            "没有“{fact}”这个事实；写 title、deadlines.0（从 0 数起）、materials.编号 这样的路径"
        ),
        NoticeFaultKind::NoSuchCategory { key, id } => {
            format!("{key}：没有编号为“{id}”的类别；先写进 [[categories]]，或改成已有的编号")
        }
        NoticeFaultKind::NoSuchForm(file) => {
            format!("没有 forms/{file}；把表格文件放进通知文件夹的 forms/，或删去 form-file")
        }
        NoticeFaultKind::NoRecipient(key) => {
            format!("{key} 没有收件邮箱；补上 to，通知不要邮件的删去 [{key}]")
        }
        NoticeFaultKind::IdTwice { key, id } => {
            format!("{key} 里有两个“{id}”；编号不能重复，请改其中一个")
        }
        NoticeFaultKind::ValueNotInWords { .. }
        | NoticeFaultKind::OtherThanRead { .. }
        | NoticeFaultKind::Omitted { .. }
        | NoticeFaultKind::NoMark(_)
        | NoticeFaultKind::NoSuchJudge { .. } => reading_words(kind),
        NoticeFaultKind::PracticeIsError => {
            "依据是经验（practice）的规则不能是 error；改成 warning 或 info".to_owned()
        }
        NoticeFaultKind::NoSuchField(field) => {
            format!("pilot.toml 没有 {field} 这一项；键名见 pilot schema pilot")
        }
        NoticeFaultKind::NoSuchCode(name) => {
            format!("程序里没有名为 {name} 的判断；请换用卡片的其他检查方式")
        }
        NoticeFaultKind::Example(message) => format!("例子与规则不符：{message}"),
        NoticeFaultKind::DayNotInWording { .. }
        | NoticeFaultKind::YearNotInNotice { .. }
        | NoticeFaultKind::TimeForm(_)
        | NoticeFaultKind::TimeNotInWording { .. }
        | NoticeFaultKind::BeforeSigning { .. }
        | NoticeFaultKind::WindowReversed { .. } => deadline_words(kind),
        NoticeFaultKind::Other(message) => message.clone(),
    }
}

fn empty_file() -> String {
    "这个文件是空的；notice.txt 放通知全文，profile.toml 放通知的事实（pilot new notice 可以起草）"
        .to_owned()
}

fn expected_words(expected: ExpectedValue) -> String {
    match expected {
        ExpectedValue::Text => "引号里的文字".to_owned(),
        ExpectedValue::Day => "引号里的日期，如 \"2023-10-23\"".to_owned(),
        ExpectedValue::Bool => "true 或 false".to_owned(),
        ExpectedValue::Whole => "不带引号的整数".to_owned(),
        ExpectedValue::Number => "不带引号的数".to_owned(),
        ExpectedValue::Table => "表，如 { 键 = 值 }".to_owned(),
        ExpectedValue::OneKey => "只有一项的表".to_owned(),
        ExpectedValue::List => "方括号里的列表".to_owned(),
        ExpectedValue::Entries(count) => format!("有 {count} 项的列表"),
    }
}

/// What the text of the notice says otherwise, and what to do.
fn reading_words(kind: &NoticeFaultKind) -> String {
    match kind {
        NoticeFaultKind::ValueNotInWords { key, value, words } if words.is_empty() => format!(
            "{key} 写的是“{value}”，notice.txt 里没有；照原文改对，原文没有写的删去这一项或写 \"unstated\""
        ),
        NoticeFaultKind::ValueNotInWords { key, value, words } => format!(
            "{key} 写的是“{value}”，与原句“{words}”对不上；照原文改对，原文没有写的删去这一项或写 \"unstated\""
        ),
        NoticeFaultKind::OtherThanRead { key, value, read, words } => {
            let from =
                if words.is_empty() { String::new() } else { format!("（“{words}”）") };
            format!(
                "{key} 写的是“{value}”，程序从 notice.txt 读出的是“{read}”{from}；照原文改对。\
                 程序读错了的，把这一条从 [[drafts]] 改写进 [[confirmed]]"
            )
        }
        NoticeFaultKind::Omitted { list, words } => format!(
            "通知有这一句，文件夹里漏了{}：“{words}”；补上。核对后认为不该列的，\
             在 [[confirmed]] 里写 absent = \"这句原话\"",
            list_name(list)
        ),
        NoticeFaultKind::NoMark(fact) => format!(
            "“{fact}”既不在 [[drafts]]（没有核对）也不在 [[confirmed]]（核对过）；写进其中一个"
        ),
        NoticeFaultKind::NoSuchJudge { key, judge } => format!(
            "{key} 写了“{judge}”，没有这条规则，也没有这个事实；改对，或删去（删去后由人核对）"
        ),
        other => other.to_string(),
    }
}

/// What a list of a profile holds, with the key to look for.
fn list_name(list: &str) -> String {
    match fact_name(list) {
        Some(name) => format!("{name}（{list}）"),
        None => list.to_owned(),
    }
}

/// What is wrong with a deadline, and what to do.
fn deadline_words(kind: &NoticeFaultKind) -> String {
    match kind {
        NoticeFaultKind::DayNotInWording { day, wording } => format!(
            "原话“{wording}”里没有 {day} 这一天；改对日期，或换成写着这一天的原话；\
             日期是推算的，在 [[readings]] 里写明怎样推算"
        ),
        NoticeFaultKind::YearNotInNotice { day, signed_on } if signed_on.is_empty() => {
            format!("原话没有写年份，通知里也没有 {day} 的年份；填上 signed-on（落款日期）")
        }
        NoticeFaultKind::YearNotInNotice { day, signed_on } => {
            format!("原话没有写年份，从落款日期 {signed_on} 推不出 {day}；改对年份")
        }
        NoticeFaultKind::TimeForm(time) => format!(
            "time 不能写“{time}”；要写 17:00 这样的时刻。通知没有写出时刻的（如“下班前”），\
             写 time = \"unstated\"，在 [[readings]] 里写明怎样读"
        ),
        NoticeFaultKind::TimeNotInWording { time, wording } => {
            format!("原话“{wording}”里没有 {time} 这个时刻；通知没有写的，写 time = \"unstated\"")
        }
        NoticeFaultKind::BeforeSigning { day, signed_on } => {
            format!("期限 {day} 早于落款日期 {signed_on}；改对其中一个")
        }
        NoticeFaultKind::WindowReversed { from, day } => {
            format!("受理期的第一天 {from} 晚于截止的 {day}；改对其中一个")
        }
        other => other.to_string(),
    }
}

/// What the TOML reader says, in Chinese where it is a common case; its own words otherwise.
fn toml_words(message: &str) -> String {
    static MISSING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("^missing field `(.+)`$").expect("constant pattern"));
    static UNKNOWN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^unknown (?:field|variant) `(.+?)`(?:, expected (?:one of )?(.+))?$")
            .expect("constant pattern")
    });
    static TYPE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("^invalid (?:type|value): (.+), expected (.+)$").expect("constant pattern")
    });
    if let Some(found) = MISSING.captures(message) {
        return format!("缺少 {}", &found[1]);
    }
    if let Some(found) = UNKNOWN.captures(message) {
        let Some(known) = found.get(2) else { return format!("没有名为 {} 的项", &found[1]) };
        let known = known.as_str().replace('`', "");
        let known = known.replace(" or ", "、").replace(", ", "、");
        return format!("没有名为 {} 的项；可用：{known}", &found[1]);
    }
    if let Some(found) = TYPE.captures(message) {
        return format!(
            "值的类型不对：写的是 {}；要哪一种见 schemas/ 和说明",
            type_name(&found[1])
        );
    }
    if message.starts_with("regex parse error") {
        return format!("表达式看不懂：{}", expression_words(message));
    }
    "这里的值不是这一项能写的；键名和写法见 schemas/，编辑器会按它提示".to_owned()
}

/// What is wrong with a regular expression, by the last line of what its reader says.
fn expression_words(message: &str) -> &'static str {
    const REASONS: [(&str, &str); 8] = [
        ("unclosed group", "圆括号没有配对"),
        ("unopened group", "圆括号没有配对"),
        ("unclosed character class", "方括号没有配对"),
        ("invalid character class range", "方括号里的起止写反了"),
        ("repetition operator missing expression", "*、+、? 或 {} 的前面没有内容"),
        ("repetition quantifier", "{} 里的次数写得不对"),
        ("look-around", "不能写 (?=…)、(?!…) 一类前后查看的写法"),
        ("unrecognized escape sequence", "反斜杠后面的字符不认识"),
    ];
    let reason = message.lines().last().unwrap_or_default();
    let known = REASONS.iter().find(|(words, _)| reason.contains(words));
    match known {
        Some((_, words)) => words,
        None => "写法不合正则表达式的规则",
    }
}

/// What the reader calls a type.
fn type_name(words: &str) -> &'static str {
    const NAMES: [(&str, &str); 6] = [
        ("string", "文字"),
        ("integer", "整数"),
        ("float", "小数"),
        ("boolean", "true 或 false"),
        ("sequence", "列表"),
        ("map", "表"),
    ];
    match NAMES.iter().find(|(name, _)| words.starts_with(name)) {
        Some((_, name)) => name,
        None => "别的东西",
    }
}

/// What is wrong with the syntax, and what to do; the reader's own words are the cause, shown
/// with `-v`.
fn syntax_words(message: &str) -> &'static str {
    const WORDS: [(&[&str], &str); 5] = [
        (&["duplicate"], "同一个键写了两次，只留一个"),
        (
            &[
                "unclosed",
                "invalid basic",
                "invalid literal",
                "unterminated",
                "missing closing",
                "newlines",
            ],
            "引号或括号没有成对，补上缺的 \" 、 ] 或 }",
        ),
        (&["quoted", "string values must be"], "文字没有加引号，写成 键 = \"文字\""),
        (&["escape"], "反斜杠后面的字不能这样写；要写反斜杠本身，写两个"),
        (
            &["equals", "=", "missing value", "missing assignment", "key"],
            "这一行不是“键 = 值”的写法；补上等号和值，或在行首加 # 作为注释",
        ),
    ];
    for (needles, words) in WORDS {
        if needles.iter().any(|needle| message.contains(needle)) {
            return words;
        }
    }
    "不符合 TOML 语法；一行写一个“键 = 值”，文字用半角引号括起来"
}
