//! Who was harmed: training on the development articles of MUC-4 and on articles of our own, and what cross-validation in them
//! gives.

use crate::Failure;
use crate::articles::Written;
use crate::data::{Tally, json_lines};
use crate::muc_key::{Filler, gold, is_same, score, words};
use crate::toll::{self, Example};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use tizim_text::harm_training::{Example as Persons, Fate, Seen, Trainer, Trial, seen};
use tizim_text::toll_training::choices;
use tizim_text::{Article, Extraction, Span, victims};

const FOLDS: usize = 5;
/// Runs whose mean is the model.
const RUNS: u64 = 12;
const EPOCHS: u64 = 8;
/// What persons of MUC-4 count, those of our own articles one: there are fewer, and they are of news as it was written.
const OF_MUC: f32 = 2.0;
const RATE: f32 = 0.02;
const PENALTY: f32 = 3e-4;
/// Features of fewer phrases are left out.
const COMMON: u32 = 3;
/// Rows whose weights are all below this are left out of the shipped table.
const LEAST: f32 = 0.04;

/// An article with the persons in it and what its key says that they suffered; none where the key leaves it open.
struct Keyed<'d> {
    source: Source<'d>,
    persons: Vec<(Seen, Option<Fate>)>,
}

#[derive(Clone, Copy)]
enum Source<'d> {
    Muc(&'d Value),
    Own(&'d Written),
}

impl Source<'_> {
    fn weight(&self) -> f32 {
        match self {
            Self::Muc(_) => OF_MUC,
            Self::Own(_) => 1.0,
        }
    }

    fn article(&self) -> Article<'_> {
        match self {
            Self::Muc(document) => {
                Article { text: document["text"].as_str().unwrap_or(""), ..Article::default() }
            }
            Self::Own(written) => {
                let parts = Some(vec![Span::new(0, written.text.len())]);
                Article { text: &written.text, parts, published: written.published }
            }
        }
    }
}

pub(crate) fn train(out: &Path) -> Result<String, Failure> {
    let documents = json_lines("text/muc4/dev.jsonl").ok_or("no MUC-4")?;
    let written = crate::articles::read(&out.join("articles"))?;
    let muc: Vec<Keyed<'_>> = documents.iter().map(of_muc).collect();
    let own: Vec<Keyed<'_>> = written.iter().map(of_own).collect();
    let mut report = String::new();
    for (what, keyed) in [("MUC-4 dev", &muc), ("articles of our own", &own)] {
        let persons = || keyed.iter().flat_map(|article| &article.persons);
        writeln!(
            report,
            "{what}: {} articles, {} persons or groups, {} of them harmed by the key",
            keyed.len(),
            persons().count(),
            persons().filter(|(_, fate)| fate.is_some_and(|fate| fate != Fate::None)).count()
        )?;
    }
    for (slot, what) in [("HUM TGT: NAME", "named"), ("HUM TGT: NUMBER", "all")] {
        let covered = coverage(&muc, slot);
        writeln!(report, "  victims of MUC-4's key that are seen at all, {what}: {:.3}", covered.recall())?;
    }
    let (mut tallies, mut rules) = ([Tally::default(); 4], [Tally::default(); 4]);
    // of articles that the model has not seen, so that their claims are as good as those of others
    let mut tolls: [Vec<Example>; 2] = Default::default();
    for fold in 0..FOLDS {
        let of = |held: bool| {
            let all = muc.iter().enumerate().chain(own.iter().enumerate());
            all.filter(move |(at, _)| (at % FOLDS == fold) == held).map(|(_, article)| article)
        };
        let (trial, untrained) = (Trial::of_harm(&fit(of(false))), Trial::without_harm());
        for Keyed { source, .. } in of(true) {
            if let Source::Own(written) = source {
                take_tolls(written, &trial.extract(&source.article()), &mut tolls);
            }
            for (trial, tallies) in [(&trial, &mut tallies), (&untrained, &mut rules)] {
                let found = trial.extract(&source.article());
                let (of_muc, of_own) = tallies.split_at_mut(3);
                match source {
                    Source::Muc(document) => score(document, &found, of_muc),
                    Source::Own(written) => score_names(written, &found, &mut of_own[0]),
                }
            }
        }
    }
    const FIGURES: [&str; 4] = [
        "MUC-4, victims' names",
        "MUC-4, victims' death",
        "MUC-4, victims' numbers",
        "our own, victims' names",
    ];
    for (what, (with, without)) in FIGURES.iter().zip(tallies.iter().zip(&rules)) {
        writeln!(
            report,
            "  {FOLDS}-fold cross-validation, {what}: F1 {:.3} (p {:.3} r {:.3}); by the rules alone {:.3}",
            with.f1(),
            with.precision(),
            with.recall(),
            without.f1()
        )?;
    }
    let [killed, hurt] = [("killed", &tolls[0]), ("hurt", &tolls[1])].map(|(what, examples)| {
        let mut tallies = [Tally::default(); 2];
        for fold in 0..FOLDS {
            let of = |held: bool| -> Vec<&Example> {
                let numbered = examples.iter().enumerate();
                numbered.filter(|(at, _)| (at % FOLDS == fold) == held).map(|(_, example)| example).collect()
            };
            toll::count(&of(true), &toll::fit(&of(false)), &mut tallies);
        }
        let said = examples.iter().filter(|example| toll::says(example));
        let _ = writeln!(
            report,
            "  {FOLDS}-fold cross-validation, our own, {what}: exact {:.3}, of two or more {:.3}; {:.3} say the number at all",
            tallies[0].precision(),
            tallies[1].precision(),
            said.count() as f64 / examples.len() as f64
        );
        toll::fit(&examples.iter().collect::<Vec<_>>())
    });
    std::fs::write(out.join("toll-en.txt"), toll::table(&killed, &hurt))?;
    let model = fit(muc.iter().chain(&own));
    std::fs::write(out.join("harm-en.bin"), &model)?;
    writeln!(report, "  model {} bytes", model.len())?;
    Ok(report)
}

