//! Who was harmed: training on the development articles of MUC-4, and what cross-validation in them gives.

use crate::Failure;
use crate::data::{Tally, json_lines};
use crate::muc_key::{Filler, gold, is_same, score, words};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use tizim_text::Article;
use tizim_text::harm_training::{Fate, Seen, Trainer, Trial, seen};

const FOLDS: usize = 5;
/// In the first round every phrase of somebody harmed is learnt from, later the one that speaks most for it.
const ROUNDS: usize = 2;
const EPOCHS: u64 = 8;
const RATE: f32 = 0.01;
const PENALTY: f32 = 1e-3;
/// Features of fewer phrases are left out.
const COMMON: u32 = 3;
/// Rows whose weights are all below this are left out of the shipped table.
const LEAST: f32 = 0.04;

/// An article with the persons in it and what the key says that they suffered; none where the key leaves it open.
struct Keyed<'d> {
    document: &'d Value,
    persons: Vec<(Seen, Option<Fate>)>,
}

pub(crate) fn train(out: &Path) -> Result<String, Failure> {
    let documents = json_lines("text/muc4/dev.jsonl").ok_or("no MUC-4")?;
    let keyed: Vec<Keyed<'_>> = documents.iter().map(keyed).collect();
    let mut report = String::new();
    let persons = || keyed.iter().flat_map(|article| &article.persons);
    writeln!(
        report,
        "MUC-4 dev: {} articles, {} persons or groups, {} of them harmed by the key",
        keyed.len(),
        persons().count(),
        persons().filter(|(_, fate)| fate.is_some_and(|fate| fate != Fate::None)).count()
    )?;
    for (slot, what) in [("HUM TGT: NAME", "named"), ("HUM TGT: NUMBER", "all")] {
        let covered = coverage(&keyed, slot);
        writeln!(report, "  victims of the key that are seen at all, {what}: {:.3}", covered.recall())?;
    }
    let (mut tallies, mut rules) = ([Tally::default(); 3], [Tally::default(); 3]);
    for fold in 0..FOLDS {
        let of = |held: bool| {
            keyed
                .iter()
                .enumerate()
                .filter(move |(at, _)| (at % FOLDS == fold) == held)
                .map(|(_, article)| article)
        };
        let (trial, untrained) = (Trial::new(&fit(of(false))), Trial::without_model());
        for article in of(true) {
            let text = article.document["text"].as_str().unwrap_or("");
            let article_of = Article { text, ..Article::default() };
            score(article.document, &trial.extract(&article_of), &mut tallies);
            score(article.document, &untrained.extract(&article_of), &mut rules);
        }
    }
    for (at, what) in ["names", "death", "numbers"].iter().enumerate() {
        let (with, without) = (&tallies[at], &rules[at]);
        writeln!(
            report,
            "  {FOLDS}-fold cross-validation, victims' {what}: F1 {:.3} (p {:.3} r {:.3}); by the rules alone {:.3}",
            with.f1(),
            with.precision(),
            with.recall(),
            without.f1()
        )?;
    }
    let model = fit(keyed.iter());
    std::fs::write(out.join("harm-en.bin"), &model)?;
    writeln!(report, "  model {} bytes", model.len())?;
    Ok(report)
}

/// Counts the victims of a slot that any phrase of their article stands for.
fn coverage(keyed: &[Keyed<'_>], slot: &str) -> Tally {
    let mut covered = Tally::default();
    for article in keyed {
        for filler in gold(article.document, slot).iter().filter(|filler| !filler.optional) {
            let is_seen = article.persons.iter().any(|(seen, _)| stands_for(seen, filler));
            covered.add(usize::from(is_seen), 1, 1);
        }
    }
    covered
}

fn fit<'a>(articles: impl Iterator<Item = &'a Keyed<'a>>) -> Vec<u8> {
    let persons: Vec<(&Seen, Fate)> = articles
        .flat_map(|article| &article.persons)
        .filter_map(|(seen, fate)| Some((seen, (*fate)?)))
        .collect();
    let mut model = Vec::new();
    for round in 0..ROUNDS {
        let trial = Trial::new(&model);
        let examples = persons.iter().flat_map(|(seen, fate)| {
            let share = |at: usize| trial.harmed(&seen.features[at]);
            let best = (0..seen.features.len()).max_by(|a, b| share(*a).total_cmp(&share(*b)));
            let rows = seen.features.iter().enumerate();
            let is_learnt = move |at: usize| round == 0 || *fate == Fate::None || Some(at) == best;
            rows.filter(move |(at, _)| is_learnt(*at)).map(|(_, row)| (row.as_slice(), *fate))
        });
        let mut trainer = Trainer::new(examples.collect(), COMMON, RATE, PENALTY);
        for epoch in 1..=EPOCHS {
            trainer.epoch(epoch);
        }
        model = trainer.model(LEAST);
    }
    model
}

fn keyed(document: &Value) -> Keyed<'_> {
    let key = key(document);
    let text = document["text"].as_str().unwrap_or("");
    let persons = seen(text).into_iter().map(|seen| {
        let fates = key.iter().filter(|(filler, _)| stands_for(&seen, filler)).map(|(_, fate)| *fate);
        let worst = fates.min_by_key(|fate| fate.map_or(usize::MAX, |fate| fate as usize));
        let fate = worst.unwrap_or(Some(Fate::None));
        (seen, fate)
    });
    Keyed { document, persons: persons.collect() }
}

fn stands_for(seen: &Seen, filler: &Filler) -> bool {
    seen.phrases.iter().any(|phrase| is_same(&words(phrase), filler))
}

/// Returns the victims of an article's key with their fates; none for those that may be left out.
fn key(document: &Value) -> Vec<(Filler, Option<Fate>)> {
    let mut list = Vec::new();
    for template in document["templates"].as_array().into_iter().flatten() {
        let one = json!({ "templates": [template] });
        let is_kidnapping = template["INCIDENT: TYPE"].to_string().contains("KIDNAPPING");
        let effects = gold(&one, "HUM TGT: EFFECT OF INCIDENT");
        for filler in ["HUM TGT: NAME", "HUM TGT: NUMBER"].into_iter().flat_map(|slot| gold(&one, slot)) {
            let of_filler =
                |effect: &&Filler| effect.strings.iter().any(|string| filler.strings.contains(string));
            let label = effects.iter().find(of_filler).map_or("", |effect| effect.label.as_str());
            let fate = match label {
                _ if filler.optional => None,
                label
                    if label.contains("DEATH")
                        && !label.contains("NO DEATH")
                        && !label.contains("OR DEATH") =>
                {
                    Some(Fate::Killed)
                }
                label if label.contains("INJURY") && !label.contains("NO INJURY") => Some(Fate::Hurt),
                _ if is_kidnapping => Some(Fate::Taken),
                _ => Some(Fate::Attacked),
            };
            list.push((filler, fate));
        }
    }
    list
}
