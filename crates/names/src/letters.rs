//! From text as it comes to lower-case letters cut into tokens, within fixed bounds.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::fold::{Class, class_of};

/// Only so many characters at the start of a text are read as a name; the rest is cut.
pub const MAX_CHARS: usize = 512;
/// Only so many letters of a name are kept.
pub(crate) const MAX_LETTERS: usize = 192;
/// Only so many tokens of a name are kept, titles and particles included.
pub const MAX_TOKENS: usize = 12;

/// What the writing around and inside a token says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    /// First letter of the token in the buffer, and one past the last.
    pub(crate) start: u16,
    pub(crate) end: u16,
    pub(crate) class: Class,
    /// How many commas stand before it.
    pub(crate) commas: u8,
    /// Joined to the token before by a hyphen.
    pub(crate) hyphen: bool,
    /// Inside quotes or brackets.
    pub(crate) quoted: bool,
    /// Followed by a full stop.
    pub(crate) dotted: bool,
    /// Its first letter is a capital.
    pub(crate) capital: bool,
    /// All its letters (two at least) are capitals.
    pub(crate) all_capitals: bool,
}

/// The letters of a name and where its tokens are cut.
pub(crate) struct Letters {
    buffer: [char; MAX_LETTERS],
    len: usize,
    cuts: [Cut; MAX_TOKENS],
    tokens: usize,
}

/// So many small letters before a capital are a word of their own.
const GLUED: u16 = 4;

const NO_CUT: Cut = Cut {
    start: 0,
    end: 0,
    class: Class::Latin,
    commas: 0,
    hyphen: false,
    quoted: false,
    dotted: false,
    capital: false,
    all_capitals: false,
};

/// Where the reading of a text stands.
struct Reader {
    out: Letters,
    start: usize,
    class: Class,
    commas: u8,
    hyphen: bool,
    brackets: u8,
    quotes: bool,
    capital: bool,
    small_letters: u16,
    /// Digits read as letters at the end of the open token.
    digits: usize,
}

impl Letters {
    /// Reads `text`, at most [`MAX_CHARS`] characters of it.
    pub(crate) fn read(text: &str) -> Letters {
        let mut reader = Reader {
            out: Letters { buffer: [' '; MAX_LETTERS], len: 0, cuts: [NO_CUT; MAX_TOKENS], tokens: 0 },
            start: 0,
            class: Class::Latin,
            commas: 0,
            hyphen: false,
            brackets: 0,
            quotes: false,
            capital: false,
            small_letters: 0,
            digits: 0,
        };
        if text.is_ascii() || !text.chars().take(MAX_CHARS).any(needs_composing) {
            reader.read(text.chars().take(MAX_CHARS));
        } else {
            reader.read(text.chars().take(MAX_CHARS).nfkc().take(MAX_CHARS));
        }
        reader.out
    }

    pub(crate) fn cuts(&self) -> &[Cut] {
        &self.cuts[..self.tokens]
    }

    pub(crate) fn of(&self, cut: &Cut) -> &[char] {
        &self.buffer[cut.start as usize..cut.end as usize]
    }
}

/// The letter that a digit inside a word stands for by its shape.
fn alike(digit: char, class: Class) -> Option<char> {
    let (latin, cyrillic) = match digit {
        '0' => ('o', 'о'),
        '1' => ('i', 'і'),
        '3' => ('e', 'з'),
        '4' => ('a', 'ч'),
        '5' => ('s', 'ѕ'),
        '6' => ('b', 'б'),
        '7' => ('t', 'т'),
        '8' => ('b', 'в'),
        '9' => ('g', 'д'),
        _ => return None,
    };
    match class {
        Class::Latin => Some(latin),
        Class::Phonetic => Some(cyrillic),
        _ => None,
    }
}

/// Whether a character may change under NFKC, told by its block alone (a superset is enough).
fn needs_composing(letter: char) -> bool {
    matches!(letter as u32,
        0x300..=0x36F | 0x653..=0x655 | 0x6C0..=0x6D3 | 0x900..=0xDFF | 0xF00..=0xFFF | 0x1000..=0x11FF
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1EFF | 0x2000..=0x2DFF | 0x3000..=0x33FF | 0xA000..=0xABFF | 0xF900..=0xFFFF)
        || letter as u32 > 0xFFFF
}

