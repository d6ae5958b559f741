//! The taggers of names: training and figures on what was held out.

use crate::Failure;
use crate::articles::Written;
use crate::data::Tally;
use crate::labelled::{conll, countries, factrueval, make_bare, nerel, written};
use crate::substitute::{Chance, Pool, careless, substituted};
use std::fmt::Write;
use std::path::Path;
use tizim_text::training::{Labelled, Mean, NameKind, Tables, Trainer, in_capitals, tag_with};

const EPOCHS: u64 = 12;
/// Runs whose mean is the model.
const RUNS: u64 = 6;
/// Of so many sentences of our own articles a run learns from so few: the first of the second.
const OWN: (usize, usize) = (1, 5);
/// Averaged weights below this are left out of the shipped table.
const LEAST: f64 = 0.3;

pub(crate) fn train(folder: &Path, out: &Path) -> Result<String, Failure> {
    let tables = Tables {
        gazetteer: std::fs::read(out.join("gazetteer.bin"))?,
        clusters: std::fs::read(out.join("clusters.bin"))?,
    };
    let ner = folder.join("text/ner_en");
    let pool = Pool::read(folder)?;
    let mut report = String::new();

    let mut english = conll(&ner.join("wikigold.conll"), 0, 1)?.concat();
    english.extend(conll(&ner.join("re3d-train.conll"), 0, 1)?.concat());
    english.extend(written(&out.join("sentences/english.txt"))?);
    let few = english.len();
    english.extend(crate::articles::read(&out.join("articles"))?.iter().flat_map(Written::sentences));
    let countries = countries(folder)?;
    english.iter_mut().for_each(|sentence| make_bare(sentence, &countries));
    let (few, own) = english.split_at(few);
    let changed = |chance: &mut Chance| -> Vec<Labelled> {
        // our own articles are many and of few kinds: each run sees some, as they stand, so that they do not outweigh the rest
        let is_seen = own.iter().filter(|_| chance.below(OWN.1) < OWN.0);
        let mut list: Vec<Labelled> = is_seen.cloned().collect();
        for _ in 0..4 {
            list.extend(few.iter().filter_map(|sentence| substituted(sentence, &pool, chance)));
        }
        list.extend(few.iter().map(|sentence| careless(sentence, chance)));
        list
    };
    writeln!(
        report,
        "English: {} sentences of wikigold, re3d and our own, four times more with other names, once with other capitals; of the {} of our own articles {} in {} a run; mean of {RUNS} runs",
        few.len(),
        own.len(),
        OWN.0,
        OWN.1
    )?;
    let model = fit(&tables, &few.iter().collect::<Vec<_>>(), changed);
    std::fs::write(out.join("names-en.bin"), &model)?;
    let held_out = conll(&ner.join("uner-ewt-dev.iob2"), 1, 2)?;
    score(&mut report, "UNER EWT dev (not trained on)", &model, &tables, &held_out)?;
    writeln!(report, "  model {} bytes", model.len())?;
    let telegram = |sentences: &[Labelled]| sentences.iter().map(in_capitals).collect::<Vec<_>>();
    let model = fit(&tables, &telegram(few).iter().collect::<Vec<_>>(), |chance| telegram(&changed(chance)));
    std::fs::write(out.join("names-en-capitals.bin"), &model)?;
    writeln!(report, "English in capitals only: the same sentences, shown as those of a text in capitals")?;
    let held_out: Vec<Vec<Labelled>> = held_out.iter().map(|document| telegram(document)).collect();
    score(&mut report, "UNER EWT dev in capitals (not trained on)", &model, &tables, &held_out)?;
    writeln!(report, "  model {} bytes", model.len())?;

    let documents = factrueval("text/factrueval/devset.jsonl").ok_or("no factRuEval")?;
    let own = written(&out.join("sentences/russian.txt"))?;
    let (mut folds, parts) = (Vec::new(), 5);
    for fold in 0..parts {
        let (held, rest): (Vec<_>, Vec<_>) =
            documents.iter().enumerate().partition(|(at, _)| at % parts == fold);
        let learnt: Vec<&Labelled> =
            rest.into_iter().flat_map(|(_, document)| document).chain(&own).collect();
        let model = fit(&tables, &learnt, |_| Vec::new());
        let held: Vec<Vec<Labelled>> = held.into_iter().map(|(_, document)| document.clone()).collect();
        folds.push((tag_with(&model, &tables, &held), held.concat()));
    }
    writeln!(
        report,
        "Russian: {} documents of factRuEval's devset, {} sentences of our own; mean of {RUNS} runs",
        documents.len(),
        own.len()
    )?;
    tally(
        &mut report,
        "five-fold cross-validation",
        folds.iter().flat_map(|(found, gold)| found.iter().zip(gold)),
    )?;
    let model = fit(&tables, &documents.iter().flatten().chain(&own).collect::<Vec<_>>(), |_| Vec::new());
    std::fs::write(out.join("names-ru.bin"), &model)?;
    let other = nerel("text/nerel/dev.jsonl.gz").ok_or("no NEREL")?;
    score(&mut report, "NEREL dev (not trained on; other guidelines)", &model, &tables, &other)?;
    writeln!(report, "  model {} bytes", model.len())?;
    Ok(report)
}

