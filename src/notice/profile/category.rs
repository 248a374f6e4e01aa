//! What may be applied for: the kinds of projects, and what a text about each should speak of.

use serde::Deserialize;

/// One kind of project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Category {
    /// The key in `pilot.toml`.
    pub id: String,
    /// The notice's name for it.
    pub name: String,
    /// The heading it stands under in the notice, `二(二)`.
    pub clause: String,
    /// Its words in the notice.
    pub quote: String,
    /// Kinds of objects that fit.
    #[serde(default)]
    pub object_kinds: Vec<String>,
    /// What the notice asks of it: each topic is met by any of its words.
    #[serde(default)]
    pub topics: Vec<CategoryTopic>,
    /// Project name as `init` suggests it, with `{place}`.
    #[serde(default)]
    pub name_form: String,
    /// Whether objects must lie outside the listed industries and outside mandatory audit.
    #[serde(default)]
    pub simplified: bool,
    /// Whether municipal departments may apply.
    #[serde(default)]
    pub municipal: bool,
}

/// Something that a text should speak of.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CategoryTopic {
    /// Its name in messages.
    pub name: String,
    /// Any of these words will do.
    pub words: Vec<String>,
    /// The notice's words that ask for it; empty if the category's are meant as a whole.
    #[serde(default)]
    pub quote: String,
}
