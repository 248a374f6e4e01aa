//! Text of unknown origin in XML and HTML.

/// What stands for a character that has a meaning in XML and HTML, in content or in a quoted
/// attribute; `None` for all others.
pub fn entity(c: char) -> Option<&'static str> {
    match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        _ => None,
    }
}

/// Appends a text as it can be shown: white space as spaces, without control characters, which
/// nothing can show, and without what XML 1.0 (2.2) cannot hold.
pub fn push_visible(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\t' | '\n' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => push_char(c, out),
        }
    }
}

/// The same as a text of its own.
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_visible(text, &mut out);
    out
}

/// A text with all its characters but those that XML 1.0 (2.2) cannot hold.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_allowed = matches!(c, '\t' | '\n' | '\r') || c >= ' ';
        if is_allowed && !matches!(c, '\u{fffe}' | '\u{ffff}') {
            push_char(c, &mut out);
        }
    }
    out
}

fn push_char(c: char, out: &mut String) {
    match entity(c) {
        Some(entity) => out.push_str(entity),
        None => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{visible, xml};

    #[test]
    fn nothing_in_a_text_is_markup() {
        let escaped = "&lt;script&gt;a&amp;&amp;b&lt;/script&gt;]]&gt;&quot;&#39;";
        assert_eq!(visible("<script>a&&b</script>]]>\"'"), escaped);
        assert_eq!(xml("<script>a&&b</script>]]>\"'"), escaped);
    }

    #[test]
    fn characters_that_nothing_can_show_are_left_out() {
        assert_eq!(visible("一\u{0}\u{8}\u{1b}\u{7f}\u{85}\u{fffe}二\t三"), "一二 三");
        assert_eq!(xml("一\u{0}\u{8}\u{1b}\u{fffe}二\t三\n"), "一二\t三\n");
    }
}
