//! Writes a single file that is replaced whole or not at all: a failed [`write_atomic`] leaves the
//! former file as it was.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use super::leftovers::{TEMPORARY, clear_leftovers, sync_folder};
use super::write::folder_of;

/// Replaces a file, or creates it, in one step: whoever reads it sees the old or the new bytes,
/// whole.
///
/// Mode bits of a former file are kept; a new one gets what the umask allows. A device or pipe is
/// written to as it is.
///
/// # Errors
/// The system's refusal; a symbolic link is refused, since the file it leads to would stay as it
/// was.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_atomic_with(path, &mut |out| out.write_all(bytes))
}

/// The same for bytes that are made while they are written. `fill` may be called twice, and writes
/// the same each time.
///
/// # Errors
/// As [`write_atomic`]; and what `fill` fails with, which leaves the former file.
pub fn write_atomic_with(
    path: &Path,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder_of(path);
    let former = fs::symlink_metadata(path).ok();
    if former.as_ref().is_some_and(fs::Metadata::is_symlink) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "it is a symbolic link"));
    }
    if former.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(ErrorKind::IsADirectory.into());
    }
    if former.as_ref().is_some_and(|m| !m.is_file()) {
        // `/dev/null` or a pipe holds nothing that could be lost, and must stay what it is.
        return buffered(&OpenOptions::new().write(true).open(path)?, fill);
    }
    clear_leftovers(folder);
    match replace(folder, path, former.as_ref(), fill) {
        // Another run may have cleared the new file in the moment before it was locked.
        Err(fault) if fault.kind() == ErrorKind::NotFound && folder.is_dir() => {
            replace(folder, path, former.as_ref(), fill)
        }
        done => done,
    }
}

/// Writes by large pieces, whatever the pieces that come.
fn buffered(file: &File, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    fill(&mut out)?;
    out.flush()
}

fn replace(
    folder: &Path,
    path: &Path,
    former: Option<&fs::Metadata>,
    fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Passed to `open`, so that the umask applies.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let temporary = builder.tempfile_in(folder)?;
    // Where locks are not known, leftovers simply stay.
    let _ = temporary.as_file().try_lock();
    buffered(temporary.as_file(), fill)?;
    if let Some(meta) = former {
        temporary.as_file().set_permissions(meta.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(path).map_err(|e| e.error)?;
    sync_folder(folder);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_killed_runs_left_is_cleared_and_running_ones_are_left_alone() {
        let dir = tempfile::tempdir().expect("works");
        for name in [".pilot-Ab3dEf.tmp", ".pilot-runs12.tmp", ".pilot-mine.tmp", "x.tmp"] {
            fs::write(dir.path().join(name), "half").expect("written");
        }
        let running = File::open(dir.path().join(".pilot-runs12.tmp")).expect("there");
        running.try_lock().expect("locked");
        write_atomic(&dir.path().join("a.txt"), b"new").expect("written");
        let mut names: Vec<_> =
            fs::read_dir(dir.path()).expect("readable").flatten().map(|e| e.file_name()).collect();
        names.sort();
        assert_eq!(names, [".pilot-mine.tmp", ".pilot-runs12.tmp", "a.txt", "x.tmp"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_pipe_or_device_is_written_to_and_stays_what_it_is() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        use std::os::unix::fs::FileTypeExt as _;
        let dir = tempfile::tempdir().expect("works");
        let pipe = dir.path().join("pipe");
        mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("made");
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).expect("read")
        });
        write_atomic(&pipe, b"report").expect("written");
        assert!(fs::symlink_metadata(&pipe).expect("there").file_type().is_fifo());
        assert_eq!(reader.join().expect("read"), b"report");
    }

    #[test]
    fn replaces_whole_files_and_leaves_no_rest() {
        let dir = tempfile::tempdir().expect("works");
        let path = dir.path().join("plan.md");
        write_atomic(&path, b"one").expect("works");
        write_atomic(&path, b"two").expect("works");
        assert_eq!(fs::read(&path).expect("works"), b"two");
        assert_eq!(fs::read_dir(dir.path()).expect("works").count(), 1);
        assert!(write_atomic(&dir.path().join("missing/x"), b"x").is_err());
        assert!(write_atomic(dir.path(), b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_permission_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("works");
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).expect("works");
        if fs::write(dir.path().join("probe"), "").is_ok() {
            // The superuser may write anywhere: what the system does not refuse cannot be tried.
            return;
        }
        assert!(write_atomic(&dir.path().join("y"), b"y").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn modes_are_those_of_ordinary_files() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("works");
        let mode = |p: &Path| fs::metadata(p).expect("works").permissions().mode() & 0o777;
        let (plain, path, link) =
            (dir.path().join("plain"), dir.path().join("file"), dir.path().join("link"));
        fs::write(&plain, "").expect("works");
        write_atomic(&path, b"one").expect("works");
        assert_eq!(mode(&path), mode(&plain));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("works");
        write_atomic(&path, b"two").expect("works");
        assert_eq!(mode(&path), 0o640);
        std::os::unix::fs::symlink(&path, &link).expect("works");
        assert!(write_atomic(&link, b"three").is_err());
        assert_eq!(fs::read(&path).expect("works"), b"two");
    }
}
