//! Writes the site of a made-up register: `sample_site DIR PEOPLE [public|strata|one|hostile]`, to look at and to measure.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "tests and examples stop where they stand"
)]

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use fixture::{Answer, Plan, results};
use std::path::Path;
use std::time::Instant;
use tizim_report::{Audience, write_site};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let dir = Path::new(&arguments[0]);
    let people = arguments[1].parse().expect("a number of people");
    let kind = arguments.get(2).map_or("", String::as_str);
    let mut plan = Plan { people, lists: 4, estimate: Answer::Whole, hostile: kind == "hostile" };
    match kind {
        "strata" => plan.estimate = Answer::Strata,
        "one" => {
            plan.lists = 1;
            plan.estimate = Answer::Refused;
        }
        _ => {}
    }
    let results = results(&plan);
    std::fs::create_dir_all(dir).expect("a folder");
    let audience = if kind == "public" { Audience::Public } else { Audience::Internal };
    let start = Instant::now();
    write_site(&results, audience, dir, &|_| ()).expect("a site");
    let mut line = format!("{} records, {} persons", results.records.len(), results.persons.len());
    line.push_str(&format!(": {:.2} s\n", start.elapsed().as_secs_f64()));
    std::io::Write::write_all(&mut std::io::stdout(), line.as_bytes()).expect("standard output");
}
