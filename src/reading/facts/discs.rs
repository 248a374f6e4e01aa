//! Finds discs and memory sticks that are to be handed in.

use std::sync::LazyLock;

use crate::reading::cut_notice::CutNotice;
use crate::reading::day::number;
use crate::reading::expression::Expression;
use crate::reading::fact::Fact;
use crate::reading::patterns::expression;
use crate::reading::sheet::Discs;
use crate::reading::zone::Zone;

static DISC: LazyLock<Expression> = LazyLock::new(|| expression(r"光盘|[UuＵ]\s*盘|优盘|移动硬盘"));
static COUNT_BEHIND: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"^[^。；]{0,14}?(?:一式)?\s*(?P<n>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:张|个|份|只|片|套|枚)",
    )
});
static COUNT_BEFORE: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"(?P<n>[0-9]{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:张|个|份|只|片|套|枚)\s*$")
});
static ASKED: LazyLock<Expression> = LazyLock::new(|| {
    expression(
        r"刻|报送|提交|提供|送|寄|附|存|报|拷|电子|[0-9一二三四五六七八九十两]\s*(?:张|个|份)",
    )
});
static REFUSED: LazyLock<Expression> = LazyLock::new(|| {
    expression(r"(?:不|无需|勿|不再)[^，。；]{0,8}(?:光盘|[UuＵ]\s*盘|优盘|移动硬盘)")
});

/// Reads them.
pub(super) fn read(notice: &CutNotice<'_>) -> Option<Fact<Discs>> {
    let mut without_count = None;
    for sentence in &notice.sentences {
        if matches!(sentence.zone, Zone::PageField | Zone::Title | Zone::Signature) {
            continue;
        }
        let Some(found) = DISC.find(sentence.text) else { continue };
        if REFUSED.is_match(sentence.text) || !ASKED.is_match(sentence.text) {
            continue;
        }
        let n = count(&sentence.text[..found.start()], &sentence.text[found.end()..]);
        let fact = Fact::stated(
            Discs { n, kind: found.as_str().to_owned() },
            sentence.text,
            sentence.line,
        );
        if n.is_some() {
            return Some(fact);
        }
        without_count.get_or_insert(fact);
    }
    without_count
}

fn count(before: &str, behind: &str) -> Option<u32> {
    let captures = COUNT_BEFORE.captures(before).or_else(|| COUNT_BEHIND.captures(behind))?;
    let figure = captures.name("n")?.as_str();
    if figure == "两" { Some(2) } else { number(figure) }
}
