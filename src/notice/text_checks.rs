//! What the kinds of checks that look at the wording and the look of a plan ask for, as cards state
//! it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::check::CheckRegex;

/// Spellings of one thing of which a plan should keep to one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Spellings {
    /// The things.
    pub things: Vec<SpelledThing>,
}

/// A thing with its spellings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SpelledThing {
    /// Each spelling by what it is called, with what finds it; the group `hit` is the spelling
    /// itself, and a match without it does not count.
    pub ways: BTreeMap<String, CheckRegex>,
}

/// Factors by which amounts of energy are converted into standard coal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ConversionFactors {
    /// Words of a sentence, of a caption or of the head of a column that speak of such factors.
    pub words: Vec<String>,
    /// What stands behind a factor in running text, if it is one: a unit, or the end of a clause.
    pub behind: CheckRegex,
    /// Words near a factor that was measured, which may be any.
    pub measured: Vec<String>,
    /// Kinds of energy.
    pub energies: Vec<EnergyFactor>,
}

/// The factors of a kind of energy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnergyFactor {
    /// What it is called.
    pub names: Vec<String>,
    /// The factors that the table gives, each from the least to the most.
    pub values: Vec<FactorRange>,
}

/// A factor of the table, or a range of them.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FactorRange {
    /// The least.
    pub least: f64,
    /// The most; the least again, if it is missing.
    #[serde(default)]
    pub most: Option<f64>,
    /// Whether it is another one every year.
    #[serde(default)]
    pub varies: bool,
}

/// How text of a document looks that should not be left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LookName {
    /// It is marked with a bright background.
    Highlighted,
    /// Its letters are of a bright colour.
    Coloured,
    /// It is written in another font than the running text around it.
    OtherFont,
}
