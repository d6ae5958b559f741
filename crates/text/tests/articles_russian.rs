//! Russian articles of our own with the claims that a careful reader marks: `tests/russian/*.txt`.
//!
//! Written for these tests; persons and most bodies are invented. A file is `published: DAY`, an article, and behind `=== claims` a claim a
//! line: `types | words | parts`. `types`: those that will do. `words` stand in the claim's quote or hold it. Parts: how the text
//! holds it (those that will do), `negated`, `victim:` and `by:` (words of a name), `count:` (`225`, `10+`), `where:`, `when:`, `source:`.
//! Before the types may stand `?`, a claim that may be found or not; `~`, one that should be found and is not yet; `!`, one that
//! must not be found. What is found and stands in no line is wrong; `wrong: N` at the top says how many there are still.
//! A file of several short articles parts them by `=== next`; each has the head of the file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use tizim_text::{
    Article, Claim, ClaimRole, Extraction, Language, Options, Rules, Span, check, extract, stated_day,
};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wanted {
    Found,
    Optional,
    NotYet,
    Never,
}

struct Line<'t> {
    wanted: Wanted,
    types: Vec<&'t str>,
    words: &'t str,
    modalities: Vec<String>,
    negated: bool,
    parts: Vec<(&'t str, &'t str)>,
}

struct Marked<'t> {
    published: &'t str,
    wrong: usize,
    text: &'t str,
    lines: Vec<Line<'t>>,
}

fn marked(file: &str) -> Marked<'_> {
    let (head, rest) = file.split_once("\n\n").expect("a head");
    let (text, claims) = rest.split_once("\n=== claims\n").expect("claims");
    let of = |key: &str| head.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    Marked {
        published: of("published:").expect("a day"),
        wrong: of("wrong:").map_or(0, |count| count.parse().expect("a number")),
        text,
        lines: claims.lines().filter(|line| !line.trim().is_empty()).map(line).collect(),
    }
}

fn line(line: &str) -> Line<'_> {
    let (wanted, line) = match line.split_at(1) {
        ("?", rest) => (Wanted::Optional, rest),
        ("~", rest) => (Wanted::NotYet, rest),
        ("!", rest) => (Wanted::Never, rest),
        _ => (Wanted::Found, line),
    };
    let mut parts = line.split('|').map(str::trim);
    let types = parts.next().expect("a type").split(' ').collect();
    let words = parts.next().expect("words");
    let (mut modalities, mut negated, mut fields) = (Vec::new(), false, Vec::new());
    for part in parts {
        match part.split_once(':') {
            Some((key, value)) => fields.push((key, value.trim())),
            None if part == "negated" => negated = true,
            None => modalities.extend(part.split(' ').map(str::to_owned)),
        }
    }
    Line { wanted, types, words, modalities, negated, parts: fields }
}

impl Line<'_> {
    /// Returns whether a claim is the one of the line, whatever its parts.
    fn names(&self, claim: &Claim, text: &str) -> bool {
        let at = text.find(self.words).map(|start| Span::new(start, start + self.words.len()));
        let at = at.unwrap_or_else(|| panic!("no {:?} in the article", self.words));
        self.types.contains(&claim.claim_type.as_str()) && at.overlaps(claim.trigger)
    }

    /// Returns the first part of the line that a claim lacks.
    fn lack(&self, claim: &Claim, text: &str) -> Option<String> {
        let modality = format!("{:?}", claim.modality).to_lowercase();
        if !self.modalities.is_empty() && !self.modalities.contains(&modality) {
            return Some(format!("modality is {modality}"));
        }
        if claim.negated != self.negated {
            return Some(format!("negated is {}", claim.negated));
        }
        self.parts.iter().find_map(|(key, value)| {
            let is = match *key {
                "victim" => has(claim, ClaimRole::Victim, value),
                "by" => has(claim, ClaimRole::Actor, value),
                "count" => counts(claim, value),
                "where" => claim.place.as_ref().is_some_and(|place| place.name.contains(value)),
                "when" => claim.when.as_ref().is_some_and(|when| when.date == *value),
                "source" => claim.attributed_to.is_some_and(|span| span.of(text).contains(value)),
                _ => panic!("no part {key}"),
            };
            (!is).then(|| format!("{key} is not {value}"))
        })
    }
}

fn has(claim: &Claim, role: ClaimRole, name: &str) -> bool {
    claim.who.iter().any(|who| who.role == role && who.name.contains(name))
}

fn counts(claim: &Claim, wanted: &str) -> bool {
    let (least, most) = match wanted.strip_suffix('+') {
        Some(least) => (least.parse().ok(), None),
        None => (wanted.parse().ok(), wanted.parse().ok()),
    };
    claim.count.as_ref().is_some_and(|count| (count.min, count.max) == (least, most))
}

