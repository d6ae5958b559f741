//! Links labelled sets with the defaults and prints one table of scores.
//!
//! `cargo run --release -p tizim-link --example score -- [-v] [SET or FILE.csv ...]`; without names, every set below
//! `TIZIM_DATA/linkage` (else `../shared/data/linkage` beside the workspace).
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::time::Instant;
use tizim_link::{Options, link, score};
use tizim_model::{Age, ColumnBuilder, List, ListIx, ListRecords, PartialDate, Records, Role, Sex, Value};

/// Roles by header, enough for the labelled sets.
const HEADERS: [(&str, Role); 45] = [
    ("first_name", Role::GivenName),
    ("given_name", Role::GivenName),
    ("gname", Role::GivenName),
    ("fname_c1", Role::GivenName),
    ("fname_c2", Role::MiddleName),
    ("surname", Role::FamilyName),
    ("family_name", Role::FamilyName),
    ("fname", Role::FamilyName),
    ("lname_c1", Role::FamilyName),
    ("lname_c2", Role::Carried),
    ("father_name", Role::FatherName),
    ("name", Role::Name),
    ("full_name", Role::Name),
    ("first_and_surname", Role::Carried),
    ("dob", Role::BirthDate),
    ("date_of_birth", Role::BirthDate),
    ("event_date", Role::EventDate),
    ("city", Role::Place),
    ("suburb", Role::Place),
    ("place", Role::Place),
    ("birth_place", Role::Place),
    ("email", Role::Identifier),
    ("soc_sec_id", Role::Identifier),
    ("phone", Role::Identifier),
    ("phone_number", Role::Identifier),
    ("postcode", Role::Postcode),
    ("postcode_fake", Role::Postcode),
    ("state", Role::Region),
    ("street_number", Role::Address),
    ("address_1", Role::Address),
    ("address_2", Role::Address),
    ("gender", Role::Sex),
    ("sex", Role::Sex),
    ("age", Role::Age),
    ("occupation", Role::Category),
    ("occup", Role::Category),
    ("source", Role::ListName),
    ("record_id", Role::OwnId),
    ("true_id", Role::Carried),
    ("by", Role::BirthYear),
    ("bm", Role::BirthMonth),
    ("bd", Role::BirthDay),
    ("notes", Role::Notes),
    ("url", Role::SourceUrl),
    ("id", Role::OwnId),
];

fn main() {
    let mut verbose = false;
    let mut names: Vec<String> = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "-v" => verbose = true,
            _ => names.push(argument),
        }
    }
    let data = std::env::var("TIZIM_DATA")
        .map(PathBuf::from)
        .unwrap_or_else(|_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")));
    if names.is_empty() {
        let Ok(folder) = std::fs::read_dir(data.join("linkage")) else {
            println!("no labelled sets in {}", data.join("linkage").display());
            return;
        };
        names = folder.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
    }
    println!(
        "| set | rows | pairs | seconds | persons (true) | threshold | precision | recall | F1 | B-cubed F1 | calibration error |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for name in names {
        let path = match name.ends_with(".csv") {
            true => PathBuf::from(&name),
            false => data.join("linkage").join(&name).join("records.csv"),
        };
        if path.exists() {
            run(&name, &path, verbose);
        }
    }
}

