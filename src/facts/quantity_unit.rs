//! Units of quantities: spelling, size, and the unit that they are measured in.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitFamily {
    Mass,
    /// Mass of standard coal.
    Coal,
    /// Mass of carbon dioxide.
    Carbon,
    Volume,
    /// Energy, heat.
    Energy,
    Power,
    Money,
    Length,
    Area,
    Time,
    /// Per cent and the like.
    Share,
    /// Percentage points.
    Points,
    /// Things that are counted: 家, 项, 台.
    Count,
    /// Anything else: °C, times, voltage.
    Other,
    /// A number that only has a word of size: 80万.
    None,
}

/// A unit as it stands behind a number, a head or a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantityUnit {
    /// As written: `万m³`.
    pub written: String,
    /// What it is measured in, one spelling for all: `m³`, `吨标准煤/元`.
    pub base: String,
    /// How many of the base one of the unit is.
    pub factor: Decimal,
    /// What the first part measures.
    pub family: UnitFamily,
    /// Whether it is divided by another unit.
    pub is_rate: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    #[serde(rename = "format")]
    _format: u32,
    /// Words of size, each with what it multiplies by.
    sizes: Vec<(String, u64)>,
    unit: Vec<UnitEntry>,
    #[serde(rename = "example")]
    _examples: Vec<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    /// The spelling that is compared.
    base: String,
    family: UnitFamily,
    /// Spellings, each with how many of the base it is.
    spellings: Vec<(String, String)>,
}

struct UnitSpelling {
    written: String,
    base: &'static str,
    factor: Decimal,
    family: UnitFamily,
}

struct UnitTable {
    sizes: Vec<(String, u64)>,
    /// Spellings by their first character, longer ones first.
    spellings: HashMap<char, Vec<UnitSpelling>>,
}

static TABLE: LazyLock<UnitTable> = LazyLock::new(|| {
    let text = include_str!("../../outline/common/facts/units.toml");
    let file: UnitFile = toml::from_str(text).expect("built-in units");
    let mut spellings: HashMap<char, Vec<UnitSpelling>> = HashMap::new();
    for entry in file.unit {
        let base: &'static str = entry.base.leak();
        for (written, factor) in entry.spellings {
            let factor = factor.parse().expect("a built-in factor");
            let Some(first) = written.chars().next() else { continue };
            let family = entry.family;
            let known = spellings.entry(first).or_default();
            known.push(UnitSpelling { written, base, factor, family });
        }
    }
    for known in spellings.values_mut() {
        known.sort_by_key(|spelling| std::cmp::Reverse(spelling.written.len()));
    }
    let mut sizes = file.sizes;
    sizes.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    UnitTable { sizes, spellings }
});

/// A unit without a size: the longest spelling at the start of a text.
fn simple(text: &str) -> Option<&'static UnitSpelling> {
    let first = text.chars().next()?;
    let known = TABLE.spellings.get(&first)?;
    known.iter().find(|spelling| {
        let Some(rest) = text.strip_prefix(spelling.written.as_str()) else { return false };
        let is_latin = spelling.written.ends_with(|c: char| c.is_ascii_alphanumeric());
        !(is_latin && rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

/// A size at the start of a text: `万`.
fn size_before(text: &str) -> Option<&'static (String, u64)> {
    let begins = |(word, _): &&(String, u64)| text.starts_with(word.as_str());
    TABLE.sizes.iter().find(begins)
}

/// A unit with its size: `万m³`. Returns it with the bytes it takes.
fn sized(text: &str) -> Option<(Decimal, &'static UnitSpelling, usize)> {
    if let Some(found) = simple(text) {
        return Some((found.factor, found, found.written.len()));
    }
    let (word, size) = size_before(text)?;
    let found = simple(&text[word.len()..])?;
    let factor = found.factor.checked_mul(Decimal::from(*size))?;
    Some((factor, found, word.len() + found.written.len()))
}

impl QuantityUnit {
    /// Reads a unit at the start of a text: `万m³/年`, `千克标准煤/吨`, `%`, `家`, `万`. Returns it
    /// with the bytes it takes.
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let Some((mut factor, first, mut len)) = sized(text) else { return Self::bare_size(text) };
        let mut base = first.base.to_owned();
        let mut is_rate = false;
        while let Some(mark) = text[len..].chars().next().filter(|c| matches!(c, '/' | '／')) {
            let behind = len + mark.len_utf8();
            let Some((divisor, part, part_len)) = sized(&text[behind..]) else { break };
            let Some(divided) = factor.checked_div(divisor) else { break };
            factor = divided;
            base.push('/');
            base.push_str(part.base);
            len = behind + part_len;
            is_rate = true;
        }
        let written = text[..len].to_owned();
        let unit =
            Self { written, base, factor: factor.normalize(), family: first.family, is_rate };
        Some((unit, len))
    }

    fn bare_size(text: &str) -> Option<(Self, usize)> {
        let (word, size) = size_before(text)?;
        let unit = Self {
            written: word.clone(),
            base: String::new(),
            factor: Decimal::from(*size),
            family: UnitFamily::None,
            is_rate: false,
        };
        Some((unit, word.len()))
    }

    /// Reads a unit that is the whole of a text, white space left out: what stands in the brackets
    /// of a head.
    pub fn whole(text: &str) -> Option<Self> {
        let text = text.trim();
        let (unit, len) = Self::read(text)?;
        if len == text.len() { Some(unit) } else { None }
    }

    /// The unit in the brackets at the end of a head, `投资（万元）`, or behind its `单位：`.
    pub fn of_head(head: &str) -> Option<Self> {
        if let Some(start) = ["单位：", "单位:"].iter().find_map(|w| Some(head.find(w)? + w.len()))
        {
            let rest = head[start..].trim_start();
            return Self::read(rest).map(|(unit, _)| unit);
        }
        let open = head.rfind(['（', '('])?;
        let inner = head[open..].trim_start_matches(['（', '(']);
        Self::whole(&inner[..inner.find(['）', ')'])?])
    }
}
