//! From a table and options to a report: checks, the models asked for, warnings.

use crate::bounds;
use crate::combined;
use crate::error::EstimateError;
use crate::graphs;
use crate::lcm;
use crate::loglinear;
use crate::options::Options;
use crate::reach;
use crate::result::{ListSummary, Model, Outcome, Report};
use crate::sensitivity::inconsistency;
use crate::table::CaptureTable;
use crate::words::{Code, Reason, Warning, enumerate_names};

/// How far a computation has come; sent from any thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// The model at work.
    pub model: Model,
    /// 0..1; work that ends early jumps to 1.
    pub done: f64,
    /// The stratum, linkage draw or part at work, if there are several.
    pub part: Option<String>,
}

/// Fewer people than this and no model is tried.
const FEWEST: u64 = 10;

/// Runs `options.models` on `table`.
///
/// A model that the data cannot carry is a [`Outcome::Refusal`], not an error. The result depends on the table and the
/// options only, not on the number of threads.
///
/// # Errors
/// Options out of range, or worker threads that cannot be started.
pub fn estimate(
    table: &CaptureTable,
    options: &Options,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Report, EstimateError> {
    options.check(table)?;
    in_pool(options.threads, || {
        let mut report = report(table, options, Ready::default(), progress);
        if refusal(table).is_none() {
            report.warnings.extend(inconsistency(table, options));
        }
        report
    })
}

/// Runs `work` on `threads` worker threads, 0 for the pool that is there already.
pub(crate) fn in_pool<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> Result<T, EstimateError> {
    if threads == 0 {
        return Ok(work());
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map(|pool| pool.install(work)).map_err(|error| EstimateError::Threads { reason: error.to_string() })
}

/// Answers of latent classes that are there already.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ready {
    /// On the table.
    pub(crate) whole: Option<Outcome>,
    /// On the table with as few lists as the combination takes.
    pub(crate) merged: Option<Outcome>,
}

/// The report, options being checked.
pub(crate) fn report(
    table: &CaptureTable,
    options: &Options,
    mut ready: Ready,
    progress: &(dyn Fn(Progress) + Sync),
) -> Report {
    let lists = table.lists().iter().enumerate().map(|(j, name)| ListSummary {
        name: name.clone(),
        n: table.on_list(j),
        alone: table.count(1 << j),
    });
    let refused = refusal(table);
    // the same chains serve latent classes by themselves and in the combination
    let shared = [Model::Lcm, Model::Combined].iter().all(|model| options.models.contains(model))
        && (3..=combined::MOST_LISTS).contains(&table.lists().len())
        && refused.is_none();
    if shared && ready.whole.is_none() {
        let tell = |done| progress(Progress { model: Model::Lcm, done, part: None });
        ready.whole = Some(lcm::estimate(table, options, &tell));
    }
    if shared && ready.merged.is_none() {
        ready.merged.clone_from(&ready.whole);
    }
    let models = options.models.iter().map(|&model| match &refused {
        Some(reason) => Outcome::Refusal { model, reason: reason.clone() },
        None => {
            let tell = |done| progress(Progress { model, done, part: None });
            run(model, table, options, &mut ready, &tell)
        }
    });
    Report {
        documented: table.n(),
        lists: lists.collect(),
        models: models.collect(),
        warnings: warnings(table, options),
    }
}

/// One model on a table that no general refusal holds back.
fn run(
    model: Model,
    table: &CaptureTable,
    options: &Options,
    ready: &mut Ready,
    progress: &(dyn Fn(f64) + Sync),
) -> Outcome {
    let mut outcome = match model {
        Model::Chapman => bounds::chapman(table, options),
        Model::Chao => bounds::chao(table, options),
        Model::Graphs => graphs::estimate(table, options),
        Model::Loglinear => loglinear::estimate(table, options, progress),
        Model::Lcm => ready.whole.take().unwrap_or_else(|| lcm::estimate(table, options, progress)),
        Model::Combined => combined::estimate(table, options, ready.merged.take(), progress),
    };
    if let (Model::Graphs | Model::Loglinear, Outcome::Estimate(estimate)) = (model, &mut outcome) {
        reach::fill_alike(estimate, table.n() as f64);
    }
    outcome
}

/// Why no model can say anything of this table.
pub(crate) fn refusal(table: &CaptureTable) -> Option<Reason> {
    let (n, lists) = (table.n(), table.lists().len());
    let all = if lists == 64 { u64::MAX } else { (1 << lists) - 1 };
    let reason = |code, words: String| Some(Reason::new(code, words));
    if n == 0 {
        return reason(Code::NobodySeen, "the table holds nobody".to_owned());
    }
    if lists == 1 {
        let words = "there is one list only; how many it missed cannot be known without a second list";
        return reason(Code::OneList, words.to_owned());
    }
    if n < FEWEST {
        return reason(Code::TooFewPeople, format!("{n} people are too few: at least {FEWEST} are needed"));
    }
    if table.cells().iter().all(|&(pattern, _)| pattern == all) {
        let words = "every list holds the same people; such lists are copies of one another, and copies say nothing \
                     of the people they all missed";
        return reason(Code::AllListsEqual, words.to_owned());
    }
    if table.on_exactly(1) == n {
        let words = "no person is on two lists, so the lists say nothing of how many all of them missed";
        return reason(Code::NoOverlap, words.to_owned());
    }
    None
}

/// What the reader must know of the table, whatever the model.
pub(crate) fn warnings(table: &CaptureTable, options: &Options) -> Vec<Warning> {
    let mut warnings = table.warnings().to_vec();
    let names = table.lists();
    let lists = names.len();
    let n = table.n();
    let repeated = n - table.on_exactly(1);
    let mut warn = |code, words: String| warnings.push(Warning::new(code, words));
    if lists == 2 {
        let words = "with two lists nothing can check that being on one did not change the chance of being on the \
                     other; if it did, the estimate is wrong by as much";
        warn(Code::TwoListsOnly, words.to_owned());
    }
    if n > 0 && repeated > 0 && (repeated < 10 || (repeated as f64) < 0.01 * n as f64) {
        let words =
            format!("only {repeated} of {n} people are on two lists or more, which is little to go by");
        warn(Code::ThinOverlap, words);
    }
    for &(a, b) in &options.copied {
        warn(Code::CopiedList, Warning::copied_list(&names[a], &names[b]).words);
    }
    let mut empty = Vec::new();
    for a in 0..lists {
        for b in a + 1..lists {
            if table.overlap(a, b) == 0 {
                empty.push(format!("{} and {}", names[a], names[b]));
            }
        }
    }
    if lists > 1 && !empty.is_empty() {
        let words = format!("pairs of lists that share nobody: {}", enumerate_names(&empty));
        warn(Code::EmptyOverlap, words);
    }
    for a in 0..lists {
        let inside = (0..lists).find(|&b| b != a && n > 0 && table.overlap(a, b) == table.on_list(a));
        if let Some(b) = inside {
            let words = format!(
                "everybody on list \"{}\" is on list \"{}\" too; if one was made from the other, leave one out",
                names[a], names[b]
            );
            warn(Code::NestedList, words);
        }
    }
    if n > 0 && table.on_exactly(1) * 20 < n && lists > 1 {
        let words = "nearly everybody is on two lists or more; lists that copy each other look like this too";
        warn(Code::CompleteOverlap, words.to_owned());
    }
    if lists > 8 {
        let words = format!(
            "{lists} lists: chances of being missed by all of them multiply, so a prior that is flat for each list says that nearly everybody was seen"
        );
        warn(Code::ManyLists, words);
    }
    warnings
}
