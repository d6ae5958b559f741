//! Cells on their way into columns: rows are gathered into blocks, and the columns of a block take their cells side by
//! side, each distinct cell once.

use crate::table::RawColumn;
use hashbrown::HashTable;
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use std::hash::BuildHasher;

/// So many rows wait together: enough that the threads are worth their start, few enough to stay in the cache.
const BLOCK_ROWS: usize = 1 << 14;
/// So many bytes of cells wait together at most, and one row more.
const BLOCK_BYTES: usize = 4 << 20;

/// The columns of a table as they grow.
#[derive(Default)]
pub(crate) struct Columns {
    columns: Vec<Interner>,
    /// The cells that wait, row by row, one text after the other.
    text: String,
    /// For each cell that waits where it ends in `text`.
    ends: Vec<usize>,
}

impl Columns {
    /// Returns the number of columns.
    pub(crate) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Returns the header of a column, counted from 0.
    pub(crate) fn header(&self, position: usize) -> Option<&str> {
        self.columns.get(position).map(|column| column.header.as_str())
    }

    /// Returns whether a column has that header.
    pub(crate) fn has(&self, header: &str) -> bool {
        self.columns.iter().any(|column| column.header == header)
    }

    /// Adds a column; the rows before have nothing in it.
    pub(crate) fn add(&mut self, header: String) {
        self.take_in();
        let before = self.columns.first().map_or(0, |column| column.codes.len());
        let mut column = Interner::new(header);
        if before > 0 {
            let blank = column.code("");
            column.codes.resize(before, blank);
        }
        self.columns.push(column);
    }

    /// Adds the next cell of the row in hand; each row has as many as there are columns.
    pub(crate) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Says that the row in hand has all its cells.
    pub(crate) fn end_row(&mut self) {
        debug_assert!(self.ends.len().is_multiple_of(self.columns.len().max(1)), "a row has a cell a column");
        if self.ends.len() >= BLOCK_ROWS * self.columns.len() || self.text.len() >= BLOCK_BYTES {
            self.take_in();
        }
    }

    /// Moves the cells that wait into their columns.
    fn take_in(&mut self) {
        let (text, ends, width) = (&self.text, &self.ends, self.columns.len());
        if ends.is_empty() {
            return;
        }
        self.columns.par_iter_mut().enumerate().for_each(|(position, column)| {
            for cell in (position..ends.len()).step_by(width) {
                let from = if cell == 0 { 0 } else { ends[cell - 1] };
                let code = column.code(&text[from..ends[cell]]);
                column.codes.push(code);
            }
        });
        self.text.clear();
        self.ends.clear();
    }

    /// Returns the columns.
    pub(crate) fn finish(mut self) -> Vec<RawColumn> {
        self.take_in();
        self.columns.into_par_iter().map(Interner::finish).collect()
    }
}

/// One column on its way: the cells so far, each distinct one once.
///
/// The texts lie one after the other, so that cells that come back are found in the cache; a column of a million ids
/// takes a third of what a map from texts takes, and grows without reading them.
struct Interner {
    header: String,
    text: String,
    /// For each distinct cell where its text ends.
    ends: Vec<usize>,
    codes: Vec<u32>,
    /// For each distinct cell the upper half of its hash and its code.
    known: HashTable<(u32, u32)>,
}

impl Interner {
    fn new(header: String) -> Self {
        Self { header, text: String::new(), ends: Vec::new(), codes: Vec::new(), known: HashTable::new() }
    }

    fn code(&mut self, cell: &str) -> u32 {
        let hash = (FxBuildHasher.hash_one(cell) >> 32) as u32;
        let (text, ends) = (&self.text, &self.ends);
        let is_cell =
            |(other, code): &(u32, u32)| *other == hash && text_of(text, ends, *code as usize) == cell;
        if let Some((_, code)) = self.known.find(spread(hash), is_cell) {
            return *code;
        }
        let code = self.ends.len() as u32;
        self.text.push_str(cell);
        self.ends.push(self.text.len());
        self.known.insert_unique(spread(hash), (hash, code), |(hash, _)| spread(*hash));
        code
    }

    fn finish(self) -> RawColumn {
        let values = (0..self.ends.len()).map(|code| text_of(&self.text, &self.ends, code).into()).collect();
        RawColumn { header: self.header, values, codes: self.codes }
    }
}

/// Returns the text of a distinct cell.
fn text_of<'t>(text: &'t str, ends: &[usize], code: usize) -> &'t str {
    let from = if code == 0 { 0 } else { ends[code - 1] };
    &text[from..ends[code]]
}

/// Returns a hash that is even in its upper and lower bits, as the table asks.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
