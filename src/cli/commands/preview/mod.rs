//! `pilot preview`: a page in the browser that shows the typeset pages beside the findings and
//! follows every save.
//!
//! The only part of the program that opens a socket: it listens on the loopback address, and talks
//! to nobody by itself.

mod assets;
mod board;
mod guard;
mod request;
mod response;
mod rounds;
mod server;
mod view;

use std::time::Duration;

use crate::notice::Library;

use crate::cli::commands::check::watch;
use crate::cli::session::file_watch::{Watch, Way};
use crate::cli::terminal::args::PreviewArgs;
use crate::cli::terminal::env::Env;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use crate::cli::terminal::shell::Talk;
use rounds::Session;
use server::Server;

/// Saving in several steps takes less than this in all editors that were looked at; were it more, a
/// step too many is shown.
const TOGETHER: Duration = Duration::from_millis(20);

/// Runs until `stop` says so. A fault at the start ends the run; one that appears later is shown in
/// the page.
pub(crate) fn run(
    args: &PreviewArgs,
    library: &Library,
    env: &mut Env<'_>,
    talk: Talk,
    stop: &dyn Fn() -> bool,
) -> Result<Exit, Failure> {
    let folder = watch::folder(args.path.as_deref(), env)?;
    let clock = env.clock();
    // The watch begins before the first look, so that nothing saved meanwhile is missed.
    let mut watch = Watch::begin(&[folder], &[])?.hasty(TOGETHER);
    let mut session = Session::new(args, library);
    session.try_out(env)?;
    let server = Server::start(args.port)?;
    // Whoever has asked once is waited for when Ctrl-C comes.
    if stop() {
        return Ok(Exit::Clean);
    }
    let address = server.address();
    writeln!(env.out, "{address}")?;
    env.out.flush()?;
    talk.done(
        env,
        "在浏览器里打开上面的地址（只有这台电脑能打开）；改动保存后自动更新，Ctrl-C 结束",
    );
    if let Way::Polling(interval) = watch.way() {
        talk.done(env, &format!("系统不通知这里的改动，改为每 {} 秒查看一次", interval.as_secs()));
    }
    if args.open && open::that_detached(&address).is_err() {
        talk.done(env, "没能打开浏览器，请自己打开上面的地址");
    }
    loop {
        let said = session.round(env, server.board());
        talk.done(env, &format!("{} {said}", env.now.time()));
        if !watch.wait(stop)? {
            return Ok(Exit::Clean);
        }
        env.now = clock.now();
    }
}
