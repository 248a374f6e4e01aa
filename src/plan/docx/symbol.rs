//! Characters of symbol fonts.

use super::xml::XmlNode;

/// A character of a symbol font: boxes and ticks as what they show, others as they are.
pub(super) fn symbol(node: &XmlNode) -> String {
    let code =
        node.attribute("char").and_then(|c| u32::from_str_radix(c, 16).ok()).unwrap_or_default();
    let wingdings =
        node.attribute("font").is_some_and(|f| f.to_lowercase().starts_with("wingdings"));
    match (wingdings, code | 0xf000) {
        (true, 0xf0fe | 0xf052) => "☑".to_owned(),
        (true, 0xf0a8 | 0xf06f | 0xf0a3) => "□".to_owned(),
        (true, 0xf0fc | 0xf050) => "✓".to_owned(),
        (true, 0xf06c) => "●".to_owned(),
        (true, 0xf06e) => "■".to_owned(),
        _ => char::from_u32(code).filter(|c| !c.is_control()).map(String::from).unwrap_or_default(),
    }
}
