//! The files of the site: what they hold, what they withhold, and that they are the same every time.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests and examples stop where they stand"
)]

mod fixture;

use fixture::{Answer, HOSTILE, Plan, results};
use std::collections::BTreeMap;
use std::path::Path;
use tizim_project::{Results, Warning};
use tizim_report::{Audience, write_site};

fn site(results: &Results, audience: Audience) -> BTreeMap<String, String> {
    let dir = tempfile::tempdir().unwrap();
    write_site(results, audience, dir.path(), &|_| ()).unwrap();
    let mut files = BTreeMap::new();
    read(dir.path(), "", &mut files);
    files
}

fn read(dir: &Path, under: &str, files: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{under}{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn same_bytes_on_one_thread_and_on_three() {
    let results = results(&Plan::small());
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| site(&results, Audience::Internal))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn every_person_has_a_section_and_every_link_a_goal() {
    let results = results(&Plan::small());
    let files = site(&results, Audience::Internal);
    for (position, person) in results.persons.iter().enumerate() {
        let page = &files[&format!("persons/{:04}.html", position / 50 + 1)];
        assert!(page.contains(&format!("<section class=\"p\" id=\"{}\"", person.id)));
    }
    for (name, page) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        for link in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            if link.starts_with("http") || link.starts_with('#') || link.starts_with("data:") {
                continue;
            }
            let from = Path::new(name).parent().unwrap();
            let goal = from.join(link.split('#').next().unwrap());
            let goal = goal.to_str().unwrap().replace("persons/../", "");
            assert!(files.contains_key(&goal), "{name} leads to {link}");
        }
    }
}

#[test]
fn every_value_names_its_source() {
    let results = results(&Plan::small());
    let files = site(&results, Audience::Internal);
    let person = results.persons.iter().position(|person| person.records.len() > 1).unwrap();
    let page = &files[&format!("persons/{:04}.html", person / 50 + 1)];
    let section = page.split(&format!("id=\"{}\"", results.persons[person].id)).nth(1).unwrap();
    let section = section.split("</section>").next().unwrap();
    for field in &results.persons[person].fields {
        for value in &field.values {
            assert!(section.contains(&value.display), "{}", value.display);
            for at in &value.evidence {
                assert!(section.contains(&format!("line {}", results.records.line_of[at.record.index()])));
                assert!(section.contains(at.raw.as_str()), "{}", at.raw);
            }
        }
    }
    assert!(section.contains("Sum so far"), "a waterfall");
}

