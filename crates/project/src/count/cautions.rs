//! What a reader must know before the numbers, found in what was declared and in the data.

use crate::articles::{ClaimState, JudgedClaim, Sighting};
use crate::config::{Codebook, Config};
use crate::lists::Editions;
use crate::results::{Captures, ListProfile, Person, Warning};
use std::collections::HashMap;
use std::sync::Arc;
use tizim_ledger::Custody;
use tizim_model::{ListIx, Quantity, RecordIx, Records, Role, Value};

/// A list's category is looked at from this many rows on.
const FEWEST_ROWS: u64 = 20;
/// Two lists are called nearly the same when this share of the smaller is on the larger.
const NEARLY_ALL: f64 = 0.9;

/// Returns the cautions that concern the lists, the gravest first.
pub(crate) fn cautions(
    records: &Records,
    persons: &[Arc<Person>],
    captures: &Captures,
    profiles: &[ListProfile],
    config: &Config,
) -> Vec<Warning> {
    let mut found = Vec::new();
    declared_scopes(profiles, &mut found);
    scopes_seen_in_the_data(records, persons, &mut found);
    declared_copies(profiles, &mut found);
    nearly_the_same(captures, profiles, &mut found);
    on_no_list(captures, &mut found);
    too_bare(records, persons, config, &mut found);
    quarantined(profiles, &mut found);
    if config.codebook.counts.trim().is_empty() {
        found.push(warning(
            "no_codebook",
            "The project does not say what is counted. Fill in [codebook] in tizim.toml, so that readers know who is in these numbers and who is not.".to_owned(),
        ));
    }
    let without =
        profiles.iter().flat_map(|profile| &profile.custody).filter(|line| says_nothing(&line.custody));
    let count = without.count();
    if count > 0 {
        found.push(warning(
            "custody_incomplete",
            format!(
                "{} no word of who gave {}, under what consent or licence.",
                files(count),
                if count == 1 { "it" } else { "them" }
            ),
        ));
    }
    found
}

fn warning(code: &str, words: String) -> Warning {
    Warning { code: code.to_owned(), words }
}

fn files(count: usize) -> String {
    if count == 1 { "One file has".to_owned() } else { format!("{count} files have") }
}

fn says_nothing(custody: &Custody) -> bool {
    custody.given_by.is_none() && custody.consent.is_none() && custody.licence.is_none()
}

fn declared_scopes(profiles: &[ListProfile], found: &mut Vec<Warning>) {
    let mut scopes: Vec<&str> = profiles.iter().map(|profile| profile.scope.trim()).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.len() < 2 {
        return;
    }
    let said: Vec<String> = profiles
        .iter()
        .map(|profile| match profile.scope.trim() {
            "" => format!("“{}” counts what the project counts", profile.name),
            scope => format!("“{}” counts {scope}", profile.name),
        })
        .collect();
    found.push(warning(
        "different_scopes",
        format!(
            "The lists do not count the same people: {}. An estimate from their overlap takes whoever one list would never count for somebody whom it missed, and comes out too high.",
            said.join("; ")
        ),
    ));
}

/// Finds categories of a list whose people are hardly ever on another list, though its other people are.
fn scopes_seen_in_the_data(records: &Records, persons: &[Arc<Person>], found: &mut Vec<Warning>) {
    if records.lists.len() < 2 {
        return;
    }
    let mut elsewhere = vec![false; records.len()];
    for person in persons {
        for record in &person.records {
            let own = records.list_of[record.index()];
            elsewhere[record.index()] =
                person.records.iter().any(|other| records.list_of[other.index()] != own);
        }
    }
    let telling = [Role::Act, Role::Cause, Role::Status, Role::Category];
    for list in (0..records.lists.len()).map(|list| ListIx(list as u16)) {
        let rows: Vec<_> = records.iter().filter(|record| records.list_of[record.index()] == list).collect();
        let shared = rows.iter().filter(|record| elsewhere[record.index()]).count() as f64;
        let share = shared / rows.len().max(1) as f64;
        if share < 0.3 {
            continue;
        }
        for column in records.columns.iter().filter(|column| telling.contains(&column.role)) {
            let mut counts: HashMap<usize, (u64, u64)> = HashMap::new();
            for record in &rows {
                if let Some(position) = column.codes[record.index()].position()
                    && matches!(column.entries[position].value, Value::Text(_))
                {
                    let (all, shared) = counts.entry(position).or_default();
                    *all += 1;
                    *shared += u64::from(elsewhere[record.index()]);
                }
            }
            let mut odd: Vec<(usize, u64, u64)> = counts
                .into_iter()
                .filter(|(_, (all, shared))| {
                    // a quarter of what the list as a whole shares: far outside chance from twenty rows on
                    *all >= FEWEST_ROWS && (*shared as f64) < 0.25 * share * *all as f64
                })
                .map(|(position, (all, shared))| (position, all, shared))
                .collect();
            odd.sort_by_key(|(position, all, _)| (std::cmp::Reverse(*all), *position));
            if odd.is_empty() {
                continue;
            }
            let said: Vec<String> = odd
                .iter()
                .take(5)
                .map(|(position, all, shared)| {
                    format!(
                        "{shared} of {all} with {} “{}”",
                        column.name,
                        column.entries[*position].display()
                    )
                })
                .collect();
            found.push(warning(
                "scope_seen_in_data",
                format!(
                    "{:.0} % of the rows of “{}” are on another list too, but only {}: the other lists seem not to count these. Give each list's scope in tizim.toml, and think of estimating without them.",
                    100.0 * share,
                    records.lists[list.index()].name,
                    said.join(", ")
                ),
            ));
        }
    }
}

