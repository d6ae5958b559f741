//! Real texts of open sets whose claims a reader has marked for this project: the marks are kept here, the texts stay in their sets.
//!
//! `# muc4 DEV-MUC3-0001 1892` begins a page: a set, a text of it and how many bytes of its beginning were read. Behind it stands a line a
//! claim: its type, its modality, where its quote begins in the text and how long it is, in bytes, tabs between them.

use crate::data::{bytes, folder, json_lines};
use crate::marked_pages::{Marked, Page};
use serde_json::Value;
use std::collections::HashMap;
use std::error::Error;
use std::path::Path;
use tizim_text::Span;

/// The texts of sets, by the set and the id: `muc4 DEV-MUC3-0001`.
pub(crate) type Texts = HashMap<String, String>;

/// Returns the texts of a set of articles; `None` if it is not there.
pub(crate) fn texts(set: &str) -> Option<Texts> {
    let of = |file: &str, text: &dyn Fn(&str) -> String| {
        let documents = json_lines(file)?;
        let text_of = |document: &Value| {
            let id = document["id"].as_str().map_or_else(|| document["id"].to_string(), str::to_owned);
            (format!("{set} {id}"), text(document["text"].as_str().unwrap_or("")))
        };
        Some(documents.iter().map(text_of).collect())
    };
    match set {
        "muc4" => of("text/muc4/dev.jsonl", &paragraphs),
        "factrueval" => of("text/factrueval/devset.jsonl", &lines),
        "nerel" => of("text/nerel/dev.jsonl.gz", &lines),
        "polnear" => {
            let mut both: Texts = of("text/polnear/dev.jsonl.gz", &lines)?;
            both.extend(of("text/polnear/train.jsonl.gz", &lines)?);
            Some(both)
        }
        "gva" => Some(json_lines("text/gva/dev.jsonl.gz")?.iter().flat_map(of_incident).collect()),
        "article_extraction" => {
            let file = folder()?.join("text/article_extraction/ground-truth.json");
            let pages: HashMap<String, Value> = serde_json::from_slice(&bytes(&file)?).ok()?;
            let text_of = |(id, page): (String, Value)| {
                (format!("{set} {id}"), lines(page["articleBody"].as_str().unwrap_or("")))
            };
            Some(pages.into_iter().map(text_of).collect())
        }
        _ => None,
    }
}

/// The articles of an incident: their titles stand above them.
fn of_incident(incident: &Value) -> Vec<(String, String)> {
    let id = incident["incident"].as_str().map_or_else(|| incident["incident"].to_string(), str::to_owned);
    let documents = incident["docs"].as_array().into_iter().flatten().enumerate();
    let text_of = |(at, document): (usize, &Value)| {
        let part = |field: &str| document[field].as_str().unwrap_or("").to_owned();
        (format!("gva {id}/{at}"), lines(&format!("{}\n\n{}", part("title"), part("text"))))
    };
    documents.map(text_of).collect()
}

/// Reads the pages of a file of marks.
pub(crate) fn pages(marks: &Path, texts: &Texts) -> Result<Vec<Page>, Box<dyn Error>> {
    let mut list: Vec<Page> = Vec::new();
    for line in std::fs::read_to_string(marks)?.lines().filter(|line| !line.is_empty()) {
        let fault = |what: &str| format!("{}: {what}: {line}", marks.display());
        if let Some((head, length)) = line.strip_prefix("# ").and_then(|head| head.rsplit_once(' ')) {
            let text = texts.get(head).and_then(|text| text.get(..length.parse().ok()?));
            let text = text.ok_or_else(|| fault("no such text"))?.to_owned();
            list.push(Page { text, published: None, claims: Vec::new() });
            continue;
        }
        let page = list.last_mut().ok_or_else(|| fault("no head before"))?;
        page.claims.push(marked(line, &page.text).ok_or_else(|| fault("no claim of the text"))?);
    }
    Ok(list)
}

fn marked(line: &str, text: &str) -> Option<Marked> {
    let [claim_type, _, start, length] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let start: usize = start.parse().ok()?;
    let quote = Span::new(start, start + length.parse::<usize>().ok()?);
    text.get(quote.start..quote.end)?;
    Some(Marked { claim_type: claim_type.to_owned(), quote })
}

/// A text of lines of a fixed width, a paragraph a line.
fn paragraphs(text: &str) -> String {
    let mut list: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")) {
        match list.last_mut().filter(|_| goes_on) {
            Some(last) if !line.is_empty() => {
                last.push(' ');
                last.push_str(&line);
            }
            _ if !line.is_empty() => list.push(line.clone()),
            _ => {}
        }
        goes_on = !line.is_empty();
    }
    list.join("\n\n")
}

/// A text whose lines end in no blanks.
fn lines(text: &str) -> String {
    let list: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    list.join("\n").trim_matches('\n').to_owned()
}
