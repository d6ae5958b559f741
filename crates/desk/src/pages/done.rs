//! What was just done, and taking it back.

use super::{Asked, fault, value};
use crate::desk::Desk;
use crate::frame::{Context, encoded, see};
use crate::sight::Sight;
use crate::visitor::Posted;
use axum::response::Response;
use maud::{Markup, html};
use std::ops::RangeInclusive;
use std::sync::Arc;
use tizim_ledger::{ClaimVerdict, Decision, Entry, Judgement, RecordKey, Role, Verdict, What};
use tizim_report::parts::{Foreign, field_words};

/// The most judgements that are taken back at once: cutting a record off one person makes one for each other record.
const MOST_AT_ONCE: u64 = 2_000;

/// Returns the address of a page that then says what was done.
pub(crate) fn and_say(address: &str, done: &[Entry]) -> String {
    let (Some(first), Some(last)) = (done.first(), done.last()) else { return address.to_owned() };
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}done={}-{}", first.seq, last.seq)
}

fn range(text: &str) -> Option<RangeInclusive<u64>> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.parse::<u64>().ok()?, last.parse::<u64>().ok()?);
    (first >= 1 && last >= first && last - first < MOST_AT_ONCE).then_some(first..=last)
}

/// Returns a line that says what the visitor's last form did, with a button to take it back.
pub(crate) fn line(context: &Context<'_>, asked: &Asked, back_to: &str) -> Markup {
    let Some(done) = range(value(asked, "done")) else { return html! {} };
    let state = context.state;
    let Some(last) = state.entry(*done.end()).filter(|entry| entry.author == context.visitor.user()) else {
        return html! {};
    };
    let words = context.words;
    let is_judgement =
        matches!(&last.what, What::Judgement(judgement) if judgement.decision != Decision::TakenBack);
    html! {
        div.done role="status" {
            p {
                (words.pairs.wrote.with(&[("entry", &words.number(last.seq))])) " "
                (in_words(context, last))
            }
            @if is_judgement && context.may(Role::Reviewer) && done.clone().all(|seq| state.book.is_in_force(seq)) {
                (undo_form(context, &done, back_to, &words.pairs.undo_this))
            }
        }
    }
}

/// Returns a form that takes judgements back.
pub(crate) fn undo_form(
    context: &Context<'_>,
    entries: &RangeInclusive<u64>,
    back_to: &str,
    label: &crate::words::Text,
) -> Markup {
    html! {
        form.inline method="post" action="/undo" {
            (context.secret())
            input type="hidden" name="entries" value={ (entries.start()) "-" (entries.end()) };
            input type="hidden" name="back" value=(back_to);
            button.plain type="submit" { (label) }
        }
    }
}

/// Takes judgements back: all of a range that are in force and that the visitor may take back.
pub(super) fn undo(desk: &Arc<Desk>, posted: &Posted) -> Response {
    let visitor = &posted.visitor;
    let Some(asked) = range(posted.fields.get("entries")) else {
        return fault::bad_form(visitor.words(desk));
    };
    let undone: Vec<u64> = {
        let state = desk.state();
        let sight = Sight::new(&state, visitor);
        // a reviewer takes back what is their own; editors also what others judged, where they see all that it names
        let is_own = |seq: &u64| {
            state.entry(*seq).is_some_and(|entry| {
                let is_theirs = entry.author == visitor.user();
                match visitor.may(Role::Editor) {
                    true => is_theirs || sight.entry(&state, entry),
                    false => is_theirs && is_a_reviewers(entry),
                }
            })
        };
        let standing: Vec<u64> = asked.filter(|seq| state.book.is_in_force(*seq)).collect();
        if standing.iter().any(|seq| !is_own(seq)) {
            return fault::forbidden(visitor.words(desk));
        }
        standing
    };
    let reason = posted.fields.get("reason");
    let take_back = |seq: &u64| Judgement {
        decision: Decision::TakenBack,
        reason: reason.to_owned(),
        undoes: Some(*seq),
    };
    // the last first, so that what each had replaced comes back in order
    match desk.judge(visitor, undone.iter().rev().map(take_back).collect()) {
        Ok(entries) => see(&and_say(&back_to(desk, posted, &undone), &entries)),
        Err(refusal) => fault::refusal(desk, visitor, refusal),
    }
}

