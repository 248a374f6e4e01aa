//! PowerPoint: text of slides, hidden slides, notes, comments.

use super::xml::{self, XmlStep};
use super::{FileFacts, OfficeParts, identity};

/// Reads a presentation; returns whether its main part is there and whole.
pub(super) fn read(parts: &mut OfficeParts<'_>, facts: &mut FileFacts, text: &mut String) -> bool {
    let Some(main) = parts.read("ppt/presentation.xml") else { return false };
    let whole = xml::walk(&main, |_| {});
    let (mut hidden, mut notes, mut comments) = (0, 0, 0);
    for name in parts.below("ppt/slides/") {
        let part = parts.read(&name).unwrap_or_default();
        paragraphs(&part, text, &mut hidden);
    }
    for name in parts.below("ppt/notesSlides/") {
        let (part, before) = (parts.read(&name).unwrap_or_default(), text.len());
        paragraphs(&part, text, &mut 0);
        // A notes page always holds the slide's number; that is no note.
        notes += usize::from(text[before..].chars().any(char::is_alphabetic));
    }
    for name in parts.below("ppt/comments/") {
        comments += parts.read(&name).map(|part| xml::count(&part, "cm")).unwrap_or(0);
    }
    facts.metadata.extend(identity::count("隐藏的幻灯片", hidden, "张"));
    facts.metadata.extend(identity::count("演讲者备注", notes, "页"));
    facts.metadata.extend(identity::count("批注", comments, "处"));
    whole
}

fn paragraphs(part: &str, out: &mut String, hidden: &mut usize) {
    let mut in_text = false;
    xml::walk(part, |step| match step {
        XmlStep::Start { element, empty } => match element.name().as_str() {
            "sld" => *hidden += usize::from(!element.is_on("show")),
            "t" => in_text = !empty,
            "br" => out.push('\n'),
            _ => {}
        },
        XmlStep::End(name) if name == "t" => in_text = false,
        XmlStep::End(name) if name == "p" => out.push('\n'),
        XmlStep::Text(text) if in_text => out.push_str(&text),
        _ => {}
    });
}
