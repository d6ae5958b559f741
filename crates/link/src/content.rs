//! What stands in a record, as a print: an order that does not depend on the rows, and a way to see what changed.

use rayon::prelude::*;
use tizim_model::{Entry, RecordIx, Records};

/// At least so many prints are made in one go.
const AT_ONCE: usize = 4_096;

/// Returns for each record a print of its cells as written; equal cells give equal prints on every machine.
///
/// The list, the order of the columns and blank cells do not matter, so that a record that comes back in a later edition
/// has the same print if nothing in it changed.
pub fn record_prints(records: &Records) -> Vec<u64> {
    let mut prints = vec![0u64; records.len()];
    for column in &records.columns {
        let name = fingerprint(column.name.as_bytes());
        let print_of = |entry: &Entry| mixed(name, fingerprint(entry.raw.as_bytes()));
        let entries: Vec<u64> = column.entries.par_iter().with_min_len(AT_ONCE).map(print_of).collect();
        // a sum, so that the order of the columns does not matter
        prints.par_iter_mut().zip(&column.codes).with_min_len(AT_ONCE).for_each(|(print, code)| {
            *print = print.wrapping_add(code.position().map_or(0, |entry| entries[entry]));
        });
    }
    prints
}

/// Returns the records in an order that depends on their content alone, so that the order of the rows changes nothing.
///
/// It is otherwise random, so that the first so many records are a sample.
pub(crate) fn canonical_order(records: &Records) -> Vec<RecordIx> {
    let prints = record_prints(records);
    let list_prints: Vec<u64> = records.lists.iter().map(|list| fingerprint(list.name.as_bytes())).collect();
    let mut order: Vec<(u64, RecordIx)> = records
        .iter()
        .map(|record| {
            let list = list_prints[records.list_of[record.index()].index()];
            (mixed(prints[record.index()], list), record)
        })
        .collect();
    order.par_sort_unstable();
    order.into_iter().map(|(_, record)| record).collect()
}

fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |state, byte| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Returns one number made of two, well mixed.
pub(crate) fn mixed(a: u64, b: u64) -> u64 {
    let mut x = a.rotate_left(31) ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 29)
}