impl Reader {
    fn read(&mut self, chars: impl Iterator<Item = char>) {
        for letter in chars {
            match letter {
                'a'..='z' | 'A'..='Z' => self.letter(letter),
                ' ' => self.close(false),
                '.' | '․' => self.close(true),
                ',' | '،' | '、' | ';' => {
                    self.close(false);
                    self.commas = self.commas.saturating_add(1);
                }
                '-' | '‐' | '‑' | '‒' | '–' | '—' | '־' | '·' | '・' => {
                    let joined = self.open();
                    self.close(false);
                    self.hyphen = joined;
                }
                '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '′' | 'ʹ' | 'ʺ' | '׳' | '״' => {
                    if self.open() && self.class == Class::Hebrew {
                        self.push('׳');
                    }
                }
                '(' | '[' | '{' => {
                    self.close(false);
                    self.brackets = self.brackets.saturating_add(1);
                }
                ')' | ']' | '}' => {
                    self.close(false);
                    self.brackets = self.brackets.saturating_sub(1);
                }
                '"' | '«' | '»' | '“' | '”' | '„' => {
                    if letter == '"' && self.open() && self.class == Class::Hebrew {
                        continue;
                    }
                    self.close(false);
                    self.quotes = match letter {
                        '«' | '„' => true,
                        '»' => false,
                        _ => !self.quotes,
                    };
                }
                '\u{200B}'..='\u{200F}' | '\u{AD}' | '\u{FEFF}' | '\u{640}' => {}
                '0'..='9' if self.open() && alike(letter, self.class).is_some() => {
                    self.push(alike(letter, self.class).unwrap_or(letter));
                    self.digits += 1;
                }
                _ if letter.is_alphabetic() => self.letter(letter),
                // the killer and the stacker of Burmese say which consonants close a syllable
                '\u{1039}' | '\u{103A}' if self.open() => self.push(letter),
                _ if is_combining_mark(letter) => {}
                _ => self.close(false),
            }
        }
        self.close(false);
    }

    fn open(&self) -> bool {
        self.out.len > self.start
    }

    fn push(&mut self, letter: char) {
        if self.out.len < MAX_LETTERS {
            self.out.buffer[self.out.len] = letter;
            self.out.len += 1;
        }
    }

    fn letter(&mut self, letter: char) {
        // two names written as one: a capital after a word of small letters (not Mac- or De-)
        if self.small_letters >= GLUED && self.open() && letter.is_uppercase() {
            self.close(false);
        }
        let opening = !self.open();
        if opening {
            self.class = class_of(letter).unwrap_or(Class::Other);
            self.capital = letter.is_uppercase();
            self.small_letters = 0;
        }
        self.digits = 0;
        if letter.is_ascii() {
            self.small_letters += u16::from(letter.is_ascii_lowercase());
            self.push(letter.to_ascii_lowercase());
        } else {
            self.small_letters += u16::from(!letter.is_uppercase());
            self.push(letter.to_lowercase().next().unwrap_or(letter));
        }
    }

    /// Ends the token that is open, if any.
    fn close(&mut self, dotted: bool) {
        // digits behind a name are a number, not letters
        self.out.len -= std::mem::take(&mut self.digits).min(self.out.len - self.start);
        let (start, end) = (self.start, self.out.len);
        self.start = end;
        if start == end || self.out.tokens == MAX_TOKENS {
            return;
        }
        let cut = Cut {
            start: start as u16,
            end: end as u16,
            class: self.class,
            commas: self.commas,
            hyphen: std::mem::take(&mut self.hyphen),
            quoted: self.quotes || self.brackets > 0,
            dotted,
            capital: self.capital,
            all_capitals: self.small_letters == 0 && end - start >= 2,
        };
        self.out.cuts[self.out.tokens] = cut;
        self.out.tokens += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let letters = Letters::read(text);
        letters.cuts().iter().map(|cut| letters.of(cut).iter().collect()).collect()
    }

    #[test]
    fn cuts_as_people_write() {
        assert_eq!(tokens("NAZARBAYEV, Nursultan A."), ["nazarbayev", "nursultan", "a"]);
        assert_eq!(tokens("'Abd-Rabbuh Al-Shaykh"), ["abd", "rabbuh", "al", "shaykh"]);
        assert_eq!(tokens("O’Brien (Бро)"), ["obrien", "бро"]);
        assert_eq!(tokens("\u{0438}\u{0306}од"), ["йод"]);
        assert_eq!(tokens("İhsan"), ["ihsan"]);
        assert_eq!(tokens("Ig0r Sech1n 3"), ["igor", "sechin"]);
        assert_eq!(tokens("Петров2 И3отов"), ["петров", "изотов"]);
        assert_eq!(tokens("SergeiLavrov MacDonald"), ["sergei", "lavrov", "macdonald"]);
    }

    #[test]
    fn a_megabyte_is_cut() {
        let marks = "\u{301}".repeat(500_000);
        assert!(tokens(&marks).is_empty());
        let letters = "ж".repeat(500_000);
        assert_eq!(tokens(&letters)[0].chars().count(), MAX_LETTERS);
        let words = "ab ".repeat(100_000);
        assert_eq!(tokens(&words).len(), MAX_TOKENS);
    }
}
