//! Chains side by side until they agree.

use rayon::prelude::*;

use super::chain::Chain;
use super::kernel::{Cells, Point, Prior};
use crate::convergence::{Convergence, convergence};
use crate::options::LcmOptions;

/// What the chains found.
#[derive(Debug)]
pub(crate) struct Draws {
    /// The number unseen, one vector a chain, warm-up left out.
    pub(crate) unseen: Vec<Vec<f64>>,
    /// Points, thinned, of all chains.
    pub(crate) points: Vec<Point>,
    pub(crate) convergence: Convergence,
    pub(crate) sweeps: usize,
    pub(crate) warm_up: usize,
    pub(crate) temperatures: usize,
    pub(crate) swap_rate: Option<f64>,
}

/// Sweeps of the first warm-up.
const WARM_UP: usize = 900;
/// Sweeps recorded before the first look.
const FIRST: usize = 1_000;

/// Runs chains, looks at R-hat and effective draws at doubling lengths, and stops when they suffice or the sweeps are
/// spent. The number of sweeps depends on the draws only, never on the clock.
pub(crate) fn sample(
    cells: &Cells,
    options: &LcmOptions,
    seed: u64,
    progress: &(dyn Fn(f64) + Sync),
) -> Draws {
    let prior = Prior { capture: options.capture, concentration: options.concentration };
    let powers = [1.0];
    let budget = options.max_sweeps.max(WARM_UP + FIRST);
    let mut chains: Vec<Chain<'_>> = (0..options.chains as u64)
        .map(|number| Chain::new(cells, prior, options.classes, &powers, seed, number))
        .collect();
    chains.par_iter_mut().for_each(|chain| chain.warm_up(WARM_UP));
    let mut recorded = 0;
    let mut next = FIRST;
    loop {
        let more = next.min(budget - WARM_UP - recorded);
        chains.par_iter_mut().for_each(|chain| chain.run(more, 10));
        recorded += more;
        let traces: Vec<Vec<f64>> = chains.iter().map(|chain| chain.unseen.clone()).collect();
        let found = convergence(&traces);
        progress((recorded + WARM_UP) as f64 / budget as f64);
        let enough = found.r_hat <= options.r_hat && found.ess_bulk.min(found.ess_tail) >= options.ess;
        if enough || recorded + WARM_UP >= budget {
            return Draws {
                unseen: traces,
                points: chains.iter_mut().flat_map(|chain| std::mem::take(&mut chain.kept)).collect(),
                convergence: found,
                sweeps: recorded + WARM_UP,
                warm_up: WARM_UP,
                temperatures: powers.len(),
                swap_rate: None,
            };
        }
        next = recorded;
    }
}
