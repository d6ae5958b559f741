//! Where two records meet first, so that a pair that stands in several blocks is compared once.

use rayon::prelude::*;

/// The blocks of each record.
#[derive(Debug)]
pub(super) struct Meetings {
    /// The rules under which each record is in one block at most.
    single: Vec<u16>,
    /// For each record its block under each of those rules, side by side: the number of the block within its rule, or [`alone`].
    rows: Vec<u32>,
    /// The blocks of the other rules, numbered over all rules: for each record its own, ascending.
    several: Vec<u32>,
    /// Where those of each record begin, with one more for the end; empty if there is no such rule.
    starts: Vec<usize>,
}

/// Returns what stands for no block: a number that no other record has, so that equal numbers are always a meeting.
pub(super) fn alone(record: u32) -> u32 {
    !record
}

/// Records of so many rows are written in one go.
const RECORDS_A_PART: usize = 8_192;

impl Meetings {
    /// Returns where records meet.
    ///
    /// `columns` has for each rule the block of each record, or nothing if a record is in several; `several` are the
    /// members of the blocks of those rules with the number of the block, in the order of the blocks.
    pub(super) fn new(columns: Vec<Option<Vec<u32>>>, several: &[(u32, u32)], records: usize) -> Self {
        let single: Vec<u16> =
            (0..columns.len() as u16).filter(|rule| columns[usize::from(*rule)].is_some()).collect();
        let columns: Vec<Vec<u32>> = columns.into_iter().flatten().collect();
        let width = columns.len();
        let mut rows = vec![0; records * width];
        if width > 0 {
            rows.par_chunks_mut(RECORDS_A_PART * width).enumerate().for_each(|(part, rows)| {
                for (record, row) in rows.chunks_mut(width).enumerate() {
                    let record = part * RECORDS_A_PART + record;
                    row.iter_mut().zip(&columns).for_each(|(block, column)| *block = column[record]);
                }
            });
        }
        let (starts, several) = lists_of(several, records);
        Self { single, rows, several, starts }
    }

    fn row(&self, record: u32) -> &[u32] {
        let width = self.single.len();
        &self.rows[record as usize * width..][..width]
    }

    fn several_of(&self, record: u32) -> &[u32] {
        match self.starts.is_empty() {
            true => &[],
            false => &self.several[self.starts[record as usize]..self.starts[record as usize + 1]],
        }
    }

    /// Returns what tells whether others meet a record first in this block, which is of this rule.
    pub(super) fn of(&self, record: u32, block: u32, rule: u16) -> FirstMeeting<'_> {
        let before = self.single.partition_point(|single| *single < rule);
        FirstMeeting {
            meetings: self,
            before: &self.row(record)[..before],
            several: self.several_of(record),
            block,
        }
    }
}

/// Returns for each record its blocks, and where those of each begin; nothing if there are none.
fn lists_of(members: &[(u32, u32)], records: usize) -> (Vec<usize>, Vec<u32>) {
    if members.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut starts = vec![0; records + 1];
    for (record, _) in members {
        starts[*record as usize + 1] += 1;
    }
    for record in 0..records {
        starts[record + 1] += starts[record];
    }
    let mut next = starts.clone();
    let mut lists = vec![0; members.len()];
    for (record, block) in members {
        lists[next[*record as usize]] = *block;
        next[*record as usize] += 1;
    }
    (starts, lists)
}

/// One record in one block.
pub(super) struct FirstMeeting<'a> {
    meetings: &'a Meetings,
    /// Its blocks under the rules before that of the block.
    before: &'a [u32],
    several: &'a [u32],
    block: u32,
}

impl FirstMeeting<'_> {
    /// Returns whether no block before this one holds both the record and another member of this block.
    #[inline]
    pub(super) fn is_here(&self, other: u32) -> bool {
        let others = &self.meetings.row(other)[..self.before.len()];
        // all are looked at, without a branch: they are few, and side by side
        let met = self.before.iter().zip(others).fold(false, |met, (here, there)| met | (here == there));
        !met && (self.several.is_empty() || self.meets_in_no_list_before(other))
    }

    fn meets_in_no_list_before(&self, other: u32) -> bool {
        let (mut a, mut b) = (self.several.iter(), self.meetings.several_of(other).iter());
        let (mut x, mut y) = (a.next(), b.next());
        while let (Some(i), Some(j)) = (x, y) {
            if i == j {
                return *i >= self.block;
            }
            if i < j {
                x = a.next();
            } else {
                y = b.next();
            }
        }
        true
    }
}
