//! Maximum likelihood of a Poisson log-linear model by Newton's method with step halving.

use super::design::Design;

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fit {
    /// `log n0`: the intercept.
    pub(crate) log_unseen: f64,
    /// Its standard error.
    pub(crate) error: f64,
    /// `sum y log mu - mu`, without the factorials.
    pub(crate) log_likelihood: f64,
    /// Expected count of each cell of the design.
    pub(crate) expected: Vec<f64>,
}

/// Ridge on the parameters, so small that it shows only where the likelihood is flat.
const RIDGE: f64 = 1e-9;
/// Smallest pivot of a scaled information matrix that counts as not zero.
const SINGULAR: f64 = 1e-9;

/// Fits `design`; none if its columns depend on one another (N is not identifiable) or it does not settle.
pub(crate) fn fit(design: &Design) -> Option<Fit> {
    let (width, cells) = (design.width(), design.counts.len());
    if width == 0 || width > cells {
        return None;
    }
    let n: f64 = design.counts.iter().sum();
    let mut beta = vec![0.0; width];
    // least squares of log(y + 1/2) by one weighted step is a good start
    let mut eta: Vec<f64> = design.counts.iter().map(|y| (y + 0.5).ln()).collect();
    let start: Vec<f64> = design.counts.iter().map(|y| y + 0.5).collect();
    let mut information = weighted_square(design, &start, width);
    let mut right = vec![0.0; width];
    for (((row, offset), e), w) in design.rows.iter().zip(&design.offsets).zip(&eta).zip(&start) {
        for (r, x) in right.iter_mut().zip(row) {
            *r += w * (e - offset) * x;
        }
    }
    let factor = cholesky(&mut information, width)?;
    solve(factor, width, &mut right);
    beta.copy_from_slice(&right);
    let mut height = log_likelihood(design, &beta, &mut eta);
    for _ in 0..60 {
        let means: Vec<f64> = eta.iter().map(|e| e.exp().min(1e15)).collect();
        let mut step = vec![0.0; width];
        for ((row, mean), y) in design.rows.iter().zip(&means).zip(&design.counts) {
            for (s, x) in step.iter_mut().zip(row) {
                *s += (y - mean) * x;
            }
        }
        let mut information = weighted_square(design, &means, width);
        for i in 0..width {
            information[i * width + i] += RIDGE * n;
        }
        let factor = cholesky_plain(&mut information, width)?;
        solve(factor, width, &mut step);
        let mut share = 1.0;
        let mut moved = false;
        for _ in 0..30 {
            let trial: Vec<f64> = beta.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            let mut trial_eta = eta.clone();
            let trial_height = log_likelihood(design, &trial, &mut trial_eta);
            if trial_height >= height - 1e-9 * (1.0 + height.abs()) * 1e-3 {
                moved = (trial_height - height).abs() > 1e-9 * (1.0 + height.abs());
                (beta, eta, height) = (trial, trial_eta, trial_height);
                break;
            }
            share *= 0.5;
        }
        if !moved {
            break;
        }
    }
    let means: Vec<f64> = eta.iter().map(|e| e.exp()).collect();
    let mut information = weighted_square(design, &means, width);
    for i in 0..width {
        information[i * width + i] += RIDGE * n;
    }
    let factor = cholesky_plain(&mut information, width)?;
    let mut unit = vec![0.0; width];
    unit[0] = 1.0;
    solve(factor, width, &mut unit);
    let error = unit[0].max(0.0).sqrt();
    let all_finite = beta[0].is_finite() && error.is_finite() && height.is_finite();
    all_finite.then_some(Fit { log_unseen: beta[0], error, log_likelihood: height, expected: means })
}

/// Whether the columns of the design are independent: N is identifiable (Chan, Silverman, Vincent 2021, section 3.2).
pub(crate) fn is_identifiable(design: &Design) -> bool {
    let width = design.width();
    if width == 0 || width > design.counts.len() {
        return false;
    }
    let ones = vec![1.0; design.counts.len()];
    let mut square = weighted_square(design, &ones, width);
    cholesky(&mut square, width).is_some()
}

fn log_likelihood(design: &Design, beta: &[f64], eta: &mut [f64]) -> f64 {
    let mut sum = 0.0;
    let cells = design.rows.iter().zip(&design.offsets).zip(eta.iter_mut()).zip(&design.counts);
    for (((row, offset), e), y) in cells {
        *e = offset + row.iter().zip(beta).map(|(x, b)| x * b).sum::<f64>();
        sum += if *y > 0.0 { y * *e } else { 0.0 } - e.exp();
    }
    sum
}

fn weighted_square(design: &Design, weights: &[f64], width: usize) -> Vec<f64> {
    let mut square = vec![0.0; width * width];
    for (row, w) in design.rows.iter().zip(weights) {
        for i in 0..width {
            if row[i] == 0.0 {
                continue;
            }
            let scaled = w * row[i];
            for j in 0..=i {
                square[i * width + j] += scaled * row[j];
            }
        }
    }
    square
}

/// Lower Cholesky factor in place; none when a pivot is next to nothing beside its diagonal.
fn cholesky(square: &mut [f64], width: usize) -> Option<&[f64]> {
    factorise(square, width, SINGULAR)
}

fn cholesky_plain(square: &mut [f64], width: usize) -> Option<&[f64]> {
    factorise(square, width, 0.0)
}

fn factorise(square: &mut [f64], width: usize, tolerance: f64) -> Option<&[f64]> {
    for i in 0..width {
        for j in 0..=i {
            let diagonal = square[i * width + i];
            let sum: f64 = (0..j).map(|l| square[i * width + l] * square[j * width + l]).sum();
            let left = square[i * width + j] - sum;
            if i == j {
                if left.is_nan() || left <= tolerance * diagonal {
                    return None;
                }
                square[i * width + i] = left.sqrt();
            } else {
                square[i * width + j] = left / square[j * width + j];
            }
        }
    }
    Some(square)
}

fn solve(factor: &[f64], width: usize, right: &mut [f64]) {
    for i in 0..width {
        let sum: f64 = (0..i).map(|j| factor[i * width + j] * right[j]).sum();
        right[i] = (right[i] - sum) / factor[i * width + i];
    }
    for i in (0..width).rev() {
        let sum: f64 = (i + 1..width).map(|j| factor[j * width + i] * right[j]).sum();
        right[i] = (right[i] - sum) / factor[i * width + i];
    }
}
