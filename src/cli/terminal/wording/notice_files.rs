//! What is wrong with the files of a notice, in Chinese, for whoever writes them.

use std::sync::LazyLock;

use regex::Regex;

use crate::cli::terminal::failure::Failure;
use crate::notice::{NoticeError, NoticeFault, NoticeFaultKind};
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

/// One fault with its place.
fn line(fault: &NoticeFault) -> String {
    let words = words(&fault.kind);
    let place = match fault.line {
        Some(line) => format!("{} 第 {line} 行", fault.file),
        None => fault.file.clone(),
    };
    han::printable(&format!("{place}：{words}"))
}

fn words(kind: &NoticeFaultKind) -> String {
    match kind {
        NoticeFaultKind::NoSuchNotice => "没有这个通知".to_owned(),
        NoticeFaultKind::MissingFile => "没有这个文件".to_owned(),
        NoticeFaultKind::Toml(message) => toml_words(message),
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
        NoticeFaultKind::Other(message) => message.clone(),
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
        let known = known.as_str().replace('`', "").replace(" or ", "、").replace(", ", "、");
        return format!("没有名为 {} 的项；可用：{known}", &found[1]);
    }
    if let Some(found) = TYPE.captures(message) {
        return format!("值的类型不对：写的是 {}，应当是 {}", &found[1], &found[2]);
    }
    if message.contains("duplicate key") {
        return "同一个键写了两次".to_owned();
    }
    format!("不符合 TOML 语法（{}）", message.replace('\n', "；"))
}
