//! Chains side by side until they agree.

use std::sync::Arc;

use rayon::prelude::*;

use super::atlas::Atlas;
use super::chain::Chain;
use super::kernel::{Cells, Point, Prior};
use crate::convergence::{Convergence, convergence};
use crate::options::LcmOptions;
use crate::stream::stream;
use crate::summary::quantile;

/// What the chains found.
#[derive(Debug)]
pub(crate) struct Draws {
    /// The number unseen, one vector a chain, warm-up left out.
    pub(crate) unseen: Vec<Vec<f64>>,
    /// Points, thinned, of all chains.
    pub(crate) points: Vec<Point>,
    pub(crate) convergence: Convergence,
    /// Sweeps a chain, warm-up and what was thrown away included.
    pub(crate) sweeps: usize,
    pub(crate) warm_up: usize,
    pub(crate) temperatures: usize,
    pub(crate) swap_rate: Option<f64>,
    pub(crate) jump_rate: Option<f64>,
}

/// Chains that warm up for each that goes on, where lists are too many for a ladder: jumps know only modes that were met.
const STARTS: usize = 3;
/// Sweeps of the first warm-up.
pub(super) const WARM_UP: usize = 800;
/// Sweeps under a further prior: to settle, and recorded.
const AGAIN: (usize, usize) = (200, 600);
/// Sweeps recorded before the first look.
const FIRST: usize = 1_000;
/// Chains that disagree by more than this at a look are tempered at once.
const APART: f64 = 1.1;
/// Sweeps recorded without tempering at most.
const PLAIN: usize = 8_000;
/// More lists than this are not tempered: a ladder would need too many levels.
pub(super) const WIDEST: usize = 8;
/// Sweeps in which a ladder is tuned.
pub(super) const LADDER: usize = 1_600;

/// Sweeps of a ladder after which chains that are still far apart learn an atlas from all places met and jump after it.
const LEARN: usize = 4_000;
/// Chains that disagree by more than this are far apart; jumping ones learn a new atlas then, so many times.
const LEARN_AGAIN: (f64, usize) = (1.05, 2);
/// Leading classes that move in a jump: of each atlas.
const LEADING: [usize; 2] = [3, 5];
/// Jumping chains that do not agree yet may take this many times the sweeps asked for on top.
const JUMPING: usize = 2;
/// Cost of a sweep with jumps, in sweeps without.
const JUMP_COST: f64 = 4.0;

/// Runs chains, looks at R-hat and effective draws at doubling lengths, and stops when they suffice or the sweeps are
/// spent. Chains that do not agree are tempered; where that is not enough either, the places met are learned and the
/// chains jump between them. The number of sweeps depends on the draws only, never on the clock.
pub(crate) fn sample(
    cells: &Cells,
    options: &LcmOptions,
    seed: u64,
    progress: &(dyn Fn(f64) + Sync),
) -> Draws {
    settled(cells, options, seed, progress).1
}

/// Draws under each of several priors of capture: chains run as in [`sample`] under the first and go on from there, with
/// their ladders and steps, under the others; the warm-up, most of a short run, is paid once. R-hat tells of each.
pub(crate) fn sample_under(
    cells: &Cells,
    options: &LcmOptions,
    seed: u64,
    captures: &[(f64, f64)],
) -> Vec<Draws> {
    let Some((&first, others)) = captures.split_first() else { return Vec::new() };
    let own = LcmOptions { capture: first, ..options.clone() };
    let (mut chains, found) = settled(cells, &own, seed, &|_| ());
    let mut all = vec![found];
    for &capture in others {
        let prior = Prior { capture, concentration: options.concentration };
        chains.par_iter_mut().for_each(|chain| {
            chain.under(prior);
            chain.settle(AGAIN.0);
            chain.run(AGAIN.1, 10);
        });
        let traces: Vec<Vec<f64>> = chains.iter().map(|chain| chain.unseen.clone()).collect();
        let found = convergence(&traces);
        all.push(collected(&mut chains, traces, found, AGAIN.0 + AGAIN.1, AGAIN.0));
    }
    all
}

