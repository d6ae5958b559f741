//! The fields of the seed's claims: which of them are right.

use crate::quotes::{Pair, lenient};
use crate::seed::{Page, quote};
use serde_json::Value;
use tizim_text::{Claim, ClaimRole, Modality, Span};

/// How many fields are right, of how many.
pub(crate) struct Right {
    pub(crate) strict: usize,
    pub(crate) loose: usize,
    pub(crate) of: usize,
}

/// Returns the word that the gold has for a modality.
pub(crate) fn modality(claim: &Claim) -> &'static str {
    match claim.modality {
        Modality::Asserted => "asserted",
        Modality::Reported => "reported",
        Modality::Alleged => "alleged",
        Modality::Denied => "denied",
        Modality::Demanded => "demanded",
        Modality::Predicted => "predicted",
    }
}

/// Returns where words of a claim of the gold stand: in its quote, else nearest to it.
fn words_of(page: &Page, gold: &Value, words: &str) -> Option<Span> {
    let quote = quote(gold);
    let all = page.text.match_indices(words).map(|(at, found)| Span::new(at, at + found.len()));
    all.min_by_key(|span| (!quote.contains(*span), span.start.abs_diff(quote.start)))
}

/// Returns the words of a gold claim's number, if it says one.
pub(crate) fn number_of(page: &Page, gold: &Value) -> Option<Span> {
    let count = &gold["count"];
    let words = count["text"].as_str().filter(|_| count["vague"] == false)?;
    words_of(page, gold, words)
}

/// Returns the claim found that was matched to a claim of the gold.
fn own_of<'p>(page: &'p Page, pairs: &[Pair], j: usize) -> Option<&'p Claim> {
    pairs.iter().find(|pair| pair.1 == j).map(|pair| &page.found.claims[pair.0])
}

/// What a count is of, as the gold divides it.
fn unit(of: &str) -> &'static str {
    let is =
        |stems: &[&str]| of.split_whitespace().any(|word| stems.iter().any(|stem| word.starts_with(stem)));
    if is(&["corps", "bod"]) {
        "bodies"
    } else if is(&["organi", "compan", "union", "part"]) {
        "orgs"
    } else {
        "persons"
    }
}

/// Returns whether a claim has the number of a gold claim, by the same words and of the same kind.
pub(crate) fn has_count(page: &Page, own: &Claim, gold: &Value) -> bool {
    own.count.as_ref().is_some_and(|count| {
        gold["count"]["min"].as_u64() == count.min
            && gold["count"]["max"].as_u64() == count.max
            && gold["count"]["unit"] == unit(&count.of)
            && number_of(page, gold).is_some_and(|words| words.overlaps(count.words))
    })
}

/// Numbers: of every gold claim that says one.
pub(crate) fn counts(page: &Page, pairs: &[Pair]) -> Right {
    let said = page.claims().iter().enumerate().filter(|(_, gold)| number_of(page, gold).is_some());
    let said: Vec<(usize, &Value)> = said.collect();
    let strict =
        |(j, gold): &&(usize, &Value)| own_of(page, pairs, *j).is_some_and(|own| has_count(page, own, gold));
    let loose = |(_, gold): &&(usize, &Value)| page.found.claims.iter().any(|own| has_count(page, own, gold));
    Right {
        strict: said.iter().filter(strict).count(),
        loose: said.iter().filter(loose).count(),
        of: said.len(),
    }
}

/// Returns whether a date is that of a gold claim.
pub(crate) fn is_date(date: &str, precision: &str, gold: &Value) -> bool {
    let when = &gold["when"];
    let (start, end) = (when["start"].as_str().unwrap_or("?"), when["end"].as_str().unwrap_or("?"));
    let is_same = match precision {
        "day" => date == start,
        "year" => start.starts_with(date),
        _ => date.split_once('/') == Some((start, end)),
    };
    is_same && when["precision"] == precision
}

/// Returns whether the gold dates a claim to a day, a range or a year.
pub(crate) fn is_dated(gold: &Value) -> bool {
    ["day", "range", "year"].iter().any(|precision| gold["when"]["precision"] == *precision)
}

/// Dates: of every gold claim that can be dated. Loose: any claim or date of the article by the same words, or in the quote.
pub(crate) fn dates(page: &Page, pairs: &[Pair]) -> Right {
    let dated: Vec<(usize, &Value)> =
        page.claims().iter().enumerate().filter(|(_, gold)| is_dated(gold)).collect();
    let strict = |(j, gold): &&(usize, &Value)| {
        let when = own_of(page, pairs, *j).and_then(|own| own.when.as_ref());
        when.is_some_and(|when| is_date(&when.date, when.precision, gold))
    };
    let claimed = page.found.claims.iter().filter_map(|claim| claim.when.as_ref());
    let claimed = claimed.map(|when| (when.date.clone(), when.precision, when.words));
    let written =
        page.found.dates.iter().map(|it| (it.date.to_string(), it.date.precision().word(), it.span));
    let all: Vec<(String, &str, Span)> = claimed.chain(written).collect();
    let loose = |(_, gold): &&(usize, &Value)| {
        let words = gold["when"]["text"].as_str().and_then(|words| words_of(page, gold, words));
        let is_near =
            |span: Span| quote(gold).overlaps(span) || words.is_some_and(|words| words.overlaps(span));
        all.iter().any(|(date, precision, span)| is_near(*span) && is_date(date, precision, gold))
    };
    Right {
        strict: dated.iter().filter(strict).count(),
        loose: dated.iter().filter(loose).count(),
        of: dated.len(),
    }
}