#[test]
fn the_two_numbers_are_never_added_up() {
    let results = results(&Plan::small());
    let index = &site(&results, Audience::Internal)["index.html"];
    let numbers = index.split("id=\"numbers\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(numbers.contains("Documented") && numbers.contains("Estimated undocumented"));
    assert!(index.find("class=\"warnings\"").unwrap() < index.find("id=\"numbers\"").unwrap());
}

#[test]
fn no_page_holds_live_foreign_markup() {
    let results = results(&Plan { hostile: true, ..Plan::small() });
    for (name, page) in site(&results, Audience::Internal) {
        if name.ends_with(".html") {
            for hostile in HOSTILE.iter().filter(|hostile| hostile.contains('<')) {
                assert!(!page.contains(hostile), "{name}: {hostile}");
            }
            assert!(!page.contains(['\0', '\u{7}', '\u{202E}']), "{name}");
            assert!(!page.contains(" style=\"") && !page.contains("<style"), "{name}");
        }
    }
}

#[test]
fn a_name_of_a_million_characters_does_not_fill_the_pages() {
    let mut results = results(&Plan { people: 60, lists: 2, estimate: Answer::Refused, hostile: false });
    let long = "Ж".repeat(1_000_000);
    let name = std::sync::Arc::make_mut(&mut results.persons[0])
        .fields
        .iter_mut()
        .find(|field| field.field == "name")
        .unwrap();
    name.values[0].display = long.clone();
    name.values[0].evidence[0].raw = long;
    for (name, page) in site(&results, Audience::Internal) {
        assert!(page.len() < 600_000, "{name} has {} bytes", page.len());
    }
}

#[test]
fn the_public_edition_withholds() {
    let results = results(&Plan { hostile: true, ..Plan::small() });
    let files = site(&results, Audience::Public);
    assert_eq!(files.keys().map(String::as_str).collect::<Vec<_>>(), ["index.html", "style.css"]);
    let index = &files["index.html"];
    for person in &results.persons {
        assert!(!index.contains(&person.id));
        for field in person.fields.iter().filter(|field| field.field == "name" || field.field == "notes") {
            for value in &field.values {
                assert!(!index.contains(&value.display), "{}", value.display);
            }
        }
    }
    for secret in
        ["a doctor who must not be named", "Saule, archivist", "handed over on paper", "31.02.2022", "Алматы"]
    {
        assert!(!index.contains(secret), "{secret}");
    }
    assert!(index.contains("This is the public edition"));
}

#[test]
fn small_counts_are_hidden_and_cannot_be_worked_out() {
    let mut results = results(&Plan::small());
    let all = results.persons.len() as u64;
    let sex = &mut results.breakdowns[0];
    sex.rows = vec![
        ("man".to_owned(), all - 9),
        ("woman".to_owned(), 7),
        ("other".to_owned(), 2),
        ("unknown".to_owned(), 0),
    ];
    let index = &site(&results, Audience::Public)["index.html"];
    let table = index.split("<caption>Sex</caption>").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(table.contains("fewer than 3"), "{table}");
    assert!(table.contains("withheld"), "seven less than all would tell: {table}");
    assert!(!table.contains(">7<") && !table.contains(">2<"), "{table}");
}

#[test]
fn a_warning_that_quotes_small_counts_stays_inside() {
    let mut results = results(&Plan::small());
    let warning = |code: &str, words: &str| Warning { code: code.to_owned(), words: words.to_owned() };
    results.warnings = vec![
        warning("rows_in_quarantine", "Just 2 rows were unreadable here"),
        warning("scope_seen_in_data", "But 40 of 80 with a rare illness"),
        warning("not_converged", "The chains differ, R-hat 1.02"),
    ];
    let inside = &site(&results, Audience::Internal)["index.html"];
    assert!(inside.contains("Just 2 rows") && inside.contains("rare illness"));
    let public = &site(&results, Audience::Public)["index.html"];
    assert!(!public.contains("Just 2 rows") && !public.contains("rare illness"));
    assert!(public.contains("left to the internal edition") && public.contains("R-hat 1.02"));
}

#[test]
fn no_sentence_of_the_report_is_cut() {
    let results = results(&Plan::small());
    let index = &site(&results, Audience::Internal)["index.html"];
    assert!(!index.contains("characters in all"));
}

#[test]
fn no_estimate_is_said_and_why() {
    let results = results(&Plan { people: 80, lists: 1, estimate: Answer::Refused, hostile: false });
    let index = &site(&results, Audience::Internal)["index.html"];
    assert!(index.contains("no estimate"));
    assert!(index.contains("There is one list only."));
}

#[test]
fn without_scripts_the_persons_are_there_page_by_page() {
    let results = results(&Plan { people: 200, lists: 2, estimate: Answer::Refused, hostile: false });
    let page = &site(&results, Audience::Internal)["persons.html"];
    assert!(page.contains("id=\"register\" hidden"), "what needs scripts is hidden until they run");
    assert!(page.contains("<section id=\"browse\" aria"), "what needs none is not");
    assert_eq!(page.matches("href=\"persons/").count(), results.persons.len().div_ceil(50));
}

#[test]
fn nobody_at_all_is_no_fault() {
    let mut results = results(&Plan { people: 40, lists: 2, estimate: Answer::Refused, hostile: false });
    results.persons.clear();
    results.captures.pattern_of.clear();
    results.captures.patterns.clear();
    results.timeline.bins.clear();
    results.linkage.links.clear();
    for audience in [Audience::Internal, Audience::Public] {
        site(&results, audience);
    }
}
