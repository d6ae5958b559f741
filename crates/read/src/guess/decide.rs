//! One column by itself: the header proposes, the cells decide.

use super::headers::{Meaning, meaning, words};
use super::{Draft, Profile};
use crate::fold::key;
use crate::table::RawColumn;
use tizim_model::Role;

/// Returns the first guess at a column, before it is held against the others.
pub(crate) fn draft(column: &RawColumn) -> Draft {
    let profile = Profile::of(column);
    let mut draft = Draft {
        header: column.header.clone(),
        role: Role::Carried,
        field: None,
        whole: false,
        why: String::new(),
        date_order: None,
        profile,
    };
    match proposed(&column.header) {
        Some(meaning) => by_header(&mut draft, meaning),
        None => by_cells(&mut draft, ""),
    }
    draft
}

/// Returns what the header means; `fname` is settled later, by the columns beside it.
fn proposed(header: &str) -> Option<Meaning> {
    if key(header) == "fname" {
        return Some(Meaning { role: Role::GivenName, field: None, whole: false });
    }
    meaning(header)
}

fn by_header(draft: &mut Draft, meaning: Meaning) {
    let profile = &draft.profile;
    let known = if meaning.whole { "the header" } else { "words of the header" };
    if profile.filled() == 0 && !matches!(meaning.role, Role::OwnId | Role::ListName) {
        draft.role = meaning.role;
        draft.field = meaning.field.map(str::to_owned);
        draft.whole = meaning.whole;
        draft.why = format!("{known}; nothing in it is known");
        return;
    }
    let (fits, evidence) = fit(meaning.role, profile);
    if !fits {
        let doubt = format!("headed like {}, but {evidence}; ", meaning.role);
        by_cells(draft, &doubt);
        return;
    }
    draft.why = if evidence.is_empty() { known.to_owned() } else { format!("{known}; {evidence}") };
    draft.role = meaning.role;
    draft.field = meaning.field.map(str::to_owned);
    draft.whole = meaning.whole;
}

/// Returns whether the cells can be what the header says, and what is seen of them.
fn fit(role: Role, profile: &Profile) -> (bool, String) {
    let percent = |share: f64, what: &str| format!("{:.0} % of the cells are {what}", 100.0 * share);
    match role {
        Role::BirthDate | Role::EventDate if profile.serials >= 0.5 => {
            (true, percent(profile.serials, "days as Excel counts them"))
        }
        Role::BirthDate | Role::EventDate => (profile.dates >= 0.5, percent(profile.dates, "dates")),
        Role::BirthYear | Role::EventYear => (profile.years >= 0.5, percent(profile.years, "years")),
        Role::BirthDay | Role::EventDay | Role::BirthMonth | Role::EventMonth => {
            let numbers = profile.numbers >= 0.5 && profile.largest_number <= 31.0;
            (
                numbers || profile.lettered >= 0.5 && profile.distinct <= 40,
                "numbers or names of months".to_owned(),
            )
        }
        Role::Age => (profile.ages >= 0.5, percent(profile.ages, "ages")),
        Role::Sex => (profile.sexes >= 0.5, percent(profile.sexes, "sexes")),
        Role::Latitude | Role::Longitude => (profile.numbers >= 0.5, percent(profile.numbers, "numbers")),
        role if role.is_name() => (profile.letters >= 0.3, percent(profile.letters, "of letters")),
        Role::SourceUrl => (profile.urls >= 0.3, percent(profile.urls, "links")),
        Role::OwnId if profile.is_unique() => (true, "every row has its own".to_owned()),
        Role::OwnId => (false, "it is blank or the same in some rows".to_owned()),
        Role::ListName if profile.distinct < 2 => (false, "it is the same in all rows".to_owned()),
        Role::ListName => {
            let few = profile.distinct <= 100 && profile.distinct * 5 <= profile.rows && profile.urls < 0.5;
            (few, format!("{} different values", profile.distinct))
        }
        _ => (true, String::new()),
    }
}

/// Guesses by the cells alone; `doubt` says what the header proposed in vain.
fn by_cells(draft: &mut Draft, doubt: &str) {
    let profile = &draft.profile;
    let words = words(&draft.header);
    let is_numbered =
        words.iter().any(|word| matches!(word.as_str(), "id" | "ids" | "no" | "number" | "code" | "index"));
    let unnamed = words.first().is_some_and(|word| word == "column") && words.len() == 2;
    let (role, why) = if profile.filled() == 0 {
        (Role::Carried, "nothing in it is known".to_owned())
    } else if profile.emails >= 0.8 {
        (Role::Identifier, "the cells are e-mail addresses".to_owned())
    } else if profile.urls >= 0.8 {
        (Role::SourceUrl, "the cells are links".to_owned())
    } else if profile.distinct == 1 && profile.blank + profile.unknown == 0 {
        (Role::Carried, "it is the same in all rows".to_owned())
    } else if unnamed && profile.sexes >= 0.9 && profile.lettered >= 0.9 && profile.distinct <= 8 {
        (Role::Sex, "the cells are sexes".to_owned())
    } else if unnamed && profile.dates >= 0.9 && profile.years < 0.5 {
        (Role::EventDate, "the cells are dates; whether of the act or of birth is not said".to_owned())
    } else if is_numbered && doubt.is_empty() && profile.is_unique() {
        (Role::OwnId, "every row has its own, and the header names a number".to_owned())
    } else if is_numbered
        && doubt.is_empty()
        && profile.codes >= 0.8
        && profile.distinct * 2 > profile.filled()
    {
        (Role::Identifier, "codes that hardly come back, and the header names a number".to_owned())
    } else if is_numbered {
        (Role::Carried, "a number of its own, not comparable with another list's".to_owned())
    } else if profile.mean_chars > 60.0 || profile.mean_words > 9.0 {
        (Role::Notes, "long texts".to_owned())
    } else if profile.is_category() && profile.lettered >= 0.5 && profile.causes >= 0.3 {
        (Role::Cause, "the cells name causes of death".to_owned())
    } else if profile.is_category() || profile.flags > 0.99 && profile.distinct == 2 {
        (Role::Category, format!("{} different values that come back", profile.distinct))
    } else {
        (Role::Carried, "the header and the cells say nothing that is known".to_owned())
    };
    draft.set(role, format!("{doubt}{why}"));
}
