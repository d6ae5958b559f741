//! Columns held against one another: one role, one column.

use super::Draft;
use crate::fold::{fold, key};
use crate::table::RawTable;
use tizim_model::Role;

/// How many rows are looked at to see if one name column repeats another.
const COMPARED_ROWS: usize = 2_000;
/// How many yes-and-no columns make a table of people already linked.
const LISTS_AT_LEAST: usize = 3;

/// Settles all claims of two columns to one role.
pub(crate) fn settle(drafts: &mut [Draft], table: &RawTable) {
    settle_fname(drafts);
    settle_given_or_whole(drafts);
    settle_scripts(drafts);
    settle_repeated_names(drafts, table);
    settle_lists_already_linked(drafts);
    settle_list_name(drafts);
    settle_date_parts(drafts);
    settle_single_roles(drafts);
}

fn has(drafts: &[Draft], role: Role) -> bool {
    drafts.iter().any(|draft| draft.role == role)
}

/// `fname` is the family name beside a given name, else the first name.
fn settle_fname(drafts: &mut [Draft]) {
    let Some(position) =
        drafts.iter().position(|draft| key(&draft.header) == "fname" && draft.role == Role::GivenName)
    else {
        return;
    };
    let given =
        drafts.iter().enumerate().any(|(other, draft)| other != position && draft.role == Role::GivenName);
    if given && !has(drafts, Role::FamilyName) {
        drafts[position].set(Role::FamilyName, "`fname` beside another column of given names");
    } else {
        drafts[position].set(Role::GivenName, "`fname`, and no other column of given names");
    }
}

/// "Name" beside a family name is a given name if it is one word; "имя" alone is a whole name if it is several.
fn settle_given_or_whole(drafts: &mut [Draft]) {
    let family = has(drafts, Role::FamilyName);
    let given = has(drafts, Role::GivenName);
    let whole = has(drafts, Role::Name);
    for draft in drafts {
        let words = draft.profile.mean_words;
        if draft.role == Role::Name && family && !given && words < 1.9 && words > 0.0 {
            draft.set(Role::GivenName, "a name of one word beside a family name");
        } else if draft.role == Role::GivenName && !family && !whole && words >= 1.9 {
            draft.set(Role::Name, "names of several words, and no column of family names");
        }
    }
}

/// Whole names in two scripts: the one in the script of the place is the name, the Latin one the other name, so that
/// the fields of several lists hold the same script; unless the former is filled in far fewer rows.
fn settle_scripts(drafts: &mut [Draft]) {
    let is_whole =
        |draft: &Draft| matches!(draft.role, Role::Name | Role::OtherName) && draft.profile.distinct > 0;
    let find = |latin: bool| {
        let of_script = |draft: &&Draft| is_whole(draft) && (draft.profile.latin >= 0.5) == latin;
        let named = drafts
            .iter()
            .filter(of_script)
            .max_by_key(|draft| (draft.role == Role::Name, draft.profile.filled()));
        named.map(|found| found.header.clone())
    };
    let (own, latin) = (find(false), find(true));
    let filled = |header: &Option<String>| {
        drafts
            .iter()
            .find(|draft| Some(&draft.header) == header.as_ref())
            .map_or(0, |draft| draft.profile.filled())
    };
    let (chosen, why) = match (&own, &latin) {
        (Some(_), Some(_)) => {
            let rows = drafts.first().map_or(0, |draft| draft.profile.rows);
            if filled(&own) + rows / 5 < filled(&latin) {
                (latin, "names in Latin letters; those in another script are missing in many rows")
            } else {
                (own, "names in the script of the place; those in Latin letters are the other name")
            }
        }
        _ if !has(drafts, Role::Name) && !has(drafts, Role::GivenName) => {
            (own.or(latin), "the only column of whole names")
        }
        _ => return,
    };
    let Some(chosen) = chosen else { return };
    for draft in drafts.iter_mut().filter(|draft| matches!(draft.role, Role::Name | Role::OtherName)) {
        if draft.header == chosen {
            draft.whole = true;
            draft.set(Role::Name, why);
        } else {
            draft.set(Role::OtherName, format!("another name, beside `{chosen}`"));
        }
    }
}

