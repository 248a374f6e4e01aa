//! The words that tell furniture, fields and names: `outline/common/reading-input/`.

use crate::text::characters::without_space;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use anyhow::bail;
use regex::{Regex, RegexSet};
use serde::Deserialize;

const FURNITURE: &str = include_str!("../../../outline/common/reading-input/furniture.toml");
const HEADER: &str = include_str!("../../../outline/common/reading-input/header.toml");
const NAMES: &str = include_str!("../../../outline/common/reading-input/names.toml");

/// Where a line of furniture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FurniturePlace {
    /// Anywhere.
    Anywhere,
    /// Before the first sentence.
    Head,
    /// Behind the last sentence.
    Tail,
    /// Beside the foot of a site.
    Footer,
    /// Behind the notice: what follows is no part of it either.
    End,
}

/// A field of a page's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 标题.
    Title,
    /// 文号.
    DocNo,
    /// 发布单位.
    Issuer,
    /// 发布日期.
    PostedOn,
    /// 成文日期.
    SignedOn,
    /// 来源.
    Source,
    /// What is no fact of the notice: 索引号, 浏览次数.
    None,
}

/// A pattern of furniture, with its examples.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurniturePattern {
    /// What it is, in Chinese.
    pub why: String,
    /// Where it stands; a part of a line stands anywhere.
    #[serde(default = "anywhere")]
    pub place: FurniturePlace,
    /// The pattern.
    pub pattern: String,
    /// What it must match.
    pub matches: Vec<String>,
    /// What it must not match.
    pub spares: Vec<String>,
}

