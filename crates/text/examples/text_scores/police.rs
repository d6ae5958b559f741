//! Police in India: F1 of each label over sentences.

use crate::data::{Tally, json_lines};
use crate::table::{note, row};
use tizim_text::{Article, Claim, Modality, Options, Span, extract};

pub(crate) fn measure() {
    let Some(documents) = json_lines("text/indiapolice/train.jsonl.gz") else {
        return note("indiapolice: skipped, no data");
    };
    const LABELS: [(&str, &str); 3] = [("KILL", "0.86"), ("ARREST", "0.77"), ("FORCE", "0.87")];
    let mut tallies = [Tally::default(); 3];
    for document in &documents {
        for sentence in document["sents"].as_array().into_iter().flatten() {
            let text = sentence["text"].as_str().unwrap_or("");
            let parts = Some(vec![Span::new(0, text.len())]);
            let found = extract(&Article { text, parts, published: None }, &Options::default());
            for (place, (label, _)) in LABELS.iter().enumerate() {
                let gold =
                    sentence["labels"].as_array().is_some_and(|labels| labels.iter().any(|own| own == label));
                let predicted = found.claims.iter().any(|claim| is_police(claim, text, label));
                if std::env::var_os("MISSED").is_some() && gold != predicted {
                    note(&format!("{label} gold {gold} {text}"));
                }
                tallies[place].add(usize::from(gold && predicted), usize::from(predicted), usize::from(gold));
            }
        }
    }
    for ((label, bar), tally) in LABELS.iter().zip(tallies) {
        row(
            &format!("indiapolice train: {label} F1 (p {:.2} r {:.2})", tally.precision(), tally.recall()),
            tally.f1(),
            bar,
        );
    }
}

fn is_police(claim: &Claim, sentence: &str, label: &str) -> bool {
    // what is wanted or foreseen has not been done
    if claim.negated || matches!(claim.modality, Modality::Demanded | Modality::Predicted) {
        return false;
    }
    let says = |words: &[&str]| words.iter().any(|word| sentence.contains(word));
    let police = says(&["police", "firing", "cop", "security forces", "army"]);
    match label {
        "KILL" => {
            claim.claim_type == "killing"
                && says(&[
                    "firing",
                    "police fire",
                    "opened fire",
                    "bullet",
                    "police shot",
                    "police killed",
                    "cops",
                ])
        }
        "ARREST" => claim.claim_type == "detention",
        _ => {
            matches!(claim.claim_type.as_str(), "attack" | "killing" | "injury")
                && police
                && says(&[
                    "firing",
                    "fire",
                    "teargas",
                    "tear gas",
                    "tear-gas",
                    "lathi",
                    "lathicharge",
                    "force",
                    "burst",
                    "shells",
                    "cane",
                ])
        }
    }
}
