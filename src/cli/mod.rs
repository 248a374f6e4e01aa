//! The outside: arguments in, text and an exit status out. Only this part prints and reads the
//! clock.

pub mod commands;
mod pages;
mod report;
pub mod session;
mod terminal;

use std::ffi::OsString;
use std::io::BufWriter;

use clap::FromArgMatches;
use clap::error::ErrorKind;

#[cfg(feature = "render")]
use commands::preview;
use commands::{
    adopt, check, explain, import, init, list, new, pack, read, render, schema, status, verify,
};
use session::open;
use terminal::args::{Cli, Command, When};
pub use terminal::env::Env;
pub use terminal::exit::Exit;
pub use terminal::failure::Failure;
use terminal::shell::Talk;
use terminal::{chinese_help, interrupt};

/// Runs with what the system gives.
pub fn main() -> std::process::ExitCode {
    quiet_readers();
    let stop = interrupt::on_interrupt();
    let mut out = BufWriter::new(std::io::stdout());
    let mut err = std::io::stderr();
    let exit = run_until(std::env::args_os(), &mut Env::system(&mut out, &mut err), &*stop);
    exit.into()
}

/// Readers of other people's formats may give up with a panic on a thread of their own, where it is
/// caught and becomes a finding; a trace of it on the terminal would only frighten.
fn quiet_readers() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(crate::attachment::deep_stack::THREAD_NAME) {
            usual(info);
        }
    }));
}

/// Runs once. May be called any number of times in one process.
pub fn run(args: impl IntoIterator<Item = OsString>, env: &mut Env<'_>) -> Exit {
    run_until(args, env, &|| false)
}

/// The same; what would go on for ever (`--watch`) ends soon after `stop` says so.
pub fn run_until(
    args: impl IntoIterator<Item = OsString>,
    env: &mut Env<'_>,
    stop: &dyn Fn() -> bool,
) -> Exit {
    let args: Vec<OsString> = args.into_iter().collect();
    let parsed = chinese_help::command().try_get_matches_from(&args);
    let cli = match parsed.and_then(|m| Cli::from_arg_matches(&m)) {
        Ok(cli) => cli,
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            let text = chinese_help::help_text(&error.render().to_string());
            return finish(
                env.out
                    .write_all(text.as_bytes())
                    .and_then(|()| env.out.flush())
                    .map(|()| Exit::Clean)
                    .map_err(Failure::from),
                env,
                When::auto(),
            );
        }
        Err(error) => return finish(Err(chinese_help::failure(&error, &args)), env, When::auto()),
    };
    let talk = Talk { quiet: cli.global.quiet, verbose: cli.global.verbose };
    let color = cli.global.color;
    let result = dispatch(cli, env, talk, stop).and_then(|exit| {
        env.out.flush()?;
        Ok(exit)
    });
    finish(result, env, color)
}

impl When {
    fn auto() -> Self {
        Self::Auto
    }
}

fn dispatch(
    cli: Cli,
    env: &mut Env<'_>,
    talk: Talk,
    stop: &dyn Fn() -> bool,
) -> Result<Exit, Failure> {
    let library = open::library(&cli.global.outline, env)?;
    let color = report::Color::choose(cli.global.color, env);
    match cli.command {
        Command::Check(args) if args.scope.watch => {
            check::watch::run(&args, &library, env, color, talk, stop)
        }
        Command::Check(args) => check::run(&args, &library, env, color, talk),
        Command::Read(args) => read::run(&args, env, talk),
        Command::Explain(args) => explain::run(&args, &library, env, color),
        Command::List(args) => list::run(&args, &library, env),
        Command::Init(args) => init::run(&args, &library, env, talk, cli.global.color),
        Command::Status(args) => status::run(&args, &library, env),
        Command::Render(args) => render::run(&args, &library, env, talk),
        #[cfg(feature = "render")]
        Command::Preview(args) => preview::run(&args, &library, env, talk, stop),
        #[cfg(not(feature = "render"))]
        Command::Preview(_) => Err(Failure::new("这个 pilot 编译时没有带排版功能，不能预览")
            .hint("换用完整的 pilot，或用 pilot check --watch 边写边检查")),
        Command::Pack(args) => pack::run(&args, &library, env, color, talk),
        Command::Import(args) => import::run(&args, env, talk),
        Command::Verify(args) => verify::run(&args, &library, env, color, talk),
        Command::Adopt(args) => adopt::run(&args, &library, env, talk),
        Command::New(args) => new::run(&args.what, &cli.global.outline, &library, env, talk),
        Command::Schema(args) => schema::run(&args, &library, env),
        Command::Completions(args) => {
            let mut text = Vec::new();
            clap_complete::generate(args.shell, &mut chinese_help::command(), "pilot", &mut text);
            env.out.write_all(&text)?;
            Ok(Exit::Clean)
        }
        Command::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(chinese_help::command()).render(&mut text)?;
            env.out.write_all(&text)?;
            Ok(Exit::Clean)
        }
    }
}

/// Ends the work. A reader that went away (a closed pipe) is no failure.
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
            say(&failure, colored, env);
            Exit::Failed
        }
    }
}

/// Says why the work failed.
fn say(failure: &Failure, colored: bool, env: &mut Env<'_>) {
    let (on, off) = if colored { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
    let mut text = format!("{on}错误{off}：{}\n", failure.message);
    for hint in &failure.hints {
        text.push_str(&format!("  {hint}\n"));
    }
    let _ = env.err.write_all(text.as_bytes());
}
