//! Claims that are numbers as figures: who says how many, and what a later word made of it.

use super::claimant::speaker;
use super::copies::note_repeated;
use super::matters::without_time;
use super::scopes::{Scope, holder};
use super::{JudgedClaim, StoredArticle};
use rustc_hash::FxHashMap;
use std::ops::Range;
use tizim_model::{
    Basis, Claim, ClaimRole, Figure, Modality, PartialDate, ParticipantKind, Quantity, Standing, Words,
    first_words, single_spaced,
};
use tizim_places::Gazetteer;

/// Words for people that say nothing of whom among them.
const ANYBODY: [&str; 22] = [
    "people",
    "persons",
    "person",
    "individuals",
    "victims",
    "dead",
    "bodies",
    "corpses",
    "killed",
    "wounded",
    "injured",
    "detained",
    "fatalities",
    "deaths",
    "человек",
    "человека",
    "людей",
    "погибших",
    "раненых",
    "задержанных",
    "убитых",
    "тел",
];

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
        figures.extend(of_article.iter().filter_map(|judged| figure(article, judged)));
        denied_of(&mut figures[first..]);
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

/// Puts what one denies down to whoever gave it, where the same article says who: to the only one with that number. A figure
/// that somebody else denies is not taken back; both words stand.
fn denied_of(figures: &mut [Figure]) {
    for at in (0..figures.len()).filter(|at| figures[*at].is_denial()).collect::<Vec<_>>() {
        let denied = figures[at].clone();
        let is_it = |figure: &Figure| {
            !figure.is_denial()
                && figure.quantity == denied.quantity
                && (figure.low, figure.high) == (denied.low, denied.high)
        };
        let mut found = (0..figures.len()).filter(|other| is_it(&figures[*other]));
        let (Some(given), None) = (found.next(), found.next()) else { continue };
        figures[at].claimant = figures[given].claimant.clone();
        figures[given].standing = Standing::Denied;
        figures[given].status = format!("{}; {}", figures[given].status, denied.status);
    }
}

