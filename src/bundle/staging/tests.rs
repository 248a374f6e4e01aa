//! A run that is cut off at any step leaves the old set or the new one, and the user's files.

use std::io::Write as _;

use super::*;
use crate::bundle::dist_names::DistNames;

fn set(dist: &Path, content: &str) -> Staging {
    let mut staging = Staging::new(dist).expect("a staging folder");
    for name in DistNames::of_stem("S").into_all() {
        staging.create(&name).expect("new").write_all(content.as_bytes()).expect("written");
    }
    staging
}

fn state(dist: &Path) -> Vec<(String, String)> {
    let mut out: Vec<_> = walkdir::WalkDir::new(dist)
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file())
        .map(|e| {
            (
                e.path().strip_prefix(dist).expect("below").display().to_string(),
                fs::read_to_string(e.path()).expect("text"),
            )
        })
        .collect();
    out.sort();
    out
}

fn with_set(content: &str, users: &[(&str, &str)]) -> Vec<(String, String)> {
    let ours = DistNames::of_stem("S").into_all().into_iter().map(|n| (n, content.to_owned()));
    let mut out: Vec<_> =
        ours.chain(users.iter().map(|(n, c)| ((*n).to_owned(), (*c).to_owned()))).collect();
    out.sort();
    out
}

fn users(dist: &Path) {
    fs::create_dir_all(dist.join("sub")).expect("a folder");
    fs::write(dist.join("说明.docx"), "mine").expect("written");
    fs::write(dist.join("sub/a.txt"), "mine too").expect("written");
}

const USERS: &[(&str, &str)] = &[("sub/a.txt", "mine too"), ("说明.docx", "mine")];

fn only_dist_is_left(parent: &Path) {
    let names: Vec<_> =
        fs::read_dir(parent).expect("readable").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names, ["dist"], "leftovers");
}

#[test]
fn a_first_and_a_second_set_are_placed_and_foreign_files_survive() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    set(&dist, "one").commit().expect("placed");
    assert_eq!(state(&dist), with_set("one", &[]));
    users(&dist);
    let placed = set(&dist, "two").commit().expect("placed");
    assert_eq!(state(&dist), with_set("two", USERS));
    assert!(placed.iter().all(|p| p.starts_with(&dist)) && placed.len() == 4);
    only_dist_is_left(temp.path());
}

#[test]
fn a_failure_at_any_step_leaves_one_whole_set() {
    for failing in [CommitStep::Carry, CommitStep::Flush, CommitStep::Exchange, CommitStep::Sweep] {
        let temp = tempfile::tempdir().expect("a folder");
        let dist = temp.path().join("dist");
        set(&dist, "one").commit().expect("placed");
        users(&dist);
        let result = set(&dist, "two").commit_with(exchange, &mut |step| {
            assert!(matches!(state(&dist).as_slice(), s if s == with_set("one", USERS) || s == with_set("two", USERS)), "{step:?}");
            if step == failing { Err(io::Error::other("cut off")) } else { Ok(()) }
        });
        assert!(result.is_err());
        let expected = if failing == CommitStep::Sweep { "two" } else { "one" };
        assert_eq!(state(&dist), with_set(expected, USERS), "{failing:?}");
        // The next run repairs everything.
        set(&dist, "three").commit().expect("placed");
        assert_eq!(state(&dist), with_set("three", USERS));
        only_dist_is_left(temp.path());
    }
}

#[test]
fn where_folders_cannot_be_exchanged_two_renames_do_and_are_rolled_back() {
    for failing in
        [Some(CommitStep::Exchange), Some(CommitStep::Rename), Some(CommitStep::Sweep), None]
    {
        let temp = tempfile::tempdir().expect("a folder");
        let dist = temp.path().join("dist");
        set(&dist, "one").commit().expect("placed");
        users(&dist);
        let result = set(&dist, "two").commit_with(|_, _| Ok(false), &mut |step| {
            if Some(step) == failing { Err(io::Error::other("cut off")) } else { Ok(()) }
        });
        assert_eq!(result.is_err(), failing.is_some());
        let expected =
            if matches!(failing, None | Some(CommitStep::Sweep)) { "two" } else { "one" };
        assert_eq!(state(&dist), with_set(expected, USERS), "{failing:?}");
        set(&dist, "three").commit().expect("placed");
        assert_eq!(state(&dist), with_set("three", USERS));
        only_dist_is_left(temp.path());
    }
}

