//! The values that are compared: each distinct one once, and the levels of likeness of two of them.

mod build;
mod compare;
pub(crate) mod date;
pub(crate) mod full;
mod initial;
pub(crate) mod level;
mod order;
pub(crate) mod part;
mod place;
mod quick;
mod spellings;
pub(crate) mod text;

pub(crate) use compare::Memo;
use date::DateValue;
use full::Names;
use level::{Level, MISSING};
use part::Part;
use place::Places;
use quick::Quick;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use text::{CodeText, Text};
use tizim_model::{Age, Column, RecordIx, Records, Role};

/// The code of a missing value.
pub(crate) const NONE: u32 = u32::MAX;

/// The distinct values of a field, prepared for comparing.
#[derive(Debug)]
pub(crate) enum Values {
    Parts(Vec<Part>),
    /// The first words of whole names.
    Firsts(Arc<Names>),
    /// Their other words.
    Rests(Arc<Names>),
    Texts(Vec<Text>),
    Places(Places),
    Codes(Vec<CodeText>),
    Categories(Vec<String>),
    Dates(Vec<DateValue>),
    Ages(Vec<Age>),
    Points(Vec<(f64, f64)>),
    Numbers {
        values: Vec<f64>,
        spread: f64,
    },
}

impl Values {
    pub(crate) fn len(&self) -> usize {
        match self {
            Values::Parts(values) => values.len(),
            Values::Firsts(names) | Values::Rests(names) => names.values.len(),
            Values::Texts(values) => values.len(),
            Values::Places(places) => places.values.len(),
            Values::Codes(values) => values.len(),
            Values::Categories(values) => values.len(),
            Values::Dates(values) => values.len(),
            Values::Ages(values) => values.len(),
            Values::Points(values) => values.len(),
            Values::Numbers { values, .. } => values.len(),
        }
    }

    /// Returns the levels that two values can have; the first is for a missing value.
    pub(crate) fn levels(&self) -> &'static [Level] {
        match self {
            Values::Parts(_) => &level::part::LEVELS,
            Values::Firsts(_) => &level::first::LEVELS,
            Values::Rests(_) => &level::rest::LEVELS,
            Values::Texts(_) => &level::text::LEVELS,
            Values::Places(_) => &level::place::LEVELS,
            Values::Codes(_) => &level::code::LEVELS,
            Values::Categories(_) => &level::category::LEVELS,
            Values::Dates(_) => &level::date::LEVELS,
            Values::Ages(_) => &level::age::LEVELS,
            Values::Points(_) => &level::distance::POINT_LEVELS,
            Values::Numbers { .. } => &level::distance::NUMBER_LEVELS,
        }
    }

    /// Returns the level of two values by their codes, the same both ways.
    fn level(&self, a: u32, b: u32) -> u8 {
        let (a, b) = (a as usize, b as usize);
        match self {
            Values::Parts(values) => values[a].level(&values[b]),
            Values::Firsts(names) => names.levels(a as u32, b as u32, &mut |x, y| names.likeness(x, y)) & 15,
            Values::Rests(names) => names.levels(a as u32, b as u32, &mut |x, y| names.likeness(x, y)) >> 4,
            Values::Texts(values) => values[a].level(&values[b]),
            Values::Places(places) => places.level(a, b),
            Values::Codes(values) => values[a].level(&values[b]),
            Values::Categories(_) if a == b => level::category::SAME,
            Values::Categories(_) => level::category::DIFFERENT,
            Values::Dates(values) => values[a].level(&values[b]),
            Values::Ages(values) => level_of_ages(values[a], values[b]),
            Values::Points(values) => text::level_of_points(values[a], values[b]),
            Values::Numbers { values, spread } => text::level_of_numbers(values[a], values[b], *spread),
        }
    }
}

