//! Every way of altering the table behind the ledger's back, and what `verify` says to it.

use tizim_ledger::*;

use crate::house::{House, on_both};

const ROWS: i64 = 7;

fn entry(i: i64) -> NewEntry {
    let decision = Decision::PersonWithheld { person: RecordKey::new("list", i.to_string()) };
    let what = What::Judgement(Judgement { decision, reason: "asked for".into(), undoes: None });
    let at = format!("2026-11-23T10:00:{i:02}Z").parse().unwrap();
    NewEntry { at, author: format!("reviewer {i}"), what }
}

/// Makes a ledger of seven entries.
fn fill(house: &House) {
    let entries: Vec<NewEntry> = (1..=ROWS).map(entry).collect();
    house.create().append_all(&entries).unwrap();
}

/// Alters a ledger of seven entries with the locks taken off for the while, and says what `verify` finds.
fn findings_after(house: &House, change: &str) -> Vec<Finding> {
    // a fresh one for each change
    let fresh = if house.is_sqlite() { House::sqlite() } else { House::postgres() }.unwrap();
    fill(&fresh);
    fresh.alter(change);
    fresh.read().verify().unwrap()
}

on_both! {
    a_ledger_left_alone_is_well,
    a_change_of_any_column_of_any_row_is_found_and_only_that_row_is_blamed,
    a_row_of_another_number_is_found,
    removed_rows_are_named,
    a_removed_row_is_found_though_the_others_close_ranks,
    a_row_put_in_is_found,
    swapped_rows_are_found,
    a_row_replaced_by_one_that_is_whole_in_itself_is_found,
    a_head_kept_elsewhere_shows_an_end_cut_off_without_a_trace,
    a_head_stays_good_while_the_ledger_grows,
    appending_does_not_cover_up_a_removed_end,
    a_count_that_was_lowered_is_found,
    a_changed_record_of_versions_is_found,
    a_lock_taken_off_or_blunted_is_found,
}

fn a_ledger_left_alone_is_well(house: &House) {
    assert_eq!(findings_after(house, ""), []);
}

fn a_change_of_any_column_of_any_row_is_found_and_only_that_row_is_blamed(house: &House) {
    let changes = [
        "kind = 'exported'",
        "at = '2026-11-23T09:00:00Z'",
        "author = author || ' '",
        "payload = replace(payload, 'asked for', 'ASKED FOR')",
        "prev_hash = BYTES",
        "hash = BYTES",
    ];
    for change in changes {
        let change = change.replace("BYTES", &house.blob(&format!("{}01", "00".repeat(31))));
        for seq in 1..=ROWS {
            let found = findings_after(house, &format!("UPDATE entries SET {change} WHERE seq = {seq}"));
            assert_eq!(found, [Finding::Changed { seq }], "{change} in row {seq}");
        }
    }
}

fn a_row_of_another_number_is_found(house: &House) {
    for seq in 1..=ROWS {
        let found = findings_after(house, &format!("UPDATE entries SET seq = 90 WHERE seq = {seq}"));
        assert!(found.contains(&Finding::Moved { seq: 90, was: seq }), "{found:?}");
        let missing = |finding: &Finding| matches!(finding, Finding::Removed { first, last } if (*first..=*last).contains(&seq));
        assert!(found.iter().any(missing), "{found:?}");
    }
}

fn removed_rows_are_named(house: &House) {
    for seq in 1..=ROWS {
        let found = findings_after(house, &format!("DELETE FROM entries WHERE seq = {seq}"));
        assert_eq!(found, [Finding::Removed { first: seq, last: seq }]);
    }
    let found = findings_after(house, "DELETE FROM entries WHERE seq IN (3, 4, 6)");
    assert_eq!(found, [Finding::Removed { first: 3, last: 4 }, Finding::Removed { first: 6, last: 6 }]);
    assert_eq!(findings_after(house, "DELETE FROM entries"), [Finding::Removed { first: 1, last: ROWS }]);
}

fn a_removed_row_is_found_though_the_others_close_ranks(house: &House) {
    let found = findings_after(
        house,
        &format!(
            "DELETE FROM entries WHERE seq = 3; UPDATE entries SET seq = seq - 1 WHERE seq > 3; {}",
            house.counter(6)
        ),
    );
    let moved: Vec<Finding> = (3..=6).map(|seq| Finding::Moved { seq, was: seq + 1 }).collect();
    assert_eq!(found, moved);
}

