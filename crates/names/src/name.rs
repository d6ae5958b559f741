//! A prepared name: tokens as sounds, with their parts.

use serde::Serialize;

use crate::equivalents;
use crate::fold::{Class, MAX_SOUNDS, Sounds};
use crate::forms;
use crate::letters::Letters;
use crate::sound;

/// What a token of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Part {
    /// A given name.
    Given,
    /// A surname.
    Family,
    /// A father's name: `-ович`, `-ұлы`, `ibn`.
    Patronymic,
    /// A small word that belongs to a name: `al`, `de`, `van`, `abu`.
    Particle,
    /// A title, a rank, a form of address.
    Title,
    /// What stands in quotes or brackets.
    Nickname,
    /// One letter for a name.
    Initial,
    /// A name of which the text does not say what it is.
    Unknown,
}

/// One token of a prepared name.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token {
    pub(crate) sounds: Sounds,
    /// How many sounds stand before an ending such as `-ов` or `-ұлы`; all of them when there is none.
    pub(crate) stem: u8,
    pub(crate) class: Class,
    pub(crate) part: Part,
    /// The part was told by the form of the name, not by a column or the writing.
    pub(crate) guessed: bool,
    /// The ending is a woman's (1), a man's (2), or does not tell (0).
    pub(crate) sex: u8,
    /// Joined to the token before by a hyphen.
    pub(crate) hyphen: bool,
    /// Hash of the consonants, for rarity and keys.
    pub(crate) skeleton: u32,
    /// Hash of the spelling in the Kazakh Latin letters of 2021.
    pub(crate) spelling: u32,
    /// The classes of its consonants in order: a quick test of likeness.
    pub(crate) hard: u64,
    /// How rare such a name is in the shipped table, in steps of `rarity`.
    pub(crate) surprise: u8,
    /// Sets of equivalent given names it may belong to.
    pub(crate) sets: [u8; equivalents::SETS],
    /// Names of the world that its spelling is a known form of.
    pub(crate) known: [u16; forms::MOST],
}

impl Token {
    /// The part of the name this token is.
    pub fn part(&self) -> Part {
        self.part
    }

    /// Whether the part was guessed from the form of the name (an ending, the order), not said by a column, a comma or a mark.
    pub fn is_guessed(&self) -> bool {
        self.guessed
    }

    /// The class of the script it was written in.
    pub fn class(&self) -> Class {
        self.class
    }

    /// The sounds it was folded to, for people to read.
    pub fn sounds(&self) -> String {
        self.sounds.as_slice().iter().map(|&code| sound::shown(code)).collect()
    }

    pub(crate) fn codes(&self) -> &[u8] {
        self.sounds.as_slice()
    }

    /// Whether it carries a name: no particle, no title.
    pub(crate) fn is_name(&self) -> bool {
        !matches!(self.part, Part::Particle | Part::Title)
    }

    /// Whether the two are one spelling: the same sounds, or a Kazakh token and its rewriting in Latin letters.
    pub(crate) fn is_same(&self, other: &Token) -> bool {
        self.spelling == other.spelling || (self.skeleton == other.skeleton && self.sounds == other.sounds)
    }

    pub(crate) fn is_initial(&self) -> bool {
        self.part == Part::Initial
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{:?}", self.sounds(), self.part)
    }
}

/// A name, prepared once: folded, cut, its parts told. Costs about 40 bytes a token.
///
/// Bounds: only the first [`crate::MAX_CHARS`] characters of a text are read, [`crate::MAX_TOKENS`] tokens are kept, and
/// [`crate::MAX_SOUNDS`] sounds of each.
///
/// ```
/// use tizim_names::{Name, Part};
/// let name = Name::parse("Жағыпаров, Ерлан Б.");
/// let parts: Vec<Part> = name.tokens().iter().map(|token| token.part()).collect();
/// assert_eq!(parts, [Part::Family, Part::Given, Part::Initial]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    tokens: Box<[Token]>,
}

impl Name {
    /// Prepares a full name as people write it: any order, comma, initials, patronymics, particles, titles, nicknames.
    pub fn parse(text: &str) -> Name {
        Name::from_letters(&Letters::read(text), None)
    }

    /// Prepares a text that is only one part of a name, such as a column of surnames.
    pub fn parse_part(text: &str, part: Part) -> Name {
        Name::from_letters(&Letters::read(text), Some(part))
    }

    fn from_letters(letters: &Letters, part: Option<Part>) -> Name {
        let mut list = crate::parse::TokenList::new();
        crate::parse::parse(letters, part, &mut list);
        Name { tokens: list.as_slice().into() }
    }

    /// Whether nothing in the text was a name.
    pub fn is_empty(&self) -> bool {
        !self.tokens.iter().any(Token::is_name)
    }

    /// The tokens in the order of the text, titles and particles included.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// An order of names that does not depend on which is asked about first: scores are computed the lower one first.
    pub(crate) fn precedes(&self, other: &Name) -> bool {
        let order = |name: &Name| name.tokens.len();
        let rest = |x: &Token, y: &Token| {
            let known =
                |token: &Token| (token.skeleton, token.class, token.part as u8, token.guessed, token.hyphen);
            known(x).cmp(&known(y)).then_with(|| x.codes().cmp(y.codes()))
        };
        let by_tokens = || self.tokens.iter().zip(&other.tokens).map(|(x, y)| rest(x, y));
        order(self)
            .cmp(&order(other))
            .then_with(|| by_tokens().find(|found| found.is_ne()).unwrap_or(std::cmp::Ordering::Equal))
            .is_le()
    }

    /// The tokens that carry the name: no titles, no particles.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.is_name())
    }
}

/// One part of a name as it was read, for people to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamePart {
    /// The letters, in lower case.
    pub text: String,
    /// What they were taken for.
    pub part: Part,
    /// Whether that was guessed from the form of the name.
    pub guessed: bool,
    /// The sounds they were folded to.
    pub sounds: String,
}

/// Reads a full name into its parts, in the order of the text.
///
/// ```
/// use tizim_names::{Part, parts};
/// let read = parts("Пшембаев, Мейрам Кудайбергенович");
/// assert_eq!((read[2].text.as_str(), read[2].part), ("кудайбергенович", Part::Patronymic));
/// ```
pub fn parts(text: &str) -> Vec<NamePart> {
    let letters = Letters::read(text);
    let mut list = crate::parse::TokenList::new();
    crate::parse::parse(&letters, None, &mut list);
    let tokens = list.as_slice().iter().zip(list.texts(&letters));
    tokens
        .map(|(token, text)| NamePart {
            text,
            part: token.part,
            guessed: token.guessed,
            sounds: token.sounds(),
        })
        .collect()
}

/// FNV-1a over the consonants of a token, each as its broadest group, so that it is the same in most scripts.
pub(crate) fn skeleton(codes: &[u8]) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    let mut last = 0;
    for &code in codes.iter().take(MAX_SOUNDS) {
        let class = sound::consonant_class(code);
        if class == 0 || class == last {
            last = class;
            continue;
        }
        last = class;
        hash = (hash ^ u32::from(class)).wrapping_mul(0x0100_0193);
    }
    hash
}
