//! The source tree as text, for tests of its shape.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// A source file.
pub(crate) struct SourceFile {
    /// Path from the root of the repository, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    /// The lines before the tests.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let end = self.text.find("#[cfg(test)]").unwrap_or(self.text.len());
        self.text[..end].lines()
    }

    /// The lines before the tests that are no comments, with their numbers.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.lines().enumerate().map(|(index, line)| (index + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// The first folder below `src`, or the file itself.
    pub(crate) fn layer(&self) -> &str {
        let below = match self.path.split_once("src/") {
            Some((_, rest)) => rest,
            None => "",
        };
        below.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The file's name without `.rs`.
    pub(crate) fn stem(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// The types that are declared before the tests.
    pub(crate) fn types(&self) -> Vec<TypeName<'_>> {
        static DECLARATION: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"^\s*(pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait|union)\s+(\w+)")
                .expect("a pattern")
        });
        let mut types = Vec::new();
        for (line, text) in self.code() {
            if let Some(found) = DECLARATION.captures(text) {
                let name = found.get(2).expect("the name").as_str();
                types.push(TypeName { name, is_public: found.get(1).is_some(), line });
            }
        }
        types
    }
}

/// A declaration of a struct, an enum or a trait.
pub(crate) struct TypeName<'a> {
    pub(crate) name: &'a str,
    /// Whether it is seen outside its module: `pub`, `pub(crate)`, `pub(super)`.
    pub(crate) is_public: bool,
    pub(crate) line: usize,
}

/// All source files below `src` of a repository, by path.
pub(crate) fn sources(repository: &Path) -> Vec<SourceFile> {
    let mut files = Vec::new();
    let mut folders = vec![repository.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("src is there") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(SourceFile {
                    text: fs::read_to_string(&path).expect("readable"),
                    path: relative(repository, path),
                });
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

fn relative(repository: &Path, path: PathBuf) -> String {
    let below = path.strip_prefix(repository).unwrap_or(&path);
    below.to_string_lossy().replace('\\', "/")
}
