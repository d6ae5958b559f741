//! Simulated tables of known size, for tests.

use tizim_simulate::{Reach, world_table};

pub(crate) use tizim_simulate::Family;

use crate::table::CaptureTable;

/// The capture table of a world of `people` people; `people` is the truth that an estimate should find.
pub(crate) fn simulate_table(
    family: Family,
    lists: usize,
    people: usize,
    seed: u64,
) -> Result<CaptureTable, Box<dyn std::error::Error>> {
    let cells = world_table(family, lists, people, Reach::Usual, seed)?;
    let names = (1..=lists).map(|j| format!("list {j}")).collect();
    let seen = cells.into_iter().filter(|cell| cell.0 != 0);
    Ok(CaptureTable::new(names, seen.map(|(history, count)| (u64::from(history), count)))?)
}
