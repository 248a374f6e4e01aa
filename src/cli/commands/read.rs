//! `pilot read NOTICE`: everything that a notice states, each fact beside its sentence.

use std::path::Path;

use crate::reading::{NoticeDocument, NoticeSheet, read_sheet};

use crate::cli::terminal::args::{ReadArgs, ReadFormat};
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::shell::Talk;

/// Reads a notice and shows its sheet.
pub(crate) fn run(args: &ReadArgs, env: &mut Env<'_>, _talk: Talk) -> Result<Exit, Failure> {
    let document = open(&args.notice, env)?;
    let sheet = read_sheet(&document);
    let bytes = written(&sheet, args.format)?;
    env.out.write_all(&bytes)?;
    Ok(Exit::Clean)
}

fn open(path: &Path, env: &Env<'_>) -> Result<NoticeDocument, Failure> {
    let path = env.cwd.join(path);
    let text =
        std::fs::read_to_string(&path).map_err(|error| Failure::io("读不了", &path, &error))?;
    Ok(NoticeDocument::from_lines(&text))
}

fn written(sheet: &NoticeSheet, format: ReadFormat) -> Result<Vec<u8>, Failure> {
    let _ = format;
    let mut bytes = serde_json::to_vec_pretty(sheet).map_err(std::io::Error::from)?;
    bytes.push(b'\n');
    Ok(bytes)
}
