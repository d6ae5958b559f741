//! Who an article has spoken of so far: what its pronouns and its kin without a name stand for.

use super::called::Called;
use super::claim::{Claim, ClaimRole, ParticipantKind};
use super::gender::Genders;
use super::kin::Kin;
use super::who::is_speaker;
use crate::Span;
use crate::attribution::Attribution;
use crate::document::{Name, Sentence};
use crate::people::People;
use crate::rules::{Rules, words};
use crate::tagger::NameKind;
use rustc_hash::FxHashSet;

/// Persons spoken of before among whom a pronoun is sought.
const RECENT: usize = 6;

/// What the sentences before have told, by the places of the article's persons in [`People`].
#[derive(Clone, Debug, Default)]
pub(super) struct SoFar {
    /// The person spoken of last.
    spoken_of: Option<usize>,
    /// Those spoken of before, the last first.
    recent: Vec<usize>,
    /// Which pronoun they take.
    genders: Genders,
    /// The person who spoke last.
    spoke_last: Option<usize>,
    /// Several who suffered in the sentence before.
    several: Vec<usize>,
    /// Who is whose kin.
    kin: Kin,
    /// What those are called who are named.
    called: Called,
    /// Those who were named as having done it, or who were held for it.
    suspects: FxHashSet<usize>,
    /// The person who was last told to be held or tried.
    held: Option<usize>,
    /// Those who speak in the article, before or after, or hold an office.
    tellers: FxHashSet<usize>,
}

/// The same, for one sentence.
#[derive(Clone, Copy)]
pub(super) struct Spoken<'d> {
    pub(super) of: Option<usize>,
    /// Those spoken of before, the last first.
    pub(super) recent: &'d [usize],
    pub(super) genders: &'d Genders,
    pub(super) last: Option<usize>,
    /// Whether people without a name in the same sentence may be meant.
    pub(super) unnamed: bool,
    pub(super) several: &'d [usize],
    pub(super) kin: &'d Kin,
    pub(super) called: &'d Called,
    /// None where an act is told of suspects as well.
    pub(super) suspects: Option<&'d FxHashSet<usize>>,
    pub(super) held: Option<usize>,
    pub(super) tellers: &'d FxHashSet<usize>,
}

impl SoFar {
    /// Returns what is known before the first sentence; `said` is what the article puts down to others.
    pub(super) fn new(sentences: &[Sentence], said: &[Attribution], people: &People, rules: &Rules) -> Self {
        let genders = Genders::of_names(people, rules);
        Self { tellers: tellers(sentences, said), genders, ..Self::default() }
    }

    /// Returns what pronouns stand for in the next sentence.
    pub(super) fn spoken(&self) -> Spoken<'_> {
        Spoken {
            of: self.spoken_of,
            recent: &self.recent,
            genders: &self.genders,
            last: self.spoke_last,
            unnamed: true,
            several: &self.several,
            kin: &self.kin,
            called: &self.called,
            suspects: Some(&self.suspects),
            held: self.held,
            tellers: &self.tellers,
        }
    }

    /// Takes in who is whose kin and what persons are called in a sentence, before its claims are read.
    pub(super) fn learn_persons(&mut self, sentence: &Sentence) {
        self.kin.learn(sentence, self.spoken_of);
        self.genders.learn(sentence);
        self.called.learn(sentence);
    }

    /// Takes in what a sentence's claims tell.
    pub(super) fn learn(
        &mut self,
        sentence: &Sentence,
        claims: &[Claim],
        said: &[Attribution],
        people: &People,
    ) {
        let index = |name: &str| people.list.iter().position(|person| person.name == name);
        // who suffered here, else who is named first, is the one that the next pronoun speaks of
        let victims =
            claims.iter().flat_map(Claim::victims).filter(|who| who.kind == ParticipantKind::Person);
        let victim = victims.filter_map(|who| index(&who.name)).next();
        let first = || {
            let persons = sentence.names.iter().filter(|name| name.kind == NameKind::Person);
            let others = persons.filter(|name| !is_speaker(sentence, name)).filter_map(|name| name.person);
            others.into_iter().find(|person| !self.tellers.contains(person))
        };
        if let Some(person) = victim.or_else(first) {
            self.spoken_of = Some(person);
            // the others of the sentence may be meant where a pronoun does not fit the first
            let others = sentence.names.iter().filter(|name| name.kind == NameKind::Person);
            let others = others.filter(|name| !is_speaker(sentence, name)).filter_map(|name| name.person);
            let mut now: Vec<usize> = vec![person];
            now.extend(others.filter(|other| *other != person));
            self.recent.retain(|earlier| !now.contains(earlier));
            self.recent.splice(0..0, now);
            self.recent.truncate(RECENT);
        }
        self.several = several_of(claims, people);
        let spoke = |words: &Span| {
            let names = sentence.names.iter().filter(|name| words.contains(sentence.span_of(&name.range)));
            names.filter_map(|name| name.person).find(|person| self.tellers.contains(person))
        };
        let sources = said.iter().filter_map(|it| it.source).filter(|words| sentence.span.contains(*words));
        self.spoke_last = sources.filter_map(|words| spoke(&words)).next_back().or(self.spoke_last);
        let accused = claims.iter().flat_map(|claim| {
            let role = match claim.claim_type.as_str() {
                "killing" | "injury" | "attack" => Some(ClaimRole::Actor),
                "detention" | "trial" | "accusation" => Some(ClaimRole::Victim),
                _ => None,
            };
            claim.who.iter().filter(move |who| Some(who.role) == role)
        });
        self.suspects.extend(accused.filter_map(|who| index(&who.name)));
        let held = claims.iter().filter(|claim| matches!(claim.claim_type.as_str(), "detention" | "trial"));
        self.held = held.flat_map(Claim::victims).filter_map(|who| index(&who.name)).last().or(self.held);
    }
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
    let tells = |sentence: &Sentence, name: &Name| {
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
fn owns(sentence: &Sentence, name: &Name) -> bool {
    sentence.tokens.get(name.range.end).is_some_and(|token| token.is("'s"))
}

/// "по словам матери Иванова": his mother tells, and not he.
fn is_of_kin(sentence: &Sentence, name: &Name) -> bool {
    let before = name.range.start.checked_sub(1).map(|at| &sentence.tokens[at]);
    name.range.len() == 1 && before.is_some_and(|token| token.is_cyrillic() && words().relation.has(token))
}