fn a_row_put_in_is_found(house: &House) {
    let columns = "kind, at, author, payload, prev_hash, hash";
    let copy = |seq: i64| format!("INSERT INTO entries SELECT {seq}, {columns} FROM entries WHERE seq = 2");
    assert_eq!(findings_after(house, &copy(8)), [Finding::Moved { seq: 8, was: 2 }]);
    let zeros = house.blob(&"00".repeat(32));
    let blank =
        |seq: i64| format!("INSERT INTO entries VALUES ({seq}, 'k', 't', 'a', 'p', {zeros}, {zeros})");
    assert_eq!(findings_after(house, &blank(8)), [Finding::Changed { seq: 8 }]);

    // the CHECK on the number stands in the way of the detour over negative ones, unless that is taken off too
    let found = findings_after(
        house,
        &format!(
            "{}; UPDATE entries SET seq = -seq - 1 WHERE seq >= 4;
             UPDATE entries SET seq = -seq WHERE seq < 0; {}",
            house.without_check(),
            blank(4)
        ),
    );
    let mut expected = vec![Finding::Changed { seq: 4 }];
    expected.extend((5..=8).map(|seq| Finding::Moved { seq, was: seq - 1 }));
    assert_eq!(found, expected);

    let below = format!("{}; {}", house.without_check(), blank(0));
    assert!(findings_after(house, &below).contains(&Finding::PutIn { seq: 0 }));
}

fn swapped_rows_are_found(house: &House) {
    let found = findings_after(
        house,
        &format!(
            "UPDATE entries SET seq = 100 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 5;
             UPDATE entries SET seq = 5 WHERE seq = 100; {}",
            house.counter(7)
        ),
    );
    assert_eq!(found, [Finding::Moved { seq: 2, was: 5 }, Finding::Moved { seq: 5, was: 2 }]);
}

/// A row forged with a good hash of its own: what another would have written after the same three entries.
fn a_row_replaced_by_one_that_is_whole_in_itself_is_found(house: &House) {
    fill(house);
    let elsewhere = House::sqlite().unwrap();
    let mut forged = elsewhere.create();
    forged.append_all(&[entry(1), entry(2), entry(3)]).unwrap();
    let fourth = forged.append(&NewEntry { author: "somebody else".into(), ..entry(4) }).unwrap();
    house.alter(&format!(
        "UPDATE entries SET author = 'somebody else', hash = {} WHERE seq = 4",
        house.blob(&fourth.hash.to_string())
    ));
    let found = house.read().verify().unwrap();
    assert_eq!(found, [Finding::NotChained { before: 4, after: 5 }]);
}

fn a_head_kept_elsewhere_shows_an_end_cut_off_without_a_trace(house: &House) {
    fill(house);
    let kept = house.read().head().unwrap();
    house.alter(&format!("DELETE FROM entries WHERE seq = 7; {}", house.counter(6)));
    let ledger = house.read();
    assert_eq!(ledger.verify().unwrap(), [], "the chain alone can't show it");
    assert_eq!(ledger.verify_against(kept).unwrap(), [Finding::HeadMissing { head: kept }]);
    assert_eq!(ledger.verify_against(ledger.head().unwrap()).unwrap(), []);
}

fn a_head_stays_good_while_the_ledger_grows(house: &House) {
    fill(house);
    let mut ledger = house.open();
    let kept = ledger.head().unwrap();
    let entry = ledger.entries().unwrap().remove(0);
    ledger.append(&NewEntry { at: entry.at, author: entry.author, what: entry.what }).unwrap();
    assert_eq!(ledger.verify_against(kept).unwrap(), []);
    assert_eq!(ledger.verify_against(Hash::GENESIS).unwrap(), []);
}

fn appending_does_not_cover_up_a_removed_end(house: &House) {
    fill(house);
    house.alter("DELETE FROM entries WHERE seq = 7");
    let mut ledger = house.open();
    let entry = ledger.entries().unwrap().remove(0);
    let added = ledger.append(&NewEntry { at: entry.at, author: entry.author, what: entry.what }).unwrap();
    assert_eq!(added.seq, 8);
    assert_eq!(ledger.verify().unwrap(), [Finding::Removed { first: 7, last: 7 }]);
}

