//! The words that a claim is quoted with: its own of a sentence that tells of several acts.

use super::claim::{Claim, Modality};
use crate::Span;
use crate::document::Sentence;
use crate::token::{Kind, Token};
use std::ops::Range;

/// Words by which one act is joined to the next.
const JOINTS: &[&str] = &[
    "and", "but", "or", ",", ";", "after", "before", "when", "while", "as", "since", "until", "who", "which",
    "whom", "whose", "that", "to", "because", "where", "although", "though",
];

/// Cuts the quotes of an English sentence's claims to their own words, without the other acts that they are joined to ("have died after gunmen
/// stormed a market"). The words of who and how many stay inside; what is demanded belongs to the demand, and who denies to what is denied.
///
/// What a rule tells is cut by what other rules tell alone, and not by the words that the model has found (`learnt`).
pub(super) fn cut(claims: &mut [Claim], sentence: &Sentence, learnt: &[Span]) {
    let tokens = &sentence.tokens;
    let of = |claim: &Claim| {
        let is_learnt = learnt.contains(&claim.trigger);
        (sentence.range_of(claim.trigger), sentence.range_of(whole(claim)), is_learnt)
    };
    let acts: Vec<(Range<usize>, Range<usize>, bool)> = claims.iter().map(of).collect();
    for (claim, (own_act, own, is_learnt)) in claims.iter_mut().zip(&acts) {
        let quote = sentence.range_of(claim.quote);
        let is_cyrillic = tokens.get(own.start).is_none_or(Token::is_cyrillic);
        let needs_all = claim.modality == Modality::Denied || claim.claim_type == "appeal";
        if is_cyrillic || needs_all || quote.is_empty() || own.is_empty() {
            continue;
        }
        let (mut start, mut end) = (quote.start, quote.end);
        let cutting = acts.iter().filter(|(act, _, other)| act != own_act && (*is_learnt || !other));
        for (act, others, _) in cutting {
            if act.start >= own.end {
                let limit = if others.start >= own.end { others.start } else { act.start };
                // "those killed and missing"
                if limit <= own.end + 1 {
                    continue;
                }
                end = end.min(last_joint(tokens, own.end..limit).unwrap_or(end));
            } else if others.end + 1 < own.start {
                start = start.max(last_joint(tokens, others.end..own.start).map_or(start, |joint| joint + 1));
            }
        }
        let range = trimmed(tokens, start.min(own.start)..end.max(own.end));
        claim.quote = sentence.span_of(&range);
    }
}

/// The words of an act with those of who suffered, who did it and how many.
fn whole(claim: &Claim) -> Span {
    let who = claim.who.iter().map(|who| who.words);
    who.chain(claim.count.iter().map(|count| count.words)).fold(claim.trigger, Span::join)
}

fn last_joint(tokens: &[Token], range: Range<usize>) -> Option<usize> {
    range.rev().find(|at| tokens.get(*at).is_some_and(|token| token.is_any(JOINTS)))
}

/// Leaves out the signs and small words at the ends.
fn trimmed(tokens: &[Token], mut range: Range<usize>) -> Range<usize> {
    let leads = |token: &Token| {
        token.kind == Kind::Sign && !token.is_any(&["“", "«", "\"", "("])
            || token.is_any(&["and", "that", "but"])
    };
    let ends = |token: &Token| {
        token.kind == Kind::Sign && !token.is_any(&["”", "»", "\"", ")"])
            || token.is_any(&["and", "that", "but"])
    };
    while range.len() > 1 && leads(&tokens[range.start]) {
        range.start += 1;
    }
    while range.len() > 1 && ends(&tokens[range.end - 1]) {
        range.end -= 1;
    }
    range
}
