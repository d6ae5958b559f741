//! Keys of records: forms of their values that are equal for values that may be the same in spite of errors.

use crate::error::LinkError;
use crate::field::full::Names;
use crate::field::part::Part;
use crate::field::{Field, Fields, NONE, Values};
use crate::options::{BlockingKey, KeyForm};
use rayon::prelude::*;
use tizim_model::Role;

/// The name of the field that holds all the words of a person's name, whichever columns they stand in.
const ALL_NAMES: &str = "names";
/// Words beyond this one are left out of keys over words, so that a rule's keys stay few.
const MOST_WORDS: usize = 6;

/// One kind of key of all records.
#[derive(Debug)]
pub(crate) struct KeyColumn {
    pub(crate) key: BlockingKey,
    /// The field that it is made of; none for the words of all name fields.
    pub(crate) field: Option<usize>,
    /// The keys of each value, or of each record where they are made of several fields.
    keys: Keys,
}

/// The keys of each of many values.
#[derive(Debug)]
enum Keys {
    /// At most one each: [`NO_KEY`] for none.
    One(Vec<u64>),
    /// Any number: all of them, and for each value where its own begin, with one more for the end.
    Many { starts: Vec<u32>, keys: Vec<u64> },
}

/// Stands for no key.
const NO_KEY: u64 = 0;

impl Keys {
    fn new(starts: Vec<u32>, keys: Vec<u64>) -> Self {
        let values = starts.windows(2).map(|ends| &keys[ends[0] as usize..ends[1] as usize]);
        let one_each = values.map(|keys| match keys {
            [] => Some(NO_KEY),
            [one] if *one != NO_KEY => Some(*one),
            _ => None,
        });
        match one_each.collect() {
            Some(keys) => Keys::One(keys),
            None => Keys::Many { starts, keys },
        }
    }

    #[inline]
    fn of(&self, value: u32) -> &[u64] {
        let value = value as usize;
        match self {
            Keys::One(keys) if keys[value] == NO_KEY => &[],
            Keys::One(keys) => std::slice::from_ref(&keys[value]),
            Keys::Many { starts, keys } => &keys[starts[value] as usize..starts[value + 1] as usize],
        }
    }
}

impl KeyColumn {
    /// Returns the keys of a record: none where the value is missing, several where any of several words will do.
    #[inline]
    pub(crate) fn keys<'a>(&'a self, fields: &Fields, record: u32) -> &'a [u64] {
        let value = match self.field {
            Some(field) => fields.row(record)[field],
            None => record,
        };
        if value == NONE {
            return &[];
        }
        self.keys.of(value)
    }

    /// Returns whether two records share a key.
    pub(crate) fn agree(&self, fields: &Fields, a: u32, b: u32) -> bool {
        let (a, b) = (self.keys(fields, a), self.keys(fields, b));
        a.iter().any(|key| b.contains(key))
    }
}

/// All kinds of keys that the fields offer.
#[derive(Debug)]
pub(crate) struct KeyColumns {
    pub(crate) columns: Vec<KeyColumn>,
}

impl KeyColumns {
    pub(crate) fn new(fields: &Fields, records: usize) -> Self {
        let wanted: Vec<(usize, KeyForm)> = (0..fields.len())
            .flat_map(|at| forms_of(&fields.fields[at].values).iter().map(move |form| (at, *form)))
            .collect();
        let of_field = |(at, form): &(usize, KeyForm)| column_of(&fields.fields[*at], *at, *form);
        let (mut columns, names): (Vec<KeyColumn>, _) =
            rayon::join(|| wanted.par_iter().map(of_field).collect(), || all_names(fields, records));
        columns.extend(names);
        Self { columns }
    }

    /// Returns for each of the first 128 keys, as bits, itself and those on which two records agree that agree on it.
    pub(crate) fn implied(&self) -> Vec<u128> {
        let implies = |a: &KeyColumn, b: &KeyColumn| a.field == b.field && is_coarser(b.key.form, a.key.form);
        let keys = self.columns.iter().take(128).enumerate();
        let implied = |(position, key): (usize, &KeyColumn)| {
            let others = self.columns.iter().take(128).enumerate().filter(|(_, other)| implies(key, other));
            others.fold(1 << position, |bits, (other, _)| bits | 1 << other)
        };
        keys.map(implied).collect()
    }

