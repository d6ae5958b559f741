//! Acts in a sentence, with their participants.

use super::claim::{Claim, ClaimRole, Count, Participant, ParticipantKind, Place, When};
use super::stance::{self, FoundCue};
use super::who::{Reader, is_speaker};
use crate::Span;
use crate::attribution::Attribution;
use crate::document::Sentence;
use crate::people::{People, shown};
use crate::phrase;
use crate::rules::{Frame, Rules, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What is left of the dead.
const BODIES: &[&str] = &["body", "bodies", "corpse", "corpses", "тела", "тел", "трупов"];

/// Claims of one article at most: what has more is no article.
const MOST: usize = 2_000;

/// Returns the claims of an article's sentences, in their order; `said` is what it puts down to others.
pub(crate) fn find(
    text: &str,
    sentences: &[Sentence],
    people: &People,
    rules: &Rules,
    said: &[Attribution],
) -> Vec<Claim> {
    let mut list = Vec::new();
    let mut spoken_of = None;
    let mut suspects = FxHashSet::default();
    let tellers = tellers(sentences);
    for sentence in sentences {
        let reader = Reader { text, sentence, people, spoken_of, suspects: &suspects, tellers: &tellers };
        let finder = Finder { reader, rules, said, cues: stance::cues(sentence, rules) };
        let before = list.len();
        finder.claims(&mut list);
        // who suffered here, else who is named first, is the one that the next pronoun speaks of
        let victim = list[before..]
            .iter()
            .flat_map(|claim| &claim.who)
            .filter(|who| who.kind == ParticipantKind::Person && who.role == ClaimRole::Victim);
        let victim =
            victim.filter_map(|who| people.list.iter().position(|person| person.name == who.name)).next();
        let first = || {
            let persons = sentence.names.iter().filter(|name| name.kind == NameKind::Person);
            persons
                .filter(|name| !is_speaker(sentence, name))
                .filter_map(|name| name.person)
                .find(|person| !tellers.contains(person))
        };
        spoken_of = victim.or_else(first).or(spoken_of);
        let accused = list[before..].iter().flat_map(|claim| {
            let role = match claim.claim_type.as_str() {
                "killing" | "injury" | "attack" => Some(ClaimRole::Actor),
                "detention" | "trial" | "accusation" => Some(ClaimRole::Victim),
                _ => None,
            };
            claim.who.iter().filter(move |who| Some(who.role) == role)
        });
        suspects
            .extend(accused.filter_map(|who| people.list.iter().position(|person| person.name == who.name)));
        if list.len() >= MOST {
            list.truncate(MOST);
            break;
        }
    }
    list
}

/// Returns the persons who speak somewhere in the article, or are spoken of by an office: the next "he" is seldom one of them.
fn tellers(sentences: &[Sentence]) -> FxHashSet<usize> {
    let tells = |sentence: &Sentence, name: &crate::document::Name| {
        let titled = name.range.start.checked_sub(1).and_then(|at| {
            // "Sgt. X"
            let at = if sentence.tokens[at].is(".") { at.checked_sub(1)? } else { at };
            sentence.tokens.get(at)
        });
        is_speaker(sentence, name) || titled.is_some_and(|token| words().title.has(token))
    };
    let of_sentence = |sentence: &Sentence| {
        let names =
            sentence.names.iter().filter(|name| name.kind == NameKind::Person && tells(sentence, name));
        names.filter_map(|name| name.person).collect::<Vec<_>>()
    };
    sentences.iter().flat_map(of_sentence).collect()
}

/// Makes claims of a sentence out of a word that tells of an act and a phrase that somebody else says suffered it.
pub(crate) struct Teller<'d> {
    sentence: &'d Sentence,
    text: &'d str,
    people: &'d People,
    rules: &'d Rules,
    said: &'d [Attribution],
}

