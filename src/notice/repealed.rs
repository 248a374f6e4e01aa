//! Laws, regulations and standards that were replaced: `outline/common/repealed.toml`.

use std::collections::HashMap;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::text::{Moment, han};

/// Something that is no longer in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepealedBasis {
    /// The title or number as it is cited: `某某管理暂行办法`, `GB/T 2589-2008`.
    pub name: String,
    /// From this day on.
    pub since: NaiveDate,
    /// What holds instead.
    pub instead: String,
    /// Where that is said.
    pub source: String,
}

/// All of them, by folded title or number.
#[derive(Clone, Debug, Default)]
pub struct Repealed {
    by_name: HashMap<String, RepealedBasis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRepealed {
    format: u32,
    #[serde(default)]
    basis: Vec<RawBasis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBasis {
    names: Vec<String>,
    since: String,
    instead: String,
    source: String,
}

impl Repealed {
    /// Reads the data file.
    ///
    /// # Errors
    /// If the file has another shape.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let raw: RawRepealed = toml::from_str(text)?;
        if raw.format != 1 {
            bail!("format {} is not known", raw.format);
        }
        let mut by_name = HashMap::new();
        for basis in raw.basis {
            let since = Moment::parse(&basis.since)
                .with_context(|| format!("{} is not a day", basis.since))?
                .day();
            for name in basis.names {
                let entry = RepealedBasis {
                    name: name.clone(),
                    since,
                    instead: basis.instead.clone(),
                    source: basis.source.clone(),
                };
                if by_name.insert(key(&name), entry).is_some() {
                    bail!("{name} stands there twice");
                }
            }
        }
        Ok(Self { by_name })
    }

    /// What is known of a title or number; `None` if it may be in force.
    pub fn find(&self, name: &str) -> Option<&RepealedBasis> {
        self.by_name.get(&key(name))
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }
}

/// A name without what differs from one citation to the next: spaces, widths, title marks,
/// 中华人民共和国.
fn key(name: &str) -> String {
    let folded = han::fold(name);
    let bare: String = folded.chars().filter(|c| !matches!(c, '《' | '》' | '〈' | '〉')).collect();
    bare.strip_prefix("中华人民共和国").map(str::to_owned).unwrap_or(bare)
}
