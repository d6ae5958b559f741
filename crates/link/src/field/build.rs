//! From columns with roles to fields.

use super::date::DateValue;
use super::full::{Names, Written};
use super::order::{WordForms, family_first_lists, list_of};
use super::part::Part;
use super::place::places_of;
use super::text::{CodeText, Text, texts_of};
use super::{Field, Fields, NONE, Values};
use crate::error::LinkError;
use crate::options::{Comparison, KnownPlaces, Options};
use crate::spelling::fold;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::hash::Hash;
use std::sync::Arc;
use tizim_model::{Age, Column, Entry, PartialDate, RecordIx, Records, Role, Value};

/// A pattern has room for so many fields.
pub(crate) const MOST_FIELDS: usize = 16;
/// A category with more values than this is compared as text.
const MOST_CATEGORIES: usize = 60;
/// From this part of the records on, name parts are compared as parts; below it whole names are put together.
const ENOUGH_PARTS: f64 = 0.9;

impl Fields {
    /// Returns the fields that can be compared, their records in the order given, and the names of those left out for want of room.
    ///
    /// # Errors
    ///
    /// If no field can be compared, or an option names one that is not there or compares it in an unfit way.
    pub(crate) fn build(
        records: &Records,
        order: &[RecordIx],
        options: &Options,
    ) -> Result<(Fields, Vec<String>), LinkError> {
        check_names(records, options)?;
        let (mut fields, others) = rayon::join(
            || name_fields(records, options),
            || -> Result<Vec<Vec<Field>>, LinkError> {
                let own = |column: &Column| -> Result<Vec<Field>, LinkError> {
                    let asked = options.comparisons.get(&column.name).copied();
                    let usual = || comparison_of(column.role).filter(|_| !column.role.is_name());
                    asked.or_else(usual).map_or(Ok(Vec::new()), |comparison| {
                        field_of(records, column, comparison, &options.places)
                    })
                };
                records.columns.par_iter().map(own).collect()
            },
        );
        fields.extend(others?.into_iter().flatten());
        fields.extend(point_field(records, options));
        fields.retain(|field| {
            let whole_name = matches!(field.values, Values::Firsts(_) | Values::Rests(_));
            whole_name || field.present >= 2 && field.values.len() >= 2
        });
        let left_out = keep_most_telling(&mut fields);
        // no record at all is nobody, which is an answer
        if fields.is_empty() && !records.is_empty() {
            return Err(LinkError::NothingToCompare);
        }
        Ok((Fields::new(fields, order), left_out))
    }
}

fn check_names(records: &Records, options: &Options) -> Result<(), LinkError> {
    for field in options.comparisons.keys() {
        if records.column_named(field).is_none() {
            let known: Vec<&str> = records.columns.iter().map(|column| column.name.as_str()).collect();
            return Err(LinkError::UnknownField { field: field.clone(), known: known.join(", ") });
        }
    }
    Ok(())
}

/// Returns how a role is compared; none for names, which are built together, and for what is never compared.
fn comparison_of(role: Role) -> Option<Comparison> {
    Some(match role {
        Role::Sex | Role::Act | Role::Cause | Role::Status | Role::Category => Comparison::Category,
        Role::Age => Comparison::Age,
        Role::BirthDate | Role::EventDate => Comparison::Date,
        Role::Place | Role::Region | Role::Country => Comparison::Place,
        Role::Address | Role::Organisation => Comparison::Text,
        Role::Postcode | Role::Identifier => Comparison::Code,
        Role::BirthYear | Role::BirthMonth | Role::BirthDay => Comparison::Code,
        Role::EventYear | Role::EventMonth | Role::EventDay => Comparison::Code,
        _ => return None,
    })
}

/// Interns what `key` makes of each entry of a column; no key means missing.
fn intern<K: Eq + Hash + Clone>(column: &Column, key: impl Fn(&Entry) -> Option<K>) -> (Vec<K>, Vec<u32>) {
    let mut keys: Vec<K> = Vec::new();
    let mut known: FxHashMap<K, u32> = FxHashMap::default();
    let of_entry: Vec<u32> = column
        .entries
        .iter()
        .map(|entry| match key(entry) {
            None => NONE,
            Some(key) => *known.entry(key.clone()).or_insert_with(|| {
                keys.push(key);
                keys.len() as u32 - 1
            }),
        })
        .collect();
    let codes =
        column.codes.iter().map(|code| code.position().map_or(NONE, |entry| of_entry[entry])).collect();
    (keys, codes)
}

