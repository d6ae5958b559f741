//! How long an append takes, and how long reading and verifying: `cargo run --release -p tizim-ledger --example append_rate`,
//! or with the URL of an empty Postgres database behind `--`.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use tizim_ledger::{Decision, Judgement, Ledger, NewEntry, Place, PostgresUrl, RecordKey, Verdict, What};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = tempfile::tempdir()?;
    let place: Place = match std::env::args().nth(1) {
        Some(url) => url.parse::<PostgresUrl>()?.into(),
        None => dir.path().join("tizim.db").into(),
    };
    let mut ledger = Ledger::create(place)?;
    let entry = |i: usize| -> Result<NewEntry, tizim_ledger::Error> {
        let (a, b) = (RecordKey::new("first", i.to_string()), RecordKey::new("second", i.to_string()));
        let decision = Decision::Pair { a, b, verdict: Verdict::Same };
        let what =
            What::Judgement(Judgement { decision, reason: "same patronymic and day".into(), undoes: None });
        Ok(NewEntry { at: "2026-11-23T10:00:00Z".parse()?, author: "A. Reviewer".into(), what })
    };
    let mut times = Vec::new();
    for i in 0..2000 {
        let start = Instant::now();
        ledger.append(&entry(i)?)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("append, one at a time: median {:.2} ms, 95th percentile {:.2} ms", times[1000], times[1900]);
    let many = (2000..100_000).map(entry).collect::<Result<Vec<_>, _>>()?;
    let start = Instant::now();
    ledger.append_all(&many)?;
    println!("append, 98,000 at once: {:.2} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let judgements = ledger.judgements()?.len();
    println!("read the {judgements} judgements in force: {:.2} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    assert!(ledger.verify()?.is_empty());
    println!("verify: {:.2} s", start.elapsed().as_secs_f64());
    Ok(())
}
