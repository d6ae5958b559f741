//! Words that tell of acts and stand in no rule file, by a learned model.
//!
//! The rules know an act by its word. Pages tell of acts in more words than any list holds: "the three were bundled off", "they
//! laid down their needles". Every word of a sentence that may tell of an act is a candidate, and a logistic regression
//! over the word, its cluster and what stands around it (`features`) says of which type of claim it tells, if of any. What it finds is
//! read on like a word of the rules: who did and suffered it, when, how sure it is; and it passes the same check of its words.

mod features;
mod lexicon;

pub(crate) use features::{Scene, candidates, features};

use crate::document::Sentence;
use crate::language::Language;
use crate::linear::Linear;
use crate::phrase;
use crate::rules::{FoundAct, Frame, words};
use crate::token::Token;
use std::sync::LazyLock;

/// The types of claims that the model tells apart, in the order of its weights; the first is none.
pub const TYPES: [&str; 19] = [
    "",
    "killing",
    "injury",
    "detention",
    "release",
    "disappearance",
    "body_found",
    "body_missing",
    "body_withheld",
    "torture",
    "trial",
    "strike",
    "protest",
    "appeal",
    "legal_act",
    "attack",
    "accusation",
    "persecution",
    "other",
];

/// How many there are.
pub(crate) const CLASSES: usize = TYPES.len();

/// The weights of features, a type each.
pub(crate) type Model = Linear<CLASSES>;

/// The least share of a type at which a word may tell of it, for a person to look at. On the pages of training, held out, every second claim
/// of such a word was right, and F1 was highest near this bound.
const LEAST: f32 = 0.25;
/// The least share at which a noun that the rules have found tells of an act with nothing else beside it; from `LEAST` on it is a guess.
const SURE: f32 = 0.8;
/// The least share at which what the rules have found is of another type than theirs.
const OTHERWISE: f32 = 0.7;
/// The least share at which what the rules have found is guessed to be of another type as well.
const AS_WELL: f32 = 0.4;
/// Types that are never guessed so: the rules know the words of the first three, and the last says too little.
const KNOWN: [&str; 4] = ["killing", "injury", "attack", "other"];

/// Returns the least share at which a word tells of a type by itself. The bounds of harm were chosen by what they do to articles of other
/// kinds, where the rules know nearly all words of it; what is of no other type is only ever a guess.
fn sure(claim_type: &str) -> f32 {
    match claim_type {
        "killing" | "injury" | "detention" => 0.95,
        "attack" | "torture" => 0.7,
        "other" => f32::INFINITY,
        _ => 0.5,
    }
}

/// Returns whether the model may say that an act of the rules is of another type. They know the words of deaths, wounds and attacks better, and
/// what they count hangs on them; who accuses, is tried or appeals is told by words of their own; an act that a demand speaks of is not the
/// demand; a phrase of three words says by itself what it tells of; and a beating in English is torture only where somebody is held or those who
/// hold are named. Of the others that the model takes otherwise six of seven were marked as it says on the pages of training, held out, and one in
/// twenty as the rules do.
fn may_be_otherwise(act: &FoundAct<'_>, of_model: &str, sentence: &Sentence) -> bool {
    const LONGEST: usize = 2;
    let is_kept = |claim_type: &str| matches!(claim_type, "killing" | "injury" | "attack");
    // «били», «избивали»: who beats on and on is mostly told of where people are held
    let first = &sentence.tokens[act.range.start];
    let is_beating = first.is_cyrillic() && words().beating.has(first);
    let is_other = match (act.claim_type, of_model) {
        ("injury", "torture") => sentence.tokens.iter().any(is_of_custody) || is_beating,
        ("killing", "accusation") => true,
        ("appeal" | "accusation" | "trial", _) | (_, "appeal") => false,
        (of_rules, of_model) => !is_kept(of_rules) && !is_kept(of_model),
    };
    is_other && act.frame != Frame::None && act.range.len() <= LONGEST
}

/// A word of those who are held, of those who hold them, or of where.
fn is_of_custody(token: &Token) -> bool {
    let rows = words();
    [rows.enforcer, rows.captive, rows.jailer, rows.cell, rows.custody].iter().any(|row| row.has(token))
}

/// What is done to persons by who does it, whatever word tells it.
pub(crate) const TO_PERSONS: [&str; 7] =
    ["killing", "injury", "detention", "release", "disappearance", "torture", "persecution"];

/// Words between two acts of one type at least: what stands nearer tells of the same.
const APART: usize = 6;

/// Words on either side of what only looks like an act in which no other word is one.
const BESIDE: usize = 2;

static ENGLISH: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/acts-en.bin")));
static RUSSIAN: LazyLock<Model> =
    LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/acts-ru.bin")));

/// Returns the model inside the program for an article's language; that of English where it has no other.
pub(crate) fn of(language: Option<Language>) -> &'static Model {
    match language {
        Some(Language::Russian) => &RUSSIAN,
        _ => &ENGLISH,
    }
}

/// A word that the model takes for an act.
struct Likely {
    share: f32,
    at: usize,
    class: usize,
}

