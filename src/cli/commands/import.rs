//! `pilot import`: a Word document as `plan.md` with `figures/`, and a list of what did not come
//! along.

use std::collections::{BTreeMap, BTreeSet};

use imagesize::ImageType;

use crate::attachment::picture_header::is_svg;
use crate::plan::docx;
use crate::plan::{Image, markdown};
use crate::project::NewFile;
use crate::text::Sources;

use crate::cli::session::{Session, file_name_of};
use crate::cli::terminal::args::ImportArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::{Failure, shown};
use crate::cli::terminal::new_files;
use crate::cli::terminal::wording::import_report::ImportReport;
use crate::cli::terminal::wording::word_document;

pub(crate) fn run(args: &ImportArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let path = session.env.cwd.join(&args.file);
    let bytes = std::fs::read(&path).map_err(|e| Failure::io("读不了", &path, e))?;
    let name = file_name_of(&path);
    let mut sources = Sources::default();
    let mut read = docx::read_apart(&session.env.workers, &bytes, &name, &mut sources)
        .map_err(|fault| word_document::failure(&args.file, fault))?;
    // A cover is made anew with every document.
    let source = sources.get(read.source);
    let before = read.plan.preamble.len();
    read.plan.preamble.retain(|block| !read.cover.contains(&source.line(block.at.span.start)));
    let has_cover = read.plan.preamble.len() < before;
    let mut figures: BTreeMap<String, String> = BTreeMap::new();
    let (mut files, mut taken) = (Vec::new(), BTreeSet::new());
    let mut not_set = Vec::new();
    for picture in read.pictures {
        let mut file = format!("figures/{}", file_name(&picture.name));
        for number in 2.. {
            if taken.insert(file.to_lowercase()) {
                break;
            }
            file = format!("figures/{number}-{}", file_name(&picture.name));
        }
        if !is_set(&picture.bytes) {
            not_set.push(file.clone());
        }
        figures.insert(picture.path, file.clone());
        files.push(NewFile { path: file, contents: picture.bytes });
    }
    let missing: BTreeSet<String> = read
        .plan
        .images()
        .iter()
        .map(|i| i.path.clone())
        .filter(|p| !figures.contains_key(p))
        .collect();
    let place =
        |image: &Image| figures.get(&image.path).cloned().unwrap_or_else(|| elsewhere(&image.path));
    let text = markdown::write(&read.plan, &place);
    files.insert(0, NewFile { path: "plan.md".to_owned(), contents: text.into_bytes() });
    let root = match &args.output {
        Some(dir) => session.env.cwd.join(dir),
        None => session.env.cwd.clone(),
    };
    new_files::put(&root, &files)?;
    for file in &files {
        let full = root.join(&file.path);
        writeln!(
            session.env.out,
            "{}",
            shown(full.strip_prefix(&session.env.cwd).unwrap_or(&full))
        )?;
    }
    let report = ImportReport {
        plan: &read.plan,
        notes: &read.notes,
        missing: missing.len(),
        not_set,
        has_cover,
    };
    for line in report.lines() {
        session.done(&line);
    }
    Ok(Exit::Clean)
}

/// Whether a picture is of a kind that is typeset; Word also holds metafiles (EMF, WMF).
fn is_set(bytes: &[u8]) -> bool {
    let kind = imagesize::image_type(bytes);
    let is_known =
        matches!(kind, Ok(ImageType::Png | ImageType::Jpeg | ImageType::Gif | ImageType::Webp));
    is_known || is_svg(bytes)
}

/// A name of a part as the name of a file that every system can hold.
fn file_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect();
    let plain = plain.trim_matches('.').to_owned();
    if plain.is_empty() { "picture".to_owned() } else { plain }
}

/// Where a picture that is not in the document would lie; an address of the web stays.
fn elsewhere(path: &str) -> String {
    let is_web = path.starts_with("http://") || path.starts_with("https://");
    if is_web {
        path.to_owned()
    } else {
        format!("figures/{}", file_name(path.rsplit(['/', '\\']).next().unwrap_or(path)))
    }
}
