//! How cards are written: their keys stand in one order.

use std::fs;
use std::path::PathBuf;

use pilot::diag::{FindingWeight, Severity};
use pilot::notice::{Library, schema};
use pilot::text::{SourceId, SourceText, toml_tree};

use crate::support::notice;

/// The keys of a card in the order in which its schema names them.
fn order() -> Vec<&'static str> {
    let (_, _, keys) = schema::FILES.iter().find(|(kind, ..)| *kind == "card").expect("cards");
    keys.iter().map(|key| key.name).collect()
}

/// The keys of a text whose tables and plain keys do not stand in that order.
fn out_of_order(text: &str) -> Vec<String> {
    let source = SourceText::new("card.toml", text);
    let (card, _) = toml_tree::parse(SourceId(0), &source);
    let mut keys: Vec<(u32, &str)> = Vec::new();
    for (key, _) in card.entries() {
        keys.push((key.at.span.start, key.value.as_str()));
    }
    keys.sort_unstable();
    let order = order();
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let mut faults = Vec::new();
    // Tables follow plain keys, each in order: where the order falls back is the first table.
    let mut is_table = false;
    let mut last = None;
    for (start, key) in keys {
        let begins_table = text[..start as usize].ends_with('[');
        if begins_table && !is_table {
            is_table = true;
            last = None;
        }
        if rank(key).is_none() || rank(key) < last {
            faults.push(key.to_owned());
        }
        last = rank(key);
    }
    faults
}

#[test]
fn the_keys_of_cards_stand_in_one_order() {
    let mut faults = Vec::new();
    let mut count = 0;
    for notice in fs::read_dir("outline").expect("outline") {
        let folder: PathBuf = notice.expect("readable").path().join("rules");
        let Ok(cards) = fs::read_dir(folder) else { continue };
        for card in cards {
            let path = card.expect("readable").path();
            let text = fs::read_to_string(&path).expect("text");
            let keys = out_of_order(&text);
            count += 1;
            if !keys.is_empty() {
                faults.push(format!("{}: {}", path.display(), keys.join(", ")));
            }
        }
    }
    assert!(count > 150 && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn keys_out_of_order_are_seen() {
    let right = "id = \"a\"\ntitle = \"甲\"\nneeds = []\n\n[messages]\nb = \"乙\"\n\n[check.code]\nname = \"a\"\n";
    assert_eq!(out_of_order(right), [] as [&str; 0]);
    assert_eq!(out_of_order("id = \"a\"\nneeds = []\ntitle = \"甲\"\n"), ["title"]);
    assert_eq!(out_of_order("[check.manual]\n\n[messages]\nb = \"乙\"\n"), ["messages"]);
}

#[test]
fn what_stops_the_packing_costs_the_application_and_every_weight_is_used() {
    let mut used = std::collections::BTreeSet::new();
    for id in Library::default().ids() {
        for card in notice(&id).cards.iter().filter(|card| !card.is_manual()) {
            let weight = card.usual_weight();
            used.insert(weight);
            if card.blocks_pack || card.severity == Severity::Error {
                assert_eq!(weight, FindingWeight::Application, "{}", card.id);
            }
            if card.weight.is_none() {
                assert_eq!(weight, FindingWeight::of(card.severity, card.blocks_pack));
            }
            // A card that repeats what its severity says would only hide that it may be left out.
            let own = FindingWeight::of(card.severity, card.blocks_pack);
            assert_ne!(card.weight, Some(own), "{}: leave the weight out", card.id);
        }
    }
    assert_eq!(used.into_iter().collect::<Vec<_>>(), FindingWeight::ALL);
}
