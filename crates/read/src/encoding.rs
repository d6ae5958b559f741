//! Bytes to text: which encoding, and where it fails.
//!
//! The order of the evidence: a byte-order mark; NUL bytes in every second place (UTF-16 without a mark); the escape
//! sequences of ISO-2022-JP, whose bytes are valid ASCII; valid UTF-8;
//! mostly valid UTF-8 with a few faults, which stays UTF-8 and has its faulty rows refused; else a statistical guess
//! (`chardetng`, made for the web's legacy encodings), refined for Kazakh by [`is_kz1048`].

use crate::ReadError;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};
use std::borrow::Cow;

/// How many bytes the statistical guess looks at.
const GUESS_BYTES: usize = 8 << 20;
/// A file is UTF-8 with faults, and not something else, if it has this many times more valid sequences than faults.
const VALID_PER_FAULT: usize = 4;

/// Text, and what was found on the way.
#[derive(Debug)]
pub(crate) struct Decoded<'b> {
    /// The text; what could not be decoded is U+FFFD.
    pub(crate) text: Cow<'b, str>,
    /// The encoding's label.
    pub(crate) label: String,
    /// Byte positions in `text` of each fault, ascending.
    pub(crate) faults: Vec<usize>,
    /// What a person should know.
    pub(crate) notes: Vec<String>,
}

/// Decodes a whole file; `label` is the encoding if it is known.
pub(crate) fn decode<'b>(bytes: &'b [u8], label: Option<&str>) -> Result<Decoded<'b>, ReadError> {
    if let Some(label) = label {
        return decode_as_told(bytes, label);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let mut decoded = decode_with(&bytes[mark..], encoding);
        decoded.notes.push(format!("begins with a byte-order mark of {}", decoded.label));
        return Ok(decoded);
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        let mut decoded = decode_with(bytes, encoding);
        decoded
            .notes
            .push(format!("taken as {} by its NUL bytes, there is no byte-order mark", decoded.label));
        return Ok(decoded);
    }
    if is_iso_2022_jp(bytes) {
        let mut decoded = decode_with(bytes, ISO_2022_JP);
        decoded.notes.push(
            "ISO-2022-JP by its escape sequences: bytes of a passage alone need the escape sequence before them".to_owned(),
        );
        return Ok(decoded);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            label: "UTF-8".to_owned(),
            faults: Vec::new(),
            notes: Vec::new(),
        });
    }
    if is_utf8_with_faults(bytes) {
        return Ok(utf8_with_faults(bytes));
    }
    // that encoding is known by its escape sequences before
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES)], true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let mut decoded = if guessed == WINDOWS_1251 && is_kz1048(bytes) {
        decode_kz1048(bytes)
    } else {
        decode_with(bytes, guessed)
    };
    decoded.notes.push(format!(
        "taken as {} by its letters: look at the names, and say the encoding if they are garbled",
        decoded.label
    ));
    Ok(decoded)
}

fn decode_as_told<'b>(bytes: &'b [u8], label: &str) -> Result<Decoded<'b>, ReadError> {
    let folded: String = label.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    if matches!(folded.as_str(), "kz1048" | "rk1048" | "strk10482002") {
        return Ok(decode_kz1048(bytes));
    }
    let encoding = Encoding::for_label(label.trim().as_bytes())
        .ok_or_else(|| ReadError::UnknownEncoding { label: label.to_owned() })?;
    let bytes = match Encoding::for_bom(bytes) {
        Some((marked, mark)) if marked == encoding => &bytes[mark..],
        _ => bytes,
    };
    Ok(decode_with(bytes, encoding))
}

fn decode_with<'b>(bytes: &'b [u8], encoding: &'static Encoding) -> Decoded<'b> {
    if encoding == UTF_8 {
        return utf8_with_faults(bytes);
    }
    let (text, had_faults) = encoding.decode_without_bom_handling(bytes);
    let faults = if had_faults {
        text.match_indices('\u{fffd}').map(|(position, _)| position).collect()
    } else {
        Vec::new()
    };
    Decoded { text, label: encoding.name().to_owned(), faults, notes: Vec::new() }
}

fn utf8_with_faults(bytes: &[u8]) -> Decoded<'_> {
    let label = "UTF-8".to_owned();
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), label, faults: Vec::new(), notes: Vec::new() };
    }
    let mut text = String::with_capacity(bytes.len() + 64);
    let mut faults = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            faults.push(text.len());
            text.push('\u{fffd}');
        }
    }
    Decoded { text: Cow::Owned(text), label, faults, notes: Vec::new() }
}