/// Returns the folded words of an entry that is known.
fn folded(entry: &Entry) -> Option<String> {
    if matches!(entry.value, Value::Unknown | Value::Unreadable) {
        return None;
    }
    let text = match &entry.value {
        Value::Text(text) => fold(text),
        _ => fold(&entry.display()),
    };
    (!text.is_empty()).then_some(text)
}

fn field_of(
    records: &Records,
    column: &Column,
    comparison: Comparison,
    known: &KnownPlaces,
) -> Result<Vec<Field>, LinkError> {
    let (values, codes) = match comparison {
        Comparison::Ignore => return Ok(Vec::new()),
        Comparison::NamePart => {
            let (keys, codes) = intern(column, folded);
            (Values::Parts(keys.iter().map(|key| Part::new(key)).collect()), codes)
        }
        Comparison::FullName => {
            return Ok(whole_names(records, &[column], &[], column.name.clone()).unwrap_or_default());
        }
        Comparison::Text => {
            let (keys, codes) = intern(column, folded);
            (Values::Texts(texts_of(&keys)), codes)
        }
        Comparison::Place => {
            let (texts, codes) = intern(column, |entry| Some((folded(entry)?, entry.display())));
            places_of(records, texts, &codes, known)
        }
        Comparison::Category => {
            let (keys, codes) = intern(column, folded);
            match keys.len() > MOST_CATEGORIES {
                true => (Values::Texts(texts_of(&keys)), codes),
                false => (Values::Categories(keys), codes),
            }
        }
        Comparison::Code => {
            let (keys, codes) = intern(column, |entry| {
                let folded = folded(entry)?;
                let before_at = entry.display().split_once('@').map(|(name, _)| fold(name));
                Some((folded.replace(' ', ""), before_at))
            });
            let values = keys.iter().map(|(folded, before_at)| CodeText::new(folded, before_at.as_deref()));
            (Values::Codes(values.collect()), codes)
        }
        Comparison::Date => date_values(column)?,
        Comparison::Age => age_values(records, column)?,
        Comparison::Number => number_values(column)?,
    };
    Ok(vec![Field::new(column.name.clone(), column.role, values, codes)])
}

fn unfit(column: &Column, comparison: Comparison, values: &str) -> LinkError {
    LinkError::UnfitComparison {
        field: column.name.clone(),
        comparison: comparison.to_string(),
        values: values.to_owned(),
    }
}

fn date_of(entry: &Entry) -> Option<PartialDate> {
    match entry.value {
        Value::Date(date) => Some(date),
        _ => None,
    }
}

fn date_values(column: &Column) -> Result<(Values, Vec<u32>), LinkError> {
    if column.entries.iter().any(|entry| matches!(entry.value, Value::Text(_) | Value::Number(_))) {
        return Err(unfit(column, Comparison::Date, "not dates"));
    }
    let first_means_year = first_of_january_is_hot(column);
    let (keys, codes) =
        intern(column, |entry| date_of(entry).map(|date| DateValue::new(date, first_means_year)));
    Ok((Values::Dates(keys), codes))
}

/// Returns whether the first of January is so frequent that it must stand for "some day of that year".
fn first_of_january_is_hot(column: &Column) -> bool {
    let (mut full, mut first) = (0u64, 0u64);
    for date in column.codes.iter().filter_map(|code| date_of(&column.entries[code.position()?])) {
        if let Some(day) = date.exact_day() {
            let (_, month, day) = day.ymd();
            full += 1;
            first += u64::from((month, day) == (1, 1));
        }
    }
    // one day in 365; four times as many can't be births alone
    first >= 10 && first * 365 > full * 4
}

/// Returns ages; where a record has none but a birth date and a date of the act, the age on that day.
fn age_values(records: &Records, column: &Column) -> Result<(Values, Vec<u32>), LinkError> {
    if column.entries.iter().any(|entry| matches!(entry.value, Value::Text(_) | Value::Date(_))) {
        return Err(unfit(column, Comparison::Age, "not ages"));
    }
    let births = records.column(Role::BirthDate);
    let events = records.column(Role::EventDate);
    let mut ages: Vec<Age> = Vec::new();
    let mut known: FxHashMap<Age, u32> = FxHashMap::default();
    let codes = records
        .iter()
        .map(|record| {
            let stated = match column.get(record).map(|entry| &entry.value) {
                Some(Value::Age(age)) => Some(*age),
                Some(Value::Number(number)) if (0.0..=122.0).contains(number) => Age::exact(*number as u8),
                _ => None,
            };
            let Some(age) = stated.or_else(|| age_at(births?.date(record)?, events?.date(record)?)) else {
                return NONE;
            };
            *known.entry(age).or_insert_with(|| {
                ages.push(age);
                ages.len() as u32 - 1
            })
        })
        .collect();
    Ok((Values::Ages(ages), codes))
}

