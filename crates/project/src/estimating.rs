//! The estimate of a run: which table, which strata, which models, and the doubts of the linking carried into the answer.

use crate::ProjectError;
use crate::cache::{Cache, Key};
use crate::config::Config;
use crate::count::breakdown;
use crate::count::captures::{self, Systems};
use crate::results::{Captures, EstimateResult, LinkageCarried, Person, Warning, WholeEstimate};
use crate::run::{Progress, Step};
use std::collections::BTreeMap;
use std::sync::Arc;
use tizim_estimate::{
    CaptureTable, Checks, Code, LinkedReport, LinkedStrata, Model, Options, Outcome, Report, StrataDraw,
    StrataReport, checks_of, estimate_linked, estimate_linked_strata, impute_strata,
};
use tizim_link::Linkage;
use tizim_model::{Records, Role};

/// The stratum field that stands for "by the list that a person's first record is on".
const BY_LIST: &str = "list";

/// Copies in which people of an unknown stratum are dealt out where there are no draws of the linkage to do it in.
const COPIES: usize = 20;

/// What the steps before found.
pub(crate) struct Counted<'a> {
    pub(crate) records: &'a Records,
    pub(crate) linkage: &'a Linkage,
    pub(crate) persons: &'a [Arc<Person>],
    pub(crate) systems: &'a Systems,
    pub(crate) captures: &'a Captures,
}

const NO_LIST: &str =
    "No list takes part in it. Articles do only where the project file says so (in_estimate = true).";

/// Estimates the whole population, by strata if the project file or the lists say so.
pub(crate) fn estimate(
    config: &Config,
    cache: &Cache,
    counted: &Counted,
    progress: Progress,
) -> Result<EstimateResult, ProjectError> {
    if config.estimate.skip {
        return Ok(EstimateResult::Refused { reason: "The project file asks for no estimate.".to_owned() });
    }
    if counted.captures.systems.is_empty() {
        return Ok(EstimateResult::Refused { reason: NO_LIST.to_owned() });
    }
    match stratum_of(config, counted.records) {
        None => whole(config, cache, counted, progress),
        Some(field) => strata(config, cache, counted, &field, progress),
    }
}

fn options(config: &Config, lists: &[String]) -> Options {
    let mut copied = Vec::new();
    for section in &config.lists {
        for origin in &section.copied_from {
            let at = |name: &str| lists.iter().position(|list| list == name);
            if let (Some(copy), Some(origin)) = (at(&section.name), at(origin)) {
                copied.push((copy, origin));
            }
        }
    }
    let models = match &config.estimate.models[..] {
        // Chapman's is for two lists, and with two lists there is no other estimate than it and the bound
        [] if lists.len() == 2 => vec![Model::Combined, Model::Chapman, Model::Chao],
        [] => Model::ALL.into_iter().filter(|model| *model != Model::Chapman).collect(),
        models => models.to_vec(),
    };
    let mut options = Options { models, seed: config.project.seed, copied, ..Default::default() };
    if options.models.first() == Some(&Model::Combined) {
        // latent classes by themselves stand beside the answer there: they converge as ever, and the ends of their
        // interval are not drawn on to the last per cent, which on hard tables takes longer than all else in a run
        options.lcm.precision = f64::INFINITY;
    }
    options
}

fn whole(
    config: &Config,
    cache: &Cache,
    counted: &Counted,
    progress: Progress,
) -> Result<EstimateResult, ProjectError> {
    let table = match captures::table(counted.captures, 0..counted.captures.pattern_of.len()) {
        Ok(table) => table,
        Err(fault) => {
            return Ok(EstimateResult::Refused { reason: format!("These lists carry none: {fault}.") });
        }
    };
    let options = options(config, table.lists());
    let key = Key::new("estimate").with(&table).with(&options);
    let mut report: Report = cache.get_or_make(&key, || {
        tizim_estimate::estimate(&table, &options, &|at| progress(Step::Estimate, at.done / 2.0))
    })?;
    let answer = report.models.iter().position(|outcome| outcome.estimate().is_some());
    let carried = match answer {
        Some(answer) => {
            let doubts = Doubts { table: &table, options: &options, draws: config.estimate.linkage_draws };
            doubts.carry(&mut report.models[answer], cache, counted, progress)?
        }
        None => None,
    };
    let key = Key::new("checks").with(&table).with(&options);
    let checks: Checks = cache.get_or_make(&key, || checks_of(&table, &options, &report))?;
    progress(Step::Estimate, 1.0);
    Ok(EstimateResult::Whole(Box::new(WholeEstimate { report, carried, checks })))
}

