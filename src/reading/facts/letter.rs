//! Finds the letter of recommendation: its name, who signs it, whether one letter is signed jointly.

use std::sync::OnceLock;

use super::annexes;
use super::phrases::trimmed;
use crate::reading::cut_notice::CutNotice;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::{expression, wording};
use crate::reading::sheet::ReadLetter;
use crate::reading::zone::Zone;

/// Reads it.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<ReadLetter>> {
    static JOINT: OnceLock<Expression> = OnceLock::new();
    static LETTER: OnceLock<Expression> = OnceLock::new();
    let joint = JOINT.get_or_init(|| wording("letter", "joint"));
    let letter = LETTER.get_or_init(|| wording("letter", "letter"));
    let mut by_name: Option<Fact<ReadLetter>> = None;
    for sentence in &notice.sentences {
        if sentence.zone != Zone::Body {
            continue;
        }
        if let Some(found) = joint.find(sentence.text) {
            let name = match letter.find(sentence.text) {
                Some(named) => full_name(sentence.text, named.start(), named.end()),
                None => found.as_str().to_owned(),
            };
            let value = ReadLetter { name, signers: signers(sentence.text), joint: Some(true) };
            return Some(Fact::stated(value, sentence.text, sentence.line));
        }
        let Some(found) = letter.find(sentence.text) else { continue };
        if by_name.is_none() {
            let value = ReadLetter {
                name: full_name(sentence.text, found.start(), found.end()),
                signers: signers(sentence.text),
                joint: None,
            };
            by_name = Some(Fact::stated(value, sentence.text, sentence.line));
        }
    }
    if by_name.is_some() {
        return by_name;
    }
    for annex in annexes::list(notice) {
        let is_letter = annex.name.ends_with('函') || annex.name.ends_with("推荐信");
        if is_letter {
            let value = ReadLetter { name: annex.name, signers: Vec::new(), joint: None };
            return Some(Fact::stated(value, annex.quote, annex.line));
        }
    }
    None
}

/// The name with the title marks around it, where it stands in them.
fn full_name(sentence: &str, start: usize, end: usize) -> String {
    let open = sentence[..start].rfind('《');
    let close = sentence[end..].find('》').map(|at| end + at);
    match (open, close) {
        (Some(open), Some(close)) if !sentence[open..start].contains('》') => {
            sentence[open + '《'.len_utf8()..close].to_owned()
        }
        _ => sentence[start..end].to_owned(),
    }
}

/// Who signs: `由市级生态环境局、发展改革委出具`, `各省级财政、水利部门应联合行文`.
fn signers(sentence: &str) -> Vec<String> {
    static SIGNERS: OnceLock<Expression> = OnceLock::new();
    let pattern = SIGNERS.get_or_init(|| {
        expression(
            r"由(?P<by>[^，。；（）由]{2,40}?)(?:联合|共同|分别)?(?:出具|提出|行文|审核|盖章|报送|上报|正式行文|以正式)
              |(?:^|[）)，。；])(?P<of>[^，。；（）]{2,40}?)(?:应|须|要)?(?:联合行文|联合推荐|联合上报|联合出具|联合发文)
              |[及与，将](?P<plain>[^，。；（）及与将]{2,60}?(?:局|委|厅|办|部门|人民政府))(?:的)?推荐(?:函|信)
              |(?P<letter>[^，。；（）由需须将和及]{2,40}?)(?:联合)?(?:出具|印发)(?:的)?(?:正式|书面)?推荐(?:函|信)",
        )
    });
    let Some(captures) = pattern.captures(sentence) else { return Vec::new() };
    let mut found = Vec::new();
    for name in ["by", "of", "plain", "letter"] {
        if let Some(words) = captures.name(name) {
            let words = words.as_str().trim_start_matches(|c: char| c.is_ascii_digit());
            let words = behind_documents(words);
            let words = words.trim_start_matches("参与申报的").trim_start_matches('各');
            found.push(trimmed(words).to_owned());
        }
    }
    found
}

/// Who signs in 实施方案和市级生态环境局: what stands behind the document that goes with the letter.
fn behind_documents(words: &str) -> &str {
    for document in ["方案和", "报告和", "材料和", "申报书和", "申请书和", "申报表和", "申请表和"]
    {
        if let Some((_, behind)) = words.split_once(document) {
            return behind;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signers_are_read_from_the_sentence() {
        assert_eq!(signers("由市级农业农村局、财政局联合出具推荐函。"), ["市级农业农村局、财政局"]);
        assert_eq!(
            signers("（一）各省级财政、水利部门应联合行文上报三部门"),
            ["省级财政、水利部门"]
        );
    }

    #[test]
    fn a_name_in_title_marks_is_whole() {
        let text = "另附《县级申报函》一份";
        let at = text.find("申报函").expect("it stands there");
        assert_eq!(full_name(text, at, at + "申报函".len()), "县级申报函");
    }
}
