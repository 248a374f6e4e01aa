//! What a file tells about people beside its content, in words for a person.

/// Names that programs and shops put in by themselves; they tell nothing about anybody.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "user",
    "users",
    "owner",
    "windows",
    "windows user",
    "windows 用户",
    "微软用户",
    "微软中国",
    "微软",
    "microsoft",
    "microsoft office user",
    "microsoft office 用户",
    "microsoft corporation",
    "ms user",
    "用户",
    "用户名",
    "个人用户",
    "默认用户",
    "系统管理员",
    "管理员",
    "unknown",
    "none",
    "null",
    "author",
    "anonymous",
    "(anonymous)",
    "unspecified",
    "(unspecified)",
    "untitled",
    "un-named",
    "wps",
    "wps office",
    "wps_office",
    "kingsoft",
    "金山",
    "python-docx",
    "openpyxl",
    "apache poi",
    "pandoc",
    "typst",
    "latex",
    "cnki",
    "pc",
    "hp",
    "hewlett-packard",
    "lenovo",
    "lenovo user",
    "dell",
    "asus",
    "acer",
    "huawei",
    "thinkpad",
    "xiaomi",
    "china",
    "home",
    "test",
    "tester",
    "1",
    "雨林木风",
    "深度技术",
    "番茄花园",
    "电脑公司",
    "系统之家",
    "ylmf",
];

/// `label：value` if the value names somebody; texts of control characters, numbers and programs do
/// not.
pub(super) fn person(label: &str, value: &str) -> Option<String> {
    let printable = value.chars().filter(|c| !c.is_control());
    let value: String = printable.take(200).collect();
    let value = value.trim();
    let folded = value.to_lowercase();
    let tells = !value.is_empty()
        && value.chars().any(char::is_alphabetic)
        && !NOBODY.contains(&folded.as_str())
        && !folded.starts_with("desktop-")
        && !folded.starts_with("laptop-")
        && !folded.starts_with("user-");
    tells.then(|| format!("{label}：{value}"))
}

/// `what n 处` if there are any.
pub(super) fn count(what: &str, number: usize, unit: &str) -> Option<String> {
    (number > 0).then(|| format!("{what} {number} {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_nobody() {
        assert_eq!(person("作者", "Administrator"), None);
        assert_eq!(person("作者", "  "), None);
        assert_eq!(person("作者", "张三\u{0}").as_deref(), Some("作者：张三"));
    }
}
