//! Finds the site through which one applies.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::sentence::Sentence;
use crate::reading::sheet::Platform;
use crate::reading::zone::Zone;

static NAME: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "platform-name"));
static ACT: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "platform-act"));
static NO: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "platform-no"));
static URL: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?:https?[:：]//|www\.)[A-Za-z0-9._~:/?\#\[\]@!$&'*+,;=%\-]+|[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.(?:gov\.cn|edu\.cn|org\.cn|com\.cn|cn|com|org)(?:/[A-Za-z0-9._~/?\#=&%\-]*)?",
    )
});
static WORDS: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"平台|系统|网站|官网|网上|在线|线上|网址|登[录陆]|小程序|一网通办|服务网|政务网")
});

/// Reads it: the sentence that asks to apply on a site, with its name and its address.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<Platform>> {
    let sentences: Vec<&Sentence<'_>> = notice
        .sentences
        .iter()
        .filter(|sentence| matches!(sentence.zone, Zone::Body | Zone::Annexed))
        .collect();
    let mut only_name = None;
    for (index, sentence) in sentences.iter().enumerate() {
        if !WORDS.is_match(sentence.text) || !ACT.is_match(sentence.text) {
            continue;
        }
        let name = name(sentence.text);
        let url = url(sentence.text).or_else(|| url_below(&sentences, index));
        if name.is_none() && url.is_none() {
            continue;
        }
        let is_whole = url.is_some();
        let fact = Fact::stated(Platform { name, url }, sentence.text, sentence.line);
        if is_whole {
            return Some(fact);
        }
        only_name.get_or_insert(fact);
    }
    only_name
}

/// The name of a site on which something is to be done.
fn name(text: &str) -> Option<String> {
    for captures in NAME.captures_iter(text) {
        let Some(found) = captures.name("name") else { continue };
        let rest = &text[found.end()..];
        let near: String = rest.chars().take(40).collect();
        let clause = near.split(['。', '；']).next().unwrap_or("");
        let first = clause.split(['，', ',']).next().unwrap_or("");
        if NO.is_match(first) && !ACT.is_match(first) {
            continue;
        }
        let name = found.as_str().trim_matches(['“', '”', '"', '「', '」', '《', '》']);
        if name.chars().count() >= 3
            && !matches!(name, "本系统" | "该系统" | "相关网站" | "本网站" | "互联网" | "单位官网")
        {
            return Some(name.to_owned());
        }
    }
    None
}

/// The address of a site that is not only for looking things up.
fn url(text: &str) -> Option<String> {
    for found in URL.find_iter(text) {
        let before = &text[..found.start()];
        if before.ends_with(['@', '＠', '#', ')', '）'])
            || text[found.end()..].starts_with(['@', '＠'])
        {
            continue;
        }
        let from = before.rfind(['。', '；']).unwrap_or(0);
        let to = match text[found.end()..].find(['。', '；', '，']) {
            Some(at) => found.end() + at,
            None => text.len(),
        };
        let around = [&text[from..found.start()], &text[found.end()..to]].concat();
        if NO.is_match(&around) && !asks(&around) {
            continue;
        }
        let shown = found.as_str().trim_end_matches(['.', ',', ';', ':', '?', ')', ']']);
        return Some(shown.to_owned());
    }
    None
}

fn asks(text: &str) -> bool {
    ["申报", "填报", "登录", "登陆", "上传", "报名", "注册", "提交"]
        .iter()
        .any(|word| text.contains(word))
}

/// 网址为： with the address on the next line.
fn url_below(sentences: &[&Sentence<'_>], index: usize) -> Option<String> {
    let is_open = sentences[index].text.trim_end().ends_with([':', '：']);
    let next = sentences.get(index + 1)?;
    let found = URL.find(next.text)?;
    let is_alone = found.as_str().len() * 2 > next.text.len() && found.start() == 0;
    if is_open && is_alone { Some(found.as_str().to_owned()) } else { None }
}
