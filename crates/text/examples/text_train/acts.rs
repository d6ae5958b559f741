//! Which words tell of acts: training on pages written for this project and on real texts of open sets, English and Russian, and what
//! cross-validation in them gives.

use crate::Failure;
use crate::labelled::conll;
use crate::marked_pages::{Agreement, Page, read};
use crate::open_pages::{self, Texts};
use std::fmt::Write;
use std::path::Path;
use tizim_text::Language;
use tizim_text::acts_training::{Example, TYPES, Trainer, Trial, Word, model, words};

const FOLDS: usize = 6;
/// The kinds of pages, and whether they are of open sets.
const KINDS: [(bool, &str); 2] = [(false, "pages of our own"), (true, "real texts of open sets")];
/// Runs whose mean is the model.
const RUNS: u64 = 4;
const EPOCHS: u64 = 8;
const RATE: f32 = 0.03;
const PENALTY: f32 = 3e-4;
/// Features of fewer words are left out.
const COMMON: u32 = 2;
/// Rows whose weights are all below this are left out of the shipped table.
const LEAST: f32 = 0.04;

/// Sentences of a page, where a set has sentences and no texts.
const SENTENCES: usize = 25;

/// A page, and the number of its file: pages of one file were written in one go, and are alike.
struct OfFile {
    page: Page,
    file: usize,
    is_open: bool,
}

/// Reads the pages of a language: our own, then those of open sets, in the order of their files' names.
fn pages_of(language: &str, acts: &Path, texts: &Texts) -> Result<Vec<OfFile>, Failure> {
    let mut list = Vec::new();
    for (is_open, folder) in [(false, acts.join(language)), (true, acts.join("open").join(language))] {
        for (file, path) in crate::files_of(&folder)?.into_iter().enumerate() {
            let pages = if is_open { open_pages::pages(&path, texts)? } else { read(&path)? };
            list.extend(pages.into_iter().map(|page| OfFile { page, file, is_open }));
        }
    }
    Ok(list)
}

/// Returns the texts of the open sets that pages are marked in: documents, and of sets that have sentences alone rows of these, a line each.
fn open_texts(folder: &Path) -> Result<Texts, Failure> {
    let mut all = Texts::new();
    for set in ["muc4", "factrueval"] {
        all.extend(open_pages::texts(set).ok_or_else(|| format!("no {set}"))?);
    }
    for (set, file) in [("re3d", "text/ner_en/re3d-train.conll"), ("wikigold", "text/ner_en/wikigold.conll")]
    {
        let sentences = conll(&folder.join(file), 0, 1)?.into_iter().flatten();
        let sentences: Vec<String> = sentences.map(|sentence| sentence.words.join(" ")).collect();
        let rows = sentences.chunks(SENTENCES).enumerate();
        all.extend(rows.map(|(at, row)| (format!("{set} {}", at * SENTENCES), row.join("\n"))));
    }
    Ok(all)
}

/// Words of a page with what they tell of: those of a claim together, each other by itself.
struct Learnt {
    features: Vec<Vec<u32>>,
    class: usize,
}

fn examples(page: &Page, language: Language) -> Vec<Learnt> {
    let words = words(&page.article(), language);
    // of quotes within one another the shortest says most of a word
    let of_word = |word: &Word| {
        let around = page.claims.iter().enumerate().filter(|(_, claim)| claim.quote.contains(word.span));
        around.min_by_key(|(_, claim)| claim.quote.end - claim.quote.start).map(|(at, _)| at)
    };
    let owners: Vec<Option<usize>> = words.iter().map(of_word).collect();
    let mut list: Vec<Learnt> = Vec::new();
    for (at, claim) in page.claims.iter().enumerate() {
        let own = words.iter().zip(&owners).filter(|(_, owner)| **owner == Some(at));
        let features: Vec<Vec<u32>> = own.map(|(word, _)| word.features.clone()).collect();
        let class = TYPES.iter().position(|known| *known == claim.claim_type);
        list.extend(class.filter(|_| !features.is_empty()).map(|class| Learnt { features, class }));
    }
    let others = words.into_iter().zip(owners).filter(|(_, owner)| owner.is_none());
    list.extend(others.map(|(word, _)| Learnt { features: vec![word.features], class: 0 }));
    list
}

fn fit<'a>(pages: impl Iterator<Item = &'a Vec<Learnt>>) -> Vec<u8> {
    let of_page = |page: &'a Vec<Learnt>| page.iter();
    let examples: Vec<Example<'_>> = pages
        .flat_map(of_page)
        .map(|learnt| Example { phrases: &learnt.features, class: learnt.class, weight: 1.0 })
        .collect();
    let trained = &|run: u64| {
        let mut trainer = Trainer::new(&examples, COMMON, RATE, PENALTY);
        (1..=EPOCHS).for_each(|epoch| trainer.epoch(run * 100 + epoch));
        trainer
    };
    let trainers: Vec<Trainer> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..RUNS).map(|run| scope.spawn(move || trained(run))).collect();
        runs.into_iter()
            .map(|run| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    model(&trainers, LEAST)
}

fn told(Agreement { lenient, strict }: Agreement) -> String {
    let (f1, precision, recall) = (lenient.f1(), lenient.precision(), lenient.recall());
    format!("claims F1 {f1:.3} (p {precision:.3} r {recall:.3}), quotes to the word {:.3}", strict.f1())
}

pub(crate) fn train(folder: &Path, out: &Path) -> Result<String, Failure> {
    let texts = open_texts(folder)?;
    let mut report = String::new();
    for (language, name) in [(Language::English, "en"), (Language::Russian, "ru")] {
        let pages = pages_of(name, &out.join("acts"), &texts)?;
        let learnt: Vec<Vec<Learnt>> = pages.iter().map(|of| examples(&of.page, language)).collect();
        for (is_open, what) in KINDS {
            let of_kind = || pages.iter().filter(|of| of.is_open == is_open);
            let claims: usize = of_kind().map(|of| of.page.claims.len()).sum();
            writeln!(report, "{name}: {} {what}, {claims} claims", of_kind().count())?;
        }
        let mut agreements = [(Agreement::default(), Agreement::default()), Default::default()];
        let untrained = Trial::without_acts();
        for fold in 0..FOLDS {
            let is_held = |at: &usize| pages[*at].file % FOLDS == fold;
            let of = |held: bool| (0..pages.len()).filter(move |at| is_held(at) == held);
            let trial = Trial::of_acts(&fit(of(false).map(|at| &learnt[at])));
            for OfFile { page, is_open, .. } in of(true).map(|at| &pages[at]) {
                let (with, without) = &mut agreements[usize::from(*is_open)];
                with.count(page, &trial.extract(&page.article()));
                without.count(page, &untrained.extract(&page.article()));
            }
        }
        for ((_, what), (with, without)) in KINDS.into_iter().zip(agreements) {
            writeln!(report, "  {FOLDS}-fold cross-validation by files, {what}")?;
            writeln!(report, "    rules alone: {}", told(without))?;
            writeln!(report, "    with the model: {}", told(with))?;
        }
        let model = fit(learnt.iter());
        std::fs::write(out.join(format!("acts-{name}.bin")), &model)?;
        writeln!(report, "  model {} bytes", model.len())?;
    }
    Ok(report)
}
