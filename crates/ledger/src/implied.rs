//! What judgements on other pairs say of a pair: A is B and B is C, so A is C; if C is not D, A is not D.

use crate::{Book, RecordKey, Verdict};
use rustc_hash::{FxHashMap, FxHashSet};

/// The answers that judgements imply, found group by group as they are asked for, so that asking for every pair of a
/// person of a thousand records walks over that person once.
///
/// It holds for the judgements of the book it came from.
#[derive(Debug)]
pub struct Implied<'a> {
    book: &'a Book,
    group_of: FxHashMap<&'a RecordKey, usize>,
    groups: Vec<Group<'a>>,
}

/// The records that are one person by judgements.
#[derive(Debug)]
struct Group<'a> {
    members: Vec<&'a RecordKey>,
    /// Groups that a judgement sets apart from this one, once they were asked for.
    apart: Option<FxHashSet<usize>>,
}

impl Book {
    /// Returns the answers to pairs that the judgements on others imply.
    pub fn implied(&self) -> Implied<'_> {
        Implied { book: self, group_of: FxHashMap::default(), groups: Vec::new() }
    }
}

impl Implied<'_> {
    /// Returns the answer that judgements on other pairs give: the same through others, or different through others.
    pub fn on_pair(&mut self, a: &RecordKey, b: &RecordKey) -> Option<Verdict> {
        let (a, b) = (self.group(a)?, self.group(b)?);
        if a == b {
            return Some(Verdict::Same);
        }
        self.is_apart(a, b).then_some(Verdict::Different)
    }

    /// Returns the group of a record; `None` if nothing was judged of it.
    fn group(&mut self, record: &RecordKey) -> Option<usize> {
        if let Some(known) = self.group_of.get(record) {
            return Some(*known);
        }
        let pair = self.book.beside(record).next()?;
        let number = self.groups.len();
        let mut members = vec![if pair.a == *record { &pair.a } else { &pair.b }];
        self.group_of.insert(members[0], number);
        let mut at = 0;
        while let Some(&here) = members.get(at) {
            for pair in self.book.beside(here).filter(|pair| pair.verdict == Verdict::Same) {
                let next = pair.other(here);
                if self.group_of.insert(next, number).is_none() {
                    members.push(next);
                }
            }
            at += 1;
        }
        self.groups.push(Group { members, apart: None });
        Some(number)
    }

    fn is_apart(&mut self, a: usize, b: usize) -> bool {
        if self.groups[a].apart.is_none() {
            let book = self.book;
            let members = std::mem::take(&mut self.groups[a].members);
            let beside = members.iter().flat_map(|here| book.beside(here).map(move |pair| (*here, pair)));
            let differs = beside.filter(|(_, pair)| pair.verdict == Verdict::Different);
            let apart = differs.filter_map(|(here, pair)| self.group(pair.other(here))).collect();
            self.groups[a] = Group { members, apart: Some(apart) };
        }
        self.groups[a].apart.as_ref().is_some_and(|apart| apart.contains(&b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contradiction::tests::{book, record};

    #[test]
    fn unsure_is_no_answer() {
        let book = book(&[("a", "b", Verdict::Unsure), ("b", "c", Verdict::Same)]);
        assert!(book.contradictions().is_empty());
        assert_eq!(book.implied().on_pair(&record("a"), &record("c")), None);
    }

    #[test]
    fn others_imply_an_answer() {
        let book = book(&[
            ("a", "b", Verdict::Same),
            ("b", "c", Verdict::Same),
            ("d", "e", Verdict::Same),
            ("c", "d", Verdict::Different),
        ]);
        let mut implied = book.implied();
        for (a, b, answer) in [
            ("a", "c", Some(Verdict::Same)),
            ("a", "e", Some(Verdict::Different)),
            ("e", "b", Some(Verdict::Different)),
            ("e", "d", Some(Verdict::Same)),
            ("a", "q", None),
        ] {
            assert_eq!(implied.on_pair(&record(a), &record(b)), answer, "{a} {b}");
        }
    }
}
