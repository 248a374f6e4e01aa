//! The outside: arguments in, text and an exit status out. Only this part prints and reads the
//! clock.

pub mod commands;
mod pages;
mod report;
pub mod session;
mod terminal;
mod worker;

use std::ffi::OsString;
use std::io::BufWriter;

use clap::FromArgMatches;
use clap::error::ErrorKind;

#[cfg(feature = "render")]
use commands::preview;
use commands::{
    adopt, check, diff, explain, import, init, list, new, pack, read, render, schema, status, text,
    verify,
};
use session::Session;
use terminal::args::{Cli, Command, Global, When};
use terminal::console::TerminalConsole;
pub use terminal::env::Env;
pub use terminal::exit::Exit;
pub use terminal::failure::Failure;
use terminal::given_file::FileRun;
use terminal::shell::Shell;
use terminal::{chinese_help, given_file, interrupt, start_menu};

/// Runs with what the system gives.
pub fn main() -> std::process::ExitCode {
    if worker::is_asked_for() {
        return worker::run();
    }
    quiet_readers();
    let stop = interrupt::on_interrupt();
    let mut out = BufWriter::new(std::io::stdout());
    let mut err = std::io::stderr();
    let env = &mut Env::system(&mut out, &mut err);
    let mut args: Vec<OsString> = std::env::args_os().collect();
    // Windows closes the window of a double click or a dropped file with the program.
    let has_own_window = cfg!(windows) && env.can_ask && given_file::is_by_window(&args, &env.cwd);
    if has_own_window && args.len() == 1 {
        match start_menu::arguments(&mut TerminalConsole { colored: true }) {
            Ok(Some(asked)) => args = asked,
            Ok(None) | Err(_) => return Exit::Clean.into(),
        }
    }
    let exit = run_until(args, env, &*stop);
    if has_own_window {
        let _ = env.err.write_all("\n按回车关闭这个窗口".as_bytes());
        let _ = env.err.flush();
        let _ = std::io::stdin().read_line(&mut String::new());
    }
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
    let mut args: Vec<OsString> = args.into_iter().collect();
    // Until the arguments are understood, nothing is known of `--color` and `--quiet`.
    let unasked = Shell { quiet: false, verbose: false, color: When::Auto };
    let given = match given_file::run_of(&args, &env.cwd).transpose() {
        Ok(given) => given,
        Err(failure) => return finish(Err(failure), env, unasked),
    };
    if let Some(given) = &given {
        args.clone_from(&given.args);
    }
    let parsed = chinese_help::command().try_get_matches_from(&args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error)
            if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) =>
        {
            let text = chinese_help::help_text(&error.render().to_string());
            return finish(print_help(&text, env), env, unasked);
        }
        Err(error) => return finish(Err(chinese_help::failure(&error, &args)), env, unasked),
    };
    let Global { quiet, verbose, color, .. } = cli.global;
    let shell = Shell { quiet, verbose, color };
    let result = dispatch(cli, env, shell, stop).and_then(|exit| {
        env.out.flush()?;
        Ok(exit)
    });
    if let Some(given) = &given {
        hand_over(given, env, shell);
    }
    if let Some(refusal) = env.workers.refusal() {
        shell.done(env, &worker::without_words(&refusal));
    }
    finish(result, env, shell)
}

/// Says what was written beside a lone file, and shows the page of results to a person.
fn hand_over(given: &FileRun, env: &mut Env<'_>, shell: Shell) {
    if let Some(notice) = &given.notice {
        shell.done(env, &format!("依据同一文件夹里的 {}", terminal::failure::shown(notice)));
    }
    for path in given.written.iter().filter(|path| path.exists()) {
        shell.done(env, &format!("写好了：{}", terminal::failure::shown(path)));
    }
    #[cfg(feature = "render")]
    if let Some(page) = given.written.last().filter(|path| env.can_ask && path.exists()) {
        // Where there is no browser the name that was printed is enough.
        let _ = open::that_detached(page);
    }
}

fn print_help(text: &str, env: &mut Env<'_>) -> Result<Exit, Failure> {
    env.out.write_all(text.as_bytes())?;
    env.out.flush()?;
    Ok(Exit::Clean)
}

fn dispatch(
    cli: Cli,
    env: &mut Env<'_>,
    shell: Shell,
    stop: &dyn Fn() -> bool,
) -> Result<Exit, Failure> {
    let mut cli = cli;
    let library = session::library(&cli.global.outline, env)?;
    if let Some(given) = cli.command.given_notice() {
        session::given_notice::resolve(given, &library, env, shell)?;
    }
    let session = &mut Session { library: &library, env, shell };
    match cli.command {
        Command::Check(args) if args.scope.watch => check::watch::run(&args, session, stop),
        Command::Check(args) => check::run(&args, session),
        Command::Read(args) => read::run(&args, session),
        Command::Diff(args) => diff::run(&args, session),
        Command::Explain(args) => explain::run(&args, session),
        Command::List(args) => list::run(&args, session),
        Command::Init(args) => init::run(&args, session),
        Command::Status(args) => status::run(&args, session),
        Command::Render(args) => render::run(&args, session),
        #[cfg(feature = "render")]
        Command::Preview(args) => preview::run(&args, session, stop),
        #[cfg(not(feature = "render"))]
        Command::Preview(_) => Err(Failure::new("这个 pilot 编译时没有带排版功能，不能预览")
            .hint("换用完整的 pilot，或用 pilot check --watch 边写边检查")),
        Command::Pack(args) => pack::run(&args, session),
        Command::Import(args) => import::run(&args, session),
        Command::Text(args) => text::run(&args, session),
        Command::Verify(args) => verify::run(&args, session),
        Command::Adopt(args) => adopt::run(&args, session),
        Command::New(args) => new::run(&args.what, &cli.global.outline, session),
        Command::Schema(args) => schema::run(&args, session),
        Command::Completions(args) => {
            let mut text = Vec::new();
            clap_complete::generate(args.shell, &mut chinese_help::command(), "pilot", &mut text);
            session.env.out.write_all(&text)?;
            Ok(Exit::Clean)
        }
        Command::Man => {
            let mut text = Vec::new();
            clap_mangen::Man::new(chinese_help::command()).render(&mut text)?;
            session.env.out.write_all(&text)?;
            Ok(Exit::Clean)
        }
    }
}

/// Ends the work. A reader that went away (a closed pipe) is no failure.
fn finish(result: Result<Exit, Failure>, env: &mut Env<'_>, shell: Shell) -> Exit {
    match result {
        Ok(exit) => exit,
        Err(failure) if failure.is_closed_pipe() => Exit::Clean,
        Err(failure) => {
            shell.print_failure(env, &failure);
            Exit::Failed
        }
    }
}
