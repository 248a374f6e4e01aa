//! Tells everything that is wrong with a `pilot.toml`, each with its place and the nearest known
//! name.

use crate::notice::Notice;
use crate::project::schema::{AllowedValues, KeyKind, KeySpec};
use crate::project::toml_tree::{TomlNode, TomlSyntaxFault, TomlValue};
use crate::text::{At, Moment, Month, SourceText};

use super::is_unfilled;

/// Something wrong with `pilot.toml`, in Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    /// Where.
    pub at: At,
    /// What.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl ConfigProblem {
    fn new(at: At, message: String, help: Option<String>) -> Self {
        Self { at, message, help }
    }
}

/// A fault of the syntax in words for people.
pub(super) fn syntax(fault: TomlSyntaxFault, text: &SourceText) -> ConfigProblem {
    let line = text.slice(text.line_span(text.line(fault.at.span.start)));
    let m = fault.message.as_str();
    let before = line.split('=').next().unwrap_or("");
    let (message, help) = if line.contains(['“', '”', '‘', '’'])
        && !line.trim_start().starts_with('#')
        && !line.contains('"')
    {
        ("这里用了全角引号".to_owned(), "把 “ ” 换成半角引号 \"".to_owned())
    } else if line.contains('＝') && !line.contains('=') {
        ("这里用了全角等号".to_owned(), "把 ＝ 换成半角 =".to_owned())
    } else if before.chars().any(crate::text::han::is_han) && m.contains("key") {
        (
            "键名不能是汉字".to_owned(),
            "键名都用英文，例如 name、category；见 pilot schema".to_owned(),
        )
    } else if m.contains("duplicate") {
        ("同一个键写了两次".to_owned(), "只留一个".to_owned())
    } else if m.contains("unclosed")
        || m.contains("invalid basic string")
        || m.contains("invalid literal string")
        || m.contains("unterminated")
        || m.contains("missing closing")
        || m.contains("newlines are unsupported")
    {
        ("引号或括号没有成对".to_owned(), "补上缺的 \" 、 ] 或 }".to_owned())
    } else if m.contains("quoted") || m.contains("string values must be") {
        ("文字没有加引号".to_owned(), "写成 键 = \"文字\"".to_owned())
    } else if m.contains("equals")
        || m.contains('=')
        || m.contains("missing value")
        || m.contains("missing assignment")
    {
        ("这一行不是“键 = 值”的写法".to_owned(), "补上等号和值，或在行首加 # 作为注释".to_owned())
    } else {
        (format!("不符合 TOML 语法（{m}）"), "一行写一个“键 = 值”，文字用半角引号括起来".to_owned())
    };
    ConfigProblem::new(fault.at, message, Some(help))
}

