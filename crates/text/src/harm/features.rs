//! What the model sees of a phrase: its own words, those beside it, the acts of its sentence and the way to them.

use super::acts::Act;
use super::candidate::{Candidate, person_noun, singular};
use crate::Span;
use crate::claims::{Claim, ClaimRole, Participant, is_speaker};
use crate::document::Sentence;
use crate::linear::Bag;
use crate::phrase::{is_adverb, is_passive};
use crate::rules::words;
use crate::seen::{NO_WORD, SeenWords};
use crate::tagger::hash_word;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Elements of a way between a phrase and an act at most; longer ones are only told to be long.
const LONGEST_WAY: usize = 7;
/// Words on each side of a phrase whose order is not looked at.
const WINDOW: usize = 6;
/// Words behind a phrase among which its verb is looked for.
const VERB: usize = 25;
/// Acts on each side of a phrase that are looked at.
const ACTS: usize = 3;

/// The sentence of a candidate, with what is computed once.
pub(crate) struct Scene<'d> {
    pub(crate) text: &'d str,
    pub(crate) sentence: &'d Sentence,
    pub(crate) seen: SeenWords,
    /// Its place among the article's sentences.
    pub(crate) index: usize,
    pub(crate) acts: &'d [Act<'d>],
    /// Acts of the sentence before and of the one after.
    pub(crate) beside: [&'d [Act<'d>]; 2],
    pub(crate) candidates: &'d [Candidate],
    /// The claims that the rules read out of it.
    pub(crate) claims: &'d [Claim],
    /// Those who are said to speak in it.
    pub(crate) sources: &'d [Span],
}

/// Elements of a way that are no word: below any hash that matters.
const A_PHRASE: u32 = 2;
const ANY_WORD: u32 = 3;

impl Scene<'_> {
    fn tokens(&self) -> &[Token] {
        &self.sentence.tokens
    }
}

/// Returns the features of a candidate where it stands.
pub(crate) fn features(scene: &Scene<'_>, candidate: &Candidate) -> Vec<u32> {
    let mut bag = Bag(Vec::with_capacity(160));
    let kind = match candidate.name {
        Some(kind) => 1 + kind as u32,
        None if candidate.by_rule => 7,
        None if candidate.plural => 8,
        None => 9,
    };
    bag.add(0, &[]);
    own_words(scene, candidate, kind, &mut bag);
    words_beside(scene, &candidate.range, kind, &mut bag);
    for (side, acts) in (0..).zip(scene.beside) {
        acts.iter().take(WINDOW).for_each(|act| bag.add(42, &[side, act.kind]));
    }
    said_of(scene, candidate, kind, &mut bag);
    acts_around(scene, candidate, kind, &mut bag);
    read_by_rules(scene, candidate, kind, &mut bag);
    let place = scene.index.min(4) as u32;
    bag.add(40, &[place]);
    bag.add(41, &[place, kind]);
    bag.0
}

fn own_words(scene: &Scene<'_>, candidate: &Candidate, kind: u32, bag: &mut Bag) {
    bag.add(1, &[kind]);
    if candidate.name.is_some() {
        return;
    }
    let tokens = scene.tokens();
    let cluster = scene.seen.at(Some(candidate.head)).cluster;
    bag.add(2, &[hash_word(singular(&tokens[candidate.head].lower)), kind]);
    bag.add(18, &[kind, u32::from(cluster.fine)]);
    bag.add(19, &[kind, u32::from(cluster.coarse)]);
    bag.add(4, &[kind, u32::from(candidate.number.is_some())]);
    for at in candidate.range.start..candidate.head {
        bag.add(3, &[scene.seen.at(Some(at)).word]);
    }
}

fn words_beside(scene: &Scene<'_>, range: &Range<usize>, kind: u32, bag: &mut Bag) {
    let before = [1, 2, 3].map(|steps| scene.seen.at(range.start.checked_sub(steps)));
    let after = [0, 1, 2].map(|steps| scene.seen.at(Some(range.end + steps)));
    let ([b1, b2, b3], [a1, a2, a3]) = (before.map(|seen| seen.word), after.map(|seen| seen.word));
    bag.add(5, &[b1]);
    bag.add(6, &[b2]);
    bag.add(7, &[b1, b2]);
    bag.add(8, &[b1, b2, b3]);
    bag.add(9, &[a1]);
    bag.add(10, &[a2]);
    bag.add(11, &[a1, a2]);
    bag.add(12, &[a1, a2, a3]);
    bag.add(13, &[b1, a1]);
    bag.add(14, &[kind, b1]);
    bag.add(15, &[kind, a1]);
    for (steps, seen) in (43..).zip(before.into_iter().chain(after)) {
        bag.add(steps, &[u32::from(seen.cluster.fine)]);
    }
    // the same by clusters: "dragged from" and "pulled from" are one
    let ([c1, c2, _], [d1, d2, _]) = (before.map(|seen| seen.kind), after.map(|seen| seen.kind));
    bag.add(80, &[c1, c2]);
    bag.add(81, &[d1, d2]);
    bag.add(82, &[c1, d1]);
    bag.add(83, &[kind, c1]);
    bag.add(84, &[kind, d1]);
    (range.start.saturating_sub(WINDOW)..range.start)
        .for_each(|at| bag.add(16, &[scene.seen.at(Some(at)).word]));
    let end = scene.tokens().len().min(range.end + WINDOW);
    (range.end..end).for_each(|at| bag.add(17, &[scene.seen.at(Some(at)).word]));
}

