//! Reads the head of a request within limits of size and time.

use std::io::{ErrorKind, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::response::Refusal;

/// The most bytes of a head: browsers send some hundreds.
const MOST: usize = 8 * 1024;
/// The most lines of a head.
const MOST_LINES: usize = 64;
/// A head has to be there within this time, however slowly it comes.
const PATIENCE: Duration = Duration::from_secs(3);

/// What is looked at of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// What is asked for, as it was sent.
    pub(super) target: String,
    /// Every `Host` that was sent.
    pub(super) hosts: Vec<String>,
    /// Every `Origin` that was sent.
    pub(super) origins: Vec<String>,
}

/// Reads a head; `None` if the other side left without a word, as browsers do that connect in
/// advance.
pub(super) fn read(stream: &mut TcpStream) -> Result<Option<Request>, Refusal> {
    let begun = Instant::now();
    let mut head = Vec::new();
    let mut part = [0; 2048];
    loop {
        let left = PATIENCE.saturating_sub(begun.elapsed());
        if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
            return if head.is_empty() { Ok(None) } else { Err(Refusal::Slow) };
        }
        match stream.read(&mut part) {
            Ok(0) if head.is_empty() => return Ok(None),
            Ok(0) => return Err(Refusal::Malformed),
            Ok(count) => head.extend_from_slice(&part[..count]),
            Err(fault)
                if matches!(
                    fault.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                continue;
            }
            Err(_) => return Ok(None),
        }
        if let Some(request) = parse(&head)? {
            return Ok(Some(request));
        }
        if head.len() > MOST {
            return Err(Refusal::Large);
        }
    }
}

/// The request, if its head is whole.
fn parse(head: &[u8]) -> Result<Option<Request>, Refusal> {
    let mut lines = [httparse::EMPTY_HEADER; MOST_LINES];
    let mut parsed = httparse::Request::new(&mut lines);
    match parsed.parse(head) {
        Ok(httparse::Status::Complete(length)) if length > MOST => return Err(Refusal::Large),
        Ok(httparse::Status::Complete(_)) => {}
        Ok(httparse::Status::Partial) => return Ok(None),
        Err(httparse::Error::TooManyHeaders) => return Err(Refusal::Large),
        Err(_) => return Err(Refusal::Malformed),
    }
    let all = |name: &str| {
        let named = parsed.headers.iter().filter(|line| line.name.eq_ignore_ascii_case(name));
        let values = named.map(|line| String::from_utf8_lossy(line.value));
        values.map(|value| value.trim().to_owned()).collect()
    };
    Ok(Some(Request {
        method: parsed.method.unwrap_or_default().to_owned(),
        target: parsed.path.unwrap_or_default().to_owned(),
        hosts: all("host"),
        origins: all("origin"),
    }))
}

#[cfg(test)]
mod tests {
    use super::{Refusal, Request, parse};

    #[test]
    fn a_head_is_whole_broken_or_not_there_yet() {
        let whole = b"GET /a HTTP/1.1\r\nhost: one\r\nHOST:  two \r\nOrigin: o\r\n\r\n";
        let expected = Request {
            method: "GET".into(),
            target: "/a".into(),
            hosts: vec!["one".into(), "two".into()],
            origins: vec!["o".into()],
        };
        assert_eq!(parse(whole), Ok(Some(expected)));
        for end in 0..whole.len() {
            assert_eq!(parse(&whole[..end]), Ok(None), "{end}");
        }
        for broken in [
            "\u{0}\r\n\r\n",
            "GET /a\r\n\r\n",
            "GET /a HTTP/1.1\r\nno colon\r\n\r\n",
            "GET /a b HTTP/1.1\r\n\r\n",
        ] {
            assert_eq!(parse(broken.as_bytes()), Err(Refusal::Malformed), "{broken:?}");
        }
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(65));
        assert_eq!(parse(many.as_bytes()), Err(Refusal::Large));
        let long = format!("GET / HTTP/1.1\r\nA: {}\r\n\r\n", "b".repeat(9000));
        assert_eq!(parse(long.as_bytes()), Err(Refusal::Large));
    }
}