    /// Returns the position of a key that a user named.
    ///
    /// # Errors
    ///
    /// If there is no such field, or no such form of it.
    pub(crate) fn find(&self, key: &BlockingKey) -> Result<usize, LinkError> {
        if let Some(position) = self.columns.iter().position(|column| column.key == *key) {
            return Ok(position);
        }
        let forms: Vec<&str> = self
            .columns
            .iter()
            .filter(|column| column.key.field == key.field)
            .map(|column| column.key.form.word())
            .collect();
        if forms.is_empty() {
            let mut known: Vec<&str> = self.columns.iter().map(|column| column.key.field.as_str()).collect();
            known.dedup();
            return Err(LinkError::UnknownField { field: key.field.clone(), known: known.join(", ") });
        }
        Err(LinkError::UnknownKey {
            field: key.field.clone(),
            form: key.form.word().to_owned(),
            known: forms.join(", "),
        })
    }
}

/// Returns whether values of one field that agree in `form` agree in `coarser` too.
fn is_coarser(coarser: KeyForm, form: KeyForm) -> bool {
    use KeyForm::{Same, Word, WordPair, WordPairSound, WordSound, Year, YearDay, YearMonth};
    match form {
        Same => true,
        YearMonth | YearDay => coarser == Year,
        WordPair => matches!(coarser, Word | WordSound | WordPairSound),
        Word | WordPairSound => coarser == WordSound,
        _ => false,
    }
}

fn forms_of(values: &Values) -> &'static [KeyForm] {
    match values {
        Values::Parts(_) => &[KeyForm::Same, KeyForm::Sound, KeyForm::Start],
        Values::Rests(_) => &[],
        Values::Firsts(_) => {
            &[KeyForm::Same, KeyForm::Word, KeyForm::WordSound, KeyForm::WordPair, KeyForm::WordPairSound]
        }
        Values::Texts(_) | Values::Places(_) => &[KeyForm::Same, KeyForm::Start],
        Values::Codes(_) => &[KeyForm::Same, KeyForm::Start, KeyForm::End],
        Values::Categories(_) | Values::Ages(_) | Values::Points(_) | Values::Numbers { .. } => {
            &[KeyForm::Same]
        }
        Values::Dates(_) => {
            &[KeyForm::Same, KeyForm::Year, KeyForm::YearMonth, KeyForm::MonthDay, KeyForm::YearDay]
        }
    }
}

fn column_of(field: &Field, position: usize, form: KeyForm) -> KeyColumn {
    let mut starts = vec![0];
    let mut keys = Vec::new();
    for value in 0..field.values.len() {
        push_keys(&field.values, value, form, &mut keys);
        starts.push(keys.len() as u32);
    }
    let named = field.columns.first().unwrap_or(&field.name);
    let key = BlockingKey { field: named.clone(), form };
    KeyColumn { key, field: Some(position), keys: Keys::new(starts, keys) }
}

fn push_keys(values: &Values, value: usize, form: KeyForm, keys: &mut Vec<u64>) {
    match values {
        Values::Parts(parts) => {
            let part = &parts[value];
            let letters = part.spelling.letters();
            match form {
                KeyForm::Same => keys.push(hash(letters)),
                // an initial sounds like too many names
                KeyForm::Sound if part.sound.len() >= 2 => keys.push(hash(part.sound.as_bytes())),
                KeyForm::Start if letters.len() >= 3 => keys.push(hash(&letters[..3])),
                _ => {}
            }
        }
        Values::Firsts(names) | Values::Rests(names) => {
            let from = keys.len();
            for name in &names.values[value] {
                push_name_keys(names, name, form, keys);
            }
            drop_repeats(keys, from);
        }
        Values::Texts(texts) => keys.extend(text_key(texts[value].spelling.letters(), form)),
        Values::Places(places) => keys.extend(text_key(places.values[value].text.telling.letters(), form)),
        Values::Codes(codes) => {
            let letters = codes[value].spelling.letters();
            let half = letters.len().div_ceil(2);
            match form {
                KeyForm::Start if letters.len() >= 3 => keys.push(hash(&letters[..half])),
                KeyForm::End if letters.len() >= 3 => keys.push(hash(&letters[letters.len() - half..])),
                KeyForm::Same => keys.push(hash(letters)),
                _ => {}
            }
        }
        Values::Dates(dates) => {
            let date = &dates[value];
            let number = match (form, date.ymd()) {
                (KeyForm::Year, _) => date.year().map(i64::from),
                (_, None) => None,
                (KeyForm::YearMonth, Some((y, m, _))) => Some(i64::from(y) * 100 + i64::from(m)),
                (KeyForm::MonthDay, Some((_, m, d))) => Some(i64::from(m) * 100 + i64::from(d)),
                (KeyForm::YearDay, Some((y, _, d))) => Some(i64::from(y) * 100 + i64::from(d)),
                (_, Some((y, m, d))) => Some((i64::from(y) * 100 + i64::from(m)) * 100 + i64::from(d)),
            };
            keys.extend(number.map(|number| hash(&number.to_le_bytes())));
        }
        Values::Points(points) => {
            let (latitude, longitude) = points[value];
            let cell = [(latitude * 50.0).round() as i64, (longitude * 50.0).round() as i64];
            keys.push(mix(hash(&cell[0].to_le_bytes()), hash(&cell[1].to_le_bytes())));
        }
        Values::Categories(_) | Values::Ages(_) | Values::Numbers { .. } => keys.push(mix(value as u64, 1)),
    }
}

