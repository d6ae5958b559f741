//! Latent classes on many tables that differ by little, as the draws of a linkage do: chains walk from table to table.
//!
//! A chain that has settled on one table is nearly settled on the next, so the long warm-up is paid once. Tables are
//! walked in the order of their people, so that each step is small; what a chain lags behind is a few tables of many.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::chain::Chain;
use super::kernel::{Cells, Point, Prior};
use super::outcome;
use super::sampler::{Draws, LADDER, WARM_UP, WIDEST};
use crate::convergence::{Convergence, convergence};
use crate::options::Options;
use crate::result::Outcome;
use crate::table::CaptureTable;

/// Sweeps that a chain records in one walk over all tables, and that a ladder does; each table gets its part.
const WALK: usize = 8_000;
const LADDER_WALK: usize = 4_000;
/// Sweeps recorded on a table at least.
const LEAST: usize = 20;
/// Walks at most.
const WALKS: usize = 5;

/// The posterior of N on each of `tables`, in their order.
pub(crate) fn estimate_series(
    tables: &[&CaptureTable],
    options: &Options,
    progress: &(dyn Fn(f64) + Sync),
) -> Vec<Outcome> {
    if tables.is_empty() {
        return Vec::new();
    }
    let mut order: Vec<usize> = (0..tables.len()).collect();
    order.sort_by_key(|&t| (tables[t].lists(), tables[t].n(), t));
    let cells: Vec<Cells> = order.iter().map(|&t| Cells::new(tables[t], options.lcm.population)).collect();
    let alike: Vec<bool> = (0..order.len())
        .map(|at| at > 0 && tables[order[at]].lists() == tables[order[at - 1]].lists())
        .collect();
    let series = Series { cells: &cells, alike: &alike, options };
    let (parts, found) = series.run(progress);
    let mut outcomes: Vec<(usize, Outcome)> = parts
        .into_par_iter()
        .zip(&cells)
        .zip(&order)
        .map(|((part, cells), &t)| (t, outcome(tables[t], cells, part.draws(&found), options)))
        .collect();
    outcomes.sort_by_key(|&(t, _)| t);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

struct Series<'a> {
    cells: &'a [Cells],
    /// Whether a table has the lists of the one before it.
    alike: &'a [bool],
    options: &'a Options,
}

/// What the chains recorded on one table.
#[derive(Debug, Default)]
struct Part {
    unseen: Vec<Vec<f64>>,
    points: Vec<Point>,
}

/// What is told of all chains together.
struct Found {
    convergence: Convergence,
    sweeps: usize,
    warm_up: usize,
    temperatures: usize,
    swap_rate: Option<f64>,
}

impl Part {
    fn draws(self, found: &Found) -> Draws {
        Draws {
            unseen: self.unseen,
            points: self.points,
            convergence: found.convergence,
            sweeps: found.sweeps,
            warm_up: found.warm_up,
            temperatures: found.temperatures,
            swap_rate: found.swap_rate,
            jump_rate: None,
        }
    }
}

/// A chain on its way, and what it recorded on each table.
struct Walker<'a> {
    chain: Chain<'a>,
    at: usize,
    unseen: Vec<Vec<f64>>,
    points: Vec<Point>,
    point_of: Vec<usize>,
}

