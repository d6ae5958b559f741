//! The head of a WARC record.

use std::io::{self, BufRead, Read};

/// Bytes of a head.
const HEAD_BYTES: u64 = 64 << 10;

/// Why bytes are no record at all.
pub(super) const NO_VERSION: &str = "it does not begin with a version of WARC";

/// What the head of a record says, as far as it is of use here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// `response`, `resource`, `request` ...
    pub(super) kind: String,
    /// The record's own id.
    pub(super) id: Option<String>,
    /// The address that was asked for.
    pub(super) url: Option<String>,
    /// When.
    pub(super) date: Option<String>,
    /// The media type of the block, in lower case.
    pub(super) content_type: String,
    /// Bytes of the block.
    pub(super) length: u64,
}

/// Bytes that are read, and how many were.
pub(super) struct Position<R> {
    inner: R,
    at: u64,
}

impl<R> Position<R> {
    pub(super) fn new(inner: R) -> Self {
        Self::from(inner, 0)
    }

    /// Counts on from a byte.
    pub(super) fn from(inner: R, at: u64) -> Self {
        Self { inner, at }
    }

    pub(super) fn at(&self) -> u64 {
        self.at
    }
}

impl<R: Read> Read for Position<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(to)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Position<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.at += amount as u64;
        self.inner.consume(amount);
    }
}

/// Reads the next head, with the blank lines before it; none where the bytes end.
///
/// # Errors
/// In words, where there is something that is no head.
pub(super) fn head(from: &mut impl BufRead) -> Result<Option<Head>, String> {
    let mut from = from.take(HEAD_BYTES);
    let mut version = String::new();
    while version.is_empty() {
        match line(&mut from)? {
            Some(text) => version = text,
            None => return Ok(None),
        }
    }
    if !version.starts_with("WARC/") {
        return Err(NO_VERSION.to_owned());
    }
    let mut head = Head::default();
    let mut length = None;
    loop {
        let text = line(&mut from)?.ok_or("its head is cut short or too long")?;
        if text.is_empty() {
            break;
        }
        let Some((name, value)) = text.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => head.kind = value.to_ascii_lowercase(),
            "warc-record-id" => head.id = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-target-uri" => head.url = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => head.date = Some(value.to_owned()),
            "content-type" => head.content_type = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            _ => {}
        }
    }
    head.length = length.ok_or("it does not say how long it is")?;
    Ok(Some(head))
}

/// Reads a line without its end; none where nothing is left.
fn line(from: &mut impl BufRead) -> Result<Option<String>, String> {
    let mut bytes = Vec::new();
    from.read_until(b'\n', &mut bytes).map_err(|fault| format!("it can't be unpacked ({fault})"))?;
    if bytes.is_empty() {
        return Ok(None);
    }
    while bytes.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
        bytes.pop();
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_whatever_the_case_of_its_names() {
        let text = b"\r\n\r\nWARC/1.1\r\nwarc-type: Response\r\nWARC-Target-URI: <https://a.example/>\r\n\
                     Content-Type: application/http; msgtype=response\r\nContent-Length: 12\r\n\r\nrest";
        let mut from = Position::new(&text[..]);
        let found = head(&mut from).unwrap().unwrap();
        assert_eq!((found.kind.as_str(), found.length), ("response", 12));
        assert_eq!(found.url.as_deref(), Some("https://a.example/"));
        assert_eq!(from.at() as usize, text.len() - 4);
    }

    #[test]
    fn what_is_no_head_is_said_to_be_none() {
        assert_eq!(head(&mut &b"\r\n"[..]), Ok(None));
        for text in ["GET / HTTP/1.1\r\n\r\n", "WARC/1.0\r\nContent-Length: x\r\n\r\n", "WARC/1.0\r\nA: b"] {
            assert!(head(&mut text.as_bytes()).is_err(), "{text:?}");
        }
    }
}
