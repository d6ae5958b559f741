//! Main text of HTML pages: F1 over bags of 4-word shingles, averaged over the pages.

use crate::data::{bytes, folder, harmonic};
use crate::table::{note, row, timed};
use std::collections::HashMap;
use tizim_read::{ArticleText, BlockKind, article_from_bytes};

pub(crate) fn measure() {
    let Some(folder) = folder().map(|folder| folder.join("text/article_extraction")) else {
        return note("html: skipped, no data");
    };
    let Some(truth) = bytes(&folder.join("ground-truth.json")) else { return note("html: skipped, no data") };
    let truth: HashMap<String, serde_json::Value> = serde_json::from_slice(&truth).expect("JSON");
    let mut pages: Vec<(String, Vec<u8>)> = truth
        .keys()
        .filter_map(|id| Some((id.clone(), bytes(&folder.join(format!("html/{id}.html.gz")))?)))
        .collect();
    pages.sort();
    let (read, seconds) = timed(|| {
        pages.iter().map(|(id, page)| article_from_bytes(id, page).expect("a page")).collect::<Vec<_>>()
    });
    let (mut precisions, mut recalls, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    let mut worst = Vec::new();
    for ((id, _), article) in pages.iter().zip(&read) {
        let body = body_of(article);
        let gold = truth[id]["articleBody"].as_str().unwrap_or("");
        let (precision, recall) = compare(&body, gold);
        precisions.push(precision);
        recalls.push(recall);
        scores.push(harmonic(precision, recall));
        worst.push((harmonic(precision, recall), precision, recall, id.clone()));
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let (precision, recall) = (mean(&precisions), mean(&recalls));
    row(
        "HTML main text, F1 of mean precision and recall",
        harmonic(precision, recall),
        "0.960 (181 pages; 99 here)",
    );
    row("  mean of the pages' F1", mean(&scores), "");
    row("  precision", precision, "");
    row("  recall", recall, "");
    row("  pages/s, one thread, processor time", pages.len() as f64 / seconds, "400");
    if std::env::var_os("WORST").is_some() {
        worst.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (score, precision, recall, id) in worst.iter().take(25) {
            note(&format!("{score:.3} p {precision:.3} r {recall:.3} {} {}", &id[..8], truth[id]["url"]));
        }
    }
    if let Some(wanted) = std::env::var_os("PAGE") {
        let wanted = wanted.to_string_lossy().into_owned();
        for ((_, _), article) in pages.iter().zip(&read).filter(|((id, _), _)| id.starts_with(&wanted)) {
            for block in article.blocks.iter().flatten() {
                note(&format!("{:?} {}", block.kind, &article.text[block.range.clone()]));
            }
        }
    }
}

fn body_of(article: &ArticleText) -> String {
    let blocks = article.blocks.iter().flatten().filter(|block| block.kind == BlockKind::Body);
    blocks.map(|block| &article.text[block.range.clone()]).collect::<Vec<_>>().join("\n")
}

fn shingles(text: &str) -> HashMap<Vec<&str>, i64> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut bag = HashMap::new();
    if words.len() < 4 {
        if !words.is_empty() {
            bag.insert(words, 1);
        }
        return bag;
    }
    for shingle in words.windows(4) {
        *bag.entry(shingle.to_vec()).or_insert(0) += 1;
    }
    bag
}

fn compare(predicted: &str, gold: &str) -> (f64, f64) {
    let (predicted, gold) = (shingles(predicted), shingles(gold));
    let right: i64 =
        predicted.iter().map(|(shingle, n)| (*n).min(gold.get(shingle).copied().unwrap_or(0))).sum();
    let total = |bag: &HashMap<Vec<&str>, i64>| bag.values().sum::<i64>() as f64;
    let share = |of: f64| if of == 0.0 { if right == 0 { 1.0 } else { 0.0 } } else { right as f64 / of };
    (share(total(&predicted)), share(total(&gold)))
}
