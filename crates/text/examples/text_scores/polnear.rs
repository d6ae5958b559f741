//! PolNeAR: exact spans of source, cue and content, flattened to one layer by words within sentences.

use crate::data::{Tally, json_lines};
use crate::table::{note, row};
use serde_json::Value;
use tizim_text::training::{sentence_spans, word_spans};
use tizim_text::{Article, Options, Span, extract};

/// A layer of each word: 0 none, 1 source, 2 cue, 3 content; where spans overlap the lowest wins.
type Layers = Vec<u8>;

pub(crate) fn measure() {
    let Some(documents) = json_lines("text/polnear/dev.jsonl.gz") else {
        return note("polnear: skipped, no data");
    };
    let mut tallies = [Tally::default(); 3];
    for document in &documents {
        let text = document["text"].as_str().unwrap_or("");
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let gold = gold(document, &offsets);
        let parts = Some(vec![Span::new(0, text.len())]);
        let found = extract(&Article { text, parts, published: None }, &Options::default());
        let mut own: Vec<(u8, Span)> = Vec::new();
        for attribution in &found.attributions {
            own.extend(attribution.source.map(|span| (1, span)));
            own.extend(attribution.cue.map(|span| (2, span)));
            own.push((3, attribution.content));
        }
        for (start, end) in sentence_spans(text) {
            let words: Vec<Span> = word_spans(&text[start..end])
                .into_iter()
                .map(|(a, b)| Span::new(a + start, b + start))
                .collect();
            let (gold, own) = (layers(&words, &gold), layers(&words, &own));
            if std::env::var_os("MISSED").is_some() && gold != own {
                note(&marked(text, &words, &gold));
                note(&format!("{}\n", marked(text, &words, &own)));
            }
            for (layer, tally) in (1..=3).zip(&mut tallies) {
                let (gold, own) = (runs(&gold, layer), runs(&own, layer));
                tally.add(own.iter().filter(|run| gold.contains(run)).count(), own.len(), gold.len());
            }
        }
    }
    for ((what, bar), tally) in
        [("source", "0.66"), ("cue", "0.64"), ("content", "0.46")].into_iter().zip(tallies)
    {
        let (p, r) = (tally.precision(), tally.recall());
        row(
            &format!("polnear dev: {what}, exact, F1 (p {p:.2} r {r:.2})"),
            tally.f1(),
            &format!("{bar} (test)"),
        );
    }
}

fn gold(document: &Value, offsets: &[usize]) -> Vec<(u8, Span)> {
    let at = |value: &Value| value.as_u64().and_then(|at| offsets.get(at as usize)).copied().unwrap_or(0);
    let mut list = Vec::new();
    for attribution in document["attributions"].as_array().into_iter().flatten() {
        for (layer, field) in [(1, "source"), (2, "cue"), (3, "content")] {
            let spans = attribution[field].as_array().into_iter().flatten();
            list.extend(spans.map(|span| (layer, Span::new(at(&span[0]), at(&span[1])))));
        }
    }
    list
}

fn layers(words: &[Span], spans: &[(u8, Span)]) -> Layers {
    let of =
        |word: &Span| spans.iter().filter(|(_, span)| span.overlaps(*word)).map(|(layer, _)| *layer).min();
    words.iter().map(|word| of(word).unwrap_or(0)).collect()
}

/// Returns a sentence with its layers marked, to be looked at.
fn marked(text: &str, words: &[Span], layers: &[u8]) -> String {
    const MARKS: [&str; 4] = ["-", "S", "C", "T"];
    let mut line = String::new();
    for (at, word) in words.iter().enumerate() {
        if at == 0 || layers[at - 1] != layers[at] {
            line.push_str(&format!("[{}] ", MARKS[usize::from(layers[at]).min(3)]));
        }
        line.push_str(word.of(text));
        line.push(' ');
    }
    line
}

/// Returns the runs of words of a layer.
fn runs(layers: &[u8], layer: u8) -> Vec<(usize, usize)> {
    let mut list: Vec<(usize, usize)> = Vec::new();
    for at in (0..layers.len()).filter(|at| layers[*at] == layer) {
        match list.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => list.push((at, at + 1)),
        }
    }
    list
}
