//! Runs of lines: the likeliest stretches of article and furniture, and which of them belong together.

use super::evidence::Facts;
use super::{Line, LineKind};

/// The cost of changing from article to furniture or back, in the unit of the evidence (natural logarithms of odds).
const CHANGE: f64 = 1.6;
/// Lines that weigh as little as this do so by what they say and not by their form: they are the site's own.
const CERTAIN: f64 = -5.0;
/// Lines of a site that may stand between two paragraphs of an article.
const BOX: usize = 3;
/// The costs of a change that are tried, one after the other, where a text would have no article at all: a short one has too
/// little evidence to pay for two changes.
const CHANGES: [f64; 4] = [CHANGE, 1.0, 0.5, 0.2];

/// Returns for the weight of each line whether it is of the article.
pub(super) fn of_the_article(weights: &[f64]) -> Vec<bool> {
    let mut found = Vec::new();
    for change in CHANGES {
        found = likeliest(weights, change);
        if found.contains(&true) {
            break;
        }
    }
    found
}

/// Returns the likeliest states by Viterbi's algorithm: true for the article.
fn likeliest(weights: &[f64], change: f64) -> Vec<bool> {
    // score of ending in furniture, in the article; and whether the state before was the article
    let (mut furniture, mut article) = (0.0f64, -change);
    let mut back: Vec<(bool, bool)> = Vec::with_capacity(weights.len());
    for weight in weights {
        let (from_article, from_furniture) = (article - change, furniture - change);
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

/// Takes the lines behind a box within the article (a teaser, an advertisement, a line about the site's channel) to the
/// article, if they speak for it by themselves: the box is known by its words, so it says nothing of what follows it.
pub(super) fn go_on_behind_boxes(lines: &mut [Line], facts: &[Facts], filled: &[usize], weights: &[f64]) {
    let mut place = 0;
    while place < filled.len() {
        place += 1;
        if lines[filled[place - 1]].kind != LineKind::Body {
            continue;
        }
        let is_box = |at: &usize| weights[*at] <= CERTAIN && !facts[filled[*at]].is_end;
        let behind = place + (place..filled.len()).take_while(is_box).count();
        if behind == place || behind > place + BOX {
            continue;
        }
        for at in behind..behind + speaking(&weights[behind..]) {
            lines[filled[at]].kind = LineKind::Body;
        }
    }
}

/// Returns how many of the first lines together speak most for the article; none if they don't.
fn speaking(weights: &[f64]) -> usize {
    let (mut sum, mut best, mut count) = (0.0, 0.0, 0);
    for (at, weight) in weights.iter().enumerate().take_while(|(_, weight)| **weight > CERTAIN) {
        sum += weight;
        if sum < 0.0 {
            break;
        }
        if sum > best {
            (best, count) = (sum, at + 1);
        }
    }
    count
}

/// Runs of the article that stand far from the longest one, or after the article's end, are other pages' teasers and
/// comments.
pub(super) fn keep_the_main(lines: &mut [Line], facts: &[Facts], filled: &[usize]) {
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
