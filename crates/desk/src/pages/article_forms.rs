//! What the forms of an article do: accept, reject, correct, add, read through.

use super::article::{find, modality_words, named, offered, type_words};
use super::articles::address;
use super::done::and_say;
use super::fault;
use super::figures::how_many;
use crate::desk::Desk;
use crate::frame::{Context, see};
use crate::sight::Sight;
use crate::visitor::{Fields, Posted};
use axum::response::Response;
use maud::{Markup, html};
use std::sync::Arc;
use tizim_ledger::{ArticleKey, ClaimKey, ClaimVerdict, Decision, Judgement};
use tizim_model::{Claim, ClaimRole, Modality, single_spaced};
use tizim_project::{ClaimState, JudgedClaim, Ungroundable, Written, corrected, grounded};

/// What a form for a whole claim is for.
pub(super) enum Form<'a> {
    /// A new claim.
    Add,
    /// Another in the place of one.
    Correct {
        /// Its number on the page, from 1.
        number: usize,
        /// The claim.
        judged: &'a JudgedClaim,
    },
}

/// Returns the form in which every field is filled with words of the article.
pub(super) fn claim_form(context: &Context<'_>, key: &ArticleKey, form: &Form<'_>) -> Markup {
    let w = &context.words.articles;
    let claim = match form {
        Form::Add => None,
        Form::Correct { judged, .. } => Some(&judged.claim),
    };
    let names = |role: ClaimRole| claim.map(|claim| single_spaced(&claim.names(role))).unwrap_or_default();
    let text = |words: Option<&tizim_model::Words>| {
        words.map(|words| single_spaced(&words.text)).unwrap_or_default()
    };
    let lines = [
        ("quote", &w.quote, text(claim.map(|claim| &claim.quote))),
        ("victims", &w.victims, names(ClaimRole::Victim)),
        ("actors", &w.actors, names(ClaimRole::Actor)),
        ("addressees", &w.addressees, names(ClaimRole::Addressee)),
        ("count", &w.count, text(claim.and_then(|claim| claim.count.as_ref()).map(|count| &count.words))),
        ("when", &w.when_words, text(claim.and_then(|claim| claim.when.as_ref()).map(|when| &when.words))),
        ("place", &w.place, text(claim.and_then(|claim| claim.place.as_ref()))),
        ("attributed_to", &w.says, text(claim.and_then(|claim| claim.attributed_to.as_ref()))),
    ];
    // the number that was read is told to those who hear the field, too
    let read_as = match form {
        Form::Correct { number, judged } if judged.claim.count.is_some() => Some(format!("read-as-{number}")),
        _ => None,
    };
    let own_type = claim.map_or("killing", |claim| claim.claim_type.as_str());
    let own_modality = claim.map_or(Modality::Asserted, |claim| claim.modality);
    html! {
        form.write method="post" action="/article/write" {
            (context.secret())
            (named(key))
            input type="hidden" name="near" value="";
            @if let Form::Correct { judged, .. } = form {
                input type="hidden" name="type" value=(judged.key.claim_type);
                input type="hidden" name="start" value=(judged.key.start);
                input type="hidden" name="end" value=(judged.key.end);
                input type="hidden" name="about" value=(about_whom(&judged.key));
            }
            p.note { (w.form_hint) }
            label { span { (w.kind) } select name="claim_type" {
                @if !offered().any(|kind| kind == own_type) { option value=(own_type) selected { (type_words(context.words, own_type)) } }
                @for kind in offered() { option value=(kind) selected[kind == own_type] { (type_words(context.words, kind)) } }
            } }
            @for (name, label, value) in &lines {
                div.field {
                    label { span { (label) }
                        @if *name == "quote" { textarea name=(name) rows="3" maxlength="4000" required dir="auto" { (value) } }
                        @else { input type="text" name=(name) value=(value) maxlength="1000" dir="auto" autocomplete="off" aria-describedby=[read_as.as_deref().filter(|_| *name == "count")]; }
                    }
                    @if let Some(count) = claim.and_then(|claim| claim.count.as_ref()).filter(|_| *name == "count") {
                        small.note id=[read_as.as_deref()] { (w.read_as.with(&[("number", &how_many(context, count.min, count.max))])) }
                    }
                    button.plain.take type="button" data-take=(name) hidden { (w.take_selected) }
                }
            }
            label { span { (w.date) } input type="text" name="date" value=(claim.and_then(|claim| claim.when.as_ref()).map_or("", |when| when.date.as_str())) maxlength="40" placeholder="2022-01-06" autocomplete="off"; }
            label { span { (w.modality) } select name="modality" {
                @for (modality, word) in Modality::ALL { option value=(word) selected[modality == own_modality] { (modality_words(context.words, modality)) } }
            } }
            label { input type="checkbox" name="negated" value="1" checked[claim.is_some_and(|claim| claim.negated)]; " " (w.negated_box) }
            label { span { (w.reason) } input type="text" name="reason" maxlength="2000" autocomplete="off"; }
            button type="submit" { (w.save) }
        }
    }
}

/// Returns whom and what a claim is about, as forms carry it.
pub(super) fn about_whom(key: &ClaimKey) -> String {
    key.about.iter().map(u64::to_string).collect::<Vec<_>>().join(",")
}

