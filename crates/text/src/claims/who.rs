//! Participants out of noun phrases.

use super::claim::{ClaimRole, Participant, ParticipantKind, Tie};
use super::credit::is_credit;
use super::gender::may_call;
use super::listed::{led_items, listed};
use super::spoken::Spoken;
use crate::document::{Name, Sentence};
use crate::people::{People, shown};
use crate::rules::words;
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use std::ops::Range;

/// What the participants of a sentence are read with.
#[derive(Clone, Copy)]
pub(super) struct Reader<'d> {
    pub(super) text: &'d str,
    pub(super) sentence: &'d Sentence,
    pub(super) people: &'d People,
    /// Whom its pronouns mean.
    pub(super) spoken: Spoken<'d>,
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
                || is_person
                    && (self.describes(name)
                        || self.is_whence(name, phrase)
                        || self.only_speaks(name, phrase)
                        || is_credit(self.sentence, name)))
        });
        let mut found: Vec<Participant> = named.filter_map(|name| self.named(name, role)).collect();
        if !found.is_empty() {
            // "deputies of the Green League": those who belong to it stand first
            let is_organisation = |who: &Participant| who.kind == ParticipantKind::Organisation;
            if role == ClaimRole::Actor && found.iter().all(is_organisation) && self.is_of_members(phrase) {
                found.insert(0, self.group(phrase, role));
            }
            // "six Green League members", "soldiers of the 2nd Brigade": they suffer, and not what they belong to
            if role == ClaimRole::Victim
                && found.iter().all(is_organisation)
                && (self.is_of_members(phrase) || self.ends_in_people(phrase))
            {
                return vec![self.group(phrase, role)];
            }
            let is_person = |who: &Participant| who.kind == ParticipantKind::Person;
            // "Х и двое охранников избивали"
            let is_russian = self.sentence.tokens[phrase.start].is_cyrillic();
            if (role == ClaimRole::Victim || is_russian) && found.iter().any(is_person) {
                let unnamed = self.mixed(phrase, &found).map_or(Vec::new(), |list| list.unnamed);
                let groups = unnamed.iter().map(|item| phrase.start + item.start..phrase.start + item.end);
                found.extend(groups.map(|item| self.group(&item, role)));
            }
            return found;
        }
        let tokens = &self.sentence.tokens[phrase.clone()];
        if let Some(people) = self.unnamed(phrase, role) {
            return vec![self.group(&people, role)];
        }
        if tokens.len() == 1 && words().third_person.has(&tokens[0]) {
            return self.pronoun(phrase, role).into_iter().collect();
        }
        if role == ClaimRole::Victim
            && tokens.len() == 1
            && words().several_persons.has(&tokens[0])
            && !self.spoken.several.is_empty()
        {
            let tied = self
                .spoken
                .several
                .iter()
                .filter_map(|person| self.tied(*person, phrase, role, Tie::Pronoun));
            return tied.collect();
        }
        // "he and eight others"
        let and = tokens.get(1).filter(|_| words().third_person.has(&tokens[0]));
        if and.is_some_and(|and| and.is_any(&["and", "и"])) && tokens.len() > 2 {
            let others = 2 + usize::from(tokens[2].is("еще"));
            let (he, others) = (phrase.start..phrase.start + 1, phrase.start + others..phrase.end);
            let mut found: Vec<Participant> = self.pronoun(&he, role).into_iter().collect();
            found.extend(self.participants(&others, role));
            return found;
        }
        if let Some(kin) = self.spoken.kin.whose(self.sentence, phrase, self.spoken.of) {
            return self.tied(kin, phrase, role, Tie::Kin).into_iter().collect();
        }
        let called = self.spoken.called.who(self.sentence, phrase).filter(|_| role == ClaimRole::Victim);
        if let Some(person) = called {
            return self.tied(person, phrase, role, Tie::Description).into_iter().collect();
        }
        // "the bombing of Kelm": where it fell
        let is_place = |name: &Name| name.kind == NameKind::Place && name.range == *phrase;
        if role == ClaimRole::Victim && self.sentence.names.iter().any(is_place) {
            return Vec::new();
        }
        let has_word = tokens.iter().any(|token| token.kind == Kind::Word && token.lower.chars().count() > 2);
        if !has_word
            || tokens.len() == 1 && (words().nobody.has(&tokens[0]) || words().no_one.has(&tokens[0]))
        {
            return Vec::new();
        }
        let group = |range: &Range<usize>| self.group(range, role);
        let counted = listed(tokens).map(|items| items.into_iter().map(|(range, _)| range).collect());
        let items: Option<Vec<Range<usize>>> = counted.or_else(|| led_items(tokens));
        let within = |range: &Range<usize>| phrase.start + range.start..phrase.start + range.end;
        items.map_or_else(
            || vec![group(phrase)],
            |items| items.iter().map(|item| group(&within(item))).collect(),
        )
    }

    /// "dragged the demonstrators away and beat them", "a boy was pulled out; he later died": returns the people without a name in the sentence
    /// whom a pronoun means, where it names nobody in between.
    fn unnamed(&self, phrase: &Range<usize>, role: ClaimRole) -> Option<Range<usize>> {
        let (tokens, rows) = (&self.sentence.tokens, words());
        if role != ClaimRole::Victim || phrase.len() != 1 || !self.spoken.unnamed {
            return None;
        }
        let pronoun = &tokens[phrase.start];
        let is_several = pronoun.is("them");
        let is_one = pronoun.is_any(&["he", "she", "him", "her"]);
        let is_meant = |token: &Token| {
            let fits = is_several && (rows.persons.has(token) || rows.plural.has(token))
                || is_one && rows.one_person.has(token) && may_call(token, pronoun);
            fits && !rows.enforcer.has(token) && !rows.outlaw.has(token) && !rows.suspect.has(token)
        };
        let last = (0..phrase.start).rev().find(|at| is_meant(&tokens[*at]))?;
        let is_named = self.sentence.names.iter().any(|name| {
            name.kind == NameKind::Person && last < name.range.end && name.range.end <= phrase.start
        });
        let whole = crate::phrase::before(tokens, last + 1).filter(|whole| whole.end == last + 1);
        (!is_named).then(|| whole.filter(|whole| whole.len() <= 4).unwrap_or(last..last + 1))
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

    /// "the Green League leader", "15 Green League fighters": the phrase ends in people, behind an organisation's name.
    fn ends_in_people(&self, phrase: &Range<usize>) -> bool {
        let last = &self.sentence.tokens[phrase.end - 1];
        let is_people =
            words().is_for_persons(last) || words().one_person.has(last) || words().outlaw.has(last);
        is_people && !self.sentence.names.iter().any(|name| name.range.end == phrase.end)
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
                    } else if person.is_some_and(|person| person.span == words && person.is_declined) {
                        Tie::DictionaryForm
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
            .filter(|name| !is_speaker(self.sentence, name))
            // "his wife, Ann Berg, said that he was shot"
            .filter(|name| name.person.is_none_or(|person| !self.spoken.tellers.contains(&person)));
        // "he died" is seldom said of who was just accused: better no name than a wrong one
        // a Russian text tells more of those who were held than of those who shot
        let is_cyrillic = self.sentence.tokens[phrase.start].is_cyrillic();
        let may_be = |index: &usize| {
            let is_suspect =
                !is_cyrillic && self.spoken.suspects.is_some_and(|suspects| suspects.contains(index));
            role != ClaimRole::Victim || !(is_suspect || self.spoken.tellers.contains(index))
        };
        // "Х рассказал, что его пытали"
        let speaker = || {
            let before = self.sentence.names.iter().filter(|name| name.range.end <= phrase.start);
            before.filter(|_| is_cyrillic).filter_map(|name| name.person).next_back()
        };
        let pronoun = &self.sentence.tokens[phrase.start];
        let before = self.spoken.of.into_iter().chain(self.spoken.recent.iter().copied());
        let mut persons = earlier.filter_map(|name| name.person).chain(before);
        let told = persons.find(|person| self.spoken.genders.fits(*person, pronoun)).filter(may_be);
        let index = told.or_else(speaker)?;
        self.tied(index, phrase, role, Tie::Pronoun)
    }

    /// "тело семье не выдают": of the person spoken of last.
    pub(super) fn whose_body(&self, trigger: &Range<usize>) -> Option<Participant> {
        let tokens = &self.sentence.tokens;
        let body = trigger.clone().find(|at| tokens[*at].is("тело"))?;
        self.tied(self.spoken.of?, &(body..body + 1), ClaimRole::Victim, Tie::Pronoun)
    }

    /// Returns a person who is named elsewhere than in a phrase.
    fn tied(&self, person: usize, phrase: &Range<usize>, role: ClaimRole, tie: Tie) -> Option<Participant> {
        let person = self.people.list.get(person)?;
        Some(Participant {
            name: person.name.clone(),
            role,
            kind: ParticipantKind::Person,
            words: self.sentence.span_of(phrase),
            tie,
            named_at: Some(person.span),
            age: None,
        })
    }
}

/// Returns whether a person stands beside a verb of speech, or made the picture: who tells is not who is told of.
pub(crate) fn is_speaker(sentence: &Sentence, name: &Name) -> bool {
    let says = |at: Option<usize>| {
        at.and_then(|at| sentence.tokens.get(at)).is_some_and(|token| words().speech.has(token))
    };
    says(Some(name.range.end)) || says(name.range.start.checked_sub(1)) || is_credit(sentence, name)
}

fn contains_words(full: &str, part: &str) -> bool {
    let (full, part) = (crate::token::lower_of(full), crate::token::lower_of(part));
    let same = crate::russian::are_forms;
    part.split(' ').all(|word| {
        full.split([' ', '-']).any(|other| same(other, word))
            || full.split(' ').any(|other| same(other, word))
    })
}
