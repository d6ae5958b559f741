//! What every caller may rely on: refusals, warnings, determinism, strata, linkage draws.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use tizim_estimate::{
    CaptureTable, Code, EstimateError, Model, Options, Outcome, StrataDraw, estimate, estimate_linked,
    estimate_linked_strata, estimate_strata,
};
use tizim_simulate::{Family, Reach, world_table};

fn simulate_table(family: Family, lists: usize, people: usize, seed: u64) -> CaptureTable {
    let cells = world_table(family, lists, people, Reach::Usual, seed).unwrap();
    let seen = cells.into_iter().filter(|cell| cell.0 != 0);
    CaptureTable::new(names(lists), seen.map(|(history, count)| (u64::from(history), count))).unwrap()
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|j| format!("list {j}")).collect()
}

fn refusal(lists: usize, cells: &[(u64, u64)]) -> Code {
    let table = CaptureTable::new(names(lists), cells.iter().copied()).unwrap();
    match &estimate(&table, &Options::default(), &|_| ()).unwrap().models[0] {
        Outcome::Refusal { reason, .. } => reason.code,
        Outcome::Estimate(found) => panic!("{:?}", found.interval),
    }
}

#[test]
fn what_cannot_be_known_is_refused() {
    assert_eq!(refusal(3, &[]), Code::NobodySeen);
    assert_eq!(refusal(1, &[(1, 50)]), Code::OneList);
    assert_eq!(refusal(2, &[(1, 3), (2, 2), (3, 1)]), Code::TooFewPeople);
    assert_eq!(refusal(3, &[(7, 40)]), Code::AllListsEqual);
    assert_eq!(refusal(3, &[(1, 40), (2, 20), (4, 30)]), Code::NoOverlap);
}

#[test]
fn the_reader_is_warned() {
    let table = CaptureTable::new(names(2), [(1, 400), (2, 500), (3, 4)]).unwrap();
    let options = Options { copied: vec![(0, 1)], ..Options::default() };
    let report = estimate(&table, &options, &|_| ()).unwrap();
    let codes: Vec<Code> = report.warnings.iter().map(|w| w.code).collect();
    for code in [Code::TwoListsOnly, Code::ThinOverlap, Code::CopiedList] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    assert!(report.models[0].estimate().is_some());
    let bad = Options { copied: vec![(0, 7)], ..Options::default() };
    assert_eq!(estimate(&table, &bad, &|_| ()), Err(EstimateError::Copied { list: 7, lists: 2 }));
    let bad = Options { level: 95.0, ..Options::default() };
    assert!(matches!(estimate(&table, &bad, &|_| ()), Err(EstimateError::Level { .. })));
}

#[test]
fn threads_never_change_a_result() {
    let table = simulate_table(Family::TwoClasses, 4, 600, 3);
    let with = |threads| {
        let mut options =
            Options { models: vec![Model::Combined, Model::Loglinear], threads, ..Options::default() };
        options.loglinear.replicates = 30;
        options.lcm.max_sweeps = 2_000;
        estimate(&table, &options, &|_| ()).unwrap()
    };
    assert_eq!(with(1), with(2));
}

#[test]
fn strata_add_up_and_refusals_are_named() {
    let one = simulate_table(Family::Independent, 3, 500, 5);
    let two = simulate_table(Family::Independent, 3, 800, 6);
    let thin = CaptureTable::new(names(3), [(1, 2), (2, 1)]).unwrap();
    let documented = one.n() + two.n() + thin.n();
    let strata = [("a".to_owned(), one), ("b".to_owned(), two), ("c".to_owned(), thin)];
    let options = Options { models: vec![Model::Graphs], ..Options::default() };
    let report = estimate_strata(&strata, &options, &|_| ()).unwrap();
    assert_eq!(report.documented, documented);
    let total = report.totals[0].estimate().unwrap();
    assert!(total.interval.contains(1_303.0), "{:?}", total.interval);
    assert!(total.warnings.iter().any(|w| w.code == Code::StratumRefused && w.words.contains("\"c\"")));
}

#[test]
fn linkage_draws_widen_the_interval() {
    let tables: Vec<CaptureTable> =
        (0..8).map(|seed| simulate_table(Family::Independent, 3, 500 + 30 * seed as usize, seed)).collect();
    let options = Options { models: vec![Model::Graphs], ..Options::default() };
    let pooled = estimate_linked(&tables, &options, &|_| ()).unwrap();
    assert_eq!((pooled.draws, pooled.models[0].refused), (8, 0));
    assert!(pooled.models[0].linkage_share.unwrap() > 0.1);
    let same = vec![tables[0].clone(); 8];
    let alike = estimate_linked(&same, &options, &|_| ()).unwrap();
    assert!(alike.models[0].linkage_share.unwrap() < 1e-6);
}

