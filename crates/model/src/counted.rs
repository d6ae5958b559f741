//! Numbers of things in the words of messages.

/// Returns `1 row` or `3 rows`: a number with a noun that has its plural in "s".
///
/// ```
/// assert_eq!(tizim_model::counted(1, "row"), "1 row");
/// assert_eq!(tizim_model::counted(0, "row"), "0 rows");
/// ```
pub fn counted(number: u64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
