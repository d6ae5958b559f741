//! Pairs of records as patterns: the level of each field, four bits a field.
//!
//! A record is compared with many others in one go, field by field, so that what is done for its own value is done once
//! and the values of the others are looked up side by side.

use super::full::Names;
use super::level::{DIFFERENT, category, first, part};
use super::quick::Quick;
use super::{Fields, MISSING, NONE, Values, level_at, level_of_ages};

/// Remembers the levels of pairs of values; of bounded size, so that memory does not grow with the pairs.
pub(crate) struct Memo {
    slots: Vec<(u64, u16)>,
}

const MEMO_BITS: u32 = 16;

impl Memo {
    pub(crate) fn new() -> Self {
        Self { slots: vec![(u64::MAX, 0); 1 << MEMO_BITS] }
    }

    /// Returns a memory for few pairs, cheap to make.
    pub(crate) fn small() -> Self {
        Self { slots: vec![(u64::MAX, 0); 16] }
    }

    #[inline]
    fn level(&mut self, field: usize, a: u32, b: u32, compute: impl FnOnce(&mut Memo) -> u8) -> u8 {
        let key = u64::from(a) << 32 | u64::from(b);
        let hash = (key ^ (field as u64) << 27).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let place = (hash >> 32) as usize & (self.slots.len() - 1);
        let slot = self.slots[place];
        if slot.0 == key && slot.1 >> 8 == field as u16 {
            return slot.1 as u8;
        }
        let level = compute(self);
        self.slots[place] = (key, (field as u16) << 8 | u16::from(level));
        level
    }
}

impl Fields {
    /// Returns the pattern of two records: four bits a field with its level, 0 where a value is missing.
    pub(crate) fn pattern(&self, a: u32, b: u32, memo: &mut Memo) -> u64 {
        let mut pattern = [0];
        self.patterns(a, &[b], memo, &mut pattern);
        pattern[0]
    }

    /// Sets `patterns` to those of one record with each of some others.
    pub(crate) fn patterns(&self, a: u32, others: &[u32], memo: &mut Memo, patterns: &mut [u64]) {
        patterns.fill(0);
        let row = self.row(a);
        for (position, value) in row.iter().enumerate().filter(|(_, value)| **value != NONE) {
            self.add_levels(position, *value, others, memo, patterns);
        }
        for (pattern, b) in patterns.iter_mut().zip(others) {
            *pattern = self.without_told(*pattern);
            if let Some((given, family)) = self.swappable {
                *pattern = self.with_exchange(*pattern, given, family, row, self.row(*b), memo);
            }
        }
    }

    /// Adds to the patterns the levels of one field: those of a value with the values of some records.
    fn add_levels(&self, position: usize, value: u32, others: &[u32], memo: &mut Memo, patterns: &mut [u64]) {
        let field = &self.fields[position];
        let at = value as usize;
        let own = field.own_level[at];
        // the lesser first, so that two values are remembered once
        let mut remembered = |other: u32| {
            let (x, y) = (value.min(other), value.max(other));
            memo.level(position, x, y, |_| field.values.level(x, y))
        };
        match &field.values {
            Values::Firsts(names) => {
                let both = self.fields[position + 1].own_level[at] << 4 | own;
                self.each_level(position, value, both, others, patterns, |other| {
                    self.levels_of_names(names, position, value, other, memo)
                });
            }
            // they come with the first words
            Values::Rests(_) => {}
            Values::Parts(_) | Values::Texts(_) | Values::Places(_) => {
                let (quick, needed) = (&field.quick, field.values.needed());
                self.each_level(position, value, own, others, patterns, |other| {
                    match quick[at].is_surely_different(&quick[other as usize], needed) {
                        true => DIFFERENT,
                        false => remembered(other),
                    }
                });
            }
            Values::Codes(_) => self.each_level(position, value, own, others, patterns, remembered),
            Values::Dates(dates) => self.each_level(position, value, own, others, patterns, |other| {
                dates[at].level(&dates[other as usize])
            }),
            Values::Categories(_) => {
                self.each_level(position, value, own, others, patterns, |_| category::DIFFERENT)
            }
            Values::Ages(ages) => self.each_level(position, value, own, others, patterns, |other| {
                level_of_ages(ages[at], ages[other as usize])
            }),
            Values::Points(_) | Values::Numbers { .. } => {
                self.each_level(position, value, own, others, patterns, |other| {
                    field.values.level(value, other)
                })
            }
        }
    }

