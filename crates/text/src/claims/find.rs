//! Acts in a sentence, with their participants.

use super::claim::{Claim, ClaimRole, Count, Participant, ParticipantKind, Place, When};
use super::once::{repeats, take_in, tells_more};
use super::parties::Places;
use super::stance::{self, FoundCue, Stance};
use super::who::{Reader, is_speaker};
use crate::Span;
use crate::attribution::Attribution;
use crate::casing::is_common;
use crate::document::Sentence;
use crate::number::number_at;
use crate::people::{People, shown};
use crate::phrase;
use crate::rules::{FoundAct, Frame, Rules, words};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use rustc_hash::FxHashSet;
use std::ops::Range;

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
    let tellers = tellers(sentences, said);
    for sentence in sentences {
        let reader = Reader { text, sentence, people, spoken_of, suspects: &suspects, tellers: &tellers };
        let (cues, acts) = (stance::cues(sentence, rules), rules.acts(&sentence.tokens));
        let finder = Finder { reader, said, cues, acts };
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
fn tellers(sentences: &[Sentence], said: &[Attribution]) -> FxHashSet<usize> {
    let sources: Vec<Span> = said.iter().filter(|it| it.is_speech).filter_map(|it| it.source).collect();
    let is_source = |words: Span| {
        let near = sources.partition_point(|source| source.end <= words.start);
        sources.get(near).is_some_and(|source| source.contains(words))
    };
    let tells = |sentence: &Sentence, name: &crate::document::Name| {
        let titled = name.range.start.checked_sub(1).and_then(|at| {
            // "Sgt. X"
            let at = if sentence.tokens[at].is(".") { at.checked_sub(1)? } else { at };
            sentence.tokens.get(at)
        });
        is_speaker(sentence, name)
            || is_source(sentence.span_of(&name.range))
            || titled.is_some_and(|token| words().title.has(token))
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
    pub(crate) fn told(&self, trigger: &Range<usize>, claim_type: &str, victim: &Range<usize>) -> Claim {
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
        let acts = self.rules.acts(&self.sentence.tokens);
        let finder = Finder { reader, said: self.said, cues, acts };
        finder.told(trigger, claim_type, victim)
    }
}

pub(super) struct Finder<'d> {
    pub(super) reader: Reader<'d>,
    said: &'d [Attribution],
    cues: Vec<FoundCue>,
    /// The words that tell of acts.
    pub(super) acts: Vec<FoundAct<'d>>,
}

impl Finder<'_> {
    pub(super) fn tokens(&self) -> &[Token] {
        &self.reader.sentence.tokens
    }

    fn claims(&self, list: &mut Vec<Claim>) {
        let sentence = self.reader.sentence;
        for FoundAct { range: trigger, claim_type, frame } in &self.acts {
            // a word of a name is no act, nor is one of a date: "8 March"
            let in_name = trigger.len() == 1
                && sentence.name_at(trigger.start).is_some_and(|name| name.range.len() > 1);
            let words = sentence.span_of(trigger);
            let in_date = sentence.dates.iter().any(|date| date.span.contains(words));
            let frame = match *frame {
                Frame::Verb if self.is_noun(trigger) => Frame::Noun,
                Frame::Deed if self.is_event(trigger) => Frame::Event,
                other => other,
            };
            if !in_name
                && !in_date
                && let Some(claim) = self.claim(trigger, claim_type, frame)
            {
                let goes_on = self.goes_on(trigger, claim_type);
                match list.last_mut().filter(|last| sentence.span.contains(last.trigger)) {
                    Some(last) if repeats(last, &claim) => {}
                    Some(last) if goes_on && tells_more(last, &claim) => take_in(last, claim),
                    _ => list.push(claim),
                }
            }
        }
    }

    fn claim(&self, trigger: &Range<usize>, claim_type: &str, frame: Frame) -> Option<Claim> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let clause = phrase::clause(tokens, trigger);
        let mut places = self.places(trigger, frame);
        if claim_type == "accusation" {
            // "accused the president of": of what is no part of who
            places.victim = places.victim.map(|range| {
                let of = range.clone().find(|at| tokens[*at].is("of")).unwrap_or(range.end);
                range.start..of
            });
        }
        if let Some(enforcers) = self.enforcers(trigger, &clause, claim_type, frame, places.victim.as_ref())
            && self.may_act(&places, &enforcers)
        {
            places.actor = Some(enforcers);
        }
        let stance = stance::of(
            sentence,
            self.said,
            &self.cues,
            trigger,
            &clause,
            claim_type,
            self.is_given(trigger, claim_type, frame),
        );
        let is_question = tokens.last().is_some_and(|token| token.is("?"));
        if stance.hypothetical || is_question || self.suffers_as_thing(trigger, &places) {
            return None;
        }
        let negated =
            stance.negated || places.victim.as_ref().is_some_and(|victim| self.is_of_none(victim, trigger));
        let stance = Stance { negated, ..stance };
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
        // what has vanished with a body is the body
        let is_body =
            |range: &Range<usize>| tokens[range.clone()].iter().any(|token| words().body.has(token));
        // "the body of X, who was kidnapped"
        let is_related = phrase::group_start(tokens, trigger.start)
            .checked_sub(1)
            .is_some_and(|at| tokens[at].is_any(&["who", "который", "которая"]));
        let told_type = match claim_type {
            "disappearance" if !is_related && places.victim.as_ref().is_some_and(is_body) => "body_missing",
            other => other,
        };
        let quote =
            self.quote(trigger, &self.own_clause(trigger, &clause, claim_type, frame), &places, frame);
        // nothing but a body is withheld or stolen as one
        let needs_body = frame == Frame::Verb && claim_type.starts_with("body_");
        let is_of_body = || is_body(&(0..trigger.start)) || places.victim.as_ref().is_some_and(is_body);
        if needs_body && !is_of_body() {
            return None;
        }
        let claim = Claim { quote, who, count, ..self.bare(trigger, &clause, told_type, stance) };
        // who demands says so
        let demander = claim.who.iter().find(|who| claim_type == "appeal" && who.role == ClaimRole::Actor);
        let attributed_to = claim.attributed_to.or_else(|| demander.map(|who| who.words));
        let claim = Claim { attributed_to, ..claim };
        (!self.is_bare(&claim, trigger, claim_type, frame)).then(|| quoted_whole(claim))
    }

    /// Returns whether words tell of nothing in particular, as a noun alone does.
    fn is_bare(&self, claim: &Claim, trigger: &Range<usize>, claim_type: &str, frame: Frame) -> bool {
        let tokens = self.tokens();
        match frame {
            Frame::Noun => {
                claim.who.is_empty()
                    && claim.count.is_none()
                    && claim.when.is_none()
                    && !self.takes_place(trigger)
            }
            Frame::Dead => claim.who.is_empty() && claim.count.is_none() && !self.is_those(trigger),
            Frame::Event => {
                let is_told = claim.when.is_some()
                    || claim.place.is_some()
                    || claim_type == "attack" && !claim.who.is_empty();
                !is_told
                    && !matches!(claim_type, "appeal" | "torture")
                    && !self.is_riot_weapon(trigger)
                    && !self.is_reported_noun(trigger)
            }
            Frame::Named => {
                !claim.who.iter().any(|who| who.kind == ParticipantKind::Person)
                    || self.speaks_of_suspect(trigger)
            }
            // "their demands", "such strikes": no verb
            Frame::Deed => {
                let follows_preposition = trigger.start.checked_sub(1).is_some_and(|at| {
                    tokens[at].is_any(&["under", "with", "of", "against", "despite", "amid", "in"])
                });
                self.is_plural_noun(trigger.start) && trigger.len() == 1
                    || follows_preposition && tokens[trigger.start].lower.ends_with('s')
            }
            Frame::Verb | Frame::State | Frame::Group | Frame::None => false,
        }
    }

    /// "not a single man was arrested", "killed nobody": those who would suffer are none. A "not" counts before the act alone.
    fn is_of_none(&self, phrase: &Range<usize>, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let denies =
            |at: usize, is_denial: bool| is_denial && !tokens.get(at + 1).is_some_and(stance::is_bound);
        let is_no_one = |at: usize| denies(at, words().no_one.has(&tokens[at]));
        let is_not = |at: usize| denies(at, tokens[at].is_any(&["not", "neither", "ни"]));
        let is_before = phrase.end <= trigger.start;
        let near = phrase.start.saturating_sub(1)..(phrase.start + 1).min(phrase.end);
        is_no_one(phrase.start) || is_before && near.into_iter().any(|at| is_no_one(at) || is_not(at))
    }

    fn told(&self, trigger: &Range<usize>, claim_type: &str, victim: &Range<usize>) -> Claim {
        let sentence = self.reader.sentence;
        let clause = phrase::clause(self.tokens(), trigger);
        let stance = stance::of(sentence, self.said, &self.cues, trigger, &clause, claim_type, false);
        let who = self.reader.victim(victim);
        let count = self.reader.count(victim, &who);
        quoted_whole(Claim { who, count, ..self.bare(trigger, &clause, claim_type, stance) })
    }

    /// Returns a claim of nobody, with its clause as the quote.
    fn bare(&self, trigger: &Range<usize>, clause: &Range<usize>, claim_type: &str, stance: Stance) -> Claim {
        let sentence = self.reader.sentence;
        Claim {
            claim_type: claim_type.to_owned(),
            quote: sentence.span_of(clause),
            trigger: sentence.span_of(trigger),
            who: Vec::new(),
            place: self.place(trigger, clause),
            when: self.when(trigger, clause),
            count: None,
            modality: stance.modality,
            negated: stance.negated,
            attributed_to: stance.attributed_to,
        }
    }

    /// "apprehended trouble", "the report was released": who suffers is no person, by a word of the dictionary.
    fn suffers_as_thing(&self, trigger: &Range<usize>, places: &Places) -> bool {
        if !words().of_things.has(&self.tokens()[trigger.end - 1]) {
            return false;
        }
        let Some(victim) = places.victim.clone() else { return true };
        let tokens = &self.tokens()[victim.clone()];
        let is_somebody = |at: usize| {
            let token = &tokens[at];
            token.kind != Kind::Word
                || token.is_capital
                || words().person.has(token)
                || words().enforcer.has(token)
                || words().outlaw.has(token)
                || number_at(tokens, at).is_some()
                || !is_common(&token.lower)
        };
        let is_pronoun =
            tokens.len() == 1 && (tokens[0].lower.len() <= 4 || tokens[0].is("those")) && !tokens[0].is("it");
        !is_pronoun && !(0..tokens.len()).any(is_somebody)
    }

    /// "the suspect was identified as X", "who identified himself as X"
    fn speaks_of_suspect(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_own = tokens.get(trigger.end).is_some_and(|token| token.is_any(&["himself", "herself"]));
        is_own || tokens[..trigger.end].iter().any(|token| words().suspect.has(token))
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
            Frame::Verb | Frame::State | Frame::Deed | Frame::Named | Frame::None => clause.clone(),
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
            tokens[..name.range.start].iter().rev().take(3).any(|token| words().place_preposition.has(token))
                || tokens
                    .get(name.range.end)
                    .is_some_and(|token| token.kind == Kind::Word && !token.is_capital)
        });
        let nearest = after_preposition.min_by_key(|name| {
            let outside = name.range.start < clause.start || name.range.end > clause.end;
            (outside, name.range.start.abs_diff(trigger.start))
        })?;
        let span = sentence.span_of(&nearest.range);
        Some(Place { name: shown(self.reader.text, span), words: span })
    }
}

/// Returns a claim with its quote widened over the words of the fields, so that each stands in it.
fn quoted_whole(claim: Claim) -> Claim {
    let who = claim.who.iter().map(|who: &Participant| who.words);
    let count = claim.count.iter().map(|count: &Count| count.words);
    let quote = who.chain(count).fold(claim.quote, Span::join);
    Claim { quote, ..claim }
}