fn anywhere() -> FurniturePlace {
    FurniturePlace::Anywhere
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FurnitureFile {
    format: u32,
    line: Vec<FurniturePattern>,
    piece: Vec<FurniturePattern>,
    container: Vec<Container>,
    body: Hint,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Container {
    why: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hint {
    words: HashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeaderFile {
    format: u32,
    field: Vec<FieldLabels>,
    meta: Vec<MetaNames>,
    example: Vec<HeaderExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldLabels {
    field: Field,
    labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MetaNames {
    field: Field,
    names: Vec<String>,
}

/// A line of fields, what stays of it, and what is read out of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderExample {
    /// The line.
    pub line: String,
    /// What stays as a line of the notice.
    pub keeps: String,
    /// `posted_on=2023-09-13`.
    pub fields: Vec<String>,
}

/// How names are recognised.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    format: u32,
    /// Family names of one character.
    pub surnames: String,
    /// Family names of two.
    pub compound: Vec<String>,
    /// Family names that are far more often small words.
    pub small_words: String,
    /// Behind these, up to a colon, stand names.
    pub roles: Vec<String>,
    /// What may stand between a role and its colon.
    pub role_tails: Vec<String>,
    /// Forms of address behind a name.
    pub courtesy: Vec<String>,
    /// Offices behind a name.
    pub offices_held: Vec<String>,
    /// What may follow a form of address within a sentence.
    pub after_title: Vec<String>,
    /// Words of a line that announces persons to ask.
    pub contact_headings: Vec<String>,
    /// What may stand before a name within a sentence.
    pub leads: Vec<String>,
    /// Endings of offices and places.
    pub office_endings: Vec<String>,
    /// Other words that look like names.
    pub places: HashSet<String>,
    /// Heads of columns of names.
    pub columns: Vec<String>,
    /// Examples.
    pub example: Vec<NameExample>,
}

/// A line and what it becomes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameExample {
    /// The line.
    pub line: String,
    /// The line with names and numbers masked.
    pub masked: String,
    /// How many names.
    pub names: usize,
}

/// All of it, ready for use.
#[derive(Debug)]
pub struct Words {
    /// Whole lines of furniture.
    pub lines: Vec<FurniturePattern>,
    /// Parts of lines.
    pub pieces: Vec<FurniturePattern>,
    pub(super) line_set: RegexSet,
    pub(super) piece_patterns: Vec<Regex>,
    /// The words of classes and ids of furniture, with what it is.
    pub(super) containers: HashMap<String, String>,
    /// The words of classes and ids where notices stand.
    pub(super) bodies: HashSet<String>,
    /// Labels of fields.
    pub(super) labels: HashMap<String, Field>,
    /// A label of a field and what divides it from its value.
    pub(super) label: Regex,
    /// Names of `<meta>`.
    pub(super) metas: HashMap<String, Field>,
    /// Examples of lines of fields.
    pub headers: Vec<HeaderExample>,
    /// How names are recognised.
    pub names: NameWords,
}

impl Words {
    /// The built-in words, read once.
    pub fn get() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::read().expect("constant files of words"))
    }

    fn read() -> anyhow::Result<Self> {
        let furniture: FurnitureFile = file(FURNITURE)?;
        let header: HeaderFile = file(HEADER)?;
        let names: NameWords = file(NAMES)?;
        for format in [furniture.format, header.format, names.format] {
            if format != 1 {
                bail!("format {format} is not known");
            }
        }
        let line_set = RegexSet::new(furniture.line.iter().map(|line| &line.pattern))?;
        let mut piece_patterns = Vec::new();
        for piece in &furniture.piece {
            piece_patterns.push(Regex::new(&piece.pattern)?);
        }
        let mut containers = HashMap::new();
        for container in furniture.container {
            for word in container.words {
                containers.insert(word, container.why.clone());
            }
        }
        let mut labels = HashMap::new();
        for entry in &header.field {
            for label in &entry.labels {
                labels.insert(bare_label(label), entry.field);
            }
        }
        let mut metas = HashMap::new();
        for entry in header.meta {
            for name in entry.names {
                metas.insert(name, entry.field);
            }
        }
        Ok(Self {
            line_set,
            piece_patterns,
            containers,
            bodies: furniture.body.words,
            label: label_pattern(&labels)?,
            labels,
            metas,
            headers: header.example,
            names,
            lines: furniture.line,
            pieces: furniture.piece,
        })
    }

    /// The first pattern of furniture that a whole line matches at one of the places.
    pub fn furniture(&self, line: &str, places: &[FurniturePlace]) -> Option<&FurniturePattern> {
        let matched = self.line_set.matches(line);
        let mut patterns = matched.iter().filter_map(|index| self.lines.get(index));
        patterns.find(|pattern| places.contains(&pattern.place))
    }
}

/// Whether a cell is a label of a page and nothing more, its colon aside.
pub(super) fn is_label(cell: &str) -> bool {
    Words::get().labels.contains_key(&bare_label(cell.trim_end_matches(['：', ':'])))
}

/// A label without the blanks that set it wide.
pub(super) fn bare_label(label: &str) -> String {
    without_space(label)
}

/// Any label with its colon or brackets, `发文字号：` or `【发文字号】`.
fn label_pattern(labels: &HashMap<String, Field>) -> Result<Regex, regex::Error> {
    let mut wide: Vec<String> = labels.keys().map(|label| wide(label)).collect();
    // The longer label wins: 发布日期 before 日期.
    wide.sort_by_key(|label| (std::cmp::Reverse(label.len()), label.clone()));
    let any = wide.join("|");
    let pattern = format!(r"[【\[]?(?P<label>{any}) ?(?:[:：] ?[】\]]?|[】\]] ?[:：]?)");
    Regex::new(&pattern)
}

/// A word as a pattern; short ones are often set wide: 来 源, 联 系 人.
pub(super) fn wide(word: &str) -> String {
    let characters = word.chars().map(|c| regex::escape(&c.to_string()));
    let characters: Vec<String> = characters.collect();
    let between = if characters.len() <= 3 { " ?" } else { "" };
    characters.join(between)
}

fn file<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, toml::de::Error> {
    toml::from_str(text)
}
