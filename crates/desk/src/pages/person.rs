//! One person: every field with its rival values and their evidence, the records, why they are one, what was judged.

use super::articles::address;
use super::done::{in_words, line, pair_address, undo_form};
use super::persons::lists_of;
use super::{Asked, fault};
use crate::frame::{Context, Place, script};
use crate::loaded::Loaded;
use crate::sight::Sight;
use crate::waterfall::waterfall;
use axum::response::Response;
use maud::{Markup, html};
use tizim_ledger::{Decision, Entry, RecordKey, Role, What};
use tizim_link::Link;
use tizim_model::{RecordIx, Role as Column};
use tizim_project::{Choice, Person, PersonField, RivalValue, record_key};
use tizim_report::parts::{Foreign, Passage, is_disputed, name_of, percent, signed, spanning};

/// The most links that are explained, people nearby that are named, and records and evidence that are listed.
const MOST_EXPLAINED: usize = 4;
const MOST_NEAR: usize = 5;
const MOST_ROWS: usize = 200;

/// Returns the page.
pub(super) fn page(context: &Context<'_>, id: &str, asked: &Asked) -> Response {
    let w = &context.words.person;
    let Some(loaded) = &context.state.loaded else { return fault::nothing_yet(context.words) };
    let Some((at, person)) = loaded.person_named(id) else { return fault::not_found(context.words) };
    let records = &loaded.results.records;
    let sight = context.sight();
    let Some(seen) = sight.person(&loaded.results, person) else { return fault::not_found(context.words) };
    let person = &*seen;
    if let Err(refusal) =
        sight.note_views(context.desk, context.visitor, records, person.records.iter().copied())
    {
        return fault::refusal(context.desk, context.visitor, refusal);
    }
    let name = name_of(person);
    let key = record_key(&loaded.results.records, person.records[0]);
    let disputed = person.fields.iter().filter(|field| is_disputed(field)).count() as u64;
    let lists = lists_of(loaded, person).len() as u64;
    let suggested = &loaded.results.suggested_records;
    let unread = person.records.iter().filter(|record| suggested[record.index()]).count() as u64;
    let number = person.records.len() as u64 - unread;
    let address = format!("/person/{}", person.id);
    let main = html! {
        div.person {
            h1 {
                @match &name { Some(name) => bdi dir="auto" { (Foreign(name)) }, None => (context.words.persons.no_name) }
                " " small { (person.id) }
            }
            p.sum {
                (context.words.count_with(&w.summary, number, &[("lists", &context.words.number(lists))]))
                @if unread > 0 { "; " (context.words.count(&w.summary_unread, unread)) }
                @if disputed > 0 { "; " (context.words.count(&w.differ, disputed)) }
                "."
            }
            (line(context, asked, &address))
            @if person.withheld { p.caution { (w.person_withheld) } }
            @if loaded.results.is_suggested(person) { p { (w.suggested) } }
            @if loaded.results.is_of_other_acts(person) { p { (w.of_other_acts) } }
            (fields(context, loaded, person, &key))
            (super::timeline::timeline(context, loaded, person))
            (records_table(context, loaded, person))
            (super::person_articles::section(context, &loaded.results, person))
            @if person.records.len() > 1 { (why_one(context, loaded, at)) }
            (near(context, loaded, at))
            (acts(context, person, &key))
            (history(context, loaded, person, &address))
        }
    };
    context.page(Place::Persons, name.as_deref().unwrap_or(id), &main)
}

/// Returns the hidden fields that name a person by one of its records.
pub(super) fn named(context: &Context<'_>, key: &RecordKey) -> Markup {
    html! {
        (context.secret())
        input type="hidden" name="list" value=(key.list);
        input type="hidden" name="record" value=(key.record_id);
    }
}

fn fields(context: &Context<'_>, loaded: &Loaded, person: &Person, key: &RecordKey) -> Markup {
    let w = &context.words.person;
    html! {
        div.scroll role="region" aria-label=(w.fields_caption.as_str()) tabindex="0" {
            table.f {
                caption { (w.fields_caption) }
                thead { tr { th scope="col" { (w.field) } th scope="col" { (w.value) } th scope="col" { (w.source) } } }
                @for field in &person.fields { (field_rows(context, loaded, person, field, key)) }
            }
        }
    }
}

