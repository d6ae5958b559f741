//! What it costs to turn the sounds of one token into those of another.
//!
//! The score of a pair of sounds is a log-odds: how much more often the two meet when the same name is spelled twice than by
//! chance, ln p(x,y) / (p(x) p(y)) (Ristad and Yianilos 1998, with a table for each pair of script classes). The score of two
//! tokens is the best alignment of their sounds (Needleman and Wunsch 1970, with swaps of neighbours); the similarity is that
//! score over the best one either token could reach.

use std::sync::OnceLock;

use crate::fold::{CLASSES, Class, MAX_SOUNDS};
use crate::name::Token;
use crate::sound;

/// Scores are kept as integers, so many to one natural log-odds.
pub(crate) const UNIT: f64 = 16.0;
/// A table has room for this many sounds a side.
pub(crate) const WIDTH: usize = 64;
/// Where in a token a sound is left out: at the start, inside, at the end.
pub(crate) const PLACES: usize = 3;
/// What a swap of two neighbouring sounds costs, in score units.
const SWAP: i16 = 24;
/// Twice as many consonants may differ as there are in all and so many more before two tokens are far apart.
const SLACK: u32 = 2;

/// The scores for an ordered pair of script classes.
#[derive(Clone)]
pub(crate) struct Table {
    /// Score of sound `x` of the first class against `y` of the second, at `x * WIDTH + y`.
    pub(crate) pair: Vec<i8>,
    /// Score of a sound of the first class that meets nothing, at `place * WIDTH + x`.
    pub(crate) gap: Vec<i8>,
    /// The best score a sound of the first class can reach.
    pub(crate) best: [i8; WIDTH],
}

impl Table {
    pub(crate) fn new(pair: Vec<i8>, gap: Vec<i8>) -> Table {
        let mut best = [0_i8; WIDTH];
        for (top, row) in best.iter_mut().zip(pair.chunks(WIDTH)) {
            *top = row[1..sound::COUNT].iter().copied().max().unwrap_or(0);
        }
        Table { pair, gap, best }
    }

    /// The scores of a sound of the first class against all of the second.
    fn row(&self, x: u8) -> &[i8; WIDTH] {
        self.pair[x as usize * WIDTH..]
            .first_chunk()
            .expect("a sound is below WIDTH and the table has WIDTH rows")
    }

    fn gap_at(&self, x: u8, at: usize, len: usize) -> i16 {
        i16::from(self.gap[place(at, len) * WIDTH + x as usize])
    }
}

/// The scores for all ordered pairs of classes.
#[derive(Clone)]
pub(crate) struct Costs {
    pub(crate) tables: Vec<Table>,
}

impl Costs {
    /// The table for sounds of class `a` against those of class `b`.
    pub(crate) fn table(&self, a: Class, b: Class) -> &Table {
        &self.tables[a as usize * CLASSES + b as usize]
    }

    /// The tables that the crate ships.
    pub(crate) fn shipped() -> &'static Costs {
        static SHIPPED: OnceLock<Costs> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            Costs::from_bytes(include_bytes!("../data/costs.bin"))
                .expect("the shipped table is whole, a test reads it")
        })
    }

    /// Reads tables as [`Costs::to_bytes`] writes them; `None` when the length is not that of whole tables.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Costs> {
        let one = PLACES * sound::COUNT + sound::COUNT * sound::COUNT;
        if bytes.len() != CLASSES * CLASSES * one {
            return None;
        }
        let table = |bytes: &[u8]| {
            let (mut gap, mut pair) = (vec![0_i8; PLACES * WIDTH], vec![0_i8; WIDTH * WIDTH]);
            for (rows, flat) in
                [(&mut gap, &bytes[..PLACES * sound::COUNT]), (&mut pair, &bytes[PLACES * sound::COUNT..])]
            {
                for (row, from) in rows.chunks_mut(WIDTH).zip(flat.chunks(sound::COUNT)) {
                    row.iter_mut().zip(from).for_each(|(to, &byte)| *to = byte as i8);
                }
            }
            Table::new(pair, gap)
        };
        Some(Costs { tables: bytes.chunks(one).map(table).collect() })
    }

    /// Writes the tables: for each ordered pair of classes the gaps, then the pairs, a byte each.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for table in &self.tables {
            for row in table.gap.chunks(WIDTH).chain(table.pair.chunks(WIDTH).take(sound::COUNT)) {
                bytes.extend(row[..sound::COUNT].iter().map(|&score| score as u8));
            }
        }
        bytes
    }

    /// Scores from the likeness of sounds alone.
    pub(crate) fn by_ear() -> Costs {
        let mut pair = vec![0_i8; WIDTH * WIDTH];
        let mut gap = vec![0_i8; PLACES * WIDTH];
        for x in 1..sound::COUNT {
            let weak = sound::is_vowel(x as u8);
            for y in 1..sound::COUNT {
                let likeness = sound::likeness(x as u8, y as u8);
                let top = if weak && sound::is_vowel(y as u8) { 1.5 } else { 2.8 };
                pair[x * WIDTH + y] = ((likeness * (top + 3.0) - 3.0) * UNIT) as i8;
            }
            for place in 0..PLACES {
                gap[place * WIDTH + x] = (if weak { -0.8 } else { -2.0 } * UNIT) as i8;
            }
        }
        let table = || Table::new(pair.clone(), gap.clone());
        Costs { tables: (0..CLASSES * CLASSES).map(|_| table()).collect() }
    }
}

