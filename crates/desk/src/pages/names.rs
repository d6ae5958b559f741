//! Why two names are thought one, or not: how they sound, token by token.

use crate::frame::Context;
use maud::{Markup, html};
use tizim_model::{RecordIx, Records};
use tizim_names::{Rarity, explain};
use tizim_report::parts::{Foreign, percent};

/// The most characters of a name that are explained.
const LONGEST: usize = 200;

/// Returns the explanation of the first name that both records have; nothing where one has none.
pub(super) fn explained(context: &Context<'_>, records: &Records, a: RecordIx, b: RecordIx) -> Markup {
    let (Some(left), Some(right)) = (name_of(records, a), name_of(records, b)) else { return html! {} };
    let w = &context.words.pairs;
    let explanation = explain(&left, &right, &Rarity::default());
    html! {
        details.names {
            summary { (w.names_title) ": " (w.names_probability.with(&[("share", &percent(explanation.score))])) }
            p lang="en" { (Foreign(&explanation.sentence)) }
            table {
                caption.vh { (w.terms) }
                thead { tr { th scope="col" { (w.term) } th.n scope="col" { (w.adds) } } }
                tbody {
                    @for term in explanation.terms.iter().filter(|term| term.log_odds.abs() >= 0.005) {
                        tr { th scope="row" { (context.words.said(term.name)) } td.n { (tizim_report::parts::signed(term.log_odds)) } }
                    }
                }
            }
        }
    }
}

/// Returns the whole name of a record: as one, or put together from its parts.
pub(super) fn name_of(records: &Records, record: RecordIx) -> Option<String> {
    use tizim_model::{Role, Value};
    let text = |role: Role| {
        let entry = records.column(role)?.get(record)?;
        let known = !matches!(entry.value, Value::Unknown | Value::Unreadable);
        known.then(|| entry.display().chars().take(LONGEST).collect::<String>())
    };
    if let Some(name) = text(Role::Name) {
        return Some(name);
    }
    let parts = [Role::GivenName, Role::MiddleName, Role::FatherName, Role::FamilyName];
    let parts: Vec<String> = parts.into_iter().filter_map(text).collect();
    if parts.is_empty() { text(Role::OtherName) } else { Some(parts.join(" ")) }
}
