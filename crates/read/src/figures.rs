//! Tables of figures: who says how many, a row a claim.

use crate::date::interpret_date;
use crate::error::ReadError;
use crate::fold::{key, tidy};
use crate::options::DateOrder;
use crate::table::{RawColumn, RawTable};
use crate::unknown::is_unknown;
use tizim_model::{Basis, Figure, Kept, Quantity, Quarantined, Standing, first_words};

/// What a column may be called, by [`crate::fold::key`]; the first that is there counts.
const ID: &[&str] = &["claim_id", "figure_id", "id"];
const QUANTITY: &[&str] =
    &["quantity", "what", "of what", "показатель", "величина", "категория", "чего", "что"];
const SCOPE: &[&str] = &[
    "scope",
    "territory",
    "place",
    "location",
    "where",
    "охват",
    "где",
    "место",
    "территория",
    "регион",
    "местность",
    "город",
];
const CLAIMANT: &[&str] = &[
    "claimant",
    "who says",
    "said by",
    "who",
    "by",
    "кто",
    "кто говорит",
    "кто сообщил",
    "кто заявил",
    "заявитель",
];
const AS_OF: &[&str] =
    &["as_of", "made_on", "said_on", "date", "на дату", "по состоянию на", "дата", "когда"];
const LOW: &[&str] = &["low", "min", "minimum", "at least", "не менее", "минимум", "от"];
const HIGH: &[&str] = &["high", "max", "maximum", "at most", "не более", "максимум", "до"];
const NUMBER: &[&str] =
    &["number", "value", "count", "how many", "число", "сколько", "количество", "численность"];
const OF_WHICH: &[&str] =
    &["of_which", "note", "notes", "remark", "из них", "в том числе", "примечание", "примечания"];
const STATUS: &[&str] = &["status", "статус", "состояние"];
const LANGUAGE: &[&str] = &["source_language", "language", "язык"];
const REFERENCE: &[&str] = &["source_url", "source", "url", "link", "источник", "ссылка"];
const QUOTE: &[&str] = &["quote", "words", "quotation", "цитата", "слова"];

/// Parts of words by which a status says that the figure was taken back, or that another took its place.
const WITHDRAWN: &[&str] = &["withdraw", "denied", "retract", "taken back", "опроверг", "отозван", "отрица"];
const SUPERSEDED: &[&str] = &["supersed", "replaced", "outdated", "устарел", "замен", "уточн"];

/// The longest text of a cell that the quarantine quotes.
const MOST_QUOTED: usize = 200;

/// The bounds that words set to a number; both none where they say none ("dozens").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// At least so many.
    pub low: Option<u64>,
    /// At most so many.
    pub high: Option<u64>,
}

/// Reads a number that is written in words, "more than 600"; none where the words are not one number.
pub type NumberInWords<'a> = &'a dyn Fn(&str) -> Option<Bounds>;

/// What a column of a table of figures is taken for, for a person to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureColumn {
    /// Its header.
    pub header: String,
    /// The field that it is taken for (`quantity`, `scope` ...); none where nothing is read from it.
    pub field: Option<&'static str>,
    /// The first values in it, up to three.
    pub sample: Vec<String>,
}

/// Returns what each column of a table of figures is taken for, in the order of the table.
pub fn figure_columns(table: &RawTable) -> Vec<FigureColumn> {
    let columns = Columns::new(table).named();
    let told = |column: &RawColumn| {
        let field = columns.iter().find(|(_, found)| found.is_some_and(|found| std::ptr::eq(found, column)));
        let cells = (0..table.rows()).map(|row| tidy(column.cell(row))).filter(|cell| !cell.is_empty());
        FigureColumn {
            header: column.header.clone(),
            field: field.map(|(field, _)| *field),
            sample: cells.take(3).collect(),
        }
    };
    table.columns.iter().map(told).collect()
}

