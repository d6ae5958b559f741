//! The documented persons by the values of a field, as SDG indicator 16.1.2 asks: always with "unknown".

use crate::results::{Breakdown, Person, PersonField};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_model::{Age, Day, PartialDate, Records, Role};

/// The word of the last row of each table.
pub(crate) const UNKNOWN: &str = "unknown";
/// The most values that get a row of their own.
const MOST_ROWS: usize = 25;

/// Returns the tables in the order in which they are shown.
///
/// Sex, age group, status and cause are those of the indicator, and are there even if no list has them: all is then
/// unknown, which is what a reader must see.
pub(crate) fn breakdowns(records: &Records, persons: &[Arc<Person>]) -> Vec<Breakdown> {
    let documented: Vec<&Person> =
        persons.iter().map(|person| &**person).filter(|person| !person.too_bare).collect();
    let mut tables = vec![
        by_value(&documented, Role::Sex, "Sex", true),
        age_groups(&documented),
        by_value(&documented, Role::Status, "Status", true),
        by_value(&documented, Role::Cause, "Cause", true),
    ];
    for (role, title) in [(Role::Act, "Act"), (Role::Region, "Region"), (Role::Country, "Country")] {
        if records.column(role).is_some() {
            tables.push(by_value(&documented, role, title, false));
        }
    }
    tables
}

/// Returns the value of a person by which tables and strata are made, or `None` where it is unknown.
pub(crate) fn label(person: &Person, field: &str) -> Option<String> {
    if field == "age_group" {
        return age_group(person).map(str::to_owned);
    }
    person.field(field).and_then(known_value).map(str::to_owned)
}

fn known_value(field: &PersonField) -> Option<&str> {
    let shown = field.shown();
    shown.known.then_some(shown.display.as_str())
}

fn by_value(persons: &[&Person], role: Role, title: &str, sdg: bool) -> Breakdown {
    // values that differ in case only are one; the commonest writing is shown
    let mut counts: BTreeMap<String, BTreeMap<&str, u64>> = BTreeMap::new();
    let mut unknown = 0;
    for person in persons {
        let field = person.fields.iter().find(|field| field.role == role);
        match field.and_then(known_value) {
            Some(value) => {
                *counts.entry(value.trim().to_lowercase()).or_default().entry(value).or_default() += 1;
            }
            None => unknown += 1,
        }
    }
    let mut rows: Vec<(String, u64)> = counts
        .into_values()
        .filter_map(|writings| {
            let total = writings.values().sum();
            let shown = writings.into_iter().max_by_key(|(writing, count)| (*count, Reverse(*writing)))?.0;
            Some((shown.to_owned(), total))
        })
        .collect();
    rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    if rows.len() > MOST_ROWS {
        let rest = rows.split_off(MOST_ROWS);
        let total = rest.iter().map(|(_, count)| count).sum();
        rows.push((format!("{} further values", rest.len()), total));
    }
    rows.push((UNKNOWN.to_owned(), unknown));
    Breakdown { field: role.key().to_owned(), title: title.to_owned(), sdg, rows }
}

fn age_groups(persons: &[&Person]) -> Breakdown {
    let mut counts = [0u64; 3];
    for person in persons {
        counts[match age_group(person) {
            Some("child") => 0,
            Some(_) => 1,
            None => 2,
        }] += 1;
    }
    let rows = vec![
        ("child (under 18)".to_owned(), counts[0]),
        ("adult".to_owned(), counts[1]),
        (UNKNOWN.to_owned(), counts[2]),
    ];
    Breakdown { field: "age_group".to_owned(), title: "Age group".to_owned(), sdg: true, rows }
}

/// Returns `child` or `adult` by the shown age, else by the shown dates of birth and of the act.
fn age_group(person: &Person) -> Option<&'static str> {
    let child = match person.fields.iter().find(|field| field.role == Role::Age).and_then(known_value) {
        Some(age) => parse_age(age)?.is_child()?,
        None => {
            let date = |role| {
                let field = person.fields.iter().find(|field| field.role == role)?;
                known_value(field)?.parse::<PartialDate>().ok()
            };
            let (birth, event) = (date(Role::BirthDate)?, date(Role::EventDate)?);
            let years = |from: Day, to: Day| {
                let ((y0, m0, d0), (y1, m1, d1)) = (from.ymd(), to.ymd());
                y1 - y0 - i16::from((m1, d1) < (m0, d0))
            };
            let youngest = years(birth.latest(), event.earliest());
            let oldest = years(birth.earliest(), event.latest());
            let band = Age::band(u8::try_from(youngest.max(0)).ok()?, u8::try_from(oldest).ok()?)?;
            band.is_child()?
        }
    };
    Some(if child { "child" } else { "adult" })
}

/// Reads an age as [`Age`] writes it.
fn parse_age(text: &str) -> Option<Age> {
    if let Some(from) = text.strip_suffix('+') {
        return Age::band(from.parse().ok()?, Age::OLDEST);
    }
    match text.split_once('-') {
        Some((from, to)) => Age::band(from.parse().ok()?, to.parse().ok()?),
        None => Age::exact(text.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{Choice, RivalValue};

    fn person(fields: &[(Role, &str)]) -> Person {
        let fields = fields
            .iter()
            .map(|(role, display)| PersonField {
                field: role.key().to_owned(),
                role: *role,
                chosen: 0,
                rule: Choice::Undisputed,
                withheld: false,
                values: vec![RivalValue {
                    display: (*display).to_owned(),
                    known: *display != UNKNOWN,
                    entered: false,
                    evidence: Vec::new(),
                }],
            })
            .collect();
        Person {
            id: String::new(),
            records: Vec::new(),
            membership: Vec::new(),
            too_bare: false,
            fields,
            withheld: false,
        }
    }

    #[test]
    fn unknown_is_counted_and_stands_last() {
        let persons = [
            person(&[(Role::Cause, "Gunshot")]),
            person(&[(Role::Cause, "gunshot")]),
            person(&[(Role::Cause, "Gunshot")]),
            person(&[(Role::Cause, UNKNOWN)]),
            person(&[]),
        ];
        let table = by_value(&persons.iter().collect::<Vec<_>>(), Role::Cause, "Cause", true);
        assert_eq!(table.rows, [("Gunshot".to_owned(), 3), (UNKNOWN.to_owned(), 2)]);
    }

    #[test]
    fn age_group_from_ages_and_from_dates() {
        assert_eq!(age_group(&person(&[(Role::Age, "17")])), Some("child"));
        assert_eq!(age_group(&person(&[(Role::Age, "18+")])), Some("adult"));
        assert_eq!(age_group(&person(&[(Role::Age, "10-20")])), None);
        let dated = |birth, event| person(&[(Role::BirthDate, birth), (Role::EventDate, event)]);
        assert_eq!(age_group(&dated("2004-01-06", "2022-01-05")), Some("child"));
        assert_eq!(age_group(&dated("2004-01-06", "2022-01-06")), Some("adult"));
        assert_eq!(age_group(&dated("2004", "2022-06-01")), None);
        assert_eq!(age_group(&dated("2030", "2022-06-01")), None);
    }
}
