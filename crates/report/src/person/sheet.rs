//! One person: every value with the row it rests on, the records, and why they are taken for one person.

use super::links::{LinksOf, spanning};
use super::{CHUNK, chunk_file, disputed, is_disputed, name_of};
use crate::display::{Foreign, Passage};
use crate::plot::step_bar;
use crate::view::View;
use crate::words;
use maud::{Markup, html};
use tizim_link::{Explanation, Link};
use tizim_model::{RecordIx, Records, Role};
use tizim_project::{Evidence, Person, PersonField, Results, RivalValue};

/// The most links that are explained field by field; the others are counted.
const MOST_EXPLAINED: usize = 4;
/// The most people near to this one that are named.
const MOST_NEAR: usize = 3;
/// The most records and the most pieces of evidence that are listed.
const MOST_ROWS: usize = 60;

/// Returns the section of a person, by position in the register.
pub(crate) fn sheet(view: View<'_>, links: &LinksOf<'_>, position: usize) -> Markup {
    let results = view.results;
    let person = &results.persons[position];
    let name = name_of(person);
    let several = person.records.len() > 1;
    html! {
        section.p id=(person.id) tabindex="-1" {
            h2 {
                @match &name { Some(name) => (Foreign(name)), None => (words::NO_NAME) }
                " " small { (person.id) }
            }
            p.sum { (summary(results, person)) }
            @if person.too_bare { p.sum { (why_not_counted(view, person)) } }
            (fields(results, person, several))
            (records(&results.records, person))
            (in_articles(view, person))
            @if several { (held_together(view, links, position)) }
            (near(view, links, position))
        }
    }
}

fn why_not_counted(view: View<'_>, person: &Person) -> &'static str {
    if view.results.is_suggested(person) {
        words::SUGGESTED
    } else if view.results.is_of_other_acts(person) {
        words::OF_OTHER_ACTS
    } else {
        words::TOO_BARE
    }
}

fn summary(results: &Results, person: &Person) -> String {
    let is_unread = |record: &&RecordIx| results.suggested_records[record.index()];
    let unread = person.records.iter().filter(is_unread).count();
    let read = person.records.len() - unread;
    let lists = results.lists_of(person).len();
    words::person_summary(read, (lists, results.reviewed_lists()), unread, disputed(person))
}

fn fields(results: &Results, person: &Person, several: bool) -> Markup {
    html! {
        div.scroll role="region" aria-label=(words::FIELDS_CAPTION) tabindex="0" {
            table.f {
                caption { (words::FIELDS_CAPTION) }
                thead { tr { th scope="col" { (words::FIELD) } th scope="col" { (words::VALUE) } th scope="col" { (words::SOURCE) } } }
                @for field in &person.fields { (field_rows(results, field, several)) }
            }
        }
    }
}

fn field_rows(results: &Results, field: &PersonField, several: bool) -> Markup {
    let is_disputed = is_disputed(field);
    let rivals = field.values.iter().enumerate().filter(|(position, _)| *position != field.chosen);
    html! {
        tbody.disputed[is_disputed] {
            tr {
                th scope="rowgroup" rowspan=(field.values.len()) { (words::field(&field.field)) }
                td {
                    (value(field.shown(), field.role))
                    @if is_disputed { " " small.why { (words::chosen_because(field.rule.words())) } }
                }
                td { (evidence(results, field.shown(), several)) }
            }
            @for (_, rival) in rivals {
                tr { td { (value(rival, field.role)) } td { (evidence(results, rival, several)) } }
            }
        }
    }
}

fn value(value: &RivalValue, role: Role) -> Markup {
    let text = value.display.as_str();
    html! {
        @if !value.known { i { (Passage(text)) } }
        @else if role == Role::SourceUrl && is_web_address(text) {
            a href=(text) rel="noreferrer noopener external" { (Foreign(text)) }
        }
        @else { (Passage(text)) }
    }
}

/// Returns whether the text is a plain address of the web, the only kind that becomes a link.
fn is_web_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && text.len() < 2000
        && !text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\'))
}

