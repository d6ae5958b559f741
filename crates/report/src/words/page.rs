//! Headings and sentences of the pages.

use super::{count, counted, list_of, percent};
use crate::suppression::Cell;

pub(crate) const LANGUAGE: &str = "en";
/// Stands at the end of headings of columns of numbers; it is not shown.
pub(crate) const OF_NUMBERS: char = '#';
pub(crate) const SKIP: &str = "Skip to the content";
pub(crate) const NAVIGATION: &str = "Contents";
pub(crate) const PERSONS: &str = "Persons";
pub(crate) const TO_SUMMARY: &str = "Summary";

pub(crate) const WARNINGS: &str = "Read this first";
pub(crate) const NUMBERS: &str = "The two numbers";
pub(crate) const COUNTED: &str = "What is counted";
pub(crate) const BREAKDOWN: &str = "Who was documented";
pub(crate) const LISTS: &str = "The lists";
pub(crate) const OVERLAP: &str = "How the lists overlap";
pub(crate) const TIME: &str = "Over time";
pub(crate) const ESTIMATE: &str = "The estimate";
pub(crate) const LINKING: &str = "How records were linked";
pub(crate) const METHOD: &str = "Method";
pub(crate) const QUARANTINE: &str = "What could not be read";

pub(crate) const DOCUMENTED: &str = "Documented";
pub(crate) const UNDOCUMENTED: &str = "Estimated undocumented";
pub(crate) const DOCUMENTED_MEANS: &str =
    "Persons who stand on at least one list. Each can be looked up with the rows that name them.";
pub(crate) const DOCUMENTED_MEANS_PUBLIC: &str = "Persons who stand on at least one list.";
/// Returns what the entries are that are in the register and not among the documented.
pub(crate) fn suggested(entries: &str) -> String {
    format!("Not counted: {entries} named in articles only, in claims that nobody has accepted yet.")
}

pub(crate) fn of_other_acts(entries: &str) -> String {
    format!(
        "Not counted: {entries} named in articles only, of whom these say something else than what is counted here: that \
         somebody was tried, say, or is missing."
    )
}

pub(crate) fn too_bare(entries: &str) -> String {
    format!(
        "In the register, but not counted here: {entries} entries that say too little to tell whether they are of \
         further persons."
    )
}
pub(crate) const UNDOCUMENTED_MEANS: &str = "People who, as far as the overlap of the lists tells, stand on none. They are not known by name. \
     This is a calculation, not a count.";
pub(crate) const NO_NUMBER: &str = "no estimate";
pub(crate) const LOWER_BOUND: &str = "at least";
pub(crate) const NOT_ADDED: &str = "The two numbers differ in kind: the first is counted, the second is calculated. They are shown side by side and \
     should be quoted so; a total of both is an estimate too and must be quoted with its interval.";

pub(crate) fn interval_words(level: f64, limits: &str) -> String {
    format!("{limits} ({} interval)", percent(level))
}

pub(crate) fn interval_means(level: f64) -> String {
    format!(
        "If the assumptions of the model hold, the true number lies within the interval with a probability of {}.",
        percent(level)
    )
}

pub(crate) fn from_records(records: u64, lists: usize) -> String {
    format!("from {} on {}", counted(records, "record", "records"), counted(lists as u64, "list", "lists"))
}

pub(crate) const PUBLIC_EDITION: &str = "This is the public edition. Withheld from it:";

/// Returns what the public edition leaves out.
pub(crate) fn withheld(fields: usize, smallest: u64) -> Vec<String> {
    let mut out = vec![
        "names, and the pages of single persons".to_owned(),
        "who gave the sources, and what could not be read in them".to_owned(),
    ];
    if fields > 0 {
        out.push(format!(
            "{} that may point at a person",
            counted(fields as u64, "further field", "further fields")
        ));
    }
    if smallest > 1 {
        out.push(format!(
            "counts below {smallest} (shown as “fewer than {smallest}”), and counts from which they could be worked out"
        ));
    }
    out
}

/// Returns what the public edition leaves out as confidential or without consent: sources, persons, fields of others,
/// figures, as far as there are any.
pub(crate) fn held_back(counts: [Option<String>; 4]) -> Vec<String> {
    let what = [
        "the names of sources that are confidential, and what they say",
        "persons whom only sources know that are confidential or gave no consent; they are counted, not shown",
        "single values that only such sources give",
        "figures of such sources",
    ];
    let said = |(count, what): (Option<String>, &str)| count.map(|count| format!("{what}: {count}"));
    counts.into_iter().zip(what).filter_map(said).collect()
}

/// Returns a count as it may be shown.
pub(crate) fn cell(cell: Cell, smallest: u64) -> String {
    match cell {
        Cell::Shown(number) => count(number),
        Cell::Small => format!("fewer than {smallest}"),
        Cell::Withheld => "withheld".to_owned(),
    }
}

pub(crate) fn cut_value(characters: usize) -> String {
    format!("(cut: {} characters in all; the whole value is in the folder out/)", count(characters as u64))
}

// what is counted
pub(crate) const NO_CODEBOOK: &str = "The project file does not yet say what is counted. Numbers without a definition can't be compared with others: \
     fill in the section [codebook] of tizim.toml.";
pub(crate) const CODEBOOK_COUNTS: &str = "Who";
pub(crate) const CODEBOOK_PERIOD: &str = "When";
pub(crate) const CODEBOOK_TERRITORY: &str = "Where";
pub(crate) const CODEBOOK_INCLUDES: &str = "Counts";
pub(crate) const CODEBOOK_EXCLUDES: &str = "Does not count";
pub(crate) const CODEBOOK_DEFINITIONS: &str = "Definitions";
pub(crate) const CODEBOOK_EDITION: &str = "Edition of this codebook";
pub(crate) const NOT_SAID: &str = "not said";

