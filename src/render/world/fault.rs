//! Faults of layout, in words for the author.

use super::super::RenderError;

/// A fault of layout.
pub(in crate::render) struct LayoutError {
    /// In words, at its place.
    pub(in crate::render) trouble: RenderError,
    /// The part of the code that is to blame, if it is one of `Markup::parts`.
    pub(in crate::render) part: Option<usize>,
}

/// A fault of the typesetter in words for the author; its own words are kept behind them.
pub(super) fn chinese(message: &str) -> (String, &'static str) {
    let known = [
        ("decode", "图片打不开，可能已损坏", "请重新导出为 PNG 或 JPEG"),
        ("image", "图片不能排版", "请重新导出为 PNG 或 JPEG"),
        ("PDF/A", "这一处不能写进存档用的 PDF/A 文件", "请改写这一处"),
        ("depth", "嵌套太深，排不下", "请减少列表或引用的层数"),
    ];
    let found = known.iter().find(|(word, ..)| message.contains(word));
    let (what, help) =
        found.map(|(_, what, help)| (*what, *help)).unwrap_or(("排版出错", "请改写这一处后重试"));
    (format!("{what}（{message}）"), help)
}
