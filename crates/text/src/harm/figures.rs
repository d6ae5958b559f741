//! The phrases of an article that stand for the same persons, taken together.

use super::acts::Act;
use super::candidate::{Candidate, Number, candidates, singular};
use super::features::{Scene, features, mark_of_pronoun, marks};
use super::model::{CLASSES, Model, together};
use crate::Span;
use crate::attribution::Attribution;
use crate::claims::{Claim, Tie};
use crate::document::Sentence;
use crate::linear::Bag;
use crate::people::People;
use crate::rules::Rules;
use crate::seen::SeenWords;
use crate::token::lower_of;
use rustc_hash::FxHashMap;

/// Persons that an article speaks of, in one place or several.
pub(crate) struct Figure {
    /// The phrases, in the order of the article.
    pub(crate) mentions: Vec<Mention>,
    /// Features that one phrase gives to all.
    marks: Vec<u32>,
}

impl Figure {
    /// Returns whether the rules have read anything of it.
    pub(crate) fn is_read(&self) -> bool {
        !self.marks.is_empty()
    }

    /// Returns how likely each fate is, by all phrases together.
    pub(crate) fn shares(&self, model: &Model) -> [f32; CLASSES] {
        together(self.mentions.iter().map(|mention| model.shares(&mention.features)))
    }
}

/// One phrase of a figure.
pub(crate) struct Mention {
    pub(crate) candidate: Candidate,
    /// Features of the phrase where it stands, of the figure and of the article.
    pub(crate) features: Vec<u32>,
}

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Person(usize),
    Name(String),
    Noun { head: String, plural: bool, number: Option<Number> },
}

/// Figures by what their phrases have in common.
#[derive(Default)]
struct Known {
    at: FxHashMap<Key, usize>,
    /// The number that a plural noun had last.
    numbers: FxHashMap<String, Option<Number>>,
}

/// Returns the figures of an article, and the acts of each sentence; `said` is what it puts down to others.
pub(crate) fn figures<'r>(
    text: &str,
    sentences: &[Sentence],
    people: &People,
    rules: &'r Rules,
    said: &[Attribution],
    claims: &[Claim],
) -> (Vec<Figure>, Vec<Vec<Act<'r>>>) {
    let acts: Vec<Vec<Act<'r>>> =
        sentences.iter().map(|sentence| super::acts::acts(sentence, rules)).collect();
    let mut list: Vec<Figure> = Vec::new();
    let mut known = Known::default();
    let mut claim_at = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        let from = claim_at;
        while claims.get(claim_at).is_some_and(|claim| claim.trigger.start < sentence.span.end) {
            claim_at += 1;
        }
        let found = candidates(index, sentence, &claims[from..claim_at]);
        let sources: Vec<Span> = said
            .iter()
            .filter(|it| it.is_speech)
            .filter_map(|it| it.source)
            .filter(|source| sentence.span.contains(*source))
            .collect();
        let scene = Scene {
            text,
            sentence,
            seen: SeenWords::of(sentence),
            index,
            acts: &acts[index],
            candidates: &found,
            beside: [
                index.checked_sub(1).map_or(&[], |at| acts[at].as_slice()),
                acts.get(index + 1).map_or(&[], |acts| acts.as_slice()),
            ],
            claims: &claims[from..claim_at],
            sources: &sources,
        };
        for candidate in &found {
            let key = known.key(text, sentence, candidate);
            let at = *known.at.entry(key).or_insert_with(|| {
                list.push(Figure { mentions: Vec::new(), marks: Vec::new() });
                list.len() - 1
            });
            let features = features(&scene, candidate);
            list[at].marks.extend(marks(&scene, candidate));
            list[at].mentions.push(Mention { candidate: candidate.clone(), features });
        }
    }
    for (claim, who) in claims.iter().flat_map(|claim| claim.who.iter().map(move |who| (claim, who))) {
        let person = || people.list.iter().position(|person| person.name == who.name);
        let figure = Some(who)
            .filter(|who| who.tie == Tie::Pronoun)
            .and_then(|_| known.at.get(&Key::Person(person()?)));
        if let Some(&at) = figure {
            list[at].marks.extend(mark_of_pronoun(claim, who));
        }
    }
    let of_article = of_article(claims, &acts);
    for figure in &mut list {
        let shared = of_figure(figure, &of_article);
        for mention in &mut figure.mentions {
            mention.features.extend(&shared);
            mention.features.sort_unstable();
            mention.features.dedup();
        }
    }
    (list, acts)
}

impl Known {
    fn key(&mut self, text: &str, sentence: &Sentence, candidate: &Candidate) -> Key {
        if let Some(person) = candidate.person {
            return Key::Person(person);
        }
        if candidate.name.is_some() || candidate.by_rule {
            return Key::Name(lower_of(sentence.span_of(&candidate.range).of(text)));
        }
        let head = singular(&sentence.tokens[candidate.head].lower).to_owned();
        let (plural, mut number) = (candidate.plural, candidate.number);
        if plural {
            // "the peasants", after "12 peasants"
            let last = self.numbers.entry(head.clone()).or_default();
            number = number.or(*last);
            *last = number;
        }
        Key::Noun { head, plural, number }
    }
}

/// Features of the article as a whole.
fn of_article(claims: &[Claim], acts: &[Vec<Act<'_>>]) -> Vec<u32> {
    let mut bag = Bag(Vec::new());
    let mut types: Vec<u32> = acts.iter().flatten().map(|act| act.kind).collect();
    types.sort_unstable();
    let count = |kind: u32| types.iter().filter(|other| **other == kind).count().min(6) as u32;
    let mut seen = types.clone();
    seen.dedup();
    for kind in &seen {
        bag.add(50, &[*kind]);
        bag.add(51, &[*kind, bucket(count(*kind) as usize)]);
    }
    for kind in acts.iter().take(2).flatten().map(|act| act.kind) {
        bag.add(52, &[kind]);
    }
    bag.add(53, &[bucket(claims.len())]);
    bag.0
}

fn bucket(count: usize) -> u32 {
    match count {
        0..=2 => count as u32,
        3..=5 => 3,
        6..=10 => 4,
        11..=20 => 5,
        _ => 6,
    }
}

/// Features that all phrases of a figure share.
fn of_figure(figure: &Figure, of_article: &[u32]) -> Vec<u32> {
    let mut bag = Bag(of_article.iter().chain(&figure.marks).copied().collect());
    let is_name = u32::from(figure.mentions[0].candidate.name.is_some());
    bag.add(60, &[is_name, bucket(figure.mentions.len())]);
    bag.add(61, &[is_name, figure.mentions[0].candidate.sentence.min(5) as u32]);
    bag.0
}
