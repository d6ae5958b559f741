//! Records by the names that outlive every run.

use rustc_hash::FxHashMap;
use tizim_ledger::RecordKey;
use tizim_model::{RecordIx, Records};

/// Finds records by list and record id.
#[derive(Clone, Debug, Default)]
pub struct RecordNames {
    by_list: FxHashMap<Box<str>, FxHashMap<Box<str>, RecordIx>>,
    numbers: Vec<u64>,
    by_number: FxHashMap<u64, RecordIx>,
}

impl RecordNames {
    /// Takes in the names of all records.
    pub fn new(records: &Records) -> Self {
        let mut by_list: FxHashMap<Box<str>, FxHashMap<Box<str>, RecordIx>> = FxHashMap::default();
        for record in records.iter() {
            let list = by_list.entry(records.list(record).name.as_str().into()).or_default();
            list.insert(records.record_id[record.index()].as_str().into(), record);
        }
        let numbers: Vec<u64> = records.iter().map(|record| number(records, record)).collect();
        // of two with one number the first has it
        let mut by_number = FxHashMap::default();
        for record in records.iter() {
            by_number.entry(numbers[record.index()]).or_insert(record);
        }
        Self { by_list, numbers, by_number }
    }

    /// Returns a number of forty bits that a record has for good.
    pub fn number(&self, record: RecordIx) -> u64 {
        self.numbers[record.index()]
    }

    /// Returns the record on which a person's id rests, if it is the first of its number.
    pub fn behind(&self, person_id: &str) -> Option<RecordIx> {
        self.by_number.get(&crate::count::register::numbered(person_id)?).copied()
    }

    /// Returns the record of a name, if there is one.
    pub fn find(&self, key: &RecordKey) -> Option<RecordIx> {
        self.by_list.get(key.list.as_str())?.get(key.record_id.as_str()).copied()
    }
}

/// Forty bits of BLAKE3 over the record's list and id.
fn number(records: &Records, record: RecordIx) -> u64 {
    let (list, id) = (&records.list(record).name, &records.record_id[record.index()]);
    let hash = blake3::hash(&[list.as_bytes(), &[0], id.as_bytes()].concat());
    hash.as_bytes()[..5].iter().fold(0u64, |number, byte| number << 8 | u64::from(*byte))
}

/// Returns the name of a record.
pub fn record_key(records: &Records, record: RecordIx) -> RecordKey {
    RecordKey::new(&records.list(record).name, &records.record_id[record.index()])
}
