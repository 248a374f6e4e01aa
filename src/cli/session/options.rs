//! By what a run is judged: the moment, the rules that are selected, the severity that fails.

use crate::diag::Severity;
use crate::notice::{Need, Notice};
use crate::rules::Options;
use crate::text::{Moment, han};

use crate::cli::terminal::args::{FailOn, JudgeArgs};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::failure::Failure;

/// The part of the arguments that decides what is found.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct JudgeTerms<'a> {
    /// `--as-of`.
    pub(crate) as_of: Option<&'a str>,
    /// Whether it is judged as it will be sent.
    pub(crate) is_final: bool,
    /// `--select`; empty for all rules.
    pub(crate) select: &'a [String],
    /// `--ignore`.
    pub(crate) ignore: &'a [String],
}

impl<'a> From<&'a JudgeArgs> for JudgeTerms<'a> {
    fn from(args: &'a JudgeArgs) -> Self {
        Self {
            as_of: args.as_of.as_deref(),
            is_final: args.is_final,
            select: &args.select,
            ignore: &args.ignore,
        }
    }
}

/// The moment of judging: `--as-of`, `PILOT_AS_OF`, or the clock.
pub(crate) fn moment(as_of: Option<&str>, env: &Env<'_>) -> Result<Moment, Failure> {
    let (text, from) = match (as_of, env.var("PILOT_AS_OF")) {
        (Some(text), _) => (text, "--as-of"),
        (None, Some(text)) => (text, "PILOT_AS_OF"),
        (None, None) => return Ok(env.now),
    };
    Moment::parse(text).ok_or_else(|| {
        Failure::new(format!("{from} 不是一个时间：{}", han::printable(text)))
            .hint("写成 2023-10-16 或 2023-10-16T09:00（北京时间）")
    })
}

/// The options of a run. Names of rules must be rules of the notice.
pub(crate) fn options(
    terms: JudgeTerms<'_>,
    env: &Env<'_>,
    notice: &Notice,
    have: Vec<Need>,
) -> Result<Options, Failure> {
    for (flag, names) in [("--select", terms.select), ("--ignore", terms.ignore)] {
        for name in names {
            let is_unbound = notice.unbound.iter().any(|rule| rule.as_str() == name);
            if notice.card(name).is_none() && !is_unbound {
                let message = format!("{flag} 里没有名为“{}”的规则", han::printable(name));
                let rules = notice.cards.iter().map(|card| card.id.as_str());
                return Err(Failure::new(message)
                    .hint_nearest(name, rules)
                    .hint("全部规则见 pilot list rules"));
            }
        }
    }
    unchecked_options(terms, env, have)
}

/// The options of a run whose notice is not known yet: names of rules are not looked up.
pub(crate) fn unchecked_options(
    terms: JudgeTerms<'_>,
    env: &Env<'_>,
    have: Vec<Need>,
) -> Result<Options, Failure> {
    Ok(Options {
        now: moment(terms.as_of, env)?,
        is_final: terms.is_final,
        have,
        select: terms.select.to_vec(),
        ignore: terms.ignore.to_vec(),
    })
}

/// The severity from which on a run fails.
pub(crate) fn threshold(args: &JudgeArgs) -> Severity {
    match args.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    }
}
