//! Claims that are numbers as figures: who says how many, and what a later word made of it.

use super::claimant::speaker;
use super::copies::note_repeated;
use super::denials::{denial, denied_of, takes_back, withdrawal};
use super::group::counted;
use super::parts::tell_parts;
use super::setting::{place_of, setting};
use super::{JudgedClaim, StoredArticle};
use rustc_hash::FxHashMap;
use std::ops::Range;
use tizim_model::{
    Basis, Claim, Count, Figure, Modality, PartialDate, Quantity, Standing, Words, single_spaced,
};

/// A figure and the claim that it is made of.
pub(super) struct Said<'c> {
    pub(super) claim: &'c Claim,
    pub(super) count: &'c Count,
    pub(super) figure: Figure,
}

/// Returns the figures that articles give.
///
/// `copies` says of each article which earlier one has the same words.
pub(crate) fn claimed_figures(
    articles: &[StoredArticle],
    copies: &[Option<usize>],
    claims: &[JudgedClaim],
) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut of_articles: FxHashMap<usize, Range<usize>> = FxHashMap::default();
    // claims stand in the order of their articles
    for of_article in claims.chunk_by(|one, next| one.article == next.article) {
        let first = figures.len();
        let position = of_article[0].article;
        let article = &articles[position];
        let mut said: Vec<Said<'_>> =
            of_article.iter().filter_map(|judged| figure(article, judged)).collect();
        once_each(&mut said);
        tell_parts(article, &mut said);
        denied_of(&mut said);
        for Said { claim, mut figure, .. } in said {
            if claim.place.is_none() {
                match setting(article, of_article, claim) {
                    Some(found) => (figure.set_in, figure.set_by) = (found.place, found.by),
                    None => figure.only_in = article.name_in_tables(),
                }
            }
            figures.push(figure);
        }
        let original = copies.get(position).copied().flatten().and_then(|first| of_articles.get(&first));
        if let Some(original) = original {
            // it stands before its copy
            let (before, own) = figures.split_at_mut(first);
            note_repeated(own, &before[original.clone()]);
        }
        of_articles.insert(position, first..figures.len());
    }
    figures
}

/// Leaves one figure of those that rest on the same words of a number: "An earlier toll put the dead at 9" and, in it, "the dead
/// at 9". What a reviewer accepted stays before a suggestion, what was taken back or denied before what only repeats it, who is
/// known before nobody, and the longer words.
fn once_each(said: &mut Vec<Said<'_>>) {
    let words =
        |said: &Said<'_>| (said.figure.quantity.clone(), said.count.words.start, said.count.words.end);
    let weight = |said: &Said<'_>| {
        let figure = &said.figure;
        let is_judged = figure.basis == Basis::Judged;
        (is_judged, figure.standing != Standing::Stands, !figure.claimant.is_empty(), figure.quote.len())
    };
    let heaviest: Vec<bool> = (0..said.len())
        .map(|at| {
            let rivals =
                (0..said.len()).filter(|other| *other != at && words(&said[*other]) == words(&said[at]));
            // of equals the first
            rivals.into_iter().all(|other| (weight(&said[at]), other) > (weight(&said[other]), at))
        })
        .collect();
    let mut keep = heaviest.into_iter();
    said.retain(|_| keep.next().unwrap_or(true));
}

fn figure<'c>(article: &StoredArticle, judged: &'c JudgedClaim) -> Option<Said<'c>> {
    let claim = &judged.claim;
    let quantity = Quantity::of_act(&claim.claim_type)?;
    let count = claim.count.as_ref().filter(|count| count.is_number)?;
    let is_wanted = matches!(claim.modality, Modality::Demanded | Modality::Predicted);
    if !judged.counts() || is_wanted {
        return None;
    }
    let is_denied = claim.modality == Modality::Denied;
    if claim.negated && !is_denied {
        // "no one was hurt", "two men were not tortured": nobody gave that number
        return None;
    }
    let (low, high) = if count.vague { (None, None) } else { (count.min, count.max) };
    // who denies a number did not give it; who takes it back did
    let is_own = is_denied && takes_back(article, claim);
    let (standing, status) = match (is_denied, is_own) {
        (false, _) => (Standing::Stands, claim.modality.word().to_owned()),
        (true, false) => (Standing::Denied, denial(article, claim)),
        (true, true) => (Standing::Withdrawn, withdrawal(article, claim)),
    };
    let figure = Figure {
        source: article.source.clone(),
        file: article.file.clone(),
        line: article.line_of(&claim.quote),
        id: judged.id.clone(),
        quantity: quantity.word().to_owned(),
        scope: scope_of(article, claim),
        claimant: if is_denied && !is_own { String::new() } else { speaker(article, claim) },
        event_date: own_day(article, claim),
        as_of: article.published.as_deref().and_then(|day| day.parse::<PartialDate>().ok()),
        low,
        high,
        of_which: remarks(claim),
        status,
        standing,
        language: article.language.clone().unwrap_or_default(),
        reference: article.url.clone().unwrap_or_else(|| article.shown_title().to_owned()),
        quote: single_spaced(&claim.quote.text),
        basis: if judged.state.stands() { Basis::Judged } else { Basis::Suggested },
        part_of: String::new(),
        part_of_figure: String::new(),
        set_in: String::new(),
        set_by: String::new(),
        only_in: String::new(),
        replaced_by: String::new(),
        copy_of: String::new(),
        matter: 0,
    };
    Some(Said { claim, count, figure })
}

/// Returns when a claim's own words say that it happened. A day that it has from another sentence, or that stands with the
/// saying and not with what is said ("the ministry said on Thursday that 19 ..."), may be of something else: it stands in the
/// claim, and no figure is told from another by it.
fn own_day(article: &StoredArticle, claim: &Claim) -> Option<PartialDate> {
    let when = claim.when.as_ref()?;
    let holds = |outer: &Words, inner: &Words| outer.start <= inner.start && inner.end <= outer.end;
    let is_of_saying = claim.count.as_ref().is_some_and(|count| {
        let mut said =
            article.attributions.iter().filter(|said| holds(&said.content, &count.words)).peekable();
        said.peek().is_some() && said.all(|said| !holds(&said.content, &when.words))
    });
    if holds(&claim.quote, &when.words) && !is_of_saying { when.date.parse().ok() } else { None }
}

/// Returns of whom and where, as far as the claim says it.
fn scope_of(article: &StoredArticle, claim: &Claim) -> String {
    let place = claim.place.as_ref().map(|place| place_of(article, place)).unwrap_or_default();
    [counted(claim), place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn remarks(claim: &Claim) -> String {
    let count = claim.count.as_ref().filter(|count| count.vague || count.approximate);
    count.map(|count| format!("“{}”", single_spaced(&count.words.text))).unwrap_or_default()
}
