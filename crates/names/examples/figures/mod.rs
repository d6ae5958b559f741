//! Labelled pairs from a CSV file, and the figures by which a score is judged.

use std::path::{Path, PathBuf};

/// One labelled pair of names.
pub(crate) struct Pair {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) scripts: String,
    pub(crate) kind: String,
    pub(crate) same: bool,
    /// Who the two are, where the file says it.
    pub(crate) people: Option<(String, String)>,
}

/// Where the data is: `TIZIM_DATA`, else `../shared/data` beside the workspace.
pub(crate) fn data_folder() -> PathBuf {
    std::env::var_os("TIZIM_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from)
        .join("names")
}

/// Reads a file of pairs.
pub(crate) fn read_pairs(path: &Path) -> Result<Vec<Pair>, Box<dyn std::error::Error>> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let column =
        |name: &str| headers.iter().position(|header| header == name).ok_or(format!("no column {name}"));
    let (a, b, scripts, kind, same) =
        (column("name_a")?, column("name_b")?, column("scripts")?, column("kind")?, column("same")?);
    let people = column("id_a").ok().zip(column("id_b").ok());
    let mut pairs = Vec::new();
    for row in reader.records() {
        let row = row?;
        pairs.push(Pair {
            a: row[a].to_string(),
            b: row[b].to_string(),
            scripts: sorted_scripts(&row[scripts]),
            kind: row[kind].to_string(),
            same: &row[same] == "1",
            people: people.map(|(a, b)| (row[a].to_string(), row[b].to_string())),
        });
    }
    Ok(pairs)
}

fn sorted_scripts(scripts: &str) -> String {
    let mut sides: Vec<&str> = scripts.split('-').collect();
    sides.sort_unstable();
    sides.join("-")
}

/// The figures of one score on labelled pairs.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) auc: f64,
    pub(crate) best_f1: f64,
    pub(crate) precision_at_recall_95: f64,
    pub(crate) recall_at_precision_99: f64,
    /// At the threshold 0.5.
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    /// Mean of |share of true pairs - mean score| over ten bins of the score, weighted by their size.
    pub(crate) calibration_error: f64,
}

/// Computes the figures; ties in the score count half in the AUC and stand or fall together in the others.
pub(crate) fn figures(scored: &[(f64, bool)]) -> Figures {
    let positives = scored.iter().filter(|(_, same)| *same).count() as f64;
    let negatives = scored.len() as f64 - positives;
    let mut sorted = scored.to_vec();
    sorted.sort_by(|x, y| y.0.total_cmp(&x.0));
    let mut out = Figures::default();
    let (mut found, mut wrong, mut area) = (0.0, 0.0, 0.0);
    let mut at = 0;
    while at < sorted.len() {
        let score = sorted[at].0;
        let (mut tied_found, mut tied_wrong) = (0.0, 0.0);
        while at < sorted.len() && sorted[at].0 == score {
            if sorted[at].1 {
                tied_found += 1.0
            } else {
                tied_wrong += 1.0
            }
            at += 1;
        }
        area += tied_wrong * (found + tied_found / 2.0);
        found += tied_found;
        wrong += tied_wrong;
        let (precision, recall) = (found / (found + wrong), found / positives);
        out.best_f1 = out.best_f1.max(2.0 * precision * recall / (precision + recall).max(1e-9));
        if recall >= 0.95 {
            out.precision_at_recall_95 = out.precision_at_recall_95.max(precision);
        }
        if precision >= 0.99 {
            out.recall_at_precision_99 = out.recall_at_precision_99.max(recall);
        }
        if score >= 0.5 {
            (out.precision, out.recall) = (precision, recall);
        }
    }
    out.auc = area / (positives * negatives);
    let mut bins = [(0.0, 0.0, 0.0); 10];
    for &(score, same) in scored {
        let bin = &mut bins[((score * 10.0) as usize).min(9)];
        bin.0 += 1.0;
        bin.1 += score;
        bin.2 += f64::from(u8::from(same));
    }
    out.calibration_error =
        bins.iter().map(|(_, score, same)| (score - same).abs()).sum::<f64>() / scored.len() as f64;
    out
}