/// Learns from sentences, in several runs whose mean is the model: one run alone depends much on the order that it saw.
fn fit(tables: &Tables, sentences: &[&Labelled], changed: impl Fn(&mut Chance) -> Vec<Labelled>) -> Vec<u8> {
    let mut mean = Mean::default();
    for run in 1..=RUNS {
        let mut trainer = Trainer::new(tables);
        sentences.iter().for_each(|sentence| trainer.add(sentence));
        changed(&mut Chance(7 * run)).iter().for_each(|sentence| trainer.add(sentence));
        (1..=EPOCHS).for_each(|epoch| {
            trainer.epoch(run * 100 + epoch);
        });
        mean.add(&trainer);
    }
    mean.model(LEAST)
}

fn score(
    report: &mut String,
    what: &str,
    model: &[u8],
    tables: &Tables,
    documents: &[Vec<Labelled>],
) -> Result<(), Failure> {
    let found = tag_with(model, tables, documents);
    tally(report, what, found.iter().zip(documents.iter().flatten()))
}

fn tally<'s>(
    report: &mut String,
    what: &str,
    pairs: impl Iterator<Item = (&'s Vec<(usize, usize, NameKind)>, &'s Labelled)>,
) -> Result<(), Failure> {
    let mut tallies = [Tally::default(); 4];
    for (found, sentence) in pairs {
        let trimmed: Vec<_> = found
            .iter()
            .map(|&(start, end, kind)| {
                let leads = sentence.words[start].eq_ignore_ascii_case("the") && end > start + 1;
                (start + usize::from(leads), end, kind)
            })
            .collect();
        for (place, kind) in
            [None, Some(NameKind::Person), Some(NameKind::Organisation), Some(NameKind::Place)]
                .into_iter()
                .enumerate()
        {
            let of = |list: &[(usize, usize, NameKind)]| {
                list.iter().filter(|name| kind.is_none_or(|kind| name.2 == kind)).copied().collect::<Vec<_>>()
            };
            let (found, gold) = (of(&trimmed), of(&sentence.names));
            tallies[place].add(
                found.iter().filter(|name| gold.contains(name)).count(),
                found.len(),
                gold.len(),
            );
        }
    }
    let [all, person, organisation, place] = tallies.map(|tally| tally.f1());
    writeln!(
        report,
        "  {what}: all {all:.3}, persons {person:.3} (p {:.3} r {:.3}), organisations {organisation:.3}, places {place:.3}",
        tallies[1].precision(),
        tallies[1].recall()
    )?;
    Ok(())
}
