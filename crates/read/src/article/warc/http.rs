//! The HTTP answer in a record: its head, and its body as the page was sent.

use super::super::ARTICLE_BYTES;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::Read;

/// A body, where it begins in the block if it stands there as it is, its declared encoding, and whether it is a PDF.
pub(super) type Body<'b> = (Cow<'b, [u8]>, Option<usize>, Option<String>, bool);

/// Returns the body of an answer that is a page; none if it is something else, or no success.
///
/// # Errors
/// In words, where it is a page that can't be unpacked.
pub(super) fn body(block: &[u8]) -> Result<Option<Body<'_>>, String> {
    let Some((head, start)) = head_of(block) else { return Ok(None) };
    let mut lines = head.lines();
    let status = lines.next().unwrap_or_default().split_whitespace().nth(1).unwrap_or_default().to_owned();
    let (mut kind, mut coding, mut chunked) = (String::new(), String::new(), false);
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => kind = value,
            "content-encoding" => coding = value,
            "transfer-encoding" => chunked = value.contains("chunked"),
            _ => {}
        }
    }
    if status != "200" || !is_page_type(&kind) {
        return Ok(None);
    }
    let sent = &block[start..];
    // crawlers often keep the header and the body without its chunks
    let whole =
        if chunked { unchunked(sent).map_or(Cow::Borrowed(sent), Cow::Owned) } else { Cow::Borrowed(sent) };
    let is_sent_so = matches!(whole, Cow::Borrowed(_));
    let is_gzip = whole.starts_with(b"\x1f\x8b");
    let unpacked = match coding.as_str() {
        "gzip" | "x-gzip" if is_gzip => Some(inflated(MultiGzDecoder::new(&*whole))?),
        "deflate" if !is_text(&whole) => {
            Some(inflated(ZlibDecoder::new(&*whole)).or_else(|_| inflated(DeflateDecoder::new(&*whole)))?)
        }
        "br" | "zstd" if !is_text(&whole) => {
            return Err(format!("it is packed with `{coding}`, which is not read"));
        }
        _ => None,
    };
    let is_pdf = kind.starts_with("application/pdf");
    Ok(Some(match unpacked {
        Some(bytes) => (Cow::Owned(bytes), None, charset(&kind), is_pdf),
        None if is_sent_so => (whole, Some(start), charset(&kind), is_pdf),
        None => (whole, None, charset(&kind), is_pdf),
    }))
}

/// Returns whether a media type is that of pages.
pub(super) fn is_page_type(kind: &str) -> bool {
    ["text/html", "application/xhtml+xml", "text/plain", "application/pdf"]
        .iter()
        .any(|page| kind.starts_with(page))
}

/// Returns the encoding that a media type names.
pub(super) fn charset(kind: &str) -> Option<String> {
    let label = kind.split_once("charset=")?.1.split([';', ' ']).next()?.trim_matches(['"', '\'']);
    (!label.is_empty()).then(|| label.to_owned())
}

fn head_of(block: &[u8]) -> Option<(String, usize)> {
    let near = &block[..block.len().min(256 << 10)];
    let end = |mark: &[u8]| {
        near.windows(mark.len()).position(|window| window == mark).map(|at| (at, at + mark.len()))
    };
    let (head, body) = match (end(b"\r\n\r\n"), end(b"\n\n")) {
        (Some(a), Some(b)) => a.min(b),
        (a, b) => a.or(b)?,
    };
    Some((String::from_utf8_lossy(&block[..head]).into_owned(), body))
}

/// Returns whether bytes look like text as they are: a crawler unpacked them and left the header.
fn is_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(512)];
    let readable =
        head.iter().filter(|byte| **byte >= 0x20 || matches!(**byte, b'\t' | b'\r' | b'\n')).count();
    head.contains(&b'<') && readable == head.len()
}

fn inflated(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(ARTICLE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|fault| format!("its body can't be unpacked ({fault})"))?;
    if bytes.len() as u64 > ARTICLE_BYTES {
        return Err(format!("its body unpacks to more than {ARTICLE_BYTES} bytes"));
    }
    Ok(bytes)
}

/// Joins the chunks of a body (RFC 9112, 7.1); none if it is not made of chunks.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().take(1_024).position(|byte| *byte == b'\n')?;
        let line = std::str::from_utf8(&bytes[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        bytes = &bytes[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(bytes.get(..size)?);
        bytes = bytes.get(size..)?;
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).unwrap_or(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_a_body_without_them_left_alone() {
        assert_eq!(unchunked(b"4\r\nabcd\r\n2;x=1\r\nef\r\n0\r\n\r\n").unwrap(), b"abcdef");
        assert_eq!(unchunked(b"<html>"), None);
        assert_eq!(unchunked(b"ffffffffffffffff\r\nab"), None);
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n<html>";
        let (body, start, ..) = body(block).unwrap().unwrap();
        assert_eq!((&*body, start), (&b"<html>"[..], Some(block.len() - 6)));
    }

    #[test]
    fn only_pages_that_were_found_are_pages() {
        for head in
            ["HTTP/1.1 404 No\r\nContent-Type: text/html", "HTTP/1.1 200 OK\r\nContent-Type: image/png", ""]
        {
            assert!(body(format!("{head}\r\n\r\nx").as_bytes()).unwrap().is_none(), "{head}");
        }
    }

    #[test]
    fn a_body_that_unpacks_without_end_is_refused() {
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        std::io::copy(&mut std::io::repeat(b'a').take(ARTICLE_BYTES + 2), &mut bomb).unwrap();
        let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
        let block = [&head[..], &bomb.finish().unwrap()].concat();
        assert!(body(&block).unwrap_err().contains("more than"));
    }
}
