//! Which lines of a plain text are the article: for pages that were copied with their menus, teasers and comment rules.
//!
//! Each line gets a weight of evidence by its form (length, sentence end, common words, signs of lists) and by phrases
//! that only sites write about themselves (`rules/lines/furniture.txt`); then the likeliest run of article and furniture
//! is found, in which changing between the two costs something. The weights were set by hand; nothing was learned from
//! pages, so nothing of a page's licence is in them.

mod evidence;
mod meta;
mod phrases;
mod wrapped;

pub use meta::Headed;

use crate::Span;
use evidence::{evidence, line_facts};
use phrases::Phrases;

/// What a line of a plain text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// Nothing but white space.
    Blank,
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When, or from where, it was published.
    Date,
    /// Text of the article, captions and sub-headings included.
    Body,
    /// All else.
    Furniture,
}

/// A line with what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands, without its line end.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
}

/// The cost of changing from article to furniture or back, in the unit of the evidence (natural logarithms of odds).
const CHANGE: f64 = 1.6;

/// Returns every line of a text with what it is.
pub fn classify_lines(text: &str) -> Vec<Line> {
    let mut lines = split(text);
    let (unit_of, mut units) = wrapped::units(text, &lines);
    classify(text, &mut units);
    for (line, unit) in lines.iter_mut().zip(unit_of) {
        line.kind = units[unit].kind;
    }
    lines
}

fn classify(text: &str, lines: &mut [Line]) {
    let phrases = Phrases::shared();
    let facts: Vec<_> = lines.iter().map(|line| line_facts(line.span.of(text), phrases)).collect();
    let filled: Vec<usize> =
        (0..lines.len()).filter(|&index| facts[index].words > 0 || facts[index].letters > 0).collect();
    let weights = evidence(text, lines, &facts, &filled);
    let is_body = likeliest(&weights);
    for (place, &index) in filled.iter().enumerate() {
        lines[index].kind = if is_body[place] { LineKind::Body } else { LineKind::Furniture };
    }
    keep_the_main_run(lines, &facts, &filled);
    meta::mark(text, lines, &facts, &filled);
}

fn split(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut list = Vec::new();
    for line in text.split_inclusive('\n') {
        let shown = line.trim_end_matches(['\n', '\r']);
        list.push(Line { span: Span::new(start, start + shown.len()), kind: LineKind::Blank });
        start += line.len();
    }
    list
}

/// Returns the likeliest states by Viterbi's algorithm: true for the article.
fn likeliest(weights: &[f64]) -> Vec<bool> {
    // score of ending in furniture, in the article; and whether the state before was the article
    let (mut furniture, mut article) = (0.0f64, -CHANGE);
    let mut back: Vec<(bool, bool)> = Vec::with_capacity(weights.len());
    for weight in weights {
        let (from_article, from_furniture) = (article - CHANGE, furniture - CHANGE);
        let (came_f, best_f) =
            if from_article > furniture { (true, from_article) } else { (false, furniture) };
        let (came_a, best_a) =
            if from_furniture > article { (false, from_furniture) } else { (true, article) };
        back.push((came_f, came_a));
        furniture = best_f - weight / 2.0;
        article = best_a + weight / 2.0;
    }
    let mut state = article > furniture;
    let mut states = vec![false; weights.len()];
    for (place, (came_f, came_a)) in back.iter().enumerate().rev() {
        states[place] = state;
        state = if state { *came_a } else { *came_f };
    }
    states
}

/// Runs of the article that stand far from the longest one, or after the article's end, are other pages' teasers and
/// comments.
fn keep_the_main_run(lines: &mut [Line], facts: &[evidence::Facts], filled: &[usize]) {
    const FAR: usize = 24;
    let mut runs: Vec<(usize, usize, usize)> = Vec::new();
    for (place, &index) in filled.iter().enumerate() {
        if lines[index].kind != LineKind::Body {
            continue;
        }
        let words = facts[index].words;
        match runs.last_mut() {
            Some((_, end, total)) if *end == place => {
                *end = place + 1;
                *total += words;
            }
            _ => runs.push((place, place + 1, words)),
        }
    }
    let Some(main) = (0..runs.len()).max_by_key(|&run| (runs[run].2, usize::MAX - run)) else { return };
    let mut keep = vec![false; runs.len()];
    keep[main] = true;
    let ends = |from: usize, to: usize| filled[from..to].iter().any(|&index| facts[index].is_end);
    // outwards from the main run, as long as the gaps are small
    let mut grown = runs[main].2;
    for run in main + 1..runs.len() {
        let gap = runs[run].0 - runs[run - 1].1;
        if gap > FAR || ends(runs[run - 1].1, runs[run].0) && runs[run].2 * 2 < grown || runs[run].2 < gap * 3
        {
            break;
        }
        keep[run] = true;
        grown += runs[run].2;
    }
    for run in (0..main).rev() {
        let gap = runs[run + 1].0 - runs[run].1;
        if gap > FAR || runs[run].2 < gap * 4 {
            break;
        }
        keep[run] = true;
    }
    for (run, kept) in runs.iter().zip(keep) {
        if !kept {
            filled[run.0..run.1].iter().for_each(|&index| lines[index].kind = LineKind::Furniture);
        }
    }
}

/// Returns the byline and the day of publication that the lines around the title state.
pub fn headed(text: &str, lines: &[Line]) -> Headed {
    meta::headed(text, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_among_furniture() {
        let text = "Home\nNews\nSport\nTwo men die in a fire at the old mill\nBy Anna Person\n12 May 2020\n\
            Two men were killed when a fire broke out at the old mill near the river on Monday night, the fire service said.\n\
            The service was called at nine in the evening, and it took four hours to put the fire out, the chief told reporters.\n\
            Subscribe to our newsletter to get the news in your inbox every day and never miss a story again.\n\
            Neighbours said that they had heard a loud noise before the flames were seen from the road that leads to the town.\n\
            Related stories\nA cat is saved\nShops to open\n© 2020 The Paper. All rights reserved.\n";
        let kinds: Vec<LineKind> = classify_lines(text).iter().map(|line| line.kind).collect();
        use LineKind::{Body, Byline, Date, Furniture, Title};
        assert_eq!(
            kinds,
            [
                Furniture, Furniture, Furniture, Title, Byline, Date, Body, Body, Furniture, Body, Furniture,
                Furniture, Furniture, Furniture
            ]
        );
    }
}
