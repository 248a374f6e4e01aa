//! The values of a new `pilot.toml`: what was said, what follows from it, and marks where something
//! is still to be filled in.

pub(super) mod demands;
mod files;
mod fill;
mod objects;

use crate::notice::Notice;
use crate::notice::profile::Category;
use crate::project::config::is_unfilled;
use crate::project::toml_tree::{TomlNode, TomlValue};
use crate::text::characters::filled;
use crate::text::{At, numeral};

use super::answers::Answers;
use super::known_facts::{division, primary, said, said_category};
use files::files;
use fill::{ask, ask_list, each, fill, list, put, text};
use objects::objects;

/// Everything that the new file says.
pub(super) fn complete(notice: &Notice, answers: &Answers) -> TomlNode {
    let mut facts = answers.given.clone();
    put(
        &mut facts,
        "format",
        TomlNode { value: TomlValue::Number(1.0, "1".to_owned()), at: At::default() },
    );
    let named = answers.notice_path.as_ref().unwrap_or(&notice.profile.id);
    put(&mut facts, "notice", text(named));
    let said = [
        ("project.name", &answers.name),
        ("project.category", &answers.category),
        ("applicant.name", &answers.applicant),
        ("applicant.kind", &answers.kind),
        ("applicant.division", &answers.division),
    ];
    for (path, value) in said {
        if let Some(value) = value.as_deref().and_then(filled) {
            put(&mut facts, path, text(value));
        }
    }
    if let Some(code) = division(notice, &facts).map(|d| d.code.clone()) {
        put(&mut facts, "applicant.division", text(&code));
    }
    let category = said_category(notice, &facts);
    project(notice, category, &mut facts);
    applicant(notice, &mut facts);
    objects(notice, category, &mut facts);
    conditions(notice, &mut facts);
    files(notice, category, &mut facts);
    demands::materials(notice, category, &mut facts);
    demands::condition_answers(notice, category, &mut facts);
    in_own_words(notice, &mut facts);
    facts
}

/// What is still to be filled in, in the notice's words.
fn in_own_words(notice: &Notice, node: &mut TomlNode) {
    match &mut node.value {
        TomlValue::Text(text) if is_unfilled(text) => *text = notice.profile.say(text),
        TomlValue::Table(entries) => {
            for (_, below) in entries.iter_mut() {
                in_own_words(notice, below);
            }
        }
        TomlValue::List(items) => {
            for below in items.iter_mut() {
                in_own_words(notice, below);
            }
        }
        TomlValue::Text(_) | TomlValue::Number(..) | TomlValue::Bool(_) | TomlValue::Date(_) => {}
    }
}

fn project(notice: &Notice, category: Option<&Category>, facts: &mut TomlNode) {
    let profile = &notice.profile;
    ask(facts, "project.name");
    if !profile.categories.is_empty() {
        ask(facts, "project.category");
    }
    if !profile.industries.is_empty() {
        ask_list(facts, "project.industries");
    }
    if primary(category) == Some("basin") {
        ask_list(facts, "project.basins");
    }
    if profile.period.value().is_some() {
        ask(facts, "project.start");
        ask(facts, "project.end");
    }
}

fn applicant(notice: &Notice, facts: &mut TomlNode) {
    let applicants = &notice.profile.applicants;
    ask(facts, "applicant.name");
    if !applicants.kinds.is_empty() {
        ask(facts, "applicant.kind");
    }
    if notice.profile.region.is_some() {
        ask(facts, "applicant.division");
    }
    if applicants.same_body {
        if let Some(name) = said(facts, "applicant.name") {
            fill(facts, "applicant.implementer", text(&name));
        }
        ask(facts, "applicant.implementer");
    }
    for key in ["name", "phone", "email"] {
        fill(facts, &format!("applicant.contact.{key}"), text(""));
    }
}

/// What an applicant has to show: a clean record, a foundation, money. Only where the notice asks
/// for it.
fn conditions(notice: &Notice, facts: &mut TomlNode) {
    if let Some(record) = &notice.profile.clean_record {
        ask(facts, "record.declared");
        let file = format!("attachments/{}年无突出问题承诺书.pdf", numeral::chinese(record.years));
        fill(facts, "record.statement", text(&file));
    }
    if notice.asks_for("foundation") {
        for key in ["staff", "system", "mechanism"] {
            ask(facts, &format!("foundation.{key}"));
        }
    }
    if notice.asks_for("funding") {
        let mut item = TomlNode::default();
        put(&mut item, "evidence", text("attachments/资金证明.pdf"));
        fill(facts, "funding", list(vec![item]));
        each(facts, "funding", &["source", "amount"]);
    }
}
