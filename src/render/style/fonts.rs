//! Families of fonts by role, of those that are embedded and those of the machine.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;

use super::super::markup::literal;

/// A font of the machine that stands before the embedded one of its role.
#[derive(Clone, PartialEq, Eq)]
pub struct Face {
    pub role: FontRole,
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// Which font of the file, from 0.
    pub index: u32,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Face({:?}, {} bytes, {})", self.role, self.bytes.len(), self.index)
    }
}

/// Families by role.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fonts {
    /// 仿宋.
    pub body: Vec<String>,
    /// 楷体.
    pub kai: Vec<String>,
    /// 黑体.
    pub hei: Vec<String>,
    /// 小标宋.
    pub title: Vec<String>,
    /// Letters and digits, and what the others lack.
    pub latin: Vec<String>,
}

/// What text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FontRole {
    /// 仿宋.
    Body,
    /// 楷体.
    Kai,
    /// 黑体.
    Hei,
    /// 小标宋.
    Title,
    /// Letters and digits, and what the others lack.
    #[serde(skip)]
    Latin,
}

impl Fonts {
    /// The names of a role.
    pub fn of(&self, role: FontRole) -> &[String] {
        match role {
            FontRole::Body => &self.body,
            FontRole::Kai => &self.kai,
            FontRole::Hei => &self.hei,
            FontRole::Title => &self.title,
            FontRole::Latin => &self.latin,
        }
    }

    /// The list of families of a role: its own, then those that have what it lacks, the machine's
    /// before the embedded ones. Fonts with letters too wide or too narrow for the page take
    /// letters, digits and signs from `latin`.
    pub(super) fn list(
        &self,
        role: FontRole,
        is_there: &dyn Fn(&str) -> bool,
        system: &BTreeMap<FontRole, String>,
    ) -> String {
        let embedded = |role: FontRole| self.of(role).iter().find(|f| is_there(f));
        let latin = system.get(&FontRole::Latin).or_else(|| embedded(FontRole::Latin));
        let mut out = String::from("(");
        if let (FontRole::Body | FontRole::Kai, Some(latin)) = (role, latin) {
            let _ = write!(
                out,
                "(name: {}, covers: regex(\"[\\u{{20}}-\\u{{24f}}]\")), ",
                literal(latin)
            );
        }
        let order = [role, FontRole::Latin, FontRole::Body];
        let own = [system.get(&role), embedded(role)];
        let gaps = [FontRole::Body, FontRole::Latin].map(|role| system.get(&role));
        let mut families: Vec<&String> = Vec::new();
        let all = own.into_iter().chain(gaps).chain(order.map(embedded));
        for family in all.flatten() {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        for family in families {
            let _ = write!(out, "{}, ", literal(family));
        }
        out.push(')');
        out
    }
}