fn declared_copies(profiles: &[ListProfile], found: &mut Vec<Warning>) {
    for profile in profiles.iter().filter(|profile| !profile.copied_from.is_empty()) {
        found.push(warning(
            "copied_list",
            format!(
                "“{}” is said to have copied from {}: their overlap is then partly copying and not two finds of one person, so an estimate that rests on it comes out too low.",
                profile.name,
                profile.copied_from.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
            ),
        ));
    }
}

fn nearly_the_same(captures: &Captures, profiles: &[ListProfile], found: &mut Vec<Warning>) {
    let systems = captures.systems.len();
    let on = |mask: u64| -> u64 {
        captures.patterns.iter().filter(|(pattern, _)| pattern & mask == mask).map(|(_, count)| count).sum()
    };
    for a in 0..systems {
        for b in a + 1..systems {
            let (on_a, on_b) = (on(1 << a), on(1 << b));
            let both = on(1 << a | 1 << b);
            let smaller = on_a.min(on_b);
            let declared = profiles.iter().any(|profile| {
                let (here, there) = (&captures.systems[a], &captures.systems[b]);
                (profile.name == *here && profile.copied_from.contains(there))
                    || (profile.name == *there && profile.copied_from.contains(here))
            });
            if smaller >= 50 && both as f64 >= NEARLY_ALL * smaller as f64 && !declared {
                found.push(warning(
                    "lists_nearly_same",
                    format!(
                        "{both} of the {smaller} people on the smaller of “{}” and “{}” are on both. Lists that copy each other, or the same sources, look like this; if they do, say so in tizim.toml (copied_from). The estimate would come out too low.",
                        captures.systems[a], captures.systems[b]
                    ),
                ));
            }
        }
    }
}

fn on_no_list(captures: &Captures, found: &mut Vec<Warning>) {
    let none: u64 =
        captures.patterns.iter().filter(|(pattern, _)| *pattern == 0).map(|(_, count)| count).sum();
    if none > 0 {
        found.push(warning(
            "on_no_list",
            format!("{none} documented people are on no list that counts for the estimate; it was made without them."),
        ));
    }
}

/// Returns what a reader must know of claims that nobody has looked at, if there are any.
pub(crate) fn suggested(
    claims: &[JudgedClaim],
    persons: &[Arc<Person>],
    suggested: &[bool],
) -> Option<Warning> {
    let open = claims.iter().filter(|claim| claim.state == ClaimState::Suggested).count();
    let waiting = persons.iter().filter(|person| person.is_suggested(suggested)).count();
    (open > 0).then(|| {
        let people = match waiting {
            0 => String::new(),
            1 => " One person whom only they name is in the register and not counted among the documented."
                .to_owned(),
            more => format!(
                " {more} people whom only they name are in the register and not counted among the documented."
            ),
        };
        let what = if open == 1 {
            "1 claim found in articles waits".to_owned()
        } else {
            format!("{open} claims found in articles wait")
        };
        warning("claims_to_review", format!("{what} for a reviewer (`tizim review`, Articles).{people}"))
    })
}

