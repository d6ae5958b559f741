//! WACZ: web archives in a ZIP file, with the list of the pages that somebody meant to keep.

use super::intake::Pages;
use super::package::Package;
use super::warc;
use crate::ReadError;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::io::{BufReader, Read, Seek};

/// A line of `pages/pages.jsonl`.
#[derive(Deserialize)]
struct Line {
    url: Option<String>,
}

/// Reads the archives of a package. Where it lists its pages, other things that were fetched with them (frames,
/// advertisements) are passed over.
pub(super) fn read<R: Read + Seek>(
    package: &mut Package<'_, R>,
    pages: &mut Pages<'_>,
) -> Result<(), ReadError> {
    let mut wanted = FxHashSet::default();
    for list in ["pages/pages.jsonl", "pages/extraPages.jsonl"] {
        if !package.has(list) {
            continue;
        }
        let bytes = package.part(list)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Line>(line).ok());
        wanted.extend(lines.filter_map(|line| line.url).map(|url| warc::bare_url(&url).to_owned()));
    }
    let mut archives: Vec<String> =
        package.names().filter(|name| is_archive(name)).map(str::to_owned).collect();
    archives.sort();
    if archives.is_empty() {
        let reason = "it holds no archive/*.warc or archive/*.warc.gz".to_owned();
        return Err(ReadError::Damaged { file: pages.file.to_owned(), place: String::new(), reason });
    }
    let packed = package.packed();
    for archive in archives {
        let stream = BufReader::new(package.stream(&archive)?);
        let only = (!wanted.is_empty()).then_some(&wanted);
        warc::read_only(stream, packed, std::slice::from_ref(&archive), only, pages)?;
    }
    Ok(())
}

fn is_archive(name: &str) -> bool {
    name.starts_with("archive/") && (name.ends_with(".warc") || name.ends_with(".warc.gz"))
}
