//! What only programs put at the edge of a page, known by its form on one page alone: its number, the address that a browser
//! printed it from with the day of the printing.
//!
//! [`super::margins`] finds what repeats; a page by itself repeats nothing. Only whole rows at the very edge go, and only
//! forms that no article has there; a day alone stays, since it may be that of the article.

use super::lines::{Line, leave_out};
use std::ops::Range;

/// The edge: so much of the height of a page above and below.
const EDGE: f64 = 0.1;
/// Rows at each edge that may be such.
const ROWS: usize = 2;
/// Heads and feet that are shown in the note.
const SHOWN: usize = 5;

/// Takes such rows off all pages; `heights` are the lowest and the highest place of each. Returns a note that says what they
/// were, if there were any.
pub(super) fn take_off(pages: &mut [Vec<Line>], heights: &[Range<f64>]) -> Option<String> {
    let mut told: Vec<String> = Vec::new();
    let mut count = 0;
    for (page, height) in pages.iter_mut().zip(heights) {
        let mut gone = furniture(page, height);
        gone.sort_unstable();
        count += gone.len();
        for at in &gone {
            let words = page[*at].text.trim();
            if told.len() < SHOWN && !told.iter().any(|own| own == words) {
                told.push(words.to_owned());
            }
        }
        leave_out(page, &gone);
    }
    let shown: Vec<String> = told.iter().map(|words| format!("“{words}”")).collect();
    let more = if count > told.len() { " and others" } else { "" };
    (count > 0).then(|| {
        format!(
            "at the edge of pages numbers and what browsers print were left out: {}{more}",
            shown.join(", ")
        )
    })
}

/// Returns which lines of a page are such.
fn furniture(page: &[Line], height: &Range<f64>) -> Vec<usize> {
    let depth = EDGE * (height.end - height.start);
    let high = rows(page, |line| line.base > height.end - depth, |a, b| b.total_cmp(&a));
    let low = rows(page, |line| line.base < height.start + depth, |a, b| a.total_cmp(&b));
    let is_printed =
        high.first().zip(low.first()).is_some_and(|(head, foot)| are_of_browser(page, head, foot));
    let mut gone = Vec::new();
    for edge in [&high, &low] {
        for (at, row) in edge.iter().enumerate() {
            if !(at == 0 && is_printed || is_known(page, row)) {
                break;
            }
            gone.extend(row);
        }
    }
    gone
}

/// Returns the outermost rows of an edge, the nearest to the edge first. A page without text elsewhere has none.
fn rows(
    page: &[Line],
    is_at_edge: impl Fn(&Line) -> bool,
    order: impl Fn(f64, f64) -> std::cmp::Ordering,
) -> Vec<Vec<usize>> {
    let mut at: Vec<usize> = (0..page.len()).filter(|at| is_at_edge(&page[*at])).collect();
    if at.len() == page.len() {
        return Vec::new();
    }
    at.sort_by(|a, b| order(page[*a].base, page[*b].base));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for line in at {
        let is_same = |row: &Vec<usize>| (page[row[0]].base - page[line].base).abs() < 0.4 * page[line].size;
        let is_full = rows.len() == ROWS;
        match rows.last_mut().filter(|row| is_same(row)) {
            Some(row) => row.push(line),
            None if is_full => break,
            None => rows.push(vec![line]),
        }
    }
    rows
}

/// What stands in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Marks {
    address: bool,
    /// "3", "Page 3".
    number: bool,
    /// "1/3", "1 of 3".
    number_of: bool,
    day: bool,
    time: bool,
    /// Other words.
    words: bool,
}

/// A row of nothing but a number, or an address, with a day or not.
fn is_known(page: &[Line], row: &[usize]) -> bool {
    let marks = marks(page, row);
    !marks.words && (marks.address || marks.number || marks.number_of)
}

/// Browsers print the day and the title above, the address and "1/3" below; or the title and the address above, "1 of 3" and the
/// day below.
fn are_of_browser(page: &[Line], head: &[usize], foot: &[usize]) -> bool {
    let (head, foot) = (marks(page, head), marks(page, foot));
    let is_foot = !foot.words && foot.number_of;
    is_foot && (foot.address && head.day && head.time || foot.day && head.address)
}

fn marks(page: &[Line], row: &[usize]) -> Marks {
    let mut text = String::new();
    for at in row {
        text.push_str(&page[*at].text);
        text.push(' ');
    }
    let text = text.to_lowercase();
    let mut marks = Marks::default();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut rest = words.as_slice();
    while let Some(first) = rest.first() {
        let taken = number(rest, &mut marks);
        if taken > 0 {
            rest = &rest[taken..];
            continue;
        }
        let word = first.trim_matches([',', '(', ')', '|', '·', '•']);
        match word {
            "" | "-" | "–" | "—" => {}
            word if is_address(word) => marks.address = true,
            word if is_day(word) => marks.day = true,
            word if is_time(word) => marks.time = true,
            "am" | "pm" | "a.m." | "p.m." if marks.time => {}
            _ => marks.words = true,
        }
        rest = &rest[1..];
    }
    marks
}

