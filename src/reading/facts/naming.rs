//! Finds the rules for the names of files, folders and parcels.

use std::sync::OnceLock;

use super::phrases::{cut_outside, trimmed};
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::wording;
use crate::reading::sheet::Facts;
use crate::reading::zone::Zone;

/// A rule for a name.
fn rule() -> &'static Expression {
    static RULE: OnceLock<Expression> = OnceLock::new();
    RULE.get_or_init(|| wording("naming", "naming"))
}

/// A rule for the subject of a mail, which is another fact.
fn subject() -> &'static Expression {
    static SUBJECT: OnceLock<Expression> = OnceLock::new();
    SUBJECT.get_or_init(|| wording("naming", "subject"))
}

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Facts<String> {
    let mut found: Facts<String> = Facts::new();
    for sentence in &notice.sentences {
        if !matches!(sentence.zone, Zone::Body | Zone::Annexed) {
            continue;
        }
        for value in rules(sentence.text) {
            let is_known = found.iter().any(|fact| fact.value == value);
            if !is_known {
                found.push(Fact::stated(value, sentence.text, sentence.line));
            }
        }
    }
    found
}

/// The rules in a sentence, each with the words before it that say what is named.
fn rules(sentence: &str) -> Vec<String> {
    let pieces = cut_outside(sentence, &['，', '。', '；']);
    let mut found = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        if !rule().is_match(piece) || subject().is_match(piece) || names_another_thing(piece) {
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| pieces.get(before));
        let begins_with_object =
            ["文件", "压缩包", "附件", "信封"].iter().any(|word| trimmed(piece).starts_with(word));
        let names_its_object = begins_with_object || piece.chars().count() > 18 || before.is_none();
        let value = match before {
            Some(before) if !names_its_object && !rule().is_match(before) => {
                format!("{}，{}", trimmed(before), trimmed(piece))
            }
            _ => trimmed(piece).to_owned(),
        };
        found.push(value);
    }
    found
}

/// 为景观命名并注明缘由 is no rule for a file.
fn names_another_thing(piece: &str) -> bool {
    let says_how = ["以", "按", "名称", "文件", "统一", "格式", "标注", "注明“", "为“", "名"]
        .iter()
        .any(|word| piece.replace("命名", "").contains(word));
    piece.contains("命名的") || !says_how
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_given_with_what_it_names_and_without_the_subject_of_the_mail() {
        let told = rules(
            "每个项目单独一个文件夹，以“单位+项目名称”命名，发送至邮箱，邮件主题以“单位”命名。",
        );
        assert_eq!(told, ["每个项目单独一个文件夹，以“单位+项目名称”命名"]);
    }
}
