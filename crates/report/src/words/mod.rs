//! All words that the report says, in English. A translation is another module with the same names.
//!
//! Nothing here decides anything: functions take numbers and names and return sentences.

pub(crate) mod article;
mod assumptions;
mod estimate;
mod figures;
mod page;
mod persons;
mod pictures;

pub(crate) use assumptions::*;
pub(crate) use estimate::*;
pub(crate) use figures::*;
pub(crate) use page::*;
pub(crate) use persons::*;
pub(crate) use pictures::*;

/// Returns a whole number with its thousands set apart: `12,345`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Returns a number of people, which may be an estimate, as a whole number; `–` for what is none.
pub(crate) fn count_f(number: f64) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let sign = if number <= -0.5 { "−" } else { "" };
    let size = number.abs();
    if size < 1.0 && size > 1e-9 {
        return format!("{number:.1}");
    }
    format!("{sign}{}", count(size.round() as u64))
}

/// Returns a number in little room: `950`, `1.2k`, `34k`, `1.5M`.
pub(crate) fn short_count(number: u64) -> String {
    let scaled = |number: f64, unit: &str| {
        if number < 9.95 {
            let text = format!("{number:.1}");
            format!("{}{unit}", text.trim_end_matches(".0"))
        } else {
            format!("{number:.0}{unit}")
        }
    };
    match number {
        0..1_000 => number.to_string(),
        1_000..1_000_000 => scaled(number as f64 / 1e3, "k"),
        1_000_000..1_000_000_000 => scaled(number as f64 / 1e6, "M"),
        _ => scaled(number as f64 / 1e9, "G"),
    }
}

/// Returns `1 person`, `2 persons`.
pub(crate) fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// Returns a share as a percentage; what is not nothing and not all is never rounded to either.
pub(crate) fn percent(share: f64) -> String {
    let share = 100.0 * share;
    if share <= 0.0 || share >= 100.0 {
        format!("{share:.0} %")
    } else if share < 0.1 {
        "< 0.1 %".to_owned()
    } else if !(10.0..=99.0).contains(&share) {
        format!("{:.1} %", share.min(99.9))
    } else {
        format!("{share:.0} %")
    }
}

/// Joins names as a sentence does: `A, B and C`.
pub(crate) fn list_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(count_f(1234.4), "1,234");
        assert_eq!(count_f(f64::INFINITY), "–");
        assert_eq!(short_count(999), "999");
        assert_eq!(short_count(1_000), "1k");
        assert_eq!(short_count(34_210), "34k");
        assert_eq!(short_count(1_530_000), "1.5M");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(0.00001), "< 0.1 %");
        assert_eq!(percent(0.9999), "99.9 %");
        assert_eq!(percent(0.5), "50 %");
        assert_eq!(list_of(&["A", "B", "C"]), "A, B and C");
    }
}
