//! Automatic numbers: `numbering.xml` and the counters that turn it into `一、` `（一）` `1.` `(1)`
//! (ECMA-376 part 1, 17.9).

use std::collections::{BTreeMap, BTreeSet};

use crate::text::numeral;

use super::xml::XmlNode;

/// Levels of a list.
const LEVELS: usize = 9;

#[derive(Clone, Debug)]
struct ListLevel {
    start: u32,
    format: String,
    text: String,
    /// Restarts after this level (from 1); 0 never; by default after any level above.
    restart: Option<u32>,
    /// All numbers in Arabic digits.
    legal: bool,
    style: Option<String>,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            restart: None,
            legal: false,
            style: None,
        }
    }
}

#[derive(Clone, Debug, Default)]
struct ListDefinition {
    abstract_id: u32,
    levels: BTreeMap<u32, ListLevel>,
    starts: BTreeMap<u32, u32>,
}

/// The lists of a document with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: BTreeMap<u32, ListDefinition>,
    counters: BTreeMap<u32, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(u32, u32)>,
}

/// What stands before a paragraph of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListLabel {
    /// A number, as it is printed.
    Number(String),
    /// A mark.
    Bullet,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(tree: Option<&XmlNode>) -> Self {
        let mut out = Self::default();
        let Some(tree) = tree else { return out };
        let mut abstracts: BTreeMap<u32, BTreeMap<u32, ListLevel>> = BTreeMap::new();
        let mut named: BTreeMap<&str, u32> = BTreeMap::new();
        let mut links: BTreeMap<u32, &str> = BTreeMap::new();
        for node in tree.children.iter().filter(|n| &*n.name == "abstractNum") {
            let Some(id) = number(node, "abstractNumId") else { continue };
            abstracts.insert(id, levels(node));
            if let Some(name) = node.child_val("styleLink") {
                named.insert(name, id);
            }
            if let Some(name) = node.child_val("numStyleLink") {
                links.insert(id, name);
            }
        }
        for node in tree.children.iter().filter(|n| &*n.name == "num") {
            let (Some(id), Some(mut abstract_id)) =
                (number(node, "numId"), node.child_number("abstractNumId"))
            else {
                continue;
            };
            if let Some(target) = links.get(&abstract_id).and_then(|name| named.get(name)) {
                abstract_id = *target;
            }
            let mut list = ListDefinition {
                abstract_id,
                levels: abstracts.get(&abstract_id).cloned().unwrap_or_default(),
                ..ListDefinition::default()
            };
            for over in node.children.iter().filter(|n| &*n.name == "lvlOverride") {
                let Some(level) = number(over, "ilvl") else { continue };
                if let Some(whole) = over.child("lvl") {
                    list.levels.insert(level, level_of(whole));
                }
                if let Some(start) = over.child_number("startOverride") {
                    list.starts.insert(level, start);
                }
            }
            out.lists.insert(id, list);
        }
        out
    }

    /// The level of a list that a style stands for.
    pub(super) fn level_of_style(&self, list: u32, style: &str) -> Option<u32> {
        let levels = &self.lists.get(&list)?.levels;
        levels
            .iter()
            .find(|(_, level)| level.style.as_deref() == Some(style))
            .map(|(index, _)| *index)
    }

    /// Counts a paragraph; what is printed before it, if anything.
    pub(super) fn next(&mut self, list_id: u32, index: u32) -> Option<ListLabel> {
        let list = self.lists.get(&list_id)?;
        let at = usize::try_from(index).ok().filter(|i| *i < LEVELS)?;
        let level = list.levels.get(&index)?;
        let counters = self.counters.entry(list.abstract_id).or_default();
        let start = |index: usize| {
            let index = index as u32;
            if let Some(start) = list.starts.get(&index) {
                return *start;
            }
            if let Some(level) = list.levels.get(&index) { level.start } else { 1 }
        };
        let first = self.begun.insert((list_id, index));
        counters[at] = match counters[at] {
            _ if first && list.starts.contains_key(&index) => Some(start(at)),
            None => Some(start(at)),
            Some(value) => Some(value.saturating_add(1)),
        };
        for (other, counter) in counters.iter_mut().enumerate() {
            let restart = list.levels.get(&(other as u32)).and_then(|l| l.restart);
            if other < at {
                counter.get_or_insert_with(|| start(other));
            } else if other > at && restart.is_none_or(|after| index < after) {
                *counter = None;
            }
        }
        if level.format == "bullet" {
            return Some(ListLabel::Bullet);
        }
        let mut out = String::new();
        let mut chars = level.text.chars();
        while let Some(c) = chars.next() {
            if c != '%' {
                out.push(c);
                continue;
            }
            let Some(digit @ '1'..='9') = chars.next() else { continue };
            let wanted = digit as usize - '1' as usize;
            let value = counters[wanted].unwrap_or_else(|| start(wanted));
            let mut format = match list.levels.get(&(wanted as u32)) {
                Some(level) => level.format.as_str(),
                None => "decimal",
            };
            if level.legal && format != "none" {
                format = "decimal";
            }
            out.push_str(&written(value, format));
        }
        let out = out.trim().to_owned();
        if !out.is_empty() { Some(ListLabel::Number(out)) } else { None }
    }
}

