//! Values as notices state them: what may be left open, and days.

use chrono::NaiveDate;
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};

use crate::text::Moment;

/// Something that a notice says, or does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stated<T> {
    /// The notice says it.
    Value(T),
    /// The notice leaves it open; written `"unstated"`.
    #[default]
    Unstated,
}

impl<T> Stated<T> {
    /// The value, if the notice says one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unstated => None,
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Stated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        if value.as_str() == Some("unstated") {
            return Ok(Self::Unstated);
        }
        value.try_into().map(Self::Value).map_err(D::Error::custom)
    }
}

/// A calendar day, written `"2023-10-23"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day = Moment::parse(&text).filter(|_| text.len() == 10);
        day.map(|m| Self(m.day()))
            .ok_or_else(|| D::Error::custom(format!("not a day such as 2023-10-23: {text}")))
    }
}
