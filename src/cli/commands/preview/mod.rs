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

use crate::cli::session::Session;
use crate::cli::session::file_watch::{Watch, Way};
use crate::cli::terminal::args::PreviewArgs;
use crate::cli::terminal::exit::Exit;
use crate::cli::terminal::failure::Failure;
use rounds::PreviewRounds;
use server::Server;

/// Saving in several steps takes less than this in all editors that were looked at; were it more, a
/// step too many is shown.
const TOGETHER: Duration = Duration::from_millis(20);

/// Runs until `stop` says so. A fault at the start ends the run; one that appears later is shown in
/// the page.
pub(crate) fn run(
    args: &PreviewArgs,
    session: &mut Session<'_, '_>,
    stop: &dyn Fn() -> bool,
) -> Result<Exit, Failure> {
    let folder = session.watched_folder(args.path.as_deref())?;
    let clock = session.env.clock();
    // The watch begins before the first look, so that nothing saved meanwhile is missed.
    let mut watch = Watch::begin(&[folder], &[])?.hasty(TOGETHER);
    let mut rounds = PreviewRounds::new(args);
    rounds.try_out(session)?;
    let server = Server::start(args.port)?;
    // Whoever has asked once is waited for when Ctrl-C comes.
    if stop() {
        return Ok(Exit::Clean);
    }
    let address = server.address();
    writeln!(session.env.out, "{address}")?;
    session.env.out.flush()?;
    session.done("在浏览器里打开上面的地址（只有这台电脑能打开）；改动保存后自动更新，Ctrl-C 结束");
    if let Way::Polling(interval) = watch.way() {
        session.done(&format!("系统不通知这里的改动，改为每 {} 秒查看一次", interval.as_secs()));
    }
    if args.open && open::that_detached(&address).is_err() {
        session.done("没能打开浏览器，请自己打开上面的地址");
    }
    loop {
        let said = rounds.round(session, server.board());
        session.done(&format!("{} {said}", session.env.now.time()));
        if !watch.wait(stop)? {
            return Ok(Exit::Clean);
        }
        session.env.now = clock.now();
    }
}
