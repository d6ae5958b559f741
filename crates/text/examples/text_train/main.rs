//! Trains the tables that the crate ships, and writes a report beside them.
//!
//! `cargo run --release -p tizim-text --example text_train gazetteer [WORD_LIST]`, then `... clusters ENGLISH RUSSIAN`, then `... names`, `... acts`, `... harm`. Reads only sets whose licence lets
//! weights be shipped: see `crates/text/data/README.md`. The result is the same to the byte on every run.
#![allow(clippy::print_stdout, missing_docs, reason = "an example that prints its report")]

mod acts;
mod articles;
mod clusters;
#[path = "../text_scores/data.rs"]
mod data;
mod gazetteer;
mod harm;
mod labelled;
#[path = "../text_scores/marked_pages.rs"]
mod marked_pages;
#[path = "../text_scores/muc_key.rs"]
mod muc_key;
mod names;
#[path = "../text_scores/open_pages.rs"]
mod open_pages;
#[path = "../text_scores/quotes.rs"]
mod quotes;
mod substitute;
mod toll;

use std::path::{Path, PathBuf};

/// The word list of Debian's package wamerican-small (SCOWL).
const WORDS: &str = "/usr/share/dict/american-english-small";

type Failure = Box<dyn std::error::Error>;

/// Returns the files of a folder, in the order of their names.
fn files_of(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = std::fs::read_dir(folder)?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>, Failure>>()?;
    paths.sort();
    Ok(paths)
}

fn main() -> Result<(), Failure> {
    let folder = data::folder().ok_or("no data: set TIZIM_DATA")?;
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    match std::env::args().nth(1).as_deref() {
        Some("gazetteer") => {
            let words = std::env::args().nth(2).unwrap_or_else(|| WORDS.to_owned());
            let (bytes, report) = gazetteer::make(&folder, Path::new(&words))?;
            std::fs::write(out.join("gazetteer.bin"), bytes)?;
            println!("{report}");
        }
        Some("clusters") => {
            let files: Vec<String> = std::env::args().skip(2).collect();
            if files.len() != 2 {
                return Err("name two files of word vectors: English, Russian".into());
            }
            let (bytes, report) = clusters::make(&files)?;
            std::fs::write(out.join("clusters.bin"), bytes)?;
            println!("{report}");
        }
        Some("names") => {
            let report = names::train(&folder, &out)?;
            std::fs::write(out.join("names-report.txt"), &report)?;
            println!("{report}");
        }
        Some("acts") => {
            let report = acts::train(&folder, &out)?;
            std::fs::write(out.join("acts-report.txt"), &report)?;
            println!("{report}");
        }
        Some("harm") => {
            let report = harm::train(&out)?;
            std::fs::write(out.join("harm-report.txt"), &report)?;
            println!("{report}");
        }
        _ => println!("say which: gazetteer, then names, then acts, then harm"),
    }
    Ok(())
}
