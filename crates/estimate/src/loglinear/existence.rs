//! Whether a maximum-likelihood estimate exists, by linear programming.

use microlp::{ComparisonOp, OptimizationDirection, Problem};

use super::design::Design;

/// With A the design on the remaining cells and `t = A'y`: maximise s subject to `A'x = t`, `x >= s`. The extended
/// estimate exists if and only if the maximum is above zero (Fienberg and Rinaldo 2012, theorem 3.2; Chan, Silverman,
/// Vincent 2021, equation 7). A programme that does not solve counts as no estimate.
pub(crate) fn mle_exists(design: &Design) -> bool {
    if design.counts.iter().all(|&y| y > 0.0) {
        return true;
    }
    // x = z + s with z >= 0; counts are scaled to keep the programme's numbers near one
    let n: f64 = design.counts.iter().sum();
    let scale = n / design.counts.len() as f64;
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let s = problem.add_var(1.0, (0.0, f64::INFINITY));
    let z: Vec<_> = design.counts.iter().map(|_| problem.add_var(0.0, (0.0, f64::INFINITY))).collect();
    for column in 0..design.width() {
        let mut left = Vec::new();
        let (mut total, mut target) = (0.0, 0.0);
        for ((row, &variable), y) in design.rows.iter().zip(&z).zip(&design.counts) {
            if row[column] != 0.0 {
                left.push((variable, row[column]));
                total += row[column];
                target += row[column] * y / scale;
            }
        }
        left.push((s, total));
        problem.add_constraint(&left, ComparisonOp::Eq, target);
    }
    let outcome = problem.solve().ok().and_then(|outcome| outcome.into_solution().ok());
    let best = outcome.map(|solution| solution.objective());
    best.is_some_and(|s| s * scale > 1e-6)
}

#[cfg(test)]
mod tests {
    use super::super::design::{Cells, Terms};
    use super::super::fit::is_identifiable;
    use super::*;
    use crate::table::CaptureTable;

    /// artificial_3 of Chan, Silverman, Vincent 2021, Table 2: what their vignette says of three models.
    #[test]
    fn the_artificial_table_of_sparsemse() {
        let names = ["A", "B", "C"].map(str::to_owned).to_vec();
        let table = artificial(names);
        let cells = Cells::new(&table);
        let design = |pairs: &[u64]| {
            Design::new(&cells, &Terms { interactions: pairs.to_vec(), heterogeneity: false })
        };
        let (ab, ac, bc) = (0b011, 0b101, 0b110);
        assert!(!mle_exists(&design(&[ab])), "[12,3] has no estimate");
        assert!(!is_identifiable(&design(&[ab, ac, bc])), "[12,13,23] is not identifiable");
        let passes = design(&[ac, bc]);
        assert!(mle_exists(&passes) && is_identifiable(&passes), "[13,23] passes");
    }

    fn artificial(names: Vec<String>) -> CaptureTable {
        let text = include_str!("../../tests/data/artificial_3.csv");
        let cells = text.lines().skip(1).map(|line| {
            let fields: Vec<u64> = line.split(',').map(|f| f.trim().parse().unwrap()).collect();
            (fields[0] | fields[1] << 1 | fields[2] << 2, fields[3])
        });
        CaptureTable::new(names, cells).unwrap()
    }
}