fn text_key(letters: &[u8], form: KeyForm) -> Option<u64> {
    match form {
        KeyForm::Start => letters.get(..4).map(hash),
        _ => Some(hash(letters)),
    }
}

fn push_name_keys(names: &Names, name: &[u32], form: KeyForm, keys: &mut Vec<u64>) {
    let spelt = |word: &u32| hash(names.words[*word as usize].spelling.letters());
    let sounds = |word: &u32| mix(names.words[*word as usize].sound, 2);
    let long = |word: &&u32| names.words[**word as usize].spelling.len() > 1;
    let words = || name.iter().filter(long).take(MOST_WORDS);
    match form {
        KeyForm::Word => keys.extend(words().map(spelt)),
        KeyForm::WordSound => keys.extend(words().map(sounds)),
        KeyForm::WordPair => push_pairs(&words().map(spelt).collect::<Vec<_>>(), keys),
        KeyForm::WordPairSound => push_pairs(&words().map(sounds).collect::<Vec<_>>(), keys),
        _ => {
            let mut whole: Vec<u64> = name.iter().map(spelt).collect();
            whole.sort_unstable();
            keys.extend(whole.into_iter().reduce(mix));
        }
    }
}

fn push_pairs(words: &[u64], keys: &mut Vec<u64>) {
    for (position, a) in words.iter().enumerate() {
        for b in &words[position + 1..] {
            keys.push(mix(*a.min(b), *a.max(b)));
        }
    }
}

fn drop_repeats(keys: &mut Vec<u64>, from: usize) {
    keys[from..].sort_unstable();
    let mut kept = from;
    for position in from..keys.len() {
        if position == from || keys[position] != keys[position - 1] {
            keys[kept] = keys[position];
            kept += 1;
        }
    }
    keys.truncate(kept);
}

/// Returns the pairs of words over all name parts: they find exchanged and moved names.
fn all_names(fields: &Fields, records: usize) -> Option<KeyColumn> {
    let parts: Vec<(usize, &Vec<Part>)> = fields
        .fields
        .iter()
        .enumerate()
        .filter(|(_, field)| matches!(field.role, Role::GivenName | Role::FamilyName | Role::MiddleName))
        .filter_map(|(position, field)| match &field.values {
            Values::Parts(parts) => Some((position, parts)),
            _ => None,
        })
        .collect();
    if parts.len() < 2 {
        return None;
    }
    // the words of each value once, not once a record
    let words_of = |parts: &[Part]| -> Keys {
        let (mut starts, mut words) = (vec![0], Vec::new());
        for part in parts {
            let long = part.words.iter().filter(|word| word.len() > 1);
            words.extend(long.map(|word| hash(word.letters())));
            starts.push(words.len() as u32);
        }
        Keys::Many { starts, keys: words }
    };
    let parts: Vec<(usize, Keys)> =
        parts.into_iter().map(|(position, parts)| (position, words_of(parts))).collect();
    let mut starts = Vec::with_capacity(records + 1);
    starts.push(0);
    let mut keys = Vec::with_capacity(records);
    let mut words: Vec<u64> = Vec::new();
    for record in 0..records as u32 {
        let row = fields.row(record);
        words.clear();
        for (position, of_value) in &parts {
            if row[*position] != NONE {
                words.extend(of_value.of(row[*position]));
            }
        }
        words.truncate(MOST_WORDS);
        let from = keys.len();
        push_pairs(&words, &mut keys);
        drop_repeats(&mut keys, from);
        starts.push(keys.len() as u32);
    }
    let key = BlockingKey { field: ALL_NAMES.to_owned(), form: KeyForm::WordPair };
    Some(KeyColumn { key, field: None, keys: Keys::new(starts, keys) })
}

/// FNV-1a with a last mixing step; equal on every machine.
fn hash(bytes: &[u8]) -> u64 {
    let mut state = 0xCBF2_9CE4_8422_2325u64;
    for byte in bytes {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    }
    mix(state, bytes.len() as u64)
}

/// Returns one key made of two, in this order.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.rotate_left(23) ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
