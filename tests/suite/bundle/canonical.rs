//! The same project gives the same bytes, whoever packs it, where, when and how; and what is too
//! large is refused by its size.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, UNIX_EPOCH};

use crate::support::example_with_pdf;
use crate::support::outside_tools::{print_skip, skip};

/// Files by their path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

fn files(dir: &Path) -> Files {
    let entries = walkdir::WalkDir::new(dir)
        .into_iter()
        .map(|e| e.expect("readable"))
        .filter(|e| e.file_type().is_file());
    entries
        .map(|e| {
            (
                e.path().strip_prefix(dir).expect("below").to_owned(),
                fs::read(e.path()).expect("readable"),
            )
        })
        .collect()
}

/// Copies a project; backwards, so that the folder lists its files in another order.
fn copy(from: &Files, to: &Path, backwards: bool) {
    let mut list: Vec<_> = from.iter().collect();
    if backwards {
        list.reverse();
    }
    for (path, bytes) in list {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(path, bytes).expect("written");
    }
}

/// A project with a scan and a picture that can be shrunk, so that all work that may be shared
/// among threads is done.
fn project() -> Files {
    let dir = example_with_pdf();
    let mut annexes = String::new();
    for name in ["shrink-scan.pdf", "shrink-photo.jpg", "shrink-drawing.png"] {
        fs::copy(Path::new("tests/corpus").join(name), dir.path().join("attachments").join(name))
            .expect("copied");
        annexes.push_str(&format!(
            "\n[[attachments]]\ntitle = \"{name}\"\nfile = \"attachments/{name}\"\n"
        ));
    }
    let table = "序号,企业\n1,甲铝业\n".repeat(3_000);
    fs::write(dir.path().join("attachments/名单.csv"), table).expect("written");
    annexes.push_str("\n[[attachments]]\ntitle = \"名单\"\nfile = \"attachments/名单.csv\"\n");
    let toml = dir.path().join("pilot.toml");
    let text = fs::read_to_string(&toml).expect("there");
    fs::write(&toml, text + &annexes).expect("written");
    files(dir.path())
}

/// The program as another process, by way of a shell that may change what it inherits.
fn packed(dir: &Path, before: &str, vars: &[(&str, &str)]) -> Files {
    let mut command = Command::new("/bin/sh");
    command.arg("-c").arg(format!("{before} exec \"$0\" \"$@\"")).arg(env!("CARGO_BIN_EXE_pilot"));
    command
        .args(["pack", "--shrink", "100", "-q", "--as-of", "2023-10-16"])
        .current_dir(dir)
        .envs(vars.iter().copied());
    let output = command.output().expect("a shell");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    files(&dir.join("dist"))
}

