//! Gradient boosting of oblivious trees on the logistic loss.

use tizim_names::training::{FEATURE_COUNT, GrownForest, TREE_DEPTH, TREE_LEAVES};

/// One training pair.
#[derive(Clone)]
pub(crate) struct Example {
    pub(crate) features: [f32; FEATURE_COUNT],
    pub(crate) same: bool,
    pub(crate) weight: f32,
    /// Pairs of one fold share no person with those of another.
    pub(crate) fold: u8,
    /// The pair, for the list of mistakes.
    pub(crate) text: String,
}

/// How the forest is grown.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growth {
    pub(crate) trees: usize,
    pub(crate) rate: f64,
    /// Ridge on the leaves, in units of the second derivative.
    pub(crate) ridge: f64,
}

/// Most questions a feature may be asked.
const BINS: usize = 32;

/// Grows a forest.
pub(crate) fn grow(examples: &[&Example], growth: Growth, seed: u64) -> GrownForest {
    let edges: Vec<Vec<f32>> = (0..FEATURE_COUNT).map(|feature| edges(examples, feature)).collect();
    let binned: Vec<Vec<u8>> = (0..FEATURE_COUNT)
        .map(|feature| {
            let edges = &edges[feature];
            examples.iter().map(|e| edges.partition_point(|&edge| edge < e.features[feature]) as u8).collect()
        })
        .collect();
    let mut forest = GrownForest::new(0.0);
    let mut odds = vec![0.0_f64; examples.len()];
    let mut state = seed;
    for _ in 0..growth.trees {
        let mut gradient = Vec::with_capacity(examples.len());
        for (example, &odds) in examples.iter().zip(&odds) {
            let p = 1.0 / (1.0 + (-odds).exp());
            let weight = f64::from(example.weight);
            gradient
                .push((weight * (f64::from(u8::from(example.same)) - p), weight * (p * (1.0 - p)).max(1e-6)));
        }
        // a random three quarters of the examples find the questions, all of them fill the leaves
        let sample: Vec<u32> =
            (0..examples.len() as u32).filter(|_| !next(&mut state).is_multiple_of(4)).collect();
        let mut leaf_of = vec![0_u8; examples.len()];
        let (mut feature, mut threshold) = ([0_u8; TREE_DEPTH], [f32::MAX; TREE_DEPTH]);
        for depth in 0..TREE_DEPTH {
            let Some((chosen, bin)) =
                question(&binned, &edges, &gradient, &sample, &leaf_of, depth, growth, &mut state)
            else {
                continue;
            };
            feature[depth] = chosen as u8;
            threshold[depth] = edges[chosen][bin];
            for (leaf, &value) in leaf_of.iter_mut().zip(&binned[chosen]) {
                *leaf |= u8::from(value as usize > bin) << depth;
            }
        }
        let mut sums = [(0.0, 0.0); TREE_LEAVES];
        for (&leaf, &(g, h)) in leaf_of.iter().zip(&gradient) {
            sums[leaf as usize].0 += g;
            sums[leaf as usize].1 += h;
        }
        let leaf: [f32; TREE_LEAVES] =
            std::array::from_fn(|at| (growth.rate * sums[at].0 / (sums[at].1 + growth.ridge)) as f32);
        let leaf = forest.push(feature, threshold, leaf);
        for (odds, &at) in odds.iter_mut().zip(&leaf_of) {
            *odds += f64::from(leaf[at as usize]);
        }
    }
    forest
}

/// Thresholds between the values of a feature, at most `BINS`, by quantile.
fn edges(examples: &[&Example], feature: usize) -> Vec<f32> {
    let mut values: Vec<f32> = examples.iter().map(|e| e.features[feature]).collect();
    values.sort_by(f32::total_cmp);
    let mut distinct = values.clone();
    distinct.dedup();
    let mut out: Vec<f32> = if distinct.len() <= BINS {
        distinct.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0).collect()
    } else {
        (1..BINS).map(|at| values[at * values.len() / BINS]).collect()
    };
    out.dedup();
    out
}

/// The best next question for all leaves at once; half of the features are looked at.
#[allow(clippy::too_many_arguments)]
fn question(
    binned: &[Vec<u8>],
    edges: &[Vec<f32>],
    gradient: &[(f64, f64)],
    sample: &[u32],
    leaf_of: &[u8],
    depth: usize,
    growth: Growth,
    state: &mut u64,
) -> Option<(usize, usize)> {
    let leaves = 1 << depth;
    let mut best = (1e-9, None);
    for feature in 0..FEATURE_COUNT {
        if next(state).is_multiple_of(2) || edges[feature].is_empty() {
            continue;
        }
        let mut sums = vec![(0.0_f64, 0.0_f64); leaves * (BINS + 1)];
        let column = &binned[feature];
        for &at in sample {
            let at = at as usize;
            let slot = &mut sums[leaf_of[at] as usize * (BINS + 1) + column[at] as usize];
            slot.0 += gradient[at].0;
            slot.1 += gradient[at].1;
        }
        let mut gains = vec![0.0; edges[feature].len()];
        for leaf in 0..leaves {
            let bins = &sums[leaf * (BINS + 1)..(leaf + 1) * (BINS + 1)];
            let (g_all, h_all) = bins.iter().fold((0.0, 0.0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
            let value = |g: f64, h: f64| g * g / (h + growth.ridge);
            let (mut g, mut h) = (0.0, 0.0);
            for (gain, bin) in gains.iter_mut().zip(bins) {
                g += bin.0;
                h += bin.1;
                *gain += value(g, h) + value(g_all - g, h_all - h) - value(g_all, h_all);
            }
        }
        for (bin, &gain) in gains.iter().enumerate() {
            if gain > best.0 {
                best = (gain, Some((feature, bin)));
            }
        }
    }
    best.1
}

/// SplitMix64.
pub(crate) fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
