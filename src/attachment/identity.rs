//! What a file tells about people beside its content, in words for a person.

use crate::text::word_list::{is_word, starts_with_word};

/// `label：value` if the value names somebody; texts of control characters, numbers and programs do
/// not.
pub(super) fn person(label: &str, value: &str) -> Option<String> {
    let printable = value.chars().filter(|c| !c.is_control());
    let value: String = printable.take(200).collect();
    let value = value.trim();
    let folded = value.to_lowercase();
    let tells = !value.is_empty()
        && value.chars().any(char::is_alphabetic)
        && !is_word(&folded, "nobody")
        && !starts_with_word(&folded, "nobody-beginnings");
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
