//! The lexicon of a language: text files that a user can read and extend (`rules/`).

mod inflect;
mod phrases;
mod words;

pub(crate) use words::{Marks, Row, words};

use crate::Language;
use crate::Span;
use crate::token::Token;
use phrases::{Phrases, Word, inflected, whole};
use std::ops::Range;
use std::sync::LazyLock;
use words::SmallWords;

/// A word or phrase that tells of an act.
#[derive(Clone, Debug)]
pub(crate) struct FoundAct<'r> {
    /// Its tokens.
    pub(crate) range: Range<usize>,
    pub(crate) claim_type: &'r str,
    pub(crate) frame: Frame,
    /// The learned model takes it for an act of the type as well, by what stands around it.
    pub(crate) is_sure: bool,
    /// Only the model takes it for an act, and not surely.
    pub(crate) is_guess: bool,
}

/// A word of a phrase that tells of an act.
pub(crate) struct WordOfAct<'r> {
    pub(crate) word: &'r str,
    /// Any ending may follow it.
    pub(crate) is_stem: bool,
    pub(crate) claim_type: &'r str,
    /// It is the whole phrase.
    pub(crate) is_whole: bool,
}

/// How a word tells of an act, and where those who did and suffered it stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Object, or subject of the passive, suffers it.
    Verb,
    /// The subject suffers it.
    State,
    /// Who stands after "of", or before "'s", suffers it.
    Noun,
    /// A participle or noun that stands for the victims: "the dead", "225 killed".
    Dead,
    /// Words for a group that suffers it: "political prisoners".
    Group,
    /// The person after it is said to be the victim.
    Named,
    /// The subject does it.
    Deed,
    /// It took place.
    Event,
    /// It only looks like it: "cardiac arrest".
    None,
}

const FRAMES: [(&str, Frame); 9] = [
    ("verb", Frame::Verb),
    ("state", Frame::State),
    ("noun", Frame::Noun),
    ("dead", Frame::Dead),
    ("group", Frame::Group),
    ("named", Frame::Named),
    ("deed", Frame::Deed),
    ("event", Frame::Event),
    ("none", Frame::None),
];

/// Cues of modality and negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Demanded,
    Denied,
    /// Denies what was told before, without telling it again.
    Disowned,
    Predicted,
    Hypothetical,
    Alleged,
    Reported,
    Negation,
}

impl Cue {
    /// Returns whether it denies, in words that tell the act again or without.
    pub(crate) fn denies(self) -> bool {
        matches!(self, Cue::Denied | Cue::Disowned)
    }
}

/// What a verb does that puts words or thoughts down to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Speech.
    Say,
    /// Thinks, wants, shows: attributed to somebody, though it is no speech.
    Hold,
    /// Who says it stands behind: "according to".
    By,
    /// Says nothing, though its first word would: "declared a state of emergency".
    Silent,
}

const VOICES: [(&str, Voice); 4] =
    [("say", Voice::Say), ("hold", Voice::Hold), ("by", Voice::By), ("silent", Voice::Silent)];

/// The key of nouns of speech: "claim", "allegations".
const TELLING: &str = "telling";

const CUES: [(&str, Cue); 8] = [
    ("demanded", Cue::Demanded),
    ("denied", Cue::Denied),
    ("disowned", Cue::Disowned),
    ("predicted", Cue::Predicted),
    ("hypothetical", Cue::Hypothetical),
    ("alleged", Cue::Alleged),
    ("reported", Cue::Reported),
    ("negation", Cue::Negation),
];

/// Why a rule file can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct RuleError {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What is wrong, and how to mend it.
    pub reason: String,
}

/// Where in its line a fault is, in bytes, and what it is.
type Fault = (usize, String);

/// The lexicon of one language, with the small words of all.
#[derive(Clone, Debug)]
pub struct Rules {
    types: Vec<String>,
    acts: Phrases<(u16, Frame)>,
    cues: Phrases<Cue>,
    voices: Phrases<Voice>,
    telling: Phrases<()>,
    words: SmallWords,
}

/// Letters by which a slip of the pen differs from a type, at most.
const SLIP: usize = 2;

/// Returns the types of claims that the program tells: those that its model tells apart, and who is only named as a victim.
fn types() -> impl Iterator<Item = &'static str> {
    crate::acts::TYPES.into_iter().filter(|known| !known.is_empty()).chain(["victim_named"])
}

/// The files of small words: those of all languages serve each, since articles quote one in another.
const SMALL_WORDS: [&str; 2] =
    [include_str!("../../rules/words.txt"), include_str!("../../rules/ru.words.txt")];

