//! Acts in a sentence, with their participants.

use super::claim::{Claim, ClaimRole, Count, Modality, Participant, ParticipantKind, Tie};
use super::demands::without_demanded;
use super::kin::Kin;
use super::once::{repeats, take_in, tells_more};
use super::parties::Places;
use super::stance::{self, FoundCue, Stance};
use super::who::{Reader, is_speaker};
use crate::Span;
use crate::attribution::{Attribution, is_headline};
use crate::casing::is_common;
use crate::document::Sentence;
use crate::number::number_at;
use crate::people::People;
use crate::phrase;
use crate::rules::{FoundAct, Frame, Rules, words};
use crate::russian::Chunk;
use crate::subject::{Voice, shared};
use crate::tagger::NameKind;
use crate::token::{Kind, Token};
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::ops::Range;

/// Words that begin a clause with a verb and a day of its own.
pub(super) const TURNS: &[&str] =
    &["who", "which", "whom", "whose", "where", "when", "while", "because", "after"];

/// What persons suffer and organisations don't.
const OF_PERSONS: [&str; 6] = ["killing", "injury", "victim_named", "disappearance", "detention", "torture"];

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
    let (mut spoken_of, mut spoke_last) = (None, None);
    let mut suspects = FxHashSet::default();
    let tellers = tellers(sentences, said);
    let (mut kin, mut several) = (Kin::default(), Vec::new());
    for sentence in sentences {
        kin.learn(sentence, spoken_of);
        let reader = Reader {
            text,
            sentence,
            people,
            spoken_of,
            spoke_last,
            several: &several,
            kin: &kin,
            suspects: &suspects,
            tellers: &tellers,
        };
        let (cues, acts) = (stance::cues(sentence, rules), rules.acts(&sentence.tokens));
        let finder = Finder { reader, said, cues, acts, rules, chunks: OnceCell::new() };
        let before = list.len();
        finder.claims(&mut list);
        without_demanded(&mut list, before);
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
        several = several_of(&list[before..], people);
        let spoke = |words: &Span| {
            let names = sentence.names.iter().filter(|name| words.contains(sentence.span_of(&name.range)));
            names.filter_map(|name| name.person).find(|person| tellers.contains(person))
        };
        let sources = said.iter().filter_map(|it| it.source).filter(|words| sentence.span.contains(*words));
        spoke_last = sources.filter_map(|words| spoke(&words)).next_back().or(spoke_last);
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

/// Returns the persons of the last claim that several suffer in, whom a "they" in the next sentence means.
fn several_of(claims: &[Claim], people: &People) -> Vec<usize> {
    let of_claim = |claim: &Claim| -> Vec<usize> {
        let persons = claim.victims().filter(|who| who.kind == ParticipantKind::Person);
        persons.filter_map(|who| people.list.iter().position(|person| person.name == who.name)).collect()
    };
    claims.iter().rev().map(of_claim).find(|persons| persons.len() > 1).unwrap_or_default()
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
            || is_source(sentence.span_of(&name.range)) && !is_of_kin(sentence, name) && !owns(sentence, name)
            || titled.is_some_and(|token| words().title.has(token))
    };
    let of_sentence = |sentence: &Sentence| {
        let names =
            sentence.names.iter().filter(|name| name.kind == NameKind::Person && tells(sentence, name));
        names.filter_map(|name| name.person).collect::<Vec<_>>()
    };
    sentences.iter().flat_map(of_sentence).collect()
}

/// "Verk's lawyer said": not Verk tells.
fn owns(sentence: &Sentence, name: &crate::document::Name) -> bool {
    sentence.tokens.get(name.range.end).is_some_and(|token| token.is("'s"))
}

/// "по словам матери Иванова": his mother tells, and not he.
fn is_of_kin(sentence: &Sentence, name: &crate::document::Name) -> bool {
    let before = name.range.start.checked_sub(1).map(|at| &sentence.tokens[at]);
    name.range.len() == 1 && before.is_some_and(|token| token.is_cyrillic() && words().relation.has(token))
}

