//! FollowTheMoney entities: the JSON Lines that Aleph, nomenklatura and yente load.
//!
//! A person becomes an entity `Person`; what happened to them an entity `Event` with that person `involved`. A property
//! takes many values, so rivals of a name or a birth date stand side by side, the chosen one first. What the schema
//! has no property for goes into `notes` as "field: value", so that nothing is dropped. `deathDate` is never written:
//! the date of an act is not a date of death until somebody says that the act killed.
//!
//! Schema: <https://followthemoney.tech/explorer/schemata/Person/> and `Event`, as of followthemoney 4.

use super::jsonl::write_lines;
use super::table::lists;
use crate::ReportError;
use crate::view::View;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;
use tizim_model::{PartialDate, Precision, Qualifier, Role, Sex};
use tizim_places::{Gazetteer, Kind};
use tizim_project::{Person, PersonField};

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: Properties,
}

/// The values of each property, each value once, in the order in which they came.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Properties(BTreeMap<&'static str, Vec<String>>);

impl Properties {
    fn add(&mut self, property: &'static str, value: impl Into<String>) {
        let (values, value) = (self.0.entry(property).or_default(), value.into());
        if !values.contains(&value) {
            values.push(value);
        }
    }

    fn note(&mut self, field: &str, value: &str) {
        self.add("notes", format!("{field}: {value}"));
    }

    fn first(&self, property: &str) -> Option<&str> {
        self.0.get(property).and_then(|values| values.first()).map(String::as_str)
    }
}

/// What is known of one person, and of what happened to them.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    person: Properties,
    event: Properties,
}

pub(super) fn write(view: View<'_>, path: &Path) -> Result<(), ReportError> {
    let (persons, title) = (&view.results.persons, view.results.title.as_str());
    let entities = if view.is_public() {
        let mut all: Vec<Known> =
            persons.iter().filter(|person| !person.withheld).map(|person| known(view, person)).collect();
        // the order of the values, so that it tells nothing of the sources
        all.sort_unstable();
        let numbered = all.into_iter().enumerate();
        numbered.flat_map(|(at, known)| entities(known, &(at + 1).to_string(), title)).collect::<Vec<_>>()
    } else {
        persons
            .iter()
            .flat_map(|person| {
                entities(with_provenance(view, person, known(view, person)), &person.id, title)
            })
            .collect()
    };
    write_lines(path, "FollowTheMoney entities", &entities)
}

/// Returns the entities of one person. The schema wants a name for an event: that of the act, or where no list says which
/// act it was, the title of the project.
fn entities(
    Known { mut person, mut event }: Known,
    id: &str,
    title: &str,
) -> impl Iterator<Item = Entity> + use<> {
    let id = format!("tizim-person-{id}");
    if person.first("name").is_none() {
        let parts = ["firstName", "middleName", "lastName"].map(|part| person.first(part));
        let whole: Vec<&str> = parts.into_iter().flatten().collect();
        if !whole.is_empty() {
            let whole = whole.join(" ");
            person.add("name", whole);
        }
    }
    let event = (!event.0.is_empty()).then(|| {
        event.add("involved", id.clone());
        if event.first("name").is_none() {
            event.add("name", title);
        }
        Entity { id: format!("{id}-act"), schema: "Event", properties: event }
    });
    std::iter::once(Entity { id, schema: "Person", properties: person }).chain(event)
}

fn known(view: View<'_>, person: &Person) -> Known {
    let mut known = Known::default();
    for field in &person.fields {
        let may_show = view.may_show(&field.field, Some(field.role)) && !(view.is_public() && field.withheld);
        if may_show {
            for value in values(view, field) {
                put(&mut known, field, value);
            }
        }
    }
    known
}

/// Returns the known values that go out, the chosen one first: for the public that one alone.
fn values<'a>(view: View<'_>, field: &'a PersonField) -> impl Iterator<Item = &'a str> {
    let rivals = if view.is_public() { &[][..] } else { &field.values[..] };
    let all = std::iter::once(field.shown()).chain(rivals);
    all.filter(|value| value.known).map(|value| value.display.as_str())
}

fn put(known: &mut Known, field: &PersonField, value: &str) {
    let Known { person, event } = known;
    match field.role {
        Role::Name => person.add("name", value),
        Role::OtherName => person.add("alias", value),
        Role::GivenName => person.add("firstName", value),
        Role::MiddleName => person.add("middleName", value),
        Role::FamilyName => person.add("lastName", value),
        Role::FatherName => person.add("fatherName", value),
        Role::Sex => match [Sex::Man, Sex::Woman, Sex::Other].into_iter().find(|sex| sex.word() == value) {
            Some(sex) => person.add("gender", gender(sex)),
            None => person.note(&field.field, value),
        },
        Role::BirthDate => match value.parse().ok().and_then(plain) {
            Some(date) => person.add("birthDate", date),
            None => person.note(&field.field, value),
        },
        Role::Identifier => person.add("idNumber", value),
        Role::Notes => person.add("notes", value),
        Role::SourceUrl => person.add("sourceUrl", value),
        Role::EventDate => put_event_date(event, field, value),
        Role::Act => event.add("name", value),
        Role::Place | Role::Region | Role::Address => event.add("location", value),
        Role::Country => match country_code(value) {
            Some(code) => event.add("country", code),
            None => event.add("location", value),
        },
        Role::Cause | Role::Organisation | Role::Postcode | Role::Latitude | Role::Longitude => {
            event.note(&field.field, value);
        }
        _ => person.note(&field.field, value),
    }
}

fn put_event_date(event: &mut Properties, field: &PersonField, value: &str) {
    let date: Option<PartialDate> = value.parse().ok();
    match date {
        Some(date) if plain(date).is_some() => event.add("date", value),
        Some(date) if date.qualifier() == Qualifier::Exact => {
            event.add("startDate", date.earliest().to_string());
            event.add("endDate", date.latest().to_string());
        }
        _ => event.note(&field.field, value),
    }
}

/// Returns a date that the schema can hold as it is known: a day, a month or a year, no range and nothing "about".
fn plain(date: PartialDate) -> Option<String> {
    let exact = date.qualifier() == Qualifier::Exact && date.precision() != Precision::Range;
    exact.then(|| date.to_string())
}

fn gender(sex: Sex) -> &'static str {
    match sex {
        Sex::Man => "male",
        Sex::Woman => "female",
        Sex::Other => "other",
    }
}

/// Returns a country's ISO 3166 code in lower case, as the schema wants it.
fn country_code(name: &str) -> Option<String> {
    let gazetteer = Gazetteer::shipped();
    let place = gazetteer.place(gazetteer.resolve(name)?);
    let code = (place.kind == Kind::Country).then_some(place.country)?;
    Some(code.iter().map(|letter| char::from(letter.to_ascii_lowercase())).collect())
}

/// Adds the lists that a person is on, and the rows that the entity rests on.
fn with_provenance(view: View<'_>, person: &Person, mut known: Known) -> Known {
    for list in lists(view, person) {
        known.person.add("publisher", list);
    }
    let records = &view.results.records;
    for record in &person.records {
        let (list, id) = (&records.list(*record).name, &records.record_id[record.index()]);
        known.person.note("record", &format!("{list} {id}"));
    }
    known
}
