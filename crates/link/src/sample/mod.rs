//! Draws of whole partitions of the records into persons, from the posterior that the pair weights imply.
//!
//! Inside a connected component of the links, the probability of a partition is proportional to the product, over all
//! pairs that it puts together, of their odds of being one person (2 to the weight); pairs that no rule proposed are
//! weighed too. Components are independent. Those of few records are enumerated; in the others a chain of Gibbs steps
//! for single records and of split and merge steps (Dahl 2005, sequentially allocated) walks over the partitions. What
//! reviewers judged, and lists without duplicates, hold in every draw.

mod beside;
mod chain;
mod component;
mod exact;

use crate::engine::Engine;
use crate::linkage::Link;
use chain::Chain;
use component::{Component, components};
use exact::Table;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use tizim_model::PersonIx;

/// One partition of all records into persons; persons are numbered in the order of their first records.
pub type Partition = Vec<PersonIx>;

/// Components of up to this many nodes are enumerated: there are 877 partitions of seven.
const MOST_ENUMERATED: usize = 7;

/// Draws of partitions; an iterator.
///
/// The same for the same linkage, number and seed, whatever the number of threads.
#[derive(Debug)]
pub struct Draws {
    /// For each record the first of the records it is with in all draws.
    fixed: Vec<u32>,
    parts: Vec<Part>,
    left: usize,
}

/// A component with its way to draw and its own generator.
#[derive(Debug)]
struct Part {
    component: Component,
    way: Way,
    generator: ChaCha8Rng,
}

#[derive(Debug)]
enum Way {
    Exact(Table),
    Chain(Box<Chain>),
}

impl Draws {
    pub(crate) fn new(engine: &Engine, links: &[Link], person_of: &[PersonIx], n: usize, seed: u64) -> Self {
        let fixed: Vec<u32> = (0..person_of.len() as u32).collect();
        let parts = components(engine, links, person_of)
            .into_par_iter()
            .enumerate()
            .map(|(stream, component)| {
                let mut generator = ChaCha8Rng::seed_from_u64(seed);
                generator.set_stream(stream as u64);
                let way = match component.len() <= MOST_ENUMERATED {
                    true => Way::Exact(Table::new(&component.weights)),
                    false => Way::Chain(Box::new(Chain::new(
                        component.weights.clone(),
                        &component.start,
                        &mut generator,
                    ))),
                };
                Part { component, way, generator }
            })
            .collect();
        Self { fixed, parts, left: n }
    }
}

impl Iterator for Draws {
    type Item = Partition;

    fn next(&mut self) -> Option<Partition> {
        self.left = self.left.checked_sub(1)?;
        let drawn: Vec<Vec<usize>> = self
            .parts
            .par_iter_mut()
            .with_min_len(256)
            .map(|part| match &mut part.way {
                Way::Exact(table) => table.draw(&mut part.generator).to_vec(),
                Way::Chain(chain) => chain.draw(&mut part.generator),
            })
            .collect();
        let mut first_of = self.fixed.clone();
        for (part, groups) in self.parts.iter().zip(&drawn) {
            let mut first = vec![u32::MAX; part.component.len()];
            for (node, group) in groups.iter().enumerate() {
                let least = part.component.records[node].iter().copied().min().unwrap_or(u32::MAX);
                first[*group] = first[*group].min(least);
            }
            for (node, group) in groups.iter().enumerate() {
                for record in &part.component.records[node] {
                    first_of[*record as usize] = first[*group];
                }
            }
        }
        Some(number(&first_of))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Draws {}

/// Numbers persons in the order of their first records.
fn number(first_of: &[u32]) -> Partition {
    let mut number = vec![u32::MAX; first_of.len()];
    let mut next = 0;
    first_of
        .iter()
        .map(|first| {
            let person = &mut number[*first as usize];
            if *person == u32::MAX {
                *person = next;
                next += 1;
            }
            PersonIx(*person)
        })
        .collect()
}
