//! `pilot schema`

use crate::outline::Library;
use crate::project::json_schema::json_schema;

use super::args::SchemaArgs;
use super::env::Env;
use super::exit::Exit;
use super::failure::Failure;
use super::judge;

pub(super) fn run(args: &SchemaArgs, library: &Library, env: &mut Env<'_>) -> Result<Exit, Failure> {
    let notice = judge::notice(args.notice.as_deref(), library, env)?;
    serde_json::to_writer_pretty(&mut *env.out, &json_schema(&notice)).map_err(std::io::Error::from)?;
    writeln!(env.out)?;
    Ok(Exit::Clean)
}
