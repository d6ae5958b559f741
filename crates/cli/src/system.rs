//! What only the outermost crate may ask of the system: the time, the user, the memory used.

use crate::failure::Failure;
use tizim_ledger::Timestamp;
use tizim_project::Doer;

/// Returns who runs the program, and when.
pub(crate) fn doer(author: Option<&str>) -> Result<Doer, Failure> {
    let user = || ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let author = author.map(str::to_owned).or_else(user).filter(|name| !name.trim().is_empty());
    Ok(Doer { author: author.unwrap_or_else(|| "unnamed".to_owned()), at: now()? })
}

/// Returns the time, in whole seconds.
pub(crate) fn now() -> Result<Timestamp, Failure> {
    let whole_second = jiff::Timestamp::now().as_second();
    let moment = jiff::Timestamp::from_second(whole_second)
        .map_err(|fault| Failure::new(fault.to_string(), "set the clock of this computer"))?;
    Ok(moment.to_string().parse()?)
}

/// Returns the most memory that this process has held, in megabytes, where the system tells.
pub(crate) fn peak_rss_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kilobytes / 102.4).round() / 10.0)
}

/// Returns the processor seconds that this process has used, all threads together, where the system tells; in hundredths.
pub(crate) fn cpu_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // the second field is the program's name in brackets, which may hold blanks; the 14th and 15th are clock ticks
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut ticks = fields.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / 100.0)
}