fn settled<'a>(
    cells: &'a Cells,
    options: &LcmOptions,
    seed: u64,
    progress: &(dyn Fn(f64) + Sync),
) -> (Vec<Chain<'a>>, Draws) {
    let prior = Prior { capture: options.capture, concentration: options.concentration };
    let starts = if cells.lists > WIDEST { STARTS * options.chains } else { options.chains };
    let mut chains: Vec<Chain<'_>> =
        (0..starts as u64).map(|number| Chain::new(cells, prior, options.classes, seed, number)).collect();
    // starts of two kinds, so that modes with few and with many classes are both looked for
    chains.par_iter_mut().enumerate().for_each(|(at, chain)| chain.warm_up(WARM_UP, at % 2 == 0));
    let mut chains = far_between(chains, options.chains);
    let count = cells.counts.len() as f64;
    // what is left of the work, in sweeps of as many levels as a chain has now
    let mut budget = ((options.max_work / count) as usize).max(2 * WARM_UP).min(options.max_sweeps);
    let (mut spent, mut warm_up, mut recorded) = (WARM_UP, WARM_UP, 0);
    let mut next = FIRST;
    // places of all chains, and how often an atlas was learned from them
    let mut met: Vec<Point> = Vec::new();
    let mut learned = 0;
    loop {
        let more = next.min(budget.saturating_sub(spent)).max(100);
        chains.par_iter_mut().for_each(|chain| chain.run(more, 10));
        recorded += more;
        spent += more;
        let traces: Vec<Vec<f64>> = chains.iter().map(|chain| chain.unseen.clone()).collect();
        let found = convergence(&traces);
        progress((spent as f64 / budget as f64).min(1.0));
        let agree = found.r_hat <= options.r_hat && found.ess_bulk.min(found.ess_tail) >= options.ess;
        let enough = agree && limits_error(&traces, found.ess_tail, cells.n) <= options.precision;
        let temperatures = chains[0].temperatures();
        if enough || spent >= budget || (agree && spent >= options.max_sweeps) {
            let draws = collected(&mut chains, traces, found, spent, warm_up);
            return (chains, draws);
        }
        next = recorded;
        if agree {
            continue;
        }
        let narrow = cells.lists <= WIDEST;
        let left = (budget - spent) as f64;
        let work = options.max_work / count;
        let plain = temperatures == 1 && learned == 0;
        // a ladder for many lists would need too many levels; there chains that met different places jump at once
        let far_apart = found.r_hat > LEARN_AGAIN.0;
        let may_learn = temperatures > 1 || (!narrow && plain);
        if narrow && plain && (found.r_hat > APART || recorded >= PLAIN) {
            met.extend(chains.iter_mut().flat_map(|chain| std::mem::take(&mut chain.kept)));
            chains.par_iter_mut().for_each(|chain| chain.temper(LADDER));
            spent += LADDER;
            let levels = chains.iter().map(Chain::temperatures).max().unwrap_or(1) as f64;
            budget = spent + ((work / levels).min(left) as usize).max(FIRST);
            (warm_up, recorded, next) = (spent, 0, 2 * FIRST);
        } else if far_apart && ((may_learn && recorded >= LEARN) || (learned > 0 && learned <= LEARN_AGAIN.1))
        {
            met.extend(chains.iter_mut().flat_map(|chain| std::mem::take(&mut chain.kept)));
            let atlases = learn(&met, cells.lists, options.classes, seed, learned);
            chains.par_iter_mut().for_each(|chain| chain.jump(atlases.clone()));
            learned += 1;
            let most = (1 + JUMPING) * options.max_sweeps;
            budget = (spent + (work / JUMP_COST) as usize).min(most).max(spent + FIRST);
            (warm_up, recorded) = (spent, 0);
        }
    }
}

/// `count` of `chains`, from those with the fewest unseen to those with the most: starts that lie further apart than the
/// posterior let R-hat see modes that four chains might all miss (Gelman and Rubin 1992).
fn far_between(chains: Vec<Chain<'_>>, count: usize) -> Vec<Chain<'_>> {
    if chains.len() == count {
        return chains;
    }
    let mut by_unseen: Vec<(f64, Chain<'_>)> =
        chains.into_iter().map(|mut chain| (chain.odds_of_being_missed(), chain)).collect();
    by_unseen.sort_by(|a, b| a.0.total_cmp(&b.0));
    let last = by_unseen.len() - 1;
    let kept: Vec<usize> = (0..count).map(|at| at * last / (count - 1).max(1)).collect();
    by_unseen
        .into_iter()
        .enumerate()
        .filter(|(at, _)| kept.contains(at))
        .map(|(_, (_, chain))| chain)
        .collect()
}

/// What the chains recorded.
fn collected(
    chains: &mut [Chain<'_>],
    unseen: Vec<Vec<f64>>,
    convergence: Convergence,
    sweeps: usize,
    warm_up: usize,
) -> Draws {
    let temperatures = chains[0].temperatures();
    let rate = chains.iter().map(Chain::swap_rate).sum::<f64>() / chains.len() as f64;
    Draws {
        unseen,
        points: chains.iter_mut().flat_map(|chain| std::mem::take(&mut chain.kept)).collect(),
        convergence,
        sweeps,
        warm_up,
        temperatures,
        swap_rate: (temperatures > 1).then_some(rate),
        jump_rate: chains[0].jump_rate(),
    }
}

/// Atlases of the places met, for few and for more leading classes.
fn learn(met: &[Point], lists: usize, classes: usize, seed: u64, time: usize) -> Arc<[Atlas]> {
    let mut leading = LEADING.map(|leading| leading.min(classes - 1)).to_vec();
    leading.dedup();
    let fitted: Vec<Option<Atlas>> = leading
        .into_par_iter()
        .map(|leading| {
            let mut rng = stream(seed, 24, (time * classes + leading) as u64);
            Atlas::fit(met, lists, leading, &mut rng)
        })
        .collect();
    fitted.into_iter().flatten().collect()
}

/// The larger Monte Carlo error of the 2.5 % and 97.5 % points of N, as a share of the point: half the distance between
/// the quantiles one standard error of the share to either side (Vehtari et al. 2021, section 4.4).
fn limits_error(traces: &[Vec<f64>], ess: f64, n: f64) -> f64 {
    let mut sorted: Vec<f64> = traces.iter().flatten().map(|n0| n + n0).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    [0.025, 0.975]
        .into_iter()
        .map(|p: f64| {
            let error = (p * (1.0 - p) / ess.max(1.0)).sqrt();
            let [low, high] = [p - error, p + error].map(|share| quantile(&sorted, share));
            (high - low) / (2.0 * quantile(&sorted, p))
        })
        .fold(0.0, f64::max)
}
