//! `tizim bench coverage`: how often an interval holds the truth, on simulated worlds of known size.

use crate::commands::coverage_people;
use crate::console::{TextTable, complain, say};
use crate::failure::Failure;
use std::process::ExitCode;
use tizim_estimate::{CaptureTable, Interval, Model, Options, estimate};
use tizim_simulate::{Family, Reach, capture_table, world_table};

/// How large a study, and on which worlds.
#[derive(clap::Args)]
pub(crate) struct Study {
    /// Coverage: lists of people with errors, linked and estimated as `tizim run` does: populations of 600, 1,200 and 2,400
    /// people on three to five lists
    #[arg(long, conflicts_with_all = ["quick", "worlds"])]
    people: bool,
    /// Coverage: worlds of 300 and 10,000 people on 3 and 5 lists only, one of each
    #[arg(long)]
    quick: bool,
    /// Coverage: worlds of each family, number of lists and number of people
    #[arg(long, default_value_t = 3, value_name = "N")]
    repetitions: u64,
    /// Coverage: the first seed; each repetition takes the next
    #[arg(long, default_value_t = 1, value_name = "N")]
    first_seed: u64,
    /// Estimate and coverage: the model, as in `tizim estimate`
    #[arg(long, default_value = "combined", value_name = "MODEL", value_parser = model)]
    pub(crate) model: Model,
    /// Coverage: the worlds
    #[arg(long, value_enum, default_value = "usual", value_name = "WORLDS")]
    worlds: Worlds,
    /// Coverage: this family of worlds only; may be repeated
    #[arg(long, value_name = "FAMILY")]
    family: Vec<Family>,
    /// Coverage: one line for each world too
    #[arg(long)]
    pub(crate) each: bool,
}

impl Study {
    /// The families of worlds.
    pub(crate) fn families(&self) -> &[Family] {
        if self.family.is_empty() { &Family::ALL } else { &self.family }
    }

    /// A seed for each repetition.
    pub(crate) fn seeds(&self) -> std::ops::Range<u64> {
        self.first_seed..self.first_seed + self.repetitions
    }
}

/// Which numbers the worlds of a family have.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Worlds {
    /// Drawn anew for each world, in ranges as in the literature
    Usual,
    /// Stronger dependence, a beta trait, rarer capture
    Other,
    /// 5 to 15 % of the people nearly unseen by any list
    NearlyUnseen,
    /// 10 to 40 % of the people out of reach of one list
    Dropout,
    /// Those of `tizim simulate`: shares of the lists are drawn, the dependence is fixed
    Simulate,
}

fn model(word: &str) -> Result<Model, String> {
    let found = Model::ALL.into_iter().find(|model| model.name() == word);
    found.ok_or_else(|| {
        let names: Vec<&str> = Model::ALL.iter().map(|model| model.name()).collect();
        format!("there is no such model; there are {}", names.join(", "))
    })
}

/// What one world showed.
pub(crate) struct Found {
    estimate: f64,
    interval: Interval,
    covered: bool,
    /// `log(estimate / N)`.
    error: f64,
    /// `log(upper / lower)`, infinite without an upper limit.
    pub(crate) width: f64,
}

impl Found {
    /// An estimate beside the truth.
    pub(crate) fn new(estimate: f64, interval: Interval, truth: f64) -> Self {
        Self {
            estimate,
            interval,
            covered: interval.contains(truth),
            error: (estimate / truth).ln(),
            width: (interval.upper.unwrap_or(f64::INFINITY) / interval.lower).ln(),
        }
    }

    /// As a part of a line of `--each`.
    pub(crate) fn told(&self) -> String {
        let upper = self.interval.upper.map_or("none".to_owned(), |upper| format!("{upper:.0}"));
        let covered = if self.covered { "yes" } else { "no" };
        format!("{:.0},{:.0},{upper},{covered}", self.estimate, self.interval.lower)
    }
}

