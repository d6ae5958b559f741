//! `tizim bench estimate` beside the figures of a peer that were measured or published before.

use crate::console::{TextTable, grouped, say};
use crate::failure::{Failure, at};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;
use tizim_estimate::Estimate;

/// Posterior medians of peers are held to this, and their limits to the next, as shares.
const NEAR: [f64; 2] = [0.015, 0.04];
/// Chains of the peer that disagree by more than this say nothing of what the right figure is.
const CONVERGED: f64 = 1.01;

/// What a peer said of one table.
#[derive(Debug, Clone, Deserialize)]
struct Figures {
    table: String,
    median: f64,
    lower: f64,
    upper: f64,
    r_hat: Option<f64>,
    ess_per_cpu_second: Option<f64>,
}

/// The figures of a peer, and what is found beside them.
pub(crate) struct Beside {
    figures: HashMap<String, Figures>,
    rows: TextTable,
    /// Whether the peer's chains agreed, and the relative differences of median and limits.
    differences: Vec<(bool, [f64; 3])>,
    /// Effective draws a second of the processor, ours over the peer's.
    ratios: Vec<f64>,
}

impl Beside {
    /// Reads `table,median,lower,upper,r_hat,ess_per_cpu_second`; the last two may be empty.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let hint = "it has the columns table,median,lower,upper,r_hat,ess_per_cpu_second";
        let wrong = |fault: csv::Error| Failure::new(format!("{}: {fault}", path.display()), hint);
        let bytes = std::fs::read(path).map_err(at(path))?;
        let figures: Result<Vec<Figures>, csv::Error> =
            csv::Reader::from_reader(&bytes[..]).deserialize().collect();
        let figures = figures.map_err(wrong)?.into_iter().map(|row| (row.table.clone(), row)).collect();
        let head = [
            "capture table",
            "total",
            "interval",
            "R-hat",
            "ESS bulk",
            "tail",
            "CPU s",
            "ESS/CPU s",
            "peer's total",
            "interval",
            "R-hat",
            "total differs",
            "lower",
            "upper",
            "ESS/CPU s: ratio",
        ];
        Ok(Self { figures, rows: TextTable::new(&head), differences: Vec::new(), ratios: Vec::new() })
    }

    /// Whether the peer has figures of this table.
    pub(crate) fn knows(&self, table: &str) -> bool {
        self.figures.contains_key(table)
    }

    /// Lays one answer beside the peer's.
    pub(crate) fn add(&mut self, table: &str, found: &Estimate, cpu_seconds: f64) {
        let Some(peer) = self.figures.get(table) else { return };
        let upper = found.interval.upper.unwrap_or(f64::INFINITY);
        let differences = [
            found.estimate / peer.median - 1.0,
            found.interval.lower / peer.lower - 1.0,
            upper / peer.upper - 1.0,
        ];
        let diagnostics = &found.diagnostics;
        let speed = diagnostics.ess_bulk.map(|ess| ess / cpu_seconds);
        let ratio = speed.zip(peer.ess_per_cpu_second).map(|(own, peer)| own / peer);
        let told = |value: Option<f64>, digits: usize| {
            value.map_or("-".to_owned(), |value| format!("{value:.digits$}"))
        };
        self.rows.row([
            table.to_owned(),
            grouped(found.estimate),
            format!("{} to {}", grouped(found.interval.lower), grouped(upper)),
            told(diagnostics.r_hat, 3),
            told(diagnostics.ess_bulk, 0),
            told(diagnostics.ess_tail, 0),
            format!("{cpu_seconds:.2}"),
            told(speed, 0),
            grouped(peer.median),
            format!("{} to {}", grouped(peer.lower), grouped(peer.upper)),
            told(peer.r_hat, 3),
            percent(differences[0]),
            percent(differences[1]),
            percent(differences[2]),
            told(ratio, 1),
        ]);
        self.differences.push((peer.r_hat.is_none_or(|r_hat| r_hat <= CONVERGED), differences));
        self.ratios.extend(ratio);
    }

    /// Prints the table and what it comes to.
    pub(crate) fn tell(mut self) {
        self.rows.lines().iter().for_each(|line| say(line));
        let of = |all: bool| self.differences.iter().filter(move |(converged, _)| all || *converged);
        for (all, words) in [(false, "where the peer's R-hat is at most 1.01"), (true, "on all tables")] {
            let medians = of(all).filter(|(_, d)| d[0].abs() <= NEAR[0]).count();
            let limits = of(all).filter(|(_, d)| d[1].abs().max(d[2].abs()) <= NEAR[1]).count();
            say(&format!(
                "{words}: totals within {:.1} % on {medians} of {count}, both limits within {:.0} % on {limits} of {count}",
                100.0 * NEAR[0],
                100.0 * NEAR[1],
                count = of(all).count()
            ));
        }
        self.ratios.sort_unstable_by(f64::total_cmp);
        if let Some(median) = self.ratios.get(self.ratios.len() / 2) {
            say(&format!(
                "effective draws a second of the processor, ours over the peer's: {median:.1} as the median of {} tables",
                self.ratios.len()
            ));
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:+.1} %", 100.0 * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_and_a_bad_file_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("figures.csv");
        std::fs::write(
            &path,
            "table,median,lower,upper,r_hat,ess_per_cpu_second\na,10,5,20,1.002,\nb,7,6,8,,3.5\n",
        )
        .unwrap();
        let beside = Beside::read(&path).unwrap();
        assert!(beside.knows("a") && beside.knows("b") && !beside.knows("c"));
        assert_eq!(beside.figures["a"].ess_per_cpu_second, None);
        std::fs::write(&path, "table,median\na,b\n").unwrap();
        assert!(Beside::read(&path).is_err());
    }
}