/// What is said of the phrase: the first verb behind it, past its age, its place and the others of its list.
fn said_of(scene: &Scene<'_>, candidate: &Candidate, kind: u32, bag: &mut Bag) {
    let tokens = scene.tokens();
    let end = tokens.len().min(candidate.range.end + VERB);
    let is_helper = |at: usize| words().helper.has(&tokens[at]) || words().auxiliary.has(&tokens[at]);
    let is_past = |at: usize| {
        let token = &tokens[at];
        !token.is_capital
            && token.lower.len() > 3
            && (token.lower.ends_with("ed") || words().participle.has(token))
    };
    let Some(first) = (candidate.range.end..end).find(|at| is_helper(*at) || is_past(*at)) else {
        return bag.add(36, &[]);
    };
    let verb = (first..tokens.len()).find(|at| !is_helper(*at) && !is_adverb(&tokens[*at]));
    let is_helped = u32::from(is_helper(first));
    let (verb, next) = (scene.seen.at(verb), scene.seen.at(verb.map(|at| at + 1)));
    let (verb_cluster, next_cluster) = (u32::from(verb.cluster.fine), u32::from(next.cluster.fine));
    bag.add(85, &[verb_cluster, is_helped]);
    bag.add(86, &[verb_cluster, is_helped, kind]);
    bag.add(87, &[verb_cluster, is_helped, next_cluster]);
    let (verb, next) = (verb.word, next.word);
    bag.add(36, &[verb, is_helped]);
    bag.add(37, &[verb, is_helped, next]);
    bag.add(38, &[verb, is_helped, kind]);
    bag.add(39, &[hash_word(&tokens[first].lower), verb]);
}