/// Returns the rows that give a value, each with what the source wrote where it differs from what was read.
fn evidence(results: &Results, value: &RivalValue, several: bool) -> Markup {
    let shown = &value.evidence[..value.evidence.len().min(MOST_ROWS)];
    let differs = |at: &Evidence| at.raw.trim() != value.display;
    html! {
        @for (position, at) in shown.iter().enumerate() {
            @if position > 0 { "; " }
            @if several { (row_of(results, at.record)) } @else { (words::line(results.records.line_of[at.record.index()])) }
            @if differs(at) { " " q { (Passage(&at.raw)) } }
        }
        @if shown.len() < value.evidence.len() { "; " (words::and_more(value.evidence.len() - shown.len())) }
    }
}

fn row_of(results: &Results, record: RecordIx) -> Markup {
    let records = &results.records;
    html! {
        (Foreign(&records.list(record).name)) " "
        // all articles of a source have one name; the line is of one of them
        @if let Some(article) = results.article_of(record) { (Foreign(&article.file)) " " }
        (words::line(records.line_of[record.index()]))
    }
}

fn records(records: &Records, person: &Person) -> Markup {
    let shown = person.records.len().min(MOST_ROWS);
    html! {
        div.scroll role="region" aria-label=(words::RECORDS_CAPTION) tabindex="0" {
            table.r {
                caption { (words::RECORDS_CAPTION) }
                thead { tr { @for head in words::RECORD_HEAD { th scope="col" { (head) } } } }
                tbody {
                    @for (record, membership) in person.records[..shown].iter().zip(&person.membership) {
                        tr {
                            td { (Foreign(&records.list(*record).name)) }
                            td { (Foreign(&records.files[usize::from(records.file_of[record.index()])])) }
                            td.n { (records.line_of[record.index()]) }
                            td { (Foreign(&records.record_id[record.index()])) }
                            td.n { (words::probability(membership.get())) }
                        }
                    }
                }
            }
        }
        @if shown < person.records.len() { p.note { (words::and_more(person.records.len() - shown)) } }
    }
}

/// Returns the articles that speak of the person, with their words.
fn in_articles(view: View<'_>, person: &Person) -> Markup {
    let mentions = view.results.mentions(person);
    if mentions.is_empty() {
        return html! {};
    }
    html! {
        h3 { (words::IN_ARTICLES) }
        ul {
            @for mention in mentions.iter().take(MOST_ROWS) {
                @let article = mention.article;
                li {
                    @match article.url.as_deref().filter(|url| is_web_address(url)) {
                        Some(url) => a href=(url) rel="noreferrer noopener external" { (Foreign(article.shown_title())) },
                        None => (Foreign(article.shown_title())),
                    }
                    @for part in [&article.site, &article.published].into_iter().flatten() { ", " (Foreign(part)) }
                    " " small { (Foreign(&article.file)) }
                    @for (_, claim) in &mention.claims {
                        br;
                        q lang=[article.language.as_deref()] { (Passage(&claim.claim.quote.text)) }
                    }
                }
            }
        }
        @if mentions.len() > MOST_ROWS { p.note { (words::and_more(mentions.len() - MOST_ROWS)) } }
    }
}

/// Returns the links that hold the records together, each as a waterfall.
fn held_together(view: View<'_>, links: &LinksOf<'_>, position: usize) -> Markup {
    let inside = links.inside(position);
    let tree = spanning(&inside);
    let explained: Vec<(&Link, Explanation)> = tree
        .iter()
        .take(MOST_EXPLAINED)
        .map(|link| (*link, view.results.linkage.explain(&view.results.records, link.a, link.b)))
        .collect();
    let rest: Vec<&&Link> = inside
        .iter()
        .filter(|link| !explained.iter().any(|(shown, _)| (shown.a, shown.b) == (link.a, link.b)))
        .collect();
    html! {
        h3 { (words::WHY_ONE) }
        @for (link, explanation) in &explained { (waterfall(&caption(view.results, link, explanation), explanation)) }
        @if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            p.note { (words::further_links(rest.len(), last.weight.0, first.weight.0)) }
        }
    }
}