// breakdowns
pub(crate) const BREAKDOWN_MEANS: &str = "The documented persons by sex, age group, status and cause, as indicator 16.1.2 of the Sustainable Development \
     Goals asks. “Unknown” is counted as what it is. Where sources differ, the value that most lists give is counted.";
pub(crate) const RIVALS_SHOWN: &str = "Each person’s page shows what the other sources say.";
pub(crate) const FURTHER_BREAKDOWNS: &str = "Further breakdowns";
pub(crate) const HEAD_PERSONS: &str = "Persons#";
pub(crate) const HEAD_SHARE: &str = "Share";
pub(crate) const TOTAL: &str = "all";
pub(crate) const BREAKDOWNS_WITHHELD: &str =
    "None of the breakdowns may be published under the project file.";

// lists
pub(crate) const LIST_HEAD: [&str; 7] =
    ["List", "Records#", "Persons#", "On no other list#", "Rows not read#", "Cells not read#", "Columns#"];
pub(crate) const LISTS_CAPTION: &str = "What each list holds";
pub(crate) const LIST_DETAILS: &str = "files, custody and columns";
pub(crate) const SCOPE: &str = "What this list counts";
pub(crate) const SCOPE_NOT_SAID: &str = "not declared; taken to be what the project counts";
pub(crate) const COPIED_FROM: &str = "Copied from, as declared";
pub(crate) const READ_AS: &str = "How it was read";
pub(crate) const READ_NOTES: &str = "Of the reading";
pub(crate) const CUSTODY: &str = "Custody";
pub(crate) const ADDED: &str = "Added";
pub(crate) const GIVEN_BY: &str = "Given by";
pub(crate) const CONSENT: &str = "Consent";
pub(crate) const LICENCE: &str = "Licence";
pub(crate) const PUBLISHED_AT: &str = "Published at";
pub(crate) const ORIGINAL_NAME: &str = "Original name";
pub(crate) const SIZE: &str = "Size";
pub(crate) const NOTE: &str = "Note";
pub(crate) const COLUMN_HEAD: [&str; 6] =
    ["Field", "Holds", "How full", "Values#", "“Unknown”#", "Unreadable#"];
pub(crate) const FILL_LEGEND: &str = "Bars: values (dark), “unknown” as a stated value (light), cells that could not be read (orange); the rest is blank.";

pub(crate) fn columns_of(list: &str) -> String {
    format!("Columns of {list}")
}

pub(crate) fn added_by(day: &str, author: &str) -> String {
    format!("{day} by {author}")
}

pub(crate) fn bytes(size: u64) -> String {
    counted(size, "byte", "bytes")
}

pub(crate) fn distinct(values: u64) -> String {
    format!("{} different", count(values))
}

// overlap
pub(crate) const OVERLAP_MEANS: &str = "Each column is one combination of lists (filled dots); the bar above it counts the persons who are on just those \
     lists and no others. The more persons stand on several lists, the more the overlap tells of those on none.";
pub(crate) const OVERLAP_TABLE: &str = "Persons by combination of lists";
pub(crate) const OVERLAP_HEAD: [&str; 2] = ["On just these lists", "Persons#"];
pub(crate) const ON_NO_SYSTEM: &str = "on no list of the estimate";
pub(crate) const ONE_LIST_OVERLAP: &str = "There is one list only, so nothing can overlap.";
pub(crate) const PAIRS_TABLE: &str = "Persons on both lists";

pub(crate) fn overlap_more(drawn: usize, all: usize) -> String {
    if drawn < all {
        format!(" The {drawn} most frequent of {all} combinations are drawn; the table has all.")
    } else {
        String::new()
    }
}

// time
pub(crate) const TIME_TABLE: &str = "Documented persons over time";
pub(crate) const NO_DATES: &str = "No documented person has a date that can be placed in time.";
pub(crate) const TIME_WITHHELD: &str = "Dates may not be published under the project file.";
pub(crate) const UNDATED: &str = "without a date";
pub(crate) const COARSE: &str = "dated too roughly for a bar";
pub(crate) const OUTSIDE: &str = "dated far outside this time";
pub(crate) const BIN_HEAD: [&str; 4] = ["Day", "Week from", "Month", "Year"];

pub(crate) fn time_caption(bin: &str, rest: &[String]) -> String {
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let not_drawn = if rest.is_empty() { String::new() } else { format!(" Not drawn: {}.", list_of(&rest)) };
    format!("Documented persons by date of the act; one bar a {bin}.{not_drawn}")
}

pub(crate) const BIN_WORD: [&str; 4] = ["day", "week", "month", "year"];

// quarantine
pub(crate) const QUARANTINE_HEAD: [&str; 7] = ["List", "File", "Line#", "Column", "Why", "Text", "Kept"];
pub(crate) const KEPT_ROW: &str = "the rest of the row";
pub(crate) const KEPT_NOTHING: &str = "nothing";
pub(crate) const NOTHING_QUARANTINED: &str = "Every row and every cell could be read.";

pub(crate) fn quarantine_summary(rows: u64, cells: u64, shown: Option<usize>) -> String {
    let mut text = format!(
        "{} could not be read and {} left out; of {} the row was kept and the cell’s reading left empty. \
         Nothing was dropped without a line here.",
        counted(rows, "row", "rows"),
        if rows == 1 { "was" } else { "were" },
        counted(cells, "cell", "cells"),
    );
    if let Some(shown) = shown {
        text.push_str(&format!(" The first {shown} are shown; all are in out/quarantine.csv."));
    }
    text
}

pub(crate) const WARNING_WITHHELD: &str = "A caution that quotes small counts or withheld fields is left to the internal edition: ask the people of the project";
