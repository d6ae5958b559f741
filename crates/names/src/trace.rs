//! The steps of the best alignment of two tokens, for an explanation.

use crate::edits::{Costs, UNIT, WIDTH, place};
use crate::fold::Class;
use crate::sound;

/// One step: a sound met another, or nothing (`sound::NONE`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) from: u8,
    pub(crate) to: u8,
    /// Natural log-odds lost against the best that the two sounds could reach; not below 0.
    pub(crate) cost: f64,
}

/// The steps that turn one run of sounds into the other at the best score, swaps aside.
pub(crate) fn steps(a: &[u8], class_a: Class, b: &[u8], class_b: Class, costs: &Costs) -> Vec<Step> {
    let (forth, back) = (costs.table(class_a, class_b), costs.table(class_b, class_a));
    let gap_a = |i: usize| f64::from(forth.gap[place(i, a.len()) * WIDTH + a[i] as usize]);
    let gap_b = |j: usize| f64::from(back.gap[place(j, b.len()) * WIDTH + b[j] as usize]);
    let pair = |i: usize, j: usize| f64::from(forth.pair[a[i] as usize * WIDTH + b[j] as usize]);
    let mut best = vec![vec![0.0_f64; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            if i + j == 0 {
                continue;
            }
            let mut top = f64::MIN;
            if i > 0 {
                top = top.max(best[i - 1][j] + gap_a(i - 1));
            }
            if j > 0 {
                top = top.max(best[i][j - 1] + gap_b(j - 1));
            }
            if i > 0 && j > 0 {
                top = top.max(best[i - 1][j - 1] + pair(i - 1, j - 1));
            }
            best[i][j] = top;
        }
    }
    let reach_a = |i: usize| f64::from(forth.best[a[i] as usize]) / 2.0;
    let reach_b = |j: usize| f64::from(back.best[b[j] as usize]) / 2.0;
    let step = |from: u8, to: u8, lost: f64| Step { from, to, cost: lost.max(0.0) / UNIT };
    let (mut i, mut j) = (a.len(), b.len());
    let mut steps = Vec::with_capacity(i.max(j));
    while i + j > 0 {
        if i > 0 && j > 0 && best[i][j] == best[i - 1][j - 1] + pair(i - 1, j - 1) {
            (i, j) = (i - 1, j - 1);
            let lost = if a[i] == b[j] { 0.0 } else { reach_a(i) + reach_b(j) - pair(i, j) };
            steps.push(step(a[i], b[j], lost));
        } else if i > 0 && best[i][j] == best[i - 1][j] + gap_a(i - 1) {
            i -= 1;
            steps.push(step(a[i], sound::NONE, reach_a(i) - gap_a(i)));
        } else {
            j -= 1;
            steps.push(step(sound::NONE, b[j], reach_b(j) - gap_b(j)));
        }
    }
    steps.reverse();
    steps
}
