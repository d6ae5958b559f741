//! Participants and counts out of noun phrases.

use super::claim::{ClaimRole, Count, Participant, ParticipantKind, Tie};
use super::listed::listed;
use crate::document::{Name, Sentence};
use crate::number::number_at;
use crate::people::{People, shown};
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What the participants of a sentence are read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'d> {
    pub(super) text: &'d str,
    pub(super) sentence: &'d Sentence,
    pub(super) people: &'d People,
    /// The person spoken of last before this sentence.
    pub(super) spoken_of: Option<usize>,
    /// Persons that the article has named as those who did it, or who were held for it.
    pub(super) suspects: &'d FxHashSet<usize>,
    /// Persons who speak in the article or hold an office.
    pub(super) tellers: &'d FxHashSet<usize>,
}

impl Reader<'_> {
    /// Returns the participants of a phrase: the persons and organisations in it; else its pronoun; else its words.
    pub(super) fn participants(&self, phrase: &Range<usize>, role: ClaimRole) -> Vec<Participant> {
        let within = |name: &&Name| phrase.start <= name.range.start && name.range.end <= phrase.end;
        let named = self.sentence.names.iter().filter(within).filter(|name| {
            let is_person = name.kind == NameKind::Person;
            // "рабочие завода имени Х", "глава МВД": what a Russian noun leads is no party by itself
            let is_of = !is_person
                && phrase.start < name.range.start
                && self.sentence.tokens[phrase.start].is_cyrillic();
            !(is_of
                || self.is_relative(name, phrase)
                || is_person && (self.describes(name) || self.is_whence(name, phrase)))
        });
        let mut found: Vec<Participant> = named.filter_map(|name| self.named(name, role)).collect();
        if !found.is_empty() {
            // "deputies of the Green League": those who belong to it stand first
            let is_organisation = |who: &Participant| who.kind == ParticipantKind::Organisation;
            if role == ClaimRole::Actor && found.iter().all(is_organisation) && self.is_of_members(phrase) {
                found.insert(0, self.group(phrase, role));
            }
            return found;
        }
        let tokens = &self.sentence.tokens[phrase.clone()];
        if tokens.len() == 1 && words().third_person.has(&tokens[0]) {
            return self.pronoun(phrase, role).into_iter().collect();
        }
        let has_word = tokens.iter().any(|token| token.kind == Kind::Word && token.lower.chars().count() > 2);
        if !has_word || tokens.len() == 1 && words().nobody.has(&tokens[0]) {
            return Vec::new();
        }
        let group = |range: &Range<usize>| self.group(range, role);
        match listed(tokens) {
            Some(items) => items
                .iter()
                .map(|(range, _)| group(&(phrase.start + range.start..phrase.start + range.end)))
                .collect(),
            None => vec![group(phrase)],
        }
    }

    /// Returns the people of a phrase without a name.
    fn group(&self, range: &Range<usize>, role: ClaimRole) -> Participant {
        let words = self.sentence.span_of(range);
        let (kind, tie) = (ParticipantKind::Group, Tie::Words);
        Participant { name: shown(self.text, words), role, kind, words, tie, named_at: None, age: None }
    }

    /// "soldiers of", "a senator from": the phrase begins with people, and an organisation says whose they are.
    fn is_of_members(&self, phrase: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens[phrase.clone()];
        let of = tokens.iter().position(|token| token.is_any(&["of", "from", "at", "in"]));
        of.and_then(|of| of.checked_sub(1)).is_some_and(|head| {
            (!tokens[head].is_capital || phrase.start == 0) && words().is_for_persons(&tokens[head])
        })
    }

    /// Returns the participant that a phrase is said to be: the person named by it, whatever its name was taken for, else its words.
    pub(super) fn victim(&self, phrase: &Range<usize>) -> Vec<Participant> {
        let name = self.sentence.names.iter().find(|name| name.range == *phrase);
        if let Some(name) = name.filter(|name| name.kind == NameKind::Person) {
            return self.named(name, ClaimRole::Victim).into_iter().collect();
        }
        let words = self.sentence.span_of(phrase);
        let kind = if name.is_some() { ParticipantKind::Person } else { ParticipantKind::Group };
        let age = name.and_then(|name| self.age(name));
        let name = shown(self.text, words);
        vec![Participant { name, role: ClaimRole::Victim, kind, words, tie: Tie::Words, named_at: None, age }]
    }

    /// "a Springfield teen": the name says whence, not who.
    fn describes(&self, name: &Name) -> bool {
        let next = self.sentence.tokens.get(name.range.end);
        // "студенты Ереванского университета"
        let is_adjective = name.range.len() == 1
            && crate::russian::is_adjective(&self.sentence.tokens[name.range.start])
            && next.is_some_and(|token| {
                token.is_cyrillic() && !token.is_capital && !crate::russian::is_verb(token)
            });
        is_adjective && !next.is_some_and(|token| words().edge.has(token))
            || next.is_some_and(|token| !token.is_capital && words().one_person.has(token))
    }

    /// "X of Springfield": what follows the "of" after a person is a place, whatever it was taken for.
    fn is_whence(&self, name: &Name, phrase: &Range<usize>) -> bool {
        let Some(of) = name.range.start.checked_sub(1).filter(|at| self.sentence.tokens[*at].is("of")) else {
            return false;
        };
        let is_owner = |other: &&Name| {
            let between = &self.sentence.tokens[other.range.end.min(of)..of];
            other.kind == NameKind::Person
                && phrase.start <= other.range.start
                && other.range.end <= of
                && between.iter().all(|token| token.kind != Kind::Word)
        };
        self.sentence.names.iter().any(|other| is_owner(&other))
    }

    /// "the son of the rector X": X is not the one who suffers.
    fn is_relative(&self, name: &Name, phrase: &Range<usize>) -> bool {
        let tokens = &self.sentence.tokens;
        let before = &tokens[phrase.start..name.range.start];
        let after = &tokens[name.range.end..phrase.end];
        // "X's brother", but not "X's brother Y" for Y
        let owns = after.first().is_some_and(|token| token.is("'s"));
        let of_kin = before
            .iter()
            .rposition(|token| words().relation.has(token))
            .is_some_and(|at| before[at + 1..].iter().any(|token| token.is_any(&["of"])))
            || before.iter().any(|token| token.is_cyrillic() && self.is_owner(name, token));
        owns || of_kin
    }

    /// "мать Иванова", but not "мать Анна Иванова", whose cases agree.
    fn is_owner(&self, name: &Name, kin: &Token) -> bool {
        let tokens = &self.sentence.tokens[name.range.clone()];
        if words().relation.has(kin) {
            let (named, related) = (crate::russian::of_name(tokens), crate::russian::of_word(kin));
            let nominative = crate::russian::Cases::NOMINATIVE;
            // "супруга Нигора Х", "его брата Петра Х", but not "брата Петра Х"
            let is_nominative = related.meets(nominative)
                && named.meets(nominative)
                && (named.is_within(nominative) || crate::tagger::is_given_name(&tokens[0].lower));
            let is_whose = self.sentence.tokens[..name.range.start]
                .iter()
                .rev()
                .take(6)
                .any(|token| words().possessive.has(token));
            let is_same = is_nominative || is_whose && named.meets(related);
            return name.range.len() == 1 || !is_same;
        }
        // "МИД Кыргызстана": what follows a masculine noun in "а" is its genitive
        let is_masculine = !kin.lower.ends_with(|c: char| "аяоеуюыиьйхмв".contains(c));
        name.range.len() == 1 && is_masculine && tokens[0].lower.ends_with(['а', 'я'])
    }

    fn named(&self, name: &Name, role: ClaimRole) -> Option<Participant> {
        let words = self.sentence.span_of(&name.range);
        let as_written = shown(self.text, words);
        match name.kind {
            NameKind::Person => {
                let person = name.person.and_then(|index| self.people.list.get(index));
                let full = person.map_or(as_written.clone(), |person| person.name.clone());
                let is_same = crate::token::lower_of(&full) == crate::token::lower_of(&as_written);
                Some(Participant {
                    tie: if is_same {
                        Tie::Words
                    } else if contains_words(&full, &as_written) {
                        Tie::ShortName
                    } else {
                        Tie::Alias
                    },
                    named_at: person.filter(|_| !is_same).map(|person| person.span),
                    name: full,
                    role,
                    kind: ParticipantKind::Person,
                    words,
                    age: self.age(name),
                })
            }
            NameKind::Organisation => Some(Participant {
                name: as_written,
                role,
                kind: ParticipantKind::Organisation,
                words,
                tie: Tie::Words,
                named_at: None,
                age: None,
            }),
            NameKind::Place => None,
        }
    }

    /// `X, 24,`; `24-year-old X`; `X (24)`.
    fn age(&self, name: &Name) -> Option<u8> {
        let tokens = &self.sentence.tokens;
        let after = tokens
            .get(name.range.end)
            .filter(|token| token.is_any(&[",", "("]))
            .and_then(|_| tokens.get(name.range.end + 1));
        let written =
            after.filter(|token| token.kind == Kind::Number).and_then(|token| token.lower.parse().ok());
        let before = name
            .range
            .start
            .checked_sub(1)
            .and_then(|at| tokens[at].lower.split(['-', ' ']).next()?.parse().ok());
        let before = before.filter(|_| {
            tokens[name.range.start - 1].lower.contains("year")
                || tokens[name.range.start - 1].lower.contains("лет")
        });
        written.or(before).filter(|age: &u8| *age <= 120)
    }

    fn pronoun(&self, phrase: &Range<usize>, role: ClaimRole) -> Option<Participant> {
        // a person named earlier in the sentence, else the one spoken of last
        let earlier = self
            .sentence
            .names
            .iter()
            .rev()
            .filter(|name| name.range.end <= phrase.start && name.kind == NameKind::Person)
            .filter(|name| !is_speaker(self.sentence, name));
        // "he died" is seldom said of who was just accused: better no name than a wrong one
        // a Russian text tells more of those who were held than of those who shot
        let is_cyrillic = self.sentence.tokens[phrase.start].is_cyrillic();
        let may_be = |index: &usize| {
            let is_suspect = !is_cyrillic && self.suspects.contains(index);
            role != ClaimRole::Victim || !(is_suspect || self.tellers.contains(index))
        };
        // "Х рассказал, что его пытали"
        let speaker = || {
            let before = self.sentence.names.iter().filter(|name| name.range.end <= phrase.start);
            before.filter(|_| is_cyrillic).filter_map(|name| name.person).next_back()
        };
        let told = earlier.filter_map(|name| name.person).next().or(self.spoken_of).filter(may_be);
        let index = told.or_else(speaker)?;
        let person = self.people.list.get(index)?;
        Some(Participant {
            name: person.name.clone(),
            role,
            kind: ParticipantKind::Person,
            words: self.sentence.span_of(phrase),
            tie: Tie::Pronoun,
            named_at: Some(person.span),
            age: None,
        })
    }

    /// Returns how many a phrase speaks of: its number, its list of persons, or one.
    pub(super) fn count(&self, phrase: &Range<usize>, participants: &[Participant]) -> Option<Count> {
        let is_named = participants.iter().any(|who| who.kind == ParticipantKind::Person);
        let listed = listed(&self.sentence.tokens[phrase.clone()]).filter(|_| !is_named);
        listed
            .map(|items| self.exactly(items.iter().map(|(_, count)| count).sum(), phrase))
            .or_else(|| self.number(phrase))
            .or_else(|| self.implied(phrase, participants))
    }

    /// A number that a phrase as a whole comes to.
    fn exactly(&self, count: u64, phrase: &Range<usize>) -> Count {
        let span = self.sentence.span_of(phrase);
        let (min, max) = (Some(count), Some(count));
        Count { min, max, of: shown(self.text, span), vague: false, approximate: false, words: span }
    }

    /// "X, 31": what stands at `at` follows the name of a person and a comma.
    fn follows_person(&self, at: usize) -> bool {
        let name = at.checked_sub(2).and_then(|last| self.sentence.name_at(last));
        name.is_some_and(|name| name.kind == NameKind::Person && name.range.end + 1 == at)
    }

    /// "a triple homicide": an act on several at once, said by the word before it.
    pub(super) fn folded(&self, act: &Range<usize>) -> Option<Count> {
        let at = act.start.checked_sub(1)?;
        let amount = crate::number::fold(&self.sentence.tokens[at])?;
        let (min, max, words) = (amount.min, amount.max, self.sentence.span_of(&(at..at + 1)));
        let of = shown(self.text, self.sentence.span_of(act));
        Some(Count { min, max, of, vague: false, approximate: false, words })
    }

    /// Returns the number that a phrase says.
    pub(super) fn number(&self, phrase: &Range<usize>) -> Option<Count> {
        let tokens = &self.sentence.tokens;
        let mut at = phrase.start;
        while at < phrase.end {
            let Some(found) = number_at(tokens, at) else {
                at += 1;
                continue;
            };
            let end = found.range.end;
            let is_age = at > 0
                && tokens[at - 1].is_any(&[",", "aged", "age", "("])
                && (tokens.get(end).is_none_or(|token| token.kind == Kind::Sign) || self.follows_person(at))
                || tokens.get(end).is_some_and(|token| words().age_unit.has(token));
            let stands = self.sentence.span_of(&found.range);
            let is_date = self.sentence.dates.iter().any(|mention| mention.span.overlaps(stands));
            let is_year = found.amount.min.is_some_and(|min| (1900..=2100).contains(&min))
                && found.range.len() == 1
                && !found.amount.vague;
            let is_loose = end >= phrase.end && found.amount.vague;
            let measures = tokens.get(end).is_some_and(|token| words().unit.has(token));
            // "Route 9 Motel"
            let in_name = tokens[at].kind == Kind::Number
                && at > phrase.start
                && tokens[at - 1].is_capital
                && tokens.get(end).is_some_and(|token| token.is_capital);
            if measures
                || in_name
                || is_age
                || is_date
                || is_year
                || is_loose
                || end > phrase.end && end > tokens.len()
            {
                at = end.max(at + 1);
                continue;
            }
            // "шестеро из них": of whom the words before speak
            let is_part =
                tokens[end..phrase.end.max(end)].iter().map(|token| token.lower.as_str()).eq(["из", "них"]);
            let of = end..if is_part { end } else { phrase.end.max(end) };
            let amount = found.amount;
            return Some(Count {
                min: amount.min,
                max: amount.max,
                of: shown(self.text, self.sentence.span_of(&of)),
                vague: amount.vague,
                approximate: amount.approximate,
                words: self.sentence.span_of(&(found.range.start..end)),
            });
        }
        None
    }

    fn implied(&self, phrase: &Range<usize>, participants: &[Participant]) -> Option<Count> {
        let persons = participants.iter().filter(|who| who.kind == ParticipantKind::Person).count() as u64;
        if persons > 0 {
            return Some(self.exactly(persons, phrase));
        }
        let tokens = &self.sentence.tokens[phrase.clone()];
        if tokens.first()?.is_cyrillic() && crate::russian::is_one(tokens) {
            return Some(self.exactly(1, phrase));
        }
        let head = tokens.iter().take_while(|token| !token.is("of")).last()?;
        let is_one = tokens.first().is_some_and(|token| token.is_any(&["a", "an", "another"]))
            || tokens.len() == 1 && words().third_person.has(head)
            || tokens.iter().any(|token| token.lower.ends_with("year-old"));
        let is_singular_kin = words().one_person.has(head);
        (is_one && !head.lower.ends_with("ss") && !words().collective.has(head) || is_singular_kin)
            .then(|| self.exactly(1, phrase))
    }
}

/// Returns whether a person stands beside a verb of speech: who tells is not who is told of.
pub(crate) fn is_speaker(sentence: &Sentence, name: &Name) -> bool {
    let says = |at: Option<usize>| {
        at.and_then(|at| sentence.tokens.get(at)).is_some_and(|token| words().speech.has(token))
    };
    says(Some(name.range.end)) || says(name.range.start.checked_sub(1))
}

fn contains_words(full: &str, part: &str) -> bool {
    let (full, part) = (crate::token::lower_of(full), crate::token::lower_of(part));
    let same = crate::russian::are_forms;
    part.split(' ').all(|word| {
        full.split([' ', '-']).any(|other| same(other, word))
            || full.split(' ').any(|other| same(other, word))
    })
}