/// The share that held the truth, and the root mean square of the errors.
pub(crate) fn all_of(found: &[&Found]) -> (f64, f64) {
    let count = found.len() as f64;
    let covered = found.iter().filter(|f| f.covered).count() as f64 / count;
    // an error of e^5 and one of e^50 are the same failure
    let error = (found.iter().map(|f| f.error.abs().min(5.0).powi(2)).sum::<f64>() / count).sqrt();
    (covered, error)
}

/// The median of a number of each; not a number of none.
pub(crate) fn median_of(found: &[&Found], pick: impl Fn(&Found) -> f64) -> f64 {
    let mut values: Vec<f64> = found.iter().map(|found| pick(found)).collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

pub(crate) fn run(study: &Study) -> Result<ExitCode, Failure> {
    if study.people {
        return coverage_people::run(study);
    }
    let (people, lists, repetitions): (&[usize], &[usize], u64) = if study.quick {
        (&[300, 10_000], &[3, 5], 1)
    } else {
        (&[300, 1_000, 10_000, 30_000], &[3, 4, 5, 6], study.repetitions)
    };
    let mut table = TextTable::new(&[
        "family",
        "tables",
        "coverage",
        "RMSE log N",
        "median log error",
        "median log width",
        "no upper limit",
        "refused",
    ]);
    let (mut all, mut all_refused) = (Vec::new(), 0);
    let families = study.families();
    if study.each {
        say("family,lists,people,seed,estimate,lower,upper,covered");
    }
    for &family in families {
        complain(&format!("{family} ..."));
        let (mut own, mut refused) = (Vec::new(), 0);
        for seed in study.first_seed..study.first_seed + repetitions {
            for (&people, &lists) in people.iter().flat_map(|n| lists.iter().map(move |j| (n, j))) {
                let found = one_world(family, lists, people, study.worlds, seed, study.model)?;
                if study.each {
                    let told = found.as_ref().map_or("none,none,none,none".to_owned(), Found::told);
                    say(&format!("{family},{lists},{people},{seed},{told}"));
                }
                match found {
                    Some(found) => own.push(found),
                    None => refused += 1,
                }
            }
        }
        table.row(line(family.word(), &own, refused));
        all.extend(own);
        all_refused += refused;
    }
    if families.len() > 1 {
        table.row(line("all", &all, all_refused));
    }
    table.lines().iter().for_each(|line| say(line));
    Ok(ExitCode::SUCCESS)
}

fn one_world(
    family: Family,
    lists: usize,
    people: usize,
    worlds: Worlds,
    seed: u64,
    model: Model,
) -> Result<Option<Found>, Failure> {
    let reach = match worlds {
        Worlds::Usual => Some(Reach::Usual),
        Worlds::Other => Some(Reach::Other),
        Worlds::NearlyUnseen => Some(Reach::NearlyUnseen),
        Worlds::Dropout => Some(Reach::Dropout),
        Worlds::Simulate => None,
    };
    let cells = match reach {
        Some(reach) => world_table(family, lists, people, reach, seed)?,
        // another seed for each size, so that the shares of the lists differ too
        None => capture_table(family, lists, None, people, seed << 32 | (lists * people) as u64),
    };
    let seen = cells.into_iter().filter(|cell| cell.0 != 0);
    let names = (1..=lists).map(|j| format!("list {j}")).collect();
    let table = CaptureTable::new(names, seen.map(|(history, count)| (u64::from(history), count)))?;
    let report = estimate(&table, &Options { models: vec![model], seed, ..Options::default() }, &|_| ())?;
    let found = report.models[0].estimate();
    Ok(found.map(|found| Found::new(found.estimate, found.interval, people as f64)))
}

fn line(name: &str, found: &[Found], refused: usize) -> [String; 8] {
    let found: Vec<&Found> = found.iter().collect();
    let (covered, error) = all_of(&found);
    [
        name.to_owned(),
        found.len().to_string(),
        format!("{covered:.2}"),
        format!("{error:.2}"),
        format!("{:+.2}", median_of(&found, |f| f.error)),
        format!("{:.2}", median_of(&found, |f| f.width)),
        found.iter().filter(|f| f.width.is_infinite()).count().to_string(),
        refused.to_string(),
    ]
}