static ENGLISH: LazyLock<Rules> = LazyLock::new(|| {
    Rules::built_in(include_str!("../../rules/en.txt"), include_str!("../../rules/en.cues.txt"))
});
static RUSSIAN: LazyLock<Rules> = LazyLock::new(|| {
    Rules::built_in(include_str!("../../rules/ru.txt"), include_str!("../../rules/ru.cues.txt"))
});

impl Rules {
    /// Returns the rules inside the program for a language; those of English for one that has none.
    pub fn of(language: Option<Language>) -> &'static Self {
        match language {
            Some(Language::Russian) => &RUSSIAN,
            _ => &ENGLISH,
        }
    }

    /// Returns whether a language has rules.
    pub fn has(language: Language) -> bool {
        matches!(language, Language::English | Language::Russian)
    }

    fn empty() -> Self {
        Self {
            types: Vec::new(),
            acts: Phrases::new(),
            cues: Phrases::new(),
            voices: Phrases::new(),
            telling: Phrases::new(),
            words: SmallWords::default(),
        }
    }

    fn built_in(acts: &str, cues: &str) -> Self {
        // a fault in a file of the program is found by the tests; here its good lines are kept
        let mut rules = Self::empty();
        for text in [acts, cues].into_iter().chain(SMALL_WORDS) {
            let _ = rules.extend(text);
        }
        rules
    }

    /// Adds the rules of a text: words of acts in sections, cues, and rows of small words (`enforcer = ranger, rangers`), in the form of
    /// the files in `rules/`.
    ///
    /// ```
    /// use tizim_text::{Article, Options, Rules, extract};
    /// let mut rules = Rules::of(None).clone();
    /// rules.extend("[killing]\nverb = defenestrate\n").unwrap();
    /// let article = Article { text: "Rebels defenestrated two ministers.", ..Article::default() };
    /// let found = extract(&article, &Options { rules: Some(&rules), ..Options::default() });
    /// assert_eq!(found.claims[0].claim_type, "killing");
    /// assert_eq!(rules.extend("kill = shoot").unwrap_err().column, 1);
    /// ```
    ///
    /// # Errors
    /// A line that is no section, no comment and no `key = phrases`, a key that is none, a phrase where a single word is wanted; the lines
    /// before it have been added.
    pub fn extend(&mut self, text: &str) -> Result<(), RuleError> {
        let mut section: Option<u16> = None;
        for (index, whole) in text.lines().enumerate() {
            let line = whole.trim();
            let margin = whole.chars().take_while(|c| c.is_whitespace()).count();
            let fault = |(at, reason): Fault| RuleError {
                line: index + 1,
                column: margin + line[..at].chars().count() + 1,
                reason,
            };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = Some(self.type_of(name.trim()).map_err(fault)?);
                continue;
            }
            self.add_line(line, section).map_err(fault)?;
        }
        Ok(())
    }

    fn add_line(&mut self, line: &str, section: Option<u16>) -> Result<(), Fault> {
        let at_line = |reason: &str| (0, reason.to_owned());
        let (key, list) = line
            .split_once('=')
            .ok_or_else(|| at_line("write [type], or `verb = kill, murder`, or a # comment"))?;
        let (key, start) = (key.trim(), key.len() + 1);
        if let Some(row) = SmallWords::row(key) {
            return self.add_row(row, start, list);
        }
        let phrases = list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
        if let Some((_, cue)) = CUES.iter().find(|(name, _)| *name == key) {
            phrases.for_each(|phrase| self.cues.add(whole(phrase), *cue));
            return Ok(());
        }
        if let Some((_, voice)) = VOICES.iter().find(|(name, _)| *name == key) {
            let inflects = matches!(voice, Voice::Say | Voice::Hold);
            for words in phrases.flat_map(|phrase| inflected(phrase, inflects)) {
                self.voices.add(words, *voice);
            }
            return Ok(());
        }
        if key == TELLING {
            phrases.for_each(|phrase| self.telling.add(whole(phrase), ()));
            return Ok(());
        }
        let (_, frame) = FRAMES.iter().find(|(name, _)| *name == key).ok_or_else(|| {
            let frames = FRAMES.map(|(name, _)| name).join(", ");
            (
                0,
                format!(
                    "`{key}` is no key: use {frames}, a kind of cue, or the name of a row of small words"
                ),
            )
        })?;
        let section = section.ok_or_else(|| at_line("a line before the first [type]"))?;
        let inflects = matches!(frame, Frame::Verb | Frame::State | Frame::Deed);
        for words in phrases.flat_map(|phrase| inflected(phrase, inflects)) {
            self.acts.add(words, (section, *frame));
        }
        Ok(())
    }

    /// Adds single words to a row; `start` is where their list begins in its line, in bytes.
    fn add_row(&mut self, row: Row, start: usize, list: &str) -> Result<(), Fault> {
        let mut at = start;
        for item in list.split(',') {
            let word = item.trim();
            if word.contains(|c: char| c.is_whitespace() || "*|#".contains(c)) {
                let begins = at + item.len() - item.trim_start().len();
                return Err((begins, format!("`{word}`: a row holds single words, each as it is written")));
            }
            if !word.is_empty() {
                self.words.add(word, row);
            }
            at += item.len() + 1;
        }
        Ok(())
    }

    fn type_of(&mut self, name: &str) -> Result<u16, Fault> {
        // a type of the user's own is welcome, a slip of the pen is not
        let is_known = types().any(|known| known == name);
        let is_slip = |known: &&str| strsim::damerau_levenshtein(name, known) <= SLIP;
        if let Some(known) = types().find(is_slip).filter(|_| !is_known) {
            return Err((
                1,
                format!(
                    "`{name}` is nearly the type `{known}`: write that, or another name for a type of your own"
                ),
            ));
        }
        let is_other_part = SmallWords::row(name).is_some() && !is_known;
        if is_other_part || matches!(name, "words" | "cues") {
            return Err((
                1,
                format!(
                    "`{name}` is no type of claim: rows of small words and cues stand by themselves, `enforcer = ranger`"
                ),
            ));
        }
        let at = self.types.iter().position(|known| known == name).unwrap_or_else(|| {
            self.types.push(name.to_owned());
            self.types.len() - 1
        });
        u16::try_from(at).map_err(|_| (1, "more than 65,000 types".to_owned()))
    }

    /// Cuts a stretch of a text into tokens, each marked with the rows of small words that it is in.
    pub(crate) fn tokens(&self, text: &str, within: Span) -> Vec<Token> {
        let mut tokens = crate::token::tokens(text, within);
        tokens.iter_mut().for_each(|token| self.words.mark(token));
        tokens
    }

    /// Returns whether a word in lower case is in a row of small words.
    pub(crate) fn holds(&self, word: &str, row: Row) -> bool {
        self.words.holds(word, row)
    }

    /// Returns whether any word of some text is in one of some rows, in whatever letters and without the signs around it.
    pub(crate) fn holds_any(&self, text: &str, rows: &[Row]) -> bool {
        text.split_whitespace().any(|word| {
            let word = crate::token::lower_of(word.trim_matches(|c: char| !c.is_alphanumeric()));
            rows.iter().any(|row| self.holds(&word, *row))
        })
    }

    /// Returns the act that begins at a token: tokens, type, frame.
    fn act_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &str, Frame)> {
        let (length, (act, frame)) = self.acts.at(tokens, at)?;
        Some((length, self.types.get(usize::from(act))?.as_str(), frame))
    }

    /// Returns the words of the phrases that tell of acts.
    pub(crate) fn words_of_acts(&self) -> impl Iterator<Item = WordOfAct<'_>> {
        let phrases = self.acts.all();
        let told = phrases.filter(|(_, (_, frame))| *frame != Frame::None);
        told.flat_map(|(words, (act, _))| {
            let claim_type = self.types.get(usize::from(*act)).map_or("", String::as_str);
            let texts = words.iter().flat_map(|word| match word {
                Word::Exact(text) | Word::Stem(text) => std::slice::from_ref(text),
                Word::OneOf(texts) => texts,
                Word::Number | Word::Any | Word::Few => &[],
            });
            texts.map(move |text| WordOfAct {
                word: text.as_str(),
                is_stem: words.iter().any(|word| matches!(word, Word::Stem(stem) if stem == text)),
                claim_type,
                is_whole: words.len() == 1,
            })
        })
    }

    /// Returns the acts that words tell of, in their order, none within another; not what only looks like one ([`Frame::None`]).
    pub(crate) fn acts(&self, tokens: &[Token]) -> Vec<FoundAct<'_>> {
        let mut list = self.acts_and_looks(tokens);
        list.retain(|act| act.frame != Frame::None);
        list
    }

    /// Returns the acts that words tell of, and what only looks like one, in their order.
    pub(crate) fn acts_and_looks(&self, tokens: &[Token]) -> Vec<FoundAct<'_>> {
        let mut list = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            let Some((length, claim_type, frame)) = self.act_at(tokens, at) else {
                at += 1;
                continue;
            };
            list.push(FoundAct {
                range: at..at + length,
                claim_type,
                frame,
                is_sure: false,
                is_guess: false,
            });
            at += length;
        }
        list
    }

    /// Returns the verb of speech or thought that begins at a token.
    pub(crate) fn voice_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Voice)> {
        self.voices.at(tokens, at)
    }

    /// Returns the length of the noun of speech that begins at a token.
    pub(crate) fn telling_at(&self, tokens: &[Token], at: usize) -> Option<usize> {
        self.telling.at(tokens, at).map(|(length, ())| length)
    }

    /// Returns the cue of modality that begins at a token.
    pub(crate) fn cue_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Cue)> {
        self.cues.at(tokens, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_program_are_whole() {
        let languages = [
            include_str!("../../rules/en.txt"),
            include_str!("../../rules/en.cues.txt"),
            include_str!("../../rules/ru.txt"),
            include_str!("../../rules/ru.cues.txt"),
        ];
        for text in languages.into_iter().chain(SMALL_WORDS) {
            let mut rules = Rules::empty();
            assert_eq!(rules.extend(text), Ok(()));
        }
    }

    #[test]
    fn a_user_adds_words() {
        let mut rules = Rules::of(None).clone();
        assert_eq!(rules.extend("[killing]\nverb = defenestrate\n"), Ok(()));
        let text = "defenestrated";
        let tokens = crate::token::tokens(text, crate::Span::new(0, text.len()));
        assert_eq!(rules.act_at(&tokens, 0).map(|found| found.1), Some("killing"));
    }

    #[test]
    fn a_fault_says_where_it_is() {
        let at = |text: &str| {
            let fault = Rules::empty().extend(text).unwrap_err();
            (fault.line, fault.column)
        };
        assert_eq!(at("verb kill"), (1, 1));
        assert_eq!(at("[x]\n  verbs = kill"), (2, 3));
        assert_eq!(at("verb = kill"), (1, 1));
        assert_eq!(at("[x]\nverb = kill\n[kiling]"), (3, 2));
        assert_eq!(at("[words]"), (1, 2));
        assert_eq!(at("# ours\nкin = aunt"), (2, 1));
        assert_eq!(at("kin = тётя, step mother"), (1, 13));
        assert_eq!(at("enforcer = полицейск*"), (1, 12));
    }

    #[test]
    fn keys_mean_one_thing() {
        let keys = FRAMES.iter().map(|(name, _)| name).chain(CUES.iter().map(|(name, _)| name));
        let keys = keys.chain(VOICES.iter().map(|(name, _)| name)).chain([&TELLING]);
        for key in keys {
            assert!(SmallWords::row(key).is_none(), "{key}");
        }
    }

    #[test]
    fn a_phrase_may_hold_several_words_and_leave_a_few_open() {
        let mut rules = Rules::empty();
        let text = "[legal_act]\ndeed = declare ... curfew/emergency\n[body_found]\nstate = body/bodies was/were found\n";
        assert_eq!(rules.extend(text), Ok(()));
        let length = |text: &str| {
            let tokens = Rules::of(None).tokens(text, Span::new(0, text.len()));
            rules.act_at(&tokens, 0).map(|(length, _, _)| length)
        };
        assert_eq!(length("declared curfew"), Some(2));
        assert_eq!(length("declares a new six-hour curfew tonight"), Some(5));
        assert_eq!(length("declared on Monday a curfew"), Some(5));
        assert_eq!(length("declared in this emergency"), None);
        assert_eq!(length("declared that an emergency"), None);
        assert_eq!(length("declared it, emergency"), None);
        assert_eq!(length("bodies were found"), Some(3));
        assert_eq!(length("bodied were found"), None);
    }

    #[test]
    fn a_phrase_may_hold_a_number_a_word_and_what_it_is_not() {
        let mut rules = Rules::empty();
        let text = "[attack]\ndeed = fire # rounds, launch an _ raid\n[detention]\nnoun = arrest\nnone = cardiac arrest\n";
        assert_eq!(rules.extend(text), Ok(()));
        let found = |text: &str| {
            let tokens = Rules::of(None).tokens(text, Span::new(0, text.len()));
            rules.act_at(&tokens, 0).map(|(length, kind, frame)| (length, kind.to_owned(), frame))
        };
        let attack = |length| Some((length, "attack".to_owned(), Frame::Deed));
        assert_eq!(found("fired more than forty rounds"), attack(5));
        assert_eq!(found("fired 20 rounds at them"), attack(3));
        assert_eq!(found("fired the rounds"), None);
        assert_eq!(found("launch an armed raid"), attack(4));
        assert_eq!(found("launch an 8 raid"), None);
        assert_eq!(found("cardiac arrest"), Some((2, "detention".to_owned(), Frame::None)));
    }
}