/// The score of the best alignment of two runs of sounds; at most `MAX_SOUNDS` of each are read.
pub(crate) fn align_score(a: &[u8], b: &[u8], forth: &Table, back: &Table) -> i16 {
    let (a, b) = (&a[..a.len().min(MAX_SOUNDS)], &b[..b.len().min(MAX_SOUNDS)]);
    if may_swap(a, b) {
        align_rows::<true>(a, b, forth, back)
    } else {
        align_rows::<false>(a, b, forth, back)
    }
}

/// Whether two neighbouring sounds of one run may stand in the other the other way round (never misses one).
fn may_swap(a: &[u8], b: &[u8]) -> bool {
    let bit = |first: u8, second: u8| 1_u64 << (first.wrapping_mul(7).wrapping_add(second) % 64);
    let seen = b.windows(2).fold(0_u64, |seen, pair| seen | bit(pair[0], pair[1]));
    a.windows(2).any(|pair| seen & bit(pair[1], pair[0]) != 0)
}

/// One row of the table at a time, in place; `SWAPS` keeps the row above it as well.
fn align_rows<const SWAPS: bool>(a: &[u8], b: &[u8], forth: &Table, back: &Table) -> i16 {
    let columns = b.len();
    let mut gap_b = [0_i16; MAX_SOUNDS];
    let mut before = [0_i16; MAX_SOUNDS + 1];
    let mut row = [0_i16; MAX_SOUNDS + 1];
    for (j, &y) in b.iter().enumerate() {
        gap_b[j] = back.gap_at(y, j, columns);
        row[j + 1] = row[j] + gap_b[j];
    }
    let mut last_x = sound::NONE;
    for (i, &x) in a.iter().enumerate() {
        let gap_x = forth.gap_at(x, i, a.len());
        let scores = forth.row(x);
        let mut diagonal = row[0];
        let mut left = row[0] + gap_x;
        let (mut two_back, mut one_back) = (0, std::mem::replace(&mut before[0], diagonal));
        let mut last_y = sound::NONE;
        row[0] = left;
        for (((&y, &gap_y), cell), old) in b.iter().zip(&gap_b).zip(&mut row[1..]).zip(&mut before[1..]) {
            let up = *cell;
            // what does not wait for the cell to the left comes first
            let mut best = (diagonal + i16::from(scores[y as usize % WIDTH])).max(up + gap_x);
            if SWAPS {
                if x == last_y && y == last_x && x != y {
                    let swapped =
                        i16::from(scores[x as usize % WIDTH]) + i16::from(forth.row(y)[y as usize % WIDTH]);
                    best = best.max(two_back + swapped - SWAP);
                }
                // `before` holds the row two above, and takes the one that is overwritten
                two_back = std::mem::replace(&mut one_back, std::mem::replace(old, up));
                last_y = y;
            }
            diagonal = up;
            left = best.max(left + gap_y);
            *cell = left;
        }
        last_x = x;
    }
    row[columns]
}

/// Which third of the gap table a position reads.
pub(crate) fn place(at: usize, len: usize) -> usize {
    if at == 0 {
        0
    } else if at + 1 == len {
        2
    } else {
        1
    }
}

/// The best score the sounds could reach against the other class.
pub(crate) fn best_score(codes: &[u8], table: &Table) -> i16 {
    codes.iter().map(|&code| i16::from(table.best[code as usize])).sum()
}

/// Similarity of two runs of sounds (at most 1, below 0 when further apart than chance) and their evidence in natural log-odds.
pub(crate) fn run_pair(a: &[u8], class_a: Class, b: &[u8], class_b: Class, costs: &Costs) -> (f32, f32) {
    // one order of the classes, so that the answer does not depend on which comes first
    let ((a, class_a), (b, class_b)) =
        if class_a <= class_b { ((a, class_a), (b, class_b)) } else { ((b, class_b), (a, class_a)) };
    let (forth, back) = (costs.table(class_a, class_b), costs.table(class_b, class_a));
    let score = f32::from(align_score(a, b, forth, back));
    let reach = f32::from(best_score(a, forth) + best_score(b, back));
    let similarity = if a == b {
        1.0
    } else if reach <= 0.0 {
        0.0
    } else {
        (2.0 * score / reach).min(1.0)
    };
    (similarity, score / UNIT as f32)
}

