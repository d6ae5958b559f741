//! The lexicon of a language: text files that a user can read and extend (`rules/`).

mod inflect;
mod words;

pub(crate) use words::words;

use crate::Language;
use crate::token::Token;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

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
}

const FRAMES: [(&str, Frame); 8] = [
    ("verb", Frame::Verb),
    ("state", Frame::State),
    ("noun", Frame::Noun),
    ("dead", Frame::Dead),
    ("group", Frame::Group),
    ("named", Frame::Named),
    ("deed", Frame::Deed),
    ("event", Frame::Event),
];

/// A word of a phrase: exact, or any ending.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    text: String,
    any_ending: bool,
}

impl Word {
    fn read(text: &str) -> Self {
        match text.strip_suffix('*') {
            Some(stem) => Self { text: stem.to_owned(), any_ending: true },
            None => Self { text: text.to_owned(), any_ending: false },
        }
    }

    fn matches(&self, token: &Token) -> bool {
        if self.any_ending { token.lower.starts_with(&self.text) } else { token.lower == self.text }
    }
}

/// Returns a phrase with each form of its first word.
fn inflected(phrase: &str, inflects: bool) -> Vec<Vec<Word>> {
    let mut words = phrase.split_whitespace();
    let Some(first) = words.next() else { return Vec::new() };
    let rest: Vec<Word> = words.map(Word::read).collect();
    let whole = |form: String| std::iter::once(Word::read(&form)).chain(rest.iter().cloned()).collect();
    inflect::forms(first, inflects).into_iter().map(whole).collect()
}

/// Phrases that are looked up by their first word.
#[derive(Clone, Debug)]
struct Phrases<T> {
    exact: FxHashMap<String, Vec<(Vec<Word>, T)>>,
    open: Vec<(Vec<Word>, T)>,
}

impl<T: Copy> Phrases<T> {
    fn new() -> Self {
        Self { exact: FxHashMap::default(), open: Vec::new() }
    }

    fn add(&mut self, words: Vec<Word>, value: T) {
        let Some(first) = words.first() else { return };
        if first.any_ending {
            self.open.push((words, value));
        } else {
            self.exact.entry(first.text.clone()).or_default().push((words, value));
        }
    }

    /// Returns the longest phrase that begins at a token: how many tokens, and what it means.
    fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, T)> {
        let token = tokens.get(at)?;
        let exact = self.exact.get(token.lower.as_str()).into_iter().flatten();
        let fits = |(words, _): &&(Vec<Word>, T)| {
            tokens.len() - at >= words.len()
                && words.iter().zip(&tokens[at..]).all(|(word, token)| word.matches(token))
        };
        let found = exact.chain(&self.open).filter(fits).rev_max();
        found.map(|(words, value)| (words.len(), *value))
    }
}

/// The longest, and of equally long ones the first.
trait Longest<'p, T: 'p>: Iterator<Item = &'p (Vec<Word>, T)> + Sized {
    fn rev_max(self) -> Option<&'p (Vec<Word>, T)> {
        self.fold(None, |best: Option<&(Vec<Word>, T)>, phrase| match best {
            Some(best) if best.0.len() >= phrase.0.len() => Some(best),
            _ => Some(phrase),
        })
    }
}

impl<'p, T: 'p, I: Iterator<Item = &'p (Vec<Word>, T)>> Longest<'p, T> for I {}

/// Cues of modality and negation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Demanded,
    Denied,
    Predicted,
    Hypothetical,
    Alleged,
    Reported,
    Negation,
}

/// What a verb does that puts words or thoughts down to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// Speech.
    Say,
    /// Thinks, wants, shows: attributed to somebody, though it is no speech.
    Hold,
}

const VOICES: [(&str, Voice); 2] = [("say", Voice::Say), ("hold", Voice::Hold)];

const CUES: [(&str, Cue); 7] = [
    ("demanded", Cue::Demanded),
    ("denied", Cue::Denied),
    ("predicted", Cue::Predicted),
    ("hypothetical", Cue::Hypothetical),
    ("alleged", Cue::Alleged),
    ("reported", Cue::Reported),
    ("negation", Cue::Negation),
];

