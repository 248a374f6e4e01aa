//! A fact of a notice beside the sentence that it comes from.

use serde::Serialize;

/// A value with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// The words of the notice that state it, verbatim.
    pub quote: String,
    /// The line of `notice.txt` in which the quotation begins, from 1.
    pub line: usize,
    /// How sure it is.
    pub origin: Origin,
    /// Why it is inferred or open, in Chinese; empty where it is stated.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// How a fact was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The text says it explicitly.
    Stated,
    /// It follows from the text and something else in it, such as the year of a deadline from the day of signing.
    Inferred,
    /// The text allows several readings; `why` names them and the one taken.
    Open,
}

impl<T> Fact<T> {
    /// A fact that the text states.
    pub fn stated(value: T, quote: impl Into<String>, line: usize) -> Self {
        Self { value, quote: quote.into(), line, origin: Origin::Stated, why: String::new() }
    }

    /// The same fact as inferred, with the reason in Chinese.
    #[must_use]
    pub fn inferred(self, why: impl Into<String>) -> Self {
        Self { origin: Origin::Inferred, why: why.into(), ..self }
    }

    /// The same fact as open, with the readings in Chinese.
    #[must_use]
    pub fn open(self, why: impl Into<String>) -> Self {
        Self { origin: Origin::Open, why: why.into(), ..self }
    }
}
