//! What a noun of speech attributes: "the ministry's claim that ...", "a report by the union that ...", "fears that ...".

use super::verb::{Found, before_turn};
use super::{Attribution, subject, trimmed};
use crate::document::Sentence;
use crate::rules::{Rules, words};
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words between a noun and the "that" of what it says, at most: "a report by the human rights commission that".
const REACH: usize = 14;

/// Returns what the noun of speech that begins at a token attributes; no source reaches back before `from`.
pub(super) fn of(sentence: &Sentence, rules: &Rules, at: usize, from: usize) -> Option<Found> {
    let tokens = &sentence.tokens;
    let noun = at..at + rules.telling_at(tokens, at)?;
    if sentence.name_at(at).is_some() || is_said_by(sentence, rules, at) {
        return None;
    }
    let (source, cue_start) = match owner(sentence, rules, at, from) {
        Some((source, start)) => (Some(source), start),
        None => (None, at),
    };
    let behind = source.is_none().then(|| teller_behind(sentence, noun.end)).flatten();
    let that = behind.as_ref().map_or(noun.end, |teller| teller.end);
    if !tokens.get(that)?.is_any(&["that", "что"]) || is_relative(tokens, that) {
        return None;
    }
    let content = that..content_end(tokens, that);
    // who is quoted in person tells it; of "fears that" nobody is named
    let is_speech = source.is_some() || behind.is_some();
    let attribution = Attribution {
        source: source.or(behind).and_then(|range| trimmed(sentence, range)),
        cue: Some(sentence.span_of(&(cue_start..noun.end))),
        content: trimmed(sentence, content)?,
        is_speech,
    };
    Some(Found { attribution, cue_end: noun.end, is_closed: false })
}

/// "the ministry claims that", "witnesses report that": who speaks stands right before the word, so that it is a verb.
fn is_said_by(sentence: &Sentence, rules: &Rules, at: usize) -> bool {
    let tokens = &sentence.tokens;
    let speaks = |before: usize| {
        let token = &tokens[before];
        words().institution.has(token) || words().is_for_persons(token) || words().enforcer.has(token)
    };
    rules.voice_at(tokens, at).is_some() && at.checked_sub(1).is_some_and(speaks)
}

/// "the ministry's earlier claim", "his claim": the owner, and where the cue begins behind it.
fn owner(sentence: &Sentence, rules: &Rules, at: usize, from: usize) -> Option<(Range<usize>, usize)> {
    const ADJECTIVES: usize = 2;
    let tokens = &sentence.tokens;
    let place =
        (from.max(at.saturating_sub(ADJECTIVES + 1))..at).rev().find(|place| is_owning(&tokens[*place]))?;
    let is_adjective = |token: &Token| token.kind == Kind::Word && !token.is_capital;
    if !tokens[place + 1..at].iter().all(is_adjective) {
        return None;
    }
    if words().possessive.has(&tokens[place]) {
        return Some((place..place + 1, place + 1));
    }
    // the possessive sign belongs to the source
    let phrase = subject::of(sentence, rules, place, from)?;
    Some((phrase.start..place + 1, place + 1))
}

fn is_owning(token: &Token) -> bool {
    token.is_any(&["'s", "’s"]) || words().possessive.has(token)
}

/// "by the union", "from two witnesses": who stands between a noun of speech and its "that".
fn teller_behind(sentence: &Sentence, at: usize) -> Option<Range<usize>> {
    let tokens = &sentence.tokens;
    tokens.get(at).filter(|token| token.is_any(&["by", "from", "of", "among"]))?;
    let near = &tokens[at + 1..tokens.len().min(at + 1 + REACH)];
    let that = near.iter().position(|token| token.is_any(&["that", "что"]))?;
    let is_plain = |token: &Token| {
        token.kind != Kind::Sign
            && !subject::is_helper(token)
            && !subject::is_pronoun(token)
            && !words().speech.has(token)
            || token.is_any(&["-", "'", "’", "."])
    };
    (that > 0 && near[..that].iter().all(is_plain)).then_some(at + 1..at + 1 + that)
}

/// "the claim that was made": the "that" stands for the claim.
fn is_relative(tokens: &[Token], that: usize) -> bool {
    tokens.get(that + 1).is_none_or(|next| {
        subject::is_helper(next)
            || next.kind == Kind::Sign && !next.is_any(&["\"", "“", "«"])
            || next.lower.ends_with("ed")
    })
}

fn content_end(tokens: &[Token], start: usize) -> usize {
    let turn = before_turn(tokens, start);
    (start..turn).find(|at| tokens[*at].is_any(&[",", ";"])).unwrap_or(turn)
}
