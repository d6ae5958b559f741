//! The register: one person for each cluster of records, every field with all its rival values.

use crate::names::RecordNames;
use crate::results::{Choice, Evidence, Person, PersonField, RivalValue};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;
use tizim_link::Linkage;
use tizim_model::{Age, Column, Precision, RecordIx, Records, Value};

/// What is known of each record beside its fields.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    /// Whether it makes nobody a documented person.
    pub(crate) uncounted: &'a [bool],
    /// Whether it rests on claims of an article that nobody has looked at.
    pub(crate) suggested: &'a [bool],
}

/// Returns the persons in the order of their first records.
pub(crate) fn persons(
    records: &Records,
    names: &RecordNames,
    linkage: &Linkage,
    told: Told<'_>,
) -> Vec<Arc<Person>> {
    let count = linkage.person_of.iter().map(|person| person.index() + 1).max().unwrap_or(0);
    let mut members: Vec<Vec<RecordIx>> = vec![Vec::new(); count];
    for record in records.iter() {
        members[linkage.person_of[record.index()].index()].push(record);
    }
    let ids = ids(names, members.iter().map(|members| members[0]));
    members
        .into_par_iter()
        .zip(ids)
        .map(|(members, number)| Arc::new(person(records, linkage, told, members, crockford(number))))
        .collect()
}

/// Returns the persons when some records changed hands: persons without any of these are taken over as they are.
pub(crate) fn renewed(
    records: &Records,
    names: &RecordNames,
    linkage: &Linkage,
    told: Told<'_>,
    before: Vec<Arc<Person>>,
    anew: &FxHashSet<RecordIx>,
) -> Vec<Arc<Person>> {
    let count = linkage.person_of.iter().map(|person| person.index() + 1).max().unwrap_or(0);
    let place = |record: RecordIx| linkage.person_of[record.index()].index();
    let mut kept: Vec<Option<Arc<Person>>> = vec![None; count];
    for person in before {
        // whoever has one of these records has no others
        if !anew.contains(&person.records[0]) {
            let at = place(person.records[0]);
            kept[at] = Some(person);
        }
    }
    let mut members: FxHashMap<usize, Vec<RecordIx>> = FxHashMap::default();
    let mut changed: Vec<RecordIx> = anew.iter().copied().collect();
    changed.sort_unstable();
    for record in changed {
        members.entry(place(record)).or_default().push(record);
    }
    for (at, members) in members {
        kept[at] = Some(Arc::new(person(records, linkage, told, members, String::new())));
    }
    let mut persons: Vec<Arc<Person>> = kept.into_iter().flatten().collect();
    let ids = ids(names, persons.iter().map(|person| person.records[0]));
    for (person, number) in persons.iter_mut().zip(ids) {
        if numbered(&person.id) != Some(number) {
            Arc::make_mut(person).id = crockford(number);
        }
    }
    persons
}

/// Returns the number of each person's id, which stays the same while the person's first record does: that of the record
/// ([`RecordNames::number`]); where two persons would share one, the later takes the next free number.
fn ids(names: &RecordNames, first_records: impl ExactSizeIterator<Item = RecordIx>) -> Vec<u64> {
    let mut taken = FxHashSet::with_capacity_and_hasher(first_records.len(), Default::default());
    first_records
        .map(|first| {
            let mut number = names.number(first);
            while !taken.insert(number) {
                number = (number + 1) & 0xFF_FFFF_FFFF;
            }
            number
        })
        .collect()
}

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Returns the id of a number of forty bits, in Crockford's base 32.
fn crockford(number: u64) -> String {
    let mut id = String::with_capacity(9);
    id.push('P');
    for position in (0..8).rev() {
        id.push(char::from(DIGITS[(number >> (5 * position) & 31) as usize]));
    }
    id
}

/// Returns the number of an id; nothing for what is no id.
pub(crate) fn numbered(id: &str) -> Option<u64> {
    let digits = id.strip_prefix('P').filter(|digits| digits.len() == 8)?;
    digits.bytes().try_fold(0, |number, digit| {
        let value = DIGITS.iter().position(|known| *known == digit)?;
        Some(number << 5 | value as u64)
    })
}

fn person(
    records: &Records,
    linkage: &Linkage,
    told: Told<'_>,
    members: Vec<RecordIx>,
    id: String,
) -> Person {
    let fields = records
        .columns
        .iter()
        .filter_map(|column| field(records, column, &members, told.suggested))
        .collect();
    let membership = members.iter().map(|record| linkage.membership_probability[record.index()]).collect();
    let too_bare = members.iter().all(|record| told.uncounted[record.index()]);
    Person { id, records: members, membership, too_bare, fields, withheld: false }
}