/// Returns where a form that takes judgements back leads: from the page of a person who is no more, since they brought it
/// about, to whoever has that record now.
fn back_to(desk: &Arc<Desk>, posted: &Posted, undone: &[u64]) -> String {
    let back = own_address(posted.fields.get("back"));
    let Some(id) = back.strip_prefix("/person/") else { return back };
    desk.wait_for_own(&posted.visitor);
    let state = desk.state();
    let Some(loaded) = &state.loaded else { return back };
    if loaded.person_named(id).is_some() {
        return back;
    }
    let sight = Sight::new(&state, &posted.visitor);
    let records = undone.iter().filter_map(|seq| of_whom(state.entry(*seq)?));
    let record = records.filter(|key| sight.key(key)).find_map(|key| state.find(key));
    record
        .map_or_else(|| "/persons".to_owned(), |record| format!("/person/{}", loaded.person_of(record).1.id))
}

/// Returns a record of the person that a judgement is on.
fn of_whom(entry: &Entry) -> Option<&RecordKey> {
    let What::Judgement(judgement) = &entry.what else { return None };
    match &judgement.decision {
        Decision::Pair { a, .. } => Some(a),
        Decision::FieldChosen { person, .. }
        | Decision::FieldWithheld { person, .. }
        | Decision::PersonWithheld { person }
        | Decision::Note { person } => Some(person),
        _ => None,
    }
}

fn is_a_reviewers(entry: &Entry) -> bool {
    matches!(&entry.what, What::Judgement(judgement)
        if matches!(judgement.decision, Decision::Pair { .. } | Decision::Opinion { .. } | Decision::Note { .. } | Decision::Claim { .. } | Decision::ArticleRead { .. }))
}

/// Returns an address of ours that a form names; the first page for anything else, so that nobody is sent elsewhere.
pub(crate) fn own_address(text: &str) -> String {
    let is_own = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains(['\\', '\r', '\n'])
        && text.len() < 1000
        && text.is_ascii();
    if is_own { text.to_owned() } else { "/".to_owned() }
}

/// Returns the name of a record, as people name it.
pub(crate) fn record(context: &Context<'_>, key: &RecordKey) -> Markup {
    let state = context.state;
    if !context.sight().key(key) {
        return html! { (context.words.groups.hidden) };
    }
    let person = state
        .find(key)
        .zip(state.loaded.as_ref())
        .map(|(record, loaded)| loaded.person_of(record).1.id.clone());
    html! {
        @match person {
            Some(id) => { a href={ "/person/" (id) } { (Foreign(&key.list)) " " (Foreign(&key.record_id)) } }
            None => { (Foreign(&key.list)) " " (Foreign(&key.record_id)) }
        }
    }
}

/// Returns the address of the page that compares two records.
pub(crate) fn pair_address(a: &RecordKey, b: &RecordKey) -> String {
    format!(
        "/pair?list_a={}&id_a={}&list_b={}&id_b={}",
        encoded(&a.list),
        encoded(&a.record_id),
        encoded(&b.list),
        encoded(&b.record_id)
    )
}

/// Returns what an entry says, in a sentence.
pub(crate) fn in_words(context: &Context<'_>, entry: &Entry) -> Markup {
    let w = &context.words.ledger;
    let judgement = match &entry.what {
        What::Judgement(judgement) => judgement,
        other => return html! { (other_in_words(context, other)) },
    };
    let field = |field: &str| context.words.field(field);
    match &judgement.decision {
        Decision::Pair { a, b, verdict } => html! {
            a href=(pair_address(a, b)) { (Foreign(&a.list)) " " (Foreign(&a.record_id)) " – " (Foreign(&b.list)) " " (Foreign(&b.record_id)) }
            ": " strong { (verdict_words(context, *verdict)) }
        },
        Decision::Opinion { a, b, verdict } => html! {
            a href=(pair_address(a, b)) { (Foreign(&a.list)) " " (Foreign(&a.record_id)) " – " (Foreign(&b.list)) " " (Foreign(&b.record_id)) }
            ": " strong { (verdict_words(context, *verdict)) } " (" (w.opinion) ")"
        },
        Decision::FieldWithheld { person, field: name } => {
            html! { (record(context, person)) ": " (w.field_withheld.with(&[("field", &field(name))])) }
        }
        Decision::PersonWithheld { person } => html! { (record(context, person)) ": " (w.person_withheld) },
        Decision::FieldChosen { person, field: name, choice } => html! {
            (record(context, person)) ": "
            @match choice {
                tizim_ledger::Choice::Record { record } => {
                    (w.chosen_record.with(&[("field", &field(name)), ("record", &format!("{} {}", record.list, record.record_id))]))
                }
                tizim_ledger::Choice::Entered { value, source } => {
                    (w.chosen_entered.with(&[("field", &field(name)), ("value", value), ("source", source)]))
                }
            }
        },
        Decision::Note { person } => html! { (record(context, person)) ": " (w.note) },
        Decision::Claim { article, verdict, suggestion } => {
            let a = &context.words.articles;
            let text = match verdict {
                ClaimVerdict::Accepted { .. } => &a.did_accept,
                ClaimVerdict::Corrected { .. } => &a.did_correct,
                ClaimVerdict::Added { .. } => &a.did_add,
                ClaimVerdict::Rejected => &a.did_reject,
            };
            html! { a href=(super::articles::address(article)) { (Foreign(&article.file)) } ": " (text.with(&[("type", &super::article::type_words(context.words, &suggestion.claim_type))])) }
        }
        Decision::ArticleRead { article } => {
            html! { a href=(super::articles::address(article)) { (Foreign(&article.file)) } ": " (context.words.articles.did_read) }
        }
        Decision::TakenBack => {
            html! { (w.taken_back.with(&[("entry", &context.words.number(judgement.undoes.unwrap_or(0)))])) }
        }
        // a kind that is newer than this page
        _ => html! { (w.judgement) },
    }
}

