//! What stands at the head and the foot of page after page: titles of the paper, numbers of pages.
//!
//! It is no text of the article, and it would cut each sentence that goes over a page in two.

use super::lines::{Line, leave_out};
use rustc_hash::FxHashMap;

/// Lines at each end of a page that may be such.
const DEEP: usize = 2;
/// Pages that must have it, one in so many, and two at least: heads of left and right pages differ, and so do chapters'.
const ONE_IN: usize = 4;

/// Takes the heads and feet that repeat off all pages; returns a note that says what they were, if there were any.
pub(super) fn take_off(pages: &mut [Vec<Line>]) -> Option<String> {
    let mut counts: FxHashMap<Key, (usize, String)> = FxHashMap::default();
    for page in pages.iter() {
        for line in ends(page).into_iter().map(|at| &page[at]) {
            let entry = counts.entry(key(line)).or_insert_with(|| (0, line.text.trim().to_owned()));
            entry.0 += 1;
        }
    }
    let least = pages.len().div_ceil(ONE_IN).max(2);
    counts.retain(|_, (count, _)| *count >= least);
    if counts.is_empty() {
        return None;
    }
    for page in pages.iter_mut() {
        let mut gone = ends(page);
        gone.retain(|at| counts.contains_key(&key(&page[*at])));
        leave_out(page, &gone);
    }
    let mut told: Vec<(usize, String)> = counts.into_values().collect();
    told.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let shown: Vec<String> =
        told.iter().take(5).map(|(count, words)| format!("“{words}” (on {count} pages)")).collect();
    let more = if told.len() > shown.len() { " and others" } else { "" };
    Some(format!("heads and feet of pages that repeat were left out: {}{more}", shown.join(", ")))
}

/// The words without their numbers, and how high they stand.
type Key = (String, i64);

fn key(line: &Line) -> Key {
    let mut words = String::new();
    for c in line.text.trim().chars() {
        match c {
            c if c.is_numeric() && words.ends_with('#') => {}
            c if c.is_numeric() => words.push('#'),
            c => words.extend(c.to_lowercase()),
        }
    }
    (words, (line.base / 4.0).round() as i64)
}

/// Returns the highest and the lowest lines of a page.
fn ends(page: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..page.len()).collect();
    order.sort_by(|a, b| page[*b].base.total_cmp(&page[*a].base));
    let high = order.iter().take(DEEP);
    let low = order.iter().rev().take(DEEP);
    let mut found: Vec<usize> = high.chain(low).copied().collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_at_the_ends_of_pages_is_taken_off_and_told() {
        let line = |text: &str, base: f64| Line {
            text: text.to_owned(),
            left: 50.0,
            right: 300.0,
            base,
            size: 10.0,
            is_rtl: false,
        };
        let words = ["One went.", "Two came.", "Three stayed."];
        let mut pages: Vec<Vec<Line>> = (1..=3u8)
            .zip(words)
            .map(|(page, own)| {
                let own = (1..=4u8).map(|at| line(&format!("{own} {at}"), 400.0 - 12.0 * f64::from(at)));
                [line(&format!("The Paper, page {page}"), 20.0), line("A sentence.", 780.0)]
                    .into_iter()
                    .chain(own)
                    .collect()
            })
            .collect();
        pages[2].remove(1);
        let note = take_off(&mut pages).unwrap();
        assert_eq!(
            note,
            "heads and feet of pages that repeat were left out: “The Paper, page 1” (on 3 pages), “A sentence.” (on 2 pages)"
        );
        assert!(pages.iter().all(|page| page.len() == 4));
        assert_eq!(take_off(&mut pages), None);
    }
}
