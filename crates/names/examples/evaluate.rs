//! The figures of the shipped similarity and keys on the development sets.
//!
//! `cargo run --release -p tizim-names --example evaluate [-- --errors | --keys | --speed]`

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, HashSet};
use std::hint::black_box;
use std::time::Instant;

use tizim_names::{Key, Name, Rarity, keys, similarity};

#[path = "figures/mod.rs"]
mod figures;
use figures::{Figures, Pair, data_folder, figures, read_pairs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let show_errors = std::env::args().any(|argument| argument == "--errors");
    let folder = data_folder();
    if !folder.is_dir() {
        println!("no data folder {}; set TIZIM_DATA", folder.display());
        return Ok(());
    }
    if std::env::args().any(|argument| argument == "--keys") {
        for file in ["train.csv", "dev.csv", "kazakh_dev.csv", "nk_person.csv"] {
            let pairs = read_pairs(&folder.join(file))?;
            let names: Vec<(Name, Name)> =
                pairs.iter().map(|pair| (Name::parse(&pair.a), Name::parse(&pair.b))).collect();
            println!("{file}");
            key_figures(&pairs, &names);
        }
        return Ok(());
    }
    if !std::env::args().any(|argument| argument == "--speed") {
        for file in ["dev.csv", "kazakh_dev.csv", "nk_person.csv"] {
            let pairs = read_pairs(&folder.join(file))?;
            report(file, &pairs, show_errors);
        }
    }
    speed(&read_pairs(&folder.join("dev.csv"))?);
    Ok(())
}

fn report(file: &str, pairs: &[Pair], show_errors: bool) {
    let rarity = Rarity::default();
    let names: Vec<(Name, Name)> =
        pairs.iter().map(|pair| (Name::parse(&pair.a), Name::parse(&pair.b))).collect();
    let scores: Vec<f64> = names.iter().map(|(a, b)| similarity(a, b, &rarity)).collect();
    let scored: Vec<(f64, bool)> =
        scores.iter().zip(pairs).map(|(&score, pair)| (score, pair.same)).collect();
    println!("{file}: {} pairs", pairs.len());
    line("all", &figures(&scored), pairs.len());
    let mut groups: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
    for (pair, &item) in pairs.iter().zip(&scored) {
        groups.entry(&pair.scripts).or_default().push(item);
    }
    for (scripts, items) in groups.iter().filter(|(_, items)| items.len() >= 30) {
        line(scripts, &figures(items), items.len());
    }
    let mut kinds: BTreeMap<(&str, bool), (usize, usize)> = BTreeMap::new();
    for (pair, &(score, same)) in pairs.iter().zip(&scored) {
        let kind = kinds.entry((&pair.kind, same)).or_default();
        kind.0 += 1;
        kind.1 += usize::from(score >= 0.5);
    }
    for ((kind, same), (all, passing)) in kinds.into_iter().filter(|(_, (all, _))| *all >= 10) {
        println!(
            "  kind {kind:<14} same {:<5} n {all:<5} at or above 0.5: {:.3}",
            same,
            passing as f64 / all as f64
        );
    }
    key_figures(pairs, &names);
    if show_errors {
        let mut wrong: Vec<_> =
            pairs.iter().zip(&scores).filter(|(pair, score)| pair.same != (**score >= 0.5)).collect();
        wrong.sort_by(|x, y| x.1.total_cmp(y.1));
        for (pair, score) in wrong {
            println!("  {score:.3} {} {} | {} ({})", u8::from(pair.same), pair.a, pair.b, pair.kind);
        }
    }
}

fn line(what: &str, figures: &Figures, count: usize) {
    println!(
        "  {what:<10} n {count:<5} AUC {:.4} F1 {:.4} P@R.95 {:.3} R@P.99 {:.3} | at 0.5: P {:.3} R {:.3} | calibration error {:.3}",
        figures.auc,
        figures.best_f1,
        figures.precision_at_recall_95,
        figures.recall_at_precision_99,
        figures.precision,
        figures.recall,
        figures.calibration_error
    );
}

/// How many true pairs share a key, and how many of pairs of two persons drawn at random do.
fn key_figures(pairs: &[Pair], names: &[(Name, Name)]) {
    let sets: Vec<(HashSet<Key>, HashSet<Key>)> =
        names.iter().map(|(a, b)| (keys(a).collect(), keys(b).collect())).collect();
    let same: Vec<usize> = (0..pairs.len()).filter(|&at| pairs[at].same).collect();
    let met = same.iter().filter(|&&at| !sets[at].0.is_disjoint(&sets[at].1)).count();
    let (mut all, mut random) = (0_usize, 0_usize);
    for at in 0..sets.len() {
        for step in (1..sets.len()).step_by(37).take(60) {
            let other = (at + step) % sets.len();
            let one_person = match (&pairs[at].people, &pairs[other].people) {
                (Some((person, _)), Some((_, other))) => person == other,
                _ => pairs[at].a == pairs[other].b,
            };
            if !one_person {
                all += 1;
                random += usize::from(!sets[at].0.is_disjoint(&sets[other].1));
            }
        }
    }
    let count: usize = sets.iter().map(|(a, b)| a.len() + b.len()).sum();
    println!(
        "  keys: {:.4} of true pairs meet, {:.4} of random pairs; {:.1} keys a name",
        met as f64 / same.len() as f64,
        random as f64 / all as f64,
        count as f64 / (2 * sets.len()) as f64
    );
}

fn speed(pairs: &[Pair]) {
    let rarity = Rarity::default();
    let names: Vec<(Name, Name)> =
        pairs.iter().map(|pair| (Name::parse(&pair.a), Name::parse(&pair.b))).collect();
    let rounds = 100;
    let prepared = per_second(rounds * names.len(), || {
        for _ in 0..rounds {
            for (a, b) in &names {
                black_box(similarity(black_box(a), black_box(b), &rarity));
            }
        }
    });
    let rounds = 25;
    let shuffled = per_second(rounds * names.len(), || {
        for round in 0..rounds {
            for (at, (a, _)) in names.iter().enumerate() {
                black_box(similarity(
                    black_box(a),
                    black_box(&names[(at + 7 * round + 1) % names.len()].1),
                    &rarity,
                ));
            }
        }
    });
    let strings = per_second(rounds * names.len(), || {
        for _ in 0..rounds {
            for pair in pairs {
                let (a, b) = (Name::parse(black_box(&pair.a)), Name::parse(black_box(&pair.b)));
                black_box(similarity(&a, &b, &rarity));
            }
        }
    });
    let parsed = per_second(rounds * names.len() * 2, || {
        for _ in 0..rounds {
            for pair in pairs {
                black_box((Name::parse(black_box(&pair.a)), Name::parse(black_box(&pair.b))));
            }
        }
    });
    println!(
        "a second of one thread: {prepared:.0} pairs prepared ({shuffled:.0} drawn at random), {strings:.0} from strings; {parsed:.0} names parsed"
    );
}

/// How many of `count` things a second of processor time does; the clock on the wall where Linux does not tell.
fn per_second(count: usize, work: impl FnOnce()) -> f64 {
    let on_processor = || -> Option<f64> {
        let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
    };
    let (wall, before) = (Instant::now(), on_processor());
    work();
    let seconds = match (before, on_processor()) {
        (Some(before), Some(after)) => after - before,
        _ => wall.elapsed().as_secs_f64(),
    };
    count as f64 / seconds
}
