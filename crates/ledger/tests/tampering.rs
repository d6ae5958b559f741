//! Every way of altering the table behind the ledger's back, and what `verify` says to it.

// clippy spares only the test functions themselves, not what they call
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use rusqlite::Connection;
use tizim_ledger::*;

const ROWS: i64 = 7;

/// A ledger of seven entries, closed.
fn ledger(dir: &Path) -> PathBuf {
    let path = dir.join("tizim.db");
    let mut ledger = Ledger::create(&path).unwrap();
    for i in 1..=ROWS {
        let decision = Decision::PersonWithheld { person: RecordKey::new("list", i.to_string()) };
        let what = What::Judgement(Judgement { decision, reason: "asked for".into(), undoes: None });
        let at = format!("2026-11-23T10:00:{i:02}Z").parse().unwrap();
        ledger.append(&NewEntry { at, author: format!("reviewer {i}"), what }).unwrap();
    }
    path
}

/// Alters a copy of the file with the locks taken off for the while, and says what `verify` finds.
fn findings_after(change: &str) -> Vec<Finding> {
    static UNTOUCHED: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let dir = tempfile::tempdir().unwrap();
        std::fs::read(ledger(dir.path())).unwrap()
    });
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("tizim.db");
    std::fs::write(&path, &*UNTOUCHED).unwrap();
    alter(&path, change);
    Ledger::open_read_only(&path).unwrap().verify().unwrap()
}

fn alter(path: &Path, change: &str) {
    let raw = Connection::open(path).unwrap();
    raw.pragma_update(None, "synchronous", "OFF").unwrap();
    let locks: Vec<(String, String)> = raw
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<rusqlite::Result<_>>()
        .unwrap();
    assert_eq!(locks.len(), 3);
    for (name, _) in &locks {
        raw.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    raw.execute_batch(change).unwrap();
    for (_, sql) in &locks {
        raw.execute_batch(sql).unwrap();
    }
}

#[test]
fn a_ledger_left_alone_is_well() {
    assert_eq!(findings_after(""), []);
}

#[test]
fn a_change_of_any_column_of_any_row_is_found_and_only_that_row_is_blamed() {
    let changes = [
        "kind = 'exported'",
        "at = '2026-11-23T09:00:00Z'",
        "author = author || ' '",
        "payload = replace(payload, 'asked for', 'ASKED FOR')",
        "prev_hash = zeroblob(31) || x'01'",
        "hash = zeroblob(31) || x'01'",
        "author = CAST(x'ff' AS TEXT)",
    ];
    for change in changes {
        // `||` makes text of blobs; the column is BLOB, so it is cast back
        let change = change.replace("zeroblob(31) || x'01'", &format!("x'{}01'", "00".repeat(31)));
        for seq in 1..=ROWS {
            let found = findings_after(&format!("UPDATE entries SET {change} WHERE seq = {seq}"));
            assert_eq!(found, [Finding::Changed { seq }], "{change} in row {seq}");
        }
    }
}

#[test]
fn a_row_of_another_number_is_found() {
    for seq in 1..=ROWS {
        let found = findings_after(&format!("UPDATE entries SET seq = 90 WHERE seq = {seq}"));
        assert!(found.contains(&Finding::Moved { seq: 90, was: seq }), "{found:?}");
        let missing = |finding: &Finding| matches!(finding, Finding::Removed { first, last } if (*first..=*last).contains(&seq));
        assert!(found.iter().any(missing), "{found:?}");
    }
}

#[test]
fn removed_rows_are_named() {
    for seq in 1..=ROWS {
        let found = findings_after(&format!("DELETE FROM entries WHERE seq = {seq}"));
        assert_eq!(found, [Finding::Removed { first: seq, last: seq }]);
    }
    let found = findings_after("DELETE FROM entries WHERE seq IN (3, 4, 6)");
    assert_eq!(found, [Finding::Removed { first: 3, last: 4 }, Finding::Removed { first: 6, last: 6 }]);
    assert_eq!(findings_after("DELETE FROM entries"), [Finding::Removed { first: 1, last: ROWS }]);
}

#[test]
fn a_removed_row_is_found_though_the_others_close_ranks() {
    let found = findings_after(
        "DELETE FROM entries WHERE seq = 3; UPDATE entries SET seq = seq - 1 WHERE seq > 3;
         UPDATE sqlite_sequence SET seq = 6",
    );
    let moved: Vec<Finding> = (3..=6).map(|seq| Finding::Moved { seq, was: seq + 1 }).collect();
    assert_eq!(found, moved);
}

#[test]
fn a_row_put_in_is_found() {
    let columns = "kind, at, author, payload, prev_hash, hash";
    let copy = |seq: i64| format!("INSERT INTO entries SELECT {seq}, {columns} FROM entries WHERE seq = 2");
    assert_eq!(findings_after(&copy(8)), [Finding::Moved { seq: 8, was: 2 }]);
    let blank = "INSERT INTO entries VALUES (8, 'k', 't', 'a', 'p', zeroblob(32), zeroblob(32))";
    assert_eq!(findings_after(blank), [Finding::Changed { seq: 8 }]);

    let between =
        "UPDATE entries SET seq = -seq - 1 WHERE seq >= 4; UPDATE entries SET seq = -seq WHERE seq < 0;
                   INSERT INTO entries VALUES (4, 'k', 't', 'a', 'p', zeroblob(32), zeroblob(32))";
    // the CHECK on the number stands in the way of the detour over negative ones, unless that is taken off too
    let found = findings_after(&format!("PRAGMA ignore_check_constraints = ON; {between}"));
    let mut expected = vec![Finding::Changed { seq: 4 }];
    expected.extend((5..=8).map(|seq| Finding::Moved { seq, was: seq - 1 }));
    assert_eq!(found, expected);

    let below = "PRAGMA ignore_check_constraints = ON;
                 INSERT INTO entries VALUES (0, 'k', 't', 'a', 'p', zeroblob(32), zeroblob(32))";
    assert!(findings_after(below).contains(&Finding::PutIn { seq: 0 }));
}

#[test]
fn swapped_rows_are_found() {
    let found = findings_after(
        "UPDATE entries SET seq = 100 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 5;
         UPDATE entries SET seq = 5 WHERE seq = 100; UPDATE sqlite_sequence SET seq = 7",
    );
    assert_eq!(found, [Finding::Moved { seq: 2, was: 5 }, Finding::Moved { seq: 5, was: 2 }]);
}

/// A row forged with a good hash of its own: taken from another ledger, where it has the same number.
#[test]
fn a_row_replaced_by_one_that_is_whole_in_itself_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path());
    let (forged_dir, ours) = (tempfile::tempdir().unwrap(), Ledger::open(&path).unwrap().entries().unwrap());
    let mut forged = Ledger::create(forged_dir.path().join("tizim.db")).unwrap();
    for old in &ours[..4] {
        let mut author = old.author.clone();
        if old.seq == 4 {
            author = "somebody else".into();
        }
        forged.append(&NewEntry { at: old.at.clone(), author, what: old.what.clone() }).unwrap();
    }
    drop(forged);
    let other = forged_dir.path().join("tizim.db");
    alter(
        &path,
        &format!(
            "DELETE FROM entries WHERE seq = 4; ATTACH '{}' AS other;
             INSERT INTO entries SELECT * FROM other.entries WHERE seq = 4",
            other.display()
        ),
    );
    let found = Ledger::open_read_only(&path).unwrap().verify().unwrap();
    assert_eq!(found, [Finding::NotChained { before: 4, after: 5 }]);
}