/// A second column of whole names that says in most rows no more than the first is carried along, not compared.
fn settle_repeated_names(drafts: &mut [Draft], table: &RawTable) {
    let Some(main) = drafts.iter().position(|draft| draft.role == Role::Name) else { return };
    for position in 0..drafts.len() {
        if position == main || !matches!(drafts[position].role, Role::Name | Role::OtherName) {
            continue;
        }
        let (mut compared, mut repeated) = (0, 0);
        for row in 0..table.rows().min(COMPARED_ROWS) {
            let (whole, part) =
                (fold(table.columns[main].cell(row)), fold(table.columns[position].cell(row)));
            if whole.is_empty() || part.is_empty() {
                continue;
            }
            compared += 1;
            let words: Vec<&str> = whole.split(' ').collect();
            repeated += usize::from(part.split(' ').all(|word| words.contains(&word)));
        }
        if compared > 0 && repeated * 10 >= compared * 8 {
            let main = drafts[main].header.clone();
            drafts[position].set(Role::Carried, format!("says no more than `{main}` in most rows"));
        }
    }
}

/// Three or more columns of yes and no in a table without names: people already linked, and who has them.
fn settle_lists_already_linked(drafts: &mut [Draft]) {
    if drafts.iter().any(|draft| draft.role.is_name() && draft.profile.distinct > 0) {
        return;
    }
    let is_flag = |draft: &Draft| {
        let known =
            matches!(draft.role, Role::OwnId | Role::Sex | Role::Age | Role::BirthDate | Role::EventDate);
        !known && draft.profile.distinct > 0 && draft.profile.distinct <= 2 && draft.profile.flags == 1.0
    };
    if drafts.iter().filter(|draft| is_flag(draft)).count() < LISTS_AT_LEAST {
        return;
    }
    for draft in drafts.iter_mut().filter(|draft| is_flag(draft)) {
        draft.set(
            Role::OnList,
            "yes or no in a table without names: whether the list in the header has this person",
        );
    }
}

/// One column names the list. A column headed "list", even with one value, keeps "source" from being taken for one.
fn settle_list_name(drafts: &mut [Draft]) {
    let is_called_list = |draft: &Draft| {
        matches!(key(&draft.header).as_str(), "list" | "listname" | "список" | "тізім" | "القائمه" | "lista")
    };
    let declared = drafts.iter().position(is_called_list);
    let kept = declared.or_else(|| drafts.iter().position(|draft| draft.role == Role::ListName));
    for (position, draft) in drafts.iter_mut().enumerate() {
        if draft.role == Role::ListName && Some(position) != kept {
            draft.set(Role::Category, "another column names the list");
        }
    }
}

/// Months and days are parts of a date only beside the year, and no parts are needed beside a whole date.
fn settle_date_parts(drafts: &mut [Draft]) {
    let parts = [
        (Role::BirthDate, Role::BirthYear, Role::BirthMonth, Role::BirthDay),
        (Role::EventDate, Role::EventYear, Role::EventMonth, Role::EventDay),
    ];
    for (date, year, month, day) in parts {
        let (has_date, has_year, has_month) = (has(drafts, date), has(drafts, year), has(drafts, month));
        for draft in drafts.iter_mut() {
            if draft.role == day && draft.profile.dates >= 0.5 && !has_date && !has_year {
                draft.set(date, "whole dates");
            } else if has_date && [year, month, day].contains(&draft.role) {
                draft
                    .set(Role::Carried, format!("a part of a date, beside a column of whole dates ({date})"));
            } else if !has_year && [month, day].contains(&draft.role) || !has_month && draft.role == day {
                draft.set(Role::Carried, "a part of a date without its other parts");
            }
        }
    }
}

/// Gives each role that is not repeatable to the column with the clearest header, then to the first.
fn settle_single_roles(drafts: &mut [Draft]) {
    for role in Role::ALL.into_iter().filter(|role| !role.is_repeatable()) {
        let claimants: Vec<usize> =
            (0..drafts.len()).filter(|position| drafts[*position].role == role).collect();
        let first_whole = claimants.iter().find(|position| drafts[**position].whole);
        let Some(kept) = first_whole.or(claimants.first()).copied() else { continue };
        for position in claimants.into_iter().filter(|position| *position != kept) {
            let header = drafts[kept].header.clone();
            let is_category = drafts[position].profile.is_category();
            let instead = match role {
                Role::Name => Role::OtherName,
                Role::Region => Role::Place,
                Role::OwnId | Role::BirthDate | Role::EventDate => Role::Carried,
                _ if is_category => Role::Category,
                _ => Role::Carried,
            };
            drafts[position].set(instead, format!("`{header}` is taken as {role}"));
        }
    }
}
