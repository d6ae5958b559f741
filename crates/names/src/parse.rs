//! Which token of a name is what: titles, particles, initials, patronymics, surnames, given names.

use crate::fold::{Class, Sounds, burmese, fold, latin_2021};
use crate::letters::{Cut, Letters, MAX_TOKENS};
use crate::lexicon::{self, EndingKind, Word};
use crate::name::{Part, Token, skeleton};
use crate::signs::{is_double_surname, is_syllable};
use crate::{equivalents, forms, rarity, sound};

/// The tokens of one name while it is parsed, with the cut each came from.
pub(crate) struct TokenList {
    tokens: [Token; MAX_TOKENS],
    cuts: [u8; MAX_TOKENS],
    /// Where in its cut each token starts, and its length.
    spans: [(u8, u8); MAX_TOKENS],
    /// Fathers' names that nothing else has the form of, one bit a token.
    fathers: u16,
    len: usize,
}

const NO_TOKEN: Token = Token {
    sounds: Sounds::EMPTY,
    stem: 0,
    class: Class::Latin,
    part: Part::Unknown,
    guessed: false,
    sex: 0,
    hyphen: false,
    skeleton: 0,
    hard: 0,
    spelling: 0,
    surprise: 0,
    sets: [0; equivalents::SETS],
    known: [0; forms::MOST],
};

impl TokenList {
    pub(crate) fn new() -> TokenList {
        TokenList {
            tokens: [NO_TOKEN; MAX_TOKENS],
            cuts: [0; MAX_TOKENS],
            spans: [(0, 0); MAX_TOKENS],
            fathers: 0,
            len: 0,
        }
    }

    pub(crate) fn as_slice(&self) -> &[Token] {
        &self.tokens[..self.len]
    }

    /// The letters of each token; of a cut that made two tokens (an article, a Chinese surname) each has its own.
    pub(crate) fn texts(&self, letters: &Letters) -> impl Iterator<Item = String> {
        (0..self.len).map(|at| {
            let cut = &letters.cuts()[self.cuts[at] as usize];
            let (start, len) = self.spans[at];
            letters.of(cut)[start as usize..(start + len) as usize].iter().collect()
        })
    }

    fn last_part(&self) -> Option<Part> {
        self.tokens[..self.len].last().map(|token| token.part)
    }

    fn push(&mut self, letters: &[char], cut_index: usize, cut: &Cut, part: Part) {
        let sounds = fold(letters, cut.class);
        if self.len == MAX_TOKENS || sounds.len() == 0 {
            return;
        }
        let skeleton = skeleton(sounds.as_slice());
        let spelling = latin_2021::spelling(letters);
        let syllables = cut.class == Class::Other && letters.iter().all(|&letter| is_syllable(letter));
        let mut token = Token {
            sounds,
            stem: sounds.len() as u8,
            class: cut.class,
            part,
            hyphen: cut.hyphen,
            skeleton,
            hard: sound::hard(sounds.as_slice()),
            spelling,
            known: if syllables { forms::itself(spelling) } else { forms::names_of(spelling) },
            surprise: rarity::shipped(skeleton),
            sets: equivalents::sets_of(skeleton),
            ..NO_TOKEN
        };
        if part == Part::Unknown && letters.len() >= 4 {
            self.read_ending(letters, cut, &mut token);
        }
        self.tokens[self.len] = token;
        self.cuts[self.len] = cut_index as u8;
        // the second token of a cut begins where the first ends
        let start = match self.len.checked_sub(1) {
            Some(before) if self.cuts[before] == cut_index as u8 => {
                self.spans[before].0 + self.spans[before].1
            }
            _ => 0,
        };
        self.spans[self.len] = (start, letters.len() as u8);
        self.len += 1;
    }

