//! The key of MUC-4: whom it has for victims, and how what was found is held against it.

use crate::data::Tally;
use serde_json::Value;
use std::collections::BTreeSet;
use tizim_text::{Claim, Extraction, ParticipantKind, amounts_in};

/// A victim as the key has it: its strings, what is said of it, and whether it may be left out.
pub(crate) struct Filler {
    pub(crate) strings: Vec<Vec<String>>,
    /// The label before its colon: an effect, or a number.
    pub(crate) label: String,
    pub(crate) optional: bool,
}

/// Scores what was found in a text: victims' names, the dead, numbers.
pub(crate) fn score(document: &Value, found: &Extraction, tallies: &mut [Tally]) {
    let suffers = |claim: &&Claim| {
        !claim.negated
            && matches!(
                claim.claim_type.as_str(),
                "killing" | "injury" | "disappearance" | "torture" | "attack" | "victim_named" | "body_found"
            )
    };
    let (mut names, mut dead, mut numbers) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for claim in found.claims.iter().filter(suffers) {
        for who in claim.victims() {
            let own = words(&who.name);
            if who.kind == ParticipantKind::Person {
                names.insert((own.clone(), None));
            }
            if claim.claim_type == "killing" {
                dead.insert((own.clone(), None));
            }
            if let Some(count) = &claim.count {
                // several named persons are one each, and each item of a list has its own number
                let one = (Some(1), Some(1));
                let own_number = || amounts_in(&who.name).first().map_or(one, |own| (own.min, own.max));
                let ends = match who.kind {
                    ParticipantKind::Person => one,
                    _ if claim.victims().count() > 1 => own_number(),
                    _ => (count.min, count.max),
                };
                numbers.insert((own, Some(ends)));
            }
        }
    }
    let fillers = |slot: &str| gold(document, slot);
    let effects = fillers("HUM TGT: EFFECT OF INCIDENT");
    let died = effects
        .into_iter()
        .filter(|filler| filler.label.contains("DEATH") && !filler.label.contains("NO INJURY"));
    compare(&fillers("HUM TGT: NAME"), &names, &mut tallies[0]);
    compare(&died.collect::<Vec<_>>(), &dead, &mut tallies[1]);
    compare(&fillers("HUM TGT: NUMBER"), &numbers, &mut tallies[2]);
}

type Ends = (Option<u64>, Option<u64>);
type Predicted = (Vec<String>, Option<Ends>);

/// Matches one to one; what may be left out costs nothing either way.
fn compare(gold: &[Filler], predicted: &BTreeSet<Predicted>, tally: &mut Tally) {
    let mut free: Vec<&Predicted> = predicted.iter().collect();
    for filler in gold {
        let fits = |(own, ends): &&Predicted| {
            is_same(own, filler) && ends.is_none_or(|ends| is_number(&filler.label, ends))
        };
        let at = free.iter().position(fits);
        at.map(|at| free.remove(at));
        if !filler.optional {
            tally.add(usize::from(at.is_some()), usize::from(at.is_some()), 1);
        }
    }
    tally.add(0, free.len(), 0);
}

/// Returns whether a number that is said agrees with the key's: `4`, `~30`, `7 - 10`, `10-` (and more), `PLURAL`, or several of them.
fn is_number(label: &str, (min, max): Ends) -> bool {
    let (min, max) = (min.unwrap_or(0), max.unwrap_or(u64::MAX));
    let parse = |text: &str| text.trim_matches(['~', '?', ' ']).parse::<u64>().ok();
    let agrees = |one: &str| {
        if one.contains("PLURAL") {
            return max > 1;
        }
        let ends = match one.split_once('-') {
            Some((from, to)) if to.trim().is_empty() => parse(from).map(|from| (from, u64::MAX)),
            Some((from, to)) => parse(from).zip(parse(to)),
            None => parse(one).map(|number| (number, number)),
        };
        ends.is_some_and(|(from, to)| from <= max && min <= to)
    };
    label.split('/').any(agrees)
}

/// Returns whether words are a victim's: equal to one of its strings, in it or around it.
pub(crate) fn is_same(own: &[String], filler: &Filler) -> bool {
    filler.strings.iter().any(|string| contains(own, string) || contains(string, own))
}

fn contains(whole: &[String], part: &[String]) -> bool {
    !part.is_empty() && whole.windows(part.len()).any(|window| window == part)
}

pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_uppercase)
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "THE" | "A" | "AN" | "OF"))
        .collect()
}

/// Reads the fillers of a slot over all templates, each once.
pub(crate) fn gold(document: &Value, slot: &str) -> Vec<Filler> {
    let mut list: Vec<Filler> = Vec::new();
    let templates = document["templates"].as_array().into_iter().flatten();
    for line in templates.flat_map(|template| template[slot].as_array().into_iter().flatten()) {
        let line = line.as_str().unwrap_or("").replace("\\\"", "");
        let label = if line.trim_start_matches(['?', ' ']).starts_with('"') {
            ""
        } else {
            line.split(": \"").next().unwrap_or("")
        };
        let strings: Vec<Vec<String>> =
            line.split('"').skip(1).step_by(2).map(words).filter(|string| !string.is_empty()).collect();
        let optional = line.starts_with('?');
        let is_known = list.iter().any(|other| other.strings == strings && other.label == label);
        if !strings.is_empty() && !is_known {
            list.push(Filler { strings, label: label.to_owned(), optional });
        }
    }
    list
}