/// Similarity of two tokens, 0..1, and their evidence; with the endings (`-ов`, `-ұлы`) or, at a small price, without.
pub(crate) fn token_pair(a: &Token, b: &Token, costs: &Costs) -> (f32, f32) {
    let (stem_a, stem_b) = (&a.codes()[..a.stem as usize], &b.codes()[..b.stem as usize]);
    let (ended_a, ended_b) = (stem_a.len() < a.codes().len(), stem_b.len() < b.codes().len());
    // -ұлы and -ович share no sound: two endings may hide one stem, one ending is a small part
    let both_ended = ended_a && ended_b;
    if !both_ended && far_apart(a, b) {
        return (0.0, -2.0);
    }
    let (whole, evidence) = run_pair(a.codes(), a.class, b.codes(), b.class, costs);
    if whole > 0.95 || !(ended_a || ended_b) || (!both_ended && whole < 0.3) {
        return (whole.max(0.0), evidence);
    }
    let (stems, stem_evidence) = run_pair(stem_a, a.class, stem_b, b.class, costs);
    (whole.max(stems - 0.06).max(0.0), evidence.max(stem_evidence))
}

/// Whether two tokens differ so much in consonants or in length that no alignment can be good.
fn far_apart(a: &Token, b: &Token) -> bool {
    let (short, long) = (a.codes().len().min(b.codes().len()), a.codes().len().max(b.codes().len()));
    if a.class == b.class && 2 * short + 1 < long {
        return true;
    }
    let all = sound::hard_count(a.hard) + sound::hard_count(b.hard);
    let differ = all - 2 * sound::hard_in_common(a.hard, b.hard);
    2 * differ > all + SLACK
}

/// The evidence, in natural log-odds, that a run of sounds spells the same name when it meets itself.
pub(crate) fn self_evidence(codes: &[u8], class_a: Class, class_b: Class, costs: &Costs) -> f32 {
    let table = costs.table(class_a.min(class_b), class_a.max(class_b));
    let sum: i16 = codes.iter().map(|&code| i16::from(table.row(code)[code as usize % WIDTH])).sum();
    f32::from(sum) / UNIT as f32
}

/// How many sounds must be put in, left out, exchanged or swapped with a neighbour (Damerau 1964), bit by bit in parallel
/// (Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003).
pub(crate) fn unit_edits(a: &[u8], b: &[u8]) -> f32 {
    debug_assert!(a.len() <= MAX_SOUNDS && b.len() <= MAX_SOUNDS);
    if a.is_empty() || b.is_empty() {
        return a.len().max(b.len()) as f32;
    }
    let mut where_in_a = [0_u32; WIDTH];
    for (at, &x) in a.iter().enumerate() {
        where_in_a[x as usize % WIDTH] |= 1 << at;
    }
    let last = 1_u32 << (a.len() - 1);
    let (mut up, mut down, mut diagonal, mut before) = (u32::MAX, 0_u32, 0_u32, 0_u32);
    let mut distance = a.len() as u32;
    for &y in b {
        let here = where_in_a[y as usize % WIDTH];
        let swapped = ((!diagonal & here) << 1) & before;
        diagonal = (((here & up).wrapping_add(up)) ^ up) | here | down | swapped;
        let right = down | !(diagonal | up);
        let left = diagonal & up;
        distance += u32::from(right & last != 0);
        distance -= u32::from(left & last != 0);
        let right = (right << 1) | 1;
        up = (left << 1) | !(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    distance as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook table, to check the bits against.
    fn unit_edits_by_table(a: &[u8], b: &[u8]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = match (i, j) {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => {
                        let exchanged = d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        let best = exchanged.min(d[i - 1][j] + 1).min(d[i][j - 1] + 1);
                        let swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                        if swap { best.min(d[i - 2][j - 2] + 1) } else { best }
                    }
                };
            }
        }
        d[a.len()][b.len()]
    }

    proptest::proptest! {
        #[test]
        fn bits_count_like_the_table(a in proptest::collection::vec(1_u8..6, 1..24), b in proptest::collection::vec(1_u8..6, 1..24)) {
            proptest::prop_assert_eq!(unit_edits(&a, &b) as usize, unit_edits_by_table(&a, &b));
        }
    }

    #[test]
    fn a_swap_costs_less_than_two_changes() {
        let table = Costs::shipped().table(Class::Latin, Class::Latin);
        let codes = [sound::L, sound::U, sound::K, sound::A, sound::SH];
        let swapped = [sound::L, sound::U, sound::A, sound::K, sound::SH];
        let whole = align_score(&codes, &codes, table, table);
        assert_eq!(align_score(&codes, &swapped, table, table), whole - SWAP);
    }

    #[test]
    fn shipped_tables_are_whole_and_written_as_read() {
        let bytes = include_bytes!("../data/costs.bin");
        assert_eq!(Costs::shipped().to_bytes(), bytes);
        assert!(Costs::from_bytes(&bytes[1..]).is_none());
    }
}
