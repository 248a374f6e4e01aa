//! Listens on the loopback address and answers each request on a thread of its own.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::board::{Board, BoardNews};
use super::guard::{Guard, Route};
use super::request;
use super::response::{self, Refusal};
use super::rounds;
use crate::cli::terminal::failure::Failure;
use crate::text::io_words;

/// The most connections at once. A browser has six.
const MOST: usize = 48;
/// Whoever does not take an answer within this time is given up.
const PATIENCE: Duration = Duration::from_secs(10);
/// Stack of the threads that answer: pages are drawn there, and may nest deeply.
const STACK: usize = 16 << 20;
/// How often a word is sent over a stream of events on which nothing happens, so that a lost
/// connection shows.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A server at work; it ends with this.
pub(super) struct Server {
    address: SocketAddr,
    shared: Arc<ServerState>,
}

/// What the threads of a server share.
struct ServerState {
    guard: Guard,
    board: Board,
    connections: AtomicUsize,
}

impl Server {
    /// Begins to listen; port 0 is any free one.
    pub(super) fn start(port: u16) -> Result<Self, Failure> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|fault| refused(port, &fault))?;
        let address = listener.local_addr()?;
        let guard = Guard { port: address.port(), token: token()? };
        let shared = Arc::new(ServerState {
            guard,
            board: Board::new(rounds::starting()),
            connections: AtomicUsize::new(0),
        });
        let working = Arc::clone(&shared);
        thread::Builder::new()
            .name("preview".to_owned())
            .spawn(move || accept(&listener, &working))?;
        Ok(Self { address, shared })
    }

    /// The address to open, token included.
    pub(super) fn address(&self) -> String {
        format!("http://{}/{}/", self.address, self.shared.guard.token)
    }

    /// Where what is to be seen is put up.
    pub(super) fn board(&self) -> &Board {
        &self.shared.board
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.board.close();
        // Whoever waits for a connection wakes up by one.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

fn refused(port: u16, fault: &io::Error) -> Failure {
    let message = format!("不能在端口 {port} 上提供预览：{}", io_words(fault.kind()));
    match fault.kind() {
        ErrorKind::AddrInUse => Failure::new(format!("端口 {port} 已被占用"))
            .hint("换一个端口，或不写 --port，由系统选一个"),
        _ => Failure::new(message).hint("不写 --port，由系统选一个端口"),
    }
}

/// 128 random bits.
fn token() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|_| Failure::new("系统给不出随机数，不能安全地提供预览"))?;
    Ok(crate::text::digest::hex(&bytes))
}

fn accept(listener: &TcpListener, shared: &Arc<ServerState>) {
    for stream in listener.incoming() {
        if shared.board.is_closed() {
            return;
        }
        let Ok(mut stream) = stream else {
            // Too many open files, perhaps: not to be tried again at once.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let place = ConnectionSlot::take(shared);
        let is_full = shared.connections.load(Ordering::SeqCst) > MOST;
        let answer = move || {
            let _place = place;
            // A connection that breaks off concerns nobody but the other side.
            let _ = if is_full {
                response::refuse(&mut stream, Refusal::Busy)
            } else {
                serve(&mut stream, &_place.0)
            };
        };
        // Without a thread the connection is closed, which says enough.
        let _ = thread::Builder::new()
            .name("preview-answer".to_owned())
            .stack_size(STACK)
            .spawn(answer);
    }
}

/// One of the connections at a time; given back when it ends.
struct ConnectionSlot(Arc<ServerState>);

impl ConnectionSlot {
    fn take(shared: &Arc<ServerState>) -> Self {
        shared.connections.fetch_add(1, Ordering::SeqCst);
        Self(Arc::clone(shared))
    }
}

impl Drop for ConnectionSlot {
    fn drop(&mut self) {
        self.0.connections.fetch_sub(1, Ordering::SeqCst);
    }
}

fn serve(stream: &mut TcpStream, shared: &ServerState) -> io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let wish = match request::read(stream) {
        Ok(Some(request)) => shared.guard.judge(&request),
        Ok(None) => return Ok(()),
        Err(refusal) => Err(refusal),
    };
    match wish {
        Ok(Route::Asset(asset)) => response::send(stream, asset.media, asset.text.as_bytes()),
        Ok(Route::State) => response::send(stream, "application/json", &shared.board.state()),
        Ok(Route::Events) => events(stream, &shared.board),
        Ok(Route::Picture(digest)) => match shared.board.picture(&digest) {
            Some(svg) => response::picture(stream, svg.as_bytes()),
            None => response::refuse(stream, Refusal::Missing),
        },
        Err(refusal) => response::refuse(stream, refusal),
    }
}

/// Tells of every new version until the other side is gone or the program ends.
fn events(stream: &mut TcpStream, board: &Board) -> io::Result<()> {
    response::begin_events(stream)?;
    let mut known = None;
    loop {
        match board.wait(known, HEARTBEAT) {
            BoardNews::Version(version) => {
                known = Some(version);
                stream.write_all(format!("event: state\ndata: {version}\n\n").as_bytes())?;
            }
            BoardNews::Nothing => stream.write_all(b": \n\n")?,
            BoardNews::Closed => return Ok(()),
        }
    }
}
