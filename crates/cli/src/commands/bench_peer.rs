//! `tizim bench link` beside Splink, for whoever has it installed: whole processes, in turn, on the same data.

use crate::console::{TextTable, complain, grouped, say};
use crate::failure::Failure;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The peer's scripts with the Python that runs them.
pub(crate) struct Peer<'a> {
    /// The interpreter.
    pub(crate) python: &'a str,
    /// The folder of run_splink.py and measure.py.
    pub(crate) scripts: &'a Path,
    /// Each program runs so many times a set; the fastest run of each counts.
    pub(crate) runs: u32,
}

/// One whole process, measured.
struct Measured {
    wall: f64,
    cpu: f64,
    peak_mb: f64,
    output: serde_json::Value,
}

impl Peer<'_> {
    /// Returns whether Splink can be run.
    pub(crate) fn is_installed(&self) -> bool {
        self.scripts.join("run_splink.py").exists()
            && Command::new(self.python)
                .args(["-c", "import splink, duckdb, pandas, pyarrow"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
    }

    /// Runs both on each file and prints one table with ratios: the peer's figure divided by ours.
    ///
    /// What is timed is one threshold, the default; the best of several is looked for in a run of its own.
    pub(crate) fn compare(&self, files: &[(String, PathBuf)]) -> Result<(), Failure> {
        let mut table = TextTable::new(&[
            "against Splink",
            "rows",
            "wall s",
            "Splink",
            "ratio",
            "CPU s",
            "Splink",
            "ratio",
            "MB",
            "Splink",
            "ratio",
            "F1",
            "Splink",
            "Splink's best threshold",
        ]);
        let tizim =
            std::env::current_exe().map_err(|fault| Failure::new(fault.to_string(), "run it again"))?;
        for (name, file) in files {
            complain(&format!("{name}: Tizim and Splink in turn ..."));
            let (mut ours, mut theirs): (Option<Measured>, Option<Measured>) = (None, None);
            for _ in 0..self.runs.max(1) {
                let mut own = Command::new(self.python);
                own.arg(self.scripts.join("measure.py")).arg(&tizim).arg("link").arg(file);
                own.args(["--truth", "true_id", "--json"]);
                faster(&mut ours, measured(own)?);
                let mut peer = Command::new(self.python);
                peer.arg(self.scripts.join("measure.py")).arg(self.python);
                peer.arg(self.scripts.join("run_splink.py")).arg(file);
                faster(&mut theirs, measured(peer)?);
            }
            let (Some(ours), Some(theirs)) = (ours, theirs) else { continue };
            let mut best = Command::new(self.python);
            best.arg(self.scripts.join("measure.py")).arg(self.python);
            best.arg(self.scripts.join("run_splink.py")).arg(file).arg("--best");
            let best = measured(best)?;
            let f1 = |figures: &serde_json::Value| figures["f1"].as_f64().unwrap_or(f64::NAN);
            table.row([
                name.clone(),
                grouped(ours.output["records"].as_f64().unwrap_or(f64::NAN)),
                format!("{:.2}", ours.wall),
                format!("{:.2}", theirs.wall),
                format!("{:.1}", theirs.wall / ours.wall),
                format!("{:.2}", ours.cpu),
                format!("{:.2}", theirs.cpu),
                format!("{:.1}", theirs.cpu / ours.cpu),
                format!("{:.0}", ours.peak_mb),
                format!("{:.0}", theirs.peak_mb),
                format!("{:.1}", theirs.peak_mb / ours.peak_mb),
                format!("{:.4}", f1(&ours.output["pairwise"])),
                format!("{:.4}", f1(&theirs.output["default"])),
                format!("{:.4}", f1(&best.output["best"])),
            ]);
        }
        table.lines().iter().for_each(|line| say(line));
        Ok(())
    }
}

fn faster(best: &mut Option<Measured>, run: Measured) {
    if best.as_ref().is_none_or(|best| run.cpu < best.cpu) {
        *best = Some(run);
    }
}

fn measured(mut command: Command) -> Result<Measured, Failure> {
    let hint = "see benches/peers/requirements.txt for what Splink needs, or leave it out with --no-peer";
    let done = command.output().map_err(|fault| Failure::new(fault.to_string(), hint))?;
    let wrong = || {
        let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
        Failure::new(format!("a measured run failed: {said}"), hint)
    };
    let parsed: serde_json::Value = serde_json::from_slice(&done.stdout).map_err(|_| wrong())?;
    let number = |key: &str| parsed[key].as_f64().ok_or_else(wrong);
    Ok(Measured {
        wall: number("wall")?,
        cpu: number("cpu")?,
        peak_mb: number("peak_mb")?,
        output: parsed["output"].clone(),
    })
}