pub(super) struct Finder<'d> {
    pub(super) reader: Reader<'d>,
    pub(super) said: &'d [Attribution],
    pub(super) cues: Vec<FoundCue>,
    /// The words that tell of acts.
    pub(super) acts: Vec<FoundAct<'d>>,
    pub(super) rules: &'d Rules,
    /// The phrases of a Russian sentence, cut when first asked for.
    pub(super) chunks: OnceCell<Vec<Chunk>>,
}

impl Finder<'_> {
    pub(super) fn tokens(&self) -> &[Token] {
        &self.reader.sentence.tokens
    }

    fn claims(&self, list: &mut Vec<Claim>) {
        let sentence = self.reader.sentence;
        for FoundAct { range: trigger, claim_type, frame } in &self.acts {
            // a word of a name is no act, nor is one of a date: "8 March"
            let in_name = self.is_named(trigger, *frame);
            let words = sentence.span_of(trigger);
            let in_date = sentence.dates.iter().any(|date| date.span.contains(words));
            let frame = match *frame {
                Frame::Verb if self.is_noun(trigger) => Frame::Noun,
                Frame::Deed if self.is_event(trigger) => Frame::Event,
                other => other,
            };
            if !in_name
                && !self.is_gun(trigger)
                && !self.is_video_title(trigger)
                && !in_date
                && let Some(claim) = self.claim(trigger, claim_type, frame)
            {
                let goes_on = self.goes_on(trigger, claim_type);
                list.extend(self.disputed(&claim));
                let part = self.part(trigger, &claim);
                match list.last_mut().filter(|last| sentence.span.contains(last.trigger)) {
                    Some(last) if repeats(last, &claim) => {}
                    Some(last) if goes_on && tells_more(last, &claim) => take_in(last, claim),
                    _ => list.push(claim),
                }
                list.extend(part);
            }
        }
    }

    /// "0:47 Driver shot to death on Elm Street Pause": a page's list of videos, each title behind its length.
    fn is_video_title(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_length = |token: &Token| {
            let parts = token.lower.split_once(':');
            parts.is_some_and(|(minutes, seconds)| {
                let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
                (1..=2).contains(&minutes.len())
                    && seconds.len() == 2
                    && is_digits(minutes)
                    && is_digits(seconds)
            })
        };
        let length = tokens[..trigger.start].iter().rposition(is_length);
        // "about 1:30 Saturday morning" is a time of day
        let begins = |at: usize| {
            let next = &tokens[at + 1];
            next.is_capital && !crate::date::is_calendar_word(&next.lower) && !next.is_any(&["am", "pm"])
        };
        length
            .is_some_and(|at| begins(at) && !tokens[at..trigger.start].iter().any(|token| token.is("pause")))
    }

    /// "put the gun down"
    fn is_gun(&self, trigger: &Range<usize>) -> bool {
        let tokens = self.tokens();
        let is_led = trigger.start.checked_sub(1).is_some_and(|at| words().determiner.has(&tokens[at]));
        is_led && trigger.len() > 1 && tokens[trigger.start].is("gun")
    }

    /// Returns whether the words of an act are a name's: "the Convention against Torture", "Amnesty said".
    fn is_named(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        let tokens = self.tokens();
        let is_capital = tokens[trigger.clone()].iter().all(|token| token.is_capital);
        let is_title = match frame {
            Frame::Group => true,
            Frame::Noun | Frame::Event => !is_headline(tokens),
            _ => false,
        };
        let of_name = || {
            self.reader
                .sentence
                .name_at(trigger.start)
                .is_some_and(|name| name.range.len() > 1 || name.kind == NameKind::Organisation && is_capital)
        };
        is_title && is_capital && trigger.start > 0 || trigger.len() == 1 && of_name()
    }

    /// Returns who did and who suffered an act; none if nobody can have, as nothing but a body is stolen as one.
    fn parties(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        frame: Frame,
    ) -> Option<Places> {
        let tokens = self.tokens();
        let mut places = self.places(trigger, frame);
        if claim_type == "accusation" {
            // "accused the president of": of what is no part of who; "accusations of theft" name nobody
            let is_charge = frame == Frame::Noun;
            places.victim = places.victim.filter(|_| !is_charge).map(|range| {
                let behind = range.start >= trigger.end;
                let of = range.clone().find(|at| behind && tokens[*at].is("of")).unwrap_or(range.end);
                range.start..of
            });
        }
        self.take_shared(&mut places, trigger, frame);
        places.victim = places.victim.filter(|range| !self.is_time(range)).map(|range| self.of_act(range));
        places.victim = places.victim.map(|range| self.kin_of(range, trigger));
        places.actor = places.actor.map(|range| self.after_day(self.of_act(range)));
        if let Some(speaker) = self.voice(trigger, claim_type) {
            places.actor = Some(speaker);
        }
        // "a man accused of killing": nobody accuses himself
        if claim_type == "accusation" && places.actor == places.victim {
            places.actor = None;
        }
        if let Some(enforcers) = self.enforcers(trigger, clause, claim_type, frame, places.victim.as_ref())
            && self.may_act(&places, &enforcers)
            && !(tokens[trigger.start].is_cyrillic() && places.actor.is_some())
        {
            places.actor = Some(enforcers);
        }
        // of the dead and the hurt each name has a claim of its own, unless all who are counted are named
        if matches!(frame, Frame::Verb | Frame::State) {
            let is_harm = matches!(claim_type, "killing" | "injury" | "attack");
            let named = places.victim.clone().map(|range| self.with_named(range, trigger));
            if !is_harm
                || named
                    .as_ref()
                    .zip(places.victim.as_ref())
                    .is_some_and(|(named, own)| self.are_all_named(own, named))
            {
                places.victim = named;
            }
        }
        let needs_body = frame == Frame::Verb && claim_type.starts_with("body_");
        if needs_body && !places.victim.as_ref().is_some_and(|range| self.is_body(range)) {
            // "forty bodies from the morgue, which were stolen"
            let body = tokens[..trigger.start].iter().rposition(|token| words().body.has(token))?;
            places.victim = phrase::before(tokens, body + 1);
        }
        Some(places)
    }

    /// Gives an English verb without a subject or an object of its own those of the verb that it is joined to.
    fn take_shared(&self, places: &mut Places, trigger: &Range<usize>, frame: Frame) {
        let tokens = self.tokens();
        if tokens[trigger.start].is_cyrillic() || !matches!(frame, Frame::Verb | Frame::State) {
            return;
        }
        // "tortured and killed three men"
        let next = tokens.get(trigger.end).filter(|token| token.is("and")).and_then(|_| {
            self.acts.iter().find(|act| act.range.start == trigger.end + 1 && act.frame == Frame::Verb)
        });
        let is_active = frame == Frame::Verb && !phrase::is_passive(tokens, trigger.start);
        if let Some(next) = next.filter(|_| is_active && places.victim.is_none()) {
            places.victim =
                phrase::after(tokens, next.range.end).filter(|range| range.start == next.range.end);
        }
        let is_object = places.victim.as_ref().is_some_and(|victim| victim.start >= trigger.end);
        if is_object && is_active && places.actor.is_none() {
            // "stormed the village and killed three men"
            places.actor = shared(tokens, trigger.start, Some(Voice::Active));
        } else if places.victim.is_none() && !(frame == Frame::Verb && places.actor.is_some()) {
            // "was taken to a hospital and later died", "a boy shot, killed"
            let voice = (frame == Frame::Verb).then_some(Voice::Passive);
            places.victim = shared(tokens, trigger.start, voice);
        }
    }

    /// "two journalists, X and Y": returns whether a phrase says how many, and as many are named in what follows it.
    fn are_all_named(&self, counted: &Range<usize>, named: &Range<usize>) -> bool {
        let said =
            self.reader.number(counted).and_then(|count| count.min.filter(|min| Some(*min) == count.max));
        let names = self.reader.sentence.names.iter().filter(|name| {
            name.kind == NameKind::Person && counted.end <= name.range.start && name.range.end <= named.end
        });
        said.is_some_and(|said| said > 1 && names.count() as u64 == said)
    }

    /// "the father of X, who died", "the family of a teenager killed by": who is told of next to the verb.
    fn kin_of(&self, range: Range<usize>, trigger: &Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let group = phrase::group_start(tokens, trigger.start);
        let is_who = group.checked_sub(1).is_some_and(|at| tokens[at].is("who"));
        let Some(of) = range.clone().skip(1).find(|at| tokens[*at].is("of")) else { return range };
        let is_kin = words().kin.has(&tokens[of - 1]);
        let last = range.end.checked_sub(1).and_then(|last| self.reader.sentence.name_at(last));
        let named = last.filter(|name| name.kind == NameKind::Person && name.range.end == range.end);
        if let Some(name) = named.filter(|_| is_who && is_kin) {
            return name.range.clone();
        }
        // "the mother of three" is she
        let is_bare = group == trigger.start && range.end == trigger.start;
        let is_one = tokens.get(of + 1).is_some_and(|token| token.is_any(&["a", "an", "the"]));
        let is_relative =
            is_kin || words().relation.has(&tokens[of - 1]) || tokens[of - 1].is_any(&["name", "names"]);
        if (is_bare || is_who) && is_one && is_relative { of + 1..range.end } else { range }
    }

    /// Returns whether a phrase is of what is left of the dead.
    fn is_body(&self, phrase: &Range<usize>) -> bool {
        self.tokens()[phrase.clone()].iter().any(|token| words().body.has(token))
    }

    fn claim(&self, trigger: &Range<usize>, claim_type: &str, frame: Frame) -> Option<Claim> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let clause = phrase::clause(tokens, trigger);
        let places = self.parties(trigger, &clause, claim_type, frame)?;
        let is_given = self.is_given(trigger, claim_type, frame);
        let stance = stance::of(sentence, self.said, &self.cues, trigger, &clause, claim_type, is_given);
        let is_question = tokens.last().is_some_and(|token| token.is("?"));
        if self.crosses_in_peace(trigger, &places)
            || stance.hypothetical
            || is_question
            || self.suffers_as_thing(trigger, &places)
        {
            return None;
        }
        if self.tells_of_no_act(trigger, frame, claim_type, &places, stance.modality) {
            return None;
        }
        let is_told_not = match tokens[trigger.start].is_cyrillic() {
            true => self.is_russian_negated(trigger, frame),
            false => stance.negated,
        };
        let negated =
            is_told_not || places.victim.as_ref().is_some_and(|victim| self.is_of_none(victim, trigger));
        let is_open = matches!(frame, Frame::Noun | Frame::Event);
        let stance = match is_open && claim_type != "appeal" && self.is_in_demands(trigger) {
            true => Stance { modality: Modality::Demanded, ..stance },
            false => stance,
        };
        let teller = self.who_puts(trigger, frame);
        let stance = match teller {
            Some(teller) => Stance { modality: Modality::Reported, attributed_to: Some(teller), ..stance },
            None => stance,
        };
        let stance = Stance { negated, ..stance };
        // "he died" is seldom said of who was accused; "he was sentenced" is
        let none = FxHashSet::default();
        let reader = match claim_type {
            // "she called on the government": who spoke last
            "appeal" | "accusation" if self.reader.spoke_last.is_some() => {
                Reader { spoken_of: self.reader.spoke_last, suspects: &none, several: &[], ..self.reader }
            }
            "killing" | "injury" | "attack" | "victim_named" => self.reader,
            // "they were arrested" is said of who did it
            "detention" | "trial" | "accusation" => Reader { suspects: &none, several: &[], ..self.reader },
            _ => Reader { suspects: &none, ..self.reader },
        };
        let mut who = places
            .victim
            .as_ref()
            .map_or(Vec::new(), |phrase| reader.participants(phrase, ClaimRole::Victim));
        // "State Police Trooper X", "X, director of Columbus School, and Y": whose people they are does not suffer with them
        let is_person = |who: &Participant| who.kind == ParticipantKind::Person;
        if OF_PERSONS.contains(&claim_type) && who.iter().any(is_person) {
            who.retain(|who| who.kind != ParticipantKind::Organisation);
        }
        let count = places.victim.as_ref().and_then(|phrase| match frame {
            // one named of a group is not its number
            Frame::Group => self.reader.number(phrase),
            _ => self.reader.count(phrase, &who),
        });
        let actors =
            places.actor.as_ref().map_or(Vec::new(), |phrase| reader.participants(phrase, ClaimRole::Actor));
        // "she found the body of her brother": who suffered is not the "she"
        let is_own = |actor: &Participant| {
            actor.tie == Tie::Pronoun && who.iter().any(|victim| victim.name == actor.name)
        };
        let actors: Vec<Participant> = actors.into_iter().filter(|actor| !is_own(actor)).collect();
        let count = count.or_else(|| self.number_beside(trigger, &places, claim_type, frame));
        let is_fold = frame == Frame::Noun && places.victim.is_none();
        let count = count.or_else(|| is_fold.then(|| self.reader.folded(trigger)).flatten());
        who.extend(actors);
        if matches!(frame, Frame::Verb | Frame::State | Frame::Dead) {
            who.extend(self.listed(trigger, places.victim.as_ref()));
            who.extend(self.included(trigger, places.victim.as_ref()));
        }
        // what has vanished with a body is the body
        // "the body of X, who was kidnapped"
        let is_related = phrase::group_start(tokens, trigger.start)
            .checked_sub(1)
            .is_some_and(|at| tokens[at].is_any(&["who", "который", "которая"]));
        let told_type = match claim_type {
            "disappearance"
                if !is_related && places.victim.as_ref().is_some_and(|range| self.is_body(range)) =>
            {
                "body_missing"
            }
            other => other,
        };
        let quote =
            self.quote(trigger, &self.own_clause(trigger, &clause, claim_type, frame), &places, frame);
        let claim = Claim { quote, who, count, ..self.bare(trigger, &clause, told_type, stance) };
        // who demands says so
        let demander = claim.who.iter().find(|who| claim_type == "appeal" && who.role == ClaimRole::Actor);
        let reports = self.reports(trigger).filter(|_| matches!(frame, Frame::Noun | Frame::Event));
        let attributed_to = claim
            .attributed_to
            .or_else(|| demander.map(|who| who.words))
            .or_else(|| reports.map(|reports| sentence.span_of(&reports)));
        let claim = Claim { attributed_to, ..claim };
        (!self.is_bare(&claim, trigger, claim_type, frame)).then(|| quoted_whole(claim))
    }

    /// "On Saturday the union": the day is no part of who.
    fn after_day(&self, range: Range<usize>) -> Range<usize> {
        let sentence = self.reader.sentence;
        let tokens = self.tokens();
        let is_day = |at: usize| sentence.dates.iter().any(|date| date.span.contains(tokens[at].span));
        let start = range.clone().find(|at| !is_day(*at)).unwrap_or(range.end);
        let is_apart = start > range.start && start < range.end && words().determiner.has(&tokens[start]);
        if is_apart { start..range.end } else { range }
    }

    /// "a strike of the miners": who strikes, where the words lead with what they do.
    fn of_act(&self, range: Range<usize>) -> Range<usize> {
        let tokens = self.tokens();
        let act = self.acts.iter().find(|act| range.start <= act.range.start && act.range.end < range.end);
        let of =
            act.map(|act| act.range.end).filter(|of| tokens[*of].is_any(&["of", "by"]) && of + 1 < range.end);
        of.map_or(range.clone(), |of| of + 1..range.end)
    }

    /// Returns whether words tell of nothing in particular, as a noun alone does.
    fn is_bare(&self, claim: &Claim, trigger: &Range<usize>, claim_type: &str, frame: Frame) -> bool {
        let tokens = self.tokens();
        match frame {
            Frame::Noun => {
                claim.who.is_empty()
                    && claim.count.is_none()
                    && claim.when.is_none()
                    && !(tokens[trigger.start].is_cyrillic()
                        && (claim.negated || claim.modality == Modality::Denied))
                    && !self.takes_place(trigger)
            }
            Frame::Dead => {
                claim.who.is_empty()
                    && claim.count.is_none()
                    && !claim.negated
                    && claim.modality != Modality::Denied
                    && !self.is_those(trigger)
                    && !self.there_are(trigger)
            }
            Frame::Event => {
                let is_told = claim.when.is_some()
                    || tokens[trigger.start].is_cyrillic() && claim.negated
                    || claim.place.is_some()
                    || claim_type == "attack" && !claim.who.is_empty();
                // "the repeal of", "a ban on" say of what
                let is_of = tokens[trigger.end - 1].is_any(&["of", "on"]);
                let tells = match claim_type {
                    "appeal" | "torture" => true,
                    "legal_act" => is_of,
                    _ => false,
                };
                !is_told && !tells && !self.is_riot_weapon(trigger) && !self.is_reported_noun(trigger)
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
        // "it's a blessing nobody died"
        let is_last = || is_before && phrase.len() > 1 && is_no_one(phrase.end - 1);
        is_no_one(phrase.start)
            || is_last()
            || is_before && near.into_iter().any(|at| is_no_one(at) || is_not(at))
    }

    /// Returns a claim of nobody, with its clause as the quote.
    pub(super) fn bare(
        &self,
        trigger: &Range<usize>,
        clause: &Range<usize>,
        claim_type: &str,
        stance: Stance,
    ) -> Claim {
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

    /// "crossed the border": no attack, unless those who do are armed.
    fn crosses_in_peace(&self, trigger: &Range<usize>, places: &Places) -> bool {
        let tokens = self.tokens();
        let is_armed = |token: &Token| {
            words().outlaw.has(token)
                || words().enforcer.has(token)
                || token.is_any(&["armed", "fighters", "tanks", "mercenaries", "troops"])
        };
        let start = places.actor.as_ref().map_or(0, |actor| actor.start.min(trigger.start));
        let ends_so = tokens[trigger.end - 1].is_any(&["border", "frontier"]);
        ends_so && !tokens[start..trigger.start].iter().any(is_armed)
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
                let start = match self.reports(trigger) {
                    Some(reports) if matches!(frame, Frame::Noun | Frame::Event) => start.min(reports.start),
                    _ if frame == Frame::Dead && self.is_those(trigger) => clause.start,
                    _ => start,
                };
                start.max(clause.start)..clause.end.max(trigger.end)
            }
            Frame::Verb | Frame::State | Frame::Deed | Frame::Named | Frame::None => clause.clone(),
        };
        // "the parties, including the Greens"
        let includes = |at: usize| tokens.get(at).is_some_and(|token| token.is("including"));
        if tokens.get(range.end).is_some_and(|token| token.is(",")) && includes(range.end + 1) {
            range.end = phrase::clause(tokens, &(range.end + 1..range.end + 2)).end;
        }
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
}

/// Returns a claim with its quote widened over the words of the fields, so that each stands in it.
pub(super) fn quoted_whole(claim: Claim) -> Claim {
    let who = claim.who.iter().map(|who: &Participant| who.words);
    let count = claim.count.iter().map(|count: &Count| count.words);
    let quote = who.chain(count).fold(claim.quote, Span::join);
    Claim { quote, ..claim }
}
