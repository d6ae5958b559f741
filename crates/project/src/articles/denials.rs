//! Figures that are told because somebody says that they are not so: of another's, or of its own.

use super::StoredArticle;
use super::claimant::{is_of_figures, speaker};
use super::figures::Said;
use tizim_model::{Claim, Figure, Standing};

/// Words of taking back what one said oneself.
const TAKES_BACK: &[&str] = &[
    "withdraw",
    "withdraws",
    "withdrew",
    "withdrawn",
    "withdrawing",
    "retract",
    "retracts",
    "retracted",
    "retracting",
    "rescinds",
    "rescinded",
    "отозвал",
    "отозвала",
    "отозвало",
    "отозвали",
    "отозвав",
    "отзывает",
    "отзывают",
];
/// Words that make what follows one's own.
const OWN: &[&str] =
    &["its", "their", "his", "her", "own", "свой", "свою", "свое", "своё", "свои", "своих", "своей", "своём"];
/// Bytes of a sentence that are looked at, at most.
const MOST: usize = 400;

/// Puts what one denies down to whoever gave it, where the same article says who: to the only one with that number. A figure
/// that somebody else denies is not taken back; both words stand.
pub(super) fn denied_of(said: &mut [Said<'_>]) {
    let mut figures: Vec<&mut Figure> = said.iter_mut().map(|said| &mut said.figure).collect();
    for at in (0..figures.len()).filter(|at| figures[*at].is_denial()).collect::<Vec<_>>() {
        let denied = figures[at].clone();
        let is_it = |figure: &Figure| {
            !figure.is_denial()
                && figure.quantity == denied.quantity
                && (figure.low, figure.high) == (denied.low, denied.high)
        };
        let mut found = (0..figures.len()).filter(|other| is_it(figures[*other]));
        let (Some(given), None) = (found.next(), found.next()) else { continue };
        figures[at].claimant = figures[given].claimant.clone();
        figures[given].standing = Standing::Denied;
        figures[given].status = format!("{}; {}", figures[given].status, denied.status);
    }
}

/// Returns what becomes of a figure that somebody denies.
pub(super) fn denial(article: &StoredArticle, claim: &Claim) -> String {
    match speaker(article, claim) {
        nobody if nobody.is_empty() => "denied in the article".to_owned(),
        denier => format!("denied by {denier}"),
    }
}

/// Returns the same of a figure that whoever gave it takes back.
pub(super) fn withdrawal(article: &StoredArticle, claim: &Claim) -> String {
    match speaker(article, claim) {
        nobody if nobody.is_empty() => "withdrawn in the article".to_owned(),
        own => format!("withdrawn by {own}"),
    }
}

/// Returns whether who denies a number takes back one of its own: "withdrew its earlier figure of 46", "denied its own toll".
///
/// A number with another's name before it ("retracted the union's figure") is not its own.
pub(super) fn takes_back(article: &StoredArticle, claim: &Claim) -> bool {
    let Some(words) = told_before_number(article, claim) else { return false };
    let lower = words.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')))
        .filter(|word| !word.is_empty())
        .collect();
    let is_anothers = words.iter().any(|word| word.ends_with("'s") || word.ends_with("’s"));
    let is_own = words.iter().enumerate().any(|(at, word)| {
        OWN.contains(word) && words[at + 1..].iter().take(3).any(|word| is_of_figures(word))
    });
    is_own || !is_anothers && words.iter().any(|word| TAKES_BACK.contains(word))
}

/// Returns what stands between the one who speaks and the number.
fn told_before_number<'a>(article: &'a StoredArticle, claim: &Claim) -> Option<&'a str> {
    let end = article.place_of(&claim.count.as_ref()?.words)?.start;
    let source = claim.attributed_to.as_ref().and_then(|source| article.place_of(source));
    let start = match source {
        Some(source) if source.end <= end => source.end,
        _ => article.place_of(&claim.quote)?.start,
    };
    article.text.get(start..end).filter(|words| words.len() <= MOST)
}
