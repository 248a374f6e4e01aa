//! Slots for what the notice demands: an attachment for each material, an answer for each condition.

use super::super::unfilled::unfilled_mark;
use super::fill::{items_mut, list, put, text};
use crate::notice::Notice;
use crate::notice::profile::{ApplicationCondition, Category, MaterialKind, RequiredMaterial};
use crate::project::toml_tree::TomlNode;

/// Materials of this category that an attachment has to be.
pub(in crate::scaffold) fn attached_materials<'n>(
    notice: &'n Notice,
    category: Option<&Category>,
) -> Vec<&'n RequiredMaterial> {
    let category = category.map(|category| category.id.as_str());
    let materials = notice.profile.materials.iter();
    let materials = materials.filter(|material| material.holds_for(category));
    let wanted = materials.filter(|material| is_attached(material) && !material.optional);
    wanted.collect()
}

/// Whether a material is a file beside plan and letters that no other table of the file names.
pub(in crate::scaffold) fn is_attached(material: &RequiredMaterial) -> bool {
    let own = matches!(material.kind, MaterialKind::Plan | MaterialKind::Letter);
    !own && material.judged_by.is_empty()
}

/// Conditions of this category that an answer is asked for.
pub(in crate::scaffold) fn asked_conditions<'n>(
    notice: &'n Notice,
    category: Option<&Category>,
) -> Vec<&'n ApplicationCondition> {
    let category = category.map(|category| category.id.as_str());
    let conditions = notice.profile.conditions.iter();
    let conditions = conditions.filter(|condition| condition.holds_for(category));
    conditions.filter(|condition| condition.judged_by.is_empty()).collect()
}

/// Adds an attachment for each material that none of those that are there is.
pub(super) fn materials(notice: &Notice, category: Option<&Category>, facts: &mut TomlNode) {
    for material in attached_materials(notice, category) {
        let known = items_mut(facts, "attachments");
        if known.iter().any(|item| is_material(item, material)) {
            continue;
        }
        let mut item = TomlNode::default();
        put(&mut item, "title", text(&material.name));
        put(&mut item, "file", text(&unfilled_mark("attachments.file")));
        put(&mut item, "role", text(role(material.kind)));
        put(&mut item, "material", text(&material.id));
        push(facts, "attachments", item);
    }
}

/// Adds an answer to fill in for each condition that has none.
pub(super) fn condition_answers(
    notice: &Notice,
    category: Option<&Category>,
    facts: &mut TomlNode,
) {
    for condition in asked_conditions(notice, category) {
        let known = items_mut(facts, "conditions");
        if known.iter().any(|item| has_text(item, "id", &condition.id)) {
            continue;
        }
        let mut item = TomlNode::default();
        put(&mut item, "id", text(&condition.id));
        put(&mut item, "met", text(&unfilled_mark("conditions.met")));
        put(&mut item, "how", text(&unfilled_mark("conditions.how")));
        put(&mut item, "evidence", text(""));
        if !condition.measures.is_empty() {
            put(&mut item, "value", text(&unfilled_mark("conditions.value")));
        }
        push(facts, "conditions", item);
    }
}

fn is_material(item: &TomlNode, material: &RequiredMaterial) -> bool {
    has_text(item, "material", &material.id) || has_text(item, "title", &material.name)
}

fn has_text(item: &TomlNode, key: &str, wanted: &str) -> bool {
    item.get(key).and_then(TomlNode::text).is_some_and(|text| text.value == wanted)
}

/// Adds an item to a list, which is made where there is none.
fn push(facts: &mut TomlNode, name: &str, item: TomlNode) {
    let mut items = items_mut(facts, name).to_vec();
    items.push(item);
    put(facts, name, list(items));
}

/// The role that an attachment of a kind has.
fn role(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::Statement => "statement",
        MaterialKind::Evidence => "evidence",
        MaterialKind::Table => "list",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::toml_tree::TomlValue;

    #[test]
    fn a_list_is_made_and_grows() {
        let mut facts = TomlNode::default();
        for name in ["甲", "乙"] {
            let mut item = TomlNode::default();
            put(&mut item, "title", text(name));
            push(&mut facts, "attachments", item);
        }
        let TomlValue::Table(entries) = &facts.value else { panic!("a table") };
        assert_eq!(entries.len(), 1);
        assert!(has_text(&items_mut(&mut facts, "attachments")[1], "title", "乙"));
    }
}
