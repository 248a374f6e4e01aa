//! `config-invalid`: what is wrong with `pilot.toml` itself.

use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

pub(super) fn check(cx: &Context<'_>) -> Vec<Hit> {
    let problems = &cx.config().problems;
    problems
        .iter()
        .map(|p| {
            Hit::at(p.at)
                .arg("what", &p.message)
                .arg("hint", p.help.as_deref().unwrap_or("见 pilot schema"))
        })
        .collect()
}