/// Says how many articles have the very same words as an earlier one: what they say is not said twice. No file is named, as
/// not every reader may know of each.
pub(crate) fn copies(copies: &[Option<usize>]) -> Option<Warning> {
    let number = copies.iter().flatten().count();
    let what = if number == 1 { "1 article has".to_owned() } else { format!("{number} articles have") };
    let words = format!(
        "{what} the very same words as an earlier one. Figures of a copy stand beside the earlier ones and say of which they are \
         copies; leave out a page that was saved twice."
    );
    (number > 0).then(|| warning("copies_of_articles", words))
}

/// Warns where the codebook does not say well enough which persons in articles count.
pub(crate) fn acts(codebook: &Codebook, sightings: &[Sighting]) -> Option<Warning> {
    let accepted = sightings.iter().filter(|sighting| !sighting.suggested);
    let uncounted = accepted.clone().filter(|sighting| sighting.of_other_acts).count();
    let quantity = codebook.quantity.trim();
    if accepted.count() == 0 || !codebook.acts.is_empty() {
        return None;
    }
    if quantity.is_empty() {
        let acts = codebook.counted_acts().join(", ");
        return Some(warning(
            "no_quantity",
            format!(
                "The project does not say which acts it counts, so persons in accepted claims count alike whatever was done to them ({acts}). Write quantity = \"killed\", or another of {}, under [codebook] in tizim.toml.",
                Quantity::words().collect::<Vec<_>>().join(", ")
            ),
        ));
    }
    (uncounted > 0 && Quantity::named(quantity).is_none()).then(|| {
        warning(
            "unknown_quantity",
            format!(
                "Nobody in articles counts, because `{quantity}` has no acts known here. Write one of {} as quantity under [codebook] in tizim.toml, or the acts themselves: acts = [\"killing\"].",
                Quantity::words().collect::<Vec<_>>().join(", ")
            ),
        )
    })
}

/// Warns of editions of lists on which nobody has decided: until then the lists stay as they were.
pub(crate) fn editions_that_wait(config: &Config, editions: &Editions) -> Option<Warning> {
    let mut waiting = Vec::new();
    for section in &config.lists {
        let of_it = editions.of_list(&section.name).filter(|edition| edition.rules.is_none());
        waiting.extend(
            of_it
                .filter(|edition| section.files.contains(&edition.file))
                .map(|edition| format!("{} of `{}`", edition.file, section.name)),
        );
    }
    (!waiting.is_empty()).then(|| {
        let words = format!(
            "A new edition waits for a decision and is not in these numbers: {} (`tizim review`, Lists).",
            waiting.join(", ")
        );
        warning("edition_waits", words)
    })
}

fn too_bare(records: &Records, persons: &[Arc<Person>], config: &Config, found: &mut Vec<Warning>) {
    // whom only articles name is told apart, in a warning of its own
    let is_of_articles =
        |record: &RecordIx| config.articles.iter().any(|section| section.name == records.list(*record).name);
    let is_bare = |person: &&Arc<Person>| person.too_bare && !person.records.iter().any(is_of_articles);
    let entries = persons.iter().filter(is_bare).count();
    if entries > 0 {
        found.push(warning(
            "too_bare",
            format!(
                "{} too little to tell whether {}: no name, mostly. {} in the register and {} not counted among the documented; whoever of them is on no other list is part of the estimate of the undocumented.",
                if entries == 1 { "One entry says".to_owned() } else { format!("{entries} entries say") },
                if entries == 1 { "it is of a further person" } else { "they are of further people" },
                if entries == 1 { "It stands" } else { "They stand" },
                if entries == 1 { "is" } else { "are" },
            ),
        ));
    }
}

fn quarantined(profiles: &[ListProfile], found: &mut Vec<Warning>) {
    let rows: u64 = profiles.iter().map(|profile| profile.rows_quarantined).sum();
    let cells: u64 = profiles.iter().map(|profile| profile.cells_quarantined).sum();
    if rows > 0 {
        let (rows, are, they) = match rows {
            1 => ("1 row".to_owned(), "is", "it stands"),
            rows => (format!("{rows} rows"), "are", "they stand"),
        };
        found.push(warning(
            "rows_in_quarantine",
            format!("{rows} could not be read and {are} not among the documented; {they} in out/quarantine.csv with file, line and reason."),
        ));
    }
    if cells > 0 {
        let told = match cells {
            1 => "1 cell could not be read as what its column holds (a date that does not exist, an age that nobody reaches); its row is counted, the cell is taken as not known.".to_owned(),
            cells => format!("{cells} cells could not be read as what their column holds (dates that do not exist, ages that nobody reaches); their rows are counted, the cells are taken as not known."),
        };
        found.push(warning("cells_in_quarantine", told));
    }
}