fn suggestion(fields: &Fields) -> Option<ClaimKey> {
    let number = |name: &str| fields.get(name).parse().ok();
    let claim_type = fields.get("type").to_owned();
    let about: Result<Vec<u64>, _> = fields.get("about").split_terminator(',').map(str::parse).collect();
    let key = ClaimKey { claim_type, start: number("start")?, end: number("end")?, about: about.ok()? };
    (!key.claim_type.is_empty()).then_some(key)
}

/// Accepts or rejects a claim as it is shown, then leads to the next.
pub(super) fn judge(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let fields = &posted.fields;
    let Some(key) = suggestion(fields) else { return fault::bad_form(words) };
    let found = {
        let state = desk.state();
        state.loaded.as_ref().and_then(|loaded| {
            let position = find(loaded, Sight::new(&state, &posted.visitor), |name| fields.get(name))?;
            let claims = loaded.results.claims_of(position);
            let number = claims.iter().position(|claim| claim.key == key)?;
            let is_open = |at: &usize| claims[*at].state == ClaimState::Suggested && claims[*at].key != key;
            let next = (number + 1..claims.len()).chain(0..number).find(is_open);
            Some((loaded.results.articles[position].key(), claims[number].claim.clone(), next))
        })
    };
    let Some((article, claim, next)) = found else { return fault::not_found(words) };
    let verdict = match fields.get("verdict") {
        "accept" => ClaimVerdict::Accepted { claim: Box::new(claim) },
        "reject" => ClaimVerdict::Rejected,
        _ => return fault::bad_form(words),
    };
    let anchor = next.map_or_else(|| "read".to_owned(), |next| format!("claim-{}", next + 1));
    write(desk, posted, Decision::Claim { article, suggestion: key, verdict }, &anchor)
}

fn write(desk: &Arc<Desk>, posted: &Posted, decision: Decision, anchor: &str) -> Response {
    let article = match &decision {
        Decision::Claim { article, .. } | Decision::ArticleRead { article } => address(article),
        _ => "/articles".to_owned(),
    };
    let reason = posted.fields.get("reason").to_owned();
    match desk.judge(&posted.visitor, vec![Judgement { decision, reason, undoes: None }]) {
        Ok(entries) => see(&format!("{}#{anchor}", and_say(&article, &entries))),
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}

/// Writes a claim down as it was corrected or added; its words must stand in the article.
pub(super) fn write_down(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let words = posted.visitor.words(desk);
    let fields = &posted.fields;
    let suggestion = suggestion(fields);
    let made: Option<(ArticleKey, Result<Claim, Ungroundable>)> = {
        let state = desk.state();
        state.loaded.as_ref().and_then(|loaded| {
            let position = find(loaded, Sight::new(&state, &posted.visitor), |name| fields.get(name))?;
            let article = &loaded.results.articles[position];
            let mut claims = loaded.results.claims_of(position).iter();
            let before = claims.find(|claim| suggestion.as_ref() == Some(&claim.key));
            let claim = match before {
                Some(before) => corrected(article, &written(fields), &before.claim),
                None => grounded(article, &written(fields)),
            };
            Some((article.key(), claim))
        })
    };
    let (article, claim) = match made {
        None => return fault::not_found(words),
        Some((article, Err(reason))) => {
            return fault::not_grounded(words, &reason.to_string(), &address(&article));
        }
        Some((article, Ok(claim))) => (article, claim),
    };
    let (suggestion, verdict) = match suggestion {
        Some(key) => (key, ClaimVerdict::Corrected { claim: Box::new(claim) }),
        None => (ClaimKey::of(&claim), ClaimVerdict::Added { claim: Box::new(claim) }),
    };
    write(desk, posted, Decision::Claim { article, suggestion, verdict }, "claims")
}

fn written(fields: &Fields) -> Written {
    let list = |name: &str| -> Vec<String> {
        fields
            .get(name)
            .split(';')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .take(200)
            .collect()
    };
    Written {
        claim_type: fields.get("claim_type").to_owned(),
        quote: fields.get("quote").to_owned(),
        near: fields.get("near").parse().unwrap_or(0),
        victims: list("victims"),
        actors: list("actors"),
        addressees: list("addressees"),
        place: fields.get("place").to_owned(),
        when: fields.get("when").to_owned(),
        date: fields.get("date").to_owned(),
        count: fields.get("count").to_owned(),
        modality: Modality::ALL
            .iter()
            .find(|(_, word)| *word == fields.get("modality"))
            .map(|(modality, _)| *modality),
        negated: fields.get("negated") == "1",
        attributed_to: fields.get("attributed_to").to_owned(),
    }
}

/// Notes that an article was read through and leads to the next that nobody has read.
pub(super) fn read_through(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let fields = &posted.fields;
    let key = {
        let state = desk.state();
        state.loaded.as_ref().and_then(|loaded| {
            find(loaded, Sight::new(&state, &posted.visitor), |name| fields.get(name))
                .map(|position| loaded.results.articles[position].key())
        })
    };
    let Some(article) = key else { return fault::not_found(posted.visitor.words(desk)) };
    let next = format!("/articles?next={}", crate::frame::encoded(&address(&article)));
    let judgement =
        Judgement { decision: Decision::ArticleRead { article }, reason: String::new(), undoes: None };
    match desk.judge(&posted.visitor, vec![judgement]) {
        Ok(_) => see(&next),
        Err(refusal) => fault::refusal(desk, &posted.visitor, refusal),
    }
}
