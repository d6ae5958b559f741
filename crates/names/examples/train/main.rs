//! Trains the tables that the crate ships, and writes a report beside them.
//!
//! `cargo run --release -p tizim-names --example train costs`, then `... train forest` (built again, so that it reads the new
//! costs); `--errors` lists the pairs that cross-validation gets wrong.
//!
//! Reads only `train.csv` and `train_tokens.tsv` (licences: crates/names/data/README.md).

#![allow(clippy::print_stdout)]

use std::path::Path;

use tizim_names::training::{
    TREE_DEPTH, TrainedCosts, beginnings_bytes, codes, feature_names, pair_features, rarity_bytes,
};
use tizim_names::{Name, Rarity};

mod augment;
mod boosting;
#[path = "../figures/mod.rs"]
mod figures;
mod forms;
mod kin;
mod namesakes;
mod syllables;
mod transducer;

use augment::{Pool, mistyped, mistyped_self, rewritten_2021, stranger, turned_self};
use boosting::{Example, Growth, grow};
use kin::{Givens, kin};
use namesakes::{Namesakes, disguised, initialled, sons};
use transducer::TokenPair;

/// What a pair of a made family counts.
const KIN_WEIGHT: f32 = 0.25;

/// The kind of a made pair.
const MADE: &str = "made";
/// The kind of a made pair that is not filtered by how it sounds.
const NAMESAKE: &str = "namesake";
/// What a made pair counts beside a real one.
const MADE_WEIGHT: f32 = 0.12;
/// What a namesake counts.
const NAMESAKE_WEIGHT: f32 = 0.15;

/// What a Cyrillic token rewritten in the Latin letters of 2021 counts beside a found spelling.
const REWRITTEN_WEIGHT: f64 = 0.1;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let folder = figures::data_folder();
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    std::fs::create_dir_all(&out)?;
    match std::env::args().nth(1).as_deref() {
        Some("costs") => {
            let (costs, report) = transducer::train(&token_pairs(&folder)?);
            std::fs::write(out.join("costs.bin"), costs.to_bytes())?;
            std::fs::write(out.join("costs-report.txt"), report.join("\n") + "\n")?;
            report.iter().for_each(|line| println!("{line}"));
            let pairs = figures::read_pairs(&folder.join("train.csv"))?;
            let names: Vec<Name> =
                pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).map(|name| Name::parse(name)).collect();
            std::fs::write(out.join("rarity.bin"), rarity_bytes(&names))?;
            std::fs::write(out.join("beginnings.bin"), beginnings_bytes(&names))?;
        }
        Some("forest") => {
            let report = forest(&folder, &out)?;
            std::fs::write(out.join("forest-report.txt"), report.join("\n") + "\n")?;
            report.iter().for_each(|line| println!("{line}"));
        }
        Some("forms") => {
            let groups = folder.join("name_groups.tsv.xz");
            std::fs::write(out.join("forms.bin"), forms::read(&groups)?)?;
        }
        _ => println!("say which: forms, costs, then (built again) forest"),
    }
    Ok(())
}

/// The fold of a pair: that of its first person, so that no true pair of a person is learned from where another is judged.
fn fold_of(pair: &figures::Pair) -> Result<u8, Failure> {
    let (person, _) = pair.people.as_ref().ok_or("train.csv has no columns id_a and id_b")?;
    let mut hash =
        person.bytes().fold(0, |hash: u64, byte| hash.wrapping_mul(31).wrapping_add(u64::from(byte)));
    Ok((boosting::next(&mut hash) % 3) as u8)
}

