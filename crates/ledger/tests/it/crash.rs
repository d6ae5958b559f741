//! What is acknowledged stays: processes are killed while they append, and several append at once.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::house::{House, on_both, place};
use crate::server::Server;
use tizim_ledger::*;

on_both! {
    a_killed_process_loses_nothing_it_acknowledged,
    several_processes_take_turns_and_the_chain_does_not_fork,
}

const WHERE: &str = "TIZIM_LEDGER_UNDER_TEST";

/// Not a test of its own: what the child processes of the tests below run. Appends until it has appended as many as asked
/// for, and says each number when it is acknowledged.
#[test]
#[ignore = "run by the other tests, in a process of its own"]
fn append_without_end() {
    let Ok(named) = std::env::var(WHERE) else { return };
    let many: u64 = std::env::var("TIZIM_APPENDS").unwrap().parse().unwrap();
    let author = std::env::var("TIZIM_AUTHOR").unwrap();
    let mut ledger = Ledger::open(place(&named)).unwrap();
    for i in 0..many {
        let decision = Decision::PersonWithheld { person: RecordKey::new(&author, i.to_string()) };
        let what = What::Judgement(Judgement { decision, reason: "x".repeat(3000), undoes: None });
        let at = "2026-11-23T10:00:00Z".parse().unwrap();
        let entry = ledger.append(&NewEntry { at, author: author.clone(), what }).unwrap();
        println!("acknowledged {} {}", entry.seq, entry.hash);
    }
}

pub fn appender(named: &str, author: &str, many: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "crash::append_without_end", "--nocapture", "--test-threads=1"])
        .env(WHERE, named)
        .env("TIZIM_APPENDS", many.to_string())
        .env("TIZIM_AUTHOR", author)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The number and hash of an acknowledged entry, if the line is whole and says so.
pub fn acknowledged(line: &str) -> Option<(u64, Hash)> {
    // the test harness may have begun the line
    let (_, said) = line.split_once("acknowledged ")?;
    let (seq, hash) = said.split_once(' ')?;
    Some((seq.parse().ok()?, hash.parse().ok()?))
}

fn a_killed_process_loses_nothing_it_acknowledged(house: &House) {
    drop(house.create());
    let mut known: Vec<(u64, Hash)> = Vec::new();
    for round in 0..25_u64 {
        let mut child = appender(&house.named(), "killed", 100_000);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = 0;
        let mut stop_after = 1 + round % 5;
        for line in lines {
            let Ok(line) = line else { break };
            let Some(entry) = acknowledged(&line) else { continue };
            known.push(entry);
            said += 1;
            if said == stop_after {
                // spread over the length of an append, which takes some hundred microseconds to some milliseconds
                std::thread::sleep(Duration::from_micros(round * 137 % 3000));
                child.kill().unwrap();
                // then on to what it said before it died
                stop_after = u64::MAX;
            }
        }
        child.wait().unwrap();
        // every other time the first to look is one who only reads
        let ledger = if round % 2 == 0 { house.open() } else { house.read() };
        assert_eq!(ledger.verify().unwrap(), [], "round {round}");
        let entries = ledger.entries().unwrap();
        for (seq, hash) in &known {
            let index = usize::try_from(*seq).unwrap() - 1;
            assert_eq!(entries[index].hash, *hash, "entry {seq} in round {round}");
        }
        // at most the one that was written but not yet acknowledged is there beyond those, in each round
        assert!(entries.len() as u64 <= known.len() as u64 + round + 1);
    }
    assert!(known.len() >= 25);
}

fn several_processes_take_turns_and_the_chain_does_not_fork(house: &House) {
    drop(house.create());
    let children: Vec<Child> = (0..4).map(|i| appender(&house.named(), &format!("writer {i}"), 25)).collect();
    let reader = house.read();
    let mut said = Vec::new();
    for child in children {
        assert_eq!(reader.verify().unwrap(), [], "seen while others write");
        let out = child.wait_with_output().unwrap();
        assert!(out.status.success());
        said.extend(String::from_utf8(out.stdout).unwrap().lines().filter_map(acknowledged));
    }
    said.sort();
    assert_eq!(said.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), (1..=100).collect::<Vec<_>>());
    let entries = reader.entries().unwrap();
    assert!(entries.iter().zip(&said).all(|(entry, (_, hash))| entry.hash == *hash));
    assert_eq!(reader.verify().unwrap(), []);
}

#[test]
fn a_killed_server_loses_nothing_it_acknowledged() {
    let Some(mut server) = Server::start() else { return };
    let named = server.url("");
    drop(Ledger::create(place(&named)).unwrap());
    let mut known: Vec<(u64, Hash)> = Vec::new();
    // has a connection from before each crash
    let mut desk = Ledger::open(place(&named)).unwrap();
    for round in 0..4_u64 {
        let mut child = appender(&named, "killed", 100_000);
        let mut said = 0;
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let Some(entry) = acknowledged(&line.unwrap()) else { continue };
            known.push(entry);
            said += 1;
            if said == 5 {
                std::thread::sleep(Duration::from_micros(round * 337));
                server.crash();
                // then on to what it said before it found the server gone
            }
        }
        child.wait().unwrap();
        server.start_again();
        let ledger = Ledger::open(place(&named)).unwrap();
        assert_eq!(ledger.verify().unwrap(), [], "round {round}");
        let entries = ledger.entries().unwrap();
        for (seq, hash) in &known {
            assert_eq!(
                entries[usize::try_from(*seq).unwrap() - 1].hash,
                *hash,
                "entry {seq} in round {round}"
            );
        }
        let at = "2026-11-23T10:00:00Z".parse().unwrap();
        let what = What::GroupMade(Group { name: format!("group {round}") });
        let entry = desk.append(&NewEntry { at, author: "desk".into(), what }).unwrap();
        assert_eq!(entry.prev_hash, entries.last().unwrap().hash, "a connection made anew");
        known.push((entry.seq, entry.hash));
    }
}