/// Reads a table whose rows are figures; `source` is the name that the project has for them.
///
/// Columns are found by their headers (English or Russian): of what (`quantity`), and how many (`low` and `high`, or
/// `number`) must be there; `claimant`, `scope`, `as_of`, `status`, `source`, `quote` ... are read where they are. A number
/// that is written in words is read by `in_words`, and its words are kept in `of_which`. A row
/// that doesn't say of what, or whose number can't be read, is left out and stands in the quarantine that comes along.
///
/// # Errors
///
/// [`ReadError::NoFigures`] where the columns that must be there are not.
pub fn interpret_figures(
    table: &RawTable,
    source: &str,
    file: &str,
    in_words: NumberInWords<'_>,
) -> Result<(Vec<Figure>, Vec<Quarantined>), ReadError> {
    let columns = Columns::new(table);
    let (Some(quantity), true) = (columns.quantity, columns.has_number()) else {
        return Err(ReadError::NoFigures { file: file.to_owned(), headers: table.headers() });
    };
    let mut figures = Vec::new();
    let mut quarantine: Vec<Quarantined> = table.quarantine.clone();
    for row in 0..table.rows() {
        let line = table.lines[row];
        let text =
            |column: Option<&RawColumn>| column.map(|column| tidy(column.cell(row))).unwrap_or_default();
        let refused = |column: Option<&RawColumn>, reason: &str| Quarantined {
            list: String::new(),
            file: String::new(),
            line,
            column: column.map(|column| column.header.clone()),
            reason: reason.to_owned(),
            text: column
                .map(|column| column.cell(row).chars().take(MOST_QUOTED).collect())
                .unwrap_or_default(),
            kept: Kept::Nothing,
        };
        let of_what = text(Some(quantity));
        if of_what.is_empty() {
            quarantine.push(refused(Some(quantity), "it does not say of what the number is"));
            continue;
        }
        let Range { low, high, words } = match columns.range(row, in_words) {
            Ok(range) => range,
            Err(column) => {
                let reason = "it is no whole number, and no words for one; write 600 or “more than 600”, or leave it empty and say it under of_which";
                quarantine.push(refused(Some(column), reason));
                continue;
            }
        };
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            quarantine.push(refused(columns.low, "the least number is greater than the greatest"));
            continue;
        }
        let date = text(columns.as_of);
        let as_of = interpret_date(&date, DateOrder::DayFirst);
        if as_of.is_none() && !date.is_empty() && !is_unknown(&date) {
            let kept = Kept::Row;
            quarantine.push(Quarantined { kept, ..refused(columns.as_of, "it is no date that exists") });
        }
        let status = text(columns.status);
        figures.push(Figure {
            source: source.to_owned(),
            file: file.to_owned(),
            line,
            id: match text(columns.id) {
                id if id.is_empty() => (row + 1).to_string(),
                id => id,
            },
            quantity: called(&of_what),
            scope: text(columns.scope),
            claimant: text(columns.claimant),
            as_of,
            event_date: None,
            low,
            high,
            of_which: with_words(text(columns.of_which), &words),
            standing: standing(&status),
            status,
            language: text(columns.language),
            reference: text(columns.reference),
            quote: text(columns.quote),
            basis: Basis::Given,
            part_of: String::new(),
            part_of_figure: String::new(),
            set_in: String::new(),
            set_by: String::new(),
            only_in: String::new(),
            replaced_by: String::new(),
            copy_of: String::new(),
            matter: 0,
        });
    }
    for entry in &mut quarantine {
        source.clone_into(&mut entry.list);
        file.clone_into(&mut entry.file);
    }
    quarantine.sort_by_key(|entry| entry.line);
    Ok((figures, quarantine))
}

/// The columns of a table of figures, as far as they are there.
struct Columns<'a> {
    id: Option<&'a RawColumn>,
    quantity: Option<&'a RawColumn>,
    scope: Option<&'a RawColumn>,
    claimant: Option<&'a RawColumn>,
    as_of: Option<&'a RawColumn>,
    low: Option<&'a RawColumn>,
    high: Option<&'a RawColumn>,
    number: Option<&'a RawColumn>,
    of_which: Option<&'a RawColumn>,
    status: Option<&'a RawColumn>,
    language: Option<&'a RawColumn>,
    reference: Option<&'a RawColumn>,
    quote: Option<&'a RawColumn>,
}

impl<'a> Columns<'a> {
    fn new(table: &'a RawTable) -> Self {
        let find = |names: &[&str]| {
            let called = |name: &&str| table.columns.iter().find(|column| key(&column.header) == key(name));
            names.iter().find_map(called)
        };
        Self {
            id: find(ID),
            quantity: find(QUANTITY),
            scope: find(SCOPE),
            claimant: find(CLAIMANT),
            as_of: find(AS_OF),
            low: find(LOW),
            high: find(HIGH),
            number: find(NUMBER),
            of_which: find(OF_WHICH),
            status: find(STATUS),
            language: find(LANGUAGE),
            reference: find(REFERENCE),
            quote: find(QUOTE),
        }
    }

    /// Returns them with the names of their fields.
    fn named(&self) -> [(&'static str, Option<&'a RawColumn>); 13] {
        [
            ("id", self.id),
            ("quantity", self.quantity),
            ("scope", self.scope),
            ("claimant", self.claimant),
            ("as_of", self.as_of),
            ("low", self.low),
            ("high", self.high),
            ("number", self.number),
            ("of_which", self.of_which),
            ("status", self.status),
            ("source_language", self.language),
            ("source", self.reference),
            ("quote", self.quote),
        ]
    }

    fn has_number(&self) -> bool {
        self.number.or(self.low).or(self.high).is_some()
    }

