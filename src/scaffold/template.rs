//! Templates: text with `{{holes}}`.
//!
//! A paragraph with a hole that has no value in this notice is left out; if it is the first one, so
//! is the whole file.

use std::collections::BTreeMap;

/// The values of holes; `None` if the notice has nothing to say there. A hole that is not listed is
/// ordinary text.
pub(super) type Holes = BTreeMap<String, Option<String>>;

/// Fills a template; `None` if the file is not wanted.
pub(super) fn fill(text: &str, holes: &Holes) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    for (index, paragraph) in text.replace("\r\n", "\n").split("\n\n").enumerate() {
        match paragraph_of(paragraph, holes) {
            Some(filled) => out.push(filled),
            None if index == 0 => return None,
            None => {}
        }
    }
    let mut text = out.join("\n\n").trim_end().to_owned();
    text.push('\n');
    Some(text)
}

fn paragraph_of(text: &str, holes: &Holes) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // What was filled in is not looked at again: an answer may contain braces.
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        match after.split_once("}}").and_then(|(name, tail)| Some((holes.get(name)?, tail))) {
            Some((value, tail)) => {
                out.push_str(value.as_deref()?);
                rest = tail;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Some(out)
}

/// Where a template is written: `_` before a name stands for the dot that would hide the template
/// itself.
pub(super) fn file_name(template: &str) -> String {
    let part = |part: &str| match part.strip_prefix('_') {
        Some(rest) => format!(".{rest}"),
        None => part.to_owned(),
    };
    let parts: Vec<_> = template.split('/').map(part).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holes() -> Holes {
        let some = |t: &str| Some(t.to_owned());
        [("a", some("甲")), ("b", some("{{a}}")), ("none", None)]
            .map(|(k, v)| (k.to_owned(), v))
            .into()
    }

    #[test]
    fn holes_are_filled_once() {
        assert_eq!(
            fill("{{a}}，{{b}}，{{c}}，{{ a }}，${{ x }}，{{", &holes()).expect("works"),
            "甲，{{a}}，{{c}}，{{ a }}，${{ x }}，{{\n"
        );
    }

    #[test]
    fn what_the_notice_lacks_is_left_out() {
        assert_eq!(
            fill("一\r\n\r\n二{{none}}\n二\n\n三\n\n", &holes()).expect("works"),
            "一\n\n三\n"
        );
        assert_eq!(fill("一{{none}}\n\n二", &holes()), None);
    }

    #[test]
    fn underscores_stand_for_dots() {
        assert_eq!(file_name("_github/workflows/pilot.yml"), ".github/workflows/pilot.yml");
        assert_eq!(file_name("a_b/c.md"), "a_b/c.md");
    }
}
