//! Files beside the plan, as they are read from disk.

use std::fs;
use std::path::Path;

use pilot::attachment::{Broken, FileKind};
use pilot::project::files::{list_attachments, read_file, read_files};
use pilot::workers::Workers;

use crate::support::folder;

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|n| (*n).to_owned()).collect()
}

#[test]
fn files_are_told_with_size_time_kind_and_hash() {
    let dir = folder(&[("attachments/a.txt", b"hello"), ("attachments/empty.pdf", b"")]);
    let file = read_file(dir.path(), "./attachments\\a.txt", &Workers::default());
    assert_eq!((file.path.as_str(), file.size, file.exists), ("attachments/a.txt", 5, true));
    assert_eq!(file.facts.kind, FileKind::Text);
    assert_eq!(file.sha256, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assert!(file.modified.is_some());
    assert_eq!(
        read_file(dir.path(), "attachments/empty.pdf", &Workers::default()).facts.broken,
        Some(Broken::Empty)
    );
    assert_eq!(
        read_file(dir.path(), "attachments", &Workers::default()).facts.broken,
        Some(Broken::Folder)
    );
    let missing = read_file(dir.path(), "attachments/none.pdf", &Workers::default());
    assert_eq!((missing.exists, missing.facts.broken), (false, None));
    let below_a_file = read_file(dir.path(), "attachments/a.txt/b.txt", &Workers::default());
    assert_eq!((below_a_file.exists, below_a_file.facts.broken), (false, None));
}

#[test]
fn nothing_outside_is_read() {
    let dir = folder(&[("project/pilot.toml", b""), ("secret.txt", b"secret")]);
    let root = dir.path().join("project");
    let absolute = dir.path().join("secret.txt").to_string_lossy().into_owned();
    for name in [
        "../secret.txt",
        "a/../../secret.txt",
        "..\\secret.txt",
        "/etc/hosts",
        "C:\\secret.txt",
        absolute.as_str(),
    ] {
        let file = read_file(&root, name, &Workers::default());
        assert_eq!(file.facts.broken, Some(Broken::Outside), "{name}");
        assert_eq!((file.exists, file.size), (false, 0), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let dir = folder(&[("project/attachments/a.txt", b"a"), ("other/secret.txt", b"secret")]);
    let root = dir.path().join("project");
    symlink("../../other/secret.txt", root.join("attachments/link.txt")).expect("link");
    symlink("../../other", root.join("attachments/folder")).expect("link");
    symlink("nowhere", root.join("attachments/broken.txt")).expect("link");
    assert_eq!(
        list_attachments(&root),
        names(&[
            "attachments/a.txt",
            "attachments/broken.txt",
            "attachments/folder",
            "attachments/link.txt"
        ])
    );
    for (name, told, target) in [
        ("attachments/link.txt", "attachments/link.txt", "../../other/secret.txt"),
        ("attachments/broken.txt", "attachments/broken.txt", "nowhere"),
        ("attachments/folder/secret.txt", "attachments/folder", "../../other"),
    ] {
        let file = read_file(&root, name, &Workers::default());
        assert_eq!(file.facts.broken, Some(Broken::Link(target.into())), "{name}");
        assert_eq!((file.path.as_str(), file.size, file.sha256.as_str()), (told, 0, ""), "{name}");
    }
    fs::rename(root.join("attachments"), root.join("real")).expect("renamed");
    symlink("real", root.join("attachments")).expect("link");
    assert_eq!(list_attachments(&root), names(&["attachments"]));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let dir = folder(&[("a.txt", b"a")]);
    let socket = std::os::unix::net::UnixListener::bind(dir.path().join("pipe")).expect("bound");
    let file = read_file(dir.path(), "pipe", &Workers::default());
    assert!(matches!(file.facts.broken, Some(Broken::Special)), "{file:?}");
    drop(socket);
}

#[test]
fn one_file_under_two_normal_forms_is_one_file() {
    // As macOS writes it: e and a combining accent.
    let dir = folder(&[("attachments/re\u{301}sume\u{301}.txt", b"text")]);
    let files = read_files(
        dir.path(),
        &names(&["attachments/résumé.txt", "./attachments/re\u{301}sume\u{301}.txt"]),
        &Workers::default(),
    );
    assert_eq!(files.len(), 1, "{files:?}");
    assert!(files[0].exists && files[0].size == 4);
}

fn read_with(threads: usize, root: &Path, list: &[String]) -> String {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("pool");
    format!("{:#?}", pool.install(|| read_files(root, list, &Workers::default())))
}

#[test]
fn order_and_hashes_do_not_depend_on_threads() {
    let contents: Vec<(String, Vec<u8>)> = (0..40)
        .map(|i| (format!("attachments/{i}.txt"), vec![b'a' + i % 3; usize::from(i % 7) + 1]))
        .collect();
    let list: Vec<(&str, &[u8])> =
        contents.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    let dir = folder(&list);
    let mut all = list_attachments(dir.path());
    assert_eq!(all.len(), 40);
    let one = read_with(1, dir.path(), &all);
    all.reverse();
    assert_eq!(one, read_with(4, dir.path(), &all));
    let files = read_files(dir.path(), &all, &Workers::default());
    assert!(files.is_sorted_by_key(|f| f.path.clone()));
    assert!(files.iter().all(|f| !f.sha256.is_empty()), "every file is hashed");
}
