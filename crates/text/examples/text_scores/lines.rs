//! Lines of plain text: precision, recall and F1 by words; and the seed's lines.

use crate::data::{Tally, bytes, folder, json_lines};
use crate::table::{note, row, timed};
use tizim_text::{Line, LineKind, classify_lines};

pub(crate) fn measure() {
    pages();
    seed();
}

fn pages() {
    let Some(pages) = json_lines("text/article_extraction/lines.jsonl.gz") else {
        return note("lines: skipped, no data");
    };
    let texts: Vec<Vec<String>> = pages
        .iter()
        .map(|page| {
            page["lines"]
                .as_array()
                .expect("lines")
                .iter()
                .map(|line| line.as_str().unwrap_or("").replace('\n', " "))
                .collect()
        })
        .collect();
    let joined: Vec<String> = texts.iter().map(|lines| lines.join("\n")).collect();
    let (read, seconds) =
        timed(|| joined.iter().map(|text| classify_lines(text)).collect::<Vec<Vec<Line>>>());
    let mut tally = Tally::default();
    let mut worst = Vec::new();
    for ((page, lines), read) in pages.iter().zip(&texts).zip(&read) {
        let mut own = Tally::default();
        for (place, (line, found)) in lines.iter().zip(read).enumerate() {
            let gold = page["body"][place].as_i64() == Some(1);
            let predicted = found.kind == LineKind::Body;
            let words = line.split_whitespace().count();
            let count = |yes: bool| if yes { words } else { 0 };
            own.add(count(gold && predicted), count(predicted), count(gold));
        }
        tally.add(own.right as usize, own.predicted as usize, own.gold as usize);
        worst.push((
            own.predicted + own.gold - 2.0 * own.right,
            own.precision(),
            own.recall(),
            page["id"].as_str().unwrap_or(""),
        ));
    }
    row("plain-text lines, word F1 (dev pages)", tally.f1(), "0.90 held out");
    row("  precision", tally.precision(), "");
    row("  recall", tally.recall(), "");
    row("  pages/s, one thread", pages.len() as f64 / seconds, "");
    if std::env::var_os("WORST").is_some() {
        worst.sort_by(|a, b| b.0.total_cmp(&a.0));
        worst
            .iter()
            .take(16)
            .for_each(|(words, p, r, id)| note(&format!("{words} words p {p:.2} r {r:.2} {}", &id[..8])));
    }
    if let Some(wanted) = std::env::var_os("PAGE") {
        let wanted = wanted.to_string_lossy().into_owned();
        for ((page, lines), read) in pages.iter().zip(&texts).zip(&read) {
            if page["id"].as_str().unwrap_or("").starts_with(&wanted) {
                for (place, (line, found)) in lines.iter().zip(read).enumerate() {
                    note(&format!("{} {:?} {line}", page["body"][place], found.kind));
                }
            }
        }
    }
}

fn seed() {
    let Some(folder) = folder().map(|folder| folder.join("seed")) else { return };
    let (Some(text), Some(gold)) = (bytes(&folder.join("article.txt")), bytes(&folder.join("gold.json")))
    else {
        return note("seed lines: skipped, no data");
    };
    let text = String::from_utf8(text).expect("UTF-8");
    let gold: serde_json::Value = serde_json::from_slice(&gold).expect("JSON");
    let lines = classify_lines(&text);
    let (mut right, mut all) = (0, 0);
    for zone in gold["zones"].as_array().expect("zones") {
        let (first, last) = (zone["lines"][0].as_u64().unwrap_or(1), zone["lines"][1].as_u64().unwrap_or(1));
        for number in first..=last {
            let Some(line) = lines.get(number as usize - 1).filter(|line| line.kind != LineKind::Blank)
            else {
                continue;
            };
            let class = match line.kind {
                LineKind::Title | LineKind::Body => "article",
                LineKind::Byline | LineKind::Date => "meta",
                LineKind::Blank | LineKind::Furniture => "furniture",
            };
            let gold =
                if zone["class"] == "caption" { "article" } else { zone["class"].as_str().unwrap_or("") };
            all += 1;
            right += usize::from(gold == class);
            if gold != class {
                note(&format!("    line {number}: {gold} taken for {class}"));
            }
        }
    }
    row("seed, lines right", f64::from(right as u32), &format!("{all}, all"));
}
