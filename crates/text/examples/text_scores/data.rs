//! Where the labelled sets are, and how their files are read.

use flate2::read::GzDecoder;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Returns the folder of the labelled sets, if it is there.
pub(crate) fn folder() -> Option<PathBuf> {
    let told = std::env::var_os("TIZIM_DATA").map(PathBuf::from);
    let found = told.unwrap_or_else(|| PathBuf::from("../shared/data"));
    let beside = Path::new("../../../shared/data");
    [found, beside.to_owned(), PathBuf::from("../../shared/data")].into_iter().find(|path| path.is_dir())
}

/// Returns the bytes of a file, unpacked if it is gzip.
pub(crate) fn bytes(path: &Path) -> Option<Vec<u8>> {
    let raw = std::fs::read(path).ok()?;
    if !raw.starts_with(b"\x1f\x8b") {
        return Some(raw);
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(raw.as_slice()).read_to_end(&mut unpacked).ok()?;
    Some(unpacked)
}

/// Returns the JSON values of a file of JSON lines.
pub(crate) fn json_lines(relative: &str) -> Option<Vec<Value>> {
    let text = String::from_utf8(bytes(&folder()?.join(relative))?).ok()?;
    text.lines().map(|line| serde_json::from_str(line).ok()).collect()
}

/// Counts of right, wrong and missed answers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) right: f64,
    pub(crate) predicted: f64,
    pub(crate) gold: f64,
}

impl Tally {
    pub(crate) fn add(&mut self, right: usize, predicted: usize, gold: usize) {
        self.right += right as f64;
        self.predicted += predicted as f64;
        self.gold += gold as f64;
    }

    pub(crate) fn precision(&self) -> f64 {
        if self.predicted == 0.0 { 0.0 } else { self.right / self.predicted }
    }

    pub(crate) fn recall(&self) -> f64 {
        if self.gold == 0.0 { 0.0 } else { self.right / self.gold }
    }

    pub(crate) fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }
}

/// Returns the harmonic mean.
pub(crate) fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}