fn a_count_that_was_lowered_is_found(house: &House) {
    let found = findings_after(house, &house.counter(4));
    assert_eq!(found, [Finding::CounterLowered { says: 4, last: 7 }]);
    assert_eq!(findings_after(house, &house.counter(9)), [Finding::Removed { first: 8, last: 9 }]);
    let table = if house.is_sqlite() { "sqlite_sequence" } else { "entries_highest" };
    let found = findings_after(house, &format!("DELETE FROM {table}"));
    assert_eq!(found, [Finding::CounterLowered { says: 0, last: 7 }]);
}

/// Each column of the record of versions, but for the time at which SQLite's was made, which no chain holds.
fn a_changed_record_of_versions_is_found(house: &House) {
    let cases: &[(&str, &[i64])] = match house {
        House::Sqlite(_) => &[
            ("UPDATE refinery_schema_history SET version = 0 WHERE version = 2", &[0, 2]),
            ("UPDATE refinery_schema_history SET name = 'x' WHERE version = 2", &[2]),
            ("UPDATE refinery_schema_history SET checksum = '1' WHERE version = 2", &[2]),
            ("DELETE FROM refinery_schema_history WHERE version = 1", &[1]),
        ],
        House::Postgres(_) => &[
            ("UPDATE ledger_versions SET version = 4 WHERE version = 5", &[4, 5]),
            ("DELETE FROM ledger_versions", &[5]),
            ("INSERT INTO ledger_versions VALUES (3)", &[3]),
        ],
    };
    for (change, versions) in cases {
        let wanted: Vec<Finding> =
            versions.iter().map(|version| Finding::VersionChanged { version: *version }).collect();
        assert_eq!(findings_after(house, change), wanted, "{change}");
    }
}

fn a_lock_taken_off_or_blunted_is_found(house: &House) {
    let changes: &[(&str, &str)] = match house {
        House::Sqlite(_) => &[
            ("DROP TRIGGER entries_are_not_removed", "entries_are_not_removed"),
            (
                "DROP TRIGGER entries_are_not_changed;
                 CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries BEGIN SELECT 1; END",
                "entries_are_not_changed",
            ),
        ],
        House::Postgres(_) => &[
            ("DROP TRIGGER entries_are_kept ON entries", "entries_are_kept"),
            ("ALTER TABLE entries DISABLE TRIGGER entries_are_counted", "entries_are_counted"),
            ("ALTER TABLE ledger_versions DISABLE TRIGGER versions_are_kept", "versions_are_kept"),
            (
                "CREATE OR REPLACE FUNCTION ledger_highest_grows() RETURNS trigger LANGUAGE plpgsql
                 AS $$ BEGIN RETURN NEW; END $$",
                "highest_grows",
            ),
        ],
    };
    for (change, name) in changes {
        let fresh = if house.is_sqlite() { House::sqlite() } else { House::postgres() }.unwrap();
        fill(&fresh);
        fresh.execute(change).unwrap();
        assert_eq!(fresh.read().verify().unwrap(), [Finding::LockMissing { name: (*name).into() }]);
    }
}

/// SQLite takes text that is not UTF-8; Postgres doesn't.
#[test]
fn a_text_that_is_none_is_found() {
    let house = House::sqlite().unwrap();
    let found = findings_after(&house, "UPDATE entries SET author = CAST(x'ff' AS TEXT) WHERE seq = 3");
    assert_eq!(found, [Finding::Changed { seq: 3 }]);
}

/// A byte of the file turned over at every 97th place: the ledger is refused, or says what is wrong, or the byte was one
/// that holds nothing; never is another content read without a word.
#[test]
fn a_flipped_byte_anywhere_is_never_read_as_good() {
    let house = House::sqlite().unwrap();
    fill(&house);
    let path = std::path::PathBuf::from(house.named());
    let good = std::fs::read(&path).unwrap();
    let entries = Ledger::open_read_only(&path).unwrap().entries().unwrap();
    let copy = path.with_file_name("copy.db");
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
