//! What goes over the pipes between the program and its workers: a line of JSON that says how long
//! what follows is, then something in JSON, then bytes.

use std::io::{self, BufRead, Read as _, Write};

use serde::{Deserialize, Serialize};

/// Bytes of the first line at most.
const LONGEST_PREFIX: u64 = 400;
/// Bytes of either part at most. No file that is read is larger.
const LARGEST: u64 = 1 << 30;

/// A message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// What it is: the name of a task, or the kind of an answer.
    pub word: String,
    /// CPU seconds that the task may take; 0 in an answer.
    pub seconds: u64,
    /// JSON.
    pub about: Vec<u8>,
    /// Bytes that belong to it.
    pub bytes: Vec<u8>,
}

/// The first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prefix {
    word: String,
    seconds: u64,
    about: u64,
    bytes: u64,
}

/// A message whose parts lie somewhere else.
#[derive(Clone, Copy, Debug)]
pub struct MessageParts<'a> {
    /// See [`Message::word`].
    pub word: &'a str,
    /// See [`Message::seconds`].
    pub seconds: u64,
    /// See [`Message::about`].
    pub about: &'a [u8],
    /// See [`Message::bytes`].
    pub bytes: &'a [u8],
}

/// Writes a message.
///
/// # Errors
/// The other side is gone, or a part is too long.
pub fn write(out: &mut impl Write, parts: MessageParts<'_>) -> io::Result<()> {
    let (about, bytes) = (parts.about.len() as u64, parts.bytes.len() as u64);
    if about > LARGEST || bytes > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a part is too long"));
    }
    let prefix = Prefix { word: parts.word.to_owned(), seconds: parts.seconds, about, bytes };
    // One call to the system for what is short, which most messages are.
    let mut start = serde_json::to_vec(&prefix)?;
    start.push(b'\n');
    start.extend_from_slice(parts.about);
    out.write_all(&start)?;
    out.write_all(parts.bytes)?;
    out.flush()
}

/// Reads a message; `None` if there are no more.
///
/// # Errors
/// What comes is no message, or ends in the middle of one.
pub fn read(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let mut line = Vec::new();
    let read = input.by_ref().take(LONGEST_PREFIX).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "no message");
    let text = line.strip_suffix(b"\n").ok_or_else(broken)?;
    let prefix: Prefix = serde_json::from_slice(text).map_err(|_| broken())?;
    let about = read_part(input, prefix.about)?;
    let bytes = read_part(input, prefix.bytes)?;
    Ok(Some(Message { word: prefix.word, seconds: prefix.seconds, about, bytes }))
}

/// Reads as many bytes as were said. Memory grows with what comes and not with what is claimed.
fn read_part(input: &mut impl BufRead, length: u64) -> io::Result<Vec<u8>> {
    /// Bytes for which there is room from the beginning.
    const ROOM: u64 = 1 << 20;
    if length > LARGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a part is too long"));
    }
    let mut part = Vec::with_capacity(usize::try_from(length.min(ROOM)).unwrap_or_default());
    input.by_ref().take(length).read_to_end(&mut part)?;
    if part.len() as u64 == length { Ok(part) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(word: &str, about: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out, MessageParts { word, seconds: 7, about, bytes }).expect("it is written");
        out
    }

    #[test]
    fn messages_come_out_as_they_went_in() {
        let mut pipe = written("facts", b"{\"a\":1}", b"\0\n\xff");
        pipe.extend(written("answer", b"", b""));
        let mut input = pipe.as_slice();
        let first = read(&mut input).expect("a message").expect("one");
        assert_eq!(
            (first.word.as_str(), first.seconds, first.about.as_slice(), first.bytes.as_slice()),
            ("facts", 7, b"{\"a\":1}".as_slice(), b"\0\n\xff".as_slice())
        );
        assert_eq!(read(&mut input).expect("a message").expect("one").word, "answer");
        assert_eq!(read(&mut input).expect("the end"), None);
    }

    #[test]
    fn every_torn_message_is_an_error_and_no_message() {
        let whole = written("facts", b"{}", b"0123456789");
        for length in 1..whole.len() {
            assert!(read(&mut &whole[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn lengths_that_lie_take_no_memory() {
        let lie = b"{\"word\":\"a\",\"seconds\":1,\"about\":2,\"bytes\":1073741824}\n{}short";
        assert!(read(&mut lie.as_slice()).is_err());
        let more = b"{\"word\":\"a\",\"seconds\":1,\"about\":18446744073709551615,\"bytes\":0}\n";
        assert!(read(&mut more.as_slice()).is_err());
        assert!(read(&mut vec![b'{'; 100_000].as_slice()).is_err());
    }
}
