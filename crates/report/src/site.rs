//! The files of the site.

use crate::parts::STYLE;
use crate::person::{CHUNK, chunk_file, chunk_page, persons_data, persons_page};
use crate::section::index;
use crate::view::View;
use crate::{Audience, ReportError};
use rayon::prelude::*;
use std::path::Path;
use tizim_project::Results;

const SCRIPT: &str = include_str!("../assets/persons.js");

/// The pages of persons that are made before progress is told again.
const BATCH: usize = 48;

/// Writes the site into an empty folder; `index.html` is its first page.
///
/// `progress` is called with the part done, 0..=1. Pages of persons are made by several threads; which of them does
/// what changes no byte.
///
/// # Errors
///
/// [`ReportError::Io`] if a file or folder can't be written.
pub fn write_site(
    results: &Results,
    audience: Audience,
    dir: &Path,
    progress: &dyn Fn(f64),
) -> Result<(), ReportError> {
    let view = View::new(results, audience);
    write(&dir.join("style.css"), STYLE.as_bytes())?;
    write(&dir.join("index.html"), index(view).into_string().as_bytes())?;
    progress(0.1);
    if view.is_public() {
        progress(1.0);
        return Ok(());
    }
    write(&dir.join("persons.js"), SCRIPT.as_bytes())?;
    write(&dir.join("persons-data.js"), persons_data(view).as_bytes())?;
    write(&dir.join("persons.html"), persons_page(view).into_string().as_bytes())?;
    progress(0.2);
    let folder = dir.join("persons");
    std::fs::create_dir_all(&folder).map_err(|source| ReportError::io(&folder, source))?;
    let links = crate::person::LinksOf::new(results);
    let chunks: Vec<usize> = (0..results.persons.len().div_ceil(CHUNK)).collect();
    for batch in chunks.chunks(BATCH) {
        batch.par_iter().try_for_each(|&chunk| {
            let page = chunk_page(view, &links, chunk).into_string();
            write(&folder.join(chunk_file(chunk)), page.as_bytes())
        })?;
        let done = batch.last().map_or(0, |last| last + 1);
        progress(0.2 + 0.8 * done as f64 / chunks.len() as f64);
    }
    progress(1.0);
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), ReportError> {
    std::fs::write(path, bytes).map_err(|source| ReportError::io(path, source))
}