/// What is needed to repeat the answer over draws of the linkage.
struct Doubts<'a> {
    table: &'a CaptureTable,
    options: &'a Options,
    draws: usize,
}

impl Doubts<'_> {
    /// Replaces the answer by one that carries the doubts of the linking; nothing happens where there are none.
    fn carry(
        &self,
        answer: &mut Outcome,
        cache: &Cache,
        counted: &Counted,
        progress: Progress,
    ) -> Result<Option<LinkageCarried>, ProjectError> {
        let partitions = counted.linkage.draws(self.draws, self.options.seed);
        let tables = partitions
            .map(|partition| counted.systems.table_of(&partition))
            .collect::<Result<Vec<CaptureTable>, _>>()?;
        if tables.iter().all(|table| table == self.table) {
            return Ok(None);
        }
        let options = Options { models: vec![answer.model()], ..self.options.clone() };
        let key = Key::new("linked").with(&tables).with(&options);
        let pooled: LinkedReport = cache.get_or_make(&key, || {
            estimate_linked(&tables, &options, &|at| progress(Step::Estimate, 0.5 + at.done / 2.0))
        })?;
        Ok(replaced(answer, &pooled))
    }
}

/// Puts the answer that is pooled over draws of the linkage in the place of the one that takes the register as it is.
///
/// Numbers and draws become the pooled ones; the other diagnostics stay those of the model's own full run.
fn replaced(answer: &mut Outcome, pooled: &LinkedReport) -> Option<LinkageCarried> {
    let Outcome::Estimate(own) = answer else { return None };
    let outcome = pooled.models.iter().find(|linked| linked.outcome.model() == own.model)?;
    let with = outcome.outcome.estimate()?;
    let documented = pooled.documented_interval;
    let carried = LinkageCarried {
        draws: pooled.draws,
        refused: outcome.refused,
        documented: [
            documented.lower.round() as u64,
            documented.upper.unwrap_or(documented.lower).round() as u64,
        ],
        share: outcome.linkage_share.unwrap_or_default(),
        estimate_without: own.estimate,
        interval_without: own.interval,
        undocumented_without: own.estimated_undocumented,
        undocumented_interval_without: own.undocumented_interval,
    };
    own.estimate = with.estimate;
    own.interval = with.interval;
    own.estimated_undocumented = with.estimated_undocumented;
    own.undocumented_interval = with.undocumented_interval;
    if let (Some(posterior), Some(with)) = (&mut own.posterior, &with.posterior) {
        posterior.draws.clone_from(&with.draws);
        posterior.density.clone_from(&with.density);
    }
    own.diagnostics.n_alpha.clone_from(&with.diagnostics.n_alpha);
    for warning in &with.warnings {
        if own.warnings.iter().all(|known| known.code != warning.code) {
            own.warnings.push(warning.clone());
        }
    }
    Some(carried)
}

