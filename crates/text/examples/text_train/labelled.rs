//! The labelled sets as sentences with names.

use crate::Failure;
use crate::data::json_lines;
use serde_json::Value;
use std::collections::HashSet;
use std::path::Path;
use tizim_text::training::{Labelled, NameKind, NamedWords, sentence_spans, word_spans};

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
    "Sir",
    "President",
    "Vice",
    "Prime",
    "Deputy",
    "Foreign",
    "Minister",
    "Secretary",
    "General",
    "Gen.",
    "Lt.",
    "Maj.",
    "Sgt.",
    "Col.",
    "Colonel",
    "Sheikh",
    "Shaikh",
    "King",
    "Ambassador",
    "Senator",
    "Special",
    "Envoy",
    "US",
    "Syrian",
    "Iraqi",
    "Russian",
    "Turkish",
    "Iranian",
    "Mr.",
];

/// Words that some sets mark as speaking of an entity, without naming it.
const NOT_NAMES: &[&str] = &[
    "I", "We", "They", "He", "She", "It", "You", "My", "Our", "Their", "His", "Her", "Its", "Who", "This",
    "These", "Those",
];

/// Words in lower case that stand within names.
const PARTICLES: &[&str] =
    &["of", "and", "for", "the", "in", "on", "de", "la", "van", "von", "al", "el", "bin", "ibn", "abu", "s"];

/// Short names of countries, beside those of the table.
const SHORT: &[&str] =
    &["US", "U.S.", "U.S", "USA", "U.S.A.", "UK", "U.K.", "UAE", "USSR", "Britain", "Palestine"];

/// Returns the names of countries.
pub(crate) fn countries(folder: &Path) -> Result<HashSet<String>, Failure> {
    let table = std::fs::read_to_string(folder.join("places/countries_cldr.tsv"))?;
    let named = table.lines().skip(1).filter_map(|line| line.split('\t').nth(3).map(str::to_owned));
    Ok(named.chain(SHORT.iter().map(|name| (*name).to_owned())).collect())
}

/// Cuts the names of a sentence down to what names, for learning: sets differ in what they take in.
pub(crate) fn make_bare(sentence: &mut Labelled, countries: &HashSet<String>) {
    let Labelled { words, names } = sentence;
    *names = names.iter().filter_map(|name| bare(words, *name, countries)).collect();
}

/// Cuts a name down to what names: some sets take in the words that describe ("the militant group Hamas", "President
/// Putin", "the town of Ramallah"). `None` if nothing is left, as of "Syrian forces".
fn bare(
    words: &[String],
    (mut start, mut end, mut kind): NamedWords,
    countries: &HashSet<String>,
) -> Option<NamedWords> {
    let describes = |word: &String| {
        word.starts_with(char::is_lowercase)
            && !PARTICLES.contains(&word.as_str())
            && !word.starts_with("al-")
            && !word.starts_with("el-")
    };
    let had = end;
    while end > start
        && !words[end - 1]
            .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_alphanumeric())
    {
        end -= 1;
    }
    // "Syrian forces", "Coalition aircraft"
    if end < had && words[end..had].iter().any(describes) {
        return None;
    }
    if let Some(last) = (start..end).rev().find(|&at| describes(&words[at])) {
        start = last + 1;
    }
    let leads = |word: &str| {
        word.eq_ignore_ascii_case("the") || word == "of" || kind == NameKind::Person && TITLES.contains(&word)
    };
    while start + 1 < end && leads(&words[start]) {
        start += 1;
    }
    let is_named = words[start..end]
        .iter()
        .any(|word| word.starts_with(char::is_uppercase) && !NOT_NAMES.contains(&word.as_str()));
    if kind == NameKind::Organisation && countries.contains(&words[start..end].join(" ")) {
        // a state that acts is still the name of a place
        kind = NameKind::Place;
    }
    (start < end && is_named).then_some((start, end, kind))
}

fn kind_of(label: &str) -> Option<NameKind> {
    match label {
        "PER" | "Person" => Some(NameKind::Person),
        "ORG" | "Organisation" | "Org" => Some(NameKind::Organisation),
        "LOC" | "Location" | "LocOrg" => Some(NameKind::Place),
        _ => None,
    }
}

/// Reads a file of one token a line with its tag, as documents of sentences, where the file tells them apart (`# newdoc`);
/// `token` and `tag` are columns.
pub(crate) fn conll(path: &Path, token: usize, tag: usize) -> Result<Vec<Vec<Labelled>>, Failure> {
    let text = std::fs::read_to_string(path)?;
    let (mut list, mut document) = (Vec::new(), Vec::new());
    let (mut sentence, mut before) = (Labelled { words: Vec::new(), names: Vec::new() }, "O");
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !sentence.words.is_empty() {
                document.push(std::mem::replace(
                    &mut sentence,
                    Labelled { words: Vec::new(), names: Vec::new() },
                ));
            }
            before = "O";
            continue;
        }
        if line.starts_with("# newdoc") {
            list.push(std::mem::take(&mut document));
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
                Some(last) if goes_on && last.1 == at => last.1 = at + 1,
                _ => sentence.names.push((at, at + 1, kind)),
            }
        }
        before = label;
    }
    list.push(document);
    Ok(list)
}

