//! What the claims of an article say of a number of persons: said in words, named, added up within a sentence.

use super::attacker::{Attacker, attacker, is_of_doer};
use super::is_of_another_time;
use super::victims::Victim;
use crate::Span;
use crate::claims::{Claim, Modality, ParticipantKind, is_shot};
use crate::extract::Extraction;
use crate::number::amounts_in;
use crate::rules::Rules;
use std::collections::BTreeSet;
use tizim_model::Day;

/// A count of an article's toll is below this; larger numbers are of other things.
const MOST: u64 = 100_000;
/// Claims at the beginning of an article, whose numbers are mostly those that it is about.
const FIRST: usize = 3;

/// A number that a claim says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    pub(super) value: u64,
    /// A number in words or digits, not one person or a list of names.
    pub(super) in_words: bool,
    /// Among the first claims of its type.
    pub(super) is_early: bool,
    /// Only of persons who are named, as many as are named.
    pub(super) of_names: bool,
    /// Of those whom somebody killed: he is not counted among them.
    pub(super) of_doer: bool,
    /// In the headline or first line.
    pub(super) in_title: bool,
    /// "Eight were shot": some of them may have died.
    pub(super) of_shot: bool,
}

/// All that is said of how many were killed, or hurt.
#[derive(Clone, Debug, Default)]
pub(super) struct Readings {
    /// Numbers of the claims, in the order of the article.
    pub(super) said: Vec<Said>,
    /// Different persons that are named.
    pub(super) named: u64,
    /// The largest sum of numbers that a sentence says of different phrases.
    pub(super) sum: u64,
    /// Some claim has somebody who suffers.
    pub(super) any_victim: bool,
    /// Some claim has nobody.
    pub(super) any_bare: bool,
    /// Who killed others is said to have killed himself.
    pub(super) own_hand: bool,
    /// One person is said to be hurt in the same breath as another is said to be killed.
    pub(super) is_other: bool,
    /// Police or troops are said to have killed who attacked others.
    pub(super) by_force: bool,
    /// "A third person died": of how many those who are told of are the last.
    pub(super) ordinals: Vec<u64>,
    /// Numbers of victims, dead and hurt together.
    pub(super) victims: Vec<u64>,
    /// Numbers of bodies found.
    pub(super) bodies: Vec<u64>,
    /// How the claims stand beside those of the other harm.
    pub(super) beside: Beside,
}

/// The claims of killing beside those of injury, or the other way round.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// The other harm is told first.
    pub(super) other_first: bool,
    /// The headline tells of the other harm only.
    pub(super) other_in_title: bool,
    /// The headline tells of this one.
    pub(super) in_title: bool,
    /// The other harm is told at least three times as often.
    pub(super) few: bool,
}

impl Readings {
    /// Returns the largest number that is said, of those that are wanted.
    pub(super) fn largest(&self, is_wanted: impl Fn(&Said) -> bool) -> u64 {
        self.said.iter().filter(|said| is_wanted(said)).map(|said| said.value).max().unwrap_or(0)
    }

    /// Returns the number by the plainest reading: the largest that is said. A number in words outweighs how many are named: not
    /// all who are named with the dead are among them. Who was shot and died is among those who were shot; one who was hurt may be
    /// the one who died, unless both are told of in one breath.
    pub(super) fn plainest(&self, dead: Option<u64>) -> u64 {
        let Some(dead) = dead else {
            let said = self.largest(|_| true);
            let is_numbered = self.said.iter().any(|said| said.in_words && said.value >= 1);
            return if is_numbered { said } else { said.max(self.named).max(u64::from(self.any_victim)) };
        };
        let (shot, wounded) = (self.largest(|said| said.of_shot), self.largest(|said| !said.of_shot));
        let is_dead = wounded == 1 && dead > 0 && shot <= dead && !self.is_other;
        let wounded = if is_dead { 0 } else { wounded };
        wounded.max(shot.saturating_sub(dead)).max(self.named)
    }
}

