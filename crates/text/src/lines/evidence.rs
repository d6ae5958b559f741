//! How much a line's form speaks for the article.

use super::Line;
use super::phrases::Phrases;
use rustc_hash::FxHashSet;

/// What is seen of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) words: usize,
    pub(super) letters: usize,
    /// Share of the commonest words of a language, 0 to 1, less what sentences in its script mostly have: high in sentences,
    /// low in names and labels. Zero for a script of which no words are known here.
    common: f64,
    ends_sentence: bool,
    ends_cut: bool,
    has_bullet: bool,
    pub(super) is_of_site: bool,
    pub(super) is_end: bool,
    /// Share of digits among letters and digits.
    digits: f64,
    /// Sentence ends within the line.
    inner_stops: usize,
}

const COMMON: &[&str] = &[
    "the", "a", "an", "and", "of", "to", "in", "is", "was", "that", "for", "with", "on", "were", "by", "are",
    "he", "from", "at", "his", "it", "as", "be", "has", "had", "have", "but", "not", "they", "this", "we",
    "i", "you", "she", "her", "their", "who", "which", "been", "will", "would", "or", "if", "when", "there",
    "so", "и", "в", "на", "не", "что", "с", "по", "как", "это", "из", "к", "он", "его", "за", "от", "у", "о",
    "но", "они", "же", "до", "был", "было", "были", "для", "а", "el", "la", "los", "las", "y", "en", "que",
    "del", "una", "un", "por", "con", "fue", "se", "su", "de", "al", "le", "les", "et", "des", "une", "dans",
    "est", "du", "der", "die", "und", "das", "den", "von", "ist", "mit", "il", "di", "che", "e", "è", "per",
    "o", "os", "da", "do", "em", "uma", "não", "com", "мен", "және", "бұл", "үшін", "деп",
];

pub(super) fn line_facts(line: &str, phrases: &Phrases) -> Facts {
    let bare = line
        .trim()
        .trim_start_matches(['•', '·', '*', '-', '–', '»', '▪', '►', '■', '○', '●', ' ', '\u{a0}']);
    let lower = crate::token::lower_of(bare);
    let mut facts = Facts {
        has_bullet: line.trim_start().starts_with(['•', '·', '▪', '►', '■', '○', '●'])
            || is_numbered(line.trim_start()),
        ..Facts::default()
    };
    let mut common = 0usize;
    for word in lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        facts.words += 1;
        common += usize::from(COMMON.contains(&word));
    }
    // scripts without spaces
    let unspaced = lower
        .chars()
        .filter(|c| matches!(c, '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'))
        .count();
    if unspaced > 0 {
        facts.words = facts.words.max(unspaced / 2);
        common = common.max(unspaced / 6);
    }
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    facts.letters = lower.chars().filter(|c| c.is_alphanumeric()).count();
    facts.digits = if facts.letters == 0 { 0.0 } else { digits as f64 / facts.letters as f64 };
    facts.common = match usual_share(&lower) {
        Some(usual) if facts.words > 0 => common as f64 / facts.words as f64 - usual,
        _ => 0.0,
    };
    let end = bare.trim_end().trim_end_matches(['"', '”', '’', '\'', ')', '»', ']', ' ']);
    facts.ends_cut = end.ends_with("...") || end.ends_with('…') || end.ends_with("[…");
    facts.ends_sentence = !facts.ends_cut && end.ends_with(['.', '!', '?', '。', '؟', ':', ';', '।']);
    facts.inner_stops =
        [". ", "? ", "! ", "。", ".” ", ".\" "].iter().map(|stop| bare.matches(stop).count()).sum();
    let key = lower.trim();
    facts.is_of_site = phrases.is_of_site(key);
    facts.is_end = phrases.is_end(key);
    facts
}

/// Returns the share of the commonest words that sentences have, by the script: languages with many endings, as those in
/// Cyrillic letters are, need fewer small words.
fn usual_share(lower: &str) -> Option<f64> {
    let (mut latin, mut cyrillic, mut unspaced, mut others) = (0, 0, 0, 0);
    for c in lower.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '\u{400}'..='\u{52f}' => cyrillic += 1,
            '\u{e00}'..='\u{e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => unspaced += 1,
            '\0'..='\u{24f}' => latin += 1,
            _ => others += 1,
        }
    }
    [(latin, Some(0.25)), (cyrillic, Some(0.15)), (unspaced, Some(0.25)), (others, None)]
        .into_iter()
        .max_by_key(|(count, _)| *count)
        .and_then(|(_, share)| share)
}

fn is_numbered(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && line[digits..].starts_with(". ")
}

/// Returns the weight of evidence of each filled line: positive for the article.
pub(super) fn evidence(text: &str, lines: &[Line], facts: &[Facts], filled: &[usize]) -> Vec<f64> {
    let mut seen = FxHashSet::default();
    filled
        .iter()
        .map(|&index| {
            let line = lines[index].span.of(text).trim();
            let weight = weight(&facts[index]);
            if is_repeat(text, lines, facts, filled, index) || facts[index].words > 3 && !seen.insert(line) {
                return weight.min(0.0) - 6.0;
            }
            weight
        })
        .collect()
}

fn weight(facts: &Facts) -> f64 {
    let words = facts.words as f64;
    let mut weight = match facts.words {
        0..=2 => -2.2,
        3..=5 => -1.8,
        6..=9 => -1.3,
        10..=14 => -0.6,
        15..=24 => 0.8,
        25..=44 => 2.2,
        _ => 3.6,
    };
    weight += if facts.ends_sentence { 1.5 } else { -0.7 };
    if facts.words >= 6 {
        weight += (facts.common * 5.0).clamp(-1.5, 1.2);
    }
    weight += (facts.inner_stops as f64 * 0.5).min(1.5);
    if facts.ends_cut {
        weight -= 1.5;
    }
    if facts.has_bullet && !(facts.words >= 12 && facts.ends_sentence) {
        weight -= 1.5;
    }
    if facts.is_of_site {
        weight -= 8.0;
    }
    if facts.is_end {
        weight -= 6.0;
    }
    if facts.digits > 0.3 && words < 15.0 {
        weight -= 1.0;
    }
    weight
}

/// Returns whether a line that was cut short stands whole elsewhere: a teaser of another line.
fn is_repeat(text: &str, lines: &[Line], facts: &[Facts], filled: &[usize], index: usize) -> bool {
    if !facts[index].ends_cut || facts[index].words < 4 {
        return false;
    }
    let head = lines[index].span.of(text).trim().trim_end_matches(['.', '…', '[', ']', ' ']);
    filled.iter().any(|&other| {
        let whole = lines[other].span.of(text).trim_start();
        other != index && whole.len() > head.len() && whole.starts_with(head)
    })
}