fn strata(
    config: &Config,
    cache: &Cache,
    counted: &Counted,
    field: &str,
    progress: Progress,
) -> Result<EstimateResult, ProjectError> {
    let labels: Vec<String> = counted
        .persons
        .iter()
        .map(|person| match field {
            BY_LIST => counted.records.list(person.records[0]).name.clone(),
            field => breakdown::label(person, field).unwrap_or_else(|| breakdown::UNKNOWN.to_owned()),
        })
        .collect();
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (person, label) in labels.iter().enumerate() {
        members.entry(label).or_default().push(person);
    }
    let mut strata = Vec::new();
    for (label, members) in members {
        if let Ok(table) = captures::table(counted.captures, members.into_iter()) {
            strata.push((label.to_owned(), table));
        }
    }
    let mut options = options(config, &counted.captures.systems);
    let missing = if field == BY_LIST { None } else { dealt_out(&strata, options.seed)? };
    let strata = missing.as_ref().map_or(strata, |missing| missing.strata.clone());
    // a stratum may lack lists, so their positions mean nothing there; the totals say what was copied
    let copied = std::mem::take(&mut options.copied);
    let key = Key::new("strata").with(&strata).with(&options);
    let mut report: StrataReport = cache.get_or_make(&key, || {
        tizim_estimate::estimate_strata(&strata, &options, &|at| progress(Step::Estimate, at.done / 2.0))
    })?;
    let names = &counted.captures.systems;
    for total in &mut report.totals {
        if let Outcome::Estimate(total) = total {
            let told = copied
                .iter()
                .map(|&(copy, origin)| tizim_estimate::Warning::copied_list(&names[copy], &names[origin]));
            total.warnings.extend(told);
            total.warnings.extend(missing.as_ref().map(|missing| missing.told(field)));
        }
    }
    let by_record = {
        let mut by_record = vec![breakdown::UNKNOWN; counted.records.len()];
        for (person, label) in counted.persons.iter().zip(&labels) {
            person.records.iter().for_each(|record| by_record[record.index()] = label);
        }
        by_record
    };
    let mut draws: Vec<StrataDraw> = counted
        .linkage
        .draws(config.estimate.linkage_draws, options.seed)
        .map(|partition| counted.systems.tables_by(&partition, &by_record))
        .collect();
    if let Some(missing) = &missing {
        if draws.is_empty() {
            draws = vec![missing.before.clone(); COPIES];
        }
        for (seed, draw) in (options.seed + 1..).zip(&mut draws) {
            if let Some(dealt) = dealt_out(draw, seed)? {
                *draw = dealt.strata;
            }
        }
    }
    let carried = carry_strata(&mut report, &strata, &draws, options, cache, progress)?;
    progress(Step::Estimate, 1.0);
    Ok(EstimateResult::Strata { field: field.to_owned(), report, carried })
}

/// Strata among which the people of an unknown stratum were dealt out.
struct DealtOut {
    /// The strata as they were, the unknown one included.
    before: StrataDraw,
    strata: StrataDraw,
    people: u64,
}

impl DealtOut {
    fn told(&self, field: &str) -> tizim_estimate::Warning {
        let words = format!(
            "the {} people whose {field} is unknown are dealt out among the strata given the lists that hold them, anew in each draw; what that leaves open is in the intervals",
            self.people
        );
        tizim_estimate::Warning::new(Code::MissingStratum, words)
    }
}

/// Deals the people of an unknown stratum out; none if there are none, or no other stratum.
fn dealt_out(strata: &StrataDraw, seed: u64) -> Result<Option<DealtOut>, ProjectError> {
    let (unknown, known): (StrataDraw, StrataDraw) =
        strata.iter().cloned().partition(|(label, _)| label == breakdown::UNKNOWN);
    let [(_, unlabelled)] = &unknown[..] else { return Ok(None) };
    if known.is_empty() {
        return Ok(None);
    }
    let dealt = impute_strata(&known, unlabelled, 1, seed)?.pop();
    Ok(dealt.map(|dealt| DealtOut { before: strata.clone(), strata: dealt, people: unlabelled.n() }))
}

