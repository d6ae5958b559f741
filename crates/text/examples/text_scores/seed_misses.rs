//! The seed's misses one by one, to be read: `SEED=1`.

use crate::quotes::{Pair, strict};
use crate::seed::{Page, quote};
use crate::seed_fields as fields;
use crate::table::note;

/// Prints what is missed, what is too much, and which fields are wrong.
pub(crate) fn list(page: &Page, pairs: &[Pair]) {
    let (own, gold, text) = (&page.found.claims, page.claims(), page.text.as_str());
    let is_matched = |j: usize| pairs.iter().any(|pair| pair.1 == j);
    for (_, claim) in gold.iter().enumerate().filter(|(j, _)| !is_matched(*j)) {
        note(&format!("missed {} {} {}", claim["id"], claim["type"], claim["quote"]));
        if fields::number_of(page, claim).is_some() {
            note(&format!("count missed with it {}", claim["count"]));
        }
        if fields::is_dated(claim) {
            note(&format!("date missed with it {}", claim["when"]));
        }
    }
    for (i, claim) in own.iter().enumerate().filter(|(i, _)| !pairs.iter().any(|pair| pair.0 == *i)) {
        let (trigger, quote) = (claim.trigger.of(text), claim.quote.of(text));
        note(&format!("extra {i} {} [{trigger}] {quote}", claim.claim_type));
    }
    for (i, j) in pairs {
        let (own, gold) = (&own[*i], &gold[*j]);
        let shown = own.quote.of(text);
        if strict(own.quote, quote(gold)) < 0.5 {
            note(&format!("quote [{shown}] for {}", gold["quote"]));
        }
        if gold["modality"] != fields::modality(own) {
            note(&format!("modality {} for {} [{shown}]", fields::modality(own), gold["modality"]));
        }
        if (gold["polarity"] == "-") != own.negated {
            note(&format!("negation of [{shown}]"));
        }
        if fields::number_of(page, gold).is_some() && !fields::has_count(page, own, gold) {
            note(&format!("count {:?} for {} [{shown}]", own.count, gold["count"]));
        }
        let is_right =
            own.when.as_ref().is_some_and(|when| fields::is_date(&when.date, when.precision, gold));
        if (fields::is_dated(gold) || own.when.is_some()) && !is_right {
            let date = own.when.as_ref().map(|when| &when.date);
            note(&format!("date {date:?} for {} [{shown}]", gold["when"]));
        }
        for name in fields::unnamed(page, *i, *j) {
            note(&format!("who {name} is not in [{shown}]"));
        }
        if (gold["source"]["text"].is_string() || own.attributed_to.is_some())
            && !fields::has_source(page, own, gold)
        {
            let source = own.attributed_to.map(|span| span.of(text));
            note(&format!("source {source:?} for {} [{shown}]", gold["source"]["text"]));
        }
    }
    for i in fields::wrong_counts(page) {
        note(&format!("number of something else: {:?} [{}]", own[i].count, own[i].quote.of(text)));
    }
}