    /// Returns the least and the greatest number of a row, or the column that can't be read.
    fn range(&self, row: usize, in_words: NumberInWords<'_>) -> Result<Range, &'a RawColumn> {
        let mut words: Vec<String> = Vec::new();
        let mut read = |column: Option<&'a RawColumn>| -> Result<Option<Bounds>, &'a RawColumn> {
            let Some(column) = column else { return Ok(None) };
            let cell = column.cell(row);
            if let Ok(exact) = number(cell) {
                return Ok(exact.map(|exact| Bounds { low: Some(exact), high: Some(exact) }));
            }
            let bounds = said_in_words(cell, in_words).ok_or(column)?;
            words.push(tidy(cell));
            Ok(Some(bounds))
        };
        let (whole, low, high) = (read(self.number)?, read(self.low)?, read(self.high)?);
        let least = low.or(whole);
        // "more than 600" under the least number says nothing of the greatest
        let most = high.or(whole);
        Ok(Range { low: least.and_then(|it| it.low), high: most.and_then(|it| it.high), words })
    }
}

/// How many a row says, and in which words where it says it in words.
struct Range {
    low: Option<u64>,
    high: Option<u64>,
    words: Vec<String>,
}

/// Reads a cell that says a number in words. What has no letter is a number that can't be read, and no words.
fn said_in_words(cell: &str, in_words: NumberInWords<'_>) -> Option<Bounds> {
    let cell = tidy(cell);
    let is_share =
        ["%", "percent", "per cent", "процент"].iter().any(|word| cell.to_lowercase().contains(word));
    let is_below_nothing = cell.starts_with(['-', '−', '–']);
    let has_words = cell.chars().any(char::is_alphabetic) && !is_share && !is_below_nothing;
    if has_words { in_words(&cell) } else { None }
}

/// Returns the remarks of a row with the words of its number, so that "about" is not lost.
fn with_words(remarks: String, words: &[String]) -> String {
    let quoted = words.iter().map(|words| format!("“{words}”"));
    let parts: Vec<String> = quoted.chain(Some(remarks)).filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// Returns the name of a quantity as figures out of articles have it, so that «погибшие» stands with "killed"; what narrows it stays.
fn called(quantity: &str) -> String {
    let first = first_words(quantity);
    match Quantity::named(first).filter(|_| quantity.starts_with(first)) {
        Some(known) => format!("{}{}", known.word(), &quantity[first.len()..]),
        None => quantity.to_owned(),
    }
}

/// Reads a whole number with or without spaces, points or commas between its thousands; none where nothing is said.
fn number(text: &str) -> Result<Option<u64>, ()> {
    let text = tidy(text);
    if text.is_empty() || is_unknown(&text) {
        return Ok(None);
    }
    let groups: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}', ',', '.', '\'']).collect();
    let thousands = groups.len() == 1 || groups[1..].iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    let is_number = thousands && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.parse().map(Some).map_err(|_| ()) } else { Err(()) }
}

fn standing(status: &str) -> Standing {
    let status = status.to_lowercase();
    let says = |parts: &[&str]| parts.iter().any(|part| status.contains(part));
    if says(WITHDRAWN) {
        Standing::Withdrawn
    } else if says(SUPERSEDED) {
        Standing::Superseded
    } else {
        Standing::Stands
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_and_without_marks_between_thousands() {
        for (text, read) in [("600", 600), ("9 900", 9_900), ("2,265", 2_265), ("1.234.567", 1_234_567)] {
            assert_eq!(number(text), Ok(Some(read)), "{text}");
        }
        for text in ["hundreds", "1.5", "12-14", "-3", "99999999999999999999999"] {
            assert_eq!(number(text), Err(()), "{text}");
        }
        assert_eq!(number(""), Ok(None));
        assert_eq!(number("unknown"), Ok(None));
    }

    #[test]
    fn a_quantity_has_one_name_in_two_languages() {
        assert_eq!(called("погибшие"), "killed");
        assert_eq!(called("Killed, named"), "killed, named");
        assert_eq!(called("cases, documented"), "cases, documented");
    }

    #[test]
    fn words_that_are_no_number_of_people_are_not_read_as_one() {
        let any = |_: &str| Some(Bounds { low: Some(1), high: None });
        assert!(said_in_words("more than 600", &any).is_some());
        for cell in ["-3", "−3 people", "15 percent", "15%", "12-14", "1.5"] {
            assert_eq!(said_in_words(cell, &any), None, "{cell}");
        }
    }

    #[test]
    fn a_status_says_whether_a_figure_was_taken_back() {
        assert_eq!(standing("denied by the ministry and called a 'technical error'"), Standing::Withdrawn);
        assert_eq!(standing("superseded"), Standing::Superseded);
        assert_eq!(standing("official"), Standing::Stands);
        assert_eq!(standing("опровергнуто"), Standing::Withdrawn);
        assert_eq!(standing(""), Standing::Stands);
    }
}