fn age_at(birth: PartialDate, event: PartialDate) -> Option<Age> {
    let years = |days: i32| u8::try_from((f64::from(days) / 365.2425).floor() as i64).ok();
    let least = years(event.earliest().number() - birth.latest().number())?;
    let most = years(event.latest().number() - birth.earliest().number())?;
    if most - least.min(most) > 20 {
        return None;
    }
    Age::band(least, most)
}

fn number_values(column: &Column) -> Result<(Values, Vec<u32>), LinkError> {
    let number = |entry: &Entry| match &entry.value {
        Value::Number(number) => Some(number.to_bits()),
        Value::Text(text) => text.parse::<f64>().ok().filter(|n| n.is_finite()).map(f64::to_bits),
        _ => None,
    };
    let (keys, codes) = intern(column, number);
    if keys.is_empty() {
        return Err(unfit(column, Comparison::Number, "not numbers"));
    }
    let values: Vec<f64> = keys.into_iter().map(f64::from_bits).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let spread = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt();
    Ok((Values::Numbers { values, spread }, codes))
}

/// Returns latitude and longitude as one field.
fn point_field(records: &Records, options: &Options) -> Option<Field> {
    let (latitude, longitude) = (records.column(Role::Latitude)?, records.column(Role::Longitude)?);
    let ignored = |column: &Column| options.comparisons.get(&column.name) == Some(&Comparison::Ignore);
    if ignored(latitude) || ignored(longitude) {
        return None;
    }
    let degrees = |column: &Column, record: RecordIx| match column.get(record)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    };
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut known: FxHashMap<(u64, u64), u32> = FxHashMap::default();
    let codes = records
        .iter()
        .map(|record| {
            let Some(point) = degrees(latitude, record).zip(degrees(longitude, record)) else {
                return NONE;
            };
            *known.entry((point.0.to_bits(), point.1.to_bits())).or_insert_with(|| {
                points.push(point);
                points.len() as u32 - 1
            })
        })
        .collect();
    let field =
        Field::new("latitude and longitude".to_owned(), Role::Latitude, Values::Points(points), codes);
    Some(field.made_of([latitude, longitude].into_iter()))
}

/// Returns the fields made of the name columns: parts where nearly all records have parts, else whole names.
fn name_fields(records: &Records, options: &Options) -> Vec<Field> {
    let free = |role| {
        records
            .columns
            .iter()
            .filter(move |column: &&Column| column.role == role)
            .filter(|column| !options.comparisons.contains_key(&column.name))
    };
    let part_columns: Vec<&Column> = [Role::GivenName, Role::MiddleName, Role::FatherName, Role::FamilyName]
        .into_iter()
        .flat_map(free)
        .collect();
    let whole_columns: Vec<&Column> = [Role::Name, Role::OtherName].into_iter().flat_map(free).collect();
    let has_part = have_any(records, &part_columns);
    let with_parts = has_part.iter().filter(|has| **has).count();
    let named = has_part
        .iter()
        .zip(have_any(records, &whole_columns))
        .filter(|(part, whole)| **part || *whole)
        .count();
    if !part_columns.is_empty() && with_parts as f64 >= ENOUGH_PARTS * named as f64 {
        let mut fields: Vec<Field> = part_columns
            .par_iter()
            .map(|column| {
                let (keys, codes) = intern(column, folded);
                let values = Values::Parts(keys.iter().map(|key| Part::new(key)).collect());
                Field::new(column.name.clone(), column.role, values, codes)
            })
            .collect();
        fields.extend(further_names(records, &whole_columns, &part_columns));
        return fields;
    }
    let name = whole_columns.first().map_or("name".to_owned(), |column| column.name.clone());
    whole_names(records, &whole_columns, &part_columns, name).unwrap_or_default()
}

/// Returns for each record whether any of the columns says something of it.
fn have_any(records: &Records, columns: &[&Column]) -> Vec<bool> {
    let mut any = vec![false; records.len()];
    for column in columns {
        let says: Vec<bool> = column.entries.par_iter().map(|entry| folded(entry).is_some()).collect();
        for (any, code) in any.iter_mut().zip(&column.codes) {
            *any |= code.position().is_some_and(|entry| says[entry]);
        }
    }
    any
}

