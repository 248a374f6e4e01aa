//! What is known about a project before it exists.

use crate::project::Config;
use crate::project::config::is_unfilled;
use crate::project::toml_tree::TomlNode;

/// A build server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ci {
    /// GitHub Actions.
    Github,
    /// GitLab CI/CD.
    Gitlab,
    /// Gitee Go.
    Gitee,
}

impl Ci {
    /// The folder below `ci/` that holds its files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Gitee => "gitee",
        }
    }
}

/// What the user has said so far. The named fields are those that can be asked for or given as
/// arguments; they count before what `given` says in the same place.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// Id of the notice.
    pub notice: Option<String>,
    /// What `notice` says instead of the id: the folder of a notice that the project takes along.
    pub notice_path: Option<String>,
    /// Key of the category.
    pub category: Option<String>,
    /// Name of the project.
    pub name: Option<String>,
    /// Full name of the applicant.
    pub applicant: Option<String>,
    /// Key of the applicant's kind.
    pub kind: Option<String>,
    /// The applicant's division: code or name.
    pub division: Option<String>,
    /// Build servers that shall check the project; the usual one if none is named.
    pub ci: Vec<Ci>,
    /// Everything that an answers file says, kept as it is.
    pub given: TomlNode,
}

impl Answers {
    /// Takes a `pilot.toml` in which any key may be missing. Places that are still to be filled in
    /// count as missing.
    ///
    /// What is wrong with the file stands in `config.problems` and should be reported before.
    pub fn from_config(config: &Config) -> Self {
        let text = |path: &str| {
            let text = config.tree.find(path).and_then(TomlNode::text)?.value;
            if !text.trim().is_empty() && !is_unfilled(&text) { Some(text) } else { None }
        };
        Self {
            notice: text("notice"),
            notice_path: None,
            category: text("project.category"),
            name: text("project.name"),
            applicant: text("applicant.name"),
            kind: text("applicant.kind"),
            division: text("applicant.division"),
            ci: Vec::new(),
            given: config.tree.clone(),
        }
    }
}