/// Checks a table against its keys.
pub(super) fn table(
    node: &TomlNode,
    keys: &'static [KeySpec],
    path: &str,
    notice: &Notice,
    out: &mut Vec<ConfigProblem>,
) {
    for (name, value) in node.entries() {
        match keys.iter().find(|k| k.name == name.value) {
            Some(key) => check(value, key.kind, &join(path, key.name), notice, out),
            None => {
                let known = keys.iter().map(|k| k.name);
                let place =
                    if path.is_empty() { "这里".to_owned() } else { format!("[{path}] 里") };
                let also: Vec<&str> = keys.iter().map(|k| k.name).collect();
                let near = nearest_hint(&name.value, known).unwrap_or_default();
                let help = format!("{near}可用的键：{}", also.join("、"));
                out.push(ConfigProblem::new(
                    name.at,
                    format!("{place}没有名为“{}”的键", name.value),
                    Some(help),
                ));
            }
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn check(
    node: &TomlNode,
    kind: KeyKind,
    path: &str,
    notice: &Notice,
    out: &mut Vec<ConfigProblem>,
) {
    let wrong = |expected: &str, help: &str| {
        let here = match &node.value {
            TomlValue::Text(text) if matches!(kind, KeyKind::Month | KeyKind::Day) => {
                format!("“{text}”不是")
            }
            value => format!("这里是{}", what(value)),
        };
        ConfigProblem::new(
            node.at,
            format!("{path} 应当是{expected}，{here}"),
            Some(help.to_owned()),
        )
    };
    let text = node.text().map(|t| t.value);
    if text.as_deref().is_some_and(is_unfilled) {
        return;
    }
    match kind {
        KeyKind::Text => match (&node.value, &text) {
            (TomlValue::Text(value), _) => control(node.at, path, value, out),
            _ => out.push(wrong("文字", "加上半角引号")),
        },
        KeyKind::Format => {
            if !matches!(node.value, TomlValue::Number(v, _) if v == 1.0) {
                out.push(ConfigProblem::new(
                    node.at,
                    "不认识的格式版本".to_owned(),
                    Some("本版本的 pilot 读写 format = 1".to_owned()),
                ));
            }
        }
        KeyKind::Amount => match node.value {
            TomlValue::Number(v, _) if v.is_finite() && v >= 0.0 => {}
            TomlValue::Number(..) => {
                out.push(ConfigProblem::new(node.at, format!("{path} 不能是负数"), None))
            }
            _ => out.push(wrong("数字（万元）", "例如 amount = 320.0，不加引号，不写单位")),
        },
        KeyKind::Number => {
            if !matches!(node.value, TomlValue::Number(v, _) if v.is_finite()) {
                out.push(wrong("数字", "不加引号；单位写在 unit 里"));
            }
        }
        KeyKind::Measured => match (&node.value, &text) {
            (TomlValue::Number(value, _), _) if value.is_finite() => {}
            (TomlValue::Text(value), _) => control(node.at, path, value, out),
            _ => out
                .push(wrong("数字或文字", "例如 value = 3、value = \"2019-05-01\" 或 \"1.2亿元\"")),
        },
        KeyKind::Bool => {
            if !matches!(node.value, TomlValue::Bool(_)) {
                out.push(wrong("true 或 false", "不加引号"));
            }
        }
        KeyKind::Month => {
            if text.as_deref().and_then(Month::parse).is_none() {
                out.push(wrong("年月", "例如 \"2023-11\""));
            }
        }
        KeyKind::Day => {
            let day = text.as_deref().filter(|t| t.len() == 10);
            if day.and_then(Moment::parse).is_none() {
                out.push(wrong("日期", "例如 \"2023-10-12\"，且是日历上有的一天"));
            }
        }
        KeyKind::Texts | KeyKind::Days | KeyKind::ChoiceList(_) => match &node.value {
            TomlValue::List(items) => {
                let inner = match kind {
                    KeyKind::Days => KeyKind::Day,
                    KeyKind::ChoiceList(choices) => KeyKind::Choice(choices),
                    _ => KeyKind::Text,
                };
                for item in items.iter() {
                    check(item, inner, path, notice, out);
                }
            }
            _ => out.push(wrong("列表", "例如 [\"…\", \"…\"]")),
        },
        KeyKind::Choice(choices) => choice(node, choices, path, notice, out),
        KeyKind::Table(keys) => match &node.value {
            TomlValue::Table(_) => table(node, keys, path, notice, out),
            _ => out.push(wrong("一组键值", &format!("写成 [{path}] 再逐行写键"))),
        },
        KeyKind::Tables(keys) => match &node.value {
            TomlValue::List(items) => {
                for item in items {
                    match &item.value {
                        TomlValue::Table(_) => table(item, keys, path, notice, out),
                        _ => out.push(ConfigProblem::new(
                            item.at,
                            format!("{path} 的每一项应当是一组键值"),
                            Some(format!("每项写成 [[{path}]]")),
                        )),
                    }
                }
            }
            TomlValue::Table(_) => out.push(ConfigProblem::new(
                node.at,
                format!("{path} 可以有多项"),
                Some(format!("写成 [[{path}]]，两层方括号")),
            )),
            _ => out.push(wrong("若干组键值", &format!("每项写成 [[{path}]]"))),
        },
        KeyKind::Rules(keys) => rules(node, keys, notice, out),
    }
}

fn choice(
    node: &TomlNode,
    choices: AllowedValues,
    path: &str,
    notice: &Notice,
    out: &mut Vec<ConfigProblem>,
) {
    let words = choices.words(&notice.profile);
    let TomlValue::Text(value) = &node.value else {
        out.push(ConfigProblem::new(
            node.at,
            format!("{path} 应当是文字"),
            Some(format!("可用：{}", words.join("、"))),
        ));
        return;
    };
    if value.is_empty() || words.is_empty() || words.contains(value) {
        return;
    }
    let near = nearest_hint(value, words.iter().map(String::as_str)).unwrap_or_default();
    out.push(ConfigProblem::new(
        node.at,
        format!("{path} 没有“{value}”这一项"),
        Some(format!("{near}可用：{}", words.join("、"))),
    ));
}

fn rules(node: &TomlNode, keys: &'static [KeySpec], notice: &Notice, out: &mut Vec<ConfigProblem>) {
    for (name, value) in node.entries() {
        if notice.card(&name.value).is_none() {
            let known = notice.cards.iter().map(|card| card.id.as_str());
            let near = nearest_hint(&name.value, known).unwrap_or_default();
            out.push(ConfigProblem::new(
                name.at,
                format!("没有名为“{}”的规则", name.value),
                Some(format!("{near}全部规则见 pilot list rules")),
            ));
        }
        let path = format!("rules.{}", name.value);
        check(value, KeyKind::Table(keys), &path, notice, out);
        let missing = |key: &str| {
            let text = value.get(key).and_then(TomlNode::text);
            text.is_none_or(|text| text.value.trim().is_empty())
        };
        if matches!(value.value, TomlValue::Table(_)) && missing("level") {
            out.push(ConfigProblem::new(
                name.at,
                format!("{path} 没有写 level"),
                Some("写 level = \"off\"，或 info、warning、error".to_owned()),
            ));
        }
        if matches!(value.value, TomlValue::Table(_)) && missing("reason") {
            out.push(ConfigProblem::new(
                name.at,
                format!("{path} 没有写理由"),
                Some("写 reason = \"…\"；理由会印在清单和报告里".to_owned()),
            ));
        }
    }
}

/// Names and paths end up in mail headers, file names and print: no line breaks or other control
/// characters.
fn control(at: At, path: &str, value: &str, out: &mut Vec<ConfigProblem>) {
    let one_line = !matches!(
        path,
        "park.boundary"
            | "foundation.staff"
            | "foundation.system"
            | "foundation.mechanism"
            | "record.incidents.summary"
    );
    if value.chars().any(|c| c.is_control() && (one_line || !matches!(c, '\n' | '\r' | '\t'))) {
        let help = "删去其中的换行或控制字符；它会进入邮件标题和文件名";
        out.push(ConfigProblem::new(
            at,
            format!("{path} 含有换行或控制字符"),
            Some(help.to_owned()),
        ));
    }
}

fn what(value: &TomlValue) -> &'static str {
    match value {
        TomlValue::Text(_) => "文字",
        TomlValue::Number(..) => "数字",
        TomlValue::Bool(_) => "true/false",
        TomlValue::Date(_) => "没有引号的日期",
        TomlValue::List(_) => "列表",
        TomlValue::Table(_) => "一组键值",
    }
}

/// The nearest of some names, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let score = strsim::jaro_winkler(name, candidate);
        // Of equally near names the last one counts.
        if score > NEAR && best.is_none_or(|(top, _)| score >= top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// From this likeness on (Jaro-Winkler, 0 to 1) a name is taken for a slip of another.
const NEAR: f64 = 0.75;

/// “Did you mean …?”, if a known name is near.
pub fn nearest_hint<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = nearest(name, known)?;
    Some(did_you_mean(near))
}

/// “Did you mean …?”
pub fn did_you_mean(name: &str) -> String {
    format!("您是不是要写 {name}？")
}
