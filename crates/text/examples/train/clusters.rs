//! Clusters of words by what they stand beside: spherical k-means (Dhillon and Modha 2001) over published word vectors.

use crate::Failure;
use crate::substitute::Chance;
use std::fmt::Write;
use std::io::{BufRead, BufReader};
use std::path::Path;
use tizim_text::training::clusters_bytes;

/// Words of a language that are kept, the commonest first.
const WORDS: usize = 90_000;
/// Fine clusters of a language, and coarse ones that the fine fall into.
const FINE: usize = 1_000;
const COARSE: usize = 100;
const ROUNDS: usize = 12;

/// Reads vectors (a word a line, then its numbers, the commonest words first) of each language into one table.
pub(crate) fn make(files: &[String]) -> Result<(Vec<u8>, String), Failure> {
    let mut entries = Vec::new();
    let mut report = String::new();
    for (place, file) in files.iter().enumerate() {
        let (words, vectors) = read(Path::new(file))?;
        let (fine, centres) = k_means(&vectors, FINE);
        let (coarse, _) = k_means(&centres, COARSE);
        writeln!(report, "{} words in {FINE} clusters and {COARSE}", words.len())?;
        for (word, cluster) in words.into_iter().zip(fine) {
            let fine = 1 + (place * FINE + cluster) as u16;
            entries.push((word, fine, 1 + (place * COARSE + coarse[cluster]) as u8));
        }
    }
    Ok((clusters_bytes(entries), report))
}

fn read(file: &Path) -> Result<(Vec<String>, Vec<Vec<f32>>), Failure> {
    let (mut words, mut vectors) = (Vec::new(), Vec::new());
    for line in BufReader::new(std::fs::File::open(file)?).lines() {
        let line = line?;
        let mut cells = line.split(' ');
        let word = cells.next().unwrap_or("");
        if !word.chars().any(char::is_alphabetic) {
            continue;
        }
        let vector: Result<Vec<f32>, _> = cells.map(str::parse).collect();
        words.push(word.to_owned());
        vectors.push(unit(vector?));
        if words.len() == WORDS {
            break;
        }
    }
    Ok((words, vectors))
}

fn unit(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
    vector.iter_mut().for_each(|x| *x /= length);
    vector
}

/// Returns the cluster of each vector and the clusters' centres; the first centres are vectors chosen by a seed.
fn k_means(vectors: &[Vec<f32>], clusters: usize) -> (Vec<usize>, Vec<Vec<f32>>) {
    let mut chance = Chance(11);
    let common = vectors.len().min(clusters * 20);
    let mut centres: Vec<Vec<f32>> = (0..clusters).map(|_| vectors[chance.below(common)].clone()).collect();
    let mut of = vec![0; vectors.len()];
    for _ in 0..ROUNDS {
        for (vector, cluster) in vectors.iter().zip(&mut of) {
            *cluster = nearest(vector, &centres);
        }
        let mut sums = vec![vec![0f32; vectors[0].len()]; clusters];
        for (vector, cluster) in vectors.iter().zip(&of) {
            sums[*cluster].iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        }
        for (centre, sum) in centres.iter_mut().zip(sums) {
            // an empty cluster begins anew at another word
            let is_empty = sum.iter().all(|x| *x == 0.0);
            *centre = if is_empty { vectors[chance.below(common)].clone() } else { unit(sum) };
        }
    }
    (of, centres)
}

fn nearest(vector: &[f32], centres: &[Vec<f32>]) -> usize {
    let mut best = (0, f32::MIN);
    for (place, centre) in centres.iter().enumerate() {
        // eight sums side by side, so that the processor adds them at once
        let mut sums = [0f32; 8];
        for (a, b) in vector.chunks(8).zip(centre.chunks(8)) {
            for (sum, (x, y)) in sums.iter_mut().zip(a.iter().zip(b)) {
                *sum += x * y;
            }
        }
        let score: f32 = sums.iter().sum();
        if score > best.1 {
            best = (place, score);
        }
    }
    best.0
}
