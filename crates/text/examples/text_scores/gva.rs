//! News of gun violence: victims' names and fates, killed and injured, day of the incident.

use crate::data::{Tally, json_lines};
use crate::table::{note, row, timed};
use serde_json::Value;
use std::collections::BTreeSet;
use tizim_text::{Article, Extraction, Options, Span, Toll, day_of_acts, extract, stated_day, toll, victims};

/// Measures a part of the set: `dev`, whose articles are read for their errors, or `train`, which is large and only counted.
pub(crate) fn measure(part: &str) {
    let Some(incidents) = json_lines(&format!("text/gva/{part}.jsonl.gz")) else {
        return note("gva: skipped, no data");
    };
    let documents: Vec<(&Value, &Value, String)> = incidents
        .iter()
        .flat_map(|incident| {
            incident["docs"].as_array().into_iter().flatten().map(move |document| (incident, document))
        })
        .map(|(incident, document)| {
            let text = format!(
                "{}\n\n{}",
                document["title"].as_str().unwrap_or(""),
                document["text"].as_str().unwrap_or("")
            );
            (incident, document, text)
        })
        .collect();
    let (found, seconds) =
        timed(|| documents.iter().map(|(_, document, text)| read(document, text)).collect::<Vec<_>>());
    let (mut names, mut fates) = (Tally::default(), Tally::default());
    let (mut killed, mut several, mut injured, mut day) =
        (Tally::default(), Tally::default(), Tally::default(), Tally::default());
    for ((incident, document, text), found) in documents.iter().zip(&found) {
        score_names(incident, text, found, &mut names, &mut fates);
        let gold = |field: &str| incident[field].as_u64().unwrap_or(0);
        let Toll { killed: deaths, injured: wounded } = toll(text, found);
        let is_killed = deaths == gold("killed");
        killed.add(usize::from(is_killed), 1, 1);
        if gold("killed") >= 2 {
            several.add(usize::from(is_killed), 1, 1);
        }
        injured.add(usize::from(wounded == gold("injured")), 1, 1);
        let gold_day = incident["date"].as_str().and_then(stated_day);
        let own_day = day_of_acts(found)
            .map(|day| day.to_string())
            .or_else(|| document["dct"].as_str().and_then(stated_day).map(|day| day.to_string()));
        day.add(usize::from(gold_day.map(|day| day.to_string()) == own_day), 1, 1);
        if std::env::var_os("GVA").is_some() {
            println!(
                "killed {} found {deaths}; injured {} found {wounded}; names {:?} found {:?}\n{}\n",
                gold("killed"),
                gold("injured"),
                gold_names(incident, text),
                victims(found),
                found
                    .claims
                    .iter()
                    .filter(|c| ["killing", "injury", "victim_named"].contains(&c.claim_type.as_str()))
                    .map(|c| format!(
                        "  {} {:?} [{}] {:?} {:?}",
                        c.claim_type,
                        c.trigger.of(text),
                        c.quote.of(text).chars().take(160).collect::<String>().replace('\n', " "),
                        c.count.as_ref().map(|n| (n.min, n.max)),
                        c.who.iter().map(|w| format!("{:?}:{}", w.role, w.name)).collect::<Vec<_>>()
                    ))
                    .collect::<Vec<_>>()
                    .join("\n")
            );
        }
    }
    alone(part, &documents, &found);
    row(&format!("gva {part}: victims' names F1"), names.f1(), "0.70 (test)");
    row("  precision", names.precision(), "");
    row("  recall", names.recall(), "");
    row("  fate right, of those found", fates.precision(), "");
    row("  killed exact", killed.precision(), "0.85");
    row("  killed exact, two or more", several.precision(), "0.65");
    row("  injured exact", injured.precision(), "0.68");
    row("  day of the incident exact", day.precision(), "0.72");
    row("  articles/s, one thread", documents.len() as f64 / seconds, "300");
}

