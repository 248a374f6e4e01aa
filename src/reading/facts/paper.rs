//! Whether words ask for something on paper.

use std::sync::LazyLock;

use crate::reading::expression::Expression;
use crate::reading::patterns::wording;

static PAPER: LazyLock<Expression> = LazyLock::new(|| wording("paper", "paper"));
static NO_PAPER: LazyLock<Expression> = LazyLock::new(|| wording("paper", "no-paper"));

/// Whether a text asks for paper: a seal, an original or a number of copies alone does not, and neither does
/// 纸质版不再收取.
pub(super) fn is_asked(text: &str) -> bool {
    PAPER.is_match(text) && PAPER.is_match(&NO_PAPER.removed_from(text))
}

/// A text without what it says against paper.
pub(super) fn without_refusals(text: &str) -> String {
    NO_PAPER.removed_from(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_asked_for_by_its_own_words_only() {
        for text in ["纸质版一式三份", "打印装订成册后报送", "寄至市科技局", "申报书1式11份"]
        {
            assert!(is_asked(text), "{text}");
        }
        for text in [
            "纸质版不再收取",
            "无需提交纸质材料",
            "打印签字盖章后扫描上传",
            "加盖公章的扫描件",
            "合同原件1份",
            "电子版2份",
        ] {
            assert!(!is_asked(text), "{text}");
        }
    }
}
