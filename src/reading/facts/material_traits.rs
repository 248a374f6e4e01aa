//! What is said about a material: copies, medium, seal, form, kind.

use std::sync::OnceLock;

use super::paper;
use super::phrases::inside;
use super::quota::value;
use crate::reading::expression::Expression;
use crate::reading::patterns::expression;
use crate::reading::sheet::Material;

/// The words around a name that speak of it: up to the next full stop, and at most 120 characters.
pub(super) fn around<'a>(context: &'a str, name: &str) -> &'a str {
    let Some(at) = context.find(name) else { return context };
    let rest = &context[at..];
    let mut end = rest.len();
    for (count, (place, c)) in rest.char_indices().enumerate() {
        let is_stop = matches!(c, '。' | '；');
        if place >= name.len() && (is_stop || count > 120) {
            end = place;
            break;
        }
    }
    &rest[..end]
}

/// The material by its name and the words behind it.
pub(super) fn read(name: &str, near: &str) -> Material {
    let paper = paper::is_asked(near);
    let lower = near.to_ascii_lowercase();
    let electronic = ["电子", "pdf", "word", "excel", "jpg", "光盘", "u盘", "mp4", "ppt", "扫描"]
        .iter()
        .any(|word| lower.contains(word));
    let medium = match (paper, electronic) {
        (true, true) => "both",
        (true, false) => "paper",
        (false, true) => "electronic",
        (false, false) => "unstated",
    };
    Material {
        name: name.to_owned(),
        copies: copies(own_words(near, name)).or_else(|| shared_copies(near)),
        medium,
        seal: ["盖章", "公章", "盖骑缝章", "签章"].iter().any(|word| near.contains(word)),
        sign: ["签字", "签名", "签章", "签署"].iter().any(|word| near.contains(word)),
        original: near.contains("原件"),
        copy: near.contains("复印件"),
        form: form(own_words(near, name)),
        editable: ["word", "excel", "可编辑", "xls", "docx"]
            .iter()
            .any(|word| lower.contains(word)),
        kind: kind(name),
        optional: ["如有", "可附", "可提供", "非必须", "选填", "可选", "自愿提供", "可以提交"]
            .iter()
            .any(|word| near.contains(word)),
        ..Material::default()
    }
}

/// The number of copies: 一式三份, 纸质稿2份, 各一式1份.
fn copies(near: &str) -> Option<u32> {
    let number = number_of_copies().captures(near)?.name("number")?.as_str();
    value(number)
}

/// A number that is said of all members of an enumeration: 甲、乙各一式5份.
fn shared_copies(near: &str) -> Option<u32> {
    let found = number_of_copies().find(near)?;
    let before = near[..found.start()].trim_end();
    let is_of_each = found.as_str().starts_with('各')
        || before.ends_with(['各', '均'])
        || !before.contains('、');
    if is_of_each { copies(near) } else { None }
}

fn number_of_copies() -> &'static Expression {
    static COPIES: OnceLock<Expression> = OnceLock::new();
    COPIES.get_or_init(|| {
        expression(r"(?:一式\s*|纸质(?:稿|版|材料|件)?\s*|原件\s*|复印件\s*|各\s*)(?P<number>[0-9０-９]+|[一二三四五六七八九十两]+)\s*份")
    })
}

/// The number of copies in an item that states it once.
pub(super) fn only_number_of_copies(item: &str) -> Option<u32> {
    let is_once = number_of_copies().find_iter(item).count() == 1;
    if is_once { copies(item) } else { None }
}

/// The words up to the next member of an enumeration: an annex named behind it belongs to the next one.
fn own_words<'a>(near: &'a str, name: &str) -> &'a str {
    let from = if near.starts_with(name) { name.len() } else { 0 };
    for (at, c) in near.char_indices() {
        let is_joint = matches!(c, '、' | '，') || near[at..].starts_with("以及");
        if at >= from && is_joint && !inside(&near[from..], at - from) {
            return &near[..at];
        }
    }
    near
}

/// The annex that is its form.
fn form(near: &str) -> Option<String> {
    static FORM: OnceLock<Expression> = OnceLock::new();
    let form = FORM
        .get_or_init(|| expression(r"附\s*件\s*(?P<number>[0-9０-９]+|[一二三四五六七八九十]+)"));
    let captures = form.captures(near)?;
    let found = captures.name("number")?;
    // 各项目指南（附件2）要求的材料 has no form of its own.
    let behind = near[found.end()..].trim_start_matches(['）', ')', '的']);
    if ["要求", "规定", "所列", "明确"].iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let number = value(found.as_str())?;
    Some(format!("附件{number}"))
}

/// The kind of a material by the words of its name.
fn kind(name: &str) -> &'static str {
    let kinds: [(&str, &[&str]); 6] = [
        ("letter", &["推荐函", "推荐信", "申报函", "公函", "推荐文件", "正式文件", "推荐意见"]),
        ("statement", &["承诺", "声明"]),
        ("table", &["汇总表", "一览表", "清单", "名单", "统计表", "情况表"]),
        (
            "form",
            &[
                "申报表",
                "申报书",
                "申请表",
                "申请书",
                "推荐表",
                "推荐书",
                "登记表",
                "评审表",
                "评审书",
                "报名表",
                "信息表",
                "活页",
            ],
        ),
        (
            "evidence",
            &[
                "证明",
                "执照",
                "证书",
                "合同",
                "发票",
                "凭证",
                "协议",
                "佐证",
                "复印件",
                "审计",
                "财务报表",
                "会计报表",
                "支撑材料",
                "批复",
                "许可",
            ],
        ),
        ("plan", &["实施方案", "建设方案", "工作方案", "方案", "规划", "计划书"]),
    ];
    for (kind, words) in kinds {
        if words.iter().any(|word| name.contains(word)) {
            return kind;
        }
    }
    "other"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_form_and_seal_are_read_behind_the_name() {
        let item = "《课题申报汇总表》(详见附件1，纸质稿2份，Word稿1份，纸质稿加盖公章）。";
        let material = read("《课题申报汇总表》", around(item, "《课题申报汇总表》"));
        assert_eq!(material.copies, Some(2));
        assert_eq!(material.form.as_deref(), Some("附件1"));
        assert_eq!(
            (material.medium, material.seal, material.editable, material.kind),
            ("both", true, true, "table")
        );
    }

    #[test]
    fn nothing_is_said_where_nothing_stands() {
        let material = read("申报书", "申报书");
        assert_eq!((material.copies, material.medium, material.form), (None, "unstated", None));
    }
}