fn number(node: &XmlNode, name: &str) -> Option<u32> {
    let number = node.attribute(name)?;
    number.trim().parse().ok()
}

fn levels(node: &XmlNode) -> BTreeMap<u32, ListLevel> {
    let levels = node.children.iter().filter(|n| &*n.name == "lvl");
    levels.filter_map(|n| Some((number(n, "ilvl")?, level_of(n)))).collect()
}

fn level_of(node: &XmlNode) -> ListLevel {
    // A number of a kind that Word knows from a later version stands in `mc:AlternateContent`.
    let mut format = node.child_val("numFmt");
    if format.is_none() {
        format = node.find("numFmt").and_then(XmlNode::val);
    }
    ListLevel {
        start: node.child_number("start").unwrap_or(0),
        format: format.unwrap_or("decimal").to_owned(),
        text: node.child_val("lvlText").unwrap_or_default().to_owned(),
        restart: node.child_number("lvlRestart"),
        legal: node.flag("isLgl").unwrap_or(false),
        style: node.child_val("pStyle").map(str::to_owned),
    }
}

/// A number as a format writes it (ECMA-376 part 1, 17.18.59); a format that is not known gives
/// Arabic digits.
pub(super) fn written(value: u32, format: &str) -> String {
    let pick = |set: &str| {
        let index = usize::try_from(value).ok().and_then(|v| v.checked_sub(1));
        index
            .and_then(|i| set.chars().nth(i))
            .map(String::from)
            .unwrap_or_else(|| value.to_string())
    };
    let digits = |set: &str| -> String {
        let digit = |c: char| match c.to_digit(10) {
            Some(digit) => set.chars().nth(digit as usize).unwrap_or(c),
            None => c,
        };
        let plain = value.to_string();
        plain.chars().map(digit).collect()
    };
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{value:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => digits("０１２３４５６７８９"),
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting"
            if value > 0 =>
        {
            numeral::chinese(value)
        }
        "chineseCounting" | "taiwaneseCounting" if (1..100).contains(&value) => {
            numeral::chinese(value)
        }
        "chineseCounting"
        | "taiwaneseCounting"
        | "ideographDigital"
        | "taiwaneseDigital"
        | "japaneseDigitalTenThousand"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => digits("〇一二三四五六七八九"),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            let formal = if format == "chineseLegalSimplified" {
                "壹贰叁肆伍陆柒捌玖拾佰仟"
            } else {
                "壹貳參肆伍陸柒捌玖拾佰仟"
            };
            let formal = |c: char| {
                "一二三四五六七八九十百千"
                    .chars()
                    .position(|d| d == c)
                    .and_then(|i| formal.chars().nth(i))
            };
            let everyday = numeral::chinese(value);
            let formal = everyday.chars().map(|c| formal(c).unwrap_or(c));
            formal.collect()
        }
        "ideographTraditional" => pick("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => pick("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => pick("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
        "decimalEnclosedFullstop" => pick("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
        "ideographEnclosedCircle" => pick("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "upperRoman" => roman(value),
        "lowerRoman" => roman(value).to_lowercase(),
        "upperLetter" => letters(value, b'A'),
        "lowerLetter" => letters(value, b'a'),
        "numberInDash" => format!("- {value} -"),
        _ => value.to_string(),
    }
}

fn roman(value: u32) -> String {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if value == 0 || value >= 4000 {
        return value.to_string();
    }
    let (mut rest, mut out) = (value, String::new());
    for (worth, letters) in PARTS {
        while rest >= worth {
            out.push_str(letters);
            rest -= worth;
        }
    }
    out
}

/// `A` … `Z`, `AA`, `BB` …: Word repeats the letter.
fn letters(value: u32, first: u8) -> String {
    if value == 0 || value > 780 {
        return value.to_string();
    }
    let letter = char::from(first + ((value - 1) % 26) as u8);
    std::iter::repeat_n(letter, ((value - 1) / 26 + 1) as usize).collect()
}