/// Reads what the claims say of the killed, or of the hurt.
pub(super) fn readings(
    text: &str,
    found: &Extraction,
    day: Option<Day>,
    victims: &[Victim],
    killed: bool,
) -> Readings {
    let rules = Rules::of(found.language);
    let wanted = if killed { "killing" } else { "injury" };
    // of a whole year is not of what the article tells
    let is_counted = |claim: &&Claim| {
        claim.claim_type == wanted
            && !claim.negated
            && !matches!(claim.modality, Modality::Demanded | Modality::Predicted | Modality::Denied)
            && claim.when.as_ref().is_none_or(|when| when.precision != "year")
            && !is_of_another_time(claim, day)
    };
    let claims: Vec<&Claim> = found.told().filter(is_counted).collect();
    let title = text.find('\n').unwrap_or(0);
    let names: BTreeSet<&str> =
        victims.iter().filter(|victim| victim.killed == killed).map(|victim| victim.name.as_str()).collect();
    let has_victim = |claim: &&Claim| claim.victims().next().is_some();
    let attacker = if killed { attacker(text, found, &claims, rules) } else { Attacker::default() };
    let is_other = |claim: &&Claim| number(claim) == Some(1) && is_beside_dead(text, found, claim);
    let said = claims.iter().enumerate().filter_map(|(rank, claim)| {
        let words = claim.count.as_ref().map(|count| count.words.of(text));
        Some(Said {
            value: number(claim)?,
            in_words: words.is_some_and(|words| !amounts_in(words).is_empty()),
            is_early: rank < FIRST,
            of_names: claim.victims().any(|who| who.kind == ParticipantKind::Person),
            of_doer: is_of_doer(claim, rules),
            in_title: claim.trigger.start < title,
            of_shot: is_shot(claim.trigger.of(text), rules),
        })
    });
    Readings {
        said: said.collect(),
        named: names.len() as u64,
        sum: largest_sum(text, &claims),
        any_victim: claims.iter().any(has_victim),
        any_bare: !claims.iter().all(has_victim),
        own_hand: attacker.by_own_hand,
        is_other: !killed && claims.iter().any(is_other),
        by_force: attacker.by_force,
        ordinals: claims.iter().filter_map(|claim| ordinal(text, claim)).collect(),
        victims: called_victims(found),
        bodies: if killed { bodies(found, day) } else { Vec::new() },
        beside: beside(found, &claims, if killed { "injury" } else { "killing" }, title),
    }
}

/// Returns the number that "third" and the like give to who is told of.
fn ordinal(text: &str, claim: &Claim) -> Option<u64> {
    const ORDINALS: [&str; 7] = ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    let victim = claim.victims().next()?;
    let first = victim.words.of(text).split_whitespace().take(2).map(str::to_lowercase);
    first
        .filter_map(|word| ORDINALS.iter().position(|ordinal| *ordinal == word))
        .map(|at| at as u64 + 2)
        .next()
}

/// Returns the numbers of several who are called victims, dead and hurt together.
fn called_victims(found: &Extraction) -> Vec<u64> {
    let called = found.told().filter(|claim| claim.claim_type == "victim_named" && !claim.negated);
    called.filter_map(number).filter(|number| *number > 1).collect()
}

/// Returns the numbers of bodies that are said to be found, at the time that the article is about.
fn bodies(found: &Extraction, day: Option<Day>) -> Vec<u64> {
    let found = found.told().filter(|claim| claim.claim_type == "body_found" && !claim.negated);
    found.filter(|claim| !is_of_another_time(claim, day)).filter_map(number).collect()
}

/// Returns how some claims of a harm stand beside those of the other; `title` is where the headline ends.
fn beside(found: &Extraction, claims: &[&Claim], other: &str, title: usize) -> Beside {
    let others: Vec<&Claim> =
        found.told().filter(|claim| claim.claim_type == other && !claim.negated).collect();
    let start =
        |claims: &[&Claim]| claims.iter().map(|claim| claim.trigger.start).min().unwrap_or(usize::MAX);
    let (own, its) = (start(claims), start(&others));
    Beside {
        other_first: its < own,
        other_in_title: its < title && own >= title,
        in_title: own < title,
        few: !others.is_empty() && claims.len() * 3 <= others.len(),
    }
}

fn number(claim: &Claim) -> Option<u64> {
    let count = claim.count.as_ref().filter(|count| !count.vague)?;
    count.min.or(count.max).filter(|count| *count < MOST)
}

/// Returns whether somebody else is said to be killed in the same sentence.
fn is_beside_dead(text: &str, found: &Extraction, hurt: &Claim) -> bool {
    let suffers = |claim: &Claim| claim.victims().next().map(|who| who.words);
    let dead = found.told().filter(|claim| claim.claim_type == "killing" && !claim.negated);
    dead.filter(|dead| is_one_sentence(text, dead.trigger, hurt.trigger)).any(|dead| {
        let both = suffers(dead).zip(suffers(hurt));
        both.is_some_and(|(dead, hurt)| !dead.overlaps(hurt))
    })
}

/// "Two women and a man were killed", "four died at the scene and a fifth in hospital": phrases of one sentence that hold nothing
/// in common.
fn largest_sum(text: &str, claims: &[&Claim]) -> u64 {
    let mut most = 0;
    let mut at = 0;
    while at < claims.len() {
        let mut end = at + 1;
        while end < claims.len() && is_one_sentence(text, claims[end - 1].trigger, claims[end].trigger) {
            end += 1;
        }
        let mut taken: Vec<Span> = Vec::new();
        let mut sum = 0;
        for claim in &claims[at..end] {
            let suffers = claim.victims().map(|who| who.words);
            let whole = suffers.reduce(Span::join);
            let (Some(whole), Some(value)) = (whole, number(claim)) else { continue };
            if taken.iter().all(|other| !other.overlaps(whole)) {
                taken.push(whole);
                sum += value;
            }
        }
        most = most.max(sum);
        at = end;
    }
    most
}

fn is_one_sentence(text: &str, first: Span, second: Span) -> bool {
    let (start, end) = (first.start.min(second.start), first.end.max(second.end));
    let between = Span::new(start, end).of(text);
    !between.contains(". ") && !between.contains('\n')
}
