//! From the letters of one token to sounds, by a table for each script.
//!
//! Sources of the tables: the national romanisations and BGN/PCGN systems collected by interscript (Kazakh 2021 and ICS-630-01,
//! Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Kyrgyz, Tajik, Mongolian), the Unicode names of the letters,
//! common romanisations of Korean and Burmese names; for scripts without a table `any_ascii`, whose answer is read as Latin.

mod abjad;
pub(crate) mod burmese;
mod caucasian;
mod cyrillic;
mod greek;
mod hangul;
mod latin;
pub(crate) mod latin_2021;

use crate::sound;

/// The longest token that is kept, in sounds; what is beyond is cut.
pub const MAX_SOUNDS: usize = 24;

/// A class of scripts that spell sounds in the same manner; costs are learned for each pair of classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Class {
    /// Latin letters of any language: one letter, many values.
    Latin,
    /// Alphabets with one letter for a sound: Cyrillic, Armenian, Georgian.
    Phonetic,
    /// Arabic script: short vowels are not written.
    Arabic,
    /// Hebrew script.
    Hebrew,
    /// Greek script.
    Greek,
    /// Everything else, through `any_ascii`.
    Other,
}

/// The number of script classes.
pub(crate) const CLASSES: usize = 6;

/// The sounds of one token, in order.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Sounds {
    codes: [u8; MAX_SOUNDS],
    len: u8,
}

impl Sounds {
    pub(crate) const EMPTY: Sounds = Sounds { codes: [0; MAX_SOUNDS], len: 0 };

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.codes[..self.len as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.len as usize
    }

    pub(crate) fn last(&self) -> Option<u8> {
        self.as_slice().last().copied()
    }

    /// Appends a sound; a doubled sound is one, and what does not fit is cut.
    pub(crate) fn push(&mut self, code: u8) {
        if code == sound::NONE || self.last() == Some(code) || self.len() == MAX_SOUNDS {
            return;
        }
        self.codes[self.len()] = code;
        self.len += 1;
    }

    pub(crate) fn extend(&mut self, codes: &[u8]) {
        for &code in codes {
            self.push(code);
        }
    }
}

/// The class of the script of a letter; `None` for what is no letter of a script that is told apart.
pub(crate) fn class_of(letter: char) -> Option<Class> {
    match letter as u32 {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0x24F | 0x250..=0x2AF | 0x1E00..=0x1EFF | 0xA720..=0xA7FF => {
            Some(Class::Latin)
        }
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Some(Class::Phonetic),
        0x530..=0x58F | 0x10A0..=0x10FF | 0x1C90..=0x1CBF => Some(Class::Phonetic),
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
            Some(Class::Arabic)
        }
        0x590..=0x5FF | 0xFB1D..=0xFB4F => Some(Class::Hebrew),
        0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Class::Greek),
        _ => letter.is_alphabetic().then_some(Class::Other),
    }
}

/// Folds one token of lower-case composed letters. `class` is that of its first letter.
pub(crate) fn fold(letters: &[char], class: Class) -> Sounds {
    let mut out = Sounds::EMPTY;
    match class {
        Class::Latin => latin::fold(letters, &mut out),
        Class::Phonetic => match letters.first().copied().unwrap_or(' ') as u32 {
            0x400..=0x52F | 0x1C80..=0x1C8F => cyrillic::fold(letters, &mut out),
            _ => caucasian::fold(letters, &mut out),
        },
        Class::Arabic => abjad::fold_arabic(letters, &mut out),
        Class::Hebrew => abjad::fold_hebrew(letters, &mut out),
        Class::Greek => greek::fold(letters, &mut out),
        Class::Other => match letters.first() {
            Some(&first) if burmese::is_letter(first) => burmese::fold(letters, &mut out),
            Some(&first) if hangul::is_block(first) => {
                letters.iter().for_each(|&letter| hangul::fold(letter, &mut out));
            }
            _ => fold_by_ascii(letters, &mut out),
        },
    }
    out
}

/// Any script, by the Latin reading that `any_ascii` gives.
fn fold_by_ascii(letters: &[char], out: &mut Sounds) {
    let mut ascii = Vec::with_capacity(letters.len() * 2);
    for &letter in letters {
        ascii.extend(any_ascii::any_ascii_char(letter).chars().filter(char::is_ascii_alphabetic));
        if ascii.len() > 4 * MAX_SOUNDS {
            break;
        }
    }
    ascii.iter_mut().for_each(|letter| letter.make_ascii_lowercase());
    latin::fold(&ascii, out);
}

/// One letter that a script's own table does not know, by `any_ascii`.
fn fold_stranger(letter: char, out: &mut Sounds) {
    let ascii = any_ascii::any_ascii_char(letter);
    let mut letters = [' '; 8];
    let mut len = 0;
    for (slot, letter) in letters.iter_mut().zip(ascii.chars().filter(char::is_ascii_alphabetic)) {
        *slot = letter.to_ascii_lowercase();
        len += 1;
    }
    latin::fold(&letters[..len], out);
}