type Object = (usize, usize, NameKind);

/// Reads the documents of factRuEval: outer objects as names.
pub(crate) fn factrueval(relative: &str) -> Option<Vec<Vec<Labelled>>> {
    let objects = |document: &Value| {
        let all: Vec<Object> = array(document, "objects")
            .filter_map(|object| {
                let ends =
                    array(object, "spans").filter_map(|span| Some((span[0].as_u64()?, span[1].as_u64()?)));
                let (start, end) =
                    ends.fold((u64::MAX, 0), |(start, end), span| (start.min(span.0), end.max(span.1)));
                Some((start as usize, end as usize, kind_of(object["type"].as_str()?)?))
            })
            .collect();
        let is_inner = |object: &Object| {
            let holds = |other: &Object| other.0 <= object.0 && object.1 <= other.1;
            all.iter().any(|other| holds(other) && other.1 - other.0 > object.1 - object.0)
        };
        all.iter().filter(|object| object.0 < object.1 && !is_inner(object)).copied().collect()
    };
    documents(relative, objects)
}

/// Reads NEREL's documents: persons, organisations, places; a person's profession and the like are no names.
pub(crate) fn nerel(relative: &str) -> Option<Vec<Vec<Labelled>>> {
    documents(relative, |document| {
        let named = |entity: &Value| {
            let kind = match entity[1].as_str()? {
                "PERSON" => NameKind::Person,
                "ORGANIZATION" => NameKind::Organisation,
                "CITY" | "COUNTRY" | "STATE_OR_PROVINCE" | "DISTRICT" | "LOCATION" => NameKind::Place,
                _ => return None,
            };
            Some((entity[2].as_u64()? as usize, entity[3].as_u64()? as usize, kind))
        };
        array(document, "entities").filter_map(named).collect()
    })
}

fn array<'v>(value: &'v Value, field: &str) -> impl Iterator<Item = &'v Value> {
    value[field].as_array().into_iter().flatten()
}

/// Reads documents of a text with objects at code points, as sentences of words.
fn documents(relative: &str, objects: impl Fn(&Value) -> Vec<Object>) -> Option<Vec<Vec<Labelled>>> {
    let read = |document: &Value| {
        let text = document["text"].as_str().unwrap_or("");
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let in_bytes = |(start, end, kind): Object| Some((*bytes.get(start)?, *bytes.get(end)?, kind));
        let objects: Vec<Object> = objects(document).into_iter().filter_map(in_bytes).collect();
        sentences(text, &objects)
    };
    Some(json_lines(relative)?.iter().map(read).collect())
}

/// Cuts a text into sentences of words, with the objects in them; objects are bytes of the text.
pub(crate) fn sentences(text: &str, objects: &[Object]) -> Vec<Labelled> {
    sentence_spans(text).iter().map(|&(start, end)| sentence(text, start, end, objects)).collect()
}

fn sentence(text: &str, start: usize, end: usize, objects: &[Object]) -> Labelled {
    let cut: Vec<(usize, usize)> =
        word_spans(&text[start..end]).iter().map(|(a, b)| (a + start, b + start)).collect();
    let within = |object: &&Object| start <= object.0 && object.1 <= end;
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

/// Reads sentences written for this project: `[P Anna Berg] of [O Amnesty] was in [L Oslo].`, one a line.
pub(crate) fn written(path: &Path) -> Result<Vec<Labelled>, Failure> {
    let lines = std::fs::read_to_string(path)?;
    lines.lines().filter(|line| !line.trim().is_empty()).map(written_sentence).collect()
}

fn written_sentence(line: &str) -> Result<Labelled, Failure> {
    let (mut text, mut objects) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, inside)) = rest.split_once('[') {
        let (named, after) = inside.split_once(']').ok_or_else(|| format!("no ] in: {line}"))?;
        let (kind, name) = named.split_once(' ').ok_or_else(|| format!("no kind of name in: {line}"))?;
        let kind = match kind {
            "P" => NameKind::Person,
            "O" => NameKind::Organisation,
            "L" => NameKind::Place,
            other => return Err(format!("an unknown kind of name {other} in: {line}").into()),
        };
        text.push_str(before);
        objects.push((text.len(), text.len() + name.len(), kind));
        text.push_str(name);
        rest = after;
    }
    text.push_str(rest);
    Ok(sentence(&text, 0, text.len(), &objects))
}