fn score_names(written: &Written, found: &Extraction, tally: &mut Tally) {
    let gold = written.victims();
    let own: BTreeSet<Vec<String>> = victims(found).iter().map(|victim| words(&victim.name)).collect();
    let ends = |name: &Vec<String>| (name.first().cloned(), name.last().cloned());
    let is_found = |name: &&Vec<String>| own.iter().any(|other| ends(other) == ends(name));
    tally.add(gold.iter().filter(is_found).count(), own.len(), gold.len());
}

/// Takes the numbers that an article may mean, of the killed and of the hurt, with those that it does.
fn take_tolls(written: &Written, found: &Extraction, tolls: &mut [Vec<Example>; 2]) {
    let [killed, hurt] = written.toll;
    tolls[0].extend(killed.map(|gold| (choices(&written.text, found, None), gold)));
    tolls[1].extend(hurt.map(|gold| (choices(&written.text, found, Some(killed.unwrap_or(0))), gold)));
}

/// Counts the victims of a slot that any phrase of their article stands for.
fn coverage(keyed: &[Keyed<'_>], slot: &str) -> Tally {
    let mut covered = Tally::default();
    for article in keyed {
        let Source::Muc(document) = article.source else { continue };
        for filler in gold(document, slot).iter().filter(|filler| !filler.optional) {
            let is_seen = article.persons.iter().any(|(seen, _)| stands_for(seen, filler));
            covered.add(usize::from(is_seen), 1, 1);
        }
    }
    covered
}

fn fit<'a>(articles: impl Iterator<Item = &'a Keyed<'a>>) -> Vec<u8> {
    let of_article = |article: &'a Keyed<'a>| {
        let weight = article.source.weight();
        let persons = article.persons.iter();
        persons.filter_map(move |(seen, fate)| {
            Some(Persons { phrases: &seen.features, class: (*fate)? as usize, weight })
        })
    };
    let examples: Vec<Persons<'_>> = articles.flat_map(of_article).collect();
    let trained = |run: u64| {
        let mut trainer = Trainer::new(&examples, COMMON, RATE, PENALTY);
        (1..=EPOCHS).for_each(|epoch| trainer.epoch(run * 100 + epoch));
        trainer
    };
    let trainers: Vec<Trainer> = (0..RUNS).map(trained).collect();
    tizim_text::harm_training::model(&trainers, LEAST)
}

fn of_muc(document: &Value) -> Keyed<'_> {
    let key = key(document);
    let source = Source::Muc(document);
    let persons = seen(&source.article()).into_iter().map(|seen| {
        let fates = key.iter().filter(|(filler, _)| stands_for(&seen, filler)).map(|(_, fate)| *fate);
        let fate = gravest(fates).unwrap_or(Some(Fate::None));
        (seen, fate)
    });
    Keyed { source, persons: persons.collect() }
}

fn of_own(written: &Written) -> Keyed<'_> {
    let source = Source::Own(written);
    let persons = seen(&source.article()).into_iter().map(|seen| {
        let marks =
            written.suffered.iter().filter(|(mark, _)| seen.spans.iter().any(|at| at.overlaps(*mark)));
        let fate = gravest(marks.map(|(_, fate)| *fate)).unwrap_or(Some(Fate::None));
        (seen, fate)
    });
    Keyed { source, persons: persons.collect() }
}

/// Returns the gravest of several fates, those that are left open last.
fn gravest(fates: impl Iterator<Item = Option<Fate>>) -> Option<Option<Fate>> {
    fates.min_by_key(|fate| match fate {
        Some(Fate::None) => usize::MAX - 1,
        Some(fate) => *fate as usize,
        None => usize::MAX,
    })
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
