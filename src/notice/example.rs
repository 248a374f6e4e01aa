//! The small projects that a card carries and its tests judge.

use serde::Deserialize;

use super::library::Notice;
use super::profile::{
    ApplicationCondition, Category, Deadline, NamingRule, NoticeObligation, RequiredMaterial,
};

/// A small project that a rule is tried on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// What the notice demands in this example, in the place of its own lists.
    pub demands: Option<ExampleDemands>,
    /// Text of the plan; `None` if there is none.
    pub plan: Option<String>,
    /// Text of `pilot.toml`, or the part that matters.
    pub config: Option<String>,
    /// Files beside the plan.
    #[serde(default)]
    pub files: Vec<ExampleFile>,
    /// What a received or planned package is like.
    pub package: Option<ExamplePackage>,
    /// The moment of judging; the notice's date of signing if it is missing.
    pub as_of: Option<String>,
    /// How many findings there are where nothing can be marked.
    pub count: Option<usize>,
    /// The text afterwards, if the rule offers an edit.
    pub fixed: Option<String>,
}

/// Demands of a notice that an example makes up, so that it runs with any notice.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleDemands {
    /// Categories.
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Deadlines.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// Materials.
    #[serde(default)]
    pub materials: Vec<RequiredMaterial>,
    /// Conditions.
    #[serde(default)]
    pub conditions: Vec<ApplicationCondition>,
    /// Other demands.
    #[serde(default)]
    pub obligations: Vec<NoticeObligation>,
    /// Rules for names.
    #[serde(default)]
    pub naming: Vec<NamingRule>,
}

impl Example {
    /// The notice that the example is judged by: the given one, with the demands that the example
    /// makes up.
    pub fn notice(&self, notice: &Notice) -> Notice {
        let mut notice = notice.clone();
        let Some(demands) = self.demands.clone() else { return notice };
        let profile = &mut notice.profile;
        profile.categories = demands.categories;
        profile.deadlines = demands.deadlines;
        profile.materials = demands.materials;
        profile.conditions = demands.conditions;
        profile.obligations = demands.obligations;
        profile.naming = demands.naming;
        notice
    }
}

/// A file of an example. What it is like is stated, so that no bytes are needed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleFile {
    /// Path relative to the project; `⟦⟧` around it where a finding must point.
    pub path: String,
    /// Bytes.
    #[serde(default)]
    pub size: u64,
    /// Text layer.
    pub text: Option<String>,
    /// Why it cannot be read: `damaged`, `encrypted`, `empty`, `folder`, `link`, `denied`,
    /// `outside`.
    pub broken: Option<String>,
    /// Pages as `width x height` in millimetres.
    #[serde(default)]
    pub pages: Vec<[f64; 2]>,
    /// Numbers of empty pages.
    #[serde(default)]
    pub blank_pages: Vec<usize>,
    /// Fonts that are not embedded.
    #[serde(default)]
    pub missing_fonts: Vec<String>,
    /// Lowest resolution of a scanned page or of the picture, dpi.
    pub dpi: Option<f64>,
    /// Width and height in pixels.
    pub pixels: Option<[u32; 2]>,
    /// Hidden facts: author, company, comments …
    #[serde(default)]
    pub metadata: Vec<String>,
    /// Whether a photograph tells where it was taken.
    #[serde(default)]
    pub located: bool,
    /// Hash, for telling equal files.
    #[serde(default)]
    pub sha256: String,
    /// Headings or bookmarks of a PDF.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Fields of a form that nobody has filled in.
    #[serde(default)]
    pub empty_fields: Vec<String>,
    /// Time of the last change, `2023-10-12T09:00`.
    pub modified: Option<String>,
}

/// A package of an example.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExamplePackage {
    /// Sum of the files, bytes.
    #[serde(default)]
    pub files_size: u64,
    /// The archive, bytes.
    #[serde(default)]
    pub archive_size: u64,
    /// Subject of the message.
    pub subject: Option<String>,
    /// Recipients of the message.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Entries, `⟦⟧` around one where a finding must point.
    #[serde(default)]
    pub entries: Vec<String>,
    /// What the archive's reader complained about: kind and entry.
    #[serde(default)]
    pub faults: Vec<[String; 2]>,
    /// Whether it carries a manifest.
    #[serde(default)]
    pub manifest: bool,
    /// What other packages of the same run have in common with it.
    #[serde(default)]
    pub twins: Vec<ExampleDuplicate>,
    /// How many projects of its city came in.
    pub crowd: Option<ExampleCityTotal>,
}

/// The projects of one city in an example's run.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleCityTotal {
    /// The city; `⟦⟧` around it where a finding must point to the package as a whole.
    pub city: String,
    /// Projects.
    pub projects: usize,
}

/// Something that another package of an example's run has as well.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleDuplicate {
    /// The other package's file; `⟦⟧` around it where a finding must point to the package as a
    /// whole.
    pub other: String,
    /// `archive`, `project` or `file`.
    pub shared: String,
    /// For a file: its path in this package; `⟦⟧` around it where a finding must point.
    #[serde(default)]
    pub path: String,
    /// For a file: its path in the other.
    #[serde(default)]
    pub theirs: String,
}