fn field_rows(
    context: &Context<'_>,
    loaded: &Loaded,
    person: &Person,
    field: &PersonField,
    key: &RecordKey,
) -> Markup {
    let w = &context.words.person;
    let disputed = is_disputed(field);
    // each row has its own id and link: none of them is the right one
    let of_the_row = matches!(
        field.role,
        Column::OwnId
            | Column::ListName
            | Column::OnList
            | Column::SourceUrl
            | Column::Notes
            | Column::Carried
    );
    let rivals = field.values.iter().enumerate().filter(|(at, _)| *at != field.chosen);
    html! {
        tbody.disputed[disputed] {
            tr {
                th scope="rowgroup" rowspan=(field.values.len()) {
                    (context.words.field(&field.field))
                    @if field.withheld { " " span.tag { (w.field_withheld) } }
                    @if context.may(Role::Editor) { (field_acts(context, person, field, key)) }
                }
                td {
                    (value(context, field.role, field.shown()))
                    @if disputed || field.rule == Choice::Reviewer { " " small.why { (w.shown_because.with(&[("rule", &rule(context, field.rule))])) } }
                }
                td { (evidence(context, loaded, field.role, field.shown())) }
            }
            @for (_, rival) in rivals {
                tr {
                    td { (value(context, field.role, rival)) @if context.may(Role::Editor) && !of_the_row { " " (choose_form(context, loaded, person, field, rival, key)) } }
                    td { (evidence(context, loaded, field.role, rival)) }
                }
            }
        }
    }
}

fn rule<'a>(context: &Context<'a>, rule: Choice) -> &'a str {
    let w = &context.words.person;
    let text = match rule {
        Choice::Undisputed => &w.undisputed,
        Choice::Reviewed => &w.reviewed,
        Choice::MostLists => &w.most_lists,
        Choice::MostExact => &w.most_exact,
        Choice::FirstList => &w.first_list,
        Choice::Reviewer => &w.reviewer,
    };
    text.as_str()
}

fn value(context: &Context<'_>, role: Column, value: &RivalValue) -> Markup {
    let shown = context.words.value(role.key(), &value.display);
    html! { @if value.known { (Passage(shown)) } @else { i { (Passage(shown)) } } }
}

fn evidence(context: &Context<'_>, loaded: &Loaded, role: Column, value: &RivalValue) -> Markup {
    let w = &context.words.person;
    let records = &loaded.results.records;
    html! {
        @for (position, at) in value.evidence.iter().take(MOST_ROWS).enumerate() {
            @if position > 0 { "; " }
            (Foreign(&records.list(at.record).name)) " "
            // all articles of a source have one name; the line is of one of them
            @if let Some(article) = loaded.results.article_of(at.record) {
                a href=(address(&article.key())) { bdi dir="auto" { (Foreign(&article.file)) } } " "
            }
            (w.line.with(&[("line", &context.words.number(records.line_of[at.record.index()]))]))
            @if at.raw.trim() != context.words.value(role.key(), &value.display) { " " q { (Passage(&at.raw)) } }
        }
    }
}

/// Returns the button by which a rival value becomes the one that is shown; none for a value that a reviewer entered.
fn choose_form(
    context: &Context<'_>,
    loaded: &Loaded,
    person: &Person,
    field: &PersonField,
    rival: &RivalValue,
    key: &RecordKey,
) -> Markup {
    let Some(at) = rival.evidence.first() else { return html! {} };
    let from = record_key(&loaded.results.records, at.record);
    html! {
        form.inline method="post" action={ "/person/" (person.id) "/choose" } {
            (named(context, key))
            input type="hidden" name="field" value=(field.field);
            input type="hidden" name="from_list" value=(from.list);
            input type="hidden" name="from_record" value=(from.record_id);
            button.plain type="submit" aria-label={ (context.words.person.choose) ": " (context.words.value(field.role.key(), &rival.display)) } { (context.words.person.choose) }
        }
    }
}

/// Returns what may be done with a field: another value entered, the field withheld.
fn field_acts(context: &Context<'_>, person: &Person, field: &PersonField, key: &RecordKey) -> Markup {
    let w = &context.words.person;
    html! {
        details.acts {
            summary aria-label=(w.enter_own.with(&[("field", &context.words.field(&field.field))])) { "…" }
            form.stacked method="post" action={ "/person/" (person.id) "/enter" } {
                (named(context, key))
                input type="hidden" name="field" value=(field.field);
                label { span { (w.own_value) } input type="text" name="value" required maxlength="500"; }
                label { span { (w.own_source) } input type="text" name="source" required maxlength="500"; }
                label { span { (w.reason) } input type="text" name="reason" maxlength="2000"; }
                button type="submit" { (w.save) }
            }
            @if !field.withheld {
                form.stacked method="post" action={ "/person/" (person.id) "/withhold" } {
                    (named(context, key))
                    input type="hidden" name="field" value=(field.field);
                    label { span { (w.reason) } input type="text" name="reason" required maxlength="2000"; }
                    button type="submit" { (w.withhold_field) }
                }
            }
        }
    }
}

