//! The rows of the table, and the time that work takes.

/// Prints one row of the table.
pub(crate) fn row(what: &str, reached: f64, bar: &str) {
    println!("{what:<58} {reached:>8.3}   {bar}");
}

/// Prints a row that has no bar, or says why there is none.
pub(crate) fn note(what: &str) {
    println!("{what}");
}

/// Runs a piece of work and returns what it made and the seconds of processor time this thread took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let before = cpu_seconds();
    let made = work();
    (made, cpu_seconds() - before)
}

/// Returns the processor time of this thread; Linux only, else zero.
fn cpu_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