/// Grows the forest; judges it by three folds first, of other persons each.
fn forest(folder: &Path, out: &Path) -> Result<Vec<String>, Failure> {
    let rarity = Rarity::default();
    let mut report = Vec::new();
    let mut examples = Vec::new();
    let pairs = figures::read_pairs(&folder.join("train.csv"))?;
    let pool = Pool::new(&pairs);
    let givens = Givens::new(&pairs);
    let namesakes = Namesakes::new(&pairs);
    let index =
        |name: &str| feature_names().iter().position(|known| *known == name).ok_or("a feature was renamed");
    let (weakest, left_over) = (index("WORST")?, index("LEFT_SHORTER")?);
    let mut state = 11;
    for (at, pair) in pairs.iter().enumerate() {
        let fold = fold_of(pair)?;
        let mut add = |a: &str, b: &str, same: bool, weight: f32, kind: &str| {
            let features = pair_features(&Name::parse(a), &Name::parse(b), &rarity);
            // a made stranger who sounds the same is no stranger (José for Jose)
            if kind == MADE && !same && features[weakest] > 0.8 && features[left_over] <= 0.0 {
                return;
            }
            examples.push(Example { features, same, weight, fold, text: format!("{a} | {b} ({kind})") });
        };
        add(&pair.a, &pair.b, pair.same, 1.0, &format!("{} {}", pair.kind, pair.scripts));
        if !pair.same {
            continue;
        }
        let made = [
            (at % 4 == 0).then(|| mistyped(pair, &mut state)),
            (at % 4 == 1).then(|| mistyped_self(pair, &mut state)),
            (at % 4 == 2).then(|| stranger(pair, false, &mut state, |w, s| pool.stranger(w, s))).flatten(),
            (at % 4 == 3).then(|| stranger(pair, true, &mut state, |w, s| pool.stranger(w, s))).flatten(),
            (at % 4 < 2).then(|| stranger(pair, at % 4 == 0, &mut state, |w, s| pool.rhyme(w, s))).flatten(),
            (at % 4 == 0).then(|| turned_self(pair, &mut state)),
            rewritten_2021(&pair.a),
            rewritten_2021(&pair.b),
            (at % 2 == 0).then(|| disguised(pair, &mut state)),
            (at % 2 == 0).then(|| namesakes.other_end(pair, at % 4 == 0, &mut state)).flatten(),
        ];
        for made in made.into_iter().flatten() {
            add(&made.a, &made.b, made.same, MADE_WEIGHT, MADE);
        }
        let mut others = sons(pair, &mut state);
        if at % 4 == 1 {
            others.extend(namesakes.alone(pair, at, &mut state));
        }
        if at % 4 == 3 {
            others.extend(initialled(pair, &mut state));
        }
        if at % 16 == 5 {
            others.extend(syllables::made(&mut state));
        }
        for made in others {
            add(&made.a, &made.b, made.same, NAMESAKE_WEIGHT, NAMESAKE);
        }
        for made in kin(pair, &givens, &mut state) {
            add(&made.a, &made.b, made.same, KIN_WEIGHT, "kin");
        }
    }
    let show_errors = std::env::args().any(|argument| argument == "--errors");
    let growth = Growth { trees: 128, rate: 0.18, ridge: 8.0 };
    let (mut scored, mut scored_made) = (Vec::new(), Vec::new());
    for fold in 0..3 {
        let train: Vec<&Example> = examples.iter().filter(|e| e.fold != fold).collect();
        let forest = grow(&train, growth, 7);
        for example in examples.iter().filter(|e| e.fold == fold) {
            let odds = f64::from(forest.log_odds(&example.features));
            let score = 1.0 / (1.0 + (-odds).exp());
            if example.weight < 1.0 {
                scored_made.push((score, example.same));
            } else {
                scored.push((score, example.same));
            }
            if show_errors && example.same != (score >= 0.5) {
                println!("{score:.3} {} {}", u8::from(example.same), example.text);
            }
        }
    }
    let real = scored.len();
    report.push(format!(
        "{real} pairs of train.csv, {} made of them at weight {MADE_WEIGHT}",
        examples.len() - real
    ));
    report.push(format!("{growth:?}, depth {TREE_DEPTH}; features: {}", feature_names().join(", ")));
    report.push("three folds, each scored by a forest grown on the other two:".to_string());
    report.push(format!("{:#?}", figures::figures(&scored)));
    report.push("the same of the made pairs:".to_string());
    report.push(format!("{:#?}", figures::figures(&scored_made)));
    let all: Vec<&Example> = examples.iter().collect();
    let grown = grow(&all, growth, 7);
    std::fs::write(out.join("forest.bin"), grown.to_bytes())?;
    Ok(report)
}

/// Token pairs of the token file, and those that meet in the true pairs of the training names.
fn token_pairs(folder: &Path) -> Result<Vec<TokenPair>, Failure> {
    let mut pairs = Vec::new();
    for line in std::fs::read_to_string(folder.join("train_tokens.tsv"))?.lines() {
        let mut fields = line.split('\t');
        let (Some(a), Some(b)) = (fields.next(), fields.next()) else { continue };
        for made in [a, b].into_iter().filter_map(rewritten_2021) {
            let kazakh = made.a.chars().any(|letter| "әғқңөұүі".contains(letter));
            if let ([x], [y]) = (Name::parse(&made.a).tokens(), Name::parse(&made.b).tokens()) {
                pairs
                    .push(TokenPair { weight: if kazakh { 1.0 } else { REWRITTEN_WEIGHT }, ..ordered(x, y) });
            }
        }
        let (a, b) = (Name::parse(a), Name::parse(b));
        if let ([a], [b]) = (a.tokens(), b.tokens()) {
            pairs.push(ordered(a, b));
        }
    }
    let costs = TrainedCosts::by_ear();
    for pair in figures::read_pairs(&folder.join("train.csv"))?.iter().filter(|pair| pair.same) {
        let (a, b) = (Name::parse(&pair.a), Name::parse(&pair.b));
        for (token_a, token_b, similarity) in costs.met(&a, &b) {
            if similarity > 0.45 && codes(&token_a).len() > 1 && codes(&token_b).len() > 1 {
                pairs.push(ordered(&token_a, &token_b));
            }
        }
    }
    Ok(pairs)
}

fn ordered(a: &tizim_names::Token, b: &tizim_names::Token) -> TokenPair {
    let (a, b) = if a.class() <= b.class() { (a, b) } else { (b, a) };
    TokenPair {
        classes: (a.class() as usize, b.class() as usize),
        a: codes(a).to_vec(),
        b: codes(b).to_vec(),
        weight: 1.0,
    }
}
