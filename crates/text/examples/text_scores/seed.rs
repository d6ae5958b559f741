//! The seed: one page with 69 claims marked by hand, and what is found of them.
//!
//! A claim found is matched to one of the gold as the README of the data says: the same type, quotes that share half of the shorter one
//! (lenient) or half of both together (strict), one to one, best first. Fields are counted twice: *strict* over every gold claim that has
//! the field, right only in the claim matched to it; *loose* where any claim says the right value by the same words.

use crate::data::{bytes, folder, harmonic};
use crate::quotes::{Pair, lenient, matched, quoted, strict};
use crate::seed_fields as fields;
use crate::table::{note, row};
use serde_json::Value;
use tizim_text::{Article, Claim, Extraction, Options, Span, extract};

/// The page, what was found in it, and what people found.
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) found: Extraction,
    pub(crate) gold: Value,
}

impl Page {
    fn read() -> Option<Self> {
        let folder = folder()?.join("seed");
        let text = String::from_utf8(bytes(&folder.join("article.txt"))?).expect("UTF-8");
        let gold = serde_json::from_slice(&bytes(&folder.join("gold.json"))?).expect("JSON");
        let found = extract(&Article { text: &text, ..Article::default() }, &Options::default());
        Some(Self { text, found, gold })
    }

    /// Returns the claims of the gold.
    pub(crate) fn claims(&self) -> &[Value] {
        self.gold["claims"].as_array().expect("claims")
    }

    /// Returns the place of a span that is given in code points.
    fn span_of_points(&self, value: &Value) -> Span {
        let at = |key: &str| {
            let point = value[key].as_u64().unwrap_or(0) as usize;
            self.text.char_indices().nth(point).map_or(self.text.len(), |(at, _)| at)
        };
        Span::new(at("start"), at("end"))
    }

    /// Returns the claims found with those of the gold that they are.
    pub(crate) fn matched(&self, overlap: fn(Span, Span) -> f64) -> Vec<Pair> {
        let gold = self.claims().iter().map(|claim| (claim["type"].as_str().unwrap_or(""), quote(claim)));
        matched(&quoted(&self.found), &gold.collect::<Vec<_>>(), overlap)
    }

    /// Returns how many persons of the body are found.
    fn persons(&self) -> usize {
        let entities = self.gold["entities"].as_array().into_iter().flatten();
        let persons = entities.filter(|entity| entity["kind"] == "person");
        let is_found = |person: &&Value| {
            let mut aliases = person["aliases"].as_array().into_iter().flatten();
            aliases.any(|alias| self.found.mentions.iter().any(|mention| alias == mention.name.as_str()))
        };
        persons.filter(is_found).count()
    }

    /// Returns how many claims stand on words that must not become claims, by `stands`.
    fn on_distractors(&self, stands: impl Fn(&Claim, Span) -> bool) -> usize {
        let distractors = self.gold["distractors"].as_array().into_iter().flatten();
        let spans: Vec<Span> = distractors.map(|it| self.span_of_points(it)).collect();
        self.found.claims.iter().filter(|claim| spans.iter().any(|span| stands(claim, *span))).count()
    }
}

/// Returns the words of a claim of the gold.
pub(crate) fn quote(gold: &Value) -> Span {
    let at = |key: &str| gold[key].as_u64().unwrap_or(0) as usize;
    Span::new(at("byte_start"), at("byte_end"))
}

pub(crate) fn measure() {
    let Some(page) = Page::read() else { return note("seed: skipped, no data") };
    let (own, gold) = (&page.found.claims, page.claims());
    let f1 = |pairs: usize| {
        harmonic(pairs as f64 / own.len().max(1) as f64, pairs as f64 / gold.len().max(1) as f64)
    };
    let pairs = page.matched(lenient);
    row("seed: claims F1 lenient", f1(pairs.len()), "0.82");
    row("  strict", f1(page.matched(strict).len()), "0.62");
    let count = |is_right: &dyn Fn(&Pair) -> bool| pairs.iter().filter(|pair| is_right(pair)).count() as f64;
    let modality = count(&|(i, j)| gold[*j]["modality"] == fields::modality(&own[*i]));
    row("  modality, share of matched", modality / pairs.len().max(1) as f64, "0.85");
    let negation = count(&|(i, j)| (gold[*j]["polarity"] == "-") == own[*i].negated);
    row("  negation, share of matched", negation / pairs.len().max(1) as f64, "");
    row("  persons of the body found", page.persons() as f64, "6");
    for (name, right, bar) in [
        ("counts", fields::counts(&page, &pairs), "10 of 10"),
        ("dates", fields::dates(&page, &pairs), "19 of 21"),
    ] {
        row(&format!("  {name}, strict, of {}", right.of), right.strict as f64, bar);
        row(&format!("  {name}, loose"), right.loose as f64, bar);
    }
    let who = fields::named_who(&page, &pairs);
    row(&format!("  named who of matched claims, of {}, with the role", who.of), who.strict as f64, "");
    row("  named who, whatever the role", who.loose as f64, "");
    let sources = fields::sources(&page, &pairs);
    row(&format!("  sources of matched claims, of {}", sources.of), sources.strict as f64, "12 of 15");
    row(
        "  quotes on distractors",
        page.on_distractors(|it, span| lenient(it.quote, span) >= 0.5) as f64,
        "0",
    );
    row(
        "  words of acts on distractors",
        page.on_distractors(|it, span| it.trigger.overlaps(span)) as f64,
        "0",
    );
    row("  counts of the wrong unit or type", fields::wrong_counts(&page).len() as f64, "0");
    if std::env::var_os("SEED").is_some() {
        crate::seed_misses::list(&page, &pairs);
    }
}
