//! Lines to paragraphs: what a page breaks only because a column is full goes on as one, in the next column and on the next
//! page too.

use super::columns::{Column, columns};
use super::lines::Line;

/// A gap of so many times the usual one between lines begins a paragraph.
const GAP: f64 = 1.25;
/// Words of a line after which a sentence may go on in another column.
const RUNNING: usize = 4;

/// Returns the text of pages: a line a paragraph, an empty line between pages unless a sentence goes on.
pub(super) fn of(pages: &[Vec<Line>]) -> String {
    let mut text = String::new();
    let mut before: Option<(&Line, Column)> = None;
    for lines in pages {
        let mut is_first = true;
        for (line, column) in lines.iter().zip(columns(lines)) {
            let words = line.text.trim();
            if words.is_empty() {
                continue;
            }
            let goes_on = before.is_some_and(|(before, its)| {
                if !is_first && is_below(before, line) {
                    goes_on_below(before, its, line)
                } else {
                    goes_on_elsewhere(before, its, line, is_first)
                }
            });
            if goes_on {
                join(&mut text, words);
            } else {
                if !text.is_empty() {
                    text.push_str(if is_first { "\n\n" } else { "\n" });
                }
                text.push_str(words);
            }
            is_first = false;
            before = Some((line, column));
        }
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn is_below(line: &Line, next: &Line) -> bool {
    let shared = line.right.min(next.right) - line.left.max(next.left);
    line.base > next.base && shared > 0.0
}

/// Returns whether a line goes on in the one below it: that is as near as lines are, in letters of the same size and without an
/// indent, and the line was full or its last word was cut.
fn goes_on_below(line: &Line, column: Column, next: &Line) -> bool {
    let drop = line.base - next.base;
    let is_near = drop > 0.2 * line.size && drop < GAP * column.leading;
    let indent = if line.is_rtl { line.right - next.right } else { next.left - line.left };
    line.is_alike(next) && is_near && indent < 0.8 * line.size && is_full(line, column, next)
}

/// Returns whether a line goes on at the head of the next column or page: it is the last of running text, full, and ends no
/// sentence.
fn goes_on_elsewhere(line: &Line, column: Column, next: &Line, is_next_page: bool) -> bool {
    let is_up = is_next_page || next.base > line.base + 3.0 * line.size;
    let words = line.text.trim_end();
    is_up
        && line.is_alike(next)
        && column.lines > 1
        && words.split_whitespace().take(RUNNING).count() == RUNNING
        && !words.trim_end_matches(['"', '”', '’', ')', '»']).ends_with(['.', '!', '?', ':', '…', '؟'])
        && is_full(line, column, next)
}

/// Returns whether a line was broken because the next word had no room: what is left of the column is little more than that
/// word, or the last word was cut.
fn is_full(line: &Line, column: Column, next: &Line) -> bool {
    let left = if line.is_rtl { line.left - column.left } else { column.right - line.right };
    let letters = line.text.chars().count().max(1) as f64;
    let word = next.text.split_whitespace().next().map_or(0, |word| word.chars().count()) as f64;
    let room = (line.right - line.left) / letters * word;
    left < 1.5 * room + line.size || is_cut(&line.text, &next.text)
}

/// Returns whether a word was cut at the end of a line.
fn is_cut(line: &str, next: &str) -> bool {
    line.ends_with('\u{ad}')
        || line.ends_with('-')
            && line.chars().rev().nth(1).is_some_and(char::is_lowercase)
            && next.trim_start().chars().next().is_some_and(char::is_lowercase)
}

/// Joins a line to the text before it; a word that was cut at the end of a line becomes whole again.
fn join(text: &mut String, words: &str) {
    if is_cut(text, words) {
        text.pop();
    } else {
        text.push(' ');
    }
    text.push_str(words);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f64, right: f64, base: f64) -> Line {
        Line { text: text.to_owned(), left, right, base, size: 10.0, is_rtl: false }
    }

    #[test]
    fn full_lines_go_on_and_cut_words_become_whole() {
        let page = vec![
            line("A title", 50.0, 90.0, 700.0),
            line("Forty people were re-", 50.0, 300.0, 670.0),
            line("leased on Monday", 50.0, 290.0, 658.0),
            line("and went home.", 50.0, 120.0, 646.0),
            line("The next day others came.", 60.0, 200.0, 634.0),
        ];
        assert_eq!(
            of(&[page]),
            "A title\nForty people were released on Monday and went home.\nThe next day others came.\n"
        );
    }

    #[test]
    fn a_line_is_full_by_its_own_column_and_a_sentence_goes_on_in_the_next() {
        let columns = [(50.0, "left"), (300.0, "right")].map(|(left, name)| {
            [
                line(&format!("A short line in the {name} column"), left, left + 150.0, 700.0),
                line("Forty people who were held", left, left + 200.0, 680.0),
                line("since May came home today.", left, left + 190.0, 668.0),
                line("The mayor of the town met", left, left + 198.0, 648.0),
                line("them at the gate and the", left, left + 197.0, 636.0),
            ]
        });
        let mut page = columns.concat();
        page.push(line("mothers wept.", 300.0, 380.0, 624.0));
        assert_eq!(
            of(&[page]),
            "A short line in the left column\nForty people who were held since May came home today.\n\
             The mayor of the town met them at the gate and the A short line in the right column\n\
             Forty people who were held since May came home today.\n\
             The mayor of the town met them at the gate and the mothers wept.\n"
        );
    }

    #[test]
    fn a_sentence_goes_on_over_a_page_and_a_table_does_not() {
        let text = vec![
            line("Forty people who were held", 50.0, 250.0, 80.0),
            line("since May were brought to", 50.0, 248.0, 68.0),
        ];
        let next =
            vec![line("the town on Monday.", 50.0, 200.0, 780.0), line("Others too.", 50.0, 130.0, 750.0)];
        assert_eq!(
            of(&[text, next]),
            "Forty people who were held since May were brought to the town on Monday.\nOthers too.\n"
        );
        let rows = [700.0, 688.0]
            .map(|base| [line("Aida Nurova", 50.0, 110.0, base), line("31", 200.0, 212.0, base)]);
        assert_eq!(of(&[rows.concat()]), "Aida Nurova\n31\nAida Nurova\n31\n");
    }
}