#[test]
fn a_head_kept_elsewhere_shows_an_end_cut_off_without_a_trace() {
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path());
    let kept = Ledger::open_read_only(&path).unwrap().head().unwrap();
    alter(&path, "DELETE FROM entries WHERE seq = 7; UPDATE sqlite_sequence SET seq = 6");
    let ledger = Ledger::open_read_only(&path).unwrap();
    assert_eq!(ledger.verify().unwrap(), [], "the chain alone can't show it");
    assert_eq!(ledger.verify_against(kept).unwrap(), [Finding::HeadMissing { head: kept }]);
    assert_eq!(ledger.verify_against(ledger.head().unwrap()).unwrap(), []);
}

#[test]
fn a_head_stays_good_while_the_ledger_grows() {
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path());
    let mut ledger = Ledger::open(&path).unwrap();
    let kept = ledger.head().unwrap();
    let entry = ledger.entries().unwrap().remove(0);
    ledger.append(&NewEntry { at: entry.at, author: entry.author, what: entry.what }).unwrap();
    assert_eq!(ledger.verify_against(kept).unwrap(), []);
    assert_eq!(ledger.verify_against(Hash::GENESIS).unwrap(), []);
}

#[test]
fn appending_does_not_cover_up_a_removed_end() {
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path());
    alter(&path, "DELETE FROM entries WHERE seq = 7");
    let mut ledger = Ledger::open(&path).unwrap();
    let entry = ledger.entries().unwrap().remove(0);
    let added = ledger.append(&NewEntry { at: entry.at, author: entry.author, what: entry.what }).unwrap();
    assert_eq!(added.seq, 8);
    assert_eq!(ledger.verify().unwrap(), [Finding::Removed { first: 7, last: 7 }]);
}

#[test]
fn a_lock_taken_off_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path());
    Connection::open(&path).unwrap().execute_batch("DROP TRIGGER entries_are_not_removed").unwrap();
    let found = Ledger::open_read_only(&path).unwrap().verify().unwrap();
    assert_eq!(found, [Finding::LockMissing { name: "entries_are_not_removed".into() }]);
}

/// A byte of the file turned over at every 97th place: the ledger is refused, or says what is wrong, or the byte was one
/// that holds nothing; never is another content read without a word.
#[test]
fn a_flipped_byte_anywhere_is_never_read_as_good() {
    let dir = tempfile::tempdir().unwrap();
    let path = ledger(dir.path());
    let good = std::fs::read(&path).unwrap();
    let entries = Ledger::open_read_only(&path).unwrap().entries().unwrap();
    let copy = dir.path().join("copy.db");
    let mut noticed = 0;
    for place in (0..good.len()).step_by(97) {
        let mut bytes = good.clone();
        bytes[place] ^= 0x55;
        std::fs::write(&copy, &bytes).unwrap();
        let said = Ledger::open_read_only(&copy).and_then(|ledger| Ok((ledger.verify()?, ledger.entries())));
        match said {
            Ok((findings, read)) if findings.is_empty() => assert_eq!(read.unwrap(), entries, "byte {place}"),
            _ => noticed += 1,
        }
    }
    assert!(noticed > 0);
}
