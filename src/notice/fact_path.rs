//! Facts by their paths, as `[[drafts]]` and `[[confirmed]]` name them: `title`, `deadlines.0`,
//! `materials.statement`, `deliver.mail.subject`.

use crate::text::toml_tree::{TomlNode, TomlValue};

/// Keys that hold words of the notice, the nearest one first.
const QUOTING: [&str; 3] = ["quote", "wording", "max-wording"];

/// Returns the value of a fact in the tree of `profile.toml`.
pub fn find<'t>(profile: &'t TomlNode, fact: &str) -> Option<&'t TomlNode> {
    let mut node = profile;
    for step in fact.split('.') {
        node = child(node, step)?;
    }
    Some(node)
}

fn child<'t>(node: &'t TomlNode, step: &str) -> Option<&'t TomlNode> {
    if let TomlValue::List(items) = &node.value {
        if let Ok(index) = step.parse::<usize>() {
            return items.get(index);
        }
        return items.iter().find(|item| text_at(item, "id") == Some(step));
    }
    if let Some(value) = node.get(step) {
        return Some(value);
    }
    // `applicants.enterprise` is one of the kinds of applicants.
    child(node.get("kinds")?, step)
}

fn text_at<'t>(node: &'t TomlNode, key: &str) -> Option<&'t str> {
    match &node.get(key)?.value {
        TomlValue::Text(text) => Some(text),
        _ => None,
    }
}

/// Returns the words of the notice that the profile gives for a fact: those of its own entry, else
/// those of the entry it stands in, else its value.
pub fn quote(profile: &TomlNode, fact: &str) -> Option<String> {
    let mut path = fact;
    loop {
        let node = find(profile, path)?;
        for key in QUOTING {
            if let Some(words) = text_at(node, key)
                && !words.is_empty()
            {
                return Some(words.to_owned());
            }
        }
        let Some((above, _)) = path.rsplit_once('.') else { break };
        path = above;
    }
    match &find(profile, fact)?.value {
        TomlValue::Text(text) if text != "unstated" => Some(text.clone()),
        TomlValue::List(items) => match &items.first()?.value {
            TomlValue::Text(text) => Some(text.clone()),
            _ => None,
        },
        TomlValue::Table(_) => {
            let node = find(profile, fact)?;
            let named = ["name", "office", "contents"].iter().find_map(|key| text_at(node, key));
            named.or_else(|| quote_of_first(node)).map(str::to_owned)
        }
        _ => None,
    }
}

/// The first text of a list in a table: the mailbox of `deliver.mail`.
fn quote_of_first(node: &TomlNode) -> Option<&str> {
    for (_, value) in node.entries() {
        if let Some(TomlValue::Text(text)) = value.items().first().map(|item| &item.value) {
            return Some(text);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{SourceId, SourceText, toml_tree};

    const PROFILE: &str = "title = \"关于申报的通知\"\n[applicants]\n[[applicants.kinds]]\nid = \"park\"\nname = \"园区\"\n[[deadlines]]\nwording = \"8月5日前\"\ntime = \"unstated\"\n[[materials]]\nid = \"form\"\nquote = \"报送申报书\"\n[deliver.mail]\nto = [\"a@example.com\"]\n";

    #[test]
    fn facts_are_found_by_number_and_by_id() {
        let (tree, _) = toml_tree::parse(SourceId(0), &SourceText::new("profile.toml", PROFILE));
        for fact in ["title", "applicants.park", "deadlines.0", "materials.form", "deliver.mail.to"]
        {
            assert!(find(&tree, fact).is_some(), "{fact}");
        }
        for fact in ["deadlines.1", "materials.letter", "deliver.paper", "naming.0", "applicants.x"]
        {
            assert!(find(&tree, fact).is_none(), "{fact}");
        }
        let quoted = |fact| quote(&tree, fact).unwrap_or_default();
        assert_eq!(quoted("deadlines.0.time"), "8月5日前");
        assert_eq!(quoted("materials.form"), "报送申报书");
        assert_eq!(quoted("deliver.mail"), "a@example.com");
        assert_eq!(quoted("applicants.park"), "园区");
    }
}
