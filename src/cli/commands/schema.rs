//! `pilot schema`

use crate::notice::schema;
use crate::project::json_schema::json_schema;

use crate::cli::session::Session;
use crate::cli::terminal::args::{SchemaArgs, SchemaFile};
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;

pub(crate) fn run(args: &SchemaArgs, session: &mut Session<'_, '_>) -> Result<Exit, Failure> {
    let kind = match args.file {
        SchemaFile::Pilot => None,
        SchemaFile::Profile => Some("profile"),
        SchemaFile::Outline => Some("outline"),
        SchemaFile::Card => Some("card"),
    };
    if kind.is_some() && args.notice.is_some() {
        return Err(Failure::new(
            "--notice 只用于 pilot.toml 的结构：通知各文件的结构与哪个通知无关",
        )
        .hint("去掉 --notice"));
    }
    let schema = match kind {
        Some(kind) => schema::json_schema(kind).unwrap_or_default(),
        None => json_schema(&*session.notice(args.notice.as_deref())?),
    };
    serde_json::to_writer_pretty(&mut *session.env.out, &schema).map_err(std::io::Error::from)?;
    writeln!(session.env.out)?;
    Ok(Exit::Clean)
}
