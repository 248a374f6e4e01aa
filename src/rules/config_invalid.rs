//! `config-invalid`: what is wrong with `pilot.toml` itself.

use super::code::CodeFn;
use super::context::Context;
use super::hit::Hit;

pub(super) const CODE: &[(&str, CodeFn)] = &[("config-invalid", config_invalid)];

fn config_invalid(cx: &Context<'_>) -> Vec<Hit> {
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
