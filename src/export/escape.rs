//! Text of unknown origin in XML and HTML.

use crate::plan::{Inline, InlineKind};

/// Appends a text so that it means nothing but itself, in content and in quoted attributes.
/// Characters that XML 1.0 (2.2) cannot hold, and controls, are left out: nothing can show them.
pub(super) fn push(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
}

/// The same as a text of its own.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(text, &mut out);
    out
}

/// The first character that some inline text shows.
pub(super) fn first_char(inlines: &[Inline]) -> Option<char> {
    inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.chars().next(),
        InlineKind::Strong(inner)
        | InlineKind::Emph(inner)
        | InlineKind::Strike(inner)
        | InlineKind::Sup(inner)
        | InlineKind::Sub(inner)
        | InlineKind::Link { inlines: inner, .. } => first_char(inner),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(
            escaped("<script>a&&b</script>]]>\"'"),
            "&lt;script&gt;a&amp;&amp;b&lt;/script&gt;]]&gt;&quot;&#39;"
        );
        assert_eq!(escaped("一\u{0}\u{8}\u{1b}\u{7f}\u{85}\u{fffe}二\t三"), "一二 三");
    }
}
