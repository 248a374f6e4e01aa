//! Proves what cards name of the program: keys of `pilot.toml` and functions.

use crate::notice::{Card, Check, Notice, NoticeFault, NoticeFaultKind};
use crate::project::schema::{self, KeyKind, KeySpec};

use super::engine::registry::code_names;

/// Returns the cards of a notice that name a key or a function that does not exist.
pub fn card_faults(notice: &Notice) -> Vec<NoticeFault> {
    let names = code_names();
    let mut faults = Vec::new();
    for card in &notice.cards {
        let file = format!("{}/rules/{}.toml", notice.profile.id, card.id);
        for field in fields_of(card) {
            if !is_field(&field) {
                let kind = NoticeFaultKind::NoSuchField(field);
                faults.push(NoticeFault { file: file.clone(), line: None, kind });
            }
        }
        if let Check::Code { name } = &card.check
            && !names.contains(&name.as_str())
        {
            let kind = NoticeFaultKind::NoSuchCode(name.clone());
            faults.push(NoticeFault { file, line: None, kind });
        }
    }
    faults
}

/// The keys of `pilot.toml` that a card names.
fn fields_of(card: &Card) -> Vec<String> {
    match &card.check {
        Check::Required { fields, items, .. } => {
            let names = fields.iter().map(|field| field.field.clone());
            let mut found: Vec<String> = names.collect();
            if let Some(items) = items {
                found.push(format!("{}.{}", items.list, items.key));
            }
            found
        }
        Check::Same { left, right } => vec![left.clone(), right.clone()],
        Check::FieldForm { field, .. } => vec![field.clone()],
        Check::Choice(choice) => {
            let mut found = vec![choice.field.clone()];
            if let Some(reserved) = &choice.reserved {
                found.push(reserved.name.clone());
            }
            found
        }
        _ => Vec::new(),
    }
}

fn is_field(path: &str) -> bool {
    let mut keys: &[KeySpec] = schema::ROOT;
    let mut steps = path.split('.').peekable();
    while let Some(step) = steps.next() {
        let Some(key) = keys.iter().find(|key| key.name == step) else { return false };
        if steps.peek().is_none() {
            return true;
        }
        match key.kind {
            KeyKind::Table(below) | KeyKind::Tables(below) => keys = below,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_field;

    #[test]
    fn keys_of_a_project_file_are_known_by_their_paths() {
        for path in ["project.name", "applicant.contact.phone", "funding.amount", "funding"] {
            assert!(is_field(path), "{path}");
        }
        for path in ["project.nam", "applicant.name.x", "", "park.boundry"] {
            assert!(!is_field(path), "{path}");
        }
    }
}