/// Reads a sentence, the article's `index`th, with the model: marks the acts of the rules that it is sure of too, or tells of what other type
/// they are, and returns those that the rules have not found, and the nouns that they pass over and the model takes for a guess. `acts` holds
/// what only looks like an act as well, of which no word is one.
pub(crate) fn read(
    sentence: &Sentence,
    index: usize,
    model: &Model,
    acts: &mut [FoundAct<'_>],
) -> Vec<FoundAct<'static>> {
    let scene = Scene::new(sentence, acts, index);
    let word = |at: usize| {
        let shares = model.shares(&features(&scene, at));
        let class = (1..CLASSES).max_by(|a, b| shares[*a].total_cmp(&shares[*b]))?;
        (shares[class] >= LEAST).then_some(Likely { share: shares[class], at, class })
    };
    let mut likely: Vec<Likely> = candidates(sentence).filter_map(word).collect();
    likely.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.at.cmp(&b.at)));
    let mut further: Vec<FoundAct<'static>> = Vec::new();
    for Likely { at, class, share } in likely {
        let claim_type = TYPES[class];
        if let Some(own) = acts.iter_mut().find(|act| act.range.contains(&at)) {
            own.is_sure |= own.claim_type == claim_type && share >= SURE;
            if share >= OTHERWISE && may_be_otherwise(own, claim_type, sentence) {
                (own.claim_type, own.is_sure) = (claim_type, true);
            } else {
                further.extend(beside(own, sentence, Likely { at, class, share }));
            }
            continue;
        }
        let is_near = |act: &FoundAct<'_>| {
            let between = at.saturating_sub(act.range.end).max(act.range.start.saturating_sub(at + 1));
            between == 0 || act.claim_type == claim_type && between < APART
        };
        // "a celestial body was discovered"
        let is_beside =
            |look: &FoundAct<'_>| look.range.start <= at + BESIDE && at <= look.range.end + BESIDE;
        let is_taken =
            acts.iter().any(|act| if act.frame == Frame::None { is_beside(act) } else { is_near(act) });
        let is_new = !is_taken && !further.iter().any(is_near);
        if is_new {
            // a body was found: that somebody killed is a guess
            let is_body = claim_type == "killing" && words().body.has(&sentence.tokens[at]);
            let is_guess =
                share < sure(claim_type) || is_body || claim_type == "appeal" && is_done(sentence, at);
            let frame = frame(sentence, at, class);
            further.push(FoundAct { range: at..at + 1, claim_type, frame, is_sure: true, is_guess });
        }
    }
    further
}

/// Returns what the model guesses of an act of the rules: that a noun which they pass over tells of it, or that it tells of another type as
/// well, with a frame of that.
fn beside(own: &FoundAct<'_>, sentence: &Sentence, likely: Likely) -> Option<FoundAct<'static>> {
    // what only looks like an act is none by the model either
    if own.frame == Frame::None {
        return None;
    }
    let Likely { at, class, share } = likely;
    let claim_type = TYPES[class];
    let is_same = own.claim_type == claim_type;
    let is_noun =
        matches!(own.frame, Frame::Noun | Frame::Event) || phrase::is_led(&sentence.tokens, own.range.start);
    let is_other = share >= AS_WELL && !KNOWN.contains(&claim_type);
    let may_be = if is_same { is_noun && !own.is_sure } else { is_other };
    may_be.then(|| FoundAct {
        range: own.range.clone(),
        claim_type,
        frame: if is_same { own.frame } else { frame(sentence, at, class) },
        is_sure: true,
        is_guess: true,
    })
}

/// "The judges investigate the murders": returns whether an English verb has its plain form for those who open the sentence, and not for a demand.
fn is_done(sentence: &Sentence, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let (tokens, token) = (&sentence.tokens, &sentence.tokens[before]);
    token.lower.ends_with('s') && tokens[..before].iter().all(|token| words().determiner.has(token))
}

/// Returns how a word tells of an act: what is done to persons by its form, all else as done by its subject or as an event.
fn frame(sentence: &Sentence, at: usize, class: usize) -> Frame {
    /// What has those to whom it is done for its subject where the verb is passive.
    const OF_COURTS: [&str; 3] = ["trial", "accusation", "legal_act"];
    let (tokens, token) = (&sentence.tokens, &sentence.tokens[at]);
    let to_persons = TO_PERSONS.contains(&TYPES[class]);
    if token.is_cyrillic() {
        return of_form(crate::russian::is_verb(token), to_persons);
    }
    let has_form =
        ["ed", "ing", "s"].iter().any(|end| token.lower.ends_with(end)) || words().participle.has(token);
    let is_passive = phrase::is_passive(tokens, at);
    let is_verb = !phrase::is_led(tokens, at) && (has_form || is_passive);
    of_form(is_verb, to_persons || is_passive && OF_COURTS.contains(&TYPES[class]))
}

fn of_form(is_verb: bool, to_persons: bool) -> Frame {
    match (is_verb, to_persons) {
        (true, true) => Frame::Verb,
        (true, false) => Frame::Deed,
        (false, true) => Frame::Noun,
        (false, false) => Frame::Event,
    }
}