/// Returns whether a role of the gold is one that does, or one that suffers or is aimed at.
fn role(gold: &Value) -> Option<ClaimRole> {
    match gold["role"].as_str()? {
        "actor" | "source" => Some(ClaimRole::Actor),
        "victim" | "affected" | "target" => Some(ClaimRole::Victim),
        _ => None,
    }
}

/// Persons and organisations with a name in the claims that were matched: found in the claim, by any of their names.
pub(crate) fn named_who(page: &Page, pairs: &[Pair]) -> Right {
    let mut right = Right { strict: 0, loose: 0, of: 0 };
    for (i, j) in pairs {
        let gold = page.claims()[*j]["who"].as_array().into_iter().flatten();
        for wanted in gold.filter(|who| who["named"] == true) {
            right.of += 1;
            let names = aliases(page, wanted["name"].as_str().unwrap_or(""));
            let mut own = page.found.claims[*i].who.iter().filter(|who| names.contains(&who.name.as_str()));
            let first = own.next();
            right.loose += usize::from(first.is_some());
            let of_role = first.into_iter().chain(own).any(|who| Some(who.role) == role(wanted));
            right.strict += usize::from(of_role);
        }
    }
    right
}

/// Returns the names of a gold claim that are not in the claim found.
pub(crate) fn unnamed(page: &Page, i: usize, j: usize) -> Vec<&str> {
    let gold = page.claims()[j]["who"].as_array().into_iter().flatten();
    let names = gold.filter(|who| who["named"] == true).filter_map(|who| who["name"].as_str());
    let is_found = |name: &str| {
        let aliases = aliases(page, name);
        page.found.claims[i].who.iter().any(|who| aliases.contains(&who.name.as_str()))
    };
    names.filter(|name| !is_found(name)).collect()
}

fn aliases<'p>(page: &'p Page, name: &str) -> Vec<&'p str> {
    let entities = page.gold["entities"].as_array().into_iter().flatten();
    let of_name = entities.filter(|entity| entity["name"] == name);
    of_name
        .flat_map(|entity| entity["aliases"].as_array().into_iter().flatten())
        .filter_map(Value::as_str)
        .collect()
}

/// Returns whether who says so is named by most of the gold's words.
pub(crate) fn has_source(page: &Page, own: &Claim, gold: &Value) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    let own = own.attributed_to.map_or_else(Vec::new, |span| words(span.of(&page.text)));
    let gold = words(gold["source"]["text"].as_str().unwrap_or(""));
    let shared = gold.iter().filter(|word| own.contains(word)).count();
    shared * 2 > gold.len().min(own.len()).max(1)
}

/// Sources, of the matched claims that have one which is said to be somebody.
pub(crate) fn sources(page: &Page, pairs: &[Pair]) -> Right {
    let sourced = pairs.iter().filter(|(_, j)| page.claims()[*j]["source"]["text"].is_string());
    let right = sourced.clone().filter(|(i, j)| has_source(page, &page.found.claims[*i], &page.claims()[*j]));
    let right = right.count();
    Right { strict: right, loose: right, of: sourced.count() }
}

/// Returns the claims found whose number is one of the gold, and there counts something else or is of another type of claim.
pub(crate) fn wrong_counts(page: &Page) -> Vec<usize> {
    let vocabulary = page.gold["vocab"]["type"].as_array();
    let is_wrong = |own: &Claim| {
        let Some(count) = own.count.as_ref().filter(|count| !count.vague) else { return false };
        let same_words =
            |gold: &&Value| number_of(page, gold).is_some_and(|words| words.overlaps(count.words));
        let mut gold = page.claims().iter().filter(same_words).peekable();
        let agrees = |gold: &Value| {
            // a type of ours that the page's scheme does not have is none of its types
            let is_known =
                vocabulary.iter().flat_map(|list| list.iter()).any(|word| word == own.claim_type.as_str());
            gold["count"]["unit"] == unit(&count.of)
                && (!is_known
                    || gold["type"] == own.claim_type.as_str()
                    || lenient(own.quote, quote(gold)) < 0.5)
        };
        gold.peek().is_some() && !gold.any(agrees)
    };
    (0..page.found.claims.len()).filter(|&i| is_wrong(&page.found.claims[i])).collect()
}