    fn read_ending(&mut self, letters: &[char], cut: &Cut, token: &mut Token) {
        let Some(ending) = lexicon::ending(letters) else { return };
        token.stem = fold(&letters[..letters.len() - ending.letters], cut.class).len() as u8;
        token.sex = match ending.woman {
            Some(true) => 1,
            Some(false) => 2,
            None => 0,
        };
        token.part = match ending.kind {
            EndingKind::Patronymic => Part::Patronymic,
            EndingKind::FathersName => {
                self.fathers |= 1 << self.len;
                Part::Patronymic
            }
            EndingKind::Surname => Part::Family,
            EndingKind::Case => return,
        };
        token.guessed = true;
    }
}

/// Fills `list` from `letters`; `given` is the part when a column says it.
pub(crate) fn parse(letters: &Letters, given: Option<Part>, list: &mut TokenList) {
    let cuts = letters.cuts();
    // what the word before says of the next name
    let mut next_part = Part::Unknown;
    for (index, cut) in cuts.iter().enumerate() {
        let token = letters.of(cut);
        if is_initial(token, cut) {
            list.push(token, index, cut, Part::Initial);
            continue;
        }
        let hyphen_next = cuts.get(index + 1).is_some_and(|next| next.hyphen);
        let word = known_word(token, list.len == 0, hyphen_next);
        // what stands in brackets is a nickname, but for (née Weber) and the other surname in Иванова (Петрова) Анна
        if cut.quoted && word != Some(Word::Born) {
            let other_surname = || {
                list.last_part() == Some(Part::Family)
                    && lexicon::ending(token).is_some_and(|ending| ending.kind == EndingKind::Surname)
            };
            let part = match next_part {
                Part::Family => next_part,
                _ if other_surname() => Part::Family,
                _ => Part::Nickname,
            };
            list.push(token, index, cut, part);
            continue;
        }
        match word {
            Some(Word::Title) => list.push(token, index, cut, Part::Title),
            Some(Word::Particle) => list.push(token, index, cut, Part::Particle),
            Some(Word::SonOf) => {
                list.push(token, index, cut, Part::Particle);
                next_part = Part::Patronymic;
                continue;
            }
            Some(Word::Born) => {
                list.push(token, index, cut, Part::Particle);
                next_part = Part::Family;
                continue;
            }
            Some(Word::ChildMark { daughter }) => mark_child(list, token, index, cut, daughter),
            None => push_name(list, token, index, cut, next_part),
        }
        next_part = Part::Unknown;
    }
    keep_a_name(list);
    match given {
        Some(part) => list.tokens[..list.len]
            .iter_mut()
            .filter(|token| token.is_name() && !token.is_initial())
            .for_each(|token| {
                token.part = part;
                token.guessed = false;
            }),
        None => tell_parts(cuts, list),
    }
}

/// One letter, or two that stand for one (`Дж.`, `Zh.`, `Yu.`) before a full stop.
fn is_initial(token: &[char], cut: &Cut) -> bool {
    match token.len() {
        1 => {
            cut.dotted
                || (cut.capital && cut.class != Class::Other)
                || matches!(cut.class, Class::Arabic | Class::Hebrew)
        }
        2 => {
            cut.dotted
                && cut.capital
                && !matches!(token, ['m', 'r' | 's'] | ['d', 'r'] | ['s', 't'] | ['д', 'р'])
        }
        3 => cut.dotted && matches!(token, ['d', 'z', 'h'] | ['s', 'c', 'h']),
        _ => false,
    }
}

/// Looks a token up among the words that are no names. Some count only inside a name, some only before a hyphen.
fn known_word(token: &[char], first: bool, hyphen_next: bool) -> Option<Word> {
    if token.len() > 13 {
        return None;
    }
    let mut bytes = [0_u8; 56];
    let mut len = 0;
    for letter in token {
        len += letter.encode_utf8(&mut bytes[len..]).len();
    }
    let text = std::str::from_utf8(&bytes[..len]).ok()?;
    let found = lexicon::word(text)?;
    let only_hyphenated = matches!(
        text,
        "ad" | "as" | "ash" | "at" | "az" | "ar" | "an" | "ад" | "ас" | "аш" | "ат" | "аз" | "ар" | "ан"
    );
    if only_hyphenated && !hyphen_next {
        return None;
    }
    let only_inside = matches!(
        text,
        "ben"
            | "do"
            | "le"
            | "la"
            | "lo"
            | "les"
            | "i"
            | "e"
            | "o"
            | "y"
            | "d"
            | "l"
            | "b"
            | "san"
            | "te"
            | "born"
            | "nee"
            | "né"
            | "ten"
            | "da"
            | "um"
            | "uli"
            | "und"
            | "st"
            | "fr"
            | "af"
            | "бен"
            | "и"
            | "ла"
            | "ле"
            | "да"
            | "ду"
            | "د"
            | "ام"
    );
    let only_first = matches!(text, "king" | "prince" | "count" | "major" | "father");
    let fits = if only_inside { !first } else { !only_first || first };
    fits.then_some(found)
}

