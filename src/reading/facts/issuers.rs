//! Finds who issued a notice: the names of its signature, else what its page or its title names.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;
use crate::reading::sheet::Facts;
use crate::reading::signature;
use crate::reading::zone::Zone;

/// The names under which a page states the issuer.
const FIELDS: [&str; 6] = ["发布单位", "发布机构", "发文单位", "发文机关", "发布机关", "制发机关"];

/// 某委员会关于开展…: who speaks in the title.
static TITLE_SPEAKER: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"^(?:转发|转载)?(?P<names>[\p{Han}（）()、·\s]{3,60}?)\s*(?:办公室)?关于")
});
/// 某学会决定开展…: who speaks in the text.
static TEXT_SPEAKER: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?:^|[，。,])(?P<name>[\p{Han}（）()]{4,30}?)(?:拟|决定|现决定|将于|现面向|现组织|现开展|定于)(?:继续|联合|共同|于|在|组织|开展|举办|启动|面向)",
    )
});
static SPLIT: LazyLock<Expression> = LazyLock::new(|| expression(r"[\s、]+"));

/// Reads the issuers.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<String> {
    let signed = of_signature(notice);
    if !signed.is_empty() {
        return signed;
    }
    let page = of_page(notice);
    if !page.is_empty() {
        return page;
    }
    let title = of_title(notice);
    if !title.is_empty() {
        return title;
    }
    of_text(notice)
}

fn of_signature(notice: &CutNotice<'_>) -> Facts<String> {
    let Some(signature) = notice.frame.signature() else { return Facts::new() };
    let mut facts = Facts::new();
    for name in &signature.names {
        facts.push(Fact::stated(name.name.clone(), name.quote.clone(), name.line));
    }
    facts
}

fn of_page(notice: &CutNotice<'_>) -> Facts<String> {
    let (value, quote, line) = match notice.frame.page_field(&FIELDS) {
        Some(field) => (field.value.as_str(), notice.line(field.line), field.line),
        None => match notice.document.page.issuer.as_deref() {
            Some(issuer) => (issuer, issuer, 1),
            None => return Facts::new(),
        },
    };
    let mut facts = Facts::new();
    for name in SPLIT.split(value.trim()) {
        if signature::is_name(name) {
            facts.push(
                Fact::stated(name.to_owned(), quote, line).inferred("没有落款，取页面写的发布单位"),
            );
        }
    }
    facts
}

fn of_title(notice: &CutNotice<'_>) -> Facts<String> {
    let mut facts = Facts::new();
    let Some(title) = &notice.frame.title else { return facts };
    let Some(captures) = TITLE_SPEAKER.captures(&title.text) else { return facts };
    let Some(names) = captures.name("names") else { return facts };
    for name in SPLIT.split(names.as_str().trim()) {
        if !signature::is_name(name) {
            return Facts::new();
        }
        let fact = Fact::stated(name.to_owned(), title.quote.clone(), title.first);
        facts.push(fact.inferred("没有落款，取标题里的发文单位"));
    }
    facts
}

fn of_text(notice: &CutNotice<'_>) -> Facts<String> {
    for sentence in notice.sentences.iter().filter(|sentence| sentence.zone == Zone::Body).take(12)
    {
        for captures in TEXT_SPEAKER.captures_iter(sentence.text) {
            let Some(name) = captures.name("name") else { continue };
            let is_full = name.as_str().chars().count() >= 5 && signature::is_name(name.as_str());
            if is_full {
                let fact = Fact::stated(name.as_str().to_owned(), sentence.text, sentence.line);
                return vec![fact.inferred("没有落款，取正文里说话的单位")];
            }
        }
    }
    Facts::new()
}