fn level_of_ages(a: Age, b: Age) -> u8 {
    use level::age;
    if a == b {
        return age::SAME;
    }
    match a.gap(b) {
        0 | 1 => age::ONE_YEAR,
        2 | 3 => age::THREE_YEARS,
        4..=9 => age::NINE_YEARS,
        _ => age::DIFFERENT,
    }
}

/// One field of all records.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name by which options speak of it.
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The columns that it is made of.
    pub(crate) columns: Vec<String>,
    pub(crate) values: Values,
    /// For each record its value, or [`NONE`].
    pub(crate) codes: Vec<u32>,
    /// For each value its level with itself: a bare year agrees with itself only as far as it is known.
    pub(crate) own_level: Vec<u8>,
    /// The number of records that have a value.
    pub(crate) present: u64,
    /// For each value the number of records that count as having it when its rarity is judged, and the probability
    /// that two records agree so. For whole names those that sound alike.
    pub(crate) rarity: Rarity,
    /// The highest level of a value with itself, and the probability that two records, both with a value, agree on one
    /// of that level.
    pub(crate) chance_of_same: (u8, f64),
    /// For each value what is looked at first; empty where values are compared at once.
    quick: Vec<Quick>,
}

/// How frequent the values of a field are.
#[derive(Debug)]
pub(crate) struct Rarity {
    pub(crate) counts: Vec<u32>,
    /// The sum of squared frequencies.
    pub(crate) chance: f64,
}

impl Rarity {
    fn new(values: &Values, counts: &[u32]) -> Self {
        let groups: Vec<u64> = match values {
            Values::Firsts(names) => (0..counts.len()).map(|value| names.sounds_of(value).0).collect(),
            Values::Rests(names) => (0..counts.len()).map(|value| names.sounds_of(value).1).collect(),
            _ => (0..counts.len() as u64).collect(),
        };
        let mut sums: FxHashMap<u64, u32> = FxHashMap::default();
        groups.iter().zip(counts).for_each(|(group, count)| *sums.entry(*group).or_default() += count);
        let counts: Vec<u32> = groups.iter().map(|group| sums[group]).collect();
        let present: f64 = sums.values().map(|count| f64::from(*count)).sum();
        let mut sizes: Vec<u32> = sums.into_values().collect();
        sizes.sort_unstable();
        let pairs: f64 = sizes.iter().map(|count| f64::from(*count) * (f64::from(*count) - 1.0)).sum();
        let chance = (pairs / (present * (present - 1.0)).max(1.0)).max(0.1 / (present * present).max(1.0));
        Self { counts, chance }
    }
}

impl Field {
    pub(crate) fn new(name: String, role: Role, values: Values, codes: Vec<u32>) -> Self {
        let mut counts = vec![0u32; values.len()];
        for code in codes.iter().filter(|code| **code != NONE) {
            counts[*code as usize] += 1;
        }
        let own_level: Vec<u8> = (0..values.len() as u32).map(|value| values.level(value, value)).collect();
        let present = counts.iter().map(|count| u64::from(*count)).sum();
        let columns = vec![name.clone()];
        let rarity = Rarity::new(&values, &counts);
        let quick = values.quick();
        let chance_of_same = chance_of_same(&values, &counts, &own_level, present);
        Self { name, role, columns, values, codes, own_level, present, rarity, chance_of_same, quick }
    }

    /// Returns the field as made of these columns.
    pub(crate) fn made_of<'a>(mut self, columns: impl Iterator<Item = &'a Column>) -> Self {
        self.columns = columns.map(|column| column.name.clone()).collect();
        self
    }

    pub(crate) fn levels(&self) -> &'static [Level] {
        self.values.levels()
    }

    /// Returns what a record has in the columns that the field is made of, for a reader.
    pub(crate) fn shown(&self, records: &Records, record: RecordIx) -> Option<String> {
        let cells: Vec<String> = self
            .columns
            .iter()
            .filter_map(|column| Some(records.column_named(column)?.get(record)?.display()))
            .collect();
        (!cells.is_empty()).then(|| cells.join(" / "))
    }
}