fn shown(claim: &Claim, text: &str) -> String {
    let who: Vec<String> = claim.who.iter().map(|who| format!("{:?} {}", who.role, who.name)).collect();
    format!(
        "{} {:?}{} [{}] who {who:?} count {:?} where {:?} when {:?} source {:?}",
        claim.claim_type,
        claim.modality,
        if claim.negated { " not" } else { "" },
        claim.quote.of(text),
        claim.count.as_ref().map(|count| (count.min, count.max)),
        claim.place.as_ref().map(|place| place.name.as_str()),
        claim.when.as_ref().map(|when| when.date.as_str()),
        claim.attributed_to.map(|span| span.of(text)),
    )
}

/// Claims of one type: those that a reader marks, those found, those found with every part, and those found that nobody marked.
#[derive(Default, Clone, Copy)]
struct Tally {
    marked: usize,
    found: usize,
    whole: usize,
    wrong: usize,
}

/// Reads an article; adds to the tally, and says what is not as its file says.
fn weigh(name: &str, file: &str, tally: &mut BTreeMap<String, Tally>) -> String {
    let Marked { published, wrong, text, lines } = marked(file);
    let parts = Some(vec![Span::new(0, text.len())]);
    let found: Extraction =
        extract(&Article { text, parts, published: stated_day(published) }, &Options::default());
    let mut faults = String::new();
    for claim in &found.claims {
        assert_eq!(check(claim, text, &found.parts, Rules::of(Some(Language::Russian))), Ok(()));
    }
    for line in &lines {
        let same: Vec<&Claim> = found.claims.iter().filter(|claim| line.names(claim, text)).collect();
        let lacks: Vec<String> = same.iter().filter_map(|claim| line.lack(claim, text)).collect();
        let is_whole = lacks.len() < same.len();
        if matches!(line.wanted, Wanted::Found | Wanted::NotYet) {
            let tally = tally.entry(line.types[0].to_owned()).or_default();
            tally.marked += 1;
            tally.found += usize::from(!same.is_empty());
            tally.whole += usize::from(is_whole);
        }
        let fault = match line.wanted {
            Wanted::Found if same.is_empty() => Some("not found".to_owned()),
            Wanted::Found if !is_whole => Some(format!("{}: {}", lacks[0], shown(same[0], text))),
            Wanted::NotYet if is_whole => Some("found by now: take the ~ away".to_owned()),
            Wanted::Never if !same.is_empty() => Some(format!("found: {}", shown(same[0], text))),
            _ => None,
        };
        if let Some(fault) = fault {
            let _ = writeln!(faults, "{name}: {} [{}]: {fault}", line.types[0], line.words);
        }
    }
    let is_known =
        |claim: &Claim| lines.iter().any(|line| line.wanted != Wanted::Never && line.names(claim, text));
    let extra: Vec<&Claim> =
        found.claims.iter().filter(|claim| !claim.is_guess && !is_known(claim)).collect();
    for claim in &extra {
        tally.entry(claim.claim_type.clone()).or_default().wrong += 1;
    }
    if extra.len() != wrong {
        for claim in &extra {
            let _ = writeln!(faults, "{name}: nobody marked {}", shown(claim, text));
        }
    }
    faults
}

#[test]
fn each_article_says_what_a_reader_marks() {
    let folder = std::env::var("RUSSIAN_ARTICLES")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/tests/russian").to_owned());
    let mut files: Vec<_> =
        std::fs::read_dir(Path::new(&folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut faults, mut tally) = (String::new(), BTreeMap::new());
    for path in files {
        let file = std::fs::read_to_string(&path).unwrap();
        let (head, rest) = file.split_once("\n\n").expect("a head");
        for article in rest.split("\n=== next\n") {
            let article = format!("{head}\n\n{article}");
            faults += &weigh(&path.file_stem().unwrap().to_string_lossy(), &article, &mut tally);
        }
    }
    let mut table = format!("{:<14} marked found whole wrong\n", "type");
    let mut all = Tally::default();
    for (name, one) in &tally {
        let _ = writeln!(
            table,
            "{name:<14} {:>6} {:>5} {:>5} {:>5}",
            one.marked, one.found, one.whole, one.wrong
        );
        all.marked += one.marked;
        all.found += one.found;
        all.whole += one.whole;
        all.wrong += one.wrong;
    }
    let _ =
        writeln!(table, "{:<14} {:>6} {:>5} {:>5} {:>5}", "all", all.marked, all.found, all.whole, all.wrong);
    println!("{table}");
    assert!(faults.is_empty(), "\n{faults}{table}");
}
