//! Power cuts, as far as they can be modelled without cutting any.
//!
//! A process appends and is stopped (not ended) at random moments; its two files are copied as the system has them then.
//! From each copy further ones are made, of what a disk may hold that had not been told to write out yet:
//!
//! - while only the journal was being written, it is cut at many lengths, or zero from many places on, or not there;
//! - while the ledger itself was being written (its journal is on the disk by then), each 512 bytes of it are as before,
//!   as they were to be, or of neither, in many mixtures;
//! - the removal of the journal is taken back.
//!
//! Each is opened like any ledger: every acknowledged entry is there, the chain is whole, and of what was being appended
//! there is nothing. Disks that say they have written what they have not, and what was written before going bad, are not
//! modelled; nor is Postgres, whose log is its own matter (a crash of its server is tried in `crash.rs`).

#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tizim_ledger::*;

use crate::crash::{acknowledged, appender};

const SECTOR: usize = 512;

/// Marsaglia's xorshift (2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// The two files at one moment.
struct Copy {
    ledger: Vec<u8>,
    journal: Option<Vec<u8>>,
    /// The number of the last entry that was acknowledged before that.
    known: u64,
}

/// Opens a ledger of these bytes, and returns its entries and its bytes after that.
fn opened(dir: &Path, ledger: &[u8], journal: Option<&[u8]>) -> (Vec<Entry>, Vec<u8>) {
    let path = dir.join("copy.db");
    let beside = dir.join("copy.db-journal");
    std::fs::write(&path, ledger).unwrap();
    match journal {
        Some(bytes) => std::fs::write(&beside, bytes).unwrap(),
        None => drop(std::fs::remove_file(&beside)),
    }
    let found = Ledger::open(&path).unwrap();
    assert_eq!(found.verify().unwrap(), []);
    let entries = found.entries().unwrap();
    drop(found);
    (entries, std::fs::read(&path).unwrap())
}

/// Returns the files as a process leaves them that is stopped at many moments.
fn copies(dir: &Path) -> Vec<Copy> {
    let path = dir.join("tizim.db");
    drop(Ledger::create(&path).unwrap());
    let mut child = appender(path.to_str().unwrap(), "stopped", 100_000);
    let known = Arc::new(AtomicU64::new(0));
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let reader = std::thread::spawn({
        let known = Arc::clone(&known);
        move || {
            for (seq, _) in lines.map_while(std::io::Result::ok).filter_map(|line| acknowledged(&line)) {
                known.store(seq, Ordering::SeqCst);
            }
        }
    });
    while known.load(Ordering::SeqCst) < 3 {
        std::thread::sleep(Duration::from_millis(1));
    }
    let pid = Pid::from_child(&child);
    let state = format!("/proc/{}/stat", child.id());
    let mut chance = Chance(0x2545_F491_4F6C_DD1D);
    let mut copies = Vec::new();
    for _ in 0..100 {
        std::thread::sleep(Duration::from_micros(chance.below(3000) as u64));
        let known = known.load(Ordering::SeqCst);
        kill_process(pid, Signal::STOP).unwrap();
        while !std::fs::read_to_string(&state).unwrap().contains(") T ") {
            std::thread::yield_now();
        }
        let ledger = std::fs::read(&path).unwrap();
        let journal = std::fs::read(dir.join("tizim.db-journal")).ok();
        copies.push(Copy { ledger, journal, known });
        kill_process(pid, Signal::CONT).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    copies
}

/// The journal as a disk may hold it that was not told to write it out yet.
fn unsynced(journal: &[u8], chance: &mut Chance) -> Vec<Option<Vec<u8>>> {
    let mut held = vec![None, Some(Vec::new())];
    for round in 0..16 {
        // the header, whose 28 bytes decide, as often as all that follows
        let at = if round % 2 == 0 { chance.below(600) } else { chance.below(journal.len().max(1)) };
        let at = at.min(journal.len());
        held.push(Some(journal[..at].to_vec()));
        let mut zero = journal.to_vec();
        zero[at..].fill(0);
        held.push(Some(zero));
    }
    held
}

/// The ledger as a disk may hold it that was told to write `new` over `old` and had not done so yet.
fn half_written(old: &[u8], new: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut held = new.to_vec();
    if chance.below(4) == 0 {
        held.truncate(old.len());
    }
    for (sector, bytes) in held.chunks_mut(SECTOR).enumerate() {
        let from = sector * SECTOR;
        let before = old.get(from..from + bytes.len());
        if before == Some(bytes) {
            continue;
        }
        match (chance.below(3), before) {
            (0, Some(before)) => bytes.copy_from_slice(before),
            (0, None) => bytes.fill(0),
            (1, _) => bytes.fill(0xA5),
            _ => {}
        }
    }
    held
}

#[test]
fn whatever_a_power_cut_leaves_holds_all_that_was_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let (mut of_journal, mut of_ledger, mut at_rest, mut tried) = (0, 0, 0, 0);
    for copy in copies(dir.path()) {
        let (entries, rolled_back) = opened(dir.path(), &copy.ledger, copy.journal.as_deref());
        assert!(entries.len() as u64 >= copy.known, "entry {} was acknowledged", copy.known);
        let Some(journal) = &copy.journal else {
            at_rest += 1;
            continue;
        };
        let mut expect = |ledger: &[u8], journal: Option<&[u8]>| {
            assert!(opened(dir.path(), ledger, journal).0 == entries, "another ledger after a power cut");
            tried += 1;
        };
        if rolled_back == copy.ledger {
            of_journal += 1;
            for held in unsynced(journal, &mut chance) {
                expect(&copy.ledger, held.as_deref());
            }
        } else {
            of_ledger += 1;
            for _ in 0..16 {
                expect(&half_written(&rolled_back, &copy.ledger, &mut chance), Some(journal));
            }
        }
    }
    println!(
        "stopped {of_journal} times while the journal was written, {of_ledger} while the ledger was, \
         {at_rest} between; {tried} states of a disk opened"
    );
    assert!(of_journal > 0 && of_ledger > 0, "no moment of one kind was met: {of_journal}, {of_ledger}");
}
