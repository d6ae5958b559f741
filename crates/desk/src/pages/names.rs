//! Why two names are thought one, or not: each part as it is written and as it sounds to the program, beside the part that it
//! met in the other name.

use crate::frame::Context;
use maud::{Markup, html};
use tizim_model::{RecordIx, Records};
use tizim_names::{Explanation, Likeness, Name, Rarity, explain};
use tizim_report::parts::{Foreign, percent};

/// The most characters of a name that are explained.
const LONGEST: usize = 200;

/// Returns the explanation of the first name that both records have; nothing where one has none.
pub(super) fn explained(context: &Context<'_>, records: &Records, a: RecordIx, b: RecordIx) -> Markup {
    let (Some(left), Some(right)) = (name_of(records, a), name_of(records, b)) else { return html! {} };
    let w = &context.words.pairs;
    let explanation = explain(&left, &right, &Rarity::default());
    html! {
        details.names open {
            summary { (w.names_title) ": " (w.names_probability.with(&[("share", &percent(explanation.score))])) }
            (parts(context, &explanation, [&left, &right]))
            table {
                caption { (w.terms) }
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

/// Returns the parts of both names: those that met side by side, then those that met nothing.
fn parts(context: &Context<'_>, explanation: &Explanation, names: [&str; 2]) -> Markup {
    let w = &context.words.pairs;
    let written = names.map(words_by_sound);
    let part = |side: usize, sounds: &str| {
        let word = written[side].iter().find(|(_, own)| own == sounds).map(|(word, _)| *word);
        html! {
            @if let Some(word) = word { bdi dir="auto" { (Foreign(word)) } }
            small.raw { (w.sounds) " " (Foreign(sounds)) }
        }
    };
    let said = |likeness: Likeness| match likeness {
        Likeness::Initial => &w.parts_initial,
        Likeness::KnownForms => &w.parts_known,
        Likeness::Same => &w.parts_same,
        Likeness::Spelling => &w.parts_spelling,
        Likeness::Different => &w.parts_differ,
    };
    let class = |likeness: Likeness| match likeness {
        Likeness::Same => "same",
        Likeness::Different => "differs",
        Likeness::Initial | Likeness::KnownForms | Likeness::Spelling => "near",
    };
    html! {
        table.parts {
            caption { (w.parts) }
            thead { tr { th scope="col" { (w.head_a) } th scope="col" { (w.head_b) } th scope="col" { (w.parts_compare) } } }
            tbody {
                @for pair in &explanation.pairs {
                    tr class=(class(pair.likeness())) {
                        td { (part(0, &pair.sounds[0])) }
                        td { (part(1, &pair.sounds[1])) }
                        td { (said(pair.likeness())) }
                    }
                }
                @for (side, alone) in explanation.left_over.iter().enumerate() {
                    @for sounds in alone {
                        tr {
                            td { @if side == 0 { (part(0, sounds)) } }
                            td { @if side == 1 { (part(1, sounds)) } }
                            td { (w.parts_alone) }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the words of a name as they are written, each with its sounds.
fn words_by_sound(name: &str) -> Vec<(&str, String)> {
    let sounds =
        |word: &str| Name::parse(word).tokens().iter().map(|token| token.sounds()).collect::<String>();
    name.split_whitespace().map(|word| (word, sounds(word))).collect()
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
