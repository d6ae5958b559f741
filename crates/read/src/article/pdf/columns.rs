//! Where the columns of a page end, so that it can be told which lines are full.

use super::lines::Line;

/// Lines that a block must have for its edges to be those of a column.
const COLUMN: usize = 4;
/// A line further below than so many times the size of its letters is no part of the same block.
const APART: f64 = 2.6;

/// The column that a line stands in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Column {
    pub(super) left: f64,
    pub(super) right: f64,
    /// How far its lines are apart, mostly.
    pub(super) leading: f64,
    /// How many lines stand right below one another there.
    pub(super) lines: usize,
}

/// Returns the column of each line of a page.
///
/// Lines that were drawn one below the other make a block. A block of some lines has edges of its own; a heading, or a
/// paragraph of a line or two, has those of the largest block that it lies within.
pub(super) fn columns(lines: &[Line]) -> Vec<Column> {
    let blocks: Vec<&[Line]> = lines.chunk_by(is_in_block).collect();
    let edges: Vec<Column> = blocks.iter().map(|block| edges(block)).collect();
    let wide: Vec<&Column> = edges.iter().filter(|edges| edges.lines >= COLUMN).collect();
    let mut found = Vec::with_capacity(lines.len());
    for (block, own) in blocks.iter().zip(&edges) {
        let slack = block.first().map_or(0.0, |line| line.size);
        let around = |other: &&&Column| other.left <= own.left + slack && own.right <= other.right + slack;
        let column = if own.lines >= COLUMN {
            *own
        } else {
            let around = wide.iter().filter(around).max_by_key(|column| column.lines);
            around.map_or(*own, |around| Column { leading: own.leading, lines: own.lines, ..**around })
        };
        found.extend(std::iter::repeat_n(column, block.len()));
    }
    found
}

/// Returns whether a line stands right below another, in letters of the same size.
fn is_in_block(line: &Line, next: &Line) -> bool {
    let drop = line.base - next.base;
    let shared = line.right.min(next.right) - line.left.max(next.left);
    let shorter = (line.right - line.left).min(next.right - next.left);
    line.is_alike(next) && drop > 0.2 * line.size && drop < APART * line.size && shared >= 0.5 * shorter
}

fn edges(block: &[Line]) -> Column {
    let mut drops: Vec<f64> = block.windows(2).map(|pair| pair[0].base - pair[1].base).collect();
    drops.sort_by(f64::total_cmp);
    Column {
        left: block.iter().map(|line| line.left).fold(f64::INFINITY, f64::min),
        right: block.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max),
        // between paragraphs it is more, and there may be as many of those gaps; of two or three lines none can be told to be
        // usual
        leading: match drops.get(drops.len() / 4) {
            Some(usual) if block.len() >= COLUMN => *usual,
            _ => block.first().map_or(0.0, |line| 1.4 * line.size),
        },
        lines: block.len(),
    }
}