fn run(name: &str, path: &Path, verbose: bool) {
    let (records, truth) = read(path);
    let started = Instant::now();
    let stages = std::sync::Mutex::new(Vec::new());
    let note = |stage, _| {
        let mut stages = stages.lock().expect("no thread panics");
        if stages.last().is_none_or(|(last, _)| *last != stage) {
            stages.push((stage, started.elapsed().as_secs_f64()));
        }
    };
    let linkage = match link(&records, &Options::default(), &[], &note) {
        Ok(linkage) => linkage,
        Err(error) => {
            println!("| {name} | {} | {error} |", records.len());
            return;
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    let lists: Vec<ListIx> = records.list_of.clone();
    let score = score(&linkage.person_of, &truth, &lists);
    println!(
        "| {} | {} | {} | {seconds:.2} | {} ({}) | {:.3} | {:.4} | {:.4} | **{:.4}** | {:.4} | {:.4} |",
        name.rsplit('/').next().unwrap_or(name),
        records.len(),
        linkage.pairs_compared,
        score.persons,
        score.true_persons,
        linkage.model.threshold.probability.get(),
        score.pairwise.precision,
        score.pairwise.recall,
        score.pairwise.f1,
        score.b_cubed.f1,
        calibration_error(&linkage, &truth),
    );
    if verbose {
        let drawing = Instant::now();
        let persons: Vec<usize> = linkage
            .draws(200, 1)
            .map(|draw| draw.iter().map(|person| person.0).max().unwrap_or(0) as usize + 1)
            .collect();
        let mean = persons.iter().sum::<usize>() as f64 / persons.len() as f64;
        println!("200 draws in {:.2} s: {mean:.0} persons on average", drawing.elapsed().as_secs_f64());
        println!("{:?}", stages.lock().expect("no thread panics"));
        describe(&linkage, &records, &truth);
    }
}

/// Expected calibration error of the links' probabilities in ten bins of equal width.
fn calibration_error(linkage: &tizim_link::Linkage, truth: &[Option<u32>]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); 10];
    let mut all = 0.0;
    for link in &linkage.links {
        let (Some(a), Some(b)) = (truth[link.a.index()], truth[link.b.index()]) else { continue };
        let probability = link.probability.get();
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        bin.0 += 1.0;
        bin.1 += probability;
        bin.2 += f64::from(u8::from(a == b));
        all += 1.0;
    }
    bins.iter().map(|(_, expected, right): &(f64, f64, f64)| (expected - right).abs()).sum::<f64>()
        / f64::max(all, 1.0)
}

fn describe(linkage: &tizim_link::Linkage, records: &Records, truth: &[Option<u32>]) {
    println!("\nrules (recall {:.3}):", linkage.blocking.estimated_recall);
    for rule in &linkage.blocking.rules {
        println!(
            "  {:<60} {:>9} new {:>9} recall {:.3} cut {}",
            rule.rule.to_string(),
            rule.pairs,
            rule.new_pairs,
            rule.estimated_recall,
            rule.cut.len()
        );
    }
    println!(
        "prior {:.3e}, same pairs expected {:.0}, rounds {}",
        linkage.model.prior.get(),
        linkage.model.expected_same_pairs,
        linkage.model.rounds
    );
    for field in &linkage.model.fields {
        println!("  {} ({}), known {}, values {}", field.name, field.role, field.known, field.values);
        for level in &field.levels {
            println!(
                "     {:<45} m {:.4} u {:.2e} weight {:+.2}",
                level.words,
                level.m.get(),
                level.u.get(),
                level.weight.0
            );
        }
    }
    for class in &linkage.model.sharing {
        let shares: Vec<String> =
            class.shares.iter().map(|(name, part)| format!("{name} {:.2}", part.get())).collect();
        println!("  {}: {:.0} pairs; {}", class.words, class.pairs, shares.join(", "));
    }
    let mut true_pairs = 0u64;
    let mut sizes: std::collections::BTreeMap<u32, u64> = std::collections::BTreeMap::new();
    truth.iter().flatten().for_each(|id| *sizes.entry(*id).or_default() += 1);
    sizes.values().for_each(|n| true_pairs += n * (n - 1) / 2);
    let kept = linkage.links.iter().filter(|link| truth[link.a.index()] == truth[link.b.index()]).count();
    println!("true pairs {true_pairs}, kept as links {kept}; best by pairs alone:");
    let mut by_weight: Vec<_> = linkage.links.iter().collect();
    by_weight.sort_by(|a, b| b.weight.0.total_cmp(&a.weight.0));
    let (mut right, mut best) = (0u64, (0.0, 0.0));
    for (position, link) in by_weight.iter().enumerate() {
        right += u64::from(truth[link.a.index()] == truth[link.b.index()]);
        let f1 = 2.0 * right as f64 / (position as f64 + 1.0 + true_pairs as f64);
        if f1 > best.0 {
            best = (f1, link.probability.get());
        }
    }
    println!("  F1 {:.4} at probability {:.4}", best.0, best.1);
    for (title, wanted) in [("worst false links", false), ("worst missed links", true)] {
        println!("{title}:");
        let wrong = |link: &&&tizim_link::Link| {
            let same = truth[link.a.index()] == truth[link.b.index()];
            let together = linkage.person_of[link.a.index()] == linkage.person_of[link.b.index()];
            same == wanted && together != wanted
        };
        let chosen: Vec<_> = by_weight.iter().filter(wrong).collect();
        let step = (chosen.len() / 12).max(1);
        for link in chosen.iter().step_by(step).take(12) {
            let explanation = linkage.explain(records, link.a, link.b);
            let parts: Vec<String> = explanation
                .fields
                .iter()
                .map(|field| {
                    format!(
                        "{}: {} ~ {} {:+.1}{:+.1}",
                        field.field,
                        field.value_a.as_deref().unwrap_or("-"),
                        field.value_b.as_deref().unwrap_or("-"),
                        field.weight.0,
                        field.rarity.0
                    )
                })
                .collect();
            println!("  {:+.1} (sharing {:+.1}) {}", link.weight.0, explanation.sharing.0, parts.join("; "));
        }
        println!("  of {}", chosen.len());
    }
}

