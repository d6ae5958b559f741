//! Records by the names that outlive every run.

use rustc_hash::FxHashMap;
use tizim_ledger::RecordKey;
use tizim_model::{RecordIx, Records};

/// Finds records by list and record id.
#[derive(Clone, Debug, Default)]
pub struct RecordNames {
    by_list: FxHashMap<Box<str>, FxHashMap<Box<str>, RecordIx>>,
}

impl RecordNames {
    /// Takes in the names of all records.
    pub fn new(records: &Records) -> Self {
        let mut by_list: FxHashMap<Box<str>, FxHashMap<Box<str>, RecordIx>> = FxHashMap::default();
        for record in records.iter() {
            let list = by_list.entry(records.list(record).name.as_str().into()).or_default();
            list.insert(records.record_id[record.index()].as_str().into(), record);
        }
        Self { by_list }
    }

    /// Returns the record of a name, if there is one.
    pub fn find(&self, key: &RecordKey) -> Option<RecordIx> {
        self.by_list.get(key.list.as_str())?.get(key.record_id.as_str()).copied()
    }
}

/// Returns the name of a record.
pub fn record_key(records: &Records, record: RecordIx) -> RecordKey {
    RecordKey::new(&records.list(record).name, &records.record_id[record.index()])
}