/// Why a rule file can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct RuleError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and how to mend it.
    pub reason: String,
}

/// The lexicon of one language.
#[derive(Clone, Debug)]
pub struct Rules {
    types: Vec<String>,
    acts: Phrases<(u16, Frame)>,
    cues: Phrases<Cue>,
    voices: Phrases<Voice>,
}

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

    fn built_in(acts: &str, cues: &str) -> Self {
        // a fault in a file of the program is found by the tests; here its good lines are kept
        let mut rules =
            Self { types: Vec::new(), acts: Phrases::new(), cues: Phrases::new(), voices: Phrases::new() };
        let _ = rules.extend(acts);
        let _ = rules.extend(cues);
        rules
    }

    /// Adds the rules of a text.
    ///
    /// # Errors
    /// A line that is no section, no comment and no `key = phrases`; the lines before it have been added.
    pub fn extend(&mut self, text: &str) -> Result<(), RuleError> {
        let mut section: Option<u16> = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            let fault = |reason: &str| RuleError { line: index + 1, reason: reason.to_owned() };
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = Some(self.type_of(name.trim()).ok_or_else(|| fault("more than 65,000 types"))?);
                continue;
            }
            let (key, phrases) = line
                .split_once('=')
                .ok_or_else(|| fault("write [type], or `verb = kill, murder`, or a # comment"))?;
            self.add_line(key.trim(), phrases, section).map_err(|reason| fault(&reason))?;
        }
        Ok(())
    }

    fn add_line(&mut self, key: &str, phrases: &str, section: Option<u16>) -> Result<(), String> {
        let phrases = phrases.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
        if let Some((_, cue)) = CUES.iter().find(|(name, _)| *name == key) {
            phrases
                .for_each(|phrase| self.cues.add(phrase.split_whitespace().map(Word::read).collect(), *cue));
            return Ok(());
        }
        if let Some((_, voice)) = VOICES.iter().find(|(name, _)| *name == key) {
            for words in phrases.flat_map(|phrase| inflected(phrase, true)) {
                self.voices.add(words, *voice);
            }
            return Ok(());
        }
        let (_, frame) = FRAMES
            .iter()
            .find(|(name, _)| *name == key)
            .ok_or_else(|| format!("`{key}` is no key: use {}", FRAMES.map(|(name, _)| name).join(", ")))?;
        let section = section.ok_or("a line before the first [type]")?;
        let inflects = matches!(frame, Frame::Verb | Frame::State | Frame::Deed);
        for words in phrases.flat_map(|phrase| inflected(phrase, inflects)) {
            self.acts.add(words, (section, *frame));
        }
        Ok(())
    }

    fn type_of(&mut self, name: &str) -> Option<u16> {
        let at = self.types.iter().position(|known| known == name).unwrap_or_else(|| {
            self.types.push(name.to_owned());
            self.types.len() - 1
        });
        u16::try_from(at).ok()
    }

    /// Returns the act that begins at a token: tokens, type, frame.
    pub(crate) fn act_at(&self, tokens: &[Token], at: usize) -> Option<(usize, &str, Frame)> {
        let (length, (act, frame)) = self.acts.at(tokens, at)?;
        Some((length, self.types.get(usize::from(act))?.as_str(), frame))
    }

    /// Returns the verb of speech or thought that begins at a token.
    pub(crate) fn voice_at(&self, tokens: &[Token], at: usize) -> Option<(usize, Voice)> {
        self.voices.at(tokens, at)
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
        for text in [
            include_str!("../../rules/en.txt"),
            include_str!("../../rules/en.cues.txt"),
            include_str!("../../rules/ru.txt"),
            include_str!("../../rules/ru.cues.txt"),
        ] {
            let mut rules = Rules {
                types: Vec::new(),
                acts: Phrases::new(),
                cues: Phrases::new(),
                voices: Phrases::new(),
            };
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
        assert_eq!(rules.extend("verb kill").unwrap_err().line, 1);
        assert_eq!(rules.extend("[x]\nverbs = kill").unwrap_err().line, 2);
    }
}
