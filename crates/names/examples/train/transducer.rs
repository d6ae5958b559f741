//! Learns the costs of edits from pairs of tokens that spell one name: a memoryless stochastic transducer for each pair of
//! script classes, trained by expectation maximisation (Ristad and Yianilos, "Learning string-edit distance", 1998).

use std::collections::BTreeMap;

use tizim_names::training::{GAP_PLACES, SCRIPT_CLASSES, SOUNDS, TrainedCosts, likeness, place};

/// One token in two spellings; the class of `a` is not above that of `b`.
pub(crate) struct TokenPair {
    pub(crate) classes: (usize, usize),
    pub(crate) a: Vec<u8>,
    pub(crate) b: Vec<u8>,
    pub(crate) weight: f64,
}

/// The classes of scripts, by number.
const CLASS_NAMES: [&str; SCRIPT_CLASSES] = ["Latin", "phonetic", "Arabic", "Hebrew", "Greek", "other"];
/// Rounds of expectation maximisation.
const ROUNDS: usize = 8;
/// How many observations the prior of one sound is worth.
const PRIOR: f64 = 12.0;
/// No score is below this: what never met in training may still be a typing error.
const FLOOR: f64 = -3.2;
/// No gap is below this.
const GAP_FLOOR: f64 = -3.0;

/// Expected counts of operations.
struct Counts {
    pair: Vec<f64>,
    gap_a: Vec<f64>,
    gap_b: Vec<f64>,
    seen_a: Vec<f64>,
    seen_b: Vec<f64>,
}

/// Probabilities of operations.
#[derive(Clone)]
struct Operations {
    pair: Vec<f64>,
    gap_a: Vec<f64>,
    gap_b: Vec<f64>,
}

impl Counts {
    fn new() -> Counts {
        let gaps = || vec![0.0; GAP_PLACES * SOUNDS];
        Counts {
            pair: vec![0.0; SOUNDS * SOUNDS],
            gap_a: gaps(),
            gap_b: gaps(),
            seen_a: gaps(),
            seen_b: gaps(),
        }
    }
}

/// Trains all class pairs; answers the costs and a line of report for each.
pub(crate) fn train(tokens: &[TokenPair]) -> (TrainedCosts, Vec<String>) {
    let mut costs = TrainedCosts::by_ear();
    let mut report = Vec::new();
    let mut groups: BTreeMap<(usize, usize), Vec<&TokenPair>> = BTreeMap::new();
    for token in tokens {
        groups.entry(token.classes).or_default().push(token);
    }
    let all: Vec<&TokenPair> = tokens.iter().collect();
    let by_ear = likeness_prior();
    let pooled = expectation_maximisation(&all, &by_ear, false);
    let pooled_prior = conditional(&pooled, &by_ear);
    for (class_a, name_a) in CLASS_NAMES.iter().enumerate() {
        for (class_b, name_b) in CLASS_NAMES.iter().enumerate().skip(class_a) {
            let group = groups.get(&(class_a, class_b)).map_or(&[][..], Vec::as_slice);
            let symmetric = class_a == class_b;
            let counts = expectation_maximisation(group, &pooled_prior, symmetric);
            let (forth, gap_a, gap_b) = log_odds(&counts, &pooled_prior, &pooled);
            let back: Vec<Vec<f64>> =
                (0..SOUNDS).map(|y| (0..SOUNDS).map(|x| forth[x][y]).collect()).collect();
            costs.set(class_a, class_b, &forth, &gap_a);
            costs.set(class_b, class_a, &back, if symmetric { &gap_a } else { &gap_b });
            let pooled = if group.is_empty() {
                "; nothing learned, the costs are those of all scripts pooled"
            } else {
                ""
            };
            report.push(format!("{name_a} with {name_b}: {} token pairs{pooled}", group.len()));
        }
    }
    (costs, report)
}

/// P(y | x) by ear.
fn likeness_prior() -> Vec<f64> {
    let mut prior = vec![0.0; SOUNDS * SOUNDS];
    for x in 1..SOUNDS {
        for y in 1..SOUNDS {
            prior[x * SOUNDS + y] = (6.0 * likeness(x as u8, y as u8)).exp();
        }
        let total: f64 = prior[x * SOUNDS..(x + 1) * SOUNDS].iter().sum();
        prior[x * SOUNDS..(x + 1) * SOUNDS].iter_mut().for_each(|p| *p /= total);
    }
    prior
}