fn figure(article: &StoredArticle, judged: &JudgedClaim) -> Option<Figure> {
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
    Some(Figure {
        source: article.source.clone(),
        file: article.file.clone(),
        line: article.line_of(&claim.quote),
        id: judged.id.clone(),
        quantity: quantity.word().to_owned(),
        scope: scope_of(claim),
        // who denies a number did not give it
        claimant: if is_denied { String::new() } else { speaker(article, claim) },
        event_date: own_day(article, claim),
        as_of: article.published.as_deref().and_then(|day| day.parse::<PartialDate>().ok()),
        low,
        high,
        of_which: remarks(claim),
        status: if is_denied { denial(article, claim) } else { claim.modality.word().to_owned() },
        standing: if is_denied { Standing::Denied } else { Standing::Stands },
        language: article.language.clone().unwrap_or_default(),
        reference: article.url.clone().unwrap_or_else(|| article.shown_title().to_owned()),
        quote: single_spaced(&claim.quote.text),
        basis: if judged.state.stands() { Basis::Judged } else { Basis::Suggested },
        part_of: String::new(),
        replaced_by: String::new(),
        copy_of: String::new(),
        matter: 0,
    })
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

fn denial(article: &StoredArticle, claim: &Claim) -> String {
    match speaker(article, claim) {
        nobody if nobody.is_empty() => "denied in the article".to_owned(),
        denier => format!("denied by {denier}"),
    }
}

/// Returns of whom and where, as far as the claim says it.
fn scope_of(claim: &Claim) -> String {
    let group = claim
        .who
        .iter()
        .find(|who| who.role == ClaimRole::Victim && who.kind == ParticipantKind::Group)
        .map(|who| who.name.as_str())
        .or(claim.count.as_ref().map(|count| count.of.as_str()))
        .unwrap_or_default();
    let group = without_number(group);
    let place = claim.place.as_ref().map(|place| single_spaced(&place.text)).unwrap_or_default();
    [group, place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Returns the people of a phrase without its number; nothing where they are just people.
fn without_number(phrase: &str) -> String {
    // "двух тысяч человек": a word of a number that is none by itself
    const SCALES: &[&str] = &[
        "тысяч",
        "тысячи",
        "тыс",
        "тыс.",
        "сотен",
        "сотни",
        "десятков",
        "десятка",
        "миллионов",
        "млн",
        "млн.",
        "hundred",
        "thousand",
        "million",
        "dozen",
        "dozens",
        "hundreds",
        "thousands",
    ];
    let is_number = |word: &str| {
        !tizim_text::amounts_in(word).is_empty()
            || word.chars().any(|c| c.is_ascii_digit())
            || SCALES.contains(&word.to_lowercase().as_str())
    };
    const BESIDE: &[&str] = &[
        "the",
        "a",
        "an",
        "of",
        "than",
        "more",
        "over",
        "about",
        "at",
        "least",
        "nearly",
        "some",
        "around",
        "other",
        "between",
        "and",
        "to",
        "from",
        "up",
        "several",
        "около",
        "более",
        "больше",
        "свыше",
        "почти",
        "менее",
        "меньше",
        "меньшей",
        "мере",
        "чем",
        "минимум",
        "как",
        "примерно",
        "порядка",
        "по",
        "крайней",
        "не",
        "ещё",
        "еще",
        "другие",
        "других",
        "из",
        "них",
        "от",
        "до",
        "и",
    ];
    let kept: Vec<&str> = phrase
        .split_whitespace()
        .filter(|word| !is_number(word))
        .skip_while(|word| BESIDE.contains(&word.to_lowercase().as_str()))
        .collect();
    let text = kept.join(" ");
    if ANYBODY.contains(&text.to_lowercase().as_str()) { String::new() } else { text }
}

fn remarks(claim: &Claim) -> String {
    let count = claim.count.as_ref().filter(|count| count.vague || count.approximate);
    count.map(|count| format!("“{}”", single_spaced(&count.words.text))).unwrap_or_default()
}

/// Works out which figure's scope lies in which other's, among those of one quantity.
pub(crate) fn place_scopes(figures: &mut [Figure]) {
    let gazetteer = Gazetteer::shipped();
    let mut known: FxHashMap<String, Scope> = FxHashMap::default();
    let mut of_quantity: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for figure in figures.iter() {
        known.entry(figure.scope.clone()).or_insert_with(|| Scope::read(&without_time(figure), gazetteer));
        let scopes = of_quantity.entry(quantity(figure)).or_default();
        if !scopes.contains(&figure.scope) {
            scopes.push(figure.scope.clone());
        }
    }
    let told: Vec<Option<String>> = figures.iter().map(|figure| told_whole(figure, figures)).collect();
    for (figure, told) in figures.iter_mut().zip(told) {
        let others = &of_quantity[&quantity(figure)];
        let found = || holder(&figure.scope, others, &known).map(str::to_owned);
        figure.part_of = told.or_else(found).unwrap_or_default();
    }
}

/// Returns the scope of the figure that one says to be a part of: "deaths in hospital, part of the 225".
fn told_whole(figure: &Figure, others: &[Figure]) -> Option<String> {
    let number = [&figure.scope, &figure.of_which].into_iter().find_map(|text| part_of_number(text))?;
    let is_whole = |other: &&Figure| {
        quantity(other) == quantity(figure)
            && other.low == Some(number)
            && (other.low, other.high) != (figure.low, figure.high)
            && other.scope != figure.scope
    };
    let wholes: Vec<&Figure> = others.iter().filter(is_whole).collect();
    // of the same table or article, if there is one
    let near: Vec<&&Figure> = wholes.iter().filter(|whole| whole.file == figure.file).collect();
    let first = near.first().copied().or(wholes.first())?;
    let meant = if near.is_empty() { wholes.iter().collect() } else { near };
    // of two with that number and not the same scope nobody can tell which is meant
    meant.iter().all(|other| other.scope == first.scope).then(|| first.scope.clone())
}

/// Returns the number in "part of the 225", "part of 225".
fn part_of_number(text: &str) -> Option<u64> {
    let text = text.to_lowercase();
    let rest = ["part of ", "часть от ", "часть из ", "из числа "]
        .iter()
        .find_map(|words| text.split_once(words))?
        .1;
    let rest = ["the ", "those ", "these "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let digits: String =
        rest.chars().take_while(|c| c.is_ascii_digit() || *c == ',').filter(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn quantity(figure: &Figure) -> String {
    first_words(&figure.quantity).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_leaves_its_number_behind() {
        for (phrase, people) in [
            ("between 60 and 70 people", ""),
            ("от 150 до 200 человек", ""),
            ("more than a hundred demonstrators", "demonstrators"),
            ("five police officers", "police officers"),
            ("около двухсот участников акции", "участников акции"),
        ] {
            assert_eq!(without_number(phrase), people);
        }
    }

    #[test]
    fn a_part_names_its_whole_by_the_number() {
        assert_eq!(part_of_number("deaths in medical institutions, part of the 225"), Some(225));
        assert_eq!(part_of_number("part of 1,225 in all"), Some(1_225));
        assert_eq!(part_of_number("the northern part of the country"), None);
    }
}
