//! `credit-code`: the unified social credit identifier of GB 32100-2015.

use crate::project::config::ProjectObject;

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// The characters of the standard in the order of their values, 0 to 30: no I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// What is wrong with a code.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::rules) enum Fault {
    /// It has another length than 18.
    Length(usize),
    /// A character that is never used.
    Character(char),
    /// The last character does not follow from the others.
    Check,
}

/// Judges a code by GB 32100-2015: 18 characters, the last one `31 - sum(value × 3^(i-1) mod 31)
/// mod 31`.
pub(in crate::rules) fn fault(code: &str) -> Option<Fault> {
    let length = code.chars().count();
    if length != 18 {
        return Some(Fault::Length(length));
    }
    let mut values = Vec::with_capacity(18);
    for c in code.chars() {
        match ALPHABET.chars().position(|a| a == c) {
            Some(value) => values.push(value),
            None => return Some(Fault::Character(c)),
        }
    }
    let (sum, _) = values
        .iter()
        .take(17)
        .fold((0, 1), |(sum, weight), value| (sum + value * weight, weight * 3 % 31));
    let check = (31 - sum % 31) % 31;
    if values.last() != Some(&check) { Some(Fault::Check) } else { None }
}

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let objects = &cx.config().objects;
    objects.iter().filter_map(|object| judge(cx, object)).collect()
}

fn judge(cx: &Context<'_>, object: &ProjectObject) -> Option<Hit> {
    let code = object.credit_code.as_ref()?;
    let hit = Hit::at(code.at).arg("code", crate::text::han::printable(&code.value));
    let hit = hit.arg(
        "name",
        match object.name.as_ref() {
            Some(n) => n.value.clone(),
            None => cx.profile().say("试点对象"),
        },
    );
    match fault(code.value.trim())? {
        Fault::Length(length) => Some(hit.variant("length").arg("length", length)),
        Fault::Character(c) => Some(
            hit.variant("character").arg("character", crate::text::han::printable(&c.to_string())),
        ),
        Fault::Check => Some(hit),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, fault};

    #[test]
    fn codes_of_public_bodies() {
        // Published by the registers themselves.
        for code in
            ["91110000802100433B", "91350100M000100Y43", "914403001922038216", "12100000400010275N"]
        {
            assert_eq!(fault(code), None, "{code}");
        }
        // The example of a widely copied explanation of the standard: its own arithmetic says 3, it
        // writes Z.
        assert_eq!(fault("91350100M000100Y4Z"), Some(Fault::Character('Z')));
        assert_eq!(fault("91350100M000100Y44"), Some(Fault::Check));
        assert_eq!(fault("91350100M000100Y4"), Some(Fault::Length(17)));
        assert_eq!(fault("91350100m000100Y43"), Some(Fault::Character('m')));
        assert_eq!(fault("9135O100M000100Y43"), Some(Fault::Character('O')));
    }
}
