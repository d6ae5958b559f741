//! Acts in a sentence, with their participants.

use super::claim::{Claim, ClaimRole, Count, Participant, ParticipantKind, Place, When};
use super::parties::Places;
use super::stance::{self, FoundCue, Stance};
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
pub(super) const BODIES: &[&str] = &["body", "bodies", "corpse", "corpses", "тела", "тел", "трупов"];

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
        let finder = Finder { reader, rules: self.rules, said: self.said, cues };
        finder.told(trigger, claim_type, victim)
    }
}

pub(super) struct Finder<'d> {
    pub(super) reader: Reader<'d>,
    rules: &'d Rules,
    said: &'d [Attribution],
    cues: Vec<FoundCue>,
}

impl Finder<'_> {
    pub(super) fn tokens(&self) -> &[Token] {
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
        // what has vanished with a body is the body
        let is_body = |range: &Range<usize>| tokens[range.clone()].iter().any(|token| token.is_any(BODIES));
        let told_type = match claim_type {
            "disappearance" if places.victim.as_ref().is_some_and(is_body) => "body_missing",
            other => other,
        };
        let quote = self.quote(trigger, &clause, &places, frame);
        let is_nobody =
            |phrase: &Range<usize>| tokens[phrase.start].is_any(&["no", "none", "nobody", "никто"]);
        let stance =
            Stance { negated: stance.negated || places.victim.as_ref().is_some_and(is_nobody), ..stance };
        let claim = Claim { quote, who, count, ..self.bare(trigger, &clause, told_type, stance) };
        // a noun alone tells of nothing in particular
        let is_bare = match frame {
            Frame::Noun => claim.who.is_empty() && claim.count.is_none() && claim.when.is_none(),
            Frame::Dead => claim.who.is_empty() && claim.count.is_none(),
            Frame::Event => claim.when.is_none() && claim.place.is_none() && claim_type != "appeal",
            Frame::Named => {
                !claim.who.iter().any(|who| who.kind == ParticipantKind::Person)
                    || self.speaks_of_suspect(trigger)
            }
            // "their demands", "such strikes": no verb
            Frame::Deed => trigger.len() == 1 && self.is_plural_noun(trigger.start),
            Frame::Verb | Frame::State | Frame::Group => false,
        };
        (!is_bare).then(|| quoted_whole(claim))
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

    /// "the attacks of Monday", "political prisoners": the words take it as known that there were some.
    fn is_given(&self, trigger: &Range<usize>, frame: Frame) -> bool {
        let is_definite = || trigger.start.checked_sub(1).is_some_and(|at| self.tokens()[at].is("the"));
        frame == Frame::Group || frame == Frame::Event && is_definite()
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

/// Returns a claim with its quote widened over the words of the fields, so that each stands in it.
fn quoted_whole(claim: Claim) -> Claim {
    let who = claim.who.iter().map(|who: &Participant| who.words);
    let count = claim.count.iter().map(|count: &Count| count.words);
    let quote = who.chain(count).fold(claim.quote, Span::join);
    Claim { quote, ..claim }
}