fn caption(results: &Results, link: &Link, explanation: &Explanation) -> Markup {
    html! {
        (row_of(results, link.a)) " – " (row_of(results, link.b)) ": "
        (words::weight_and_probability(explanation.total.0, explanation.probability.get()))
        @if let Some(verdict) = link.judgement { " " strong { (words::judged(verdict)) } }
    }
}

/// Returns one link from the prior to the total: a row for each step, a bar from where the last one ended.
pub(crate) fn waterfall(caption: &Markup, explanation: &Explanation) -> Markup {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    let mut sum = 0.0;
    let mut step = |weight: f64| {
        steps.push((sum, sum + weight));
        sum += weight;
    };
    step(explanation.prior.0);
    explanation.fields.iter().for_each(|field| step(field.weight.0 + field.rarity.0));
    step(explanation.sharing.0);
    let ends = || steps.iter().flat_map(|(from, to)| [*from, *to]).filter(|end| end.is_finite());
    let low = ends().fold(-1.0, f64::min);
    let high = ends().fold(1.0, f64::max);
    let bar = |position: usize| step_bar(steps[position].0, steps[position].1, low, high);
    let compared = explanation
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| field.value_a.is_some() || field.value_b.is_some());
    html! {
        div.scroll role="region" aria-label=(words::WATERFALL_LABEL) tabindex="0" {
            table.w {
                caption { (caption) }
                thead { tr { @for head in words::WATERFALL_HEAD { th scope="col" { (head) } } } }
                tbody {
                    tr { th scope="row" colspan="2" { (words::BEFORE_COMPARING) } td.n { (words::signed(explanation.prior.0)) } td { (bar(0)) } }
                    @for (position, field) in compared {
                        @let weight = field.weight.0 + field.rarity.0;
                        tr {
                            th scope="row" { (words::field(&field.field)) }
                            td {
                                (Foreign(&field.level))
                                (pair(field.value_a.as_deref(), field.value_b.as_deref()))
                                @if field.rarity.0.abs() >= 0.05 { " " small.note { (words::rarity(field.rarity.0)) } }
                            }
                            td.n { (words::signed(weight)) }
                            td { (bar(position + 1)) }
                        }
                    }
                    @if explanation.sharing.0.abs() >= 0.05 {
                        tr { th scope="row" colspan="2" { (words::SHARING) } td.n { (words::signed(explanation.sharing.0)) } td { (bar(steps.len() - 1)) } }
                    }
                    tr.total { th scope="row" colspan="2" { (words::TOTAL_WEIGHT) } td.n { (words::signed(explanation.total.0)) } td { (step_bar(0.0, explanation.total.0, low, high)) } }
                }
            }
        }
    }
}

fn pair(a: Option<&str>, b: Option<&str>) -> Markup {
    let one = |text: Option<&str>| html! { @match text { Some(text) => (Foreign(text)), None => "–" } };
    html! { @if a == b { ": " (one(a)) } @else { ": " (one(a)) " / " (one(b)) } }
}

/// Returns the people who were nearly taken for this one.
fn near(view: View<'_>, links: &LinksOf<'_>, position: usize) -> Markup {
    let outside = links.outside(position);
    if outside.is_empty() {
        return html! {};
    }
    let own = &view.results.persons[position];
    let mut shown: Vec<(usize, &Link)> = Vec::new();
    for link in outside {
        let stranger = if own.records.binary_search(&link.a).is_ok() { link.b } else { link.a };
        let other = links.person_of(stranger);
        if shown.len() < MOST_NEAR && !shown.iter().any(|(known, _)| *known == other) {
            shown.push((other, link));
        }
    }
    html! {
        p.near {
            (words::NEAR) " "
            @for (position, (other, link)) in shown.iter().enumerate() {
                @let person = &view.results.persons[*other];
                @if position > 0 { "; " }
                a href={ (chunk_file(other / CHUNK)) "#" (person.id) } {
                    @match name_of(person) { Some(name) => (Foreign(&name)), None => (words::NO_NAME) }
                }
                " (" (words::weight_and_probability(link.weight.0, link.probability.get()))
                @if let Some(verdict) = link.judgement { ", " (words::judged(verdict)) }
                ")"
            }
        }
    }
}
