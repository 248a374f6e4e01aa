//! Mailboxes and telephone numbers as they are printed, also mailboxes that hide their @.

use std::sync::LazyLock;

use super::expression::Expression;
use super::patterns::expression;

/// A mailbox or number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As printed.
    pub text: &'a str,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

static MAILBOX: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"[A-Za-z0-9](?:[A-Za-z0-9._+\-]{0,62}[A-Za-z0-9_\-])?\s?(?:@|＠|\s?\#\s?|[（(\[【]\s*(?:at|AT|a|\#)\s*[)）\]】])\s?[A-Za-z0-9\-]{1,62}(?:\s?[.．]\s?(?:[A-Za-z0-9\-]{1,62}))*[.．][A-Za-z]{2,10}",
    )
});
/// A telephone number, a mobile one masked or not, an extension behind it.
static PHONE: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"(?:[（(]\s*0\d{2,3}\s*[)）]\s*|0\d{2,3}\s*[-－—–―‐]{1,2}\s*|0\d{2,3}\s+)?[2-9]\d{6,7}(?:\s*(?:[-－—–]|转)\s*\d{1,5})?|0\d{9,11}|1[3-9]\d{9}|1(?:×|\*|x|X){10}|1[3-9]\d(?:×|\*|x|X){4}\d{4}|[48]00[-－—]?\d{3,4}[-－—]?\d{3,4}",
    )
});

/// The mailboxes of a text.
pub fn mailboxes(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for hit in MAILBOX.find_iter(text) {
        found.push(Token { text: hit.as_str(), start: hit.start(), end: hit.end() });
    }
    found
}

/// The telephone numbers of a text: figures that are no part of a longer word.
pub fn phones(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for hit in PHONE.find_iter(text) {
        let before = text[..hit.start()].chars().next_back();
        let after = text[hit.end()..].chars().next();
        let is_word =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '＠' | '#' | '_' | '/' | '=');
        let is_glued = before.is_some_and(|c| is_word(c) || matches!(c, '.' | '-' | '〕'))
            || after.is_some_and(|c| is_word(c) || matches!(c, '万' | '元' | '号' | '年' | '人'));
        let is_group = [
            "QQ群",
            "QQ群号",
            "qq群",
            "QQ",
            "邮编",
            "编码",
            "账号",
            "帐号",
            "群号",
            "群",
            "会议号",
        ];
        let lead = text[..hit.start()].trim_end_matches([':', '：', ' ', '　', '为', '是']);
        let is_other = is_group.iter().any(|word| lead.ends_with(word));
        // A day in figures: 20230906.
        let is_day = hit.as_str().len() == 8
            && (hit.as_str().starts_with("20") || hit.as_str().starts_with("19"));
        if !is_glued && !is_other && !is_day {
            found.push(Token { text: hit.as_str(), start: hit.start(), end: hit.end() });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{mailboxes, phones};

    fn texts(found: Vec<super::Token<'_>>) -> Vec<String> {
        found.into_iter().map(|token| token.text.to_owned()).collect()
    }

    #[test]
    fn mailboxes_in_any_dress() {
        assert_eq!(texts(mailboxes("发送至abc_1@163.com，逾期")), ["abc_1@163.com"]);
        assert_eq!(texts(mailboxes("邮箱：abc#nenu.edu.cn（#换成@）")), ["abc#nenu.edu.cn"]);
        assert_eq!(
            texts(mailboxes("abc(at)gov.cn、d-e.f@x.y.com.cn。")),
            ["abc(at)gov.cn", "d-e.f@x.y.com.cn"]
        );
        assert!(mailboxes("C# 和 附件#1").is_empty());
    }

    #[test]
    fn numbers_that_are_telephones() {
        assert_eq!(
            texts(phones("联系电话：010-68475052   010-68710443")),
            ["010-68475052", "010-68710443"]
        );
        assert_eq!(texts(phones("（0575）85730573转801")), ["（0575）85730573转801"]);
        assert_eq!(texts(phones("电话88979770)")), ["88979770"]);
        assert_eq!(texts(phones("1××××××××××、400-888-0000")), ["1××××××××××", "400-888-0000"]);
        assert!(
            phones("QQ群：12345678，20230906，202502281642548650.xls，5000000元，邮编310012")
                .is_empty()
        );
    }
}
