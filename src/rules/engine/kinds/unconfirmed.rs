//! Facts of the notice that a program read and nobody has compared with its words.

use crate::diag::Place;
use crate::rules::engine::context::Context;
use crate::rules::engine::fields;
use crate::rules::engine::hit::Hit;
use crate::text::han;

/// Those facts, each at the place where `pilot.toml` names the notice; what an application does not
/// fail by has the message `minor`.
pub(in crate::rules::engine) fn unconfirmed(cx: &Context<'_>) -> Vec<Hit> {
    // Whoever sent a package has no part in how the desk read the notice: its report says that once.
    if fields::is_received(cx) {
        return Vec::new();
    }
    // The notice is named in `pilot.toml`; a plan by itself has none.
    let place = match cx.config().tree.find("notice") {
        Some(node) => Place::At(node.at),
        None => Place::Whole,
    };
    let mut hits = Vec::new();
    for fact in &cx.notice.unconfirmed {
        let mut hit = Hit::at(place.clone())
            .arg("fact", fact.name())
            .arg("words", han::printable(&fact.words()))
            .arg("path", &fact.fact);
        if let Some(clause) = &fact.clause {
            hit = hit.clause(clause.clone());
        }
        if !fact.is_decisive {
            hit = hit.variant("minor");
        }
        hits.push(hit);
    }
    hits
}