#[test]
fn strata_over_draws_of_the_linkage_add_up_draw_by_draw() {
    let table = |people: usize, seed| simulate_table(Family::Independent, 3, people, seed);
    let draws: Vec<StrataDraw> = (0..6)
        .map(|draw| {
            vec![("a".to_owned(), table(500 + 20 * draw, 5)), ("b".to_owned(), table(800 + 20 * draw, 6))]
        })
        .collect();
    let options = Options { models: vec![Model::Graphs], ..Options::default() };
    let found = estimate_linked_strata(&draws, &options, &|_| ()).unwrap();
    let names: Vec<&str> = found.strata.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
    let total = found.totals.models[0].outcome.estimate().unwrap();
    assert!(total.interval.contains(1_400.0), "{:?}", total.interval);
    // both strata grow together over the draws, so the total knows more of the linkage than a sum of strangers would
    assert!(found.totals.models[0].linkage_share.unwrap() > 0.1);
    let certain = vec![draws[0].clone(); 6];
    let alike = estimate_linked_strata(&certain, &options, &|_| ()).unwrap();
    let plain = estimate_strata(&draws[0], &options, &|_| ()).unwrap();
    let (here, there) = (&alike.totals.models[0].outcome, &plain.totals[0]);
    let ratio = here.estimate().unwrap().estimate / there.estimate().unwrap().estimate;
    assert!((ratio - 1.0).abs() < 0.01, "{ratio}");
    assert!(estimate_linked_strata(&[], &options, &|_| ()).is_err());
}

/// Chains that walk from draw to draw must say what full runs on each draw say.
#[test]
fn latent_classes_over_draws_agree_with_full_runs_on_each() {
    let tables: Vec<CaptureTable> = (0..8)
        .map(|draw| {
            // the same people, some of them taken apart: the unseen differ by far more than the chains' error
            let whole = simulate_table(Family::Independent, 4, 1_500, 11);
            let mut cells: Vec<(u64, u64)> = whole.cells().to_vec();
            for cell in &mut cells {
                let apart = if cell.0.count_ones() > 1 { cell.1 * draw / 40 } else { 0 };
                cell.1 -= apart;
            }
            let apart = whole.n() - cells.iter().map(|cell| cell.1).sum::<u64>();
            cells.extend([(1, apart), (2, apart)]);
            CaptureTable::new(names(4), cells).unwrap()
        })
        .collect();
    let mut options = Options { models: vec![Model::Lcm], ..Options::default() };
    options.lcm.precision = f64::INFINITY;
    let pooled = estimate_linked(&tables, &options, &|_| ()).unwrap();
    let found = pooled.models[0].outcome.estimate().unwrap();
    assert!(found.diagnostics.r_hat.unwrap() <= 1.02, "{:?}", found.diagnostics);
    let singles: Vec<(f64, f64)> = tables
        .iter()
        .map(|table| {
            let report = estimate(table, &options, &|_| ()).unwrap();
            let draws = report.models[0].estimate().unwrap().posterior.clone().unwrap().draws;
            let logs: Vec<f64> = draws.iter().map(|n| n.ln()).collect();
            let mean = logs.iter().sum::<f64>() / logs.len() as f64;
            (mean, logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / logs.len() as f64)
        })
        .collect();
    let centre = singles.iter().map(|s| s.0).sum::<f64>() / 8.0;
    let between = singles.iter().map(|s| (s.0 - centre).powi(2)).sum::<f64>() / 8.0;
    let within = singles.iter().map(|s| s.1).sum::<f64>() / 8.0;
    let share = between / (between + within);
    assert!((pooled.models[0].linkage_share.unwrap() - share).abs() < 0.06, "{pooled:?} {share}");
    let logs = found.posterior.as_ref().unwrap().draws.iter().map(|n| n.ln());
    let mean = logs.clone().sum::<f64>() / logs.count() as f64;
    assert!((mean - centre).abs() < 0.02, "{mean} {centre}");
    // short runs are no reason to fail
    let mut short = options.clone();
    short.lcm.max_sweeps = 200;
    assert!(estimate(&tables[0], &short, &|_| ()).is_ok());
}