fn acts_around(scene: &Scene<'_>, candidate: &Candidate, kind: u32, bag: &mut Bag) {
    let range = &candidate.range;
    let before = scene.acts.iter().rev().filter(|act| act.range.end <= range.start);
    let after = scene.acts.iter().filter(|act| act.range.start >= range.end);
    let within = scene.acts.iter().filter(|act| act.range.start < range.end && act.range.end > range.start);
    let sides: [Vec<&Act<'_>>; 3] =
        [before.take(ACTS).collect(), after.take(ACTS).collect(), within.take(1).collect()];
    for (side, acts) in (1..).zip(&sides) {
        for (rank, act) in (0..).zip(acts) {
            let between = range.end.min(act.range.end)..range.start.max(act.range.start);
            let way = way(scene, between, candidate);
            let word = act_word(scene, act);
            let passive = u32::from(is_passive(scene.tokens(), act.range.start));
            let frame = act.frame as u32;
            bag.add(20, &[side, act.kind, way, passive]);
            bag.add(21, &[side, word, way, passive]);
            bag.add(22, &[side, act.kind, frame, rank, passive]);
            bag.add(23, &[side, word, rank, passive]);
            bag.add(24, &[side, act.kind, kind, passive]);
            bag.add(25, &[side, frame, way, passive]);
            if rank == 0 {
                bag.add(26, &[side, act.kind, distance(act, candidate)]);
            }
        }
        if acts.is_empty() {
            bag.add(27, &[side]);
        }
    }
    let mut types: Vec<u32> = scene.acts.iter().map(|act| act.kind).collect();
    types.sort_unstable();
    types.dedup();
    types.iter().for_each(|act| bag.add(28, &[*act]));
    bag.add(29, &[types.len().min(3) as u32]);
}

fn distance(act: &Act<'_>, candidate: &Candidate) -> u32 {
    match act.distance(&candidate.range) {
        between @ 0..=1 => between as u32,
        2..=3 => 2,
        4..=6 => 3,
        7..=12 => 4,
        _ => 5,
    }
}

fn act_word(scene: &Scene<'_>, act: &Act<'_>) -> u32 {
    let words = act.range.clone().map(|at| hash_word(&scene.tokens()[at].lower));
    words.fold(7, |hash, word| hash.rotate_left(5).wrapping_mul(31) ^ word)
}

/// Returns the way between a phrase and an act: phrases as one element, small words and signs as themselves, the rest as one.
fn way(scene: &Scene<'_>, between: Range<usize>, own: &Candidate) -> u32 {
    let mut way: Vec<u32> = Vec::with_capacity(LONGEST_WAY + 1);
    let mut at = between.start;
    while at < between.end {
        let other = scene.candidates.iter().find(|other| other.range.contains(&at) && *other != own);
        let act = scene.acts.iter().find(|act| act.range.contains(&at));
        let token = &scene.tokens()[at];
        let element = match (other, act) {
            (Some(other), _) => {
                at = other.range.end;
                A_PHRASE
            }
            (None, Some(act)) => {
                at = act.range.end;
                act.kind
            }
            _ => {
                at += 1;
                // "major X" is X
                if person_noun(token).is_some() {
                    continue;
                }
                if is_small(token) { hash_word(&token.lower) } else { ANY_WORD }
            }
        };
        if way.last() != Some(&element) {
            way.push(element);
            shorten(&mut way);
        }
        if way.len() > LONGEST_WAY {
            return NO_WORD;
        }
    }
    way.iter().fold(17, |hash, element| (hash ^ element).wrapping_mul(0x0100_0193).rotate_left(7))
}

/// A row of equal steps is one step: "X, Y, Z and W".
fn shorten(way: &mut Vec<u32>) {
    for period in [2, 3] {
        let n = way.len();
        if n >= 2 * period && way[n - 2 * period..n - period] == way[n - period..] {
            way.truncate(n - period);
        }
    }
}

fn is_small(token: &Token) -> bool {
    let words = words();
    token.kind == Kind::Sign
        || words.edge.has(token)
        || words.auxiliary.has(token)
        || words.speech.has(token)
        || token.is_any(&["and", "of", "a", "an", "the", "his", "her", "their", "'s", "including"])
}

/// What the rules made of the phrase.
fn read_by_rules(scene: &Scene<'_>, candidate: &Candidate, kind: u32, bag: &mut Bag) {
    let span = scene.sentence.span_of(&candidate.range);
    let mut is_read = false;
    for (claim, who) in readings(scene, candidate) {
        let role = role_of(who);
        let claim_type = hash_word(&claim.claim_type);
        bag.add(30, &[claim_type, role]);
        bag.add(31, &[claim_type, role, kind, u32::from(who.words == span)]);
        bag.add(32, &[claim_type, role, u32::from(claim.negated), claim.modality as u32]);
        bag.add(33, &[hash_word(&crate::token::lower_of(claim.trigger.of(scene.text))), role]);
        is_read |= who.role == ClaimRole::Victim;
    }
    bag.add(34, &[u32::from(is_read), kind]);
    bag.add(35, &[u32::from(speaks(scene, candidate))]);
}

/// Returns what one phrase gives to all of its figure: the rules' readings of it, and that it speaks.
pub(crate) fn marks(scene: &Scene<'_>, candidate: &Candidate) -> Vec<u32> {
    let mut bag = Bag(Vec::new());
    for (claim, who) in readings(scene, candidate) {
        bag.add(70, &[hash_word(&claim.claim_type), role_of(who)]);
    }
    if speaks(scene, candidate) {
        bag.add(71, &[]);
    }
    bag.0
}

/// Returns the same of a pronoun that stands for the figure.
pub(crate) fn mark_of_pronoun(claim: &Claim, who: &Participant) -> Vec<u32> {
    let mut bag = Bag(Vec::with_capacity(1));
    bag.add(72, &[hash_word(&claim.claim_type), role_of(who)]);
    bag.0
}

fn readings<'d>(
    scene: &Scene<'d>,
    candidate: &Candidate,
) -> impl Iterator<Item = (&'d Claim, &'d Participant)> {
    let span = scene.sentence.span_of(&candidate.range);
    let all = scene.claims.iter().flat_map(|claim| claim.who.iter().map(move |who| (claim, who)));
    all.filter(move |(_, who)| who.words.overlaps(span))
}

fn role_of(who: &Participant) -> u32 {
    u32::from(who.role == ClaimRole::Victim)
}

/// Returns whether a phrase is of who speaks; not "the mother of X said", nor "X's mother said".
fn speaks(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let (sentence, range) = (scene.sentence, &candidate.range);
    let is_beside = || sentence.names.iter().any(|name| name.range == *range && is_speaker(sentence, name));
    let heads = |source: &&Span| {
        let words = sentence.range_of(**source);
        let holds = words.start <= range.start && range.end <= words.end;
        let follows_of = range.start > words.start
            && scene.tokens()[words.start..range.start].iter().any(|token| token.is("of"));
        let owns = scene.tokens().get(range.end).is_some_and(|token| token.is("'s"));
        holds && !follows_of && !owns
    };
    scene.sources.iter().any(|source| heads(&source)) || is_beside()
}
