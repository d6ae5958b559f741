//! The labelled sets as sentences with names.

use crate::Failure;
use crate::data::json_lines;
use std::path::Path;
use tizim_text::training::{Labelled, NameKind, NamedWords, sentence_spans, words};

/// Titles that some sets count to a person's name and others do not.
const TITLES: &[&str] = &[
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
    "President",
    "Prime",
    "Minister",
    "Sir",
    "General",
    "Gen.",
    "Col.",
    "Colonel",
    "Secretary",
];

/// Words that some sets mark as speaking of an entity, without naming it.
const NOT_NAMES: &[&str] = &[
    "I", "We", "They", "He", "She", "It", "You", "My", "Our", "Their", "His", "Her", "Its", "Who", "This",
    "These", "Those",
];

fn without_article(words: &[String], name: &mut NamedWords) {
    if name.1 > name.0 + 1 && words[name.0].eq_ignore_ascii_case("the") {
        name.0 += 1;
    }
}

/// Returns whether words name anything: one has a capital and is no pronoun.
fn is_named(words: &[String]) -> bool {
    words.iter().any(|word| word.starts_with(char::is_uppercase) && !NOT_NAMES.contains(&word.as_str()))
}

fn kind_of(label: &str) -> Option<NameKind> {
    match label {
        "PER" | "Person" => Some(NameKind::Person),
        "ORG" | "Organisation" | "Org" => Some(NameKind::Organisation),
        "LOC" | "Location" | "LocOrg" => Some(NameKind::Place),
        _ => None,
    }
}

/// Reads a file of one token a line with its tag; `columns` are those of token and tag.
pub(crate) fn conll(path: &Path, token: usize, tag: usize) -> Result<Vec<Labelled>, Failure> {
    let text = std::fs::read_to_string(path)?;
    let mut list = Vec::new();
    let (mut sentence, mut before) = (Labelled { words: Vec::new(), names: Vec::new() }, String::from("O"));
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                let Labelled { words, names } = &mut sentence;
                names.iter_mut().for_each(|name| without_article(words, name));
                names.retain(|name| is_named(&words[name.0..name.1]));
                list.push(std::mem::replace(
                    &mut sentence,
                    Labelled { words: Vec::new(), names: Vec::new() },
                ));
            }
            before = "O".to_owned();
            continue;
        }
        let cells: Vec<&str> = line.split(['\t', ' ']).collect();
        if line.starts_with('#') || cells.len() <= token.max(tag) {
            continue;
        }
        let (word, label) = (cells[token], cells[tag]);
        let at = sentence.words.len();
        sentence.words.push(word.to_owned());
        if let Some((mark, name)) = label.split_once('-')
            && let Some(kind) = kind_of(name)
        {
            let goes_on = mark == "I" && before.ends_with(name) && before != "O";
            match sentence.names.last_mut() {
                Some(last) if goes_on && last.1 == at => {
                    last.1 = at + 1;
                    // a title that led the name
                    if last.2 == NameKind::Person
                        && last.1 - last.0 == 2
                        && TITLES.contains(&sentence.words[last.0].as_str())
                    {
                        last.0 += 1;
                    }
                }
                _ => sentence.names.push((at, at + 1, kind)),
            }
        }
        before = label.to_owned();
    }
    Ok(list)
}

/// Reads the documents of factRuEval: outer objects as names.
pub(crate) fn factrueval(relative: &str) -> Option<Vec<Vec<Labelled>>> {
    let documents = json_lines(relative)?;
    Some(
        documents
            .iter()
            .map(|document| {
                let text = document["text"].as_str().unwrap_or("");
                let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let mut objects: Vec<(usize, usize, NameKind)> = Vec::new();
                for object in document["objects"].as_array().into_iter().flatten() {
                    let Some(kind) = kind_of(object["type"].as_str().unwrap_or("")) else { continue };
                    let ends = object["spans"]
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(|span| Some((span[0].as_u64()?, span[1].as_u64()?)));
                    let (start, end) =
                        ends.fold((u64::MAX, 0), |(start, end), span| (start.min(span.0), end.max(span.1)));
                    if start < end && (end as usize) < bytes.len() {
                        objects.push((bytes[start as usize], bytes[end as usize], kind));
                    }
                }
                let inner = |object: &(usize, usize, NameKind), objects: &[(usize, usize, NameKind)]| {
                    objects.iter().any(|other| {
                        other != object
                            && other.0 <= object.0
                            && object.1 <= other.1
                            && (other.1 - other.0) > (object.1 - object.0)
                    })
                };
                let outer: Vec<_> =
                    objects.iter().filter(|object| !inner(object, &objects)).copied().collect();
                sentence_spans(text).iter().map(|&(start, end)| sentence(text, start, end, &outer)).collect()
            })
            .collect(),
    )
}

/// Reads NEREL's documents: persons, organisations, places; a person's profession and the like are no names.
pub(crate) fn nerel(relative: &str) -> Option<Vec<Vec<Labelled>>> {
    let documents = json_lines(relative)?;
    Some(
        documents
            .iter()
            .map(|document| {
                let text = document["text"].as_str().unwrap_or("");
                let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let entities = document["entities"].as_array().into_iter().flatten().filter_map(|entity| {
                    let kind = match entity[1].as_str()? {
                        "PERSON" => NameKind::Person,
                        "ORGANIZATION" => NameKind::Organisation,
                        "CITY" | "COUNTRY" | "STATE_OR_PROVINCE" | "DISTRICT" | "LOCATION" => NameKind::Place,
                        _ => return None,
                    };
                    Some((
                        *bytes.get(entity[2].as_u64()? as usize)?,
                        *bytes.get(entity[3].as_u64()? as usize)?,
                        kind,
                    ))
                });
                let objects: Vec<(usize, usize, NameKind)> = entities.collect();
                sentence_spans(text)
                    .iter()
                    .map(|&(start, end)| sentence(text, start, end, &objects))
                    .collect()
            })
            .collect(),
    )
}

fn sentence(text: &str, start: usize, end: usize, objects: &[(usize, usize, NameKind)]) -> Labelled {
    let cut: Vec<(usize, usize)> =
        words(&text[start..end]).iter().map(|(a, b)| (a + start, b + start)).collect();
    let within = |object: &&(usize, usize, NameKind)| start <= object.0 && object.1 <= end;
    let mut names: Vec<NamedWords> = objects
        .iter()
        .filter(within)
        .filter_map(|&(from, to, kind)| {
            let first = cut.iter().position(|word| word.1 > from)?;
            let last = cut.iter().rposition(|word| word.0 < to)?;
            (first <= last).then_some((first, last + 1, kind))
        })
        .collect();
    names.sort();
    names.dedup_by(|later, earlier| later.0 < earlier.1);
    Labelled { words: cut.iter().map(|&(a, b)| text[a..b].to_owned()).collect(), names }
}