impl<'d> Teller<'d> {
    /// Returns the teller of a sentence; `said` is what the article puts down to others.
    pub(crate) fn new(
        text: &'d str,
        sentence: &'d Sentence,
        people: &'d People,
        rules: &'d Rules,
        said: &'d [Attribution],
    ) -> Self {
        Self { sentence, text, people, rules, said }
    }

    /// Returns the claim that a phrase suffered an act.
    pub(crate) fn told(
        &self,
        trigger: &Range<usize>,
        claim_type: &str,
        victim: &Range<usize>,
    ) -> Option<Claim> {
        let (suspects, tellers) = (FxHashSet::default(), FxHashSet::default());
        let reader = Reader {
            text: self.text,
            sentence: self.sentence,
            people: self.people,
            spoken_of: None,
            suspects: &suspects,
            tellers: &tellers,
        };
        let cues = stance::cues(self.sentence, self.rules);
        let finder = Finder { reader, rules: self.rules, said: self.said, cues };
        finder.told(trigger, claim_type, victim)
    }
}

struct Finder<'d> {
    reader: Reader<'d>,
    rules: &'d Rules,
    said: &'d [Attribution],
    cues: Vec<FoundCue>,
}

/// Phrases of those who did and those who suffered.
#[derive(Default)]
struct Places {
    victim: Option<Range<usize>>,
    actor: Option<Range<usize>>,
}

