//! Administrative divisions (GB/T 2260): `outline/common/divisions.toml`.

use std::ops::Range;

use serde::Deserialize;

use crate::text::han;

use super::stems::Stems;

/// The level of a division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DivisionLevel {
    /// A city with districts or counties below it, `4501`.
    Prefecture,
    /// A county, district or county-level city, `450102`.
    County,
}

/// A division.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Six digits; a prefecture ends in `00`.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Level.
    pub level: DivisionLevel,
    /// The prefecture's name; its own for a prefecture.
    pub city: String,
    /// The province's name.
    pub province: String,
    /// Names it used to have.
    pub formerly: Vec<String>,
}

impl Division {
    /// The name without its class: `平果` of 平果市, `融水` of 融水苗族自治县.
    pub fn stem(&self) -> &str {
        stem(&self.name)
    }

    /// Whether it is of county level.
    pub fn is_county(&self) -> bool {
        self.level == DivisionLevel::County
    }

    /// Whether it is a district of a city (市辖区).
    pub fn is_district(&self) -> bool {
        self.is_county() && self.name.ends_with('区')
    }
}

/// A division's name without its class.
pub fn stem(name: &str) -> &str {
    const PEOPLES: [&str; 12] = [
        "各族",
        "壮族",
        "苗族",
        "瑶族",
        "侗族",
        "仫佬族",
        "毛南族",
        "回族",
        "京族",
        "彝族",
        "水族",
        "仡佬族",
    ];
    let short = |s: &'static str| name.strip_suffix(s);
    if let Some(mut rest) = short("自治县") {
        while let Some(cut) = PEOPLES.iter().find_map(|p| rest.strip_suffix(p)) {
            rest = cut;
        }
        return rest;
    }
    let rest = short("市").or_else(|| short("县")).or_else(|| short("区")).unwrap_or(name);
    if rest.chars().count() < 2 { name } else { rest }
}

/// All divisions known.
#[derive(Clone, Debug, Default)]
pub struct Divisions {
    /// In the order of their codes.
    pub all: Vec<Division>,
    /// What they are found by in a text.
    pub(super) stems: Stems,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDivisions {
    format: u32,
    #[allow(dead_code, reason = "stated for readers of the file")]
    source: String,
    province: Vec<RawProvince>,
    #[serde(default)]
    renamed: Vec<Renamed>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProvince {
    code: String,
    name: String,
    /// `450100 南宁市: 450102 兴宁区, …`, a prefecture a line.
    cities: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Renamed {
    code: String,
    old: String,
    #[allow(dead_code, reason = "stated for readers of the file")]
    year: u32,
}

impl Divisions {
    /// Reads the data file.
    ///
    /// # Errors
    /// A message in English if the file has another shape.
    pub fn parse(text: &str) -> Result<Self, String> {
        let raw: RawDivisions = toml::from_str(text).map_err(|e| e.to_string())?;
        if raw.format != 1 {
            return Err(format!("format {} is not known", raw.format));
        }
        let mut all = Vec::new();
        for province in &raw.province {
            for line in province.cities.lines().map(str::trim).filter(|l| !l.is_empty()) {
                let (head, tail) =
                    line.split_once(':').ok_or_else(|| format!("no colon: {line}"))?;
                let (code, city) =
                    head.trim().split_once(' ').ok_or_else(|| format!("no code: {line}"))?;
                if !code.starts_with(&province.code) {
                    return Err(format!("{code} is not in {}", province.name));
                }
                let mut push = |code: &str, name: &str, level| {
                    let formerly = raw
                        .renamed
                        .iter()
                        .filter(|r| r.code == code)
                        .map(|r| r.old.clone())
                        .collect();
                    let (code, name) = (code.to_owned(), name.to_owned());
                    all.push(Division {
                        code,
                        name,
                        level,
                        city: city.to_owned(),
                        province: province.name.clone(),
                        formerly,
                    });
                };
                push(code, city, DivisionLevel::Prefecture);
                for county in tail.split(',').map(str::trim).filter(|c| !c.is_empty()) {
                    let (code, name) =
                        county.split_once(' ').ok_or_else(|| format!("no code: {county}"))?;
                    push(code, name.trim(), DivisionLevel::County);
                }
            }
        }
        Ok(Self { all, stems: Stems::default() })
    }

    /// The division with a code.
    pub fn by_code(&self, code: &str) -> Option<&Division> {
        self.all.iter().find(|d| d.code == code)
    }

    /// The divisions that a name may mean: full name, name with its city, or stem.
    pub fn by_name(&self, name: &str) -> Vec<&Division> {
        let wanted = han::fold(name);
        let full: Vec<_> = self
            .all
            .iter()
            .filter(|d| wanted == d.name || wanted == format!("{}{}", d.city, d.name))
            .collect();
        if full.is_empty() {
            self.all.iter().filter(|d| wanted == d.stem()).collect()
        } else {
            full
        }
    }

    /// Divisions of county level.
    pub fn counties(&self) -> impl Iterator<Item = &Division> {
        self.all.iter().filter(|d| d.is_county())
    }

    /// Every stem of a county in a text, in order, with where it stands. A name that it used to
    /// have and that begins in another way is a stem, too: 横县 has become 横州市.
    pub fn stems_in<'d, 't>(
        &'d self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'d Division, &'d str, Range<usize>)> + use<'d, 't> {
        let list = || {
            let counties = self.all.iter().enumerate().filter(|(_, d)| d.is_county());
            let stems = |(index, division): (usize, &Division)| {
                let others = division.formerly.iter().filter(|f| !f.starts_with(division.stem()));
                let all = std::iter::once(division.stem().to_owned()).chain(others.cloned());
                all.map(|stem| (index, stem)).collect::<Vec<_>>()
            };
            counties.flat_map(stems).collect()
        };
        self.stems
            .find(text, list)
            .filter_map(|(index, stem, at)| Some((self.all.get(index)?, stem, at)))
    }

    /// Prefectures.
    pub fn cities(&self) -> impl Iterator<Item = &Division> {
        self.all.iter().filter(|d| d.level == DivisionLevel::Prefecture)
    }
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn stems() {
        for (name, expected) in [
            ("平果市", "平果"),
            ("融水苗族自治县", "融水"),
            ("龙胜各族自治县", "龙胜"),
            ("罗城仫佬族自治县", "罗城"),
            ("藤县", "藤县"),
            ("环江毛南族自治县", "环江"),
            ("江南区", "江南"),
        ] {
            assert_eq!(stem(name), expected);
        }
    }
}
