//! Whether the words of a notice bear out what its folder says of a material, a deadline or a demand:
//! what kind it is, how it is handed in, how binding. The wordings are data,
//! `outline/common/reading/evidence.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::reading::expression::Expression;
use crate::reading::patterns::wording;

/// What the file of wordings yields.
const YIELDS: [&str; 16] = [
    "kind-plan",
    "kind-form",
    "kind-letter",
    "kind-statement",
    "kind-evidence",
    "kind-table",
    "sure-kind",
    "medium-paper",
    "medium-electronic",
    "channel-paper",
    "channel-mail",
    "channel-disc",
    "channel-platform",
    "channel-said",
    "duty",
    "no-duty",
];

static WORDINGS: LazyLock<BTreeMap<&'static str, Expression>> =
    LazyLock::new(|| YIELDS.into_iter().map(|name| (name, wording("evidence", name))).collect());

/// Whether one of the wordings stands in the words; `None` where there are none of that name.
fn says(name: &str, words: &str) -> Option<bool> {
    WORDINGS.get(name).map(|wording| wording.is_match(words))
}

/// Whether a material may be of a kind: by its name alone where that says itself what it is, else by
/// its sentence as well.
pub(super) fn kind_fits(kind: &str, name: &str, sentence: &str) -> bool {
    let wanted = format!("kind-{kind}");
    let bare = name.trim_end_matches(['》', '”', '。', '；', ';']);
    let by_name = says(&wanted, name);
    if says("sure-kind", bare) == Some(true) {
        return by_name == Some(true);
    }
    by_name != Some(false) || says(&wanted, sentence) == Some(true)
}

/// Whether a material may be handed in so by its sentence, else by the notice as a whole.
pub(super) fn medium_fits(medium: &str, sentence: &str, text: &str) -> bool {
    let has = |name: &str, words: &str| says(name, words) == Some(true);
    let said = |words: &str| (has("medium-paper", words), has("medium-electronic", words));
    let in_text = said(text);
    match (medium, said(sentence)) {
        ("paper", (true, _)) | ("electronic", (_, true)) => true,
        ("paper", (false, true)) | ("electronic", (true, false)) => false,
        ("paper", _) => in_text.0,
        ("electronic", _) => in_text.1,
        ("both", _) => in_text == (true, true),
        _ => true,
    }
}

/// Whether a day may hold for a way to hand in: its sentence names the way, or names none and the
/// notice does, or names another one and the sentences around it go on with this one.
pub(super) fn channel_fits(channel: &str, sentence: &str, around: &str, text: &str) -> bool {
    let wanted = format!("channel-{channel}");
    // `county`, `city`: a step on the way is no way to hand in.
    let Some(is_named) = says(&wanted, sentence) else { return true };
    if is_named {
        return true;
    }
    let names_another = says("channel-said", sentence) == Some(true);
    says(&wanted, if names_another { around } else { text }) == Some(true)
}

/// Whether a sentence may be one that binds: it does not only forbid, prefer or advise.
pub(super) fn may_bind(sentence: &str) -> bool {
    says("no-duty", sentence) == Some(false) || says("duty", sentence) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_of_the_file_is_asked_for() {
        for name in YIELDS {
            assert!(says(name, "").is_some(), "{name}");
        }
    }

    #[test]
    fn kinds_are_refuted_by_names_that_say_what_they_are() {
        for (kind, name, fits) in [
            ("letter", "市级工业和信息化局推荐函", true),
            ("evidence", "市级工业和信息化局推荐函", false),
            ("table", "推荐企业汇总表", true),
            ("letter", "企业汇总表", false),
            ("other", "真实性承诺书", false),
            ("other", "案例视频", true),
            ("letter", "活动照片", false),
            ("form", "项目申报书", true),
            ("plan", "项目申报书", true),
            ("statement", "项目申报书", false),
        ] {
            assert_eq!(kind_fits(kind, name, name), fits, "{kind} {name}");
        }
    }

    #[test]
    fn media_and_ways_keep_to_the_sentence() {
        let text = "将纸质件一式五份寄送至我厅。电子版发送至邮箱。";
        for (medium, sentence, fits) in [
            ("paper", "纸质件一式五份", true),
            ("electronic", "纸质件一式五份", false),
            ("paper", "汇总表（Excel格式）", false),
            ("paper", "活动照片", true),
            ("both", "申报书", true),
        ] {
            assert_eq!(medium_fits(medium, sentence, text), fits, "{medium} {sentence}");
        }
        assert!(!medium_fits("electronic", "申报书", "将纸质件寄送至我厅。"));
        let sentence = "请于5月31日前将纸质件寄送至我厅。";
        let around = "请于5月31日前将纸质件寄送至我厅。电子版同时发送至邮箱。";
        assert!(channel_fits("mail", sentence, around, around));
        assert!(!channel_fits("platform", sentence, around, around));
        assert!(channel_fits("county", sentence, around, around));
        assert!(channel_fits("platform", "申报时间为5月31日前。", "", "登录系统填报。"));
    }

    #[test]
    fn what_only_forbids_or_prefers_is_no_duty() {
        for (sentence, binds) in [
            ("申报单位应当成立满三年。", true),
            ("已获得支持的项目不得申报。", false),
            ("鼓励联合申报。", false),
            ("同时将电子件发送至联系邮箱,逾期不予受理。", true),
            ("每个项目只能选择一类", true),
            ("纸质件一式五份", true),
        ] {
            assert_eq!(may_bind(sentence), binds, "{sentence}");
        }
    }
}
