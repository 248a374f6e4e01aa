//! Answers, each with everything that keeps the page shut off from the rest of the browser.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

/// The page loads scripts, styles and pictures from here alone; nothing may frame it, and nothing
/// runs that stands in it.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
/// A picture that is opened by itself may draw, and nothing else.
const PICTURE_POLICY: &str = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/// What is left unread of a request is taken from the line up to this much, so that the answer to
/// it gets through.
const LEFT_OVER: usize = 64 * 1024;

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is not HTTP as browsers speak it.
    Malformed,
    /// It comes from somebody who does not know the token, or under a wrong name.
    Forbidden,
    /// There is nothing of that name.
    Missing,
    /// Something other than to read.
    Method,
    /// It took too long.
    Slow,
    /// Its head is too large.
    Large,
    /// Too many at once.
    Busy,
}

impl Refusal {
    /// Status (RFC 9110, section 15; 431: RFC 6585) and a word for a person.
    fn parts(self) -> (&'static str, &'static str) {
        match self {
            Self::Malformed => ("400 Bad Request", "请求的写法不对"),
            Self::Forbidden => {
                ("403 Forbidden", "地址不对：请使用 pilot preview 这次运行时给出的完整地址")
            }
            Self::Missing => ("404 Not Found", "没有这一项"),
            Self::Method => ("405 Method Not Allowed", "只能读取"),
            Self::Slow => ("408 Request Timeout", "请求太慢"),
            Self::Large => ("431 Request Header Fields Too Large", "请求头太大"),
            Self::Busy => ("503 Service Unavailable", "同时打开的连接太多，请关掉一些页面"),
        }
    }
}

/// What every answer begins with.
fn head(status: &str, media: &str, policy: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Security-Policy: {policy}\r\nCache-Control: no-store\r\n\
         Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\n\
         Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\nConnection: close\r\n"
    )
}

/// Sends a file of the page, or the state.
pub(super) fn send(stream: &mut TcpStream, media: &str, body: &[u8]) -> io::Result<()> {
    with_body(stream, &head("200 OK", media, PAGE_POLICY), body)
}

/// Sends a picture.
pub(super) fn picture(stream: &mut TcpStream, body: &[u8]) -> io::Result<()> {
    with_body(stream, &head("200 OK", "image/svg+xml", PICTURE_POLICY), body)
}

fn with_body(stream: &mut TcpStream, head: &str, body: &[u8]) -> io::Result<()> {
    stream.write_all(format!("{head}Content-Length: {}\r\n\r\n", body.len()).as_bytes())?;
    stream.write_all(body)
}

/// Begins an answer that has no end: a stream of events (HTML Standard, 9.2).
pub(super) fn begin_events(stream: &mut TcpStream) -> io::Result<()> {
    stream.write_all(format!("{}\r\n", head("200 OK", "text/event-stream", PAGE_POLICY)).as_bytes())
}

/// Refuses. The rest of the request is taken in first, or else the answer would be lost with it.
pub(super) fn refuse(stream: &mut TcpStream, refusal: Refusal) -> io::Result<()> {
    let (status, word) = refusal.parts();
    let mut head =
        head(status, "text/plain; charset=utf-8", "default-src 'none'; frame-ancestors 'none'");
    if refusal == Refusal::Method {
        head.push_str("Allow: GET\r\n");
    }
    with_body(stream, &head, format!("{word}\n").as_bytes())?;
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let (mut rest, mut part) = (LEFT_OVER, [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut part) {
        rest = rest.saturating_sub(count);
        if rest == 0 {
            break;
        }
    }
    Ok(())
}
