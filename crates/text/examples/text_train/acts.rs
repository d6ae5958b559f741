//! Which words tell of acts: training on pages written for this project, English and Russian, and what cross-validation in them gives.
//!
//! `# name 2014-07-02` begins a page: a name and the day of publication. Behind its text and a line `=` stands a line a claim: its type,
//! its modality, which of the places where its quote stands it is from 0, and the quote (`␤` ends a line in it), tabs between them.

use crate::Failure;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use tizim_model::Day;
use tizim_text::acts_training::{Example, TYPES, Trainer, Trial, Word, model, words};
use tizim_text::{Article, Extraction, Language, Span, stated_day};

const FOLDS: usize = 6;
/// Runs whose mean is the model.
const RUNS: u64 = 4;
const EPOCHS: u64 = 8;
const RATE: f32 = 0.03;
const PENALTY: f32 = 3e-4;
/// Features of fewer words are left out.
const COMMON: u32 = 2;
/// Rows whose weights are all below this are left out of the shipped table.
const LEAST: f32 = 0.04;

/// A page with its claims.
pub(crate) struct Page {
    text: String,
    published: Option<Day>,
    claims: Vec<Marked>,
    /// The number of its file: pages of one file were written in one go, and are alike.
    file: usize,
}

struct Marked {
    claim_type: String,
    quote: Span,
}

impl Page {
    fn article(&self) -> Article<'_> {
        Article { text: &self.text, published: self.published, ..Article::default() }
    }
}

/// Reads the files of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Page>, Failure> {
    let mut list = Vec::new();
    for (file, path) in crate::files_of(folder)?.into_iter().enumerate() {
        let (mut page, mut in_claims): (Option<Page>, bool) = (None, false);
        for line in std::fs::read_to_string(&path)?.lines() {
            let fault = |what: &str| format!("{}: {what}: {line}", path.display());
            if let Some(head) = line.strip_prefix("# ") {
                let day = head.split(' ').nth(1).ok_or_else(|| fault("a head is NAME DAY"))?;
                list.extend(page.replace(Page {
                    text: String::new(),
                    published: stated_day(day),
                    claims: Vec::new(),
                    file,
                }));
                in_claims = false;
                continue;
            }
            let page = page.as_mut().ok_or_else(|| fault("no head before"))?;
            match line {
                "=" => in_claims = true,
                _ if !in_claims => {
                    page.text.push_str(line);
                    page.text.push('\n');
                }
                "" => {}
                _ => page.claims.push(marked(line, &page.text).ok_or_else(|| fault("no claim of the page"))?),
            }
        }
        list.extend(page);
    }
    Ok(list)
}

fn marked(line: &str, text: &str) -> Option<Marked> {
    let [claim_type, _, place, quote] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let quote = quote.replace('␤', "\n");
    let start = text.match_indices(&quote).nth(place.parse().ok()?)?.0;
    Some(Marked { claim_type: claim_type.to_owned(), quote: Span::new(start, start + quote.len()) })
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
    let trained = |run: u64| {
        let mut trainer = Trainer::new(&examples, COMMON, RATE, PENALTY);
        (1..=EPOCHS).for_each(|epoch| trainer.epoch(run * 100 + epoch));
        trainer
    };
    let trainers: Vec<Trainer> = (0..RUNS).map(trained).collect();
    model(&trainers, LEAST)
}

#[derive(Clone, Copy, Default)]
struct Tally {
    own: usize,
    gold: usize,
    lenient: usize,
    strict: usize,
}

impl Tally {
    fn told(self) -> String {
        let Self { own, gold, lenient, strict } = self;
        let f1 = |hit: usize| 2.0 * hit as f64 / (own + gold) as f64;
        let (precision, recall) = (lenient as f64 / own as f64, lenient as f64 / gold as f64);
        let (lenient, strict) = (f1(lenient), f1(strict));
        format!("claims F1 {lenient:.3} (p {precision:.3} r {recall:.3}), quotes to the word {strict:.3}")
    }
}

/// A claim of the program and one of the page's, of the same type.
struct Pair {
    /// The part of both quotes together that they share.
    of_both: f64,
    /// The part of the shorter.
    of_shorter: f64,
    own: usize,
    gold: usize,
}

/// Counts claims of the same type whose quotes overlap: by half of the shorter one, and by half of both together; one to one, the best first.
fn score(page: &Page, found: &Extraction, tally: &mut Tally) {
    let mut pairs: Vec<Pair> = Vec::new();
    for (own, claim) in found.claims.iter().enumerate() {
        let same = page.claims.iter().enumerate().filter(|(_, marked)| marked.claim_type == claim.claim_type);
        for (gold, marked) in same {
            let (a, b) = (claim.quote, marked.quote);
            let length = |span: Span| (span.end - span.start) as f64;
            let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start)) as f64;
            let of_both = shared / (length(a) + length(b) - shared);
            pairs.push(Pair { of_both, of_shorter: shared / length(a).min(length(b)), own, gold });
        }
    }
    pairs.sort_by(|a, b| b.of_both.total_cmp(&a.of_both).then((a.own, a.gold).cmp(&(b.own, b.gold))));
    tally.own += found.claims.len();
    tally.gold += page.claims.len();
    tally.lenient += matched(pairs.iter().filter(|pair| pair.of_shorter >= 0.5));
    tally.strict += matched(pairs.iter().filter(|pair| pair.of_both >= 0.5));
}

fn matched<'p>(pairs: impl Iterator<Item = &'p Pair>) -> usize {
    let (mut own, mut gold) = (BTreeSet::new(), BTreeSet::new());
    for pair in pairs {
        if !own.contains(&pair.own) && !gold.contains(&pair.gold) {
            own.insert(pair.own);
            gold.insert(pair.gold);
        }
    }
    own.len()
}

pub(crate) fn train(out: &Path) -> Result<String, Failure> {
    let mut report = String::new();
    for (language, name) in [(Language::English, "en"), (Language::Russian, "ru")] {
        let pages = read(&out.join("acts").join(name))?;
        let learnt: Vec<Vec<Learnt>> = pages.iter().map(|page| examples(page, language)).collect();
        let claims: usize = pages.iter().map(|page| page.claims.len()).sum();
        writeln!(report, "{name}: {} pages of our own, {claims} claims", pages.len())?;
        let (mut with, mut without) = (Tally::default(), Tally::default());
        let untrained = Trial::without_acts();
        for fold in 0..FOLDS {
            let is_held = |at: &usize| pages[*at].file % FOLDS == fold;
            let of = |held: bool| (0..pages.len()).filter(move |at| is_held(at) == held);
            let trial = Trial::of_acts(&fit(of(false).map(|at| &learnt[at])));
            for page in of(true).map(|at| &pages[at]) {
                score(page, &trial.extract(&page.article()), &mut with);
                score(page, &untrained.extract(&page.article()), &mut without);
            }
        }
        for (what, tally) in [("rules alone", without), ("with the model", with)] {
            writeln!(report, "  {FOLDS}-fold cross-validation by files, {what}: {}", tally.told())?;
        }
        let model = fit(learnt.iter());
        std::fs::write(out.join(format!("acts-{name}.bin")), &model)?;
        writeln!(report, "  model {} bytes", model.len())?;
    }
    Ok(report)
}
