//! Mails and pages that were saved as mails (`.eml`, `.mhtml`; RFC 5322, RFC 2557): the part that is the text.
//!
//! The parts are found by `mail-parser`. What stands in a part as it is, is a stretch of the file; what is encoded for the way
//! (quoted-printable, base64) is decoded, and positions lead to the decoded bytes.

use super::article_of_text;
use super::intake::Pages;
use super::leaf::{Leaf, LeafKind};
use crate::ReadError;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes within which the head of a mail ends.
const HEAD: usize = 64 << 10;
/// Fields of which a mail has at least one; other texts begin with `Title: ...` too.
const FIELDS: [&str; 5] = ["mime-version", "content-type", "message-id", "received", "date"];

/// Returns whether bytes begin with the head of a mail: lines of fields up to an empty one, at least two of them a mail's.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let (mut known, mut senders) = (0, 0);
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match line.first() {
            None => return known > 0 && known + senders > 1,
            // a field goes on in a line that is set in
            Some(b' ' | b'\t') if known + senders > 0 => continue,
            Some(_) => {}
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
        let Ok(name) = std::str::from_utf8(&line[..colon]) else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        let name = name.to_ascii_lowercase();
        known += usize::from(FIELDS.contains(&name.as_str()));
        senders += usize::from(matches!(name.as_str(), "from" | "to" | "subject" | "return-path"));
    }
    false
}

/// Reads the text of a mail as one article; `path` is the way from the file to it.
pub(super) fn read(bytes: &[u8], mut path: Vec<String>, pages: &mut Pages<'_>) -> Result<(), ReadError> {
    let damaged = |reason: &str| ReadError::Damaged {
        file: pages.file.to_owned(),
        place: String::new(),
        reason: reason.to_owned(),
    };
    const BROKEN: &str = "it begins like a mail or a page saved as one, but can't be taken apart: open the page and save \
                          it as \"web page, HTML only\"";
    // a fault of the parser must not end a run over thousands of files
    let message = catch_unwind(AssertUnwindSafe(|| MessageParser::default().parse(bytes)))
        .ok()
        .flatten()
        .ok_or_else(|| damaged(BROKEN))?;
    let number = text_part(&message).ok_or_else(|| damaged("the mail has no text in it"))?;
    let part = &message.parts[number];
    let raw =
        bytes.get(part.offset_body as usize..part.offset_end as usize).ok_or_else(|| damaged(BROKEN))?;
    let decode = || match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    let body = catch_unwind(AssertUnwindSafe(decode)).ok().flatten().ok_or_else(|| damaged(BROKEN))?;
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let mut article = article_of_text(pages.file, &body, charset)?;
    let said = |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let meta = &mut article.meta;
    meta.title = meta.title.take().or_else(|| said(message.subject()));
    let date = message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339);
    let url = said(part.content_location())
        .or_else(|| said(message.header("Snapshot-Content-Location").and_then(|value| value.as_text())));
    // the date of a saved page is that of the saving, and nobody sent it
    let fetched = if url.is_some() {
        date
    } else {
        let sender = message.from().and_then(|from| from.first());
        let sender = sender.and_then(|sender| said(sender.name().or_else(|| sender.address())));
        meta.byline = meta.byline.take().or(sender);
        meta.published = meta.published.take().or(date);
        None
    };
    article.notes.extend(left_out(&message, number));
    let is_stretch = part.encoding == Encoding::None && path.is_empty();
    path.push(format!("part {number} of the mail"));
    let leaf = if is_stretch {
        Leaf::new(LeafKind::Stretch, path, u64::from(part.offset_body), &body)
    } else {
        Leaf::new(LeafKind::Unpacked, path, 0, &body)
    };
    pages.pass(leaf, article, url, fetched);
    Ok(())
}

/// Returns the number of the part that is the text: the first page, else the first plain text, that is no attachment.
fn text_part(message: &Message<'_>) -> Option<usize> {
    let find = |wanted: fn(&PartType<'_>) -> bool| {
        message.parts.iter().position(|part| wanted(&part.body) && part.attachment_name().is_none())
    };
    find(|body| matches!(body, PartType::Html(_))).or_else(|| find(|body| matches!(body, PartType::Text(_))))
}

/// Names what the mail holds beside its text and pictures.
fn left_out(message: &Message<'_>, text: usize) -> Option<String> {
    let name = |part: &MessagePart<'_>| part.attachment_name().map(str::to_owned);
    let others = message.parts.iter().enumerate().filter(|(at, _)| *at != text).map(|(_, part)| part);
    let mut names: Vec<String> = others
        .filter(|part| matches!(part.body, PartType::Binary(_) | PartType::Message(_) | PartType::Text(_)))
        .filter_map(name)
        .collect();
    names.sort();
    names.dedup();
    (!names.is_empty()).then(|| {
        format!("what is attached was not read ({}): save it and add it by itself", names.join(", "))
    })
}