/// Returns whole names as two fields, first words and others: the names as written and those put together from parts.
fn whole_names(
    records: &Records,
    whole_columns: &[&Column],
    part_columns: &[&Column],
    name: String,
) -> Option<Vec<Field>> {
    if whole_columns.is_empty() && part_columns.is_empty() {
        return None;
    }
    let mut names = Names::default();
    let family_first = family_first_lists(records, whole_columns, &mut WordForms::default());
    let mut known: FxHashMap<Vec<Written>, u32> = FxHashMap::default();
    let codes: Vec<u32> = records
        .iter()
        .map(|record| {
            let family_first = family_first[list_of(records, record)];
            let whole = whole_columns.iter().filter_map(|column| stated(column, record));
            let mut written: Vec<Written> =
                whole.map(|name| Written { name: name.to_lowercase(), family_first }).collect();
            let parts: Vec<String> =
                part_columns.iter().filter_map(|column| stated(column, record)).collect();
            if !parts.is_empty() {
                written.push(Written { name: parts.join(" ").to_lowercase(), family_first: false });
            }
            written.sort_unstable();
            written.dedup();
            if written.is_empty() {
                return NONE;
            }
            let next = names.values.len() as u32;
            match known.get(&written) {
                Some(code) => *code,
                None => {
                    let code = if names.push(&written) { next } else { NONE };
                    known.insert(written, code);
                    code
                }
            }
        })
        .collect();
    let names = Arc::new(names);
    let columns: Vec<&Column> = whole_columns.iter().chain(part_columns).copied().collect();
    let field = |suffix: &str, role: Role, values: Values| {
        let field = Field::new(format!("{name}{suffix}"), role, values, codes.clone());
        field.made_of(columns.iter().copied())
    };
    Some(vec![
        field(", first word", Role::GivenName, Values::Firsts(Arc::clone(&names))),
        field(", other words", Role::FamilyName, Values::Rests(names)),
    ])
}

/// Returns what a record has in a column as text, if it is known.
fn stated(column: &Column, record: RecordIx) -> Option<String> {
    match &column.get(record)?.value {
        Value::Unknown | Value::Unreadable => None,
        Value::Text(text) => Some(text.to_string()),
        _ => Some(column.get(record)?.display()),
    }
}

/// Returns the words of whole names that the parts do not have, as a text.
fn further_names(records: &Records, whole_columns: &[&Column], part_columns: &[&Column]) -> Option<Field> {
    if whole_columns.is_empty() {
        return None;
    }
    let mut texts: Vec<Text> = Vec::new();
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    let codes = records
        .iter()
        .map(|record| {
            let parts: Vec<String> = part_columns
                .iter()
                .filter_map(|column| stated(column, record))
                .map(|part| fold(&part))
                .collect();
            let wholes = whole_columns.iter().filter_map(|column| stated(column, record));
            let beyond: Vec<String> = wholes.map(|name| words_beyond(&fold(&name), &parts)).collect();
            let beyond = beyond.join(" ").trim().to_owned();
            if beyond.is_empty() {
                return NONE;
            }
            *known.entry(beyond).or_insert_with_key(|beyond| {
                texts.push(Text::new(beyond, |_| false));
                texts.len() as u32 - 1
            })
        })
        .collect();
    let field = Field::new("further names".to_owned(), Role::OtherName, Values::Texts(texts), codes);
    Some(field.made_of(whole_columns.iter().copied()))
}

/// Returns the words of a name that are in none of its parts.
fn words_beyond(name: &str, parts: &[String]) -> String {
    let known: Vec<&str> = parts.iter().flat_map(|part| part.split(' ')).collect();
    let beyond: Vec<&str> = name.split(' ').filter(|word| !known.contains(word)).collect();
    beyond.join(" ")
}

/// Drops the least telling fields until a pattern has room for the rest; returns their names.
fn keep_most_telling(fields: &mut Vec<Field>) -> Vec<String> {
    let mut left_out = Vec::new();
    while fields.len() > MOST_FIELDS {
        // the two fields of a whole name stay together
        let least = (0..fields.len())
            .filter(|position| !matches!(fields[*position].values, Values::Firsts(_) | Values::Rests(_)))
            .min_by(|a, b| telling(&fields[*a]).total_cmp(&telling(&fields[*b])));
        let Some(least) = least else {
            fields.truncate(MOST_FIELDS);
            break;
        };
        left_out.push(fields.remove(least).name);
    }
    left_out
}

/// Returns the bits of an agreement, times how often both sides have a value.
fn telling(field: &Field) -> f64 {
    let present = field.present as f64 / field.codes.len().max(1) as f64;
    let (_, chance) = field.chance_of_same;
    present * present * -chance.max(1e-9).log2()
}
