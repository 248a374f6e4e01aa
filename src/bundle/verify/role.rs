//! What a file is for, by its name, where nobody says it.

/// Whether it may be a plan.
pub(super) fn is_document(path: &str) -> bool {
    let lower = path.to_lowercase();
    ["pdf", "docx", "doc", "wps", "md"].iter().any(|e| lower.ends_with(&format!(".{e}")))
}

/// A role by the name: the file's own first, then its folder's.
pub(super) fn guess(path: &str) -> &'static str {
    let by_words = |text: &str| {
        let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
        match () {
            () if has(&["推荐函", "推荐意见", "推荐文件"]) => Some("letter"),
            () if has(&["承诺", "无突出"]) => Some("statement"),
            () if has(&["四至", "边界"]) => Some("boundary"),
            () if has(&["资金"]) => Some("funding"),
            () if has(&["实施方案", "方案"]) => Some("plan"),
            () => None,
        }
    };
    let (folder, last) = path.rsplit_once('/').unwrap_or(("", path));
    let role =
        by_words(last).or_else(|| by_words(folder).filter(|r| *r == "letter")).unwrap_or("other");
    if role == "plan" && !is_document(last) { "other" } else { role }
}
