//! The files of a project by their paths, so that a plan with thousands of pictures is not compared
//! name by name.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::project::model::{FileUse, normal};
use crate::project::{Project, ProjectFile};
use crate::text::At;

/// Files and names of files, found by path in any normal form.
#[derive(Debug)]
pub(in crate::rules) struct FileIndex<'a> {
    project: &'a Project,
    /// For each path as it is compared, the file.
    files: HashMap<String, usize>,
    /// The same for paths in composed form.
    composed: HashMap<String, usize>,
    /// Every file that is named, in order.
    named: Vec<(FileUse, String, At)>,
    /// For each path in composed form, the first of those.
    first_named: HashMap<String, usize>,
}

impl<'a> FileIndex<'a> {
    /// Looks through a project once.
    pub(in crate::rules) fn of(project: &'a Project) -> Self {
        let named = project.named_files();
        let (mut files, mut composed, mut first_named) =
            (HashMap::new(), HashMap::new(), HashMap::new());
        for (index, file) in project.files.iter().enumerate() {
            files.entry(file.path.clone()).or_insert(index);
            let path: String = file.path.nfc().collect();
            composed.entry(path).or_insert(index);
        }
        for (index, (_, path, _)) in named.iter().enumerate() {
            let path: String = path.nfc().collect();
            first_named.entry(path).or_insert(index);
        }
        Self { project, files, composed, named, first_named }
    }

    /// The file at a path.
    pub(in crate::rules) fn file(&self, path: &str) -> Option<&'a ProjectFile> {
        let path = normal(path);
        let mut index = self.files.get(&path);
        if index.is_none() {
            let composed: String = path.nfc().collect();
            index = self.composed.get(&composed);
        }
        self.project.files.get(*index?)
    }

    /// The file that an entry of a package is: the package's own folder may stand before its path.
    pub(in crate::rules) fn file_of_entry(&self, entry: &str) -> Option<&'a ProjectFile> {
        let below =
            std::iter::once(entry).chain(entry.match_indices('/').map(|(i, _)| &entry[i + 1..]));
        let first = below.filter_map(|path| self.files.get(path)).min()?;
        self.project.files.get(*first)
    }

    /// Every file that is named, with the place of its name.
    pub(in crate::rules) fn named(&self) -> &[(FileUse, String, At)] {
        &self.named
    }

    /// Where a file is named first, if it is.
    pub(in crate::rules) fn named_at(&self, file: &ProjectFile) -> Option<At> {
        let composed: String = file.path.nfc().collect();
        let index = self.first_named.get(&composed)?;
        Some(self.named[*index].2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_any_normal_form_are_one() {
        let file = |path: &str| ProjectFile {
            path: path.to_owned(),
            exists: true,
            ..ProjectFile::default()
        };
        let project = Project {
            files: vec![file("图/e\u{301}.png"), file("图/\u{e9}.png"), file("a.png")],
            ..Project::default()
        };
        let index = FileIndex::of(&project);
        for path in [
            "图/e\u{301}.png",
            "./图//\u{e9}.png",
            "图\\\u{e9}.png",
            "a.png",
            "./a.png",
            "b.png",
            "A.png",
        ] {
            assert_eq!(
                index.file(path).map(|f| &f.path),
                project.file(path).map(|f| &f.path),
                "{path}"
            );
        }
    }
}
