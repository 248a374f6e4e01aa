//! The cards of every notice, and their examples.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use pilot::diag::{AuthorityKind, Severity};
use pilot::notice::{Card, Check, Example, Library, Need, Notice};
use pilot::rules;
use pilot::rules::examples::{card_example_faults, example_faults};

use crate::support::{notice, options_of, project_of};

/// Tries the examples of one card.
pub(super) fn try_card(card: &Card, notice: &Notice, faults: &mut String) {
    for fault in card_example_faults(card, notice) {
        let _ = writeln!(faults, "{fault}");
    }
}

#[test]
fn every_example_of_every_card_does_what_it_says() {
    let mut faults = Vec::new();
    for id in Library::default().ids() {
        let notice = notice(&id);
        faults.extend(example_faults(&notice).iter().map(|fault| format!("{id}: {fault}")));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn cards_and_code_name_each_other() {
    let mut named = BTreeSet::new();
    for id in Library::default().ids() {
        for card in notice(&id).cards {
            if let Check::Code { name } = &card.check {
                assert!(
                    pilot::rules::code_names().contains(&name.as_str()),
                    "{}: no code is named {name}",
                    card.id
                );
                named.insert(name.clone());
            }
        }
    }
    for name in pilot::rules::code_names() {
        assert!(named.contains(name), "no card names the code {name}");
    }
    let mut names = pilot::rules::code_names();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(count, names.len(), "a name stands twice in CODE");
}

/// A rule that needs code has a file of its name in the folder of its card's group, and every folder
/// is a group.
#[test]
fn code_lies_where_its_card_says() {
    let mut faults = Vec::new();
    let mut groups = BTreeSet::new();
    let mut named = BTreeSet::new();
    let mut expected = BTreeSet::new();
    for id in Library::default().ids() {
        for card in notice(&id).cards {
            groups.insert(card.group.clone());
            named.insert(format!("{}/{}.rs", card.group, card.id.0.replace('-', "_")));
            if let Check::Code { name } = &card.check {
                expected.insert(format!("{}/{}.rs", card.group, name.replace('-', "_")));
            }
        }
    }
    for file in &expected {
        let path = format!("src/rules/{file}");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let (_, stem) = file.split_once('/').expect("a group");
        let id = stem.trim_end_matches(".rs").replace('_', "-");
        if !text.contains("fn check(") || !text.starts_with(&format!("//! `{id}`: ")) {
            faults.push(format!("{path} does not begin with `{id}` or has no check"));
        }
    }
    for folder in std::fs::read_dir("src/rules").expect("rules") {
        let folder = folder.expect("readable");
        let name = folder.file_name().to_string_lossy().into_owned();
        if !folder.path().is_dir() || name == "engine" {
            continue;
        }
        if !groups.contains(&name) {
            faults.push(format!("src/rules/{name} is no group of cards"));
        }
        for file in std::fs::read_dir(folder.path()).expect("a group") {
            let file = file.expect("readable");
            let stem = file.file_name().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            let is_rule = text.starts_with("//! `");
            if is_rule && !named.contains(&format!("{name}/{stem}")) {
                faults.push(format!("src/rules/{name}/{stem}: no card of this group names it"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Data is what a card says in full; a rule that needs a function of its own is code.
#[test]
fn at_least_half_of_the_rules_are_data() {
    let mut is_data = std::collections::BTreeMap::new();
    for id in Library::default().ids() {
        for card in notice(&id).cards {
            is_data.insert(card.id.0.clone(), !matches!(card.check, Check::Code { .. }));
        }
    }
    let data = is_data.values().filter(|data| **data).count();
    assert!(data * 2 >= is_data.len(), "{data} of {} rules are data", is_data.len());
    let said = format!("{data} of {} rules are data", is_data.len());
    let architecture = std::fs::read_to_string("src/ARCHITECTURE.md").expect("readable");
    assert!(architecture.contains(&said), "ARCHITECTURE.md does not say: {said}");
}

#[test]
fn practice_is_never_an_error_and_clauses_are_quoted() {
    for id in Library::default().ids() {
        for card in notice(&id).cards {
            match card.authority.kind {
                AuthorityKind::Practice => {
                    assert_ne!(card.severity, Severity::Error, "{}", card.id)
                }
                _ => assert!(!card.authority.quote.is_empty(), "{} quotes nothing", card.id),
            }
            assert!(!card.why.is_empty() && !card.title.is_empty(), "{}", card.id);
            // What must not be sent and what nobody sees is looked for in whatever is there: a plan,
            // a project, a third-party package.
            assert!(
                !card.needs.is_empty() || ["secrecy", "writing"].contains(&card.group.as_str()),
                "{} says not what it needs",
                card.id
            );
        }
    }
}

/// Which other rules fire on the failing examples: a rule that fires where it should not shows up
/// here. What an example does not bring (a plan without a `pilot.toml`, say) is not at hand, so
/// rules that need it are silent; and what even an empty plan or an empty `pilot.toml` lacks is
/// left out.
#[test]
fn cross_talk() {
    let mut text = String::new();
    for id in Library::default().ids() {
        let notice = notice(&id);
        let _ = writeln!(text, "# {id}");
        for card in &notice.cards {
            for (index, example) in card.fail.iter().enumerate() {
                let notice = example.notice(&notice);
                let (project, _) = project_of(example, &notice);
                let mut have = vec![Need::Clock];
                have.extend(example.plan.iter().map(|_| Need::Plan));
                have.extend(example.config.iter().flat_map(|_| [Need::Facts, Need::Config]));
                have.extend(example.files.first().map(|_| Need::Files));
                have.extend(example.package.iter().map(|_| Need::Package));
                have.extend(
                    example
                        .package
                        .as_ref()
                        .filter(|p| !p.faults.is_empty())
                        .map(|_| Need::Received),
                );
                let options = options_of(example, &notice, have);
                let report = rules::run(&project, &notice, &options);
                let nothing = Example {
                    plan: Some(String::new()),
                    config: Some(String::new()),
                    ..Example::default()
                };
                let lacking = rules::run(&project_of(&nothing, &notice).0, &notice, &options);
                let mut others = std::collections::BTreeMap::new();
                for finding in report.findings.iter().filter(|f| {
                    f.rule != card.id && lacking.findings.iter().all(|l| l.rule != f.rule)
                }) {
                    *others.entry(finding.rule.as_str()).or_insert(0_usize) += 1;
                }
                let others: Vec<String> =
                    others.iter().map(|(rule, count)| format!("{rule}×{count}")).collect();
                if !others.is_empty() {
                    let _ = writeln!(text, "{} {}: {}", card.id, index + 1, others.join(" "));
                }
            }
        }
    }
    snapbox::assert_data_eq!(
        text,
        snapbox::Data::read_from(std::path::Path::new("tests/cross_talk.txt"), None).raw()
    );
}
