//! What earlier runs came to, so that they can be compared. Kept in `.tizim`: it may be deleted, as all there.

use crate::ProjectError;
use crate::config::Config;
use crate::folder::Project;
use crate::results::Results;
use crate::world::WorldTable;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::Write;

/// The most runs that are shown.
const MOST: usize = 50;

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunSummary {
    /// When it ended, as the ledger writes it.
    pub at: String,
    /// The number of the last entry of the ledger that it knew.
    pub knew: u64,
    /// The field that split the people.
    pub strata: Option<String>,
    /// The lists of the estimate.
    pub lists: Vec<String>,
    /// Draws of the linkage.
    pub linkage_draws: usize,
    /// The documented.
    pub documented: u64,
    /// The model that gave the answer, and what it says of the undocumented: the number and its interval, whose upper end
    /// may be open. Nothing if there is no answer.
    pub answer: Option<(String, f64, f64, Option<f64>)>,
    /// The table of the world's places that it knew, if the project named one.
    #[serde(default)]
    pub world: Option<WorldTable>,
    /// The codes of its warnings.
    pub warnings: Vec<String>,
}

impl RunSummary {
    /// Returns the summary of a run.
    pub fn of(results: &Results, config: &Config, at: &str, knew: u64) -> Self {
        let answer = results.estimate.answer();
        Self {
            at: at.to_owned(),
            knew,
            strata: config.estimate.strata.clone(),
            lists: results.captures.systems.clone(),
            linkage_draws: config.estimate.linkage_draws,
            documented: results.documented(),
            answer: answer.map(|answer| {
                let interval = answer.undocumented_interval;
                (
                    answer.model.name().to_owned(),
                    answer.estimated_undocumented,
                    interval.lower,
                    interval.upper,
                )
            }),
            world: results.world.clone(),
            warnings: results.warnings.iter().map(|warning| warning.code.clone()).collect(),
        }
    }

    /// Returns whether two runs were of one choice and came to one answer.
    fn is_like(&self, other: &Self) -> bool {
        let at = |run: &Self| Self { at: String::new(), knew: 0, ..run.clone() };
        at(self) == at(other)
    }
}

impl Project {
    /// Returns the runs that are known, the newest first; lines that can't be read are passed over.
    pub fn runs(&self) -> Vec<RunSummary> {
        let text = fs::read_to_string(self.layout.runs()).unwrap_or_default();
        let mut runs: Vec<RunSummary> =
            text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        runs.reverse();
        runs.truncate(MOST);
        runs
    }

    /// Notes a run, unless it is of the same choice as the last and came to the same.
    ///
    /// # Errors
    ///
    /// [`ProjectError::Io`].
    pub fn note_run(&self, run: &RunSummary) -> Result<(), ProjectError> {
        if self.runs().first().is_some_and(|last| last.is_like(run)) {
            return Ok(());
        }
        let path = self.layout.runs();
        let line = serde_json::to_string(run).unwrap_or_default();
        let file = fs::OpenOptions::new().create(true).append(true).open(&path);
        file.and_then(|mut file| writeln!(file, "{line}")).map_err(|fault| ProjectError::io(&path, fault))
    }
}
