//! The memory of a document: who is named in full, and who a surname or a pronoun speaks of.

use crate::Span;
use crate::document::{Name, Sentence};
use crate::name_edges::GENERATIONS;
use crate::rules::{Rules, words};
use crate::russian::{are_forms, dictionary_form, in_dictionary_form};
use crate::tagger::{NameKind, is_in_given_names, is_in_surnames};
use crate::token::{Kind, Token, lower_of};
use rustc_hash::FxHashMap;
use tizim_model::single_spaced;

/// A person of the article.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// The fullest name in the article.
    pub(crate) name: String,
    /// Where it stands; of one whose surname stands behind others', from the given name to the surname.
    pub(crate) span: Span,
    /// The name is the dictionary form of what stands there in another case.
    pub(crate) is_declined: bool,
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
        for sentence in sentences.iter() {
            people.add_shared(text, sentence);
        }
        let mut by_surname: FxHashMap<String, usize> = FxHashMap::default();
        for (index, person) in people.list.iter().enumerate() {
            if let Some(surname) = surname(&person.words) {
                by_surname.entry(surname.to_owned()).or_insert(index);
            }
        }
        let aliases: Vec<Alias<'_>> = aliases.iter().map(Alias::new).collect();
        for sentence in sentences.iter_mut() {
            people.tie(text, sentence, &by_surname, &aliases);
        }
        people
    }

    /// Gives Russian names that stand in no nominative in the article their dictionary form, where it can be told.
    pub(crate) fn decline(&mut self, rules: &Rules) {
        for person in &mut self.list {
            if let Some(form) = dictionary_form(&person.name, rules) {
                (person.name, person.is_declined) = (form, true);
            }
        }
    }

    fn add(&mut self, text: &str, sentence: &Sentence, name: &Name) {
        let span = sentence.span_of(&name.range);
        let words: Vec<String> = sentence.tokens[name.range.clone()]
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.lower.clone())
            .collect();
        let is_same = |person: &Person| {
            is_form(person.words.last(), words.last()) && is_form(person.words.first(), words.first())
                || is_part(&person.words, &words)
                || is_part(&words, &person.words)
        };
        match self.list.iter_mut().find(|person| is_same(person)) {
            Some(person) if words.len() > person.words.len() || is_plainer(&words, &person.words) => {
                (person.words, person.span, person.name) = (words, span, shown(text, span));
            }
            Some(_) => {}
            None => self.list.push(Person { name: shown(text, span), span, is_declined: false, words }),
        }
    }

    /// "Omar and Jamar Hamilton", "Mia, Leo and Ann Berg": given names in a row that share the surname at its end. The person's span is
    /// the row from the given name on, which shows how the two belong together. A word that no table knows is taken for a given
    /// name only beside one that is: "Putin and Anna Miller" share nothing.
    fn add_shared(&mut self, text: &str, sentence: &Sentence) {
        let tokens = &sentence.tokens;
        let is_known_given = |at: &usize| is_in_given_names(&tokens[*at].lower);
        let whole = sentence.names.iter().filter(|name| {
            let last = &tokens[name.range.end - 1].lower;
            let is_two = name.kind == NameKind::Person && name.range.len() == 2;
            is_two && !is_generation(last) && (is_in_surnames(last) || !is_in_given_names(last))
        });
        for name in whole {
            let surname = name.range.end - 1;
            let row = row_before(sentence, name);
            // "the brothers Rui and Marcos Teles"
            let first = row.last().and_then(|first| first.checked_sub(1));
            let are_kin = first.is_some_and(|at| words().siblings.has(&tokens[at]));
            let has_given = are_kin || row.iter().any(is_known_given);
            let is_given =
                |at: &usize| is_known_given(at) || has_given && !is_in_surnames(&tokens[*at].lower);
            for at in row.into_iter().take_while(is_given) {
                let words = vec![tokens[at].lower.clone(), tokens[surname].lower.clone()];
                if self.list.iter().any(|person| person.words.contains(&words[0])) {
                    continue;
                }
                let shown = |at: usize| shown(text, tokens[at].span);
                let name = format!("{} {}", shown(at), shown(surname));
                let span = tokens[at].span.join(tokens[surname].span);
                self.list.push(Person { name, span, is_declined: false, words });
            }
        }
    }

    /// Makes names of what the project's list has as another name of somebody.
    fn tie_aliases(&mut self, sentence: &Sentence, names: &mut Vec<Name>, aliases: &[Alias<'_>]) {
        let tokens = &sentence.tokens;
        let mut at = 0;
        while at < tokens.len() {
            let standing = aliases.iter().filter(|alias| alias.stands(tokens, at));
            let Some(Alias { words, whole, .. }) = standing.max_by_key(|alias| alias.words.len()) else {
                at += 1;
                continue;
            };
            let range = at..at + words.len();
            at = range.end;
            // "Elbasy Square" is another name
            let is_within = |name: &Name| name.range.start <= range.start && range.end <= name.range.end;
            if names.iter().any(|name| is_within(name) && name.range.len() > range.len() + 1) {
                continue;
            }
            names.retain(|name| name.range.end <= range.start || range.end <= name.range.start);
            let person = self.list.iter().position(|person| person.name == *whole).unwrap_or_else(|| {
                let span = sentence.span_of(&range);
                let words = lower_of(whole).split_whitespace().map(str::to_owned).collect();
                self.list.push(Person { name: whole.to_string(), span, is_declined: false, words });
                self.list.len() - 1
            });
            names.push(Name { range, kind: NameKind::Person, person: Some(person) });
        }
    }

    fn tie(
        &mut self,
        text: &str,
        sentence: &mut Sentence,
        by_surname: &FxHashMap<String, usize>,
        aliases: &[Alias<'_>],
    ) {
        let mut names = std::mem::take(&mut sentence.names);
        self.tie_aliases(sentence, &mut names, aliases);
        for (at, token) in sentence.tokens.iter().enumerate() {
            if token.kind != Kind::Word
                || !token.is_capital
                || names.iter().any(|name| name.range.contains(&at))
            {
                continue;
            }
            let is_surname = by_surname.contains_key(&token.lower) && at > 0
                || token.is_cyrillic() && self.by_form(&token.lower).is_some();
            if is_surname {
                names.push(Name { range: at..at + 1, kind: NameKind::Person, person: None });
            }
        }
        names.sort_by_key(|name| name.range.start);
        let is_open = |name: &&mut Name| {
            name.person.is_none() && (name.range.len() == 1 || name.kind == NameKind::Person)
        };
        for name in names.iter_mut().filter(is_open) {
            let tokens = &sentence.tokens[name.range.clone()];
            let last = tokens.last().map(|token| token.lower.as_str()).unwrap_or("");
            let position = |fits: &dyn Fn(&Person) -> bool| self.list.iter().position(fits);
            let is_spelt = |words: &[String]| {
                words.iter().zip(tokens).all(|(word, token)| are_forms(word, &token.lower))
            };
            let has_ends = |person: &Person| {
                person.words.last().is_some_and(|word| are_forms(word, last))
                    && person.words.first().is_some_and(|word| are_forms(word, &tokens[0].lower))
            };
            let known = if tokens.len() < 2 {
                None
            } else {
                position(&|person| person.words.len() == tokens.len() && is_spelt(&person.words))
                    .or_else(|| position(&has_ends))
                    .or_else(|| position(&|person| person.words.windows(tokens.len()).any(is_spelt)))
            };
            let short = || {
                let is_cyrillic = tokens.last().is_some_and(|token| token.is_cyrillic());
                let surname = by_surname.get(last).copied().filter(|_| !is_cyrillic);
                surname.or_else(|| self.by_form(last)).or_else(|| {
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
                let whole = shown(text, span);
                let words = vec![lower_of(&whole)];
                name.person = self.list.iter().position(|person| person.name == whole).or_else(|| {
                    self.list.push(Person { name: whole, span, is_declined: false, words });
                    Some(self.list.len() - 1)
                });
            }
        }
        sentence.names = names;
    }
}

/// Another name of somebody, without the article before it: "the Butcher".
struct Alias<'a> {
    /// In lower case.
    words: Vec<String>,
    /// It is written as a name is, unless the list has it in small letters.
    is_name: bool,
    whole: &'a str,
}

impl<'a> Alias<'a> {
    fn new((alias, whole): &'a (String, String)) -> Self {
        let lower = lower_of(alias);
        let words = lower.split_whitespace().skip_while(|word| *word == "the").map(str::to_owned).collect();
        Self { words, is_name: alias.chars().any(char::is_uppercase), whole }
    }

    /// Returns whether it begins at a token, in any case of a Russian one: «Мясника».
    fn stands(&self, tokens: &[Token], at: usize) -> bool {
        let own = tokens.get(at..at + self.words.len()).filter(|own| !own.is_empty());
        own.is_some_and(|own| {
            (own[0].is_capital || !self.is_name)
                && own.iter().zip(&self.words).all(|(token, word)| are_forms(word, &token.lower))
        })
    }
}

/// Returns the single words for persons that stand in a row before a name, the nearest first: "Mia, Leo and" before "Ann Berg".
fn row_before(sentence: &Sentence, name: &Name) -> Vec<usize> {
    let tokens = &sentence.tokens;
    let is_alone = |at: usize| {
        let own = sentence.name_at(at);
        own.is_some_and(|own| own.kind == NameKind::Person && own.range.len() == 1)
            && !(at > 1 && tokens[at - 1].is_capital)
    };
    let (mut row, mut next, mut joint) = (Vec::new(), name.range.start, "and");
    while let Some(at) = next.checked_sub(2).filter(|at| tokens[at + 1].is(joint) && is_alone(*at)) {
        row.push(at);
        (next, joint) = (at, ",");
    }
    row
}

impl People {
    /// Returns the person whose Russian surname a word is a form of: of several the one of its sex, else the first.
    fn by_form(&self, word: &str) -> Option<usize> {
        let is_his = |person: &&(usize, &Person)| {
            person.1.words.len() > 1
                && surname(&person.1.words).is_some_and(|surname| are_forms(surname, word))
        };
        let all: Vec<(usize, &Person)> = self.list.iter().enumerate().collect();
        let fits = |person: &&(usize, &Person)| {
            is_his(person) && surname(&person.1.words).is_some_and(|surname| may_be_of_sex(surname, word))
        };
        all.iter().find(fits).or_else(|| all.iter().find(is_his)).map(|(index, _)| *index)
    }
}

/// Returns whether a surname of a man or a woman may have a form: "Иванову" is hers, "Иванов" is his.
fn may_be_of_sex(surname: &str, form: &str) -> bool {
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let is_hers = ends(surname, &["ова", "ева", "ина", "ая", "ову", "еву", "ину", "овой", "евой", "иной"]);
    let tells_her = ends(form, &["ову", "еву", "ину", "овой", "евой", "иной", "ая", "ую"]);
    let tells_him = ends(form, &["ов", "ев", "ин", "ым", "ий", "ого", "ому"]);
    !(is_hers && tells_him || !is_hers && tells_her)
}

fn is_form(a: Option<&String>, b: Option<&String>) -> bool {
    a.zip(b).is_some_and(|(a, b)| are_forms(a, b))
}

/// Returns whether a name is the dictionary form of another in some case: "Мурад Душемов" of "Мурада Душемова".
fn is_plainer(name: &[String], other: &[String]) -> bool {
    let begins = |(word, other): (&String, &String)| other.starts_with(word.as_str());
    name.len() == other.len()
        && name != other
        && (name.iter().zip(other).all(begins) || in_dictionary_form(name) && !in_dictionary_form(other))
}

/// "Anna Morrow" is "Anna Morrow Reyes", and so is "Morrow Reyes"; but a father is not his son.
fn is_part(whole: &[String], part: &[String]) -> bool {
    let told = |words: &[String]| words.last().is_some_and(|last| is_generation(last));
    let is_window = |window: &[String]| window.iter().zip(part).all(|(a, b)| are_forms(a, b));
    told(whole) == told(part) && whole.windows(part.len()).any(is_window)
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
