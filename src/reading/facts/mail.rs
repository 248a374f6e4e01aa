//! Finds mailboxes to which something is to be sent, the rule for the subject and the limit of size.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::{Expression, Groups};
use crate::reading::fact::Fact;
use crate::reading::mailbox::{Token, mailboxes};
use crate::reading::patterns::{expression, wording};
use crate::reading::sentence::Sentence;
use crate::reading::sheet::Mail;
use crate::reading::zone::Zone;

static SEND: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "mail-send"));
static ASK: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "mail-ask"));
static SUBJECT: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "mail-subject"));
static SIZE: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "size"));
static SIZE_OTHER: LazyLock<Expression> = LazyLock::new(|| wording("delivery", "size-other"));
/// 发送至学会电子邮箱: a mailbox is meant that stands elsewhere.
static SEND_ELSEWHERE: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?:发送?|报送?|传|投|寄|提交|反馈)[^。；]{0,20}(?:邮箱|信箱)|(?:通过|以|用)[^。；]{0,30}(?:邮箱|信箱|电子邮件)[^。；]{0,6}(?:发|报|提交|传|投)|(?:电子版|电子稿|电子文档|电子材料)[^。；]{0,30}(?:报送|发送|发至|发给|传至)|发邮件|发电子邮件",
    )
});
static MAIL_WORD: LazyLock<Expression> =
    LazyLock::new(|| expression(r"邮箱|信箱|邮\s*件|E-?mail|e-?mail|电\s*邮"));
static UPLOAD: LazyLock<Expression> =
    LazyLock::new(|| expression(r"上传|平台|系统|网上|在线|线上|登[录陆]"));
static COPY_TO: LazyLock<Expression> = LazyLock::new(|| expression(r"抄送[^。；，]{0,16}$"));
static OTHER_WAY: LazyLock<Expression> =
    LazyLock::new(|| expression(r"钉钉|微信|QQ|光盘|U盘|系统|平台|网上|在线|线上"));

/// Characters before a mailbox that say what it is for.
const LEAD: usize = 60;

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Mail> {
    let mut mail = Mail::default();
    let mut others: Vec<(Sentence<'_>, Token<'_>)> = Vec::new();
    let mut is_demanded = None;
    for sentence in notice.sentences.iter().filter(|sentence| is_read(sentence)) {
        let found = mailboxes(sentence.text);
        if found.is_empty() && demands_mail(sentence.text) && is_demanded.is_none() {
            is_demanded = Some(*sentence);
        }
        let mut is_chain = false;
        for token in found {
            if is_site(notice, token.text) {
                continue;
            }
            let lead = lead(sentence.text, token.start);
            is_chain = (is_chain && joins(sentence.text, token.start)) || sends(lead);
            if is_chain {
                add(&mut mail, sentence, &token, COPY_TO.is_match(lead));
            } else {
                others.push((*sentence, token));
            }
        }
    }
    if let (true, Some(demand)) = (mail.to.is_empty(), is_demanded) {
        refer(&mut mail, &demand, &others);
    }
    mail.subject = subject(notice);
    mail.max = size(notice, &mail);
    let is_empty =
        mail.to.is_empty() && mail.cc.is_empty() && mail.subject.is_none() && mail.max.is_none();
    if is_empty { None } else { Some(mail) }
}

fn is_read(sentence: &Sentence<'_>) -> bool {
    !matches!(sentence.zone, Zone::PageField | Zone::Title | Zone::Signature)
}

fn is_site(notice: &CutNotice<'_>, mailbox: &str) -> bool {
    notice.document.site_contacts.iter().any(|site| site.contains(mailbox))
}

/// The words before a mailbox, from the last full stop.
fn lead(text: &str, at: usize) -> &str {
    let head = &text[..at];
    match head.char_indices().rev().nth(LEAD) {
        Some((start, _)) => &head[start..],
        None => head,
    }
}

fn sends(lead: &str) -> bool {
    SEND.is_match(lead) && !ASK.is_match(lead)
}

/// a@b.cn、c@d.cn: the second is one of a list.
fn joins(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.ends_with(['、', '，', ',', '和', '及', '或', '与', ';', '；', '）', ')'])
}

/// Whether a sentence asks for something by mail without saying to which mailbox.
fn demands_mail(text: &str) -> bool {
    let Some(found) = SEND_ELSEWHERE.find(text) else { return false };
    let asked = &text[..found.end()];
    let says_mail = MAIL_WORD.is_match(found.as_str()) || !OTHER_WAY.is_match(text);
    let is_refused = ["无需", "不需", "不用"].iter().any(|word| found.as_str().contains(word));
    // 一式两份，另存电子文档，一并报送: the file goes the way of the paper.
    let goes_along = ["一并", "另存", "同时附", "附电子"].iter().any(|word| text.contains(word));
    let is_refused = is_refused || goes_along && !MAIL_WORD.is_match(text);
    says_mail && !is_refused && !ASK.is_match(asked)
}

fn add(mail: &mut Mail, sentence: &Sentence<'_>, token: &Token<'_>, is_copy: bool) {
    let list = if is_copy { &mut mail.cc } else { &mut mail.to };
    let is_known = list.iter().any(|fact| fact.value == token.text);
    if !is_known {
        list.push(Fact::stated(token.text.to_owned(), sentence.text, sentence.line));
    }
}

/// The mailboxes that stand elsewhere are those that are meant.
fn refer(mail: &mut Mail, demand: &Sentence<'_>, others: &[(Sentence<'_>, Token<'_>)]) {
    let meant: Vec<&(Sentence<'_>, Token<'_>)> = others
        .iter()
        .filter(|(sentence, token)| !ASK.is_match(lead(sentence.text, token.start)))
        .collect();
    let shown = demand.text;
    for (sentence, token) in meant {
        let is_known = mail.to.iter().any(|fact| fact.value == token.text);
        if is_known {
            continue;
        }
        let fact = Fact::stated(token.text.to_owned(), sentence.text, sentence.line);
        mail.to.push(
            fact.inferred(format!("第{}行要求发电子邮件（“{shown}”），没有另写邮箱", demand.line)),
        );
    }
}