/// P(y | x) from counts, drawn towards a prior.
fn conditional(counts: &Counts, prior: &[f64]) -> Vec<f64> {
    let mut out = prior.to_vec();
    for x in 1..SOUNDS {
        let row = x * SOUNDS..(x + 1) * SOUNDS;
        let total: f64 = counts.pair[row.clone()].iter().sum();
        for at in row {
            out[at] = (counts.pair[at] + PRIOR * prior[at]) / (total + PRIOR);
        }
    }
    out
}

fn expectation_maximisation(tokens: &[&TokenPair], prior: &[f64], symmetric: bool) -> Counts {
    let mut operations = Operations {
        pair: prior.iter().map(|p| 0.8 * p / SOUNDS as f64).collect(),
        gap_a: vec![0.1 / SOUNDS as f64; GAP_PLACES * SOUNDS],
        gap_b: vec![0.1 / SOUNDS as f64; GAP_PLACES * SOUNDS],
    };
    let mut counts = Counts::new();
    for _ in 0..ROUNDS {
        counts = Counts::new();
        for token in tokens {
            collect(token, &operations, &mut counts);
        }
        if symmetric {
            mirror(&mut counts);
        }
        operations = maximise(&counts, prior);
    }
    counts
}

/// Both orders of a pair of spellings in one class are the same fact.
fn mirror(counts: &mut Counts) {
    for x in 0..SOUNDS {
        for y in 0..x {
            let mean = (counts.pair[x * SOUNDS + y] + counts.pair[y * SOUNDS + x]) / 2.0;
            counts.pair[x * SOUNDS + y] = mean;
            counts.pair[y * SOUNDS + x] = mean;
        }
    }
    for (a, b) in [(&mut counts.gap_a, &mut counts.gap_b), (&mut counts.seen_a, &mut counts.seen_b)] {
        for (a, b) in a.iter_mut().zip(b) {
            let mean = (*a + *b) / 2.0;
            (*a, *b) = (mean, mean);
        }
    }
}

fn maximise(counts: &Counts, prior: &[f64]) -> Operations {
    let mut pair = counts.pair.clone();
    for x in 1..SOUNDS {
        let row: f64 = counts.pair[x * SOUNDS..(x + 1) * SOUNDS].iter().sum();
        let mass = PRIOR * (row / (row + PRIOR)).max(0.02);
        for y in 1..SOUNDS {
            pair[x * SOUNDS + y] += mass * prior[x * SOUNDS + y];
        }
    }
    let smooth = |gaps: &[f64]| gaps.iter().map(|count| count + 0.3).collect::<Vec<f64>>();
    let (gap_a, gap_b) = (smooth(&counts.gap_a), smooth(&counts.gap_b));
    let total: f64 = pair.iter().chain(&gap_a).chain(&gap_b).sum();
    let scale = |values: Vec<f64>| values.into_iter().map(|value| value / total).collect();
    Operations { pair: scale(pair), gap_a: scale(gap_a), gap_b: scale(gap_b) }
}

/// Adds the expected operations of one pair (forward and backward sums); pairs that no spelling explains count little.
fn collect(token: &TokenPair, operations: &Operations, counts: &mut Counts) {
    let (a, b) = (&token.a, &token.b);
    let (n, m) = (a.len(), b.len());
    let width = m + 1;
    let step_pair = |i: usize, j: usize| operations.pair[a[i] as usize * SOUNDS + b[j] as usize];
    let at_a = |i: usize| place(i, n) * SOUNDS + a[i] as usize;
    let at_b = |j: usize| place(j, m) * SOUNDS + b[j] as usize;
    let mut forward = vec![0.0; (n + 1) * width];
    let mut backward = vec![0.0; (n + 1) * width];
    forward[0] = 1.0;
    for i in 0..=n {
        for j in 0..=m {
            let mut sum = forward[i * width + j];
            if i > 0 {
                sum += forward[(i - 1) * width + j] * operations.gap_a[at_a(i - 1)];
            }
            if j > 0 {
                sum += forward[i * width + j - 1] * operations.gap_b[at_b(j - 1)];
            }
            if i > 0 && j > 0 {
                sum += forward[(i - 1) * width + j - 1] * step_pair(i - 1, j - 1);
            }
            forward[i * width + j] = sum;
        }
    }
    backward[n * width + m] = 1.0;
    for i in (0..=n).rev() {
        for j in (0..=m).rev() {
            let mut sum = backward[i * width + j];
            if i < n {
                sum += backward[(i + 1) * width + j] * operations.gap_a[at_a(i)];
            }
            if j < m {
                sum += backward[i * width + j + 1] * operations.gap_b[at_b(j)];
            }
            if i < n && j < m {
                sum += backward[(i + 1) * width + j + 1] * step_pair(i, j);
            }
            backward[i * width + j] = sum;
        }
    }
    let total = forward[n * width + m];
    if total < 1e-280 {
        return;
    }
    // a pair whose mean step is improbable is a wrong pair, not a spelling: 1/90 a step is the break-even point
    let per_step = total.ln() / n.max(m) as f64;
    let trust = 1.0 / (1.0 + (-2.0 * (per_step + 6.0)).exp());
    let weight = token.weight * trust / total;
    for i in 0..=n {
        for j in 0..=m {
            let here = forward[i * width + j] * weight;
            if i < n {
                counts.gap_a[at_a(i)] += here * operations.gap_a[at_a(i)] * backward[(i + 1) * width + j];
            }
            if j < m {
                counts.gap_b[at_b(j)] += here * operations.gap_b[at_b(j)] * backward[i * width + j + 1];
            }
            if i < n && j < m {
                let at = a[i] as usize * SOUNDS + b[j] as usize;
                counts.pair[at] += here * step_pair(i, j) * backward[(i + 1) * width + j + 1];
            }
        }
    }
    (0..n).for_each(|i| counts.seen_a[at_a(i)] += token.weight * trust);
    (0..m).for_each(|j| counts.seen_b[at_b(j)] += token.weight * trust);
}

