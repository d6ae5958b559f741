//! What the model sees of a word: itself, its cluster, the words and names around it, and what the rules have found beside it.

use crate::document::Sentence;
use crate::linear::Bag;
use crate::phrase::{is_adverb, is_passive};
use crate::rules::{FoundAct, Frame, Row, words};
use crate::seen::{NO_WORD, SeenWord, SeenWords};
use crate::tagger::{Cluster, hash_word};
use crate::token::{Kind, Token};

/// Words on each side whose order is not looked at.
const WINDOW: usize = 8;
/// Letters of a word that may tell of an act at least.
const SHORTEST: usize = 3;

/// A sentence with the acts that the rules have found in it, and what only looks like one.
pub(crate) struct Scene<'d> {
    sentence: &'d Sentence,
    acts: &'d [FoundAct<'d>],
    /// Its place among the article's sentences.
    index: usize,
    seen: SeenWords,
}

impl<'d> Scene<'d> {
    pub(crate) fn new(sentence: &'d Sentence, acts: &'d [FoundAct<'d>], index: usize) -> Self {
        Self { sentence, acts, index, seen: SeenWords::of(sentence) }
    }
}

/// Returns the tokens of a sentence that may tell of an act: words that are neither names nor small.
pub(crate) fn candidates(sentence: &Sentence) -> impl Iterator<Item = usize> {
    let is_headline = crate::attribution::is_headline(&sentence.tokens);
    (0..sentence.tokens.len()).filter(move |at| {
        let (token, rows) = (&sentence.tokens[*at], words());
        let is_small = [&rows.auxiliary, &rows.determiner, &rows.possessive, &rows.pronoun, &rows.adposition]
            .iter()
            .any(|row| row.has(token));
        let is_people = rows.is_for_persons(token) || rows.plural.has(token) || rows.several.has(token);
        // "they want to go"
        let is_wish =
            token.lower.starts_with("want") && sentence.tokens.get(at + 1).is_some_and(|next| next.is("to"));
        // "умер в колонии", "sentenced to two years in prison"
        let is_term = || {
            let before = at.checked_sub(2).map(|from| &sentence.tokens[from..*at]);
            before.is_some_and(|before| {
                (rows.age_unit.has(&before[0]) || before[0].is("months")) && before[1].is("in")
            })
        };
        let is_place = rows.cell.has(token) && (token.is_cyrillic() || is_term());
        let is_measure = rows.unit.has(token) || rows.age_unit.has(token) || rows.period.has(token);
        token.kind == Kind::Word
            && !is_people
            && !is_measure
            && !is_wish
            && !is_place
            && !is_adverb(token)
            && crate::number::number_at(std::slice::from_ref(token), 0).is_none()
            && !rows.bound.has(token)
            && token.lower.chars().count() >= SHORTEST
            && (!token.is_capital || *at == 0 || is_headline)
            && !is_small
            && sentence.name_at(*at).is_none()
            && !sentence.times().any(|time| time.contains(token.span))
    })
}

/// The first letters of a word, which its forms share; of Russian the more.
fn beginning(lower: &str) -> u32 {
    const LETTERS: usize = 6;
    let end = lower.char_indices().nth(LETTERS).map_or(lower.len(), |(at, _)| at);
    hash_word(&lower[..end])
}

/// The last letters of a word: its form.
fn ending(lower: &str) -> u32 {
    const LETTERS: usize = 3;
    let start = lower.char_indices().rev().nth(LETTERS - 1).map_or(0, |(at, _)| at);
    hash_word(&lower[start..])
}

/// The stem of a word, as far as an ending tells.
fn stem(lower: &str) -> &str {
    ["ing", "ed", "es", "s"]
        .iter()
        .find_map(|end| lower.strip_suffix(end).filter(|stem| stem.chars().count() >= SHORTEST))
        .unwrap_or(lower)
}

/// Returns the features of a word where it stands.
pub(crate) fn features(scene: &Scene<'_>, at: usize) -> Vec<u32> {
    let mut bag = Bag(Vec::with_capacity(100));
    let tokens = &scene.sentence.tokens;
    let token = &tokens[at];
    let Cluster { fine, coarse } = scene.seen.at(Some(at)).cluster;
    let (fine, coarse) = (u32::from(fine), u32::from(coarse));
    let word = hash_word(&token.lower);
    let form = form(tokens, at);
    bag.add(0, &[]);
    bag.add(1, &[word]);
    bag.add(2, &[hash_word(stem(&token.lower))]);
    bag.add(3, &[fine]);
    bag.add(4, &[coarse]);
    bag.add(5, &[fine, form]);
    bag.add(6, &[coarse, form]);
    bag.add(7, &[word, form]);
    let beside = |steps: usize| (at.checked_sub(steps), Some(at + steps));
    let ((b1, a1), (b2, a2)) = (beside(1), beside(2));
    let [before, before_that, behind, behind_that] = [b1, b2, a1, a2].map(|at| scene.seen.at(at));
    let (s1, s2, n1, n2) = (before.word, before_that.word, behind.word, behind_that.word);
    let (k1, k2, j1, j2) = (before.kind, before_that.kind, behind.kind, behind_that.kind);
    bag.add(8, &[word, n1]);
    bag.add(9, &[s1, word]);
    bag.add(10, &[word, n1, n2]);
    bag.add(11, &[s2, s1, word]);
    bag.add(12, &[fine, n1]);
    bag.add(13, &[s1, fine]);
    bag.add(14, &[fine, j1]);
    bag.add(15, &[k1, fine]);
    bag.add(16, &[fine, j1, j2]);
    bag.add(17, &[k2, k1, fine]);
    bag.add(18, &[n1, n2]);
    bag.add(19, &[s2, s1]);
    bag.add(20, &[j1, j2]);
    bag.add(21, &[k2, k1]);
    of_endings(scene, at, [k1, j1], &mut bag);
    of_lexicon(token, fine, form, &mut bag);
    around(scene, at, fine, coarse, &mut bag);
    found_beside(scene, at, fine, &mut bag);
    bag.add(40, &[scene.index.min(4) as u32]);
    bag.add(41, &[scene.index.min(4) as u32, coarse]);
    bag.0
}

/// The beginnings and endings of the word and of those beside it, by which a language with many forms of a word tells; `before` and `behind` are
/// what those are to the model.
fn of_endings(scene: &Scene<'_>, at: usize, [before, behind]: [u32; 2], bag: &mut Bag) {
    let lower = &scene.sentence.tokens[at].lower;
    let own = beginning(lower);
    let of = |place: Option<usize>, part: fn(&str) -> u32| {
        place.and_then(|at| scene.sentence.tokens.get(at)).map_or(NO_WORD, |token| part(&token.lower))
    };
    let (left, right) = (at.checked_sub(1), Some(at + 1));
    bag.add(60, &[own]);
    bag.add(61, &[ending(lower)]);
    bag.add(62, &[own, of(right, beginning)]);
    bag.add(63, &[of(left, beginning), own]);
    bag.add(64, &[own, of(right, ending)]);
    bag.add(65, &[of(left, ending), own]);
    bag.add(66, &[of(right, ending)]);
    bag.add(67, &[of(left, ending)]);
    bag.add(68, &[own, behind]);
    bag.add(69, &[before, own]);
}

/// What the rule files know of the word and of its cluster.
fn of_lexicon(token: &Token, fine: u32, form: u32, bag: &mut Bag) {
    let known = super::lexicon::of(token);
    for class in known.of_word(&token.lower) {
        bag.add(50, &[class]);
        bag.add(51, &[class, form]);
    }
    for (class, step) in known.of_cluster(fine as u16) {
        bag.add(52, &[class, step]);
        bag.add(53, &[class, step, form]);
    }
}

/// The form of a word: its ending, a helper or an article before it, the passive.
fn form(tokens: &[Token], at: usize) -> u32 {
    let token = &tokens[at];
    let ending = if words().participle.has(token) {
        5
    } else {
        ["ed", "ing", "s"].iter().position(|end| token.lower.ends_with(end)).map_or(0, |at| at as u32 + 1)
    };
    let before = at.checked_sub(1).map(|at| &tokens[at]);
    let led = match before {
        Some(before) if words().determiner.has(before) || words().possessive.has(before) => 1,
        Some(before) if before.is("to") => 2,
        Some(before) if words().auxiliary.has(before) => 3,
        Some(_) => 0,
        None => 4,
    };
    (ending * 8 + led) * 2 + u32::from(is_passive(tokens, at))
}

fn around(scene: &Scene<'_>, at: usize, fine: u32, coarse: u32, bag: &mut Bag) {
    let tokens = &scene.sentence.tokens;
    let rows = words();
    let marked: [Row; 12] = [
        rows.enforcer,
        rows.outlaw,
        rows.institution,
        rows.court,
        rows.kin,
        rows.body,
        rows.persons,
        rows.person,
        rows.captive,
        rows.cell,
        rows.missile,
        rows.charge,
    ];
    let before = at.saturating_sub(WINDOW)..at;
    let behind = at + 1..tokens.len().min(at + 1 + WINDOW);
    for (side, near) in (0..).zip([before, behind]) {
        for place in near {
            let SeenWord { word, kind, .. } = scene.seen.at(Some(place));
            bag.add(22, &[side, word]);
            bag.add(23, &[side, kind]);
            bag.add(24, &[coarse, kind]);
            for (number, _) in (1..).zip(&marked).filter(|(_, row)| row.has(&tokens[place])) {
                bag.add(25, &[side, number]);
                bag.add(26, &[side, number, fine]);
                bag.add(27, &[side, number, coarse]);
            }
        }
    }
}

/// The acts of the rules in the sentence, but the word's own.
fn found_beside(scene: &Scene<'_>, at: usize, fine: u32, bag: &mut Bag) {
    let others = scene.acts.iter().filter(|act| act.frame != Frame::None && !act.range.contains(&at));
    for act in others {
        let (side, between) = match act.range.start > at {
            true => (1, act.range.start - at),
            false => (0, at - act.range.end),
        };
        let kind = hash_word(act.claim_type);
        let distance = (between + 1).ilog2();
        bag.add(30, &[kind]);
        bag.add(31, &[kind, side, distance]);
        bag.add(32, &[kind, fine]);
        bag.add(33, &[side, distance]);
    }
}