#[cfg(unix)]
#[test]
fn eight_variations_give_the_same_bytes() {
    let project = project();
    let fresh = |backwards| {
        let dir = tempfile::tempdir().expect("a folder");
        copy(&project, dir.path(), backwards);
        dir
    };
    let plain = packed(fresh(false).path(), "", &[]);
    assert!(
        plain.len() >= 3 && plain.values().map(Vec::len).sum::<usize>() > 100_000,
        "{:?}",
        plain.keys()
    );
    let same = |what: &str, other: Files| {
        assert_eq!(plain.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{what}");
        for (name, bytes) in plain.iter() {
            assert!(other[name] == *bytes, "{what}: {} differs", name.display())
        }
    };
    // 1. Times of the files.
    let dir = fresh(false);
    for entry in
        walkdir::WalkDir::new(dir.path()).into_iter().flatten().filter(|e| e.file_type().is_file())
    {
        let file = fs::File::options().write(true).open(entry.path()).expect("opened");
        file.set_modified(
            UNIX_EPOCH + Duration::from_secs(86_400 * entry.file_name().len() as u64),
        )
        .expect("set");
    }
    same("times", packed(dir.path(), "", &[]));
    // 2. Order in the folder.
    same("order", packed(fresh(true).path(), "", &[]));
    // 3. Rights that new files get.
    same("umask", packed(fresh(false).path(), "umask 077;", &[]));
    // 4. Language.
    same(
        "locale",
        packed(fresh(false).path(), "", &[("LC_ALL", "zh_CN.GB18030"), ("LANG", "tr_TR.UTF-8")]),
    );
    // 5. Time zone.
    same("time zone", packed(fresh(false).path(), "", &[("TZ", "America/St_Johns")]));
    // 6. Where it lies.
    let far = tempfile::tempdir().expect("a folder");
    let deep = far.path().join("很 长/的'路径/a\"b");
    copy(&project, &deep, false);
    same("path", packed(&deep, "", &[]));
    // 7. Who packs: another name and home, and another user where this one may become one.
    same(
        "user",
        packed(
            fresh(false).path(),
            "",
            &[("USER", "somebody"), ("LOGNAME", "somebody"), ("HOME", "/nowhere")],
        ),
    );
    other_user(&project, &same);
    // 8. Threads.
    same("one thread", packed(fresh(false).path(), "", &[("RAYON_NUM_THREADS", "1")]));
    same("five threads", packed(fresh(false).path(), "", &[("RAYON_NUM_THREADS", "5")]));
}

/// The same by the user `nobody`.
#[cfg(unix)]
fn other_user(project: &Files, same: &dyn Fn(&str, Files)) {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().expect("a folder");
    copy(project, &dir.path().join("项目"), false);
    fs::copy(env!("CARGO_BIN_EXE_pilot"), dir.path().join("pilot")).expect("copied");
    for entry in walkdir::WalkDir::new(dir.path()).into_iter().flatten() {
        let mode =
            if entry.file_type().is_dir() || entry.file_name() == "pilot" { 0o777 } else { 0o666 };
        fs::set_permissions(entry.path(), fs::Permissions::from_mode(mode)).expect("set");
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups"])
        .arg(dir.path().join("pilot"));
    command
        .args(["pack", "--shrink", "100", "-q", "--as-of", "2023-10-16"])
        .current_dir(dir.path().join("项目"));
    match command.output() {
        Ok(output) if output.status.success() => {
            same("nobody", files(&dir.path().join("项目/dist")))
        }
        // Only root may.
        Ok(output) if String::from_utf8_lossy(&output.stderr).contains("setpriv") => {
            print_skip("this user may not become another");
        }
        Ok(output) => panic!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(fault) => skip(&format!("setpriv: {fault}")),
    }
}

/// Three gigabytes that are nowhere on the disk: neither are they read, nor do they have to fit
/// into memory.
#[cfg(target_os = "linux")]
#[test]
fn files_of_gigabytes_are_refused_by_their_size() {
    let dir = example_with_pdf();
    let toml = dir.path().join("pilot.toml");
    let text = fs::read_to_string(&toml).expect("there");
    fs::write(
        &toml,
        text + "\n[[attachments]]\ntitle = \"录像\"\nfile = \"attachments/录像.mp4\"\n",
    )
    .expect("written");
    let file = fs::File::create(dir.path().join("attachments/录像.mp4")).expect("created");
    file.set_len(3 << 30).expect("sparse files are known here");
    let pilot = |args: &[&str]| {
        let mut command = Command::new("/bin/sh");
        // In kilobytes: less than the file, more than the program and its stacks.
        command
            .arg("-c")
            .arg("ulimit -v 2000000; exec \"$0\" \"$@\"")
            .arg(env!("CARGO_BIN_EXE_pilot"));
        let output = command
            .args(args)
            .current_dir(dir.path())
            .env("PILOT_AS_OF", "2023-10-16")
            .output()
            .expect("a shell");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    for args in [&["pack"][..], &["pack", "--shrink"]] {
        let (code, out, err) = pilot(args);
        assert_eq!(code, Some(1), "{out}{err}");
        assert!(
            out.contains("package-too-large")
                && err.contains("录像.mp4  3221.23 MB")
                && err.contains("文件过大"),
            "{out}{err}"
        );
        assert!(!dir.path().join("dist").exists());
    }
    // As something that came in.
    fs::rename(dir.path().join("attachments/录像.mp4"), dir.path().join("收到.zip"))
        .expect("renamed");
    let (code, _, err) = pilot(&["verify", "收到.zip"]);
    assert!(code == Some(2) && err.contains("超过能核验的 600 MB"), "{err}");
    let (code, _, err) = pilot(&["adopt", "收到.zip", "新"]);
    assert!(code == Some(2) && err.contains("600 MB"), "{err}");
}