type Rows = Vec<Vec<f64>>;

/// ln p(x,y) / (p(x) p(y)) and ln p(gap | x), drawn towards the pooled counts.
fn log_odds(counts: &Counts, prior: &[f64], pooled: &Counts) -> (Rows, Rows, Rows) {
    let pooled_seen: Vec<f64> = (0..SOUNDS)
        .map(|x| {
            (0..GAP_PLACES)
                .map(|place| pooled.seen_a[place * SOUNDS + x] + pooled.seen_b[place * SOUNDS + x])
                .sum()
        })
        .collect();
    let pooled_total: f64 = pooled_seen.iter().sum();
    let frequency = |seen: &[f64]| -> Vec<f64> {
        let of: Vec<f64> =
            (0..SOUNDS).map(|x| (0..GAP_PLACES).map(|place| seen[place * SOUNDS + x]).sum()).collect();
        let total: f64 = of.iter().sum();
        of.iter()
            .zip(&pooled_seen)
            .map(|(n, p)| (n + 30.0 * (p + 1.0) / pooled_total) / (total + 30.0))
            .collect()
    };
    let frequency_b = frequency(&counts.seen_b);
    let mut row_total = vec![0.0; SOUNDS];
    let mut all = 0.0;
    for (total, row) in row_total.iter_mut().zip(counts.pair.chunks(SOUNDS)).skip(1) {
        *total = row[1..].iter().sum();
        all += *total;
    }
    let seen_total: f64 = counts.seen_a.iter().sum();
    let kept = if seen_total > 0.0 { (all / seen_total).clamp(0.3, 1.0) } else { 0.85 };
    let mut pair = vec![vec![FLOOR; SOUNDS]; SOUNDS];
    for x in 1..SOUNDS {
        let seen_x: f64 = (0..GAP_PLACES).map(|place| counts.seen_a[place * SOUNDS + x]).sum();
        let total = seen_x.max(row_total[x]);
        for y in 1..SOUNDS {
            let p = (counts.pair[x * SOUNDS + y] + PRIOR * kept * prior[x * SOUNDS + y]) / (total + PRIOR);
            pair[x][y] = (p / frequency_b[y].max(0.002)).ln().clamp(FLOOR, 5.5);
        }
    }
    let gap = |gaps: &[f64], seen: &[f64], pooled_gaps: &[f64], pooled_seen: &[f64]| -> Rows {
        (0..GAP_PLACES)
            .map(|place| {
                (0..SOUNDS)
                    .map(|x| {
                        let at = place * SOUNDS + x;
                        let base = (pooled_gaps[at] + 1.0) / (pooled_seen[at] + 8.0);
                        ((gaps[at] + 8.0 * base) / (seen[at] + 8.0)).ln().clamp(GAP_FLOOR, 0.0)
                    })
                    .collect()
            })
            .collect()
    };
    let gap_a = gap(&counts.gap_a, &counts.seen_a, &pooled.gap_a, &pooled.seen_a);
    let gap_b = gap(&counts.gap_b, &counts.seen_b, &pooled.gap_b, &pooled.seen_b);
    (pair, gap_a, gap_b)
}
