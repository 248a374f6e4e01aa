//! The group *figures*: whether what the plan says in numbers, periods and names agrees with itself.
//! Compares facts that are surely about the same thing; what it does not know it leaves alone.

mod baseline_years;
mod caption_numbers;
mod change_rates;
mod computed_value;
mod large_shares;
mod part_sums;
mod payback_years;
mod periods;
mod quantity_names;
mod ratios;
mod share_lists;
mod unit_sizes;

use crate::notice::compared_facts::ComparedFacts;
use crate::rules::engine::context::Context;
use crate::rules::engine::hit::Hit;

/// What of some kinds of facts does not agree.
pub(in crate::rules) fn compare(kinds: &[ComparedFacts], cx: &Context<'_>) -> Vec<Hit> {
    let mut out = Vec::new();
    for kind in kinds {
        out.extend(match kind {
            ComparedFacts::Changes => change_rates::check(cx),
            ComparedFacts::Paybacks => payback_years::check(cx),
            ComparedFacts::Ratios => ratios::check(cx),
            ComparedFacts::Sums => part_sums::check(cx),
            ComparedFacts::ShareLists => share_lists::check(cx),
            ComparedFacts::LargeShares => large_shares::check(cx),
            ComparedFacts::Periods => periods::check(cx),
            ComparedFacts::BaselineYears => baseline_years::check(cx),
            ComparedFacts::CaptionNumbers => caption_numbers::check(cx),
            ComparedFacts::UnitSizes => unit_sizes::check(cx),
        });
    }
    out
}
