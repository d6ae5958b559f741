//! Police in India: F1 of each label over sentences.

use crate::data::{Tally, json_lines};
use crate::table::{note, row};
use tizim_text::{Article, Conduct, Options, Rules, Span, conduct, extract};

const LABELS: [(&str, Conduct, &str); 3] = [
    ("KILL", Conduct::Killed, "0.86"),
    ("ARREST", Conduct::Detained, "0.77"),
    ("FORCE", Conduct::Force, "0.87"),
];

pub(crate) fn measure() {
    let Some(documents) = json_lines("text/indiapolice/train.jsonl.gz") else {
        return note("indiapolice: skipped, no data");
    };
    let mut tallies = [Tally::default(); 3];
    for document in &documents {
        let mut text = String::new();
        let (mut parts, mut gold) = (Vec::new(), Vec::new());
        for sentence in document["sents"].as_array().into_iter().flatten() {
            let start = text.len();
            text.push_str(sentence["text"].as_str().unwrap_or(""));
            parts.push(Span::new(start, text.len()));
            text.push('\n');
            gold.push(&sentence["labels"]);
        }
        let found = extract(
            &Article { text: &text, parts: Some(parts.clone()), published: None },
            &Options::default(),
        );
        let told = conduct(&text, &found, Rules::of(found.language));
        for (part, labels) in parts.iter().zip(gold) {
            for ((label, kind, _), tally) in LABELS.iter().zip(&mut tallies) {
                let gold = labels.as_array().is_some_and(|labels| labels.iter().any(|own| own == label));
                let predicted = told.iter().any(|it| it.conduct == *kind && part.contains(it.sentence));
                if std::env::var_os("MISSED").is_some() && gold != predicted {
                    note(&format!("{label} gold {gold} {}", part.of(&text)));
                }
                tally.add(usize::from(gold && predicted), usize::from(predicted), usize::from(gold));
            }
        }
    }
    for ((label, _, bar), tally) in LABELS.iter().zip(tallies) {
        row(
            &format!("indiapolice train: {label} F1 (p {:.2} r {:.2})", tally.precision(), tally.recall()),
            tally.f1(),
            bar,
        );
    }
}