/// `X ogly`: what stands before is the father's name.
fn mark_child(list: &mut TokenList, token: &[char], index: usize, cut: &Cut, daughter: bool) {
    if let Some(father) = list.tokens[..list.len].last_mut().filter(|father| father.is_name()) {
        father.part = Part::Patronymic;
        // "Momysh-uly" may be a surname, as Момышұлы may
        father.guessed = cut.hyphen;
        father.sex = if daughter { 1 } else { 2 };
        list.push(token, index, cut, Part::Particle);
    } else {
        list.push(token, index, cut, Part::Unknown);
    }
}

/// A token that is a name: an Arabic article is cut off, a Chinese or Korean name is cut after the surname.
fn push_name(list: &mut TokenList, token: &[char], index: usize, cut: &Cut, part: Part) {
    let article = cut.class == Class::Arabic
        && token.len() >= 5
        && token[0] == 'ا'
        && token[1] == 'ل'
        && token[2] != 'ل';
    let other = cut.class == Class::Other;
    let syllabic = other && (2..=4).contains(&token.len()) && token.iter().all(|&letter| is_syllable(letter));
    if article {
        list.push(&token[..2], index, cut, Part::Particle);
        list.push(&token[2..], index, cut, part);
    } else if syllabic {
        let surname = if token.len() == 4 || is_double_surname(&token[..2]) { 2 } else { 1 };
        list.push(&token[..surname], index, cut, Part::Family);
        if token.len() > surname {
            list.push(&token[surname..], index, cut, Part::Given);
        }
    } else if other && token.iter().all(|&letter| burmese::is_letter(letter)) {
        push_syllables(list, token, index, cut, part);
    } else {
        list.push(token, index, cut, part);
    }
}

/// A Burmese name is written without spaces, in Latin letters with one before each syllable.
fn push_syllables(list: &mut TokenList, token: &[char], index: usize, cut: &Cut, part: Part) {
    let mut start = 0;
    for at in 1..=token.len() {
        if at == token.len() || burmese::starts_syllable(token, at) {
            let syllable = &token[start..at];
            let title = at < token.len() && known_word(syllable, list.len == 0, false) == Some(Word::Title);
            list.push(syllable, index, cut, if title { Part::Title } else { part });
            start = at;
        }
    }
}

/// A text of nothing but titles and particles is a name after all ("King", "Van").
fn keep_a_name(list: &mut TokenList) {
    let tokens = &mut list.tokens[..list.len];
    if tokens.iter().any(|token| token.is_name()) {
        return;
    }
    tokens.iter_mut().for_each(|token| token.part = Part::Unknown);
}

