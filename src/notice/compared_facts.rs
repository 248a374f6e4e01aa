//! What of a plan the cards of the kind `compare` set beside each other.

use serde::Deserialize;

/// What the plan says twice, or says and lets be computed, and what must then agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComparedFacts {
    /// From one value to another: direction, rate, difference; growth over an earlier value.
    Changes,
    /// Investment, yearly effect, time until it is paid back.
    Paybacks,
    /// A part, its whole and the per cent that it is.
    Ratios,
    /// A total and the parts beside it.
    Sums,
    /// Shares of one whole, listed together.
    ShareLists,
    /// Shares of more than the whole.
    LargeShares,
    /// The first and the last day of a period, and how long it is.
    Periods,
    /// The year that values are compared with.
    BaselineYears,
    /// One number in units of two sizes.
    UnitSizes,
    /// Numbers of tables and figures.
    CaptionNumbers,
}
