//! Which claims of two readings of a page are the same: of one type, their quotes on the same words.

use tizim_text::{Extraction, Span};

/// A claim found and the claim of the gold that it is, by their places.
pub(crate) type Pair = (usize, usize);

/// What a claim is matched by: its type and its quote.
pub(crate) type Quoted<'a> = (&'a str, Span);

/// What the claims that were found are matched by.
pub(crate) fn quoted(found: &Extraction) -> Vec<Quoted<'_>> {
    found.claims.iter().map(|claim| (claim.claim_type.as_str(), claim.quote)).collect()
}

fn shared(a: Span, b: Span) -> f64 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start)) as f64
}

fn length(span: Span) -> f64 {
    (span.end - span.start) as f64
}

/// The part of the shorter one that both share.
pub(crate) fn lenient(a: Span, b: Span) -> f64 {
    shared(a, b) / length(a).min(length(b))
}

/// The part of both together that both share.
pub(crate) fn strict(a: Span, b: Span) -> f64 {
    shared(a, b) / (length(a) + length(b) - shared(a, b))
}

/// Matches claims of the same type whose quotes overlap by half, one to one, the best first.
pub(crate) fn matched(own: &[Quoted<'_>], gold: &[Quoted<'_>], overlap: fn(Span, Span) -> f64) -> Vec<Pair> {
    let mut pairs: Vec<(f64, Pair)> = Vec::new();
    for (i, (own_type, own_quote)) in own.iter().enumerate() {
        for (j, (gold_type, gold_quote)) in gold.iter().enumerate() {
            let part = overlap(*own_quote, *gold_quote);
            if own_type == gold_type && part >= 0.5 {
                pairs.push((part, (i, j)));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut list: Vec<Pair> = Vec::new();
    for (_, (i, j)) in pairs {
        if !list.iter().any(|pair| pair.0 == i || pair.1 == j) {
            list.push((i, j));
        }
    }
    list
}
