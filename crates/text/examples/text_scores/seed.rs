//! The seed: claims matched to the hand-made ones.

use crate::data::{bytes, folder, harmonic};
use crate::table::{note, row};
use serde_json::Value;
use tizim_text::{Article, Claim, Modality, Options, Span, extract};

pub(crate) fn measure() {
    let Some(folder) = folder().map(|folder| folder.join("seed")) else {
        return note("seed: skipped, no data");
    };
    let (Some(text), Some(gold)) = (bytes(&folder.join("article.txt")), bytes(&folder.join("gold.json")))
    else {
        return note("seed: skipped, no data");
    };
    let text = String::from_utf8(text).expect("UTF-8");
    let gold: Value = serde_json::from_slice(&gold).expect("JSON");
    let found = extract(&Article { text: &text, ..Article::default() }, &Options::default());
    let claims = gold["claims"].as_array().expect("claims");
    let span = |value: &Value| {
        Span::new(
            value["byte_start"].as_u64().unwrap_or(0) as usize,
            value["byte_end"].as_u64().unwrap_or(0) as usize,
        )
    };
    let matched = |strict: bool| {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for (i, own) in found.claims.iter().enumerate() {
            for (j, gold) in
                claims.iter().enumerate().filter(|(_, gold)| gold["type"] == own.claim_type.as_str())
            {
                let gold = span(gold);
                let shared =
                    own.quote.end.min(gold.end).saturating_sub(own.quote.start.max(gold.start)) as f64;
                let (a, b) = ((own.quote.end - own.quote.start) as f64, (gold.end - gold.start) as f64);
                let score = if strict { shared / (a + b - shared) } else { shared / a.min(b) };
                if score >= 0.5 {
                    pairs.push((score, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut used_own, mut used_gold, mut list) =
            (vec![false; found.claims.len()], vec![false; claims.len()], Vec::new());
        for (_, i, j) in pairs {
            if !used_own[i] && !used_gold[j] {
                (used_own[i], used_gold[j]) = (true, true);
                list.push((i, j));
            }
        }
        list
    };
    let f1 = |pairs: usize| {
        harmonic(pairs as f64 / found.claims.len().max(1) as f64, pairs as f64 / claims.len() as f64)
    };
    let lenient = matched(false);
    row("seed: claims F1 lenient", f1(lenient.len()), "0.82");
    row("  strict", f1(matched(true).len()), "0.62");
    let modality = lenient.iter().filter(|(i, j)| claims[*j]["modality"] == name(&found.claims[*i])).count();
    row("  modality, share of matched", modality as f64 / lenient.len().max(1) as f64, "0.85");
    let persons =
        gold["entities"].as_array().into_iter().flatten().filter(|entity| entity["kind"] == "person");
    let named = persons
        .filter(|person| {
            found.mentions.iter().any(|mention| {
                person["aliases"].as_array().into_iter().flatten().any(|alias| alias == mention.name.as_str())
            })
        })
        .count();
    row("  persons of the body found", named as f64, "6");
    let dated = |(i, j): &&(usize, usize)| {
        claims[*j]["when"]["start"].is_string()
            && claims[*j]["when"]["text"].is_string()
            && found.claims[*i].when.as_ref().is_some_and(|when| {
                when.date.starts_with(claims[*j]["when"]["start"].as_str().unwrap_or("?"))
                    || when.date.len() == 4
                        && claims[*j]["when"]["start"].as_str().unwrap_or("?").starts_with(&when.date)
            })
    };
    row("  dates of matched claims right", lenient.iter().filter(dated).count() as f64, "19 of 21");
    let counted = |(i, j): &&(usize, usize)| {
        let gold = &claims[*j]["count"];
        gold["text"].is_string()
            && gold["vague"] == false
            && found.claims[*i]
                .count
                .as_ref()
                .is_some_and(|count| gold["min"].as_u64() == count.min && gold["max"].as_u64() == count.max)
    };
    row("  numbers of matched claims right", lenient.iter().filter(counted).count() as f64, "10 of 10");
    let sourced = |(i, j): &&(usize, usize)| {
        let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let own = found.claims[*i].attributed_to.map_or_else(Vec::new, |span| words(span.of(&text)));
        let gold = words(claims[*j]["source"]["text"].as_str().unwrap_or(""));
        let shared = gold.iter().filter(|word| own.contains(word)).count();
        shared * 2 > gold.len().min(own.len()).max(1)
    };
    let given = lenient.iter().filter(|(i, _)| found.claims[*i].attributed_to.is_some()).count();
    row(
        &format!("  sources of matched claims right (of {given} given)"),
        lenient.iter().filter(sourced).count() as f64,
        "",
    );
    let distractors: Vec<(usize, usize)> = gold["distractors"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|d| (d["start"].as_u64().unwrap_or(0) as usize, d["end"].as_u64().unwrap_or(0) as usize))
        .collect();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let traps = found
        .claims
        .iter()
        .filter(|claim| {
            distractors
                .iter()
                .any(|(start, end)| Span::new(offsets[*start], offsets[*end]).overlaps(claim.trigger))
        })
        .count();
    row("  claims on distractors", traps as f64, "0");
    if std::env::var_os("SEED").is_some() {
        for (i, j) in &lenient {
            let (own, gold) = (&found.claims[*i], &claims[*j]);
            if gold["source"]["text"].is_string() || own.attributed_to.is_some() {
                let shown = own.attributed_to.map_or("-", |span| span.of(&text));
                note(&format!("source [{shown}] for {} [{}]", gold["source"]["text"], own.quote.of(&text)));
            }
        }
        let strict = matched(true);
        for (i, j) in lenient.iter().filter(|pair| !strict.iter().any(|other| other.1 == pair.1)) {
            note(&format!("loose {} [{}]", claims[*j]["quote"], found.claims[*i].quote.of(&text)));
        }
        for (i, j) in lenient.iter().filter(|(i, j)| claims[*j]["modality"] != name(&found.claims[*i])) {
            let (own, gold) = (&found.claims[*i], &claims[*j]);
            note(&format!("modality {} for {} [{}]", name(own), gold["modality"], own.quote.of(&text)));
        }
        for (i, j) in lenient
            .iter()
            .filter(|(i, j)| claims[*j]["when"]["text"].is_null() && found.claims[*i].when.is_some())
        {
            let (own, gold) = (&found.claims[*i], &claims[*j]);
            note(&format!("day {:?} where gold has no words: {}", own.when, gold["when"]));
        }
        for (j, claim) in claims.iter().enumerate().filter(|(j, _)| !lenient.iter().any(|pair| pair.1 == *j))
        {
            note(&format!("missed {j} {} {}", claim["type"], claim["quote"]));
        }
        for (i, claim) in
            found.claims.iter().enumerate().filter(|(i, _)| !lenient.iter().any(|pair| pair.0 == *i))
        {
            note(&format!(
                "extra {i} {} [{}] {}",
                claim.claim_type,
                claim.trigger.of(&text),
                claim.quote.of(&text)
            ));
        }
    }
}

fn name(claim: &Claim) -> &'static str {
    match claim.modality {
        Modality::Asserted => "asserted",
        Modality::Reported => "reported",
        Modality::Alleged => "alleged",
        Modality::Denied => "denied",
        Modality::Demanded => "demanded",
        Modality::Predicted => "predicted",
    }
}
