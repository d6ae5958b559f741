//! The memory of a document: who is named in full, and who a surname or a pronoun speaks of.

use crate::Span;
use crate::document::{Name, Sentence};
use crate::name_edges::GENERATIONS;
use crate::tagger::NameKind;
use crate::token::{Kind, lower_of};
use rustc_hash::FxHashMap;
use tizim_model::single_spaced;

/// A person of the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The fullest name in the article.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) span: Span,
    /// The words of the fullest name, in lower case.
    words: Vec<String>,
}

/// All persons of an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    pub(crate) list: Vec<Person>,
}

impl People {
    /// Gathers the persons of the sentences: full names first, then what is said of them in short. Words that are a known
    /// surname become names even where the tagger passed them over. `aliases` are pairs of another name and the name.
    pub(crate) fn gather(text: &str, sentences: &mut [Sentence], aliases: &[(String, String)]) -> Self {
        let mut people = Self::default();
        for sentence in sentences.iter() {
            for name in
                sentence.names.iter().filter(|name| name.kind == NameKind::Person && name.range.len() >= 2)
            {
                people.add(text, sentence, name);
            }
        }
        let mut by_surname: FxHashMap<String, usize> = FxHashMap::default();
        for (index, person) in people.list.iter().enumerate() {
            if let Some(surname) = surname(&person.words) {
                by_surname.entry(surname.to_owned()).or_insert(index);
            }
        }
        for sentence in sentences.iter_mut() {
            people.tie(text, sentence, &by_surname, aliases);
        }
        people
    }

    fn add(&mut self, text: &str, sentence: &Sentence, name: &Name) {
        let span = sentence.span_of(&name.range);
        let words: Vec<String> = sentence.tokens[name.range.clone()]
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.lower.clone())
            .collect();
        let is_same = |person: &Person| {
            person.words.last() == words.last() && person.words.first() == words.first()
                || is_part(&person.words, &words)
                || is_part(&words, &person.words)
        };
        match self.list.iter_mut().find(|person| is_same(person)) {
            Some(person) if words.len() > person.words.len() => {
                (person.words, person.span, person.name) = (words, span, shown(text, span));
            }
            Some(_) => {}
            None => self.list.push(Person { name: shown(text, span), span, words }),
        }
    }

    fn tie(
        &mut self,
        text: &str,
        sentence: &mut Sentence,
        by_surname: &FxHashMap<String, usize>,
        aliases: &[(String, String)],
    ) {
        let mut names = std::mem::take(&mut sentence.names);
        for (at, token) in sentence.tokens.iter().enumerate() {
            if token.kind != Kind::Word
                || !token.is_capital
                || names.iter().any(|name| name.range.contains(&at))
            {
                continue;
            }
            let is_alias = aliases.iter().any(|(alias, _)| lower_of(alias) == token.lower);
            if is_alias || by_surname.contains_key(&token.lower) && at > 0 {
                names.push(Name { range: at..at + 1, kind: NameKind::Person, person: None });
            }
        }
        names.sort_by_key(|name| name.range.start);
        for name in names.iter_mut().filter(|name| name.range.len() == 1 || name.kind == NameKind::Person) {
            let tokens = &sentence.tokens[name.range.clone()];
            let last = tokens.last().map(|token| token.lower.as_str()).unwrap_or("");
            let position = |fits: &dyn Fn(&Person) -> bool| self.list.iter().position(fits);
            let is_spelt = |words: &[String]| words.iter().zip(tokens).all(|(word, token)| token.is(word));
            let has_ends = |person: &Person| {
                person.words.last().is_some_and(|word| word == last)
                    && person.words.first().is_some_and(|word| tokens[0].is(word))
            };
            let known = if tokens.len() < 2 {
                None
            } else {
                position(&|person| person.words.len() == tokens.len() && is_spelt(&person.words))
                    .or_else(|| position(&has_ends))
                    .or_else(|| position(&|person| person.words.windows(tokens.len()).any(is_spelt)))
            };
            let short = || {
                let surname = by_surname.get(last).copied();
                surname.or_else(|| {
                    self.list.iter().position(|person| person.words.iter().any(|word| word == last))
                })
            };
            let found = known.or_else(|| if tokens.len() == 1 { short() } else { None });
            if found.is_some() && name.kind != NameKind::Place {
                (name.person, name.kind) = (found, NameKind::Person);
                continue;
            }
            if name.kind == NameKind::Person {
                let span =
                    sentence.tokens[name.range.start].span.join(sentence.tokens[name.range.end - 1].span);
                let alias = aliases.iter().find(|(alias, _)| lower_of(alias) == lower_of(span.of(text)));
                let whole = alias.map_or_else(|| shown(text, span), |(_, name)| name.clone());
                let words = vec![lower_of(&whole)];
                name.person = self.list.iter().position(|person| person.name == whole).or_else(|| {
                    self.list.push(Person { name: whole, span, words });
                    Some(self.list.len() - 1)
                });
            }
        }
        sentence.names = names;
    }
}

/// "Anna Morrow" is "Anna Morrow Reyes", and so is "Morrow Reyes"; but a father is not his son.
fn is_part(whole: &[String], part: &[String]) -> bool {
    let told = |words: &[String]| words.last().is_some_and(|last| is_generation(last));
    told(whole) == told(part) && whole.windows(part.len()).any(|window| window == part)
}

fn is_generation(word: &str) -> bool {
    GENERATIONS.contains(&word)
}

/// Returns the last word of a name that is no "Jr".
fn surname(words: &[String]) -> Option<&str> {
    words.iter().map(String::as_str).rfind(|word| !is_generation(word))
}

/// A name as it is shown: white space made single.
pub(crate) fn shown(text: &str, span: Span) -> String {
    single_spaced(span.of(text))
}
