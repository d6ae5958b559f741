//! The gazetteer: words of names (US Census 1990, popular names by country, Wikidata forms) and of places (GeoNames, CLDR).

use crate::Failure;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use tizim_text::training::{BITS, gazetteer_bytes};

/// Surnames of this rank and above are common.
const COMMON: usize = 2_000;
/// Rarer surnames that are kept.
const KEPT: usize = 30_000;

pub(crate) fn make(folder: &Path, common: &Path) -> Result<(Vec<u8>, String), Failure> {
    let bit = |name: &str| BITS.iter().find(|(known, _)| *known == name).map_or(0, |(_, bit)| *bit);
    let mut words: Vec<(String, u8)> = Vec::new();
    let tables = folder.join("linkage/name_tables");
    for file in ["us1990_female.csv", "us1990_male.csv"] {
        for row in csv::Reader::from_path(tables.join(file))?.records() {
            words.push((row?[0].to_owned(), bit("given")));
        }
    }
    for (rank, row) in
        csv::Reader::from_path(tables.join("us1990_surnames.csv"))?.records().enumerate().take(KEPT)
    {
        words.push((row?[0].to_owned(), bit(if rank < COMMON { "surname" } else { "rare_surname" })));
    }
    for (file, name) in
        [("common-forenames-by-country.csv", "given"), ("common-surnames-by-country.csv", "surname")]
    {
        let mut reader = csv::Reader::from_path(tables.join(file))?;
        let headers = reader.headers()?.clone();
        let columns: Vec<usize> = headers
            .iter()
            .enumerate()
            .filter(|(_, header)| header.ends_with("ized Name"))
            .map(|(at, _)| at)
            .collect();
        for row in reader.records() {
            let row = row?;
            words.extend(columns.iter().map(|&at| (row[at].to_owned(), bit(name))));
        }
    }
    for line in unpacked(&folder.join("names/name_groups.tsv.xz"))?.lines() {
        let forms = line.split('\t').nth(1).unwrap_or("");
        let is_cyrillic = |form: &&str| form.starts_with(|c: char| matches!(c, '\u{400}'..='\u{52f}'));
        if forms.split('|').any(|form| is_cyrillic(&form)) {
            words.extend(
                forms
                    .split('|')
                    .filter(|form| is_cyrillic(form) || form.is_ascii())
                    .map(|form| (form.to_owned(), bit("name_form"))),
            );
        }
    }
    for file in ["world15000_places.tsv.xz", "exussr_cn_mn_places.tsv.xz"] {
        for line in unpacked(&folder.join("places").join(file))?.lines().skip(1) {
            let names = line.split('\t').nth(6).unwrap_or("");
            for (place, name) in names.split('|').enumerate() {
                let is_wanted = place == 0 || name.starts_with(|c: char| matches!(c, '\u{400}'..='\u{52f}'));
                if is_wanted {
                    add_place(name, &mut words, bit("place"), bit("place_part"));
                }
            }
        }
    }
    for line in std::fs::read_to_string(folder.join("places/countries_cldr.tsv"))?.lines().skip(1) {
        for name in line.split('\t').skip(1).take(3) {
            add_place(name, &mut words, bit("country"), bit("place_part"));
        }
    }
    // without names and their possessives
    let lower = |word: &&str| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let list = std::fs::read_to_string(common).map_err(|fault| format!("{}: {fault}", common.display()))?;
    words.extend(list.lines().filter(lower).map(|word| (word.to_owned(), bit("common_word"))));
    let usable = |(word, _): &(String, u8)| {
        word.chars().count() >= 2 && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'')
    };
    let words: Vec<(String, u8)> = words.into_iter().filter(usable).collect();
    let mut counts = BTreeMap::new();
    for (_, bits) in &words {
        *counts.entry(*bits).or_insert(0usize) += 1;
    }
    let bytes = gazetteer_bytes(words.into_iter());
    Ok((
        bytes.clone(),
        format!("{} words, {} bytes; entries by bit {counts:?}", bytes.len() / 5, bytes.len()),
    ))
}

fn add_place(name: &str, words: &mut Vec<(String, u8)>, whole: u8, part: u8) {
    let parts: Vec<&str> = name.split_whitespace().collect();
    let bits = if parts.len() == 1 { whole } else { part };
    words.extend(
        parts
            .iter()
            .filter(|part| part.chars().count() > 3 || parts.len() == 1)
            .map(|part| ((*part).to_owned(), bits)),
    );
}

/// Unpacks by the `xz` program, which every machine that packs such files has.
fn unpacked(path: &Path) -> Result<String, Failure> {
    let output = Command::new("xz").arg("-dc").arg(path).output()?;
    Ok(String::from_utf8(output.stdout)?)
}
