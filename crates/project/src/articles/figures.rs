//! Claims that are numbers as figures: who says how many, and what a later word made of it.

use super::scopes::{Scope, holder};
use super::{ClaimState, JudgedClaim, StoredArticle};
use rustc_hash::FxHashMap;
use tizim_model::{
    Basis, Claim, ClaimRole, Figure, Modality, PartialDate, ParticipantKind, Standing, single_spaced,
};
use tizim_places::Gazetteer;

/// Kinds of claims that count people, and the quantity each gives.
const QUANTITIES: [(&str, &str); 9] = [
    ("killing", "killed"),
    ("injury", "injured"),
    ("detention", "detained"),
    ("release", "released"),
    ("disappearance", "missing"),
    ("torture", "tortured"),
    ("trial", "tried"),
    ("body_found", "bodies found"),
    ("body_missing", "bodies missing"),
];
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
pub(crate) fn claimed_figures(articles: &[StoredArticle], claims: &[JudgedClaim]) -> Vec<Figure> {
    let mut figures: Vec<Figure> =
        claims.iter().filter_map(|judged| figure(&articles[judged.article], judged)).collect();
    supersede(&mut figures);
    figures
}

fn figure(article: &StoredArticle, judged: &JudgedClaim) -> Option<Figure> {
    let claim = &judged.claim;
    let quantity = QUANTITIES.iter().find(|(kind, _)| *kind == claim.claim_type)?.1;
    let count = claim.count.as_ref().filter(|count| count.is_number)?;
    let is_wanted = matches!(claim.modality, Modality::Demanded | Modality::Predicted);
    if judged.state == ClaimState::Rejected || is_wanted {
        return None;
    }
    let is_denied = claim.negated || claim.modality == Modality::Denied;
    let (low, high) = if count.vague { (None, None) } else { (count.min, count.max) };
    Some(Figure {
        source: article.source.clone(),
        file: article.file.clone(),
        line: article.line_of(&claim.quote),
        id: claim_id(article, judged),
        quantity: quantity.to_owned(),
        scope: scope_of(claim),
        claimant: claimant(article, claim),
        as_of: article.published.as_deref().and_then(|day| day.parse::<PartialDate>().ok()),
        low,
        high,
        of_which: remarks(claim),
        status: if is_denied { "denied in the article".to_owned() } else { claim.modality.word().to_owned() },
        standing: if is_denied { Standing::Withdrawn } else { Standing::Stands },
        language: article.language.clone().unwrap_or_default(),
        reference: article.url.clone().unwrap_or_else(|| article.shown_title().to_owned()),
        quote: single_spaced(&claim.quote.text),
        basis: if judged.state.stands() { Basis::Judged } else { Basis::Suggested },
        part_of: String::new(),
    })
}

/// Returns a claim's name in tables: file, page, bytes of its quote, and type.
pub(crate) fn claim_id(article: &StoredArticle, judged: &JudgedClaim) -> String {
    let page = if article.page == 1 { String::new() } else { format!("/{}", article.page) };
    format!("{}{page}@{}-{}:{}", article.file, judged.key.start, judged.key.end, judged.key.claim_type)
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
    ];
    let kept: Vec<&str> = phrase
        .split_whitespace()
        .filter(|word| !is_number(word))
        .skip_while(|word| BESIDE.contains(&word.to_lowercase().as_str()))
        .collect();
    let text = kept.join(" ");
    if ANYBODY.contains(&text.to_lowercase().as_str()) { String::new() } else { text }
}

fn claimant(article: &StoredArticle, claim: &Claim) -> String {
    let own = || article.site.as_deref().or(article.byline.as_deref()).unwrap_or(&article.source);
    match &claim.attributed_to {
        Some(words) => single_spaced(&words.text),
        None => own().to_owned(),
    }
}

fn remarks(claim: &Claim) -> String {
    let count = claim.count.as_ref();
    let mut remarks = Vec::new();
    if let Some(words) = count.filter(|count| count.vague || count.approximate).map(|count| &count.words.text)
    {
        remarks.push(format!("“{}”", single_spaced(words)));
    }
    if let Some(when) = &claim.when {
        remarks.push(when.date.clone());
    }
    remarks.join("; ")
}

/// Marks figures that the same claimant replaced: of the same quantity and scope, another number, of a later day.
fn supersede(figures: &mut [Figure]) {
    let key = |figure: &Figure| {
        (figure.quantity.clone(), figure.scope.to_lowercase(), figure.claimant.to_lowercase())
    };
    struct Newest {
        day: i32,
        id: String,
        number: (Option<u64>, Option<u64>),
    }
    let mut newest: FxHashMap<_, Newest> = FxHashMap::default();
    for figure in figures.iter().filter(|figure| figure.standing == Standing::Stands) {
        let Some(day) = figure.as_of.map(|date| date.latest().number()) else { continue };
        if newest.get(&key(figure)).is_none_or(|known| day > known.day) {
            let own = Newest { day, id: figure.id.clone(), number: (figure.low, figure.high) };
            newest.insert(key(figure), own);
        }
    }
    for figure in figures.iter_mut().filter(|figure| figure.standing == Standing::Stands) {
        let Some(Newest { day, id, number }) = newest.get(&key(figure)) else { continue };
        let is_older = figure.as_of.is_some_and(|date| date.latest().number() < *day);
        if is_older && *number != (figure.low, figure.high) {
            figure.standing = Standing::Superseded;
            figure.status = format!("{}; the same claimant's later figure: {id}", figure.status);
        }
    }
}

/// Works out which figure's scope lies in which other's, among those of one quantity.
pub(crate) fn place_scopes(figures: &mut [Figure]) {
    let gazetteer = Gazetteer::shipped();
    let mut known: FxHashMap<String, Scope> = FxHashMap::default();
    let mut of_quantity: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for figure in figures.iter() {
        known.entry(figure.scope.clone()).or_insert_with(|| Scope::read(&figure.scope, gazetteer));
        let scopes = of_quantity.entry(quantity(figure)).or_default();
        if !scopes.contains(&figure.scope) {
            scopes.push(figure.scope.clone());
        }
    }
    for figure in figures.iter_mut() {
        let others = &of_quantity[&quantity(figure)];
        let found = holder(&figure.scope, others, &known);
        figure.part_of = found.map(str::to_owned).unwrap_or_default();
    }
}

fn quantity(figure: &Figure) -> String {
    figure.quantity.split([',', '(', ';']).next().unwrap_or_default().trim().to_lowercase()
}
