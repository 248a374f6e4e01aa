//! The outside: arguments in, text and an exit status out. Only this part prints and reads the clock.

mod args;
mod check;
mod chinese;
mod env;
mod exit;
mod explain;
mod failure;
mod fix;
mod git;
pub mod init;
mod judge;
#[cfg(feature = "render")]
mod letter;
mod list;
mod new;
mod output;
mod pack;
mod produce;
mod render;
mod schema;
mod status;

mod tables;
mod talk;
#[cfg(feature = "render")]
mod typeset;
mod verify;
mod volume;

use std::ffi::OsString;
use std::io::{BufWriter, Write};

use clap::FromArgMatches;
use clap::error::ErrorKind;

use args::{Cli, Command};
pub use env::Env;
pub use exit::Exit;
pub use failure::Failure;
use talk::Talk;

/// Runs with what the system gives.
pub fn main() -> std::process::ExitCode {
    let mut out = BufWriter::new(std::io::stdout());
    let mut err = std::io::stderr();
    let exit = run(std::env::args_os(), &mut Env::system(&mut out, &mut err));
    exit.into()
}

/// Runs once. May be called any number of times in one process.
pub fn run(args: impl IntoIterator<Item = OsString>, env: &mut Env<'_>) -> Exit {
    let parsed = chinese::command().try_get_matches_from(args);
    let cli = match parsed.and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => {
            let text = chinese::help_text(&error.render().to_string());
            return finish(
                env.out.write_all(text.as_bytes()).and_then(|()| env.out.flush()).map(|()| Exit::Clean).map_err(Failure::from),
                env,
                When::auto(),
            );
        }
        Err(error) => return finish(Err(chinese::failure(&error)), env, When::auto()),
    };
    let talk = Talk { quiet: cli.global.quiet, verbose: cli.global.verbose };
    let color = cli.global.color;
    let result = dispatch(cli, env, talk).and_then(|exit| {
        env.out.flush()?;
        Ok(exit)
    });
    finish(result, env, color)
}

use args::When;

impl When {
    fn auto() -> Self {
        Self::Auto
    }
}

fn dispatch(cli: Cli, env: &mut Env<'_>, talk: Talk) -> Result<Exit, Failure> {
    let library = judge::library(&cli.global.outline, env)?;
    let color = output::Color::choose(cli.global.color, env);
    match cli.command {
        Command::Check(args) => check::run(&args, &library, env, color, talk),
        Command::Explain(args) => explain::run(&args, &library, env, color),
        Command::List(args) => list::run(&args, &library, env),
        Command::Init(args) => init::run(&args, &library, env, talk, cli.global.color),
        Command::Status(args) => status::run(&args, &library, env),
        Command::Render(args) => render::run(&args, &library, env, talk),
        Command::Pack(args) => pack::run(&args, &library, env, color, talk),
        Command::Verify(args) => verify::run(&args, &library, env, color),
        Command::New(args) => new::run(&args.what, &cli.global.outline, &library, env, talk),
        Command::Schema(args) => schema::run(&args, &library, env),
        Command::Completions(args) => {
            let mut text = Vec::new();
            clap_complete::generate(args.shell, &mut chinese::command(), "pilot", &mut text);
            env.out.write_all(&text)?;
            Ok(Exit::Clean)
        }
        Command::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(chinese::command()).render(&mut text)?;
            env.out.write_all(&text)?;
            Ok(Exit::Clean)
        }
    }
}

/// Says why the work failed. A reader that went away (a closed pipe) is no failure.
fn finish(result: Result<Exit, Failure>, env: &mut Env<'_>, color: When) -> Exit {
    match result {
        Ok(exit) => exit,
        Err(failure) if failure.is_closed_pipe() => Exit::Clean,
        Err(failure) => {
            let colored = match color {
                When::Always => true,
                When::Never => false,
                When::Auto => env.err_is_terminal && env.var("NO_COLOR").is_none(),
            };
            let (on, off) = if colored { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
            let mut text = format!("{on}错误{off}：{}\n", failure.message);
            for hint in &failure.hints {
                text.push_str(&format!("  {hint}\n"));
            }
            let _ = env.err.write_all(text.as_bytes());
            Exit::Failed
        }
    }
}