/// Replaces the answer of the total and of each stratum by those that carry the doubts of the linking.
fn carry_strata(
    report: &mut StrataReport,
    strata: &StrataDraw,
    draws: &[StrataDraw],
    mut options: Options,
    cache: &Cache,
    progress: Progress,
) -> Result<Option<LinkageCarried>, ProjectError> {
    let Some(answer) = report.totals.iter().position(|outcome| outcome.estimate().is_some()) else {
        return Ok(None);
    };
    if draws.iter().all(|draw| draw == strata) {
        return Ok(None);
    }
    options.models = vec![report.totals[answer].model()];
    let key = Key::new("linked strata").with(draws).with(&options);
    let pooled: LinkedStrata = cache.get_or_make(&key, || {
        estimate_linked_strata(draws, &options, &|at| progress(Step::Estimate, 0.5 + at.done / 2.0))
    })?;
    for stratum in &mut report.strata {
        let linked = pooled.strata.iter().find(|(name, _)| *name == stratum.name);
        if let (Some((_, linked)), Some(own)) = (linked, stratum.report.models.get_mut(answer)) {
            replaced(own, linked);
        }
    }
    Ok(replaced(&mut report.totals[answer], &pooled.totals))
}

/// Returns the field by which people are split: the one of the project file; else the list, where several lists are
/// tables of people already linked, each of a population of its own.
fn stratum_of(config: &Config, records: &Records) -> Option<String> {
    if let Some(field) = &config.estimate.strata {
        return Some(field.clone());
    }
    let linked = records.lists.iter().filter(|list| list.already_linked).count();
    let says = records.columns.iter().any(|column| column.role == Role::OnList);
    (linked > 1 && linked == records.lists.len() && says).then(|| BY_LIST.to_owned())
}

/// Returns the warnings that come with the first answer and with the table.
pub(crate) fn warnings(estimate: &EstimateResult) -> Vec<Warning> {
    if let EstimateResult::Refused { reason } = estimate {
        let words = format!("There is no estimate. {reason}");
        return vec![Warning { code: "no_estimate".to_owned(), words }];
    }
    let models = estimate.outcomes();
    let table = match estimate {
        EstimateResult::Whole(whole) => &whole.report.warnings[..],
        EstimateResult::Strata { .. } | EstimateResult::Refused { .. } => &[],
    };
    let first = estimate.answer();
    let mut warnings: Vec<Warning> = Vec::new();
    if first.is_none() {
        let reason = models.iter().find_map(|outcome| match outcome {
            Outcome::Refusal { reason, .. } => Some(reason.words.as_str()),
            Outcome::Estimate(_) => None,
        });
        let words = format!("There is no estimate of the undocumented. {}", reason.unwrap_or_default());
        warnings.push(Warning { code: "no_estimate".to_owned(), words: words.trim().to_owned() });
    }
    for warning in table.iter().chain(first.iter().flat_map(|estimate| &estimate.warnings)) {
        let code = serde_json::to_value(warning.code).ok().and_then(|code| code.as_str().map(str::to_owned));
        let warning = Warning { code: code.unwrap_or_default(), words: warning.words.clone() };
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_an_unknown_stratum_are_dealt_out_among_the_others() {
        let table = |cells: &[(u64, u64)]| {
            CaptureTable::new(vec!["a".to_owned(), "b".to_owned()], cells.iter().copied()).unwrap()
        };
        let strata = vec![
            ("north".to_owned(), table(&[(1, 30), (2, 20), (3, 5)])),
            ("south".to_owned(), table(&[(1, 10), (2, 40), (3, 8)])),
            (breakdown::UNKNOWN.to_owned(), table(&[(1, 6), (3, 2)])),
        ];
        let dealt = dealt_out(&strata, 3).unwrap().unwrap();
        assert_eq!((dealt.strata.len(), dealt.people), (2, 8));
        let people = |strata: &StrataDraw| strata.iter().map(|(_, table)| table.n()).sum::<u64>();
        assert_eq!(people(&dealt.strata), people(&strata));
        assert!(dealt.told("region").words.contains("8 people whose region is unknown"));
        assert!(dealt_out(&dealt.strata, 3).unwrap().is_none());
        assert!(dealt_out(&strata[2..].to_vec(), 3).unwrap().is_none());
    }
}
