//! An article with its claims marked: each stretch of words that says something, who says so, and how the text holds it.

mod marks;

use crate::display::{Foreign, Passage, visible};
use crate::words::article as words;
use maud::{DOCTYPE, Markup, html};
use std::ops::Range;
use tizim_model::{Claim, ClaimRole, Count, Participant, Words, single_spaced};
use tizim_project::{ArticlePart, ClaimState, StoredArticle};

/// What may be loaded: the style sheet beside the page, and no script.
const POLICY: &str =
    "default-src 'none'; style-src 'self' file:; img-src data:; base-uri 'none'; form-action 'none'";

/// A claim as it is marked.
pub struct Marked<'a> {
    /// What it says.
    pub claim: &'a Claim,
    /// What became of it; nothing outside a project.
    pub state: Option<ClaimState>,
}

/// Returns the article's text with the claims marked, and in them the words that their fields rest on; a mark leads to `#claim-1` and on, and can be come back to at `#at-1`.
/// `label` says what the mark of a claim is, by its number and type, to those who can't see it.
pub fn text(article: &StoredArticle, claims: &[Marked<'_>], label: &dyn Fn(usize, &str) -> String) -> Markup {
    let shown: Vec<usize> =
        (0..claims.len()).filter(|position| claims[*position].state != Some(ClaimState::Rejected)).collect();
    let places: Vec<Range<usize>> = shown
        .iter()
        .map(|position| article.place_of(&claims[*position].claim.quote).unwrap_or(0..0))
        .collect();
    let fields: Vec<Range<usize>> = shown
        .iter()
        .flat_map(|position| words_of_fields(claims[*position].claim))
        .filter_map(|words| article.place_of(words))
        .collect();
    html! {
        @for (paragraph_number, (part, paragraph)) in (1..).zip(all_paragraphs(article)) {
            p.paragraph id={ "paragraph-" (paragraph_number) } dir="auto" lang=[part.language.as_deref()] data-at=(paragraph.start) {
                @for stretch in marks::cut(paragraph, &places, &fields) {
                    @let content = visible(&article.text[stretch.range.clone()]);
                    @for position in &stretch.begin {
                        @let number = shown[*position] + 1;
                        a.ref id={ "at-" (number) } href={ "#claim-" (number) } aria-label=(label(number, &claims[shown[*position]].claim.claim_type)) { (number) }
                    }
                    @match stretch.over.iter().map(|position| &claims[shown[*position]]).min_by_key(|marked| marked.claim.is_guess) {
                        None => (content),
                        Some(marked) if stretch.is_field => mark class=(look(marked)) { span.field { (content) } },
                        Some(marked) => mark class=(look(marked)) { (content) },
                    }
                }
            }
        }
    }
}

/// Returns the words that a claim's fields rest on.
fn words_of_fields(claim: &Claim) -> impl Iterator<Item = &Words> {
    let who = claim.who.iter().map(|who| &who.words);
    let count = claim.count.iter().filter(|count| count.is_number).map(|count| &count.words);
    let when = claim.when.iter().map(|when| &when.words);
    who.chain(count).chain(when).chain(&claim.place).chain(&claim.attributed_to)
}

/// Returns the number, from 1, of the paragraph of [`text`] in which words begin; none where they are not in the article.
pub fn paragraph_of(article: &StoredArticle, words: &Words) -> Option<usize> {
    let start = article.place_of(words)?.start;
    let at = all_paragraphs(article).position(|(_, paragraph)| paragraph.contains(&start))?;
    Some(at + 1)
}

fn all_paragraphs(article: &StoredArticle) -> impl Iterator<Item = (&ArticlePart, Range<usize>)> {
    let of_part = |part: &'_ ArticlePart| paragraphs(&article.text, &part.text);
    article.parts.iter().flat_map(move |part| of_part(part).map(move |paragraph| (part, paragraph)))
}

/// Returns the paragraphs of a part: its lines that hold anything.
fn paragraphs<'t>(text: &'t str, part: &Range<usize>) -> impl Iterator<Item = Range<usize>> + use<'t> {
    let start = part.start;
    let lines = text[part.clone()].split_inclusive('\n').scan(start, |at, line| {
        let range = *at..*at + line.len();
        *at = range.end;
        Some((range, line))
    });
    lines.filter(|(_, line)| !line.trim().is_empty()).map(|(range, line)| {
        let end = range.start + line.trim_end().len();
        let start = range.start + line.len() - line.trim_start().len();
        start..end
    })
}

