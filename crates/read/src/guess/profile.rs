//! What the cells of a column look like.

use crate::fold::is_blank;
use crate::table::RawColumn;
use crate::{
    DateOrder, interpret_age, interpret_date, interpret_excel_serial, interpret_sex, is_unknown,
    is_unknown_as,
};
use rayon::prelude::*;
use tizim_model::Role;

/// How many different cells are looked at.
const LOOKED_AT: usize = 2_000;
/// How many cells are shown.
const SAMPLE: usize = 5;
/// How much of a cell is shown, in characters.
const SHOWN: usize = 80;

/// What the cells of a column look like. Shares are of the cells with one of the first 2,000 different values, blanks
/// and "unknown" left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    pub(crate) rows: usize,
    pub(crate) blank: usize,
    pub(crate) unknown: usize,
    pub(crate) distinct: usize,
    pub(crate) sample: Vec<String>,
    pub(crate) dates: f64,
    pub(crate) serials: f64,
    pub(crate) years: f64,
    pub(crate) ages: f64,
    pub(crate) sexes: f64,
    pub(crate) flags: f64,
    pub(crate) numbers: f64,
    pub(crate) urls: f64,
    pub(crate) emails: f64,
    pub(crate) codes: f64,
    pub(crate) lettered: f64,
    /// Cells with a letter, digits beside it or not.
    pub(crate) letters: f64,
    pub(crate) latin: f64,
    pub(crate) causes: f64,
    pub(crate) mean_words: f64,
    pub(crate) mean_chars: f64,
    pub(crate) largest_number: f64,
}

/// What a cell says.
enum Says {
    Nothing,
    NotKnown,
    Something,
}

impl Says {
    fn of(value: &str) -> Self {
        match () {
            () if is_blank(value) => Says::Nothing,
            () if is_unknown(value) => Says::NotKnown,
            () => Says::Something,
        }
    }
}

/// At least so many values are looked at in one go.
const VALUES_A_PART: usize = 1_024;

impl Profile {
    /// Returns what a column looks like.
    pub(crate) fn of(column: &RawColumn) -> Self {
        let mut profile = Profile { rows: column.codes.len(), ..Self::default() };
        let counts = column.counts();
        let mut looked: Vec<&str> = Vec::new();
        let mut weights: Vec<usize> = Vec::new();
        let says: Vec<Says> =
            column.values.par_iter().with_min_len(VALUES_A_PART).map(|value| Says::of(value)).collect();
        for ((value, count), says) in column.values.iter().zip(&counts).zip(says) {
            match says {
                Says::Nothing => profile.blank += count,
                Says::NotKnown => profile.unknown += count,
                Says::Something if *count > 0 => {
                    profile.distinct += 1;
                    if looked.len() < LOOKED_AT {
                        looked.push(value.as_ref());
                        weights.push(*count);
                    }
                }
                Says::Something => {}
            }
        }
        profile.sample = looked.iter().take(SAMPLE).map(|cell| cell.chars().take(SHOWN).collect()).collect();
        let total: usize = weights.iter().sum();
        let share = |is: &dyn Fn(&str) -> bool| {
            let yes: usize =
                looked.iter().zip(&weights).filter(|(cell, _)| is(cell.trim())).map(|(_, n)| n).sum();
            yes as f64 / total.max(1) as f64
        };
        let number = |cell: &str| cell.replace(',', ".").parse::<f64>().ok().filter(|n| n.is_finite());
        profile.dates =
            share(&|c| interpret_date(c, DateOrder::DayFirst).is_some() || is_unknown_as(Role::EventDate, c));
        profile.serials = share(&|c| is_serial(c));
        profile.years =
            share(&|c| c.len() == 4 && c.parse().is_ok_and(|year: u16| (1700..=2100).contains(&year)));
        profile.ages = share(&|c| interpret_age(c).is_some() || is_unknown_as(Role::Age, c));
        profile.sexes = share(&|c| interpret_sex(c).is_some() || is_unknown_as(Role::Sex, c));
        profile.flags = share(&|c| flag(c).is_some());
        profile.numbers = share(&|c| number(c).is_some());
        profile.urls =
            share(&|c| c.starts_with("http://") || c.starts_with("https://") || c.starts_with("www."));
        profile.emails = share(&|c| {
            c.contains('@') && !c.contains(' ') && c.rsplit('@').next().is_some_and(|d| d.contains('.'))
        });
        profile.codes = share(&|c| is_code(c));
        profile.lettered =
            share(&|c| c.chars().any(char::is_alphabetic) && !c.chars().any(|d| d.is_ascii_digit()));
        profile.letters = share(&|c| c.chars().any(char::is_alphabetic));
        profile.latin = share(&|c| c.chars().find(|d| d.is_alphabetic()).is_some_and(|d| d < '\u{250}'));
        profile.causes = share(&|c| names_a_cause(c));
        let mean = |measure: &dyn Fn(&str) -> usize| {
            looked.iter().map(|cell| measure(cell)).sum::<usize>() as f64 / looked.len().max(1) as f64
        };
        profile.mean_words = mean(&|cell| cell.split_whitespace().count());
        profile.mean_chars = mean(&|cell| cell.chars().count());
        profile.largest_number = looked.iter().filter_map(|cell| number(cell.trim())).fold(0.0, f64::max);
        profile
    }

