//! What people call the facts of a notice, by their paths.

/// Names by the path of a fact or the head of it; longer heads stand before shorter ones.
const NAMES: [(&str, &str); 36] = [
    ("applicants.quota", "名额"),
    ("applicants", "申报单位"),
    ("basins", "流域和区域"),
    ("categories", "类别"),
    ("clean-record", "无违法记录的年限"),
    ("conditions.measures", "条件里的数"),
    ("conditions", "条件"),
    ("contacts", "联系方式"),
    ("counted-deadlines", "按天数计的期限"),
    ("deadlines", "期限"),
    ("deliver.disc", "光盘"),
    ("deliver.letter.signers", "推荐函的出具单位"),
    ("deliver.letter", "推荐函"),
    ("deliver.mail.subject", "邮件题目"),
    ("deliver.mail", "电子件的收件处"),
    ("deliver.paper.binding", "装订方式"),
    ("deliver.paper.copies", "纸质件份数"),
    ("deliver.paper", "纸质件的收件处"),
    ("deliver.platform.limit", "上传的大小上限"),
    ("deliver.platform", "申报平台"),
    ("deliver", "报送方式"),
    ("doc-no", "文号"),
    ("industries", "行业"),
    ("issuers", "发文单位"),
    ("materials", "材料"),
    ("naming", "命名要求"),
    ("obligations", "要求"),
    ("outline", "大纲标题"),
    ("period", "实施周期"),
    ("posted-on", "发布日期"),
    ("plan-title", "方案题目"),
    ("readings", "没有说清之处"),
    ("region", "地区"),
    ("signed-on", "落款日期"),
    ("source", "来源"),
    ("title", "通知题目"),
];

/// The name of a fact, `期限` for `deadlines.0`; `None` for a path that is none of a notice.
pub fn fact_name(path: &str) -> Option<&'static str> {
    let is_head = |head: &str| match path.strip_prefix(head) {
        Some(rest) => rest.is_empty() || rest.starts_with('.'),
        None => false,
    };
    let found = NAMES.iter().find(|(head, _)| is_head(head));
    found.map(|(_, name)| *name)
}

/// The names of facts, each once, with a count where it stands for several.
pub(super) fn fact_names<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for path in paths {
        let name = fact_name(path).unwrap_or(path);
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    let mut words = Vec::new();
    for (name, count) in counts {
        words.push(if count == 1 { name.to_owned() } else { format!("{name}（{count} 处）") });
    }
    words.join("、")
}

#[cfg(test)]
mod tests {
    use super::{NAMES, fact_name, fact_names};

    #[test]
    fn the_longest_head_names_a_fact() {
        assert_eq!(fact_name("deliver.paper.copies"), Some("纸质件份数"));
        assert_eq!(fact_name("deliver.paper.address"), Some("纸质件的收件处"));
        assert_eq!(fact_name("deadlines.0"), Some("期限"));
        assert_eq!(fact_name("titles"), None);
        for (at, (head, _)) in NAMES.iter().enumerate() {
            let hidden =
                NAMES[..at].iter().any(|(other, _)| head.starts_with(&format!("{other}.")));
            assert!(!hidden, "{head} is never reached");
        }
    }

    #[test]
    fn facts_of_one_kind_are_counted() {
        let paths = ["title", "materials.a", "materials.b"];
        assert_eq!(fact_names(paths.into_iter()), "通知题目、材料（2 处）");
    }
}