fn subject(notice: &CutNotice<'_>) -> Option<Fact<String>> {
    for sentence in notice.sentences.iter().filter(|sentence| is_read(sentence)) {
        let Some(found) = SUBJECT.find(sentence.text) else { continue };
        let speaks_of_mail =
            MAIL_WORD.is_match(sentence.text) || !mailboxes(sentence.text).is_empty();
        if !speaks_of_mail {
            continue;
        }
        let value = clause(found.as_str());
        return Some(Fact::stated(value.to_owned(), sentence.text, sentence.line));
    }
    None
}

/// The rule up to the first comma that stands outside quotation marks and brackets.
fn clause(text: &str) -> &str {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '“' | '「' | '《' | '【' | '（' | '(' => depth += 1,
            '”' | '」' | '》' | '】' | '）' | ')' => {
                if depth == 0 {
                    return &text[..at];
                }
                depth -= 1;
            }
            '，' | ',' if depth == 0 => return &text[..at],
            _ => {}
        }
    }
    text
}

/// The limit of size of a mail and its files, in bytes: the one beside the mailbox, else the first that is not one of
/// uploads.
fn size(notice: &CutNotice<'_>, mail: &Mail) -> Option<Fact<u64>> {
    let mut limits = limits(notice);
    limits.retain(|limit| !is_of_uploads(notice, limit));
    let near_mail = limits.iter().position(|fact| mail.to.iter().any(|to| to.line == fact.line));
    let chosen = near_mail.unwrap_or(0);
    if chosen < limits.len() { Some(limits.swap_remove(chosen)) } else { None }
}

/// Every limit of size that the notice states, in order.
fn limits(notice: &CutNotice<'_>) -> Vec<Fact<u64>> {
    let mut limits = Vec::new();
    for sentence in notice.sentences.iter().filter(|sentence| is_read(sentence)) {
        for captures in SIZE.captures_iter(sentence.text) {
            let Some(bytes) = bytes(&captures) else { continue };
            let start = captures.whole().start();
            let lead = lead(sentence.text, start);
            let part = lead.rsplit(['，', '。', '；', '、']).next().unwrap_or(lead);
            if SIZE_OTHER.is_match(part)
                || (bytes < 1_000_000 && SIZE_OTHER.is_match(sentence.text))
            {
                continue;
            }
            limits.push(Fact::stated(bytes, sentence.text, sentence.line));
        }
    }
    limits
}

/// Whether a limit is that of a platform: its sentence speaks of uploading and not of mail.
fn is_of_uploads(notice: &CutNotice<'_>, limit: &Fact<u64>) -> bool {
    let speaks_of_mail =
        MAIL_WORD.is_match(&limit.quote) || !mailboxes(notice.line(limit.line)).is_empty();
    UPLOAD.is_match(&limit.quote) && !speaks_of_mail
}

/// The limit of what is uploaded; where nothing is sent by mail, what was taken for the limit of the mail is it.
pub(super) fn upload_limit(notice: &CutNotice<'_>, mail: &mut Option<Mail>) -> Option<Fact<u64>> {
    let of_uploads = limits(notice).into_iter().find(|limit| is_of_uploads(notice, limit));
    let Some(read) = mail.as_mut().filter(|read| read.to.is_empty()) else { return of_uploads };
    let taken = read.max.take();
    if read.cc.is_empty() && read.subject.is_none() {
        *mail = None;
    }
    of_uploads.or(taken)
}

fn bytes(captures: &Groups<'_>) -> Option<u64> {
    let figure = captures.name("n1").or_else(|| captures.name("n2"))?.as_str();
    let unit = captures.name("u1").or_else(|| captures.name("u2"))?.as_str();
    // “50M” is read strictly: the smaller of its two meanings.
    let factor: u64 = match unit.chars().next()? {
        'G' | 'g' => 1_000_000_000,
        'K' | 'k' => 1_000,
        _ => 1_000_000,
    };
    let (whole, part) = figure.split_once('.').unwrap_or((figure, ""));
    let whole: u64 = whole.parse().ok()?;
    let tenths: u64 = if part.is_empty() { 0 } else { part[..1].parse().ok()? };
    whole.checked_mul(factor)?.checked_add(tenths * factor / 10)
}

#[cfg(test)]
mod tests {
    use crate::reading::document::NoticeDocument;
    use crate::reading::facts::read_sheet;

    #[test]
    fn a_limit_of_uploads_is_none_of_the_mail() {
        let read = |sentences: &str| {
            let text = format!(
                "关于组织申报示范项目的通知\n各市：\n{sentences}\n某市财政局\n2024年3月8日\n"
            );
            let sheet = read_sheet(&NoticeDocument::from_lines(&text));
            let max = sheet.mail.and_then(|mail| mail.max).map(|max| max.value);
            (max, sheet.size_limit.map(|limit| limit.value))
        };
        let upload = "申报系统上传单个文件不超过20M。";
        let mail = "材料发送至a@example.gov.cn，邮件附件不超过30M。";
        assert_eq!(read(upload), (None, Some(20_000_000)));
        assert_eq!(read(mail), (Some(30_000_000), None));
        assert_eq!(read(&format!("{upload}\n{mail}")), (Some(30_000_000), Some(20_000_000)));
        assert_eq!(read("材料发送至a@example.gov.cn。上传的照片不小于2M。"), (None, None));
    }
}