impl<'a> Series<'a> {
    fn run(&self, progress: &(dyn Fn(f64) + Sync)) -> (Vec<Part>, Found) {
        let lcm = &self.options.lcm;
        let count = self.cells.len();
        let widest = self.cells.iter().map(|cells| cells.counts.len()).max().unwrap_or(1) as f64;
        // a ladder pays for its levels with fewer sweeps only where tables are wide
        let most =
            |levels: usize| ((lcm.max_work / widest) as usize / levels).min(lcm.max_sweeps).max(2 * WARM_UP);
        let done = AtomicUsize::new(0);
        let tell = || {
            let steps = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress((steps as f64 / (WALKS * count * lcm.chains) as f64).min(0.95));
        };
        let mut walkers: Vec<Walker<'a>> = (0..lcm.chains as u64)
            .into_par_iter()
            .map(|number| Walker {
                chain: self.fresh(0, number),
                at: 0,
                unseen: vec![Vec::new(); count],
                points: Vec::new(),
                point_of: Vec::new(),
            })
            .collect();
        let (mut spent, mut warm_up, mut levels) = (WARM_UP, WARM_UP, 1);
        let mut walk = 0;
        loop {
            let length = if levels > 1 { LADDER_WALK } else { WALK };
            let each = (length.min(most(levels)) / count).max(LEAST);
            walkers = walkers
                .into_par_iter()
                .enumerate()
                .map(|(number, walker)| self.walk(walker, number as u64, each, &tell))
                .collect();
            spent += count * (each + each / 4);
            walk += 1;
            let found = agreement(&walkers);
            let agree = found.r_hat <= lcm.r_hat && found.ess_bulk.min(found.ess_tail) >= lcm.ess;
            if agree || walk == WALKS || spent >= 2 * most(levels) {
                let rate = walkers.iter().map(|w| w.chain.swap_rate()).sum::<f64>() / walkers.len() as f64;
                let swap_rate = (levels > 1).then_some(rate);
                let told =
                    Found { convergence: found, sweeps: spent, warm_up, temperatures: levels, swap_rate };
                return (parts(walkers, count), told);
            }
            // chains that one walk leaves apart would need many more: what is slow on one table is slow on all
            let narrow = self.cells[0].lists <= WIDEST;
            if narrow && levels == 1 && self.alike.iter().skip(1).all(|&alike| alike) {
                walkers.par_iter_mut().for_each(|walker| {
                    walker.chain.temper(LADDER);
                    walker.forget();
                });
                levels = walkers.iter().map(|w| w.chain.temperatures()).max().unwrap_or(1);
                spent += LADDER;
                warm_up = spent;
            }
        }
    }

    /// A chain that is warm on table `at`.
    fn fresh(&self, at: usize, number: u64) -> Chain<'a> {
        let lcm = &self.options.lcm;
        let prior = Prior { capture: lcm.capture, concentration: lcm.concentration };
        let mut chain = Chain::new(&self.cells[at], prior, lcm.classes, self.options.seed, number);
        chain.warm_up(WARM_UP, number.is_multiple_of(2));
        chain
    }

    /// From the table where the walker is to the other end.
    fn walk(&self, walker: Walker<'a>, number: u64, each: usize, tell: &(dyn Fn() + Sync)) -> Walker<'a> {
        let count = self.cells.len();
        let Walker { mut chain, at, mut unseen, mut points, mut point_of } = walker;
        let forth = at == 0;
        let mut here = at;
        for step in 0..count {
            let next = if forth { step } else { count - 1 - step };
            if next != here {
                chain = if self.alike[next.max(here)] {
                    chain.onto(&self.cells[next])
                } else {
                    self.fresh(next, number)
                };
                here = next;
            }
            chain.settle(each / 4);
            chain.run(each, 10);
            unseen[here].append(&mut chain.unseen);
            point_of.extend(std::iter::repeat_n(here, chain.kept.len()));
            points.append(&mut chain.kept);
            tell();
        }
        Walker { chain, at: here, unseen, points, point_of }
    }
}

impl Walker<'_> {
    fn forget(&mut self) {
        self.unseen.iter_mut().for_each(Vec::clear);
        self.points.clear();
        self.point_of.clear();
    }
}

/// Whether the chains agree: on `log(1 + n0)` less its mean on each table, so that what tables differ by is no doubt of
/// the chains.
fn agreement(walkers: &[Walker<'_>]) -> Convergence {
    let count = walkers.first().map_or(0, |walker| walker.unseen.len());
    let mut traces: Vec<Vec<f64>> = vec![Vec::new(); walkers.len()];
    for table in 0..count {
        let draws = || walkers.iter().flat_map(|walker| &walker.unseen[table]).map(|n0| n0.ln_1p());
        let mean = draws().sum::<f64>() / draws().count().max(1) as f64;
        for (trace, walker) in traces.iter_mut().zip(walkers) {
            trace.extend(walker.unseen[table].iter().map(|n0| n0.ln_1p() - mean));
        }
    }
    convergence(&traces)
}

fn parts(walkers: Vec<Walker<'_>>, count: usize) -> Vec<Part> {
    let mut parts: Vec<Part> = (0..count).map(|_| Part::default()).collect();
    for walker in walkers {
        for (part, unseen) in parts.iter_mut().zip(walker.unseen) {
            part.unseen.push(unseen);
        }
        for (point, table) in walker.points.into_iter().zip(walker.point_of) {
            parts[table].points.push(point);
        }
    }
    parts
}