#[test]
fn what_the_user_saves_meanwhile_survives() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    set(&dist, "one").commit().expect("placed");
    users(&dist);
    let result = set(&dist, "two").commit_with(exchange, &mut |step| {
        if step == CommitStep::Exchange {
            fs::write(dist.join("新.txt"), "saved meanwhile")?;
            // As editors save: another file takes the name.
            fs::write(dist.join("tmp"), "edited meanwhile")?;
            fs::rename(dist.join("tmp"), dist.join("说明.docx"))?;
        }
        Ok(())
    });
    assert!(result.is_ok());
    assert_eq!(
        state(&dist),
        with_set(
            "two",
            &[
                ("sub/a.txt", "mine too"),
                ("新.txt", "saved meanwhile"),
                ("说明.docx", "edited meanwhile")
            ]
        )
    );
}

#[test]
fn a_run_killed_between_two_renames_is_mended() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    set(&dist, "one").commit().expect("placed");
    users(&dist);
    fs::rename(&dist, temp.path().join(".dist.old-abc")).expect("renamed");
    fs::create_dir(temp.path().join(".dist.new-def")).expect("a folder");
    let staging = Staging::new(&dist).expect("repaired");
    assert_eq!(state(&dist), with_set("one", USERS));
    drop(staging);
    only_dist_is_left(temp.path());
}

#[test]
fn a_run_that_goes_on_is_left_alone() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    let first = set(&dist, "one");
    set(&dist, "two").commit().expect("placed");
    first.commit().expect("placed as well");
    assert_eq!(state(&dist), with_set("one", &[]));
}

#[test]
fn a_set_that_is_given_up_leaves_nothing() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    set(&dist, "one").commit().expect("placed");
    drop(set(&dist, "two"));
    assert_eq!(state(&dist), with_set("one", &[]));
    only_dist_is_left(temp.path());
}

#[test]
fn what_is_no_folder_is_refused() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    fs::write(&dist, "a file").expect("written");
    let error = Staging::new(&dist).expect_err("refused");
    assert!(matches!(error, StagingError::DistIsFile { .. }), "{error}");
    assert_eq!(fs::read_to_string(&dist).expect("still there"), "a file");
    assert!(Staging::new(&temp.path().join("missing/dist")).is_err());
}

#[cfg(unix)]
#[test]
fn links_and_read_only_folders_are_refused_and_new_ones_have_usual_rights() {
    use std::os::unix::fs::PermissionsExt as _;
    let temp = tempfile::tempdir().expect("a folder");
    let real = temp.path().join("real");
    fs::create_dir(&real).expect("a folder");
    std::os::unix::fs::symlink(&real, temp.path().join("dist")).expect("a link");
    let error = Staging::new(&temp.path().join("dist")).expect_err("refused");
    assert!(matches!(error, StagingError::DistIsSymlink { .. }), "{error}");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o555)).expect("set");
    let error = Staging::new(&real).expect_err("refused");
    assert!(matches!(error, StagingError::DistIsReadOnly { .. }), "{error}");
    let fresh = temp.path().join("fresh");
    set(&fresh, "one").commit().expect("placed");
    let plain = temp.path().join("plain");
    fs::create_dir(&plain).expect("a folder");
    let mode = |p: &Path| fs::metadata(p).expect("there").permissions().mode();
    assert_eq!(mode(&fresh), mode(&plain));
}

#[test]
fn a_file_of_the_users_with_any_name_survives() {
    let temp = tempfile::tempdir().expect("a folder");
    let dist = temp.path().join("dist");
    set(&dist, "one").commit().expect("placed");
    for name in [".lock", "T.zip", "T-报送清单.md", "S.zip.bak"] {
        fs::write(dist.join(name), "mine").expect("written");
    }
    set(&dist, "two").commit().expect("placed");
    let all =
        [(".lock", "mine"), ("T.zip", "mine"), ("T-报送清单.md", "mine"), ("S.zip.bak", "mine")];
    assert_eq!(state(&dist), with_set("two", &all));
}
