//! The files of a new project: plan, letters, attachments.

use super::super::known_facts::{division, primary, said};
use super::fill::{each, fill, items_mut, list, put, text};
use crate::notice::Notice;
use crate::notice::profile::{Category, LetterSpec, Stated};
use crate::project::toml_tree::TomlNode;

/// What is handed in, as far as its files are known.
pub(super) fn files(notice: &Notice, category: Option<&Category>, facts: &mut TomlNode) {
    if said(facts, "plan.pdf").is_none() {
        fill(facts, "plan.files", list(vec![text("plan.md")]));
    }
    if let Some(spec) = &notice.profile.deliver.letter {
        fill(facts, "letters", list(letters(spec)));
        if let Some(city) = division(notice, facts).map(|d| d.city.clone()) {
            for item in items_mut(facts, "letters") {
                fill(item, "city", text(&city));
            }
        }
        each(facts, "letters", &["city", "file", "date"]);
    }
    if primary(category) == Some("park") {
        let mut item = TomlNode::default();
        put(&mut item, "title", text("园区四至边界图"));
        put(&mut item, "file", text("attachments/四至边界图.pdf"));
        put(&mut item, "role", text("boundary"));
        fill(facts, "attachments", list(vec![item]));
    }
    if notice.profile.deliver.mail.is_some() {
        fill(facts, "mail.from", text(""));
    }
}

/// One joint letter, unless the notice wants one of each signer.
fn letters(spec: &LetterSpec) -> Vec<TomlNode> {
    let letter = |from: Vec<TomlNode>, file: String| {
        let mut item = TomlNode::default();
        put(&mut item, "from", list(from));
        put(&mut item, "file", text(&file));
        item
    };
    if spec.joint == Stated::Value(false) {
        return spec
            .signers
            .iter()
            .map(|s| {
                letter(vec![text(&s.id)], format!("attachments/{}（{}）.pdf", spec.name, s.name))
            })
            .collect();
    }
    vec![letter(
        spec.signers.iter().map(|s| text(&s.id)).collect(),
        format!("attachments/{}.pdf", spec.name),
    )]
}