    /// Returns the number of rows with something known in them.
    pub(crate) fn filled(&self) -> usize {
        self.rows - self.blank - self.unknown
    }

    /// Returns whether every row has a cell, and no two the same.
    pub(crate) fn is_unique(&self) -> bool {
        self.rows > 0 && self.blank == 0 && self.distinct == self.rows
    }

    /// Returns whether the cells come from a short list of values, which come back.
    pub(crate) fn is_category(&self) -> bool {
        let short = self.distinct <= 12 || self.distinct * 10 <= self.filled();
        self.distinct > 1
            && short
            && self.distinct * 2 <= self.filled()
            && self.distinct <= 500
            && self.mean_chars <= 60.0
    }
}

/// Reads yes and no in the languages of the headers.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match crate::fold::fold(text).as_str() {
        "true" | "t" | "yes" | "y" | "1" | "1.0" | "x" | "+" | "да" | "иә" | "نعم" | "si" | "oui" | "✓"
        | "✔" => Some(true),
        "false" | "f" | "no" | "n" | "0" | "0.0" | "нет" | "жоқ" | "لا" | "non" => Some(false),
        _ => None,
    }
}

/// Returns whether a cell could be a day as Excel counts them, in the years 1927 to 2064.
pub(crate) fn is_serial(cell: &str) -> bool {
    let whole = cell.split('.').next().unwrap_or_default();
    whole.len() == 5
        && cell.parse().is_ok_and(|number: f64| (10_000.0..60_000.0).contains(&number))
        && interpret_excel_serial(cell).is_some()
}

/// Returns whether a cell looks like a number or code of a person: five or more characters, four or more digits.
fn is_code(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    digits >= 4
        && cell.chars().count() >= 5
        && cell.chars().count() <= 40
        && cell
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '+' | '(' | ')' | '/' | '.' | '_'))
}

/// Returns whether a cell names how somebody died.
fn names_a_cause(cell: &str) -> bool {
    const WORDS: &[&str] = &[
        "gunshot",
        "shot",
        "shooting",
        "stab",
        "drown",
        "strangul",
        "struck by vehicle",
        "taser",
        "beaten",
        "explosi",
        "airstrike",
        "shelling",
        "hypertherm",
        "dehydrat",
        "asphyxi",
        "blunt force",
        "death in custody",
        "огнестрел",
        "ножев",
        "утоп",
        "удуш",
        "взрыв",
        "оқ атқан",
        "ату",
        "طلق",
        "قصف",
        "غرق",
        "disparo",
        "arma de fuego",
        "ahogad",
    ];
    let folded = crate::fold::fold(cell);
    WORDS.iter().any(|word| folded.contains(word))
}
