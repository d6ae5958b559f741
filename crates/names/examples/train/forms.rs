//! The table of known spellings, from groups of forms of one given name or surname.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use tizim_names::training::forms_bytes;

/// A name with fewer forms than this teaches nothing that the sounds don't say.
const FORMS: usize = 3;

/// Reads `name_groups.tsv.xz` (a number, then the forms parted by bars) and makes the table of it. A group whose forms all stand
/// in another is left out (the given name Castro beside the surname Castro).
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut text = Vec::new();
    lzma_rs::xz_decompress(&mut BufReader::new(File::open(path)?), &mut text)?;
    let text = String::from_utf8(text)?;
    let groups: Vec<BTreeSet<&str>> = text
        .lines()
        .filter_map(|line| Some(line.split_once('\t')?.1.split('|').collect()))
        .filter(|group: &BTreeSet<&str>| group.len() >= FORMS)
        .collect();
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        group.iter().for_each(|form| {
            holders.entry(form).or_default().insert(at);
        });
    }
    let inside_another = |at: usize| {
        let group = &groups[at];
        let mut forms = group.iter().map(|form| &holders[form]);
        let first = forms.next().cloned().unwrap_or_default();
        let all = forms.fold(first, |all, holders| all.intersection(holders).copied().collect());
        all.iter().any(|&other| {
            groups[other].len() > group.len() || (groups[other].len() == group.len() && other < at)
        })
    };
    let kept: Vec<Vec<&str>> = (0..groups.len())
        .filter(|&at| !inside_another(at))
        .map(|at| groups[at].iter().copied().collect())
        .collect();
    println!("{} names, {} forms", kept.len(), kept.iter().map(Vec::len).sum::<usize>());
    Ok(forms_bytes(&kept))
}