fn records_table(context: &Context<'_>, loaded: &Loaded, person: &Person) -> Markup {
    let w = &context.words.person;
    let records = &loaded.results.records;
    let several = person.records.len() > 1;
    let may_move = several && context.may(Role::Editor);
    html! {
        div.scroll role="region" aria-label=(w.records_caption.as_str()) tabindex="0" {
            table.r {
                caption { (w.records_caption) }
                thead { tr {
                    @if may_move { td {} }
                    th scope="col" { (context.words.persons.list) } th scope="col" { (w.file) } th scope="col" { (w.record_id) }
                    th.n scope="col" { (w.belongs) }
                    @if may_move { th scope="col" { (w.cut_off) } }
                } }
                tbody {
                    @for (at, (record, membership)) in person.records.iter().zip(&person.membership).take(MOST_ROWS).enumerate() {
                        @let key = record_key(records, *record);
                        tr data-pick=[may_move.then_some(at)] {
                            @if may_move {
                                td { input type="checkbox" form="move" name={ "r" (at) } value=(super::person_forms::picked(&key))
                                    aria-label=(w.pick.with(&[("record", &format!("{} {}", key.list, key.record_id))])); }
                            }
                            td { (Foreign(&key.list)) }
                            td {
                                (Foreign(&records.files[usize::from(records.file_of[record.index()])])) ", "
                                (w.line.with(&[("line", &context.words.number(records.line_of[record.index()]))]))
                            }
                            td { (Foreign(&key.record_id)) }
                            td.n { (percent(membership.get())) }
                            @if may_move {
                                td {
                                    form.inline method="post" action={ "/person/" (person.id) "/cut" } {
                                        (named(context, &key))
                                        button.plain type="submit" aria-label={ (w.cut_off) ": " (key.list) " " (key.record_id) } title=(w.cut_off_hint.as_str()) { (w.cut_off) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if may_move {
            form.card.stacked id="move" method="post" action={ "/person/" (person.id) "/move" } {
                (context.secret())
                h3 { (w.shift) }
                p.note { (w.move_hint) }
                label { span { (w.move_to) } input type="text" name="to" maxlength="20" placeholder="P1234ABCD" autocomplete="off"; }
                label { span { (w.reason) } input type="text" name="reason" maxlength="2000"; }
                p { button type="submit" { (w.move_do) } }
                p.drop data-drop="" { (w.drop_here) }
            }
            (script("person.js"))
        }
    }
}

/// Returns the links of a person, from the strongest: inside it, or to others.
fn links_of<'a>(loaded: &'a Loaded, sight: Sight<'_>, at: usize, inside: bool) -> Vec<&'a Link> {
    let records = &loaded.results.records;
    let person_of = &loaded.results.linkage.person_of;
    let is_here = |record: RecordIx| person_of[record.index()].index() == at;
    let mut links: Vec<&Link> = loaded
        .results
        .linkage
        .links
        .iter()
        .filter(|link| sight.record(records, link.a) && sight.record(records, link.b))
        .filter(|link| match (is_here(link.a), is_here(link.b)) {
            (true, true) => inside,
            (true, false) | (false, true) => !inside,
            (false, false) => false,
        })
        .collect();
    links.sort_by(|x, y| y.weight.0.total_cmp(&x.weight.0).then((x.a, x.b).cmp(&(y.a, y.b))));
    links
}

fn why_one(context: &Context<'_>, loaded: &Loaded, at: usize) -> Markup {
    let w = &context.words.person;
    let inside = links_of(loaded, context.sight(), at, true);
    let tree = spanning(&inside);
    let records = &loaded.results.records;
    let rest = (inside.len() - tree.len().min(MOST_EXPLAINED)) as u64;
    html! {
        section aria-labelledby="why" {
            h2 id="why" { (w.why_one) }
            @for link in tree.iter().take(MOST_EXPLAINED) {
                @let explanation = loaded.results.linkage.explain(records, link.a, link.b);
                @let (a, b) = (record_key(records, link.a), record_key(records, link.b));
                details.weights {
                    summary { (Foreign(&a.list)) " " (Foreign(&a.record_id)) " – " (Foreign(&b.list)) " " (Foreign(&b.record_id)) ": " (signed(link.weight.0)) }
                    p { a href=(pair_address(&a, &b)) { (w.compare) } }
                    @if context.sight().all_of_both(records, (link.a, link.b)) { (waterfall(context, &explanation)) }
                }
            }
            @if rest > 0 { p.note { (context.words.count(&w.more_links, rest)) } }
        }
    }
}

fn near(context: &Context<'_>, loaded: &Loaded, at: usize) -> Markup {
    let w = &context.words.person;
    let person_of = &loaded.results.linkage.person_of;
    let mut shown: Vec<(usize, &Link)> = Vec::new();
    for link in links_of(loaded, context.sight(), at, false) {
        let stranger = if person_of[link.a.index()].index() == at { link.b } else { link.a };
        let other = person_of[stranger.index()].index();
        if shown.len() < MOST_NEAR && !shown.iter().any(|(known, _)| *known == other) {
            shown.push((other, link));
        }
    }
    if shown.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="near" {
            h2 id="near" { (w.near) }
            ul {
                @for (other, link) in shown {
                    @let whole = &loaded.results.persons[other];
                    @let person = context.sight().person(&loaded.results, whole).unwrap_or(std::borrow::Cow::Borrowed(whole));
                    @let (a, b) = (record_key(&loaded.results.records, link.a), record_key(&loaded.results.records, link.b));
                    li data-drop=(person.id) {
                        a href={ "/person/" (person.id) } {
                            @match name_of(&person) { Some(name) => bdi dir="auto" { (Foreign(&name)) }, None => (context.words.persons.no_name) }
                        }
                        " (" (signed(link.weight.0)) ", " (percent(link.probability.get())) ") "
                        a href=(pair_address(&a, &b)) { (w.compare) }
                    }
                }
            }
        }
    }
}

/// Returns what may be done with the person as a whole.
fn acts(context: &Context<'_>, person: &Person, key: &RecordKey) -> Markup {
    let w = &context.words.person;
    html! {
        div.cards {
            @if context.may(Role::Editor) {
                form.card.stacked method="post" action={ "/person/" (person.id) "/join" } {
                    (named(context, key))
                    label { span { (w.join_field) } input type="text" name="other" required maxlength="20" placeholder="P1234ABCD" autocomplete="off"; }
                    p.note { (w.join_hint) }
                    label { span { (w.reason) } input type="text" name="reason" maxlength="2000"; }
                    button type="submit" { (w.join) }
                }
                @if !person.withheld {
                    form.card.stacked method="post" action={ "/person/" (person.id) "/withhold" } {
                        (named(context, key))
                        label { span { (w.reason) } input type="text" name="reason" required maxlength="2000"; }
                        button type="submit" { (w.withhold_person) }
                    }
                }
            }
            @if context.may(Role::Reviewer) {
                form.card.stacked method="post" action={ "/person/" (person.id) "/note" } {
                    (named(context, key))
                    label { span { (w.note) } textarea name="reason" required maxlength="4000" rows="3" {} }
                    button type="submit" { (w.add_note) }
                }
            }
        }
    }
}

/// Returns the judgements in force that name a record of the person.
fn history(context: &Context<'_>, loaded: &Loaded, person: &Person, address: &str) -> Markup {
    let sight = context.sight();
    let is_here = |key: &RecordKey| {
        loaded.names.find(key).is_some_and(|record| person.records.binary_search(&record).is_ok())
    };
    let about = |entry: &&Entry| match &entry.what {
        What::Judgement(judgement) => match &judgement.decision {
            Decision::Pair { a, b, .. } => (is_here(a) || is_here(b)) && sight.key(a) && sight.key(b),
            Decision::FieldChosen { person, field, choice } => {
                let from = match choice {
                    tizim_ledger::Choice::Record { record } => sight.field(&record.list, field),
                    tizim_ledger::Choice::Entered { .. } => sight.all,
                };
                is_here(person) && from
            }
            Decision::FieldWithheld { person, .. }
            | Decision::PersonWithheld { person }
            | Decision::Note { person } => is_here(person),
            _ => false,
        },
        _ => false,
    };
    let standing = |entry: &&Entry| context.state.book.is_in_force(entry.seq);
    let entries: Vec<&Entry> =
        context.state.book.entries().rev().filter(standing).filter(about).take(MOST_ROWS).collect();
    html! {
        @if !entries.is_empty() {
            section aria-labelledby="history" {
                h2 id="history" { (context.words.person.history) }
                ul.history {
                    @for entry in entries {
                        li {
                            (in_words(context, entry))
                            @if let What::Judgement(judgement) = &entry.what {
                                @if !judgement.reason.is_empty() { " " q { (Passage(&judgement.reason)) } }
                            }
                            p.note { bdi dir="auto" { (Foreign(&entry.author)) } ", " (context.words.moment(entry.at.as_str())) }
                            @if context.may(Role::Editor) || (context.may(Role::Reviewer) && entry.author == context.visitor.user()) {
                                (undo_form(context, &(entry.seq..=entry.seq), address, &context.words.ledger.undo))
                            }
                        }
                    }
                }
            }
        }
    }
}
