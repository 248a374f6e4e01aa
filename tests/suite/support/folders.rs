//! Folders for tests, and copies of the example in them.

use std::path::Path;

/// The worked example.
pub(crate) const EXAMPLE: &str = "examples/pingguo-nawa-park";

/// Copies a project without what was made of it.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().filter_entry(|e| e.file_name() != "dist") {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).expect("a folder");
        } else {
            copy_file(entry.path(), &target);
        }
    }
}

/// Copies what is in a file and not its permissions: a checkout may be read-only, its copy is
/// changed by tests.
pub(crate) fn copy_file(from: &Path, to: &Path) {
    let bytes = std::fs::read(from).expect("readable");
    std::fs::write(to, bytes).expect("written");
}

/// The example, copied into a folder of its own.
pub(crate) fn example() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    copy(Path::new(EXAMPLE), dir.path());
    dir
}

/// Writes files below a fresh folder.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, bytes).expect("a file");
    }
    dir
}

/// The example, with a finished PDF for its plan, so that it packs without typesetting.
pub(crate) fn example_with_pdf() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let example = Path::new(EXAMPLE);
    std::fs::create_dir(dir.path().join("attachments")).expect("a folder");
    for entry in std::fs::read_dir(example.join("attachments")).expect("the example") {
        let entry = entry.expect("readable");
        copy_file(&entry.path(), &dir.path().join("attachments").join(entry.file_name()));
    }
    copy_file(&example.join("attachments/资金证明.pdf"), &dir.path().join("实施方案.pdf"));
    let toml = std::fs::read_to_string(example.join("pilot.toml")).expect("the example");
    assert!(toml.contains("files = [\"plan.md\"]"));
    std::fs::write(
        dir.path().join("pilot.toml"),
        toml.replace("files = [\"plan.md\"]", "pdf = \"实施方案.pdf\""),
    )
    .expect("written");
    dir
}