/// Returns the highest level of a value with itself, and the probability that two records agree on one of that level.
fn chance_of_same(values: &Values, counts: &[u32], own_level: &[u8], present: u64) -> (u8, f64) {
    let top = own_level.iter().copied().max().unwrap_or(MISSING);
    let of_top = |value: &usize| own_level[*value] == top;
    let count = |value: usize| f64::from(counts[value]);
    let pairs: f64 = match values {
        Values::Firsts(names) | Values::Rests(names) => {
            // many whole names have one first word, or the same other words
            let first = matches!(values, Values::Firsts(_));
            let mut sums: FxHashMap<Vec<u32>, f64> = FxHashMap::default();
            for value in (0..counts.len()).filter(of_top) {
                *sums.entry(names.part_of(value, first)).or_default() += count(value);
            }
            let mut sums: Vec<f64> = sums.into_values().collect();
            sums.sort_unstable_by(f64::total_cmp);
            sums.iter().map(|sum| sum * (sum - 1.0)).sum()
        }
        _ => (0..counts.len()).filter(of_top).map(|value| count(value) * (count(value) - 1.0)).sum(),
    };
    let all = present as f64 * (present as f64 - 1.0);
    (top, if all > 0.0 { pairs / all } else { 0.0 })
}

/// All fields, and which of them speak of one another.
#[derive(Debug)]
pub(crate) struct Fields {
    pub(crate) fields: Vec<Field>,
    /// Where given and family name are, if both are parts: they may be exchanged.
    swappable: Option<(usize, usize)>,
    /// Where birth date and age are: where both dates are known, the age adds nothing.
    birth_and_age: Option<(usize, usize)>,
    /// Where given name and sex are: a given name mostly tells the sex, so where the names agree, the
    /// same sex adds nothing.
    given_and_sex: Option<(usize, usize)>,
    /// The codes of a record side by side.
    rows: Vec<u32>,
}

/// Rows of so many records are put together in one go.
const RECORDS_A_PART: usize = 8_192;

impl Fields {
    /// Returns the fields with the records put in the order given.
    fn new(mut fields: Vec<Field>, order: &[RecordIx]) -> Self {
        fields.par_iter_mut().for_each(|field| {
            field.codes = order.iter().map(|record| field.codes[record.index()]).collect();
        });
        let at = |role| fields.iter().position(|field| field.role == role);
        let is_part = |position: &usize| matches!(fields[*position].values, Values::Parts(_));
        let swappable = at(Role::GivenName).filter(is_part).zip(at(Role::FamilyName).filter(is_part));
        let birth_and_age = at(Role::BirthDate).zip(at(Role::Age));
        let given_and_sex = at(Role::GivenName).zip(at(Role::Sex));
        let width = fields.len();
        let mut rows = vec![NONE; order.len() * width];
        if width > 0 {
            rows.par_chunks_mut(RECORDS_A_PART * width).enumerate().for_each(|(part, rows)| {
                for (record, row) in rows.chunks_mut(width).enumerate() {
                    let record = part * RECORDS_A_PART + record;
                    row.iter_mut().zip(&fields).for_each(|(code, field)| *code = field.codes[record]);
                }
            });
        }
        Self { fields, swappable, birth_and_age, given_and_sex, rows }
    }

    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Returns the field that, where it is known, leaves nothing for this one to tell.
    pub(crate) fn is_told_by(&self, position: usize) -> Option<usize> {
        self.birth_and_age.filter(|(_, age)| *age == position).map(|(birth, _)| birth)
    }

    /// Returns the codes of a record, a field each.
    #[inline]
    pub(crate) fn row(&self, record: u32) -> &[u32] {
        let width = self.fields.len();
        &self.rows[record as usize * width..][..width]
    }
}

/// Returns the level of a field in a pattern.
#[inline]
pub(crate) fn level_at(pattern: u64, field: usize) -> u8 {
    (pattern >> (4 * field) & 15) as u8
}
