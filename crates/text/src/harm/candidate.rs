//! Who may have been harmed: the names of persons and the nouns for people, each with its phrase.

use crate::claims::{Claim, ParticipantKind};
use crate::document::Sentence;
use crate::number::{Found, is_age_unit, number_at};
use crate::phrase::is_edge;
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words before a noun that are taken into its phrase at most.
const LONGEST: usize = 7;

/// The least and the most of a number.
pub(crate) type Number = (Option<u64>, Option<u64>);

/// A phrase that stands for persons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// The sentence, as an index of the article's.
    pub(crate) sentence: usize,
    /// Its tokens.
    pub(crate) range: Range<usize>,
    /// The token of the noun; of a name its last.
    pub(crate) head: usize,
    /// What it is taken for if it is a name.
    pub(crate) name: Option<NameKind>,
    /// The person that it names, as an index of the article's.
    pub(crate) person: Option<usize>,
    /// How many it says, if it says a number.
    pub(crate) number: Option<Number>,
    /// Its noun is a plural.
    pub(crate) plural: bool,
    /// Only the rules take it for persons.
    pub(crate) by_rule: bool,
}

/// Returns whether a token is a noun for persons, and whether it is a plural.
pub(super) fn person_noun(token: &Token) -> Option<bool> {
    if token.kind != Kind::Word || token.lower.len() < 3 {
        return None;
    }
    if words().person.has(token) {
        let ends_as_plural = ["men", "ies", "ves"].iter().any(|ending| token.lower.ends_with(ending));
        return Some(ends_as_plural || words().plural.has(token));
    }
    words().persons.has(token).then_some(true)
}

/// Returns the phrases of a sentence that stand for persons, in their order.
pub(crate) fn candidates(index: usize, sentence: &Sentence, claims: &[Claim]) -> Vec<Candidate> {
    let tokens = &sentence.tokens;
    let mut list: Vec<Candidate> = Vec::new();
    let names = sentence.names.iter().filter(|name| may_be_person(sentence, name));
    for name in names {
        list.push(Candidate {
            sentence: index,
            range: name.range.clone(),
            head: name.range.end - 1,
            name: Some(name.kind),
            person: name.person.filter(|_| name.kind == NameKind::Person),
            number: None,
            plural: false,
            by_rule: false,
        });
    }
    for head in 0..tokens.len() {
        let Some(plural) = person_noun(&tokens[head]) else { continue };
        let next = tokens.get(head + 1);
        // "police officers", "the cook's daughter", "mayor X": the noun belongs to what follows
        let leads = next.is_some_and(|next| next.is("'s") || person_noun(next).is_some())
            || sentence.name_at(head).is_some()
            || sentence.name_at(head + 1).is_some_and(|name| name.kind == NameKind::Person);
        if leads {
            continue;
        }
        let of_noun = of_noun(index, sentence, head, plural);
        if !is_apposition(sentence, &of_noun.range) {
            list.push(of_noun);
        }
    }
    let suffers = claims.iter().flat_map(Claim::victims);
    for who in suffers.filter(|who| who.kind == ParticipantKind::Group) {
        let range = sentence.range_of(who.words);
        let is_known =
            list.iter().any(|other| other.range.start < range.end && range.start < other.range.end);
        if !range.is_empty() && !is_known {
            let head = head_of(tokens, &range);
            let plural = tokens[head].lower.ends_with('s');
            let number = range.clone().find_map(|at| number_at(tokens, at));
            let number = number.map(|found| (found.amount.min, found.amount.max));
            list.push(Candidate {
                sentence: index,
                range,
                head,
                name: None,
                person: None,
                number,
                plural,
                by_rule: true,
            });
        }
    }
    list.sort_by_key(|candidate| candidate.range.start);
    list
}

/// "X, a teacher,": what says more of who is named.
fn is_apposition(sentence: &Sentence, range: &Range<usize>) -> bool {
    let comma = range.start.checked_sub(1).filter(|at| sentence.tokens[*at].is(","));
    let named = comma.and_then(|comma| sentence.name_at(comma.checked_sub(1)?));
    let is_one = sentence.tokens[range.start].is_any(&["a", "an", "the"]);
    let closes = sentence.tokens.get(range.end).is_none_or(|token| token.kind == Kind::Sign);
    is_one && closes && named.is_some_and(|name| name.kind == NameKind::Person)
}

/// The noun that a phrase is about: the last word before "of" and the like.
fn head_of(tokens: &[Token], range: &Range<usize>) -> usize {
    let end = range.clone().skip(1).find(|&at| tokens[at].is("of") || tokens[at].kind == Kind::Sign);
    end.unwrap_or(range.end) - 1
}

/// A person, or what was taken for a place or an organisation and begins with a given name.
fn may_be_person(sentence: &Sentence, name: &crate::document::Name) -> bool {
    let last = &sentence.tokens[name.range.end - 1];
    name.kind == NameKind::Person
        || name.range.len() >= 2
            && !words().not_person.has(last)
            && crate::tagger::is_in_given_names(&sentence.tokens[name.range.start].lower)
}

fn of_noun(index: usize, sentence: &Sentence, head: usize, plural: bool) -> Candidate {
    let tokens = &sentence.tokens;
    let mut start = head;
    let begins = |token: &Token| token.is_any(&["a", "an", "the", "another", "his", "her", "their", "its"]);
    while start > 0 && head - start < LONGEST && !begins(&tokens[start]) {
        let before = start - 1;
        let token = &tokens[before];
        if is_edge(tokens, before)
            || token.kind == Kind::Sign
            || token.is_any(&["and", "'s"])
            || words().auxiliary.has(token)
        {
            break;
        }
        start = before;
    }
    let is_count = |found: &Found| !is_age_unit(tokens, found.range.end);
    let found = (start..head).find_map(|at| number_at(tokens, at).filter(is_count));
    if let Some(found) = &found {
        // "shot six people": not more than what leads the number
        let leads =
            tokens[..found.range.start].iter().rev().take_while(|token| words().determiner.has(token));
        start = found.range.start - leads.count();
    }
    let number = found.map(|found| (found.amount.min, found.amount.max));
    Candidate {
        sentence: index,
        range: start..head + 1,
        head,
        name: None,
        person: None,
        number,
        plural,
        by_rule: false,
    }
}

/// The noun in the singular, as far as an ending tells.
pub(crate) fn singular(lower: &str) -> &str {
    lower.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    fn phrases(text: &str) -> Vec<(String, Option<Number>, bool)> {
        let sentences =
            crate::document::read(text, &[Span::new(0, text.len())], None, crate::Rules::of(None));
        let found = candidates(0, &sentences[0], &[]);
        let shown = |candidate: Candidate| {
            let words = sentences[0].span_of(&candidate.range).of(text).to_owned();
            (words, candidate.number, candidate.plural)
        };
        found.into_iter().map(shown).collect()
    }

    #[test]
    fn nouns_for_persons_with_their_numbers() {
        let found = phrases(
            "The miners said that more than 12 young peasants and a retired teacher were beaten near the village.",
        );
        let expected = [
            ("The miners", None, true),
            ("more than 12 young peasants", Some((Some(13), None)), true),
            ("a retired teacher", None, false),
        ];
        assert_eq!(found, expected.map(|(words, number, plural)| (words.to_owned(), number, plural)));
    }

    #[test]
    fn a_title_belongs_to_its_name() {
        let found = phrases("Police officers found Mayor Anna Morrow in the driver's car.");
        let words: Vec<&str> = found.iter().map(|(words, ..)| words.as_str()).collect();
        assert_eq!(words, ["Police officers", "Anna Morrow"]);
    }
}