fn read(path: &Path) -> (Records, Vec<Option<u32>>) {
    let mut reader = csv::Reader::from_path(path).expect("the file can be opened");
    let headers: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let roles: Vec<Role> = headers
        .iter()
        .map(|header| {
            HEADERS.iter().find(|(name, _)| name == header).map_or(Role::Carried, |(_, role)| *role)
        })
        .collect();
    let at = |role: Role| roles.iter().position(|other| *other == role);
    let truth_at = headers.iter().position(|header| header == "true_id");
    let split_birth = at(Role::BirthYear).zip(at(Role::BirthMonth)).zip(at(Role::BirthDay));
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let mut lists: Vec<String> = rows.iter().map(|row| list_of(row, at(Role::ListName))).collect();
    lists.sort();
    lists.dedup();
    let mut truth = Vec::new();
    let mut parts = Vec::new();
    for list in &lists {
        let mine: Vec<&csv::StringRecord> =
            rows.iter().filter(|row| list_of(row, at(Role::ListName)) == *list).collect();
        let mut columns = Vec::new();
        for (position, role) in roles.iter().enumerate() {
            if Some(position) == truth_at || *role == Role::ListName {
                continue;
            }
            let name = if role.is_repeatable() { headers[position].clone() } else { role.key().to_owned() };
            let mut column = ColumnBuilder::new(name, *role);
            mine.iter().for_each(|row| column.push(0, &row[position], |raw| value(*role, raw)));
            columns.push(column.finish());
        }
        if let Some(((year, month), day)) = split_birth {
            columns
                .retain(|column| !matches!(column.role, Role::BirthYear | Role::BirthMonth | Role::BirthDay));
            let mut column = ColumnBuilder::new("birth_date", Role::BirthDate);
            for row in &mine {
                let raw = format!("{:0>4}-{:0>2}-{:0>2}", &row[year], &row[month], &row[day]);
                column.push(0, &raw, |raw| value(Role::BirthDate, raw));
            }
            columns.push(column.finish());
        }
        truth.extend(mine.iter().map(|row| row[truth_at?].parse().ok()));
        parts.push(ListRecords {
            list: List { name: list.clone(), no_duplicates: false, already_linked: false },
            file: vec![0; mine.len()],
            files: vec![path.display().to_string()],
            line: (2..2 + mine.len() as u64).collect(),
            record_id: (1..=mine.len()).map(|row| row.to_string()).collect(),
            columns,
            quarantine: Vec::new(),
        });
    }
    (Records::from_lists(parts), truth)
}

fn list_of(row: &csv::StringRecord, at: Option<usize>) -> String {
    at.map_or("a", |at| &row[at]).to_owned()
}

fn value(role: Role, raw: &str) -> Value {
    match role {
        Role::BirthDate | Role::EventDate => {
            let iso = match raw.len() == 8 && raw.bytes().all(|b| b.is_ascii_digit()) {
                true => format!("{}-{}-{}", &raw[..4], &raw[4..6], &raw[6..]),
                false => raw.to_owned(),
            };
            iso.parse::<PartialDate>().map_or(Value::Unreadable, Value::Date)
        }
        Role::Age => {
            let mut numbers = raw.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<u8>().ok());
            let first = numbers.next();
            let last = numbers.next().or(if raw.ends_with('+') { Some(Age::OLDEST) } else { first });
            first.zip(last).and_then(|(a, b)| Age::band(a, b)).map_or(Value::Unreadable, Value::Age)
        }
        Role::Sex => match raw.to_ascii_lowercase().as_bytes().first() {
            Some(b'm') => Value::Sex(Sex::Man),
            Some(b'f') => Value::Sex(Sex::Woman),
            _ => Value::Unknown,
        },
        _ => Value::Text(raw.split_whitespace().collect::<Vec<_>>().join(" ").into()),
    }
}