/// Words for a page, in lower case.
const PAGE: [&str; 14] = [
    "page",
    "p",
    "pg",
    "стр",
    "страница",
    "с",
    "бет",
    "página",
    "pag",
    "pág",
    "seite",
    "pagina",
    "صفحة",
    "sayfa",
];
/// Words between a number and that of all pages.
const OF: [&str; 8] = ["of", "/", "|", "из", "de", "von", "sur", "من"];

/// Returns how many words are the number of a page.
fn number(words: &[&str], marks: &mut Marks) -> usize {
    let at = |at: usize| words.get(at).copied().unwrap_or("");
    let is_led = PAGE.contains(&at(0).trim_end_matches('.'));
    let from = usize::from(is_led);
    if let Some((own, all)) = at(from).split_once('/')
        && is_count(own)
        && is_count(all)
    {
        marks.number_of = true;
        return from + 1;
    }
    if !is_count(at(from)) {
        return 0;
    }
    if OF.contains(&at(from + 1)) && is_count(at(from + 2)) {
        marks.number_of = true;
        return from + 3;
    }
    marks.number = true;
    from + 1
}

/// "3", "[3]", "–3–": one to three digits; four may be a year.
fn is_count(word: &str) -> bool {
    let digits = word.trim_matches(['-', '–', '—', '[', ']', '(', ')', '.', ',']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_address(word: &str) -> bool {
    ["http://", "https://", "file:///", "www."]
        .iter()
        .any(|start| word.strip_prefix(start).is_some_and(|rest| rest.len() > 3))
}

/// "12/05/2024", "5.12.24", "2024-05-12".
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts
            .iter()
            .all(|part| matches!(part.len(), 1 | 2 | 4) && part.bytes().all(|b| b.is_ascii_digit()))
}

/// "10:33", "10:33:05".
fn is_time(word: &str) -> bool {
    let parts: Vec<&str> = word.split(':').collect();
    matches!(parts.len(), 2 | 3)
        && parts.iter().all(|part| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f64, base: f64) -> Line {
        let right = left + 5.0 * text.len() as f64;
        Line { text: text.to_owned(), left, right, base, size: 10.0, is_rtl: false }
    }

    /// Returns what is left of a page of 842 points with a paragraph in its middle, without that paragraph.
    fn left(edges: &[(&str, f64, f64)]) -> (Vec<String>, Option<String>) {
        let mut page = vec![line("Forty people were killed on Monday.", 60.0, 500.0)];
        page.extend(edges.iter().map(|(text, left, base)| line(text, *left, *base)));
        let mut pages = vec![page];
        let note = take_off(&mut pages, &[0.0..842.0]);
        (pages.remove(0).into_iter().skip(1).map(|line| line.text).collect(), note)
    }

    #[test]
    fn numbers_and_addresses_at_the_edge_go_and_are_told() {
        for row in [
            "3",
            "- 3 -",
            "Page 1 of 3",
            "1/3",
            "стр. 4",
            "Страница 1 из 3",
            "https://a.example/news/1",
            "p. 12",
            "https://a.example/news/1 12.05.2024",
            "www.a.example 2 / 3",
        ] {
            let (rest, note) = left(&[(row, 60.0, 30.0)]);
            assert!(rest.is_empty(), "{row}");
            assert!(note.unwrap().contains(row), "{row}");
            assert!(left(&[(row, 60.0, 815.0)]).0.is_empty(), "{row} at the head");
            assert_eq!(left(&[(row, 60.0, 400.0)]), (vec![row.to_owned()], None), "{row} in the middle");
        }
        for row in
            ["2022", "12.05.2024", "12.05.2024, 10:33", "Page 3 was torn out", "Forty-two", "3 men died"]
        {
            assert_eq!(left(&[(row, 60.0, 30.0)]), (vec![row.to_owned()], None), "{row}");
        }
        // a number beside words is a cell
        assert_eq!(left(&[("Aida Nurova", 60.0, 30.0), ("31", 200.0, 30.0)]).0.len(), 2);
    }

    #[test]
    fn what_a_browser_prints_goes_with_the_title() {
        let chrome = [
            ("5/12/24, 10:33 AM", 25.0, 820.0),
            ("Rallies in two towns - River Post", 200.0, 820.0),
            ("https://a.example/news/1", 25.0, 15.0),
            ("1/1", 560.0, 15.0),
        ];
        let (rest, note) = left(&chrome);
        assert!(rest.is_empty(), "{rest:?}");
        assert!(note.unwrap().contains("Rallies in two towns - River Post"));
        let firefox = [
            ("Rallies in two towns", 25.0, 820.0),
            ("https://a.example/news/1", 400.0, 820.0),
            ("1 of 1", 25.0, 15.0),
            ("12/05/2024, 10:33", 500.0, 15.0),
        ];
        assert!(left(&firefox).0.is_empty());
        // without the foot nothing says that a browser printed it
        assert_eq!(left(&chrome[..2]).0.len(), 2);
    }
}
