//! Administrative divisions (GB/T 2260): `outline/common/divisions.toml`.

use crate::text::word_list::{strip_end, words};
use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context as _, bail};
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
    stem: String,
}

impl Division {
    /// The name without its class: `甲` of 甲县, `融水` of 融水苗族自治县.
    pub fn stem(&self) -> &str {
        &self.stem
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

/// A division's name without its class and without the names of peoples.
fn stem<'n>(name: &'n str, peoples: &[String]) -> &'n str {
    for class in words("autonomous-classes") {
        if let Some(rest) = name.strip_suffix(class.as_str()) {
            return without_peoples(rest, peoples);
        }
    }
    for class in words("division-classes") {
        if let Some(rest) = name.strip_suffix(class.as_str()) {
            // A name of one character is never said without its class: 藤县.
            return if rest.chars().count() < 2 { name } else { rest };
        }
    }
    name
}

fn without_peoples<'n>(name: &'n str, peoples: &[String]) -> &'n str {
    let mut rest = name;
    loop {
        match strip_end(rest, peoples) {
            Some(shorter) if !shorter.is_empty() => rest = shorter,
            _ => return rest,
        }
    }
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
struct DivisionsFile {
    format: u32,
    #[allow(dead_code, reason = "stated for readers of the file")]
    source: String,
    /// Names of peoples as they stand in the names of autonomous divisions.
    #[serde(default)]
    peoples: Vec<String>,
    /// `450181 横县 2021`: code, former name, year of the change; one a line.
    #[serde(default)]
    renamed: String,
    province: Vec<ProvinceEntry>,
}

/// A province as it is written in the data file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProvinceEntry {
    /// The first two digits of its codes.
    pub code: String,
    /// Its name.
    pub name: String,
    /// `130100 石家庄市: 130102 长安区, …`, a prefecture a line; `-` stands before units that the
    /// province administers itself.
    pub cities: String,
}

/// Reads the lines of a file of divisions one after the other.
struct DivisionReader<'f> {
    peoples: &'f [String],
    /// Former names by code.
    renamed: HashMap<&'f str, Vec<String>>,
    all: Vec<Division>,
}

impl<'f> DivisionReader<'f> {
    fn new(file: &'f DivisionsFile) -> anyhow::Result<Self> {
        let mut renamed: HashMap<&str, Vec<String>> = HashMap::new();
        for line in file.renamed.lines() {
            let mut words = line.split_whitespace();
            let Some(code) = words.next() else { continue };
            let name = words.next().with_context(|| format!("no former name: {line}"))?;
            let names: &mut Vec<String> = renamed.entry(code).or_default();
            names.push(name.to_owned());
        }
        Ok(Self { peoples: &file.peoples, renamed, all: Vec::new() })
    }

    /// A prefecture with its counties: `450100 南宁市: 450102 兴宁区, …`.
    fn read_line(&mut self, line: &str, province: &ProvinceEntry) -> anyhow::Result<()> {
        let (head, tail) = line.split_once(':').with_context(|| format!("no colon: {line}"))?;
        let head = head.trim();
        let mut city = None;
        if head != "-" {
            let (code, name) = code_and_name(head, province)?;
            self.add(code, name, DivisionLevel::Prefecture, name, province);
            city = Some(name);
        }
        for county in tail.split(',') {
            if county.trim().is_empty() {
                continue;
            }
            let (code, name) = code_and_name(county, province)?;
            // What the province administers itself has no city above it.
            self.add(code, name, DivisionLevel::County, city.unwrap_or(name), province);
        }
        Ok(())
    }

    fn add(
        &mut self,
        code: &str,
        name: &str,
        level: DivisionLevel,
        city: &str,
        province: &ProvinceEntry,
    ) {
        let formerly = self.renamed.get(code).cloned().unwrap_or_default();
        self.all.push(Division {
            code: code.to_owned(),
            name: name.to_owned(),
            level,
            city: city.to_owned(),
            province: province.name.clone(),
            formerly,
            stem: stem(name, self.peoples).to_owned(),
        });
    }
}

fn code_and_name<'t>(
    text: &'t str,
    province: &ProvinceEntry,
) -> anyhow::Result<(&'t str, &'t str)> {
    let text = text.trim();
    let (code, name) = text.split_once(' ').with_context(|| format!("no code: {text}"))?;
    if !code.starts_with(&province.code) {
        bail!("{code} is not in {}", province.name);
    }
    Ok((code, name.trim()))
}

impl Divisions {
    /// Reads the data file.
    ///
    /// # Errors
    /// If the file has another shape.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let file: DivisionsFile = toml::from_str(text)?;
        if file.format != 1 {
            bail!("format {} is not known", file.format);
        }
        Self::read(&file)
    }

    /// The divisions of one province that no file names.
    ///
    /// # Errors
    /// If they are written in another way than in the data file.
    pub fn of_one_province(province: ProvinceEntry, renamed: &str) -> anyhow::Result<Self> {
        let file = DivisionsFile {
            format: 1,
            source: String::new(),
            peoples: Vec::new(),
            renamed: renamed.to_owned(),
            province: vec![province],
        };
        Self::read(&file)
    }

    fn read(file: &DivisionsFile) -> anyhow::Result<Self> {
        let mut reader = DivisionReader::new(file)?;
        for province in &file.province {
            for line in province.cities.lines() {
                if !line.trim().is_empty() {
                    reader.read_line(line, province)?;
                }
            }
        }
        Ok(Self { all: reader.all, stems: Stems::default() })
    }

    /// The divisions of the province that a code of any length lies in; all of them where the code
    /// is shorter than a province's.
    #[must_use]
    pub fn of_province(&self, code: &str) -> Self {
        let Some(province) = code.get(..2) else { return self.clone() };
        let inside = self.all.iter().filter(|division| division.code.starts_with(province));
        let all = inside.cloned().collect();
        Self { all, stems: Stems::default() }
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
            let by_stem = self.all.iter().filter(|d| wanted == d.stem());
            by_stem.collect()
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
            let divisions = self.all.iter().enumerate();
            let counties = divisions.filter(|(_, division)| division.is_county());
            let stems = |(index, division): (usize, &Division)| {
                let own = division.stem();
                let others = division.formerly.iter().filter(|name| !name.starts_with(own));
                let mut all = vec![(index, own.to_owned())];
                all.extend(others.map(|name| (index, name.clone())));
                all
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
    fn a_stem_is_the_name_without_its_class_and_peoples() {
        let peoples = ["苗族", "各族", "仫佬族", "毛南族", "鄂温克族"].map(str::to_owned);
        for (name, expected) in [
            ("平果市", "平果"),
            ("融水苗族自治县", "融水"),
            ("龙胜各族自治县", "龙胜"),
            ("罗城仫佬族自治县", "罗城"),
            ("藤县", "藤县"),
            ("环江毛南族自治县", "环江"),
            ("江南区", "江南"),
            ("鄂温克族自治旗", "鄂温克族"),
            ("神农架林区", "神农架"),
            ("阿拉善盟", "阿拉善"),
            ("克什克腾旗", "克什克腾"),
        ] {
            assert_eq!(stem(name, &peoples), expected);
        }
    }
}
