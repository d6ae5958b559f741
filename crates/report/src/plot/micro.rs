//! Bars that stand in the cell of a table; the number beside them says the same, so screen readers pass them over.

use crate::svg::number;
use maud::{Markup, PreEscaped};

fn bar(class: &str, parts: &[(&str, f64, f64)]) -> Markup {
    use std::fmt::Write;
    let mut out = format!(
        "<svg class=\"micro {class}\" aria-hidden=\"true\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\">"
    );
    for (class, from, width) in parts {
        let width = if *width > 0.0 { width.max(0.6) } else { 0.0 };
        if width > 0.0 {
            let _ = write!(
                out,
                "<rect class=\"{class}\" x=\"{}\" width=\"{}\" height=\"8\"/>",
                number(*from),
                number(width)
            );
        }
    }
    out.push_str("</svg>");
    PreEscaped(out)
}

/// Draws how full a column is: values, "unknown", unreadable; the rest is blank.
pub(crate) fn fill_bar(filled: f64, unknown: f64, unreadable: f64) -> Markup {
    let (a, b, c) = (100.0 * filled, 100.0 * unknown, 100.0 * unreadable);
    bar("wide", &[("bar", 0.0, a), ("bar second", a, b), ("bar warn", a + b, c)])
}

/// Draws a share of a whole, 0..=1.
pub(crate) fn share_bar(share: f64) -> Markup {
    bar("", &[("bar", 0.0, 100.0 * share.clamp(0.0, 1.0))])
}

/// Draws one step of a waterfall: from one running total to the next, on an axis from `low` to `high`.
pub(crate) fn step_bar(from: f64, to: f64, low: f64, high: f64) -> Markup {
    let span = (high - low).max(f64::MIN_POSITIVE);
    let at = |value: f64| 100.0 * (value.clamp(low, high) - low) / span;
    let (start, end) = (at(from).min(at(to)), at(from).max(at(to)));
    let class = if to >= from { "up" } else { "down" };
    bar("wide", &[(class, start, end - start), ("zero", at(0.0) - 0.2, 0.4)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_down_begins_where_the_last_ended() {
        let svg = step_bar(5.0, 2.5, -10.0, 10.0).into_string();
        assert!(svg.contains("class=\"down\" x=\"62.5\" width=\"12.5\""), "{svg}");
    }

    #[test]
    fn what_is_not_nothing_is_seen() {
        assert!(share_bar(1e-9).into_string().contains("width=\"0.6\""));
        assert!(!share_bar(0.0).into_string().contains("rect"));
    }
}