fn look(marked: &Marked<'_>) -> &'static str {
    match (marked.state, marked.claim.says_it_happened()) {
        (Some(state), _) if state.stands() => "claim stands",
        _ if marked.claim.is_guess => "claim guess",
        (_, true) => "claim",
        (_, false) => "claim not-so",
    }
}

/// What somebody may be in a claim, in the order of a page.
const ROLES: [(ClaimRole, &str); 3] = [
    (ClaimRole::Victim, words::VICTIMS),
    (ClaimRole::Actor, words::ACTORS),
    (ClaimRole::Addressee, words::ADDRESSEES),
];

/// Returns a claim in a few lines: what, who, where, when, how many, how the text holds it, who says so.
pub fn claim(marked: &Marked<'_>) -> Markup {
    let claim = marked.claim;
    let of_role = |role: ClaimRole| claim.who.iter().filter(move |who| who.role == role);
    html! {
        p.what {
            strong { (words::claim_type(&claim.claim_type)) }
            " " span.tag { @if claim.negated { (words::NEGATED) " " } (words::modality(claim.modality)) }
            @if let Some(state) = marked.state { " " span.tag.state { (words::state(state)) } }
            @if claim.is_guess { " " span.tag { @if claim.proposed_by.is_some() { (words::NOT_NAMED) } @else { (words::GUESS) } } }
            @if let Some(by) = &claim.proposed_by { " " span.tag { (words::PROPOSED_BY) " " (Foreign(&by.model)) } }
        }
        p.quote { q { (Passage(&single_spaced(&claim.quote.text))) } }
        dl.fields {
            @for (role, label) in ROLES {
                @if of_role(role).next().is_some() {
                    dt { (label) }
                    dd { @for (position, who) in of_role(role).enumerate() { @if position > 0 { "; " } (participant(who)) } }
                }
            }
            @if let Some(count) = &claim.count { dt { (words::HOW_MANY) } dd { (how_many(count)) } }
            @if let Some(when) = &claim.when { dt { (words::WHEN) } dd { (Foreign(&when.date)) " " small { q { (Foreign(&when.words.text)) } } } }
            @if let Some(place) = &claim.place { dt { (words::WHERE) } dd { (Foreign(&single_spaced(&place.text))) } }
            @if let Some(source) = &claim.attributed_to { dt { (words::WHO_SAYS) } dd { (Foreign(&single_spaced(&source.text))) } }
        }
    }
}

fn participant(who: &Participant) -> Markup {
    html! { span.who { (Foreign(&who.name)) (tie(&who.tie)) @if let Some(age) = who.age { ", " (age) } } }
}

fn tie(tie: &str) -> Markup {
    html! { @if tie != "words" { " " small { "(" (words::tie(tie)) ")" } } }
}

fn how_many(count: &Count) -> Markup {
    html! {
        (crate::words::how_many(count.min, count.max)) " "
        @if !count.of.is_empty() { (Foreign(&single_spaced(&count.of))) " " }
        small { q { (Foreign(&single_spaced(&count.words.text))) } }
    }
}

/// Returns what is known of an article beside its text.
pub fn about(article: &StoredArticle) -> Markup {
    let lines = [
        (words::SITE, &article.site),
        (words::BYLINE, &article.byline),
        (words::PUBLISHED, &article.published),
        (words::LANGUAGE, &article.language),
        (words::ADDRESS, &article.url),
        (words::FETCHED, &article.fetched),
    ];
    html! {
        dl.about {
            @for (label, value) in lines {
                @if let Some(value) = value { div { dt { (label) } dd { (Foreign(value)) } } }
            }
            div { dt { (words::FILE) } dd { (Foreign(&article.file)) @if article.page > 1 { " (" (article.page) ")" } } }
            @if !article.leaf.path.is_empty() { div { dt { (words::PART) } dd { (Passage(&article.leaf.path.join(" › "))) } } }
        }
        @for note in &article.notes { p.note { (Passage(note)) } }
    }
}

/// Returns a whole page that opens without a server: the text with its claims marked, and the claims beside it.
pub fn article_page(article: &StoredArticle) -> String {
    let claims: Vec<Marked<'_>> = article.claims.iter().map(|claim| Marked { claim, state: None }).collect();
    let title = article.shown_title().chars().take(120).collect::<String>();
    let main = html! {
        h1 dir="auto" { (visible(article.shown_title())) }
        (about(article))
        div.article-view {
            article.text lang=[article.language.as_deref()] { (text(article, &claims, &words::reference)) }
            aside aria-labelledby="claims" {
                h2 id="claims" { (words::claims(claims.len())) }
                p.note { (words::CLAIMS_MEAN) }
                ol.claims {
                    @for (position, marked) in claims.iter().enumerate() {
                        li id={ "claim-" (position + 1) } {
                            (claim(marked))
                            p { a href={ "#at-" (position + 1) } { (words::IN_THE_TEXT) } }
                        }
                    }
                }
            }
        }
    };
    document(&title, &main)
}

/// What an index says of an article.
pub struct IndexRow {
    title: String,
    address: String,
    day: Option<String>,
    language: Option<String>,
    /// Its file, with its page where there are several, and where it was fetched from.
    file: String,
    url: Option<String>,
    claims: usize,
}

impl IndexRow {
    /// Returns what an index says of an article whose page has an address.
    pub fn of(article: &StoredArticle, address: String) -> Self {
        let page = if article.page == 1 { String::new() } else { words::page(article.page) };
        Self {
            title: article.shown_title().to_owned(),
            address,
            day: article.published.clone(),
            language: article.language.clone(),
            file: format!("{}{page}", article.file),
            url: article.url.clone(),
            claims: article.claims.len(),
        }
    }
}

/// Returns the page that leads to others.
pub fn index_page(rows: &[IndexRow]) -> String {
    let head = words::INDEX_HEAD.map(|name| name.trim_end_matches(crate::words::OF_NUMBERS));
    let body = html! {
        @for row in rows {
            tr {
                td data-label=(head[0]) { a href=(row.address) { (Foreign(&row.title)) } }
                td.when data-label=(head[1]) { @match &row.day { Some(day) => (day), None => span.none { (words::NO_DAY) } } }
                td data-label=(head[2]) { @match &row.language { Some(language) => (language), None => span.none { (words::NO_LANGUAGE) } } }
                td data-label=(head[3]) { (Foreign(&row.file)) @if let Some(url) = &row.url { br; small { (Foreign(url)) } } }
                td.n data-label=(head[4]) { (row.claims) }
            }
        }
    };
    let main = html! {
        h1 { (words::ARTICLES) }
        p { (words::CLAIMS_MEAN) }
        (crate::page::stack(words::ARTICLES, &words::INDEX_HEAD, &html! { tbody { (body) } }))
    };
    document(words::ARTICLES, &main)
}

fn document(title: &str, main: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(crate::words::LANGUAGE) {
            (crate::page::head(POLICY, &html! { (visible(title)) }, "", &[]))
            body { main id="main" { (main) } }
        }
    }
    .into_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tizim_model::{Modality, ParticipantKind};

    #[test]
    fn several_names_have_something_between_them() {
        let person = |name: &str, age| Participant {
            name: name.to_owned(),
            role: ClaimRole::Victim,
            kind: ParticipantKind::Person,
            words: Words::default(),
            tie: "words".to_owned(),
            named_at: None,
            age,
        };
        let claim = Claim {
            claim_type: "trial".to_owned(),
            quote: Words::default(),
            who: vec![person("Peter Lund", Some(40)), person("Oskar Fenn", None)],
            place: None,
            when: None,
            count: None,
            modality: Modality::Asserted,
            negated: false,
            attributed_to: None,
            is_guess: false,
            proposed_by: None,
        };
        let shown = super::claim(&Marked { claim: &claim, state: None }).into_string();
        let mut text = String::new();
        let mut within = false;
        for c in shown.chars() {
            match c {
                '<' => within = true,
                '>' => within = false,
                c if !within => text.push(c),
                _ => {}
            }
        }
        assert!(text.contains("Peter Lund, 40; Oskar Fenn"), "{text}");
    }
}