    /// Adds the levels of a value with the known values of some records: `own` with itself, else as `level` says.
    #[inline]
    fn each_level(
        &self,
        position: usize,
        value: u32,
        own: u8,
        others: &[u32],
        patterns: &mut [u64],
        mut level: impl FnMut(u32) -> u8,
    ) {
        let width = self.fields.len();
        for (pattern, record) in patterns.iter_mut().zip(others) {
            let other = self.rows[*record as usize * width + position];
            if other != NONE {
                let level = if other == value { own } else { level(other) };
                *pattern |= u64::from(level) << (4 * position);
            }
        }
    }

    /// Returns the level of the first words of two whole names, and that of their other words in the upper four bits.
    fn levels_of_names(&self, names: &Names, position: usize, x: u32, y: u32, memo: &mut Memo) -> u8 {
        let (x, y) = (x.min(y), x.max(y));
        let words = self.fields.len() + 1;
        memo.level(position, x, y, |memo| {
            names.levels(x, y, &mut |a, b| {
                memo.level(words, a.min(b), a.max(b), |_| names.likeness(a.min(b), a.max(b)))
            })
        })
    }

    /// Returns a pattern without the fields that others in it have told already.
    pub(crate) fn without_told(&self, mut pattern: u64) -> u64 {
        if let Some((birth, age)) = self.birth_and_age
            && level_at(pattern, birth) != MISSING
        {
            pattern &= !(15 << (4 * age));
        }
        if let Some((given, sex)) = self.given_and_sex
            && level_at(pattern, sex) == category::SAME
            && self.is_agreement_of_given_names(given, level_at(pattern, given))
        {
            pattern &= !(15 << (4 * sex));
        }
        pattern
    }

    fn is_agreement_of_given_names(&self, given: usize, level: u8) -> bool {
        match self.fields[given].values {
            Values::Parts(_) => level >= part::CONTAINED,
            Values::Firsts(_) => level >= first::ALIKE,
            _ => false,
        }
    }

    /// Looks whether given and family name are exchanged, where neither is alike as they stand.
    ///
    /// All of the evidence then stands at the given name; the family name becomes neutral.
    fn with_exchange(
        &self,
        pattern: u64,
        given: usize,
        family: usize,
        row_a: &[u32],
        row_b: &[u32],
        memo: &mut Memo,
    ) -> u64 {
        let unlike = |level: u8| level == part::DIFFERENT || level == part::LOOSE || level == part::INITIAL;
        if !unlike(level_at(pattern, given)) || !unlike(level_at(pattern, family)) {
            return pattern;
        }
        let (givens, families) = (&self.fields[given], &self.fields[family]);
        let (Values::Parts(given_parts), Values::Parts(family_parts)) = (&givens.values, &families.values)
        else {
            return pattern;
        };
        let mut crossed = |given_code: u32, family_code: u32| {
            let (x, y) = (given_code as usize, family_code as usize);
            let quick: (&Quick, &Quick) = (&givens.quick[x], &families.quick[y]);
            match quick.0.is_surely_different(quick.1, givens.values.needed()) {
                true => DIFFERENT,
                false => memo.level(self.fields.len(), given_code, family_code, |_| {
                    given_parts[x].level(&family_parts[y])
                }),
            }
        };
        if crossed(row_a[given], row_b[family]) < part::SIMILAR
            || crossed(row_b[given], row_a[family]) < part::SIMILAR
        {
            return pattern;
        }
        let cleared = pattern & !(15 << (4 * given)) & !(15 << (4 * family));
        cleared | u64::from(part::SWAPPED) << (4 * given)
    }
}