/// What a reader of the claims alone sees, without the crate's own readings: the largest number, the first day.
fn alone(part: &str, documents: &[(&Value, &Value, String)], found: &[Extraction]) {
    let mut tallies = [Tally::default(); 3];
    for ((incident, document, _), found) in documents.iter().zip(found) {
        let of = |wanted: &'static str| {
            found.claims.iter().filter(move |claim| claim.claim_type == wanted && !claim.negated)
        };
        let number = |wanted: &'static str| {
            let counts = of(wanted).filter_map(|claim| claim.count.as_ref()).filter(|count| !count.vague);
            counts.filter_map(|count| count.min.or(count.max)).max().unwrap_or(0)
        };
        for (place, (claim_type, field)) in
            [("killing", "killed"), ("injury", "injured")].into_iter().enumerate()
        {
            let right = number(claim_type) == incident[field].as_u64().unwrap_or(0);
            tallies[place].add(usize::from(right), 1, 1);
        }
        let acts =
            found.claims.iter().filter(|claim| matches!(claim.claim_type.as_str(), "killing" | "injury"));
        let day = acts.filter_map(|claim| stated_day(&claim.when.as_ref()?.date)).next();
        let day = day.or_else(|| document["dct"].as_str().and_then(stated_day));
        let gold = incident["date"].as_str().and_then(stated_day);
        tallies[2].add(usize::from(day.is_some() && day == gold), 1, 1);
    }
    row(&format!("gva {part}, claims alone: killed exact"), tallies[0].precision(), "");
    row("  injured exact", tallies[1].precision(), "");
    row("  day of the first killing or injury", tallies[2].precision(), "");
}

fn read(document: &Value, text: &str) -> Extraction {
    let published = document["dct"].as_str().and_then(stated_day);
    let parts = Some(vec![Span::new(0, text.len())]);
    extract(&Article { text, parts, published }, &Options::default())
}

fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn gold_names(incident: &Value, text: &str) -> Vec<(Vec<String>, bool)> {
    let in_text: BTreeSet<String> = words(text).into_iter().collect();
    let people =
        incident["participants"].as_array().into_iter().flatten().filter(|person| person["type"] == "Victim");
    people
        .filter_map(|person| {
            let name = words(person["name"].as_str()?);
            let stands =
                name.len() >= 2 && in_text.contains(&name[0]) && in_text.contains(&name[name.len() - 1]);
            stands.then(|| (name, person["status"].as_str().unwrap_or("").contains("Killed")))
        })
        .collect()
}

fn score_names(incident: &Value, text: &str, found: &Extraction, names: &mut Tally, fates: &mut Tally) {
    let gold = gold_names(incident, text);
    let all: Vec<Vec<String>> = incident["participants"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|person| person["type"] == "Victim")
        .filter_map(|person| Some(words(person["name"].as_str()?)))
        .collect();
    let is_same = |a: &[String], b: &[String]| a.first() == b.first() && a.last() == b.last() && a.len() >= 2;
    let predicted: Vec<(Vec<String>, bool)> =
        victims(found).into_iter().map(|victim| (words(&victim.name), victim.killed)).collect();
    let right = predicted.iter().filter(|(name, _)| all.iter().any(|gold| is_same(name, gold))).count();
    names.predicted += predicted.len() as f64;
    // precision counts over the record, recall over those named in the text
    let recalled =
        gold.iter().filter(|(name, _)| predicted.iter().any(|(other, _)| is_same(name, other))).count();
    names.gold += gold.len() as f64;
    names.right += recalled.min(right) as f64;
    if std::env::var_os("MISSED").is_some() {
        for (name, _) in
            gold.iter().filter(|(name, _)| !predicted.iter().any(|(other, _)| is_same(name, other)))
        {
            let tagged = found.mentions.iter().any(|mention| is_same(&words(&mention.name), name));
            let last = name.last().cloned().unwrap_or_default();
            let line = text
                .split(['\n', '.'])
                .find(|line| words(line).contains(&name[0]) && words(line).contains(&last))
                .unwrap_or("");
            println!("MISSED tagged {tagged} {name:?} | {}", line.chars().take(240).collect::<String>());
        }
        for (victim, (name, _)) in victims(found).iter().zip(&predicted) {
            if all.iter().any(|gold| is_same(name, gold)) {
                continue;
            }
            let claim = &found.claims[victim.claim];
            let quote: String = claim.quote.of(text).chars().take(300).collect();
            println!("WRONG {} {:?} | {}", claim.claim_type, victim.name, quote.replace('\n', " "));
        }
    }
    for (name, killed) in &gold {
        if let Some((_, own)) = predicted.iter().find(|(other, _)| is_same(name, other)) {
            fates.add(usize::from(own == killed), 1, 1);
        }
    }
}