/// Returns whether the bytes are UTF-8 in which something was broken, and not text of an older encoding.
fn is_utf8_with_faults(bytes: &[u8]) -> bool {
    let (mut valid, mut faults) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    valid >= VALID_PER_FAULT * faults
}

/// Returns UTF-16 of either order if the NUL bytes say so: in text of any script the delimiters, digits and line ends
/// are ASCII, so one of the two bytes of many characters is NUL, and always the same one.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(64 << 10) & !1];
    if sample.len() < 4 {
        return None;
    }
    let pairs = sample.len() / 2;
    let first = sample.iter().step_by(2).filter(|byte| **byte == 0).count();
    let second = sample.iter().skip(1).step_by(2).filter(|byte| **byte == 0).count();
    // a twentieth of the characters are ASCII in any table; a stray NUL pair is forgiven
    let (many, few) = (pairs.div_ceil(20), pairs / 200);
    let encoding = if second >= many && first <= few {
        UTF_16LE
    } else if first >= many && second <= few {
        UTF_16BE
    } else {
        return None;
    };
    // single bytes read in pairs would be letters of the blocks U+2000 to U+7EFF, which no list here is written in
    let high_place = usize::from(encoding == UTF_16LE);
    let in_ascii =
        sample.iter().skip(high_place).step_by(2).filter(|byte| (0x20..0x7f).contains(*byte)).count();
    if in_ascii * 3 > pairs {
        return None;
    }
    let (text, faulty) = encoding.decode_without_bom_handling(sample);
    let ends_in_half_a_pair = text.ends_with('\u{fffd}') && text.matches('\u{fffd}').count() == 1;
    (!faulty || ends_in_half_a_pair).then_some(encoding)
}

/// Returns the length of the escape sequence of ISO-2022-JP that bytes begin with (RFC 1468, and half-width katakana).
pub(crate) fn escape_length(bytes: &[u8]) -> Option<usize> {
    const ESCAPES: [&[u8]; 5] = [b"\x1b$@", b"\x1b$B", b"\x1b(B", b"\x1b(J", b"\x1b(I"];
    ESCAPES.iter().find(|escape| bytes.starts_with(escape)).map(|escape| escape.len())
}

/// Returns whether bytes are ISO-2022-JP: seven bits, an escape sequence to two-byte characters, and nothing that can't be
/// decoded.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    let Some(first) = memchr::memchr(0x1b, bytes) else { return false };
    bytes[first..].starts_with(b"\x1b$")
        && escape_length(&bytes[first..]).is_some()
        && bytes.is_ascii()
        && !ISO_2022_JP.decode_without_bom_handling(bytes).1
}

/// KZ-1048 (STRK 1048-2002, registered with IANA): Windows-1251 with Kazakh letters in sixteen places.
const KZ1048: [(char, char); 16] = [
    ('Ќ', 'Қ'),
    ('Ћ', 'Һ'),
    ('ќ', 'қ'),
    ('ћ', 'һ'),
    ('Ў', 'Ұ'),
    ('ў', 'ұ'),
    ('Ј', 'Ә'),
    ('Ґ', 'Ө'),
    ('Є', 'Ғ'),
    ('Ї', 'Ү'),
    ('ґ', 'ө'),
    ('є', 'ғ'),
    ('ј', 'ә'),
    ('Ѕ', 'Ң'),
    ('ѕ', 'ң'),
    ('ї', 'ү'),
];

/// Returns whether Cyrillic bytes are Kazakh: қ, ң and ә stand where Windows-1251 has Macedonian and Serbian letters,
/// beside ы, which those languages and Ukrainian do not have.
fn is_kz1048(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(GUESS_BYTES)];
    let count = |wanted: &[u8]| sample.iter().filter(|byte| wanted.contains(byte)).count();
    // қ Қ ң ә, against ы
    count(&[0x9d, 0x8d, 0xbe, 0xbc]) >= 3 && count(&[0xfb]) >= 2
}

fn decode_kz1048(bytes: &[u8]) -> Decoded<'_> {
    let (text, _) = WINDOWS_1251.decode_without_bom_handling(bytes);
    let text: String = text
        .chars()
        .map(|c| {
            if c.is_ascii() { c } else { KZ1048.iter().find(|(from, _)| *from == c).map_or(c, |(_, to)| *to) }
        })
        .collect();
    Decoded { text: Cow::Owned(text), label: "KZ-1048".to_owned(), faults: Vec::new(), notes: Vec::new() }
}
