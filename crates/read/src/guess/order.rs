//! Day or month first: what the cells of a date column tell, and what they leave open.

use super::Draft;
use crate::DateOrder;
use crate::table::{RawColumn, RawTable};
use tizim_model::Role;

/// What the numeric dates of a column say of their order, in different cells.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    /// The first number is above 12, the second is not: day first.
    day_first: usize,
    /// The second number is above 12, the first is not: month first.
    month_first: usize,
    /// The first of three short numbers is above 31, or 00: year first.
    year_first: usize,
    /// Read alike by no order but told by none.
    open: usize,
}

/// Finds the order of each date column that has numeric dates, and says how.
pub(crate) fn find(drafts: &mut [Draft], table: &RawTable) {
    let evidence: Vec<Option<Evidence>> = drafts
        .iter()
        .zip(&table.columns)
        .map(|(draft, column)| matches!(draft.role, Role::BirthDate | Role::EventDate).then(|| weigh(column)))
        .collect();
    let told: Option<DateOrder> = evidence.iter().flatten().find_map(told);
    for (draft, evidence) in drafts.iter_mut().zip(evidence) {
        let Some(evidence) = evidence else { continue };
        let cells = |count: usize| format!("{count} different cells");
        let (order, why) = match self::told(&evidence) {
            Some(DateOrder::DayFirst) => {
                (DateOrder::DayFirst, format!("day first, as in {}", cells(evidence.day_first)))
            }
            Some(DateOrder::MonthFirst) => {
                (DateOrder::MonthFirst, format!("month first, as in {}", cells(evidence.month_first)))
            }
            Some(DateOrder::YearFirst) => {
                (DateOrder::YearFirst, format!("year first, as in {}", cells(evidence.year_first)))
            }
            None if evidence.open == 0 => continue,
            None => match told {
                Some(order) => {
                    (order, "the order as in another date column, the cells do not tell".to_owned())
                }
                None => (
                    DateOrder::DayFirst,
                    "day first is assumed, the cells do not tell: correct it if months come first".to_owned(),
                ),
            },
        };
        draft.date_order = Some(order);
        draft.why.push_str("; ");
        draft.why.push_str(&why);
        if evidence.day_first > 0 && evidence.month_first > 0 {
            let (fewer, other) = if order == DateOrder::DayFirst {
                (evidence.month_first, "month")
            } else {
                (evidence.day_first, "day")
            };
            draft.why.push_str(&format!("; but {} have the {other} first: look at them", cells(fewer)));
        }
    }
}

fn told(evidence: &Evidence) -> Option<DateOrder> {
    let most = evidence.day_first.max(evidence.month_first);
    if evidence.year_first > most {
        Some(DateOrder::YearFirst)
    } else if most == 0 {
        None
    } else if evidence.day_first >= evidence.month_first {
        Some(DateOrder::DayFirst)
    } else {
        Some(DateOrder::MonthFirst)
    }
}

fn weigh(column: &RawColumn) -> Evidence {
    let mut evidence = Evidence::default();
    for cell in &column.values {
        let Some([first, second, third]) = three_numbers(cell) else { continue };
        let value = |text: &str| text.parse::<u32>().unwrap_or(0);
        if first.len() > 2 || second.len() > 2 {
            continue;
        }
        match (value(first), value(second)) {
            (a, _) if third.len() <= 2 && (a > 31 || a == 0) => evidence.year_first += 1,
            (13..=31, 1..=12) => evidence.day_first += 1,
            (1..=12, 13..=31) => evidence.month_first += 1,
            (a @ 1..=12, b @ 1..=12) if a != b => evidence.open += 1,
            _ => {}
        }
    }
    evidence
}

/// Returns the three numbers at the start of a cell, up to a time of day.
fn three_numbers(cell: &str) -> Option<[&str; 3]> {
    let date = cell.trim().split([' ', 'T', ',']).next()?;
    let mut parts = date.split(['.', '/', '-']);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    let digits =
        |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
    (parts.next().is_none_or(str::is_empty) && three.iter().all(digits)).then_some(three)
}
