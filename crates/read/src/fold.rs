//! Text made comparable: case, accents, widths, Arabic letter forms and digits.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Returns `text` in lower case without accents, with the variants of Arabic letters and all digits made one, and
/// every run of blanks and invisible characters made a single space. For comparing, never for keeping.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return fold_ascii(text);
    }
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)).flat_map(char::to_lowercase)
    {
        if is_combining_mark(c) {
            continue;
        }
        if c.is_whitespace() || c == '\0' {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        folded.push(one_letter(c));
    }
    folded
}

/// Folds text that has no accents to lose, many times faster.
fn fold_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte.is_ascii_whitespace() || byte == 0 || byte == 0x0b {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        folded.push(if byte == b'`' { '\'' } else { byte.to_ascii_lowercase() as char });
    }
    folded
}

/// Returns the folded letters and digits of `text`, nothing else: the key under which headers are looked up.
pub(crate) fn key(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns `text` trimmed, inner blanks made single, in normal form C: what a record keeps as its reading.
pub(crate) fn tidy(text: &str) -> String {
    let is_tidy = text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ");
    if is_tidy {
        return text.to_owned();
    }
    let mut tidied = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}') {
        if word.is_empty() {
            continue;
        }
        if !tidied.is_empty() {
            tidied.push(' ');
        }
        if word.is_ascii() { tidied.push_str(word) } else { tidied.extend(word.nfc()) }
    }
    tidied
}

/// Returns whether a cell has nothing in it that could be seen.
pub(crate) fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | 'ـ')
}

fn one_letter(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        'ё' => 'е',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '’' | '‘' | 'ʼ' | '`' => '\'',
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        other => other,
    }
}

fn digit(c: char, zero: u32) -> char {
    char::from_digit(c as u32 - zero, 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_alike() {
        assert_eq!(fold("  Año\u{a0}de\tnacimiento "), "ano de nacimiento");
        assert_eq!(fold("ОТЧЁТ"), "отчет");
        assert_eq!(fold("٢٠٢٢"), "2022");
        assert_eq!(fold("الأسم"), "الاسم");
        assert_eq!(key("Date of_Birth:"), "dateofbirth");
    }

    #[test]
    fn tidied_but_not_changed() {
        assert_eq!(tidy("  Аи\u{306}гуль \u{a0} A "), "Айгуль A");
        assert!(is_blank(" \u{a0}\u{200b}\t"));
        assert!(!is_blank("-"));
    }

    #[test]
    fn ascii_folds_as_all_text_does() {
        let text: String = (0..128u8).map(char::from).collect();
        // a letter beyond ASCII takes the long way, and folds to one letter
        let long = fold(&format!("{text} ж"));
        assert_eq!(fold(&text), long.strip_suffix(" ж").unwrap());
    }
}