/// Tells parts from the comma, from capitals, and from endings.
fn tell_parts(cuts: &[Cut], list: &mut TokenList) {
    let (cut_of, fathers) = (list.cuts, list.fathers);
    let tokens = &mut list.tokens[..list.len];
    let plain = |token: &Token| token.is_name() && !matches!(token.part, Part::Initial | Part::Nickname);
    let count = tokens.iter().filter(|token| token.is_name() && token.part != Part::Nickname).count();

    // a patronymic is told from a surname of the same form (Petrović, Сәрсенбайұлы) by what else there is
    if count < 3 {
        let open = |at: usize, token: &Token| {
            token.part == Part::Patronymic && token.guessed && fathers >> at & 1 == 0
        };
        for (_, token) in tokens.iter_mut().enumerate().filter(|(at, token)| open(*at, token)) {
            token.part = Part::Unknown;
        }
    }

    let comma_at = |index: usize| cuts[cut_of[index] as usize].commas;
    let before = (0..tokens.len()).filter(|&index| comma_at(index) == 0 && plain(&tokens[index])).count();
    let after = (0..tokens.len()).filter(|&index| comma_at(index) == 1 && tokens[index].is_name()).count();
    if before > 0 && after > 0 {
        for (index, token) in tokens.iter_mut().enumerate().filter(|(_, token)| plain(token)) {
            let said = if comma_at(index) == 0 { Part::Family } else { Part::Given };
            if said == Part::Given && token.part == Part::Patronymic {
                continue;
            }
            token.part = said;
            token.guessed = false;
        }
        return;
    }

    let capitals = |index: usize| cuts[cut_of[index] as usize].all_capitals;
    let loud = (0..tokens.len()).filter(|&index| plain(&tokens[index]) && capitals(index)).count();
    let words = tokens.iter().filter(|token| plain(token)).count();
    if loud > 0 && loud < words {
        for (index, token) in tokens.iter_mut().enumerate().filter(|(_, token)| plain(token)) {
            if token.part != Part::Patronymic || capitals(index) {
                token.part = if capitals(index) { Part::Family } else { Part::Given };
                token.guessed = false;
            }
        }
        return;
    }
    guess_parts(tokens);
}

/// Guesses by form: one surname ending, or a patronymic behind a given name, settles the others.
fn guess_parts(tokens: &mut [Token]) {
    // a double surname (Иванова-Петрова) is one, and a surname before marriage that the text says to be one is beside the point
    let family = |at: usize, tokens: &[Token]| tokens[at].part == Part::Family && tokens[at].guessed;
    let families = (0..tokens.len())
        .filter(|&at| family(at, tokens) && !(at > 0 && tokens[at].hyphen && family(at - 1, tokens)))
        .count();
    let open = tokens.iter().filter(|token| token.part == Part::Unknown).count();
    let initials = tokens.iter().filter(|token| token.is_initial()).count();
    let patronymic = tokens.iter().position(|token| token.part == Part::Patronymic);
    // Boyko Metodiev Borisov: between a given name and a surname, a surname's form is the father's name
    if let [first, middle, last] = tokens
        && first.part == Part::Unknown
        && middle.sex != 0
        && [&*middle, &*last].iter().all(|token| token.part == Part::Family && token.guessed && !token.hyphen)
    {
        first.part = Part::Given;
        first.guessed = true;
        middle.part = Part::Patronymic;
        return;
    }
    if families > 1 {
        tokens.iter_mut().filter(|token| token.part == Part::Family && token.guessed).for_each(|token| {
            token.part = Part::Unknown;
            token.guessed = false;
        });
    }
    if families == 1 && (open == 1 || patronymic.is_some()) {
        for token in tokens.iter_mut().filter(|token| token.part == Part::Unknown) {
            token.part = Part::Given;
            token.guessed = true;
        }
    } else if families == 0
        && let Some(at) = patronymic.filter(|&at| at > 0 && tokens[at - 1].part == Part::Unknown)
    {
        for (index, token) in tokens.iter_mut().enumerate().filter(|(_, token)| token.part == Part::Unknown) {
            token.part = if index + 1 == at { Part::Given } else { Part::Family };
            token.guessed = true;
        }
    } else if families == 0 && open == 1 && patronymic.is_some() {
        // a father's name before the only other name (Mongolian)
        for token in tokens.iter_mut().filter(|token| token.part == Part::Unknown) {
            token.part = Part::Given;
            token.guessed = true;
        }
    } else if families == 0 && open == 1 && initials > 0 {
        for token in tokens.iter_mut().filter(|token| token.part == Part::Unknown) {
            token.part = Part::Family;
            token.guessed = true;
        }
    }
}