/// Returns one field of a person, or `None` if no record has anything in it.
///
/// What stands on a list, or in a claim that was accepted, goes before what nobody has looked at: an article may name somebody
/// in another case, and its words for a date may have been misread.
pub(crate) fn field(
    records: &Records,
    column: &Column,
    members: &[RecordIx],
    suggested: &[bool],
) -> Option<PersonField> {
    let mut values: Vec<Group> = Vec::new();
    for &record in members {
        let Some(entry) = column.get(record) else { continue };
        let display = entry.display();
        let evidence = Evidence { record, raw: entry.raw.to_string() };
        match values.iter_mut().find(|group| group.rival.display == display) {
            Some(group) => group.rival.evidence.push(evidence),
            None => {
                let known = !matches!(entry.value, Value::Unknown | Value::Unreadable);
                let rival = RivalValue { display, known, entered: false, evidence: vec![evidence] };
                values.push(Group {
                    rival,
                    is_reviewed: false,
                    lists: 0,
                    exactness: exactness(&entry.value),
                });
            }
        }
    }
    for group in &mut values {
        let is_suggested = |at: &&Evidence| suggested[at.record.index()];
        group.is_reviewed = !group.rival.evidence.iter().all(|at| is_suggested(&at));
        // unread mentions are no further lists beside those that give the value
        let counted = group.rival.evidence.iter().filter(|at| !(group.is_reviewed && is_suggested(at)));
        let lists: HashSet<_> = counted.map(|at| records.list_of[at.record.index()]).collect();
        group.lists = lists.len();
    }
    // stable: among equals the value of the earliest record stays first
    values.sort_by_key(|group| {
        let rank = (group.rival.known, group.is_reviewed, group.lists, group.exactness);
        Reverse(rank)
    });
    let rule = rule(&values)?;
    let values = values.into_iter().map(|group| group.rival).collect();
    Some(PersonField {
        field: column.name.clone(),
        role: column.role,
        chosen: 0,
        rule,
        withheld: false,
        values,
    })
}

struct Group {
    rival: RivalValue,
    /// Whether a list or an accepted claim gives it.
    is_reviewed: bool,
    lists: usize,
    exactness: u32,
}

fn rule(values: &[Group]) -> Option<Choice> {
    let first = values.first()?;
    let Some(second) = values.get(1).filter(|second| second.rival.known) else {
        return Some(Choice::Undisputed);
    };
    Some(if first.is_reviewed && !second.is_reviewed {
        Choice::Reviewed
    } else if first.lists > second.lists {
        Choice::MostLists
    } else if first.exactness > second.exactness {
        Choice::MostExact
    } else {
        Choice::FirstList
    })
}

/// Returns how much a value says: a day more than a month, an exact age more than a band, a full name more than initials.
fn exactness(value: &Value) -> u32 {
    match value {
        Value::Date(date) => match date.precision() {
            Precision::Day => 4,
            Precision::Range => 3,
            Precision::Month => 2,
            Precision::Year => 1,
        },
        Value::Age(age) => u32::from(u8::MAX - (Age::max(*age) - Age::min(*age))),
        Value::Text(text) => text.chars().filter(|c| c.is_alphanumeric()).count().min(60) as u32,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tizim_model::{ColumnBuilder, List, ListRecords, Role};

    #[test]
    fn ids_are_nine_signs_without_lookalikes() {
        assert_eq!(crockford(0), "P00000000");
        assert_eq!(crockford(0xFF_FFFF_FFFF), "PZZZZZZZZ");
        assert_eq!(crockford(33), "P00000011");
        assert_eq!(numbered(&crockford(0x12_3456_789A)), Some(0x12_3456_789A));
        assert_eq!([numbered("P"), numbered("X00000011"), numbered("P0000001U")], [None; 3]);
    }

    #[test]
    fn a_day_says_more_than_a_year() {
        let day = Value::Date("2022-01-06".parse().unwrap());
        let year = Value::Date("2022".parse().unwrap());
        assert!(exactness(&day) > exactness(&year));
    }

    fn names(of_lists: &[&str]) -> Records {
        let list = |(position, name): (usize, &&str)| {
            let mut column = ColumnBuilder::new("name", Role::Name);
            column.push(0, name, |raw| Value::Text(raw.into()));
            ListRecords {
                list: List { name: format!("list {position}"), no_duplicates: false, already_linked: false },
                file: vec![0],
                files: vec![format!("{position}.csv")],
                line: vec![2],
                record_id: vec!["1".into()],
                columns: vec![column.finish()],
                quarantine: Vec::new(),
            }
        };
        Records::from_lists(of_lists.iter().enumerate().map(list).collect())
    }

    #[test]
    fn a_name_of_a_list_goes_before_one_that_nobody_reviewed() {
        // the article has the name in the genitive, which has a letter more
        let records = names(&["Терентий Лапин", "Терентия Лапина"]);
        let members: Vec<RecordIx> = records.iter().collect();
        let shown = |suggested: &[bool]| {
            let field = field(&records, &records.columns[0], &members, suggested).unwrap();
            (field.shown().display.clone(), field.rule)
        };
        assert_eq!(shown(&[false, true]), ("Терентий Лапин".to_owned(), Choice::Reviewed));
        assert_eq!(shown(&[false, false]), ("Терентия Лапина".to_owned(), Choice::MostExact));
    }

    #[test]
    fn unread_mentions_outvote_no_list() {
        let records = names(&["Ann Lee", "Anna Lee", "Anna Lee"]);
        let members: Vec<RecordIx> = records.iter().collect();
        let field = field(&records, &records.columns[0], &members, &[false, true, true]).unwrap();
        assert_eq!((field.shown().display.as_str(), field.rule), ("Ann Lee", Choice::Reviewed));
    }
}
