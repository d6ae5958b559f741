//! Lines to paragraphs: what a page breaks only because it is full goes on as one.

use super::lines::Line;

/// Returns the text of pages: a line a paragraph, an empty line between pages.
pub(super) fn of(pages: &[Vec<Line>]) -> String {
    let mut text = String::new();
    for lines in pages {
        let right = lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
        let mut before: Option<&Line> = None;
        for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
            let words = line.text.trim();
            match before.filter(|before| goes_on(before, line, right)) {
                Some(_) => join(&mut text, words),
                None => {
                    if !text.is_empty() && !text.ends_with('\n') {
                        text.push('\n');
                    }
                    text.push_str(words);
                }
            }
            before = Some(line);
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
    }
    text
}

/// Returns whether a line goes on in the next: the next is right below it in letters of the same size, and it was full or its
/// last word was cut.
fn goes_on(line: &Line, next: &Line, right: f64) -> bool {
    let drop = line.base - next.base;
    let alike = (line.size - next.size).abs() < 0.1 * line.size;
    let is_below = drop > 0.2 * line.size && drop < 1.75 * line.size;
    let is_full = line.right > line.left + 0.6 * (right - line.left);
    // an indent begins a paragraph; so does what follows a line that ended a sentence early
    let is_indented = next.left > line.left + 0.8 * line.size;
    alike && is_below && is_full && !is_indented
}

/// Joins a line to the text before it; a word that was cut at the end of a line becomes whole again.
fn join(text: &mut String, words: &str) {
    let is_cut = text.ends_with('\u{ad}')
        || text.ends_with('-')
            && text.chars().rev().nth(1).is_some_and(char::is_lowercase)
            && words.chars().next().is_some_and(char::is_lowercase);
    if is_cut {
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
        Line { text: text.to_owned(), left, right, base, size: 10.0 }
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
            "A title\nForty people were released on Monday and went home.\nThe next day others came.\n\n"
        );
    }
}
