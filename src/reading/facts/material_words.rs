//! Words that are no names of materials: those for all of them, those that mean nothing by themselves,
//! pieces of sentences.

use super::phrases::without_brackets;

/// Whether a name is a word for all materials.
pub(super) fn is_general(name: &str) -> bool {
    let general = [
        "相关材料",
        "有关材料",
        "申报材料",
        "以上材料",
        "上述材料",
        "全部材料",
        "所有材料",
        "所有申报材料",
        "相关申报材料",
        "推荐材料",
    ];
    let general = general.into_iter().chain([
        "报送材料",
        "各项材料",
        "纸质材料",
        "电子材料",
        "材料",
        "申请材料",
        "参评材料",
        "电子版",
        "电子稿",
        "纸质版",
        "有关资料",
        "电子文档",
        "电子文件",
        "电子版光盘",
        "电子扫描件",
        "扫描件",
        "以下材料",
        "下列材料",
        "如下材料",
        "以下资料",
    ]);
    let bare = without_brackets(name);
    let bare = bare.trim();
    let of_whom = [
        "企业",
        "项目",
        "单位",
        "各自",
        "本单位",
        "相关",
        "有关",
        "全套",
        "其他",
        "参赛",
        "盖章",
        "可编辑版",
        "加盖公章的",
        "完整的",
    ];
    let plain = of_whom.iter().find_map(|whom| bare.strip_prefix(whom)).unwrap_or(bare);
    general.into_iter().any(|word| bare == word || plain == word)
}

/// Whether a name is a word that means nothing by itself.
pub(super) fn is_bare_word(name: &str) -> bool {
    ["材料", "名单", "资料", "文件", "表格", "附件", "结果", "意见"].contains(&name)
}

/// Whether a phrase is cut out of the middle of a sentence: 的评审表, 和相关信息, 根据方案.
pub(super) fn begins_in_the_middle(name: &str) -> bool {
    [
        "的", "和", "者", "之", "在", "由", "根据", "按", "结合", "对", "取消", "视", "予", "进行",
        "从", "被", "不", "会", "虚假", "组织", "通过", "与",
    ]
    .iter()
    .any(|word| name.starts_with(word))
}