impl Finder<'_> {
    fn tokens(&self) -> &[Token] {
        &self.reader.sentence.tokens
    }

    fn claims(&self, list: &mut Vec<Claim>) {
        let mut at = 0;
        while at < self.tokens().len() {
            let Some((length, claim_type, frame)) = self.rules.act_at(self.tokens(), at) else {
                at += 1;
                continue;
            };
            let trigger = at..at + length;
            // a word of a name is no act, nor is one of a date: "8 March"
            let sentence = self.reader.sentence;
            let in_name = sentence.name_at(at).is_some_and(|name| name.range.len() > 1) && length == 1;
            let words = sentence.span_of(&trigger);
            let in_date = sentence.dates.iter().any(|date| date.span.contains(words));
            let frame = if frame == Frame::Verb && self.is_noun(&trigger) { Frame::Noun } else { frame };
            if !in_name
                && !in_date
                && let Some(claim) = self.claim(&trigger, claim_type, frame)
            {
                let is_repeat = list.last().is_some_and(|last: &Claim| {
                    last.claim_type == claim.claim_type && last.quote == claim.quote && last.who == claim.who
                });
                if !is_repeat {
                    list.push(claim);
                }
            }
            at += length;
        }
    }

    fn claim(&self, trigger: &Range<usize>, claim_type: &str, frame: Frame) -> Option<Claim> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let clause = phrase::clause(tokens, trigger);
        let places = self.places(trigger, frame);
        let stance = stance::of(
            sentence,
            self.said,
            &self.cues,
            trigger,
            &clause,
            claim_type,
            self.is_given(trigger, frame),
        );
        let is_question = tokens.last().is_some_and(|token| token.is("?"));
        if stance.hypothetical || is_question {
            return None;
        }
        let mut who = places
            .victim
            .as_ref()
            .map_or(Vec::new(), |phrase| self.reader.participants(phrase, ClaimRole::Victim));
        let count = places.victim.as_ref().and_then(|phrase| match frame {
            // one named of a group is not its number
            Frame::Group => self.reader.number(phrase),
            _ => self.reader.count(phrase, &who),
        });
        let actors = places
            .actor
            .as_ref()
            .map_or(Vec::new(), |phrase| self.reader.participants(phrase, ClaimRole::Actor));
        let count = count.or_else(|| match frame {
            Frame::Deed | Frame::Event => places.actor.as_ref().and_then(|phrase| self.reader.number(phrase)),
            _ => None,
        });
        who.extend(actors);
        if matches!(frame, Frame::Verb | Frame::State | Frame::Dead) {
            who.extend(self.listed(trigger));
        }
        let quote = self.quote(trigger, &clause, &places, frame);
        let when = self.when(trigger, &clause);
        let place = self.place(trigger, &clause);
        // a noun alone tells of nothing in particular
        let is_bare = match frame {
            Frame::Noun => who.is_empty() && count.is_none() && when.is_none(),
            Frame::Dead => who.is_empty() && count.is_none(),
            Frame::Event => when.is_none() && place.is_none() && claim_type != "appeal",
            Frame::Named => {
                !who.iter().any(|who| who.kind == ParticipantKind::Person) || self.speaks_of_suspect(trigger)
            }
            // "their demands", "such strikes": no verb
            Frame::Deed => trigger.len() == 1 && self.is_plural_noun(trigger.start),
            Frame::Verb | Frame::State | Frame::Group => false,
        };
        if is_bare {
            return None;
        }
        // what has vanished with a body is the body
        let is_body = |range: &Range<usize>| tokens[range.clone()].iter().any(|token| token.is_any(BODIES));
        let claim_type = match claim_type {
            "disappearance" if places.victim.as_ref().is_some_and(is_body) => "body_missing",
            other => other,
        };
        let mut claim = Claim {
            claim_type: claim_type.to_owned(),
            quote,
            trigger: sentence.span_of(trigger),
            who,
            place,
            when,
            count,
            modality: stance.modality,
            negated: stance.negated,
            attributed_to: stance.attributed_to,
        };
        take_in(&mut claim);
        Some(claim)
    }

    fn told(&self, trigger: &Range<usize>, claim_type: &str, victim: &Range<usize>) -> Option<Claim> {
        let sentence = self.reader.sentence;
        let clause = phrase::clause(self.tokens(), trigger);
        let stance = stance::of(sentence, self.said, &self.cues, trigger, &clause, claim_type, false);
        let who = self.reader.victim(victim);
        let count = self.reader.count(victim, &who);
        let mut claim = Claim {
            claim_type: claim_type.to_owned(),
            quote: sentence.span_of(&clause),
            trigger: sentence.span_of(trigger),
            who,
            place: self.place(trigger, &clause),
            when: self.when(trigger, &clause),
            count,
            modality: stance.modality,
            negated: stance.negated,
            attributed_to: stance.attributed_to,
        };
        take_in(&mut claim);
        Some(claim)
    }

    /// "the attacks of Monday", "political prisoners": the words take it as known that there were some.
    fn is_given(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        let is_definite = || trigger.start.checked_sub(1).is_some_and(|at| self.tokens()[at].is("the"));
        frame == Frame::Group || frame == Frame::Event && is_definite()
    }

    fn places(&self, trigger: &Range<usize>, frame: Frame) -> Places {
        let tokens = self.tokens();
        let before = || phrase::before(tokens, trigger.start);
        let after = || phrase::after(tokens, trigger.end);
        let by = || {
            tokens
                .get(trigger.end)
                .filter(|token| token.is("by"))
                .and_then(|_| phrase::after(tokens, trigger.end + 1))
        };
        match frame {
            Frame::Verb => self.of_verb(trigger),
            Frame::State => Places { victim: before(), actor: None },
            Frame::Noun => {
                let ends_in_of = tokens[trigger.end - 1].is("of");
                // "the death of X", "the death on 6 May of X"
                let near =
                    tokens[trigger.end..].iter().take(6).position(|token| token.is("of")).filter(|near| {
                        *near == 0 || tokens[trigger.end].is_any(&["on", "in", "last", "yesterday", "today"])
                    });
                let victim = if ends_in_of {
                    after()
                } else if let Some(near) = near {
                    phrase::after(tokens, trigger.end + near + 1)
                } else if is_cyrillic(tokens, trigger.start) {
                    after()
                } else {
                    self.possessor(trigger)
                };
                Places { victim: victim.map(|range| without_relative(tokens, range)), actor: None }
            }
            Frame::Dead => {
                // the number nearest to the word: "4 women shot, 2 dead"
                let nearest = |range: Range<usize>| {
                    let number = range.clone().rev().find_map(|at| crate::number::number_at(tokens, at));
                    number.map_or(range.start, |number| number.range.start.max(range.start))..trigger.end
                };
                let victim = before().map(nearest).filter(|range| {
                    tokens[range.clone()].iter().any(|token| token.kind == Kind::Number)
                        || crate::number::number_at(tokens, range.start).is_some()
                });
                Places { victim, actor: None }
            }
            Frame::Group => {
                let including =
                    tokens.get(trigger.end + 1).is_some_and(|token| token.is_any(&["including", "such"]));
                let end = if including {
                    phrase::after(tokens, trigger.end + 2).map_or(trigger.end, |range| range.end)
                } else {
                    trigger.end
                };
                Places { victim: Some(trigger.start..end), actor: None }
            }
            Frame::Named => Places { victim: self.named_list(trigger), actor: None },
            Frame::Deed => {
                // "found the body of X"
                let of = tokens.get(trigger.end).filter(|token| token.is("of"));
                let victim = of.filter(|_| tokens[trigger.end - 1].is_any(BODIES));
                Places {
                    victim: victim.and_then(|_| phrase::after(tokens, trigger.end + 1)),
                    actor: before(),
                }
            }
            Frame::Event => Places { victim: None, actor: by() },
        }
    }

    fn of_verb(&self, trigger: &Range<usize>) -> Places {
        let tokens = self.tokens();
        let before = phrase::before(tokens, trigger.start);
        let first = &tokens[trigger.start];
        let follows = tokens.get(trigger.end);
        let by = follows.filter(|token| token.is("by")).and_then(|_| phrase::after(tokens, trigger.end + 1));
        if is_cyrillic(tokens, trigger.start) {
            let is_passive = [
                "ен", "ена", "ены", "ено", "ан", "ана", "аны", "ано", "ит", "ита", "иты", "ито", "ых", "ый",
                "ые",
            ]
            .iter()
            .any(|ending| first.lower.ends_with(ending));
            let after = phrase::after(tokens, trigger.end);
            return if is_passive {
                let numbered = after.clone().filter(|range| {
                    crate::number::number_at(tokens, range.start).is_some()
                        || range.clone().take(4).any(|at| crate::number::number_at(tokens, at).is_some())
                });
                Places { victim: numbered.or(before).or(after), actor: None }
            } else {
                Places { victim: after, actor: before }
            };
        }
        // "he shot himself"
        let is_reflexive =
            follows.is_some_and(|token| token.is_any(&["himself", "herself", "themselves", "self"]));
        if is_reflexive || phrase::is_passive(tokens, trigger.start) {
            return Places { victim: before, actor: by };
        }
        let after = phrase::after(tokens, trigger.end)
            .filter(|_| follows.is_some_and(|token| token.kind != Kind::Sign));
        let is_participle = !first.lower.ends_with("ing")
            && !first.lower.ends_with('s')
            && (first.lower.ends_with("ed")
                || first.lower.ends_with("en")
                || first.lower.ends_with("ot")
                || trigger.len() > 1);
        match after {
            Some(after) if starts_phrase(&tokens[after.start]) || first.lower.ends_with("ing") => {
                Places { victim: Some(after), actor: before }
            }
            // "225 people killed so far"
            _ if is_participle => Places { victim: before, actor: by },
            after => Places { victim: after, actor: before },
        }
    }

    /// The persons that a list names as victims: up to who says so, or the sentence's end.
    fn named_list(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        const ENDS: &[&str] = &["said", "says", "told", "according", "confirmed", "who", "where", "when"];
        let tokens = self.tokens();
        let start = if tokens[trigger.end - 1].lower.starts_with("identif") {
            let near = tokens[trigger.end..].iter().take(9).position(|token| token.is("as"))?;
            let as_at = trigger.end + near;
            // "identified X, 44, as a third victim"
            let named = self.reader.sentence.name_at(trigger.end);
            if named.is_some_and(|name| name.kind == NameKind::Person) {
                let is_victim =
                    tokens[as_at..].iter().take(6).any(|token| token.is_any(&["victim", "victims"]));
                return is_victim.then_some(trigger.end..as_at);
            }
            as_at + 1
        } else {
            trigger.end
        };
        let ends = |token: &Token| token.is_any(ENDS) || token.is("was") || token.is("were");
        let end = (start..tokens.len().min(start + 80))
            .find(|&at| ends(&tokens[at]))
            .unwrap_or(tokens.len().min(start + 80));
        // "the second victim, X, 24": the name follows at once
        let is_bare_word = trigger.len() == 1 && tokens[trigger.start].lower.starts_with("victim");
        let joins = |token: &Token| token.is_any(&[",", "–", "—", "-", ":"]);
        let first = start + usize::from(tokens.get(start).is_some_and(joins));
        if is_bare_word && self.reader.sentence.name_at(first).is_none_or(|name| name.range.start != first) {
            return None;
        }
        // not "X, and police arrested Y"
        let in_list = |name: &&crate::document::Name| {
            name.kind == NameKind::Person && start <= name.range.start && name.range.end <= end
        };
        let last = self.reader.sentence.names.iter().filter(in_list).map(|name| name.range.end).max()?;
        Some(start..last)
    }

    /// "Three people were killed: X, 19, and Y, 17": the persons of a list behind a colon.
    fn listed(&self, trigger: &Range<usize>) -> Vec<Participant> {
        let tokens = self.tokens();
        if !tokens.get(trigger.end).is_some_and(|token| token.is(":")) {
            return Vec::new();
        }
        let start = trigger.end + 1;
        let end = tokens[start..]
            .iter()
            .position(|token| words().speech.has(token) || words().be.has(token))
            .map_or(tokens.len(), |at| start + at);
        let mut list = self.reader.participants(&(start..end), ClaimRole::Victim);
        list.retain(|who| who.kind == ParticipantKind::Person);
        list
    }

    /// "the suspect was identified as X", "who identified himself as X"
    fn speaks_of_suspect(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_own = tokens.get(trigger.end).is_some_and(|token| token.is_any(&["himself", "herself"]));
        is_own || tokens[..trigger.end].iter().any(|token| words().suspect.has(token))
    }

    /// "the shooting happened", "a murder case", "fired a shot": a form of a verb that stands as a noun here.
    fn is_noun(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let word = &tokens[trigger.start];
        let is_participle = word.lower.ends_with("ed") || word.lower.ends_with("en");
        if trigger.len() > 1 || is_participle || word.is_cyrillic() {
            return false;
        }
        let is_gerund = word.lower.ends_with("ing");
        let leads = trigger.start.checked_sub(1).is_some_and(|at| {
            words().before_noun.has(&tokens[at]) || !is_gerund && words().preposition.has(&tokens[at])
        });
        let follows = tokens.get(trigger.end).is_some_and(|token| words().after_noun.has(token));
        let is_passive = phrase::is_passive(tokens, trigger.start);
        !is_passive && (leads || follows && !word.is("shot"))
    }

    fn is_plural_noun(&self, at: usize) -> bool {
        const BEFORE: &[&str] = &[
            "such",
            "these",
            "those",
            "the",
            "new",
            "more",
            "their",
            "political",
            "mass",
            "these",
            "its",
            "his",
            "our",
            "many",
            "with",
        ];
        const AFTER: &[&str] = &["are", "were", "is", "was", "have", "will", "of"];
        let tokens = self.tokens();
        tokens[at].lower.ends_with('s')
            && (at > 0 && tokens[at - 1].is_any(BEFORE)
                || tokens.get(at + 1).is_some_and(|token| token.is_any(AFTER)))
    }

    /// "his death", "X's murder"
    fn possessor(&self, trigger: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens();
        let mut at = trigger.start.checked_sub(1)?;
        if !tokens[at].is("'s") && at > 0 && tokens[at].kind == Kind::Word && !tokens[at].is_capital {
            if tokens[at].is_any(&["his", "her"]) {
                return Some(at..at + 1);
            }
            at -= 1;
        }
        if tokens[at].is_any(&["his", "her"]) {
            return Some(at..at + 1);
        }
        tokens[at].is("'s").then(|| phrase::before(tokens, at))?
    }

    fn quote(&self, trigger: &Range<usize>, clause: &Range<usize>, places: &Places, frame: Frame) -> Span {
        let tokens = self.tokens();
        let mut range = match frame {
            // the noun with what goes before and after it
            Frame::Noun | Frame::Dead | Frame::Group | Frame::Event => {
                let start = phrase::before(tokens, trigger.start)
                    .filter(|before| before.end == trigger.start)
                    .map_or(trigger.start, |before| before.start);
                start.max(clause.start)..clause.end.max(trigger.end)
            }
            Frame::Verb | Frame::State | Frame::Deed | Frame::Named => clause.clone(),
        };
        for place in [&places.victim, &places.actor].into_iter().flatten() {
            range = range.start.min(place.start)..range.end.max(place.end);
        }
        let leads = |token: &Token| {
            token.kind == Kind::Sign && !token.is_any(&["“", "«", "\"", "("])
                || token.is_any(&["and", "that", "which", "и", "что"])
        };
        while range.start < trigger.start && leads(&tokens[range.start]) {
            range.start += 1;
        }
        self.reader.sentence.span_of(&range)
    }

    /// Returns the date nearest to the trigger in its clause, else in the sentence.
    fn when(&self, trigger: &Range<usize>, clause: &Range<usize>) -> Option<When> {
        let sentence = self.reader.sentence;
        let (at, clause) = (sentence.span_of(trigger), sentence.span_of(clause));
        let distance = |span: Span| {
            if span.start >= at.end { span.start - at.end } else { at.start.saturating_sub(span.end) + 1 }
        };
        let nearest = sentence
            .dates
            .iter()
            .min_by_key(|mention| (!clause.contains(mention.span), distance(mention.span)))?;
        let date = nearest.date;
        Some(When {
            date: date.to_string(),
            precision: date.precision().word(),
            words: nearest.span,
            how: nearest.how,
        })
    }

    fn place(&self, trigger: &Range<usize>, clause: &Range<usize>) -> Option<Place> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let places = sentence.names.iter().filter(|name| name.kind == NameKind::Place);
        let after_preposition = places.filter(|name| {
            tokens[..name.range.start].iter().rev().take(3).any(|token| {
                token.is_any(&[
                    "in",
                    "at",
                    "near",
                    "of",
                    "outside",
                    "around",
                    "across",
                    "в",
                    "на",
                    "под",
                    "около",
                ])
            }) || tokens
                .get(name.range.end)
                .is_some_and(|token| token.kind == Kind::Word && !token.is_capital)
        });
        let nearest = after_preposition.min_by_key(|name| {
            let outside = name.range.start < clause.start || name.range.end > clause.end;
            (outside, name.range.start.abs_diff(trigger.start))
        })?;
        let words = sentence.span_of(&nearest.range);
        Some(Place { name: shown(self.reader.text, words), words })
    }
}

/// Widens the quote over the words of the fields, so that each stands in it.
fn take_in(claim: &mut Claim) {
    let who = claim.who.iter().map(|who: &Participant| who.words);
    let count = claim.count.iter().map(|count: &Count| count.words);
    claim.quote = who.chain(count).fold(claim.quote, Span::join);
}

fn without_relative(tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let end = range.clone().find(|&at| tokens[at].is_any(&["who", "which", "that"])).unwrap_or(range.end);
    range.start..end
}

fn is_cyrillic(tokens: &[Token], at: usize) -> bool {
    tokens[at].is_cyrillic()
}

/// Returns whether a token can begin an object: an article, a number, a name, a pronoun, a plain word.
fn starts_phrase(token: &Token) -> bool {
    token.kind == Kind::Number
        || token.kind == Kind::Word
            && !token.is_any(&["so", "when", "yesterday", "today", "last", "again", "and"])
}
