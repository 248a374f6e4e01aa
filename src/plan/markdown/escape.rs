//! What Markdown would take for a mark, escaped.

use crate::text::characters::leading_digits;

/// How carefully a text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// With bold and the like, escaping what has to be.
    Full,
    /// Without bold and the like.
    Plain,
    /// Without, and every mark escaped.
    Escaped,
}

/// How often a mark stands in a row at most.
pub(super) fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A target of a link, in angle brackets where it needs them.
pub(super) fn target(url: &str) -> String {
    let plain = !url.is_empty()
        && !url.contains(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '\\'));
    if plain {
        url.to_owned()
    } else {
        let inner = url.replace('\\', "\\\\").replace('<', "\\<");
        format!("<{}>", inner.replace('>', "\\>").replace('\n', "%0A"))
    }
}

/// Text with the marks of Markdown escaped.
pub(super) fn escape(text: &str, care: Care) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let needs = match c {
            _ if care == Care::Escaped => c.is_ascii_punctuation(),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '^' | '|' => true,
            '&' => rest.peek().is_some_and(|n| n.is_ascii_alphanumeric() || *n == '#'),
            // What follows may be a link, which it would make a picture.
            '!' => rest.peek().is_none(),
            _ => false,
        };
        if needs {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// Escapes what means something at the start of a line only.
pub(super) fn line_start(text: &str, care: Care) -> String {
    if care == Care::Escaped {
        // The numbers of a list are no marks by themselves, their points are escaped already.
        return text.to_owned();
    }
    let mut out: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let digits = leading_digits(line).len();
        let rest = &line[digits..];
        out.push(if (1..=9).contains(&digits) && rest.starts_with(['.', ')']) {
            format!("{}\\{rest}", &line[..digits])
        } else if digits == 0 && line.starts_with(['#', '>', '-', '+', '=', ':']) {
            format!("\\{line}")
        } else {
            line.to_owned()
        });
    }
    out.join("\n")
}