/// Returns what is confined or consented to, in words.
fn matter(context: &Context<'_>, source: Option<&str>, field: Option<&str>) -> String {
    let g = &context.words.groups;
    let source = source.unwrap_or(g.any_source.as_str());
    match field {
        Some(field) => format!("{source}: {}", context.words.field(field)),
        None => source.to_owned(),
    }
}

fn other_in_words(context: &Context<'_>, what: &What) -> String {
    let w = &context.words.ledger;
    match what {
        What::ProjectCreated(project) => w.created.with(&[("name", &project.name)]),
        What::SourceAdded(custody) => w.source.with(&[("file", &custody.file), ("list", &custody.list)]),
        What::Exported(exported) => w.exported.with(&[("format", &exported.format)]),
        What::AccountSet(account) if account.password.is_none() => w.closed.with(&[("name", &account.name)]),
        What::AccountSet(account) => {
            let role = super::accounts::role_words(context.words, account.role).as_str();
            w.account.with(&[("name", &account.name), ("role", &role)])
        }
        What::SignIn(attempt) => {
            let text = if attempt.accepted { &w.signed_in } else { &w.refused };
            text.with(&[("name", &attempt.account), ("from", &attempt.from)])
        }
        What::GroupMade(group) => context.words.groups.group_made.with(&[("group", &group.name)]),
        What::MemberSet(set) => {
            let g = &context.words.groups;
            let text = if set.member { &g.member_in } else { &g.member_out };
            text.with(&[("account", &set.account), ("group", &set.group)])
        }
        What::Confined(confined) => {
            let what = matter(context, confined.source.as_deref(), confined.field.as_deref());
            match &confined.to {
                Some(groups) => {
                    context.words.groups.did_confine.with(&[("what", &what), ("groups", &groups.join(", "))])
                }
                None => context.words.groups.did_open.with(&[("what", &what)]),
            }
        }
        What::ConsentRecorded(consent) => {
            let g = &context.words.groups;
            let text = if consent.publish { &g.did_consent } else { &g.did_forbid };
            text.with(&[("what", &matter(context, Some(&consent.source), consent.field.as_deref()))])
        }
        What::Viewed(viewed) => {
            let fields: Vec<String> = viewed.fields.iter().map(|field| context.words.field(field)).collect();
            let fields = if fields.is_empty() {
                context.words.groups.whole_source.as_str().to_owned()
            } else {
                fields.join(", ")
            };
            context.words.groups.did_view.with(&[
                ("source", &viewed.source),
                ("item", &viewed.item),
                ("fields", &fields),
            ])
        }
        What::FileKept(kept) => {
            let hash: String = kept.blake3.to_string().chars().take(12).collect();
            w.file_kept.with(&[("file", &kept.file), ("hash", &hash)])
        }
        What::Closed(closed) => w.closed_here.with(&[("place", &closed.goes_on)]),
        _ => field_words("entry"),
    }
}

/// Returns a verdict in words.
pub(crate) fn verdict_words<'a>(context: &Context<'a>, verdict: Verdict) -> &'a crate::words::Text {
    match verdict {
        Verdict::Same => &context.words.ledger.same,
        Verdict::Different => &context.words.ledger.different,
        Verdict::Unsure => &context.words.ledger.unsure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert_eq!(own_address("/person/P1?done=2-2"), "/person/P1?done=2-2");
        for elsewhere in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/a\r\nset-cookie: x",
            "",
            "javascript:1",
        ] {
            assert_eq!(own_address(elsewhere), "/", "{elsewhere}");
        }
    }

    #[test]
    fn ranges_are_bounded() {
        assert_eq!(range("7"), Some(7..=7));
        assert_eq!(range("7-9"), Some(7..=9));
        for wrong in ["", "0", "9-7", "1-99999999", "a-b", "-3", "1-2-3"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
